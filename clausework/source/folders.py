"""The problems of the files of a folder, before any of them is read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from clausework.source.files import Entries, Entry, Folder, Link, Special, TooLarge, Unreadable
from clausework.source.problems import Place, Problem, error, warning
from clausework.source.yaml import too_large

_COPIES = re.compile(
    r"conflicted copy|-conflict|\((?:[0-9]+|copy)\)|[ -]copy|-(?:DESKTOP|LAPTOP|PC)-[A-Z0-9]+$",
    re.IGNORECASE,
)


def in_folder(folder: str, entries: Entries) -> list[str]:
    """The contents of a folder itself."""
    depth = folder.count("/") + 1
    return sorted(n for n in entries if n.startswith(f"{folder}/") and n.count("/") == depth)


def no_file(name: str, entry: Entry | None) -> Problem:
    """The problem of anything that is not a readable file: its kind, None for nothing."""
    match entry:
        case Link():
            return linked(name)
        case TooLarge(size):
            return too_large(name, size)
        case Unreadable():
            return _unreadable(name)
        case Folder() | Special():
            what = "a folder" if isinstance(entry, Folder) else "a pipe, a socket or a device"
            return error(
                "not-a-file",
                Place(name),
                f"this is {what}, but must be a file",
                "the rest of the program needs what that file says.",
                "move it elsewhere, and put the file in its place.",
            )
    return error(
        "file-missing",
        Place(name),
        "this file is missing",
        "the rest of the program needs it.",
        "add the file.",
    )


def no_folder(name: str, entries: Entries) -> list[Problem]:
    """The problem of anything that is not a readable folder."""
    entry = entries.get(name)
    if entry is None or isinstance(entry, Folder):
        return []
    if isinstance(entry, Link):
        return [linked(name)]
    if isinstance(entry, Unreadable):
        return [_unreadable(name)]
    return [
        error(
            "not-a-folder",
            Place(name),
            "this is a file, but must be a folder",
            "what should be in that folder is in no output.",
            "move it elsewhere, and put the folder in its place.",
        )
    ]


def _unreadable(name: str) -> Problem:
    return error(
        "file-unreadable",
        Place(name),
        "this cannot be opened",
        "what is not read is in no output.",
        "if another program has it open, close that program; else ask who looks after this machine "
        "for the right to read it.",
    )


def linked(name: str) -> Problem:
    """The problem of a link."""
    return error(
        "link-not-followed",
        Place(name),
        "this is a link to somewhere else",
        "a link could lead out of the folder, to files that are not a school's to publish.",
        "put the real file or folder here.",
    )


def no_school() -> Problem:
    """The problem of a root without a school."""
    return warning(
        "no-school",
        Place("schools"),
        "there is no school here",
        "websites and papers are made for schools: of this root there are HR's own pages alone.",
        "restore the folders of the schools, or write one with the command new school.",
    )


def strays(folder: str, entries: Entries) -> Iterator[Problem]:
    """Files in a folder that look like input, and are not read."""
    for name in in_folder(folder, entries):
        path, where = PurePosixPath(name), Place(name)
        if path.name.startswith("~$"):
            yield warning(
                "file-open",
                where,
                "this file shows that a program has a document open",
                "what is not saved yet is not in the build.",
                "save and close the document; then delete this file if it stays.",
            )
        elif path.suffix.lower() in (".yaml", ".yml") and not _expected(folder, path.name):
            copy = _COPIES.search(path.stem) is not None
            yield warning(
                "conflict-copy" if copy else "file-not-read",
                where,
                "this looks like a second copy that OneDrive or a colleague made"
                if copy
                else "a file of this name is not read here",
                "it is not read, so an edit made in it is in no output.",
                "move what is wanted into the file that is read, and delete this one."
                if copy
                else "rename it as docs/architecture.md lists, or move it elsewhere.",
            )


def _expected(folder: str, name: str) -> bool:
    parts = folder.split("/")
    if parts[0] == "schools":
        return len(parts) == 2 and name == "school.yaml"
    if len(parts) == 1:
        return name in ("authorities.yaml", "catalogue.yaml", "terms.yaml")
    return name == "policy.yaml" or bool(
        re.fullmatch(r"[0-9]+(\.[0-9]+)+(\.corrections)?\.yaml", name)
    )
