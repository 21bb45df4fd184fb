"""The manifest: what was written, and from what."""

import json
from pathlib import Path

import pytest

from clausework.publish import manifest
from clausework.store import cache_keys


def test_what_is_written_can_be_read(tmp_path: Path) -> None:
    files = [("a “1”", manifest.entry("1", ["x"])), ("b", manifest.entry("2", []))]
    path = tmp_path / "out" / "manifest.json"
    manifest.write(path, iter(files), [("x", "3")])
    assert list(manifest.read_files(path)) == files
    assert list(manifest.read_sources(path)) == [("x", "3")]
    said = json.loads(path.read_text("utf-8"))
    assert said["files"] == {"a “1”": {"sha256": "1", "sources": ["x"]}, "b": files[1][1]}
    assert said["sources"] == {"x": "3"}
    assert set(said["tools"]) == {*cache_keys.TOOLS}


def test_a_manifest_of_nothing_can_be_read(tmp_path: Path) -> None:
    path = tmp_path / "manifest.json"
    manifest.write(path, [], [])
    assert json.loads(path.read_text("utf-8"))["files"] == {}
    assert list(manifest.read_files(path)) == list(manifest.read_sources(path)) == []


@pytest.mark.parametrize(
    "words", ["", "{", "[]", '{"files": 1}', "null", '{"files": {\n"a": {"sha', "\udcff"]
)
def test_a_damaged_manifest_counts_as_none(tmp_path: Path, words: str) -> None:
    path = tmp_path / "manifest.json"
    path.write_bytes(words.encode("utf-8", "surrogateescape"))
    assert list(manifest.read_files(path)) == list(manifest.read_sources(path)) == []


def test_an_overlay_digest_tells_names_and_bytes(tmp_path: Path) -> None:
    def digest(*folders: Path) -> str:
        return manifest.overlay_digest(manifest.overlay(folders))

    def folder(number: int, **files: bytes) -> Path:
        path = tmp_path / str(number)
        path.mkdir()
        for name, data in files.items():
            (path / name).write_bytes(data)
        return path

    one, two, three = folder(1, a=b"1"), folder(2, a=b"2"), folder(3, b=b"1")
    assert len({digest(path) for path in (one, two, three)}) == 3
    assert digest(one, two) == digest(one)
    assert digest(one, three) == digest(folder(4, a=b"1", b=b"1"))
