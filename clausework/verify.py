"""Whether outputs are whole, and what the sources give: every byte is read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from clausework import manifest
from clausework.inventory import MANIFEST
from clausework.project import project_file
from clausework.publish import STAGING
from clausework.render.templates import templates_for

Fault = Literal[
    "missing", "changed", "unlisted", "source-changed", "source-missing", "tool-changed"
]


class NotListed(Exception):
    """No manifest lists what was asked about."""


@dataclass(frozen=True)
class Finding:
    """What is amiss with one file of the outputs, or with a source or tool that outputs came from;
    `name` is the path in the outputs, that of the source in the root, or the tool.
    """

    fault: Fault
    name: str


@dataclass(frozen=True)
class Verdict:
    """What became of looking: how many files were listed, and what is amiss, sorted."""

    files: int
    findings: tuple[Finding, ...]


def verify(root: Path, path: Path) -> Verdict:
    """Compare outputs, a folder or one file of them, with their manifest, and the sources of these
    files with the root. Raises NotListed, and OSError where a file cannot be read.
    """
    out = next((p for p in (path, *path.parents) if (p / MANIFEST).is_file()), None)
    if out is None:
        raise NotListed(f"there is no {MANIFEST} at {path} or above it")
    listed = {
        name: said
        for name, said in manifest.read_files(out / MANIFEST)
        if path in (out, out / name, *(out / name).parents)
    }
    if not listed:
        raise NotListed(f"{out / MANIFEST} lists nothing at {path}")
    named = {source for said in listed.values() for source in said["sources"]}
    found = [*_files(out, path, listed), *_sources(root, out, named), *_tools(out)]
    return Verdict(len(listed), tuple(sorted(found, key=lambda one: (one.name, one.fault))))


def _files(out: Path, path: Path, listed: dict[str, dict[str, str]]) -> Iterator[Finding]:
    for name, said in listed.items():
        file = out / name
        if not file.is_file():
            yield Finding("missing", name)
        elif manifest.sha256(file.read_bytes()) != said["sha256"]:
            yield Finding("changed", name)
    for file in path.rglob("*"):
        name = file.relative_to(out).as_posix()
        apart = name == MANIFEST or name.split("/")[0] == STAGING
        if file.is_file() and name not in listed and not apart:
            yield Finding("unlisted", name)


def _sources(root: Path, out: Path, named: set[str]) -> Iterator[Finding]:
    for name, digest in manifest.read_sources(out / MANIFEST):
        if name not in named:
            continue
        if name == "templates":
            now = manifest.overlay_digest(manifest.overlay(templates_for(root).folders))
        else:
            file = project_file(root, name) if name == "mkdocs.yml" else root / name
            if not file.is_file():
                yield Finding("source-missing", name)
                continue
            now = manifest.sha256(file.read_bytes())
        if now != digest:
            yield Finding("source-changed", name)


def _tools(out: Path) -> Iterator[Finding]:
    now = manifest.tools()
    for name, version in manifest.read_tools(out / MANIFEST).items():
        if now.get(name) != version:
            yield Finding("tool-changed", f"{name} {version}")
