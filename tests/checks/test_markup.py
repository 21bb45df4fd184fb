"""What is typed is printed, or there is a finding: stars, underscores, backslashes, entities."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clausework.checks.findings import Written
from clausework.checks.typed.markup import markup_problems
from clausework.model.inline import parse, plain, signs
from clausework.source.problems import Problem
from clausework.source.yaml import load


def found(text: str) -> list[Problem]:
    source, data, _ = load("a.yaml", f"text: {json.dumps(text)}\n".encode())
    written = Written(("text",), data["text"], (), "one", frozenset())
    return list(markup_problems(source, written))


def printed(text: str) -> str:
    return plain(parse(text).runs)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("2 * 3 * 4 and 2*3", None),
        ("a 4* and a 5* hotel", None),
        ("Mr S**** and ***", None),
        ("snake_case_name, a__b, ____", None),
        (r"C:\Users\name and and\or", None),
        ("AT&T; R&D, Q&A; &nothing;", None),
        ("# 1 ~2~ ^3^ `4` > 5 - 6 | 7", None),
        (r"2\*3\*4 and \_\_", "2*3*4 and __"),
        (r"\\\\server\share", r"\\server\share"),
        (r"\&amp; and \[this](https://a.org)", "&amp; and [this](https://a.org)"),
        ("**must** *may* ***both***, **T**imely", "must may both, Timely"),
        ("[a*b](https://a.org/c*d_e_f)", "a*b"),
    ],
)
def test_what_is_printed_as_typed_or_as_meant(text: str, shown: str | None) -> None:
    assert printed(text) == (text if shown is None else shown)
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "code", "fix"),
    [
        ("2*3*4", "emphasis-of-numbers", r"write 2\\*3\\*4,"),
        ("__gap__", "emphasis-doubtful", r"write \\_\\_gap\\_\\_ "),
        ("_gap_", "emphasis-doubtful", r"write \\_gap\\_ "),
        ("mid*dle*word", "emphasis-doubtful", r"write mid\\*dle\\*word "),
        ("**open", "emphasis-unclosed", "write ** directly before and after"),
        ("Fee* paid", "emphasis-unclosed", r"or \\* for a star"),
        (r"a\-b", "backslash-lost", r"write \\\\- to print it, or - alone."),
        (r"\\server\share", "backslash-lost", r"write \\\\\\\\."),
        ("&nbsp;", "entity-typed", "write a space; "),
        ("R&amp;D", "entity-typed", 'write "&"; '),
    ],
)
def test_the_fix_is_as_the_quotes_of_the_file_take_it(text: str, code: str, fix: str) -> None:
    problems = found(text)
    assert {problem.code for problem in problems} == {code}
    assert fix in problems[0].fix


@given(st.text(r"*_\&;#-!>|~` ab1" + "lt", max_size=24))
def test_a_text_without_a_finding_loses_only_the_stars_that_emphasise(text: str) -> None:
    if found(text) or parse(text).faults:
        return
    gone = {sign.start for sign in signs(text) if sign.use != "printed"}
    kept = "".join(char for index, char in enumerate(text) if index not in gone)
    # Before one of these, a backslash says that it is meant as itself.
    meant = re.sub(r"\\([*_\[\]\\&!<>(){}])", r"\1", kept)
    assert " ".join(printed(text).split()) == " ".join(meant.split())
    assert all(text[index] == "*" for index in gone)
