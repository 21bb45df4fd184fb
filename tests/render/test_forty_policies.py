"""A school with forty policies: its home page groups them, and its search finds each of them."""

import json
from itertools import islice, product
from pathlib import Path

import pytest

from clausework.model.inline import Run
from clausework.query.published import Published
from clausework.render.web.site import write
from clausework.render.web.web import shared
from tests.judges import drive, serve_directory
from tests.support.samples import WARDEN_HILL, pages_of, sample

CATEGORIES = ("Staff", "Pupils", "Premises", "Money", None)
SUBJECTS = ("Attendance", "Driving", "Lettings", "Visitors", "Mentoring", "Catering", "Gardening")
AREAS = ("Abroad", "Indoors", "Outdoors", "Remotely", "Together", "Weekly")
TITLES = {
    f"{subject.lower()}-{area.lower()}": f"{subject} {area} Policy"
    for subject, area in islice(product(SUBJECTS, AREAS), 40)
}
# A word of the text of each, which no other has.
SYLLABLES = ("bam", "dok", "fip", "gup", "kel", "lor", "muv")
WORDS = dict(zip(TITLES, map("".join, product(SYLLABLES, repeat=2)), strict=False))
# For each thing asked, the policy that the first result leads to.
ASK = """
const seen = [];
const leads = (policy) => document.querySelector(".found a")?.pathname.startsWith(`/${policy}/`);
for (const [words, policy] of asked) {
  // The search listens to keys.
  await page.locator("#_query").fill(words.slice(0, -1));
  await page.locator("#_query").press(words.at(-1));
  await page.waitForFunction(leads, policy, { timeout: 3000 }).catch(() => {});
  const found = page.locator(".found a").first();
  seen.push(await found.count() ? await found.evaluate((link) => link.pathname) : null);
}
return seen;
"""


def published(policy: str, category: str | None) -> Published:
    """A short policy of this title, with the word that is its own in its last clause."""
    document = sample(WARDEN_HILL)[0]
    section = document.sections[0]
    *clauses, last = section.children
    last = last.replaced(text=(*last.text, Run(text=f" This is the {WORDS[policy]} of it.")))
    section = section.replaced(children=(*clauses, last))
    document = document.replaced(policy=policy, title=TITLES[policy], sections=(section,))
    return Published(document, category)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("forty")
    _, school, templates = sample(WARDEN_HILL)
    policies = [
        published(policy, CATEGORIES[at % len(CATEGORIES)]) for at, policy in enumerate(TITLES)
    ]
    write({**shared(school.fonts, templates), **pages_of(policies, school, [], templates)}, out)
    return out


@pytest.mark.parametrize("asked", [TITLES, WORDS], ids=["title", "word"])
def test_the_search_finds_each_of_forty_policies(asked: dict[str, str], site: Path) -> None:
    assert len(asked) == len(set(asked.values())) == 40
    given = json.dumps([(words, policy) for policy, words in asked.items()])
    with serve_directory(site) as base:
        found = drive(f"{base}/search.html", f"const asked = {given}; {ASK}")
    expected = [f"/{policy}/index.html" for policy in asked]
    assert found == expected


def test_the_home_page_has_forty_policies_in_groups_a_line_each(site: Path) -> None:
    with serve_directory(site) as base:
        groups, one, whole = drive(
            f"{base}/index.html",
            """
            const shown = () => page.evaluate(() => [...document.querySelectorAll(".lines")]
              .filter((group) => group.checkVisibility()).map((group) => [
                group.querySelector("h2").textContent,
                [...group.querySelectorAll("li")].filter((line) => line.checkVisibility())
                  .map((line) => line.querySelector("a").textContent)]));
            const seen = [await shown()];
            await page.fill("#policy-words", "remotely catering");
            seen.push(await shown());
            await page.fill("#policy-words", "");
            seen.push(await shown());
            return seen;
            """,
        )
    headings = [heading for heading, _ in groups]
    assert headings == ["Money", "Premises", "Pupils", "Staff", "Other policies"]
    assert [len(lines) for _, lines in groups] == [8] * 5
    assert sorted(line for _, lines in groups for line in lines) == sorted(TITLES.values())
    assert [lines for _, lines in one] == [["Catering Remotely Policy"]]
    assert whole == groups
