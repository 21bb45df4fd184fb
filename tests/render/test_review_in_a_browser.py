"""A review's page in a browser: its keys, buttons, filters and columns."""

import json

import pytest

from tests.judges import drive
from tests.support.reviews import page
from tests.support.samples import WARDEN_HILL


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
        await page.click("[data-all]");
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
        await page.click("[data-all]");
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
        await page.click("[data-all]");
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
await page.click("[data-all]");
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
        await page.click("[data-all]");
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


def test_closed_it_is_read_in_a_dozen_screens_of_a_phone(address: str) -> None:
    steps = """
    await page.setViewportSize({ width: 390, height: 844 });
    return page.evaluate(() => document.documentElement.scrollHeight);
    """
    assert drive(address, steps) < 12 * 844


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


CLOSED = """
const blocks = page.locator("#_text .block");
const hidden = async () =>
  await blocks.count() - await blocks.and(page.locator(":visible")).count();
const clauses = await blocks.and(page.locator("details *")).count();
"""


@pytest.mark.parametrize("scripts", [True, False])
def test_sections_are_closed_until_they_are_opened(address: str, scripts: bool) -> None:
    steps = f"""
    {CLOSED}
    const seen = [await hidden() === clauses, clauses > 30];
    for (const summary of await page.locator("#_text summary").all()) await summary.click();
    return [...seen, await hidden(), await page.locator("#_sources ~ details li:visible").count()];
    """
    *closed, hidden, sources = drive(address, steps, scripts=scripts)
    assert closed == [True, True]
    assert hidden == 0
    assert sources > 10


def test_without_a_script_no_button_is_shown(address: str) -> None:
    steps = 'return await page.locator("button:visible").count();'
    assert drive(address, steps, scripts=False) == 0


def test_one_button_opens_all_sections_and_closes_them(address: str) -> None:
    steps = f"""
    {CLOSED}
    const seen = [];
    for (let at = 0; at < 2; at += 1) {{
      seen.push(await page.innerText("[data-all]"));
      await page.click("[data-all]");
      seen.push(await hidden() / clauses);
    }}
    await page.locator("#_text summary").first().click();
    return [...seen, await page.innerText("[data-all]")];
    """
    opens, closes = "Open all sections", "Close all sections"
    assert drive(address, steps) == [opens, 0, closes, 1, opens]


@pytest.mark.parametrize("scripts", [True, False])
def test_an_address_of_a_clause_opens_the_section_that_it_is_in(
    address: str, scripts: bool
) -> None:
    steps = """
    await page.waitForSelector("#group-chats");
    return [
      await page.locator("#_text details[open]").count(),
      await page.locator("#_text details[open] #group-chats").isVisible(),
      await page.locator("#group-chats").evaluate((one) =>
        one.getBoundingClientRect().top >= 0 && one.getBoundingClientRect().top < innerHeight),
    ];
    """
    assert drive(f"{address}#group-chats", steps, scripts=scripts) == [1, True, True]


def test_keys_open_only_the_section_that_they_go_to(address: str) -> None:
    steps = f"""
    await page.evaluate(() => document.getElementById("safeguarding-children").scrollIntoView());
    const seen = [];
    for (let at = 0; at < 2; at += 1) {{
      await page.keyboard.press("n");
      seen.push({FOCUSED});
    }}
    return [...seen, await page.locator("#_text details[open]").count()];
    """
    heading, clause, opened = drive(address, steps)
    assert heading == "safeguarding-children"
    assert clause == "clear-professional-boundaries"
    assert opened == 1


@pytest.mark.parametrize("scripts", [True, False])
def test_all_is_printed_and_closed_again_on_the_screen(address: str, scripts: bool) -> None:
    steps = f"""
    {CLOSED}
    await page.emulateMedia({{ media: "print" }});
    if ({json.dumps(scripts)}) await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
    const printed = await blocks.evaluateAll((all) =>
      all.filter((one) => one.checkVisibility({{ contentVisibilityAuto: true }})).length);
    if ({json.dumps(scripts)}) await page.evaluate(() => dispatchEvent(new Event("afterprint")));
    await page.emulateMedia({{ media: "screen" }});
    return [await blocks.count() - printed, await hidden() / clauses];
    """
    assert drive(address, steps, scripts=scripts) == [0, 1]
