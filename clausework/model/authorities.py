"""The register of law and guidance (`policy/authorities.yaml`) as frozen values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal, Self

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from clausework.model.scalars import (
    GROUPS,
    Day,
    Frozen,
    Id,
    Nation,
    SchoolGroup,
    SchoolType,
    Text,
    WebAddress,
    is_among,
    types_of,
)


class AuthorityKind(StrEnum):
    """The weight of a source."""

    ACT = "act"
    REGULATIONS = "regulations"
    STATUTORY_GUIDANCE = "statutory-guidance"
    NON_STATUTORY_ADVICE = "non-statutory-advice"
    SECTOR_GUIDANCE = "sector-guidance"
    STANDARD = "standard"
    CASE = "case"


class Force(StrEnum):
    """What a source is at schools of one type, where that differs from type to type."""

    STATUTORY = "statutory"
    NOT_STATUTORY = "not-statutory"


class Verification(Frozen):
    """How a fact is known.

    `official`: seen in a stored copy of the publisher's own page; `mirror`: the official text, seen
    in somebody else's copy of it; `second-hand`: seen in what another says; `unverified`: not seen,
    or only inferred. `on` is the day it was looked up, `finding` the id of its line in
    `docs/law.md`.
    """

    tier: Literal["official", "mirror", "second-hand", "unverified"]
    source: Text | None = None
    on: Day | None = None
    finding: Id | None = None

    @model_validator(mode="after")
    def _names_its_source(self) -> Self:
        if self.tier != "unverified" and self.source is None:
            raise PydanticCustomError(
                "verification-source",
                'a fact that is "{tier}" needs its source',
                {"tier": self.tier},
            )
        return self


class Sourced(Frozen):
    """What every entry of the register has: how its facts are known.

    `verified` applies to the whole entry, `facts` to single fields known better or worse.
    """

    verified: Verification
    facts: dict[str, Verification] = {}
    note: Text | None = None

    @model_validator(mode="after")
    def _facts_are_fields(self) -> Self:
        for name in self.facts:
            if name not in type(self).model_fields or name in Sourced.model_fields:
                raise PydanticCustomError("fact-unknown", 'unknown key "{name}"', {"name": name})
        return self

    def known(self, name: str) -> Verification:
        """How the field `name` of this entry is known."""
        return self.facts.get(name, self.verified)


class Pinpoint(Sourced):
    """The place of a topic in one document; its number applies to that document alone."""

    topic: Text
    part: Text | None = None
    section: Text | None = None
    paragraph: Text | None = None


class SourceDocument(Sourced):
    """One document of an edition, as a file or page that can be opened."""

    url: WebAddress | None = None
    pinpoints: tuple[Pinpoint, ...] = ()


class MadeUnder(Frozen):
    """The power that an authority is made or issued under, with its section or regulation."""

    authority: Id
    section: Text | None = None


NotLaw = Literal["not-yet", "not-found", "ended"]


class Commenced(Sourced):
    """Something with a time in which it is law, as far as that is known.

    `not_yet_in_force`: no day had been appointed when it was looked up; `commencement`: it was
    looked for, and whether and when it begins was not found. Without any of the three, nothing is
    recorded, and nothing is judged.
    """

    in_force_from: Day | None = None
    in_force_to: Day | None = None
    not_yet_in_force: bool = False
    commencement: Literal["not-found"] | None = None

    @model_validator(mode="after")
    def _begins_once(self) -> Self:
        given = (self.in_force_from is not None, self.not_yet_in_force, bool(self.commencement))
        if sum(given) > 1:
            raise PydanticCustomError(
                "commencement-twice",
                "only one of in_force_from, not_yet_in_force and commencement may be given",
            )
        return self

    def not_law(self, day: date) -> NotLaw | None:
        """Why it may not be stated as law on a day; None where nothing speaks against it."""
        if self.not_yet_in_force or (self.in_force_from is not None and self.in_force_from > day):
            return "not-yet"
        if self.commencement is not None:
            return "not-found"
        return "ended" if self.in_force_to is not None and self.in_force_to < day else None


class Edition(Commenced):
    """One edition of an authority; dates are None where no source gives the day.

    `information_from` is when a text was published for information, before it came into force.
    `label` is printed for it where its key would not be plain. `made_under` is None where it is the
    authority's. `documents` are its documents by id.
    """

    title: Text | None = None
    label: Text | None = None
    information_from: Day | None = None
    published: Day | None = None
    superseded_by: str | None = None
    made_under: tuple[MadeUnder, ...] | None = None
    url: WebAddress | None = None
    documents: dict[Id, SourceDocument] = {}


class Provision(Commenced):
    """A section of an Act or a regulation; `schools` is whether it binds them.

    `delegable` is whether the governing body may leave what it does under it to a committee or to
    the head; None where nothing is recorded.
    """

    section: Text
    heading: Text | None = None
    effect: Text | None = None
    schools: Literal["yes", "no", "indirectly"] | None = None
    delegable: bool | None = None


class Amendment(Commenced):
    """A change that another Act made: `provisions` are those of that Act."""

    by: Id
    provisions: Text | None = None
    effect: Text | None = None


@dataclass(frozen=True)
class NotInForce:
    """A part of an authority that may not be stated as law on a day, and why.

    `place` is its section; None is the whole authority, or the edition that is cited.
    """

    place: str | None
    entry: Commenced
    why: NotLaw


class Authority(Commenced):
    """A law or a piece of guidance; an Act has provisions and amendments, guidance has editions.

    `url` is the permanent address: for legislation its identifier, for guidance its landing page.
    `number` is its chapter or instrument number. `enacted` is the day of Royal Assent, or the day
    an instrument was made. Without `applies_to`, it applies to every type of school. `force` is
    what it is at types of school where that differs; a type goes before its group.

    A case has a `citation`, a `court` and the day on which it was `decided`, None where that was
    not seen. It is never in force, and has no editions.
    """

    title: Text
    kind: AuthorityKind
    publisher: Text | None = None
    url: WebAddress | None = None
    number: Text | None = None
    extent: tuple[Nation, ...] = ()
    applies_to: tuple[SchoolType | SchoolGroup, ...] = ()
    force: dict[SchoolType | SchoolGroup, Force] = {}
    made_under: tuple[MadeUnder, ...] = ()
    enacted: Day | None = None
    citation: Text | None = None
    court: Text | None = None
    decided: Day | None = None
    editions: dict[str, Edition] = {}
    provisions: tuple[Provision, ...] = ()
    amendments: tuple[Amendment, ...] = ()

    @model_validator(mode="after")
    def _successors_are_editions(self) -> Self:
        for edition in self.editions.values():
            if edition.superseded_by not in (None, *self.editions):
                raise PydanticCustomError(
                    "successor-unknown",
                    'superseded_by names "{name}", which is not an edition of this source',
                    {"name": edition.superseded_by},
                )
        return self

    @model_validator(mode="after")
    def _case_is_one(self) -> Self:
        of_a_case = (self.citation, self.court, self.decided)
        if self.kind is not AuthorityKind.CASE:
            if any(value is not None for value in of_a_case):
                raise PydanticCustomError(
                    "case-not-one", "citation, court and decided are for kind: case alone"
                )
            return self
        if self.citation is None or self.court is None:
            raise PydanticCustomError("case-incomplete", "a case needs its citation and its court")
        in_time = (self.in_force_from, self.in_force_to, self.enacted, self.commencement)
        if any(value is not None for value in in_time) or self.not_yet_in_force:
            raise PydanticCustomError("case-in-force", "a case is decided; it is never in force")
        if self.editions or self.provisions or self.amendments:
            raise PydanticCustomError(
                "case-in-force", "a case has no editions, provisions or amendments"
            )
        return self

    @model_validator(mode="after")
    def _force_is_where_it_applies(self) -> Self:
        for name in self.force:
            if not any(map(self.applies, types_of([name]))):
                raise PydanticCustomError(
                    "force-not-applied",
                    'force: names "{name}", and by applies_to: it does not apply there',
                    {"name": name},
                )
        return self

    def force_at(self, kind: SchoolType) -> Force | None:
        """What it is at schools of a type; None where only its kind says so."""
        named = [key for key in self.force if is_among(kind, [key])]
        return self.force[min(named, key=lambda key: key in GROUPS)] if named else None

    def provisions_at(self, section: str | None) -> Iterator[Provision]:
        """The provisions that a citation of sections concerns: of "35(2), 36", 35 and 36."""
        # A place in a schedule has a comma of its own.
        cited = {section, *listed(section)} if section is not None else set()
        for one in self.provisions:
            if any(at == one.section or at.startswith(f"{one.section}(") for at in cited):
                yield one

    def not_in_force(
        self, edition: str | None, section: str | None, day: date
    ) -> Iterator[NotInForce]:
        """What a citation names of it that may not be stated as law on a day.

        An edition that another replaced is not judged: `successor` is what counts for it.
        """
        entries: list[tuple[str | None, Commenced]] = [(None, self)]
        if edition in self.editions and self.editions[edition].superseded_by is None:
            entries.append((None, self.editions[edition]))
        entries += [(one.section, one) for one in self.provisions_at(section)]
        for place, entry in entries:
            why = entry.not_law(day)
            if why is not None:
                yield NotInForce(place, entry, why)

    def successor(self, edition: str, as_of: date) -> str | None:
        """The newest edition that has replaced this one by that day; None where none has.

        An edition that came into force on an unknown day counts from when it is recorded.
        """
        passed = [edition]
        following = self.editions[edition].superseded_by
        while following is not None and following not in passed:
            begins = self.editions[following].in_force_from or self.editions[following].published
            if begins is not None and begins > as_of:
                break
            passed.append(following)
            following = self.editions[following].superseded_by
        return passed[-1] if len(passed) > 1 else None

    def applies(self, kind: SchoolType) -> bool:
        """Whether it applies to schools of this type."""
        return not self.applies_to or is_among(kind, self.applies_to)


class Authorities(Frozen):
    """`policy/authorities.yaml`: the register of law and guidance, judged as of `looked_on`."""

    looked_on: Day
    authorities: dict[Id, Authority]


def listed(places: str) -> list[str]:
    """Split listed places: "55, 56 and 59 to 61" has three parts."""
    parts = re.split(r" ?, ?(?:and )?| and ", " ".join(places.split()))
    return [one for one in parts if one]
