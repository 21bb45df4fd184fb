"""Remarks in a file: which of them cut a text short."""

import pytest

from clausework.source.problems import Problem
from clausework.source.remarks import remark_problems, with_remarks_apart
from clausework.source.yaml import load


def found(text: str) -> list[Problem]:
    source, _, _ = load("a.yaml", text.encode())
    return list(remark_problems(source))


@pytest.mark.parametrize(
    "text",
    [
        "# a line of its own\ntext: Sick pay is 50% of pay",
        "text:   # what it says\n  Sick pay",
        "text: >-  # folded\n  Sick pay #see the table",
        'text: "Sick pay #see"  #a remark',
        'text: "Sick pay" #a remark',
        "text: 'Room #5'",
        "text: Sick pay is 50% of pay  # see the table",
        "text: Room#5 and C#",
        "status: draft # HR's",
        "status: draft #todo",
        "issued: 2026-10-01 #a Thursday",
        "issued: null #not known",
        "looked_on: #2026-10-01",
        "when: maintained and accounts # both",
        "section: 406 and 407 # of 1996",
        "{id: one, text: 'Room #5'} # five",
        "motto: # none yet",
        "text: 50 # per cent",
    ],
)
def test_what_is_plainly_a_remark_is_left_alone(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "remark", "fix"),
    [
        ("text: 50% of pay #see 4", "#see 4", 'text: "50% of pay #see 4"'),
        ("text: 50% of pay # see 4", "# see 4", 'text: "50% of pay # see 4"'),
        ("text: >\n  One.\nclosing: as\n  the #5", "#5", 'closing: "as the #5"'),
        ("text: #1 rule", "#1 rule", 'text: "#1 rule"'),
        ("motto: #BeKind", "#BeKind", 'motto: "#BeKind"'),
        ("title: Room #5", "#5", 'title: "Room #5"'),
        ('text: A "b" c #d', "#d", 'text: "A \\"b\\" c #d"'),
        ("questions:\n  - Who pays #5", "#5", '- "Who pays #5"'),
        ("terms:\n  head: Head #1", "#1", 'head: "Head #1"'),
        ("{text: in Room #5\n}", "#5", None),
    ],
)
def test_a_text_that_a_remark_cuts_short_is_found_with_the_text_to_paste(
    text: str, remark: str, fix: str | None
) -> None:
    (problem,) = found(text)
    line = text.splitlines()[problem.place.line - 1]
    assert line[problem.place.column - 1 :] == remark
    assert (fix or "the whole text") in problem.fix


def test_a_remark_is_set_apart_and_nothing_else_changes() -> None:
    text = "text: Sick pay # half\nmotto: #BeKind\nstatus: draft # new\nwhen: a and b # both\n"
    source, data, _ = load("a.yaml", text.encode())
    apart = with_remarks_apart(source)
    assert apart == text.replace("pay #", "pay  #")
    assert load("a.yaml", apart.encode())[1] == data
