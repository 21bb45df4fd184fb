"""Sections within sections, clauses within clauses, and the clauses before the first section."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.policies import appendix, point, resolved, section

DEEP = section(
    "stages",
    point("lead", clauses=[point("by-phone"), point("by-letter", numbered=False)]),
    sections=[
        section("first", point("first-a"), point("first-b")),
        section(
            "second",
            point("second-a", clauses=[point("second-b")]),
            sections=[section("outcome", point("outcome-a", clauses=[point("outcome-b")]))],
        ),
        section("help", point("help-a"), numbered=False),
        section("last", point("last-a")),
    ],
)
ANNEX = appendix(
    "annex",
    point("annex-a", style="letter", items=[point("annex-b")]),
    sections=[section("annex-c", point("annex-d"))],
)
BEFORE = point("before", style="letter", items=[point("before-a")])
WHOLE = (section("start", point("start-a")), DEEP, section("end", point("end-a")), ANNEX)


OWN = {
    "add": "local-s",
    "title": "Visits",
    "clauses": [point("local-a", clauses=[point("local-b")])],
}


def labels(numbering: str = "1.0", *parts: dict[str, Any], **more: Any) -> list[str]:
    document, conflicts = resolved(*(parts or WHOLE), numbering=numbering, **more)
    assert conflicts == []
    return [f"{node.id} {node.label}".strip() for node in document.nodes()]


@pytest.mark.parametrize(
    ("numbering", "expected"),
    [
        (
            "1.0",
            "start 1.0, start-a 1.1, stages 2.0, lead 2.1, by-phone 2.1.1, by-letter, first 2.2, "
            "first-a 2.2.1, first-b 2.2.2, second 2.3, second-a 2.3.1, second-b 2.3.1.1, "
            "outcome 2.3.2, outcome-a 2.3.2.1, outcome-b 2.3.2.1.1, help, help-a 2.4, last 2.5, "
            "last-a 2.5.1, end 3.0, end-a 3.1, annex Appendix A, annex-a A.1, annex-b (a), "
            "annex-c A.2, annex-d A.2.1",
        ),
        (
            "1.",
            "start 1., start-a 1.1, stages 2., lead 2.1, by-phone 2.1.1, by-letter, first 2.2, "
            "first-a 2.2.1, first-b 2.2.2, second 2.3, second-a 2.3.1, second-b 2.3.1.1, "
            "outcome 2.3.2, outcome-a 2.3.2.1, outcome-b 2.3.2.1.1, help, help-a 2.4, last 2.5, "
            "last-a 2.5.1, end 3., end-a 3.1, annex Appendix A, annex-a A.1, annex-b (a), "
            "annex-c A.2, annex-d A.2.1",
        ),
        (
            "none",
            "start, start-a 1, stages, lead 2, by-phone 2.1, by-letter, first, first-a 3, "
            "first-b 4, second, second-a 5, second-b 5.1, outcome, outcome-a 6, outcome-b 6.1, "
            "help, help-a 7, last, last-a 8, end, end-a 9, annex Appendix A, annex-a A.1, "
            "annex-b (a), annex-c, annex-d A.2",
        ),
    ],
)
def test_numbers_go_on_through_what_is_within(numbering: str, expected: str) -> None:
    assert labels(numbering) == expected.split(", ")


def test_a_section_without_a_number_counts_on_in_the_one_around_it() -> None:
    parts = section("a", point("a-1"), sections=[section("b", point("b-1"), numbered=False)])
    unnumbered = section("c", point("c-1"), numbered=False, sections=[section("d", point("d-1"))])
    assert labels("1.0", parts, unnumbered) == [
        *("a 1.0", "a-1 1.1", "b", "b-1 1.2", "c", "c-1 1.3", "d 1.4", "d-1 1.4.1"),
    ]
    # With no numbered section before it, neither has it a number, nor what is in it.
    assert labels("1.0", unnumbered, section("e", point("e-1"))) == [
        *("c", "c-1", "d", "d-1", "e 1.0", "e-1 1.1"),
    ]


def test_the_clauses_of_a_clause_without_a_number_have_none() -> None:
    inside = point("a", numbered=False, clauses=[point("b")])
    document, _ = resolved(section("s", inside, point("c")))
    found = {node.id: (node.label, node.number) for node in document.nodes()}
    assert found == {
        "s": ("1.0", "1.0"),
        "a": ("", "1.0"),
        "b": ("", "1.0"),
        "c": ("1.1", "1.1"),
    }


def test_nothing_in_the_preamble_has_a_number() -> None:
    document, _ = resolved(section("s", point("a")), preamble=[BEFORE])
    assert [(node.id, node.level, node.label, node.number) for node in document.nodes()] == [
        ("the--preamble", "preamble", "", "the preamble"),
        ("before", "clause", "", "the preamble"),
        ("before-a", "item", "(a)", "the preamble(a)"),
        ("s", "section", "1.0", "1.0"),
        ("a", "clause", "1.1", "1.1"),
    ]
    assert [section.id for section in document.headed] == ["s"]


def test_references_print_the_number_of_what_is_within() -> None:
    names = ("first", "second-b", "outcome-b", "help", "by-letter", "annex-c", "annex-b")
    refers = point("refers", text=" | ".join(f"{{{{ ref {name} }}}}" for name in names))
    document, conflicts = resolved(*WHOLE[:3], section("more", refers), ANNEX)
    assert conflicts == []
    (text,) = ("".join(r.text for r in n.text) for n in document.nodes() if n.id == "refers")
    assert text == "2.2 | 2.3.1.1 | 2.3.2.1.1 | “Title of help” | 2.1 | A.2 | A.1(a)"


def test_what_is_not_printed_takes_what_is_in_it_along() -> None:
    lost = section("gone", point("gone-a"), when="academies")
    left = section("left", sections=[lost], title="Nothing of it is left")
    assert labels("1.0", section("s", point("a")), left, section("t", point("b"))) == [
        *("s 1.0", "a 1.1", "t 2.0", "b 2.1"),
    ]
    without = point("w", clauses=[point("w-1", when="academies"), point("w-2")])
    assert labels("1.0", section("s", without)) == ["s 1.0", "w 1.1", "w-2 1.1.1"]


@pytest.mark.parametrize(
    ("variation", "expected"),
    [
        ({"add": "local-x", "after": "first", "text": "X."}, "local-x first-a first-b"),
        ({"add": "local-x", "after": "first-a", "text": "X."}, "first-a local-x first-b"),
        ({"add": "local-x", "after": "by-phone", "text": "X."}, "by-phone local-x by-letter"),
        ({"omit": "first-a"}, "first first-b second"),
        ({"omit": "first"}, "by-letter second second-a"),
        ({"omit": "lead"}, "stages first first-a"),
        ({"replace": "lead", "text": "Ours."}, "lead by-phone by-letter"),
        (
            {"replace": "lead", "text": "Ours:", "items": [{"id": "local-i", "text": "one"}]},
            "lead local-i by-phone by-letter",
        ),
        ({"add": "local-x", "after": "before", "text": "X."}, "before before-a local-x start"),
        (OWN | {"after": "start"}, "start start-a local-s local-a local-b stages"),
        (OWN | {"after": "first"}, "first first-a first-b local-s local-a local-b second"),
        (OWN | {"after": "annex"}, "annex-c annex-d local-s local-a local-b"),
    ],
)
def test_a_school_changes_what_is_within(variation: dict[str, Any], expected: str) -> None:
    document, conflicts = resolved(
        *WHOLE, preamble=[BEFORE], variations=[variation | {"reason": "Ours."}]
    )
    assert conflicts == []
    assert f" {expected} " in f" {' '.join(node.id for node in document.nodes())} "


def test_a_section_of_a_schools_own_is_counted_and_is_an_appendix_after_one() -> None:
    own = [OWN | {"after": "start", "reason": "Ours."}]
    found = labels("1.0", *WHOLE, variations=own)
    assert found[2:7] == [
        *("local-s 2.0", "local-a 2.1", "local-b 2.1.1", "stages 3.0", "lead 3.1"),
    ]
    document, _ = resolved(*WHOLE, variations=[OWN | {"after": "annex", "reason": "Ours."}])
    last = document.sections[-1]
    assert (last.id, last.level, last.label, last.local) == (
        *("local-s", "appendix", "Appendix B", "added"),
    )


def test_a_section_of_a_schools_own_goes_after_a_section() -> None:
    document, conflicts = resolved(*WHOLE, variations=[OWN | {"after": "lead", "reason": "Ours."}])
    assert [(one.code, one.path) for one in conflicts] == [
        ("variation-shape", ("variations", 0, "title"))
    ]
    assert "local-s" not in {node.id for node in document.nodes()}
