"""What is to become law or to end, or may have: what HR has to watch for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from clausework.model.authorities import Amendment, Authority, Commenced, Provision, Verification
from clausework.model.document import section_words
from clausework.model.policy import Status
from clausework.query.cites import Cite, register
from clausework.query.traces import Trace, Traceability
from clausework.workspace.root import Workspace

ComingKind = Literal["begins", "ends", "not-yet", "not-found"]
_ORDER: tuple[ComingKind, ...] = ("begins", "ends", "not-yet", "not-found")


@dataclass(frozen=True)
class Coming:
    """Part of a law or of guidance, and what is to happen to it.

    `entry` is the authority itself, its `edition`, a provision of it, or an amendment to it.
    `place` is the section, with the word for it. `day` is None where none is known.
    """

    authority: str
    edition: str | None
    place: str | None
    entry: Commenced
    kind: ComingKind
    day: date | None

    @property
    def by(self) -> Amendment | None:
        """The amendment that it is, if it is one."""
        return self.entry if isinstance(self.entry, Amendment) else None

    @property
    def known(self) -> Verification:
        """How it is known."""
        fields = {
            "begins": "in_force_from",
            "ends": "in_force_to",
            "not-yet": "not_yet_in_force",
            "not-found": "commencement",
        }
        return self.entry.known(fields[self.kind])


def coming(
    workspace: Workspace, traceability: Traceability
) -> tuple[tuple[Coming, tuple[Trace, ...]], ...]:
    """What is to come after the register's `looked_on`, and what cites it.

    What has a day comes first, in the order of the days; then what is not yet in force; then what
    was looked for and not found. Withdrawn versions are left out.
    """
    assert workspace.authorities is not None
    day = workspace.authorities.value.looked_on
    traces = [trace for trace in traceability.traces if trace.status is not Status.WITHDRAWN]
    entries = register(workspace)
    found = [
        (one, tuple(trace for trace in traces if concerns(authority, one, trace.cite)))
        for name, authority in entries.items()
        for one in to_come(name, authority, day)
    ]
    return tuple(sorted(found, key=lambda pair: _place(entries[pair[0].authority], pair[0])))


def _place(authority: Authority, one: Coming) -> tuple[date, int, str]:
    return one.day or date.max, _ORDER.index(one.kind), authority.title


def to_come(name: str, authority: Authority, day: date) -> Iterator[Coming]:
    """What of one law or piece of guidance begins or ends after a day, or may do so."""
    entries: list[tuple[str | None, Commenced]] = [(None, authority)]
    entries += authority.editions.items()
    entries += ((None, one) for one in (*authority.provisions, *authority.amendments))
    for edition, entry in entries:
        place = None
        if isinstance(entry, Provision):
            place = section_words(authority.kind, entry.section)
        why = entry.not_law(day)
        if why == "not-yet":
            kind: ComingKind = "begins" if entry.in_force_from is not None else "not-yet"
            yield Coming(name, edition, place, entry, kind, entry.in_force_from)
        elif why == "not-found":
            yield Coming(name, edition, place, entry, why, None)
        if entry.in_force_to is not None and entry.in_force_to > day:
            yield Coming(name, edition, place, entry, "ends", entry.in_force_to)


def concerns(authority: Authority, one: Coming, cite: Cite) -> bool:
    """Whether a citation rests on it."""
    return (
        cite.authority == one.authority
        and one.edition in (None, cite.edition)
        and (
            not isinstance(one.entry, Provision)
            or one.entry in tuple(authority.provisions_at(cite.section))
        )
    )
