"""What every website has in common: its typeface, its theme, and the one call of MkDocs."""

from __future__ import annotations

import logging
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from mkdocs.commands.build import build as build_site
from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException

from clausework.render.templates import Templates

# Nine tenths of the theme's files: help for its own developers, languages and styles that the
# pages do not use, and a sitemap, which is empty as long as a site does not know its address.
UNUSED = shutil.ignore_patterns("*.map", "lunr", "stylesheets", "images", "sitemap.xml*")
# Any time will do that is not today's: 1980, the first that a zip file can hold.
EPOCH = "315532800"


class SiteError(Exception):
    """MkDocs refused or doubted something; the text is what it said."""


def build(
    files: Mapping[str, str | bytes], themes: Sequence[str], templates: Templates, out: Path
) -> None:
    """Write a site into `out`, beside whatever is there.

    `files` are what MkDocs reads, by path with "/": `mkdocs.yml`, and what lies in `docs` and
    `theme`. `themes` are the folders of the templates that the theme is laid together from, the
    later over the earlier. Raises SiteError and OSError; `out` is then as it was, except after an
    OSError.
    """
    with TemporaryDirectory() as folder:
        staging = Path(folder).resolve()
        stage(files, themes, templates, staging)
        _run_mkdocs(staging / "mkdocs.yml")
        shutil.copytree(staging / "site", out, ignore=UNUSED, dirs_exist_ok=True)


def stage(
    files: Mapping[str, str | bytes], themes: Sequence[str], templates: Templates, folder: Path
) -> None:
    """Write what a site is built from, as for `build`, into an empty folder. Raises OSError."""
    fonts = folder / "docs" / "assets" / "fonts"
    fonts.mkdir(parents=True)
    for font in (*templates.path("fonts").glob("*.woff2"), templates.path("fonts/OFL.txt")):
        shutil.copyfile(font, fonts / font.name)
    for name in themes:
        for source in reversed(templates.folders):
            if (source / name).is_dir():
                shutil.copytree(source / name, folder / "theme", dirs_exist_ok=True)
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode())


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
