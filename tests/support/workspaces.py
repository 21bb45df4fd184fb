"""Workspaces with one small policy, `conduct`, written as files and read again."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from clausework.source.problems import errors
from clausework.workspace.root import Workspace, read_workspace

OFFICIAL = {"tier": "official", "source": "https://example.org/", "on": "2026-01-01"}
UNVERIFIED = {"tier": "unverified"}
AS_OF = date(2026, 1, 1)


def edition(**more: Any) -> dict[str, Any]:
    return {"verified": OFFICIAL} | more


GUIDE = {
    "title": "The Guide",
    "kind": "statutory-guidance",
    "verified": OFFICIAL,
    "editions": {
        "2018": edition(superseded_by="2020"),
        "2020": edition(superseded_by="2024", in_force_from="2020-09-01"),
        "2024": edition(
            in_force_from="2024-09-01",
            documents={
                "in-force": {
                    "verified": OFFICIAL,
                    "pinpoints": [
                        {"topic": "Staff", "part": "two", "section": "a", "verified": OFFICIAL},
                        {"topic": "Images", "part": "two", "section": "b", "verified": UNVERIFIED},
                        {"topic": "Checks", "part": "three", "verified": OFFICIAL},
                    ],
                }
            },
        ),
        "2030": edition(verified=UNVERIFIED),
    },
}
ACT = {
    "title": "The Act 2006",
    "kind": "act",
    "verified": OFFICIAL,
    "provisions": [
        {"section": "35", "effect": "A duty", "verified": UNVERIFIED},
        {"section": "36", "effect": "Another", "verified": OFFICIAL},
    ],
}
RUMOUR = {"title": "A Rumour", "kind": "standard", "verified": UNVERIFIED, "note": "Not seen."}


def clause(name: str, *authorities: Any, **more: Any) -> dict[str, Any]:
    cites = [{"authority": one} if isinstance(one, str) else one for one in authorities]
    return {"id": name, "text": f"Text of {name}.", "cites": cites} | more


def version(*clauses: dict[str, Any], **more: Any) -> dict[str, Any]:
    sections = [{"id": "one", "title": "One", "clauses": clauses}]
    kept = {"status": "released", "summary": "Words.", "editions": {"guide": "2018"}}
    return kept | {"sections": sections} | more


def adopts(number: str, **more: Any) -> dict[str, Any]:
    return {"version": number} | more


def tree_of(
    folder: Path, versions: dict[str, Any], schools: dict[str, Any] | None = None, **policy: Any
) -> Workspace:
    """A root with one policy, `conduct`, written to a folder and read from it."""

    def write(name: str, data: Any) -> None:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(data), "utf-8")

    entries = {"guide": GUIDE, "act": ACT, "rumour": RUMOUR}
    write("policy/authorities.yaml", {"looked_on": AS_OF.isoformat(), "authorities": entries})
    write("policy/terms.yaml", {"setting": {"default": "school"}})
    about = {"id": "conduct", "title": "Conduct", "owner": "HR", "binding": "adapt"}
    write("policy/conduct/policy.yaml", about | policy)
    for number, data in versions.items():
        write(f"policy/conduct/{number}.yaml", {"version": number} | data)
    for name, adoption in (schools or {}).items():
        kind = adoption.pop("type", "community")
        brand = {"primary": "#000000", "accent": "#000000"}
        school = {"id": name, "name": name.title(), "type": kind, "brand": brand}
        write(f"schools/{name}/school.yaml", school | {"adopts": {"conduct": adoption}})
    workspace = read_workspace(folder)
    assert errors(workspace.problems) == []
    return workspace


NEWEST = {"authority": "guide", "edition": "2024"}
OLD = {"authority": "guide"}


def variation(kind: str, target: str, **more: Any) -> dict[str, Any]:
    return {kind: target, "reason": "R."} | ({} if kind == "omit" else {"text": "T."}) | more
