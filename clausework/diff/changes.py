"""The changes between two documents of a policy, one class for each kind, with its own data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from clausework.diff.words import Piece
from clausework.model.document import Cited
from clausework.model.elements import ListStyle
from clausework.model.inline import Run
from clausework.model.scalars import Duty, Kind, Weight

Runs = tuple[Run, ...]
Persons = tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Change:
    """One difference of an element (heading, clause, point) between two documents.

    `id` is its id in the newer document, or in the older one where it was removed; `clause` the
    clause or section that it is or belongs to. The numbers are None on a side that does not have
    it. `weight`, `duties` and `bound` (who is bound or allowed, before and after) are read from the
    words.
    """

    kind: ClassVar[Kind]

    id: str
    clause: str
    weight: Weight
    number_before: str | None = None
    number_after: str | None = None
    duties: tuple[Duty, ...] = ()
    bound: tuple[Persons, Persons] = ((), ())

    @property
    def words(self) -> tuple[Piece, ...]:
        """The pieces that lead from the old words to the new ones; empty where no word differs."""
        return ()


@dataclass(frozen=True, kw_only=True)
class Added(Change):
    """A new element; `text` is all its words, its closing and footnotes included."""

    kind = Kind.ADDED
    text: Runs

    @property
    def words(self) -> tuple[Piece, ...]:
        """Its text, as inserted."""
        return (Piece("added", self.text),)


@dataclass(frozen=True, kw_only=True)
class Removed(Change):
    """An element that the newer document lacks; `text` is all the words that it had."""

    kind = Kind.REMOVED
    text: Runs

    @property
    def words(self) -> tuple[Piece, ...]:
        """Its text, as deleted."""
        return (Piece("removed", self.text),)


@dataclass(frozen=True, kw_only=True)
class Reworded(Change):
    """An element with other words; `pieces` lead from `before` to `after`, all its words."""

    kind = Kind.REWORDED
    before: Runs
    after: Runs
    pieces: tuple[Piece, ...]

    @property
    def words(self) -> tuple[Piece, ...]:
        """The pieces."""
        return self.pieces


@dataclass(frozen=True, kw_only=True)
class Moved(Change):
    """An element with another parent, or out of the order that most elements kept."""

    kind = Kind.MOVED


@dataclass(frozen=True, kw_only=True)
class Renumbered(Change):
    """An element of which only the number differs, because of other changes."""

    kind = Kind.RENUMBERED


@dataclass(frozen=True, kw_only=True)
class Renamed(Change):
    """An element whose id was `old`."""

    kind = Kind.RENAMED
    old: str


@dataclass(frozen=True, kw_only=True)
class Merged(Change):
    """Several elements joined in one; `olds` are their ids, first the one that it continues."""

    kind = Kind.MERGED
    olds: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Split(Change):
    """One of the elements that `old` was split into; `text` is all its words."""

    kind = Kind.SPLIT
    old: str
    text: Runs

    @property
    def words(self) -> tuple[Piece, ...]:
        """Its text, as inserted."""
        return (Piece("added", self.text),)


@dataclass(frozen=True, kw_only=True)
class CitationChanged(Change):
    """An element with other sources, those of its footnotes included."""

    kind = Kind.CITATION
    old: tuple[Cited, ...]
    new: tuple[Cited, ...]


@dataclass(frozen=True, kw_only=True)
class ConditionChanged(Change):
    """An element that is printed on another condition; None means for every school."""

    kind = Kind.CONDITION
    old: str | None
    new: str | None


@dataclass(frozen=True, kw_only=True)
class PointsRestyled(Change):
    """An element whose points have other labels; `diff --json` also calls it a condition."""

    kind = Kind.CONDITION
    old_style: ListStyle
    new_style: ListStyle
