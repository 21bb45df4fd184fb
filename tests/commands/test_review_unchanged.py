"""`review-unchanged` as it is typed: a review that keeps the version."""

from datetime import date
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest

from clausework.build import engine
from clausework.model.decisions import Decision
from clausework.query.published import documents_of
from clausework.workspace.root import read_workspace
from tests.support import pdf_text
from tests.support.meetings import LATER, MEETING, RECORD, run, small_root, snapshot
from tests.support.places import TODAY, silent
from tests.support.roots import OAK


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return small_root(tmp_path / "small")


def test_a_review_that_keeps_the_version_is_recorded(small: Path) -> None:
    assert run(small, "approve", "oak", *MEETING) == 0
    before = snapshot(small)
    assert run(small, "review-unchanged", "oak", *LATER) == 0
    after = snapshot(small)
    assert {name for name in after if after[name] != before.get(name)} == {OAK}
    adoption = read_workspace(small).schools["oak"].school.value.adopts["staff-conduct"]
    assert adoption.next_review == date(2028, 5, 11)
    assert adoption.decisions == (
        Decision(
            version="1.1",
            outcome="unchanged",
            by="Full Governing Body",
            on=date(2027, 5, 11),
            minute="4",
            next_review=date(2028, 5, 11),
        ),
    )
    again = ["--by", "Board", "--on", "2028-05-11", "--minute", "1", "--next-review", "2028-06-01"]
    assert run(small, "review-unchanged", "oak", *again) == 0
    adoption = read_workspace(small).schools["oak"].school.value.adopts["staff-conduct"]
    assert adoption.next_review == date(2028, 6, 1)
    assert len(adoption.decisions) == 2


def test_a_review_is_in_every_copy_and_the_record_stays(small: Path) -> None:
    assert run(small, "approve", "oak", *MEETING) == 0
    assert run(small, "review-unchanged", "oak", *LATER) == 0
    workspace = read_workspace(small)
    kept = workspace.schools["oak"].records["staff-conduct", "1.1"]
    (document,) = documents_of(workspace, workspace.schools["oak"])
    assert (document.next_review, kept.record.document.next_review) == (
        date(2028, 5, 11),
        date(2027, 5, 12),
    )
    assert document.reviewed == date(2027, 5, 11)
    as_approved = document.replaced(next_review=date(2027, 5, 12), reviewed=None)
    assert as_approved == kept.record.document
    request = engine.Request(small, small / "out", TODAY, schools=("oak",))
    assert engine.build(request, silent).failed == {}
    site = small / "out/sites/oak"
    documents = site / "documents"
    printed = pdf_text.text((documents / "staff-conduct.pdf").read_bytes(), small)
    copies = {
        "pdf": " ".join(printed.split()),
        "word": text_of((documents / "staff-conduct.docx").read_bytes()),
        "one file": (documents / "staff-conduct.html").read_text("utf-8"),
        "page": (site / "staff-conduct/index.html").read_text("utf-8"),
    }
    for name, text in copies.items():
        assert "Last reviewed, unchanged" in text, name
        assert "11 May 2027" in text, name
        assert "11 May 2028" in text, name
        assert "12 May 2027" not in text, name
    assert (small / f"{RECORD}.pdf").read_bytes() == kept.pdf


def test_a_draft_has_nothing_to_keep(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(small, "review-unchanged", "elm", *LATER) == 2
    assert "is a draft at this school" in capsys.readouterr().err


def text_of(data: bytes) -> str:
    """The words of a Word file."""
    with ZipFile(BytesIO(data)) as archive:
        root = ElementTree.fromstring(archive.read("word/document.xml"))
    return "".join(root.itertext())
