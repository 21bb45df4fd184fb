"""Rules on the list of policies that the law asks of schools."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from clausework.checks.findings import type_words
from clausework.checks.versions import unknown_citation, unknown_edition
from clausework.model.authorities import Authority
from clausework.model.catalogue import AskedPolicy, Catalogue, Requirement
from clausework.model.scalars import types_of
from clausework.source.locations import KeyPath, Source
from clausework.source.problems import Problem, did_you_mean, error, warning
from clausework.workspace.root import Workspace
from clausework.workspace.schema import File


def catalogue_problems(
    workspace: Workspace, file: File[Catalogue], as_of: date
) -> Iterator[Problem]:
    """Entries with an id that is taken, or with what policies or the register do not have.

    Editions are judged as of a day.
    """
    assert workspace.authorities is not None
    register = workspace.authorities.value.authorities
    first: dict[str, int] = {}
    for index, asked in enumerate(file.value.policies):
        here: KeyPath = ("policies", index)
        if asked.id in first:
            line = file.source.place(("policies", first[asked.id], "id")).line
            yield error(
                "id-duplicate",
                file.source.place((*here, "id")),
                f'"{asked.id}" is the id of another entry too, on line {line}',
                "schools give the address of their policy under this id.",
                "give this one an id of its own.",
            )
        first.setdefault(asked.id, index)
        if asked.policy is not None and not workspace.has(asked.policy):
            yield error(
                "policy-unknown",
                file.source.place((*here, "policy")),
                f'unknown policy "{asked.policy}"',
                "no school could be shown to have it.",
                did_you_mean(
                    asked.policy,
                    workspace.policies,
                    "delete the line until that policy is in policy/.",
                ),
            )
        if asked.requires is None:
            continue
        authority = register.get(asked.requires.authority)
        place = (*here, "requires")
        if authority is None:
            where = file.source.place((*place, "authority"))
            yield unknown_citation(where, asked.requires.authority, register)
        else:
            yield from _edition(file.source, place, asked.requires, authority, as_of)
            yield from _types(file.source, place, asked, authority)


def _edition(
    source: Source, here: KeyPath, requires: Requirement, authority: Authority, as_of: date
) -> Iterator[Problem]:
    if requires.edition is None:
        return
    place = source.place((*here, "edition"))
    if requires.edition not in authority.editions:
        yield unknown_edition(place, requires.authority, requires.edition, authority)
        return
    newer = authority.successor(requires.edition, as_of)
    if newer is not None:
        yield warning(
            "edition-superseded",
            place,
            f'edition "{requires.edition}" of "{authority.title}" is superseded as of {as_of}',
            f'edition "{newer}" may no longer ask for this policy, or may ask for another.',
            f'read edition "{newer}", and cite that one.',
        )


def _types(
    source: Source, here: KeyPath, asked: AskedPolicy, authority: Authority
) -> Iterator[Problem]:
    wrong = {kind for kind in types_of(asked.applies_to) if not authority.applies(kind)}
    if wrong:
        yield error(
            "authority-not-for-type",
            source.place((*here, "authority")),
            f'"{authority.title}" does not apply to these schools: {type_words(wrong)}',
            "they would be told that it asks for a policy of theirs.",
            "leave them out of applies_to:, and give them an entry of their own.",
        )
