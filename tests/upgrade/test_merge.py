"""Three wordings as one: the master's edit and the school's, or a clash."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clausework.model.elements import Item
from clausework.model.inline import parse
from clausework.upgrade.merge import Wording, merge, weave


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "expected"),
    [
        ("a b c d e", "x b c d e", "a b c d y", "x b c d y"),
        ("a b c d e", "x a b c d e", "a b c d e y", "x a b c d e y"),
        ("a b c d e", "b c d e", "a b c d", "b c d"),
        ("a b c", "x b c", "y b c", None),
        ("a b c", "x b c", "x b c", None),
        ("a b c", "x b c", "a y c", None),
        ("a b c", "a b x c", "a b y c", None),
        ("Staff may smoke.", "Staff must smoke.", "Staff may not smoke.", None),
        ("a, b", "x, b", "a, y", None),
        ("a b", "", "a b c", None),
        ("a b c", "b c", "a b", "b"),
        ("a b", "b", "a", None),
        ("Tell {{ head }} of it at once.", "Tell {{ Head }} of it at once.",
         "Tell {{ head }} of it now.", "Tell {{ Head }} of it now."),
        ("Tell {{ a head }} at once.", "Tell {{ the }} at once.", "Tell {{ a chair }} at once.",
         None),
        ("Keep it private[^v] for a year.", "Keep it safe[^v] for a year.",
         "Keep it private[^v] for one year.", "Keep it safe[^v] for one year."),
        ("It is private[^v] for a year.", "It is private for a year.",
         "It is private[^v] for one year.", "It is private for one year."),
        ("You **must not** go out alone.", "You must not go out alone.",
         "You **must not** go out.", "You must not go out."),
        ("**You must** go out now", "**You may** go out now", "**You must** go in now",
         "**You may** go in now"),
        ("*one* two *three*", "*one two three*", "*one* two three", None),
        ("See [the long guide](https://a.uk) first.", "See [the short guide](https://a.uk) first.",
         "See [the long guide](https://b.uk) first.",
         "See [the short guide](https://b.uk) first."),
        ("See [the guide](https://a.uk/x_(y)) on trips.", "See the guide on trips.",
         "See [the guide](https://a.uk/x_(y)) on games.", "See the guide on games."),
        ("One [two](https://a.uk) three four", "One two three four",
         "One [two three](https://a.uk) four", None),
        ("the a the b the c the d", "the a the b own c the d", "the a the b the c the new",
         "the a the b own c the new"),
    ],
)  # fmt: skip
def test_texts(base: str, ours: str, theirs: str, expected: str | None) -> None:
    assert weave(base, ours, theirs) == expected
    assert weave(base, theirs, ours) == expected
    before, own, now = (Wording(text, closing=f"{text}.") for text in (base, ours, theirs))
    merged = merge(before, own, now)
    if expected is None:
        assert {*merged.clashes} == {"same-words"}
        assert merged.wording == Wording(ours, closing=f"{ours}.")
    else:
        assert merged.clashes == ()
        assert merged.wording.text == expected


TEXTS = st.lists(
    st.sampled_from(
        ["must", "not", "the", "**head**", "*a", "b*", "{{ a head }}", "[^n]", "[x](https://y.uk)"]
    ),
    max_size=12,
).map(" ".join)


@given(TEXTS, TEXTS, TEXTS)
def test_no_fill_mark_or_link_is_cut_and_no_word_made_up(base: str, ours: str, theirs: str) -> None:
    woven = weave(base, ours, theirs)
    if woven is None:
        return
    assert parse(woven).faults == ()
    for kind in ("fill", "note", "href"):
        had = {getattr(run, kind) for text in (ours, theirs) for run in parse(text).runs}
        assert {getattr(run, kind) for run in parse(woven).runs} <= had
    assert set(woven.split()) <= {*ours.split(), *theirs.split()}


def points(*texts: str, **more: Any) -> tuple[Item, ...]:
    """Points as a test writes them: "id: text"."""
    pairs = (text.split(": ") for text in texts)
    return tuple(Item.model_validate({"id": name, "text": text} | more) for name, text in pairs)


A, B, C, OWN, NEW = "a: one", "b: two", "c: three", "own: four", "new: five"
A2, A3, WIDE, LEFT, RIGHT, JOINED = (
    f"a: {text}"
    for text in ("six", "seven", "one of us all", "any of us all", "one of us here",
                 "any of us here")
)  # fmt: skip


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "expected"),
    [
        ((A, B), (A, B), (A, C), (A, C)),
        ((A, B), (A, OWN, B), (A, B), (A, OWN, B)),
        ((A, B), (A, B, OWN), (A, B, NEW), (A, B, OWN, NEW)),
        ((A, B), (OWN, A, B), (NEW, A, B), (OWN, NEW, A, B)),
        ((A, B), (OWN, "m: six", "n: seven", A, B), (B, A), (OWN, "m: six", "n: seven", B, A)),
        ((A, B, C), (A, OWN, B, C), (C, A, B), (C, A, OWN, B)),
        ((A, B, C), (C, A, B), (A, B, NEW, C), (C, A, B, NEW)),
        ((A, B), (A, B, OWN), (A,), (A, OWN)),
        ((A, B), (B,), (A, B, NEW), (B, NEW)),
        ((A, B), (B,), (B,), (B,)),
        ((WIDE, B), (LEFT, B), (RIGHT, B), (JOINED, B)),
        ((A, B), (A2, B), (A3, B), "same-words"),
        ((A, B), (A2, B), (B,), "point-removed"),
        ((A, B), (B,), (A2, B), "point-changed"),
        ((A, B, C), (C, A, B), (B, A, C), "point-order"),
        ((A,), (A, OWN), (A, "own: nine"), "same-words"),
    ],
)  # fmt: skip
def test_points(
    base: tuple[str, ...],
    ours: tuple[str, ...],
    theirs: tuple[str, ...],
    expected: tuple[str, ...] | str,
) -> None:
    before, own, master = (Wording("Lead:", items=points(*one)) for one in (base, ours, theirs))
    merged = merge(before, own, master)
    if isinstance(expected, str):
        assert merged.clashes == (expected,)
    else:
        assert merged.clashes == ()
        assert merged.wording.items == points(*expected)


def test_a_point_that_the_school_left_out_does_not_come_back_elsewhere_unasked() -> None:
    base, ours = Wording("L", items=points(A, B)), Wording("L", items=points(A))
    theirs = Wording("L", items=points(A))
    assert merge(base, ours, theirs, frozenset("a")).clashes == ()
    assert merge(base, ours, theirs, frozenset("ab")).clashes == ("point-changed",)


def test_a_point_in_a_point_that_the_school_left_out_was_changed_by_the_master() -> None:
    sides = (points(A, items=[{"id": "x", "text": text}]) for text in ("one", "two"))
    base, theirs = (Wording("L", items=(*side, *points(B))) for side in sides)
    assert merge(base, Wording("L", items=points(B)), theirs).clashes == ("point-changed",)
    assert merge(base, Wording("L", items=points(B)), base).clashes == ()


def test_a_point_that_was_only_renamed_did_not_change() -> None:
    base, ours = Wording("L", items=points(A, B)), Wording("L", items=points(B))
    theirs = Wording("L", items=(*points(A, was=["z"]), *points(B)))
    merged = merge(base, ours, theirs)
    assert (merged.clashes, merged.wording.items) == ((), points(B))


def test_points_in_points() -> None:
    inner = [{"id": "x", "text": "one of us all"}]
    base = Wording("L", items=points(A, items=inner))
    ours = Wording("L", items=points(A, items=[inner[0] | {"text": "any of us all"}]))
    theirs = Wording("L", items=points(A, items=[inner[0] | {"text": "one of us here"}]))
    merged = merge(base, ours, theirs)
    assert merged.clashes == ()
    assert merged.wording.items == points(A, items=[inner[0] | {"text": "any of us here"}])


def test_points_in_points_that_both_changed() -> None:
    sides = (points(A, items=[{"id": "x", "text": text}]) for text in ("one", "two", "three"))
    base, ours, theirs = (Wording("L", items=side) for side in sides)
    merged = merge(base, ours, theirs)
    assert (merged.clashes, merged.wording.items) == (("same-words",), ours.items)


LAW, OTHER_LAW, ADVICE = ([{"authority": name}] for name in ("law", "other-law", "advice"))


@pytest.mark.parametrize(
    ("key", "base", "ours", "theirs", "expected"),
    [
        ("when", "maintained", "maintained", "academies", "academies"),
        ("when", "maintained", "academies", "maintained", "academies"),
        ("when", "maintained", "academies", "independent", None),
        ("cites", LAW, LAW, ADVICE, ADVICE),
        ("cites", LAW, ADVICE, LAW, ADVICE),
        ("cites", LAW, ADVICE, ADVICE, ADVICE),
        ("cites", LAW, ADVICE, OTHER_LAW, None),
        ("cites", LAW, [], OTHER_LAW, []),
        ("style", "bullet", "bullet", "letter", "letter"),
        ("style", "bullet", "letter", "bullet", "letter"),
    ],
)
def test_what_a_point_has_besides_its_words(
    key: str, base: Any, ours: Any, theirs: Any, expected: Any
) -> None:
    """None is a clash, in which the school's stays."""
    inner = {"items": [{"id": "x", "text": "in it"}]}
    before, own, master = (
        Wording("L", items=points(A, **{key: value}, **inner)) for value in (base, ours, theirs)
    )
    merged = merge(before, own, master)
    assert merged.clashes == (("same-words",) if expected is None else ())
    kept = ours if expected is None else expected
    assert merged.wording.items == points(A, **{key: kept}, **inner)


@pytest.mark.parametrize(
    ("key", "base", "ours", "theirs", "expected"),
    [
        ("style", "bullet", None, "letter", None),
        ("style", "bullet", "bullet", "letter", "letter"),
        ("style", "bullet", "letter", "bullet", "letter"),
        ("closing", "One of us all.", None, "Two.", None),
        ("closing", "One of us all.", "Any of us all.", "One of us here.", "Any of us here."),
        ("closing", "One.", "One.", None, None),
        ("closing", None, "Own.", None, "Own."),
    ],
)
def test_what_a_local_change_gives_is_merged_and_the_rest_left(
    key: str, base: Any, ours: Any, theirs: Any, expected: Any
) -> None:
    before, own, master = (Wording("Lead:", **{key: value}) for value in (base, ours, theirs))
    merged = merge(before, own, master)
    assert merged.clashes == ()
    assert getattr(merged.wording, key) == expected
