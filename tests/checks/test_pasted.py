"""Lists and tables in the words of a text, and what is written out to be pasted in their place."""

import json

import pytest

from clausework.checks.findings import Written
from clausework.checks.typed.pasted import pasted_problems
from clausework.source.problems import Problem
from clausework.source.yaml import load


def found(text: str, *, folded: bool = True) -> list[Problem]:
    lines = "".join(f"      {line}\n" for line in text.split("\n"))
    value = f">-\n{lines}" if folded else json.dumps(text)
    source, data, _ = load("a.yaml", f"clauses:\n  - text: {value}\n".encode())
    words = data["clauses"][0]["text"]
    written = Written(("clauses", 0, "text"), words, ("clauses", 0), "one", frozenset())
    return list(pasted_problems(source, written))


@pytest.mark.parametrize(
    "text",
    [
        "the school\n- and its staff - must\n- if they can - ask",
        "(a) and (b) apply",
        "10.30 am is early",
        "1.5 hours are enough",
        "It is 12.\n5 of them are late.\n12. was another.",
        "an aside - like this - and more: - that",
        "2018. The year\n2019. The year",
        "Contact us:\n01582 538 230\n01582 538 231",
        "e.g. this\ni.e. that",
        "x) and y)",
        "either | or",
        "two  spaces.   Three",
        "#hash and C# and # alone",
        "under section 7(a) or (b)",
        "A. Adviser\nB. Adviser",
    ],
)
def test_what_only_looks_like_a_list_or_a_table(text: str) -> None:
    assert found(text) == []
    assert found(text, folded=False) == []


LISTS = [
    (
        "Staff must:\n• keep it private;\n• stay\n  polite.",
        [
            'text: "Staff must:"',
            "items:",
            '  - {id: keep-it-private, text: "keep it private;"}',
            '  - {id: stay-polite, text: "stay polite."}',
        ],
    ),
    (
        "i) Ask “him”.\nii) Ask {{ head }}.\niii) Ask.",
        [
            'text: "…"',
            "style: roman",
            "items:",
            '  - {id: ask-him, text: "Ask “him”."}',
            '  - {id: ask, text: "Ask {{ head }}."}',
            '  - {id: ask-2, text: "Ask."}',
        ],
    ),
    (
        "Staff must: (a) 2 things; and (b) Élan's",
        [
            'text: "Staff must:"',
            "style: letter",
            "items:",
            '  - {id: point-2-things-and, text: "2 things; and"}',
            '  - {id: elans, text: "Élan\'s"}',
        ],
    ),
]
TABLES = [
    (
        "When:\nAbsence | Review\n3 times | First, by us\n4 times | Second",
        [
            'text: "When:"',
            "table:",
            "  caption: …",
            '  columns: [{id: absence, title: "Absence"}, {id: review, title: "Review"}]',
            "  rows:",
            '    - {id: row-3-times, absence: "3 times", review: "First, by us"}',
            '    - {id: row-4-times, absence: "4 times", review: "Second"}',
        ],
    ),
    (
        "| Id | When |\n|---|:--:|\n| A | B |\nThat is all.",
        [
            "table:",
            "  caption: …",
            '  columns: [{id: id-2, title: "Id"}, {id: when-2, title: "When"}]',
            "  rows:",
            '    - {id: a, id-2: "A", when-2: "B"}',
            'closing: "That is all."',
        ],
    ),
]


@pytest.mark.parametrize(("text", "lines"), [*LISTS, *TABLES])
@pytest.mark.parametrize("folded", [True, False])
def test_the_structure_is_written_out_in_the_column_of_the_text(
    text: str, lines: list[str], folded: bool
) -> None:
    (problem,) = found(text, folded=folded)
    assert problem.fix.split("\n")[1:] == [f"    {line}" for line in lines]
