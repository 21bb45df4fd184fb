"""The places of values in a file: from a value and an offset in it to line and column."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from clausework.source.problems import Place

KeyPath: TypeAlias = tuple[str | int, ...]


@dataclass(frozen=True)
class Span:
    """The place of a value: offsets in the text; for a scalar, also its style and value."""

    start: int
    end: int
    style: str | None = None
    value: str = ""


@dataclass
class Source:
    """One file as text, and the place of each of its values and keys.

    `name` is the path relative to the root with forward slashes. Line ends are `\\n`, the byte
    order mark is gone.
    """

    name: str
    text: str
    values: dict[KeyPath, Span] = field(default_factory=dict)
    keys: dict[KeyPath, Span] = field(default_factory=dict)

    def place(self, path: KeyPath = (), *, key: bool = False) -> Place:
        """The place of a value, or with `key` of its key; where absent, of the nearest parent."""
        if key and path in self.keys:
            span = self.keys[path]
            return self.place_span(span.start, span.start, span.end - span.start)
        while path and path not in self.values:
            path = path[:-1]
            key = True
        if key and path in self.keys:
            return self.place(path, key=True)
        span = self.values.get(path, Span(0, 0))
        return self.place_span(span.start, span.start, max(span.end - span.start, 1))

    def place_in(
        self,
        path: KeyPath,
        start: int,
        caret: int | None = None,
        width: int = 1,
        *,
        key: bool = False,
    ) -> Place:
        """The place of a character of a scalar's value, or with `key` of its key: `start` is where
        the fault begins, `caret` and `width` what to underline (default: from `start`); offsets in
        the value.
        """
        spans = self.keys if key else self.values
        if path not in spans and path[-1:] == ("text",):
            # A text may be written alone in place of a group with this key.
            path = path[:-1]
        span = spans.get(path)
        if span is None or span.style is None:
            return self.place(path, key=key)
        where = _offsets(self.text, span)
        if not where:
            return self.place(path, key=key)
        caret = start if caret is None else caret
        first = where[min(start, len(where) - 1)]
        return self.place_span(first, where[min(caret, len(where) - 1)], width)

    def place_span(self, start: int, caret: int, width: int) -> Place:
        """The place that begins at an offset of the text, with what to underline."""
        line = self.text.count("\n", 0, start) + 1
        line_start = self.text.rfind("\n", 0, start) + 1
        line_end = self.text.find("\n", start)
        excerpt = self.text[line_start : len(self.text) if line_end < 0 else line_end]
        if not line_start <= caret <= line_start + len(excerpt):
            caret = start
        room = len(excerpt) - (caret - line_start)
        return Place(
            self.name,
            line,
            start - line_start + 1,
            excerpt,
            caret - line_start + 1,
            max(1, min(width, room)),
        )


def _offsets(text: str, span: Span) -> list[int]:
    """For each character of a scalar's value, its offset in the file.

    Folding and escapes change only white space, so the visible characters of the value are those of
    the file in the same order; a blank of the value gets the place after the last of them.
    """
    visible = _visible(text, span)
    where: list[int] = []
    behind = span.start
    for char in span.value:
        start, end = (behind, behind + 1) if char in _BLANKS else next(visible)
        where.append(start)
        behind = end
    return where


def _visible(text: str, span: Span) -> Iterator[tuple[int, int]]:
    """The place of each visible character of a scalar, in order: its start and its end."""
    start, end = span.start, span.end
    if span.style in ("|", ">"):
        start = text.index("\n", start) + 1
    elif span.style in ("'", '"'):
        start, end = start + 1, end - 1
    for found in _WRITTEN[span.style or ""].finditer(text, start, end):
        code = found[1] if span.style == '"' else None
        if code is None or not (code in _BLANK_ESCAPES or _escaped(code) in _BLANKS):
            yield found.span()


def _escaped(code: str) -> str:
    return chr(int(code[1:], 16)) if code[0] in "xuU" else code


# What YAML folds: besides the usual ones, three line ends that only YAML counts as such.
_BLANKS = " \t\n\x85\u2028\u2029"
_BLANK_ESCAPES = "tnNLP\t \n"
_PLAIN = re.compile(rf"[^{_BLANKS}]")
_WRITTEN = {
    "plain": _PLAIN,
    "|": _PLAIN,
    ">": _PLAIN,
    "'": re.compile(rf"''|[^{_BLANKS}]"),
    '"': re.compile(rf"\\(x..|u.{{4}}|U.{{8}}|.)|[^{_BLANKS}]", re.DOTALL),
}
