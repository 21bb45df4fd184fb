"""`approve`: remarks in the school's file, and what it prints of an amendment."""

from pathlib import Path

import pytest

from clausework.workspace.root import read_workspace
from tests.support.meetings import MEETING, ROOT, adopts, run, small_root
from tests.support.roots import OAK


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return small_root(tmp_path / "small")


@pytest.fixture
def words(tmp_path: Path) -> Path:
    """A file for the words of a clause as a meeting amended it."""
    return tmp_path / "words.txt"


def test_a_remark_on_a_line_of_its_own_goes_with_the_key_below_it(tmp_path: Path) -> None:
    text = (
        ROOT[OAK]
        .replace(
            "    pending:                  # for the meeting of 12 May\n",
            "    # For the meeting of 12 May:\n    # ask the union first.\n    pending:\n",
        )
        .replace(
            "    options: {accounts: true}\n    variations",
            "    # The school has two accounts.\n    options: {accounts: true}\n    variations",
            1,
        )
        .replace('      version: "1.1"\n', '      version: "1.1"\n      # As before.\n')
    )
    root = small_root(tmp_path / "small", oak=text)
    assert run(root, "approve", "oak", *MEETING) == 0
    assert (
        adopts(root, "oak")
        == """\
adopts:
  staff-conduct:
    # For the meeting of 12 May:
    # ask the union first.
    version: "1.1"
    approved:
      by: Full Governing Body
      on: 2026-05-12
      minute: "7.2"
    next_review: 2027-05-12
    # As before.
    options: {accounts: true}
    variations:
      - replace: keep-private
        text: keep everything private;     # as in 1.0
        reason: The board asked for it.
    history:
      - version: "1.0"
        approved: unknown     # no minute was found
        # The school has two accounts.
        options: {accounts: true}
        variations:
          - replace: keep-private
            text: keep everything private;
            reason: The board asked for it.
"""
    )


def test_an_amended_point_is_printed_after_the_words_that_lead_in_to_it(
    small: Path, words: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words.write_text("Not tell anybody;", "utf-8")
    amended = ["--outcome", "amended", "--reason", "So.", "--amend", f"keep-private={words}"]
    assert run(small, "approve", "oak", *MEETING, *amended, "--dry-run") == 0
    said = capsys.readouterr().out
    document = read_workspace(small).policies["staff-conduct"].versions["1.1"].value
    lead_in = next(
        clause.words
        for section in document.sections
        for clause in section.clauses
        if any(item.id == "keep-private" for item in clause.items)
    )
    assert f"It reads: {lead_in.split('{')[0]}" in said
    assert "Not tell anybody;\n" in said
