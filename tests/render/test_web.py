"""A school's website: its words, its permalinks, what it does with hostile text, its judges."""

import json
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from clausework.model.authorities import AuthorityKind
from clausework.model.decisions import Approval, Role
from clausework.model.document import Cited, Document, DocumentNote, Node
from clausework.model.inline import Run
from clausework.model.policy import Variation
from clausework.query.published import Published, ReadWith
from clausework.render.common.letterhead import Letterhead
from clausework.render.listing import Listing
from clausework.render.web.site import SiteError, pages
from clausework.render.web.web import THEMES, sources
from tests.judges import axe, drive, nu_html, serve_directory
from tests.support.files import contents
from tests.support.pages import Page, read, words
from tests.support.places import PROJECT
from tests.support.published import FORM, approval, had, published_after
from tests.support.samples import INVENTED, OAK, RIVERSIDE, WARDEN_HILL, sample
from tests.support.sites import (
    HOSTILE,
    OF_THE_THEME,
    POLICY_PAGE,
    site,
    site_of,
    site_with,
    text_of_policy,
)
from tests.support.source import source_words


@pytest.fixture(scope="module")
def warden_hill(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return site(WARDEN_HILL, tmp_path_factory.mktemp("warden-hill"))


def test_the_policy_page_has_the_words_of_the_source(warden_hill: Path) -> None:
    body, note = source_words()
    assert len(body) > 1_000
    assert text_of_policy(read(warden_hill / POLICY_PAGE)) == body + note


def test_every_clause_and_point_has_a_permalink(warden_hill: Path) -> None:
    page = Page(read(warden_hill / POLICY_PAGE))
    assert len(page.ids) == len(set(page.ids))
    nodes = [*sample(WARDEN_HILL)[0].nodes()]
    names = {"section": "", "clause": "Link to clause ", "item": "Link to point "}
    for node in nodes:
        assert node.id in page.ids
        name = names[node.level] + node.number if names[node.level] else ""
        assert page.links[f"#{node.id}"] == name
    own = set(page.ids) - {node.id for node in nodes} - {"british-values"}
    assert all(name.startswith("_") for name in own)


def test_the_page_says_at_the_top_what_is_known_of_the_approval(tmp_path: Path) -> None:
    known = {
        WARDEN_HILL: "In use. No record of its approval was found.",
        OAK: "Approved by Local Governing Body on 10 October 2024. It applies from 1 November",
        RIVERSIDE: "Draft for approval. No approval by the school is recorded.",
    }
    for school, said in known.items():
        for name in (POLICY_PAGE, "index.html"):
            assert said in Page(read(site(school, tmp_path / school) / name)).text


def test_downloads_say_their_format_pages_and_size(warden_hill: Path) -> None:
    for name, up in (("index.html", ""), (POLICY_PAGE, "../")):
        page = Page(read(warden_hill / name), skip=("hidden",))
        assert "PDF, 7 pages, 62 KB" in page.text
        assert "Word, 24 KB" in page.text
        assert f"{up}documents/social-networking.pdf" in page.links


def test_a_type_that_the_school_has_not_confirmed_is_for_hr_alone(
    warden_hill: Path, tmp_path: Path
) -> None:
    pages = [read(path) for path in warden_hill.rglob("*.html")]
    for told in ("a community school", "taken to be", "yet to confirm"):
        assert not any(told in page for page in pages)
    known = read(site(OAK, tmp_path) / "index.html")
    assert "Example Oak Academy is an academy in a multi-academy trust." in Page(known).words


def test_a_local_change_has_its_name_and_a_source_its_link(tmp_path: Path) -> None:
    page = Page(read(site(OAK, tmp_path) / POLICY_PAGE))
    assert "Local addition The Principal also tells" in page.words
    assert "http://www.legislation.gov.uk/id/ukpga/2006/47" in page.links


def test_the_sources_page_names_each_source_and_what_cites_it(warden_hill: Path) -> None:
    page = Page(read(warden_hill / "sources.html"))
    words = page.words
    assert "Keeping children safe in education, 2018 Statutory guidance. Cited in 1.2." in words
    assert "November 2014 Advice, not statutory. Cited in 7.1(c). Its exact title has yet" in words
    assert "social-networking/index.html#code-of-conduct-and-dbs" in page.links
    anchors = Page(read(warden_hill / POLICY_PAGE)).ids
    cited = [link.partition("#")[2] for link in page.links if link.startswith("social-networking")]
    assert [name for name in cited if name and name not in anchors] == []


def test_nested_points_and_letters_keep_their_ids(tmp_path: Path) -> None:
    document, school, _ = sample(WARDEN_HILL)
    subitem = Node(id="sub", level="item", number="1.1(b)(i)", label="•", text=(Run(text="Third"),))
    items = tuple(
        Node(
            id=name,
            level="item",
            number=f"1.1({name})",
            label=f"({name})",
            text=(Run(text=name * 3),),
            children=sub,
        )
        for name, sub in (("a", ()), ("b", (subitem,)))
    )
    document = _with_first_clause(document, children=items, style="letter")
    page = Page(read(site_of(document, school, tmp_path) / POLICY_PAGE))
    assert "(a) aaa (b) bbb Third" in page.words
    assert page.links["#sub"] == "Link to point 1.1(b)(i)"


def test_hostile_text_stays_text(tmp_path: Path) -> None:
    hostile = _spoilt(*sample(OAK)[:2], HOSTILE)
    harmless = _spoilt(*sample(OAK)[:2], "Harmless")
    bad, good = site_of(*hostile, tmp_path / "bad"), site_of(*harmless, tmp_path / "good")
    for name in (POLICY_PAGE, "index.html", "search.html", "404.html"):
        page = Page(read(bad / name))
        # The same elements with the same attributes: nothing came to be that was not meant.
        assert page.tags == Page(read(good / name)).tags
        assert not [link for link in page.links if link.startswith("javascript:")]
        assert HOSTILE in unescape(read(bad / name).partition("</title>")[0])
    text = Page(read(bad / POLICY_PAGE)).text
    # Name, motto, contact, title, summary, audience, approver, section, clause, closing, note …
    assert text.count(HOSTILE) == Page(read(good / POLICY_PAGE)).text.count("Harmless") > 12
    index = json.loads(read(bad / "search/search_index.json"))["docs"]
    assert any(HOSTILE in unescape(entry["title"]) for entry in index)
    for entry in index:
        found = Page(entry["title"] + entry["text"])
        assert {tag for tag, _ in found.tags} <= {"p", "ul", "ol", "li", "sup"}


def _spoilt(document: Document, school: Letterhead, words: str) -> tuple[Document, Letterhead]:
    """Both with `words` wherever a person can write."""
    runs = (Run(text=words), Run(text=words, strong=True, href="https://example.org/"))
    cites = (Cited(authority="a", title=words, kind=AuthorityKind.ACT, part=words),)
    note = DocumentNote(id="spoilt", number=1, text=runs, cites=cites)
    document = _with_first_clause(
        document, text=(*runs, Run(note="spoilt")), closing=runs, cites=cites, notes=(note,)
    )
    assert isinstance(document.approved, Approval)
    first = document.sections[0].model_copy(update={"text": runs[:1]})
    return document.model_copy(
        update={
            "title": words,
            "summary": words,
            "audience": words,
            "owner": words,
            "approved": document.approved.model_copy(update={"by": words, "minute": words}),
            "sections": (first, *document.sections[1:]),
        }
    ), replace(school, name=words, motto=words, contact=words, logo_alt=words)


def _with_first_clause(document: Document, **changes: Any) -> Document:
    section = document.sections[0]
    clause = section.children[0].model_copy(update=changes)
    section = section.model_copy(update={"children": (clause, *section.children[1:])})
    return document.model_copy(update={"sections": (section, *document.sections[1:])})


@pytest.mark.parametrize("school", INVENTED)
def test_an_example_says_so_on_every_page_and_shows_no_other_school(
    school: str, tmp_path: Path
) -> None:
    site(school, tmp_path)
    for path in tmp_path.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            for words in (b"Warden Hill", b"Learning Together", b"Growing Together"):
                assert words not in data, path
        if path.suffix == ".html":
            assert "Example. This school is invented" in Page(read(path)).text


def test_two_builds_give_the_same_bytes_and_keep_what_is_there(
    warden_hill: Path, tmp_path: Path
) -> None:
    kept = tmp_path / "documents" / "social-networking.pdf"
    kept.parent.mkdir()
    kept.write_bytes(b"%PDF")
    site(WARDEN_HILL, tmp_path)
    assert kept.read_bytes() == b"%PDF"
    kept.unlink()
    assert contents(tmp_path) == contents(warden_hill)


def test_search_finds_the_words_of_a_clause(warden_hill: Path) -> None:
    index = json.loads(read(warden_hill / "search/search_index.json"))["docs"]
    found = [entry["location"] for entry in index if "World of Warcraft" in entry["text"]]
    assert found == [f"{POLICY_PAGE}#meaning-of-social-networking"]


def test_what_mkdocs_doubts_is_an_error_with_its_words(tmp_path: Path) -> None:
    document, school, templates = sample(WARDEN_HILL)
    config = tmp_path / "mkdocs.yml"
    config.write_text(read(PROJECT / "mkdocs.yml") + "\nextra_cleverness: 1\n", "utf-8")
    files = sources([Published(document)], school, [], templates, config)
    with pytest.raises(SiteError, match="extra_cleverness"):
        pages(files, THEMES, templates)


def test_an_open_page_takes_on_the_colours_of_the_device(warden_hill: Path) -> None:
    """Which the judges rely on: they load a page once for both."""
    with serve_directory(warden_hill) as base:
        light, dark, loaded = drive(
            f"{base}/{POLICY_PAGE}",
            """
            const colours = () => page.evaluate(() => [...document.querySelectorAll("*")].map(
              (one) => ["color", "backgroundColor"].map((name) => getComputedStyle(one)[name])));
            const settle = async () => { await page.waitForTimeout(500); return colours(); };
            await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
            await page.reload();
            const light = await settle();
            await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
            const dark = await settle();
            await page.reload();
            return [light, dark, await settle()];
            """,
        )
    assert dark == loaded
    assert dark != light


def test_the_html_is_valid_but_for_the_theme(warden_hill: Path) -> None:
    said = nu_html(sorted(warden_hill.rglob("*.html")))
    assert len(said) == 7
    errors = [error.partition(": ")[2] for page in said.values() for error in page]
    assert [error for error in errors if not error.startswith(OF_THE_THEME)] == []
    assert len(errors) == 14


OWN = Variation(add="local-own", after="aims", text="Our own words.", reason="A secret reason.")
SLIP, EARLIER = "social-networking/slip.html", "social-networking/earlier"


@pytest.fixture(scope="module")
def oak(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a school that had version 1.0 and 1.1, and now has 2.0."""
    one = published_after(
        had("1.0", "unknown", variations=(OWN,)),
        had("1.1", approval(2025)),
        had("2.0", approval(2026)),
        on_record=("1.1", "2.0"),
    )
    return site_with(one, sample(OAK)[1], tmp_path_factory.mktemp("oak"))


def test_what_a_policy_is_read_with_is_linked_where_the_school_has_it(oak: Path) -> None:
    for name in (POLICY_PAGE, "index.html"):
        assert "https://example.org/conduct" in Page(read(oak / name)).links
    assert "Code of Conduct Grievance Procedure The policy itself" in words(oak / POLICY_PAGE)
    assert "Grievance" not in words(oak / "index.html")


def test_the_versions_say_who_approved_them_and_what_changed(oak: Path) -> None:
    said = words(oak / POLICY_PAGE)
    newest = "Version 2.0, in use. Approved by Full Governing Body on 12 May 2026."
    assert f"{newest} Applies from 1 June 2026. Since version 1.1, counted in" in said
    assert "Version 1.1. Approved by Full Governing Body on 12 May 2025." in said
    assert "Version 1.0. No record of its approval was found." in said
    assert "1.2 It applies alike to the following people, who… – new" in said


def test_a_policy_that_the_school_approved_is_there_as_data(oak: Path) -> None:
    assert "policy.json" in Page(read(oak / POLICY_PAGE)).links
    said = words(oak / POLICY_PAGE)
    assert "The text of version 2.0 as data for other programs (JSON)" in said
    data = Listing.model_validate_json(read((oak / POLICY_PAGE).with_name("policy.json")))
    assert (data.version, data.school) == ("2.0", OAK)
    assert len(data.nodes) > 50
    # A footnote is a number in the page's words.
    begun = [" ".join(node.text.split())[:60] for node in data.nodes]
    assert [text for text in begun if text not in said] == []


def test_a_draft_has_no_versions_and_no_slip(tmp_path: Path) -> None:
    one = published_after(had("2.0", None))
    site_with(one, sample(OAK)[1], tmp_path)
    assert "Versions of this policy" not in words(tmp_path / POLICY_PAGE)
    assert not (tmp_path / SLIP).exists()
    assert not (tmp_path / POLICY_PAGE).with_name("policy.json").exists()


def test_every_old_permalink_is_answered_on_the_page_and_has_a_dated_page(oak: Path) -> None:
    page = Page(read(oak / POLICY_PAGE))
    assert len(page.ids) == len(set(page.ids))
    for number in ("1.0", "1.1"):
        before = published_after(had(number, "unknown", variations=(OWN,))).document
        nodes = [*before.nodes()]
        assert {node.id for node in nodes} <= set(page.ids)
        assert {note.id for node in nodes for note in node.notes} <= set(page.ids)
    said = words(oak / EARLIER / "local-own.html")
    assert "“Our own words.”, of version 1.0 was removed by version 1.1, approved by" in said
    assert "on 12 May 2025. As it read in version 1.0 These words no longer apply." in said
    links = Page(read(oak / EARLIER / "code-of-conduct-and-dbs.html")).links
    assert {"../index.html#code-and-standards", "../index.html#duty-to-refer"} <= set(links)


def test_the_site_holds_no_reason_and_no_other_way_to_ask_for_names(oak: Path) -> None:
    for path in sorted(oak.rglob("*.html")):
        assert "A secret reason." not in read(path)
    assert (
        "<input" not in read(oak / SLIP).partition('<form class="palette"')[0].partition("<h1")[2]
    )


def test_the_slip_has_version_and_date_and_the_form_comes_with_its_privacy_notice(
    oak: Path, tmp_path: Path
) -> None:
    assert "Version2.0 Approved byFull Governing Body, 12 May 2026" in words(oak / SLIP)
    assert {FORM.form, FORM.privacy_notice} <= set(Page(read(oak / SLIP)).links)
    assert "own form" not in words(site(WARDEN_HILL, tmp_path) / SLIP)


def test_search_says_that_it_does_not_work_from_a_disk(warden_hill: Path) -> None:
    assert "works only on the website, not in a copy opened from" in words(
        warden_hill / "search.html"
    )


def test_hostile_titles_and_approvers_stay_text_beside_the_policy(tmp_path: Path) -> None:
    pages = {}
    for text in (HOSTILE, "Harmless"):
        one = published_after(had("1.0", approval(2025), variations=(OWN,)), had("2.0", "unknown"))
        spoilt = Approval(by=text, on=approval(2025).on)
        first, second = one.versions
        one = replace(
            one,
            document=one.document.model_copy(update={"title": text}),
            read_with=(ReadWith(text), ReadWith(text, url="https://example.org/")),
            versions=(first, replace(second, approved=spoilt)),
            removed=tuple(
                replace(gone, approved=spoilt, node=_said(gone.node, text)) for gone in one.removed
            ),
        )
        folder = site_with(one, replace(sample(OAK)[1], address=text), tmp_path / str(len(text)))
        names = [POLICY_PAGE, SLIP, "accessibility.html", f"{EARLIER}/local-own.html"]
        pages[text] = [Page(read(folder / name)) for name in names]
    for bad, good in zip(*pages.values(), strict=True):
        assert bad.tags == good.tags
        # What is cut short begins with the first of its words.
        assert bad.text.count(HOSTILE[:15]) == good.text.count("Harmless") > 0


def _said(node: Node, text: str) -> Node:
    return node.model_copy(update={"text": (Run(text=text),)})


def test_the_pages_beside_a_policy_pass_their_judges(oak: Path) -> None:
    names = [POLICY_PAGE, SLIP, "index.html", f"{EARLIER}/code-of-conduct-and-dbs.html"]
    with serve_directory(oak) as base:
        found = axe([f"{base}/{name}" for name in names])
    assert found.violations == []
    assert found.external_requests == found.console_errors == []
    errors = [
        error.partition(": ")[2]
        for page in nu_html([oak / n for n in names]).values()
        for error in page
    ]
    assert [error for error in errors if not error.startswith(OF_THE_THEME)] == []


def test_what_it_means_for_each_reader_stands_before_the_text_in_the_schools_words(
    tmp_path: Path,
) -> None:
    role = Role.model_validate({"for": "Volunteers", "text": "Ask the {{ head }}."})
    one = published_after(had("1.0", "unknown"), roles=(role,))
    site_with(one, sample(OAK)[1], tmp_path)
    said = "What this means for you In short, from Luton HR Traded Services."
    before = Page(read(tmp_path / POLICY_PAGE).partition('<div class="sections">')[0])
    assert said in before.words
    assert "Volunteers Ask the Principal." in before.words
    assert "What this means" not in words(site(WARDEN_HILL, tmp_path / "none") / POLICY_PAGE)
