"""Commands that write, two at a time, or while somebody edits: no decision is lost."""

import multiprocessing
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from multiprocessing.synchronize import Barrier
from pathlib import Path

import pytest

from clausework.authoring import writing
from clausework.checks import check
from clausework.cli.main import main
from clausework.publish import swap
from clausework.source.problems import errors
from clausework.workspace.root import read_workspace
from tests.support.meetings import LATER, MEETING, PENDING, ROOT, snapshot
from tests.support.places import PROJECT
from tests.support.power_cut import recorded
from tests.support.roots import OAK, write_root

SECOND = "leave-of-absence"
NOBODY = 65534
needs_root = pytest.mark.skipif(
    getattr(os, "geteuid", lambda: 1)() != 0 or shutil.which("setpriv") is None,
    reason="only root can be another user",
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A root with two policies, of each of which Oak School has a version awaiting decision."""
    return two_policies(tmp_path / "root")


def two_policies(folder: Path) -> Path:
    files = {
        name.replace("staff-conduct", policy): text.replace("staff-conduct", policy)
        for policy in ("staff-conduct", SECOND)
        for name, text in ROOT.items()
        if name.startswith("policy/staff-conduct/")
    }
    _, _, uses = ROOT[OAK].partition("  staff-conduct:\n")
    school = f"{ROOT[OAK]}  {SECOND}:\n{uses}"
    root = write_root(folder, {**ROOT, **files, OAK: school})
    assert errors(check(read_workspace(root))) == []
    return root


def typed(root: Path, command: str, policy: str, *rest: str) -> list[str]:
    return [command, "oak", policy, "--root", str(root), *rest]


def _carry_out(barrier: Barrier, argv: list[str]) -> None:
    barrier.wait()
    raise SystemExit(main(argv))


def at_once(*commands: list[str]) -> list[int | None]:
    """Carry out commands in processes of their own, which start together; how each ended."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["clausework.cli.main", "clausework.commands.approve"])
    barrier = context.Barrier(len(commands))
    processes = [context.Process(target=_carry_out, args=(barrier, argv)) for argv in commands]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    return [process.exitcode for process in processes]


@pytest.mark.parametrize("attempt", range(6))
def test_two_approvals_at_once_are_both_on_record(root: Path, attempt: int) -> None:
    policies = ("staff-conduct", SECOND)
    assert at_once(*(typed(root, "approve", name, *MEETING) for name in policies)) == [0, 0]
    workspace = read_workspace(root)
    assert errors(check(workspace)) == []
    files = workspace.schools["oak"]
    for policy in policies:
        use = files.school.value.adopts[policy]
        assert (use.version, use.pending) == ("1.1", None)
        assert files.records[policy, "1.1"].record.adopted.approved == use.approved


def test_the_same_approval_twice_at_once_is_made_once(root: Path) -> None:
    command = typed(root, "approve", "staff-conduct", *MEETING)
    assert sorted(map(str, at_once(command, command))) == ["0", "2"]
    use = read_workspace(root).schools["oak"].school.value.adopts["staff-conduct"]
    assert [one.version for one in use.history] == ["1.0"]


def test_an_adoption_and_an_approval_at_once_both_hold(root: Path) -> None:
    text = (root / OAK).read_text("utf-8")
    head, _, uses = text.partition(f"  {SECOND}:\n")
    (root / OAK).write_text(f"{head}  {SECOND}:\n{uses.replace(PENDING, '')}", "utf-8")
    ended = at_once(
        typed(root, "adopt", SECOND, "1.1"), typed(root, "approve", "staff-conduct", *MEETING)
    )
    assert ended == [0, 0]
    adopts = read_workspace(root).schools["oak"].school.value.adopts
    assert adopts["staff-conduct"].version == "1.1"
    pending = adopts[SECOND].pending
    assert pending is not None
    assert pending.version == "1.1"


def test_who_waits_in_vain_is_told_and_writes_nothing(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = snapshot(root)
    monkeypatch.setattr(writing, "WAIT", 0.1)
    context = multiprocessing.get_context("forkserver")
    barrier = context.Barrier(2)
    process = context.Process(target=_hold, args=(root, barrier))
    process.start()
    barrier.wait()
    assert main(typed(root, "approve", "staff-conduct", *MEETING)) == 3
    barrier.wait()
    process.join()
    said = capsys.readouterr().err
    assert said.startswith("Another command is writing to ")
    assert "Nothing was written" in said
    assert snapshot(root) == before
    assert main(typed(root, "approve", "staff-conduct", *MEETING)) == 0


def _hold(root: Path, barrier: Barrier) -> None:
    with writing.alone(root):
        barrier.wait()
        barrier.wait()


COMMANDS: dict[str, tuple[list[str], str]] = {
    "approve": (["approve", "oak", "staff-conduct", *MEETING], OAK),
    "defer": (["approve", "oak", "staff-conduct", *MEETING, "--outcome", "deferred"], OAK),
    "adopt": (["adopt", "elm", "staff-conduct", "1.1"], "schools/elm/school.yaml"),
    "review-unchanged": (["review-unchanged", "oak", "staff-conduct", *LATER], OAK),
    "release": (
        ["release", "staff-conduct", "1.2", "--by", "HR", "--on", "2026-10-01"],
        "policy/staff-conduct/policy.yaml",
    ),
    "withdraw": (
        [
            *("withdraw", "staff-conduct", "1.0", "--by", "HR", "--on", "2026-10-01"),
            *("--reason", "Old."),
        ],
        "policy/staff-conduct/policy.yaml",
    ),
}


@pytest.mark.parametrize("name", COMMANDS)
def test_what_was_edited_meanwhile_is_not_written_over(
    name: str, root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    command, edited = COMMANDS[name]
    write_all = writing.write_all
    remark = "# saved by an editor meanwhile\n"

    def edit_first(*arguments: object) -> None:
        with (root / edited).open("a", encoding="utf-8", newline="") as file:
            file.write(remark)
        write_all(*arguments)  # type: ignore[arg-type]

    before = snapshot(root)
    monkeypatch.setattr(writing, "write_all", edit_first)
    assert main([*command, "--root", str(root)]) == 3
    assert f"{edited} changed while" in capsys.readouterr().err
    assert snapshot(root) == before | {edited: before[edited] + remark.encode()}
    monkeypatch.undo()
    assert main([*command, "--root", str(root)]) == 0
    assert remark in (root / edited).read_text("utf-8")


def test_files_keep_their_mode(root: Path) -> None:
    (root / OAK).chmod(0o640)
    assert main(typed(root, "approve", "staff-conduct", *MEETING)) == 0
    assert (root / OAK).stat().st_mode & 0o777 == 0o640


def test_a_link_in_the_place_of_a_file_is_not_followed(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    elsewhere = (root / OAK).rename(tmp_path / "elsewhere.yaml")
    (root / OAK).symlink_to(elsewhere)
    before = elsewhere.read_bytes()
    assert main(typed(root, "approve", "staff-conduct", *MEETING)) == 1
    assert "link" in capsys.readouterr().err
    assert elsewhere.read_bytes() == before
    assert (root / OAK).is_symlink()


def test_a_link_in_the_place_of_the_lock_is_not_followed(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / ".clausework").mkdir()
    (root / ".clausework/lock").symlink_to(root / OAK)
    before = snapshot(root)
    assert main(typed(root, "approve", "staff-conduct", *MEETING)) == 3
    assert ".clausework/lock" in capsys.readouterr().err
    assert snapshot(root) == before


@pytest.mark.parametrize("kind", ["a file", "a link"])
def test_what_is_in_the_place_of_the_folder_of_the_lock_is_named(
    kind: str, root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = root / ".clausework"
    if kind == "a file":
        folder.touch()
    else:
        folder.symlink_to(tmp_path)
    before = snapshot(root)
    assert main(typed(root, "approve", "staff-conduct", *MEETING)) == 3
    words = capsys.readouterr().err
    assert f"{folder} is not a folder" in words
    assert "move it elsewhere" in words
    assert snapshot(root) == before


def test_a_folder_that_is_no_root_is_left_as_it_is(tmp_path: Path) -> None:
    assert main(typed(tmp_path / "nowhere", "approve", "staff-conduct", *MEETING)) in (1, 2)
    assert list(tmp_path.iterdir()) == []


def test_one_lock_stays_and_git_does_not_see_it(root: Path) -> None:
    for policy in ("staff-conduct", SECOND):
        assert main(typed(root, "approve", policy, *MEETING)) == 0
    locks = {path.relative_to(root).as_posix() for path in root.rglob("*lock*") if path.is_file()}
    assert locks == {".clausework/lock"}
    assert (root / ".clausework/.gitignore").read_text("utf-8") == "*\n"


# Another user, who may read what this one installed.
AS_NOBODY = (
    *("setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"),
    *("--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search"),
)


def as_nobody(root: Path, argv: list[str]) -> tuple[int, str]:
    """Carry out a command on a root as another user, with another temporary folder: how it ended,
    and what it said.
    """
    folder = root.with_name("tmp")
    folder.mkdir(exist_ok=True)
    folder.chmod(0o777)
    ended = subprocess.run(
        [*AS_NOBODY, sys.executable, "-m", "clausework", *argv],
        cwd=PROJECT,
        env={"TMPDIR": str(folder), "PATH": os.environ["PATH"], "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )
    return ended.returncode, ended.stderr


@pytest.fixture
def open_root() -> Iterator[Path]:
    """A root that every user gets to, with nothing in it that others may write."""
    folder = Path(tempfile.mkdtemp(dir="/tmp"))
    folder.chmod(0o755)
    yield two_policies(folder / "root")
    shutil.rmtree(folder)


@needs_root
def test_who_may_not_write_is_told_so(open_root: Path) -> None:
    before = snapshot(open_root)
    command = typed(open_root, "approve", "staff-conduct", *MEETING)
    status, said = as_nobody(open_root, command)
    assert status == 3
    assert said.startswith(f"{open_root}/.clausework/lock cannot be written (Permission denied).")
    assert "Traceback" not in said
    assert snapshot(open_root) == before


@needs_root
def test_another_user_takes_the_same_locks(open_root: Path) -> None:
    command = typed(open_root, "approve", "staff-conduct", *MEETING)
    assert main(command) == 0
    (open_root / "out").mkdir()
    (open_root / "out" / ".lock").touch()  # as after a build that was killed
    (open_root / "out" / ".lock").chmod(0o666)
    for path in (open_root, *open_root.rglob("*")):
        if path.is_dir():
            path.chmod(0o777)
    status, said = as_nobody(
        open_root.with_name("tmp"), typed(open_root, "approve", SECOND, *MEETING)
    )
    assert (status, said) == (0, "")
    status, said = as_nobody(
        open_root.with_name("tmp"), ["build", "--format", "pdf", "--root", str(open_root)]
    )
    assert status == 0, said
    assert (open_root / "out/sites/oak").is_dir()


@needs_root
def test_another_temporary_folder_is_no_way_around_the_lock(open_root: Path) -> None:
    for path in (open_root, *open_root.rglob("*")):
        if path.is_dir():
            path.chmod(0o777)
    with swap.alone(open_root / "out"):
        status, said = as_nobody(open_root, ["build", "--root", str(open_root)])
    assert status == 3
    assert said.startswith(f"Another build is writing to {open_root}/out.")


def test_the_lock_of_outputs_is_beside_them(tmp_path: Path) -> None:
    with swap.alone(tmp_path / "out"):
        (tmp_path / "out" / "manifest.json").touch()
        names = sorted(path.name for path in (tmp_path / "out").iterdir())
        assert names == [".lock", "manifest.json"]
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["manifest.json"]


@pytest.mark.parametrize("exists", [True, False])
def test_where_nothing_is_built_no_lock_stays(tmp_path: Path, exists: bool) -> None:
    out = tmp_path / "out"
    if exists:
        out.mkdir()
    with recorded(tmp_path) as moments, swap.alone(out):
        pass
    assert {*moments[0].now.folders} == {*moments[-1].now.folders} == ({"out"} if exists else set())
    assert moments[-1].now.files == {}


def test_a_master_with_errors_leaves_no_outputs(root: Path) -> None:
    (root / "policy/terms.yaml").write_text("setting: [", "utf-8")
    assert main(["build", "--root", str(root)]) == 1
    assert not (root / "out").exists()
