"""What all commands have in common that write sources: one at a time, from reading to writing."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from clausework.authoring import writing
from clausework.commands import A


def alone(run: Callable[[A], int]) -> Callable[[A], int]:
    """A command that keeps others from the sources of its root while it runs. It raises Refused
    where another does not end; it asks nobody anything meanwhile, for others wait.
    """

    @wraps(run)
    def kept(arguments: A) -> int:
        with writing.alone(arguments.root.resolve()):
            return run(arguments)

    return kept
