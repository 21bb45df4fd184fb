"""The values of HR's page of what is coming."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from clausework import query
from clausework.workspace.root import Workspace


@dataclass(frozen=True)
class ToCome:
    """What is to come, what cites it by policy and version, and the schools whose copies do."""

    one: query.Coming
    cited: dict[tuple[str, str], list[query.Trace]]
    schools: dict[str, None]


def to_come(
    workspace: Workspace, traceability: query.Traceability, copies: Sequence[query.Copy]
) -> list[ToCome]:
    """What is to come, in order. `copies` are those of all schools."""
    assert workspace.authorities is not None
    register = workspace.authorities.value.authorities
    found = []
    for one, traces in query.coming(workspace, traceability):
        cited: dict[tuple[str, str], list[query.Trace]] = {}
        for trace in traces:
            cited.setdefault((trace.policy, trace.version), []).append(trace)
        having = (
            copy.school
            for copy in copies
            for own in copy.cites
            if query.concerns(register[one.authority], one, own.cite)
        )
        found.append(ToCome(one, cited, dict.fromkeys(having)))
    return found
