"""What a redline says: with every change accepted, with every change rejected."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from clausework.diff.words import reference
from clausework.model.document import Document, DocumentNote, Node
from clausework.model.inline import Run

Side = Literal["older", "newer"]
GONE = {"older": "inserted", "newer": "deleted"}


def side_of(redline: Document, side: Side) -> list[tuple[object, ...]]:
    """One side of a redline: each element in reading order with all that it says."""
    return [
        found for section in redline.sections for found in _elements(section, side, parent=None)
    ]


def said(document: Document) -> list[tuple[object, ...]]:
    """The same of a document without marks."""
    return side_of(document, "newer")


def astray(redline: Document, side: Side) -> list[str]:
    """The references of one side that lead elsewhere than to the place that they name."""
    nodes = [*redline.nodes()]
    here = {
        node.anchor: (node.before or node if side == "older" else node).id
        for node in nodes
        if node.mark != GONE[side]
    }
    return [
        f"{node.id}: {fill}"
        for node in nodes
        if node.mark != GONE[side]
        for runs in (node.text, node.closing, *(note.text for note in node.notes))
        for run in runs
        if run.mark != GONE[side] and (fill := reference(run))
        for name in [fill.removeprefix("ref ")]
        if name in here.values() and here.get((run.href or f"#{name}")[1:]) != name
    ]


def _elements(node: Node, side: Side, parent: str | None) -> Iterable[tuple[object, ...]]:
    if node.mark == GONE[side]:
        return
    own = node.before if side == "older" and node.before else node
    if own.level == "preamble":
        # Nobody sees it but its clauses.
        for child in node.children:
            yield from _elements(child, side, own.id)
        return
    yield (
        # Paragraphs have no ids of their own.
        None if own.level == "paragraph" else own.id,
        parent,
        own.level,
        own.number,
        _words(node.text, side),
        _words(node.closing, side),
        tuple(_note(note, side) for note in node.notes if note.id in _marks(node, side)),
        own.cites,
        own.style,
        own.when,
        own.local,
    )
    for child in node.children:
        yield from _elements(child, side, own.id)


def _marks(node: Node, side: Side) -> set[str | None]:
    return {run.note for run in (*node.text, *node.closing) if run.mark != GONE[side]}


def _note(note: DocumentNote, side: Side) -> tuple[object, ...]:
    return (note.id.removeprefix("was--"), _words(note.text, side))


def _words(runs: Iterable[Run], side: Side) -> tuple[tuple[object, ...], ...]:
    """The letters of a text, each with its style: how it is cut into runs says nothing."""
    return tuple(
        (char, run.strong, run.emphasis, _address(run), reference(run))
        for run in runs
        if run.mark != GONE[side]
        for char in _letters(run)
    )


def _letters(run: Run) -> Iterable[object]:
    if run.picture is not None:
        return [run.picture]
    return run.text or f"[^{(run.note or '').removeprefix('was--')}]"


def _address(run: Run) -> str | None:
    # A reference that was taken out leads to where its place stands in the redline.
    return None if run.href and run.href.startswith("#") else run.href
