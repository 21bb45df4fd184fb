"""Limits on how much a school may change, so that none can delay the others.

A build compares each local change with the words that it changes.
"""

from __future__ import annotations

from collections.abc import Iterator

from clausework.model.lineage import all_texts
from clausework.model.policy import Adopted, Variation, Version
from clausework.resolve.local_changes import LocalCopy
from clausework.source.locations import KeyPath, Source
from clausework.source.problems import Problem, error
from clausework.upgrade.outcome import texts

MOST_CHANGES = 1000
# In pairs of words, one from before a local change and one from after it, over a whole version.
MOST_COMPARED = 50_000_000


def limit_problems(
    source: Source, version: Version, adopted: Adopted, here: KeyPath
) -> Iterator[Problem]:
    """The limits that local changes of a version exceed; then no other rule applies to them."""
    above = (*here, "variations")
    if len(adopted.variations) > MOST_CHANGES:
        yield error(
            "local-changes-too-many",
            source.place((*above, MOST_CHANGES)),
            f"there are {len(adopted.variations)} local changes of one version, but at most "
            f"{MOST_CHANGES} are read",
            "each is compared with the master's text, which would delay the build for everybody.",
            "ask HR for a policy of the school's own; little of the master is left in this one.",
        )
        return
    index = _too_long(version, adopted)
    if index is not None:
        yield error(
            "local-changes-too-long",
            source.place((*above, index)),
            "the local changes up to this one have more words than can be compared",
            "each is compared with the words that it changes, which would delay the build for "
            "everybody.",
            "change each text only once, and split a very long text into clauses.",
        )


def _too_long(version: Version, adopted: Adopted) -> int | None:
    """The index of the local change at which there are too many words to compare."""
    copy = LocalCopy(version.version, version.parts)
    pairs = 0
    for index, variation in enumerate(adopted.variations):
        pairs += _before(copy, variation) * sum(map(_length, texts(variation)))
        if pairs > MOST_COMPARED:
            return index
        copy.vary(variation, index)
    return None


def _before(copy: LocalCopy, variation: Variation) -> int:
    if variation.replace is None or variation.replace not in copy:
        return 0
    return sum(map(_length, all_texts([copy.element(variation.replace)])))


def _length(text: str) -> int:
    return len(text.split())
