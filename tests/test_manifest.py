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
    found = manifest.entries(tmp_path, "sites/oak", {"documents/a.pdf": ("x.yaml",)}, ("y.yaml",))
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


def test_an_overlay_digest_tells_names_and_bytes(tmp_path: Path) -> None:
    def folder(number: int, **files: bytes) -> Path:
        path = tmp_path / str(number)
        path.mkdir()
        for name, data in files.items():
            (path / name).write_bytes(data)
        return path

    one, two, three = folder(1, a=b"1"), folder(2, a=b"2"), folder(3, b=b"1")
    digests = [manifest.overlay_digest([path]) for path in (one, two, three)]
    assert len(set(digests)) == 3
    assert manifest.overlay_digest([one, two]) == manifest.overlay_digest([one])
    both = folder(4, a=b"1", b=b"1")
    assert manifest.overlay_digest([one, three]) == manifest.overlay_digest([both])
