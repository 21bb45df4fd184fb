"""`out/manifest.json`: every file with its SHA-256 and the sources that it came from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path

TOOLS = ("jinja2", "mkdocs", "mkdocs-material", "pypandoc-binary", "typst")


def sha256(data: bytes) -> str:
    """The digest of a file's bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def overlay_digest(folders: Sequence[Path]) -> str:
    """One digest of all files of folders laid over each other, by name and bytes; of two files of
    one name, that of the earlier folder counts.
    """
    files = {
        path.relative_to(folder).as_posix(): path
        for folder in reversed(folders)
        for path in folder.rglob("*")
        if path.is_file()
    }
    total = hashlib.sha256()
    for name in sorted(files):
        total.update(f"{name}\0{sha256(files[name].read_bytes())}\n".encode())
    return total.hexdigest()


def entries(
    site: Path, under: str, sources: Mapping[str, tuple[str, ...]], otherwise: tuple[str, ...]
) -> dict[str, dict[str, object]]:
    """The entries of one finished site, which lies `under` that path in the outputs; `sources` by
    path within it, `otherwise` for the rest.
    """
    found: dict[str, dict[str, object]] = {}
    for path in sorted(p for p in site.rglob("*") if p.is_file()):
        name = path.relative_to(site).as_posix()
        found[f"{under}/{name}"] = {
            "sha256": sha256(path.read_bytes()),
            "sources": list(sources.get(name, otherwise)),
        }
    return found


def read(path: Path) -> dict[str, dict[str, object]]:
    """The entries of a manifest, none where there is none or it cannot be read."""
    try:
        files = json.loads(path.read_text("utf-8"))["files"]
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    return files if isinstance(files, dict) else {}


def text(files: Mapping[str, Mapping[str, object]], sources: Mapping[str, str]) -> str:
    """The manifest as it is written: files, the digests of all sources, the tools."""
    data = {
        "files": {name: files[name] for name in sorted(files)},
        "sources": {name: sources[name] for name in sorted(sources)},
        "tools": {name: version(name) for name in TOOLS},
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"
