"""The commands, one module each: `add` defines the arguments and the function to run.

The function gets its arguments as one frozen value, and returns the exit status: 0 done, 1 problems
in the input, 2 wrong usage, 3 the program or its environment failed.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

DONE, PROBLEMS, USAGE, FAILED = 0, 1, 2, 3


class UsageError(Exception):
    """The command was called with names that do not exist; the text says which."""


@dataclass(frozen=True, kw_only=True)
class Arguments:
    """The arguments of every command.

    Each command has its own class, which names all its options as the parser does.
    """

    root: Path


A = TypeVar("A", bound=Arguments)


@dataclass(frozen=True)
class Commands:
    """Where commands are added; every one takes `--root`, by default `root`."""

    parsers: Any
    root: Path

    def add(
        self, name: str, words: str, kind: type[A], run: Callable[[A], int]
    ) -> argparse.ArgumentParser:
        """Return a parser for one command; `run` gets its arguments as a `kind`."""
        added: argparse.ArgumentParser = self.parsers.add_parser(
            name, help=words, description=words
        )
        added.add_argument(
            "--root", type=Path, default=self.root, help="the folder with policy/ and schools/"
        )

        def carry_out(given: argparse.Namespace) -> int:
            options = {key: value for key, value in vars(given).items() if key != "run"}
            return run(kind(**options))

        added.set_defaults(run=carry_out)
        return added
