"""Edit policy and school files in place, keeping comments, order, quotes and line ends.

New files are made by `scaffold`. This module computes the changed file as bytes; `problems_after`
says whether the checks would pass; `writing` then writes it.
"""

from __future__ import annotations

import copy
import io
import re
from codecs import BOM_UTF8
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import reduce
from operator import getitem
from pathlib import PurePosixPath
from typing import Any, TypeAlias

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, FoldedScalarString

from clausework.checks import digest
from clausework.model.decisions import Release, Withdrawal
from clausework.model.policy import Status
from clausework.model.scalars import Frozen
from clausework.source.files import Folder
from clausework.source.locations import Source
from clausework.source.problems import Problem
from clausework.source.remarks import with_remarks_apart
from clausework.source.yaml import NotLoadable, decode, load
from clausework.store.findings import checked
from clausework.workspace.root import Workspace, workspace_of

Value: TypeAlias = "str | bool | int | date | Mapping[str, Value] | Sequence[Value]"
WIDEST_TEXT = 80


class NotEditable(Exception):
    """A file has a form that cannot be edited without loss; the text says where."""


def put(
    name: str, data: bytes, path: tuple[str, ...], value: Value, *, after_key: str = ""
) -> bytes:
    """Return a file with a value at a path of keys, added or replacing the previous one.

    Only the lines of the topmost key change. A new key is added after `after_key`, or at the
    end. Raises NotEditable, and NotLoadable for a file that is not YAML.
    """

    def make(file: Any) -> None:
        _set(file, path, written(value))

    return change(name, data, path[:1], make, after_key=after_key)


def change(
    name: str,
    data: bytes,
    path: tuple[str, ...],
    make: Callable[[Any], None],
    *,
    after_key: str = "",
) -> bytes:
    """Return a file in which a function changes the lines of the key at a path, as `put` does.

    The function changes the mapping that contains the key; values that it adds come from `written`.
    It is called twice, with plain values and with those parsed from the key's own lines, which
    include remarks. So it must move existing values and not rebuild them.
    """
    source, before, _ = load(name, data)
    lines = lines_of(data)
    ending = "\r\n" if lines[0].endswith("\r\n") else "\n"
    margin, old = "", ""
    if path in source.keys:
        first, stop = _lines(source, path)
        here = source.text.split("\n")[first:stop]
        margin = here[0][: len(here[0]) - len(here[0].lstrip(" "))] if path[1:] else ""
        old = "\n".join(line.removeprefix(margin) for line in here) + "\n"
    else:
        last = after_key if after_key in before else list(before)[-1]
        first = stop = _lines(source, (last,))[1]
        # The last line may have no line end, and another line will follow it.
        lines[stop - 1] = lines[stop - 1].rstrip("\r\n") + ending
    try:
        new = _changed(old, make)
    except (YAMLError, KeyError, NotLoadable) as fault:
        raise _not_editable(name, first) from fault
    fresh = [(margin + line if line else line) + ending for line in new.splitlines()]
    text = "".join((*lines[:first], *fresh, *lines[stop:]))
    after = mark_of(data) + text.encode()
    expected = copy.deepcopy(before)
    make(reduce(getitem, path[:-1], expected))
    if not _faithful(name, after, _as_read(expected), old, new):
        raise _not_editable(name, first)
    return after


def lines_of(data: bytes) -> list[str]:
    """The lines of a file with their ends, whichever these are."""
    return re.findall(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+", data.decode("utf-8-sig"))


def mark_of(data: bytes) -> bytes:
    """The byte order mark of a file, if it has one."""
    return BOM_UTF8 if data.startswith(BOM_UTF8) else b""


def _lines(source: Source, path: tuple[str, ...]) -> tuple[int, int]:
    """The lines of a key (start, end), without the blank lines and remarks after it."""
    start, end = source.keys[path].start, source.values[path].end
    lines = source.text.split("\n")
    first = source.text.count("\n", 0, start)
    # A group of keys ends where the next key begins, after the blank lines before that.
    last = len(source.text[:end].rstrip(" ")) - 1
    stop = source.text.count("\n", 0, max(start, last)) + 1
    column = start - (source.text.rfind("\n", 0, start) + 1)
    # A remark that is not indented is between two keys; an indented one may be text.
    while stop > first + 1 and _between(lines[stop - 1], column):
        stop -= 1
    return first, stop


def _between(line: str, column: int) -> bool:
    words = line.lstrip(" ")
    return not words.strip() or (words[0] == "#" and len(line) - len(words) <= column)


def _changed(old: str, make: Callable[[Any], None]) -> str:
    """The lines of one topmost key after a function changed them.

    Raises YAMLError and NotLoadable.
    """
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 4096
    nested = re.search(r"^( +)[^ #\n]", old, re.MULTILINE)
    step = len(nested[1]) if nested else 2
    yaml.indent(mapping=step, sequence=step + 2, offset=step)
    data = yaml.load(old) or {}
    make(data)
    if not data:
        return ""
    out = io.StringIO()
    yaml.dump(data, out)
    # A remark that was moved may have been left with one space before it.
    return with_remarks_apart(load("", out.getvalue().encode())[0])


def _set(data: Any, path: tuple[str, ...], value: Any) -> None:
    parent = data
    for key in path[:-1]:
        if not parent.get(key):
            parent[key] = {}
        parent = parent[key]
    last = path[-1]
    # A version number is text; an editor would read it as a number.
    parent[DoubleQuotedScalarString(last) if last[0].isdigit() else last] = value


def written(value: Value) -> Any:
    """A value in the form in which people write it in a file."""
    if isinstance(value, str):
        if re.fullmatch(r"[0-9.]+", value):
            return DoubleQuotedScalarString(value)
        if len(value) <= WIDEST_TEXT or value != " ".join(value.split()):
            return value
        folded: Any = FoldedScalarString(value)
        folded.fold_pos = _folds(value)
        return folded
    if isinstance(value, date):
        # Of one object in two places, the second would be an alias of the first.
        return date(value.year, value.month, value.day)
    if isinstance(value, Mapping):
        return {key: written(inner) for key, inner in value.items()}
    return [written(inner) for inner in value] if isinstance(value, Sequence) else value


def as_typed(text: str) -> Value:
    """A value that a file has as text, in the type that needs no quotes there."""
    if text in ("true", "false"):
        return text == "true"
    if re.fullmatch(r"-?(0|[1-9][0-9]*)", text):
        return int(text)
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return text
    return day if day.isoformat() == text else text


def _folds(text: str) -> list[int]:
    """The blanks at which a long text is folded into lines."""
    found, start = [], 0
    for blank in re.finditer(" ", text):
        following = text.find(" ", blank.end())
        if (len(text) if following < 0 else following) - start > WIDEST_TEXT:
            found.append(blank.start())
            start = blank.end()
    return found


def _as_read(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _as_read(inner) for key, inner in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_as_read(inner) for inner in value]
    if isinstance(value, bool):
        return str(value).lower()
    return value if value is None else str(value)


def _faithful(name: str, after: bytes, expected: Any, old: str, new: str) -> bool:
    """Whether a changed file has its previous contents plus the change, and kept every remark."""
    try:
        found = load(name, after)[1]
    except NotLoadable:
        return False
    return bool(found == expected) and all(
        remark.rstrip() in new for remark in re.findall(r"#.*", old)
    )


def _not_editable(name: str, first: int) -> NotEditable:
    return NotEditable(
        f"{name}:{first + 1}: this part cannot be changed without losing some of it. Write "
        "each key on a line of its own, indented by two spaces, without brackets."
    )


def released(workspace: Workspace, policy: str, version: str, release: Release) -> dict[str, bytes]:
    """The files of a version and its policy after the version is released, in the order of writing.

    The version comes first. Between the two writes it is released without a record, which a check
    only warns of, and releasing it again completes it. In the other order the record would name a
    file that does not exist. Raises NotEditable.
    """
    name = f"policy/{policy}/{version}.yaml"
    text = put(name, workspace.files[name], ("status",), Status.RELEASED.value)
    text = put(name, text, ("issued",), release.on, after_key="status")
    about = f"policy/{policy}/policy.yaml"
    found = digest_of(workspace, policy, version, text)
    record = put(about, workspace.files[about], ("released", version), found)
    record = put(about, record, ("releases", version), entry(release), after_key="released")
    return {name: text, about: record}


def withdrawn(
    workspace: Workspace, policy: str, version: str, withdrawal: Withdrawal
) -> dict[str, bytes]:
    """The file of a policy after a version is withdrawn. Raises NotEditable.

    The version's own file is unchanged, so its digest still matches.
    """
    about = f"policy/{policy}/policy.yaml"
    last = "releases" if "releases" in load(about, workspace.files[about])[1] else "released"
    path = ("withdrawn", version)
    return {about: put(about, workspace.files[about], path, entry(withdrawal), after_key=last)}


def digest_of(workspace: Workspace, policy: str, version: str, data: bytes) -> str:
    """The digest that identifies a released version, whose file then has these bytes.

    The line ends of the file do not matter; the pictures of the version do.
    """
    text = decode(f"policy/{policy}/{version}.yaml", data)
    return digest(text.encode(), workspace.policies[policy].versions[version].value)


def entry(value: Frozen) -> dict[str, Value]:
    """A value of the model as an entry of a file, without fields that have their default."""
    data: dict[str, Value] = value.model_dump(exclude_none=True, exclude_defaults=True)
    return data


def workspace_after(workspace: Workspace, files: Mapping[str, bytes]) -> Workspace:
    """The workspace of a root as it would be after some files are written."""
    folders = {
        parent.as_posix(): Folder() for name in files for parent in PurePosixPath(name).parents[:-1]
    }
    return workspace_of(workspace.root, {**workspace.entries, **folders, **files})


def problems_after(workspace: Workspace, files: Mapping[str, bytes]) -> list[Problem]:
    """What the checks would report after some files are written."""
    return checked(workspace_after(workspace, files))
