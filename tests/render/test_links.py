"""Every link of every page leads somewhere, and no page asks another host for anything."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from clausework.build import reviews
from clausework.build.reviews import Offer
from clausework.workspace.root import read_workspace
from tests.support.pages import Page
from tests.support.places import EXAMPLES
from tests.support.samples import SCHOOLS

# What a browser asks for by itself, and what it only offers to follow.
LOADED = {"src", "poster", "data", "action", "formaction", "background", "manifest", "imagesrcset"}
ELSEWHERE = {"http", "https", "mailto", "tel"}
IN_CSS = re.compile(r"""url\(\s*["']?([^"')]+)|@import\s+["']([^"']+)""")
ROOTED = "404.html"  # shown at any address, so its links begin at the root of the site


@dataclass(frozen=True)
class Link:
    """An address on a page; `followed` where only a reader's click asks for it."""

    address: str
    followed: bool


def links_of(page: Page) -> Iterator[Link]:
    """All addresses on a page."""
    for one in page.elements:
        for name, value in one.attributes.items():
            if name == "href" or name.endswith(":href"):
                yield Link(value, followed=one.tag in {"a", "area"})
            elif name in LOADED:
                yield Link(value, followed=False)
            elif name == "srcset":
                yield from (Link(source.split()[0], followed=False) for source in value.split(","))
            elif name == "style":
                yield from in_css(value)
        if one.tag == "style":
            yield from in_css(one.text)


def in_css(text: str) -> list[Link]:
    return [Link(url or imported, followed=False) for url, imported in IN_CSS.findall(text)]


@cache
def page(path: Path) -> Page:
    return Page(path.read_text("utf-8"))


def broken(site: Path) -> Iterator[str]:
    """Each link of a site that leads nowhere or has a page ask another host, by its page."""
    for path in sorted(site.rglob("*")):
        if path.suffix == ".html":
            links = [*links_of(page(path))]
        elif path.suffix == ".css":
            links = in_css(path.read_text("utf-8"))
        else:
            continue
        for link in links:
            why = fault(link, path, site)
            if why:
                yield f"{path.relative_to(site)} → {link.address}: {why}"


def fault(link: Link, path: Path, site: Path) -> str | None:
    """What is wrong with a link; None where nothing is."""
    parts = urlsplit(link.address)
    if parts.scheme or parts.netloc:
        if parts.scheme == "data" and not link.followed:
            return None
        fine = link.followed and parts.scheme in ELSEWHERE
        return None if fine else "asks another host, or is no address"
    start = site if parts.path.startswith("/") else path.parent
    if parts.path.startswith("/") and path != site / ROOTED:
        return "works at the root of a host alone"
    target = (start / unquote(parts.path).lstrip("/")).resolve() if parts.path else path
    if not target.is_relative_to(site) or not target.is_file():
        return "no such file"
    if parts.fragment and unquote(parts.fragment) not in page(target).ids:
        return "no such place on the page"
    return None


@pytest.mark.parametrize("site", [*(f"sites/{school}" for school in SCHOOLS), "hub"])
def test_every_link_of_a_site_leads_somewhere(site: str, built: Path) -> None:
    folder = built / site
    assert len(list(folder.rglob("*.html"))) > 5
    assert list(broken(folder)) == []


@pytest.mark.parametrize("school", SCHOOLS)
@pytest.mark.parametrize("name", ["index.html", "social-networking/index.html"])
def test_a_schools_pages_lead_to_all_its_documents(school: str, name: str, built: Path) -> None:
    """Other folders are not led to: each site is put somewhere by itself."""
    site = built / "sites" / school
    links = [unquote(link.address).partition("#")[0] for link in links_of(page(site / name))]
    met = {((site / name).parent / link).resolve() for link in links if ":" not in link}
    documents = {
        path for path in (site / "documents").iterdir() if path.name != "READ-ME-FIRST.html"
    }
    assert len(documents) == 3
    assert documents <= met


@pytest.mark.parametrize("school", SCHOOLS)
def test_every_link_of_a_meetings_board_packs_leads_somewhere(school: str, tmp_path: Path) -> None:
    """Among them those from the first page of the meeting to the packs beside it."""
    offers = [Offer("social-networking", "1.0", "2.0", "7")]
    folders = reviews.write_meeting(
        read_workspace(EXAMPLES), school, offers, "Governing Body", tmp_path, bind=False
    )
    assert len(folders) == 2
    assert [folder for folder in folders if not page(folder / "index.html").links] == []
    assert list(broken(folders[0].parent)) == []


FAULTS = {
    '<a href="gone.html">x</a>': "no such file",
    '<a href="other/">x</a>': "no such file",
    '<a href="../up.html">x</a>': "no such file",
    '<a href="/other/page.html">x</a>': "works at the root of a host alone",
    '<a href="#gone">x</a>': "no such place on the page",
    '<a href="other/page.html#gone">x</a>': "no such place on the page",
    '<a href="javascript:x()">x</a>': "asks another host, or is no address",
    '<a href="">x</a><a href="#here" id="here">x</a>': None,
    '<a href="other/page.html#there">x</a>': None,
    '<a href="https://example.org/">x</a><a href="mailto:head@example.org">x</a>': None,
    '<img src="data:,">': None,
    '<img src="https://example.org/x.png">': "asks another host, or is no address",
    '<img src="//example.org/x.png">': "asks another host, or is no address",
    '<img srcset="other/page.html 1x, gone.png 2x">': "no such file",
    '<link href="https://example.org/x.css">': "asks another host, or is no address",
    '<script src="https://example.org/x.js"></script>': "asks another host, or is no address",
    '<form action="https://example.org/"></form>': "asks another host, or is no address",
    '<style>@import "https://example.org/x.css";</style>': "asks another host, or is no address",
    '<p style="background: url(gone.png)">x</p>': "no such file",
    '<svg><use xlink:href="#gone"/></svg>': "no such place on the page",
}


@pytest.mark.parametrize(("html", "why"), FAULTS.items())
def test_the_crawler_finds_what_it_looks_for(html: str, why: str | None, tmp_path: Path) -> None:
    (tmp_path / "site" / "other").mkdir(parents=True)
    (tmp_path / "up.html").write_text("<p>Not of the site</p>")
    (tmp_path / "site" / "other" / "page.html").write_text('<p id="there">x</p>')
    (tmp_path / "site" / "index.html").write_text(html)
    found = list(broken(tmp_path / "site"))
    assert [one.rpartition(": ")[2] for one in found] == ([why] if why else [])
