"""Figures of a document: their numbers, their words, and what nobody prints."""

from __future__ import annotations

from typing import Any

from clausework.model.document import Document
from clausework.model.inline import plain
from tests.support.policies import figure, point, resolved, section, table

OTHER = {"description": None, "described_in": "a"}


def said(document: Document) -> list[tuple[str, str, str, str]]:
    """The level, label, number and words of each element but sections."""
    nodes = [node for section in document.sections for node in section.children]
    return [
        (node.level, node.label, node.number, plain(node.text))
        for clause in nodes
        for node in clause.own
    ]


def test_figures_with_a_caption_are_counted_apart_from_tables() -> None:
    document, conflicts = resolved(
        section(
            "s",
            table("t", "x", {"id": "r", "x": "Cell"}),
            figure("f"),
            figure("g", text="As follows:", figure={"caption": None}),
            figure("h", figure=OTHER),
            point("a", text="See {{ ref f }}, {{ ref g }} and {{ ref h }}."),
        )
    )
    assert conflicts == []
    assert said(document)[6:] == [
        ("clause", "", "figure 1", ""),
        ("figure", "Figure 1", "figure 1", "[Picture: A disc of f] Figure of f"),
        ("words", "", "figure 1", "A disc and nothing else, of f."),
        ("clause", "1.1", "1.1", "As follows:"),
        ("figure", "", "1.1", "[Picture: A disc of g] "),
        ("words", "", "1.1", "A disc and nothing else, of g."),
        ("clause", "", "figure 2", ""),
        ("figure", "Figure 2", "figure 2", "[Picture: A disc of h] Figure of h"),
        ("words", "", "figure 2", "In words: 1.2."),
        ("clause", "1.2", "1.2", "See figure 1, 1.1 and figure 2."),
    ]


def test_the_words_of_a_figure_have_fills_and_footnotes() -> None:
    own: dict[str, Any] = {
        "alt": "What the {{ head }} does",
        "caption": "The way to the {{ head }}[^n]",
    }
    document, conflicts = resolved(
        section("s", figure("f", figure=own, notes=[{"id": "n", "text": "Or the deputy."}]))
    )
    assert conflicts == []
    (shown,) = [node for node in document.nodes() if node.level == "figure"]
    assert plain(shown.text) == "[Picture: What the Headteacher does] The way to the Headteacher"
    assert [plain(note.text) for note in shown.notes] == ["Or the deputy."]


def test_a_clause_that_a_school_leaves_out_cannot_be_the_words_of_a_figure() -> None:
    _, conflicts = resolved(
        section("s", point("a"), figure("f", figure=OTHER)),
        variations=[{"omit": "a", "reason": "R"}],
    )
    assert [conflict.code for conflict in conflicts] == ["ref-absent"]


def test_a_figure_that_is_not_printed_is_not_counted() -> None:
    document, _ = resolved(
        section("s", figure("f", when="academies and not academies"), figure("g"), point("a"))
    )
    assert [node.label for node in document.nodes() if node.level == "figure"] == ["Figure 1"]


def test_a_school_changes_the_words_beside_a_figure_and_not_the_figure() -> None:
    document, conflicts = resolved(
        section("s", figure("f", text="As follows:")),
        variations=[{"replace": "f", "text": "As we do it:", "reason": "R"}],
    )
    assert conflicts == []
    assert [words for _, _, _, words in said(document)][:2] == [
        "As we do it:",
        "[Picture: A disc of f] Figure of f",
    ]
