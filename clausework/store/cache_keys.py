"""One digest of everything that an output depends on: the same digest means the same bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import lru_cache
from importlib.metadata import version
from typing import Any, Literal

from pydantic_core import to_json

from clausework.source.project import PACKAGE

TOOLS = ("jinja2", "mkdocs", "mkdocs-material", "pypandoc-binary", "typst")

OutputKind = Literal["pdf", "word", "page", "guide", "web", "hub"]
# The folders of templates that each kind of output reads, besides fonts and those at the top.
READS: Mapping[OutputKind, tuple[str, ...]] = {
    "pdf": ("pdf",),
    "word": ("word",),
    "page": ("single", "web"),
    "guide": ("single", "web"),
    "web": ("web",),
    "hub": ("hub", "review", "web"),
}


@lru_cache
def tools() -> str:
    """One digest of this program and of the programs that write outputs."""
    total = hashlib.sha256()
    for path in sorted([*PACKAGE.rglob("*.py"), *PACKAGE.rglob("*.lua")]):
        total.update(f"{path.relative_to(PACKAGE).as_posix()}\0".encode() + path.read_bytes())
    for name in TOOLS:
        total.update(f"{name}\0{version(name)}\n".encode())
    return total.hexdigest()


class Settings:
    """What outputs depend on besides a school and its policies.

    This is this program, and the templates and mkdocs.yml, each by its SHA-256. `made_by` is the
    digest of all of it.
    """

    def __init__(self, templates: Mapping[str, str], config: str) -> None:
        self._config = config
        self._templates = {kind: _of(templates, folders) for kind, folders in READS.items()}
        everything = (
            tools(),
            *(f"{name}\0{templates[name]}" for name in sorted(templates)),
            config,
        )
        self.made_by = hashlib.sha256("\n".join(everything).encode()).hexdigest()

    def digest(self, kind: OutputKind, *values: Any) -> str:
        """The digest of one output, from frozen classes, texts, numbers and containers of them."""
        config = self._config if kind in ("web", "hub") else ""
        head = "\n".join((tools(), kind, self._templates[kind], config))
        total = hashlib.sha256(head.encode())
        for value in values:
            total.update(b"\0" + hashlib.sha256(to_json(value, bytes_mode="base64")).digest())
        return total.hexdigest()


def _of(templates: Mapping[str, str], folders: tuple[str, ...]) -> str:
    read = (*folders, "fonts")
    own = (name for name in sorted(templates) if "/" not in name or name.split("/")[0] in read)
    lines = "".join(f"{name}\0{templates[name]}\n" for name in own)
    return hashlib.sha256(lines.encode()).hexdigest()
