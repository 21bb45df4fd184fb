"""Remarks on lines of their own, which go with the key below them when it moves."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from clausework.authoring.edit import lines_of, mark_of
from clausework.source.locations import KeyPath
from clausework.source.yaml import load


def taken(
    name: str, data: bytes, paths: Iterable[KeyPath]
) -> tuple[bytes, dict[KeyPath, list[str]]]:
    """A file without the remarks above some keys, as far in as the key; and these, without margin.

    Raises NotLoadable.
    """
    source = load(name, data)[0]
    lines = lines_of(data)
    found: dict[KeyPath, list[str]] = {}
    gone: set[int] = set()
    for path in paths:
        if path not in source.keys:
            continue
        at = source.text.count("\n", 0, source.keys[path].start)
        margin = _margin(lines[at])
        first = at
        # Several keys may be on one line.
        while first > 0 and first - 1 not in gone and re.match(rf"{margin}#", lines[first - 1]):
            first -= 1
        if first < at:
            found[path] = [line.strip() for line in lines[first:at]]
            gone |= {*range(first, at)}
    kept = "".join(line for number, line in enumerate(lines) if number not in gone)
    return mark_of(data) + kept.encode(), found


def put_back(name: str, data: bytes, remarks: Mapping[KeyPath, list[str]]) -> bytes:
    """A file with remarks above keys that it has. Raises NotLoadable."""
    source = load(name, data)[0]
    lines = lines_of(data)
    ending = "\r\n" if lines[0].endswith("\r\n") else "\n"
    places = {path: source.text.count("\n", 0, source.keys[path].start) for path in remarks}
    for path in sorted(remarks, key=lambda one: places[one], reverse=True):
        at = places[path]
        margin = _margin(lines[at])
        lines[at:at] = [f"{margin}{remark}{ending}" for remark in remarks[path]]
    return mark_of(data) + "".join(lines).encode()


def _margin(line: str) -> str:
    return line[: len(line) - len(line.lstrip(" "))]
