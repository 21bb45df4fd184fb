"""Which schools must be built: those requested that lack any output."""

from __future__ import annotations

from collections.abc import Iterable

from clausework.build.context import BuildContext
from clausework.build.request import UnknownTarget
from clausework.publish.inventory import PAPER, SITES
from clausework.publish.swap import in_the_way


def wanted(context: BuildContext) -> list[str]:
    """The schools that are requested and can be read, in order. Raises UnknownTarget."""
    survey, request = context.survey, context.request
    known = sorted([*survey.found, *survey.barred])
    _must_be_known("school", request.schools, known)
    _must_be_known("policy", request.policies, context.master.policies)
    return [name for name in sorted(set(request.schools or known)) if name in survey.found]


def withheld(context: BuildContext) -> list[str]:
    """The schools that are requested and cannot be read, in order."""
    barred = context.survey.barred
    return sorted(name for name in {*(context.request.schools or barred)} if name in barred)


def closed(context: BuildContext) -> list[str]:
    """The schools that were built and have no folder any more, if all are requested, in order.

    None where no school is there at all, which looks like a folder that could not be reached.
    """
    survey, request = context.survey, context.request
    if request.schools or request.policies or not survey.found:
        return []
    there = {*survey.found, *survey.barred}
    return sorted(name for name in context.state.schools if name not in there)


def obstructed(context: BuildContext, names: Iterable[str]) -> dict[str, str]:
    """The schools whose site cannot be put in its place, each with the reason."""
    places = [(name, f"{kind}/{name}") for name in names for kind in (SITES, PAPER)]
    obstacles = [(name, in_the_way(context.request.out, place)) for name, place in places]
    return {name: words for name, words in obstacles if words is not None}


def is_there(context: BuildContext, name: str) -> bool:
    """Whether a school has everything requested, by sizes and times of its files."""
    entry, request = context.state.schools.get(name), context.request
    return (
        entry is not None
        and not context.survey.found[name].changed
        and entry.holds_on(request.on)
        and entry.master == context.master.read_by(entry.reads)
        and {*request.formats} <= {*entry.formats}
        and {*(request.policies or context.master.policies)} <= {*entry.policies}
        and entry.copied == request.copy
        and entry.outputs == context.outputs(name)
    )


def is_whole(context: BuildContext, name: str) -> bool:
    """Whether the store still has everything that the state of a school names."""
    entry = context.state.schools[name]
    return all(context.store.has(one) for one in (entry.files, entry.sources, entry.summary))


def _must_be_known(kind: str, names: Iterable[str], known: Iterable[str]) -> None:
    there = list(known)
    for name in names:
        if name not in there:
            raise UnknownTarget(f'unknown {kind} "{name}"; there are: {", ".join(there)}')
