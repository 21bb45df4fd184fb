"""The pages of redlines: every two versions of a policy, in the master's words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import combinations
from typing import Any

from clausework.diff.changes import Change, ConditionChanged, Renamed, Split
from clausework.diff.reasons import why
from clausework.model.document import Document, Node
from clausework.model.inline import Run
from clausework.model.lineage import pictures
from clausework.model.policy import Version, age
from clausework.query.comparison import Comparison, between, changes_to_confirm, line_to
from clausework.render.review import review
from clausework.workspace.root import Workspace
from clausework.workspace.schema import File


def pairs(workspace: Workspace, policy: str) -> Iterator[tuple[str, str]]:
    """Every two versions of a policy, the older first."""
    return combinations(sorted(workspace.policies[policy].versions, key=age), 2)


def values_of(
    workspace: Workspace, policy: str, before: str, after: str
) -> tuple[dict[str, Any], dict[str, int]]:
    """The values of the page of one redline, with the number of its changes by weight."""
    found = between(workspace, policy, before, after, None)
    comparison = replace(found, old=bracketed(found.old), new=bracketed(found.new))
    line = line_to(workspace.policies[policy].versions, after)
    page = review.values(comparison.marked)
    counts = {weight: len(blocks) for weight, blocks in page["changes"].items()}
    passed = line[: line.index(before)] if before in line else []
    page |= {"comparison": comparison, "unseen": _unseen(comparison), "why": why}
    page |= {"readings": changes_to_confirm(workspace, comparison)}
    return page | {"passed": passed[::-1]}, counts


def depends_on(
    workspace: Workspace, values: Mapping[str, Any], policy: str, before: str, after: str
) -> list[object]:
    """What the page of a redline depends on besides the templates."""
    assert workspace.authorities is not None
    assert workspace.terms is not None
    files = workspace.policies[policy]
    line = (before, *line_to(files.versions, after))
    return [
        before,
        after,
        workspace.authorities.source.text,
        workspace.terms.source.text,
        files.policy.source.text,
        sorted(workspace.titles.items()),
        *(made_of(files.versions[number]) for number in line),
        [values["having"]["in-use"][policy, number] for number in (before, after)],
        [one.version for one in values["new_versions"]],
    ]


def made_of(version: File[Version]) -> list[object]:
    """What a version prints depends on: its text, and the pictures of its figures."""
    return [version.source.text, [one.data for one in pictures(version.value.parts)]]


def _unseen(comparison: Comparison) -> list[Change]:
    """The changes that the marked-up text does not show."""
    kept = {node.id for node in comparison.new.nodes()}
    return [
        change
        for change in comparison.changes
        if isinstance(change, Renamed | ConditionChanged)
        or (isinstance(change, Split) and change.old in kept)
    ]


def bracketed(document: Document) -> Document:
    """A version as HR keeps it, with the words that vary by school in brackets."""
    sections = tuple(_with_brackets(section) for section in document.sections)
    return document.replaced(sections=sections)


def _with_brackets(node: Node) -> Node:
    notes = tuple(note.replaced(text=_fills(note.text)) for note in node.notes)
    return node.replaced(
        text=_fills(node.text),
        closing=_fills(node.closing),
        notes=notes,
        children=tuple(_with_brackets(child) for child in node.children),
    )


def _fills(runs: Iterable[Run]) -> tuple[Run, ...]:
    return tuple(
        run.replaced(text=f"[{run.fill.replace('_', ' ')}]")
        if run.fill and run.text == f"{{{{ {run.fill} }}}}"
        else run
        for run in runs
    )
