"""A board pack as PDF for a meeting, and the clerk's report to paste, as Word."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import asdict
from datetime import UTC, datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree

import typst
from markupsafe import Markup

from clausework.logo import TYPES
from clausework.pack import Pack
from clausework.render.letterhead import Letterhead
from clausework.render.openxml import W, written, zipped
from clausework.render.pandoc import convert
from clausework.render.pdf import UNDATED
from clausework.render.templates import Templates
from clausework.render.word import NOTES, NOTES_LINKS, TEXT

# As many lines as the first page has room for; the list has all.
MOST_FOR_STAFF = 5


def pdf(pack: Pack, school: Letterhead, templates: Templates) -> bytes:
    """The pack as PDF/UA-1; the same values and templates give the same bytes.

    Raises what `render.pdf.render` raises.
    """
    markup = convert(
        templates.text(
            "pack/pack.html.j2", pack=pack, school=school, most_for_staff=MOST_FOR_STAFF
        ),
        "typst",
        filters=[templates.path("pdf/marks.lua"), templates.path("pdf/pack.lua")],
    )
    logo = "logo" + next(end for end, kind in TYPES.items() if kind == school.logo.media_type)
    day = pack.comparison.new.issued or UNDATED
    # The compiler may read whatever is under its root, links included: it gets copies, and no more.
    with TemporaryDirectory() as folder:
        root = Path(folder).resolve()
        (root / "body.typ").write_bytes(markup)
        for name in ("policy.typ", "pack.typ"):
            (root / name).write_bytes(templates.path(f"pdf/{name}").read_bytes())
        (root / logo).write_bytes(school.logo.data)
        return typst.compile(
            root / "body.typ",
            root=root,
            font_paths=[templates.path("fonts")],
            ignore_system_fonts=True,
            sys_inputs={"data": json.dumps(_data(pack, school, templates, logo))},
            pdf_standards=["ua-1", "a-2a"],
            timestamp=datetime.combine(day, time(), UTC),
        )


def report(pack: Pack, clean: bytes, school: Letterhead, templates: Templates) -> bytes:
    """The agenda line, report and minute as docx, in the look of `clean`, the Word copy of the
    version offered; the same values and templates give the same bytes.

    Raises what `render.word.render` raises.
    """
    converted = _files(
        convert(
            templates.text("pack/report.html.j2", pack=pack, school=school),
            "docx",
            filters=[],
            reference=clean,
        )
    )
    text = ElementTree.fromstring(converted[TEXT])
    # It has no cover.
    for page in text.iter(f"{W}sectPr"):
        for cover in page.findall(f"{W}titlePg"):
            page.remove(cover)
    notes = {name: converted[name] for name in (NOTES, NOTES_LINKS)}
    return zipped(_files(clean) | notes | {TEXT: written(text)})


def _files(docx: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _data(pack: Pack, school: Letterhead, templates: Templates, logo: str) -> dict[str, object]:
    """What policy.typ asks for, of a pack."""
    new = pack.comparison.new

    def phrase(name: str) -> str:
        return Markup(templates.text("pack/phrase.j2", phrase=name, pack=pack)).unescape().strip()

    return {
        "school": school.name,
        "motto": school.motto,
        "title": f"{phrase('file_title')} – {school.name}",
        "version_line": phrase("version_line"),
        "standing": templates.words("standing", new),
        "draft": new.draft,
        "logo": logo,
        "logo_alt": school.logo_alt,
        "palette": asdict(school.palette),
        "fonts": school.fonts.model_dump(mode="json"),
        "marked": {
            "policy": new.title,
            "begins": {
                mark: templates.words("mark_begins", mark) for mark in ("inserted", "deleted")
            },
            "ends": {mark: templates.words("mark_ends", mark) for mark in ("inserted", "deleted")},
        },
    }
