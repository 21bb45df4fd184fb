"""People in texts: those of today in every copy, those approved on record."""

import json
from pathlib import Path

import pytest

from clausework.cli.main import main
from tests.support.files import contents
from tests.support.roots import found_in, serious
from tests.support.varying import AT_FIRST, approve, build, copies, edit, people_root

KINDS = ("web", "pdf", "word", "page")
EVERY = dict.fromkeys(KINDS, True)
NONE = dict.fromkeys(KINDS, False)
LATER = "Ask Bo Ek on 01632 960002, or write to office@oak.example."
OUTSIDE = "Kept up to date, and not part of what was approved:"


def having(found: dict[str, str], words: str) -> dict[str, bool]:
    return {kind: words in text for kind, text in found.items()}


def verified(root: Path) -> bool:
    return main(["verify", str(root / "out"), "--root", str(root)]) == 0


def test_a_text_names_people_as_they_are_typed(tmp_path: Path) -> None:
    root = people_root(tmp_path / "root")
    assert build(root) == 0
    found = copies(root, "oak", tmp_path)
    assert having(found, AT_FIRST) == EVERY
    # A draft is approved in no part.
    assert having(found, OUTSIDE) == NONE
    assert verified(root)


def test_an_approved_copy_has_the_people_of_today_and_says_so(tmp_path: Path) -> None:
    root = people_root(tmp_path / "root")
    approve(root)
    kept = contents(root / "schools/oak/record")
    assert build(root) == 0
    own = f"{OUTSIDE} Ann *Lee* & Co; 01632 960001; office@oak.example."
    assert having(copies(root, "oak", tmp_path), own) == EVERY
    edit(root, "{name: Ann *Lee* & Co, phone: 01632 960001}", "{name: Bo Ek, phone: 01632 960002}")
    assert serious(found_in(root)) == []
    assert not verified(root)
    assert build(root) == 0
    found = copies(root, "oak", tmp_path)
    assert having(found, LATER) == EVERY
    assert having(found, f"{OUTSIDE} Bo Ek; 01632 960002; office@oak.example.") == EVERY
    assert having(found, "Ann") == NONE
    assert contents(root / "schools/oak/record") == kept
    assert verified(root)


def test_the_record_has_the_words_approved(tmp_path: Path) -> None:
    root = people_root(tmp_path / "root")
    approve(root)
    edit(root, "Ann *Lee* & Co", "Bo Ek")
    record = json.loads((root / "schools/oak/record/staff-conduct/1.0.json").read_text("utf-8"))
    runs = record["document"]["sections"][1]["children"][1]["text"]
    assert "".join(run["text"] for run in runs) == AT_FIRST


def test_a_new_name_is_no_change_of_the_policy(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = people_root(tmp_path / "root")
    approve(root)
    edit(root, "Ann *Lee* & Co", "Bo Ek")
    second = (root / "policy/staff-conduct/1.0.yaml").read_text("utf-8")
    reason = "changes: [{clause: conduct-rules, reason: Plainer., weight: editorial}]\n"
    for old, new in (
        ('version: "1.0"', 'version: "1.1"'),
        ("status: released", "status: proposed"),
        ("follows: null", 'follows: "1.0"'),
        ("These hold", "Those hold"),
    ):
        second = second.replace(old, new)
    (root / "policy/staff-conduct/1.1.yaml").write_text(second + reason, "utf-8")
    capsys.readouterr()
    words = ["diff", "staff-conduct", "1.1", "--school", "oak", "--root", str(root), "--json"]
    assert main(words) == 0
    changes = json.loads(capsys.readouterr().out)["changes"]
    assert [one["id"] for one in changes] == ["conduct-rules"]


def test_a_school_that_does_not_say_who_they_are_is_withheld(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = people_root(tmp_path / "root")
    edit(root, ", phone: 01632 960001", "")
    assert build(root) == 1
    assert "add phone: 01632 960000 to dsl: under people:" in capsys.readouterr().err
    assert not (root / "out/sites/oak").exists()
