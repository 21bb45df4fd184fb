"""Board packs as PDF for a meeting, and the clerk's report as Word, for pasting."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree

from markupsafe import Markup

from clausework.query.board_paper import Pack
from clausework.render.common.letterhead import Letterhead
from clausework.render.common.markup import blocks
from clausework.render.common.pandoc import write
from clausework.render.common.templates import Templates
from clausework.render.paper import calls, typeset
from clausework.render.paper import pdf as copies
from clausework.render.paper.pdf import DocumentPart
from clausework.render.paper.typeset import BODY, UNDATED, compiled
from clausework.render.word.openxml import W, written, zipped
from clausework.render.word.word import NOTES, NOTES_LINKS, TEXT

LAYOUTS = ("policy.typ", "pack.typ")


def pdf(pack: Pack, school: Letterhead, templates: Templates, *, bind: bool = False) -> bytes:
    """The pack as PDF/UA-1; `bind` adds the marked-up and the clean copy after its own pages.

    The same values and templates give the same bytes. Raises what `render.pdf.render` raises.
    """
    with TemporaryDirectory() as folder:
        root = Path(folder).resolve()
        return _bound(
            root, _stage(root, pack, None, school, templates, bind=bind), [pack], templates
        )


def meeting_pdf(
    packs: Sequence[Pack], school: Letterhead, templates: Templates, *, bind: bool = False
) -> bytes:
    """The packs of one meeting, one for each policy, after a first page that lists them.

    The same values and templates give the same bytes. Raises what `render.pdf.render` raises.
    """
    with TemporaryDirectory() as folder:
        root = Path(folder).resolve()
        # No id of a policy begins with a hyphen.
        texts = ["_meeting"]
        said = {
            "title": f"{_phrase('meeting_file', packs, templates)} – {school.name}",
            "version_line": _phrase("meeting_of", packs, templates),
            "standing": "",
            "draft": False,
            "marked": None,
            "part": None,
        }
        markup = _markup("pack/meeting.html.j2", templates, packs=packs, school=school)
        typeset.stage(root / texts[0], markup, LAYOUTS, said, school, templates)
        for pack in packs:
            part = DocumentPart(pack.comparison.new.policy, pack.comparison.new.title)
            texts += _stage(root, pack, part, school, templates, bind=bind)
        return _bound(root, texts, packs, templates)


def _stage(
    root: Path,
    pack: Pack,
    part: DocumentPart | None,
    school: Letterhead,
    templates: Templates,
    *,
    bind: bool,
) -> list[str]:
    """Write the input of typst for a pack, and return the names of its folders in order.

    It is a `part` of a file where that is given.
    """
    new = pack.comparison.new
    own, marked, clean = (f"{new.policy}--{name}" for name in ("pack", "marked", "clean"))
    marks = ("inserted", "deleted")
    said = {
        "title": f"{_phrase('file_title', pack, templates)} – {school.name}",
        "version_line": _phrase("version_line", pack, templates),
        "standing": templates.words("standing", new),
        "draft": new.draft,
        "marked": {
            "policy": new.title,
            "begins": {mark: templates.words("mark_begins", mark) for mark in marks},
            "ends": {mark: templates.words("mark_ends", mark) for mark in marks},
        },
        "part": asdict(part) if part else None,
    }
    markup = _markup(
        "pack/pack.html.j2",
        templates,
        pack=pack,
        school=school,
        together=part is not None,
        bound=bind,
    )
    typeset.stage(root / own, markup, LAYOUTS, said, school, templates)
    if not bind:
        return [own]
    depth = part.depth + 1 if part else 0
    sources = f"{new.policy}--sources"
    for name, document, title, apart in (
        (marked, pack.comparison.marked, "marked_title", None),
        (clean, new, "clean_title", sources),
    ):
        copy = DocumentPart(name, _phrase(title, pack, templates), depth, apart)
        copies.stage(root / name, document, copy, school, templates)
    return [own, marked, clean]


def _bound(root: Path, texts: Sequence[str], packs: Sequence[Pack], templates: Templates) -> bytes:
    """The PDF of texts in folders of these names, with the date of the newest version."""
    body = "".join(f'#include "{name}/{BODY}"\n' for name in texts)
    (root / BODY).write_text(body, "utf-8")
    day = max(pack.comparison.new.issued or UNDATED for pack in packs)
    return compiled(root, day, templates)


def _markup(template: str, templates: Templates, **values: object) -> bytes:
    return write(calls.pack(blocks(templates.text(template, **values))), "typst")


def _phrase(name: str, about: Pack | Sequence[Pack], templates: Templates) -> str:
    said = Markup(templates.text("pack/phrase.j2", phrase=name, about=about))
    return said.unescape().strip()


def report(packs: Sequence[Pack], clean: bytes, school: Letterhead, templates: Templates) -> bytes:
    """The agenda line, report and minute of each pack of one meeting as docx.

    The look is that of `clean`, the Word copy of a version offered; the same values and templates
    give the same bytes. Raises what `render.word.render` raises.
    """
    body = blocks(templates.text("pack/report.html.j2", packs=packs, school=school))
    converted = _files(write(body, "docx", reference=clean))
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
