"""A school's local changes: what they do to a version, and what does not fit."""

from typing import Any

import pytest

from clausework.model.inline import plain
from tests.support.policies import SECTIONS, nodes, numbers, point, resolved


@pytest.mark.parametrize(
    ("variation", "expected"),
    [
        ({"omit": "one"}, {"two": "1.0", "two-a": "1.1", "item-b": "1.1(b)"}),
        ({"omit": "one-a"}, {"one-a": None, "one-b": "1.1"}),
        ({"omit": "item-a"}, {"item-a": None, "sub-a": None, "item-b": "2.1(a)"}),
        ({"omit": "sub-a"}, {"sub-a": None, "sub-b": "2.1(a)(i)"}),
        ({"add": "local-x", "after": "one"}, {"local-x": "1.1", "one-a": "1.2"}),
        ({"add": "local-x", "after": "one-a"}, {"local-x": "1.2", "one-b": "1.3"}),
        ({"add": "local-x", "after": "item-a"}, {"local-x": "2.1(b)", "item-b": "2.1(c)"}),
        ({"add": "local-x", "after": "sub-a"}, {"local-x": "2.1(a)(ii)", "sub-b": "2.1(a)(iii)"}),
    ],
)
def test_numbers_close_up_and_make_room_at_each_level(
    variation: dict[str, str], expected: dict[str, str | None]
) -> None:
    document, conflicts = resolved(
        *SECTIONS, variations=[{"text": "X.", "reason": "R"} | variation]
    )
    assert conflicts == []
    found = numbers(document)
    assert {name: found.get(name) for name in expected} == expected
    local = {name: node.local for name, node in nodes(document).items() if node.local}
    assert local == ({"local-x": "added"} if "add" in variation else {})
    omitted = [one.id for one in document.omitted]
    assert omitted == ([variation["omit"]] if "omit" in variation else [])


@pytest.mark.parametrize("name", ["one", "one-a", "two-a", "item-a", "sub-b"])
def test_words_are_replaced_at_each_level_and_the_rest_stays(name: str) -> None:
    before, _ = resolved(*SECTIONS)
    after, conflicts = resolved(
        *SECTIONS, variations=[{"replace": name, "text": "New words.", "reason": "R"}]
    )
    assert conflicts == []
    assert plain(nodes(after)[name].text) == "New words."
    assert nodes(after)[name].local == "replaced"
    assert numbers(after) == numbers(before)
    own = {"text": (), "local": None, "children": ()}
    for other, node in nodes(before).items():
        kept = own if other == name else {"children": ()}
        assert nodes(after)[other].model_copy(update=kept) == node.model_copy(update=kept)


def test_a_replaced_clause_may_bring_its_own_points_and_closing() -> None:
    variation = {
        "replace": "two-a",
        "text": "New.",
        "style": "letter",
        "items": [point("local-p"), point("item-b")],
        "closing": "New end.",
        "reason": "R",
    }
    document, conflicts = resolved(*SECTIONS, variations=[variation])
    assert conflicts == []
    clause = nodes(document)["two-a"]
    assert [child.id for child in clause.children] == ["local-p", "item-b"]
    assert (clause.style, plain(clause.closing)) == ("letter", "New end.")


def test_a_point_may_get_points_and_closing_words() -> None:
    variation = {
        "replace": "item-a",
        "text": "Either:",
        "style": "roman",
        "items": [point("local-p")],
        "closing": "End.",
        "reason": "R",
    }
    added = {
        "add": "local-q",
        "after": "item-a",
        "text": "Or:",
        "items": [point("local-r")],
        "reason": "R",
    }
    document, conflicts = resolved(*SECTIONS, variations=[variation, added])
    assert conflicts == []
    found = nodes(document)
    assert [child.id for child in found["item-a"].children] == ["local-p"]
    assert (found["local-p"].label, plain(found["item-a"].closing)) == ("(i)", "End.")
    assert [child.id for child in found["local-q"].children] == ["local-r"]


def test_a_style_alone_may_be_changed() -> None:
    variation = {"replace": "two-a", "text": "New.", "style": "letter", "reason": "R"}
    document, _ = resolved(*SECTIONS, variations=[variation])
    assert nodes(document)["two-a"].style == "letter"


def test_a_local_change_may_stand_behind_another() -> None:
    first = {"add": "local-x", "after": "one-a", "text": "X.", "reason": "R"}
    second = {"add": "local-y", "after": "local-x", "text": "Y.", "reason": "R"}
    document, conflicts = resolved(*SECTIONS, variations=[first, second])
    assert conflicts == []
    assert numbers(document)["local-y"] == "1.3"


DEEP = {"items": [{"id": "r", "text": "R.", "items": [{"id": "s", "text": "S."}]}]}
WORDS = {"text": "X.", "reason": "R"}


@pytest.mark.parametrize(
    ("variation", "code", "key"),
    [
        ({"omit": "gone"}, "variation-target", "omit"),
        ({"replace": "gone"}, "variation-target", "replace"),
        ({"add": "local-x", "after": "gone"}, "variation-target", "after"),
        ({"replace": "one-a", "items": [point("one-b")]}, "id-duplicate", "items"),
        ({"replace": "one", "items": [point("p")]}, "variation-shape", "items"),
        ({"replace": "one", "closing": "End."}, "variation-shape", "closing"),
        (
            {"replace": "item-a", "items": [point("p") | {"items": [point("q") | DEEP]}]},
            "points-too-deep",
            "items",
        ),
        (
            {"add": "local-x", "after": "item-a", "items": [point("q") | DEEP | DEEP]},
            "points-too-deep",
            "items",
        ),
    ],
)
def test_a_local_change_that_does_not_fit_is_told_and_left_out(
    variation: dict[str, Any], code: str, key: str
) -> None:
    document, conflicts = resolved(*SECTIONS, variations=[WORDS | variation])
    assert [(one.code, one.path) for one in conflicts] == [(code, ("variations", 0, key))]
    assert document.sections == resolved(*SECTIONS)[0].sections


def test_an_id_that_is_added_twice_is_told_for_the_second() -> None:
    added = {"add": "local-x", "after": "one-a", "text": "X.", "reason": "R"}
    document, conflicts = resolved(*SECTIONS, variations=[added, added | {"after": "one-b"}])
    assert [(one.code, one.path) for one in conflicts] == [
        ("id-duplicate", ("variations", 1, "add"))
    ]
    assert numbers(document)["local-x"] == "1.2"
