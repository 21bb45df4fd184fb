"""`verify`: are these outputs whole, and what the sources give?"""

from __future__ import annotations

import argparse
import json
import os
import sys
from dataclasses import asdict
from pathlib import Path

from clausework import verify
from clausework.commands import DONE, PROBLEMS, Commands, UsageError
from clausework.verify import Fault

SAID: dict[Fault, str] = {
    "missing": "is listed, and is not there",
    "changed": "is not as it was built",
    "unlisted": "was not built here",
    "source-changed": "was edited since: build again",
    "source-missing": "is a source that is not there any more",
    "tool-changed": "wrote this, and is another version now: build again",
}


def add(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add("verify", "read every byte of the outputs and of their sources", run)
    parser.add_argument(
        "path", metavar="PATH", type=Path, help="outputs, or a folder or file there"
    )
    parser.add_argument("--json", action="store_true", help="say what was found as JSON")


def run(arguments: argparse.Namespace) -> int:
    """Say what is amiss. Raises UsageError where nothing is listed."""
    try:
        verdict = verify.verify(arguments.root.resolve(), arguments.path.resolve())
    except verify.NotListed as fault:
        raise UsageError(f"{fault}: outputs are what `build` and `review` wrote.") from fault
    if arguments.json:
        print(json.dumps(asdict(verdict), ensure_ascii=False, indent=2))
    else:
        for one in verdict.findings:
            print(f"{one.name}: {SAID[one.fault]}")
        files = f"{verdict.files} file{'' if verdict.files == 1 else 's'}"
        said = f"{len(verdict.findings)} findings" if verdict.findings else "whole, and up to date"
        print(f"{os.path.relpath(arguments.path)}: {files}, {said}.", file=sys.stderr)
    return PROBLEMS if verdict.findings else DONE
