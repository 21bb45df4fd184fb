"""What typst sets: folders that hold nothing but what it reads, and the file that it makes of them,
PDF/UA-1 with PDF/A-2a."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime, time
from pathlib import Path

from clausework.brand.logo import TYPES
from clausework.render.common import compiler
from clausework.render.common.letterhead import Letterhead
from clausework.render.common.pictures import typefaces
from clausework.render.common.templates import Templates

# The date that stands in the file of a document that has none of its own: never the clock's.
UNDATED = date(1980, 1, 1)
BODY = "body.typ"


def stage(
    folder: Path,
    markup: bytes,
    layouts: Sequence[str],
    said: Mapping[str, object],
    school: Letterhead,
    templates: Templates,
) -> None:
    """Write what typst reads of one text into a folder: its markup, the layouts that this imports,
    by name, and as data for them the school's look and what is `said`.
    """
    # The compiler may read whatever is under its root, links included: it gets copies, and no more.
    logo = "logo" + next(end for end, kind in TYPES.items() if kind == school.logo.media_type)
    data = {
        "school": school.name,
        "motto": school.motto,
        "logo": logo,
        "logo_alt": school.logo_alt,
        "palette": asdict(school.palette),
        "fonts": school.fonts.model_dump(mode="json"),
        **said,
    }
    folder.mkdir(parents=True, exist_ok=True)
    (folder / BODY).write_bytes(markup)
    (folder / "data.json").write_text(json.dumps(data), "utf-8")
    (folder / logo).write_bytes(school.logo.data)
    for name in layouts:
        (folder / name).write_bytes(templates.path(f"pdf/{name}").read_bytes())


def compiled(root: Path, day: date, templates: Templates) -> bytes:
    """The PDF of a folder's body.typ, dated that day; the same files give the same bytes.

    Raises typst.TypstError where typst refuses a template or warns of something, and where a text
    has a letter that no font of the templates has.
    """
    return compiler.compiled(
        root / BODY,
        root=root,
        font_paths=typefaces(templates.path("fonts")),
        ignore_system_fonts=True,
        pdf_standards=["ua-1", "a-2a"],
        timestamp=datetime.combine(day, time(), UTC),
    )
