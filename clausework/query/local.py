"""Each local change of a school beside the master's text: what it took out, and what it put in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from clausework.compare import Change, Kind, compare
from clausework.document import Document, Node
from clausework.model import Variation
from clausework.query.cites import Use
from clausework.resolve import resolve
from clausework.tree import Tree

_OF_WORDS = (Kind.ADDED, Kind.REMOVED, Kind.REWORDED)


@dataclass(frozen=True)
class LocalChange:
    """One local change of a version that a school has or is to have.

    `index` is its place among them; `number` that of what it concerns in the school's copy, of
    what it leaves out as it would be. `changes` are what it does to the words of the master as
    that school would get them without it: nothing where they are the same.
    """

    use: Use
    index: int
    variation: Variation
    number: str | None
    changes: tuple[Change, ...]


def local_changes(tree: Tree, use: Use) -> Iterator[LocalChange]:
    """The local changes of one version at one school, in the order of the school's file."""
    variations = use.adopted.variations
    documents = [_with_first(tree, use, count) for count in range(len(variations) + 1)]
    copy = _nodes(documents[-1])
    for index, variation in enumerate(variations):
        before, after = documents[index : index + 2]
        old, new = (_nodes(side).get(variation.target) for side in (before, after))
        inside = {node.id for top in (old, new) if top for node in top.walk()}
        printed = copy.get(variation.target) or old
        yield LocalChange(
            use=use,
            index=index,
            variation=variation,
            number=printed.number if printed else None,
            changes=tuple(
                change
                for change in compare(before, after)
                if change.id in inside and change.kind in _OF_WORDS
            ),
        )


def _with_first(tree: Tree, use: Use, count: int) -> Document:
    """What the school would get with no more than its first local changes."""
    adopted = use.adopted.model_copy(update={"variations": use.adopted.variations[:count]})
    version = tree.policies[use.policy].versions[use.adopted.version].value
    school = tree.schools[use.school].school.value
    return resolve(tree.master(use.policy), version, school, adopted)[0]


def _nodes(document: Document) -> dict[str, Node]:
    return {node.id: node for section in document.sections for node in section.walk()}
