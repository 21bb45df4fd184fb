"""The lines of a file as its writer sees them: indents, dashes, keys, and what looks like one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from clausework.source.locations import Source
from clausework.source.problems import Problem, error

# Signs that Word and web pages begin the points of a list with.
BULLETS = "•·‣▪●○◦–—−‐‑*+"
_BLANK = r"\s\u200b\u2060\ufeff"
_MARGIN = re.compile(rf"[{_BLANK}]*")
_NAME = r"[A-Za-z0-9_][\w.-]*"
_KEY = re.compile(
    rf"""("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|{_NAME}(?: [\w.-]+){{0,2}}) *:(?=[ \t]|$)"""
)
_SURE_KEY = re.compile(r"(?:- +)*(?:[a-z][a-z0-9_-]*|\"[^\"]*\"|'[^']*'):(?= |$)")
_DASH = re.compile(r"-(?: +|$)")
_REMARK = re.compile(r"(?:^|(?<=\s))#")


class FormFault(Exception):
    """The first fault of a file; it ends the search."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


@dataclass(frozen=True)
class Line:
    """One line: its place in the list of lines and in the text, and its characters."""

    index: int
    start: int
    text: str

    @property
    def number(self) -> int:
        """The number that an editor shows."""
        return self.index + 1

    @property
    def indent(self) -> int:
        """How many spaces it begins with."""
        return len(self.text) - len(self.text.lstrip(" "))

    @property
    def margin(self) -> str:
        """All white space that it begins with, of any kind."""
        found = _MARGIN.match(self.text)
        return found[0] if found else ""

    @property
    def words(self) -> str:
        """The line without the white space around it."""
        return self.text[len(self.margin) :].rstrip()

    @property
    def empty(self) -> bool:
        """Whether it has neither words nor a value: white space or a remark."""
        return not self.text.strip(" \t") or self.text.lstrip(" ").startswith("#")

    @property
    def is_marker(self) -> bool:
        """Whether it begins or ends a document of YAML."""
        return re.match(r"(?:---|\.\.\.)(?:\s|$)", self.text) is not None


def lines_of(source: Source) -> list[Line]:
    """The lines of a file in order."""
    return list(_lines(source.text))


def _lines(text: str) -> Iterator[Line]:
    start = 0
    for index, line in enumerate(text.split("\n")):
        yield Line(index, start, line)
        start += len(line) + 1


def dash(line: Line, column: int) -> int | None:
    """The column of what a list's dash at this column is followed by; None without a dash."""
    found = _DASH.match(line.text, column)
    return found.end() if found else None


def key(line: Line, column: int) -> tuple[str, int] | None:
    """The key at this column, and the column of its value; None where there is no key."""
    found = _KEY.match(line.text, column)
    if not found:
        return None
    rest = line.text[found.end() :]
    return found[1], found.end() + len(rest) - len(rest.lstrip(" \t"))


def looks_structural(line: Line) -> bool:
    """Whether it is certainly meant as a key, or as an entry that begins with one."""
    return _SURE_KEY.match(line.words) is not None


def without_remark(text: str) -> tuple[str, str]:
    """A value on a line, and the remark after it with the blanks between them."""
    found = _REMARK.search(text)
    value = text[: found.start()] if found else text
    return value.rstrip(), text[len(value.rstrip()) :]


def fault(
    source: Source,
    line: Line,
    column: int,
    words: tuple[str, str, str],
    width: int = 1,
    code: str = "yaml-syntax",
) -> FormFault:
    """The fault at a column of a line, with its message, why it matters and what to type."""
    at = line.start + min(column, len(line.text))
    return FormFault(error(code, source.place_span(at, at, width), *words))
