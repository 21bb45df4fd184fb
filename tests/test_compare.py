"""Two documents as typed changes: a table of old, new and expected; and what always holds."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clausework.compare import Change, Kind, Weight, compare, weigh
from clausework.document import Cited, Document, DocumentNote, Node
from clausework.inline import Run, parse
from clausework.model import Reason, Status
from clausework.numbering import letter
from clausework.register import AuthorityKind


@dataclass(frozen=True)
class Part:
    """A clause or point as a test writes it: "id: words", with what else it has."""

    name: str
    text: str
    points: tuple[Part, ...] = ()
    was: tuple[str, ...] = ()
    cites: tuple[str, ...] = ()
    note: str = ""
    when: str | None = None


def part(words: str, *points: Part, **others: object) -> Part:
    name, _, text = words.partition(": ")
    return Part(name, text, points, **others)  # type: ignore[arg-type]


def _node(one: Part, level: str, number: str) -> Node:
    notes = (
        (DocumentNote(id=f"{one.name}-note", number=1, text=(Run(text=one.note),)),)
        if one.note
        else ()
    )
    return Node(
        id=one.name,
        level=level,  # type: ignore[arg-type]
        number=number,
        text=parse(one.text).runs,
        children=tuple(
            _node(point, "item", f"{number}({letter(index)})")
            for index, point in enumerate(one.points)
        ),
        notes=notes,
        cites=tuple(
            Cited(authority=name, title=name, kind=AuthorityKind.STATUTORY_GUIDANCE)
            for name in one.cites
        ),
        when=one.when,
        was=one.was,
    )


def document(*sections: tuple[Part, ...]) -> Document:
    """A document of sections named first, second, …, each with clauses."""
    nodes = []
    for s, clauses in enumerate(sections, 1):
        children = tuple(_node(one, "clause", f"{s}.{c}") for c, one in enumerate(clauses, 1))
        name = ("first", "second", "third")[s - 1]
        text = (Run(text=name.capitalize()),)
        nodes.append(Node(id=name, level="section", number=f"{s}.0", text=text, children=children))
    return Document(
        policy="p",
        title="P",
        owner="HR",
        summary=None,
        audience=None,
        version="1.0",
        status=Status.DRAFT,
        issued=None,
        sections=tuple(nodes),
    )


def said(changes: tuple[Change, ...]) -> list[str]:
    return [f"{change.kind} {change.id}" for change in changes]


A, B, C = part("a: One thing."), part("b: Another thing."), part("c: A third thing.")
P, Q = part("p: first point"), part("q: second point")

TABLE = [
    ("nothing", [(A, B)], [(A, B)], []),
    ("added", [(A, C)], [(A, B, C)], ["added b", "renumbered c"]),
    ("removed", [(A, B, C)], [(A, C)], ["removed b", "renumbered c"]),
    ("removed first", [(A, B)], [(B,)], ["removed a", "renumbered b"]),
    ("two swapped", [(A, B)], [(B, A)], ["moved b", "renumbered a"]),
    ("moved to the end", [(A, B, C)], [(B, C, A)], ["renumbered b", "renumbered c", "moved a"]),
    ("moved to another section", [(A, B), (C,)], [(A,), (B, C)], ["moved b", "renumbered c"]),
    (
        "moved and reworded",
        [(A, B), (C,)],
        [(A,), (part("b: Another thing today."), C)],
        ["moved b", "reworded b", "renumbered c"],
    ),
    ("reworded", [(A,)], [(part("a: One other thing."),)], ["reworded a"]),
    ("emphasis", [(A,)], [(part("a: **One** thing."),)], ["reworded a"]),
    ("point added", [(part("a: All:", P),)], [(part("a: All:", P, Q),)], ["added q"]),
    (
        "point removed",
        [(part("a: All:", P, Q),)],
        [(part("a: All:", Q),)],
        ["removed p", "renumbered q"],
    ),
    (
        "point to clause",
        [(part("a: All:", P, Q),)],
        [(part("a: All:", P), Q)],
        ["moved q"],
    ),
    ("renamed", [(A,)], [(part("new: One thing.", was=("a",)),)], ["renamed new"]),
    (
        "split",
        [(part("a: One thing. Two things."),)],
        [(A, part("a2: Two things.", was=("a",)))],
        ["reworded a", "split a2"],
    ),
    (
        "split under new names",
        [(part("a: One thing. Two things."),)],
        [(part("a1: One thing.", was=("a",)), part("a2: Two things.", was=("a",)))],
        ["split a1", "split a2"],
    ),
    (
        "merged",
        [(A, B)],
        [(part("a: One thing. Another thing.", was=("a", "b")),)],
        ["merged a", "reworded a"],
    ),
    ("citation", [(A,)], [(replace(A, cites=("kcsie",)),)], ["citation a"]),
    ("condition", [(A,)], [(replace(A, when="maintained"),)], ["condition a"]),
    ("footnote", [(A,)], [(replace(A, note="Why."),)], ["reworded a"]),
]


@pytest.mark.parametrize(
    ("old", "new", "expected"), [row[1:] for row in TABLE], ids=[r[0] for r in TABLE]
)
def test_what_changed(
    old: list[tuple[Part, ...]], new: list[tuple[Part, ...]], expected: list[str]
) -> None:
    assert said(compare(document(*old), document(*new))) == expected


@pytest.mark.parametrize(
    ("before", "after", "weight", "duties"),
    [
        ("One thing.", "One thing", Weight.EDITORIAL, []),
        ("social networking", "Social-Networking", Weight.EDITORIAL, []),
        ("One thing.", "One other thing.", Weight.SUBSTANTIVE, []),
        ("Staff must go.", "Staff must not go.", Weight.SUBSTANTIVE, ["negated"]),
        ("below nineteen", "below eighteen", Weight.SUBSTANTIVE, ["number"]),
    ],
)
def test_what_a_change_of_words_weighs(
    before: str, after: str, weight: Weight, duties: list[str]
) -> None:
    old, new = document((part(f"a: {before}"),)), document((part(f"a: {after}"),))
    (change,) = compare(old, new)
    assert (change.weight, [duty.value for duty in change.duties]) == (weight, duties)


def test_a_duty_that_went_to_another_part_of_a_split_is_not_lost() -> None:
    old = document((part("a: Staff must go. Staff must stay."),))
    new = document((part("a: Staff must go."), part("a2: Staff must stay.", was=("a",))))
    assert [change.duties for change in compare(old, new)] == [(), ()]


def test_hr_weighs_what_it_gives_a_reason_for_but_not_another_place() -> None:
    old, new = document((A, C)), document((B, part("c: A third thing today.")))
    reasons = [Reason(clause="c", reason="Law.", weight="statutory")]
    weights = {(c.kind, c.id): weigh(c, reasons) for c in compare(old, document((A, B, C)))}
    assert weights == {
        (Kind.ADDED, "b"): Weight.SUBSTANTIVE,
        (Kind.RENUMBERED, "c"): Weight.EDITORIAL,
    }
    reworded = [c for c in compare(old, new) if c.kind is Kind.REWORDED]
    assert [weigh(change, reasons) for change in reworded] == [Weight.STATUTORY]
    lighter = [Reason(clause="c", reason="x", weight="editorial"), *reasons]
    assert [weigh(change, lighter) for change in reworded] == [Weight.STATUTORY]


NAMES = [f"{prefix}{number}" for prefix in "abc" for number in range(4)]


@st.composite
def trees(draw: st.DrawFn) -> list[tuple[Part, ...]]:
    names = draw(st.permutations(NAMES))
    texts = st.sampled_from(
        ["Staff must go.", "Staff may go.", "Head. **Now**", "One", "Two words"]
    )
    found: list[list[Part]] = [[] for _ in range(draw(st.integers(1, 3)))]
    for name in names[: draw(st.integers(0, len(names)))]:
        one = Part(name, draw(texts), cites=draw(st.sampled_from([(), ("kcsie",)])))
        section = draw(st.sampled_from(found))
        if section and draw(st.booleans()):
            section[-1] = replace(section[-1], points=(*section[-1].points, one))
        else:
            section.append(one)
    return [tuple(section) for section in found]


def nodes(one: Document) -> dict[str, Node]:
    return {node.id: node for section in one.sections for node in section.walk()}


@given(trees())
def test_a_document_and_itself_have_no_changes(tree: list[tuple[Part, ...]]) -> None:
    assert compare(document(*tree), document(*tree)) == ()


@given(trees(), trees())
def test_every_difference_is_a_change_and_no_other(
    one: list[tuple[Part, ...]], other: list[tuple[Part, ...]]
) -> None:
    old, new = document(*one), document(*other)
    before, after, changes = nodes(old), nodes(new), compare(old, new)
    by_kind = {kind: {c.id for c in changes if c.kind is kind} for kind in Kind}
    assert by_kind[Kind.ADDED] == set(after) - set(before)
    assert by_kind[Kind.REMOVED] == set(before) - set(after)
    both = set(before) & set(after)
    assert by_kind[Kind.REWORDED] == {n for n in both if before[n].text != after[n].text}
    assert by_kind[Kind.CITATION] == {n for n in both if before[n].cites != after[n].cites}
    renumbered = {n for n in both if before[n].number != after[n].number}
    assert by_kind[Kind.RENUMBERED] == renumbered - by_kind[Kind.MOVED]
    assert not by_kind[Kind.RENAMED] | by_kind[Kind.SPLIT] | by_kind[Kind.MERGED]
    in_order = [c.id for c in changes if c.kind is not Kind.REMOVED]
    assert in_order == sorted(in_order, key=list(after).index)


@given(trees(), st.randoms(use_true_random=False))
def test_a_pure_move_rewords_nothing(tree: list[tuple[Part, ...]], random: object) -> None:
    moved = [list(section) for section in tree]
    for section in moved:
        random.shuffle(section)  # type: ignore[attr-defined]
    kinds = {c.kind for c in compare(document(*tree), document(*map(tuple, moved)))}
    assert kinds <= {Kind.MOVED, Kind.RENUMBERED}
