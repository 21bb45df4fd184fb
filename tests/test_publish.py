"""Folders exchanged whole, also where the system has no exchange, and after a stop."""

from pathlib import Path

import pytest

from clausework import publish


def folder(path: Path, words: str) -> Path:
    path.mkdir(parents=True)
    (path / "index.html").write_text(words, "utf-8")
    return path


def read(path: Path) -> str:
    return (path / "index.html").read_text("utf-8")


@pytest.fixture(params=["one step", "two steps"])
def exchanging(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "two steps":
        monkeypatch.setattr(publish, "_swap", lambda one, other: False)


@pytest.mark.usefixtures("exchanging")
def test_exchange_puts_the_new_in_the_place_of_the_old(tmp_path: Path) -> None:
    target = folder(tmp_path / "sites" / "oak", "old")
    staged = publish.staging(tmp_path) / "sites"
    publish.exchange(folder(staged / "oak", "new"), target)
    assert read(target) == "new"
    assert list(staged.iterdir()) == []


@pytest.mark.usefixtures("exchanging")
def test_exchange_where_nothing_was(tmp_path: Path) -> None:
    staged = publish.staging(tmp_path) / "sites"
    publish.exchange(folder(staged / "oak", "new"), tmp_path / "sites" / "oak")
    assert read(tmp_path / "sites" / "oak") == "new"


# A school may be called "hub", and is another folder then.
PLACES = ("sites/oak", "sites/hub", "hub")


@pytest.mark.parametrize("place", PLACES)
def test_a_stop_between_two_renames_is_put_right(tmp_path: Path, place: str) -> None:
    staged = publish.staging(tmp_path)
    folder(staged / f"{place}.old", "old")
    folder(staged / place, "new, not known to be whole")
    assert not (tmp_path / place).exists()
    (tmp_path / "sites").mkdir()
    assert list(publish.staging(tmp_path).iterdir()) == []
    assert read(tmp_path / place) == "old"
    assert sorted(tmp_path.rglob("index.html")) == [tmp_path / place / "index.html"]


@pytest.mark.parametrize("place", PLACES)
def test_a_stop_after_the_exchange_leaves_the_new(tmp_path: Path, place: str) -> None:
    folder(tmp_path / place, "new")
    folder(publish.staging(tmp_path) / f"{place}.old", "old")
    publish.staging(tmp_path)
    assert read(tmp_path / place) == "new"


def test_write_whole_leaves_the_old_file_when_writing_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "manifest.json"
    publish.write_whole(path, b"old")

    def full(self: Path, data: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space"):
        publish.write_whole(path, b"new")
    assert path.read_bytes() == b"old"
