"""What goes to a terminal: no text can steer it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from typing import Any, TextIO

from clausework.source.characters import shown


class _Shown:
    """A stream that shows invisible characters as escapes; of JSON they are a part all the same."""

    def __init__(self, stream: TextIO) -> None:
        # By this name rich finds the stream for its own colours; what it prints is made printable.
        self.rich_proxied_file = stream

    def write(self, text: str) -> int:
        self.rich_proxied_file.write(shown(text))
        return len(text)

    def writelines(self, lines: Iterator[str]) -> None:
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.rich_proxied_file, name)


@contextmanager
def shown_text() -> Iterator[None]:
    """Print texts with invisible characters as escapes for as long as this lasts."""
    out, err = _Shown(sys.stdout), _Shown(sys.stderr)
    with redirect_stdout(out), redirect_stderr(err):
        yield
