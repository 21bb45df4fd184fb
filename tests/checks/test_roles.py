"""What a version says to its readers by role: its fills are checked as those of clauses are."""

from pathlib import Path

import pytest

from clausework.checks import check
from clausework.source.problems import errors
from clausework.workspace.root import read_workspace
from tests.support.roots import FILES, VERSION, write_root


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Ask the {{ head }}, see {{ ref intro-head }}.", None),
        ("Ask the {{ haed }}.", "fill-unknown"),
        ("See {{ ref gone }}.", "ref-unknown"),
        ("Ask[^why].", "note-unknown"),
        ("Ask Elm Academy.", "school-name"),
    ],
)
def test_what_is_said_to_a_role_is_checked(tmp_path: Path, text: str, code: str | None) -> None:
    said = f'{FILES[VERSION]}roles:\n  - {{for: Volunteers, text: "{text}"}}\n'
    found = errors(check(read_workspace(write_root(tmp_path / "root", {**FILES, VERSION: said}))))
    at = said.count("\n")
    assert [(one.code, one.place.line) for one in found] == ([(code, at)] if code else [])
