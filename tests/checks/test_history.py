"""What the rules on a version's history let stand."""

from pathlib import Path

import pytest

from clausework.checks import digest
from tests.support.roots import (
    FILES,
    FOLLOWING,
    LAST,
    NEXT,
    POLICY,
    VERSION,
    found_in,
    serious,
    write_root,
)

PROPOSED = dict(FOLLOWING)[NEXT]
CHANGED = ("keep it private;", "keep all private;")
PHOTOGRAPHS = """\
      - id: conduct-photographs
        text: No pupil may be photographed.
        locked: true
"""


def told(tmp_path: Path, *changes: tuple[str, str]) -> list[tuple[str, str]]:
    """What is said of the proposed version, which otherwise has the words of the first."""
    text = PROPOSED
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    found = serious(found_in(write_root(tmp_path, FILES | {NEXT: text})))
    # What a reason says of duties is another rule.
    return [(one.code, one.message) for one in found if one.code != "duty-missing"]


def reason(clause: str) -> tuple[str, str]:
    return ("summary: ", f"changes: [{{clause: {clause}, reason: So.}}]\nsummary: ")


@pytest.mark.parametrize("named", ["keep-private", "stay-polite", "conduct-rules"])
def test_a_reason_may_name_the_clause_or_a_point_of_it(named: str, tmp_path: Path) -> None:
    assert told(tmp_path, CHANGED, reason(named)) == []


def test_a_reason_of_another_clause_is_none(tmp_path: Path) -> None:
    assert told(tmp_path, CHANGED, reason("conduct")) == [
        (
            "reason-missing",
            'the clause "conduct-rules" has changed since version 1.0, and no reason is given',
        )
    ]


def test_a_reason_may_name_a_point_that_is_gone(tmp_path: Path) -> None:
    gone = "          - id: keep-private\n            text: keep it private;\n"
    found = told(tmp_path, (gone, ""), reason("keep-private"))
    # Its list has no other point for a school without accounts.
    assert [code for code, _ in found] == ["lead-in-alone"]


def test_a_draft_needs_no_reasons_yet(tmp_path: Path) -> None:
    assert told(tmp_path, CHANGED, ("status: proposed", "status: draft")) == []


@pytest.mark.parametrize(
    "change",
    [
        ("        locked: true\n", ""),
        ("status: proposed", "status: proposed\nissued: 2018-09-04"),
        ("How staff behave.", "How all staff behave."),
    ],
)
def test_what_is_no_text_needs_no_reason(change: tuple[str, str], tmp_path: Path) -> None:
    assert told(tmp_path, change) == []


def test_words_that_go_on_elsewhere_have_their_reason_there(tmp_path: Path) -> None:
    renamed = ("id: conduct-photographs", "id: no-photographs\n        was: [conduct-photographs]")
    assert told(tmp_path, renamed, reason("no-photographs")) == []
    assert [words for _, words in told(tmp_path, renamed)] == [
        'the clause "no-photographs" is new since version 1.0, and no reason is given'
    ]


@pytest.mark.parametrize("above", ["      - id: conduct-rules\n", "  - id: conduct\n"])
def test_a_clause_that_moves_needs_a_reason_and_those_it_passes_do_not(
    above: str, tmp_path: Path
) -> None:
    moved = [(PHOTOGRAPHS, ""), (above, PHOTOGRAPHS + above)]
    assert told(tmp_path, *moved) == [
        (
            "reason-missing",
            'the clause "conduct-photographs" has moved since version 1.0, and no reason is given',
        )
    ]
    assert told(tmp_path, *moved, reason("conduct-photographs")) == []


def test_a_section_under_a_new_id_does_not_move_its_clauses(tmp_path: Path) -> None:
    renamed = ("id: introduction", "id: beginning\n    was: [introduction]")
    assert told(tmp_path, renamed, reason("beginning")) == []


def test_versions_that_follow_one_another_in_a_circle_end(tmp_path: Path) -> None:
    itself = ('follows: "1.0"', 'follows: "1.1"')
    assert told(tmp_path, itself) == []


def test_against_a_record_that_was_changed_nothing_is_compared(tmp_path: Path) -> None:
    files = FILES | {
        NEXT: PROPOSED,
        VERSION: FILES[VERSION].replace(*CHANGED),
        POLICY: f'{FILES[POLICY]}released: {{"1.0": {digest(FILES[VERSION].encode())}}}\n',
    }
    found = serious(found_in(write_root(tmp_path, files)))
    assert [problem.code for problem in found] == ["released-changed"]


def test_words_may_come_from_an_id_that_is_given_up(tmp_path: Path) -> None:
    pictures = PROPOSED.replace(
        "id: conduct-photographs", "id: conduct-pictures\n        was: [conduct-photographs]"
    )
    again = "id: conduct-images\n        was: [conduct-pictures]"
    last = dict(FOLLOWING)[LAST].replace("id: conduct-photographs", again)
    files = {NEXT: pictures, LAST: last}
    drafts = {name: text.replace("proposed", "draft") for name, text in files.items()}
    assert serious(found_in(write_root(tmp_path, FILES | drafts))) == []
