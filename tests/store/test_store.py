"""Contents are what they were when they were kept, or they are not there."""

import hashlib
import json
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from clausework.store.store import GRACE, MOST_RESULTS, Store, Stored


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


def test_a_content_comes_back(store: Store) -> None:
    name = store.put(b"words")
    assert name == hashlib.sha256(b"words").hexdigest()
    assert store.get(name) == b"words"
    assert store.has(name)
    assert store.path(name).read_bytes() == b"words"


def test_what_was_never_kept_is_not_there(store: Store) -> None:
    name = hashlib.sha256(b"words").hexdigest()
    assert store.get(name) is None
    assert not store.has(name)


def test_a_flipped_byte_is_noticed_and_put_right(tmp_path: Path) -> None:
    name = Store(tmp_path).put(b"words")
    path = Store(tmp_path).path(name)
    path.write_bytes(b"wards")
    fresh = Store(tmp_path)
    assert not fresh.has(name)
    assert not path.exists()
    fresh.put(b"words")
    assert path.read_bytes() == b"words"


def test_a_damaged_content_that_is_kept_again_is_whole(tmp_path: Path) -> None:
    path = Store(tmp_path).path(Store(tmp_path).put(b"words"))
    path.write_bytes(b"wards")
    Store(tmp_path).put(b"words")
    assert path.read_bytes() == b"words"


def test_results_come_back_in_their_order(store: Store) -> None:
    results = {"b": Stored({"x.pdf": "1"}, {"size": 3, "pages": 1}), "a": Stored({}, {})}
    store.keep_results("oak", results)
    assert store.results("oak") == results
    assert list(store.results("oak")) == ["b", "a"]
    assert store.results("elm") == {}


def test_the_oldest_of_too_many_results_are_forgotten(store: Store) -> None:
    results = {f"{number:03}": Stored({}) for number in range(MOST_RESULTS + 2)}
    store.keep_results("oak", results)
    assert list(store.results("oak")) == list(results)[2:]


@pytest.mark.parametrize("signed", [False, True])
@pytest.mark.parametrize(
    "words",
    [
        *("", "{", "[]", "null", "\udcff", "[" * 100_000),
        *('{"a": 1}', '{"a": {"files": 1}}', '{"a": {"files": {"x": null}}}'),
    ],
)
def test_damaged_results_count_as_none(tmp_path: Path, words: str, signed: bool) -> None:
    store, data = Store(tmp_path), words.encode("utf-8", "surrogateescape")
    # Whoever writes another content can write its digest as well.
    digest = hashlib.sha256(data).hexdigest().encode() + b"\n" if signed else b""
    (tmp_path / "results" / "oak.json").write_bytes(digest + data)
    assert store.results("oak") == {}


def test_folders_of_outputs_are_told_apart(store: Store, tmp_path: Path) -> None:
    store.keep_outputs(tmp_path / "one", [{"a": 1}, {"b": "é"}])
    store.keep_outputs(tmp_path / "two", [{"a": 2}])
    assert store.outputs(tmp_path / "one") == [{"a": 1}, {"b": "é"}]
    assert store.outputs(tmp_path / "two") == [{"a": 2}]
    assert store.outputs(tmp_path / "three") == []


@pytest.mark.skipif(os.name == "nt", reason="names are text there")
def test_a_folder_of_outputs_needs_no_name_in_text(store: Store, tmp_path: Path) -> None:
    out = tmp_path / os.fsdecode(b"\xff")
    store.keep_outputs(out, [{"a": 1}])
    assert store.outputs(out) == [{"a": 1}]


def test_outputs_that_are_gone_are_forgotten(store: Store, tmp_path: Path) -> None:
    for name in ("here", "gone"):
        store.keep_outputs(tmp_path / name, [{"a": 1}])
    (tmp_path / "here").mkdir()
    store.tidy()
    assert store.outputs(tmp_path / "here") == [{"a": 1}]
    assert store.outputs(tmp_path / "gone") == []


def test_what_was_longest_unused_goes_where_there_is_too_much(tmp_path: Path) -> None:
    store = Store(tmp_path)
    contents = {name: store.put(name.encode() * 100) for name in ("a", "b", "c", "stray")}
    for time, owner in enumerate(("a", "b", "c")):
        store.keep_results(owner, {owner: Stored({"x": contents[owner]})})
        os.utime(tmp_path / "results" / f"{owner}.json", (time, time))
    for name in ("a", "b", "c"):
        os.utime(store.path(contents[name]), (0, 0))
    store.tidy(limit=200)
    assert [owner for owner in ("a", "b", "c") if store.results(owner)] == ["b", "c"]
    there = {name for name, one in contents.items() if store.path(one).is_file()}
    # No result names it yet: it may be another build's, which has not ended.
    assert there == {"b", "c", "stray"}


def test_nothing_goes_where_there_is_room(tmp_path: Path) -> None:
    store = Store(tmp_path)
    name = store.put(b"words")
    os.utime(store.path(name), (-2 * GRACE, -2 * GRACE))
    store.tidy(limit=5)
    assert store.has(name)


def test_two_at_once_keep_the_same_content_whole(tmp_path: Path) -> None:
    contents = [str(number).encode() * 1000 for number in range(50) for _ in range(8)]
    with ThreadPoolExecutor(8) as threads:
        names = list(threads.map(lambda data: Store(tmp_path).put(data), contents))
    assert [Store(tmp_path).get(name) for name in names] == contents
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".new"] == []


@pytest.mark.parametrize("folder", ["objects", "results", "outputs"])
def test_tidying_goes_on_where_another_build_deletes_what_it_looks_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: str
) -> None:
    store = Store(tmp_path / "store")
    for name in ("a", "b"):
        store.keep_results(name, {name: Stored({"x": store.put(name.encode() * 100)})})
        store.keep_outputs(tmp_path / name, [{"a": 1}])
    glob = Path.glob

    def listed(path: Path, pattern: str) -> list[Path]:
        paths = sorted(glob(path, pattern))
        if paths and pattern.startswith(folder):
            paths[0].unlink()
        return paths

    monkeypatch.setattr(Path, "glob", listed)
    store.tidy(limit=0)
    assert list((tmp_path / "store" / "outputs").iterdir()) == []
    assert list((tmp_path / "store" / "results").iterdir()) == []


def test_nothing_is_read_through_a_link(store: Store, tmp_path: Path) -> None:
    folder, name = tmp_path / "store", store.put(b"a")
    store.keep_results("oak", {"a": Stored({"x": name})})
    store.keep_outputs(tmp_path, [{"a": 1}])
    reading: dict[Path, Callable[[Store], object]] = {
        store.path(name): lambda again: again.get(name),
        folder / "results" / "oak.json": lambda again: again.results("oak"),
        next((folder / "outputs").iterdir()): lambda again: again.outputs(tmp_path),
    }
    for path, read in reading.items():
        assert read(Store(folder))
        outside = path.rename(tmp_path / path.name)
        path.symlink_to(outside)
        again = Store(folder)
        assert not read(again)
        assert again.damaged
        assert not path.is_symlink()
        assert outside.is_file()


def test_what_cannot_be_deleted_is_left(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(path: Path, *, missing_ok: bool = False) -> None:
        raise PermissionError(path)

    store.keep_outputs(tmp_path / "missing", [{"a": 1}])
    monkeypatch.setattr(Path, "unlink", refused)
    store.tidy()
    assert store.outputs(tmp_path / "missing") == [{"a": 1}]


@pytest.mark.parametrize("out", ["", "relative", None, 5])
def test_the_state_of_no_folder_of_outputs_is_forgotten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, out: object
) -> None:
    (tmp_path / "relative").mkdir()
    monkeypatch.chdir(tmp_path)
    words = json.dumps({"out": out}).encode() + b"\n"
    path = tmp_path / "outputs" / "0123456789abcdef.jsonl"
    store = Store(tmp_path)
    path.write_bytes(hashlib.sha256(words).hexdigest().encode() + b"\n" + words)
    store.tidy()
    assert not path.exists()


@pytest.mark.parametrize("ending", ["json", "jsonl"])
@pytest.mark.parametrize("data", [b"", b"{", b"\xff", b"[]", b'{"out": "."}'])
def test_a_damaged_state_is_forgotten(tmp_path: Path, data: bytes, ending: str) -> None:
    store = Store(tmp_path)
    path = tmp_path / "outputs" / f"0123456789abcdef.{ending}"
    path.write_bytes(data)
    store.tidy()
    assert not path.exists()


def test_no_version_control_takes_it_for_a_source(store: Store, tmp_path: Path) -> None:
    assert (tmp_path / "store" / ".gitignore").read_text("utf-8") == "*\n"
