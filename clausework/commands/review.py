"""`review`: what governors are shown of a new version."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from clausework import reviews
from clausework.commands import DONE, PROBLEMS, Commands, comparing
from clausework.pack import Meeting
from clausework.tree import read_tree


def add(commands: Commands) -> None:
    """Add the command."""
    review = commands.add("review", "write a school's board pack for a new version", run)
    review.add_argument("policy", metavar="POLICY")
    review.add_argument("--school", required=True, metavar="ID")
    review.add_argument("--to", required=True, metavar="VERSION", help="the version offered")
    review.add_argument(
        "--from",
        dest="before",
        metavar="VERSION",
        help="the version to compare with; default: the one in use",
    )
    review.add_argument("--meeting", metavar="WORDS", help="which meeting it is for, and when")
    review.add_argument("--item", metavar="WORDS", help="the item of its agenda")
    review.add_argument("--out", type=Path, metavar="DIR", help="default: out in the root")


def run(arguments: argparse.Namespace) -> int:
    """Write the pack. Raises UsageError for names that are not there."""
    tree = read_tree(arguments.root.resolve())
    if comparing.refused(tree, arguments.school):
        return PROBLEMS
    before, after = comparing.versions(
        tree, arguments.policy, arguments.before, arguments.to, arguments.school
    )
    out = (arguments.out or tree.root / "out").resolve()
    meeting = Meeting(arguments.meeting, arguments.item)
    folder = reviews.write(tree, arguments.school, arguments.policy, before, after, out, meeting)
    print(f"written: {os.path.relpath(folder)}")
    return DONE
