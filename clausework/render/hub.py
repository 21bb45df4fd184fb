"""HR's own site: policies, versions and schools, and what they rest on. Never published."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from clausework import query
from clausework.brand import palette
from clausework.numbering import numbers
from clausework.render import fleet, site
from clausework.render.templates import Templates
from clausework.tree import Tree

# A slate that is no school's colour.
BAND, LINE = "#26292d", "#a3a9b0"
THEMES = ("web/theme", "hub/theme")
PAGES = ("home", "fleet", "local", "law", "clauses", "new", "confirm")


def build(
    tree: Tree, left_out: Sequence[str], templates: Templates, config: Path, out: Path
) -> None:
    """Write HR's site into `out`.

    The tree is sound; `left_out` names the schools that are not in it because theirs are not.
    `config` is the mkdocs.yml that the site inherits. Raises site.SiteError, jinja2.TemplateError
    and OSError.
    """
    site.build(sources(tree, left_out, templates, config), THEMES, templates, out)


def sources(
    tree: Tree, left_out: Sequence[str], templates: Templates, config: Path
) -> dict[str, str | bytes]:
    """What HR's site is built from, by path. Raises jinja2.TemplateError and OSError."""
    values = _values(tree, left_out, templates)

    def text(template: str, **more: object) -> str:
        return templates.text(f"hub/{template}", **values, **more)

    files: dict[str, str | bytes] = {
        "mkdocs.yml": text("mkdocs.yml.j2", base=str(config.resolve())),
        "docs/assets/fonts.css": templates.text("web/fonts.css.j2"),
        "theme/assets/style.css": text("style.css.j2"),
    }
    for page in PAGES:
        name = "index" if page == "home" else page
        files[f"docs/{name}.md"] = text(f"{page}.md.j2")
    for edition in values["editions"]:
        files[f"docs/impact/{edition.authority}.md"] = text("edition.md.j2", impact=edition)
    for version in values["new_versions"]:
        path = f"docs/impact/{version.policy}-{version.version}.md"
        files[path] = text("version.md.j2", impact=version)
    said = json.dumps(values["fleet"], ensure_ascii=False, indent=2)
    files["docs/fleet.json"] = f"{said}\n"
    # Excel takes a file that does not begin so for one of another alphabet.
    files["docs/fleet.csv"] = f"\ufeff{fleet.as_csv(values['fleet']['rows'])}"
    files |= {f"docs/calendar/{name}.ics": made for name, made in values["calendars"].items()}
    return files


def _values(tree: Tree, left_out: Sequence[str], templates: Templates) -> dict[str, Any]:
    """What the pages may say."""
    assert tree.authorities is not None
    register = tree.authorities.value.authorities
    trace = query.traceability(tree, tree.authorities.value.looked_on)
    confirm = query.to_confirm(tree)
    standings = query.fleet(tree, trace.as_of)
    names = {name: files.school.value.name for name, files in sorted(tree.schools.items())}
    all_versions = query.versions(tree)
    cited = {one.cite.authority for one in trace.traces}
    in_use: dict[tuple[str, str], list[str]] = {(p.id, v.version): [] for p, v in all_versions}
    for use in query.uses(tree):
        if use.standing == "in-use":
            in_use[(use.policy, use.adopted.version)].append(names[use.school])
    calendars = {name: fleet.calendar(tree, name, standings, templates) for name in names}
    impacts = (query.impact_of_version(tree, p.id, v.version) for p, v in all_versions)
    return {
        # The styles of the schools' sites ask a school for its colours.
        "school": {"palette": palette(BAND, LINE)},
        "left_out": left_out,
        "register": register,
        "trace": trace,
        "confirm": confirm,
        "unconfirmed": _unconfirmed(confirm),
        "questions": _questions(confirm),
        "policies": [files.policy.value for _, files in sorted(tree.policies.items())],
        "policy_versions": {
            name: [version for policy, version in all_versions if policy.id == name]
            for name in tree.policies
        },
        "clause_numbers": {(p.id, v.version): numbers(v.sections) for p, v in all_versions},
        "titles": {name: files.policy.value.title for name, files in tree.policies.items()},
        "schools": [tree.schools[name].school.value for name in names],
        "names": names,
        "standings": standings,
        "options": {name: files.policy.value.options for name, files in tree.policies.items()},
        "fleet": fleet.data(tree, standings, trace.as_of, overdue=False),
        "local_changes": [
            (use, list(query.local_changes(tree, use)))
            for use in query.uses(tree)
            if use.adopted.variations
        ],
        "calendars": {name: made for name, made in calendars.items() if made is not None},
        "in_use": in_use,
        "cited": sorted(cited, key=lambda name: (register[name].title, name)),
        "not_cited": sorted(set(register) - cited, key=lambda name: (register[name].title, name)),
        "resting": {name: _resting(trace, name) for name in cited},
        "editions_shown": {name: _editions_shown(trace, name) for name in cited},
        "editions": [query.impact_of_edition(tree, *new) for new in query.newer_editions(tree)],
        "new_versions": [impact for impact in impacts if impact.schools],
    }


def _resting(
    trace: query.Traceability, name: str
) -> dict[tuple[str, str, tuple[str | None, ...]], list[query.Trace]]:
    """What rests on one law or piece of guidance, by policy, version and what it cites of it."""
    found: dict[tuple[str, str, tuple[str | None, ...]], list[query.Trace]] = {}
    for one in trace.of_authority(name):
        cited = (one.cite.edition, one.cite.part, one.cite.section, one.cite.paragraph)
        found.setdefault((one.policy, one.version, cited), []).append(one)
    return found


def _editions_shown(trace: query.Traceability, name: str) -> list[str]:
    """The editions that are cited, and the newest in the place of each."""
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
    """Facts by law or guidance, each with what rests on it by policy and version."""
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
