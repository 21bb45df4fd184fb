"""A school's website: its words, its permalinks, what it does with hostile text, its judges."""

import json
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from clausework.document import Cited, Document, DocumentNote, Node
from clausework.inline import Run
from clausework.model import Approval
from clausework.query.published import Published
from clausework.register import AuthorityKind
from clausework.render.letterhead import Letterhead
from clausework.render.site import SiteError
from clausework.render.web import Download, build
from tests.judges import axe, nu_html, serve_directory
from tests.samples import ROOT, sample

WARDEN_HILL, OAK, RIVERSIDE = "warden-hill-infant", "example-oak-academy", "example-riverside-unit"
EXAMPLES = (OAK, RIVERSIDE, "saint-zoes-example-primary")
SOURCE = ROOT / "tests" / "data" / "warden-hill-source.txt"
POLICY_PAGE = "social-networking/index.html"
HOSTILE = (
    "<script>alert(1)</script> *x* _y_ `z` [a](javascript:alert(1)) \"onload='1' {{ x }} "
    "{% y %} {# z #} &lt; # !ENV ${HOME} \\ 😀 ë: - |"
)
VOID = {"img", "input", "link", "meta"}
# The theme's two hidden switches, which its scripts need.
OF_THE_THEME = "Attribute “autocomplete” is only allowed when the input type is"


class Page(HTMLParser):
    """A page's words (`text`), tags, ids and links; `skip` names classes and tags left out."""

    def __init__(self, html: str, skip: tuple[str, ...] = ()) -> None:
        super().__init__()
        self.skip, self.skipped = {*skip, "script", "style"}, 0
        self.text = ""
        self.tags: list[tuple[str, tuple[str, ...]]] = []
        self.ids: list[str] = []
        self.links: dict[str, str] = {}
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {key: value or "" for key, value in attrs}
        self.tags.append((tag, tuple(sorted(found))))
        self.ids += [found["id"]] if "id" in found else []
        if "href" in found:
            self.links[found["href"]] = found.get("aria-label", "")
        if tag not in VOID and (self.skipped or {tag, *found.get("class", "").split()} & self.skip):
            self.skipped += 1

    def handle_endtag(self, tag: str) -> None:
        self.skipped -= bool(self.skipped)

    def handle_data(self, data: str) -> None:
        self.text += "" if self.skipped else data


def site(school: str, out: Path) -> Path:
    return site_of(*sample(school)[:2], out)


def site_of(document: Document, school: Letterhead, out: Path) -> Path:
    downloads = [
        Download(document.policy, "pdf", "documents/social-networking.pdf", 62_311, 7),
        Download(document.policy, "word", "documents/social-networking.docx", 24_100, None),
    ]
    build(
        [Published(document)], school, downloads, sample(WARDEN_HILL)[2], ROOT / "mkdocs.yml", out
    )
    return out


@pytest.fixture(scope="module")
def warden_hill(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return site(WARDEN_HILL, tmp_path_factory.mktemp("warden-hill"))


def read(path: Path) -> str:
    return path.read_text("utf-8")


def test_the_policy_page_has_the_words_of_the_source(warden_hill: Path) -> None:
    source = read(SOURCE).partition("1.0 Introduction")
    lines = [line.strip().removeprefix("- ") for line in "".join(source[1:]).splitlines()]
    page = Page(
        read(warden_hill / POLICY_PAGE).partition('<div class="sections">')[2],
        skip=("source", "sup", "note-number", "back", "around", "footer"),
    )
    words = " ".join(lines).replace("*", "").split()
    assert len(words) > 1_000
    assert page.text.split() == words


def test_every_clause_and_point_has_a_permalink(warden_hill: Path) -> None:
    page = Page(read(warden_hill / POLICY_PAGE))
    assert len(page.ids) == len(set(page.ids))
    nodes = [node for section in sample(WARDEN_HILL)[0].sections for node in section.walk()]
    names = {"section": "", "clause": "Link to clause ", "item": "Link to point "}
    for node in nodes:
        assert node.id in page.ids
        name = names[node.level] + node.number if names[node.level] else ""
        assert page.links[f"#{node.id}"] == name
    own = set(page.ids) - {node.id for node in nodes} - {"british-values"}
    assert all(name.startswith("_") for name in own)


def test_the_page_says_at_the_top_what_is_known_of_the_approval(tmp_path: Path) -> None:
    said = {
        WARDEN_HILL: "In use. No record of its approval was found.",
        OAK: "Approved by Local Governing Body on 10 October 2024. It applies from 1 November",
        RIVERSIDE: "Draft for approval. No approval by the school is recorded.",
    }
    for school, words in said.items():
        for name in (POLICY_PAGE, "index.html"):
            assert words in Page(read(site(school, tmp_path / school) / name)).text


def test_downloads_say_their_format_pages_and_size(warden_hill: Path) -> None:
    for name, up in (("index.html", ""), (POLICY_PAGE, "../")):
        page = Page(read(warden_hill / name), skip=("hidden",))
        assert "PDF, 7 pages, 62 KB" in page.text
        assert "Word, 24 KB" in page.text
        assert f"{up}documents/social-networking.pdf" in page.links


def test_a_local_change_has_its_name_and_a_source_its_link(tmp_path: Path) -> None:
    page = Page(read(site(OAK, tmp_path) / POLICY_PAGE))
    assert "Local addition The Principal also tells" in " ".join(page.text.split())
    assert "http://www.legislation.gov.uk/id/ukpga/2006/47" in page.links


def test_the_sources_page_names_each_source_and_what_cites_it(warden_hill: Path) -> None:
    page = Page(read(warden_hill / "sources.html"))
    words = " ".join(page.text.split())
    assert "Keeping children safe in education, 2018 Statutory guidance. Cited in 1.2." in words
    assert "November 2014 Advice, not statutory. Cited in 7.1(c). Its exact title has yet" in words
    assert "social-networking/index.html#code-of-conduct-and-dbs" in page.links
    anchors = Page(read(warden_hill / POLICY_PAGE)).ids
    cited = [link.partition("#")[2] for link in page.links if link.startswith("social-networking")]
    assert [name for name in cited if name and name not in anchors] == []


def test_nested_points_and_letters_keep_their_ids(tmp_path: Path) -> None:
    document, school, _ = sample(WARDEN_HILL)
    subitem = Node(id="sub", level="subitem", number="1.1(b)(i)", text=(Run(text="Third"),))
    items = tuple(
        Node(id=name, level="item", number=f"1.1({name})", text=(Run(text=name * 3),), children=sub)
        for name, sub in (("a", ()), ("b", (subitem,)))
    )
    document = _with_first_clause(document, children=items, style="letter")
    page = Page(read(site_of(document, school, tmp_path) / POLICY_PAGE))
    assert "(a) aaa (b) bbb Third" in " ".join(page.text.split())
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


@pytest.mark.parametrize("school", EXAMPLES)
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


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_search_finds_the_words_of_a_clause(warden_hill: Path) -> None:
    index = json.loads(read(warden_hill / "search/search_index.json"))["docs"]
    found = [entry["location"] for entry in index if "World of Warcraft" in entry["text"]]
    assert found == [f"{POLICY_PAGE}#introduction"]


def test_what_mkdocs_doubts_is_an_error_with_its_words(tmp_path: Path) -> None:
    document, school, templates = sample(WARDEN_HILL)
    config = tmp_path / "mkdocs.yml"
    config.write_text(read(ROOT / "mkdocs.yml") + "\nextra_cleverness: 1\n", "utf-8")
    with pytest.raises(SiteError, match="extra_cleverness"):
        build([Published(document)], school, [], templates, config, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_axe_finds_nothing_and_nothing_leaves_the_site(warden_hill: Path, tmp_path: Path) -> None:
    riverside = site(RIVERSIDE, tmp_path)
    names = ("index.html", POLICY_PAGE, "sources.html", "404.html")
    with serve_directory(warden_hill) as one, serve_directory(riverside) as other:
        found = axe([f"{base}/{name}" for base in (one, other) for name in names])
    assert found.violations == []
    assert found.failed_requests == found.external_requests == found.console_errors == []


def test_the_html_is_valid_but_for_the_theme(warden_hill: Path) -> None:
    said = nu_html(sorted(warden_hill.rglob("*.html")))
    assert len(said) == 5
    errors = [error.partition(": ")[2] for page in said.values() for error in page]
    assert [error for error in errors if not error.startswith(OF_THE_THEME)] == []
    assert len(errors) == 10
