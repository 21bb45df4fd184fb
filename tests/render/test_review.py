"""A review's page: its two sides, its size, the pages of a meeting, and what the judges find."""

import re
from base64 import b64encode
from collections import Counter
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from clausework.brand.palette import Font
from clausework.model.authorities import AuthorityKind
from clausework.model.decisions import Action, Consultation, Paper
from clausework.model.document import Cited, Document, DocumentNote, Node
from clausework.model.inline import Run, plain
from clausework.model.policy import Fonts, Reason, Status, Variation
from clausework.model.scalars import ConfirmedDuty
from clausework.model.varying.options import TextOption
from clausework.query.board_paper import CarriedLocalChange, Chosen, FirstLook, Meeting, Pack, pack
from clausework.query.by_clause import by_clause
from clausework.query.comparison import Comparison, between
from clausework.render.common.letterhead import Letterhead
from clausework.render.review.review import render, render_meeting
from clausework.upgrade.outcome import CarriedChange, Outcome
from clausework.workspace.root import read_workspace
from tests.judges import axe, nu_html, serve_directory
from tests.support.pages import Page
from tests.support.places import EXAMPLES
from tests.support.review_pages import simple
from tests.support.reviews import MEETING, compared, packed, page, workspace
from tests.support.samples import OAK, SCHOOLS, WARDEN_HILL, sample

HOSTILE = "</script><script>alert(1)</script> \"x='1' {{ x }} {% y %} --> &lt; </style> 😀 ë"
# A page is sent by e-mail: a school's typeface, logo and the text of a whole policy.
MOST_BYTES = 300_000
PAPER = [name for name in Paper.model_fields if name != "questions"]


def text_of(document: Document) -> str:
    """Every word of a document's body, without spaces, in the order that the page has them in."""
    words = ""
    for section in document.sections:
        words += plain(section.text) + _notes([section])
        for one in section.children:
            words += _body(one) + _notes(one.walk())
    return "".join(words.split())


def _body(node: Node) -> str:
    return plain(node.text) + "".join(map(_body, node.children)) + plain(node.closing)


def _notes(nodes: Any) -> str:
    return "".join(plain(note.text) for node in nodes for note in node.notes)


@pytest.mark.parametrize("school", SCHOOLS)
@pytest.mark.parametrize(("old", "new"), [("1.0", "1.1"), ("1.0", "2.0")])
def test_without_its_insertions_it_is_the_older_text_and_without_deletions_the_newer(
    school: str, old: str, new: str
) -> None:
    html = page(school, old, new)
    body = html.partition("<section>")[2].partition('<section class="relied">')[0]
    furniture = ["hidden", "remark", "number", "mark", "note-number", "back", "source", "sup"]
    furniture += ["local-name", "summary"]
    comparison = compared(school, old, new)
    for tag, mark, side in (
        ("ins", "inserted", comparison.old),
        ("del", "deleted", comparison.new),
    ):
        shown = Page(body, [*furniture, tag, f"data-mark={mark}"]).text
        assert "".join(shown.split()) == text_of(side)


@pytest.mark.parametrize("school", SCHOOLS)
@pytest.mark.parametrize("new", ["1.1", "2.0"])
def test_the_clean_copy_is_there_whole_without_marks(school: str, new: str) -> None:
    _, _, after = page(school, "1.0", new).partition('id="_clean"')
    clean = after.partition("<details>")[2].partition("</details>")[0]
    body = clean.partition("<section>")[2].partition('<section class="relied">')[0]
    furniture = ["number", "mark", "note-number", "back", "source", "sup", "local-name"]
    document = compared(school, "1.0", new).new
    assert "".join(Page(body, furniture).text.split()) == text_of(document)
    shown = Page(clean)
    assert {"ins", "del"}.isdisjoint(tag for tag, _ in shown.tags)
    assert shown.all("data-stop") == shown.all("data-weight") == []
    # Whoever follows a reference in it stays in it.
    inside = [href for href in shown.all("href") if href[0] == "#"]
    assert inside
    assert [href for href in inside if "clean--" not in href] == []


@pytest.mark.parametrize("school", SCHOOLS)
@pytest.mark.parametrize(("old", "new"), [("1.0", "1.1"), ("1.0", "2.0"), ("1.1", "2.0")])
def test_each_changed_clause_is_counted_once_by_its_weight(school: str, old: str, new: str) -> None:
    clauses = [one for one in by_clause(compared(school, old, new)) if one.weight]
    expected = Counter(one.confirmed or "other" for one in clauses)
    html = page(school, old, new)
    shown = Page(html)
    assert len(shown.all("data-stop")) == sum(expected.values())
    tiles = re.findall(r"<dd>(\d+)</dd>", html)
    kinds = ("statutory", "substantive", "editorial", "other")
    shown_of = [
        kind for kind in kinds if expected[kind] or not (expected["other"] or kind == "other")
    ]
    assert [int(number) for number in tiles] == [expected[kind] for kind in shown_of]


@pytest.mark.parametrize("school", SCHOOLS)
def test_each_section_says_how_many_changes_are_in_it(school: str) -> None:
    html = page(school, "1.0", "2.0").partition('id="_text"')[2].partition('class="relied"')[0]
    sections = html.split("<section>")[1:]
    told = []
    for section in sections:
        heading, _, text = section.partition("<details>")
        summary, _, clauses = text.partition("</summary>")
        found = re.search(r"(No|\d+) changes? in the text of this section", summary)
        assert found
        told.append(int(found[1]) if found[1] != "No" else 0)
        assert told[-1] == len(Page(clauses).all("data-stop"))
        # A heading is with its own remark, whether its section is open or not.
        assert "<h2>" in heading
        assert ("data-stop" in heading) == ("remark" in heading)
    expected = Counter(
        clause.section.id
        for clause in by_clause(compared(school))
        if clause.weight and not clause.is_heading
    )
    assert sorted(told) == sorted(expected.values())


@pytest.mark.parametrize("school", SCHOOLS)
def test_each_link_leads_to_a_place_on_the_page_and_each_place_is_one(school: str) -> None:
    shown = Page(page(school, "1.0", "2.0"))
    ids = shown.all("id")
    assert len(ids) == len(set(ids))
    assert [href for href in shown.all("href") if href[0] == "#" and href[1:] not in ids] == []


@pytest.mark.parametrize("school", SCHOOLS)
def test_the_page_is_one_small_file_that_lets_in_nothing_but_itself(school: str) -> None:
    html = page(school, "1.0", "2.0")
    assert len(html.encode()) < MOST_BYTES
    shown = Page(html)
    assert all(address.startswith("data:") for address in shown.all("src"))
    assert not any(tag == "link" for tag, _ in shown.tags)
    assert not shown.all("style")
    policy = next(text for text in shown.all("content") if "default-src" in text)
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    for tag in ("style", "script"):
        (inside,) = re.findall(rf"<{tag}>(.*?)</{tag}>", html, re.DOTALL)
        digest = b64encode(sha256(inside.encode()).digest()).decode()
        assert rules[f"{tag}-src"] == f"'sha256-{digest}'"


def test_an_example_says_so_and_shows_no_other_school() -> None:
    html = page(OAK, "1.0", "2.0")
    assert "Example. This school is invented" in Page(html).text
    assert "Warden Hill" not in html


def test_a_typeface_for_headings_alone_brings_one_file() -> None:
    _, school, templates = sample(OAK)
    fonts = Fonts(heading=Font.LITERATA, body=Font.ATKINSON)
    html = render(packed(OAK, "1.0", "1.1"), replace(school, fonts=fonts), templates)
    style = html.partition("</style>")[0]
    assert style.count('font-family: "Literata";') == 1
    assert style.count('font-family: "Atkinson Hyperlegible Next";') == 4
    assert 'font-family: "Source Sans 3";' not in style


@pytest.mark.parametrize(
    ("motto", "meeting", "files"),
    [("Zoë’s", "Governors", 4), ("Ysgol y Tŵr", "Governors", 8), ("Zoë’s", "Bwrdd y Tŵr", 8)],
)
def test_letters_beyond_western_european_bring_their_own_files(
    motto: str, meeting: str, files: int
) -> None:
    told = replace(packed(OAK, "1.0", "1.1"), meeting=Meeting(meeting))
    _, school, templates = sample(OAK)
    html = render(told, replace(school, motto=motto), templates)
    assert html.count("@font-face") == files


def _spoilt(words: str) -> tuple[Pack, Letterhead]:
    """A board pack and a letterhead with `words` wherever a person can write."""

    def document(words: str, end: str, **changes: Any) -> Document:
        runs = (Run(text=words + end), Run(text=words, strong=True, href="https://example.org/"))
        cites = (Cited(authority="a", title=words + end, kind=AuthorityKind.ACT, part=words),)
        note = DocumentNote(id="spoilt", number=1, text=runs, cites=cites)
        point = Node(id="point", level="item", number="1.1(a)", label="•", text=runs, cites=cites)
        one = Node(
            id="one",
            level="clause",
            number="",
            label="",
            text=(*runs, Run(note="spoilt")),
            closing=runs,
            cites=cites,
            notes=(note,),
            children=(point,),
        )
        return simple([one], title=words + end, owner=words, audience=words, **changes)

    old, new = document(words, " old", version="1.0"), document(words, " new", version="2.0")
    comparison = Comparison(old, new, (Reason(clause="one", reason=words),))
    told = replace(
        pack(workspace(), comparison, OAK, Meeting(words, words)),
        board=words,
        consulted=(Consultation(union=words, outcome=words),),
        options=(Chosen(TextOption(type="text", label=words), value=words, before="before"),),
        local=(
            CarriedLocalChange(
                words,
                CarriedChange(
                    Variation(omit="one", reason=words, consulted=words), Outcome.CONFLICT
                ),
                before=(words,),
                ours=(words,),
                now=(words,),
            ),
        ),
        actions=(Action.model_validate({"for": words, "must": words, "within": words}),),
        paper=Paper.model_validate(dict.fromkeys(PAPER, words) | {"questions": [words]}),
        first=(FirstLook("one", words, words, ConfirmedDuty.NEW, "vary"),),
    )
    school = sample(OAK)[1]
    named = replace(school, name=words, motto=words, address=words, contact=words, logo_alt=words)
    return told, named


def test_hostile_text_stays_text() -> None:
    bad = render(*_spoilt(HOSTILE), sample(OAK)[2])
    good = render(*_spoilt("Harmless"), sample(OAK)[2])
    # The same elements with the same attributes: nothing came to be that was not meant.
    assert Page(bad).tags == Page(good).tags
    # The overview, and the first changes, have the first words of a clause only.
    told = [Page(html, ["overview", "first"]).text for html in (bad, good)]
    assert told[0].count(HOSTILE) == told[1].count("Harmless") > 20
    assert bad.count("<script>") == bad.count("</script>") == 1
    assert bad.count("</style>") == 1


def test_the_same_redline_gives_the_same_bytes() -> None:
    again = between(read_workspace(EXAMPLES), "social-networking", "1.0", "2.0", OAK)
    told = pack(workspace(), again, OAK, MEETING)
    assert render(told, *sample(OAK)[1:]) == page(OAK, "1.0", "2.0")


def meeting() -> tuple[list[Pack], str]:
    """The packs of two policies, of which HR has issued the second, and their page."""
    first = packed(OAK, "1.0", "2.0")
    released = first.comparison.new.model_copy(
        update={"status": Status.RELEASED, "policy": "conduct", "title": "Conduct Policy"}
    )
    comparison = replace(first.comparison, new=released)
    second = replace(first, comparison=comparison, meeting=Meeting(MEETING.name, "8"))
    packs = [first, second]
    return packs, render_meeting(packs, *sample(OAK)[1:])


def test_a_meeting_opens_with_what_is_asked_of_each_policy() -> None:
    packs, html = meeting()
    rows = Page(html.partition('<ol class="agenda"')[2].partition("</ol>")[0]).words
    assert "Item 7 Social Networking Policy For discussion: HR has not issued it" in rows
    assert "Item 8 Conduct Policy For decision: approve, approve with changes" in rows
    counted = packs[0].weights
    assert list(counted.values()) == [13, 19, 5, 0]
    assert rows.count("13 on law or statutory guidance, 19 in meaning, 5 in form only") == 2
    assert rows.count("Look first at 6.4. Staff may no longer write to pupils, parents or") == 2
    assert Page(html).words.count("Full Governing Body, 3 December 2026") == 1


def test_a_meeting_leads_to_each_pack_and_says_what_is_beside_it() -> None:
    packs, html = meeting()
    shown = Page(html)
    ids = shown.all("id")
    assert len(ids) == len(set(ids))
    hrefs = set(shown.all("href"))
    assert {"#social-networking", "#conduct", "pack.pdf", "report.docx"} <= hrefs
    assert [href for href in hrefs if href[0] == "#" and href[1:] not in ids] == []
    names = ["social-networking_1.0_2.0", "conduct_1.0_2.0"]
    assert [pack.name for pack in packs] == names
    places = Page(page(OAK, "1.0", "2.0")).all("id")
    for name in names:
        own = [href for href in hrefs if href.startswith(f"../{name}/index.html")]
        assert f"../{name}/index.html" in own
        parts = [href.partition("#")[2] for href in own if "#" in href]
        assert parts
        assert set(parts) <= {*places}


def test_the_judges_find_nothing(tmp_path: Path) -> None:
    for school in (WARDEN_HILL, OAK):
        (tmp_path / f"{school}.html").write_text(page(school, "1.0", "2.0"), "utf-8", newline="\n")
    (tmp_path / "meeting.html").write_text(meeting()[1], "utf-8", newline="\n")
    # What is closed is judged open.
    opened = page(OAK, "1.0", "2.0").replace("<details>", "<details open>")
    (tmp_path / "opened.html").write_text(opened, "utf-8", newline="\n")
    paths = sorted(tmp_path.iterdir())
    with serve_directory(tmp_path) as base:
        found = axe([f"{base}/{path.name}" for path in paths])
    assert found.violations == []
    assert found.failed_requests == found.external_requests == found.console_errors == []
    assert nu_html(paths) == {path: [] for path in paths}
