"""A school's website."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from clausework.document import Document
from clausework.logo import JPEG_TYPE, PNG_TYPE, SVG_TYPE
from clausework.render import site
from clausework.render.letterhead import Letterhead
from clausework.render.templates import Templates

ENDINGS = {SVG_TYPE: "svg", PNG_TYPE: "png", JPEG_TYPE: "jpg"}


@dataclass(frozen=True)
class Download:
    """A file that a policy's pages offer. `path` is relative to the site, with "/"; `size` is in
    bytes; `pages` is None where the format has none.
    """

    policy: str
    format: Literal["pdf", "word"]
    path: str
    size: int
    pages: int | None


def build(
    documents: Sequence[Document],
    school: Letterhead,
    downloads: Sequence[Download],
    templates: Templates,
    config: Path,
    out: Path,
) -> None:
    """Write a school's site into `out`, beside whatever is there.

    `config` is the mkdocs.yml that the site inherits. Raises site.SiteError, jinja2.TemplateError
    and OSError; `out` is then as it was, except after an OSError.
    """
    logo = f"assets/logo.{ENDINGS[school.logo.media_type]}"

    def text(template: str, **values: object) -> str:
        return templates.text(f"web/{template}", school=school, **values)

    files: dict[str, str | bytes] = {
        "mkdocs.yml": text(
            "mkdocs.yml.j2", documents=documents, base=str(config.resolve()), logo=logo
        ),
        f"docs/{logo}": school.logo.data,
        "docs/assets/fonts.css": text("fonts.css.j2"),
        "theme/assets/style.css": text("style.css.j2"),
        "docs/index.md": text("home.md.j2", documents=documents, downloads=downloads),
        "docs/sources.md": text("sources.md.j2", documents=documents),
        "docs/search.md": text("search.md.j2"),
    }
    for document in documents:
        own = [item for item in downloads if item.policy == document.policy]
        page = text("policy.md.j2", document=document, downloads=own)
        files[f"docs/{document.policy}/index.md"] = page
    site.build(files, ["web/theme"], templates, out)
