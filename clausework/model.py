"""The files as frozen values, and Document: a version resolved for one school.

The classes follow the files key for key (`../docs/architecture.md`, section "Files"). Positions
are not part of a value: `schema` keeps them beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from clausework.inline import Run


class Frozen(BaseModel):
    """What every class of a file has in common: immutable, and no key that is not known."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def _id(value: str) -> str:
    if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", value) or len(value) > 40:
        raise PydanticCustomError(
            "id-format",
            '"{value}" is not an id: small letters, digits and single hyphens, a letter first, '
            "at most 40 characters",
            {"value": value},
        )
    return value


def _text(value: str) -> str:
    if not value.strip():
        raise PydanticCustomError("empty-text", "the text is empty")
    return value


def _day(value: object) -> object:
    # Left to itself, pydantic takes a bare number for seconds since 1970.
    if isinstance(value, str) and not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        raise PydanticCustomError("date_form", "not a date")
    return value


Id = Annotated[str, AfterValidator(_id), Field(json_schema_extra={"maxLength": 40})]
Text = Annotated[str, AfterValidator(_text)]
Day = Annotated[date, BeforeValidator(_day)]
Colour = Annotated[str, Field(pattern=r"^#[0-9A-Fa-f]{6}$")]
VersionNumber = Annotated[str, Field(pattern=r"^[0-9]+(\.[0-9]+)+$")]
WebAddress = Annotated[str, Field(pattern=r"^https?://[^\s\"'<>]+$")]


class SchoolType(StrEnum):
    """The legal types of school in England that a client may have."""

    COMMUNITY = "community"
    VOLUNTARY_CONTROLLED = "voluntary-controlled"
    FOUNDATION = "foundation"
    VOLUNTARY_AIDED = "voluntary-aided"
    ACADEMY = "academy"
    MULTI_ACADEMY_TRUST = "multi-academy-trust"
    FREE_SCHOOL = "free-school"
    SPECIAL = "special"
    PUPIL_REFERRAL_UNIT = "pupil-referral-unit"
    NURSERY = "nursery"
    INDEPENDENT = "independent"


MAINTAINED = frozenset(
    {
        SchoolType.COMMUNITY,
        SchoolType.VOLUNTARY_CONTROLLED,
        SchoolType.FOUNDATION,
        SchoolType.VOLUNTARY_AIDED,
        SchoolType.SPECIAL,
        SchoolType.PUPIL_REFERRAL_UNIT,
        SchoolType.NURSERY,
    }
)
ACADEMIES = frozenset({SchoolType.ACADEMY, SchoolType.MULTI_ACADEMY_TRUST, SchoolType.FREE_SCHOOL})
GROUPS: dict[str, frozenset[SchoolType]] = {"maintained": MAINTAINED, "academies": ACADEMIES}


class Status(StrEnum):
    """How far a version has come at HR."""

    DRAFT = "draft"
    PROPOSED = "proposed"
    RELEASED = "released"
    WITHDRAWN = "withdrawn"


class AuthorityKind(StrEnum):
    """What weight a source has."""

    ACT = "act"
    REGULATIONS = "regulations"
    STATUTORY_GUIDANCE = "statutory-guidance"
    NON_STATUTORY_ADVICE = "non-statutory-advice"
    SECTOR_GUIDANCE = "sector-guidance"
    STANDARD = "standard"


class Verification(Frozen):
    """How a fact about an authority is known: `tier` as in the domain facts, with its source."""

    tier: Literal["official", "second-hand", "unverified"]
    source: str | None = None
    on: Day | None = None


class Edition(Frozen):
    """One edition of an authority; dates are None where no verified source gives one."""

    title: Text | None = None
    published: Day | None = None
    in_force_from: Day | None = None
    in_force_to: Day | None = None
    superseded_by: str | None = None
    url: WebAddress | None = None
    verified: Verification


class Authority(Frozen):
    """A law or a piece of guidance. An Act has no editions here."""

    title: Text
    kind: AuthorityKind
    publisher: Text | None = None
    url: WebAddress | None = None
    verified: Verification
    editions: dict[str, Edition] = {}
    note: Text | None = None


class Authorities(Frozen):
    """`policy/authorities.yaml`: the register of law and guidance, judged as of `looked_on`."""

    looked_on: Day
    authorities: dict[Id, Authority]


class Word(Frozen):
    """A term's forms: one, many, and the article before `one` where it is not the usual one."""

    one: Text
    many: Text | None = None
    article: Literal["a", "an"] | None = None


Term = Word | Text


class Option(Frozen):
    """A choice that a school may make; `when:` tests it."""

    type: Literal["boolean"]
    default: bool
    label: Text


class Related(Frozen):
    """A policy that this one is read with; `policy` is its id once it is kept here."""

    title: Text
    policy: Id | None = None


class Policy(Frozen):
    """`policy/<policy>/policy.yaml`."""

    id: Id
    title: Text
    owner: Text
    binding: Literal["adopt", "adapt"]
    summary: Text | None = None
    audience: Text | None = None
    review_months: Annotated[int, Field(ge=1, le=120)] = 12
    related: tuple[Related, ...] = ()
    options: dict[str, Option] = {}
    released: dict[VersionNumber, str] = {}


class Citation(Frozen):
    """A reference to an authority; `edition` defaults to the one the version relies on."""

    authority: Id
    edition: str | None = None
    part: Text | None = None
    section: Text | None = None
    paragraph: Text | None = None
    when: Text | None = None


class Accept(Frozen):
    """A finding of a check that is meant, and why."""

    rule: Id
    reason: Text


class Element(Frozen):
    """What sections, clauses, items and notes have in common."""

    id: Id
    cites: tuple[Citation, ...] = ()
    accepts: tuple[Accept, ...] = ()


class Note(Element):
    """A footnote, marked in the text as `[^id]`."""

    text: Text


class Numbered(Element):
    """An element with a number of its own."""

    when: Text | None = None
    locked: bool = False
    was: tuple[Id, ...] = ()


class Subitem(Numbered):
    """A point within a point."""

    text: Text
    notes: tuple[Note, ...] = ()


class Item(Numbered):
    """A point of a clause; items nest once."""

    text: Text
    style: Literal["bullet", "letter"] = "bullet"
    items: tuple[Subitem, ...] = ()
    notes: tuple[Note, ...] = ()


class Clause(Numbered):
    """A numbered clause: its lead-in, its points, the words after them, its footnotes."""

    text: Text
    style: Literal["bullet", "letter"] = "bullet"
    items: tuple[Item, ...] = ()
    closing: Text | None = None
    notes: tuple[Note, ...] = ()


class Section(Numbered):
    """A titled group of clauses."""

    title: Text
    clauses: tuple[Clause, ...] = ()


class Reason(Frozen):
    """HR's reason for a change of one clause."""

    clause: Id
    reason: Text
    weight: Literal["editorial", "substantive", "statutory"] | None = None
    because: (
        Literal["law-changed", "mistake-corrected", "good-practice", "plain-english"] | None
    ) = None
    board_may: Literal["accept", "vary", "decline"] | None = None


class Version(Frozen):
    """`policy/<policy>/<version>.yaml`."""

    version: VersionNumber
    status: Status
    follows: VersionNumber | None = None
    issued: Day | None = None
    summary: Text
    editions: dict[Id, str | None] = {}
    sections: Annotated[tuple[Section, ...], Field(min_length=1)]
    changes: tuple[Reason, ...] = ()


class Brand(Frozen):
    """A school's own look."""

    primary: Colour
    accent: Colour
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


class Approval(Frozen):
    """Who approved an adoption, and when."""

    by: Text
    on: Day
    minute: Text | None = None
    effective: Day | None = None


class Variation(Frozen):
    """A school's own change: exactly one of add, replace and omit names what it concerns."""

    add: Id | None = None
    replace: Id | None = None
    omit: Id | None = None
    after: Id | None = None
    text: Text | None = None
    style: Literal["bullet", "letter"] | None = None
    items: tuple[Item, ...] | None = None
    closing: Text | None = None
    reason: Text
    consulted: Text | None = None

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        kinds = [kind for kind in ("add", "replace", "omit") if getattr(self, kind) is not None]
        if len(kinds) != 1:
            raise PydanticCustomError(
                "variation-kind", "a local change needs exactly one of add, replace and omit"
            )
        if self.omit is None and self.text is None:
            raise PydanticCustomError("variation-text", "a local change needs its text")
        if self.add is not None and self.after is None:
            raise PydanticCustomError(
                "variation-after", "an added clause needs after: what it stands behind"
            )
        if self.add is not None and not self.add.startswith("local-"):
            raise PydanticCustomError(
                "variation-id", 'the id of an added clause begins with "local-"'
            )
        return self

    @property
    def target(self) -> str:
        """The id that the variation adds, replaces or omits."""
        return str(self.add or self.replace or self.omit)


class Adopted(Frozen):
    """A version with a school's choices, as it is, was or will be published."""

    version: VersionNumber
    approved: Approval | Literal["unknown"] | None = None
    next_review: Day | None = None
    options: dict[str, bool] = {}
    variations: tuple[Variation, ...] = ()


class Adoption(Adopted):
    """What a school publishes of one policy, what awaits decision, what it published before."""

    pending: Adopted | None = None
    history: tuple[Adopted, ...] = ()


class School(Frozen):
    """`schools/<school>/school.yaml`."""

    id: Id
    name: Text
    type: SchoolType
    type_confirmed: bool = True
    brand: Brand
    example: bool = False
    motto: Text | None = None
    terms: dict[str, Term] = {}
    links: dict[str, WebAddress] = {}
    contact: Text | None = None
    adopts: dict[Id, Adoption] = {}


class Cited(Frozen):
    """A citation as a reader needs it. `edition` is None where the version gives none."""

    authority: str
    title: str
    kind: AuthorityKind
    edition: str | None = None
    part: str | None = None
    section: str | None = None
    paragraph: str | None = None
    url: str | None = None


class DocumentNote(Frozen):
    """A footnote with its number, counted through the document from 1."""

    id: str
    number: int
    text: tuple[Run, ...]
    cites: tuple[Cited, ...] = ()


class Node(Frozen):
    """A section (text: its title), clause or item of a document, with its number.

    `local` says that the school's own change added or replaced it.
    """

    id: str
    level: Literal["section", "clause", "item", "subitem"]
    number: str
    text: tuple[Run, ...]
    style: Literal["bullet", "letter"] = "bullet"
    children: tuple[Node, ...] = ()
    closing: tuple[Run, ...] = ()
    notes: tuple[DocumentNote, ...] = ()
    cites: tuple[Cited, ...] = ()
    local: Literal["added", "replaced"] | None = None

    def walk(self) -> Iterator[Node]:
        """This node and all below it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()


class Document(Frozen):
    """A version resolved for one school: what every output prints."""

    policy: str
    title: str
    owner: str
    summary: str | None
    audience: str | None
    version: str
    status: Status
    issued: date | None
    school: str
    school_type: SchoolType
    approved: Approval | Literal["unknown"] | None
    next_review: date | None
    sections: tuple[Node, ...]
    omitted: tuple[str, ...] = ()

    @property
    def sources(self) -> tuple[Cited, ...]:
        """Each authority and edition that the document cites, once, by title."""
        found = {
            (cited.title, cited.edition or ""): cited.model_copy(
                update={"part": None, "section": None, "paragraph": None}
            )
            for section in self.sections
            for node in section.walk()
            for cited in (*node.cites, *(c for note in node.notes for c in note.cites))
        }
        return tuple(found[key] for key in sorted(found))
