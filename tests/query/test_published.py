"""What a school publishes of a policy beside its text: what it is read with, its versions, what is
gone; over the example policy as a school had one version of it after the other."""

from collections.abc import Sequence
from typing import Any

import pytest

from clausework.model.document import Node
from clausework.model.inline import plain
from clausework.model.policy import Adopted, Variation, Version
from clausework.query.by_clause import listed
from clausework.query.published import ReadWith, RemovedElement
from tests.support.published import approval, had, published_after

OAK, POLICY = "example-oak-academy", "social-networking"


def test_what_it_is_read_with_leads_where_the_school_has_it() -> None:
    assert published_after(had("1.0", None)).read_with == (
        ReadWith("Code of Conduct", url="https://example.org/conduct"),
        ReadWith("Grievance Procedure"),
        ReadWith("The policy itself", policy=POLICY),
    )


def test_the_versions_are_those_that_were_approved_and_no_draft() -> None:
    one = published_after(had("1.0", "unknown"), had("1.1", approval(2025)), had("2.0", None))
    told = [(version.version, version.approved, version.in_use) for version in one.versions]
    assert told == [("1.1", approval(2025), False), ("1.0", "unknown", False)]
    assert [version.changes for version in one.versions] == [None, None]


def test_what_changed_is_told_where_both_versions_are_on_record() -> None:
    way = [had(number, approval(2024 + at)) for at, number in enumerate(("1.0", "1.1", "2.0"))]
    newest, second, first = published_after(*way, on_record=("1.1", "2.0")).versions
    assert (newest.since, second.since, first.since) == ("1.1", "1.0", None)
    assert (second.changes, first.changes) == (None, None)
    assert newest.changes is not None
    ids = {clause.element.id for clause in newest.changes}
    assert {"who-is-covered", "private-messaging", "allegations"} <= ids
    assert len(listed(newest.changes)) < len(newest.changes)


def test_a_version_approved_again_is_not_compared_with_its_own_record() -> None:
    again = published_after(
        had("1.0", approval(2024)), had("1.0", approval(2025)), on_record=("1.0",)
    )
    assert [version.changes for version in again.versions] == [None, None]


def test_every_id_that_was_ever_published_is_there_or_gone_once() -> None:
    one = published_after(had("1.0", "unknown"), had("2.0", approval(2026)))
    gone = [name for found in one.removed for name in found.ids]
    assert sorted(gone) == ["british-values", "code-of-conduct-and-dbs"]
    assert not ids(one.document.sections) & set(gone)
    for number in ("1.0", "1.1"):
        before = published_after(had(number, None)).document
        assert ids(before.sections) <= ids(one.document.sections) | set(gone)


def ids(sections: Sequence[Node]) -> set[str]:
    nodes = [node for section in sections for node in section.walk()]
    return {node.id for node in nodes} | {note.id for node in nodes for note in node.notes}


def version(number: str, follows: str | None, *clauses: dict[str, Any], status: str) -> Version:
    """A version of one section: of each clause its id, the ids of its points, and more."""
    made = [
        {
            "id": one["id"],
            "text": f"Words of {one['id']}.",
            "was": one.get("was", []),
            "when": one.get("when"),
            "items": [{"id": name, "text": f"Point {name}."} for name in one.get("points", [])],
        }
        for one in clauses
    ]
    section = {"id": "only", "title": "Only", "clauses": made}
    values = {"version": number, "follows": follows, "status": status, "summary": "One."}
    return Version.model_validate({**values, "sections": [section]})


ONE = version(
    *("1.0", None),
    {"id": "kept", "points": ["stays", "goes"]},
    {"id": "renamed"},
    {"id": "removed", "points": ["moves", "ends"]},
    {"id": "split", "points": ["within"]},
    {"id": "elsewhere", "when": "maintained"},
    status="released",
)
BETWEEN = version(
    *("1.1", "1.0"),
    {"id": "kept", "points": ["stays", "goes"]},
    {"id": "renamed-once", "was": ["renamed"]},
    {"id": "never-issued"},
    {"id": "removed", "points": ["moves", "ends"]},
    {"id": "split", "points": ["within"]},
    status="proposed",
)
TWO = version(
    *("2.0", "1.1"),
    {"id": "kept", "points": ["stays", "moves"]},
    {"id": "renamed-twice", "was": ["renamed-once"]},
    {"id": "half", "was": ["split"]},
    {"id": "other-half", "was": ["split"]},
    status="released",
)


def gone(*adopted: Adopted, **more: Any) -> dict[str, RemovedElement]:
    found = published_after(*adopted, versions=(ONE, BETWEEN, TWO), **more).removed
    return {one.ids[0]: one for one in found}


def test_what_moved_stays_and_what_was_removed_or_renamed_says_where_it_went() -> None:
    found = gone(had("1.0", "unknown"), had("2.0", approval(2026)))
    assert {
        name: (one.kind, one.ids, [node.id for node in one.successors])
        for name, one in found.items()
    } == {
        "goes": ("point", ("goes",), []),
        "renamed": ("clause", ("renamed",), ["renamed-twice"]),
        "removed": ("clause", ("removed", "ends"), []),
        "split": ("clause", ("split", "within"), ["half", "other-half"]),
    }
    for one in found.values():
        assert (one.version, one.left_out, one.approved) == ("1.0", "2.0", approval(2026))
        assert one.published


def test_an_issued_version_that_the_school_never_had_is_answered_for_too() -> None:
    found = gone(had("2.0", approval(2026)))
    assert set(found) == {"goes", "renamed", "removed", "split"}
    assert not any(one.published for one in found.values())


def test_what_was_gone_before_is_told_by_the_version_that_left_it_out() -> None:
    omit = Variation(omit="removed", reason="Secret.")
    found = gone(
        had("1.0", approval(2024)),
        had("1.0", approval(2025), variations=(omit,)),
        had("2.0", approval(2026)),
    )
    assert (found["removed"].left_out, found["removed"].approved) == ("1.0", approval(2025))
    assert found["split"].approved == approval(2026)


def test_a_clause_of_the_school_that_it_dropped_is_gone_and_no_reason_is_told() -> None:
    own = Variation(add="local-own", after="kept", text="Our words.", reason="Secret.")
    found = gone(had("1.0", approval(2024), variations=(own,)), had("2.0", approval(2026)))
    assert plain(found["local-own"].node.text) == "Our words."
    assert "Secret" not in repr(found)


def test_what_comes_back_is_not_gone() -> None:
    found = gone(had("1.0", approval(2024)), had("2.0", approval(2025)), had("1.0", approval(2026)))
    assert set(found) == {"renamed-twice", "half", "other-half"}
    assert found["half"].version == "2.0"


@pytest.mark.parametrize("on_record", [(), ("1.0",)])
def test_a_first_version_has_nothing_gone(on_record: tuple[str, ...]) -> None:
    assert gone(had("1.0", approval(2024)), on_record=on_record) == {}
