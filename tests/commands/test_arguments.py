"""Each command's arguments are one frozen value, with a field for each of its options."""

from argparse import ArgumentParser
from collections.abc import Callable
from dataclasses import FrozenInstanceError, fields
from pathlib import Path

import pytest

from clausework.cli.main import COMMANDS, parser
from clausework.commands import Arguments, Commands
from clausework.commands.check import CheckArguments

Added = tuple[type[Arguments], ArgumentParser]


@pytest.fixture
def added(monkeypatch: pytest.MonkeyPatch) -> dict[str, Added]:
    """The class of arguments of each command, and what reads them."""
    found: dict[str, Added] = {}
    add = Commands.add

    def recorded(
        commands: Commands,
        name: str,
        words: str,
        kind: type[Arguments],
        run: Callable[[Arguments], int],
    ) -> ArgumentParser:
        reader = add(commands, name, words, kind, run)
        found[name] = (kind, reader)
        return reader

    monkeypatch.setattr(Commands, "add", recorded)
    parser(Path(), COMMANDS)
    return found


def test_every_command_has_a_field_for_each_option(added: dict[str, Added]) -> None:
    assert {*added} == {*COMMANDS, "school", "policy", "version"} - {"new"}
    for kind, reader in added.values():
        options = {action.dest for action in reader._actions} - {"help"}
        assert {field.name for field in fields(kind)} == options


def test_arguments_stay_as_they_were_typed() -> None:
    arguments = CheckArguments(root=Path(), strict=True, as_of=None, format="text")
    with pytest.raises(FrozenInstanceError):
        arguments.strict = False  # type: ignore[misc]
