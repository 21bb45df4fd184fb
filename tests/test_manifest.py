"""The manifest: what was written, and from what."""

import hashlib
import json
from pathlib import Path

import pytest

from clausework import manifest


def test_entries_carry_the_digest_and_the_sources_of_each_file(tmp_path: Path) -> None:
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "a.pdf").write_bytes(b"pdf")
    (tmp_path / "index.html").write_bytes(b"page")
    found = manifest.entries(tmp_path, "oak", {"documents/a.pdf": ("x.yaml",)}, ("y.yaml",))
    assert found == {
        "sites/oak/documents/a.pdf": {
            "sha256": hashlib.sha256(b"pdf").hexdigest(),
            "sources": ["x.yaml"],
        },
        "sites/oak/index.html": {
            "sha256": hashlib.sha256(b"page").hexdigest(),
            "sources": ["y.yaml"],
        },
    }


def test_what_is_written_can_be_read(tmp_path: Path) -> None:
    files = {"b": {"sha256": "1", "sources": []}, "a": {"sha256": "2", "sources": []}}
    path = tmp_path / "manifest.json"
    path.write_text(manifest.text(files, {"z": "3"}), "utf-8")
    assert manifest.read(path) == files
    assert list(json.loads(path.read_text("utf-8"))["files"]) == ["a", "b"]


@pytest.mark.parametrize("words", ["", "{", "[]", '{"files": 1}', "null"])
def test_a_damaged_manifest_counts_as_none(tmp_path: Path, words: str) -> None:
    path = tmp_path / "manifest.json"
    path.write_text(words, "utf-8")
    assert manifest.read(path) == {}


def test_a_folder_digest_tells_names_and_bytes(tmp_path: Path) -> None:
    def digest(name: str, data: bytes) -> str:
        folder = tmp_path / f"{name}-{len(data)}-{data[:1].hex()}"
        folder.mkdir()
        (folder / name).write_bytes(data)
        return manifest.folder_digest([folder])

    assert len({digest("a", b"1"), digest("b", b"1"), digest("a", b"2")}) == 3
    assert digest("c", b"1") == manifest.folder_digest([tmp_path / "c-1-31"])
