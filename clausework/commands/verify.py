"""`verify`: are these outputs complete, and do they match the sources?"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

from clausework.commands import DONE, PROBLEMS, Arguments, Commands, UsageError
from clausework.publish import verify
from clausework.publish.verify import DiscrepancyKind, Verdict

SAID: dict[DiscrepancyKind, str] = {
    "manifest-damaged": "is damaged, or of an earlier version of this program, and nothing can be "
    "compared with it: delete it and build again",
    "missing": "is listed, but missing",
    "changed": "has changed since it was built",
    "unlisted": "was not built here",
    "link": "is a link, and links are not built here",
    "not-a-file": "is a folder where a file was built",
    "not-a-folder": "is a file where a folder was built",
    "empty-folder": "is an empty folder, and was not built here",
    "special-file": "is a pipe, a socket or a device, and was not built here",
    "unreadable": "cannot be read",
    "outdated": "was made from files that were edited later: make it again",
    "source-new": "is new, and is in no output yet: build again",
    "source-changed": "was edited since: build again",
    "source-missing": "is a source that is now missing",
    "tool-changed": "wrote this; another version is installed now: build again",
}

EARLIER = (
    "was written from an earlier state of its policy and school: run review again if the meeting "
    "is still to come"
)


@dataclass(frozen=True, kw_only=True)
class VerifyArguments(Arguments):
    """The arguments of `verify`."""

    path: Path
    json: bool


def add(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add(
        "verify", "read every byte of the outputs and of their sources", VerifyArguments, run
    )
    parser.add_argument(
        "path", metavar="PATH", type=Path, help="outputs, or a folder or file there"
    )
    parser.add_argument("--json", action="store_true", help="print the result as JSON")


def run(arguments: VerifyArguments) -> int:
    """Print the differences. Raises UsageError where nothing is listed."""
    try:
        # A link in the outputs is reported, and is not followed.
        verdict = verify.verify(arguments.root.resolve(), arguments.path.absolute())
    except verify.NotListed as fault:
        raise UsageError(f"{fault}: outputs are what `build` and `review` wrote.") from fault
    if arguments.json:
        print(json.dumps(asdict(verdict), ensure_ascii=False, indent=2))
    else:
        for one in verdict.findings:
            print(f"{one.name}: {SAID[one.fault]}")
        for name in verdict.earlier:
            print(f"{name}: {EARLIER}", file=sys.stderr)
        print(f"{os.path.relpath(arguments.path)}: {_summary(verdict)}", file=sys.stderr)
    return PROBLEMS if verdict.findings else DONE


def _summary(verdict: Verdict) -> str:
    files = _count(verdict.files, "file")
    if verdict.findings:
        return f"{files}, {_count(len(verdict.findings), 'finding')}."
    if verdict.earlier:
        reviews = _count(len(verdict.earlier), "review")
        return f"{files}, whole, and up to date but for {reviews} of earlier files."
    return f"{files}, whole, and up to date."


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"
