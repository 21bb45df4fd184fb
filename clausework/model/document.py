"""Document: a version resolved for one school, which is what every output prints."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from difflib import SequenceMatcher
from typing import Any, Literal

from pydantic import field_validator

from clausework.model.authorities import AuthorityKind, Force, NotLaw
from clausework.model.decisions import Approval
from clausework.model.elements import BULLET, ListStyle
from clausework.model.inline import Run
from clausework.model.policy import Numbering, Status
from clausework.model.scalars import ConfirmedDuty, Frozen, Kind, SchoolType, Weight

# Sections of guidance and parts of laws that say what they are.
_SAYS_WHAT = frozenset({"Annex", "Appendix", "Part", "Schedule"})


def section_words(kind: AuthorityKind | None, section: str) -> str:
    """A section of a source with the word for it. `kind` is None where the source is not known."""
    if section.split()[0].rstrip(",") in _SAYS_WHAT:
        return section
    return f"{'regulation' if kind is AuthorityKind.REGULATIONS else 'section'} {section}"


class Unsettled(Frozen):
    """Part of a cited source that may not be stated as law, as the register had it `on` a day.

    `place` is its section, with the word for it; None is the whole. `day` is from when it will be
    in force, or until when it was, and None where that was not known.
    """

    why: NotLaw
    on: date
    place: str | None = None
    day: date | None = None


class Cited(Frozen):
    """A citation as a reader needs it.

    `edition` is None where the version gives none; `label` is what is printed for it; `confirmed`
    is False where its title or edition was not verified. `force` is what the source is at the
    school, where that varies by type. `citation`, `court` and `decided` are of a case.
    """

    authority: str
    title: str
    kind: AuthorityKind
    edition: str | None = None
    label: str | None = None
    part: str | None = None
    section: str | None = None
    paragraph: str | None = None
    url: str | None = None
    confirmed: bool = True
    citation: str | None = None
    court: str | None = None
    decided: date | None = None
    force: Force | None = None
    unsettled: tuple[Unsettled, ...] = ()

    @property
    def name(self) -> str:
        """Its title; a case with its citation, as cases are cited."""
        return f"{self.title} {self.citation}" if self.citation else self.title

    @property
    def words(self) -> str:
        """Its title, edition and pinpoint in one line."""
        part = self.part and f"part {self.part}"
        paragraph = self.paragraph and f"paragraph {self.paragraph}"
        places = (self.label, part, self.section_words, paragraph)
        return ", ".join((self.name, *filter(None, places)))

    @property
    def section_words(self) -> str | None:
        """Its section with the word for it."""
        return self.section and section_words(self.kind, self.section)


class Reliance(Frozen):
    """A source that a document relies on, and the places that cite it: number and id of each.

    `unsettled` is what of it is cited and may not be stated as law.
    """

    cited: Cited
    places: tuple[tuple[str, str], ...]
    unsettled: tuple[Unsettled, ...] = ()


class DocumentNote(Frozen):
    """A footnote with its number, counted through the document from 1."""

    id: str
    number: int
    text: tuple[Run, ...]
    cites: tuple[Cited, ...] = ()


# A table has a row of titles and rows, and each of these a cell for each column. The preamble is a
# section without a title.
Level = (
    Literal["preamble", "section", "appendix", "clause", "item", "table", "titles", "row", "cell"]
    | Literal["paragraph", "definition", "figure", "words", "field", "letter"]
)
# What is one paragraph of a clause after its first; of a figure, also what it shows in words.
PARAGRAPHS: tuple[Level, ...] = ("paragraph", "definition", "figure", "words", "field", "letter")


class Meaning(Frozen):
    """What HR says that the change of an element, `of`, does to duties, and its headline."""

    of: str
    duty: ConfirmedDuty | None = None
    headline: str | None = None


class Remark(Frozen):
    """One change of an element as a redline shows it: besides its kind, only what HR says of it.

    `meaning` is of the element or of its clause.
    """

    kind: Kind
    weight: Weight | None = None
    meaning: Meaning | None = None
    reason: str | None = None


class Omission(Frozen):
    """An element that a school left out, its number and text as without local changes.

    `section` is the title of the section that it is in, None for a section. In records of approvals
    that have only its id, the rest is None.
    """

    id: str
    level: Level | None = None
    number: str | None = None
    section: str | None = None
    text: str | None = None


class RoleText(Frozen):
    """What a version means for some of its readers, in short."""

    readers: str
    text: tuple[Run, ...]


Mark = Literal["inserted", "deleted"]


class Node(Frozen):
    """A section or appendix (text: its title), clause or item of a document, with its number.

    Also a table (text: its caption), a row of it, of which `text` is empty, and a cell; a figure
    (text: its picture and caption), and the other `PARAGRAPHS` of a clause.

    `label` is what is printed before its text: "7.1", "(c)" or "•"; `style` that of its points.
    `widths` are the shares of the columns of a table, and `row_headers` says whether the first
    names the rows.
    `when` is the condition on which it is printed, `was` the ids of the previous version that it
    continues; `local` means that a local change added or replaced it.

    In a redline: `mark` means that the whole element was inserted or deleted, and is on everything
    below it too; `before` is the old element, where it was kept; `text_mark` and `closing_mark`
    mean that the text or the closing words of a kept element were inserted or deleted as a
    paragraph; `moved` means that the element appears twice, deleted in its old place and inserted
    in its new one; `remarks` describe its changes.
    """

    id: str
    level: Level
    number: str
    label: str
    text: tuple[Run, ...]
    style: ListStyle = "bullet"
    children: tuple[Node, ...] = ()
    closing: tuple[Run, ...] = ()
    notes: tuple[DocumentNote, ...] = ()
    widths: tuple[int, ...] = ()
    row_headers: bool = False
    cites: tuple[Cited, ...] = ()
    when: str | None = None
    was: tuple[str, ...] = ()
    local: Literal["added", "replaced"] | None = None
    mark: Mark | None = None
    text_mark: Mark | None = None
    closing_mark: Mark | None = None
    before: Node | None = None
    moved: bool = False
    remarks: tuple[Remark, ...] = ()

    @property
    def anchor(self) -> str:
        """The target of links to it: its id, except for deleted elements.

        The id of a deleted element may be used again elsewhere in a redline.
        """
        return f"was--{self.id}" if self.mark == "deleted" else self.id

    @property
    def points(self) -> tuple[Node, ...]:
        """The points directly in it."""
        return tuple(child for child in self.children if child.level == "item")

    @property
    def tables(self) -> tuple[Node, ...]:
        """Its table; in a redline also the one that it had, where that had other columns."""
        return tuple(child for child in self.children if child.level == "table")

    @property
    def paragraphs(self) -> tuple[Node, ...]:
        """What is one paragraph of it after its first, in order."""
        return tuple(child for child in self.children if child.level in PARAGRAPHS)

    @property
    def blocks(self) -> Iterator[tuple[int, Node]]:
        """The clauses and sections in it, each below the one before it.

        With each comes how many sections and clauses it is in, below this one.
        """
        for child in self.children:
            if child.level in ("clause", "section"):
                yield 1, child
                yield from ((depth + 1, inside) for depth, inside in child.blocks)

    @property
    def units(self) -> Iterator[Node]:
        """This section or clause and those in it, in reading order."""
        yield self
        yield from (inside for _, inside in self.blocks)

    @property
    def own(self) -> Iterator[Node]:
        """This node, its table and points, without the clauses and sections in it."""
        yield self
        for child in self.children:
            if child.level not in ("clause", "section"):
                yield from child.own

    def walk(self) -> Iterator[Node]:
        """This node and all below it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()


def _labelled(node: Any, around: str) -> Any:
    """A node of a record with its label, which the first records do not have.

    They have Roman points as the letters of a "subitem". `around` is the style of the points that
    it is one of.
    """
    if not isinstance(node, dict) or "label" in node:
        return node
    level, number = node.get("level"), str(node.get("number"))
    point = level in ("item", "subitem")
    style = "roman" if point and node.get("style") == "letter" else node.get("style", "bullet")
    label = number
    if point:
        label = BULLET if around == "bullet" else f"({number.rpartition('(')[2]}"
    children = node.get("children", [])
    if isinstance(children, list):
        children = [_labelled(child, style) for child in children]
    level = "item" if point else level
    return {**node, "level": level, "label": label, "style": style, "children": children}


class NextVersion(Frozen):
    """The version that a school approved to follow one, and the day from which it applies."""

    version: str
    by: str
    on: date
    start: date


class Document(Frozen):
    """A version resolved for one school, which is what every output prints.

    Without a school, it is the version as HR keeps it. `reviewed` is the day of the last review
    that kept it unchanged; `next_version` follows it on a day that was to come when it was printed.
    A redline is a document too: the newer of two, with marks, and `compared` has the two.
    """

    policy: str
    title: str
    owner: str
    summary: str | None
    audience: str | None
    version: str
    status: Status
    issued: date | None
    sections: tuple[Node, ...]
    numbering: Numbering = "1.0"
    school: str | None = None
    school_type: SchoolType | None = None
    approved: Approval | Literal["unknown"] | None = None
    next_review: date | None = None
    reviewed: date | None = None
    next_version: NextVersion | None = None
    omitted: tuple[Omission, ...] = ()
    roles: tuple[RoleText, ...] = ()
    compared: tuple[Document, Document] | None = None

    @field_validator("sections", mode="before")
    @classmethod
    def _labelled(cls, value: Any) -> Any:
        return [_labelled(one, "bullet") for one in value] if isinstance(value, list) else value

    @field_validator("omitted", mode="before")
    @classmethod
    def _known_by_id(cls, value: Any) -> Any:
        ids = isinstance(value, list | tuple)
        return [{"id": one} if isinstance(one, str) else one for one in value] if ids else value

    @property
    def headed(self) -> tuple[Node, ...]:
        """The sections and appendices that have a heading, which a list of contents names."""
        return tuple(section for section in self.sections if section.level != "preamble")

    def levels_above(self, node: Node) -> int:
        """How many levels of numbers are above that of a clause, or of a section within another."""
        return node.label.count(".") + (self.numbering == "none" and node.label[:1].isdigit())

    @property
    def issued_by_owner(self) -> bool:
        """Whether its owner has issued this version; one not issued cannot be approved."""
        return self.status.issued

    def nodes(self) -> Iterator[Node]:
        """Every section, clause and point, in reading order."""
        for section in self.sections:
            yield from section.walk()

    @property
    def numbers(self) -> dict[str, str]:
        """The number of each section, clause and point, by its id."""
        return {node.id: node.number for node in self.nodes()}

    @property
    def draft(self) -> bool:
        """Whether no copy may look adopted."""
        return self.approved is None or not self.issued_by_owner

    @property
    def sides(self) -> tuple[Document, Document]:
        """The older and the newer document of a redline; for any other document, itself twice."""
        return self.compared or (self, self)

    @property
    def sources(self) -> tuple[Reliance, ...]:
        """Each source and edition that the document cites, once, by title. Not for a redline."""
        places: dict[Cited, dict[tuple[str, str], None]] = {}
        unsettled: dict[Cited, dict[Unsettled, None]] = {}
        for node in self.nodes():
            for cited in (*node.cites, *(c for note in node.notes for c in note.cites)):
                whole = cited.replaced(part=None, section=None, paragraph=None, unsettled=())
                places.setdefault(whole, {})[(node.number, node.id)] = None
                unsettled.setdefault(whole, {}).update(dict.fromkeys(cited.unsettled))
        order = sorted(places, key=lambda cited: (cited.title, cited.label or ""))
        return tuple(
            Reliance(cited=one, places=tuple(places[one]), unsettled=tuple(unsettled[one]))
            for one in order
        )

    @property
    def sources_compared(self) -> tuple[tuple[Reliance | None, Reliance | None], ...]:
        """Each source of the older and of the newer document, by title, None where one lacks it.

        For any document that is not a redline, each of its sources twice.
        """
        old, new = ({reliance.cited: reliance for reliance in side.sources} for side in self.sides)
        order = sorted({*old, *new}, key=lambda cited: (cited.title, cited.label or ""))
        return tuple((old.get(cited), new.get(cited)) for cited in order)

    @property
    def omitted_compared(self) -> tuple[tuple[Omission | None, Omission | None], ...]:
        """What the older and the newer document leave out, in the order of both.

        None is where one lacks it, or has it in another place.
        """
        old, new = (side.omitted for side in self.sides)
        before, after = ([one.id for one in side] for side in (old, new))
        found: list[tuple[Omission | None, Omission | None]] = []
        for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
            if tag == "equal":
                found += zip(old[a:b], new[c:d], strict=True)
            else:
                found += [(one, None) for one in old[a:b]]
                found += [(None, one) for one in new[c:d]]
        return tuple(found)
