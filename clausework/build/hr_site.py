"""Build HR's own site where it is missing, and lay it out in a folder."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError

from clausework.build.context import BuildContext
from clausework.build.executors import lost
from clausework.publish.inventory import HUB
from clausework.publish.manifest import sha256
from clausework.publish.origins import as_json, of_hub
from clausework.publish.swap import in_the_way, lay_out
from clausework.store.state import HubEntry
from clausework.store.store import Stored

if TYPE_CHECKING:
    from clausework.build.worker import SharedSources
    from clausework.render.hr.made import Made, MadeBefore

# Of the results in the store: no school can have the name.
OWNER, MADE = "HR", "made.json"


def is_there(context: BuildContext) -> bool:
    """Whether HR's site is the same as a new build would make."""
    entry = context.state.hub
    return (
        entry is not None
        and entry.digest == _digest(context)
        and entry.copied == context.request.copy
        and entry.outputs == context.stamp(HUB)
        and in_the_way(context.request.out, HUB) is None
    )


def build(context: BuildContext, master: SharedSources, folder: Path) -> None:
    """Build the site where it is missing, lay it out in a folder, and record it in the state.

    The result says how it went.
    """
    from clausework.build.worker import build_hub

    blocked = in_the_way(context.request.out, HUB)
    if blocked is not None:
        context.result.hub, context.result.hub_failure = "failed", blocked
        return
    if context.state.hub is not None and is_there(context):
        # A build from the present files would be the same.
        there = json.loads(context.store.get(context.state.hub.files) or b"{}")
        context.state.hub = replace(context.state.hub, sources=_sources(context, there))
        context.result.hub = "reused"
        return
    stored = (context.store.get(context.state.schools[n].summary) for n in _summed_up(context))
    summaries = (one for one in stored if one is not None)
    last = next(iter(context.store.results(OWNER).values()), Stored({}))
    if not all(context.store.has(one) for one in last.files.values()):
        last = Stored({})
    try:
        before = _made_before(context)
        made, contents, used = build_hub(master, summaries, _left_out(context), last, before)
    except Exception as error:  # noqa: BLE001 one failed job must not stop the others
        # A fault in HR's pages affects no school.
        context.fail_hub(lost(error))
        return
    for data in contents.values():
        context.store.put(data)
    _keep_made(context, {name: one for name, one in used.items() if one != before.get(name)})
    files = made.files
    context.store.keep_results(OWNER, {_digest(context): made})
    paths = {path: context.store.path(one) for path, one in files.items()}
    lay_out(paths, folder / HUB, copy=context.request.copy)
    context.state.hub = HubEntry(
        digest=_digest(context),
        outputs="",
        files=context.keep_files(files),
        sources=_sources(context, files),
        copied=context.request.copy,
    )
    context.result.hub = "built"


def _made_before(context: BuildContext) -> MadeBefore:
    """What the last site had of each policy."""
    from clausework.render.hr.made import FORM

    found: dict[str, Mapping[str, Made]] = {}
    for policy in context.master.policies:
        for stored in context.store.results(f"{OWNER} {policy}").values():
            data = context.store.get(stored.files[MADE]) if MADE in stored.files else None
            with suppress(ValidationError):
                found[policy] = FORM.validate_json(data or b"{}")
    return found


def _keep_made(context: BuildContext, made: MadeBefore) -> None:
    for policy, found in made.items():
        data = json.dumps({key: asdict(one) for key, one in found.items()}).encode()
        stored = Stored({MADE: context.store.put(data)})
        context.store.keep_results(f"{OWNER} {policy}", {MADE: stored})


def _digest(context: BuildContext) -> str:
    """One digest of everything that HR's pages are made from."""
    entries = (context.state.schools[name] for name in _summed_up(context))
    summaries = (entry.summary for entry in entries)
    lines = [context.master.digest, *summaries, "", *_left_out(context)]
    return sha256("\n".join(lines).encode())


def _summed_up(context: BuildContext) -> list[str]:
    """The schools that HR's pages describe."""
    out = {*context.result.withheld, *context.result.failed}
    names = sorted(context.survey.found)
    return [name for name in names if name in context.state.schools and name not in out]


def _left_out(context: BuildContext) -> tuple[str, ...]:
    out = (*context.result.withheld, *context.result.failed)
    return tuple(sorted(context.survey.called(name) for name in out))


def _sources(context: BuildContext, files: Mapping[str, str]) -> str:
    schools = {name: context.origins(name) for name in _summed_up(context)}
    return context.store.put(as_json(of_hub(files, schools, context.survey.sources)))
