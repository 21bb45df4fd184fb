"""Turn changes into a document with marks: the newer of two, with insertions and deletions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from clausework.diff.changes import Change, Merged, Renamed
from clausework.diff.places import ROWS, alike
from clausework.diff.reasons import confirmed, explaining, meaning, why
from clausework.diff.words import compare_runs, reference
from clausework.model.document import Document, DocumentNote, Mark, Node, Remark
from clausework.model.inline import Run
from clausework.model.policy import Reason
from clausework.model.scalars import Kind

# Changes that a reader of a redline sees without a remark.
_SEEN = (Kind.RENUMBERED, Kind.RENAMED)
_TOLD = tuple(kind for kind in Kind if kind not in _SEEN)
_ELSEWHERE = (Kind.ADDED, Kind.SPLIT, Kind.MOVED)


@dataclass(frozen=True)
class _Marking:
    changes: Mapping[str, tuple[Change, ...]]
    reasons: tuple[Reason, ...]
    explanations: tuple[Reason, ...]
    numbers: tuple[Mapping[str, str], Mapping[str, str]]
    before: Mapping[str, str]

    def has(self, name: str, *kinds: Kind) -> bool:
        return any(change.kind in kinds for change in self.changes.get(name, ()))

    def remarks(self, name: str, *kinds: Kind) -> tuple[Remark, ...]:
        return tuple(
            Remark(
                kind=change.kind,
                weight=confirmed(change, self.reasons),
                meaning=meaning(change, self.reasons),
                reason=why(change, self.explanations),
            )
            for change in self.changes.get(name, ())
            if change.kind in kinds
        )


def redline(
    old: Document,
    new: Document,
    changes: Iterable[Change],
    reasons: Sequence[Reason],
    passed: Iterable[Reason] = (),
) -> Document:
    """The newer document with marks.

    `changes` lead from the older to it: elements that none of them names are unchanged. Of the
    reasons, the oldest first, those passed have a weight and are not shown.
    """
    by_id: dict[str, tuple[Change, ...]] = {}
    for change in changes:
        by_id[change.id] = (*by_id.get(change.id, ()), change)
    every = [change for own in by_id.values() for change in own]
    before = {one.id: one.old for one in every if isinstance(one, Renamed)}
    before |= {one.id: one.olds[0] for one in every if isinstance(one, Merged)}
    numbers = (_references(old), _references(new))
    shown = explaining(reasons, passed)
    work = _Marking(by_id, tuple(reasons), shown, numbers, before)
    older, newer = alike(old, new)
    sections = _children(older.sections, newer.sections, work)
    anchors = dict(_anchors(sections))
    sections = tuple(_linked(section, anchors) for section in sections)
    return new.replaced(sections=sections, compared=(old, new))


def _anchors(sections: Iterable[Node]) -> Iterator[tuple[str, str]]:
    """By the id that an element had, the anchor for links to it; the last one counts."""
    nodes = [node for section in sections for node in section.walk()]
    yield from ((node.id, node.anchor) for node in nodes if node.mark == "deleted")
    yield from ((node.before.id, node.anchor) for node in nodes if node.before)


def _linked(node: Node, anchors: Mapping[str, str]) -> Node:
    """An element with each reference linked to its target.

    Deleted references link to the older place. A kept one has both links where its target moved,
    even if it prints the same number.
    """

    def linked(runs: tuple[Run, ...]) -> tuple[Run, ...]:
        return tuple(
            one
            for run in runs
            for one in (run.replaced(mark=mark, href=href) for mark, href in _leads(run, anchors))
        )

    notes = tuple(note.replaced(text=linked(note.text)) for note in node.notes)
    children = tuple(_linked(child, anchors) for child in node.children)
    return node.replaced(
        text=linked(node.text), closing=linked(node.closing), notes=notes, children=children
    )


def _leads(run: Run, anchors: Mapping[str, str]) -> Iterator[tuple[Mark | None, str | None]]:
    """The marks and addresses of a run: two of each for a kept reference to a moved target."""
    fill = reference(run)
    if fill is None or run.href is not None or run.mark == "inserted":
        yield run.mark, run.href
        return
    name = fill.removeprefix("ref ")
    before = anchors.get(name, name)
    if run.mark == "deleted" or before != name:
        yield "deleted", f"#{before}"
    if run.mark is None:
        yield ("inserted" if before != name else None), run.href


def _references(document: Document) -> dict[str, str]:
    """What each reference to another place prints."""
    return {
        run.fill or "": run.text
        for node in document.nodes()
        for runs in (node.text, node.closing, *(note.text for note in node.notes))
        for run in runs
        if reference(run) is not None
    }


def _children(olds: Sequence[Node], news: Sequence[Node], work: _Marking) -> tuple[Node, ...]:
    """The elements in one place, deleted ones before inserted ones."""
    kept = {work.before.get(n.id, n.id): n for n in news if not work.has(n.id, *_ELSEWHERE)}
    waiting = list(olds)
    found: list[Node] = []
    for node in news:
        if work.has(node.id, *_ELSEWHERE):
            found.append(_inserted(node, work))
            continue
        origin = work.before.get(node.id, node.id)
        while waiting[0].id != origin:
            found.append(_deleted(waiting.pop(0), work))
        old = waiting.pop(0)
        if not _one_in_word(old, node):
            found += [_deleted(old, work), _inserted(node, work)]
        else:
            found.append(_kept(old, node, work))
    at = next((i + 1 for i in reversed(range(len(found))) if found[i].mark != "inserted"), 0)
    assert not any(node.id in kept for node in waiting)
    found[at:at] = [_deleted(node, work) for node in waiting]
    return tuple(found)


def _one_in_word(old: Node, new: Node) -> bool:
    """Whether Word can show two elements as one.

    It has no mark for a column that every program reads, and none for the end of a cell: so the
    columns of a table must be the same, and the points in a row.
    """
    if new.level == "table":
        return _same(old.children[0].children, new.children[0].children)
    if new.level == "row":
        return _same(*([one for one in row.walk() if one.level == "item"] for row in (old, new)))
    return True


def _same(olds: Sequence[Node], news: Sequence[Node]) -> bool:
    """Whether elements are those of old, in the same order."""
    return len(olds) == len(news) and all(
        old.id in (new.id, *new.was) for old, new in zip(olds, news, strict=True)
    )


def _kept(old: Node, new: Node, work: _Marking) -> Node:
    reworded = work.has(new.id, Kind.REWORDED)
    text = _compared(old.text, new.text, work, reworded=reworded)
    closing_text = _compared(old.closing, new.closing, work, reworded=reworded)
    children, remarks = _kept_children(old, new, work), work.remarks(new.id, *_TOLD)
    if new.level in ROWS:
        # A reader sees one change of a row, in however many cells.
        own = (remark for cell in children for remark in cell.remarks)
        remarks = tuple(dict.fromkeys((*remarks, *own)))
        children = tuple(cell.replaced(remarks=()) for cell in children)
    return new.replaced(
        text=text,
        closing=closing_text,
        text_mark=_came(old.text, new.text),
        closing_mark=_came(old.closing, new.closing),
        notes=tuple(_notes((*text, *closing_text), old, new, work, reworded=reworded)),
        children=children,
        before=old,
        remarks=remarks,
    )


def _came(old: tuple[Run, ...], new: tuple[Run, ...]) -> Mark | None:
    """The mark of a paragraph that only one side has."""
    if bool(old) == bool(new):
        return None
    return "inserted" if new else "deleted"


def _kept_children(old: Node, new: Node, work: _Marking) -> tuple[Node, ...]:
    if new.level in ROWS:
        pairs = zip(old.children, new.children, strict=True)
        return tuple(_kept(*pair, work) for pair in pairs)
    if new.level == "table":
        titles = _kept(old.children[0], new.children[0], work)
        return (titles, *_children(old.children[1:], new.children[1:], work))
    return _children(old.children, new.children, work)


def _compared(
    old: tuple[Run, ...], new: tuple[Run, ...], work: _Marking, *, reworded: bool
) -> tuple[Run, ...]:
    if not reworded:
        return tuple(_unchanged(old, work))
    found: list[Run] = []
    for piece in compare_runs(old, new):
        if piece.kind == "kept":
            found += _unchanged(piece.runs, work)
        elif piece.kind == "added":
            found += _marked(piece.runs, "inserted")
        else:
            found += _marked(piece.runs, "deleted")
    return tuple(found)


def _unchanged(runs: Iterable[Run], work: _Marking) -> Iterator[Run]:
    """Words that were kept. A reference in them may print another number."""
    for run in runs:
        numbers = [side.get(run.fill or "") for side in work.numbers]
        if reference(run) is None or numbers[0] == numbers[1]:
            yield run
            continue
        yield run.replaced(text=numbers[0], mark="deleted")
        yield run.replaced(text=numbers[1], mark="inserted")


def _marked(runs: Iterable[Run], mark: Mark) -> tuple[Run, ...]:
    return tuple(
        run.replaced(
            mark=mark, note=_former_name(run.note) if run.note and mark == "deleted" else run.note
        )
        for run in runs
    )


def _former_name(note: str) -> str:
    """The name of a deleted footnote, which may be used again elsewhere."""
    return f"was--{note}"


def _notes(
    runs: Sequence[Run], old: Node, new: Node, work: _Marking, *, reworded: bool
) -> Iterator[DocumentNote]:
    """The footnotes of the marked runs of a kept element, in order."""
    earlier = {note.id: note for note in old.notes}
    later = {note.id: note for note in new.notes}
    for run in runs:
        if run.note is None:
            continue
        if run.mark == "deleted":
            yield _marked_note(earlier[run.note.removeprefix("was--")], "deleted")
        elif run.mark == "inserted":
            yield _marked_note(later[run.note], "inserted")
        else:
            note = later[run.note]
            text = _compared(earlier[run.note].text, note.text, work, reworded=reworded)
            yield note.replaced(text=text)


def _marked_note(note: DocumentNote, mark: Mark) -> DocumentNote:
    name = _former_name(note.id) if mark == "deleted" else note.id
    return note.replaced(id=name, text=_marked(note.text, mark))


def _inserted(node: Node, work: _Marking) -> Node:
    return _whole(node, "inserted", work, _TOLD)


def _deleted(node: Node, work: _Marking) -> Node:
    return _whole(node, "deleted", work, (Kind.REMOVED, Kind.MOVED))


def _whole(node: Node, mark: Mark, work: _Marking, kinds: tuple[Kind, ...]) -> Node:
    """An element that is inserted or deleted with everything below it."""
    names = {name for name, origin in work.before.items() if origin == node.id}
    name = min(names) if mark == "deleted" and names else node.id
    return node.replaced(
        text=_marked(node.text, mark),
        closing=_marked(node.closing, mark),
        notes=tuple(_marked_note(note, mark) for note in node.notes),
        children=tuple(_whole(child, mark, work, kinds) for child in node.children),
        mark=mark,
        moved=work.has(name, Kind.MOVED),
        remarks=work.remarks(name, *kinds),
    )
