"""The register of law and guidance (`policy/authorities.yaml`) as frozen values."""

from __future__ import annotations

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
)


class AuthorityKind(StrEnum):
    """The weight of a source."""

    ACT = "act"
    REGULATIONS = "regulations"
    STATUTORY_GUIDANCE = "statutory-guidance"
    NON_STATUTORY_ADVICE = "non-statutory-advice"
    SECTOR_GUIDANCE = "sector-guidance"
    STANDARD = "standard"


class Verification(Frozen):
    """How a fact is known.

    `official`: seen in a stored copy of the publisher's own page; `second-hand`: seen in a copy of
    another's; `unverified`: not seen, or only inferred. `on` is the day it was looked up.
    """

    tier: Literal["official", "second-hand", "unverified"]
    source: Text | None = None
    on: Day | None = None

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


class Edition(Sourced):
    """One edition of an authority; dates are None where no source gives the day.

    `information_from` is when a text was published for information, before it came into force.
    `label` is printed for it where its key would not be plain. `made_under` is None where it is the
    authority's. `documents` are its documents by id.
    """

    title: Text | None = None
    label: Text | None = None
    information_from: Day | None = None
    published: Day | None = None
    in_force_from: Day | None = None
    in_force_to: Day | None = None
    superseded_by: str | None = None
    made_under: tuple[MadeUnder, ...] | None = None
    url: WebAddress | None = None
    documents: dict[Id, SourceDocument] = {}


class Provision(Sourced):
    """A section of an Act or a regulation; `schools` is whether it binds them."""

    section: Text
    heading: Text | None = None
    effect: Text | None = None
    schools: Literal["yes", "no", "indirectly"] | None = None
    in_force_from: Day | None = None


class Amendment(Sourced):
    """A change that another Act made: `provisions` are those of that Act."""

    by: Id
    provisions: Text | None = None
    effect: Text | None = None
    in_force_from: Day | None = None


class Authority(Sourced):
    """A law or a piece of guidance; an Act has provisions and amendments, guidance has editions.

    `url` is the permanent address: for legislation its identifier, for guidance its landing page.
    `number` is its chapter or instrument number. `enacted` is the day of Royal Assent, or the day
    an instrument was made. Without `applies_to`, it applies to every type of school.
    """

    title: Text
    kind: AuthorityKind
    publisher: Text | None = None
    url: WebAddress | None = None
    number: Text | None = None
    extent: tuple[Nation, ...] = ()
    applies_to: tuple[SchoolType | SchoolGroup, ...] = ()
    made_under: tuple[MadeUnder, ...] = ()
    enacted: Day | None = None
    in_force_from: Day | None = None
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
        return not self.applies_to or any(
            kind == name or kind in GROUPS.get(name, ()) for name in self.applies_to
        )


class Authorities(Frozen):
    """`policy/authorities.yaml`: the register of law and guidance, judged as of `looked_on`."""

    looked_on: Day
    authorities: dict[Id, Authority]
