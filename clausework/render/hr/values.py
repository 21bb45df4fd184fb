"""The values of HR's pages over all policies and schools."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from clausework import query
from clausework.brand.palette import palette
from clausework.model.authorities import Authority, Provision
from clausework.model.numbering import numbers
from clausework.query.impact import SchoolBehind
from clausework.render.common.templates import Templates
from clausework.render.hr import fleet
from clausework.render.hr.asked import asked_values
from clausework.render.hr.policies import having
from clausework.render.hr.to_come import to_come
from clausework.workspace.root import Workspace

# A slate that is not a school's colour.
BAND, LINE = "#26292d", "#a3a9b0"
Summaries = Sequence[query.SchoolSummary]


def of_master(workspace: Workspace) -> dict[str, Any]:
    """The values of pages about policies, law and guidance."""
    assert workspace.authorities is not None
    register = workspace.authorities.value.authorities
    trace = query.traceability(workspace, workspace.authorities.value.looked_on)
    confirm = query.to_confirm(workspace, trace)
    all_versions = query.versions(workspace)
    cited = {one.cite.authority for one in trace.traces}
    return {
        # The styles of the schools' sites need a school for its colours.
        "school": {"palette": palette(BAND, LINE)},
        "register": register,
        "trace": trace,
        "confirm": confirm,
        "unconfirmed": _unconfirmed(confirm),
        "questions": _questions(confirm),
        "policies": [files.policy.value for _, files in sorted(workspace.policies.items())],
        "policy_versions": {
            name: [version for policy, version in all_versions if policy.id == name]
            for name in workspace.policies
        },
        "titles": {name: files.policy.value.title for name, files in workspace.policies.items()},
        "options": {name: files.policy.value.options for name, files in workspace.policies.items()},
        "cited": sorted(cited, key=lambda name: (register[name].title, name)),
        "not_cited": sorted(set(register) - cited, key=lambda name: (register[name].title, name)),
        "resting": _resting(trace),
        "cited_in": _cited_in(trace),
        "provisions_cited": {name: _provisions_cited(trace, register, name) for name in cited},
        "editions_shown": {name: _editions_shown(trace, name) for name in cited},
    }


def of_schools(
    workspace: Workspace, trace: query.Traceability, schools: Summaries, templates: Templates
) -> dict[str, Any]:
    """The values of pages about schools, and about what is new for them."""
    assert workspace.authorities is not None
    names = {one.id: one.name for one in schools}
    standings = [standing for one in schools for standing in one.standings]
    copies = [copy for one in schools for copy in one.copies]
    calendars = {
        one.id: fleet.calendar(workspace, one.id, one.name, one.standings, templates)
        for one in schools
    }
    return {
        **asked_values(workspace, schools),
        "schools": schools,
        "examples": [one.id for one in schools if one.example],
        "copies": copies,
        "names": names,
        "standings": standings,
        "of_policy": _of_policy(standings),
        "fleet": fleet.data(
            workspace, names, standings, workspace.authorities.value.looked_on, overdue=False
        ),
        "calendars": {name: made for name, made in calendars.items() if made is not None},
        "varied": [copy for one in schools for copy in one.varied],
        "varied_most": _varied_most(workspace, copies),
        "having": having(copies),
        "months": _months(standings),
        "undated": [one for one in standings if one.version and one.next_review is None],
        "coming": to_come(workspace, trace, copies),
        "editions": [
            query.impact_of_edition(workspace, *new, copies)
            for new in query.newer_editions(workspace)
        ],
        "new_versions": [*_new_versions(workspace, copies)],
    }


@dataclass(frozen=True)
class NewVersion:
    """A version that follows one which schools have."""

    policy: str
    version: str
    schools: tuple[SchoolBehind, ...]


def _new_versions(workspace: Workspace, copies: Iterable[query.Copy]) -> Iterator[NewVersion]:
    of_policy: dict[str, list[query.Copy]] = {}
    for copy in copies:
        of_policy.setdefault(copy.policy, []).append(copy)
    for policy, version in query.versions(workspace):
        files, own = workspace.policies[policy.id], of_policy.get(policy.id, ())
        if schools := query.schools_behind(files, version.version, own):
            yield NewVersion(policy.id, version.version, schools)


@dataclass(frozen=True)
class VariedClause:
    """A place of the master that schools change, with its number in the newest version with it.

    Also how many schools make each kind of change there.
    """

    policy: str
    id: str
    number: str | None
    schools: int
    kinds: tuple[tuple[query.VariationKind, int], ...]


def _varied_most(workspace: Workspace, copies: Iterable[query.Copy]) -> list[VariedClause]:
    """The places that schools change, the most changed first."""
    found: dict[tuple[str, str], dict[query.VariationKind, set[str]]] = {}
    for copy in copies:
        for one in copy.variations:
            kinds = found.setdefault((copy.policy, one.concerns), {})
            kinds.setdefault(one.kind, set()).add(copy.school)
    newest: dict[str, dict[str, str]] = {}
    changed = {policy for policy, _ in found}
    for about, version in query.versions(workspace):
        if about.id in changed:
            newest.setdefault(about.id, {}).update(numbers(version))
    places = [
        VariedClause(
            policy=policy,
            id=name,
            number=newest[policy].get(name),
            schools=len(set().union(*kinds.values())),
            kinds=tuple((kind, len(having)) for kind, having in sorted(kinds.items())),
        )
        for (policy, name), kinds in found.items()
    ]
    return sorted(places, key=lambda one: (-one.schools, one.policy, one.id))


def _of_policy(standings: Iterable[query.Standing]) -> dict[str, list[query.Standing]]:
    """The standings of the schools that have each policy."""
    found: dict[str, list[query.Standing]] = {}
    for one in standings:
        if one.version is not None:
            found.setdefault(one.policy, []).append(one)
    return found


def _months(standings: Iterable[query.Standing]) -> dict[date, list[query.Standing]]:
    """The reviews of each month with any, by its first day, in the order of their days."""
    dated = [(one.next_review, one) for one in standings if one.next_review is not None]
    found: dict[date, list[query.Standing]] = {}
    for day, one in sorted(dated, key=lambda pair: pair[0]):
        found.setdefault(day.replace(day=1), []).append(one)
    return found


Places = dict[tuple[str, str, tuple[str | None, ...]], list[query.Trace]]


def _resting(trace: query.Traceability) -> dict[str, Places]:
    """What rests on each law or piece of guidance, by policy, version and cited place."""
    found: dict[str, Places] = {}
    for one in trace.traces:
        cited = (one.cite.edition, one.cite.part, one.cite.section, one.cite.paragraph)
        own = found.setdefault(one.cite.authority, {})
        own.setdefault((one.policy, one.version, cited), []).append(one)
    return found


def _provisions_cited(
    trace: query.Traceability, register: Mapping[str, Authority], name: str
) -> list[Provision]:
    """The provisions of one law that citations concern, in the order of the register."""
    cited = [
        one
        for trace_of in trace.of_authority(name)
        for one in register[name].provisions_at(trace_of.cite.section)
    ]
    return [one for one in register[name].provisions if one in cited]


def _cited_in(
    trace: query.Traceability,
) -> dict[tuple[str, str | None], dict[tuple[str, str], None]]:
    """The versions that cite each edition of each law or guidance."""
    found: dict[tuple[str, str | None], dict[tuple[str, str], None]] = {}
    for one in trace.traces:
        cited = (one.cite.authority, one.cite.edition)
        found.setdefault(cited, {})[one.policy, one.version] = None
    return found


def _editions_shown(trace: query.Traceability, name: str) -> list[str]:
    """The editions that are cited, and the newest edition that replaces each."""
    found = {
        edition: None
        for one in trace.of_authority(name)
        for edition in (one.cite.edition, one.by)
        if edition is not None
    }
    return list(found)


def _unconfirmed(
    confirm: query.ToConfirm,
) -> dict[str, list[tuple[query.Fact, dict[tuple[str, str], list[query.Trace]]]]]:
    """Unverified facts by law or guidance, each with what rests on it by policy and version."""
    found: dict[str, list[tuple[query.Fact, dict[tuple[str, str], list[query.Trace]]]]] = {}
    for fact, traces in confirm.facts:
        resting: dict[tuple[str, str], list[query.Trace]] = {}
        for trace in traces:
            resting.setdefault((trace.policy, trace.version), []).append(trace)
        found.setdefault(fact.authority, []).append((fact, resting))
    return found


def _questions(confirm: query.ToConfirm) -> dict[tuple[str, str], list[object]]:
    found: dict[tuple[str, str], list[object]] = {}
    for question in confirm.questions:
        found.setdefault((question.policy, question.version), []).append(question)
    return found
