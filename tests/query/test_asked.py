"""What schools have of the policies that the law asks of them."""

from datetime import date
from typing import Any

import pytest

from clausework.model.catalogue import Catalogue
from clausework.model.policy import Status
from clausework.model.scalars import SchoolType
from clausework.query import AskedOverall, SchoolSummary, Standing, asked_of, asked_overall

AS_OF = date(2026, 11, 22)
SEEN = {"tier": "official", "source": "https://example.org/"}
LAW = {"authority": "act"}
CATALOGUE = Catalogue.model_validate(
    {
        "policies": [
            {"id": name, "title": name.title(), "applies_to": kinds, **more}
            for name, kinds, more in (
                ("all", ["maintained", "academies", "independent"], {"verified": SEEN}),
                ("maintained", ["maintained"], {"verified": SEEN, "policy": "conduct"}),
                ("trusts", ["multi-academy-trust", "nursery"], {"verified": SEEN}),
                ("perhaps", ["independent"], {"verified": {"tier": "unverified"}}),
            )
            for more in [more | ({"requires": LAW} if more["verified"] is SEEN else {})]
        ]
    }
)


def school(kind: str, name: str = "oak", **more: Any) -> SchoolSummary:
    kept: dict[str, Any] = {"links": {}, "standings": (), "copies": (), "varied": ()}
    return SchoolSummary(
        id=name,
        name=name.title(),
        example=True,
        type=SchoolType(kind),
        type_confirmed=True,
        **kept | more,
    )


def standing(next_review: date | None = None, name: str = "oak") -> Standing:
    return Standing(name, "conduct", "1.0", Status.RELEASED, next_review=next_review)


BY_TYPE = {
    "community": ["all", "maintained"],
    "voluntary-controlled": ["all", "maintained"],
    "foundation": ["all", "maintained"],
    "voluntary-aided": ["all", "maintained"],
    "special": ["all", "maintained"],
    "pupil-referral-unit": ["all", "maintained"],
    "nursery": ["all", "maintained", "trusts"],
    "academy": ["all"],
    "multi-academy-trust": ["all", "trusts"],
    "free-school": ["all"],
    "independent": ["all", "perhaps"],
}


def test_what_is_asked_goes_by_the_type_of_school() -> None:
    found = {
        kind: [one.asked.id for one in asked_of(CATALOGUE, school(kind))] for kind in SchoolType
    }
    assert found == BY_TYPE


OWN, OTHER = "https://oak.example/own", "https://oak.example/other"


@pytest.mark.parametrize(
    ("here", "links", "expected"),
    [
        (None, {}, None),
        (None, {"maintained": OWN}, OWN),
        (None, {"conduct": OTHER}, OTHER),
        (None, {"maintained": OWN, "conduct": OTHER}, OWN),
        (None, {"all": OTHER}, None),
        (standing(), {}, "here"),
        # What is kept here is what counts.
        (standing(), {"maintained": OWN}, "here"),
        # A school that is known, without a version of the policy.
        (Standing("oak", "conduct"), {}, None),
        (Standing("oak", "conduct"), {"maintained": OWN}, OWN),
        (Standing("oak", "dress", "1.0"), {}, None),
    ],
)
def test_a_school_has_it_here_or_elsewhere_or_nothing_is_recorded(
    here: Standing | None, links: dict[str, str], expected: str | None
) -> None:
    oak = school("community", links=links, standings=(here,) if here else ())
    held = asked_of(CATALOGUE, oak)[1]
    assert (held.school, held.asked.id) == ("oak", "maintained")
    assert held.standing == (here if expected == "here" else None)
    assert held.url == (None if expected == "here" else expected)


@pytest.mark.parametrize(
    ("next_review", "expected"),
    [
        (None, False),
        (date(2026, 11, 21), True),
        (date(2026, 11, 22), False),
        (date(2026, 11, 23), False),
    ],
)
def test_what_is_overdue_goes_by_the_day(next_review: date | None, expected: bool) -> None:
    held = asked_of(CATALOGUE, school("community", standings=(standing(next_review),)))
    assert [one.overdue(AS_OF) for one in held] == [False, expected]


def test_the_numbers_over_all_schools() -> None:
    schools = [
        school("community", "oak", standings=(standing(date(2020, 1, 1)),)),
        school("special", "elm", standings=(standing(None, "elm"),)),
        school("foundation", "ash", links={"maintained": OWN, "all": OWN}),
        school("academy", "fir", links={"maintained": OWN}),
        school("community", "yew"),
    ]
    held = [one for of_school in schools for one in asked_of(CATALOGUE, of_school)]
    every, maintained, trusts, perhaps = CATALOGUE.policies
    assert asked_overall(CATALOGUE, held, AS_OF) == (
        AskedOverall(every, schools=5, here=0, elsewhere=1, unrecorded=4, overdue=0),
        AskedOverall(maintained, schools=4, here=2, elsewhere=1, unrecorded=1, overdue=1),
        AskedOverall(trusts, schools=0, here=0, elsewhere=0, unrecorded=0, overdue=0),
        AskedOverall(perhaps, schools=0, here=0, elsewhere=0, unrecorded=0, overdue=0),
    )
