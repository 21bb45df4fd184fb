"""A document, also a redline, as PDF for paper and screen readers: PDF/UA-1 with PDF/A-2a."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from clausework.model.document import Document, Mark, Node
from clausework.model.scalars import Kind
from clausework.model.varying.printed import runs_of
from clausework.render.common.letterhead import Letterhead
from clausework.render.common.markup import body
from clausework.render.common.pandoc import write
from clausework.render.common.remarks import Remarks, meanings_of, reasons_of
from clausework.render.common.templates import Templates
from clausework.render.paper import calls, typeset
from clausework.render.paper.typeset import UNDATED, compiled

# What the marks themselves show of a change.
SEEN = ("added", "removed", "reworded", "moved")
PAGE_COUNT = re.compile(rb"<xmpTPg:NPages>(\d+)<")


@dataclass(frozen=True)
class DocumentPart:
    """A document as a part of a file with several, without a cover and a list of contents.

    Its headings are `depth` levels down, below the part's own `title`. `id` is the target of links
    to it, and a prefix of every id in it. `sources` is the target of links to its sources where
    these are a separate part and not its last section.
    """

    id: str
    title: str
    depth: int = 0
    sources: str | None = None


def render(document: Document, school: Letterhead, templates: Templates) -> bytes:
    """The PDF of `document`; the same values and templates give the same bytes.

    Raises PandocError or `typst.TypstError` where a template does not compile, and the latter also
    where a text has a letter that no font of the templates has.
    """
    with TemporaryDirectory() as folder:
        root = Path(folder).resolve()
        stage(root, document, None, school, templates)
        return compiled(root, _day(document), templates)


def stage(
    folder: Path,
    document: Document,
    part: DocumentPart | None,
    school: Letterhead,
    templates: Templates,
) -> None:
    """Write the input of typst for a document, whole or as a part, into a folder.

    Raises what `render` raises.
    """
    markup = write(calls.policy(body(document, school, templates)), "typst")
    said = _data(document, school, templates) | {"part": asdict(part) if part else None}
    pictures = [run.picture for run in runs_of(document) if run.picture is not None]
    typeset.stage(folder, markup, ["policy.typ"], said, school, templates, pictures)


def pages(pdf: bytes) -> int:
    """How many pages a PDF of `render` has. Raises ValueError where it is not one."""
    count = PAGE_COUNT.search(pdf)
    if count is None:
        raise ValueError("this PDF does not say how many pages it has")
    return int(count[1])


def _data(document: Document, school: Letterhead, templates: Templates) -> dict[str, object]:
    line, title = "version_line", "file_title"
    if document.compared:
        line, title = "marked_up_line", "marked_up_title"
    return {
        "title": templates.words(title, document, school),
        "version_line": templates.words(line, document),
        "standing": templates.words("standing", document),
        "draft": document.draft,
        "marked": _marked(document, templates) if document.compared else None,
    }


def _marked(document: Document, templates: Templates) -> dict[str, object]:
    nodes = [*document.nodes()]
    marks: tuple[Mark, ...] = ("inserted", "deleted")
    return {
        "policy": document.title,
        "legend": {
            "lead": templates.words("legend", document),
            "inserted": templates.words("legend_inserted"),
            "deleted": templates.words("legend_deleted"),
            "margin": templates.words("legend_margin"),
        },
        "begins": {mark: templates.words("mark_begins", mark) for mark in marks},
        "ends": {mark: templates.words("mark_ends", mark) for mark in marks},
        "margin": {
            **{
                node.anchor: {"words": templates.words("new_or_removed", node.mark), "end": None}
                for node in _outermost(document.sections)
            },
            **{
                node.anchor: {"words": templates.words("moved", node, other), "end": other.anchor}
                for node, other in _ends_of_moves(nodes)
            },
        },
        "remarks": {
            one.node.anchor: {
                "effects": templates.words("effects", one),
                "why": templates.words("why", one),
            }
            for one in _remarks(document.sections)
        },
    }


def _outermost(nodes: Iterable[Node]) -> Iterator[Node]:
    """The inserted or deleted elements, without those inside another one."""
    for node in nodes:
        if node.mark:
            yield node
        else:
            yield from _outermost(node.children)


def _ends_of_moves(nodes: Sequence[Node]) -> Iterator[tuple[Node, Node]]:
    """Both places of each moved element, each with the other."""
    gone = {node.id: node for node in nodes if _left(node)}
    for new in nodes:
        old = next((gone[name] for name in (new.id, *new.was) if name in gone), None)
        if new.moved and new.mark == "inserted" and old:
            yield from ((old, new), (new, old))


def _remarks(sections: Iterable[Node]) -> Iterator[Remarks]:
    for unit in (one for top in sections for one in top.units):
        if unit.level == "clause":
            if not _left(unit):
                yield from _remarks_of_clause(unit)
            continue
        reasons, meanings = reasons_of(unit), meanings_of(unit)
        # For one inserted or deleted whole, its clauses have the remarks.
        if unit.remarks and (reasons or meanings or not unit.mark):
            yield Remarks(unit, meanings=meanings, reasons=reasons)


def _remarks_of_clause(clause: Node) -> Iterator[Remarks]:
    """The remarks on a clause and its points.

    A reason that several of them share comes once, at the first, as does what HR says of the whole
    clause.
    """
    points = [one for one in clause.own if one is not clause and one.remarks and not _left(one)]
    times = Counter(reason for point in points for reason in reasons_of(point))
    shared = (reason for reason, count in times.items() if count > 1)
    reasons = tuple(dict.fromkeys((*reasons_of(clause), *shared)))
    whole = (one for point in points for one in meanings_of(point) if one.of == clause.id)
    meanings = tuple(dict.fromkeys((*meanings_of(clause), *whole)))
    remarked = bool(reasons or meanings) or any(remark.kind != "moved" for remark in clause.remarks)
    if remarked:
        yield Remarks(clause, points, meanings=meanings, reasons=reasons)
    for point in points:
        own = tuple(reason for reason in reasons_of(point) if reason not in reasons)
        meant = tuple(one for one in meanings_of(point) if one not in meanings)
        kinds = {remark.kind for remark in point.remarks}
        weighed = bool(own or meant) or (not remarked and kinds != {Kind.MOVED})
        if weighed or kinds - {*SEEN}:
            yield Remarks(point, weighed=weighed, meanings=meant, reasons=own)


def _left(node: Node) -> bool:
    """Whether it is now in another place, where the remarks on it are."""
    return node.moved and node.mark == "deleted"


def _day(document: Document) -> date:
    approved = document.approved if not isinstance(document.approved, str) else None
    return approved.on if approved else document.issued or UNDATED
