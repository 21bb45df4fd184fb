"""HR's pages on the policies that the law asks of schools: their words, and their judges."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from clausework.model.catalogue import Catalogue
from clausework.source.yaml import load
from clausework.workspace.root import Workspace, read_workspace
from clausework.workspace.schema import File, validate
from tests.judges import axe, drive, nu_html, serve_directory
from tests.support.hub import hub, on, section
from tests.support.pages import Page, read, words
from tests.support.places import EXAMPLES
from tests.support.samples import OAK, RIVERSIDE, SCHOOLS, WARDEN_HILL, ZOE
from tests.support.sites import HOSTILE, OF_THE_THEME

CATALOGUE = """
policies:
  - id: code-of-conduct
    title: Code of conduct
    applies_to: [maintained, academies]
    requires: {authority: kcsie, part: two}
    verified: {tier: second-hand, source: https://example.org/kcsie of 2021, on: 2026-01-02}
    note: Social media included.
  - id: social-media
    title: Social media policy
    applies_to: [community, voluntary-aided, multi-academy-trust]
    requires: {authority: kcsie, edition: "2018", part: two}
    verified: {tier: official, source: https://example.org/}
    policy: social-networking
    review_months: 12
  - id: discipline
    title: Disciplinary procedure
    applies_to: [community, voluntary-aided]
    requires: {authority: staffing-regs-2009, section: 7(1)}
    verified: {tier: official, source: https://example.org/}
  - id: pay
    title: Pay policy
    applies_to: [maintained]
    verified: {tier: unverified, source: a newsletter}
  - id: data-complaints
    title: Complaints about data
    applies_to: [community]
    requires: {authority: duaa-2025, section: "103"}
    verified: {tier: unverified}
  - id: prospectus
    title: Prospectus
    applies_to: [independent]
    verified: {tier: unverified}
"""
PAGES = ("asked.html", "index.html", "confirm.html", *(f"schools/{name}.html" for name in SCHOOLS))
LAW_ASKS = "Policies that the law asks for"


def catalogue(text: str) -> File[Catalogue]:
    source, data, problems = load("policy/catalogue.yaml", text.encode())
    value, found = validate(source, data, Catalogue)
    assert value is not None, [*problems, *found]
    return File(source, value)


def workspace(text: str = CATALOGUE) -> Workspace:
    return replace(read_workspace(EXAMPLES), catalogue=catalogue(text))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return hub(workspace(), tmp_path_factory.mktemp("hub"))


def page(built: Path, school: str) -> Path:
    return built / f"schools/{school}.html"


def rows(path: Path, name: str) -> dict[str, str]:
    """The second column of a section's table, by the first."""
    html = read(path).partition(f'<h2 id="{name}">')[2].partition("</section>")[0]
    found = re.findall(
        r"<tr>\s*<th scope=\"row\"[^>]*>(.*?)</th>\s*<td>(.*?)</td>", html, re.DOTALL
    )
    return {Page(head).words: Page(cell).words for head, cell in found}


def test_the_page_of_a_school_says_what_it_is_and_what_it_has(built: Path) -> None:
    said = words(page(built, OAK))
    assert "Example Oak Academy is an academy in a multi-academy trust. Example. This" in said
    assert rows(page(built, OAK), "here") == {
        "Social Networking Policy": "1.0, issued Local Governing Body, 10 October 2024 "
        "Next review: 10 October 2025 Overdue"
    }
    assert rows(page(built, RIVERSIDE), "here") == {
        "Social Networking Policy": "1.0, issued Not approved: a draft Next review: not recorded"
    }


NOT_RECORDED = "Not recorded here HR’s files have neither a copy nor an address "
KCSIE = (
    "Asked for by Keeping children safe in education, part two (Statutory guidance) Seen in "
    "somebody else’s copy: https://example.org/kcsie of 2021 (looked up 2 January 2026) Social "
    "media included."
)
IN_2018 = (
    " Asked for by Keeping children safe in education, 2018, part two (Statutory guidance), to be "
    "reviewed every 12 months Seen on the publisher’s own page: https://example.org/"
)
STAFFING = (
    "Asked for by School Staffing (England) Regulations 2009, regulation 7(1) (Regulations) Seen "
    "on the publisher’s own page: https://example.org/"
)


@pytest.mark.parametrize(
    ("school", "expected"),
    [
        (
            OAK,
            {
                "Code of conduct": "Elsewhere: https://example.org/oak/code-of-conduct HR has not "
                f"recorded its approval or its next review {KCSIE}",
                "Social media policy": "Here: 1.0, issued Local Governing Body, 10 October 2024 "
                f"Next review: 10 October 2025 Overdue{IN_2018}",
            },
        ),
        (RIVERSIDE, {"Code of conduct": NOT_RECORDED + KCSIE}),
        (
            ZOE,
            {
                "Code of conduct": NOT_RECORDED + KCSIE,
                "Social media policy": "Here: 1.0, issued Full Governing Body, 18 March 2025 "
                f"Next review: 18 March 2026 Overdue{IN_2018}",
                "Disciplinary procedure": NOT_RECORDED + STAFFING,
            },
        ),
        (
            WARDEN_HILL,
            {
                "Code of conduct": NOT_RECORDED + KCSIE,
                "Social media policy": "Here: 1.0, issued No record of an approval was found Next "
                f"review: not recorded{IN_2018}",
                "Disciplinary procedure": NOT_RECORDED + STAFFING,
            },
        ),
    ],
)
def test_what_the_law_asks_of_a_school_and_where_it_has_it(
    school: str, expected: dict[str, str], built: Path
) -> None:
    assert rows(page(built, school), "asked") == expected


def test_what_is_not_verified_is_apart_and_says_so(built: Path) -> None:
    assert rows(page(built, WARDEN_HILL), "unverified") == {
        "Pay policy": f"{NOT_RECORDED}Which law or guidance asks for it is not recorded To confirm "
        "Not confirmed: a newsletter",
        "Complaints about data": f"{NOT_RECORDED}Asked for by Data (Use and Access) Act 2025, "
        "section 103 (Act of Parliament) To confirm Not confirmed",
    }
    said = words(page(built, WARDEN_HILL))
    assert "Not verified: policies that the law may ask of this school It is not verified" in said
    # A multi-academy trust has nothing of the kind.
    assert "Not verified" not in words(page(built, OAK))


def test_a_type_that_is_only_inferred_is_said_to_be(built: Path) -> None:
    doubt = "the type has yet to be confirmed, so another list may apply"
    assert doubt in section(page(built, WARDEN_HILL), "asked")
    assert doubt not in section(page(built, ZOE), "asked")


def test_the_pages_do_not_pretend_to_be_complete(built: Path) -> None:
    for school in SCHOOLS:
        said = section(page(built, school), "asked")
        assert "The list may lack policies." in said
        assert "“Not recorded here” does not mean that the school lacks the policy." in said
    assert "The list may lack policies." in words(built / "asked.html")


def test_one_page_has_the_numbers_over_all_schools(built: Path) -> None:
    html = read(built / "asked.html")
    first = re.findall(r"<th scope=\"row\"[^>]*>(.*?)</th>\s*<td><div>(.*?)<span", html, re.DOTALL)
    assert {Page(head).words: Page(cell).words for head, cell in first} == {
        "Code of conduct": "Asked of 4 schools: 0 here, 1 elsewhere, 3 not recorded",
        "Social media policy": "Asked of 3 schools: 3 here, 0 elsewhere, 0 not recorded 2 overdue",
        "Disciplinary procedure": "Asked of 2 schools: 0 here, 0 elsewhere, 2 not recorded",
        "Pay policy": "Perhaps asked of 3 schools: 0 here, 0 elsewhere, 3 not recorded",
        "Complaints about data": "Perhaps asked of 1 school: 0 here, 0 elsewhere, 1 not recorded",
        "Prospectus": "No school of these types",
    }
    assert "Community schools, voluntary aided schools" in words(built / "asked.html")


def test_the_home_page_counts_what_is_verified_alone(built: Path) -> None:
    said = section(built / "index.html", "attention")
    assert "5 policies that the law asks of schools, and of which HR has no record" in said
    assert "2 overdue reviews of policies that the law asks of schools" in said
    assert LAW_ASKS in section(built / "index.html", "pages")


def test_what_is_not_verified_is_to_be_confirmed(built: Path) -> None:
    assert rows(built / "confirm.html", "asked") == {
        "Pay policy": "a newsletter",
        "Complaints about data": "Not looked up",
        "Prospectus": "Not looked up",
    }


def test_a_root_without_a_catalogue_says_nothing_of_it(tmp_path: Path) -> None:
    hub(read_workspace(EXAMPLES), tmp_path)
    assert not (tmp_path / "asked.html").exists()
    for name in PAGES:
        if name != "asked.html":
            assert "the law" not in words(tmp_path / name).replace("Law and guidance", ""), name
            assert "asked.html" not in read(tmp_path / name)


def test_a_page_on_which_nothing_is_verified(tmp_path: Path) -> None:
    hub(workspace(f"policies:\n{CATALOGUE[CATALOGUE.index('  - id: pay') :]}"), tmp_path)
    assert "Nothing is recorded for schools of this type." in words(page(tmp_path, OAK))
    assert "of which HR has no record" not in words(tmp_path / "index.html")


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        # Overdue on the day as of which the build judged, and so on every later day.
        ("2026-01-01", {OAK: 2, ZOE: 2}),
        ("2030-01-01", {OAK: 2, ZOE: 2}),
    ],
)
def test_what_was_overdue_stays_so(day: str, expected: dict[str, int], built: Path) -> None:
    assert shown(built, day) == expected


def test_what_becomes_overdue_later_is_marked_on_the_readers_day(tmp_path: Path) -> None:
    early = workspace()
    assert early.authorities is not None
    register = early.authorities.value.model_copy(update={"looked_on": date(2025, 12, 1)})
    early.authorities = replace(early.authorities, value=register)
    hub(early, tmp_path)
    assert shown(tmp_path, "2026-03-18") == {OAK: 2, ZOE: 0}
    assert shown(tmp_path, "2026-03-19") == {OAK: 2, ZOE: 2}


COUNT = """
return await page.evaluate(() => [...document.querySelectorAll(".flag")]
  .filter((one) => one.textContent === "Overdue" && one.checkVisibility()).length);
"""


def shown(built: Path, day: str) -> dict[str, int]:
    """How often two pages show a reader on a day that a review is overdue."""
    with serve_directory(built) as base:
        return {
            school: drive(f"{base}/schools/{school}.html", on(day) + COUNT) for school in (OAK, ZOE)
        }


def test_hostile_text_stays_text(tmp_path: Path) -> None:
    def spoilt(said: str) -> Workspace:
        found = workspace()
        assert found.catalogue is not None
        entries = []
        for one in found.catalogue.value.policies:
            verified = one.verified.replaced(source=f"https://example.org/ {said}")
            place = one.requires and one.requires.replaced(part=said, section=said)
            entries.append(one.replaced(title=said, note=said, verified=verified, requires=place))
        value = Catalogue(policies=tuple(entries))
        return replace(found, catalogue=replace(found.catalogue, value=value))

    bad, good = hub(spoilt(HOSTILE), tmp_path / "bad"), hub(spoilt("; Harmless"), tmp_path / "good")
    for name in PAGES:
        page, other = Page(read(bad / name)), Page(read(good / name))
        assert page.tags == other.tags, name
        assert page.text.count(HOSTILE) == other.text.count("Harmless"), name
        assert not [link for link in page.links if link.startswith("javascript:")]
    for name in ("asked.html", *(f"schools/{school}.html" for school in SCHOOLS)):
        assert words(good / name).count("Harmless") > 3, name


def test_every_link_within_the_pages_leads_somewhere(built: Path) -> None:
    for name in PAGES:
        for link in Page(read(built / name)).links:
            if link.startswith(("http://", "https://")):
                continue
            target, _, place = link.partition("#")
            path = ((built / name).parent / target).resolve() if target else built / name
            assert path.is_file(), (name, link)
            assert not place or place in Page(read(path)).ids, (name, link)


def test_axe_and_the_nu_checker_find_nothing(built: Path) -> None:
    with serve_directory(built) as base:
        found = axe([f"{base}/{name}" for name in PAGES])
    assert found.violations == []
    assert found.failed_requests == found.external_requests == found.console_errors == []
    said = nu_html([built / name for name in PAGES])
    errors = [error.partition(": ")[2] for page in said.values() for error in page]
    assert [error for error in errors if not error.startswith(OF_THE_THEME)] == []
