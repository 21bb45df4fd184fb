"""A document, also a redline, as PDF for paper and screen readers: PDF/UA-1 with PDF/A-2a."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

import typst

from clausework.document import Document, Mark, Node
from clausework.logo import TYPES
from clausework.render.letterhead import Letterhead
from clausework.render.pandoc import convert
from clausework.render.templates import Templates

# The date that stands in the file of a document that has none of its own: never the clock's.
UNDATED = date(1980, 1, 1)
# What the marks themselves say of a change.
SEEN = ("added", "removed", "reworded", "moved")
PAGE_COUNT = re.compile(rb"<xmpTPg:NPages>(\d+)<")


def render(document: Document, school: Letterhead, templates: Templates) -> bytes:
    """The PDF of `document`; the same values and templates give the same bytes.

    Raises PandocError or `typst.TypstError` where a template does not compile, and the latter
    also where a text has a letter that no font of the templates has.
    """
    markup = convert(
        templates.text("document.html.j2", document=document, school=school),
        "typst",
        filters=[
            templates.path("notes.lua"),
            templates.path("pdf/marks.lua"),
            templates.path("pdf/document.lua"),
        ],
    )
    logo = "logo" + next(end for end, kind in TYPES.items() if kind == school.logo.media_type)
    # The compiler may read whatever is under its root, links included: it gets copies, and no more.
    with TemporaryDirectory() as folder:
        root = Path(folder).resolve()
        (root / "body.typ").write_bytes(markup)
        (root / "policy.typ").write_bytes(templates.path("pdf/policy.typ").read_bytes())
        (root / logo).write_bytes(school.logo.data)
        return typst.compile(
            root / "body.typ",
            root=root,
            font_paths=_fonts(templates.path("fonts")),
            ignore_system_fonts=True,
            sys_inputs={"data": json.dumps(_data(document, school, templates, logo))},
            pdf_standards=["ua-1", "a-2a"],
            timestamp=_timestamp(document),
        )


def pages(pdf: bytes) -> int:
    """How many pages a PDF of `render` has. Raises ValueError where it is not one."""
    count = PAGE_COUNT.search(pdf)
    if count is None:
        raise ValueError("this PDF does not say how many pages it has")
    return int(count[1])


def _data(
    document: Document, school: Letterhead, templates: Templates, logo: str
) -> dict[str, object]:
    line, title = "version_line", "file_title"
    if document.compared:
        line, title = "marked_up_line", "marked_up_title"
    return {
        "school": school.name,
        "motto": school.motto,
        "title": templates.words(title, document, school),
        "version_line": templates.words(line, document),
        "standing": templates.words("standing", document),
        "draft": document.draft,
        "logo": logo,
        "logo_alt": school.logo_alt,
        "palette": asdict(school.palette),
        "fonts": school.fonts.model_dump(mode="json"),
        "marked": _marked(document, templates) if document.compared else None,
    }


def _marked(document: Document, templates: Templates) -> dict[str, object]:
    nodes = [node for section in document.sections for node in section.walk()]
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
                node.anchor: {"words": templates.words("came_or_went", node.mark), "end": None}
                for node in _outermost(document.sections)
            },
            **{
                node.anchor: {"words": templates.words("moved", node, other), "end": other.anchor}
                for node, other in _ends_of_moves(nodes)
            },
        },
        "told": {
            told.node.anchor: {
                "effects": templates.words("effects", told.node.remarks, told.points, told.weighed),
                "why": templates.words("why", told.reasons) if told.reasons else "",
            }
            for told in _told(document.sections)
        },
    }


def _outermost(nodes: Iterable[Node]) -> Iterator[Node]:
    """The elements that came or went, without those that came or went with another."""
    for node in nodes:
        if node.mark:
            yield node
        else:
            yield from _outermost(node.children)


def _ends_of_moves(nodes: Sequence[Node]) -> Iterator[tuple[Node, Node]]:
    """Each element that was moved, with its other end."""
    gone = {node.id: node for node in nodes if _left(node)}
    for new in nodes:
        old = next((gone[name] for name in (new.id, *new.was) if name in gone), None)
        if new.moved and new.mark == "inserted" and old:
            yield from ((old, new), (new, old))


@dataclass(frozen=True)
class _Told:
    """What is told of an element: `points` changed with it, `weighed` says whether its weight is
    told here and not at its clause.
    """

    node: Node
    points: Sequence[Node] = ()
    weighed: bool = True
    reasons: tuple[str, ...] = ()


def _told(sections: Iterable[Node]) -> Iterator[_Told]:
    for section in sections:
        # Of one that came or went whole, its clauses tell.
        if section.remarks and (_reasons(section) or not section.mark):
            yield _Told(section, reasons=_reasons(section))
        for clause in section.children:
            if not _left(clause):
                yield from _told_of_clause(clause)


def _told_of_clause(clause: Node) -> Iterator[_Told]:
    """What is told of it and of its points, a reason that several of them have once and first."""
    below = (node for child in clause.children for node in child.walk())
    points = [node for node in below if node.remarks and not _left(node)]
    times = Counter(reason for point in points for reason in _reasons(point))
    shared = (reason for reason, count in times.items() if count > 1)
    said = tuple(dict.fromkeys((*_reasons(clause), *shared)))
    told = bool(said) or any(remark.kind != "moved" for remark in clause.remarks)
    if told:
        yield _Told(clause, points, reasons=said)
    for point in points:
        own = tuple(reason for reason in _reasons(point) if reason not in said)
        weighed = bool(own) or (not told and any(r.kind != "moved" for r in point.remarks))
        if weighed or any(r.duties or r.kind not in SEEN for r in point.remarks):
            yield _Told(point, weighed=weighed, reasons=own)


def _left(node: Node) -> bool:
    """Whether it stands elsewhere now, where what there is to tell is told."""
    return node.moved and node.mark == "deleted"


def _reasons(node: Node) -> tuple[str, ...]:
    return tuple(dict.fromkeys(remark.reason for remark in node.remarks if remark.reason))


def _timestamp(document: Document) -> datetime:
    approved = document.approved if not isinstance(document.approved, str) else None
    day = approved.on if approved else document.issued or UNDATED
    return datetime.combine(day, time(), UTC)


@lru_cache(maxsize=4)
def _fonts(folder: Path) -> typst.Fonts:
    # Reading them takes as long as setting a page.
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder]
    )
