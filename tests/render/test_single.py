"""A policy as one page, and the guide beside it: whole, alone, small, and past its judges."""

import re
from base64 import b64encode
from dataclasses import replace
from functools import lru_cache
from hashlib import sha256
from html import unescape
from pathlib import Path

import pytest

from clausework.brand.palette import Font
from clausework.model.inline import plain
from clausework.model.policy import Fonts
from clausework.query.published import Published
from clausework.render.web.single import guide, render
from clausework.render.web.web import Download
from tests.judges import axe, nu_html, serve_directory
from tests.support.pages import Page
from tests.support.published import approval, had, published_after
from tests.support.samples import INVENTED, OAK, RIVERSIDE, SCHOOLS, WARDEN_HILL, sample
from tests.support.sites import HOSTILE

# What a website takes by upload, and a phone by mobile data.
MOST_BYTES = 250_000


@lru_cache
def page(school: str) -> str:
    document, letterhead, templates = sample(school)
    return render(Published(document), letterhead, templates)


def guide_of(school: str) -> str:
    document, letterhead, templates = sample(school)
    name = f"documents/{document.policy}"
    downloads = [
        Download(document.policy, "pdf", f"{name}.pdf", 62_311, 7),
        Download(document.policy, "word", f"{name}.docx", 24_100, None),
        Download(document.policy, "page", f"{name}.html", 92_000, None),
    ]
    return guide([document], downloads, letterhead, templates)


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("school", SCHOOLS)
def test_the_page_has_every_word_number_and_id_of_the_text(school: str) -> None:
    found = Page(page(school))
    said = squeezed(Page(page(school), skip=("sup",)).text)
    for node in sample(school)[0].nodes():
        assert node.id in found.ids
        for text in (node.text, node.closing, *(note.text for note in node.notes)):
            assert squeezed(plain(text)) in said
    assert len(found.ids) == len(set(found.ids))
    ends = [link[1:] for link in found.links if link.startswith("#")]
    assert [name for name in ends if name not in found.ids] == []


def test_it_has_the_control_table_and_the_sources() -> None:
    said = Page(page(OAK)).words
    assert "Approved by Local Governing Body on 10 October 2024." in said
    assert "Minute7.2" in said
    assert "Keeping children safe in education, 2018 Statutory guidance. Cited in 1.2." in said


def test_old_links_are_answered_there_too() -> None:
    one = published_after(had("1.0", "unknown"), had("2.0", approval(2026)))
    html = render(one, *sample(OAK)[1:])
    assert {"british-values", "code-of-conduct-and-dbs"} <= set(Page(html).ids)
    assert "earlier/" not in html


@pytest.mark.parametrize("make", [page, guide_of])
def test_it_asks_for_nothing_and_lets_no_script_run(make: object) -> None:
    assert callable(make)
    html = make(OAK)
    style = re.search(r"<style>(.*?)</style>", html, re.DOTALL)
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', html)
    assert style
    assert policy
    known = b64encode(sha256(style[1].encode()).digest()).decode()
    assert f"style-src 'sha256-{known}'" in policy[1]
    assert policy[1].startswith("default-src 'none';")
    assert "script-src" not in policy[1]
    assert "<script" not in html
    addresses = re.findall(r'(?:src="|url\("?)([^")]*)', html)
    assert addresses
    assert [one for one in addresses if not one.startswith("data:")] == []


@pytest.mark.parametrize("font", Font)
@pytest.mark.parametrize("name", ["Oak", "Łódź Example School"])
def test_it_is_small_in_every_typeface(font: Font, name: str) -> None:
    document, school, templates = sample(OAK)
    school = replace(school, name=name, fonts=Fonts(heading=font, body=font))
    assert len(render(Published(document), school, templates).encode()) < MOST_BYTES


@pytest.mark.parametrize("school", INVENTED)
def test_an_example_says_so(school: str) -> None:
    for html in (page(school), guide_of(school)):
        assert "Example. This school is invented" in Page(html).text


def test_the_guide_names_each_file_and_says_what_is_not_to_be_published() -> None:
    said = Page(guide_of(WARDEN_HILL)).words
    for name in ("social-networking.pdf (62 KB, 7 pages)", "social-networking.docx (24 KB)"):
        assert name in said
    assert "Not yet for publication" not in said
    assert "Not yet for publication: Social Networking Policy." in Page(guide_of(RIVERSIDE)).text


def test_hostile_text_stays_text() -> None:
    document, school, templates = sample(OAK)
    pages = []
    for text in (HOSTILE, "Harmless"):
        spoilt = document.model_copy(update={"title": text, "summary": text, "owner": text})
        letterhead = replace(school, name=text, motto=text, contact=text, address=text)
        pages.append(render(Published(spoilt), letterhead, templates))
    bad, good = (Page(html) for html in pages)
    assert bad.tags == good.tags
    assert bad.text.count(HOSTILE) == good.text.count("Harmless") > 5
    assert HOSTILE in unescape(pages[0].partition("</title>")[0])


def test_the_same_values_give_the_same_bytes() -> None:
    document, letterhead, templates = sample(OAK)
    assert render(Published(document), letterhead, templates) == page(OAK)


def test_both_pass_their_judges(tmp_path: Path) -> None:
    paths = [tmp_path / "policy.html", tmp_path / "guide.html"]
    for path, html in zip(paths, (page(OAK), guide_of(RIVERSIDE)), strict=True):
        path.write_text(html, "utf-8")
    assert nu_html(paths) == {path: [] for path in paths}
    with serve_directory(tmp_path) as base:
        found = axe([f"{base}/{path.name}" for path in paths])
    assert found.violations == []
    assert found.failed_requests == found.external_requests == found.console_errors == []
