"""Files written whole: what was there stays where writing fails, and lends its mode and owner."""

import os
from pathlib import Path

import pytest

from clausework.source import durable


def test_the_old_file_stays_when_writing_fails(tmp_path: Path) -> None:
    path = tmp_path / "manifest.json"
    durable.write_whole(path, b"old")
    with pytest.raises(OSError, match="No space"), durable.replacing(path) as file:
        file.write(b"ne")
        raise OSError(28, "No space left on device")
    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [(path.name, b"old")]


def test_a_file_that_cannot_be_synced_is_not_put_in_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "school.yaml"
    path.write_bytes(b"old")

    def broken(file: int) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "fsync", broken)
    with pytest.raises(OSError, match="Input/output"):
        durable.write_all({tmp_path / "first": b"new", path: b"new"}, lambda: None)
    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [(path.name, b"old")]


def test_a_last_look_may_refuse(tmp_path: Path) -> None:
    def refuse() -> None:
        raise ValueError("another was faster")

    with pytest.raises(ValueError, match="faster"):
        durable.write_all({tmp_path / "first": b"new"}, refuse)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="modes are of POSIX")
@pytest.mark.parametrize("mode", [0o640, 0o600, 0o664, 0o444])
def test_a_file_keeps_its_mode(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "school.yaml"
    path.write_bytes(b"old")
    path.chmod(mode)
    durable.write_whole(path, b"new")
    assert path.read_bytes() == b"new"
    assert path.stat().st_mode & 0o7777 == mode


@pytest.mark.skipif(getattr(os, "geteuid", lambda: 1)() != 0, reason="only root gives files away")
def test_a_file_keeps_its_owner(tmp_path: Path) -> None:
    path = tmp_path / "school.yaml"
    path.write_bytes(b"old")
    os.chown(path, 1234, 5678)
    path.chmod(0o640)
    durable.write_whole(path, b"new")
    status = path.stat()
    assert (status.st_uid, status.st_gid, status.st_mode & 0o7777) == (1234, 5678, 0o640)


def test_a_file_is_as_new_as_its_writing(tmp_path: Path) -> None:
    path = tmp_path / "school.yaml"
    path.write_bytes(b"old")
    os.utime(path, (1, 1))
    durable.write_whole(path, b"new")
    assert path.stat().st_mtime > 1


def test_what_a_stop_left_is_cleared(tmp_path: Path) -> None:
    path = tmp_path / "school.yaml"
    for name in (".school.yaml.0a1b2c3d.new", ".other.yaml.0a1b2c3d.new", "school.yaml"):
        (tmp_path / name).write_bytes(b"")
    durable.clear(path)
    assert sorted(one.name for one in tmp_path.iterdir()) == [
        ".other.yaml.0a1b2c3d.new",
        "school.yaml",
    ]


def test_all_below_a_folder_is_synced_where_the_system_has_no_call_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "sites"
    (folder / "oak").mkdir(parents=True)
    (folder / "oak" / "index.html").write_bytes(b"a page")
    synced = []
    sync = os.fsync

    def syncing(number: int) -> None:
        synced.append(Path(f"/proc/self/fd/{number}").readlink())
        sync(number)

    monkeypatch.setattr(durable, "sync_disk", lambda folder: False)
    monkeypatch.setattr(os, "fsync", syncing)
    durable.sync_all(folder)
    assert sorted(synced) == [folder, folder / "oak", folder / "oak" / "index.html"]


def test_a_folder_may_be_on_a_disk_that_cannot_sync_folders(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cannot(number: int) -> None:
        raise OSError(22, "Invalid argument")

    monkeypatch.setattr(os, "fsync", cannot)
    durable.sync_folder(tmp_path)
