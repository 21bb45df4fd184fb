"""Rules on the sources of a version: edition, type of school, weight, verification.

Names that the register does not have are reported by `versions` and skipped here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from clausework.checks.findings import (
    Finding,
    Reference,
    Written,
    at,
    citations,
    elements,
    type_words,
    version_texts,
)
from clausework.checks.pinpoints import not_in_force, pinpoint_findings, unverified_places
from clausework.model.authorities import Authorities, Authority, AuthorityKind, Edition
from clausework.model.elements import Citation, Element, Numbered
from clausework.model.inline import parse, parse_fill
from clausework.model.policy import Policy, Status, Version
from clausework.model.scalars import SchoolType
from clausework.model.terms import (
    Condition,
    ConditionFault,
    parse_condition,
    school_names,
    with_options,
)
from clausework.source.locations import KeyPath, Source
from clausework.source.problems import Place, Problem, did_you_mean, error, warning
from clausework.workspace.schema import File


def source_findings(
    file: File[Version], policy: Policy, register: Authorities, as_of: date
) -> Iterator[Finding]:
    """All findings on the sources of a version, judged as of a day."""
    conditions = _Conditions(file.value, policy)
    for reference in _references(file, register.authorities):
        yield from _superseded(reference, file.value, as_of)
        yield from _not_for_type(reference, conditions)
        yield from _unverified(reference)
        yield from pinpoint_findings(file.source, reference)
        # Nobody may act on a withdrawn version.
        if file.value.status is not Status.WITHDRAWN:
            yield from not_in_force(file.source, reference, as_of)
    yield from _claims(file, register.authorities)


def register_problems(file: File[Authorities]) -> Iterator[Problem]:
    """Contradictions within the register."""
    authorities = file.value.authorities
    for name, authority in authorities.items():
        path: KeyPath = ("authorities", name)
        powers = [(path, authority.made_under)]
        powers += [
            ((*path, "editions", key), edition.made_under or ())
            for key, edition in authority.editions.items()
        ]
        named = [
            ((*above, "made_under", index, "authority"), power.authority)
            for above, made_under in powers
            for index, power in enumerate(made_under)
        ]
        named += [
            ((*path, "amendments", index, "by"), amendment.by)
            for index, amendment in enumerate(authority.amendments)
        ]
        for where, other in named:
            if other not in authorities:
                yield authority_unknown(file.source.place(where), other, authorities)
        yield from _circles(file.source, path, authority)
        yield from _unfollowed(file.source, path, authority)


def authority_unknown(place: Place, name: str, known: Iterable[str]) -> Problem:
    """The register does not have what something is made under or changed by."""
    return error(
        "authority-unknown",
        place,
        f'unknown law or guidance "{name}"',
        "nobody could look up what a source or policy is based on, or is changed by.",
        did_you_mean(name, known, "add it to policy/authorities.yaml with its source."),
    )


def _circles(source: Source, path: KeyPath, authority: Authority) -> Iterator[Problem]:
    told: set[str] = set()
    for key in authority.editions:
        circle, following = [key], authority.editions[key].superseded_by
        while following is not None and following not in circle:
            circle.append(following)
            following = authority.editions[following].superseded_by
        if following == key and key not in told:
            told |= set(circle)
            yield error(
                "successor-cycle",
                source.place((*path, "editions", key, "superseded_by")),
                f"the editions supersede one another in a circle: {', '.join([*circle, key])}",
                "no edition would be the newest, so none could be reported as out of date.",
                "delete superseded_by: from the newest of them.",
            )


def _unfollowed(source: Source, path: KeyPath, authority: Authority) -> Iterator[Problem]:
    """Editions that say nothing of a newer one. `superseded_by: null` says something."""
    known = list(authority.editions.items())
    for index, (key, edition) in enumerate(known):
        if "superseded_by" in edition.model_fields_set:
            continue
        newer = [
            (_begins(other) or date.max, name)
            for place, (name, other) in enumerate(known)
            if _is_newer(other, edition, later=place > index)
        ]
        if newer:
            following = min(newer, key=lambda one: one[0])[1]
            yield warning(
                "edition-unfollowed",
                source.place((*path, "editions", key), key=True),
                f'edition "{key}" does not say that edition "{following}" has replaced it',
                "impact and check would report nothing of the clauses that rely on it.",
                f'write superseded_by: "{following}"; where both count side by side, write '
                "superseded_by: null.",
            )


def _is_newer(other: Edition, edition: Edition, *, later: bool) -> bool:
    """Whether an edition is newer than another: by its day, or else by its place in the file."""
    begins, began = _begins(other), _begins(edition)
    return later if begins is None or began is None else begins > began


def _references(file: File[Version], register: Mapping[str, Authority]) -> Iterator[Reference]:
    found = list(citations(elements(file.value)))
    cited = {(element, citation.authority) for _, citation, element in found}
    named: list[tuple[Citation, KeyPath | None, Place, KeyPath]] = [
        (citation, path, file.source.place((*path, "authority")), element)
        for path, citation, element in found
    ]
    for written in version_texts(file.value):
        for name, start, end in _named_in(written):
            if name in register and (written.element, name) not in cited:
                place = at(file.source, written, start, end)
                named.append((Citation(authority=name), None, place, written.element))
    for citation, path, place, element in named:
        authority = register.get(citation.authority)
        edition = citation.edition or file.value.editions.get(citation.authority)
        if authority is not None and (edition is None or edition in authority.editions):
            yield Reference(citation, path, place, element, authority, edition)


def _named_in(written: Written) -> Iterator[tuple[str, int, int]]:
    """The sources that `{{ cite … }}` names in a text, with their places."""
    for mark in parse(written.text).fills:
        fill = parse_fill(mark.name)
        if fill is not None and fill.kind == "cite":
            yield fill.name, mark.start, mark.end


def _superseded(reference: Reference, version: Version, as_of: date) -> Iterator[Finding]:
    # Nobody may act on a withdrawn version, so nothing in it must be brought up to date.
    if reference.edition is None or version.status is Status.WITHDRAWN:
        return
    authority, edition = reference.authority, reference.edition
    name = f'edition "{edition}" of "{authority.title}"'
    at_issue = version.issued and authority.successor(edition, version.issued)
    # Without a date, it is unknown whether the successor existed in time.
    if at_issue and _begins(authority.editions[at_issue]) is not None:
        problem = error(
            "edition-superseded-at-issue",
            reference.place,
            f"{name} was already superseded on {version.issued}, when this version was issued",
            f"{_succession(authority, edition, at_issue)}. A new version must start from the law "
            "in force.",
            f'read edition "{at_issue}", bring the clause up to date and cite that one; where the '
            "version only corrects slips, accept it on this clause: "
            "accepts: [{rule: edition-superseded-at-issue, reason: an editorial version}].",
        )
        yield Finding(problem, reference.element)
    if newer := authority.successor(edition, as_of):
        problem = warning(
            "edition-superseded",
            reference.place,
            f"{name} is superseded as of {as_of}",
            f"{_succession(authority, edition, newer)}. What staff read here may no longer be "
            "right.",
            f'compare the clause with edition "{newer}", and cite that one in a new version.',
        )
        yield Finding(problem, reference.element)


def _succession(authority: Authority, edition: str, newer: str) -> str:
    first = authority.editions[edition].superseded_by
    words = f'edition "{newer}" has replaced it {_since(authority.editions[newer])}'
    if first is not None and first != newer:
        words += f'; the first to follow it was "{first}", {_since(authority.editions[first])}'
    return words


def _since(edition: Edition) -> str:
    begins = _begins(edition)
    return "(since when is not on record)" if begins is None else f"since {begins}"


def _begins(edition: Edition) -> date | None:
    return edition.in_force_from or edition.published


class _Conditions:
    """The types of school that an element can be printed for."""

    def __init__(self, version: Version, policy: Policy) -> None:
        self._elements = {placed.path: placed.element for placed in elements(version)}
        # A footnote is printed with the text that marks it; ids are unique in a version.
        self._marked = {
            mark.name: written.element
            for written in version_texts(version)
            for mark in parse(written.text).notes
        }
        self._options = policy.options

    def reached(self, citation: Citation, path: KeyPath) -> frozenset[SchoolType]:
        """The types that a citation of the element at `path` can be printed for.

        The options that it depends on are tried in each of their ways. Raises ConditionFault.
        """
        texts = [citation.when, *(element.when for element in self._around(path))]
        conditions = [parse_condition(when) for when in texts if when is not None]
        return frozenset(kind for kind in SchoolType if self._can_hold(conditions, kind))

    def _around(self, path: KeyPath) -> Iterator[Numbered]:
        path = self._marked.get(self._elements[path].id, path)
        for end in range(len(path) + 1):
            element = self._elements.get(path[:end])
            if isinstance(element, Numbered):
                yield element

    def _can_hold(self, conditions: list[Condition], kind: SchoolType) -> bool:
        tested = {name for condition in conditions for name in condition.names}
        return any(
            all(condition.holds(school_names(kind) | chosen) for condition in conditions)
            for chosen in with_options(tested, self._options)
        )


def _not_for_type(reference: Reference, conditions: _Conditions) -> Iterator[Finding]:
    authority, citation = reference.authority, reference.citation
    if not authority.applies_to:
        return
    try:
        reached = conditions.reached(citation, reference.element)
    except ConditionFault:
        return  # Reported as `when-syntax`.
    wrong = {kind for kind in reached if not authority.applies(kind)}
    if not wrong:
        return
    needed = " or ".join(authority.applies_to)
    if citation.when is not None:
        needed = f"({citation.when}) and ({needed})"
    problem = error(
        "authority-not-for-type",
        reference.place,
        f'"{authority.title}" is cited to schools that it does not apply to: {type_words(wrong)}',
        "such a school would ask its staff to follow rules that do not apply to it.",
        f"give these words a clause or point of their own with when: {needed}."
        if reference.path is None
        else f"write when: {needed} beside it, and cite the source for the others in the same way.",
    )
    yield Finding(problem, reference.element)


def _unverified(reference: Reference) -> Iterator[Finding]:
    authority = reference.authority
    edition = None if reference.edition is None else authority.editions[reference.edition]
    titled = edition if edition is not None and edition.title is not None else authority
    facts = [("the title", titled.known("title"))]
    if edition is not None:
        facts.append(("the edition", edition.known("label")))
    if reference.path is not None:
        facts.append(("the kind", authority.known("kind")))
    doubtful = [words for words, known in facts if known.tier == "unverified"]
    doubtful += unverified_places(reference)
    if doubtful:
        problem = warning(
            "fact-unverified",
            reference.place,
            f'printed but not verified: {" and ".join(doubtful)} of "{authority.title}"',
            "every copy states it to staff, and nobody has checked it at its source.",
            "look it up, and write its tier and source into policy/authorities.yaml; until then "
            "say so on this clause: accepts: [{rule: fact-unverified, reason: to be confirmed "
            "before it is issued}].",
        )
        yield Finding(problem, reference.element)


_WEAK = frozenset({AuthorityKind.NON_STATUTORY_ADVICE, AuthorityKind.SECTOR_GUIDANCE})
# What a text may claim of a source, and the sources for which it is true.
_CLAIMS = (
    (r"statutory[\s*_]+(?:guidance|advice)", frozenset({AuthorityKind.STATUTORY_GUIDANCE})),
    (
        r"(?:required[\s*_]+by[\s*_]+law|legal(?:ly)?[\s*_]+require(?:d|ments?))",
        frozenset(set(AuthorityKind) - _WEAK - {AuthorityKind.STANDARD}),
    ),
)
_DENIED = r"(?P<denied>\b(?:not|non|neither|nor|never|no)\b[^.;:]{0,20}?)?"
_PATTERNS = tuple(
    (re.compile(rf"{_DENIED}\b(?P<claim>{claim})\b", re.IGNORECASE), kinds)
    for claim, kinds in _CLAIMS
)


def _claims(file: File[Version], register: Mapping[str, Authority]) -> Iterator[Finding]:
    by_path = {placed.path: placed.element for placed in elements(file.value)}
    for written in version_texts(file.value):
        for pattern, borne_out_by in _PATTERNS:
            for found in pattern.finditer(written.text):
                if found["denied"]:
                    continue
                named = [register[name] for name in _meant(written, by_path) if name in register]
                kinds = {authority.kind for authority in named}
                if not kinds & _WEAK or kinds & borne_out_by:
                    continue
                weak = next(authority for authority in named if authority.kind in _WEAK)
                words = " ".join(found["claim"].split())
                problem = error(
                    "kind-claimed",
                    at(file.source, written, found.start("claim"), found.end("claim")),
                    f'the text says "{words}", but "{weak.title}" is {_KIND_WORDS[weak.kind]}',
                    "staff and governors would think it binding, and a decision based on it could "
                    "be challenged.",
                    "say what it is, or cite the source that has this weight; where the text is a "
                    "record, accept it on this clause: "
                    "accepts: [{rule: kind-claimed, reason: as received}].",
                )
                yield Finding(problem, written.element)


_KIND_WORDS = {
    AuthorityKind.NON_STATUTORY_ADVICE: "advice that is not statutory",
    AuthorityKind.SECTOR_GUIDANCE: "guidance from the sector that is not statutory",
}


def _meant(written: Written, by_path: Mapping[KeyPath, Element]) -> list[str]:
    """The sources that a text is about.

    These are the sources that it names, else those that its element, its footnotes or the nearest
    element around it cite.
    """
    named = [name for name, _, _ in _named_in(written)]
    if named:
        return named
    notes = {element.id: element for element in by_path.values()}
    own = [by_path[written.element]]
    own += [notes[mark.name] for mark in parse(written.text).notes if mark.name in notes]
    around = [by_path.get(written.element[:end]) for end in range(len(written.element), 0, -1)]
    for group in (own, *([element] for element in around if element is not None)):
        cited = [citation.authority for element in group for citation in element.cites]
        if cited:
            return cited
    return []
