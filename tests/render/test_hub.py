"""HR's own site: its words, its states, what it does with hostile text, its judges."""

import re
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest

from clausework.model.policy import Variation
from clausework.render.common.templates import templates_for
from clausework.render.hr.hub import render
from clausework.render.hr.redlines import bracketed
from clausework.resolve.version import show
from clausework.workspace.root import Workspace, read_workspace
from tests.judges import axe, nu_html, serve_directory
from tests.support.files import contents
from tests.support.hub import REDLINE, changed, hub, section
from tests.support.pages import Page, dead_links, read, words
from tests.support.places import EXAMPLES, PROJECT
from tests.support.samples import SCHOOLS, summaries
from tests.support.sites import HOSTILE, OF_THE_THEME

POLICY = "social-networking"
EDITIONS = ("guidance-for-safer-working-practice", "kcsie", "prevent-duty-advice")
CITED = (
    "cdpa-1988",
    "communications-act-2003",
    "ctsa-2015",
    "defamation-act-2013",
    "dpa-2018",
    "duaa-2025",
    "employment-rights-act-1996",
    "equality-act-2010",
    "guidance-for-safer-working-practice",
    "human-rights-act-1998",
    "iss-regs-2014",
    "kcsie",
    "mca-1988",
    "online-safety-act-2023",
    "prevent-duty-advice",
    "prevent-duty-guidance",
    "safeguarding-vulnerable-groups-act",
    "smsc-independent-schools",
    "smsc-maintained-schools",
    "staffing-regs-2009",
    "teachers-standards",
    "trade-union-act-1992",
    "uk-gdpr",
)
PAGES = (
    "404.html",
    "clauses.html",
    f"clauses/{POLICY}.html",
    "coming.html",
    "confirm.html",
    "fleet.html",
    f"fleet/{POLICY}.html",
    *(f"impact/{name}.html" for name in EDITIONS),
    *(f"impact/{name}/{POLICY}.html" for name in EDITIONS),
    "impact/social-networking-1.1.html",
    "impact/social-networking-2.0.html",
    "index.html",
    "law.html",
    *(f"law/{name}.html" for name in CITED),
    "local.html",
    "local/social-networking.html",
    "new.html",
    "policies.html",
    "policies/social-networking.html",
    "policies/social-networking/1.0_1.1.html",
    "policies/social-networking/1.0_2.0.html",
    "policies/social-networking/1.1_2.0.html",
    "policies/social-networking/2.0.html",
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
    rests = ": what its clauses rest on"
    assert f"2.0{rests} Proposed, not issued Not issued 1.1 None Proposed, and not" in versions
    assert f"1.0{rests} Issued Date not recorded None In use at 4 The policy as it was" in versions


def test_the_page_of_a_policy_has_its_whole_text_and_leads_to_that_of_the_draft(
    built: Path,
) -> None:
    workspace = read_workspace(EXAMPLES)
    versions = workspace.policies[POLICY].versions
    pages = {"1.0": f"policies/{POLICY}.html", "2.0": f"policies/{POLICY}/2.0.html"}
    for number, name in pages.items():
        said = words(built / name)
        document = bracketed(show(workspace.master(POLICY), versions[number].value))
        nodes = [*document.nodes()]
        assert len(nodes) > 50
        for run in [one for node in nodes for one in (*node.text, *node.closing)]:
            assert " ".join(run.text.split()) in said, (number, run.text)
        conditions = {node.id: node.when for node in nodes if node.when}
        told = section(built / name, "_when") if conditions else ""
        assert all(f"{of} {when}" in told for of, when in conditions.items())
    assert f"{POLICY}/2.0.html" in Page(read(built / pages["1.0"])).links


def test_every_two_versions_have_a_page_of_what_changed(built: Path) -> None:
    page = built / "policies/social-networking.html"
    assert section(page, "redlines").endswith(
        "From 1.0From 1.1 To 2.0 1.0 to 2.0 39 changes, 5 editorial "
        "1.1 to 2.0 37 changes, 3 editorial "
        "To 1.1 1.0 to 1.1 15 changes, all editorial"
    )
    links = [link for link in Page(read(page)).links if re.match("social-networking/.*_", link)]
    assert links == [f"social-networking/{pair}.html" for pair in ("1.0_2.0", "1.1_2.0", "1.0_1.1")]


def test_the_matrix_tells_the_state_both_ways(built: Path) -> None:
    superseded = "Superseded by 2026; out of date since 2 September 2019"
    law = words(built / "law/kcsie.html")
    assert f"version 1.0 2018 1.2 read-in-conjunction {superseded}" in law
    assert "Seen on the publisher’s own page: https://www.gov.uk/government/publications/" in law
    guidance = words(built / "law/guidance-for-safer-working-practice.html")
    assert "version 1.0 Edition not stated 1.2 read-in-conjunction Edition not stated" in guidance
    assert "February 2022 1.3(d) read-with-safer-working-practice" in guidance
    act = words(built / "law/employment-rights-act-1996.html")
    assert "To confirm Not confirmed: its title, what kind of source it is." in act
    listed = words(built / "law.html")
    assert "Keeping children safe in education Statutory guidance" in listed

    page = built / f"clauses/{POLICY}.html"
    first = section(page, "social-networking-1.0")
    assert f"1.2 read-in-conjunction Keeping children safe in education, 2018 {superseded}" in first
    second = section(page, "social-networking-2.0")
    assert "Superseded" not in second
    assert "8.1 allegations Keeping children safe in education, 2026, part four, section" in second


def test_the_impact_page_names_clauses_and_schools(built: Path) -> None:
    page = words(built / "impact/kcsie.html")
    assert "2 citations in 2 versions, at 4 schools; no school has local changes" in page
    assert "Social Networking Policy, version 2.0 (proposed, not issued)" in page
    assert "Social Networking Policy, version 1.0 Issued 1 4" in page
    assert "Social Networking Policy, version 1.1 Proposed, not issued 1 None" in page
    assert "Annex C" in section(built / "impact/kcsie.html", "_recorded")
    own = built / f"impact/kcsie/{POLICY}.html"
    first = section(own, "social-networking-1.0")
    assert "1.2 read-in-conjunctionThis policy should be read in conjunction with" in first
    assert "2018 No part of it: the edition alone is cited 4 Schools with" in first
    assert first.count("In use 1.2 None") == len(SCHOOLS)
    assert "No school has it." in section(own, "social-networking-1.1")
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
    of_each = ("fleet", "law/kcsie", "clauses", "confirm", "reviews", "impact/kcsie")
    own = (f"{name}/{POLICY}" for name in ("policies", "fleet", "clauses", "impact/kcsie"))
    for name in (*(f"{one}.html" for one in (*of_each, *own)), REDLINE):
        assert words(good / name).count("Harmless") > 2, name
    title = read(bad / "impact/kcsie.html").partition("</title>")[0]
    assert HOSTILE in unescape(title)


def test_two_builds_give_the_same_bytes(built: Path, tmp_path: Path) -> None:
    assert contents(hub(read_workspace(EXAMPLES), tmp_path)) == contents(built)


def test_every_link_within_the_pages_leads_somewhere(built: Path) -> None:
    assert dead_links(built) == []


def test_no_id_stands_twice_on_a_page(built: Path) -> None:
    for name in PAGES:
        ids = Page(read(built / name)).ids
        assert len(ids) == len(set(ids)), name


# Pages of one template differ only in their words: of each kind of source, and of each other
# template that makes many pages, one is judged.
OF_MANY = ("law/", "impact/", "schools/", "policies/social-networking/")
JUDGED = (
    *("law/cdpa-1988.html", "law/kcsie.html", "law/staffing-regs-2009.html"),
    *("impact/kcsie.html", f"impact/kcsie/{POLICY}.html", "impact/social-networking-2.0.html"),
    *("policies/social-networking/1.0_2.0.html", "policies/social-networking/2.0.html"),
    "schools/example-oak-academy.html",
)


def test_axe_finds_nothing_and_nothing_leaves_the_site(built: Path) -> None:
    pages = [name for name in PAGES if not name.startswith(OF_MANY) or name in JUDGED]
    assert {*pages} >= {*JUDGED}
    with serve_directory(built) as base:
        found = axe([f"{base}/{name}" for name in pages])
    assert found.violations == []
    assert found.failed_requests == found.external_requests == found.console_errors == []


def test_the_html_is_valid_but_for_the_theme(built: Path) -> None:
    said = nu_html([built / name for name in PAGES])
    errors = [error.partition(": ")[2] for page in said.values() for error in page]
    assert [error for error in errors if not error.startswith(OF_THE_THEME)] == []
