"""Word copies that this program made, imported: the same numbers, texts and structure."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from clausework.diff.compare import compare
from clausework.diff.redline import redline
from clausework.intake.formats import files
from clausework.intake.structure import drafted
from clausework.intake.written import version_file
from clausework.model.document import Document
from clausework.model.policy import Version
from clausework.render.listing import listing
from clausework.render.word import word
from clausework.resolve.version import show
from clausework.workspace.reading import read_file
from clausework.workspace.root import read_workspace
from tests.support.drafts import MASTER
from tests.support.places import EXAMPLES
from tests.support.samples import OAK, sample
from tests.support.versions import EDITS, pairs

NAME = "policy/conduct/1.0.yaml"


def imported(data: bytes) -> Document:
    """The document of the draft of a Word file."""
    found = drafted(files.read("copy.docx", data))
    text = version_file(found, "1.0", "copy.docx").encode()
    file, problems = read_file(NAME, Version, {NAME: text})
    assert file is not None, problems
    return show(MASTER, file.value)


def said(document: Document) -> list[tuple[str, str, str]]:
    """Each element: what it is, what is printed before it, its words.

    How deep a clause without a number is within others, is printed nowhere.
    """
    return [
        (one.kind, one.label, " ".join(one.text.split(" ")).strip())
        for one in listing(document, None).nodes
    ]


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(pairs(EDITS))
def test_versions_by_chance(versions: tuple[Document, Document]) -> None:
    _, school, templates = sample(OAK)
    for document in versions:
        if document.sections and document.sections[-1].level != "preamble":
            assert said(imported(word.render(document, school, templates))) == said(document)


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(pairs(EDITS))
def test_marked_up_copies_by_chance(versions: tuple[Document, Document]) -> None:
    """They are read as the newer version."""
    _, school, templates = sample(OAK)
    old, new = versions
    if any(section.level == "section" for section in new.sections):
        marked = redline(old, new, compare(old, new), ())
        assert said(imported(word.render(marked, school, templates))) == said(new)


@pytest.mark.parametrize(
    "name",
    ["sickness-absence/1.0", "sickness-absence/2.0", "mobile-phones/1.0", "social-networking/2.0"],
)
def test_the_example_policies(name: str, tmp_path: Path) -> None:
    root = shutil.copytree(EXAMPLES, tmp_path / "root")
    shutil.copytree(EXAMPLES.with_name("example-policies"), root / "policy", dirs_exist_ok=True)
    workspace = read_workspace(Path(root))
    policy, _, number = name.partition("/")
    document = show(workspace.master(policy), workspace.policies[policy].versions[number].value)
    _, school, templates = sample(OAK)
    # Without a school, what varies is printed as HR writes it, and imported so.
    assert said(imported(word.render(document, school, templates))) == said(document)


def test_a_copy_of_a_school_with_changes_of_its_own() -> None:
    document, school, templates = sample(OAK)
    assert said(imported(word.render(document, school, templates))) == said(document)
