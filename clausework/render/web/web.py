"""A school's website."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from clausework.brand.logo import JPEG_TYPE, PNG_TYPE, SVG_TYPE
from clausework.brand.palette import Font
from clausework.model.policy import Fonts
from clausework.model.varying.printed import linked
from clausework.query.by_clause import listed
from clausework.query.published import Published
from clausework.render.common.letterhead import Letterhead
from clausework.render.common.templates import Templates
from clausework.render.listing import listing
from clausework.render.web import site

FileFormat = Literal["pdf", "word", "page"]
# A policy as data, beside its page.
DATA = "policy.json"
THEMES = ("web/theme",)
ENDINGS = {SVG_TYPE: "svg", PNG_TYPE: "png", JPEG_TYPE: "jpg"}


@dataclass(frozen=True)
class Download:
    """A file that a policy's pages offer for download.

    `path` is relative to the site, with "/"; `size` is in bytes; `pages` is None where the format
    has none. `coming` is the number of a version that is not yet in force.
    """

    policy: str
    format: FileFormat
    path: str
    size: int
    pages: int | None
    coming: str | None = None


def shared(fonts: Fonts, templates: Templates) -> dict[str, bytes]:
    """The files that are the same in the sites of all schools with these typefaces.

    They are by path within a site. Raises jinja2.TemplateError and OSError.
    """
    files = site.shared(THEMES, templates)
    for sheet in ("fonts.css", "style.css"):
        files[f"assets/{sheet}"] = templates.text(f"web/{sheet}.j2").encode()
    # The one left out is in every site.
    for font in sorted({fonts.heading, fonts.body} - {Font.SOURCE_SANS}):
        for path in sorted(templates.path(f"fonts/{font.slug}").iterdir()):
            if path.suffix in (".woff2", ".txt"):
                files[f"assets/fonts/{font.slug}/{path.name}"] = path.read_bytes()
    return files


def sources(
    policies: Sequence[Published],
    school: Letterhead,
    downloads: Sequence[Download],
    templates: Templates,
    config: Path,
) -> dict[str, str | bytes]:
    """The sources of a school's site for `site.pages`, by path.

    It inherits `config`, a mkdocs.yml. Raises jinja2.TemplateError and OSError.
    """
    logo = f"assets/logo.{ENDINGS[school.logo.media_type]}"
    documents = [one.document for one in policies]

    def text(template: str, **values: object) -> str:
        return templates.text(f"web/{template}", school=school, **values)

    files: dict[str, str | bytes] = {
        "mkdocs.yml": text("mkdocs.yml.j2", documents=documents, base=site.BASE, logo=logo),
        site.BASE: config.read_bytes(),
        f"docs/{logo}": school.logo.data,
        "docs/assets/brand.css": text("brand.css.j2"),
        "docs/index.md": text("home.md.j2", policies=policies, downloads=downloads),
        "docs/sources.md": text("sources.md.j2", documents=documents),
        "docs/accessibility.md": text("accessibility.md.j2"),
        "docs/search.md": text("search.md.j2"),
    }
    for one in (version for policy in policies for version in (policy, *policy.coming)):
        up, folder = "../" * (one.folder.count("/") + 1), f"docs/{one.folder}"
        pages = {other.policy: f"{up}{other.policy}/index.html" for other in documents}
        document = linked(one.document, pages)
        coming = document.version if one.until else None
        own = [
            item for item in downloads if (item.policy, item.coming) == (document.policy, coming)
        ]
        values = {
            "document": document,
            "published": one,
            "listed": listed,
            "up": up,
        }
        files[f"{folder}/index.md"] = text("policy.md.j2", downloads=own, **values)
        if not document.draft:
            files[f"{folder}/slip.md"] = text("slip.md.j2", **values)
            data = listing(document, school.id).model_dump_json(indent=2)
            files[f"{folder}/{DATA}"] = f"{data}\n"
        for element in one.removed:
            files[f"{folder}/earlier/{element.ids[0]}.md"] = text(
                "earlier.md.j2", element=element, **values
            )
    return files
