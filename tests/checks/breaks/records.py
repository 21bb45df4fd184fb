"""Records of what was approved."""

from __future__ import annotations

from datetime import date

from clausework.model.decisions import Approval
from clausework.model.document import Document
from clausework.model.policy import Adopted, Brand, School, Status
from clausework.model.scalars import SchoolType
from clausework.records import record
from tests.checks.breaks.pieces import APPROVED, NUMBER
from tests.support.roots import OAK, Break

KEPT_AS = "schools/oak/record/staff-conduct/1.0"
PAPER = "the approved copy"
# What Oak School approved, of which nothing is left in its files.
APPROVED_BEFORE = record.text(
    record.of(
        School(
            id="oak",
            name="Oak School",
            type=SchoolType.COMMUNITY,
            brand=Brand(primary="#1f4e79", accent="#f2a900"),
        ),
        None,
        {},
        Adopted(version="1.0", approved=Approval(by="The board", on=date(2025, 3, 1))),
        Document(
            policy="staff-conduct",
            title="Staff Conduct Policy",
            owner="Example HR",
            summary=None,
            audience=None,
            version="1.0",
            status=Status.RELEASED,
            issued=None,
            sections=(),
            school="Oak School",
        ),
        PAPER.encode(),
    )
).decode()
RECORD, RECORD_PDF = (f"{KEPT_AS}.json", APPROVED_BEFORE), (f"{KEPT_AS}.pdf", PAPER)
OTHER_RECORD = (RECORD[0].replace("1.0", "1.1"), APPROVED_BEFORE)
OPENING = APPROVED_BEFORE[:20]
RECORDS = [
    Break("record-changed", RECORD[0], OPENING, f"‸{OPENING}", more=(RECORD,)),
    Break("record-changed", RECORD[0], OPENING, "‸", more=(RECORD, RECORD_PDF)),
    Break(
        "record-changed",
        RECORD[0],
        '"The board"',
        '"The head"',
        at=(RECORD[0], OPENING),
        more=(RECORD, RECORD_PDF),
    ),
    Break(
        "record-changed",
        RECORD_PDF[0],
        PAPER,
        "another copy",
        at=(RECORD[0], OPENING),
        more=(RECORD, RECORD_PDF),
    ),
    Break(
        "record-changed",
        OTHER_RECORD[0],
        OPENING,
        f"‸{OPENING}",
        more=(OTHER_RECORD, (OTHER_RECORD[0].replace(".json", ".pdf"), PAPER)),
    ),
    Break(
        "record-differs",
        OAK,
        f"{NUMBER}\n    {APPROVED}",
        'version: ‸"1.0"\n    approved: ‸unknown\n',
        more=(RECORD, RECORD_PDF),
    ),
]
