"""`--option` and `--person`: what a school chooses of the options of a policy, whom it names."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Mapping

from pydantic import TypeAdapter, ValidationError

from clausework.commands import UsageError
from clausework.model.policy import Adopted, Policy, School, Version
from clausework.model.varying.options import NotAValue
from clausework.model.varying.people import Person, RoleName
from clausework.resolve.answers import missing_details, unchosen

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


def add_people(parser: argparse.ArgumentParser) -> None:
    """Add the argument for people."""
    parser.add_argument(
        "--person",
        type=_choice,
        action="append",
        default=[],
        metavar="ROLE.name|phone|email|published=VALUE",
        help="who has a role that texts name, and how to reach them; once for each",
    )


def people(details: Choices) -> dict[str, Person]:
    """The people that are named, by their roles. Raises UsageError."""
    found: dict[str, dict[str, str]] = {}
    for name, value in details:
        role, _, detail = name.partition(".")
        found.setdefault(role, {})[detail] = value
    try:
        return _PEOPLE.validate_python(found)
    except ValidationError as fault:
        first = fault.errors(include_url=False)[0]
        where = ".".join(str(one) for one in first["loc"] if one != "[key]")
        raise UsageError(f"--person {where}: {first['msg']}. Nothing was written.") from fault


_PEOPLE = TypeAdapter(dict[RoleName, Person])


def must_be_named(version: Version, school: School) -> None:
    """Raises UsageError where texts of a version name people of whom the school says nothing."""
    missing = [
        f"  --person {role}.{one}=…\n"
        for role, details in missing_details(version.parts, school).items()
        for one in details
    ]
    if missing:
        raise UsageError(
            f"Texts of version {version.version} name people; these are missing:\n"
            f"{''.join(missing)}Nothing was written."
        )


def _choice(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not name or not equals or not value.strip():
        raise argparse.ArgumentTypeError("write the name, = and the value")
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
