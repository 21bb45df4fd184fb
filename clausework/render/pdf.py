"""A document as PDF, for paper and for screen readers: PDF/UA-1 and PDF/A-2a at once."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from datetime import UTC, date, datetime, time
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

import typst

from clausework.document import Document
from clausework.logo import TYPES
from clausework.render.letterhead import Letterhead
from clausework.render.pandoc import convert
from clausework.render.templates import Templates

# The date that stands in the file of a document that has none of its own: never the clock's.
UNDATED = date(1980, 1, 1)
PAGE_COUNT = re.compile(rb"<xmpTPg:NPages>(\d+)<")


def render(document: Document, school: Letterhead, templates: Templates) -> bytes:
    """The PDF of `document`; the same values and templates give the same bytes.

    Raises PandocError or `typst.TypstError` where a template does not compile, and the latter
    also where a text has a letter that no font of the templates has.
    """
    markup = convert(
        templates.text("document.html.j2", document=document, school=school),
        "typst",
        filters=[templates.path("notes.lua"), templates.path("pdf/document.lua")],
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
    return {
        "school": school.name,
        "motto": school.motto,
        "title": templates.words("file_title", document, school),
        "version_line": templates.words("version_line", document),
        "standing": templates.words("standing", document),
        "draft": document.draft,
        "logo": logo,
        "logo_alt": school.logo_alt,
        "palette": asdict(school.palette),
    }


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
