"""Questions: each is an argument of a command, and is asked at a terminal if missing."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from rich.prompt import Confirm, InvalidResponse, PromptBase
from rich.text import Text

from clausework.commands import Arguments, UsageError
from clausework.source import problems
from clausework.source.problems import Problem


def _nothing(value: Any) -> Any:
    return ()


@dataclass(frozen=True)
class Prompt:
    """One question.

    `read` parses what was typed, or raises argparse.ArgumentTypeError; `faults` returns the faults
    of a value. `only_with` names a question without whose answer this one has no use; `offered`
    returns, for a root, what is printed before the question.
    """

    name: str
    words: str
    read: Callable[[str], Any]
    needed: bool = False
    only_with: str | None = None
    faults: Callable[[Any], Sequence[Problem]] = _nothing
    offered: Callable[[Path], str] | None = None

    @property
    def flag(self) -> str:
        """The argument as it is typed."""
        return f"--{self.name.replace('_', '-')}"


@dataclass(frozen=True, kw_only=True)
class PromptedArguments(Arguments):
    """The arguments of a command that asks for missing ones, with a field for each question.

    With `json` nobody is asked.
    """

    json: bool


Prompted = TypeVar("Prompted", bound=PromptedArguments)


def add(parser: argparse.ArgumentParser, questions: Sequence[Prompt]) -> None:
    """Add each question as an argument."""
    for question in questions:
        parser.add_argument(question.flag, type=question.read, metavar="…", help=question.words)


def can_ask(*, as_json: bool) -> bool:
    """Whether somebody can be asked."""
    return sys.stdin.isatty() and sys.stdout.isatty() and not as_json


def at_terminal(arguments: PromptedArguments) -> bool:
    """Whether somebody can be asked for what is missing."""
    return can_ask(as_json=arguments.json)


def settle(arguments: Prompted, questions: Sequence[Prompt]) -> Prompted:
    """Return the arguments with the missing answers, asked for where that is possible.

    Otherwise raises UsageError, which names every missing argument.
    """
    missing = []
    for question in questions:
        idle = question.only_with and getattr(arguments, question.only_with) is None
        if idle or getattr(arguments, question.name) is not None:
            continue
        if at_terminal(arguments):
            answer = _ask(question, arguments.root.resolve())
            arguments = replace(arguments, **{question.name: answer})
        elif question.needed:
            missing.append(f"  {question.flag}: {question.words}\n")
    if missing:
        raise UsageError(f"These are missing:\n{''.join(missing)}Nothing was written.")
    return arguments


def faults(arguments: PromptedArguments, questions: Sequence[Prompt]) -> list[Problem]:
    """The faults of the answers."""
    given = [(question, getattr(arguments, question.name)) for question in questions]
    return [fault for one, value in given if value is not None for fault in one.faults(value)]


def agreed(words: str) -> bool:
    """Whether somebody at the terminal agrees; Enter alone means yes."""
    with _leaving():
        return Confirm.ask(Text(words), default=True)


class _Asking(PromptBase[Any]):
    """A prompt repeated until the answer is valid."""

    prompt_suffix = "\n> "

    def __init__(self, prompt: Prompt) -> None:
        words = prompt.words[0].upper() + prompt.words[1:]
        super().__init__(Text(f"{words}{'' if prompt.needed else ' (Enter: leave out)'}"))
        self._asked = prompt

    def process_response(self, value: str) -> Any:
        """The parsed answer; None for an empty one. Raises InvalidResponse."""
        typed = value.strip()
        if not typed and not self._asked.needed:
            return None
        try:
            given = self._asked.read(typed)
        except argparse.ArgumentTypeError as fault:
            raise InvalidResponse(str(fault)) from fault
        found = self._asked.faults(given)
        if found:
            raise InvalidResponse("\n".join(map(problems.as_text, found)))
        return given

    def on_validate_error(self, value: str, error: InvalidResponse) -> None:
        """Print the fault of an answer; it may have brackets, which are not styles."""
        print(error.message)


def _ask(prompt: Prompt, root: Path) -> Any:
    if prompt.offered is not None:
        print(prompt.offered(root))
    with _leaving():
        return _Asking(prompt)()


@contextmanager
def _leaving() -> Iterator[None]:
    """Treat the end of the input as a wish to leave."""
    try:
        yield
    except EOFError:
        raise KeyboardInterrupt from None
