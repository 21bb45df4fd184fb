"""A command that is stopped leaves each file as it was or as it should be, never between."""

import multiprocessing
import random
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from clausework.checks import check
from clausework.cli import main
from clausework.problems import errors
from clausework.tree import read_tree
from tests.meetings import MEETING, small_root, snapshot

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
    "new version": ["new", "version", "staff-conduct", "1.3"],
}
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
    return known and errors(check(read_tree(root))) == []


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


def stop_at(patch: pytest.MonkeyPatch, root: Path, step: int) -> None:
    """Stop at a step of writing under a root: half of a file is written, or it is not renamed."""
    steps = iter(range(1, step + 1))
    write, replace, rename = Path.write_bytes, Path.replace, Path.rename

    def stopped(path: Path) -> bool:
        return path.is_relative_to(root) and next(steps, None) == step

    def writing(path: Path, data: bytes) -> int:
        if stopped(path):
            write(path, data[: len(data) // 2])
            raise KeyboardInterrupt
        return write(path, data)

    def renaming(move: Callable[[Path, Any], Path]) -> Callable[[Path, Any], Path]:
        def moving(path: Path, target: Any) -> Path:
            if stopped(path):
                raise KeyboardInterrupt
            return move(path, target)

        return moving

    patch.setattr(Path, "write_bytes", writing)
    patch.setattr(Path, "replace", renaming(replace))
    patch.setattr(Path, "rename", renaming(rename))


@pytest.mark.parametrize("name", COMMANDS)
def test_a_stop_at_any_step_of_writing_leaves_all_whole(
    name: str,
    whole: Callable[[str], tuple[dict[str, bytes], dict[str, bytes]]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before, after = whole(name)
    for step in range(1, 100):
        root = small_root(tmp_path / str(step))
        with monkeypatch.context() as patch:
            stop_at(patch, root, step)
            status = main(at(root, name))
        if status == 0:
            break
        assert is_whole(root, before, after), step
        assert snapshot(root) != after, step
        # Whoever runs it again has it.
        assert main(at(root, name)) == 0
        assert snapshot(root) == after, step
    assert step > 2
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
    context.set_forkserver_preload(["clausework.cli"])
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
