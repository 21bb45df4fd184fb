"""What a marked-up PDF or Word copy says of the change of one element."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from clausework.diff.reasons import together
from clausework.model.document import Meaning, Node
from clausework.model.scalars import Weight


@dataclass(frozen=True)
class Remarks:
    """The remarks on an element.

    `points` changed with it; `weighed` is whether its weight is given here and not at its clause.
    """

    node: Node
    points: Sequence[Node] = ()
    weighed: bool = True
    meanings: tuple[Meaning, ...] = ()
    reasons: tuple[str, ...] = ()

    @property
    def weight(self) -> Weight | None:
        """The weight that HR gave, where it is given here."""
        nodes = (self.node, *self.points)
        found = together((one.kind, one.weight) for node in nodes for one in node.remarks)
        return found if self.weighed else None


def meanings_of(node: Node) -> tuple[Meaning, ...]:
    """What HR says of an element or of its clause, each once."""
    return tuple(dict.fromkeys(remark.meaning for remark in node.remarks if remark.meaning))


def reasons_of(node: Node) -> tuple[str, ...]:
    """HR's reasons for the changes of an element, each once."""
    return tuple(dict.fromkeys(remark.reason for remark in node.remarks if remark.reason))


def comments(nodes: Sequence[Node]) -> Iterator[Remarks]:
    """The comment on each of some elements in reading order.

    What HR says of a whole clause is in the first of its comments.
    """
    before: set[Meaning] = set()
    for node in nodes:
        meanings = tuple(one for one in meanings_of(node) if one not in before)
        before.update(meanings)
        yield Remarks(node, meanings=meanings, reasons=reasons_of(node))
