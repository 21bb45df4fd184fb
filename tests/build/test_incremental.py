"""Whatever was edited, broken or asked for before, a build leaves what a clean build would make."""

import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks import fleet
from clausework.build import engine
from clausework.render.web import site
from clausework.source.problems import errors
from tests.support.files import contents
from tests.support.places import TODAY, silent
from tests.support.roots import AUTHORITIES, OAK, POLICY, VERSION, write_root

Edit = Callable[[Path, random.Random], None]


def _words(name: str, old: str) -> Edit:
    """A word of a file, there at first, for another."""

    def edit(root: Path, chance: random.Random) -> None:
        path = root / name
        text = path.read_text("utf-8")
        stem, _, _ = old.partition("|")
        start = text.find(stem)
        if start >= 0:
            end = start + len(stem)
            word = chance.choice(["", " plainly", " always", " indeed"])
            for taken in (" plainly", " always", " indeed"):
                if text.startswith(taken, end):
                    text = text[:end] + text[end + len(taken) :]
            path.write_text(text[:end] + word + text[end:], "utf-8")

    return edit


def _colour(root: Path, chance: random.Random) -> None:
    path = root / OAK
    lines = path.read_text("utf-8").splitlines(keepends=True)
    shade = chance.choice(["#1f4e79", "#4a1f79", "#79321f", "#fefefe"])
    path.write_text(
        "".join(f'  primary: "{shade}"\n' if "primary:" in line else line for line in lines),
        "utf-8",
    )


def _fault(root: Path, chance: random.Random) -> None:
    """A school comes by a fault, or loses it."""
    path = root / "schools/elm/school.yaml"
    text = path.read_text("utf-8")
    bad = 'version: "9.0"'
    path.write_text(
        text.replace(bad, 'version: "1.0"')
        if bad in text
        else text.replace('version: "1.0"', bad, 1),
        "utf-8",
    )


def _another_school(root: Path, chance: random.Random) -> None:
    folder = root / "schools" / chance.choice(["ash", "fir"])
    if folder.is_dir():
        shutil.rmtree(folder)
        shutil.rmtree(root / "out" / "sites" / folder.name, ignore_errors=True)
    else:
        folder.mkdir()
        text = (root / OAK).read_text("utf-8").replace("id: oak", f"id: {folder.name}")
        (folder / "school.yaml").write_text(text.replace("Oak School", "Tree School"), "utf-8")


def _template(root: Path, chance: random.Random) -> None:
    path = root / "templates" / chance.choice(["pdf/policy.typ", "web/search.md.j2"])
    if path.is_file():
        path.unlink()
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
        project = (
            Path(__file__).resolve().parents[2] / "templates" / path.relative_to(root / "templates")
        )
        mark = "// own\n" if path.suffix == ".typ" else "<!-- own -->\n"
        path.write_text(project.read_text("utf-8") + mark, "utf-8")


def _some_outputs(root: Path, chance: random.Random) -> list[Path]:
    """One of each school, one of HR's pages, and the manifest."""
    places = (*sorted((root / "out" / "sites").glob("*")), root / "out" / "hub")
    found = [[p for p in sorted(place.rglob("*")) if p.is_file()] for place in places]
    listed = [path for path in (root / "out" / "manifest.json",) if path.is_file()]
    return [*(chance.choice(one) for one in found if one), *listed]


def _damaged_output(root: Path, chance: random.Random) -> None:
    """An output is written over in its place, which is that of the store as well."""
    for path in _some_outputs(root, chance):
        if path.is_file():
            path.write_bytes(path.read_bytes() + b"!")


def _lost_output(root: Path, chance: random.Random) -> None:
    for path in _some_outputs(root, chance):
        path.unlink()


def _flipped_byte(root: Path, chance: random.Random) -> None:
    """A stored content goes bad, in a way that neither size nor time shows in the outputs."""
    found = sorted((root / ".clausework" / "objects").glob("*/*"))
    if found:
        path = chance.choice(found)
        data = bytearray(path.read_bytes() or b"x")
        data[0] ^= 1
        # A file of its own: outputs that are linked to the old one keep it.
        path.unlink()
        path.write_bytes(data)


def _lost_store(root: Path, chance: random.Random) -> None:
    shutil.rmtree(root / ".clausework", ignore_errors=True)


def _damaged_state(root: Path, chance: random.Random) -> None:
    for path in (root / ".clausework").glob("*s/*.json*"):
        path.write_text(chance.choice(["{", "[]", '{"schools": {"oak": {}}}', ""]), "utf-8")


def _touched(root: Path, chance: random.Random) -> None:
    chance.choice([root / VERSION, root / OAK]).touch()


def _part(root: Path, chance: random.Random) -> None:
    """A part alone is built."""
    wanted = chance.choice(
        [
            {"formats": ("pdf",)},
            {"formats": ("web",)},
            {"schools": ("oak",)},
            {"policies": ("staff-conduct",), "formats": ("word",)},
        ]
    )
    engine.build(engine.Request(root, root / "out", TODAY, **wanted), silent)  # type: ignore[arg-type]


EDITS: dict[str, Edit] = {
    "clause": _words(VERSION, "No pupil may be photographed"),
    "point": _words(VERSION, "keep it private"),
    "title": _words(POLICY, "Staff Conduct Policy"),
    "guide": _words(AUTHORITIES, "title: The Guide"),
    "name": _words(OAK, "name: Oak School"),
    "local-change": _words(OAK, "keep everything private"),
    "reason": _words(OAK, "The board asked for it"),
    "colour": _colour,
    "fault": _fault,
    "school": _another_school,
    "template": _template,
    "damaged-output": _damaged_output,
    "lost-output": _lost_output,
    "flipped-byte": _flipped_byte,
    "lost-store": _lost_store,
    "damaged-state": _damaged_state,
    "touched": _touched,
    "part": _part,
}


def incremental_is_clean(folder: Path, names: list[str], seed: int) -> None:
    root, chance = write_root(folder / "root"), random.Random(seed)
    engine.build(engine.Request(root, root / "out", TODAY), silent)
    for name in names:
        EDITS[name](root, chance)
        if chance.random() < 0.7:
            engine.build(engine.Request(root, root / "out", TODAY), silent)
    last = engine.build(engine.Request(root, root / "out", TODAY), silent)
    assert (last.failed, last.hub_failure) == ({}, None)
    for name in last.withheld:
        # It keeps the copy that it had, which a clean build does not know.
        shutil.rmtree(root / "out" / "sites" / name, ignore_errors=True)
    engine.build(engine.Request(root, root / "out", TODAY), silent)
    clean = folder / "clean"
    shutil.copytree(root, clean, ignore=shutil.ignore_patterns("out", ".clausework"))
    engine.build(engine.Request(clean, clean / "out", TODAY), silent)
    assert contents(root / "out") == contents(clean / "out")


@settings(max_examples=8)
@given(st.lists(st.sampled_from(sorted(EDITS)), min_size=1, max_size=6), st.integers(0, 999))
def test_any_edits(tmp_path_factory: pytest.TempPathFactory, names: list[str], seed: int) -> None:
    incremental_is_clean(tmp_path_factory.mktemp("edits"), names, seed)


@pytest.mark.parametrize("name", sorted(EDITS))
def test_each_edit(name: str, tmp_path: Path) -> None:
    incremental_is_clean(tmp_path, [name], 3)


def test_fifty_edits(tmp_path: Path) -> None:
    chance = random.Random(50)
    incremental_is_clean(tmp_path, [chance.choice(sorted(EDITS)) for _ in range(50)], 50)


@pytest.mark.parametrize(
    ("old", "new", "sound"), [("No pupil", "No child", True), ("How staff", "{ow staff", False)]
)
def test_a_master_that_was_written_with_its_old_size_and_time_is_read(
    old: str, new: str, sound: bool, tmp_path: Path
) -> None:
    root = write_root(tmp_path / "root")
    year_before = 1_700_000_000
    for path in root.rglob("*.yaml"):
        os.utime(path, (year_before, year_before))
    request = engine.Request(root, root / "out", TODAY, formats=("web",))
    engine.build(request, silent)
    path = root / VERSION
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    os.utime(path, (year_before, year_before))
    shutil.rmtree(root / "out" / "sites" / "oak")
    result = engine.build(request, silent)
    assert result.failed == {}
    if sound:
        assert (result.built, result.withheld, result.hub) == (["elm", "oak"], [], "built")
    else:
        assert {problem.place.path for problem in errors(result.problems)} == {VERSION}
        assert (result.built, result.withheld, result.hub) == ([], [], None)


def test_an_edit_makes_no_page_and_no_paper_of_another_policy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "root"
    fleet.write(root, 1, 2)
    # A school by its name, because HR's pages are made in the same way.
    request = engine.Request(root, root / "out", TODAY, schools=tuple(fleet.schools_of(root)))
    engine.build(request, silent)
    made: list[str] = []
    make = site.pages

    def watched(*values: Any, **others: Any) -> dict[str, bytes]:
        found = make(*values, **others)
        made.extend(sorted(found))
        return found

    def papers() -> dict[str, int]:
        folder = root / "out/sites" / fleet.schools_of(root)[0] / "documents"
        return {path.name: path.stat().st_ino for path in folder.iterdir()}

    monkeypatch.setattr(site, "pages", watched)
    before = papers()
    fleet.edit_clause(root)
    engine.build(request, silent)
    pages = [name for name in made if name.endswith(".html") and "/" in name]
    assert pages == ["social-networking/index.html"]
    edited = {name for name, number in papers().items() if before[name] != number}
    assert {f"social-networking.{ending}" for ending in ("pdf", "docx", "html")} <= edited
    assert not [name for name in edited if name.startswith("lone-working")]
