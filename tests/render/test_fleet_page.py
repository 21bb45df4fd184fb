"""HR's page of schools in a browser: sorted, filtered, and what is overdue on that day."""

from collections.abc import Iterator

import pytest

from clausework.workspace.root import read_workspace
from tests.judges import drive, serve_directory
from tests.support.hub import hub, on
from tests.support.places import EXAMPLES
from tests.support.samples import SCHOOLS

OAK, RIVERSIDE, ZOE, WARDEN_HILL = SCHOOLS
NAMES = {
    "Example Oak Academy": OAK,
    "The Example Riverside and Meadow Lane Pupil Referral Unit and Short Stay Centre": RIVERSIDE,
    "Saint Zoë's Example Primary School": ZOE,
    "Warden Hill Infant School": WARDEN_HILL,
}


OPEN = on("2026-01-01")
SHOWN = """
const shown = () => page.evaluate(() => [...document.querySelectorAll(".columns-7 tbody tr")]
  .filter((row) => row.checkVisibility()).map((row) => row.cells[0].firstChild.textContent.trim()));
"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serve_directory(hub(read_workspace(EXAMPLES), tmp_path_factory.mktemp("hub"))) as base:
        yield f"{base}/fleet/social-networking.html"


def shown(address: str, steps: str) -> list[str]:
    """The ids of the schools whose rows are seen after some steps, in their order."""
    found = drive(address, f"{OPEN}{SHOWN}{steps}; return await shown();")
    return [NAMES[name] for name in found]


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ("", SCHOOLS),
        ('await page.fill("input[type=search]", "infant hill")', (WARDEN_HILL,)),
        ('await page.fill("input[type=search]", "local-tell")', (OAK,)),
        # Who is not overdue is not found by the word either.
        ('await page.fill("input[type=search]", "overdue")', (OAK,)),
        ('await page.check("[value=overdue]")', (OAK,)),
        ('await page.check("[value=varied]")', (OAK,)),
        ('await page.check("[value=stale]")', SCHOOLS),
        ('await page.check("[value=behind]")', ()),
        ('await page.check("[value=overdue]"); await page.uncheck("[value=overdue]")', SCHOOLS),
    ],
)
def test_filters(address: str, steps: str, expected: tuple[str, ...]) -> None:
    assert shown(address, steps) == list(expected)


def test_how_many_are_shown_is_said(address: str) -> None:
    said = drive(
        address,
        f"""{OPEN} await page.check("[value=overdue]");
        return page.textContent("[role=status]");""",
    )
    assert said == "Shown: 1 of 4"


@pytest.mark.parametrize(
    ("head", "ascending", "descending"),
    [
        ("School", (OAK, ZOE, RIVERSIDE, WARDEN_HILL), (WARDEN_HILL, RIVERSIDE, ZOE, OAK)),
        # What is not known comes last either way.
        ("Next review", (OAK, ZOE, RIVERSIDE, WARDEN_HILL), (ZOE, OAK, RIVERSIDE, WARDEN_HILL)),
        ("Local changes", (RIVERSIDE, ZOE, WARDEN_HILL, OAK), (OAK, RIVERSIDE, ZOE, WARDEN_HILL)),
    ],
)
def test_sorting(
    address: str, head: str, ascending: tuple[str, ...], descending: tuple[str, ...]
) -> None:
    press = f"""await page.getByRole("button", {{ name: "{head}" }}).press("Enter");"""
    assert shown(address, press) == list(ascending)
    assert shown(address, press + press) == list(descending)


def test_one_column_at_a_time_says_how_it_is_sorted(address: str) -> None:
    found = drive(
        address,
        """
        const seen = [];
        for (const name of ["School", "In use", "In use"]) {
          await page.getByRole("button", { name, exact: true }).click();
          seen.push(await page.evaluate(() => [...document.querySelectorAll("[aria-sort]")]
            .map((head) => [head.textContent, head.getAttribute("aria-sort")])));
        }
        return seen;
        """,
    )
    assert found == [
        [["School", "ascending"]],
        [["In use", "ascending"]],
        [["In use", "descending"]],
    ]


@pytest.mark.parametrize(
    ("day", "marked"), [("2025-10-10", 0), ("2025-10-11", 1), ("2026-03-19", 2)]
)
def test_a_review_is_overdue_from_the_day_after(address: str, day: str, marked: int) -> None:
    found = drive(
        address,
        f"""{on(day)}
        return page.locator(".overdue:visible").count();
        """,
    )
    assert found == marked


def test_without_a_script_it_is_a_plain_table(address: str) -> None:
    found = drive(
        address,
        """return [await page.locator(".columns-7 tbody tr:visible").count(),
          await page.locator(".filters:visible, .overdue:visible, thead button").count()];""",
        scripts=False,
    )
    assert found == [4, 0]


def test_a_phone_scrolls_the_table_and_not_the_page(address: str) -> None:
    found = drive(
        address,
        """return page.evaluate(() => {
          const region = document.querySelector(".scroll:has(.columns-7)");
          region.scrollLeft = 300;
          const left = document.querySelector(".columns-7 tbody th").getBoundingClientRect().left;
          return [document.documentElement.scrollWidth, region.scrollLeft, left];
        });""",
        width=390,
    )
    # The school's name stays in sight.
    assert found[:2] == [390, 300]
    assert 0 <= found[2] < 30
