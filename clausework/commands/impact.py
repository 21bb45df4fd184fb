"""`impact`: which clauses, schools and local changes a new edition or version affects."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any

from clausework.commands import DONE, PROBLEMS, Arguments, Commands, UsageError, clock
from clausework.commands.console import print_styled
from clausework.commands.soundness import print_faults, sound
from clausework.query import (
    EditionImpact,
    UnknownName,
    VersionImpact,
    impact_of_edition,
    impact_of_version,
)
from clausework.query.impact import Recorded, Touched
from clausework.render.common.templates import templates_for
from clausework.source import problems
from clausework.workspace.as_of import as_of
from clausework.workspace.root import Workspace


@dataclass(frozen=True, kw_only=True)
class ImpactArguments(Arguments):
    """The arguments of `impact`."""

    subject: str
    new: str
    json: bool


def add(commands: Commands) -> None:
    """Add the command."""
    impact = commands.add(
        "impact",
        "list what a new edition of law or guidance, or a new version, affects",
        ImpactArguments,
        run,
    )
    impact.add_argument("subject", help="law or guidance, or a policy, by its id")
    impact.add_argument("new", metavar="edition|version", help="the new edition or version")
    impact.add_argument("--json", action="store_true", help="print it as JSON")


def run(arguments: ImpactArguments) -> int:
    """Print what is affected. Raises UsageError.

    A school with faults is left out, and its faults are reported.
    """
    workspace, found, left_out = sound(arguments.root)
    print_faults(found, left_out)
    if workspace is None or workspace.withheld.holds(arguments.subject, arguments.new):
        return PROBLEMS
    workspace = as_of(workspace, clock.today())
    impact = _impact(workspace, arguments.subject, arguments.new)
    if arguments.json:
        print(json.dumps(_data(workspace, impact), ensure_ascii=False, indent=2))
    else:
        print_styled(_text(workspace, impact))
    return PROBLEMS if found else DONE


def _impact(workspace: Workspace, subject: str, new: str) -> EditionImpact | VersionImpact:
    try:
        if subject in workspace.policies:
            return impact_of_version(workspace, subject, new)
        return impact_of_edition(workspace, subject, new)
    except UnknownName as error:
        raise UsageError(_not_known(error, subject, workspace)) from error


def _not_known(error: UnknownName, subject: str, workspace: Workspace) -> str:
    if error.kind in ("edition", "version"):
        there = f"; there are: {', '.join(error.known)}" if error.known else ", nor any other"
        return f'"{subject}" has no {error.kind} "{error.name}"{there}'
    names = sorted({*error.known, *workspace.policies})
    there = problems.did_you_mean(error.name, names, f"there are: {', '.join(names)}")
    return f'unknown policy, law or guidance "{error.name}"; {there}'


def _text(workspace: Workspace, impact: EditionImpact | VersionImpact) -> str:
    values: dict[str, Any] = {
        "impact": impact,
        "policies": {name: files.policy.value.title for name, files in workspace.policies.items()},
        "names": {name: files.school.value.name for name, files in workspace.schools.items()},
    }
    name = "impact-version"
    if isinstance(impact, EditionImpact):
        assert workspace.authorities is not None
        name = "impact-edition"
        values["entry"] = workspace.authorities.value.authorities[impact.authority]
    return templates_for(workspace.root).text(f"text/{name}.txt.j2", **values)


def _data(workspace: Workspace, impact: EditionImpact | VersionImpact) -> dict[str, Any]:
    if isinstance(impact, VersionImpact):
        data = asdict(impact)
        for step in data["steps"]:
            step["options"] = {
                name: option.model_dump(mode="json") for name, option in step["options"]
            }
        return data
    return {
        "authority": impact.authority,
        "edition": impact.edition,
        "rows": [row for touched in impact.touched for row in _rows(touched)],
        "versions": [
            {
                "policy": policy,
                "version": version,
                "status": workspace.policies[policy].versions[version].value.status.value,
                "clauses": list(dict.fromkeys(one.cite.clause for one in here)),
            }
            for (policy, version), here in impact.by_version.items()
            if (policy, version) in impact.unused
        ],
    }


def _rows(touched: Touched) -> list[dict[str, Any]]:
    cite = touched.cite
    return [
        {
            "policy": touched.policy,
            "version": touched.version,
            "clause": cite.clause,
            "on": cite.on,
            "number": school.number,
            "edition": cite.edition,
            "school": school.school,
            "standing": school.standing,
            "varied": list(school.varied),
            "part": cite.part,
            "section": cite.section,
            "paragraph": cite.paragraph,
            "again": [_recorded(one) for one in touched.again],
        }
        for school in touched.schools
    ]


def _recorded(one: Recorded) -> dict[str, Any]:
    print_id, pinpoint = one
    return {
        "document": print_id,
        "topic": pinpoint.topic,
        "part": pinpoint.part,
        "section": pinpoint.section,
        "paragraph": pinpoint.paragraph,
        "verified": pinpoint.verified.tier,
    }
