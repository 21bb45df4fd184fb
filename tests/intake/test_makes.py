"""Policies in the makes that people make: each paragraph in the right kind, level and number."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from clausework.intake.formats import files
from clausework.intake.structure import drafted
from clausework.intake.written import version_file
from clausework.model.policy import Version
from clausework.render.listing import listing
from clausework.resolve.version import show
from clausework.workspace.reading import read_file
from tests.intake.makes import MAKES
from tests.support.drafts import MASTER
from tests.support.places import PROJECT

NAME = "policy/conduct/1.0.yaml"


def imported(data: bytes | str) -> list[str]:
    """Each element of the draft: what it is, how deep, its number, its words."""
    ending, made = (".txt", data.encode()) if isinstance(data, str) else (".docx", data)
    found = drafted(files.read(f"a{ending}", made))
    text = version_file(found, "1.0", "a").encode()
    file, problems = read_file(NAME, Version, {NAME: text})
    assert file is not None, problems
    nodes = listing(show(MASTER, file.value), None).nodes
    return [f"{one.kind} {one.depth} {one.label} {one.text}" for one in nodes]


def right(name: str) -> int:
    """How many lines of a make are as expected."""
    data, expected = MAKES[name]
    found = imported(data)
    return sum(line in found for line in expected) if len(found) == len(expected) else 0


def results() -> Iterator[str]:
    """The lines of the table in docs/word.md."""
    for name, (_, expected) in MAKES.items():
        yield f"| {name} | {len(expected)} | {right(name)} |"


@pytest.mark.parametrize("name", MAKES)
def test_each_make(name: str) -> None:
    data, expected = MAKES[name]
    assert imported(data) == expected


def test_the_table_in_the_guide_has_the_results() -> None:
    text = (PROJECT / "docs/word.md").read_text("utf-8")
    table = re.findall(r"^\| .*", text.partition("| make |")[2], re.MULTILINE)
    assert table == [*results()]
    assert len(MAKES) >= 25
