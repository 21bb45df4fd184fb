"""A root folder as it is found on people's disks."""

from pathlib import Path

import pytest

from clausework.source.problems import Place, Severity
from clausework.workspace.root import Workspace, read_workspace, school_of
from tests.support.roots import ELM, FILES, OAK, POLICY, TERMS, VERSION, write_root


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return write_root(tmp_path)


def told(workspace: Workspace) -> list[tuple[str, str]]:
    return [(problem.code, problem.place.path) for problem in workspace.problems]


def test_a_sound_root_is_read_whole(small: Path) -> None:
    workspace = read_workspace(small)
    assert workspace.problems == []
    assert list(workspace.policies) == ["staff-conduct"]
    assert list(workspace.policies["staff-conduct"].versions) == ["1.0"]
    assert list(workspace.schools) == ["elm", "oak"]
    assert workspace.files == {name: text.encode() for name, text in FILES.items()}


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_is_told_and_the_rest_is_read(name: str, small: Path) -> None:
    (small / name).unlink()
    workspace = read_workspace(small)
    # A version that is not there is no fault of the folder: nothing says how many there are.
    assert told(workspace) == ([] if name == VERSION else [("file-missing", name)])
    assert set(workspace.files) == set(FILES) - {name}


def test_an_empty_folder_is_no_root(tmp_path: Path) -> None:
    assert {code for code, _ in told(read_workspace(tmp_path))} == {"file-missing"}


@pytest.mark.parametrize(
    ("folder", "name", "code"),
    [
        ("policy/staff-conduct", "1.0-DESKTOP-AB12CD3.yaml", "conflict-copy"),
        ("policy/staff-conduct", "1.0-LAPTOP-7QF0K2M9.yaml", "conflict-copy"),
        ("policy/staff-conduct", "1.0 (1).yaml", "conflict-copy"),
        ("policy/staff-conduct", "1.0 - Copy.yaml", "conflict-copy"),
        ("policy/staff-conduct", "1.0 - Copy (2).yaml", "conflict-copy"),
        ("policy/staff-conduct", "1.0 (Anna's conflicted copy 2026-01-01).yaml", "conflict-copy"),
        ("policy", "terms (1).yaml", "conflict-copy"),
        ("schools/oak", "school-DESKTOP-AB12CD3.yaml", "conflict-copy"),
        ("schools/oak", "school - Copy.yml", "conflict-copy"),
        ("schools/oak", "~$school.yaml", "file-open"),
        ("policy", "~$notes.docx", "file-open"),
        ("policy/staff-conduct", "1.0.yml", "file-not-read"),
        ("policy/staff-conduct", "draft.yaml", "file-not-read"),
        ("schools", "school.yaml", "file-not-read"),
        ("policy", "1.0.yaml", "file-not-read"),
    ],
)
def test_a_file_that_is_not_read_is_noticed(folder: str, name: str, code: str, small: Path) -> None:
    (small / folder / name).write_text("no: yaml: here", "utf-8")
    workspace = read_workspace(small)
    assert told(workspace) == [(code, f"{folder}/{name}")]
    assert {problem.severity for problem in workspace.problems} == {Severity.WARNING}
    assert set(workspace.files) == set(FILES)


@pytest.mark.parametrize("name", ["notes.txt", "approval.pdf", ".hidden/school.yaml"])
def test_other_files_may_lie_beside(name: str, small: Path) -> None:
    path = small / "schools" / name
    path.parent.mkdir(exist_ok=True)
    path.touch()
    assert told(read_workspace(small)) == []


@pytest.mark.parametrize("name", [OAK, VERSION, TERMS, POLICY])
def test_a_link_is_not_followed(name: str, small: Path) -> None:
    (small / name).rename(small / "elsewhere.yaml")
    (small / name).symlink_to(small / "elsewhere.yaml")
    workspace = read_workspace(small)
    assert set(told(workspace)) == {("link-not-followed", name)}
    assert name not in workspace.files


@pytest.mark.parametrize("name", ["schools/oak", "policy/staff-conduct"])
def test_a_link_to_a_folder_is_not_followed(name: str, small: Path) -> None:
    (small / name).rename(small / "elsewhere")
    (small / name).symlink_to(small / "elsewhere", target_is_directory=True)
    workspace = read_workspace(small)
    assert ("link-not-followed", name) in told(workspace)
    assert not any(path.startswith(name) for path in workspace.files)


def with_logo(small: Path, name: str) -> None:
    logo = f"brand:\n  logo: {name}\n  logo_alt: A leaf\n"
    (small / OAK).write_text(FILES[OAK].replace("brand:\n", logo), "utf-8")


@pytest.mark.parametrize("name", ["logo.svg", "Our Logo 2.svg"])
def test_a_logo_is_read(name: str, small: Path) -> None:
    with_logo(small, name)
    (small / "schools/oak" / name).write_bytes(b"<svg/>")
    workspace = read_workspace(small)
    assert told(workspace) == []
    assert workspace.schools["oak"].logo == b"<svg/>"
    assert workspace.files[f"schools/oak/{name}"] == b"<svg/>"


@pytest.mark.parametrize(
    "name", ["../elm/logo.svg", "sub/logo.svg", "/etc/hostname", "..", ".svg", "a\\b.svg", "C:a"]
)
def test_a_logo_elsewhere_is_not_read(name: str, small: Path) -> None:
    (small / "schools/elm/logo.svg").write_bytes(b"<svg/>")
    with_logo(small, name)
    workspace = read_workspace(small)
    assert told(workspace) == [("logo-outside", OAK)]
    assert workspace.schools["oak"].logo is None


def test_a_logo_that_is_a_link_is_not_read(small: Path) -> None:
    with_logo(small, "logo.svg")
    (small / "secret.svg").write_bytes(b"<svg/>")
    (small / "schools/oak/logo.svg").symlink_to(small / "secret.svg")
    workspace = read_workspace(small)
    assert told(workspace) == [("logo-outside", OAK)]
    assert workspace.schools["oak"].logo is None


def test_a_faulty_school_is_named_and_the_others_are_read(small: Path) -> None:
    (small / OAK).write_text("id: [", "utf-8")
    workspace = read_workspace(small)
    assert workspace.faulty_schools == ["oak"]
    assert list(workspace.schools) == ["elm"]


def test_a_file_with_a_doubled_key_is_not_used(small: Path) -> None:
    (small / ELM).write_text(FILES[ELM] + "name: Other\n", "utf-8")
    workspace = read_workspace(small)
    assert told(workspace) == [("duplicate-key", ELM)]
    assert "elm" not in workspace.schools


@pytest.mark.parametrize(
    ("path", "school"),
    [
        ("schools/oak/school.yaml", "oak"),
        ("schools/oak/record/x/1.0.json", "oak"),
        ("policy/terms.yaml", None),
        ("policy/schools/1.0.yaml", None),
    ],
)
def test_a_place_belongs_to_a_school_or_to_the_master(path: str, school: str | None) -> None:
    assert school_of(Place(path)) == school
