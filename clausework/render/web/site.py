"""What every website has in common: its typeface, its theme, and the one call of MkDocs."""

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

# What the pages use of the theme's own files, of which they are a tenth.
USED = ("assets/javascripts/*.js", "assets/javascripts/workers/*.js")
NOT_FOUND = "404.html"
# The settings that a site inherits.
BASE = "base.yml"
# What the search knows of a site's pages.
SEARCH = "search/search_index.json"
# Any time will do that is not today's: 1980, the first that a zip file can hold.
EPOCH = "315532800"


class SiteError(Exception):
    """MkDocs refused or doubted something; the text is what it said."""


def pages(
    files: Mapping[str, str | bytes],
    themes: Sequence[str],
    templates: Templates,
    *,
    left: Collection[str] = (),
    search: bytes | None = None,
) -> dict[str, bytes]:
    """What MkDocs makes of one site's own files, by path within the site; the files of `shared`
    belong beside them. All paths have "/".

    `files` are what MkDocs reads: `mkdocs.yml`, `base.yml`, and what lies in `docs` and `theme`.
    `themes` are the folders of the templates that the theme is laid together from, the later over
    the earlier. Pages that are `left` are not made: there are some of the same `origins`, and
    `search` is what the site that they are from had as `SEARCH`. Raises SiteError,
    jinja2.TemplateError and OSError.
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
    """What each page of a site comes from, by its path within the site, beside the themes and the
    templates; `files` as for `pages`. What is the same gives the same page.
    """
    texts = {name: data for name, data in files.items() if name.endswith(".md")}
    # A link to a page that is not there is a fault in the page that has it.
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
    """An index with what an earlier one knew of some pages, in the order of MkDocs."""
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
    """The files that every site of these themes has, the theme's and those of Source Sans 3, by
    path within it. `pages` has none of them, unless a site gives its own in place of one. Raises
    OSError.
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
    """Write what a site's pages are built from, as for `pages`, into a folder. Raises OSError."""
    for source in _folders(themes, templates):
        shutil.copytree(source, folder / "theme", dirs_exist_ok=True)
    write(files, folder)


def _folders(themes: Sequence[str], templates: Templates) -> list[Path]:
    """What a theme is laid together from, the later over the earlier."""
    folders = [source / name for name in themes for source in reversed(templates.folders)]
    return [folder for folder in folders if folder.is_dir()]


def write(files: Mapping[str, str | bytes], folder: Path) -> None:
    """Write files by path with "/" into a folder, beside whatever is there. Raises OSError."""
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode())


def _run_mkdocs(
    config: Path, own: Sequence[str], themes: Sequence[Path], left: Collection[str]
) -> None:
    """Build the site of `config` but for the pages that are `left`. `own` are the theme's files
    that no other site has; they lie over those in the folders `themes`, the later over the earlier.
    """
    with _fixed_clock(), _collected_warnings() as said:
        try:
            settings = _settings(config)
            theme = settings.theme
            # Empty, as long as a site does not know its address.
            theme.static_templates.discard("sitemap.xml")
            theme.static_templates -= {*left}
            theme.dirs[1:1] = [str(folder) for folder in reversed(themes)]
            settings.plugins.events["files"].append(partial(_without, left))
            # Everything that MkDocs and its plugins do with a theme begins with this.
            theme.get_env = lambda: _environment(theme, own)  # type: ignore[method-assign]
            build_site(settings)
        except MkDocsException as error:
            raise SiteError("\n".join(said) or str(error)) from error


def _without(pages: Collection[str], files: Files, *, config: MkDocsConfig) -> Files:
    """Have MkDocs know of pages, and not make them."""
    for file in files:
        if file.dest_uri in pages:
            file.inclusion = InclusionLevel.EXCLUDED
    return files


def _settings(config: Path) -> MkDocsConfig:
    # It has to be there, though it may be empty.
    config.with_name("theme").mkdir(exist_ok=True)
    # MkDocs would read them in Python, which takes a tenth of a site's time.
    with config.open("rb") as stream:
        given = yaml_load(stream, get_yaml_loader(yaml.CLoader))
    return load_config(BytesIO(), config_file_path=str(config), **{**given, "strict": True})


def _environment(theme: Theme, own: Sequence[str]) -> jinja2.Environment:
    """A theme's environment that compiles no template twice and lists none but its own files."""
    environment = Theme.get_env(theme)
    environment.bytecode_cache = _COMPILED
    environment.loader = _OwnFiles(theme.dirs, own)
    return environment


class _OwnFiles(jinja2.FileSystemLoader):
    """Finds every template of a theme, and lists what MkDocs is to copy: none of Material's 14,000
    files, nor of `shared`.
    """

    def __init__(self, folders: Sequence[str], own: Sequence[str]) -> None:
        super().__init__(folders)
        self.own = own

    def list_templates(self) -> list[str]:
        return sorted(self.own)


class _Compiled(jinja2.BytecodeCache):
    """Compiled templates by name and digest of their text: what one site leaves here is what any
    other would have compiled, wherever its theme lies.
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
