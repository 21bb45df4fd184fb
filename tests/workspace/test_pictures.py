"""The pictures of figures: read beside the text, part of what was released, asked a reason for."""

from __future__ import annotations

from pathlib import Path

from clausework.authoring import edit
from clausework.checks import check
from clausework.model.decisions import Release
from clausework.render.hr.redlines import made_of
from clausework.workspace.root import read_workspace
from tests.checks.breaks.figures import DISC
from tests.support.roots import FILES, OAK, VERSION, write_root

FOLDER = "policy/staff-conduct"
FIGURE = (
    "      - id: a-disc\n        figure: {file: disc.svg, alt: A disc, description: A disc.}\n"
    "      - id: conduct-photographs\n"
)
OTHER = DISC.replace("#123456", "#654321")


def a_root(folder: Path, *, picture: str = DISC, **more: str) -> Path:
    version = FILES[VERSION].replace("      - id: conduct-photographs\n", FIGURE)
    files = FILES | {VERSION: version, f"{FOLDER}/disc.svg": picture}
    return write_root(folder, files | more)


def codes(root: Path) -> list[tuple[str, str]]:
    found = check(read_workspace(root))
    return [(one.code, one.place.path) for one in found if str(one.severity) == "error"]


def test_a_picture_is_part_of_what_was_released(tmp_path: Path) -> None:
    root = a_root(tmp_path)
    workspace = read_workspace(root)
    release = Release.model_validate({"by": "HR", "on": "2026-01-01"})
    for name, data in edit.released(workspace, "staff-conduct", "1.0", release).items():
        (root / name).write_bytes(data)
    assert codes(root) == []
    (root / f"{FOLDER}/disc.svg").write_text(OTHER)
    assert codes(root) == [("released-changed", VERSION)]


def test_the_file_of_a_picture_without_use_is_no_part_of_it(tmp_path: Path) -> None:
    root = a_root(tmp_path, **{f"{FOLDER}/other.svg": OTHER})
    workspace = read_workspace(root)
    assert f"{FOLDER}/disc.svg" in workspace.files
    assert f"{FOLDER}/other.svg" not in workspace.files


def test_another_picture_needs_a_reason(tmp_path: Path) -> None:
    root = a_root(tmp_path)
    (root / f"{FOLDER}/other.svg").write_text(OTHER)
    text = (root / VERSION).read_text("utf-8")
    later = text.replace('version: "1.0"', 'version: "1.1"').replace("disc.svg", "other.svg")
    later = later.replace("status: draft\nfollows: null", 'status: proposed\nfollows: "1.0"')
    (root / f"{FOLDER}/1.1.yaml").write_text(later, "utf-8")
    found = [one for one in check(read_workspace(root)) if one.code == "reason-missing"]
    assert [(one.place.path, one.message.split('"')[1]) for one in found] == [
        (f"{FOLDER}/1.1.yaml", "a-disc")
    ]


def test_hrs_pages_depend_on_a_picture(tmp_path: Path) -> None:
    root = a_root(tmp_path)
    made = []
    for picture in (DISC, OTHER):
        (root / f"{FOLDER}/disc.svg").write_text(picture)
        files = read_workspace(root).policies["staff-conduct"]
        made.append(made_of(files.versions["1.0"]))
    assert made[0] != made[1]


def test_a_school_has_its_own_picture_in_a_section_of_its_own(tmp_path: Path) -> None:
    own = (
        "- add: local-discs\n        after: conduct\n        title: Discs\n        clauses:\n"
        "          - id: local-disc\n            figure: {file: ours.svg, alt: A disc, "
        "description: A disc.}\n        reason: R.\n      - replace: keep-private"
    )
    school = FILES[OAK].replace("- replace: keep-private", own)
    root = a_root(tmp_path, **{OAK: school, "schools/oak/ours.svg": OTHER})
    workspace = read_workspace(root)
    assert codes(root) == []
    (adopted,) = workspace.schools["oak"].school.value.adopts.values()
    added = next(one for one in adopted.variations if one.add)
    assert added.clauses is not None
    (clause,) = added.clauses
    assert clause.figure is not None
    assert clause.figure.file.width == 20
    assert workspace.files["schools/oak/ours.svg"] == OTHER.encode()


def test_what_is_typed_is_never_a_picture(tmp_path: Path) -> None:
    """Only a file is, which is cleaned when it is read."""
    typed = "{name: disc.svg, media_type: image/svg+xml, data: PHN2Zy8+}"
    version = FIGURE.replace("file: disc.svg", f"file: {typed}")
    files = {VERSION: FILES[VERSION].replace("      - id: conduct-photographs\n", version)}
    assert ("value-wrong", VERSION) in codes(a_root(tmp_path, **files))
