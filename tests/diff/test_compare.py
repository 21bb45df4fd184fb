"""Two documents as typed changes: what HR's weight does, and that every difference is told.

The table of pairs is in `changes/table.py`.
"""

from __future__ import annotations

from collections.abc import Container, Iterator

import pytest
from hypothesis import given

from clausework.diff.changes import Change
from clausework.diff.compare import compare
from clausework.diff.places import alike
from clausework.diff.reasons import weigh, why
from clausework.diff.words import same
from clausework.model.document import PARAGRAPHS, Document, Node
from clausework.model.policy import Reason
from clausework.model.scalars import Kind, Weight
from tests.support.drafts import document
from tests.support.versions import EDITS, Editor, pairs


def changes(old: str, new: str) -> tuple[Change, ...]:
    return compare(document(old), document(new))


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([], Weight.SUBSTANTIVE),
        ([Reason(clause="c", reason="Law.", weight="statutory")], Weight.STATUTORY),
        ([Reason(clause="c", reason="Form.", weight="editorial")], Weight.EDITORIAL),
        ([Reason(clause="p", reason="Law.", weight="statutory")], Weight.STATUTORY),
        ([Reason(clause="other", reason="Law.", weight="statutory")], Weight.SUBSTANTIVE),
        ([Reason(clause="c", reason="No weight.")], Weight.SUBSTANTIVE),
        (
            [
                Reason(clause="c", reason="Form.", weight="editorial"),
                Reason(clause="p", reason="Law.", weight="statutory"),
            ],
            Weight.STATUTORY,
        ),
    ],
)
def test_hr_weighs_what_it_gives_a_reason_for(given: list[Reason], expected: Weight) -> None:
    (change,) = changes("c: All: | - p: one", "c: All: | - p: two")
    assert weigh(change, given) is expected


def test_another_place_or_number_has_no_weight() -> None:
    reasons = [Reason(clause=name, reason="Law.", weight="statutory") for name in "ab"]
    found = changes("a: One. | b: Two.", "b: Two. | a: One.")
    assert [(change.kind, weigh(change, reasons)) for change in found] == [
        (Kind.MOVED, Weight.EDITORIAL),
        (Kind.RENUMBERED, Weight.EDITORIAL),
    ]


def test_the_reason_is_that_of_the_point_and_else_of_its_clause() -> None:
    (change,) = changes("c: All: | - p: one", "c: All: | - p: two")
    of_clause, of_point = Reason(clause="c", reason="Whole."), Reason(clause="p", reason="Own.")
    assert why(change, [of_clause, of_point]) == "Own."
    assert why(change, [of_clause]) == "Whole."
    assert why(change, []) is None


def test_who_is_bound_is_told_before_and_after() -> None:
    old = "a: Staff must tell the {{ head }}. | b: It is so. | c: All staff should: | - p: ask"
    new = "a: Governors must tell the {{ head }}. | b: So it is. | c: All staff should: | - p: tell"
    assert [change.bound for change in changes(old, new)] == [
        (("staff",), ("governors",)),
        ((), ()),
        (("staff",), ("staff",)),
    ]


def nodes(one: Document) -> dict[str, Node]:
    """What readers see of a document, by id."""
    return {node.id: node for node in one.nodes() if node.level != "preamble"}


def by_themselves(one: Document, stays: Container[str]) -> set[str]:
    """What is not in both, but for cells and what goes along with a row or a cell."""

    def walk(node: Node) -> Iterator[str]:
        goes = node.level != "preamble" and node.id not in stays
        if goes and node.level != "cell":
            yield node.id
        if node.level == "titles":
            yield from (title.id for title in node.children if title.id not in stays)
        elif not goes or node.level not in ("row", "cell"):
            for child in node.children:
                yield from walk(child)

    return {name for section in one.sections for name in walk(section)}


def reworded(old: Node, new: Node) -> bool:
    texts = [(old.text, new.text), (old.closing, new.closing)]
    texts += [(a.text, b.text) for a, b in zip(old.notes, new.notes, strict=False)]
    if old.level in ("titles", "row"):
        return False  # It is its cells that have words.
    return len(old.notes) != len(new.notes) or not all(same(*both) for both in texts)


def restyled(name: str, *sides: dict[str, Node]) -> bool:
    """Whether points have other labels, and not as a consequence of the labels around them."""
    both = [side[name] for side in sides]
    if not all(one.points for one in both) or both[0].style == both[1].style:
        return False
    return not all(one.style == unstyled(one, side) for one, side in zip(both, sides, strict=True))


def unstyled(node: Node, side: dict[str, Node]) -> str:
    """How the points of an element are labelled where it has no style."""
    around = next((one for one in side.values() if node in one.children), node)
    return "roman" if node.level == "item" and around.style == "letter" else "bullet"


RENAMES = (Editor.split, Editor.merge, Editor.rename, Editor.rename_row)


@given(pairs([edit for edit in EDITS if edit not in RENAMES]))
def test_every_difference_is_a_change_and_no_other(versions: tuple[Document, Document]) -> None:
    for old, new in (versions, versions[::-1]):
        # Where paragraphs came or went, the others have the ids that they had.
        before, after, found = *map(nodes, alike(old, new)), compare(old, new)
        by_kind = {kind: {c.id for c in found if c.kind is kind} for kind in Kind}
        both = set(before) & set(after)
        assert by_kind[Kind.ADDED] == by_themselves(alike(old, new)[1], both)
        assert by_kind[Kind.REMOVED] == by_themselves(old, both)
        assert by_kind[Kind.REWORDED] == {n for n in both if reworded(before[n], after[n])}
        assert by_kind[Kind.CITATION] == {n for n in both if before[n].cites != after[n].cites}
        assert by_kind[Kind.CONDITION] == {
            n for n in both if before[n].when != after[n].when or restyled(n, before, after)
        }
        renumbered = {
            n
            for n in both
            if before[n].number != after[n].number
            and after[n].level not in ("row", "cell", *PARAGRAPHS)
        }
        assert by_kind[Kind.RENUMBERED] == renumbered - by_kind[Kind.MOVED]
        assert not by_kind[Kind.RENAMED] | by_kind[Kind.SPLIT] | by_kind[Kind.MERGED]
        in_order = [change.id for change in found if change.kind is not Kind.REMOVED]
        assert in_order == sorted(in_order, key=list(after).index)
