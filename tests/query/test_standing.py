"""What every copy says of itself: that it is a draft, proposed, approved, in use or withdrawn."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from html import unescape
from pathlib import Path
from typing import Literal, NamedTuple

import pytest

from clausework.model.authorities import Authorities
from clausework.model.decisions import Approval
from clausework.model.document import Document
from clausework.model.elements import Clause, Section
from clausework.model.policy import Adopted, Policy, Status, Version
from clausework.query.published import Published
from clausework.render.paper import pdf
from clausework.render.web import site
from clausework.render.word import word
from clausework.resolve.nodes import Master
from clausework.resolve.version import resolve
from clausework.workspace.root import read_workspace
from tests.judges import poppler
from tests.support.pages import Page, read
from tests.support.places import EXAMPLES
from tests.support.samples import pages_of, sample

OAK = "example-oak-academy"
DRAFT, PROPOSED, RELEASED, WITHDRAWN = Status
ISSUED = date(2024, 7, 1)


def approved(effective: date | None = None) -> Approval:
    """What a board decided on 10 October 2024."""
    return Approval(by="The Board", on=date(2024, 10, 10), minute="7", effective=effective)


BEFORE, SAME_DAY, AFTER = date(2024, 9, 1), date(2024, 10, 10), date(2024, 11, 1)


class Row(NamedTuple):
    """A version at a school, and what its copies say: on every page, in the control table, and in
    the sentence at the top of its web page. `decided` says whether the school uses it, or will.
    """

    status: Status
    approved: Approval | Literal["unknown"] | None
    issued: date | None
    standing: str
    issued_by: str
    approved_by: str
    minute: str
    applies_from: str
    sentence: str
    decided: bool


NOT = "Not recorded"
DRAFTED = ("Draft: not issued by HR", "Not issued: drafted by Example HR", NOT, NOT, NOT)
ONLY_PROPOSED = ("Proposed: not issued by HR", "Not issued: proposed by Example HR", NOT, NOT, NOT)
FOR_TALK = "HR has not issued this version. It is for discussion and cannot be approved yet."
UNDATED, DATED = "Example HR; date not recorded", "Example HR, 1 July 2024"
TO_APPROVE = "Draft for approval. No approval by the school is recorded."
NO_RECORD = "In use; no record of its approval was found"
NOT_FOUND = "In use. No record of its approval was found."
BOARD = "The Board, 10 October 2024"
BY_BOARD = "Approved by The Board on 10 October 2024."
TAKEN_BACK = "HR has since withdrawn this version."
NOT_ANY_MORE = "Withdrawn by HR: not for approval"

ROWS = [
    # A draft of HR's, and what HR proposes, stay so whatever a school's file says of an approval.
    Row(DRAFT, None, None, *DRAFTED, f"Draft. {FOR_TALK}", False),
    Row(DRAFT, None, ISSUED, *DRAFTED, f"Draft. {FOR_TALK}", False),
    Row(DRAFT, "unknown", None, *DRAFTED, f"Draft. {FOR_TALK}", False),
    Row(DRAFT, approved(AFTER), None, *DRAFTED, f"Draft. {FOR_TALK}", False),
    Row(PROPOSED, None, None, *ONLY_PROPOSED, f"Proposed. {FOR_TALK}", False),
    Row(PROPOSED, None, ISSUED, *ONLY_PROPOSED, f"Proposed. {FOR_TALK}", False),
    Row(PROPOSED, "unknown", None, *ONLY_PROPOSED, f"Proposed. {FOR_TALK}", False),
    Row(PROPOSED, approved(), None, *ONLY_PROPOSED, f"Proposed. {FOR_TALK}", False),
    Row(PROPOSED, approved(BEFORE), ISSUED, *ONLY_PROPOSED, f"Proposed. {FOR_TALK}", False),
    # Issued, and not approved by the school.
    Row(RELEASED, None, None, "Draft for approval", UNDATED, NOT, NOT, NOT, TO_APPROVE, False),
    Row(RELEASED, None, ISSUED, "Draft for approval", DATED, NOT, NOT, NOT, TO_APPROVE, False),
    # In use.
    Row(RELEASED, "unknown", None, NO_RECORD, UNDATED, NOT, NOT, NOT, NOT_FOUND, True),
    Row(RELEASED, "unknown", ISSUED, NO_RECORD, DATED, NOT, NOT, NOT, NOT_FOUND, True),
    Row(RELEASED, approved(), None, "In use; approved", UNDATED, BOARD, "7", NOT, BY_BOARD, True),
    Row(RELEASED, approved(), ISSUED, "In use; approved", DATED, BOARD, "7", NOT, BY_BOARD, True),
    Row(
        *(RELEASED, approved(BEFORE), ISSUED, "In use; approved", DATED, BOARD, "7"),
        *("1 September 2024", f"{BY_BOARD} It applies from 1 September 2024.", True),
    ),
    Row(
        *(RELEASED, approved(SAME_DAY), ISSUED, "In use; approved", DATED, BOARD, "7"),
        *("10 October 2024", f"{BY_BOARD} It applies from 10 October 2024.", True),
    ),
    Row(
        *(RELEASED, approved(AFTER), ISSUED, "Approved; in use from 1 November 2024", DATED),
        *(BOARD, "7", "1 November 2024", f"{BY_BOARD} It applies from 1 November 2024.", True),
    ),
    # Withdrawn by HR: what a school uses it goes on using, and nobody may begin to.
    Row(
        *(WITHDRAWN, None, None, NOT_ANY_MORE, f"{UNDATED}; since withdrawn", NOT, NOT, NOT),
        *("Withdrawn by HR. It is no longer for approval.", False),
    ),
    Row(
        *(WITHDRAWN, None, ISSUED, NOT_ANY_MORE, f"{DATED}; since withdrawn", NOT, NOT, NOT),
        *("Withdrawn by HR. It is no longer for approval.", False),
    ),
    Row(
        *(WITHDRAWN, "unknown", None, NO_RECORD, f"{UNDATED}; since withdrawn", NOT, NOT, NOT),
        *(f"{NOT_FOUND} {TAKEN_BACK}", True),
    ),
    Row(
        *(WITHDRAWN, approved(), ISSUED, "In use; approved", f"{DATED}; since withdrawn", BOARD),
        *("7", NOT, f"{BY_BOARD} {TAKEN_BACK}", True),
    ),
    Row(
        *(WITHDRAWN, approved(AFTER), None, "Approved; in use from 1 November 2024"),
        *(f"{UNDATED}; since withdrawn", BOARD, "7", "1 November 2024"),
        *(f"{BY_BOARD} It applies from 1 November 2024. {TAKEN_BACK}", True),
    ),
]
NAMES = [f"{number}-{row.status}" for number, row in enumerate(ROWS)]
STANDINGS = sorted({row.standing for row in ROWS})
# What a copy that nobody approved may not say of itself, and where it has these words all the same.
CLAIMS = re.compile(r"\b(?:approved|in use|adopted|in force)\b", re.IGNORECASE)
NO_CLAIMS = ("Approved by Not recorded", "cannot be approved yet")


def document(row: Row, policy: str = "conduct") -> Document:
    """A short policy as a school has it."""
    clauses = tuple(Clause(id=f"one-{name}", text=f"Be {name}.") for name in ("kind", "early"))
    version = Version(
        version="1.0",
        status=row.status,
        issued=row.issued,
        summary="How to be.",
        sections=(Section(id="one", title="One", clauses=clauses),),
    )
    about = Policy(id=policy, title="Conduct", owner="Example HR", binding="adapt")
    master = Master(about, {}, Authorities(looked_on=date(2025, 1, 1), authorities={}))
    school = read_workspace(EXAMPLES).schools[OAK].school.value
    adopted = Adopted(version="1.0", approved=row.approved)
    return resolve(master, version, school, adopted)[0]


def says_what_it_is(row: Row, said: str) -> None:
    """The control table, and no word of another standing anywhere."""
    assert (
        f"Status {row.standing} Issued by {row.issued_by} Approved by {row.approved_by} "
        f"Minute {row.minute} Applies from {row.applies_from} Next review"
    ) in said
    for other in STANDINGS:
        assert other == row.standing or other not in said.replace(row.sentence, "")
    for words in NO_CLAIMS:
        said = said.replace(words, "")
    assert row.decided == bool(CLAIMS.search(said))


@pytest.mark.parametrize("row", ROWS, ids=NAMES)
def test_every_page_of_the_pdf_says_where_it_stands(row: Row, tmp_path: Path) -> None:
    _, school, templates = sample(OAK)
    data = pdf.render(document(row), school, templates)
    file = tmp_path / "policy.pdf"
    file.write_bytes(data)
    pages = [
        " ".join(
            poppler("pdftotext", "-layout", "-f", str(page), "-l", str(page), file, "-").split()
        )
        for page in range(1, pdf.pages(data) + 1)
    ]
    assert len(pages) == 3
    for page in pages:
        assert row.standing in page
    # On the cover of what is not approved, above the title as well as in the table.
    assert pages[0].count(row.standing) == (1 if row.decided else 2)
    says_what_it_is(row, " ".join(pages))


@pytest.mark.parametrize("row", ROWS, ids=NAMES)
def test_every_page_of_the_word_copy_says_where_it_stands(row: Row) -> None:
    _, school, templates = sample(OAK)
    with zipfile.ZipFile(io.BytesIO(word.render(document(row), school, templates))) as archive:
        parts = {
            name: archive.read(name).decode()
            for name in archive.namelist()
            if name.endswith(("xml", "rels"))
        }
    links = dict(
        re.findall(r'Id="([^"]+)"[^>]*Target="([^"]+)"', parts["word/_rels/document.xml.rels"])
    )
    footers = re.findall(r'<w:footerReference[^>]*r:id="([^"]+)"', parts["word/document.xml"])
    headers = re.findall(r'<w:headerReference[^>]*r:id="([^"]+)"', parts["word/document.xml"])
    assert footers
    assert headers
    for link in footers:
        assert row.standing in words(parts[f"word/{links[link]}"])
    cover = words(parts["word/header-cover.xml"])
    assert (row.standing in cover) == (not row.decided)
    said = [words(parts[f"word/{links[link]}"]) for link in dict.fromkeys((*headers, *footers))]
    says_what_it_is(row, " ".join((words(parts["word/document.xml"]), *said)))
    assert f"<cp:contentStatus>{row.standing}</cp:contentStatus>" in parts["docProps/core.xml"]


def words(part: str) -> str:
    """The words of a part of a Word file."""
    return " ".join(unescape(re.sub(r"<w:instrText.*?</w:instrText>|<[^>]*>", " ", part)).split())


# A school with more has a line for each.
MOST_ENTRIES = 10


@pytest.mark.parametrize("first", range(0, len(ROWS), MOST_ENTRIES))
def test_every_web_page_says_where_it_stands(first: int, tmp_path: Path) -> None:
    _, school, templates = sample(OAK)
    some = slice(first, first + MOST_ENTRIES)
    documents = [document(r, f"policy-{n}") for r, n in zip(ROWS[some], NAMES[some], strict=True)]
    policies = [Published(one) for one in documents]
    site.write(pages_of(policies, school, [], templates), tmp_path)
    entries = read(tmp_path / "index.html").split('<article class="entry">')[1:]
    for row, name, entry in zip(ROWS[some], NAMES[some], entries, strict=True):
        page = seen(read(tmp_path / f"policy-{name}/index.html"))
        assert f"Conduct {row.sentence} Version 1.0" in page, name
        says_what_it_is(row, page)
        assert f"Conduct {row.sentence} Version 1.0" in seen(entry), name


def seen(html: str) -> str:
    """The words of a page, with cells apart."""
    return Page(re.sub("</(th|dt)>", r"</\1> ", html)).words
