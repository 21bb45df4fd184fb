"""The elements of a version's text as frozen values: sections, clauses, points, footnotes."""

from __future__ import annotations

from typing import Literal

from clausework.model.scalars import Frozen, Id, Text


class Citation(Frozen):
    """A reference to an authority; `edition` defaults to the one the version relies on.

    `document` is the document of that edition in which the paragraph was read.
    """

    authority: Id
    edition: str | None = None
    document: Id | None = None
    part: Text | None = None
    section: Text | None = None
    paragraph: Text | None = None
    when: Text | None = None


class Accept(Frozen):
    """An intended finding of a check, and the reason."""

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


# How the points of something are labelled: •, (a), 1. or (i).
ListStyle = Literal["bullet", "letter", "number", "roman"]
BULLET = "•"
DEPTH_OF_POINTS = 3


class Numbered(Element):
    """An element with a number of its own."""

    when: Text | None = None
    locked: bool = False
    was: tuple[Id, ...] = ()


class Item(Numbered):
    """A point of a clause: its text, its own points, the words after them, its footnotes.

    Points nest `DEPTH_OF_POINTS` deep. `style` is that of its own points; without one, they are
    Roman under a lettered point, else bullets.
    """

    text: Text
    style: ListStyle | None = None
    items: tuple[Item, ...] = ()
    closing: Text | None = None
    notes: tuple[Note, ...] = ()


class Clause(Numbered):
    """A clause: its lead-in, its points, the words after them, its footnotes."""

    text: Text
    numbered: bool = True
    style: ListStyle = "bullet"
    items: tuple[Item, ...] = ()
    closing: Text | None = None
    notes: tuple[Note, ...] = ()


class Section(Numbered):
    """A titled group of clauses."""

    title: Text
    numbered: bool = True
    clauses: tuple[Clause, ...] = ()


class Appendix(Section):
    """A section after the others, with a letter."""

    numbered: Literal[True] = True
