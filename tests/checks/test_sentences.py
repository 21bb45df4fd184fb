"""Sentences with unusual words put in, and local changes that ask less of somebody."""

from pathlib import Path

import pytest

from clausework.source.problems import Problem
from tests.support.roots import FILES, OAK, VERSION, Break, broken, found_in, write_root

TEXT = "text: No pupil"
REPLACE = "- replace: keep-private\n        text: keep everything private;"


def found(folder: Path, code: str, *breaks: Break) -> list[Problem]:
    """What one rule says of the root with some of its texts in other words."""
    problems = found_in(write_root(folder, broken(breaks)))
    return [problem for problem in problems if problem.code == code]


def text(words: str) -> Break:
    return Break("", VERSION, TEXT, f"text: >-\n          {words} No pupil")


def head(words: str) -> Break:
    return Break("", OAK, "{head: Principal}", f"{{head: {words}}}")


@pytest.mark.parametrize(
    "changes",
    [
        # What is wrong in the text itself is not what the words put in have done.
        [text("Tell the the {{ head }} , or so.")],
        [
            text(
                "at {{ setting }}, e.g. {{ setting }} staff, etc. {{ setting }}, cf. {{ setting }}."
            )
        ],
        [text("{{ Setting }} staff. {{ A setting }} has staff of {{ a setting }}.")],
        [text('(“{{ Setting }}”) … "{{ Setting }}".')],
        # Spelt small by those whose name it is.
        [Break("", OAK, "name: Oak School", "name: eOak"), text("{{ school }} has staff.")],
        [head("Executive Head (Oak)")],
        [head("Principal and Chief Exec.")],
    ],
    ids=lambda changes: changes[0].new[-40:],
)
def test_what_reads_as_a_sentence_is_left_alone(changes: list[Break], tmp_path: Path) -> None:
    assert found(tmp_path, "sentence-broken", *changes) == []


def test_a_fault_is_told_once_with_the_types_of_school_that_have_it(tmp_path: Path) -> None:
    (problem,) = found(tmp_path, "sentence-broken", text("At school {{ setting }} counts."))
    assert '"At school school counts. No pupil" is printed' in problem.message
    assert "for these types of school: maintained, independent: the same word" in problem.message


def test_a_condition_keeps_a_text_from_those_it_is_not_printed_for(tmp_path: Path) -> None:
    wrong = text("At school {{ setting }} counts.")
    only = Break("", VERSION, "locked: true", "when: academies")
    assert found(tmp_path, "sentence-broken", wrong, only) == []


def test_a_finding_that_is_meant_can_be_accepted(tmp_path: Path) -> None:
    wrong = text("At school {{ setting }} counts.")
    accepts = "locked: true\n        accepts: [{rule: sentence-broken, reason: as received}]"
    problems = found_in(
        write_root(tmp_path, broken([wrong, Break("", VERSION, "locked: true", accepts)]))
    )
    assert not {problem.code for problem in problems} & {"sentence-broken", "accept-unused"}


def test_a_schools_word_is_wrong_once_in_however_many_clauses(tmp_path: Path) -> None:
    more = text("Tell the {{ head }}; the {{ head }} tells the board.")
    (problem,) = found(tmp_path, "sentence-broken", head("The Principal"), more)
    assert problem.place.path == OAK
    assert '"Tell the The Principal at once." is printed in "intro-head"' in problem.message


def test_what_awaits_decision_is_read_too(tmp_path: Path) -> None:
    pending = """\
    pending:
      version: "1.0"
      variations:
        - replace: conduct-rules
          text: "Staff of {{ a setting }} may:"
          reason: So.
        - omit: intro-scope
          reason: So.
        - add: local-one
          after: conduct-rules
          text: Staff may go to school {{ setting }}.
          reason: So.
"""
    write_root(tmp_path, FILES | {OAK: FILES[OAK] + pending})
    problems = {
        (problem.code, problem.place.line): problem.message
        for problem in found_in(tmp_path)
        if problem.code in ("sentence-broken", "local-weakens")
    }
    first = len(FILES[OAK].splitlines())
    assert list(problems) == [("local-weakens", first + 4), ("sentence-broken", first + 11)]
    assert '"conduct-rules": weakened' in problems["local-weakens", first + 4]


@pytest.mark.parametrize(
    ("master", "own", "said"),
    [
        ("keep it private;", "must keep it all private;", None),
        ("Tell the board within five days.", "Tell the board within ten days.", "deadline"),
        ("Lend no more than 20 books.", "Lend no more than 30 books.", "number"),
        ("Staff must not smoke.", "Staff may smoke.", "permitted"),
        ("The head must be told.", "Governors must be told.", None),
    ],
)
def test_a_change_that_asks_less_is_told_and_no_other(
    master: str, own: str, said: str | None, tmp_path: Path
) -> None:
    problems = found(
        tmp_path,
        "local-weakens",
        Break("", VERSION, "text: keep it private;", f"text: {master}"),
        Break("", OAK, "text: keep everything private;", f"text: {own}"),
    )
    assert len(problems) == (said is not None)
    assert all(f"{said}" in problem.message for problem in problems)


def test_whom_the_words_bind_is_said_before_and_now(tmp_path: Path) -> None:
    (problem,) = found(
        tmp_path,
        "local-weakens",
        Break("", VERSION, "No pupil may be photographed.", "Staff must ask parents first."),
        Break("", VERSION, "        locked: true", "        style: bullet"),
        Break(
            "",
            OAK,
            REPLACE,
            "- replace: conduct-photographs\n        text: Visitors should ask parents first.",
        ),
    )
    assert '"conduct-photographs": weakened' in problem.message
    assert "(bound before: staff; now: visitors)" in problem.message
