"""What a school keeps of its approvals: records, and corrections of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import PurePosixPath

from clausework.model.decisions import Approval
from clausework.model.document import Document
from clausework.records.corrections import (
    ENDING,
    BrokenCorrections,
    Correction,
    Corrections,
    corrected,
)
from clausework.records.record import NotARecord, Record, read
from clausework.source.files import Entries, Link, Unreadable
from clausework.source.folders import in_folder, linked, no_folder
from clausework.source.problems import Place, Problem, error
from clausework.workspace.reading import read_file
from clausework.workspace.schema import File


@dataclass(frozen=True)
class Approved:
    """A record, the PDF that was approved, and what is on record of the approval now.

    That is after all `corrections`; None where the approval was taken back. `name` is that of its
    file, without an ending.
    """

    name: str
    record: Record
    pdf: bytes
    approval: Approval | None = None
    corrections: tuple[Correction, ...] = ()

    @property
    def document(self) -> Document:
        """What was approved, with the approval as it is on record now."""
        return self.record.document.replaced(approved=self.approval)


@dataclass
class Kept:
    """What was read: by policy and name of the record; the files that were read, and problems."""

    records: dict[tuple[str, str], Approved] = field(default_factory=dict)
    corrections: dict[tuple[str, str], File[Corrections]] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def read_kept(school: str, entries: Entries) -> Kept:
    """Read what a school keeps, in the folder `record` of its own folder."""
    folder, kept = f"{school}/record", Kept()
    kept.problems += no_folder(folder, entries)
    for name in in_folder(folder, entries):
        if isinstance(entries[name], Link | Unreadable):
            kept.problems += no_folder(name, entries)
    names = [name for name in sorted(entries) if PurePosixPath(name).match(f"{folder}/*/*")]
    for name in names:
        if name.endswith(ENDING):
            _read_corrections(kept, name, entries)
        elif name.endswith(".pdf") and isinstance(data := entries[name], bytes):
            # An interrupted approval leaves one without its record.
            kept.files[name] = data
    for name in names:
        if name.endswith(".json"):
            _read_record(kept, name, entries)
    return kept


def key_of(name: str) -> tuple[str, str]:
    """The policy of a file of a record, and the name of the record."""
    path = PurePosixPath(name)
    return path.parent.name, path.name.removesuffix(ENDING).removesuffix(".json")


def _read_corrections(kept: Kept, name: str, entries: Entries) -> None:
    if isinstance(data := entries[name], bytes):
        kept.files[name] = data
    file, problems = read_file(name, Corrections, entries)
    kept.problems += problems
    if file is not None:
        kept.corrections[key_of(name)] = file


def _read_record(kept: Kept, name: str, entries: Entries) -> None:
    pdf = f"{name.removesuffix('.json')}.pdf"
    if any(isinstance(entries.get(one), Link) for one in (name, pdf)):
        kept.problems.append(linked(name))
        return
    data, beside = entries[name], entries.get(pdf)
    try:
        if not isinstance(data, bytes):
            raise NotARecord("it is not a record")
        kept.files[name] = data
        record = read(data, beside if isinstance(beside, bytes) else None)
        policy, stem = key_of(name)
        document, version = record.document, stem.partition("+")[0]
        if (document.policy, document.version, record.adopted.version) != (policy, *[version] * 2):
            raise NotARecord(f"it is of version {document.version} of {document.policy}")
    except NotARecord as fault:
        kept.problems.append(
            error(
                "record-changed",
                Place(name),
                f"this record of an approval cannot be relied on: {fault}",
                "it is what the school approved, word for word, and what it publishes.",
                "restore the file and its PDF as `approve` wrote them.",
            )
        )
        return
    assert isinstance(beside, bytes)
    kept.records[policy, stem] = _approved(kept, (policy, stem), record, beside)


def _approved(kept: Kept, key: tuple[str, str], record: Record, pdf: bytes) -> Approved:
    file = kept.corrections.get(key)
    own = file.value.corrections if file else ()
    try:
        return Approved(key[1], record, pdf, corrected(record.adopted.approved, own), own)
    except BrokenCorrections as fault:
        assert file is not None, "nothing breaks without corrections"
        kept.problems.append(
            error(
                "corrections-changed",
                file.source.place(("corrections",), key=True),
                f"these corrections cannot be relied on: {fault}",
                "they say what is on record of a decision, and who put it right.",
                "restore the file as `correct` wrote it.",
            )
        )
        return Approved(key[1], record, pdf, None, own)
