"""Rules on options: what conditions test of them, and what schools choose."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from clausework.model.policy import Adopted, Policy
from clausework.model.terms import TYPE_NAMES
from clausework.model.varying.options import Is, Name, NotAValue, Option
from clausework.source.locations import KeyPath, Source
from clausework.source.problems import Problem, did_you_mean, error


def wrong_test(name: Name, options: Mapping[str, Option]) -> tuple[str, str, str] | None:
    """What is wrong with a test of a condition: the words at fault, the message, the fix.

    None where nothing is.
    """
    if not isinstance(name, Is):
        return _alone(name, options)
    option = options.get(name.option)
    if option is None:
        names = [one for one, own in options.items() if own.type == "choice"]
        every = f"write one of: {', '.join(sorted(names))}." if names else "add it to policy.yaml."
        return (
            name.option,
            f'"{name.option}" is not an option of this policy',
            did_you_mean(name.option, names, every),
        )
    if option.type != "choice":
        fix = f"write when: {name.option}, or when: not {name.option}."
        return (
            name.option,
            f'"{name.option}" has no choices, so it cannot be "{name.choice}"',
            fix if option.type == "boolean" else _printed_only(name.option),
        )
    if name.choice not in option.choices:
        return (
            name.choice,
            f'"{name.choice}" is not one of the choices of "{name.option}"',
            did_you_mean(name.choice, option.choices, f"write {option.takes}."),
        )
    return None


def _alone(name: str, options: Mapping[str, Option]) -> tuple[str, str, str] | None:
    option = options.get(name)
    if option is None and name not in TYPE_NAMES:
        names = sorted(TYPE_NAMES | options.keys())
        return (
            name,
            f'"{name}" is not an option, a type of school or a group of types',
            f"write one of: {', '.join(names)}.",
        )
    if option is None or option.type == "boolean":
        return None
    message = f'"{name}" is not yes or no, so it cannot be tested alone'
    if option.type == "choice":
        return name, message, f"write a test of one choice: when: {name} is {option.example}."
    return name, message, _printed_only(name)


def _printed_only(name: str) -> str:
    return (
        f"print it with {{{{ option {name} }}}}; to print a clause only for some schools, give the "
        "policy an option of type boolean or choice."
    )


def choice_problems(
    source: Source, policy: Policy, adopted: Adopted, here: KeyPath
) -> Iterator[Problem]:
    """What a school has chosen of options that the policy lacks, or that do not take it."""
    for name, chosen in adopted.options.items():
        option = policy.options.get(name)
        if option is None:
            names = sorted(policy.options)
            yield error(
                "option-unknown",
                source.place((*here, "options", name), key=True),
                f'the policy has no option "{name}"',
                "the choice would have no effect.",
                did_you_mean(name, names, f"write one of: {', '.join(names)}.")
                if names
                else "delete it: this policy has no options.",
            )
            continue
        try:
            option.read(chosen)
        except NotAValue as fault:
            near = option.choices if option.type == "choice" else ()
            yield error(
                "option-value",
                source.place((*here, "options", name)),
                fault.message,
                f'it is the school\'s answer to "{option.label}", and what is printed depends on '
                "it.",
                did_you_mean(chosen, near, f"write {option.takes}: {name}: {option.example}."),
            )
