"""Make copies of a policy and read them back: none is returned that differs from its document."""

from __future__ import annotations

from collections.abc import Sequence

from clausework import readback
from clausework.model.document import Document
from clausework.query.board_paper import Pack
from clausework.query.published import Published
from clausework.readback import Around
from clausework.render.common.letterhead import Letterhead
from clausework.render.common.templates import Templates
from clausework.render.paper import pdf as writes_pdf
from clausework.render.web import single
from clausework.render.word import word as writes_word
from clausework.source.once import once


def pdf(document: Document, school: Letterhead, templates: Templates, copy: str) -> bytes:
    """The PDF of a document, also of a redline; `copy` is its name in messages.

    Raises readback.WordsDiffer, and what `render.pdf.render` raises.
    """
    made = writes_pdf.render(document, school, templates)
    if document.compared:
        readback.check_marked_pdf([document], made, copy)
    else:
        readback.check_pdf(document, made, around(document, school, templates), copy)
    return made


def pack(packs: Sequence[Pack], made: bytes, copy: str) -> bytes:
    """The PDF of board packs, after reading back the marked-up and the clean copy of each.

    `packs` are those of which it has the copies.

    Raises readback.WordsDiffer.
    """
    copies = [(one.comparison.marked, one.comparison.new) for one in packs]
    readback.check_marked_pdf([document for pair in copies for document in pair], made, copy)
    return made


def word(document: Document, school: Letterhead, templates: Templates, copy: str) -> bytes:
    """The Word copy of a document, as `pdf`; for a redline, both sides are read back."""
    made = writes_word.render(document, school, templates)
    older, newer = document.sides
    readback.check_word(newer, made, around(newer, school, templates), copy, "newer")
    if document.compared:
        readback.check_word(older, made, around(older, school, templates), copy, "older")
    return made


def page(published: Published, school: Letterhead, templates: Templates, copy: str) -> bytes:
    """The page of a policy for upload, as `pdf`."""
    made = single.render(published, school, templates)
    check_page(published.document, made, school, templates, copy)
    return made.encode()


def check_page(
    document: Document, made: str, school: Letterhead, templates: Templates, copy: str
) -> None:
    """Raises readback.WordsDiffer where a page differs from its document."""
    readback.check_page(document, made, around(document, school, templates), copy)


@once(8)  # Each copy of a policy asks again.
def around(document: Document, school: Letterhead, templates: Templates) -> Around:
    """The phrases around a document that is not a redline, in all its copies.

    Raises jinja2.TemplateError.
    """
    say = templates.words
    sources = [
        text
        for source in document.sources
        for text in (f"{say('source', source.cited)}.", say("reliance", source), source.cited.url)
    ]
    titles = [say("contents_title")]
    omitted = [say("left_out", one) for one in document.omitted]
    if omitted:
        titles.append(say("left_out_title"))
        omitted = [say("left_out_title"), say("left_out_lead", document), *omitted]
    if sources:
        titles.append(say("sources_title"))
    lead = [say("sources_title"), say("sources_lead")] if sources else []
    typed = (
        school.name,
        school.motto,
        school.address,
        school.contact,
        school.alternative_formats,
    )
    return Around(
        above=(school.name, say("version_line", document)),
        below=say("standing", document),
        local_name=lambda node: say("local_change", node),
        after=tuple(filter(None, (*omitted, *lead, *sources, say("end_of", document)))),
        contents=tuple(titles),
        typed=tuple(filter(None, typed)),
    )
