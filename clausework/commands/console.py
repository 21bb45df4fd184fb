"""Problems printed, and what templates say: with styles on a terminal, plain elsewhere."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from html import unescape

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from clausework.source import problems
from clausework.source.problems import Problem

STYLES = {"b": "bold", "del": "red strike", "ins": "green underline"}
_MARKED = re.compile(r"<(b|del|ins)>(.*?)</\1>", re.DOTALL)


def print_problems(found: Iterable[Problem]) -> None:
    """Print problems where errors go, each with a line between."""
    for problem in found:
        print(problems.as_text(problem), end="\n\n", file=sys.stderr)


def print_styled(said: str) -> None:
    """Print what a template says. Every `<` of a value is escaped: what is left are its marks."""
    console = Console(highlight=False)
    text = Text()
    words, *rest = _MARKED.split(said)
    text.append(printable(words))
    for mark, marked, words in zip(rest[::3], rest[1::3], rest[2::3], strict=True):
        text.append(printable(marked), STYLES[mark])
        text.append(printable(words))
    for line in text.split("\n"):
        indent = len(line.plain) - len(line.plain.lstrip())
        if console.is_terminal:
            console.print(Padding(line[indent:], (0, 0, 0, indent), expand=False))
        else:
            print(line.plain)


def printable(escaped: str) -> str:
    """A text as it was before it was escaped, without what a terminal would obey."""
    return "".join(c if c.isprintable() or c == "\n" else " " for c in unescape(escaped))
