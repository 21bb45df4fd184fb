"""Print problems and the output of templates: with styles on a terminal, plain elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from html.parser import HTMLParser

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from clausework.source import problems
from clausework.source.problems import Problem

STYLES = {"b": "bold", "del": "red strike", "ins": "green underline"}
# The width for a file or another program, which has none of its own.
WIDTH = 100


def print_problems(found: Iterable[Problem]) -> None:
    """Print problems to stderr, each separated by a blank line."""
    for problem in found:
        print(problems.as_text(problem), end="\n\n", file=sys.stderr)


def print_styled(marked: str) -> None:
    """Print a text that a template made, with styles."""
    console = Console(highlight=False)
    for part in _parts(marked):
        assert isinstance(part, Text), "only `print_tables` prints tables"
        for line in part.split("\n"):
            indent = len(line.plain) - len(line.plain.lstrip())
            if console.is_terminal:
                console.print(Padding(line[indent:], (0, 0, 0, indent), expand=False))
            else:
                print(line.plain)


def print_tables(marked: str) -> None:
    """Print a text that a template made, with tables."""
    console = Console(highlight=False)
    if not console.is_terminal:
        console = Console(highlight=False, width=WIDTH)
    for part in _parts(marked):
        console.print(part, end="")


def _parts(marked: str) -> list[Text | Table]:
    reader = _Reader()
    reader.feed(marked)
    reader.close()
    return reader.parts


class _Reader(HTMLParser):
    """The output of a template, as texts with styles, with tables between them.

    Templates escape every `<` of a value, so all tags are the templates' own; and no character
    remains that would control a terminal.
    """

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[Text | Table] = []
        self._style = ""
        self._row: list[Text] = []
        # What text is added to; None between the cells of a table.
        self._into: Text | None = None
        self._begin_text()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        """Begin a table, a row, a cell or a style. Raises KeyError for any other."""
        if tag == "table":
            self.parts.append(Table(box=SIMPLE_HEAD, pad_edge=False))
            self._into = None
        elif tag == "tr":
            self._row = []
        elif tag in ("th", "td"):
            self._into = Text()
            self._row.append(self._into)
        else:
            self._style = STYLES[tag]

    def handle_endtag(self, tag: str) -> None:
        """End it."""
        if tag == "table":
            self._begin_text()
        elif tag == "tr":
            self._add_row()
        elif tag in ("th", "td"):
            self._into = None
        else:
            self._style = ""

    def handle_data(self, data: str) -> None:
        """Add text to the current cell or style."""
        if self._into is not None:
            words = "".join(c if c.isprintable() or c == "\n" else " " for c in data)
            self._into.append(words, self._style or None)

    def _begin_text(self) -> None:
        self._into = Text()
        self.parts.append(self._into)

    def _add_row(self) -> None:
        table = self.parts[-1]
        assert isinstance(table, Table), "a row is in a table"
        if table.columns:
            table.add_row(*self._row)
            return
        for head in self._row:
            table.add_column(head, overflow="fold")
