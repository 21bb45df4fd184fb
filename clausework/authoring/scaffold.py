"""The files that `new` writes: a school, a policy or a version that passes the checks.

Each line is explained; the words are in `templates/new`. All files are computed first, as bytes by
path under the root; `writing` then writes the folder as a whole.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from clausework.authoring.edit import NotEditable, put
from clausework.model.policy import School, Status, age
from clausework.render.common.templates import Templates
from clausework.source.locations import KeyPath, Source
from clausework.source.yaml import NotLoadable, decode, load
from clausework.workspace.root import PolicyFiles, Workspace

FIRST_VERSION = "1.0"
# Keys of a version about how it came about, besides the ids that it continues.
DATED = (("issued",), ("changes",), ("actions",), ("paper",))
# The keys of a version with its text.
PARTS = ("preamble", "sections", "appendices")


def next_version(versions: Iterable[str]) -> str:
    """The number of the version after these, whatever has changed."""
    last = max(versions, key=age, default=None)
    return f"{age(last)[0] + 1}.0" if last is not None else FIRST_VERSION


def school_files(
    school: School, logo: bytes | None, options: Mapping[str, Any], templates: Templates
) -> dict[str, bytes]:
    """The files of a new school.

    `logo` is the contents of the file that its brand names. `options` maps each policy to the
    choices that it leaves to schools.
    """
    folder = f"schools/{school.id}"
    text = _filled(templates, "school", school=school, options=options)
    files = {f"{folder}/school.yaml": text}
    if logo is not None:
        files[f"{folder}/{school.brand.logo}"] = logo
    return files


def policy_files(
    policy: str, title: str, owner: str, binding: str, templates: Templates
) -> dict[str, bytes]:
    """The files of a new policy: its `policy.yaml`, and a first version, a draft of one clause."""
    values = {"policy": policy, "title": title, "owner": owner, "binding": binding}
    return {
        f"policy/{policy}/policy.yaml": _filled(templates, "policy", **values),
        f"policy/{policy}/{FIRST_VERSION}.yaml": _filled(
            templates, "version", number=FIRST_VERSION, **values
        ),
    }


def version_file(
    workspace: Workspace, policy: str, number: str, start: str, templates: Templates
) -> dict[str, bytes]:
    """The file of a new version: a draft with the words of the version `start`, which it follows.

    The reasons for the changes in `start` are left out. Raises NotEditable where that would lose
    more.
    """
    name = f"policy/{policy}/{start}.yaml"
    text = _without_history(name, decode(name, workspace.files[name]))
    quoted = DoubleQuotedScalarString  # An editor would read a bare 1.0 as a number.
    data = put(name, text.encode(), ("version",), quoted(number))
    data = put(name, data, ("status",), Status.DRAFT.value)
    data = put(name, data, ("follows",), quoted(start), after_key="status")
    body = data.decode().rstrip("\n")
    copied = _filled(templates, "copied", number=number, start=start, body=body)
    return {f"policy/{policy}/{number}.yaml": copied}


def newest(policy: PolicyFiles, *statuses: Status) -> str | None:
    """The highest number of the versions with one of some statuses; None where there is none."""
    numbers = [n for n, file in policy.versions.items() if file.value.status in statuses]
    return max(numbers, key=age, default=None)


def _filled(templates: Templates, name: str, **values: Any) -> bytes:
    return templates.text(f"new/{name}.yaml.j2", quoted=_quoted, **values).encode()


def _quoted(text: str) -> str:
    # JSON's quoting is also valid YAML, so no rule is needed for texts without quotes.
    return json.dumps(text, ensure_ascii=False)


def _without_history(name: str, text: str) -> str:
    """A version's text without what holds for it alone.

    This is its day of issue, its changes, the ids that it continues, its actions and its paper.
    """
    source, before, _ = load(name, text.encode())
    lines = text.split("\n")
    gone: set[int] = set()
    for path in source.keys:
        if path in DATED or (path[0] in PARTS and path[-1] == "was"):
            gone.update(_lines(source, path))
    after = "\n".join(line for index, line in enumerate(lines) if index not in gone)
    try:
        found = load(name, after.encode())[1]
    except NotLoadable as fault:
        raise _not_editable(name) from fault
    kept = {key: value for key, value in before.items() if (key,) not in DATED}
    if found != kept | {key: _pruned(kept[key]) for key in PARTS if key in kept}:
        raise _not_editable(name)
    return after


def _lines(source: Source, path: KeyPath) -> range:
    """The lines of a key and its value, without the blank lines and remarks after them."""
    start, end = source.keys[path].start, source.values[path].end
    held = source.text[start:end].rstrip().split("\n")
    while len(held) > 1 and (not held[-1].strip() or held[-1].lstrip().startswith("#")):
        held.pop()
    first = source.text.count("\n", 0, start)
    return range(first, first + len(held))


def _pruned(data: Any) -> Any:
    if isinstance(data, list):
        return [_pruned(inner) for inner in data]
    if not isinstance(data, dict):
        return data
    return {key: _pruned(inner) for key, inner in data.items() if key != "was"}


def _not_editable(name: str) -> NotEditable:
    return NotEditable(
        f"{name}: this file cannot be copied without losing some of it. Write issued:, "
        "changes:, actions:, paper: and was: on lines of their own, without braces around them."
    )
