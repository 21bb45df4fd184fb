"""Comparing two versions, against one run of difflib over the words of the two whole texts."""

from __future__ import annotations

from difflib import SequenceMatcher
from functools import partial
from itertools import chain

from benchmarks.measure import Ratio, growth, once, seconds, show_times
from benchmarks.texts import documents, examples, policy, texts
from clausework.diff.compare import compare

CLAUSES = 1000
TARGET = 1 / 20
SIZES = (50, 100, 200, 400)


def run() -> list[Ratio]:
    """Measure, print the times, and give the ratios."""
    like = policy(examples()).new
    old, new = documents(like, CLAUSES)
    before, after = (list(chain(*side)) for side in texts(like, CLAUSES))
    ours = seconds(partial(compare, old, new))
    rival = once(lambda: SequenceMatcher(None, before, after, autojunk=False).get_opcodes())
    times = {size: seconds(partial(compare, *documents(like, size))) for size in SIZES}
    show_times(
        "Two versions compared",
        {
            f"compare, {CLAUSES} clauses": ours,
            f"difflib over all their words, {CLAUSES} clauses": rival,
            **{f"compare, {size} clauses": time for size, time in times.items()},
        },
    )
    return [
        Ratio(f"compare against difflib, {CLAUSES} clauses", ours / rival, TARGET),
        *growth("compare", times),
    ]
