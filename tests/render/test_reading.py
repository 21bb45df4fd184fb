"""Pages as people read them: by keys alone, enlarged, on a narrow screen, printed, searched."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from clausework.model.decisions import Role
from clausework.model.policy import Variation
from clausework.render.web.single import guide, render
from clausework.render.web.web import Download
from clausework.workspace.root import read_workspace
from tests.judges import drive, poppler, serve_directory
from tests.support.hub import hub
from tests.support.places import EXAMPLES, PROJECT
from tests.support.published import approval, had, published_after
from tests.support.reviews import page as review
from tests.support.samples import sample
from tests.support.sites import site_with

READING = (PROJECT / "tests" / "judges" / "reading.js").read_text("utf-8")
OAK, WARDEN_HILL = "example-oak-academy", "warden-hill-infant"
POLICY, SLIP = "site/social-networking/index.html", "site/social-networking/slip.html"
EARLIER = "site/social-networking/earlier/code-of-conduct-and-dbs.html"
SEARCH, COPY, REVIEW = "site/search.html", "policy.html", "review.html"
FLEET = "hub/fleet/social-networking.html"
PAGES = (
    *("site/index.html", POLICY, SLIP, EARLIER, "site/sources.html", "site/accessibility.html"),
    *(SEARCH, "site/404.html", COPY, "guide.html", REVIEW, FLEET, "hub/index.html"),
    *("hub/reviews.html", "hub/policies/social-networking/1.0_2.0.html"),
)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page of each kind, of a school that had two versions of its policy before this one."""
    folder = tmp_path_factory.mktemp("pages")
    own = Variation(add="local-own", after="aims", text="Our own words.", reason="Ours.")
    one = published_after(
        had("1.0", "unknown", variations=(own,)),
        had("1.1", approval(2025)),
        had("2.0", approval(2026)),
        on_record=("1.1", "2.0"),
        roles=(Role.model_validate({"for": "Volunteers", "text": "Ask the {{ head }}."}),),
    )
    _, school, templates = sample(OAK)
    file = Download("social-networking", "pdf", "documents/social-networking.pdf", 62_311, 7)
    site_with(one, school, folder / "site")
    hub(read_workspace(EXAMPLES), folder / "hub")
    for name, html in (
        (COPY, render(one, school, templates)),
        ("guide.html", guide([one.document], [file], school, templates)),
        (REVIEW, review(OAK, "1.0", "2.0")),
    ):
        (folder / name).write_text(html, "utf-8", newline="\n")
    return folder


@pytest.fixture(scope="module")
def base(pages: Path) -> Iterator[str]:
    with serve_directory(pages) as address:
        yield address


@pytest.mark.parametrize("name", [POLICY, SEARCH, SLIP, FLEET, REVIEW])
def test_tab_leads_to_all_that_can_be_used_shows_where_it_is_and_leaves_again(
    base: str, name: str
) -> None:
    forth, back, usable = drive(
        f"{base}/{name}",
        f"""{READING} const all = await usable(page);
        return [await walk(page, "Tab"), await walk(page, "Shift+Tab"), all];""",
    )
    assert len(forth) == len(back) == usable > 5
    assert [one for one in (*forth, *back) if not one["outlined"] or not one["inSight"]] == []


def test_tab_meets_the_parts_of_a_policy_page_in_their_order(base: str) -> None:
    found = drive(f"{base}/{POLICY}", f'{READING} return walk(page, "Tab");')
    met = [(one["name"], one["href"]) for one in found]
    parts = [
        ("Skip to the text", "#_content"),
        ("Example Oak Academy", "../index.html"),
        ("Search", "../search.html"),
        ("Versions of this policy", "#_versions"),
        ("Link to clause 1.1", "#standards-for-employees"),
        ("Link to clause 1.2", "#who-is-covered"),
        ("Accessibility", "../accessibility.html"),
    ]
    assert [part for part in met if part in parts] == parts


def test_the_filters_of_schools_work_by_keys_alone(base: str) -> None:
    found = drive(
        f"{base}/{FLEET}",
        f"""{READING}
        const rows = page.locator(".columns-7 tbody tr:visible");
        const seen = [];
        const see = async () => seen.push([await rows.count(),
          (await rows.first().locator("th").innerText()).split("\\n")[0]]);
        await see();
        await tabTo(page, "input[type=search]");
        await page.keyboard.type("infant");
        await see();
        await page.keyboard.press("Control+A");
        await page.keyboard.press("Delete");
        await tabTo(page, "[value=varied]");
        await page.keyboard.press("Space");
        await see();
        await page.keyboard.press("Space");
        await tabTo(page, "thead button");
        await page.keyboard.press("Enter");
        await page.keyboard.press("Enter");
        await see();
        return seen;""",
    )
    oak, warden_hill = "Example Oak Academy", "Warden Hill Infant School"
    assert found == [[4, oak], [1, warden_hill], [1, oak], [4, warden_hill]]


def test_two_columns_come_and_go_by_keys_alone(base: str) -> None:
    found = drive(
        f"{base}/{REVIEW}",
        f"""{READING}
        const columns = page.locator(".columns:visible");
        const seen = [await columns.count()];
        await tabTo(page, "[data-view=sides]");
        await page.keyboard.press("Enter");
        seen.push(await columns.count());
        await page.keyboard.press("Shift+Tab");
        await page.keyboard.press("Space");
        return [...seen, await columns.count()];""",
    )
    assert found == [0, 1, 0]


def test_the_two_columns_stay_beside_each_other_while_they_scroll(base: str) -> None:
    """There is one scroll for both, so a clause cannot leave its counterpart."""
    scrolls, seen = drive(
        f"{base}/{REVIEW}",
        """
        await page.click("[data-view=sides]");
        const seen = [];
        for (let at = 0; at < 12; at += 1) {
          await page.keyboard.press("n");
          seen.push(await page.evaluate(() => {
            const box = (one) => one.getBoundingClientRect();
            const block = document.activeElement;
            const [older, newer] = [...block.querySelector(".sides").children].map(box);
            const heads = document.querySelector(".columns");
            const [old, now] = [...heads.children].map(box);
            return {
              id: block.id,
              level: older.top === newer.top,
              under: Math.abs(older.left - old.left) < 20 && Math.abs(newer.left - now.left) < 20,
              named: box(heads).top >= 0 && box(heads).bottom <= older.top,
              inSight: older.top < innerHeight,
            };
          }));
        }
        const scrolls = await page.locator(".policy *").evaluateAll((all) => all.filter((one) =>
          ["auto", "scroll"].includes(getComputedStyle(one).overflowY)).length);
        return [scrolls, seen];
        """,
    )
    assert scrolls == 0
    assert len({one.pop("id") for one in seen}) == 12
    assert [one for one in seen if not all(one.values())] == []


ENLARGED = {"200%": (640, ""), "reflow": (320, ""), "tablet": (900, ""), "text": (1280, "225%")}


@pytest.mark.parametrize(("width", "text"), ENLARGED.values(), ids=ENLARGED.keys())
def test_enlarged_or_narrow_no_page_scrolls_sideways_and_no_words_are_lost(
    base: str, width: int, text: str
) -> None:
    """`text` is the size of letters alone; 225% is twice that of the pages."""
    found = drive(
        f"{base}/site/index.html",
        f"""{READING} const found = {{}};
        for (const name of {json.dumps(PAGES)}) {{
          await page.goto(`{base}/${{name}}`);
          await page.evaluate((size) => {{
            document.documentElement.style.fontSize = size;
            return document.fonts.ready.then(() => true);
          }}, {json.dumps(text)});
          found[name] = await lost(page);
          if (await page.locator("[data-view=sides]:visible").count()) {{
            await page.click("[data-view=sides]");
            found[`${{name}}, side by side`] = await lost(page);
          }}
        }}
        return found;""",
        width,
    )
    assert {name: faults for name, (_, faults) in found.items() if faults} == {}
    assert min(stretches for stretches, _ in found.values()) > 10


ONSCREEN = ("Skip to the text", "On this page", "Search", "Colours:", "Back to the text")
PRINTED = {
    POLICY: (
        "h1, .roles dd, .sections h2, .sections p:not(.source), .about p:not(.as-data), "
        ".changes li, .earlier li",
        (*ONSCREEN, "data for other programs"),
        6,
    ),
    COPY: ("h1, .sections h2, .sections p:not(.source), .earlier li", ONSCREEN, 6),
    SLIP: ("h1, .slip > p, .slip tr, .lines dt", (*ONSCREEN, "How to use this slip"), 1),
    REVIEW: (
        "h1, .front p:not(.copy), .policy h2, .body p:not(.source), .remark p",
        ("Skip to the text", "Use these keys", "Only what changes", "Copy the minute"),
        10,
    ),
}


@pytest.mark.parametrize(
    ("name", "what", "onscreen", "fewest"),
    [(name, *values) for name, values in PRINTED.items()],
    ids=PRINTED.keys(),
)
def test_paper_has_all_the_words_and_nothing_to_press(
    base: str, name: str, what: str, onscreen: tuple[str, ...], fewest: int, tmp_path: Path
) -> None:
    paper = tmp_path / "paper.pdf"
    said = drive(
        f"{base}/{name}",
        f"""{READING} await page.pdf({{ path: {json.dumps(str(paper))} }});
        return squeezed(page, {json.dumps(what)});""",
    )
    sheets = poppler("pdftotext", "-raw", paper, "-").split("\f")[:-1]
    printed = "".join("".join(sheets).split())
    assert len(said) > 5
    assert [words for words in said if words not in printed] == []
    assert [words for words in onscreen if "".join(words.split()) in printed] == []
    assert len(sheets) >= fewest
    assert min(len(sheet.split()) for sheet in sheets) > 10


def test_search_leads_to_the_clause_that_has_the_word(base: str) -> None:
    said, address, clause = drive(
        f"{base}/{SEARCH}",
        """
        await page.locator("#_query").pressSequentially("Minecraft");
        const all = page.locator(".found article:has(h2)");
        await all.first().waitFor();
        const said = await all.allInnerTexts();
        // The page itself comes first, then the place on it.
        await page.locator("#_query").press("ArrowDown");
        await page.keyboard.press("ArrowDown");
        await page.keyboard.press("Enter");
        await page.waitForURL(/#/);
        return [said, page.url(), await page.locator(".clause:has(:target)").innerText()];
        """,
    )
    assert address == f"{base}/{POLICY}#meaning-of-social-networking"
    assert len(said) == 1
    assert said[0].split()[0] == clause.split()[0] == "1.4"
    assert "Minecraft" in said[0]
    assert "Minecraft" in clause


def test_a_copy_on_a_disk_says_that_its_search_is_absent(pages: Path) -> None:
    found, said = drive(
        (pages / SEARCH).as_uri(),
        """
        await page.locator("#_query").pressSequentially("Minecraft");
        await page.waitForTimeout(500);
        return [await page.locator(".found li").count(), await page.innerText(".state")];
        """,
    )
    assert found == 0
    assert "works only on the website, not in a copy opened from a disk" in said
