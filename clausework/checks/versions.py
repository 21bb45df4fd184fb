"""Rules on a policy and its versions: ids, footnotes, citations, conditions, exceptions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from clausework.checks.changes import change_findings, unfinished
from clausework.checks.findings import (
    ACCEPTABLE,
    Finding,
    Placed,
    Written,
    at,
    citations,
    elements,
    not_accepted,
    role_texts,
    version_texts,
)
from clausework.checks.history import changed_since_release, history_findings, release_problems
from clausework.checks.sentences import sentence_findings
from clausework.checks.sources import authority_unknown, source_findings
from clausework.checks.texts import KnownNames, text_problems
from clausework.checks.typed.depth import structure_findings
from clausework.checks.typed.figures import figure_problems
from clausework.checks.typed.gaps import gap_findings
from clausework.checks.typed.sources import named_sources
from clausework.checks.typed.words import typed_words, word_problems
from clausework.checks.varying.options import wrong_test
from clausework.model.authorities import Authority
from clausework.model.elements import BULLET, Clause, FormField, Item, LetterParagraph, Numbered
from clausework.model.inline import parse
from clausework.model.lineage import below
from clausework.model.numbering import numbered
from clausework.model.policy import Policy, Version
from clausework.model.terms import ConditionFault, parse_condition
from clausework.source.locations import KeyPath, Source
from clausework.source.problems import Place, Problem, error, errors
from clausework.workspace.root import PolicyFiles, Workspace
from clausework.workspace.schema import File


def version_problems(
    workspace: Workspace, files: PolicyFiles, number: str, as_of: date
) -> Iterator[Problem]:
    """Every finding on a version that no `accepts:` accepts.

    Whether its sources are superseded is judged as of a day.
    """
    version = files.versions[number]
    found = list(_version(workspace, files, version, as_of))
    serious = errors(finding.problem for finding in found)
    if all(problem.code in ACCEPTABLE for problem in serious):
        found += sentence_findings(workspace.master(files.policy.value.id), version)
    yield from not_accepted(version, found)
    yield from release_problems(files, version)


_WITH_BLANKS = (FormField, LetterParagraph)


def known_to(
    workspace: Workspace, policy: Policy, version: Version, others: tuple[str, ...]
) -> KnownNames:
    """What the texts of a version of a policy may name."""
    assert workspace.authorities is not None
    assert workspace.terms is not None
    school_terms = {term for school in workspace.named.values() for term in school.terms}
    there = numbered(version.parts, version.numbering)
    return KnownNames(
        terms=frozenset({"school", *workspace.terms.value.root, *school_terms}),
        clauses=frozenset(p.element.id for p in elements(version) if p.kind != "footnote"),
        authorities=workspace.authorities.value,
        editions=version.editions,
        other_schools=others,
        numbers={
            n.whole: name for name, n in there.items() if n.label != BULLET and "--" not in name
        },
        bullets=frozenset(name for name, number in there.items() if number.label == BULLET),
        preamble=frozenset(part.id for clause in version.preamble for part in below(clause)),
        blanks=frozenset(
            one.element.id for one in elements(version) if isinstance(one.element, _WITH_BLANKS)
        ),
        options=policy.options,
        policies=frozenset(workspace.titles),
    )


def policy_problems(workspace: Workspace, files: PolicyFiles) -> Iterator[Problem]:
    """Every finding on what a policy is, apart from its versions."""
    source, policy = files.policy.source, files.policy.value
    for index, related in enumerate(policy.related):
        if related.policy is not None and not workspace.has(related.policy):
            yield error(
                "policy-unknown",
                source.place(("related", index, "policy")),
                f'unknown policy "{related.policy}"',
                "a reader would be sent to a missing page.",
                "write null until that policy is in policy/.",
            )
    assert workspace.authorities is not None
    known = workspace.authorities.value.authorities
    for index, power in enumerate(policy.made_under):
        if power.authority not in known:
            place = source.place(("made_under", index, "authority"))
            yield authority_unknown(place, power.authority, known)
    for number in sorted(policy.released):
        if number not in files.versions:
            yield error(
                "released-missing",
                source.place(("released", number), key=True),
                f"version {number} was released, but its file is missing or cannot be read",
                "schools publish it, and what was adopted must stay on record.",
                f"restore {policy.id}/{number}.yaml as released.",
                f"policy/{policy.id}/{number}.yaml",
            )
    folder = source.name.rpartition("/")[0]
    if not any(name.startswith(f"{folder}/") and name != source.name for name in workspace.files):
        yield error(
            "version-missing",
            source.place(),
            "this policy has no version",
            "a policy is published as a version of it.",
            "put its text in a file 1.0.yaml beside this one.",
        )


def _version(
    workspace: Workspace, files: PolicyFiles, file: File[Version], as_of: date
) -> Iterator[Finding]:
    names = tuple(sorted(school.name for school in workspace.named.values()))
    known = known_to(workspace, files.policy.value, file.value, names)
    assert workspace.terms is not None
    words = typed_words(workspace.terms.value.root)
    for written in (*version_texts(file.value), *role_texts(file.value)):
        for problem in text_problems(file.source, written, known):
            yield Finding(problem, written.element)
        for problem in word_problems(file.source, written, words):
            yield Finding(problem, written.element)
    yield from _ids(file)
    yield from _footnotes(file)
    yield from _editions(known, file)
    placed = list(elements(file.value))
    yield from structure_findings(file.source, placed)
    pictures = figure_problems(file.source, file.value, (), workspace.files, known.numbered)
    for path, problem in pictures:
        yield Finding(problem, path)
    yield from citation_findings(file.source, placed, known)
    yield from condition_findings(file.source, placed, files.policy.value)
    yield from source_findings(file, files.policy.value, known.authorities, as_of)
    yield from named_sources(file, known.authorities)
    yield from gap_findings(file, files.policy.value)
    yield from _same_texts(file)
    yield from _changes(workspace, files, file)
    # Against a version that differs from its release, every difference would be a false one.
    sound = {n: one for n, one in files.versions.items() if not changed_since_release(files, one)}
    yield from history_findings(sound, file)
    yield from change_findings(workspace.master(files.policy.value.id), sound, file)
    yield from unfinished(file)


def _ids(file: File[Version]) -> Iterator[Finding]:
    first: dict[str, KeyPath] = {}
    for placed in elements(file.value):
        name = placed.element.id
        if name in first:
            line = file.source.place((*first[name], "id")).line
            problem = error(
                "id-duplicate",
                file.source.place((*placed.path, "id")),
                f'"{name}" is the id of another element too, on line {line}',
                "an id is permanent and has one meaning: links, records and comparisons refer to "
                "it.",
                "give this one an id of its own that says what it is about.",
            )
            yield Finding(problem, placed.path)
        first.setdefault(name, placed.path)


def _footnotes(file: File[Version]) -> Iterator[Finding]:
    marks: dict[tuple[KeyPath, str], list[tuple[Written, int, int]]] = {}
    for written in version_texts(file.value):
        for mark in parse(written.text).notes:
            owner = _note_owner(file.value, written, mark.name)
            marks.setdefault((owner, mark.name), []).append((written, mark.start, mark.end))
    for placed in elements(file.value):
        if placed.kind != "footnote":
            continue
        found = marks.get((placed.ancestors[0], placed.element.id), [])
        if not found:
            problem = error(
                "note-unmarked",
                file.source.place((*placed.path, "id")),
                f"no text has the mark [^{placed.element.id}]",
                "a footnote without a mark is not printed.",
                f"write [^{placed.element.id}] where it belongs, or delete the footnote.",
            )
            yield Finding(problem, placed.path)
        for written, start, end in found[1:]:
            problem = error(
                "note-marked-twice",
                at(file.source, written, start, end),
                f"the mark [^{placed.element.id}] is used twice",
                "a footnote is printed once, below the page of its mark.",
                "keep one of the marks.",
            )
            yield Finding(problem, written.element)


def _note_owner(version: Version, written: Written, name: str) -> KeyPath:
    """The nearest element with the footnote of this name: a text's own, or one above it."""
    owners = [
        p.ancestors[0] for p in elements(version) if p.kind == "footnote" and p.element.id == name
    ]
    above = [owner for owner in owners if written.element[: len(owner)] == owner]
    return max(above, key=len, default=())


def _editions(known: KnownNames, file: File[Version]) -> Iterator[Finding]:
    authorities = known.authorities.authorities
    for name in file.value.editions:
        edition = file.value.editions[name]
        if name not in authorities:
            place = file.source.place(("editions", name), key=True)
            yield Finding(unknown_citation(place, name, authorities), ())
        elif edition is not None and edition not in authorities[name].editions:
            place = file.source.place(("editions", name))
            yield Finding(unknown_edition(place, name, edition, authorities[name]), ())


def citation_findings(
    source: Source, placed: Iterable[Placed], known: KnownNames
) -> Iterator[Finding]:
    """Citations of sources that the register lacks, or without an edition where one is needed."""
    authorities = known.authorities.authorities
    for path, citation, element in citations(placed):
        name = citation.authority
        if name not in authorities:
            place = source.place((*path, "authority"))
            yield Finding(unknown_citation(place, name, authorities), element)
        elif citation.edition is not None:
            if citation.edition not in authorities[name].editions:
                place = source.place((*path, "edition"))
                problem = unknown_edition(place, name, citation.edition, authorities[name])
                yield Finding(problem, element)
        elif authorities[name].editions and name not in known.editions:
            problem = error(
                "edition-missing",
                source.place((*path, "authority")),
                f'the version does not say which edition of "{name}" it relies on',
                "nobody could see whether that edition has been replaced.",
                f'add {name}: "…" to editions: at the top, or null where the source gives none.',
            )
            yield Finding(problem, element)


def unknown_citation(place: Place, name: str, register: Iterable[str]) -> Problem:
    """The problem of a name that the register does not have."""
    return error(
        "citation-unknown",
        place,
        f'unknown law or guidance "{name}"',
        "a citation is only as good as what policy/authorities.yaml says about its source.",
        f"add it there, or write one of: {', '.join(sorted(register))}.",
    )


def unknown_edition(place: Place, name: str, edition: str, authority: Authority) -> Problem:
    """The problem of an edition that the register does not have."""
    editions = sorted(authority.editions)
    return error(
        "edition-unknown",
        place,
        f'"{name}" has no edition "{edition}"',
        "a change in the law can only be noticed for an edition that is on record.",
        f"write one of: {', '.join(editions)}; or add the edition with its source."
        if editions
        else "delete edition: this source has no editions.",
    )


def condition_findings(
    source: Source, placed: Sequence[Placed], policy: Policy
) -> Iterator[Finding]:
    """Every `when:` that has a mistake, or tests an unknown type or option."""
    conditions = [
        ((*one.path, "when"), one.element.when, one.path)
        for one in placed
        if isinstance(one.element, Numbered)
    ]
    conditions += [((*path, "when"), c.when, element) for path, c, element in citations(placed)]
    for path, when, element in conditions:
        for problem in _condition(source, path, when, policy) if when is not None else ():
            yield Finding(problem, element)


def _condition(source: Source, path: KeyPath, when: str, policy: Policy) -> Iterator[Problem]:
    try:
        condition = parse_condition(when)
    except ConditionFault as fault:
        yield error(
            "when-syntax",
            source.place_in(path, fault.start, fault.start, fault.end - fault.start),
            fault.message,
            "it decides whether the clause is printed for a school.",
            "write names with and, or, not and brackets: maintained and not nursery; or one of the "
            "choices of an option: not contract is weekly.",
        )
        return
    for name in sorted(condition.names, key=str):
        wrong = wrong_test(name, policy.options)
        if wrong is None:
            continue
        words, message, fix = wrong
        found = re.search(rf"(?<![\w-]){re.escape(words)}(?![\w-])", when)
        start = found.start() if found else 0
        place = source.place_in(path, start, start, len(words))
        why = "the clause would be printed for no school, or for every one."
        yield error("when-unknown", place, message, why, fix)


# In words. Shorter texts are often the same on purpose: "Low", "As above.".
_SUSPICIOUS = 3


def _same_texts(file: File[Version]) -> Iterator[Finding]:
    first: dict[str, KeyPath] = {}
    for placed in elements(file.value):
        element = placed.element
        if not isinstance(element, Clause | Item):
            continue
        words = " ".join((element.text or "").casefold().split())
        if (isinstance(element, Clause) and element.items) or len(words.split()) < _SUSPICIOUS:
            continue
        if words in first:
            line = file.source.place((*first[words], "text")).line
            problem = error(
                "text-duplicate",
                file.source.place((*placed.path, "text")),
                f"line {line} has the same words",
                "one of the two would be changed one day, and the other forgotten.",
                "delete one of them, or say in each what sets it apart.",
            )
            yield Finding(problem, placed.path)
        first.setdefault(words, placed.path)


def _changes(workspace: Workspace, files: PolicyFiles, file: File[Version]) -> Iterator[Finding]:
    known = {placed.element.id for placed in elements(file.value)}
    follows = file.value.follows
    if follows is not None and follows not in files.versions:
        # A version whose file has faults is not unknown; its own faults are reported.
        if f"{file.source.name.rpartition('/')[0]}/{follows}.yaml" in workspace.files:
            return
        problem = error(
            "version-unknown",
            file.source.place(("follows",)),
            f"there is no version {follows}",
            "changes can only be shown against the previous version.",
            f"write one of: {', '.join(sorted(files.versions))}; or null for the first.",
        )
        yield Finding(problem, ())
        return
    if follows is not None:
        known |= {placed.element.id for placed in elements(files.versions[follows].value)}
    for index, reason in enumerate(file.value.changes):
        if reason.clause not in known:
            problem = error(
                "change-unknown",
                file.source.place(("changes", index, "clause")),
                f'unknown clause "{reason.clause}"',
                "a reason without a clause would be shown to nobody.",
                "write the id of a clause of this version, or of the previous one.",
            )
            yield Finding(problem, ())
