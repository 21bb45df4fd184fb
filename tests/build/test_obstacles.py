"""What is in the way of one school keeps that school alone, and stays unless it is ours."""

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from clausework.build import engine
from clausework.cli.main import main
from clausework.publish import swap as publish
from clausework.source.files import LARGEST_FILE
from clausework.store import store
from tests.support.places import TODAY, silent
from tests.support.roots import ELM, OAK, VERSION, shut, write_root


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = write_root(tmp_path_factory.mktemp("made") / "root")
    assert run(root).built == ["elm", "oak"]
    return root


@pytest.fixture
def root(made: Path, tmp_path: Path) -> Path:
    return shutil.copytree(made, tmp_path / "root")


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """A folder of somebody else's."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    (folder / "index.html").write_text("theirs", "utf-8")
    return folder


def run(root: Path, **wanted: object) -> engine.Result:
    request = engine.Request(root, root / "out", TODAY, formats=("web",), **wanted)  # type: ignore[arg-type]
    return engine.build(request, silent)


def edit_both(root: Path) -> None:
    """Edit what both schools print."""
    path = root / VERSION
    path.write_text(path.read_text("utf-8").replace("No pupil", "No child"), "utf-8")


def is_new(root: Path, school: str) -> bool:
    """Whether a school's site has the edit."""
    page = root / "out/sites" / school / "staff-conduct/index.html"
    return "No child may be photographed" in page.read_text("utf-8")


def files(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*.*")}


def each_replaced(paths: Iterable[Path], make: Callable[[Path], object]) -> None:
    for path in [*paths]:
        replaced(path, make)


def replaced(path: Path, make: Callable[[Path], object]) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    make(path)


def same(path: Path) -> object:
    """What tells whether something was touched."""
    kept = path.lstat()
    return (kept.st_ino, kept.st_mode, kept.st_mtime_ns, path.is_symlink() and path.readlink())


SHAPES: dict[str, Callable[[Path], object]] = {
    "a file": lambda path: path.write_text("theirs", "utf-8"),
    "a link": lambda path: path.symlink_to(path.parents[3] / "elsewhere"),
    "a link to another school": lambda path: path.symlink_to("oak"),
    "a link to nothing": lambda path: path.symlink_to("nothing"),
    "a pipe": os.mkfifo,
}


@pytest.mark.parametrize(
    ("shape", "anew"), [*((shape, False) for shape in SHAPES), ("a link", True)]
)
def test_what_is_where_a_site_belongs_keeps_that_school_alone(
    shape: str, anew: bool, root: Path, elsewhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if anew:
        shutil.rmtree(root / "out")
    place = root / "out/sites/elm"
    replaced(place, SHAPES[shape])
    before = same(place)
    edit_both(root)
    assert main(["build", "--format", "web", "--root", str(root)]) == 3
    said = capsys.readouterr().err
    assert "Elm Academy" in said
    assert "failed: sites/elm in the outputs is " in said
    assert "No errors." not in said
    assert is_new(root, "oak")
    assert same(place) == before
    assert files(elsewhere) == {"index.html": b"theirs"}
    place.unlink()
    assert main(["build", "--format", "web", "--root", str(root)]) == 0
    assert is_new(root, "elm")


@pytest.mark.parametrize("shape", ["a file", "a link to another school"])
def test_what_is_where_a_site_belongs_is_told_where_nothing_was_edited(
    shape: str, root: Path
) -> None:
    run(root)
    replaced(root / "out/sites/elm", SHAPES[shape])
    result = run(root)
    assert (list(result.failed), result.reused) == (["elm"], ["oak"])


@pytest.mark.parametrize("shape", ["a file", "a link to nothing"])
def test_what_is_where_hrs_pages_belong_keeps_them_alone(shape: str, root: Path) -> None:
    replaced(root / "out/hub", SHAPES[shape])
    edit_both(root)
    result = run(root)
    assert (result.built, result.failed, result.hub) == (["elm", "oak"], {}, "failed")
    assert "hub in the outputs is " in (result.hub_failure or "")


def test_where_all_sites_belong_a_file_is_named_for_each(root: Path) -> None:
    replaced(root / "out/sites", SHAPES["a file"])
    result = run(root)
    assert list(result.failed) == ["elm", "oak"]
    assert {words.split(" is ")[0] for words in result.failed.values()} == {"sites in the outputs"}


def test_a_site_that_cannot_be_exchanged_keeps_that_school_alone(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = files(root / "out/sites/elm")
    swap = publish._swap

    def failing(one: Path, other: Path) -> bool:
        if other.name == "elm":
            raise PermissionError(13, "Permission denied", str(other))
        return swap(one, other)

    edit_both(root)
    with monkeypatch.context() as patch:
        patch.setattr(publish, "_swap", failing)
        result = run(root)
    assert (result.built, list(result.failed)) == (["oak"], ["elm"])
    assert result.log is not None
    assert "Permission denied" in result.log.read_text("utf-8")
    assert files(root / "out/sites/elm") == before
    assert run(root).built == ["elm"]


def test_a_folder_that_cannot_be_put_back_in_two_steps_is_not_lost(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = files(root / "out/sites/elm")
    rename = Path.rename

    def failing(path: Path, target: Path) -> Path:
        if target == root / "out/sites/elm" and path.name == "elm":
            raise PermissionError(13, "Permission denied", str(target))
        return rename(path, target)

    edit_both(root)
    monkeypatch.setattr(publish, "_swap", lambda one, other: False)
    monkeypatch.setattr(Path, "rename", failing)
    assert list(run(root).failed) == ["elm"]
    assert files(root / "out/sites/elm") == before


def test_a_link_in_place_of_what_is_being_built_is_not_followed(
    root: Path, elsewhere: Path
) -> None:
    (elsewhere / "sites").mkdir()
    (elsewhere / "sites/ash.old").mkdir()
    (root / "out/.staging").symlink_to(elsewhere)
    edit_both(root)
    assert run(root).built == ["elm", "oak"]
    assert (elsewhere / "sites/ash.old").is_dir()
    assert (elsewhere / "index.html").read_text("utf-8") == "theirs"
    assert not os.path.lexists(root / "out/.staging")


def test_a_link_within_what_a_stopped_build_left_is_not_followed(
    root: Path, elsewhere: Path
) -> None:
    (elsewhere / "ash.old").mkdir()
    (root / "out/.staging").mkdir()
    (root / "out/.staging/sites").symlink_to(elsewhere)
    edit_both(root)
    assert run(root).built == ["elm", "oak"]
    assert (elsewhere / "ash.old").is_dir()


@pytest.mark.parametrize("name", [".staging", "manifest.json"])
def test_what_is_in_the_way_of_all_is_named_before_anything_is_written(
    name: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = root / "out" / name
    replaced(path, Path.touch if name == ".staging" else Path.mkdir)
    before = files(root / "out/sites")
    edit_both(root)
    assert main(["build", "--root", str(root)]) == 3
    said = capsys.readouterr().err
    assert f"{path}: is in the way of what the build writes there: move it elsewhere." in said
    assert files(root / "out/sites") == before


def test_a_pipe_in_the_place_of_the_manifest_is_not_waited_for(root: Path) -> None:
    replaced(root / "out/manifest.json", os.mkfifo)
    assert main(["verify", str(root / "out"), "--root", str(root)]) == 2
    assert run(root).failed == {}
    assert main(["verify", str(root / "out"), "--root", str(root)]) == 0


def _other_shape(words: str) -> Callable[[Path], object]:
    def spoil(root: Path) -> None:
        for path in kept(root):
            path.write_text(words, "utf-8")

    return spoil


def _within(change: Callable[[object], object]) -> Callable[[Path], object]:
    """Each value below the top of what is kept is another, under a right SHA-256."""

    def spoil(root: Path) -> None:
        for path in kept(root):
            values = [json.loads(line) for line in path.read_text("utf-8").splitlines()[1:]]
            changed = [{name: change(one) for name, one in value.items()} for value in values]
            lines = "".join(f"{json.dumps(value)}\n" for value in changed).encode()
            path.write_bytes(hashlib.sha256(lines).hexdigest().encode() + b"\n" + lines)

    return spoil


def kept(root: Path) -> list[Path]:
    """The files of the store but contents: JSON Lines after their SHA-256."""
    found = [path for path in (root / ".clausework").glob("*s/*.json*") if path.is_file()]
    assert {path.parent.name for path in found} == {"findings", "outputs", "results"}
    return found


STORES: dict[str, Callable[[Path], object]] = {
    **{f"files that say {words}": _other_shape(words) for words in ("[]", "{}", "5", "null")},
    "schools as a number": _other_shape('{"schools": 5, "master": {}, "hub": 1, "listed": []}'),
    "outputs as a number": _other_shape('{"out": 5}'),
    "a file": lambda root: replaced(root / ".clausework", Path.touch),
    "a pipe": lambda root: replaced(root / ".clausework", os.mkfifo),
    "pipes for files": lambda root: each_replaced(kept(root), os.mkfifo),
    "pipes for contents": lambda root: each_replaced(
        (root / ".clausework/objects").glob("*/*"), os.mkfifo
    ),
    "a link": lambda root: replaced(
        root / ".clausework", lambda path: path.symlink_to(root.parent / "elsewhere")
    ),
    "files for its folders": lambda root: each_replaced(
        (root / ".clausework" / name for name in ("findings", "objects", "results")), Path.touch
    ),
    "a link for its folder": lambda root: replaced(
        root / ".clausework/results", lambda path: path.symlink_to(root.parent / "elsewhere")
    ),
    "files for folders of contents": lambda root: each_replaced(
        (root / ".clausework/objects").iterdir(), Path.touch
    ),
    "folders for contents": lambda root: each_replaced(
        (root / ".clausework/objects").glob("*/*"), Path.mkdir
    ),
    "folders for files": lambda root: each_replaced(kept(root), Path.mkdir),
}


@pytest.mark.parametrize("shape", STORES)
def test_a_store_of_any_other_shape_is_discarded(
    shape: str, root: Path, elsewhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    STORES[shape](root)
    edit_both(root)
    assert main(["build", "--format", "web", "--root", str(root)]) == 0
    assert is_new(root, "oak")
    assert is_new(root, "elm")
    assert "Deleting" in capsys.readouterr().err
    assert files(elsewhere) == {"index.html": b"theirs"}


# A program of another version may have written them, which is no damage.
OTHER_FORMS = {
    "numbers for values": _within(lambda value: 5),
    "lists for values": _within(lambda value: [value]),
    "nested wrongly": _within(lambda value: {"files": {"a": 1}, "facts": [], "origins": 7}),
}


@pytest.mark.parametrize("form", OTHER_FORMS)
def test_a_store_of_another_form_is_made_anew(form: str, root: Path) -> None:
    OTHER_FORMS[form](root)
    edit_both(root)
    assert main(["build", "--format", "web", "--root", str(root)]) == 0
    assert is_new(root, "oak")
    assert is_new(root, "elm")


def _odd(name: bytes) -> Callable[[Path], object]:
    return lambda root: (root / "schools" / os.fsdecode(name)).mkdir()


SCHOOLS: dict[str, Callable[[Path], object]] = {
    "a name that is no text": _odd(b"\xff\xfe"),
    "a name of two lines": _odd(b"a\nb"),
    "a name with a quote": _odd(b"a\"b'<c>"),
    "a folder for its file": lambda root: replaced(root / ELM, Path.mkdir),
    "a pipe for its file": lambda root: replaced(root / ELM, os.mkfifo),
    "a large file": lambda root: (root / ELM).write_bytes(b"#" * (LARGEST_FILE + 1)),
    "a link for its file": lambda root: replaced(root / ELM, lambda p: p.symlink_to(root / OAK)),
    "a file for its records": lambda root: (root / "schools/elm/record").touch(),
    "a link for its records": lambda root: (root / "schools/elm/record").symlink_to(root),
}


@pytest.mark.parametrize("shape", SCHOOLS)
def test_a_school_of_any_shape_is_withheld_alone(
    shape: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    SCHOOLS[shape](root)
    edit_both(root)
    assert main(["build", "--format", "web", "--root", str(root)]) == 1
    said = capsys.readouterr().err
    assert "withheld, see above" in said
    assert is_new(root, "oak")
    assert (root / "out/hub/index.html").is_file()


@pytest.mark.parametrize("name", ["schools/elm", ELM, "schools/elm/record"])
def test_a_school_that_cannot_be_read_is_withheld_alone(
    name: str, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (root / "schools/elm/record").mkdir()
    edit_both(root)
    shut(monkeypatch, root / name)
    result = run(root)
    assert (result.built, result.withheld) == (["oak"], ["elm"])
    assert [p.place.path for p in result.problems if p.code == "file-unreadable"] == [name]


@pytest.mark.parametrize("name", ["schools", "policy", "policy/staff-conduct"])
def test_folders_that_cannot_be_read_stop_a_build(
    name: str,
    root: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    shut(monkeypatch, root / name)
    assert main(["build", "--root", str(root)]) == 1
    said = capsys.readouterr().err
    assert f"{name}:1:1: error: this cannot be opened [file-unreadable]" in said
    assert "No errors." not in said


def test_a_root_without_schools_is_warned_of(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.rmtree(root / "schools")
    assert main(["build", "--format", "web", "--root", str(root)]) == 0
    assert "1 warning: the command check says more." in capsys.readouterr().err
    assert main(["check", "--root", str(root), "--strict"]) == 1
    assert "schools:1:1: warning: there is no school here [no-school]" in capsys.readouterr().out


def test_a_store_that_was_discarded_is_a_temporary_one(root: Path) -> None:
    replaced(root / ".clausework", Path.touch)
    with store.opened(root) as kept:
        assert kept.temporary
    assert (root / ".clausework").is_file()
