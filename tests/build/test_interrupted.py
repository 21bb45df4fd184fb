"""A command that is stopped leaves each file as it was or as it should be, never between."""

import multiprocessing
import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from clausework.checks import check
from clausework.cli.main import main
from clausework.source.problems import Problem, errors
from clausework.workspace.root import read_workspace
from tests.support.disk import State
from tests.support.meetings import ELM_RECORD, MEETING, RECORD, small_root, snapshot
from tests.support.power_cut import recorded, stopped

COMMANDS = {
    "release": ["release", "staff-conduct", "1.2", "--by", "Example HR", "--on", "2026-10-01"],
    "adopt": ["adopt", "elm", "staff-conduct", "1.1"],
    "approve": ["approve", "oak", "staff-conduct", *MEETING],
    "approve a draft": ["approve", "elm", "staff-conduct", *MEETING],
    "defer": ["approve", "oak", "staff-conduct", *MEETING, "--outcome", "deferred"],
    "new school": [
        *("new", "school", "ash", "--name", "Ash School", "--type", "community"),
        *("--primary", "#1f4e79", "--accent", "#f2a900"),
    ],
    "correct": [
        *("correct", "oak", "staff-conduct", "--by", "The Board", "--on", "2019-03-01"),
        *("--why", "The minutes turned up.", "--who", "A. Adviser"),
    ],
    "review unchanged": ["review-unchanged", "oak", "staff-conduct", *MEETING],
    "withdraw": [
        *("withdraw", "staff-conduct", "1.0", "--by", "Example HR", "--on", "2026-10-01"),
        *("--reason", "It cites guidance of 2018."),
    ],
    "new version": ["new", "version", "staff-conduct", "1.3"],
}
# What a command writes of these is on the disk before the next.
ORDER = (
    *(
        f"out/notices/staff-conduct_{stem}{end}"
        for stem in ("1.2", "1.0_withdrawn")
        for end in (".md", "_elm.docx", "_elm.txt", "_oak.docx", "_oak.txt")
    ),
    "policy/staff-conduct/1.2.yaml",
    "policy/staff-conduct/1.3.yaml",
    "policy/staff-conduct/policy.yaml",
    "schools/oak/record/staff-conduct/1.0.corrections.yaml",
    f"{RECORD}.pdf",
    f"{RECORD}.json",
    f"{ELM_RECORD}.pdf",
    f"{ELM_RECORD}.json",
    "schools/ash/school.yaml",
    "schools/elm/school.yaml",
    "schools/oak/school.yaml",
)
KILLED = {"release": 12, "adopt": 12, "approve": 14, "new school": 12}
SEED = 20260512


def at(root: Path, name: str) -> list[str]:
    return [*COMMANDS[name], "--root", str(root)]


def is_whole(root: Path, before: dict[str, bytes], after: dict[str, bytes]) -> bool:
    """Whether each file is as before or as after, and the checks find no error.

    What a write was preparing has a name that nothing reads.
    """
    found = {name: data for name, data in snapshot(root).items() if "/." not in name}
    known = all(
        found.get(name) in (before.get(name), after.get(name)) for name in {*found, *before}
    )
    return known and faults_left(root) == []


def faults_left(root: Path) -> list[Problem]:
    """What the checks find of a root in which a command was stopped, and cannot be completed.

    Between the record and the school's file they differ, and `check` names the command that
    completes it.
    """
    return [one for one in errors(check(read_workspace(root))) if one.code != "decision-differs"]


@pytest.fixture
def whole(tmp_path: Path) -> Callable[[str], tuple[dict[str, bytes], dict[str, bytes]]]:
    """The files before a command, and after a run that nothing stopped."""

    def run(name: str) -> tuple[dict[str, bytes], dict[str, bytes]]:
        root = small_root(tmp_path / "whole")
        before = snapshot(root)
        assert main(at(root, name)) == 0
        after = snapshot(root)
        assert after != before
        return before, after

    return run


@pytest.mark.parametrize("name", COMMANDS)
def test_a_power_cut_at_any_moment_leaves_all_whole(name: str, tmp_path: Path) -> None:
    root = small_root(tmp_path / "root")
    with recorded(root) as moments:
        assert main(at(root, name)) == 0
    before, after = moments[0].now.visible(), moments[-1].now.visible()
    written = [file for file in after if before.get(file) != after[file]]
    order = [*(file for file in ORDER if file in written)]
    assert len(order) == len(written) > 0
    left: dict[tuple[bool, ...], State] = {}
    for state in (state for moment in moments for state in (moment.now, *moment.states())):
        files = state.visible()
        for file in {*files, *before, *after}:
            assert files.get(file) in (before.get(file), after.get(file)), (file, state.lost)
        done = [files.get(file) == after[file] for file in order]
        assert done == sorted(done, reverse=True), state.lost
        # Of states that differ in what nothing reads, that with most of it.
        left[tuple(done)] = max(left.get(tuple(done), state), state, key=lambda one: len(one.files))
    for state in moments[-1].states():
        assert state.visible() == after
    for whole, state in left.items():
        root = state.lay_out(tmp_path / str(sum(whole)))
        assert faults_left(root) == [], state.lost
        # Whoever runs it again has it.
        if not all(done):
            assert main(at(root, name)) == 0, state.lost
            assert errors(check(read_workspace(root))) == [], state.lost
            with recorded(root) as found:
                pass
            assert found[-1].now.visible() == after, state.lost
            assert [file for file in found[-1].now.files if file.endswith(".new")] == []


@pytest.mark.parametrize("name", ["release", "approve", "new school"])
def test_a_stop_at_any_operation_leaves_all_whole(
    name: str,
    whole: Callable[[str], tuple[dict[str, bytes], dict[str, bytes]]],
    tmp_path: Path,
) -> None:
    before, after = whole(name)
    for step in range(1, 100):
        root = small_root(tmp_path / str(step))
        with stopped(root, step):
            status = main(at(root, name))
        assert [path for path in root.rglob(".*") if path.suffix == ".new"] == []
        assert is_whole(root, before, after), step
        if status == 0:
            break
    assert step > 5
    assert snapshot(root) == after


@pytest.mark.parametrize(("name", "times"), KILLED.items())
def test_a_kill_at_any_moment_leaves_all_whole(
    name: str,
    times: int,
    whole: Callable[[str], tuple[dict[str, bytes], dict[str, bytes]]],
    tmp_path: Path,
) -> None:
    before, after = whole(name)
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["clausework.cli.main"])
    # The first run starts the server of processes; the second tells how long one takes.
    for name_of_root in ("first", "timed"):
        process = context.Process(
            target=main, args=(at(small_root(tmp_path / name_of_root), name),)
        )
        start = time.monotonic()
        process.start()
        process.join()
        assert process.exitcode == 0
        assert snapshot(tmp_path / name_of_root) == after
    longest = time.monotonic() - start
    moments = random.Random(SEED)
    for number in range(times):
        root = small_root(tmp_path / str(number))
        process = context.Process(target=main, args=(at(root, name),))
        process.start()
        time.sleep(moments.uniform(0, longest))
        process.kill()
        process.join()
        assert is_whole(root, before, after), number
