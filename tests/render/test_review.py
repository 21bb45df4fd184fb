"""A review's page: what it opens with, its two sides, what is said of each change, its keys, its
judges."""

import json
import re
from base64 import b64encode
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from clausework.brand.palette import Font
from clausework.model.authorities import AuthorityKind
from clausework.model.document import Cited, Document, DocumentNote, Node
from clausework.model.inline import Run, plain
from clausework.model.paper import Action, Paper
from clausework.model.policy import Consultation, Fonts, Reason, Status, Variation
from clausework.model.scalars import ConfirmedDuty
from clausework.query.board_paper import CarriedLocalChange, Chosen, FirstLook, Meeting, Pack, pack
from clausework.query.by_clause import by_clause
from clausework.query.comparison import Comparison, between
from clausework.render.common.letterhead import Letterhead
from clausework.render.review.review import cites_compared, render, render_meeting, stretches
from clausework.upgrade.outcome import CarriedChange, Outcome
from clausework.workspace.root import read_workspace
from tests.judges import axe, drive, nu_html, serve_directory
from tests.support.pages import Page
from tests.support.places import EXAMPLES
from tests.support.reviews import MEETING, compared, packed, page, workspace
from tests.support.samples import SCHOOLS, sample

WARDEN_HILL, OAK = "warden-hill-infant", "example-oak-academy"
HOSTILE = "</script><script>alert(1)</script> \"x='1' {{ x }} {% y %} --> &lt; </style> 😀 ë"
# A page is sent by e-mail: a school's typeface, logo and the text of a whole policy.
MOST_BYTES = 300_000
PAPER = [name for name in Paper.model_fields if name != "questions"]


def page_of(old: Document, new: Document, *reasons: Reason) -> str:
    newer = new.model_copy(update={"version": "1.1"})
    told = pack(workspace(), Comparison(old, newer, reasons), OAK, Meeting())
    return render(told, *sample(OAK)[1:])


def front(html: str) -> Page:
    """What the page opens with."""
    return Page(html.partition('<div class="front">')[2].partition("<nav")[0])


def simple(*sections: Sequence[Node], **changes: Any) -> Document:
    """A document of sections with these clauses, numbered."""
    numbered = tuple(
        Node(
            id=f"section-{at}",
            level="section",
            number=f"{at}.0",
            text=(Run(text=f"Section {at}"),),
            children=tuple(
                clause.model_copy(update={"number": f"{at}.{place}"})
                for place, clause in enumerate(clauses, 1)
            ),
        )
        for at, clauses in enumerate(sections, 1)
    )
    return sample(OAK)[0].model_copy(update={"sections": numbered, **changes})


def clause(name: str, words: str, **values: Any) -> Node:
    return Node(id=name, level="clause", number="", text=(Run(text=words),), **values)


def remark_on(html: str, name: str) -> str:
    """What stands beside a clause."""
    found = re.search(rf'id="{name}".*?<div class="remark"[^>]*>(.*?)</div>', html, re.DOTALL)
    assert found
    return Page(found[1]).words


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
    furniture.append("local-name")
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
    clean = page(school, "1.0", new).partition("<details>")[2].partition("</details>")[0]
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


@pytest.mark.parametrize("school", SCHOOLS)
def test_it_opens_with_the_first_page_of_the_board_pack(school: str) -> None:
    words = front(page(school, "1.0", "2.0")).words
    parts = [
        "For discussion Social Networking Policy: version 2.0 What the board is asked",
        "HR has not issued version 2.0, so it cannot be approved yet.",
        "Meeting Full Governing Body, 3 December 2026, item 7",
        "Version offered Not issued: proposed by",
        "Compared with Version 1.0, ",
        "Recommendation That the board gives its views on the proposal.",
        "Author Luton HR Traded Services",
        "Who must do what, and by when Everyone who works for the school: Read the policy and sign "
        "that they have read it (within 30 days of the day on which the version takes effect)",
        "The head: Record who may post in each account of the school (by 31 January 2027)",
        "Five changes to look at first 6.4 Staff may no longer write to pupils, parents or carers "
        "about their work from private accounts or telephones. A duty is new. The board may vary "
        "it. 8.4 The policy now states the legal duty to refer a person to the Disclosure and "
        "Barring Service. A duty is new. The board cannot vary it.",
        "The board’s choices The school runs its own social media accounts: not chosen; HR’s "
        "default is yes.",
        "Local changes",
        "Consultation On version 2.0: not recorded.",
        "Equality The policy covers all staff alike.",
        "Workload Half an hour for each member of staff, once.",
        "Cost None beyond staff time.",
        "Training A briefing of half an hour for all staff.",
        "If nothing is done The school goes on with a policy that cites guidance of 2018.",
        "Questions worth asking Who may post in the accounts of our school today?",
        "Where the rest is",
        "Draft minute",
        "No decision was taken, since HR has not issued the version.",
    ]
    found = [words.find(part) for part in parts]
    assert found[0] == 0
    assert -1 not in found
    assert found == sorted(found)
    assert "…" not in words


def test_what_hr_does_not_state_is_not_stated_and_what_it_does_not_rank_is_left_out() -> None:
    silent = replace(packed(OAK, "1.0", "2.0"), actions=(), paper=Paper(), first=())
    html = render(silent, *sample(OAK)[1:])
    words = front(html).words
    assert "Who must do what, and by when HR has not stated what staff must do." in words
    for part in ("Recommendation", "Equality", "Workload", "Cost", "Training"):
        assert f"{part} Not stated" in words
    for part in ("Author", "If nothing is done", "Questions worth asking", "to look at first"):
        assert part not in words
    assert "#_first" not in front(html).all("href")


def test_an_issued_version_is_put_to_the_vote() -> None:
    told = packed(OAK, "1.0", "2.0")
    released = told.comparison.new.model_copy(update={"status": Status.RELEASED})
    comparison = replace(told.comparison, new=released)
    words = front(render(replace(told, comparison=comparison), *sample(OAK)[1:])).words
    assert words.startswith("For decision")
    assert "asked to decide on version 2.0" in words
    assert "resolved to [approve it / approve it with these changes" in words
    assert "discussion" not in words


def test_without_a_meeting_nothing_is_left_to_be_written_in() -> None:
    told = replace(packed(OAK, "1.0", "2.0"), meeting=Meeting())
    words = front(render(told, *sample(OAK)[1:])).words
    assert "Meeting" not in words
    assert "item" not in words


def fared(target: str, fate: Outcome) -> CarriedLocalChange:
    change = CarriedChange(Variation(omit=target, reason="It does not apply."), fate)
    return CarriedLocalChange("4.3", change, before=("Old.",), ours=(), now=("New.",))


@pytest.mark.parametrize(
    ("target", "fate", "said", "linked"),
    [
        ("who-is-covered", Outcome.CARRIED, "carried over unchanged", True),
        ("who-is-covered", Outcome.CONFLICT, "the school must decide", True),
        ("nowhere", Outcome.DROPPED, "not carried over", False),
    ],
)
def test_a_local_change_says_how_it_fared_and_leads_to_its_place(
    target: str, fate: Outcome, said: str, linked: bool
) -> None:
    told = replace(packed(OAK, "1.0", "2.0"), local=(fared(target, fate),))
    html = render(told, *sample(OAK)[1:])
    assert f"4.3 (left out): {said}. Consultation: not recorded." in front(html).words
    assert (f'<a href="#{target}">Read 4.3 in the text</a>' in html) is linked
    assert ("undecided" in front(html).all("class")) is (fate is Outcome.CONFLICT)


def test_what_is_removed_or_moved_is_linked_in_its_place() -> None:
    stays, gone = clause("stays", "Staff may go."), clause("gone", "Staff must tell the head.")
    moved = clause("moved", "Staff may sit.")
    first = [
        Reason.model_validate(
            {"clause": name, "reason": "R.", "headline": f"It is {name}.", "look_first": at}
        )
        for at, name in enumerate(("gone", "moved"), 1)
    ]
    html = page_of(
        simple([stays, gone, moved], [clause("other", "Other.")]),
        simple([stays], [clause("other", "Other."), clause("moved", "Staff must sit.")]),
        *first,
    )
    shown = front(html)
    assert "Two changes to look at first 1.2 It is gone. 2.2 It is moved." in shown.words
    links = shown.all("href")
    assert {"#was--gone", "#moved"} <= set(links)
    assert "#was--moved" not in links


FILES = [
    "pack.pdf",
    "redline.pdf",
    "new.pdf",
    "redline.docx",
    "new.docx",
    "old.docx",
    "report.docx",
    "changes.json",
]


def test_the_files_beside_it_are_linked_by_name_alone() -> None:
    shown = front(page(OAK, "1.0", "2.0"))
    assert [href for href in shown.all("href") if href[0] != "#"] == FILES
    assert "In the same folder as this page: pack.pdf" in shown.words


def test_an_example_says_so_and_shows_no_other_school() -> None:
    html = page(OAK, "1.0", "2.0")
    assert "Example. This school is invented" in Page(html).text
    assert "Warden Hill" not in html


def test_what_is_moved_is_linked_at_both_ends_and_counted_once() -> None:
    kept, moved = clause("kept", "It stays."), clause("gone", "It goes.")
    html = page_of(
        simple([kept, moved], [clause("other", "Other.")], version="1.0"),
        simple([kept], [clause("other", "Other."), moved], version="1.1"),
    )
    assert "Moved to 2.2 of version 1.1." in remark_on(html, "was--gone")
    assert "Moved from 1.2 of version 1.0." in remark_on(html, "gone")
    shown = Page(html)
    assert {"#gone", "#was--gone"} <= set(shown.all("href"))
    assert len(shown.all("data-stop")) == 1


def test_what_is_divided_is_linked_to_its_parts() -> None:
    html = page(WARDEN_HILL, "1.0", "2.0")
    was = remark_on(html, "was--code-of-conduct-and-dbs")
    assert "Its words are now in 5.4 and 8.4 of version 2.0." in was
    assert "Its words were in 5.4 of version 1.0." in remark_on(html, "duty-to-refer")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "Reworded. R."),
        ({"weight": "statutory"}, "Rests on law or statutory guidance Reworded. R."),
        ({"duty": "stronger"}, "Reworded. A duty is stronger. R."),
        (
            {"weight": "substantive", "duty": "same", "headline": "Staff tell the head."},
            "Changes the meaning Reworded. Staff tell the head. No duty changes. R.",
        ),
    ],
)
def test_beside_a_change_is_what_hr_says_of_it_and_no_more(
    given: dict[str, Any], said: str
) -> None:
    html = page_of(
        simple([clause("a", "Staff may tell the head.")]),
        simple([clause("a", "Staff must tell the head.")]),
        Reason.model_validate({"clause": "a", "reason": "R.", **given}),
    )
    assert remark_on(html, "a") == said


def test_of_a_change_without_any_word_of_hrs_only_what_happened_is_said() -> None:
    html = page_of(
        simple([clause("a", "Staff may tell the head.")]),
        simple([clause("a", "Staff must tell the head.")]),
    )
    assert remark_on(html, "a") == "Reworded."
    overview = Page(html.partition('<nav class="overview"')[2].partition("</nav>")[0]).words
    assert "Other changes1 Other changes 1.1 Staff must tell the head. – reworded" in overview
    (weight,) = {*Page(html).all("data-weight")}
    assert weight == "other"
    assert "other" in Page(html).all("data-filter")


def test_a_reason_is_said_once_and_names_the_points_that_it_is_of() -> None:
    def points(end: str) -> tuple[Node, ...]:
        return tuple(
            Node(id=f"p{at}", level="item", number=f"1.1({at})", text=(Run(text=f"Point{end}"),))
            for at in "abc"
        )

    html = page_of(
        simple([clause("a", "Staff:", children=points(""), style="letter")]),
        simple([clause("a", "All staff:", children=points(" one"), style="letter")]),
        Reason(clause="a", reason="Of the clause."),
        Reason(clause="p2", reason="Of nothing."),
        Reason(clause="pb", reason="Of a point."),
    )
    remark = remark_on(html, "a")
    assert remark.count("Of the clause.") == 1
    assert "1.1(b): Of a point." in remark
    assert "3 points changed" in remark
    assert "Of nothing." not in html


def test_insertions_and_deletions_are_told_in_words_once_each() -> None:
    new = (Run(text="Staff "), Run(text="must", strong=True), Run(text=" not go."))
    html = page_of(
        simple([clause("a", "Everyone stays.")]),
        simple([clause("a", "").model_copy(update={"text": new})]),
    )
    body = html.partition('class="body"')[2].partition("</p>")[0]
    assert (
        "deleted: Everyone stays end of deletion. inserted: Staff must not go" in Page(body).words
    )
    assert body.count("inserted: ") == body.count("end of insertion") == 1


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        ([], []),
        ([None], [(None, "0")]),
        (["inserted", "inserted"], [("inserted", "01")]),
        (["deleted", "inserted", None], [("deleted", "0"), ("inserted", "1"), (None, "2")]),
        (["inserted", None, "inserted"], [("inserted", "0"), (None, "1"), ("inserted", "2")]),
    ],
)
def test_neighbours_of_one_mark_are_one_stretch(
    marks: list[Any], expected: list[tuple[str | None, str]]
) -> None:
    found = stretches([Run(text=str(at), mark=mark) for at, mark in enumerate(marks)])
    assert [(mark, plain(runs)) for mark, runs in found] == expected
    assert {run.mark for _, runs in found for run in runs} <= {None}


def cited(name: str) -> Cited:
    return Cited(authority=name, title=name, kind=AuthorityKind.ACT)


@pytest.mark.parametrize(
    ("older", "newer", "expected"),
    [
        ("", "", []),
        ("a", "a", [(None, "a")]),
        ("ab", "bc", [("deleted", "a"), (None, "b"), ("inserted", "c")]),
        ("ab", "ba", [(None, "b"), (None, "a")]),
    ],
)
def test_citations_as_they_were_and_are(older: str, newer: str, expected: list[Any]) -> None:
    found = cites_compared([cited(one) for one in older], [cited(one) for one in newer])
    assert [(mark, one.title) for mark, one in found] == expected


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
        point = Node(id="point", level="item", number="1.1(a)", text=runs, cites=cites)
        one = Node(
            id="one",
            level="clause",
            number="",
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
        options=(Chosen(words, value=True, before=False, default=False),),
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


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Where a browser finds the page, as from a memory stick."""
    path = tmp_path_factory.mktemp("review") / "review.html"
    path.write_text(page(WARDEN_HILL, "1.0", "2.0"), "utf-8", newline="\n")
    return path.as_uri()


FOCUSED = "await page.evaluate(() => document.activeElement.id)"
COUNTER = 'await page.textContent(".counter")'


def test_keys_go_from_change_to_change_and_can_be_turned_off(address: str) -> None:
    found = drive(
        address,
        f"""
        const seen = [];
        for (const key of ["n", "n", "p", "p"]) {{
          await page.keyboard.press(key);
          seen.push([{FOCUSED}, {COUNTER}]);
        }}
        await page.click("[data-keys]");
        await page.keyboard.press("n");
        seen.push({FOCUSED});
        return seen;
        """,
    )
    first, second = (
        ["standards-for-employees", "Change 1 of 37"],
        ["who-is-covered", "Change 2 of 37"],
    )
    assert found == [first, second, first, first, ""]


def test_buttons_go_on_from_the_latest_change_or_from_what_is_read(address: str) -> None:
    found = drive(
        address,
        f"""
        const seen = [];
        for (const by of ["1", "1", "-1"]) {{
          await page.click(`[data-step="${{by}}"]`);
          seen.push({FOCUSED});
        }}
        await page.evaluate(() => document.getElementById("group-chats").scrollIntoView());
        await page.click('[data-step="1"]');
        seen.push({FOCUSED});
        return seen;
        """,
    )
    one, two = "standards-for-employees", "who-is-covered"
    assert found == [one, two, one, "group-chats"]


def test_filters_hide_by_weight_and_a_link_brings_back_what_is_hidden(address: str) -> None:
    found = drive(
        address,
        f"""
        const visible = (weight) =>
          page.locator(`.remark[data-weight="${{weight}}"]:visible`).count();
        const seen = [[await visible("substantive"), await visible("statutory")]];
        await page.click('[data-filter="substantive"]');
        seen.push([await visible("substantive"), await visible("statutory")]);
        seen.push(await page.getAttribute('[data-filter="substantive"]', "aria-pressed"));
        seen.push({COUNTER});
        seen.push(await page.textContent(".folded"));
        await page.keyboard.press("n");
        seen.push({FOCUSED});
        await page.click('.overview a[href="#who-is-covered"]');
        // A page learns of a new address a moment after the click.
        await page.waitForFunction(() => document.activeElement.id === "who-is-covered");
        seen.push({FOCUSED});
        seen.push(await page.getAttribute('[data-filter="substantive"]', "aria-pressed"));
        return seen;
        """,
    )
    before, after, *rest = found
    assert before[0] > 0
    assert after == [0, before[1]]
    assert rest == [
        "false",
        "18 changes",
        "Not shown: 1.1, 1.2",
        "read-in-conjunction",
        "who-is-covered",
        "true",
    ]


def test_only_what_changes_leaves_headings_and_names_what_is_folded(address: str) -> None:
    found = drive(
        address,
        """
        await page.click("[data-only]");
        return [
          await page.locator(".block:not(.changed):not(:has(h2)):visible").count(),
          await page.locator(".block h2:visible").count(),
          await page.locator(".folded").allTextContents(),
        ];
        """,
    )
    assert found == [0, 9, ["Not shown: 2.1"]]


SIDES = """
await page.click('[data-view="sides"]');
const side = (name) => page.locator(`#read-in-conjunction .${name} p`).first().innerText();
"""


def test_two_columns_have_a_version_each_and_go_away_again(address: str) -> None:
    found = drive(
        address,
        f"""
        const whole = await page.innerHTML(".policy");
        {SIDES}
        const seen = [
          await page.locator(".columns:visible").innerText(),
          await side("older"), await side("newer"),
          await page.locator("#who-is-covered .absent").innerText(),
          await page.evaluate(() => {{
            const ids = [...document.querySelectorAll("[id]")].map((found) => found.id);
            return ids.length - new Set(ids).size;
          }}),
          await page.locator(".older ins, .newer del").count(),
        ];
        await page.click('[data-view="inline"]');
        return [...seen, await page.innerHTML(".policy") === whole];
        """,
    )
    columns, older, newer, absent, doubled, strays, restored = found
    assert columns.split("\n\n") == ["Version 1.0", "Version 2.0"]
    assert "in conjunction with Guidance for Safer Working Practice" in older
    assert newer.endswith("end of insertion.")
    assert "Version 2.0: This policy should be read inserted: with:" in " ".join(newer.split())
    assert absent == "Not in version 1.0"
    assert (doubled, strays) == (0, 0)
    assert restored


@pytest.mark.parametrize("works", [True, False])
def test_the_minute_is_copied_or_else_selected(address: str, works: bool) -> None:
    found = drive(
        address,
        f"""
        await page.evaluate((works) => {{
          const clipboard = {{ writeText: async (text) => {{ window.copied = text; }} }};
          Object.defineProperty(navigator, "clipboard", {{ value: works ? clipboard : undefined }});
        }}, {json.dumps(works)});
        await page.click("[data-copy]");
        return [
          await page.evaluate(() => window.copied || getSelection().toString()),
          await page.locator(".copy [role=status]").innerText(),
        ];
        """,
    )
    minute, said = found
    assert minute.startswith("The Governing Body noted version 2.0 of the Social Networking Policy")
    assert minute.endswith("since HR has not issued the version.")
    assert said.startswith("Copied." if works else "The minute is selected")


def test_the_first_screen_of_a_phone_says_that_it_cannot_be_approved(address: str) -> None:
    steps = """
    await page.setViewportSize({ width: 390, height: 844 });
    const asked = await page.locator(".asked").boundingBox();
    const steps = await page.locator(".steps").boundingBox();
    return [await page.locator(".asked").innerText(), asked.y + asked.height < steps.y];
    """
    words, above = drive(address, steps)
    assert "HR has not issued version 2.0, so it cannot be approved yet." in words
    assert above


def test_a_narrow_screen_has_one_column(address: str) -> None:
    found = drive(
        address,
        """
        await page.click('[data-view="sides"]');
        const wide = await page.locator(".sides").count();
        await page.setViewportSize({ width: 390, height: 844 });
        await page.waitForFunction(() => !document.querySelector(".sides"));
        const over = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        return [wide > 0, await page.locator("[data-view]:visible").count(), over];
        """,
    )
    assert found == [True, 0, 0]


def test_without_a_script_every_change_is_there_and_no_button(address: str) -> None:
    steps = """
    const blocks = page.locator("#_text .block");
    return [
      await page.locator("button:visible").count(),
      await blocks.and(page.locator(":visible")).count() - await blocks.count(),
      await page.locator(".remark:visible").count() > 0,
    ];
    """
    assert drive(address, steps, scripts=False) == [0, 0, True]


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
