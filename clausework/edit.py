"""Policy and school files changed in place: comments, order, quotes and line ends as they were.

The only module that writes them. What a change makes of a file is worked out first, as bytes;
`problems_after` says whether the checks would pass; `write_all` then writes, each file whole.
"""

from __future__ import annotations

import copy
import io
import re
import tempfile
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, FoldedScalarString

from clausework.checks import check, digest
from clausework.load import Unreadable, decode, load
from clausework.model import Release, Status, Withdrawal
from clausework.positions import Source
from clausework.problems import Problem
from clausework.publish import write_whole
from clausework.tree import Tree, read_tree

Value: TypeAlias = "str | date | Mapping[str, Value] | Sequence[Value]"
WIDEST_TEXT = 80


class NotEditable(Exception):
    """A file is written in a form that cannot be changed without loss; says where."""


def put(name: str, data: bytes, path: tuple[str, ...], value: Value, *, behind: str = "") -> bytes:
    """A file with a value at a path of keys, added there or in place of the one it had.

    Only the lines of the topmost key change. Where the file has no such key, it is added behind
    the key `behind`, or at the end. Raises NotEditable, and Unreadable for what is no YAML.
    """
    source, before, _ = load(name, data)
    lines = re.findall(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+", data.decode("utf-8-sig"))
    ending = "\r\n" if lines[0].endswith("\r\n") else "\n"
    key = path[0]
    if key in before:
        first, stop = _lines(source, key)
        old = "\n".join(source.text.split("\n")[first:stop]) + "\n"
    else:
        first = stop = _lines(source, behind if behind in before else list(before)[-1])[1]
        old = ""
        # The last line of a file may have no end, and a line is to stand behind it.
        lines[stop - 1] = lines[stop - 1].rstrip("\r\n") + ending
    try:
        new = _changed(old, path, value)
    except YAMLError as fault:
        raise _not_editable(name, first) from fault
    fresh = [line + ending for line in new.splitlines()]
    text = "".join((*lines[:first], *fresh, *lines[stop:]))
    mark = b"\xef\xbb\xbf" if data.startswith(b"\xef\xbb\xbf") else b""
    after = mark + text.encode()
    if not _faithful(name, after, _set(copy.deepcopy(before), path, _as_read(value)), old, new):
        raise _not_editable(name, first)
    return after


def _lines(source: Source, key: str) -> tuple[int, int]:
    """The lines of a topmost key, from and up to, without the blanks and remarks that follow."""
    start, end = source.keys[(key,)].start, source.values[(key,)].end
    lines = source.text.split("\n")
    first = source.text.count("\n", 0, start)
    stop = source.text.count("\n", 0, max(start, end - 1)) + 1
    # A remark that is not indented stands between two keys; an indented one may be text.
    while stop > first + 1 and (not lines[stop - 1].strip() or lines[stop - 1][0] == "#"):
        stop -= 1
    return first, stop


def _changed(old: str, path: tuple[str, ...], value: Value) -> str:
    """The lines of one topmost key with the value put in. Raises YAMLError."""
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 4096
    nested = re.search(r"^( +)[^ #\n-]", old, re.MULTILINE)
    step = len(nested[1]) if nested else 2
    yaml.indent(mapping=step, sequence=step + 2, offset=step)
    out = io.StringIO()
    yaml.dump(_set(yaml.load(old) or {}, path, _as_written(value)), out)
    return out.getvalue()


def _set(data: Any, path: tuple[str, ...], value: Any) -> Any:
    parent = data
    for key in path[:-1]:
        if not parent.get(key):
            parent[key] = {}
        parent = parent[key]
    last = path[-1]
    # A version number is text, which an editor would take for a number.
    parent[DoubleQuotedScalarString(last) if last[0].isdigit() else last] = value
    return data


def _as_written(value: Value) -> Any:
    if isinstance(value, str):
        if len(value) <= WIDEST_TEXT or value != " ".join(value.split()):
            return value
        folded: Any = FoldedScalarString(value)
        folded.fold_pos = _folds(value)
        return folded
    if isinstance(value, Mapping):
        return {key: _as_written(inner) for key, inner in value.items()}
    return [_as_written(inner) for inner in value] if isinstance(value, Sequence) else value


def _folds(text: str) -> list[int]:
    """The blanks at which a long text is broken into lines."""
    found, start = [], 0
    for blank in re.finditer(" ", text):
        following = text.find(" ", blank.end())
        if (len(text) if following < 0 else following) - start > WIDEST_TEXT:
            found.append(blank.start())
            start = blank.end()
    return found


def _as_read(value: Value) -> Any:
    if isinstance(value, Mapping):
        return {key: _as_read(inner) for key, inner in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_as_read(inner) for inner in value]
    return str(value)


def _faithful(name: str, after: bytes, expected: Any, old: str, new: str) -> bool:
    """Whether a changed file says what it said and the change, and no remark was lost."""
    try:
        found = load(name, after)[1]
    except Unreadable:
        return False
    return bool(found == expected) and all(
        remark.rstrip() in new for remark in re.findall(r"#.*", old)
    )


def _not_editable(name: str, first: int) -> NotEditable:
    return NotEditable(
        f"{name}:{first + 1}: this part cannot be changed without losing something of it. Write "
        "each key on a line of its own, indented by two spaces, without brackets."
    )


def released(tree: Tree, policy: str, version: str, release: Release) -> dict[str, bytes]:
    """The files of a version and its policy once it is released, in the order of writing.

    The version comes first. Between the two writes it says that it is released and has no record,
    which a check only warns of, and releasing it again completes; the other way round, the record
    would be of a file that is not there. Raises NotEditable.
    """
    name = f"policy/{policy}/{version}.yaml"
    text = put(name, tree.files[name], ("status",), Status.RELEASED.value)
    text = put(name, text, ("issued",), release.on, behind="status")
    about = f"policy/{policy}/policy.yaml"
    found = digest_of({name: text}, name)
    record = put(about, tree.files[about], ("released", version), found)
    record = put(about, record, ("releases", version), _record(release), behind="released")
    return {name: text, about: record}


def withdrawn(tree: Tree, policy: str, version: str, withdrawal: Withdrawal) -> dict[str, bytes]:
    """The file of a policy once a version is withdrawn. Raises NotEditable.

    The version's own file stays as it was released, so that its digest still holds.
    """
    about = f"policy/{policy}/policy.yaml"
    last = "releases" if "releases" in load(about, tree.files[about])[1] else "released"
    path = ("withdrawn", version)
    return {about: put(about, tree.files[about], path, _record(withdrawal), behind=last)}


def digest_of(files: Mapping[str, bytes], name: str) -> str:
    """The digest by which a released version is known, whatever line ends its file has."""
    return digest(decode(name, files[name]).encode())


def _record(value: Release | Withdrawal) -> Value:
    data: Value = value.model_dump(exclude_none=True, exclude_defaults=True)
    return data


def problems_after(tree: Tree, files: Mapping[str, bytes]) -> list[Problem]:
    """What the checks would find once some files are written."""
    with tempfile.TemporaryDirectory() as folder:
        for name, data in {**tree.files, **files}.items():
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        return check(read_tree(Path(folder)))


def write_all(root: Path, files: Mapping[str, bytes]) -> None:
    """Write files in their order, each whole. A stop leaves those before it new, the rest old."""
    for name, data in files.items():
        write_whole(root / name, data)
