"""Document: a version resolved for one school, which is what every output prints."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal

from clausework.inline import Run
from clausework.model import Approval, Status
from clausework.register import AuthorityKind
from clausework.values import Frozen, SchoolType


class Cited(Frozen):
    """A citation as a reader needs it. `edition` is None where the version gives none; `label` is
    what is printed for it; `confirmed` is False where its title or edition was not verified.
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


class Reliance(Frozen):
    """A source that a document relies on, and the places that cite it: number and id of each."""

    cited: Cited
    places: tuple[tuple[str, str], ...]


class DocumentNote(Frozen):
    """A footnote with its number, counted through the document from 1."""

    id: str
    number: int
    text: tuple[Run, ...]
    cites: tuple[Cited, ...] = ()


class Node(Frozen):
    """A section (text: its title), clause or item of a document, with its number.

    `when` is the condition that it is printed on, `was` the ids of the version before that it
    continues; `local` says that the school's own change added or replaced it.
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
    when: str | None = None
    was: tuple[str, ...] = ()
    local: Literal["added", "replaced"] | None = None

    def walk(self) -> Iterator[Node]:
        """This node and all below it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()


class Document(Frozen):
    """A version resolved for one school, which is what every output prints; without a school, the
    version as HR keeps it.
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
    school: str | None = None
    school_type: SchoolType | None = None
    approved: Approval | Literal["unknown"] | None = None
    next_review: date | None = None
    omitted: tuple[str, ...] = ()

    @property
    def issued_by_owner(self) -> bool:
        """Whether its owner has put this version out; what is not cannot be approved."""
        return self.status not in (Status.DRAFT, Status.PROPOSED)

    @property
    def draft(self) -> bool:
        """Whether no copy may read as adopted."""
        return self.approved is None or not self.issued_by_owner

    @property
    def sources(self) -> tuple[Reliance, ...]:
        """Each source and edition that the document cites, once, by title."""
        places: dict[Cited, dict[tuple[str, str], None]] = {}
        for section in self.sections:
            for node in section.walk():
                for cited in (*node.cites, *(c for note in node.notes for c in note.cites)):
                    whole = cited.model_copy(
                        update={"part": None, "section": None, "paragraph": None}
                    )
                    places.setdefault(whole, {})[(node.number, node.id)] = None
        order = sorted(places, key=lambda cited: (cited.title, cited.label or ""))
        return tuple(Reliance(cited=cited, places=tuple(places[cited])) for cited in order)
