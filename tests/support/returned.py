"""Copies that came back, and whether what was edited in them is read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from clausework.cli.main import main
from tests.support.edited_docx import DocxEdit

NAME = "social-networking"
OAK = ["--school", "example-oak-academy"]


def read_back(
    root: Path, data: bytes, capsys: pytest.CaptureFixture[str], whose: list[str]
) -> dict[str, Any]:
    file = root / "returned.docx"
    file.write_bytes(data)
    capsys.readouterr()
    assert main(["read-back", str(file), *whose, "--json", "--root", str(root)]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def is_read(edit: DocxEdit, changes: list[dict[str, Any]]) -> bool:
    """Whether an edit is among the changes, on its element."""
    own = [one for one in changes if one["kind"] == edit.kind]
    if edit.kind == "added":
        return any(edit.words in one["after"] for one in own)
    found = [one for one in own if one["id"] == edit.id]
    return any(edit.kind == "removed" or edit.words in one["after"] for one in found)
