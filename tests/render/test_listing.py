"""A document as data: every kind of element, where it is, and what is printed before it."""

from __future__ import annotations

from clausework.model.inline import plain
from clausework.render.listing import listing
from tests.support.policies import appendix, figure, point, resolved, section, table
from tests.support.versions import random_pair

DEFINED = [{"id": "bag", "term": "Bag", "text": "a *sack*."}]
FIELDS = [{"id": "so", "label": "So", "kind": "tick"}]
NOTED = {"notes": [{"id": "n", "text": "A note."}]}


def said(*sections: dict[str, object]) -> list[str]:
    document, _ = resolved(*sections)
    found = listing(document, "oak").nodes
    return [f"{'  ' * one.depth}{one.kind} {one.id} [{one.label}] {one.text}" for one in found]


def test_the_elements_are_in_reading_order_and_as_deep_as_they_are() -> None:
    clauses = (
        point(
            "a",
            text="All[^n]:\n\nAnd more.",
            style="letter",
            items=[point("p", items=[point("q")], closing="So it is.")],
            closing="The end.",
            clauses=[point("b")],
            **NOTED,
        ),
        table("t", "x", {"id": "r", "x": {"text": "Either:", "items": [point("c")]}}),
        {"id": "d", "definitions": DEFINED},
        figure("f"),
        {"id": "g", "form": {"fields": FIELDS}},
        {"id": "h", "letter": [{"id": "l", "text": "Dear {{ blank name }}"}]},
    )
    assert said(section("s", *clauses, sections=[section("in", point("e"))]), appendix("z")) == [
        "section s [1.0] Title of s",
        "  clause a [1.1] All:\n\nAnd more.",
        "    note n [1] A note.",
        "    item p [(a)] Text of p.",
        "      item q [(i)] Text of q.",
        "      closing p [] So it is.",
        "    closing a [] The end.",
        "    clause b [1.1.1] Text of b.",
        "  clause t [] ",
        "    caption t--table [Table 1] Caption of t",
        "      column t--titles--x [] Title of x",
        "    row r [] ",
        "      cell r--x [] Either:",
        "        item c [•] Text of c.",
        "  clause d [] ",
        "    term bag [] Bag",
        "    definition bag [] a sack.",
        "  clause f [] ",
        "    figure f--figure [Figure 1] Figure of f",
        "    figure f--words [] A disc and nothing else, of f.",
        "  clause g [] ",
        "    field so [] ☐ So",
        "  clause h [] ",
        "    letter l [] Dear __________ (name)",
        "  section in [1.2] Title of in",
        "    clause e [1.2.1] Text of e.",
    ]


def test_no_word_of_any_version_is_missing() -> None:
    for seed in range(700, 740):
        document = random_pair(seed)[1]
        words = sorted(
            word
            for node in document.nodes()
            for runs in (node.text, node.closing, *(note.text for note in node.notes))
            for word in plain(run for run in runs if run.picture is None).split()
        )
        listed = [word for one in listing(document, None).nodes for word in one.text.split()]
        assert len(listed) == len(words), seed
