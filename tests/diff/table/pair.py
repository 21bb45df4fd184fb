"""A pair of drafts and what changes from the one to the other, worked out by hand.

A change is "kind id weight duties [bound before > bound after]", the last where the two differ.
`words` are how many words may be marked at most in all that is reworded.
"""

from __future__ import annotations

from typing import NamedTuple


class Pair(NamedTuple):
    """Two drafts (see `drafts`) and the changes that a person would tell."""

    name: str
    old: str
    new: str
    changes: tuple[str, ...] = ()
    words: int = 0


def words(
    name: str, old: str, new: str, weight: str, marked: int, duties: str = "", bound: str = ""
) -> Pair:
    """One clause in other words."""
    told = " ".join(filter(None, ["reworded a", weight, duties, bound]))
    return Pair(name, f"a: {old}", f"a: {new}", (told,), marked)
