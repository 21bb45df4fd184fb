"""A document as data for other programs: its elements in reading order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import Literal

from clausework.model.document import PARAGRAPHS, Document, DocumentNote, Node
from clausework.model.inline import Run, plain
from clausework.model.scalars import Frozen

ListedKind = (
    Literal["section", "clause", "item", "closing", "note", "caption", "column", "row", "cell"]
    | Literal["term", "definition", "figure", "field", "letter"]
)


class ListedNode(Frozen):
    """One element: its whole `number`, and the `label` that is printed before its text.

    `text` is plain, with a blank line between paragraphs; of a row it is empty, and its cells
    follow. `depth` is how many elements it is in. Closing words have the id of what they close, a
    term that of its definition, and a cell that of its row and its column.
    """

    id: str
    kind: ListedKind
    number: str
    label: str
    text: str
    depth: int


class Listing(Frozen):
    """A version, as HR keeps it or as one school has it, as `export --format json` prints it.

    Without a school, words that vary by school are as in the master: `{{ head }}`.
    """

    policy: str
    version: str
    school: str | None
    nodes: tuple[ListedNode, ...]


def listing(document: Document, school: str | None) -> Listing:
    """The elements of a document that is not a redline; `school` is the id of the school."""
    return Listing(
        policy=document.policy,
        version=document.version,
        school=school,
        nodes=tuple(node for one in document.sections for node in _of_unit(one, 0)),
    )


def _of_unit(node: Node, depth: int) -> Iterator[ListedNode]:
    """A section or clause and all in it. Nobody sees of the preamble but its clauses."""
    below = depth
    if node.level != "preamble":
        below += 1
        # Of a clause, the further paragraphs belong to its text.
        texts = [node.text, *(one.text for one in node.children if one.level == "paragraph")]
        yield _listed(node, "clause" if node.level == "clause" else "section", depth, *texts)
        yield from _notes(node, below)
    for child in node.children:
        if child.level not in ("clause", "section", "paragraph"):
            yield from _of_part(child, below)
        elif child.level == "paragraph":
            yield from _notes(child, below)
    yield from _closing(node, below)
    for child in node.children:
        if child.level in ("clause", "section"):
            yield from _of_unit(child, below)


def _of_part(node: Node, depth: int) -> Iterator[ListedNode]:
    match node.level:
        case "item":
            yield _listed(node, "item", depth, node.text)
            yield from _notes(node, depth + 1)
            for child in node.children:
                yield from _of_part(child, depth + 1)
            yield from _closing(node, depth + 1)
        case "table":
            yield _listed(node, "caption", depth, node.text)
            yield from _notes(node, depth + 1)
            for row in node.children:
                yield from _of_row(row, depth)
        case "definition":
            term = tuple(takewhile(lambda run: run.strong, node.text))
            yield _listed(node, "term", depth, term)
            yield _listed(node, "definition", depth, node.text[len(term) + 1 :])
            yield from _notes(node, depth + 1)
        case "figure" | "words":
            words = tuple(run for run in node.text if run.picture is None)
            yield _listed(node, "figure", depth, words)
            yield from _notes(node, depth + 1)
        case "field" | "letter":
            yield _listed(node, "field" if node.level == "field" else "letter", depth, node.text)
            yield from _notes(node, depth + 1)
        case level:
            assert level not in PARAGRAPHS, level


def _of_row(row: Node, depth: int) -> Iterator[ListedNode]:
    if row.level == "row":
        yield _listed(row, "row", depth)
    for cell in row.children:
        yield _listed(cell, "cell" if row.level == "row" else "column", depth + 1, cell.text)
        yield from _notes(cell, depth + 2)
        for point in cell.children:
            yield from _of_part(point, depth + 2)


def _closing(node: Node, depth: int) -> Iterator[ListedNode]:
    if node.closing:
        yield ListedNode(
            id=node.id, kind="closing", number="", label="", text=plain(node.closing), depth=depth
        )


def _listed(node: Node, kind: ListedKind, depth: int, *texts: Sequence[Run]) -> ListedNode:
    return ListedNode(
        id=node.id,
        kind=kind,
        number=node.number,
        label=node.label,
        text="\n\n".join(filter(None, map(plain, texts))),
        depth=depth,
    )


def _notes(node: Node, depth: int) -> Iterator[ListedNode]:
    for note in node.notes:
        yield _note(note, depth)


def _note(note: DocumentNote, depth: int) -> ListedNode:
    number = str(note.number)
    return ListedNode(
        id=note.id, kind="note", number=number, label=number, text=plain(note.text), depth=depth
    )
