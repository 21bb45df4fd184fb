"""Rules on what leads to nothing: sections without clauses, lead-ins without points."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from clausework.checks.findings import Finding, elements, type_words
from clausework.model.document import Document
from clausework.model.elements import Clause, Item, Numbered, Section
from clausework.model.inline import plain
from clausework.model.lineage import children, places
from clausework.model.policy import Adopted, Policy, Version
from clausework.model.scalars import SchoolType
from clausework.model.terms import ConditionFault, parse_condition, school_names, with_options
from clausework.model.varying.options import Name
from clausework.source.locations import KeyPath, Source
from clausework.source.problems import Place, Problem, error, warning
from clausework.workspace.schema import File

# A type of school, and its choices: the options that are on, and the choices made.
State: TypeAlias = tuple[SchoolType, frozenset[Name]]


def gap_findings(file: File[Version], policy: Policy) -> Iterator[Finding]:
    """Every section of a version without a clause, and every lead-in that can lose all points."""
    placed = {one.path: one for one in elements(file.value)}
    for path, one in placed.items():
        element = one.element
        if isinstance(element, Section):
            if not children(element):
                yield Finding(_empty(file.source, path), path)
        elif isinstance(element, Clause | Item) and _leads(element.text or ""):
            outer = [placed[above].element for above in one.ancestors]
            around = [above.when for above in outer if isinstance(above, Numbered)]
            points = [point.when for point in children(element)]
            alone = list(_alone([*around, element.when], points, policy))
            if alone:
                yield Finding(_may_lose(file.source, path, element, points, alone, policy), path)


def _may_lose(
    source: Source,
    path: KeyPath,
    element: Clause | Item,
    points: Sequence[str | None],
    alone: Sequence[State],
    policy: Policy,
) -> Problem:
    return _lonely(
        source.place_in((*path, "text"), (element.text or "").rindex(":")),
        _whom(alone, policy),
        f"write when: {_when(element.when, points)} beside the text; or add a point that is always "
        "printed.",
    )


def _empty(source: Source, path: KeyPath) -> Problem:
    return error(
        "section-empty",
        source.place((*path, "title")),
        "this section has no clause, so its title is printed nowhere",
        "a reader would look for what it announces, and nobody would see that it is missing.",
        "add its clauses: clauses: [{id: its-first-clause, text: …}]; or delete the section.",
    )


def _leads(text: str) -> bool:
    return text.rstrip(" \n*_").endswith(":")


def _alone(
    around: Sequence[str | None], points: Sequence[str | None], policy: Policy
) -> Iterator[State]:
    """The types of school and choices with which a text is printed, and none of its points."""
    if not points or None in points:
        return
    try:
        needed = [parse_condition(when) for when in around if when is not None]
        given = [parse_condition(when) for when in points if when is not None]
    except ConditionFault:
        return  # Reported as `when-syntax`.
    tested = {name for condition in (*needed, *given) for name in condition.names}
    for kind in SchoolType:
        for chosen in with_options(tested, policy.options):
            true = school_names(kind) | chosen
            if all(one.holds(true) for one in needed) and not any(one.holds(true) for one in given):
                yield kind, chosen
                break


def _whom(alone: Sequence[State], policy: Policy) -> str:
    kinds, chosen = {kind for kind, _ in alone}, alone[0][1]
    whom = "every type of school" if len(kinds) == len(SchoolType) else type_words(kinds)
    return (
        f"{whom}, with these choices on: {', '.join(sorted(map(str, chosen))) or 'none'}"
        if (policy.options)
        else whom
    )


def _when(own: str | None, points: Iterable[str | None]) -> str:
    whens = dict.fromkeys(when for when in points if when is not None)
    either = " or ".join(f"({when})" if " " in when and len(whens) > 1 else when for when in whens)
    return either if own is None else f"({own}) and ({either})"


def _lonely(place: Place, whom: str, fix: str) -> Problem:
    return warning(
        "lead-in-alone",
        place,
        f"no point is left after this text for {whom}",
        "it would end in a colon, and a reader would look for what follows.",
        fix,
    )


def local_gaps(
    source: Source, version: Version, adopted: Adopted, document: Document, here: KeyPath
) -> Iterator[Problem]:
    """Every lead-in of which a school's local changes leave out the last point."""
    master = places(version.parts)
    omitted = {one.omit: index for index, one in enumerate(adopted.variations) if one.omit}
    for node in document.nodes():
        kept = master.get(node.id)
        if kept is None or not isinstance(kept.element, Clause | Item):
            continue
        left_out = [omitted[one.id] for one in children(kept.element) if one.id in omitted]
        if left_out and not node.children and _leads(plain(node.text)):
            yield _lonely(
                source.place((*here, "variations", max(left_out), "omit")),
                f'this school: "{node.id}" has lost them all',
                f"keep one of them, or leave out {node.id} itself: omit: {node.id}.",
            )
