"""HR's own site: its words, its states, what it does with hostile text, its judges."""

import csv
import json
import re
from dataclasses import replace
from html import unescape
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from clausework.model.policy import Status, Variation
from clausework.render.common.templates import templates_for
from clausework.render.hr.hub import render
from clausework.workspace.root import Workspace, read_workspace
from clausework.workspace.schema import File
from tests.judges import axe, nu_html, serve_directory
from tests.support.files import contents
from tests.support.hub import REDLINE, hub, section
from tests.support.pages import Page, read, words
from tests.support.places import EXAMPLES, PROJECT
from tests.support.samples import SCHOOLS, summaries
from tests.support.sites import HOSTILE, OF_THE_THEME

PAGES = (
    "404.html",
    "clauses.html",
    "coming.html",
    "confirm.html",
    "fleet.html",
    "impact/guidance-for-safer-working-practice.html",
    "impact/kcsie.html",
    "impact/prevent-duty-advice.html",
    "impact/social-networking-1.1.html",
    "impact/social-networking-2.0.html",
    "index.html",
    "law.html",
    "local.html",
    "local/social-networking.html",
    "new.html",
    "policies.html",
    "policies/social-networking.html",
    "policies/social-networking/1.0_1.1.html",
    "policies/social-networking/1.0_2.0.html",
    "policies/social-networking/1.1_2.0.html",
    "reviews.html",
    *(f"schools/{name}.html" for name in SCHOOLS),
)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return hub(read_workspace(EXAMPLES), tmp_path_factory.mktemp("hub"))


def figures(page: Path) -> dict[str, str]:
    """The numbers at the top of the home page, by what is counted."""
    found = re.findall(r"<dt><a[^>]*>([^<]*)</a></dt><dd>(\d+)</dd>", read(page))
    return {unescape(label): number for label, number in found}


def test_every_page_is_marked_internal_in_its_header(built: Path) -> None:
    assert sorted(p.relative_to(built).as_posix() for p in built.rglob("*.html")) == sorted(PAGES)
    for name in PAGES:
        header = read(built / name).partition("<header")[2].partition("</header>")[0]
        assert "HR’s pages – internal." in Page(header).text
    assert "see all policies and schools" in words(built / "404.html")


def test_no_page_calls_law_or_guidance_by_the_councils_name(built: Path) -> None:
    for name in PAGES:
        said = words(built / name)
        assert "required by law" not in said.casefold()
        # What the register calls so are councils and other bodies.
        named = re.findall(r"(?:(\w+) )?authorit(?:y|ies)", said, re.IGNORECASE)
        assert set(named) <= {"Safeguarding", "local", "specified", "supervisory"}, name


def test_no_page_reads_the_schools_of_the_tree(built: Path, tmp_path: Path) -> None:
    workspace = read_workspace(EXAMPLES)
    told = summaries(workspace)
    master = replace(workspace, schools={})
    files = render(master, reversed(told), (), templates_for(PROJECT), PROJECT / "mkdocs.yml")
    assert files == contents(built)


def test_the_home_page_says_how_much_there_is_and_what_needs_attention(built: Path) -> None:
    page = built / "index.html"
    assert figures(page) == {
        "policy": "1",
        "schools": "4",
        "local change in use": "1",
        "versions awaiting a school’s decision": "0",
    }
    attention = section(page, "attention")
    assert "4 citations of a superseded edition, 2 of them in a version that schools" in attention
    assert "Keeping children safe in education, 2026: what it touches" in attention
    assert "2 policies in use without a recorded day of review" in attention
    assert "1 policy in use for which no record of an approval was found" in attention
    assert "14 facts and 27 questions to confirm" in attention
    assert "behind" not in attention


def test_the_page_of_a_policy_tells_its_versions_and_who_has_them(built: Path) -> None:
    listed = words(built / "policies.html")
    assert (
        "Social Networking Policy 1.0 2.0, proposed, not issued; 1.1, proposed, not issued 4"
    ) in listed
    versions = section(built / "policies/social-networking.html", "versions")
    assert "2.0 Proposed, not issued Not issued 1.1 None Proposed, and not issued" in versions
    assert "1.0 Issued Date not recorded None In use at 4 The policy as it was" in versions


def test_every_two_versions_have_a_page_of_what_changed(built: Path) -> None:
    page = built / "policies/social-networking.html"
    assert section(page, "redlines").endswith(
        "From 1.0From 1.1 To 2.0 1.0 to 2.0 39 changes, 5 editorial "
        "1.1 to 2.0 37 changes, 3 editorial "
        "To 1.1 1.0 to 1.1 15 changes, all editorial"
    )
    links = [link for link in Page(read(page)).links if link.startswith("social-networking/")]
    assert links == [f"social-networking/{pair}.html" for pair in ("1.0_2.0", "1.1_2.0", "1.0_1.1")]


def test_the_matrix_tells_the_state_both_ways(built: Path) -> None:
    superseded = "Superseded by 2026; out of date since 2 September 2019"
    law = section(built / "law.html", "kcsie")
    assert f"version 1.0 2018 1.2 read-in-conjunction {superseded}" in law
    assert "Seen on the publisher’s own page: https://www.gov.uk/government/publications/" in law
    guidance = section(built / "law.html", "guidance-for-safer-working-practice")
    assert "version 1.0 Edition not stated 1.2 read-in-conjunction Edition not stated" in guidance
    assert "February 2022 1.3(d) read-with-safer-working-practice" in guidance
    act = section(built / "law.html", "employment-rights-act-1996")
    assert "To confirm Not confirmed: its title, what kind of source it is." in act

    first = section(built / "clauses.html", "social-networking-1.0")
    assert f"1.2 read-in-conjunction Keeping children safe in education, 2018 {superseded}" in first
    second = section(built / "clauses.html", "social-networking-2.0")
    assert "Superseded" not in second
    assert "8.1 allegations Keeping children safe in education, 2026, part four, section" in second


def test_the_impact_page_names_clauses_and_schools(built: Path) -> None:
    page = words(built / "impact/kcsie.html")
    assert "2 citations in 2 versions, at 4 schools; no school has local changes" in page
    assert "Social Networking Policy, version 2.0 (proposed, not issued)" in page
    first = section(built / "impact/kcsie.html", "social-networking-1.0")
    assert "1.2 read-in-conjunctionThis policy should be read in conjunction with" in first
    assert "2018 No part of it: the edition alone is cited 4 Schools with" in first
    assert first.count("In use 1.2 None") == len(SCHOOLS)
    assert "No school has it." in section(built / "impact/kcsie.html", "social-networking-1.1")
    assert "Annex C" in section(built / "impact/kcsie.html", "_recorded")
    newer = built / "impact/social-networking-2.0.html"
    assert "local-tell-the-local-body: the new version changes" in section(newer, "schools")


def test_what_is_to_be_confirmed_says_why(built: Path) -> None:
    page = built / "confirm.html"
    facts = section(page, "facts")
    assert "Section 35: what the section does The provider must give" in facts
    assert "Of 2018, until when it was in force 1 September 2019 worked out from" in facts
    assert "8.4 duty-to-refer A named adviser is to compare" in section(
        page, "social-networking-2.0"
    )


def test_the_fleet_page_tells_where_each_school_stands(built: Path) -> None:
    page = built / "fleet.html"
    use = section(page, "use")
    assert "Social Networking Policy 2.0, proposed, not issued None" in use
    assert "Social Networking Policy 1.0, issued 4" in use
    standings = section(page, "standings")
    assert (
        "Example Oak Academy Example, invented Social Networking Policy 1.0, issued "
        "Local Governing Body, "
        "10 October 2024 Not kept word for word 10 October 2025 Overdue Calendar Nothing "
        "1 local change of Example Oak Academy local-tell-the-local-body"
        "Beside the master’s text: Example Oak Academy "
        "2 superseded sources of Example Oak Academy "
        "1.2 Keeping children safe in education, 2018 Now 2026" in standings
    )
    assert "Warden Hill Infant School Social Networking Policy 1.0, issued No record" in standings
    # Without a script nothing is said to be overdue, and no filter is offered.
    html = read(page)
    assert html.count('class="flag superseded overdue" hidden>') == html.count(">Overdue<") == 2
    assert '<form class="filters" hidden>' in html


def test_the_fleet_page_tells_who_is_behind_who_differs_and_who_has_nothing(
    tmp_path: Path,
) -> None:
    workspace = read_workspace(EXAMPLES)
    policy = workspace.policies["social-networking"]
    issued = {"status": Status.RELEASED}
    workspace.policies["social-networking"] = replace(
        policy, versions=policy.versions | {"1.1": changed(policy.versions["1.1"], **issued)}
    )
    oak, zoe = workspace.schools[SCHOOLS[0]], workspace.schools[SCHOOLS[2]]
    adoption = oak.school.value.adopts["social-networking"]
    adoption = adoption.model_copy(update={"options": {"school_accounts": "false"}})
    adopts = {"social-networking": adoption}
    workspace.schools[SCHOOLS[0]] = replace(oak, school=changed(oak.school, adopts=adopts))
    workspace.schools[SCHOOLS[2]] = replace(zoe, school=changed(zoe.school, adopts={}))
    said = section(hub(workspace, tmp_path) / "fleet.html", "standings")
    assert "1.0, issued 1 version behind The newest is 1.1" in said
    assert "The school runs its own social media accounts: no" in said
    assert "Primary School Example, invented Social Networking Policy Not in use" in said


def test_what_the_fleet_page_says_is_there_for_other_programs(built: Path) -> None:
    rows = json.loads(read(built / "fleet.json"))["rows"]
    assert [row["school"] for row in rows] == list(SCHOOLS)
    assert [row["next_review"] for row in rows] == ["2025-10-10", None, "2026-03-18", None]
    # With the mark by which Excel knows the letters, and no word of what is overdue.
    data = (built / "fleet.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbfschool,name,")
    table = list(csv.DictReader(StringIO(data.decode("utf-8-sig"), newline=""), strict=True))
    assert [row["name"] for row in table] == [row["name"] for row in rows]
    assert "overdue" not in {*table[0], *rows[0]}
    calendars = [path.name for path in sorted((built / "calendar").iterdir())]
    assert calendars == ["example-oak-academy.ics", "saint-zoes-example-primary.ics"]
    assert b"DTSTART;VALUE=DATE:20260318\r\n" in (built / "calendar" / calendars[1]).read_bytes()


def test_schools_that_are_left_out_are_named(tmp_path: Path) -> None:
    workspace = read_workspace(EXAMPLES)
    oak = workspace.schools.pop("example-oak-academy").school.value.name
    hub(workspace, tmp_path, (oak,))
    for name in ("index.html", "fleet.html", "local.html", "reviews.html"):
        said = words(tmp_path / name)
        assert f"Not shown, because of faults in their files or versions: {oak}." in said
        assert said.count(oak) == 1


def test_a_root_without_schools_has_its_pages(tmp_path: Path) -> None:
    workspace = replace(read_workspace(EXAMPLES), schools={})
    hub(workspace, tmp_path)
    assert "There is no school yet." in words(tmp_path / "fleet.html")
    assert "No school has a policy yet." in words(tmp_path / "reviews.html")
    assert figures(tmp_path / "index.html")["schools"] == "0"
    assert "Every school has the newest version." in words(tmp_path / "new.html")


def changed(file: File[Any], **more: Any) -> File[Any]:
    return replace(file, value=file.value.model_copy(update=more))


def spoilt(said: str) -> Workspace:
    """The examples with `said` wherever a person can write on what these pages show."""
    workspace = read_workspace(EXAMPLES)
    assert workspace.authorities is not None

    policy = workspace.policies["social-networking"]
    second = policy.versions["2.0"].value
    question = second.changes[0].model_copy(update={"question": said})
    option = policy.policy.value.options["school_accounts"].model_copy(update={"label": said})
    versions = policy.versions | {
        "2.0": changed(policy.versions["2.0"], summary=said, changes=(question,))
    }
    about = changed(policy.policy, title=said, owner=said, options={"school_accounts": option})
    workspace.policies["social-networking"] = replace(policy, policy=about, versions=versions)

    oak = workspace.schools["example-oak-academy"]
    adoption = oak.school.value.adopts["social-networking"]
    approved = adoption.approved.model_copy(update={"by": said})  # type: ignore[union-attr]
    # Every mark escaped, so that the text says what the reason does.
    text = re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", said)
    local = Variation(add="local-one", after="aims", text=text, reason=said)
    chosen = {"school_accounts": False}
    adoption = adoption.model_copy(
        update={"approved": approved, "variations": (local,), "options": chosen}
    )
    workspace.schools["example-oak-academy"] = replace(
        oak, school=changed(oak.school, name=said, adopts={"social-networking": adoption})
    )

    register = workspace.authorities.value.authorities
    known = {"tier": "unverified", "source": f"https://example.org/ {said}"}
    spoil = type(register["kcsie"].verified).model_validate(known)
    new = register["kcsie"].editions["2026"]
    print_ = new.documents["in-force"]
    pinpoints = tuple(
        one.model_copy(update={"topic": said, "verified": spoil}) for one in print_.pinpoints
    )
    new = new.model_copy(
        update={
            "label": said,
            "note": said,
            "verified": spoil,
            "documents": {"in-force": print_.model_copy(update={"pinpoints": pinpoints})},
        }
    )
    guidance = register["kcsie"].model_copy(
        update={
            "title": said,
            "publisher": said,
            "note": said,
            "verified": spoil,
            "facts": {},
            "editions": register["kcsie"].editions | {"2026": new},
        }
    )
    workspace.authorities = changed(
        workspace.authorities, authorities=register | {"kcsie": guidance}
    )
    return workspace


def test_hostile_text_stays_text(tmp_path: Path) -> None:
    bad = hub(spoilt(HOSTILE), tmp_path / "bad", (HOSTILE,))
    # As the other does, it comes before every letter where titles are sorted.
    good = hub(spoilt("; Harmless"), tmp_path / "good", ("; Harmless",))
    for name in PAGES:
        page, other = Page(read(bad / name)), Page(read(good / name))
        # The same elements with the same attributes: nothing came to be that was not meant.
        assert page.tags == other.tags, name
        assert page.text.count(HOSTILE) == other.text.count("Harmless"), name
        assert not [link for link in page.links if link.startswith("javascript:")]
    of_each = ("fleet.html", "law.html", "clauses.html", "confirm.html", "reviews.html")
    for name in (*of_each, "impact/kcsie.html", "policies/social-networking.html", REDLINE):
        assert words(good / name).count("Harmless") > 3, name
    title = read(bad / "impact/kcsie.html").partition("</title>")[0]
    assert HOSTILE in unescape(title)


def test_two_builds_give_the_same_bytes(built: Path, tmp_path: Path) -> None:
    assert contents(hub(read_workspace(EXAMPLES), tmp_path)) == contents(built)


def test_every_link_within_the_pages_leads_somewhere(built: Path) -> None:
    pages = {path: Page(read(path)) for path in built.rglob("*.html") if path.name != "404.html"}
    for path, page in pages.items():
        for link in page.links:
            if link.startswith(("http://", "https://")):
                continue
            name, _, place = link.partition("#")
            target = (path.parent / name).resolve() if name else path
            assert target.is_file(), (path, link)
            assert not place or place in pages[target].ids, (path, link)


def test_no_id_stands_twice_on_a_page(built: Path) -> None:
    for name in PAGES:
        ids = Page(read(built / name)).ids
        assert len(ids) == len(set(ids)), name


def test_axe_finds_nothing_and_nothing_leaves_the_site(built: Path) -> None:
    with serve_directory(built) as base:
        found = axe([f"{base}/{name}" for name in PAGES])
    assert found.violations == []
    assert found.failed_requests == found.external_requests == found.console_errors == []


def test_the_html_is_valid_but_for_the_theme(built: Path) -> None:
    said = nu_html([built / name for name in PAGES])
    errors = [error.partition(": ")[2] for page in said.values() for error in page]
    assert [error for error in errors if not error.startswith(OF_THE_THEME)] == []
