"""A school's website. The only caller of MkDocs."""

from __future__ import annotations

import logging
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from mkdocs.commands.build import build as build_site
from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException

from clausework.document import Document
from clausework.logo import JPEG_TYPE, PNG_TYPE, SVG_TYPE
from clausework.render.letterhead import Letterhead
from clausework.render.templates import Templates

ENDINGS = {SVG_TYPE: "svg", PNG_TYPE: "png", JPEG_TYPE: "jpg"}
# Nine tenths of the theme's files: help for its own developers, languages and styles that the
# pages do not use, and a sitemap, which is empty as long as a site does not know its address.
UNUSED = shutil.ignore_patterns("*.map", "lunr", "stylesheets", "images", "sitemap.xml*")
# Any time will do that is not today's: 1980, the first that a zip file can hold.
EPOCH = "315532800"


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


class SiteError(Exception):
    """MkDocs refused or doubted something; the text is what it said."""


def build(
    documents: Sequence[Document],
    school: Letterhead,
    downloads: Sequence[Download],
    templates: Templates,
    config: Path,
    out: Path,
) -> None:
    """Write a school's site into `out`, beside whatever is there.

    `config` is the mkdocs.yml that the site inherits. Raises SiteError, jinja2.TemplateError and
    OSError; `out` is then as it was, except after an OSError.
    """
    with TemporaryDirectory() as folder:
        staging = Path(folder).resolve()
        _stage(documents, school, downloads, templates, config.resolve(), staging)
        _run_mkdocs(staging / "mkdocs.yml")
        shutil.copytree(staging / "site", out, ignore=UNUSED, dirs_exist_ok=True)


def _stage(
    documents: Sequence[Document],
    school: Letterhead,
    downloads: Sequence[Download],
    templates: Templates,
    config: Path,
    staging: Path,
) -> None:
    pages, theme = staging / "docs", staging / "theme"
    logo = f"assets/logo.{ENDINGS[school.logo.media_type]}"
    (pages / "assets" / "fonts").mkdir(parents=True)
    (pages / logo).write_bytes(school.logo.data)
    for font in (*templates.path("fonts").glob("*.woff2"), templates.path("fonts/OFL.txt")):
        shutil.copyfile(font, pages / "assets" / "fonts" / font.name)
    for folder in reversed(templates.folders):
        if (folder / "web" / "theme").is_dir():
            shutil.copytree(folder / "web" / "theme", theme, dirs_exist_ok=True)

    def write(path: Path, template: str, **values: object) -> None:
        path.parent.mkdir(exist_ok=True)
        text = templates.text(f"web/{template}", school=school, **values)
        path.write_text(text, "utf-8", newline="\n")

    write(staging / "mkdocs.yml", "mkdocs.yml.j2", documents=documents, base=str(config), logo=logo)
    write(pages / "assets" / "fonts.css", "fonts.css.j2")
    write(theme / "assets" / "style.css", "style.css.j2")
    write(pages / "index.md", "home.md.j2", documents=documents, downloads=downloads)
    write(pages / "sources.md", "sources.md.j2", documents=documents)
    write(pages / "search.md", "search.md.j2")
    for document in documents:
        own = [item for item in downloads if item.policy == document.policy]
        page = pages / document.policy / "index.md"
        write(page, "policy.md.j2", document=document, downloads=own)


def _run_mkdocs(config: Path) -> None:
    with _fixed_clock(), _collected_warnings() as said:
        try:
            build_site(load_config(str(config), strict=True))
        except MkDocsException as error:
            raise SiteError("\n".join(said) or str(error)) from error


@contextmanager
def _fixed_clock() -> Iterator[None]:
    before = os.environ.get("SOURCE_DATE_EPOCH")
    os.environ["SOURCE_DATE_EPOCH"] = EPOCH
    try:
        yield
    finally:
        if before is None:
            del os.environ["SOURCE_DATE_EPOCH"]
        else:
            os.environ["SOURCE_DATE_EPOCH"] = before


@contextmanager
def _collected_warnings() -> Iterator[list[str]]:
    """What MkDocs says, which its exceptions only count."""
    said: list[str] = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: said.append(record.getMessage())  # type: ignore[method-assign]
    logger = logging.getLogger("mkdocs")
    logger.addHandler(handler)
    try:
        yield said
    finally:
        logger.removeHandler(handler)
