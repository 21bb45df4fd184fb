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
