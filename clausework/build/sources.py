"""The sources of a school's outputs, as the manifest lists them."""

from __future__ import annotations

from collections.abc import Sequence

from clausework.model.document import Document
from clausework.model.varying.printed import policies_named
from clausework.publish.inventory import APART
from clausework.query.published import Published
from clausework.records import corrections
from clausework.render.web.web import FileFormat
from clausework.workspace.printed import is_printed, printed
from clausework.workspace.root import SchoolFiles, Workspace

DOCUMENTS = "documents"
ENDINGS: dict[FileFormat, str] = {"pdf": "pdf", "word": "docx", "page": "html"}
PAPER: tuple[FileFormat, ...] = ("pdf", "word")


def sources_of(
    master: Workspace, workspace: Workspace, files: SchoolFiles, policies: Sequence[Published]
) -> dict[str, tuple[str, ...]]:
    """The sources of each paper copy, and those of all other files of a school."""
    school = files.school.value
    own = [f"schools/{school.id}/school.yaml"]
    if school.brand.logo is not None:
        own.append(f"schools/{school.id}/{school.brand.logo}")
    common = ["policy/authorities.yaml", "policy/terms.yaml", "templates"]
    found: dict[str, tuple[str, ...]] = {}
    named: set[str] = set()
    for policy in policies:
        for one in (policy, *policy.coming):
            texts = _texts(master, workspace, files, one.document)
            named |= set(texts)
            for kind in PAPER:
                name = f"{one.file}.{ENDINGS[kind]}"
                of_paper = tuple(sorted([*common, *own, *texts]))
                found |= {f"{DOCUMENTS}/{name}": of_paper, f"{APART}{name}": of_paper}
    # Its pages also say what happened to earlier versions.
    numbers = printed(workspace, files)
    shown = [name for name in master.files if name in named or is_printed(name, numbers)]
    shown += [name for name in workspace.files if name.startswith(f"schools/{school.id}/record/")]
    return {**found, "": tuple(sorted([*common, *own, *shown, "mkdocs.yml"]))}


def _texts(
    master: Workspace, workspace: Workspace, files: SchoolFiles, document: Document
) -> list[str]:
    """The sources of the words of a copy: its record, with what was corrected, or its version.

    A version has the titles of other policies that it prints.
    """
    kept = files.on_record(document.policy, document)
    if kept is None:
        folder = f"policy/{document.policy}"
        titles = [f"policy/{name}/policy.yaml" for name in policies_named(document)]
        own = [f"{folder}/policy.yaml", f"{folder}/{document.version}.yaml"]
        return [*own, *(name for name in titles if name in master.files)]
    record = f"schools/{files.school.value.id}/record/{document.policy}/{kept.name}"
    every = (f"{record}{ending}" for ending in (".json", ".pdf", corrections.ENDING))
    return [name for name in every if name in workspace.files]
