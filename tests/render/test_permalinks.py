"""An address that was published once leads somewhere for ever: a school takes up three versions
that move, rename, split, merge and remove, and no address of an earlier site is lost.

The versions that are issued are the list of permalinks: their files have every id, and `release`
keeps the digest of each, so that no id can leave one of them unseen.
"""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from clausework.build import engine
from clausework.cli.main import main
from tests.judges import drive, serve_directory
from tests.support.pages import Page
from tests.support.places import TODAY, silent
from tests.support.roots import FILES, OAK, POLICY, VERSION, write_root

NAME = "staff-conduct"
ONE = """\
version: "1.0"
status: proposed
follows: null
summary: How staff behave.
editions: {guide: "2018"}
sections:
  - id: first
    title: First
    clauses:
      - id: kept
        text: These words stay.
        items: [{id: stays, text: stays;}, {id: goes, text: goes;}, {id: wanders, text: wanders.}]
      - {id: renamed, text: These words get another name.}
      - id: removed
        text: These words end[^aside].
        items: [{id: ends, text: ends too.}]
        notes: [{id: aside, text: So does this.}]
      - {id: moved, text: These words go elsewhere.}
  - id: second
    title: Second
    clauses:
      - {id: split, text: This is said. So is that.}
      - {id: one-half, text: One half.}
      - {id: other-half, text: The other half.}
"""
TWO = """\
version: "2.0"
status: proposed
follows: "1.0"
summary: How staff behave.
editions: {guide: "2018"}
sections:
  - id: first
    title: First
    clauses:
      - id: kept
        text: These words stay.
        items: [{id: stays, text: stays.}]
      - {id: renamed-once, was: [renamed], text: These words get another name.}
  - id: second
    title: Second
    clauses:
      - {id: this, was: [split], text: This is said.}
      - {id: that, was: [split], text: So is that.}
      - {id: moved, text: These words go elsewhere.}
      - id: whole
        was: [one-half, other-half]
        text: One half and the other half.
        items: [{id: wanders, text: wanders.}]
changes:
  - {clause: kept, reason: Shorter., weight: editorial}
  - {clause: renamed-once, reason: A better name., weight: editorial}
  - {clause: removed, reason: Not needed., weight: substantive, board_may: accept, duty: removed}
  - {clause: moved, reason: It belongs there., weight: editorial}
  - {clause: this, reason: Plainer., weight: editorial}
  - {clause: that, reason: Plainer., weight: editorial}
  - {clause: whole, reason: Plainer., weight: editorial}
"""
THREE = """\
version: "3.0"
status: proposed
follows: "2.0"
summary: How staff behave.
editions: {guide: "2018"}
sections:
  - id: third
    title: Third
    clauses:
      - {id: renamed-twice, was: [renamed-once], text: These words get another name.}
      - {id: this, text: This is said.}
      - {id: whole, text: One half and the other half.}
changes:
  - {clause: first, reason: One section is enough., weight: editorial}
  - {clause: second, reason: One section is enough., weight: editorial}
  - {clause: third, reason: One section is enough., weight: editorial}
  - {clause: kept, reason: Not needed., weight: substantive, board_may: accept, duty: removed}
  - {clause: renamed-twice, reason: A better name., weight: editorial}
  - {clause: that, reason: Not needed., weight: substantive, board_may: accept, duty: removed}
  - {clause: moved, reason: Not needed., weight: substantive, board_may: accept, duty: removed}
  - {clause: whole, reason: Not needed., weight: substantive, board_may: accept, duty: removed}
"""


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The school's site with each version, the oldest first."""
    folder = tmp_path_factory.mktemp("permalinks")
    root = folder / "root"
    school = FILES[OAK].partition("adopts:")[0]
    policy = FILES[POLICY].partition("options:")[0]
    write_root(root, {**FILES, OAK: school, POLICY: policy})
    for name in (VERSION, "schools/elm/school.yaml"):
        (root / name).unlink()
    (root / "schools/elm").rmdir()
    made = []
    for year, (number, text) in enumerate((("1.0", ONE), ("2.0", TWO), ("3.0", THREE)), 2024):
        (root / f"policy/{NAME}/{number}.yaml").write_text(text, "utf-8")
        by = ["--by", "Jane Example, Head of HR", "--on", f"{year}-01-09"]
        run(root, "release", NAME, number, *by, "--union", "NEU: agreed")
        run(root, "adopt", "oak", NAME, number)
        meeting = ["--by", "Governing Body", "--on", f"{year}-03-12", "--minute", "7"]
        run(root, "approve", "oak", NAME, *meeting)
        out = folder / number
        assert engine.build(engine.Request(root, out, TODAY, jobs=1), silent).failed == {}
        made.append(out / "sites" / "oak")
    return made


def run(root: Path, *arguments: str) -> None:
    assert main([*arguments, "--root", str(root)]) == 0


def addresses(site: Path) -> Iterator[tuple[str, str]]:
    """Every page of a site with every permanent place on it, and with none."""
    for path in sorted(site.rglob("*.html")):
        for name in ("", *sorted(Page(path.read_text("utf-8")).ids)):
            # Places that begin so are the page's own, and nobody is offered a link to them.
            if not name.startswith("_"):
                yield path.relative_to(site).as_posix(), name


def test_no_address_of_an_earlier_site_is_lost(sites: list[Path]) -> None:
    now = set(addresses(sites[-1]))
    for before in sites[:-1]:
        had = set(addresses(before))
        assert len(had) > 30
        assert sorted(had - now) == []


SAID = {
    "removed": "was removed by version 2.0, approved by Governing Body on 12 March 2025.",
    "aside": "was removed by version 2.0, approved by Governing Body on 12 March 2025.",
    "kept": "was removed by version 3.0, approved by Governing Body on 12 March 2026.",
    "stays": "was removed by version 3.0, approved by Governing Body on 12 March 2026.",
    "renamed": "“These words get another name.”, of version 1.0 is now in 1.1, since version 2.0",
    "renamed-once": "of version 2.0 is now in 1.1, since version 3.0",
    "split": "of version 1.0 is now in 1.2, since version 2.0",
    "one-half": "of version 1.0 is now in 1.3, since version 2.0",
    "this": "This is said.",
}


@pytest.mark.parametrize("name", [f"{NAME}/index.html", f"documents/{NAME}.html"])
def test_whoever_follows_an_old_link_sees_what_became_of_it(sites: list[Path], name: str) -> None:
    with serve_directory(sites[-1]) as base:
        found = drive(
            f"{base}/{name}",
            f"""const found = {{}};
            for (const id of {json.dumps([*SAID])}) {{
              await page.goto(`{base}/{name}#${{id}}`);
              found[id] = await page.evaluate(() => {{
                const place = document.querySelector(":target");
                const {{ top }} = place.getBoundingClientRect();
                const marked = place.closest(".clause, li");
                return [marked.innerText, top >= 0 && top < innerHeight];
              }});
            }}
            return found;""",
        )
    for place, words in SAID.items():
        said, in_sight = found[place]
        assert words in said
        assert in_sight, place


def test_what_is_gone_has_a_page_that_names_the_version_and_the_day(sites: list[Path]) -> None:
    page = (sites[-1] / NAME / "earlier" / "removed.html").read_text("utf-8")
    assert SAID["removed"] in page
    assert "These words end." in page
    assert "Not needed." not in page
