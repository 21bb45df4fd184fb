"""Records of what was approved."""

from __future__ import annotations

from datetime import date

from clausework.checks import digest
from clausework.model.decisions import Approval
from clausework.model.document import Document
from clausework.model.policy import Adopted, Brand, School, Status
from clausework.model.scalars import SchoolType
from clausework.records import record
from tests.checks.breaks.pieces import APPROVED, NUMBER, TYPED
from tests.support.roots import ELM, FILES, FOLLOWING, OAK, POLICY, VERSION, Break

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
ELM_RECORD, ELM_PDF = ((name.replace("oak", "elm"), text) for name, text in (RECORD, RECORD_PDF))
TAKEN_BACK = (
    f"{KEPT_AS}.corrections.yaml",
    """\
corrections:
  - who: A. Adviser
    on: 2025-04-01
    why: The meeting decided nothing.
    was:
      adopted: {version: "1.0", approved: {by: The board, on: 2025-03-01}}
    annulled: true
""",
)
ISSUED = ((VERSION, FILES[VERSION].replace("follows: null", "follows: null\nissued: 2025-06-01")),)
RELEASED = FILES[VERSION].replace("status: draft", "status: released")
RELEASES = f'released: {{"1.0": {digest(RELEASED.encode())}}}\n'
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
        'version: ‸"1.0"\n    approved: {by: The board, on: 2025-03-01}\n',
        more=(RECORD, RECORD_PDF, (VERSION, RELEASED)),
        also=("released-unrecorded",),
    ),
    *(
        Break(
            "decision-differs",
            OAK,
            f"{NUMBER}\n    {APPROVED}",
            f'version: "1.0"\n    ‸approved: {approved}\n',
            more=(RECORD, RECORD_PDF),
            also=also,
        )
        for approved, also in (
            ("unknown", ()),
            ("{by: The board, on: 2025-03-02}", TYPED),
        )
    ),
    Break("decision-differs", ELM, NUMBER, 'version: ‸"1.0"', more=(ELM_RECORD, ELM_PDF)),
    Break(
        "decision-differs",
        OAK,
        f"  staff-conduct:\n    {NUMBER}\n    {APPROVED}",
        '  ‸staff-conduct:\n    version: "1.1"\n    approved: unknown\n',
        more=(RECORD, RECORD_PDF, *FOLLOWING),
    ),
    Break(
        "decision-differs",
        OAK,
        f"{NUMBER}\n    {APPROVED}",
        'version: "1.0"\n    ‸approved: {by: The board, on: 2025-03-01}\n',
        more=(RECORD, RECORD_PDF, TAKEN_BACK),
        also=TYPED,
    ),
    Break(
        "corrections-changed",
        TAKEN_BACK[0],
        "corrections:\n",
        "‸corrections:\n",
        more=(RECORD, RECORD_PDF, (TAKEN_BACK[0], TAKEN_BACK[1].replace("03-01", "03-02"))),
    ),
    Break(
        "correction-form",
        TAKEN_BACK[0],
        "  - who:",
        "  - ‸who:",
        more=((TAKEN_BACK[0], TAKEN_BACK[1].replace("    annulled: true\n", "")),),
    ),
    Break(
        "correction-form",
        TAKEN_BACK[0],
        "      adopted:",
        "      ‸next_review: 2026-01-01\n    #",
        more=(TAKEN_BACK,),
    ),
    *(
        Break(
            "day-impossible",
            OAK,
            f"{NUMBER}\n    {APPROVED}",
            f'version: "1.0"\n    {text}',
            also=TYPED,
            more=more,
        )
        for text, more in (
            ("approved: {by: A, on: 2026-01-02, effective: ‸2026-01-01}\n", ()),
            ("approved: {by: A, on: 2026-01-02}\n    next_review: ‸2026-01-02\n", ()),
            ("approved: {by: A, on: ‸2024-01-01}\n", ISSUED),
            (
                'approved: {by: A, on: ‸2026-01-01}\n    history:\n      - version: "1.0"\n'
                "        approved: {by: A, on: 2026-01-02}\n",
                (),
            ),
            (
                'approved: {by: A, on: 2026-01-02}\n    decisions:\n      - {version: "1.0", '
                "outcome: unchanged, by: A, on: ‸2026-01-01}\n",
                (),
            ),
            (
                "approved: {by: A, on: 2026-01-02}\n    decisions:\n"
                '      - {version: "1.0", outcome: unchanged, by: A, on: 2026-01-04}\n'
                '      - {version: "1.0", outcome: unchanged, by: A, on: ‸2026-01-03}\n',
                (),
            ),
        )
    ),
    *(
        Break("day-impossible", POLICY, "made_under:", f"{RELEASES}{text}made_under:", more=more)
        for text, more in (
            (
                'releases: {"1.0": {by: HR, on: 2026-01-02, effective: ‸2026-01-01}}\n',
                ((VERSION, RELEASED),),
            ),
            (
                'releases: {"1.0": {by: HR, on: 2026-01-02}}\n'
                'withdrawn: {"1.0": {by: HR, on: ‸2026-01-01, reason: So.}}\n',
                ((VERSION, RELEASED),),
            ),
        )
    ),
    Break(
        "approval-unrecorded",
        OAK,
        APPROVED,
        "‸approved: {by: A, on: 2026-01-01}\n",
        also=("approval-of-unissued",),
    ),
    Break(
        "approval-of-unissued",
        OAK,
        f"{NUMBER}\n    {APPROVED}",
        'version: ‸"1.0"\n    approved: {by: A, on: 2026-01-01}\n',
        also=("approval-unrecorded",),
    ),
    Break(
        "approval-of-unissued",
        OAK,
        APPROVED,
        'approved: unknown\n    history:\n      - version: ‸"1.0"\n'
        "        approved: {by: A, on: 2026-01-01}\n",
    ),
]
