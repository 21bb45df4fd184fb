"""Which clauses rest on which law or guidance, the state of those, and what is unconfirmed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

from clausework.model.authorities import (
    Authority,
    NotInForce,
    Pinpoint,
    Provision,
    Sourced,
    Verification,
)
from clausework.model.numbering import numbers
from clausework.model.policy import Policy, Status, Version
from clausework.query.cites import Cite, cites, register, versions
from clausework.workspace.root import Workspace

State = Literal["superseded", "not-in-force", "not-stated", "unverified", "current"]
# What a reader sees of law and guidance wherever it is cited.
SHOWN = frozenset({"title", "label", "kind", "url", "citation", "court", "decided", "force"})


@dataclass(frozen=True)
class Fact:
    """Fields of one entry of the register that are known in the same way.

    `place` leads from the law or guidance to the entry: the edition, its document and the topic in
    it, or the section of an Act; () is the law or guidance itself.
    """

    authority: str
    place: tuple[str, ...]
    fields: tuple[tuple[str, object], ...]
    known: Verification
    note: str | None


@dataclass(frozen=True)
class Trace:
    """One citation, and the state of the cited source.

    `by` is the newest edition that has replaced the cited one, `since` the day on which the first
    of them did, `superseding` how that is known. `not_law` is what of it may not be stated as law.
    `unverified` are the facts which the citation shows or relies on and nobody has confirmed.
    """

    policy: str
    version: str
    status: Status
    cite: Cite
    state: State
    by: str | None
    since: date | None
    superseding: Verification | None
    not_law: tuple[NotInForce, ...]
    unverified: tuple[Fact, ...]


@dataclass(frozen=True)
class Traceability:
    """Every citation of every version as of a day, in reading order."""

    as_of: date
    traces: tuple[Trace, ...]

    def of_authority(self, name: str) -> tuple[Trace, ...]:
        """What rests on one law or piece of guidance."""
        return tuple(self._by_authority.get(name, ()))

    def of_version(self, policy: str, version: str) -> tuple[Trace, ...]:
        """What the clauses of one version rest on."""
        return tuple(self._by_version.get((policy, version), ()))

    @cached_property
    def _by_authority(self) -> Mapping[str, list[Trace]]:
        found: dict[str, list[Trace]] = {}
        for one in self.traces:
            found.setdefault(one.cite.authority, []).append(one)
        return found

    @cached_property
    def _by_version(self) -> Mapping[tuple[str, str], list[Trace]]:
        found: dict[tuple[str, str], list[Trace]] = {}
        for one in self.traces:
            found.setdefault((one.policy, one.version), []).append(one)
        return found


@dataclass(frozen=True)
class OpenQuestion:
    """What HR must still decide about one element.

    `number` is its number in the version, or in the previous one where it was removed, and None for
    a note.
    """

    policy: str
    version: str
    clause: str
    number: str | None
    question: str


@dataclass(frozen=True)
class ToConfirm:
    """What a named adviser must still confirm.

    These are facts, each with the citations that rest on it, and questions of proposed versions.
    """

    facts: tuple[tuple[Fact, tuple[Trace, ...]], ...]
    questions: tuple[OpenQuestion, ...]


def traceability(workspace: Workspace, as_of: date) -> Traceability:
    """Every citation of every version with its state on a day."""
    return Traceability(
        as_of,
        tuple(
            _trace(register(workspace)[cite.authority], policy, version, cite, as_of)
            for policy, version in versions(workspace)
            for cite in cites(version)
        ),
    )


def _trace(entry: Authority, policy: Policy, version: Version, cite: Cite, as_of: date) -> Trace:
    by, since, superseding = None, None, None
    unverified = tuple(_relied_on(entry, cite, shown=True))
    not_law = tuple(entry.not_in_force(cite.edition, cite.section, as_of))
    state: State = "unverified" if unverified else "current"
    if not_law:
        state = "not-in-force"
    if cite.edition is None:
        state = "not-stated" if entry.editions else state
    elif by := entry.successor(cite.edition, as_of):
        edition = entry.editions[cite.edition]
        following = entry.editions[edition.superseded_by or ""]
        since = following.in_force_from or following.published
        superseding = edition.known("superseded_by")
        state = "superseded"
    return Trace(
        policy=policy.id,
        version=version.version,
        status=version.status,
        cite=cite,
        state=state,
        by=by,
        since=since,
        superseding=superseding,
        not_law=not_law,
        unverified=unverified,
    )


def _relied_on(entry: Authority, cite: Cite, *, shown: bool) -> Iterator[Fact]:
    """The unverified facts that a citation rests on.

    With `shown`, only those of an entry that a reader sees.
    """
    only = SHOWN if shown else None
    # The title of an edition replaces the general one.
    edition = entry.editions.get(cite.edition) if cite.edition is not None else None
    hidden = {"title"} if edition and edition.title else set()
    yield from _unverified(cite.authority, (), entry, only, hidden)
    for provision in entry.provisions_at(cite.section):
        yield from _unverified(cite.authority, (provision.section,), provision)
    if edition is None or cite.edition is None:
        return
    yield from _unverified(cite.authority, (cite.edition,), edition, only)
    for name, document in edition.documents.items():
        for pinpoint in document.pinpoints:
            if cite.document in (None, name) and _is_at(pinpoint, cite):
                place = (cite.edition, name, pinpoint.topic)
                yield from _unverified(cite.authority, place, pinpoint)


def _is_at(pinpoint: Pinpoint, cite: Cite) -> bool:
    named = [(cite.part, pinpoint.part), (cite.section, pinpoint.section)]
    named.append((cite.paragraph, pinpoint.paragraph))
    asked = [(one, other) for one, other in named if one is not None]
    return bool(asked) and all(one == other for one, other in asked)


def _unverified(
    authority: str,
    place: tuple[str, ...],
    entry: Sourced,
    only: Iterable[str] | None = None,
    hidden: Iterable[str] = (),
) -> Iterator[Fact]:
    """The fields of an entry that contain something unverified, grouped by how they are known."""
    alike: dict[Verification, list[tuple[str, object]]] = {}
    for name, field in type(entry).model_fields.items():
        value = getattr(entry, name)
        if name in Sourced.model_fields or value == field.default:
            continue
        # Entries kept separately have their own verification.
        inner = value.values() if isinstance(value, dict) else value
        if isinstance(value, dict | tuple) and any(isinstance(one, Sourced) for one in inner):
            continue
        if name in hidden or (only is not None and name not in only):
            continue
        if entry.known(name).tier == "unverified":
            alike.setdefault(entry.known(name), []).append((name, value))
    for known, fields in alike.items():
        # For an entry that is otherwise known, the note is about something else.
        own = known == entry.verified or isinstance(entry, Provision | Pinpoint)
        yield Fact(authority, place, tuple(fields), known, entry.note if own else None)


def to_confirm(workspace: Workspace, traces: Traceability) -> ToConfirm:
    """Unverified facts that a version not withdrawn rests on, and HR's open questions."""
    resting: dict[Fact, list[Trace]] = {}
    for trace in traces.traces:
        if trace.status is Status.WITHDRAWN:
            continue
        entry = register(workspace)[trace.cite.authority]
        for fact in _relied_on(entry, trace.cite, shown=False):
            resting.setdefault(fact, []).append(trace)
    facts = tuple((fact, tuple(resting[fact])) for fact in sorted(resting, key=_by_place))
    return ToConfirm(facts, tuple(_questions(workspace)))


def _by_place(fact: Fact) -> tuple[str, tuple[str, ...]]:
    return fact.authority, fact.place


def _questions(workspace: Workspace) -> Iterator[OpenQuestion]:
    for policy, version in versions(workspace):
        if version.status is not Status.PROPOSED:
            continue
        number = numbers(version)
        before = workspace.policies[policy.id].versions.get(version.follows or "")
        if before is not None:
            number = numbers(before.value) | number
        for reason in version.changes:
            if reason.question is not None:
                at = number.get(reason.clause)
                yield OpenQuestion(policy.id, version.version, reason.clause, at, reason.question)
