"""People in texts: those of today in every copy, those approved on record."""

import json
import shutil
import zipfile
from html import unescape
from pathlib import Path

import pytest

from clausework.checks import digest
from clausework.cli.main import main
from tests.support.files import contents
from tests.support.roots import POLICY, found_in, serious
from tests.support.varying import AT_FIRST, approve, build, copies, edit, people_root, words_of

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


PRIVATE = "dsl: {name: Ann *Lee* & Co, phone: 01632 960001, published: false}"
ON_SITE = (
    "Ask [name: ask the school] on [telephone number: ask the school], or write to "
    "office@oak.example."
)
ASK = "What is in square brackets is not published here. Ask Oak School."
SECRET = (b"Ann *Lee", b"Ann &#42;Lee", b"960001")


def private(root: Path) -> None:
    edit(root, "dsl: {name: Ann *Lee* & Co, phone: 01632 960001}", PRIVATE)


def papers(root: Path, folder: Path) -> dict[str, bool]:
    """For each copy apart, whether it has the people."""
    place = root / "out/paper/oak"
    found = words_of(
        {"pdf": place / "staff-conduct.pdf", "word": place / "staff-conduct.docx"}, folder
    )
    return having(found, AT_FIRST)


def nowhere_on_the_site(root: Path) -> bool:
    """No file of the site has them, unpacked or as text."""
    site = root / "out/sites/oak"
    for path in (path for path in site.rglob("*") if path.is_file()):
        parts = [path.read_bytes()]
        if path.suffix == ".docx":
            with zipfile.ZipFile(path) as package:
                parts = [package.read(name) for name in package.namelist()]
        if any(secret in part for part in parts for secret in SECRET):
            return False
    return True


@pytest.mark.parametrize("approved", [False, True])
def test_who_is_not_published_is_nowhere_on_the_site_and_in_copies_apart(
    tmp_path: Path, *, approved: bool
) -> None:
    root = people_root(tmp_path / "root")
    private(root)
    if approved:
        approve(root)
    assert build(root) == 0
    found = copies(root, "oak", tmp_path)
    assert having(found, ON_SITE) == EVERY
    assert having(found, ASK) == EVERY
    assert having(found, "Ann") == NONE
    assert having(found, f"{OUTSIDE} office@oak.example.") == dict.fromkeys(KINDS, approved)
    assert nowhere_on_the_site(root)
    assert papers(root, tmp_path) == {"pdf": True, "word": True}
    assert verified(root)
    listed = json.loads((root / "out/manifest.json").read_text("utf-8"))["files"]
    assert {"paper/oak/staff-conduct.pdf", "paper/oak/staff-conduct.docx"} <= listed.keys()


def test_who_was_on_the_site_when_it_was_approved_leaves_it_with_what_was_removed(
    tmp_path: Path,
) -> None:
    """Also from the pages of what an earlier version had, which come from records."""
    root = people_root(tmp_path / "root")
    approve(root)
    folder = root / "policy/staff-conduct"
    second = (folder / "1.0.yaml").read_text("utf-8")
    second = second.replace('version: "1.0"', 'version: "1.1"').replace(
        "follows: null", 'follows: "1.0"'
    )
    start = second.index("      - id: conduct-photographs")
    reason = "changes: [{clause: conduct-photographs, reason: Moved., weight: editorial}]\n"
    second = second[:start] + reason
    (folder / "1.1.yaml").write_text(second, "utf-8")
    released = digest(second.encode())
    edit(root, 'released: {"1.0"', f'released: {{"1.1": {released}, "1.0"', POLICY)
    assert main(["adopt", "oak", "staff-conduct", "1.1", "--root", str(root)]) == 0
    later = ["--by", "Board", "--on", "2026-06-12", "--minute", "2", "--root", str(root)]
    assert main(["approve", "oak", "staff-conduct", *later]) == 0
    assert build(root) == 0
    earlier = root / "out/sites/oak/staff-conduct/earlier/conduct-photographs.html"
    assert "Ann *Lee*" in unescape(earlier.read_text("utf-8"))
    private(root)
    assert build(root) == 0
    assert "ask the school" in unescape(earlier.read_text("utf-8"))
    assert nowhere_on_the_site(root)


def test_copies_apart_come_and_go_with_what_is_published(tmp_path: Path) -> None:
    root = people_root(tmp_path / "root")
    private(root)
    assert build(root) == 0
    place = root / "out/paper/oak"
    first = contents(place)
    # Formats that are not requested are kept as they are.
    assert build(root, "--format", "web") == 0
    assert contents(place) == first
    shutil.rmtree(place)
    assert not verified(root)
    assert build(root) == 0
    assert contents(place) == first
    edit(root, ", published: false", "")
    assert build(root) == 0
    assert not place.exists()
    assert having(copies(root, "oak", tmp_path), AT_FIRST) == EVERY
    assert verified(root)
