"""A policy as one self-contained web page, for schools that cannot deploy a folder.

Also the guide to putting it on their website.
"""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from clausework.model.document import Document
from clausework.query.published import Published
from clausework.render.common.embedded import Face, faces, hash_source, logo_address
from clausework.render.common.letterhead import Letterhead
from clausework.render.common.templates import Templates
from clausework.render.web.web import Download

# A browser uses bold for the site's semi-bold: every face is a tenth of the page.
FACES: tuple[Face, ...] = ((400, "normal"), (700, "normal"))
ITALIC: tuple[Face, ...] = ((400, "italic"),)


def render(published: Published, school: Letterhead, templates: Templates) -> str:
    """The whole page of a policy. Raises jinja2.TemplateError."""
    document = published.document
    nodes = [*document.nodes()]
    texts = [text for node in nodes for text in (node.text, node.closing)]
    texts += [note.text for node in nodes for note in node.notes]
    slanted = any(run.emphasis for text in texts for run in text)
    return _page(
        "policy.html.j2",
        (document,),
        (*FACES, *ITALIC) if slanted else FACES,
        school,
        templates,
        document=document,
        published=published,
    )


def guide(
    documents: Sequence[Document],
    downloads: Sequence[Download],
    school: Letterhead,
    templates: Templates,
) -> str:
    """The guide beside a school's files. Raises jinja2.TemplateError.

    Nobody publishes it, so it has no typefaces, which would be nine tenths of it.
    """
    return _page(
        "guide.html.j2",
        documents,
        (),
        school,
        templates,
        downloads=downloads,
        drafts=[document for document in documents if document.draft],
        titles={document.policy: document.title for document in documents},
    )


def _page(
    template: str,
    documents: Sequence[Document],
    body: Sequence[Face],
    school: Letterhead,
    templates: Templates,
    **values: object,
) -> str:
    written = "".join(document.model_dump_json() for document in documents)
    within = faces(written, school, body, templates) if body else []
    style = templates.text("single/style.css.j2", school=school, faces=within)
    return templates.text(
        f"single/{template}",
        school=school,
        style=Markup(style),
        hash=hash_source(style),
        logo=logo_address(school),
        **values,
    )
