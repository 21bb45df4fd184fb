"""`export`: a version as Word copy, PDF and data for people outside HR."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from clausework.cli.main import main
from clausework.render.listing import Listing
from tests.judges import open_xml, poppler, verapdf
from tests.support.docx import Docx
from tests.support.places import EXAMPLES, PROJECT

NAME = "social-networking"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return Path(shutil.copytree(EXAMPLES, tmp_path / "root"))


def export(root: Path, *arguments: str) -> int:
    return main(["export", *arguments, "--root", str(root)])


def test_data_has_every_clause_with_its_number(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert export(root, NAME, "1.0", "--format", "json") == 0
    found = Listing.model_validate_json(capsys.readouterr().out)
    assert (found.policy, found.version, found.school) == (NAME, "1.0", None)
    first, second = found.nodes[:2]
    assert (first.kind, first.number, first.label, first.depth) == ("section", "1.0", "1.0", 0)
    assert (second.kind, second.number, second.depth) == ("clause", "1.1", 1)
    assert "{{ school }}" in " ".join(node.text for node in found.nodes)


def test_data_of_a_school_has_its_words(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert export(root, NAME, "1.0", "--school", "example-oak-academy", "--format", "json") == 0
    said = json.loads(capsys.readouterr().out)
    assert said["school"] == "example-oak-academy"
    words = " ".join(node["text"] for node in said["nodes"])
    assert "Example Oak Academy" in words
    assert "{{" not in words


def test_the_schema_of_the_data_is_current() -> None:
    path = PROJECT / "schemas" / "export.schema.json"
    assert json.loads(path.read_text("utf-8")) == Listing.model_json_schema()


def test_hrs_own_copy_is_for_consultation(
    root: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    pdf, docx = tmp_path / "copy.pdf", tmp_path / "copy.docx"
    assert export(root, NAME, "2.0", "--format", "pdf", "--out", str(pdf)) == 0
    assert export(root, NAME, "2.0", "--out", str(docx)) == 0
    assert "written: " in capsys.readouterr().out
    words = " ".join(poppler("pdftotext", pdf, "-").split())
    assert "For consultation: not issued by HR" in words
    assert "[school]" in words
    assert "{{" not in words
    assert "Approved by" not in words
    assert verapdf([pdf], "ua1") == {pdf: []}
    assert open_xml([docx]) == {docx: []}


def test_a_tracked_copy_is_between_both_versions(root: Path, tmp_path: Path) -> None:
    files = [tmp_path / f"{name}.docx" for name in ("marked", "older", "newer")]
    marked, older, newer = files
    assert export(root, NAME, "2.0", "--tracked-from", "1.0", "--out", str(marked)) == 0
    assert export(root, NAME, "1.0", "--out", str(older)) == 0
    assert export(root, NAME, "2.0", "--out", str(newer)) == 0
    data = marked.read_bytes()
    assert Docx(data, "accepted").said() == Docx(newer.read_bytes()).said()
    assert Docx(data, "rejected").said() == Docx(older.read_bytes()).said()
    assert open_xml([marked]) == {marked: []}


def test_a_school_gets_what_it_has_approved(root: Path) -> None:
    assert export(root, NAME, "1.0", "--school", "example-oak-academy", "--format", "pdf") == 0
    (made,) = (root / "out/exports").iterdir()
    assert made.name == "social-networking_1.0_example-oak-academy.pdf"
    words = " ".join(poppler("pdftotext", made, "-").split())
    assert "Approved; in use from 1 November 2024" in words
    assert "For consultation" not in words
    assert main(["verify", str(made), "--root", str(root)]) == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("no-such", "1.0"), 'unknown policy "no-such"'),
        ((NAME, "9.9"), "there is no version 9.9"),
        ((NAME, "2.0", "--school", "elm"), 'unknown school "elm"'),
        ((NAME, "2.0", "--tracked-from", "9.9"), "there is no version 9.9"),
        ((NAME, "2.0", "--tracked-from", "1.0", "--format", "json"), "data has no marks"),
    ],
)
def test_what_does_not_exist_is_named(
    arguments: tuple[str, ...], words: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert export(root, *arguments) == 2
    assert words in capsys.readouterr().err
    assert not (root / "out").exists()
