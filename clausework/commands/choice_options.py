"""`--option`: what a school chooses of the options of a policy."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Mapping

from clausework.commands import UsageError
from clausework.model.policy import Adopted, Policy, Version
from clausework.model.varying.options import NotAValue
from clausework.resolve.answers import unchosen

Choices = Iterable[tuple[str, str]]


def add(parser: argparse.ArgumentParser, name: str) -> None:
    """Add the argument; `name` is how an option is named."""
    parser.add_argument(
        "--option",
        type=_choice,
        action="append",
        default=[],
        metavar=f"{name}=VALUE",
        help="what the school chooses of an option of the policy; once for each",
    )


def _choice(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not name or not equals or not value.strip():
        raise argparse.ArgumentTypeError("write the name of the option, = and what is chosen")
    return name, value.strip()


def by_policy(choices: Choices) -> dict[str, list[tuple[str, str]]]:
    """Choices by the policy that is named before the option. Raises UsageError."""
    found: dict[str, list[tuple[str, str]]] = {}
    for name, value in choices:
        policy, point, option = name.partition(".")
        if not point:
            raise UsageError(
                f"--option {name}: write the policy too, as in leave.{name}={value}. Nothing was "
                "written."
            )
        found.setdefault(policy, []).append((option, value))
    return found


def usual(policy: Policy) -> dict[str, str]:
    """HR's defaults, as a file has them."""
    found = {name: option.typed for name, option in policy.options.items()}
    return {name: value for name, value in found.items() if value is not None}


def chosen(policy: Policy, before: Mapping[str, str], choices: Choices) -> dict[str, str]:
    """What a school has chosen, with its new choices. Raises UsageError."""
    found = dict(before)
    for name, value in choices:
        option = policy.options.get(name)
        if option is None:
            names = ", ".join(sorted(policy.options)) or "none"
            raise UsageError(
                f'{policy.id} has no option "{name}"; there are: {names}. Nothing was written.'
            )
        try:
            option.read(value)
        except NotAValue as fault:
            raise UsageError(
                f"--option {name}: {fault.message}. Write {option.takes}. Nothing was written."
            ) from fault
        found[name] = value
    return found


def must_be_chosen(policy: Policy, version: Version, adopted: Adopted, prefix: str = "") -> None:
    """Raises UsageError where a version depends on an option that is open."""
    names = unchosen(policy, version.parts, adopted)
    missing = [
        f"  --option {prefix}{name}=…: {option.label} ({option.takes})\n"
        for name, option in policy.options.items()
        if name in names
    ]
    if missing:
        raise UsageError(
            f"Version {version.version} of {policy.id} depends on choices of the school that are "
            f"missing:\n{''.join(missing)}Nothing was written."
        )
