"""What is published around a day of effect, a review and a correction, before the judges."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from clausework.build import engine
from tests.judges import axe, drive, nu_html, open_xml, serve_directory, verapdf
from tests.support.hub import on
from tests.support.meetings import MEETING, ROOT, run, small_root
from tests.support.places import silent
from tests.support.roots import OAK
from tests.support.sites import OF_THE_THEME

SAID = ["--why", "The minutes were misread.", "--who", "A. Adviser"]
COMING = "staff-conduct/1.1/index.html"
IN_FORCE = "staff-conduct/index.html"


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Outputs of a school with a version to come, and of one with a review and a correction."""
    root = small_root(
        tmp_path_factory.mktemp("judged") / "small",
        oak=ROOT[OAK].replace("unknown         # no minute was found", "unknown"),
    )
    assert run(root, "correct", "oak", "--by", "Board", "--on", "2020-03-01", *SAID) == 0
    assert run(root, "approve", "oak", *MEETING, "--effective", "2027-01-01") == 0
    assert run(root, "approve", "elm", *MEETING) == 0
    assert run(root, "correct", "elm", "--on", "2026-05-13", *SAID) == 0
    review = ("--by", "Board", "--on", "2026-06-01", "--minute", "3")
    assert run(root, "review-unchanged", "elm", *review) == 0
    path = root / "schools/elm/school.yaml"
    path.write_text(path.read_text("utf-8").replace("Elm Academy", "Elm Hall"), "utf-8")
    request = engine.Request(root, root / "out", date(2026, 12, 31), copy=True)
    result = engine.build(request, silent)
    assert (result.failed, result.hub_failure, result.withheld) == ({}, None, [])
    return root / "out"


def test_paper_copies_pass(out: Path) -> None:
    papers = sorted(out.glob("sites/*/documents/*.pdf"))
    assert [path.name for path in papers] == [
        "staff-conduct.pdf",
        "staff-conduct.pdf",
        "staff-conduct_1.1.pdf",
    ]
    for profile in ("ua1", "2a"):
        assert {path: faults for path, faults in verapdf(papers, profile).items() if faults} == {}
    copies = sorted(out.glob("sites/*/documents/*.docx"))
    assert {path: faults for path, faults in open_xml(copies).items() if faults} == {}


def test_pages_pass(out: Path) -> None:
    pages = [
        *(out / "sites/oak" / name for name in (IN_FORCE, COMING, "index.html")),
        out / "sites/elm" / IN_FORCE,
        out / "hub/schools/elm.html",
        out / "hub/fleet.html",
    ]
    with serve_directory(out) as base:
        browsed = axe([f"{base}/{page.relative_to(out).as_posix()}" for page in pages])
    assert browsed.violations == []
    assert browsed.failed_requests == browsed.external_requests == browsed.console_errors == []
    errors = [error.partition(": ")[2] for found in nu_html(pages).values() for error in found]
    assert [error for error in errors if not error.startswith(OF_THE_THEME)] == []


def label(out: Path, page: str, day: str, *, scripts: bool = True) -> str:
    """What a reader of a page sees on a day of what is in force."""
    steps = f"""{on(day)} return await page.locator(".in-force").innerText();"""
    with serve_directory(out / "sites/oak") as base:
        return str(drive(f"{base}/{page}", steps, scripts=scripts))


def test_a_page_says_what_is_in_force_on_the_day_of_its_reader(out: Path) -> None:
    applies = "applies from 1 January 2027"
    since = "has been in force since 1 January 2027"
    assert applies in label(out, IN_FORCE, "2026-12-31")
    for page in (IN_FORCE, COMING):
        said = label(out, page, "2027-01-01")
        assert since in said, page
        assert applies not in said, page
    assert applies in label(out, IN_FORCE, "2028-01-01", scripts=False)


def test_a_page_says_where_the_paper_copies_look_otherwise(out: Path) -> None:
    page = (out / "sites/elm" / IN_FORCE).read_text("utf-8")
    assert "look as on the day of the approval, when the school was called Elm Academy." in page
    assert "Elm Hall" in page
    assert "look as on the day" not in (out / "sites/oak" / IN_FORCE).read_text("utf-8")
