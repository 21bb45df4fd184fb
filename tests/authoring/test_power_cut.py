"""The model of a disk finds what a power cut can do, and nothing where all is synced in order."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from clausework.source import durable
from tests.support.power_cut import recorded, stopped

OLD, NEW = b"version: one\n", b"version: two\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "root"
    folder.mkdir()
    (folder / "a.yaml").write_bytes(OLD)
    return folder


def left(root: Path, write: Callable[[Path], object], name: str = "a.yaml") -> set[bytes | None]:
    """What a power cut may leave of a file, None where it is not there."""
    with recorded(root) as moments:
        write(root / name)
    states = [state for moment in moments for state in moment.states()]
    return {state.files[name].data if name in state.files else None for state in states}


def renamed_alone(path: Path) -> None:
    fresh = path.with_name("fresh")
    fresh.write_bytes(NEW)
    fresh.replace(path)


def synced_and_renamed(path: Path) -> None:
    fresh = path.with_name("fresh")
    with fresh.open("wb") as file:
        file.write(NEW)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)


def test_a_file_written_in_place_may_be_half_or_empty(root: Path) -> None:
    found = left(root, lambda path: path.write_bytes(NEW))
    assert {OLD, NEW, NEW[: len(NEW) // 2]} <= found


def test_a_name_may_survive_what_it_names(root: Path) -> None:
    assert left(root, renamed_alone) == {OLD, NEW, NEW[: len(NEW) // 2], b""}


def test_a_synced_content_under_a_name_that_is_not_is_old_or_new(root: Path) -> None:
    assert left(root, synced_and_renamed) == {OLD, NEW}


def test_a_new_file_is_lost_until_its_folder_is_synced(root: Path) -> None:
    with recorded(root) as moments:
        synced_and_renamed(root / "b.yaml")
        durable.sync_folder(root)
        (root / "c.yaml").touch()
    assert {"b.yaml" in state.files for state in moments[-2].states()} == {True}
    assert {"c.yaml" in state.files for state in moments[-1].states()} == {True, False}


def test_a_folder_that_is_not_synced_takes_all_in_it_along(root: Path) -> None:
    def write(path: Path) -> None:
        path.parent.mkdir()
        synced_and_renamed(path)
        durable.sync_folder(path.parent)

    assert left(root, write, "new/b.yaml") == {NEW, None}


def test_what_is_deleted_may_come_back_whole(root: Path) -> None:
    with recorded(root) as moments:
        (root / "a.yaml").unlink()
        (root / "b.yaml").write_bytes(NEW)  # on many disks with the number that the other had
    files = [state.files for state in moments[-1].states()]
    assert {one["a.yaml"].data for one in files if "a.yaml" in one} == {OLD}
    assert any("a.yaml" not in one for one in files)


def test_a_disk_that_is_synced_loses_nothing(root: Path) -> None:
    with recorded(root) as moments:
        shutil.copytree(root, root / "copy")
        durable.sync_all(root)
    (state,) = moments[-1].states()
    assert state == moments[-1].now or state.files == moments[-1].now.files
    assert {name: one.data for name, one in state.files.items()} == {
        "a.yaml": OLD,
        "copy/a.yaml": OLD,
    }


def test_links_have_one_content(root: Path) -> None:
    with recorded(root) as moments:
        (root / "b.yaml").hardlink_to(root / "a.yaml")
        with (root / "b.yaml").open("rb+") as file:
            file.write(NEW)
            file.flush()
            os.fsync(file.fileno())
        durable.sync_folder(root)
    (state,) = moments[-1].states()
    assert state.files["a.yaml"].data == NEW


def test_a_state_is_laid_out_as_files(root: Path, tmp_path: Path) -> None:
    (root / "a.yaml").chmod(0o640)
    with recorded(root) as moments:
        durable.make_folder(root / "empty")
    folder = moments[-1].now.lay_out(tmp_path / "state")
    assert sorted(path.name for path in folder.iterdir()) == ["a.yaml", "empty"]
    assert (folder / "a.yaml").read_bytes() == OLD
    assert (folder / "a.yaml").stat().st_mode & 0o777 == 0o640


def test_a_stop_comes_before_the_operation(root: Path) -> None:
    for step in range(1, 100):
        try:
            with stopped(root, step):
                renamed_alone(root / "a.yaml")
        except KeyboardInterrupt:
            assert (root / "a.yaml").read_bytes() == OLD
        else:
            break
    assert step == 3  # open, rename, and none
    assert (root / "a.yaml").read_bytes() == NEW


def test_durable_writing_is_old_or_new_and_stays_once_it_returned(root: Path) -> None:
    with recorded(root) as moments:
        durable.write_whole(root / "a.yaml", NEW)
    states = [state for moment in moments for state in moment.states()]
    assert {state.files["a.yaml"].data for state in states} == {OLD, NEW}
    (last,) = moments[-1].states()
    assert last.visible() == {"a.yaml": NEW}


def test_files_written_together_come_in_their_order(root: Path) -> None:
    names = ("record/pdf/1.pdf", "record/pdf/1.json", "a.yaml")
    with recorded(root) as moments:
        durable.write_all({root / name: NEW for name in names}, lambda: None)
    for moment in moments:
        for state in moment.states():
            seen = state.visible()
            assert set(seen.values()) <= {OLD, NEW}
            written = [seen.get(name) == NEW for name in names]
            assert written == sorted(written, reverse=True), state.lost
