"""`review`: a school's board pack, written whole, and listed with the other outputs."""

import json
import re
from pathlib import Path

import pytest

from clausework import engine, manifest
from clausework.cli import main
from tests.conftest import PROJECT, silent
from tests.samples import SCHOOLS

OAK, WARDEN_HILL = "example-oak-academy", "warden-hill-infant"
FILES = {
    "changes.json",
    "index.html",
    "new.docx",
    "old.docx",
    "pack.pdf",
    "redline.docx",
    "redline.pdf",
    "report.docx",
}


def review(root: Path, school: str, *arguments: str) -> int:
    given = ["review", "social-networking", "--school", school, *arguments]
    return main([*given, "--root", str(root)])


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_what_is_in_use_is_compared_with_what_is_offered(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert review(root, OAK, "--to", "2.0") == 0
    folder = root / "out" / "reviews" / OAK / "social-networking_1.0_2.0"
    assert capsys.readouterr().out.startswith("written: ")
    written = files(folder)
    assert set(written) == FILES
    said = json.loads(written["changes.json"])
    main(["diff", "social-networking", "2.0", "--school", OAK, "--json", "--root", str(root)])
    assert said == json.loads(capsys.readouterr().out)
    assert review(root, OAK, "--to", "2.0") == 0
    assert files(folder) == written
    assert not (root / "out" / ".staging").exists()


@pytest.mark.parametrize("school", SCHOOLS)
def test_the_clean_copies_are_those_that_are_published(school: str, root: Path) -> None:
    out = root / "out"
    assert review(root, school, "--to", "1.1") == 0
    pack = out / "reviews" / school / "social-networking_1.0_1.1"
    built = out / "sites" / school / "documents" / "social-networking.docx"
    engine.build(engine.Request(root, out, schools=(school,), formats=("word",)), silent)
    assert (pack / "old.docx").read_bytes() == built.read_bytes()
    path = root / "schools" / school / "school.yaml"
    text = path.read_text("utf-8")
    approved = re.compile(r"\n    (approved|next_review):.*(\n      .*)*")
    path.write_text(approved.sub("", text).replace('version: "1.0"', 'version: "1.1"'), "utf-8")
    engine.build(engine.Request(root, out, schools=(school,), formats=("word",)), silent)
    assert (pack / "new.docx").read_bytes() == built.read_bytes()


def test_any_version_may_be_the_older_one(root: Path) -> None:
    assert review(root, WARDEN_HILL, "--from", "1.1", "--to", "2.0") == 0
    folder = root / "out" / "reviews" / WARDEN_HILL / "social-networking_1.1_2.0"
    assert json.loads((folder / "changes.json").read_text("utf-8"))["from"] == "1.1"


def test_a_review_is_in_the_manifest_and_a_build_keeps_it(root: Path) -> None:
    assert review(root, OAK, "--to", "1.1") == 0
    out = root / "out"
    place = f"reviews/{OAK}/social-networking_1.0_1.1"
    listed = manifest.read(out / "manifest.json")
    assert {name: entry["sha256"] for name, entry in listed.items()} == {
        f"{place}/{name}": manifest.sha256(data) for name, data in files(out / place).items()
    }
    sources = listed[f"{place}/index.html"]["sources"]
    assert isinstance(sources, list)
    assert {"policy/social-networking/1.1.yaml", f"schools/{OAK}/school.yaml"} <= {*sources}
    engine.build(engine.Request(root, out, schools=(OAK,), formats=("pdf",)), silent)
    after = manifest.read(out / "manifest.json")
    assert {**after, **listed} == after
    assert len(after) > len(listed)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("social-networking", "--school", "oak", "--to", "2.0"), 'no school is called "oak"'),
        (("dress", "--school", OAK, "--to", "2.0"), 'no policy is called "dress"'),
        (("social-networking", "--school", OAK, "--to", "3.0"), "there is no version 3.0"),
    ],
)
def test_names_that_are_not_there_are_named(
    arguments: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["review", *arguments, "--root", str(PROJECT)]) == 2
    assert said in capsys.readouterr().err


def test_faults_of_the_school_are_told_and_nothing_is_written(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = root / "schools" / OAK / "school.yaml"
    path.write_text(path.read_text("utf-8").replace("{{ head }} also", "{{ haed }} also"), "utf-8")
    assert review(root, OAK, "--to", "2.0") == 1
    assert 'nothing is called "haed"' in capsys.readouterr().err
    assert not (root / "out").exists()
    assert review(root, WARDEN_HILL, "--to", "1.1") == 0
