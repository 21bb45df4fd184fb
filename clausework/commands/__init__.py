"""The commands, a module each: `add` says what a command takes, and sets what carries it out.

What carries it out returns the exit status: 0 done, 1 problems in the input, 2 wrong usage, 3 the
tool or its surroundings failed.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

DONE, PROBLEMS, USAGE, FAILED = 0, 1, 2, 3
Handler = Callable[[argparse.Namespace], int]


class UsageError(Exception):
    """The command was called with names that mean nothing here; the text says which."""


@dataclass(frozen=True)
class Commands:
    """Where commands are added; every one takes `--root`, by default `root`."""

    parsers: Any
    root: Path

    def add(self, name: str, words: str, run: Handler) -> argparse.ArgumentParser:
        """A parser for one command, for its own arguments."""
        added: argparse.ArgumentParser = self.parsers.add_parser(
            name, help=words, description=words
        )
        added.add_argument(
            "--root", type=Path, default=self.root, help="the folder with policy/ and schools/"
        )
        added.set_defaults(run=run)
        return added
