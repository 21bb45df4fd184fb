"""A copy that came back: what its readers changed, by clause, and what they asked.

The elements are known by their bookmarks; where these are lost, by their number, and then by how
like their words are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from clausework.diff.words import same
from clausework.intake.blocks import (
    Block,
    FileComment,
    FileRead,
    Grid,
    Paragraph,
    PrintedLabel,
    TrackedEdit,
)
from clausework.model.document import Document, DocumentNote, Node
from clausework.model.inline import Run, plain
from clausework.model.numbering import has_paragraph

# How like the words of two elements must be, of 1, where their number is or is not the same.
ALIKE, ALIKE_IN_PLACE = 0.6, 0.3
Unplaced = tuple[tuple[str, str], ...]
_NAMED = ("section", "appendix", "clause", "item", "row", "definition", "field", "letter")


@dataclass(frozen=True)
class Asked:
    """A comment on an element, and who wrote it; without `id`, it is on no element."""

    id: str | None
    text: str
    author: str


@dataclass(frozen=True)
class Returned:
    """A copy that came back, as a document with the ids of the one that was sent.

    `edits` are who changed an element with tracking, by its id; `unplaced` the words that are in no
    element, each with where they were; `names` the ids that elements had when they were sent.
    """

    document: Document
    asked: tuple[Asked, ...]
    edits: Mapping[str, tuple[TrackedEdit, ...]]
    unplaced: Unplaced
    names: Mapping[str, str]


def returned(read: FileRead, came: Document, sent: Document, left: Unplaced) -> Returned:
    """A copy that came back: `came` as it was imported, `left` what the import did not place."""
    before = {node.id: node for node in sent.nodes()}
    names = continued(sent, came)
    sections = tuple(_as_sent(_renamed(node, names), before) for node in came.sections)
    known = {name for node in came.nodes() for name in (node.id, names.get(node.id, node.id))}
    comments = {number: one for number, one in read.comments.items() if not _is_ours(one, sent)}
    asked: list[Asked] = []
    loose = dict(comments)
    edits = {name: _theirs(tracked, sent) for name, tracked in read.gone.items()}
    here: str | None = None
    for paragraph in _paragraphs(read.blocks):
        marks = reversed(paragraph.bookmarks)
        own = next((one for one in marks if one.partition("--")[0] in known), None)
        here = own or here
        place = names.get(here, here) if here is not None else None
        for number in paragraph.comments:
            if number in comments:
                comment = comments[number]
                loose.pop(number, None)
                asked.append(Asked(place, comment.text, comment.author))
        if paragraph.edits and place is not None:
            made = _theirs(paragraph.edits, sent)
            edits[place] = tuple(dict.fromkeys((*edits.get(place, ()), *made)))
    asked += [Asked(None, comment.text, comment.author) for comment in loose.values()]
    return Returned(sent.replaced(sections=sections), tuple(asked), edits, left, names)


def without_removed(read: FileRead, sent: Document) -> FileRead:
    """A copy as if the paragraphs that readers deleted had never been there.

    What they left behind is gone: only a clause without words of its own has its bookmark at a
    paragraph of another element. Where the first paragraph of a clause was deleted, the next of its
    paragraphs is the first.
    """
    known = {node.id: node for node in sent.nodes()}
    begun: set[str] = set()

    def kept(block: Block) -> Block:
        if isinstance(block, Grid) or not block.bookmarks:
            return block
        *before, last = block.bookmarks
        own = [one for one in before if one not in known or _is_bare(known[one])]
        begun.update((*own, last))
        clause = last.partition("--")[0]
        if not has_paragraph(last) or clause in begun or clause not in known:
            return replace(block, bookmarks=(*own, last))
        begun.add(clause)
        number = known[clause].label
        return replace(
            block,
            bookmarks=(*own, clause),
            style="Clause" if number else "Clause Unnumbered",
            label=PrintedLabel(number, "decimal", "", 0) if number else None,
        )

    return replace(read, blocks=[kept(block) for block in read.blocks])


def _is_bare(node: Node) -> bool:
    return node.level == "clause" and not node.text


def _theirs(tracked: Iterable[TrackedEdit], sent: Document) -> tuple[TrackedEdit, ...]:
    return tuple(one for one in tracked if not _is_ours(one, sent))


def _is_ours(one: TrackedEdit | FileComment, sent: Document) -> bool:
    """Whether the copy was sent with it: tracked edits and comments of this program have no day."""
    return one.author == sent.owner and not one.day


def _paragraphs(blocks: Iterable[Block]) -> Iterator[Paragraph]:
    for block in blocks:
        if isinstance(block, Grid):
            yield from _paragraphs(one for row in block.rows for cell in row for one in cell)
        else:
            yield block


def continued(old: Document, new: Document) -> dict[str, str]:
    """For each element of a document under another id, the one that it has in an older one."""
    came = [node for node in new.nodes() if node.level in _NAMED]
    before = {node.id for node in old.nodes()}
    there = {node.id for node in came}
    missing = [one for one in old.nodes() if one.level in _NAMED and one.id not in there]
    found: dict[str, str] = {}
    for node in came:
        if node.id in before:
            continue
        scored = [
            (_alike(one, node) + (one.label == node.label), one)
            for one in missing
            if one.level == node.level and _is_same(one, node)
        ]
        if scored:
            _, best = max(scored, key=lambda pair: pair[0])
            missing.remove(best)
            found[node.id] = best.id
    return found


def _is_same(one: Node, other: Node) -> bool:
    least = ALIKE_IN_PLACE if one.label and one.label == other.label else ALIKE
    return _alike(one, other) >= least


def _alike(one: Node, other: Node) -> float:
    first, second = _words(one), _words(other)
    if not first or not second:
        return 0.0
    return SequenceMatcher(None, first, second, autojunk=False).ratio()


def _words(node: Node) -> list[str]:
    own = plain(node.text) or " ".join(plain(child.text) for child in node.children)
    return own.split()


def _renamed(node: Node, names: Mapping[str, str]) -> Node:
    """An element under the ids that were sent, with what its parts are called after it."""
    own, _, part = node.id.partition("--")
    name = f"{names.get(own, own)}--{part}" if part else names.get(own, own)
    children = tuple(_renamed(child, names) for child in node.children)
    return node.replaced(id=name, children=children)


def _as_sent(node: Node, before: Mapping[str, Node]) -> Node:
    """An element with what no copy shows; its words are those of before where they are the same."""
    children = tuple(_as_sent(child, before) for child in node.children)
    old = before.get(node.id)
    if old is None or old.level != node.level:
        return node.replaced(children=children)
    notes = _notes(old, node)
    text, closing = (_noted(runs, notes) for runs in (node.text, node.closing))
    own = tuple(
        _note_as_sent(old, note.replaced(id=notes.get(note.id, note.id))) for note in node.notes
    )
    return node.replaced(
        text=_kept(old.text, text),
        closing=_kept(old.closing, closing),
        notes=own,
        children=children,
        cites=old.cites,
        when=old.when,
        was=(),
        local=old.local,
        widths=old.widths if node.level == "table" else node.widths,
        row_headers=old.row_headers,
        style=old.style if not node.points else node.style,
    )


def _kept(old: tuple[Run, ...], new: tuple[Run, ...]) -> tuple[Run, ...]:
    # A picture is not compared: its bytes are those that a Word copy has.
    pictures = tuple(run for run in old if run.picture is not None)
    words = tuple(run for run in new if run.picture is None)
    bare = tuple(run.replaced(fill=None) for run in old if run.picture is None)
    plain_now = tuple(run.replaced(fill=None) for run in words)
    if same(bare, plain_now) or _letters(bare) == _letters(plain_now):
        return old
    return (*pictures, *words)


def _letters(runs: Iterable[Run]) -> list[tuple[object, ...]]:
    """The letters of a text, each with its style; a space has none that is seen."""
    return [
        (letter, run.strong, run.emphasis) if not letter.isspace() else (" ",)
        for run in runs
        for letter in (run.text or f"[^{run.note}]")
    ]


def _notes(old: Node, new: Node) -> dict[str, str]:
    """For each footnote that came, the one that was sent in its place."""
    pairs = zip(new.notes, old.notes, strict=False)
    return {came.id: sent.id for came, sent in pairs}


def _noted(runs: tuple[Run, ...], notes: Mapping[str, str]) -> tuple[Run, ...]:
    return tuple(
        run.replaced(note=notes.get(run.note, run.note)) if run.note else run for run in runs
    )


def _note_as_sent(old: Node, note: DocumentNote) -> DocumentNote:
    sent = next((one for one in old.notes if one.id == note.id), None)
    if sent is None:
        return note
    return note.replaced(text=_kept(sent.text, note.text), cites=sent.cites)
