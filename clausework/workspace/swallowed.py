"""Keys that are indented as far as a text above them, and so are read as words of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import BaseModel

from clausework.source.locations import KeyPath, Source, Span
from clausework.source.problems import Place, Problem, error
from clausework.workspace.keys import keys_at

# A line that ends before this was not broken because it was full.
SHORT_LINE = 72
_KEY = re.compile(r"( +)((?:- +)?)([a-z][a-z0-9_]*):(?: +(.*)|$)")
_ONE_VALUE = re.compile(r"[\[{>|\"'].*|[\w.-]+$")
_SENTENCE_ENDS = tuple(".:;?!)\"'”’")


@dataclass(frozen=True)
class _Typed:
    """A line of a text that has the form of a key: its place in the file, and its parts."""

    start: int
    before: str
    dash: str
    key: str
    value: str
    last: bool


def swallowed_keys(source: Source, model: type[BaseModel]) -> Iterator[tuple[KeyPath, Problem]]:
    """The keys that are indented into a text, by the paths that were meant, each with the problem
    of the first of its text.

    A line counts where its word is a key of the group of the text, or of one around it, and its
    writer began it on purpose: not where a full line before it was broken at that word.
    """
    for path, span in source.values.items():
        if span.style in (">", "|", "'", '"') and "\n" in source.text[span.start : span.end]:
            problem = None
            groups: list[tuple[KeyPath, set[str]]] = []
            for typed in _typed(source, span):
                groups = groups or _groups(model, path)
                group = _group(groups, typed)
                if group is not None:
                    problem = problem or _problem(source, path, group, typed)
                    yield (*group, typed.key), problem


def _typed(source: Source, span: Span) -> Iterator[_Typed]:
    """The lines of a text that look as if they were begun as a key."""
    lines = source.text[span.start : span.end].rstrip().split("\n")
    start, before, longest = span.start, "", max(map(len, lines[1:]), default=0)
    for index, line in enumerate(lines):
        found = _KEY.match(line) if index else None
        if found and _on_purpose(found, before, longest, index):
            value = found[4] or ""
            yield _Typed(start, before, found[2], found[3], value, index == len(lines) - 1)
        start += len(line) + 1
        before = line if index or span.style in ("'", '"') else ""


def _on_purpose(found: re.Match[str], before: str, longest: int, index: int) -> bool:
    """Whether a line was begun with a key, and not broken there because the one before is full."""
    fits = len(before) + 1 + len(found[3]) < (longest if index > 2 else SHORT_LINE)
    return bool(
        found[2]
        or fits
        or before.rstrip().endswith(_SENTENCE_ENDS)
        or _ONE_VALUE.match(found[4] or "-")
    )


def _groups(model: type[BaseModel], path: KeyPath) -> list[tuple[KeyPath, set[str]]]:
    """The groups around a text from the innermost, each with the keys that it may have."""
    ends = range(len(path) - 1, -1, -1)
    return [(path[:end], set(keys_at(model, path[:end]))) for end in ends]


def _group(groups: list[tuple[KeyPath, set[str]]], typed: _Typed) -> KeyPath | None:
    """The nearest of the groups that may have this key, and for a dash is an entry of a list."""
    for path, keys in groups:
        if typed.key in keys and (not typed.dash or (path and isinstance(path[-1], int))):
            return path
    return None


def _problem(source: Source, path: KeyPath, group: KeyPath, typed: _Typed) -> Problem:
    first = source.keys[path[: len(group) + 1]].start
    column = first - source.text.rfind("\n", 0, first) - 1 - len(typed.dash)
    at = source.text.index(typed.key, typed.start)
    place = source.place_span(at, at, len(typed.key) + 1)
    return error(
        "key-in-text",
        place,
        f'"{typed.key}:" is indented as part of the text above it',
        "it would be printed as words, and what it says would not be done.",
        "join it to the line above if it is meant as words; otherwise, "
        + _otherwise(source.values[path], typed, place, column),
    )


def _otherwise(span: Span, typed: _Typed, place: Place, column: int) -> str:
    """What to type where the line is meant as a key that begins in this column."""
    if span.style in ("'", '"'):
        return (
            f"type {span.style} at the end of the line above, delete it at the end of the text, "
            f"and begin this line with {column} spaces."
        )
    if typed.last:
        return f"in place of line {place.line}, type:\n{' ' * column}{place.excerpt.strip()}"
    indent = len(place.excerpt) - len(place.excerpt.lstrip(" "))
    return (
        f"begin this line with {column} spaces, and the lines that belong to it with "
        f"{indent - column} fewer than now."
    )
