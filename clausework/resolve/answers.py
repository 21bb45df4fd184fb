"""What a school chose of a policy's options: the words that texts print, and what it has to choose.

Pure: what is missing is returned as a conflict.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from clausework.model.elements import Section
from clausework.model.inline import Fill, parse, parse_fill
from clausework.model.lineage import all_texts, below
from clausework.model.policy import Adopted, Policy, School
from clausework.model.terms import parse_condition
from clausework.model.varying.options import Is, value_of
from clausework.model.varying.people import DETAILS, Detail
from clausework.resolve.conflicts import Conflict


def answer(policy: Policy, name: str, chosen: Mapping[str, str]) -> str:
    """What a school chose, in words; empty where it has not chosen, which `unchosen` reports."""
    option = policy.options.get(name)
    value = value_of(option, chosen.get(name)) if option is not None else None
    return "" if option is None or value is None else option.words(value)


def asked(sections: Sequence[Section]) -> frozenset[str]:
    """The options, types and groups that conditions test, and the options that texts print."""
    found: set[str] = set()
    for part in (one for section in sections for one in below(section)):
        notes = getattr(part, "notes", ())
        cites = [*part.cites, *(cited for note in notes for cited in note.cites)]
        for when in (part.when, *(cited.when for cited in cites)):
            names = parse_condition(when).names if when is not None else ()
            found |= {one.option if isinstance(one, Is) else one for one in names}
    found |= {fill.name for fill in _fills(sections) if fill.kind == "option"}
    return frozenset(found)


def details_needed(sections: Iterable[Section]) -> dict[str, list[Detail]]:
    """The details of people that texts print, by their roles."""
    found: dict[str, set[Detail]] = {}
    for fill in _fills(sections):
        if fill.kind in DETAILS:
            found.setdefault(fill.name, set()).add(fill.kind)
    return {role: [one for one in DETAILS if one in found[role]] for role in sorted(found)}


def _fills(sections: Iterable[Section]) -> Iterator[Fill]:
    """The fills of all texts of sections."""
    marks = (mark for text in all_texts(sections) for mark in parse(text).fills)
    return (fill for mark in marks if (fill := parse_fill(mark.name)) is not None)


def missing_details(sections: Iterable[Section], school: School) -> dict[str, list[Detail]]:
    """The details of people that texts print and the school does not say, by their roles."""
    found = {
        role: [one for one in details if _detail(school, role, one) is None]
        for role, details in details_needed(sections).items()
    }
    return {role: details for role, details in found.items() if details}


def missing_people(sections: Iterable[Section], school: School) -> Iterator[Conflict]:
    """A conflict for each role of which a text prints what the school does not say."""
    missing = missing_details(sections, school)
    lines = {
        role: ", ".join(f"{one}: {_EXAMPLES[one]}" for one in details)
        for role, details in missing.items()
    }
    every = ", ".join(f"{role}: {{{line}}}" for role, line in lines.items())
    for role, line in lines.items():
        fix = f"add people: {{{every}}} to this file"
        if role in school.people:
            fix = f"add {line} to {role}: under people:"
        elif school.people:
            fix = f"add {role}: {{{line}}} under people:"
        yield Conflict(
            "person-missing",
            (),
            f"a text prints the {' and the '.join(_WORDS[one] for one in missing[role])} of "
            f'"{role}", and the school does not say',
            "the sentence would be printed with a gap.",
            f"{fix}, with those of today; and published: false for those that may not be on the "
            "website.",
        )


def _detail(school: School, role: str, which: Detail) -> str | None:
    person = school.people.get(role)
    return person.detail(which) if person is not None else None


_WORDS: dict[Detail, str] = {
    "name": "name",
    "phone": "telephone number",
    "email": "e-mail address",
}
_EXAMPLES: dict[Detail, str] = {
    "name": "Ann Example",
    "phone": "01632 960000",
    "email": "office@school.example",
}


def unchosen(policy: Policy, sections: Sequence[Section], adopted: Adopted) -> list[str]:
    """The options without a default that sections depend on, where the school has not chosen."""
    unsettled = [
        name
        for name, option in policy.options.items()
        if option.default is None and name not in adopted.options
    ]
    needed = asked(sections) if unsettled else frozenset()
    return [name for name in unsettled if name in needed]


def missing_answers(
    policy: Policy, sections: Sequence[Section], adopted: Adopted
) -> Iterator[Conflict]:
    """A conflict for each option that is `unchosen`."""
    missing = unchosen(policy, sections, adopted)
    every = ", ".join(f"{name}: {policy.options[name].example}" for name in missing)
    for name in missing:
        option = policy.options[name]
        line = f"{name}: {option.example}"
        fix = f"add {line} to options:" if adopted.options else f"add options: {{{every}}} here"
        yield Conflict(
            "option-unchosen",
            ("options",) if adopted.options else (),
            f'the school has not chosen "{name}": {option.label}',
            "HR has set no default, and what is printed depends on it.",
            f"{fix}, with what the school decided: {option.takes}.",
        )
