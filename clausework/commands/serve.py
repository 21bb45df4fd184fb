"""`serve`: the sites on this machine, kept up with the files."""

from __future__ import annotations

import argparse
import errno

from clausework.build import preview
from clausework.commands import Commands, UsageError

LAST_PORT = 65_535


def add(commands: Commands) -> None:
    """Add the command."""
    serve = commands.add(
        "serve", "show the sites on this machine, and every change as it is saved", run
    )
    serve.add_argument("--school", action="append", default=[], metavar="ID")
    serve.add_argument("--port", type=_port, default=8000, help="0 is any that is free")


def _port(text: str) -> int:
    if not text.isdecimal() or len(text) > 5 or int(text) > LAST_PORT:
        raise argparse.ArgumentTypeError(f"write a number from 0 to {LAST_PORT}")
    return int(text)


def run(arguments: argparse.Namespace) -> int:
    """Serve until it is ended. Raises UsageError where the port is taken."""
    root, port = arguments.root.resolve(), arguments.port
    try:
        return preview.serve(root, tuple(arguments.school), port)
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        words = f"port {port} is taken; --port names another, and 0 is any that is free"
        raise UsageError(words) from error
