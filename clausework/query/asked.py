"""What each school has of the policies that the law asks of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from clausework.model.catalogue import AskedPolicy, Catalogue
from clausework.query.overview import SchoolSummary
from clausework.query.status import Standing


@dataclass(frozen=True)
class Held:
    """One policy that is asked of a school, and what HR's files have of it.

    `standing` is that of the policy that the school has here, None where it has none; `url` is then
    the address that the school gives. Where both are None, nothing is recorded.
    """

    school: str
    asked: AskedPolicy
    standing: Standing | None
    url: str | None

    def overdue(self, as_of: date) -> bool:
        """Whether the recorded day of its next review has passed."""
        return self.standing is not None and self.standing.overdue(as_of)


def asked_of(catalogue: Catalogue, school: SchoolSummary) -> tuple[Held, ...]:
    """The policies of the catalogue that are asked of a school, in the order of the file."""
    here = {one.policy: one for one in school.standings if one.version is not None}
    return tuple(
        _held(one, school, here.get(one.policy or ""))
        for one in catalogue.policies
        if one.applies(school.type)
    )


def _held(asked: AskedPolicy, school: SchoolSummary, standing: Standing | None) -> Held:
    url = school.links.get(asked.id) or school.links.get(asked.policy or "")
    return Held(school.id, asked, standing, None if standing else url)


@dataclass(frozen=True)
class AskedOverall:
    """One policy of the catalogue over all schools: of how many it is asked, and what they have.

    `elsewhere` are those that give an address, `unrecorded` those of which nothing is recorded;
    `overdue` are among `here`.
    """

    asked: AskedPolicy
    schools: int
    here: int
    elsewhere: int
    unrecorded: int
    overdue: int


def asked_overall(
    catalogue: Catalogue, held: Iterable[Held], as_of: date
) -> tuple[AskedOverall, ...]:
    """Each policy of the catalogue, in the order of the file; `held` are those of all schools."""
    found: dict[str, list[Held]] = {one.id: [] for one in catalogue.policies}
    for one in held:
        found[one.asked.id].append(one)
    return tuple(_overall(one, found[one.id], as_of) for one in catalogue.policies)


def _overall(asked: AskedPolicy, held: list[Held], as_of: date) -> AskedOverall:
    here = sum(one.standing is not None for one in held)
    elsewhere = sum(one.url is not None for one in held)
    return AskedOverall(
        asked=asked,
        schools=len(held),
        here=here,
        elsewhere=elsewhere,
        unrecorded=len(held) - here - elsewhere,
        overdue=sum(one.overdue(as_of) for one in held),
    )
