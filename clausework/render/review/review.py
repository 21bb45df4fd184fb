"""A board pack's first page and the marked-up copy as one web page that loads no other file.

It works the same from a message, a memory stick or a website.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, TypeVar

from markupsafe import Markup

from clausework.diff.places import name_of
from clausework.diff.reasons import together
from clausework.model.document import Cited, Document, DocumentNote, Mark, Meaning, Node, Remark
from clausework.model.inline import Run, plain
from clausework.model.scalars import Weight
from clausework.query.board_paper import Pack
from clausework.render.common.embedded import Face, faces, hash_source, logo_address
from clausework.render.common.letterhead import Letterhead
from clausework.render.common.templates import Templates

BODY_FACES: tuple[Face, ...] = (
    (400, "normal"),
    (400, "italic"),
    (600, "normal"),
    (700, "normal"),
)

# The prefix of the ids of the clean copy: no id of a policy begins so.
CLEAN = "clean--"

T = TypeVar("T")
# By the anchor of an element: the other ends of its move, split or merger.
Ends = Mapping[str, tuple[Node, ...]]


@dataclass(frozen=True)
class Block:
    """A heading or clause of a redline, and the remarks on it and on its points.

    `depth` is how many sections and clauses it is in. `remarks` are its own, `points` those below
    it that have some, and `section` is the title of the section that it is in. `reasons`,
    `meanings` (what HR says that the change means) and `ends` (the other ends of a move, split or
    merger) each come with the points that they concern, none where they concern the whole.
    `changed` is whether there is a change; `weight` is that of all of them, None where HR has not
    given it. `counted` is False for the place that an element was moved or split from, which counts
    as a change at its other end.
    """

    node: Node
    depth: int
    remarks: tuple[Remark, ...]
    points: tuple[Node, ...]
    section: str
    reasons: tuple[tuple[tuple[Node, ...], str], ...]
    meanings: tuple[tuple[tuple[Node, ...], Meaning], ...]
    ends: tuple[tuple[tuple[Node, ...], tuple[Node, ...]], ...]
    changed: bool
    weight: Weight | None
    counted: bool

    @property
    def headline(self) -> str | None:
        """HR's headline for the whole."""
        whole = (one.headline for points, one in self.meanings if not points and one.headline)
        return next(whole, None)

    @property
    def words(self) -> str:
        """What a reader knows it by."""
        return name_of(self.node)

    @property
    def number_before(self) -> str | None:
        """Its number in the older document, None where that does not have it."""
        return None if self.node.mark == "inserted" else (self.node.before or self.node).number

    @property
    def label_before(self) -> str | None:
        """What was printed before it, None where the older document does not have it."""
        return None if self.node.mark == "inserted" else (self.node.before or self.node).label

    @property
    def label_after(self) -> str | None:
        """What is printed before it, None where the newer document does not have it."""
        return None if self.node.mark == "deleted" else self.node.label

    @property
    def number_after(self) -> str | None:
        """Its number in the newer document, None where that does not have it."""
        return None if self.node.mark == "deleted" else self.node.number


def render(pack: Pack, school: Letterhead, templates: Templates) -> str:
    """The whole page of a board pack. Raises jinja2.TemplateError."""
    document = pack.comparison.marked
    front = templates.text("review/front.html.j2", pack=pack, anchors=_anchors(document))
    clean = templates.text("review/clean.html.j2", **values(_apart(pack.comparison.new)))
    return _page(
        "index.html.j2",
        document.model_dump_json() + front,
        # Line ends are part of what is hashed, and a browser reads them all as one.
        templates.path("review/script.js").read_text("utf-8"),
        school,
        templates,
        **values(document),
        front=Markup(front),
        clean=Markup(clean),
    )


def render_meeting(packs: Sequence[Pack], school: Letterhead, templates: Templates) -> str:
    """The page of the board packs of one meeting. Raises jinja2.TemplateError.

    It links to the page of each pack, in its own folder beside this page's.
    """
    words = "".join(pack.comparison.marked.model_dump_json() for pack in packs)
    anchors = {pack.name: _anchors(pack.comparison.marked) for pack in packs}
    named = f"{words}{packs[0].meeting.name}"
    return _page("meeting.html.j2", named, None, school, templates, packs=packs, anchors=anchors)


def _page(
    template: str,
    words: str,
    script: str | None,
    school: Letterhead,
    templates: Templates,
    **said: object,
) -> str:
    """A self-contained page; `words` are those that its typefaces must cover."""
    within = faces(words, school, BODY_FACES, templates)
    style = templates.text("review/style.css.j2", school=school, faces=within)
    return templates.text(
        f"review/{template}",
        school=school,
        style=Markup(style),
        script=Markup(script) if script else None,
        hashes={"style": hash_source(style), "script": hash_source(script) if script else None},
        logo=logo_address(school),
        **said,
    )


def _apart(document: Document) -> Document:
    """A document without marks, with separate ids, to be shown on the page of its redline."""

    def named(run: Run) -> Run:
        fill = run.fill and re.sub(r"^ref ", f"ref {CLEAN}", run.fill)
        return run.replaced(fill=fill, note=run.note and CLEAN + run.note)

    def runs(text: Iterable[Run]) -> tuple[Run, ...]:
        return tuple(named(run) for run in text)

    def note(one: DocumentNote) -> DocumentNote:
        return one.replaced(id=CLEAN + one.id, text=runs(one.text))

    def node(one: Node) -> Node:
        return one.replaced(
            id=CLEAN + one.id,
            text=runs(one.text),
            closing=runs(one.closing),
            children=tuple(node(child) for child in one.children),
            notes=tuple(note(found) for found in one.notes),
        )

    return document.replaced(sections=tuple(map(node, document.sections)))


def values(document: Document) -> dict[str, Any]:
    """The values that `review/marked.html.j2` needs to print a redline.

    `sections` are blocks, each with those of its clauses; `changes` are the blocks that count as
    one change, by weight, last and under "other" those that HR has not weighed.
    """
    ends = _ends(document)
    sections = [
        (
            _block([section], 0, section, ends),
            [*_blocks(section, ends)],
        )
        for section in document.sections
    ]
    counted = [
        block
        for heading, clauses in sections
        for block in (heading, *clauses)
        if block.changed and block.counted
    ]
    return {
        "document": document,
        "sections": sections,
        "changes": {
            weight or "other": [block for block in counted if block.weight == weight]
            for weight in (*reversed(Weight), None)
        },
        "stretches": stretches,
        "cites_compared": cites_compared,
        "notes_before": notes_before,
    }


def stretches(runs: Iterable[Run]) -> list[tuple[Mark | None, tuple[Run, ...]]]:
    """Runs grouped by the mark that neighbours share, without it.

    So a screen reader announces the start and end of an insertion once.
    """
    return [
        (mark, tuple(run.replaced(mark=None) for run in group))
        for mark, group in groupby(runs, key=lambda run: run.mark)
    ]


def cites_compared(
    older: Sequence[Cited], newer: Sequence[Cited]
) -> list[tuple[Mark | None, Cited]]:
    """The old and the new citations of an element, removed ones first."""
    gone: list[tuple[Mark | None, Cited]] = [("deleted", c) for c in older if c not in newer]
    return [*gone, *((None if cited in older else "inserted", cited) for cited in newer)]


def notes_before(node: Node) -> dict[str, DocumentNote]:
    """The old footnotes of a kept element, by id."""
    return {note.id: note for note in node.before.notes} if node.before else {}


def _anchors(document: Document) -> dict[str, str]:
    """The anchor of each element by its id; for a moved one, that of its new place."""
    nodes = [*document.nodes()]
    return {node.id: node.anchor for node in sorted(nodes, key=lambda one: one.mark != "deleted")}


def _ends(document: Document) -> Ends:
    nodes = [*document.nodes()]
    parents = {child.anchor: node.anchor for node in nodes for child in node.children}
    gone = {node.id: node for node in nodes if node.mark == "deleted"}
    pairs = {
        (gone[name].anchor, node.anchor): (gone[name], node)
        for node in nodes
        if node.mark != "deleted"
        for name in (node.id, *node.was)
        if name in gone
    }
    found: dict[str, tuple[Node, ...]] = {}
    for (was, now), (old, new) in pairs.items():
        # Elements that moved with their clause need no remark.
        if (parents.get(was), parents.get(now)) not in pairs:
            found[was] = (*found.get(was, ()), new)
            found[now] = (*found.get(now, ()), old)
    return found


def _blocks(section: Node, ends: Ends) -> Iterator[Block]:
    """The clauses of a section, the sections in it and their clauses, in reading order."""
    around = section
    for depth, node in section.blocks:
        if node.level == "section":
            around = node
            yield _block([node], depth, node, ends)
        else:
            yield _block([*node.own], depth, around, ends)


def _block(nodes: Sequence[Node], depth: int, section: Node, ends: Ends) -> Block:
    """The remarks on an element of a section, the first, and on those below it."""
    node = nodes[0]
    left = node.mark == "deleted" and node.anchor in ends
    remarks = [remark for one in nodes for remark in one.remarks]
    if left:
        remarks += [remark for end in ends[node.anchor] for remark in end.remarks]
    return Block(
        node=node,
        depth=depth,
        remarks=node.remarks,
        points=tuple(one for one in nodes[1:] if one.remarks),
        section=plain(run for run in section.text if section.mark or run.mark != "deleted"),
        reasons=_gathered(nodes, lambda one: [r.reason for r in one.remarks if r.reason]),
        meanings=_gathered(nodes, lambda one: [r.meaning for r in one.remarks if r.meaning]),
        ends=_gathered(nodes, lambda one: [ends[one.anchor]] if one.anchor in ends else []),
        changed=bool(remarks),
        weight=together((remark.kind, remark.weight) for remark in remarks),
        counted=not left,
    )


def _gathered(
    nodes: Sequence[Node], say: Callable[[Node], Iterable[T]]
) -> tuple[tuple[tuple[Node, ...], T], ...]:
    """The remarks on some elements, each once, with the elements that they concern.

    The elements are left out where the first, which contains the others, is one of them, or what HR
    says is of the first.
    """

    def of_whole(thing: T) -> bool:
        return isinstance(thing, Meaning) and thing.of == nodes[0].id

    found: dict[T, dict[str, Node]] = {}
    for node in nodes:
        for thing in say(node):
            found.setdefault(thing, {})[node.anchor] = node
    first = nodes[0]
    return tuple(
        (() if first.anchor in concerned or of_whole(thing) else tuple(concerned.values()), thing)
        for thing, concerned in found.items()
    )
