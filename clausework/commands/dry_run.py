"""`--dry-run`: what a command would write, shown and not written."""

from __future__ import annotations

import argparse
import difflib
import os
from collections.abc import Mapping

from clausework.source.characters import shown
from clausework.source.yaml import decode
from clausework.workspace.root import Workspace

TEXTS = (".yaml", ".md", ".txt")


def add(parser: argparse.ArgumentParser) -> None:
    """Add the option."""
    parser.add_argument(
        "--dry-run", action="store_true", help="show every file that would change, and write none"
    )


def changes(workspace: Workspace, files: Mapping[str, bytes]) -> dict[str, list[str]]:
    """For each file that would change, the lines that differ; a new file that is no text has none.

    A line begins with "-", "+" or a blank, as in a unified diff.
    """
    return {
        name: _differences(name, workspace.files.get(name), data) for name, data in files.items()
    }


def print_changes(workspace: Workspace, files: Mapping[str, bytes]) -> None:
    """Print what would change."""
    print_differences(workspace, files)
    print("Nothing was written.")


def print_differences(workspace: Workspace, files: Mapping[str, bytes]) -> None:
    """Print each file that would change, and its lines that differ."""
    for name, lines in changes(workspace, files).items():
        there = name in workspace.files
        path = os.path.relpath(workspace.root / name)
        print(f"would {'change' if there else 'write'}: {path}")
        for line in lines:
            print(f"    {shown(line)}")


def _differences(name: str, old: bytes | None, new: bytes) -> list[str]:
    if not name.endswith(TEXTS):
        return []
    before = decode(name, old).splitlines() if old is not None else []
    found = difflib.unified_diff(before, decode(name, new).splitlines(), lineterm="", n=1)
    return [*found][2:]
