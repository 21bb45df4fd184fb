"""Copies that came back: every edit and every comment, on the clause that it is on."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import pytest

from clausework.cli.main import main
from tests.judges import libreoffice_saved
from tests.support.edited_docx import AUTHOR, DocxEdit, EditedDocx, W
from tests.support.made_docx import docx, para
from tests.support.returned import NAME, OAK, is_read, read_back


@pytest.mark.parametrize(("name", "whose"), [("school", OAK), ("master", ["--master"])])
def test_a_copy_without_edits_has_none(
    name: str,
    whose: list[str],
    root: Path,
    sent: dict[str, bytes],
    capsys: pytest.CaptureFixture[str],
) -> None:
    said = read_back(root, sent[name], capsys, whose)
    assert (said["policy"], said["changes"], said["comments"]) == (NAME, [], [])
    assert said["unplaced"] == []


@pytest.mark.parametrize("tracked", [True, False], ids=["tracked", "untracked"])
@pytest.mark.parametrize(("name", "whose"), [("school", OAK), ("master", ["--master"])])
def test_edits_by_chance(
    name: str,
    whose: list[str],
    tracked: bool,
    root: Path,
    sent: dict[str, bytes],
    capsys: pytest.CaptureFixture[str],
) -> None:
    missed = []
    for seed in range(30):
        random = Random(seed)
        copy = EditedDocx(sent[name])
        make = [copy.reword, copy.remove, copy.add][seed % 3]
        edit = make(random, tracked=tracked)
        changes = read_back(root, copy.data(), capsys, whose)["changes"]
        others = [one for one in changes if one["kind"] not in ("renumbered", edit.kind)]
        if not is_read(edit, changes) or others:
            missed.append((seed, edit, [(one["kind"], one["id"]) for one in changes]))
        elif tracked and edit.kind == "reworded":
            (change,) = [one for one in changes if one["id"] == edit.id]
            assert change["edits"] == [
                {"author": AUTHOR[f"{W}author"], "day": AUTHOR[f"{W}date"][:10]}
            ]
    assert missed == []


def test_edits_by_way_of_libreoffice(
    root: Path, sent: dict[str, bytes], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Opened there and saved, a copy still says what was edited in it."""
    whose = {"school": OAK, "master": ["--master"]}
    edits: dict[Path, tuple[str, DocxEdit | None]] = {}
    for number in range(14):
        name = ["school", "master"][number % 2]
        copy = EditedDocx(sent[name])
        random = Random(number)
        make = [copy.reword, copy.remove, copy.add][number % 3]
        edit = make(random, tracked=number % 4 > 1) if number > 1 else None
        file = tmp_path / f"{number}.docx"
        file.write_bytes(copy.data())
        edits[file] = name, edit
    missed = []
    saved = libreoffice_saved([*edits], tmp_path / "saved")
    for file, (name, edit) in zip(saved, edits.values(), strict=True):
        changes = read_back(root, file.read_bytes(), capsys, whose[name])["changes"]
        others = [one for one in changes if edit is None or one["kind"] != edit.kind]
        others = [one for one in others if one["kind"] != "renumbered"]
        if others or (edit is not None and not is_read(edit, changes)):
            missed.append((file.name, edit, [(one["kind"], one["id"]) for one in changes]))
    assert missed == []


def test_comments_are_on_their_clauses(
    root: Path, sent: dict[str, bytes], capsys: pytest.CaptureFixture[str]
) -> None:
    for seed in range(10):
        copy = EditedDocx(sent["school"])
        edit = copy.comment(Random(seed), f"Why number {seed}?")
        said = read_back(root, copy.data(), capsys, OAK)
        assert said["changes"] == []
        assert said["comments"] == [{"id": edit.id, "text": edit.words, "author": "Ann Example"}]


def test_a_copy_that_was_sent_with_marks_and_reasons_has_none_of_them(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Only what its readers changed and asked is read; what HR marked and said is not."""
    out = root / "tracked.docx"
    marked = ["--tracked-from", "1.0", "--out", str(out), "--root", str(root)]
    assert main(["export", NAME, "2.0", *marked]) == 0
    said = read_back(root, out.read_bytes(), capsys, ["--master"])
    assert (said["changes"], said["comments"], said["unplaced"]) == ([], [], [])
    missed = []
    for seed in range(12):
        copy = EditedDocx(out.read_bytes())
        edit = [copy.reword, copy.remove, copy.add][seed % 3](Random(seed), tracked=seed % 2 == 1)
        asked = copy.comment(Random(seed), "Is this so?") if seed % 4 == 0 else None
        said = read_back(root, copy.data(), capsys, ["--master"])
        by = {one["author"] for change in said["changes"] for one in change["edits"]}
        comments = [one["text"] for one in said["comments"]]
        if not is_read(edit, said["changes"]) or by - {"Ann Example"}:
            missed.append((seed, edit, [(one["kind"], one["id"]) for one in said["changes"]], by))
        if comments != ([asked.words] if asked else []):
            missed.append((seed, edit, comments, by))
    assert missed == []


def test_the_report_for_people(
    root: Path, sent: dict[str, bytes], capsys: pytest.CaptureFixture[str]
) -> None:
    copy = EditedDocx(sent["school"])
    edit = copy.reword(Random(1), tracked=True)
    copy.comment(Random(2), "Is this so?")
    file = root / "returned.docx"
    file.write_bytes(copy.data())
    capsys.readouterr()
    assert main(["read-back", str(file), *OAK, "--root", str(root)]) == 0
    said = capsys.readouterr().out
    assert said.startswith("1 change of the text.\n")
    assert "reworded by Ann Example 2026-03-02" in said
    assert edit.words in said
    assert "1 comment.\n" in said
    assert said.count("Ann Example: Is this so?") == 1
    assert "Words in no clause" not in said


def side_by_side(root: Path, copies: dict[str, EditedDocx], more: list[str]) -> list[str]:
    files = []
    for name, copy in copies.items():
        file = root / f"{name}.docx"
        file.write_bytes(copy.data())
        files.append(str(file))
    return ["read-back", *files, *more, "--root", str(root)]


def test_several_copies_are_side_by_side(
    root: Path, sent: dict[str, bytes], capsys: pytest.CaptureFixture[str]
) -> None:
    """Edits of one clause are a clash where they differ, and where one removes the clause."""
    copies = {name: EditedDocx(sent["school"]) for name in ("union", "heads", "parents", "alike")}
    first = copies["union"].reword(Random(1), tracked=True)
    second = copies["heads"].reword(Random(1), tracked=False, word="otherwise")
    gone = copies["heads"].remove(Random(4), tracked=False)
    same = copies["alike"].remove(Random(4), tracked=True)
    asked = copies["parents"].comment(Random(8), "Is this so?")
    assert (first.id, gone.id) == (second.id, same.id)
    assert len({first.id, gone.id, asked.id}) == 3
    capsys.readouterr()
    command = side_by_side(root, copies, OAK)
    assert main([*command, "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["policy"], said["version"], said["clashes"]) == (NAME, "1.0", [first.id])
    kinds = [[one["kind"] for one in copy["changes"]] for copy in said["copies"]]
    assert [{*one} - {"renumbered"} for one in kinds] == [
        {"reworded"}, {"reworded", "removed"}, set(), {"removed"},
    ]  # fmt: skip
    assert main(command) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[:2] == [
        "4 copies of version 1.0.",
        "3 places changed or asked about, 1 with a clash.",
    ]
    (clash,) = [at for at, line in enumerate(lines) if line.endswith("  CLASH")]
    assert lines[clash + 1].endswith("union.docx: reworded by Ann Example 2026-03-02")
    assert lines[clash + 3].endswith("heads.docx: reworded")
    assert any(line.endswith("parents.docx: Ann Example asks: Is this so?") for line in lines)


def test_the_edits_of_several_copies_are_not_applied_at_once(
    root: Path, sent: dict[str, bytes], capsys: pytest.CaptureFixture[str]
) -> None:
    copies = {name: EditedDocx(sent["school"]) for name in ("one", "two")}
    assert main([*side_by_side(root, copies, OAK), "--apply"]) == 2
    assert "give one file" in capsys.readouterr().err
    copies["two"] = EditedDocx(sent["master"])
    assert main(side_by_side(root, copies, OAK)) == 2
    said = capsys.readouterr().err
    assert "copies of several versions" in said
    assert f"two.docx of {NAME} 2.0" in said


def test_words_on_the_cover_are_reported(
    root: Path, sent: dict[str, bytes], capsys: pytest.CaptureFixture[str]
) -> None:
    copy = EditedDocx(sent["school"])
    copy.write_on_cover("We like it.")
    file = root / "returned.docx"
    file.write_bytes(copy.data())
    capsys.readouterr()
    assert main(["read-back", str(file), *OAK, "--root", str(root)]) == 0
    assert capsys.readouterr().out.splitlines()[-2:] == [
        "Words in no clause:",
        "  the cover: We like it.",
    ]


def test_a_file_that_has_lost_its_version_is_asked_about(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = root / "other.docx"
    file.write_bytes(docx(para("Words.")))
    assert main(["read-back", str(file), "--master", "--root", str(root)]) == 2
    assert "give --policy and --version" in capsys.readouterr().err


def test_words_between_the_fields_of_a_form_follow_it(
    root: Path, sent: dict[str, bytes], capsys: pytest.CaptureFixture[str]
) -> None:
    """They are the closing words of the clause, and no field is lost or changed."""
    copy = EditedDocx(sent["sickness-absence"])
    edit = copy.add_after("support-needed", Random(1), tracked=False)
    said = read_back(root, copy.data(), capsys, ["--master"])
    (change,) = said["changes"]
    assert (change["id"], change["kind"]) == ("return-to-work-form", "reworded")
    assert change["after"].endswith(edit.words)


@pytest.mark.parametrize("name", ["first-day-back", "means-absence", "support-needed"])
def test_a_field_or_definition_that_was_deleted_is_removed(
    name: str, root: Path, sent: dict[str, bytes], capsys: pytest.CaptureFixture[str]
) -> None:
    copy = EditedDocx(sent["sickness-absence"])
    copy.delete(name)
    changes = read_back(root, copy.data(), capsys, ["--master"])["changes"]
    assert [(one["kind"], one["id"]) for one in changes] == [("removed", name)]
