"""What holds of any two versions: the redline has both whole, and nothing is told for nothing."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from hypothesis import HealthCheck, given, settings

from clausework.diff.compare import compare
from clausework.diff.redline import redline
from clausework.model.document import Document
from clausework.model.inline import Run
from clausework.model.scalars import Kind
from tests.support.redlines import astray, said, side_of
from tests.support.versions import EDITS, MOVES, pairs


def texts(document: Document) -> Iterator[tuple[Run, ...]]:
    for node in document.nodes():
        yield from (node.text, node.closing, *(note.text for note in node.notes))


def halves(redline: Document) -> list[str]:
    """Where a mark begins or ends inside a word of one of the two documents."""
    return [
        left.text + right.text
        for runs in texts(redline)
        for gone in ("inserted", "deleted")
        for left, right in pairwise(run for run in runs if run.text and run.mark != gone)
        if left.mark != right.mark and left.text[-1].isalnum() and right.text[0].isalnum()
    ]


@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow])
@given(pairs(EDITS))
def test_rejected_it_is_the_older_and_accepted_the_newer(
    versions: tuple[Document, Document],
) -> None:
    for old, new in (versions, versions[::-1]):
        marked = redline(old, new, compare(old, new), ())
        assert side_of(marked, "older") == said(old)
        assert side_of(marked, "newer") == said(new)
        assert halves(marked) == []
        assert astray(marked, "older") == astray(marked, "newer") == []
    assert compare(versions[0], versions[0]) == compare(versions[1], versions[1]) == ()


@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow])
@given(pairs(MOVES))
def test_what_is_only_put_elsewhere_is_not_reworded(versions: tuple[Document, Document]) -> None:
    for old, new in (versions, versions[::-1]):
        changes = compare(old, new)
        assert {change.kind for change in changes} <= {Kind.MOVED, Kind.RENUMBERED}
        # Nothing is marked but whole elements, and the number of a place that is referred to.
        marked = redline(old, new, changes, ())
        kept = [node for one in marked.sections for node in one.walk() if node.mark is None]
        assert not any(run.mark and not run.fill for node in kept for run in node.text)
