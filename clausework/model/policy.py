"""Policies and schools as frozen values.

The classes follow the files key for key (`docs/architecture.md`, section "Files"). Positions are
not part of a value: `schema` keeps them beside it.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal, Self, TypeVar

from pydantic import Field, ValidationInfo, field_validator, model_validator
from pydantic_core import PydanticCustomError

from clausework.brand.palette import Font
from clausework.model.authorities import MadeUnder
from clausework.model.decisions import Action, Approval, Decision, Paper, Release, Role, Withdrawal
from clausework.model.elements import (
    Appendix,
    Cell,
    Clause,
    FieldKind,
    Item,
    ListStyle,
    Preamble,
    Section,
)
from clausework.model.scalars import (
    Colour,
    ConfirmedDuty,
    Day,
    Frozen,
    Id,
    SchoolType,
    Text,
    VersionNumber,
    WebAddress,
    Weight,
)
from clausework.model.varying.options import Answered, Option, OptionName
from clausework.model.varying.people import Person, RoleName

R = TypeVar("R")


class Status(StrEnum):
    """The stage of a version at HR."""

    DRAFT = "draft"
    PROPOSED = "proposed"
    RELEASED = "released"
    WITHDRAWN = "withdrawn"

    @property
    def issued(self) -> bool:
        """Whether HR has issued it: until then its words may change."""
        return self not in (Status.DRAFT, Status.PROPOSED)


class Word(Frozen):
    """A term's forms: one, many, and the article before `one` where it is not the usual one."""

    one: Text
    many: Text | None = None
    article: Literal["a", "an"] | None = None


Term = Word | Text


class Related(Frozen):
    """A policy that this one is read with.

    `policy` is its id if it is kept here; until then, `id` is what schools call it under `links:`.
    """

    title: Text
    id: Id | None = None
    policy: Id | None = None


class Policy(Frozen):
    """`policy/<policy>/policy.yaml`. `released` has the digest of each released version.

    A withdrawal is recorded here and not in the version's own file, which stays as it was released,
    byte for byte. `made_under` is the law under which a governing body makes the policy, where HR
    has said so. A school's list of policies is grouped by `category`. An `example` is invented, and
    only for schools that are examples.
    """

    id: Id
    title: Text
    owner: Text
    binding: Literal["adopt", "adapt"]
    example: bool = False
    summary: Text | None = None
    audience: Text | None = None
    category: Text | None = None
    review_months: Annotated[int, Field(ge=1, le=120)] = 12
    related: tuple[Related, ...] = ()
    made_under: tuple[MadeUnder, ...] = ()
    options: dict[OptionName, Option] = {}
    released: dict[VersionNumber, str] = {}
    releases: dict[VersionNumber, Release] = {}
    withdrawn: dict[VersionNumber, Withdrawal] = {}

    @field_validator("releases", "withdrawn")
    @classmethod
    def _was_released(cls, value: dict[str, R], info: ValidationInfo) -> dict[str, R]:
        for number in value:
            # Where released: is itself faulty, only that is reported.
            if number not in info.data.get("released", value):
                raise PydanticCustomError(
                    "record-without-release",
                    "version {number} is listed here, but released: has no digest of it",
                    {"number": number},
                )
        return value


# How sections are numbered; clauses count through the whole policy where they are not.
Numbering = Literal["1.0", "1", "1.", "none"]


class Reason(Frozen):
    """HR's reason for a change of one clause; `question` is what HR must still decide.

    `duty` is what the change does to a duty, `headline` the change in one sentence for governors,
    and `look_first` its place, from 1, among the few that they should look at first.
    """

    clause: Id
    reason: Text
    weight: Weight | None = None
    because: (
        Literal["law-changed", "mistake-corrected", "good-practice", "plain-english"] | None
    ) = None
    board_may: Literal["accept", "vary", "decline"] | None = None
    duty: ConfirmedDuty | None = None
    headline: Text | None = None
    look_first: Annotated[int, Field(ge=1)] | None = None
    question: Text | None = None


class Version(Frozen):
    """`policy/<policy>/<version>.yaml`."""

    version: VersionNumber
    status: Status
    follows: VersionNumber | None = None
    issued: Day | None = None
    summary: Text
    editions: dict[Id, str | None] = {}
    numbering: Numbering = "1.0"
    preamble: tuple[Clause, ...] = ()
    sections: Annotated[tuple[Section, ...], Field(min_length=1)]
    appendices: tuple[Appendix, ...] = ()
    roles: tuple[Role, ...] = ()
    changes: tuple[Reason, ...] = ()
    actions: tuple[Action, ...] = ()
    paper: Paper = Paper()

    @property
    def parts(self) -> tuple[Section, ...]:
        """Its sections and appendices, in reading order, after the preamble where it has one."""
        before = (Preamble.model_construct(clauses=self.preamble),) if self.preamble else ()
        return (*before, *self.sections, *self.appendices)


def age(number: str) -> tuple[int, ...]:
    """The key that sorts version numbers, the older first: 1.10 is newer than 1.9."""
    return tuple(int(part) for part in number.split("."))


class Fonts(Frozen):
    """The typefaces of a school: of titles and headings, and of all other text."""

    heading: Font = Font.SOURCE_SANS
    body: Font = Font.SOURCE_SANS


class Brand(Frozen):
    """A school's own look."""

    primary: Colour
    accent: Colour
    fonts: Fonts = Fonts()
    logo: str | None = None
    logo_alt: Text | None = None

    @model_validator(mode="after")
    def _logo_has_words(self) -> Self:
        if self.logo and not self.logo_alt:
            raise PydanticCustomError(
                "logo-alt-missing",
                "the logo has no logo_alt: the words read out to people who cannot see it",
            )
        return self


class Variation(Frozen):
    """A school's own change: exactly one of add, replace and omit names the element concerned.

    `text` is the title of a section, or the label of a field, where one is replaced. `cells` are
    those of a row that it adds or replaces, by the ids of their columns. A definition that it adds
    has a `term`, a field a `kind`, and one with a choice `choices`; a section or appendix has a
    `title` and `clauses`.
    """

    add: Id | None = None
    replace: Id | None = None
    omit: Id | None = None
    after: Id | None = None
    title: Text | None = None
    clauses: Annotated[tuple[Clause, ...] | None, Field(min_length=1)] = None
    term: Text | None = None
    text: Text | None = None
    kind: FieldKind | None = None
    choices: dict[Id, Text] | None = None
    style: ListStyle | None = None
    items: tuple[Item, ...] | None = None
    closing: Text | None = None
    cells: dict[Id, Cell] | None = None
    reason: Text
    consulted: Text | None = None

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        kinds = [kind for kind in ("add", "replace", "omit") if getattr(self, kind) is not None]
        if len(kinds) != 1:
            raise PydanticCustomError(
                "variation-kind", "a local change needs exactly one of add, replace and omit"
            )
        if (self.title is None) != (self.clauses is None) or (self.title and self.add is None):
            raise PydanticCustomError(
                "variation-section", "a section of the school's own needs add, title and clauses"
            )
        words = (self.title, self.text, self.cells)
        if self.omit is None and not any(words):
            raise PydanticCustomError("variation-text", "a local change needs its text")
        if self.add is not None and self.after is None:
            raise PydanticCustomError(
                "variation-after", "an added clause needs after: with the id of what it follows"
            )
        own = [self.add or "local-", *(clause.id for clause in self.clauses or ())]
        if not all(name.startswith("local-") for name in own):
            raise PydanticCustomError(
                "variation-id", 'the id of an added clause begins with "local-"'
            )
        return self

    @property
    def target(self) -> str:
        """The id that the variation adds, replaces or omits."""
        return str(self.add or self.replace or self.omit)


class Slip(Frozen):
    """A school's own form on which staff confirm that they have read a policy.

    It includes the notice of how their entries are used, and is never shown without it.
    """

    form: WebAddress
    privacy_notice: WebAddress


class Adopted(Frozen):
    """A version with a school's choices, as it is, was or will be published."""

    version: VersionNumber
    approved: Approval | Literal["unknown"] | None = None
    next_review: Day | None = None
    options: dict[str, Answered] = {}
    variations: tuple[Variation, ...] = ()


class Adoption(Adopted):
    """What a school publishes of one policy, what awaits decision, and its history.

    The history includes earlier versions, and decisions that changed none of this.
    """

    pending: Adopted | None = None
    history: tuple[Adopted, ...] = ()
    decisions: tuple[Decision, ...] = ()


class School(Frozen):
    """`schools/<school>/school.yaml`.

    `address` is where the school is, `contact` how to reach it, and `alternative_formats` how to
    ask for a copy in another format: a sentence for its readers. `links` has the addresses of
    policies that are not kept here, by the id that `related:` gives them. `people` are those that
    texts name, by their role.
    """

    id: Id
    name: Text
    type: SchoolType
    type_confirmed: bool = True
    brand: Brand
    example: bool = False
    motto: Text | None = None
    terms: dict[str, Term] = {}
    links: dict[Id, WebAddress] = {}
    people: dict[RoleName, Person] = {}
    slip: Slip | None = None
    address: Text | None = None
    contact: Text | None = None
    alternative_formats: Text | None = None
    adopts: dict[Id, Adoption] = {}
