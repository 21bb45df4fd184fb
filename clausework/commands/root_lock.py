"""What all commands that write sources share: one at a time, from reading to writing."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from clausework.authoring import writing
from clausework.commands import A


def alone(run: Callable[[A], int]) -> Callable[[A], int]:
    """A command that locks out other writers of its root while it runs.

    It raises Refused where another command does not end in time. It asks no questions while it
    runs, because others wait.
    """

    @wraps(run)
    def kept(arguments: A) -> int:
        with writing.alone(arguments.root.resolve()):
            return run(arguments)

    return kept
