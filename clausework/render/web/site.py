"""What every website shares: its typeface, its theme, and the one call of MkDocs."""

from __future__ import annotations

import json
import logging
import os
import shutil
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from io import BytesIO
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from types import CodeType

import jinja2
import yaml
from jinja2.bccache import Bucket
from mkdocs.commands.build import build as build_site
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.structure.files import Files, InclusionLevel
from mkdocs.theme import Theme
from mkdocs.utils import get_theme_dir
from mkdocs.utils.yaml import get_yaml_loader, yaml_load

from clausework.render.common.security import with_policy
from clausework.render.common.templates import Templates

# The theme's files that the pages use, a tenth of all.
USED = ("assets/javascripts/*.js", "assets/javascripts/workers/*.js")
NOT_FOUND = "404.html"
# The settings that a site inherits.
BASE = "base.yml"
# The search index of a site's pages.
SEARCH = "search/search_index.json"
# Any fixed time will do: 1980, the first that a zip file can have.
EPOCH = "315532800"


class SiteError(Exception):
    """MkDocs refused something or gave a warning; the text is its message."""


def pages(
    files: Mapping[str, str | bytes],
    themes: Sequence[str],
    templates: Templates,
    *,
    left: Collection[str] = (),
    search: bytes | None = None,
) -> dict[str, bytes]:
    """The files that MkDocs makes for one site, by path within it, with "/".

    The files of `shared` belong beside them. `files` are what MkDocs reads: `mkdocs.yml`,
    `base.yml`, and the contents of `docs` and `theme`. `themes` are the folders of templates that
    form the theme, the later overriding the earlier. Pages in `left` are not made: there are
    existing ones with the same `origins`, and `search` is the `SEARCH` file of the site that has
    them. Raises SiteError, jinja2.TemplateError and OSError.
    """
    with TemporaryDirectory() as folder:
        staging = Path(folder).resolve()
        write(files, staging)
        own = [name.removeprefix("theme/") for name in files if name.startswith("theme/")]
        _run_mkdocs(staging / "mkdocs.yml", own, _folders(themes, templates), left)
        site = staging / "site"
        made = sorted(path for path in site.rglob("*") if path.is_file())
        found = {path.relative_to(site).as_posix(): path.read_bytes() for path in made}
    for name in found:
        if name.endswith(".html"):
            found[name] = with_policy(name, found[name].decode()).encode()
    if search is not None:
        found[SEARCH] = _with_entries(found[SEARCH], search, left)
    return found


def origins(files: Mapping[str, str | bytes]) -> dict[str, tuple[str | bytes, ...]]:
    """The sources of each page of a site, by its path within the site, for comparison.

    `files` are as for `pages`; the themes and the templates count too. Equal sources give the same
    page.
    """
    texts = {name: data for name, data in files.items() if name.endswith(".md")}
    # A link to a missing page is a fault in the page that has it.
    there = "\n".join(sorted(texts))
    others = {name: data for name, data in files.items() if not name.startswith("docs/")}
    common = (there, *(part for one in sorted(others.items()) for part in one))
    return {
        NOT_FOUND: common,
        **{_page_of(name): (*common, name, text) for name, text in texts.items()},
    }


def _page_of(name: str) -> str:
    return PurePosixPath(name).relative_to("docs").with_suffix(".html").as_posix()


def _with_entries(new: bytes, last: bytes, left: Collection[str]) -> bytes:
    """An index with an earlier one's entries for some pages, in the order of MkDocs."""
    index = json.loads(new)

    def page(entry: Mapping[str, str]) -> str:
        return entry["location"].partition("#")[0]

    def place(entry: Mapping[str, str]) -> tuple[tuple[str, ...], bool, str]:
        path = PurePosixPath(page(entry))
        return path.parts[:-1], path.stem != "index", path.stem

    kept = [entry for entry in json.loads(last)["docs"] if page(entry) in left]
    index["docs"] = sorted([*kept, *index["docs"]], key=place)
    return json.dumps(index, separators=(",", ":")).encode()


def shared(themes: Sequence[str], templates: Templates) -> dict[str, bytes]:
    """The files that every site of these themes has, by path within it. Raises OSError.

    These are the theme's and those of Source Sans 3. `pages` returns none of them, unless a site
    has its own version.
    """
    material = Path(get_theme_dir("material"))
    found = {path.relative_to(material): path for used in USED for path in material.glob(used)}
    for folder in _folders(themes, templates):
        assets = (path for path in folder.glob("assets/**/*") if path.is_file())
        found |= {path.relative_to(folder): path for path in assets}
    for font in (*templates.path("fonts").glob("*.woff2"), templates.path("fonts/OFL.txt")):
        found[Path("assets/fonts", font.name)] = font
    return {path.as_posix(): source.read_bytes() for path, source in sorted(found.items())}


def stage(
    files: Mapping[str, str | bytes], themes: Sequence[str], templates: Templates, folder: Path
) -> None:
    """Write the sources of a site's pages, as for `pages`, into a folder. Raises OSError."""
    for source in _folders(themes, templates):
        shutil.copytree(source, folder / "theme", dirs_exist_ok=True)
    write(files, folder)


def _folders(themes: Sequence[str], templates: Templates) -> list[Path]:
    """The folders that form a theme, the later overriding the earlier."""
    folders = [source / name for name in themes for source in reversed(templates.folders)]
    return [folder for folder in folders if folder.is_dir()]


def write(files: Mapping[str, str | bytes], folder: Path) -> None:
    """Write files by path with "/" into a folder, without deleting others. Raises OSError."""
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode())


def _run_mkdocs(
    config: Path, own: Sequence[str], themes: Sequence[Path], left: Collection[str]
) -> None:
    """Build the site of `config` except the pages in `left`.

    `own` are the theme's files that no other site has; they override those in the folders `themes`,
    of which the later override the earlier.
    """
    with _fixed_clock(), _collected_warnings() as said:
        try:
            settings = _settings(config)
            theme = settings.theme
            # Empty, because a site does not know its address.
            theme.static_templates.discard("sitemap.xml")
            theme.static_templates -= {*left}
            theme.dirs[1:1] = [str(folder) for folder in reversed(themes)]
            settings.plugins.events["files"].append(partial(_without, left))
            # All work of MkDocs and its plugins on a theme begins with this.
            theme.get_env = lambda: _environment(theme, own)  # type: ignore[method-assign]
            build_site(settings)
        except MkDocsException as error:
            raise SiteError("\n".join(said) or str(error)) from error


def _without(pages: Collection[str], files: Files, *, config: MkDocsConfig) -> Files:
    """Tell MkDocs of pages without making them."""
    for file in files:
        if file.dest_uri in pages:
            file.inclusion = InclusionLevel.EXCLUDED
    return files


def _settings(config: Path) -> MkDocsConfig:
    # It must exist, though it may be empty.
    config.with_name("theme").mkdir(exist_ok=True)
    # MkDocs would read them in Python, which takes a tenth of a site's time.
    with config.open("rb") as stream:
        given = yaml_load(stream, get_yaml_loader(yaml.CLoader))
    return load_config(BytesIO(), config_file_path=str(config), **{**given, "strict": True})


def _environment(theme: Theme, own: Sequence[str]) -> jinja2.Environment:
    """A theme's environment that compiles no template twice and lists only its own files."""
    environment = Theme.get_env(theme)
    environment.bytecode_cache = _COMPILED
    environment.loader = _OwnFiles(theme.dirs, own)
    return environment


class _OwnFiles(jinja2.FileSystemLoader):
    """Finds every template of a theme, but lists for copying none of Material's 14,000 files.

    The files of `shared` are not listed either.
    """

    def __init__(self, folders: Sequence[str], own: Sequence[str]) -> None:
        super().__init__(folders)
        self.own = own

    def list_templates(self) -> list[str]:
        return sorted(self.own)


class _Compiled(jinja2.BytecodeCache):
    """Compiled templates by name and digest of their text.

    Other sites compile the same code, wherever their theme is.
    """

    def __init__(self) -> None:
        self.code: dict[tuple[str, str], CodeType] = {}

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        return name

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self.code.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        assert bucket.code is not None
        self.code[bucket.key, bucket.checksum] = bucket.code


_COMPILED = _Compiled()


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
    """The messages of MkDocs, which its exceptions only count."""
    said: list[str] = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: said.append(record.getMessage())  # type: ignore[method-assign]
    logger = logging.getLogger("mkdocs")
    logger.addHandler(handler)
    try:
        yield said
    finally:
        logger.removeHandler(handler)
