"""`serve`: the sites on this machine, kept up with the files."""

from __future__ import annotations

import argparse

from clausework import preview
from clausework.commands import Commands


def add(commands: Commands) -> None:
    """Add the command."""
    serve = commands.add(
        "serve", "show the sites on this machine, and every change as it is saved", run
    )
    serve.add_argument("--school", action="append", default=[], metavar="ID")
    serve.add_argument("--port", type=int, default=8000)


def run(arguments: argparse.Namespace) -> int:
    """Serve until interrupted."""
    return preview.serve(arguments.root.resolve(), tuple(arguments.school), arguments.port)
