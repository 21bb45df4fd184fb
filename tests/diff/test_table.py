"""Every pair of the table: what is told, what is marked, and both sides of the redline whole."""

from __future__ import annotations

import re

import pytest

from clausework.diff.changes import Change, Reworded
from clausework.diff.compare import compare
from clausework.diff.redline import redline
from clausework.model.document import Document
from clausework.model.scalars import Kind
from tests.diff.table import TABLE
from tests.diff.table.pair import Pair
from tests.support.drafts import document
from tests.support.redlines import said, side_of

PAIRS = pytest.mark.parametrize("pair", TABLE, ids=lambda pair: pair.name)


def told(change: Change) -> str:
    """A change as the table writes it."""
    words = [f"{change.kind} {change.id} {change.weight}", *change.duties]
    before, after = (", ".join(persons) or None for persons in change.bound)
    return " ".join([*words, *([f"[{before} > {after}]"] if before != after else [])])


def documents(pair: Pair) -> tuple[Document, Document]:
    return document(pair.old), document(pair.new)


@PAIRS
def test_what_is_told(pair: Pair) -> None:
    assert [told(change) for change in compare(*documents(pair))] == list(pair.changes)


@PAIRS
def test_no_more_words_are_marked_than_changed(pair: Pair) -> None:
    marked = [
        word
        for change in compare(*documents(pair))
        if isinstance(change, Reworded)
        for piece in change.pieces
        if piece.kind != "kept"
        for word in re.findall(r"\w+", re.sub(r"\W*\{\{|\}\}", "", piece.own_text))
    ]
    assert len(marked) <= pair.words, marked


@PAIRS
def test_rejected_it_is_the_older_and_accepted_the_newer(pair: Pair) -> None:
    for old, new in (documents(pair), documents(pair)[::-1]):
        marked = redline(old, new, compare(old, new), ())
        assert side_of(marked, "older") == said(old)
        assert side_of(marked, "newer") == said(new)


def test_the_table_has_each_kind_of_change() -> None:
    kinds = {change.split()[0] for pair in TABLE for change in pair.changes}
    assert kinds == set(Kind)
    assert len({pair.name for pair in TABLE}) == len(TABLE) >= 60
