"""Questions: each is an argument of a command, and is put to whoever sits at a terminal."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from clausework.commands import UsageError
from clausework.source import problems
from clausework.source.problems import Problem


def _nothing(value: Any) -> Any:
    return ()


@dataclass(frozen=True)
class Prompt:
    """One thing to be known.

    `read` makes a value of what was typed, or raises argparse.ArgumentTypeError; `faults` says
    what is against a value. `only_with` names a question without whose answer this one is idle;
    `offered` is printed before it is asked.
    """

    name: str
    words: str
    read: Callable[[str], Any]
    needed: bool = False
    only_with: str | None = None
    faults: Callable[[Any], Sequence[Problem]] = _nothing
    offered: Callable[[argparse.Namespace], str] | None = None

    @property
    def flag(self) -> str:
        """The argument as it is typed."""
        return f"--{self.name.replace('_', '-')}"


def add(parser: argparse.ArgumentParser, questions: Sequence[Prompt]) -> None:
    """Add each question as an argument."""
    for question in questions:
        parser.add_argument(question.flag, type=question.read, metavar="…", help=question.words)


def at_terminal(arguments: argparse.Namespace) -> bool:
    """Whether somebody can be asked."""
    return sys.stdin.isatty() and sys.stdout.isatty() and not arguments.json


def settle(arguments: argparse.Namespace, questions: Sequence[Prompt]) -> None:
    """Put the answers that are missing into `arguments`, asking for them where that is possible.

    Raises UsageError, which names every argument that is missing, where it is not.
    """
    missing = []
    for question in questions:
        idle = question.only_with and getattr(arguments, question.only_with) is None
        if idle or getattr(arguments, question.name) is not None:
            continue
        if at_terminal(arguments):
            setattr(arguments, question.name, _asked(question, arguments))
        elif question.needed:
            missing.append(f"  {question.flag}: {question.words}\n")
    if missing:
        raise UsageError(f"These are missing:\n{''.join(missing)}Nothing was written.")


def faults(arguments: argparse.Namespace, questions: Sequence[Prompt]) -> list[Problem]:
    """What is against the answers."""
    given = [(question, getattr(arguments, question.name)) for question in questions]
    return [fault for one, value in given if value is not None for fault in one.faults(value)]


def agreed(words: str) -> bool:
    """Whether somebody at the terminal says yes; Enter alone is a yes."""
    return _typed(f"{words} [Y/n] ").lower() in ("", "y", "yes")


def _asked(question: Prompt, arguments: argparse.Namespace) -> Any:
    if question.offered is not None:
        print(question.offered(arguments))
    words = question.words[0].upper() + question.words[1:]
    prompt = f"{words}{'' if question.needed else ' (Enter: leave out)'}\n> "
    while True:
        typed = _typed(prompt)
        if not typed and not question.needed:
            return None
        try:
            value = question.read(typed)
        except argparse.ArgumentTypeError as fault:
            print(fault)
            continue
        found = question.faults(value)
        if not found:
            return value
        for problem in found:
            print(problems.as_text(problem))


def _typed(prompt: str) -> str:
    try:
        return input(prompt).strip()
    except EOFError:
        raise KeyboardInterrupt from None
