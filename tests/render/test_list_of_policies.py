"""A school's list of many policies: grouped by category, a line each, with a field to find one."""

from pathlib import Path

import pytest

from clausework.query.published import Published
from clausework.render.web.site import write
from clausework.render.web.web import shared
from tests.judges import axe, drive, nu_html, serve_directory
from tests.support.pages import read
from tests.support.samples import WARDEN_HILL, pages_of, sample
from tests.support.sites import OF_THE_THEME

TITLES = {
    "absence": ("Sickness Absence Procedure", "Staff"),
    "dress": ("Dress Code & <Appearance>", "Staff"),
    "leave": ("Leave of Absence", None),
    "visitors": ("Visitors and Contractors at Zoë’s", "Premises"),
}
STATES = """
const field = page.locator("#policy-words");
const lines = () => page.locator(".lines li:visible a").allTextContents();
const found = [await field.isVisible(), await lines()];
await field.fill("ZOE visitors");
found.push(await lines(), await page.locator(".lines h2:visible").allTextContents());
await field.fill("nothing of the kind");
found.push(await lines(), await page.locator(".find [role=status]").textContent());
await field.fill("");
found.push((await lines()).length);
return found;
"""


def site_of(policies: list[Published], out: Path) -> Path:
    _, school, templates = sample(WARDEN_HILL)
    write({**shared(school.fonts, templates), **pages_of(policies, school, [], templates)}, out)
    return out


def named(name: str, title: str, category: str | None) -> Published:
    document = sample(WARDEN_HILL)[0]
    return Published(document.replaced(policy=name, title=title), category)


@pytest.fixture(scope="module")
def listed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    policies = [named(name, *of_it) for name, of_it in TITLES.items()]
    return site_of(policies, tmp_path_factory.mktemp("listed"))


def test_policies_are_grouped_and_have_a_line_each(listed: Path) -> None:
    html = read(listed / "index.html")
    places = [
        html.index(words) for words in ("Premises<", "Visitors", "Staff<", "Sickness", "Dress")
    ]
    assert places == sorted(places)
    assert html.index("Other policies<") < html.index("Leave of Absence</a>")
    assert html.count("<li data-words=") == len(TITLES)
    assert html.count("in use; no record of its approval was found") == len(TITLES)
    assert 'class="entry"' not in html


def test_the_field_leaves_the_policies_with_the_words(listed: Path) -> None:
    with serve_directory(listed) as base:
        visible, every, some, headings, none, said, again = drive(f"{base}/index.html", STATES)
    assert visible
    assert len(every) == again == len(TITLES)
    assert some == [TITLES["visitors"][0]]
    assert headings == ["Premises"]
    assert none == []
    assert said.startswith("No policy has these words.")


def test_without_scripts_the_list_is_whole_and_has_no_field(listed: Path) -> None:
    steps = 'return [await page.locator("#policy-words").isVisible(), '
    steps += 'await page.locator(".lines li:visible").count()];'
    with serve_directory(listed) as base:
        assert drive(f"{base}/index.html", steps, scripts=False) == [False, len(TITLES)]


def test_the_judges_accept_it(listed: Path) -> None:
    page = listed / "index.html"
    assert [one for one in nu_html([page])[page] if OF_THE_THEME not in one] == []
    with serve_directory(listed) as base:
        assert axe([f"{base}/index.html"]).violations == []


def test_a_few_policies_without_a_category_are_described(tmp_path: Path) -> None:
    html = read(site_of([named("leave", "Leave of Absence", None)], tmp_path) / "index.html")
    assert 'class="entry"' in html
    assert "policy-words" not in html
    assert 'class="lines"' not in html
