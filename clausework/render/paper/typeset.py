"""The input of typst: folders with only the files that it reads, and the PDF made from them.

The PDF is PDF/UA-1 and PDF/A-2a.
"""

from __future__ import annotations

import json
from base64 import b64decode
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime, time
from pathlib import Path

from clausework.brand.logo import TYPES
from clausework.model.inline import Picture
from clausework.render.common import compiler
from clausework.render.common.letterhead import Letterhead
from clausework.render.common.pictures import address, file_name, typefaces
from clausework.render.common.templates import Templates

# The date in the file of a document that has none of its own: never the clock's.
UNDATED = date(1980, 1, 1)
BODY = "body.typ"


def stage(
    folder: Path,
    markup: bytes,
    layouts: Sequence[str],
    said: Mapping[str, object],
    school: Letterhead,
    templates: Templates,
    pictures: Iterable[Picture] = (),
) -> None:
    """Write the input of typst for one text into a folder.

    This is its markup, the layouts that the markup imports, by name, its pictures, and as data for
    the layouts the school's look and `said`.
    """
    # The compiler may read everything under its root, links included, so it gets only copies.
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
    for picture in pictures:
        (folder / file_name(address(picture))).write_bytes(b64decode(picture.data))
    for name in layouts:
        (folder / name).write_bytes(templates.path(f"pdf/{name}").read_bytes())


def compiled(root: Path, day: date, templates: Templates) -> bytes:
    """The PDF of a folder's body.typ, with that date; the same files give the same bytes.

    Raises typst.TypstError where typst refuses a template or gives a warning, and where a text has
    a letter that no font of the templates has.
    """
    return compiler.compiled(
        root / BODY,
        root=root,
        font_paths=typefaces(templates.path("fonts")),
        ignore_system_fonts=True,
        pdf_standards=["ua-1", "a-2a"],
        timestamp=datetime.combine(day, time(), UTC),
    )
