"""A site's sources build with MkDocs Material and, unchanged, with Zensical, to the same pages."""

import json
import posixpath
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from clausework.query.published import Published
from clausework.render.common.templates import templates_for
from clausework.render.hr import hub
from clausework.render.web import site, web
from clausework.workspace.root import read_workspace
from tests.support.pages import Page, read
from tests.support.places import EXAMPLES, PATIENCE, PROJECT
from tests.support.samples import SCHOOLS, sample, summaries

CONFIG = PROJECT / "mkdocs.yml"


# A link to the text that a theme adds and our style hides.
SKIP = ("md-skip",)


def said(page: Page) -> list[str]:
    """The words of a page, title and all; two builders may put spaces between elements or not."""
    return [word for piece in page.pieces for word in piece.split()]


def leads_to(page: Page) -> list[str]:
    """The addresses of its links, in their order."""
    found = []
    for one in page.elements:
        if one.tag == "a" and "href" in one.attributes and "md-skip" not in one.names:
            address, mark, fragment = one.attributes["href"].partition("#")
            is_path = address and ":" not in address
            found.append((posixpath.normpath(address) if is_path else address) + mark + fragment)
    return found


def by_both(files: dict[str, str | bytes], themes: tuple[str, ...], folder: Path) -> list[Path]:
    """Two sites of the same sources: by MkDocs as the project calls it, and by Zensical."""
    templates = templates_for(PROJECT)
    ours, theirs = folder / "material", folder / "zensical"
    site.write({**site.shared(themes, templates), **site.pages(files, themes, templates)}, ours)
    site.stage(files, themes, templates, folder / "sources")
    zensical = [sys.executable, "-m", "zensical", "build", "--strict"]
    subprocess.run(zensical, cwd=folder / "sources", check=True, timeout=PATIENCE)
    shutil.move(folder / "sources" / "site", theirs)
    return [ours, theirs]


def pages(folder: Path) -> dict[str, Page]:
    return {
        path.relative_to(folder).as_posix(): Page(read(path), SKIP)
        for path in sorted(folder.rglob("*.html"))
    }


def written(files: dict[str, str | bytes]) -> int:
    """How many pages come of these sources: one for each, and the one for a wrong address."""
    return sum(name.endswith(".md") for name in files) + 1


def searched(index: Path, entries: str) -> dict[str, tuple[str, str]]:
    """What the search knows of each place."""
    found = json.loads(index.read_text("utf-8"))[entries]
    return {entry["location"]: (entry["title"], entry["text"]) for entry in found}


def check_same_pages(material: dict[str, Page], zensical: dict[str, Page], number: int) -> None:
    assert list(material) == list(zensical)
    assert len(material) == number
    for name, page in material.items():
        assert len(said(page)) > 50, name
        assert said(page) == said(zensical[name]), name
        assert page.ids == zensical[name].ids, name
        assert leads_to(page) == leads_to(zensical[name]), name


@pytest.mark.parametrize("school", SCHOOLS)
def test_a_schools_site(school: str, tmp_path: Path) -> None:
    document, head, templates = sample(school)
    files = web.sources([Published(document)], head, [], templates, CONFIG)
    material, zensical = by_both(files, web.THEMES, tmp_path)
    check_same_pages(pages(material), pages(zensical), written(files))
    known = searched(material / "search" / "search_index.json", "docs")
    assert len(known) > 10
    assert known == searched(zensical / "search.json", "items")


def test_hrs_site(tmp_path: Path) -> None:
    workspace = read_workspace(EXAMPLES)
    files = hub.sources(workspace, summaries(workspace), (), templates_for(PROJECT), CONFIG)
    material, zensical = by_both(files, hub.THEMES, tmp_path)
    check_same_pages(pages(material), pages(zensical), written(files))
