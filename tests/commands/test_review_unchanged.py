"""`review-unchanged` as it is typed: a review that keeps the version."""

from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest

from clausework.build import engine
from clausework.model.decisions import Decision
from clausework.query.published import documents_of
from clausework.workspace.root import read_workspace
from tests.support.meetings import LATER, MEETING, run, small_root, snapshot
from tests.support.places import silent
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
        ),
    )
    again = ["--by", "Board", "--on", "2028-05-11", "--minute", "1", "--next-review", "2028-06-01"]
    assert run(small, "review-unchanged", "oak", *again) == 0
    adoption = read_workspace(small).schools["oak"].school.value.adopts["staff-conduct"]
    assert adoption.next_review == date(2028, 6, 1)
    assert len(adoption.decisions) == 2


def test_a_review_moves_the_day_on_the_page_and_on_no_approved_copy(small: Path) -> None:
    assert run(small, "approve", "oak", *MEETING) == 0
    assert run(small, "review-unchanged", "oak", *LATER) == 0
    workspace = read_workspace(small)
    kept = workspace.schools["oak"].records["staff-conduct", "1.1"]
    (document,) = documents_of(workspace, workspace.schools["oak"])
    assert (document.next_review, kept.record.document.next_review) == (
        date(2028, 5, 11),
        date(2027, 5, 12),
    )
    assert document.model_copy(update={"next_review": date(2027, 5, 12)}) == kept.record.document
    request = engine.Request(small, small / "out", schools=("oak",), formats=("pdf", "word"))
    assert engine.build(request, silent).failed == {}
    documents = small / "out/sites/oak/documents"
    assert (documents / "staff-conduct.pdf").read_bytes() == kept.pdf
    with ZipFile(documents / "staff-conduct.docx") as archive:
        text = archive.read("word/document.xml").decode()
    assert "12 May 2027" in text
    assert "11 May 2028" not in text


def test_a_draft_has_nothing_to_keep(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(small, "review-unchanged", "elm", *LATER) == 2
    assert "is a draft at this school" in capsys.readouterr().err
