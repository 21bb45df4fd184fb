"""Where each element of a document is, and its words, as a comparison needs them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import count

from clausework.diff.changes import Runs
from clausework.diff.duties import lead_in
from clausework.model.document import Document, Node
from clausework.model.inline import Run, plain


@dataclass(frozen=True)
class NodePlace:
    """An element with what is around it."""

    node: Node
    parent: str | None
    clause: str
    # The text that a point continues: "Staff must:" makes a duty of each point below.
    lead: str = ""
    # What it comes and goes with: the row of a cell, the cell of a point.
    unit: str | None = None
    # The words of the column that it is the title of.
    column: Runs = ()


def words_of(node: Node) -> tuple[Run, ...]:
    """All the words of an element: its text, its closing words, its footnotes.

    Those of a row are the words of its cells, with all that is in them.
    """
    if node.level in ROWS:
        cells = ([words_of(one) for one in cell.walk()] for cell in node.children)
        return _joined(map(one_below_the_other, cells), " | ")
    return one_below_the_other([node.text, node.closing, *(note.text for note in node.notes)])


def name_of(node: Node) -> str:
    """What a reader knows an element by: its words, else those of the first part that has some.

    That is the caption of its table or figure. Of an element that is kept, only the words of the
    newer document are meant.
    """
    for one in (node, *node.children):
        runs = (run for run in one.text if one.mark == "deleted" or run.mark != "deleted")
        words = "".join(run.text for run in runs).strip()
        if words:
            return words
    return ""


ROWS = ("titles", "row")
# What has a number of its own, and the changes that HR gives reasons for.
_CLAUSES = ("preamble", "section", "appendix", "clause")


def alike(old: Document, new: Document) -> tuple[Document, Document]:
    """Both documents with what makes them comparable.

    Where one has a preamble both have, perhaps an empty one: readers see only its clauses. The
    further paragraphs of a clause, which have no ids of their own, get those of the older ones that
    they are most like.
    """
    return _with_preambles(old, with_matched_paragraphs(old, new))


def with_matched_paragraphs(older: Document, newer: Document) -> Document:
    """The newer document, in which paragraphs have the ids of the older ones that they continue."""
    if not any(node.level == "paragraph" for node in newer.nodes()):
        return newer
    now = {node.id for node in newer.nodes()}
    before = {node.id: node for node in older.nodes()}
    # Of an element under another name, unless it continues elsewhere too.
    heirs = Counter(name for node in newer.nodes() for name in node.was)
    gone = {name for name in before if name not in now and heirs[name] == 1}
    sections = tuple(_with_matched(node, before, gone) for node in newer.sections)
    return newer.replaced(sections=sections)


def _with_matched(node: Node, before: Mapping[str, Node], gone: Container[str]) -> Node:
    """An element in which paragraphs have the ids of older ones."""
    children = tuple(_with_matched(child, before, gone) for child in node.children)
    own = [child for child in children if child.level == "paragraph"]
    if not own:
        same = all(now is old for now, old in zip(children, node.children, strict=True))
        return node if same else node.replaced(children=children)
    other = next((name for name in node.was[:1] if name in gone), None)
    old = before.get(node.id) or (before[other] if other is not None else None)
    were = [child for child in old.children if child.level == "paragraph"] if old else []
    if not were:
        return node.replaced(children=children)
    matched = _matched([plain(one.text) for one in were], [plain(one.text) for one in own])
    fresh = (f"{node.id}--new{index}" for index in count(1))
    renamed = {
        one.id: one.replaced(id=next(fresh) if at is None else were[at].id, was=())
        for one, at in zip(own, matched, strict=True)
    }
    return node.replaced(children=tuple(renamed.get(child.id, child) for child in children))


def _matched(olds: Sequence[str], news: Sequence[str]) -> list[int | None]:
    """For each new paragraph, the old one that it continues: the same words, else in its place."""
    found: list[int | None] = [None] * len(news)
    for tag, a, b, c, d in SequenceMatcher(None, olds, news, autojunk=False).get_opcodes():
        if tag in ("equal", "replace"):
            found[c:d] = [a + at if a + at < b else None for at in range(d - c)]
    return found


def _with_preambles(old: Document, new: Document) -> tuple[Document, Document]:
    tops = [section for side in (old, new) for section in side.sections]
    found = next((one for one in tops if one.level == "preamble"), None)
    if found is None:
        return old, new
    empty = found.replaced(children=())
    first, second = (
        side
        if any(section.level == "preamble" for section in side.sections)
        else side.replaced(sections=(empty, *side.sections))
        for side in (old, new)
    )
    return first, second


def node_places(document: Document) -> dict[str, NodePlace]:
    """The place of each element of a document by its id, in reading order."""
    found: dict[str, NodePlace] = {}

    def walk(node: Node, parent: str | None, clause: str, lead: str, unit: str | None) -> None:
        clause = node.id if node.level in _CLAUSES else clause
        found[node.id] = NodePlace(node, parent, clause, lead, unit)
        last = [node, *(child for child in node.children if child.level == "paragraph")][-1]
        below = lead_in(plain(last.text), lead)
        if node.level == "table":
            below = ""
        elif node.level in ("row", "cell"):
            unit = node.id
        for child in node.children:
            walk(child, node.id, clause, below, unit)
        if node.level == "table":
            titles, *rows = (row.children for row in node.children)
            for title, *cells in zip(titles, *rows, strict=True):
                words = one_below_the_other([words_of(one) for one in (title, *cells)])
                found[title.id] = replace(found[title.id], column=words)

    for section in document.sections:
        walk(section, None, section.id, "", None)
    return found


def alone(place: NodePlace, kept: Container[str]) -> bool:
    """Whether an element can come or go by itself; `kept` are those that did not."""
    if place.unit is None:
        return True
    return place.node.level != "cell" and place.unit in kept


def one_below_the_other(texts: Iterable[Runs]) -> Runs:
    """Texts in one, a line each."""
    return _joined(texts, "\n")


def _joined(texts: Iterable[Runs], between: str) -> Runs:
    runs: list[Run] = []
    for text in filter(None, texts):
        runs += [Run(text=between), *text] if runs else text
    return tuple(runs)
