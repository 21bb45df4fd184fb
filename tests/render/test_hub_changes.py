"""HR's own site: what changed between two versions, and which reviews are due when."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from html import unescape
from pathlib import Path

import pytest

from clausework import query
from clausework.model.policy import Status
from clausework.model.scalars import SchoolType
from clausework.query import comparison
from clausework.render.common.templates import templates_for
from clausework.render.hr import hub
from clausework.workspace.root import Workspace, read_workspace
from tests.judges import drive, serve_directory
from tests.support.hub import REDLINE, on, section
from tests.support.hub import hub as build_hub
from tests.support.pages import Page, read, words
from tests.support.places import EXAMPLES, PROJECT
from tests.support.samples import SCHOOLS, summaries
from tests.support.workspaces import clause, tree_of, version

POLICY = "social-networking"
# What is read out at the marks.
UNSEEN = '<span class="hidden">[^<]*</span>'


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_hub(read_workspace(EXAMPLES), tmp_path_factory.mktemp("hub"))


def said(html: str) -> str:
    return Page(html).words


def bracketed(text: str) -> str:
    """Words as the page has them, of words as the master's file has them."""
    return re.sub(r"\{\{ ([^{}]+) \}\}", lambda one: f"[{one[1].replace('_', ' ')}]", text)


def letters(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def test_the_page_sets_what_the_words_suggest_beside_what_hr_says(built: Path) -> None:
    said_there = section(built / REDLINE, "_readings")
    workspace = read_workspace(EXAMPLES)
    found = comparison.between(workspace, POLICY, "1.0", "2.0", None)
    readings = comparison.changes_to_confirm(workspace, found)
    assert len(readings) > 40
    for one in readings:
        assert f"{one.number} {one.id} {one.weight.capitalize()}; " in said_there, one
    assert (
        "7.1(p) unapproved-tools Substantive; a duty is new or stronger (bound before: nobody "
        "named; now: staff) Substantive; duty: new Nothing" in said_there
    )
    assert said_there.count("These differ: confirm or correct.") == sum(
        one.differs for one in readings
    )
    # Beside the text is only what readers get.
    assert "from the words" not in Page(read(built / REDLINE)).words.partition("Marked-up text")[2]


def test_the_page_says_all_changes_that_diff_says(built: Path) -> None:
    html = read(built / REDLINE)
    blocks = [f"<div {one}" for one in html.split('<div class="block')[1:]]
    unseen = section(built / REDLINE, "_aside")
    found = comparison.between(read_workspace(EXAMPLES), POLICY, "1.0", "2.0", None)
    changes = comparison.data(found, None)["changes"]
    assert len(changes) > 100
    for change in changes:
        name, kind = change["id"], change["kind"]
        ids = (f'id="{name}"', f'id="was--{name}"')
        own = [block for block in blocks if any(one in block for one in ids)]
        told = said(" ".join(own))
        assert change["reason"] is None or change["reason"] in told, change
        if kind in ("added", "removed", "reworded"):
            sides = ("ins", change["before"]), ("del", change["after"])
            for gone, text in sides:
                # A mark may begin or end within a word.
                left = re.sub(rf"<{gone}\b.*?</{gone}>|{UNSEEN}", "", " ".join(own))
                assert {*letters(bracketed(text or ""))} <= {*letters(said(left))}, change
        elif kind == "citation":
            for cited in (change["after"] or "").split("; "):
                assert cited.split(", ")[0] in told, change
            # What was split had its sources where it stood.
            for cited in (change["before"] or "").split("; "):
                assert cited.split(", ")[0] in said(html), change
        elif kind == "condition":
            assert (change["before"], change["after"]) == ("bullet", "letter")
            assert 'class="points letter"' in "".join(own), change
        elif kind == "split":
            ends = f"Its words were in {change['number_before']} of version 1.0" in told
            assert ends or f"{name} Part of {change['number_before']}" in unseen, change
        else:
            assert kind == "renumbered"
            assert f"was {change['number_before']} now {change['number_after']}" in told, change


def test_the_page_says_first_how_much_changed_and_what_matters_most(built: Path) -> None:
    page = words(built / REDLINE)
    assert page.index("Version 1.0 to version 2.0") < page.index("All changes")
    assert (
        "The reasons are those that HR gave for versions 1.1 and 2.0, the newer first, where "
        "what they are for has not changed again. "
        "Which schools and local changes version 2.0 touches." in page
    )
    assert (
        "Rests on law or statutory guidance14 Changes the meaning20 Editorial: form, not meaning5"
    ) in page
    assert "5.2 Responsibilities of staff – reworded, sources changed" in page
    assert "8.4 The policy now states the legal duty to refer a person to the" in page
    assert "{{" not in page
    editorial = words(built / f"policies/{POLICY}/1.0_1.1.html")
    assert "The reasons are those that HR gave for version 1.1." in editorial


def test_its_two_columns_and_keys_work(built: Path) -> None:
    with serve_directory(built) as base:
        found = drive(
            f"{base}/{REDLINE}",
            """
            const seen = [await page.locator(".columns").isVisible()];
            await page.click("[data-view=sides]");
            seen.push(await page.locator(".columns").isVisible());
            await page.keyboard.press("n");
            seen.push(await page.textContent(".counter"));
            await page.click("[data-filter=substantive]");
            seen.push(await page.textContent(".counter"));
            return seen;
            """,
        )
    assert found == [False, True, "Change 1 of 39", "19 changes"]


def page_of(workspace: Workspace, name: str, schools: Iterable[query.SchoolSummary] = ()) -> str:
    """The source of one page, with what only the page's own part of it says."""
    files = hub.sources(workspace, schools, (), templates_for(PROJECT), PROJECT / "mkdocs.yml")
    source = files[f"docs/{name}.md"]
    assert isinstance(source, str)
    return source


def test_what_the_text_does_not_show_has_a_table(tmp_path: Path) -> None:
    versions = {
        "1.0": version(clause("first"), clause("two", when="maintained"), clause("old")),
        "1.1": version(
            clause("first", when="academies"),
            clause("two"),
            clause("new", text="Text of old.", was=["old"]),
            follows="1.0",
            status="proposed",
            changes=[{"clause": "first", "reason": "Only academies do so."}],
        ),
    }
    page = page_of(tree_of(tmp_path, versions), "policies/conduct/1.0_1.1")
    table = said(page.partition('<h2 id="_aside">')[2].partition("</section>")[0])
    assert (
        "1.1 first Applied to every schoolApplies where: academies Only academies do so." in table
    )
    assert "1.2 two Applied where: maintainedApplies to every school No reason given" in table
    assert "1.3 new Its id was oldIts id is new" in table


def test_two_versions_of_which_neither_follows_the_other(tmp_path: Path) -> None:
    versions = {
        "1.9": version(clause("first")),
        "1.10": version(clause("first", text="Others."), follows=None),
    }
    workspace = tree_of(tmp_path, versions)
    # 1.10 is the newer, whatever the letters say.
    page = said(page_of(workspace, "policies/conduct/1.9_1.10"))
    assert "Version 1.10 does not follow version 1.9, so HR gave no reasons" in page
    assert "From 1.9 To 1.10 1.9 to 1.10 1 change" in said(page_of(workspace, "policies/conduct"))


def test_versions_with_the_same_words_are_said_to_have_them(tmp_path: Path) -> None:
    one = version(clause("first"))
    workspace = tree_of(tmp_path, {"1.0": one, "1.1": one | {"follows": "1.0", "status": "draft"}})
    assert "No words changed." in page_of(workspace, "policies/conduct/1.0_1.1")
    assert "1.0 to 1.1 No change" in said(page_of(workspace, "policies/conduct"))


def dated(*days: date | None) -> list[query.SchoolSummary]:
    """As many schools as days, each with its next review of one policy on one of them."""
    return [
        query.SchoolSummary(
            id=f"school-{number}",
            name=f"School {number}",
            example=True,
            type=SchoolType.COMMUNITY,
            type_confirmed=True,
            links={},
            standings=(
                query.Standing(f"school-{number}", POLICY, "1.0", Status.RELEASED, next_review=day),
            ),
            copies=(),
            varied=(),
        )
        for number, day in enumerate(days)
    ]


def chart(page: str) -> list[tuple[str, str, str]]:
    """The rows of a chart: what it is of, the number beside the bar, how wide the bar is."""
    return [
        (said(head), said(number), width)
        for head, number, width in re.findall(
            r'<th scope="row">(.*?)</th>.*?<td>(\d+|None)\b.*?(?:<rect width="([\d.]+)%"|</td>)',
            page.partition("<tbody>")[2].partition("</tbody>")[0],
            re.DOTALL,
        )
    ]


def test_reviews_are_counted_by_month_and_the_bars_are_as_long_as_the_numbers_say() -> None:
    schools = dated(
        date(2027, 1, 31), None, date(2026, 1, 1), date(2027, 1, 2), None, None, date(2027, 1, 9)
    )
    schools.append(replace(schools[0], id="x", name="None", standings=(query.Standing("x", "y"),)))
    page = page_of(read_workspace(EXAMPLES), "reviews", schools[:-1])
    assert chart(page) == [
        ("January 2026", "1", "33.33"),
        ("January 2027", "3", "100.0"),
        ("No date recorded", "3", "100.0"),
    ]
    january = page.partition("January 2027</th>")[2].partition("</tr>")[0]
    listed = [unescape(said(one)) for one in re.findall(r"<li.*?</li>", january)]
    assert listed == [
        f"{day} School {number}: Social Networking Policy Overdue"
        for day, number in ((2, 3), (9, 6), (31, 0))
    ]


def test_a_school_without_the_policy_has_no_date_to_record() -> None:
    (school,) = dated(None)
    without = replace(school, standings=(query.Standing("school-0", POLICY),))
    assert "No school has a policy yet." in page_of(read_workspace(EXAMPLES), "reviews", [without])


def test_versions_in_use_have_bars_as_long_as_their_share_of_schools() -> None:
    schools = summaries(read_workspace(EXAMPLES))
    schools[0] = replace(schools[0], copies=())
    page = page_of(read_workspace(EXAMPLES), "fleet", schools)
    bars = re.findall(r": (\d+) schools? <svg class=\"bar\"[^>]*><rect width=\"([\d.]+)%\"", page)
    assert bars == [("3", "75.0")]


@pytest.mark.parametrize(
    ("day", "marked", "counted"),
    [
        ("2025-10-10", 0, []),
        ("2025-10-11", 1, ["1 overdue"]),
        ("2026-03-19", 2, ["1 overdue", "1 overdue"]),
    ],
)
def test_what_is_overdue_is_worked_out_by_the_reader(
    built: Path, day: str, marked: int, counted: list[str]
) -> None:
    with serve_directory(built) as base:
        found = drive(
            f"{base}/reviews.html",
            f"""{on(day)}
            return [await page.locator(".overdue:visible").count(),
              await page.locator(".overdue-of:visible").allTextContents()];""",
        )
    assert found == [marked, counted]


@pytest.mark.parametrize(
    ("day", "line"),
    [
        ("2025-10-10", []),
        ("2025-10-11", ["1 overdue review"]),
        ("2026-03-19", ["2 overdue reviews"]),
    ],
)
@pytest.mark.parametrize("scripts", [True, False])
def test_the_overview_counts_overdue_reviews_by_the_readers_day(
    built: Path, day: str, line: list[str], scripts: bool
) -> None:
    steps = f"""{on(day)}
    return page.locator('.attention a[href="reviews.html"]:visible').allTextContents();"""
    with serve_directory(built) as base:
        found = drive(f"{base}/index.html", steps, scripts=scripts)
    assert found == (line if scripts else [])


def test_reviews_of_the_projects_schools(built: Path) -> None:
    page = words(built / "reviews.html")
    assert "October 2025 1" in page
    assert "18 Saint Zoë's Example Primary School: Social Networking Policy" in page
    assert "No date recorded 2" in page
    assert len(SCHOOLS) == 4
    assert "reviews.html" in Page(read(built / "index.html")).links


def test_home_names_who_is_behind_or_has_what_was_withdrawn() -> None:
    schools = dated(*[date(2027, 1, 1)] * 3)
    behind = replace(schools[0].standings[0], behind=2, newest="1.1")
    schools[0] = replace(schools[0], standings=(behind,))
    page = said(page_of(read_workspace(EXAMPLES), "index", schools))
    assert "1 school with an older version than the newest issued one" in page
    assert "withdrawn" not in page
