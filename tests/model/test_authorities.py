"""When law is in force, what a source is at each type of school, and which sections are cited."""

from datetime import date
from typing import Any

import pytest

from clausework.model.authorities import Authority, AuthorityKind
from clausework.model.document import section_words
from clausework.model.scalars import SchoolType

SEEN = {"tier": "official", "source": "gov.uk"}


def authority(**more: Any) -> Authority:
    return Authority.model_validate({"title": "The Act", "kind": "act", "verified": SEEN} | more)


def provision(section: str, **more: Any) -> dict[str, Any]:
    return {"section": section, "verified": SEEN} | more


@pytest.mark.parametrize(
    ("entry", "day", "why"),
    [
        ({}, "2026-01-01", None),
        ({"in_force_from": "2026-04-06"}, "2026-04-05", "not-yet"),
        ({"in_force_from": "2026-04-06"}, "2026-04-06", None),
        ({"in_force_to": "2026-04-06"}, "2026-04-06", None),
        ({"in_force_to": "2026-04-06"}, "2026-04-07", "ended"),
        ({"not_yet_in_force": True}, "2999-01-01", "not-yet"),
        ({"commencement": "not-found"}, "2026-01-01", "not-found"),
    ],
)
def test_a_section_is_law_within_its_days(entry: Any, day: str, why: str | None) -> None:
    act = authority(provisions=[provision("20", **entry)])
    assert act.provisions[0].not_law(date.fromisoformat(day)) == why
    found = list(act.not_in_force(None, "20", date.fromisoformat(day)))
    assert [(one.place, one.why) for one in found] == ([("20", why)] if why else [])


@pytest.mark.parametrize(
    ("cited", "expected"),
    [
        (None, []),
        ("20", ["20"]),
        ("20(1)", ["20"]),
        ("20A", []),
        ("2", []),
        ("20 and 21", ["20", "21"]),
        ("21, 20(3)(a), and 4", ["20", "21"]),
        ("Schedule 3, paragraph 4", ["Schedule 3, paragraph 4"]),
        ("Schedule 3", []),
    ],
)
def test_a_citation_concerns_the_sections_that_it_names(
    cited: str | None, expected: list[str]
) -> None:
    sections = ("20", "21", "Schedule 3, paragraph 4")
    act = authority(provisions=[provision(one) for one in sections])
    assert [one.section for one in act.provisions_at(cited)] == expected


def test_an_edition_that_another_replaced_is_not_judged_twice() -> None:
    old = {"in_force_to": "2020-01-01", "superseded_by": "new", "verified": SEEN}
    ended = {"in_force_to": "2020-01-01", "verified": SEEN}
    guide = authority(editions={"old": old, "new": ended})
    day = date(2026, 1, 1)
    assert list(guide.not_in_force("old", None, day)) == []
    assert [one.why for one in guide.not_in_force("new", None, day)] == ["ended"]


def test_force_is_that_of_the_type_before_its_group() -> None:
    force = {"maintained": "statutory", "pupil-referral-unit": "not-statutory"}
    standards = authority(kind="standard", force=force)
    assert standards.force_at(SchoolType.COMMUNITY) == "statutory"
    assert standards.force_at(SchoolType.PUPIL_REFERRAL_UNIT) == "not-statutory"
    assert standards.force_at(SchoolType.ACADEMY) is None


@pytest.mark.parametrize(
    ("kind", "section", "words"),
    [
        ("act", "35", "section 35"),
        ("regulations", "7(1)", "regulation 7(1)"),
        ("regulations", "Schedule, Part 2", "Schedule, Part 2"),
        ("act", "Schedule 3, paragraph 4", "Schedule 3, paragraph 4"),
        ("statutory-guidance", "two", "section two"),
        ("statutory-guidance", "Annex C", "Annex C"),
    ],
)
def test_a_section_has_the_word_for_it(kind: str, section: str, words: str) -> None:
    assert section_words(AuthorityKind(kind), section) == words
