"""`serve`: the sites on this machine, updated with the files."""

from __future__ import annotations

import argparse
import errno
from collections.abc import Sequence
from dataclasses import dataclass

from clausework.build import preview
from clausework.commands import Arguments, Commands, UsageError

LAST_PORT = 65_535


@dataclass(frozen=True, kw_only=True)
class ServeArguments(Arguments):
    """The arguments of `serve`."""

    school: Sequence[str]
    port: int


def add(commands: Commands) -> None:
    """Add the command."""
    serve = commands.add(
        "serve",
        "show the sites on this machine, and every change as it is saved",
        ServeArguments,
        run,
    )
    serve.add_argument("--school", action="append", default=[], metavar="ID")
    serve.add_argument("--port", type=_port, default=8000, help="0 is any that is free")


def _port(text: str) -> int:
    if not text.isdecimal() or len(text) > 5 or int(text) > LAST_PORT:
        raise argparse.ArgumentTypeError(f"write a number from 0 to {LAST_PORT}")
    return int(text)


def run(arguments: ServeArguments) -> int:
    """Serve until stopped. Raises UsageError where the port is taken."""
    root, port = arguments.root.resolve(), arguments.port
    try:
        return preview.serve(root, tuple(arguments.school), port)
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        words = f"port {port} is taken; --port names another, and 0 is any that is free"
        raise UsageError(words) from error
