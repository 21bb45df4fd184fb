"""Output to a terminal: no text can control it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from typing import Any, TextIO

from clausework.source.characters import shown


class _Shown:
    """A stream that shows invisible characters as escapes, which are also valid in JSON."""

    def __init__(self, stream: TextIO) -> None:
        # rich looks for this attribute to write its own colours; the text that it prints is made
        # printable.
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
    """Print texts with invisible characters as escapes while this context is active."""
    out, err = _Shown(sys.stdout), _Shown(sys.stderr)
    with redirect_stdout(out), redirect_stderr(err):
        yield
