"""A version approved for a later day: what is published before, and from that day on."""

from __future__ import annotations

import json
from datetime import date
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest

from clausework.build import engine
from clausework.cli.main import main
from clausework.publish import manifest
from clausework.publish.verify import verify
from tests.support import pdf_text
from tests.support.files import contents
from tests.support.meetings import MEETING, run, small_root
from tests.support.places import silent

BEFORE, FROM = date(2026, 12, 31), date(2027, 1, 1)
COMING = "applies from 1 January 2027"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small root, in which Oak School approved version 1.1 from 1 January 2027."""
    made = small_root(tmp_path_factory.mktemp("in-force") / "small")
    assert run(made, "approve", "oak", *MEETING, "--effective", "2027-01-01") == 0
    assert build(made, BEFORE).built == ["elm", "oak"]
    return made


def build(root: Path, on: date) -> engine.Result:
    result = engine.build(engine.Request(root, root / "out", on, copy=True), silent)
    assert (result.failed, result.hub_failure, result.withheld) == ({}, None, [])
    return result


def words(path: Path, folder: Path) -> str:
    """The words of an output, without its mark-up."""
    data = path.read_bytes()
    if path.suffix == ".pdf":
        return " ".join(pdf_text.text(data, folder).split())
    if path.suffix == ".docx":
        with ZipFile(BytesIO(data)) as archive:
            root = ElementTree.fromstring(archive.read("word/document.xml"))
        return "".join(root.itertext())
    return data.decode()


def test_until_its_day_the_old_version_is_published_and_says_what_comes(
    root: Path, tmp_path: Path
) -> None:
    site = root / "out/sites/oak"
    old = [
        "staff-conduct/index.html",
        *(f"documents/staff-conduct.{ending}" for ending in ("pdf", "docx", "html")),
    ]
    new = [
        "staff-conduct/1.1/index.html",
        *(f"documents/staff-conduct_1.1.{ending}" for ending in ("pdf", "docx", "html")),
    ]
    for name in old:
        text = words(site / name, tmp_path)
        assert "at once" in text, name
        assert COMING in text, name
    for name in new:
        text = words(site / name, tmp_path)
        assert "immediately" in text, name
        assert "Approved; in use from 1 January 2027" in text, name
    home = (site / "index.html").read_text("utf-8")
    assert COMING in home
    assert 'href="staff-conduct/1.1/index.html"' in home
    record = root / "schools/oak/record/staff-conduct/1.1.pdf"
    assert (site / new[1]).read_bytes() == record.read_bytes()


def test_a_build_on_the_day_exchanges_them(root: Path, tmp_path: Path) -> None:
    before = contents(root / "out")
    assert build(root, BEFORE).built == []
    assert build(root, FROM).built == ["oak"]
    site = root / "out/sites/oak"
    assert manifest.read_day(root / "out/manifest.json") == FROM
    for name in ("staff-conduct/index.html", "documents/staff-conduct.pdf"):
        text = words(site / name, tmp_path)
        assert "immediately" in text, name
        assert "Next version" not in text, name
    assert not [*site.rglob("*1.1*")]
    assert verify(root, root / "out").findings == ()
    # The same files and the same day give the same bytes, whatever was built between.
    assert build(root, BEFORE).built == ["oak"]
    assert contents(root / "out") == before


def test_the_day_of_a_build_is_in_the_manifest_alone(root: Path) -> None:
    build(root, BEFORE)
    before = contents(root / "out")
    assert build(root, date(2026, 12, 1)).built == []
    after = contents(root / "out")
    assert {name for name in after if after[name] != before[name]} == {"manifest.json"}


def test_status_says_what_is_in_force_and_what_comes(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = {}
    for day in (BEFORE, FROM):
        arguments = ("--as-of", str(day), "--school", "oak", "--json", "--root", str(root))
        assert main(["status", *arguments]) == 0
        (row,) = json.loads(capsys.readouterr().out)["rows"]
        found[day] = row["version"], row["coming"]
    assert found == {
        BEFORE: ("1.0", [{"version": "1.1", "start": "2027-01-01"}]),
        FROM: ("1.1", []),
    }


def test_a_build_is_of_the_day_that_it_is_given(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", "--root", str(root), "--on", "2026-12-30", "--copy"]) == 0
    assert manifest.read_day(root / "out/manifest.json") == date(2026, 12, 30)
    capsys.readouterr()
    with pytest.raises(SystemExit):
        main(["build", "--root", str(root), "--on", "soon"])
    assert "write a date as 2026-09-01" in capsys.readouterr().err
