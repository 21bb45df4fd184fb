"""HR's own site: policies, versions and schools, and their sources. Never published."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import Any

from clausework import query
from clausework.brand.palette import palette
from clausework.model.authorities import Authority, Provision
from clausework.model.inline import plain
from clausework.model.numbering import numbers
from clausework.model.policy import Policy
from clausework.query.impact import Touched, TouchedSchool
from clausework.render.common.templates import Templates
from clausework.render.hr import fleet
from clausework.render.hr.asked import asked_values
from clausework.render.hr.redlines import (
    Keep,
    Redline,
    bracketed,
    depends_on,
    nothing_kept,
    pairs,
    values_of,
)
from clausework.render.hr.to_come import to_come
from clausework.render.web import site
from clausework.resolve.version import show
from clausework.workspace.root import Workspace

# A slate that is not a school's colour.
BAND, LINE = "#26292d", "#a3a9b0"
THEMES = ("web/theme", "hub/theme")
PAGES = (
    "index",
    "policies",
    "fleet",
    "reviews",
    "local",
    "law",
    "clauses",
    "new",
    "coming",
    "confirm",
)
Summaries = Sequence[query.SchoolSummary]
Origins = Mapping[str, tuple[str | bytes, ...]]


def render(
    workspace: Workspace,
    schools: Iterable[query.SchoolSummary],
    left_out: Sequence[str],
    templates: Templates,
    config: Path,
    left: Callable[[Origins], Collection[str]] = lambda origins: (),
    keep: Keep = nothing_kept,
) -> dict[str, bytes]:
    """The files of HR's site, by path within it, with "/", except the pages that are `left`.

    That is asked with the sources of each page, by its path; equal sources give the same page.
    `keep` may return what was made of a redline before.
    Only the master of the tree is read, without what is withheld of it; `schools` are all that the
    pages say of schools, and `left_out` names those that are missing because they are not sound.
    `config` is the mkdocs.yml that the site inherits. Raises site.SiteError, jinja2.TemplateError
    and OSError.
    """
    files = sources(workspace, schools, left_out, templates, config, keep)
    pages = site.pages(files, THEMES, templates, left=left(site.origins(files)))
    return {**site.shared(THEMES, templates), **pages}


def sources(
    workspace: Workspace,
    schools: Iterable[query.SchoolSummary],
    left_out: Sequence[str],
    templates: Templates,
    config: Path,
    keep: Keep = nothing_kept,
) -> dict[str, str | bytes]:
    """The sources of HR's site, by path. Raises jinja2.TemplateError and OSError."""
    of_master = _of_master(workspace)
    in_order = sorted(schools, key=lambda one: one.id)
    values = {
        **of_master,
        **_of_schools(workspace, of_master["trace"], in_order, templates),
        "left_out": left_out,
        "withheld": workspace.withheld.files,
    }

    def text(template: str, **more: object) -> str:
        return templates.text(f"hub/{template}", **values, **more)

    files: dict[str, str | bytes] = {
        "mkdocs.yml": text("mkdocs.yml.j2", base=site.BASE),
        site.BASE: config.read_bytes(),
        "docs/assets/fonts.css": templates.text("web/fonts.css.j2"),
        "docs/assets/redline.js": templates.path("review/script.js").read_bytes(),
        "theme/assets/style.css": text("style.css.j2"),
    }
    for page in (*PAGES, "asked") if values["asked"] else PAGES:
        files[f"docs/{page}.md"] = text(f"{page}.md.j2")
    for one in values["schools"]:
        files[f"docs/schools/{one.id}.md"] = text("school.md.j2", of=one)
    for policy in values["policies"]:
        counts = {}
        for before, after in pairs(workspace, policy.id):

            def make(pair: tuple[str, str] = (before, after), policy: Policy = policy) -> Redline:
                shown, counted = values_of(workspace, policy.id, *pair)
                return Redline(text("redline.md.j2", policy=policy, **shown), counted)

            depends = depends_on(workspace, values, policy.id, before, after)
            redline = keep(policy.id, depends, make)
            counts[before, after] = redline.counts
            files[f"docs/policies/{policy.id}/{before}_{after}.md"] = redline.text
        files[f"docs/policies/{policy.id}.md"] = text("policy.md.j2", policy=policy, counts=counts)
        files[f"docs/local/{policy.id}.md"] = text("school-changes.md.j2", policy=policy)
    # Several editions touch the same version.
    wording = cache(partial(_wording, workspace))
    for edition in values["editions"]:
        files[f"docs/impact/{edition.authority}.md"] = text(
            "edition.md.j2",
            impact=edition,
            schools_of=_schools_of,
            wording={at: wording(*at) for at in edition.by_version},
        )
    for version in values["new_versions"]:
        path = f"docs/impact/{version.policy}-{version.version}.md"
        files[path] = text("version.md.j2", impact=version)
    said = json.dumps(values["fleet"], ensure_ascii=False, indent=2)
    files["docs/fleet.json"] = f"{said}\n"
    # Excel reads a file that does not begin so in another encoding.
    files["docs/fleet.csv"] = f"\ufeff{fleet.as_csv(values['fleet']['rows'])}"
    files |= {f"docs/calendar/{name}.ics": made for name, made in values["calendars"].items()}
    return files


def _of_master(workspace: Workspace) -> dict[str, Any]:
    """The values of pages about policies, law and guidance."""
    assert workspace.authorities is not None
    register = workspace.authorities.value.authorities
    trace = query.traceability(workspace, workspace.authorities.value.looked_on)
    confirm = query.to_confirm(workspace)
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
        "clause_numbers": {(p.id, v.version): numbers(v) for p, v in all_versions},
        "titles": {name: files.policy.value.title for name, files in workspace.policies.items()},
        "options": {name: files.policy.value.options for name, files in workspace.policies.items()},
        "cited": sorted(cited, key=lambda name: (register[name].title, name)),
        "not_cited": sorted(set(register) - cited, key=lambda name: (register[name].title, name)),
        "resting": {name: _resting(trace, name) for name in cited},
        "cited_in": _cited_in(trace),
        "provisions_cited": {name: _provisions_cited(trace, register, name) for name in cited},
        "editions_shown": {name: _editions_shown(trace, name) for name in cited},
    }


def _of_schools(
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
    impacts = (
        query.impact_of_version(workspace, policy.id, version.version, copies)
        for policy, version in query.versions(workspace)
    )
    return {
        **asked_values(workspace, schools),
        "schools": schools,
        "names": names,
        "standings": standings,
        "fleet": fleet.data(
            workspace, names, standings, workspace.authorities.value.looked_on, overdue=False
        ),
        "calendars": {name: made for name, made in calendars.items() if made is not None},
        "varied": [copy for one in schools for copy in one.varied],
        "varied_most": _varied_most(workspace, copies),
        "having": {
            standing: Counter((c.policy, c.version) for c in copies if c.standing == standing)
            for standing in ("in-use", "pending")
        },
        "months": _months(standings),
        "undated": [one for one in standings if one.version and one.next_review is None],
        "coming": to_come(workspace, trace, copies),
        "editions": [
            query.impact_of_edition(workspace, *new, copies)
            for new in query.newer_editions(workspace)
        ],
        "new_versions": [impact for impact in impacts if impact.schools],
    }


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
    newest: dict[str, dict[str, str]] = {}
    for policy, version in query.versions(workspace):
        newest.setdefault(policy.id, {}).update(numbers(version))
    found: dict[tuple[str, str], dict[query.VariationKind, set[str]]] = {}
    for copy in copies:
        for one in copy.variations:
            kinds = found.setdefault((copy.policy, one.concerns), {})
            kinds.setdefault(one.kind, set()).add(copy.school)
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


def _months(standings: Iterable[query.Standing]) -> dict[date, list[query.Standing]]:
    """The reviews of each month with any, by its first day, in the order of their days."""
    dated = [(one.next_review, one) for one in standings if one.next_review is not None]
    found: dict[date, list[query.Standing]] = {}
    for day, one in sorted(dated, key=lambda pair: pair[0]):
        found.setdefault(day.replace(day=1), []).append(one)
    return found


def _wording(workspace: Workspace, policy: str, version: str) -> dict[str, str]:
    """The words of each section, clause, point and note of a version by its id."""
    document = bracketed(
        show(workspace.master(policy), workspace.policies[policy].versions[version].value)
    )
    nodes = [*document.nodes()]
    texts = [(node.id, node.text) for node in nodes]
    texts += [(note.id, note.text) for node in nodes for note in node.notes]
    return {name: plain(text) for name, text in texts}


def _schools_of(
    touched: Iterable[Touched],
) -> dict[tuple[str, str], tuple[TouchedSchool, ...]]:
    """The affected places of one version by school and state, each place once."""
    found: dict[tuple[str, str], dict[TouchedSchool, None]] = {}
    for one in touched:
        for school in one.schools:
            found.setdefault((school.school, school.standing), {})[school] = None
    return {key: tuple(found[key]) for key in sorted(found)}


def _resting(
    trace: query.Traceability, name: str
) -> dict[tuple[str, str, tuple[str | None, ...]], list[query.Trace]]:
    """What rests on one law or piece of guidance, by policy, version and cited place."""
    found: dict[tuple[str, str, tuple[str | None, ...]], list[query.Trace]] = {}
    for one in trace.of_authority(name):
        cited = (one.cite.edition, one.cite.part, one.cite.section, one.cite.paragraph)
        found.setdefault((one.policy, one.version, cited), []).append(one)
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
