"""Sites of one process: each as MkDocs alone makes it, whatever was built before it."""

import os
import re
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path

import jinja2
import pytest

from clausework.brand.palette import Font
from clausework.model.policy import Fonts
from clausework.query.published import Published
from clausework.render.common.security import with_policy
from clausework.render.common.templates import Templates, templates_for
from clausework.render.hr import hub
from clausework.render.web import site, web
from clausework.render.web.site import SiteError
from tests.support.files import contents
from tests.support.places import PATIENCE, PROJECT
from tests.support.samples import pages_of, sample

WARDEN_HILL, OAK, RIVERSIDE = "warden-hill-infant", "example-oak-academy", "example-riverside-unit"
# What MkDocs alone writes beside: Material's own look and languages, and help for its developers.
FOLDERS = ("assets/images/", "assets/javascripts/lunr/", "assets/stylesheets/")
UNUSED = {
    "bundle.a5f9d56c.min.js.map",
    "search.a7633da7.min.js.map",
    "sitemap.xml",
    "sitemap.xml.gz",
}
TEMPLATES = templates_for(PROJECT)
Files = dict[str, str | bytes]


@dataclass(frozen=True)
class Built:
    """What a site was made of, what it shares, and what it has of its own."""

    files: Files
    shared: dict[str, bytes]
    pages: dict[str, bytes]


def files_of(school: str) -> Files:
    document, head, templates = sample(school)
    return web.sources([Published(document)], head, [], templates, PROJECT / "mkdocs.yml")


def shared_of(school: str) -> dict[str, bytes]:
    _, head, templates = sample(school)
    return web.shared(head.fonts, templates)


def another_theme() -> Files:
    """A site with a theme of its own, as HR's pages are, under names that the schools have too."""
    return {
        "mkdocs.yml": f"INHERIT: {(PROJECT / 'mkdocs.yml').as_posix()}\n"
        "site_name: Another\ndocs_dir: docs\nsite_dir: site\nplugins: []\n"
        "theme: {custom_dir: theme, logo: assets/logo.svg, favicon: assets/logo.svg}\n"
        "extra: {school: {logo_alt: ''}}\n",
        "docs/index.md": "# Another\n\nWords.\n",
        "theme/assets/style.css": "/* Another style. */",
        "theme/partials/footer.html": "<footer>Another foot.</footer>",
    }


def by_mkdocs_alone(files: Files, themes: tuple[str, ...], folder: Path) -> dict[str, bytes]:
    """The site that a process of its own builds with MkDocs' own command, with its policies."""
    site.stage(files, themes, TEMPLATES, folder)
    environment = {**os.environ, "SOURCE_DATE_EPOCH": site.EPOCH}
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"]
    subprocess.run(command, cwd=folder, env=environment, check=True, timeout=PATIENCE)
    made = contents(folder / "site")
    return {
        name: with_policy(name, data.decode()).encode() if name.endswith(".html") else data
        for name, data in made.items()
    }


ORDER = {
    "first": (WARDEN_HILL, web.THEMES),
    "second": (OAK, web.THEMES),
    "another theme": (None, hub.THEMES),
    "first again": (WARDEN_HILL, web.THEMES),
}


@pytest.fixture(scope="module")
def built() -> dict[str, Built]:
    """Sites built one after the other by this process."""
    found = {}
    for name, (school, themes) in ORDER.items():
        files = files_of(school) if school else another_theme()
        shared = shared_of(school) if school else site.shared(themes, TEMPLATES)
        found[name] = Built(files, shared, site.pages(files, themes, TEMPLATES))
    return found


@pytest.mark.parametrize("name", ORDER)
def test_a_site_is_what_mkdocs_alone_makes_of_its_files(
    name: str, built: dict[str, Built], tmp_path: Path
) -> None:
    one, (_, themes) = built[name], ORDER[name]
    in_theme = {f"theme/{path}": data for path, data in one.shared.items()}
    alone = by_mkdocs_alone({**in_theme, **one.files}, themes, tmp_path / "alone")
    whole = {**one.shared, **one.pages}
    assert {path: alone[path] for path in alone.keys() & whole.keys()} == whole
    left_out = {path for path in alone.keys() - whole.keys() if not path.startswith(FOLDERS)}
    assert {path.rpartition("/")[2] for path in left_out} == UNUSED


def test_no_page_is_shared_and_no_shared_file_is_a_schools_own(built: dict[str, Built]) -> None:
    shared, pages = built["first"].shared, built["first"].pages
    assert not shared.keys() & pages.keys()
    assert shared_of(RIVERSIDE) == shared
    assert not [path for path in shared if path.endswith(".html")]
    assert {path for path in pages if not path.endswith(".html")} == {
        "assets/brand.css",
        "assets/logo.svg",
        "search/search_index.json",
        "social-networking/policy.json",
    }


def test_a_site_has_every_typeface_that_its_style_names() -> None:
    document, head, templates = sample(OAK)
    fonts = Fonts(heading=Font.LITERATA, body=Font.ATKINSON)
    pages = pages_of([Published(document)], replace(head, fonts=fonts), [], templates)
    whole = {**web.shared(fonts, templates), **pages}
    sheets = [whole[f"assets/{name}.css"].decode() for name in ("fonts", "style", "brand")]
    named = {f"assets/{path}" for sheet in sheets for path in re.findall(r'url\("(.+?)"\)', sheet)}
    assert named == {path for path in whole if path.endswith(".woff2")}
    assert {path.rpartition("/")[0] for path in whole if path.endswith("OFL.txt")} == {
        "assets/fonts",
        "assets/fonts/atkinson-hyperlegible-next",
        "assets/fonts/literata",
    }
    assert head.palette.band in sheets[2]
    assert '--body-font: "Atkinson Hyperlegible Next", "Source Sans 3", ' in sheets[2]


EDITS = {
    "docs/sources.md": "# Sources\n\nNew words of this page alone.\n",
    "docs/index.md": "# Home\n\n[Search](search.md)\n",
    "docs/social-networking/index.md": "# Policy\n\n## Part\n\nOf it.\n",
    "docs/accessibility.md": "---\nsearch:\n  exclude: true\n---\n\n# Not found\n",
}


@pytest.mark.parametrize("name", EDITS)
def test_pages_that_are_left_are_as_they_would_be_made(name: str, built: dict[str, Built]) -> None:
    first = built["first"]
    files: Files = {**first.files, name: EDITS[name]}
    before, after = site.origins(first.files), site.origins(files)
    left = {page for page in after if before.get(page) == after[page]}
    assert {*after} - left == {name.removeprefix("docs/").replace(".md", ".html")}
    made = site.pages(files, web.THEMES, TEMPLATES, left=left, search=first.pages[site.SEARCH])
    assert not made.keys() & left
    whole = site.pages(files, web.THEMES, TEMPLATES)
    assert {**{page: first.pages[page] for page in left}, **made} == whole
    assert whole[site.SEARCH] != first.pages[site.SEARCH]


@pytest.mark.parametrize("name", ["mkdocs.yml", "base.yml", "docs/another.md", "theme/main.html"])
def test_what_all_pages_come_of_leaves_none(name: str, built: dict[str, Built]) -> None:
    first = built["first"].files
    before = site.origins(first)
    after = site.origins({**first, name: str(first.get(name, "")) + "\n"})
    assert not [page for page in before if before[page] == after[page]]


def test_a_site_that_fails_leaves_the_next_as_it_would_be(built: dict[str, Built]) -> None:
    broken: list[tuple[type[Exception], str, Files]] = [
        (SiteError, "nothing-there.md", {"docs/index.md": "[Words](nothing-there.md)"}),
        (jinja2.TemplateSyntaxError, "unexpected", {"theme/main.html": "{{ page.title"}),
        (jinja2.UndefinedError, "nothing", {"theme/main.html": "{{ page.nothing.at_all }}"}),
    ]
    for error, said, files in broken:
        with pytest.raises(error, match=said):
            site.pages({**files_of(OAK), **files}, web.THEMES, TEMPLATES)
    first = built["first"]
    assert site.pages(first.files, web.THEMES, TEMPLATES) == first.pages


def test_a_roots_own_theme_files_take_the_place_of_the_projects(
    built: dict[str, Built], tmp_path: Path
) -> None:
    theme = tmp_path / "web/theme"
    for name in ("404.html", "assets/seal.svg", "partials/header.html"):
        (theme / name).parent.mkdir(parents=True, exist_ok=True)
        (theme / name).write_text(f"Our own {name}", "utf-8")
    own = Templates((tmp_path, PROJECT / "templates"))
    pages = site.pages(files_of(OAK), web.THEMES, own)
    assert pages["404.html"] == b"Our own 404.html"
    assert b"Our own partials/header.html" in pages["index.html"]
    assert site.shared(web.THEMES, own)["assets/seal.svg"] == b"Our own assets/seal.svg"
    # The project's own come back with the next site.
    second = built["second"]
    assert site.pages(second.files, web.THEMES, TEMPLATES) == second.pages


def test_a_site_is_written_beside_what_is_there(built: dict[str, Built], tmp_path: Path) -> None:
    (tmp_path / "kept.txt").write_text("Kept", "utf-8")
    one = built["another theme"]
    site.write({**one.shared, **one.pages}, tmp_path)
    assert contents(tmp_path) == {**one.shared, **one.pages, "kept.txt": b"Kept"}
    assert contents(tmp_path)["assets/style.css"] == b"/* Another style. */"
