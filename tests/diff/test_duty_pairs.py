"""The reading of duties against pairs that people labelled; docs/quality.md has the figures."""

from collections import Counter
from collections.abc import Sequence

import pytest

from clausework.diff.compare import compare
from clausework.diff.readings import readings
from tests.diff.duty_pairs import HELD_OUT, PAIRS, Pair
from tests.support.drafts import document
from tests.support.places import PROJECT

TABLES: dict[str, Sequence[Pair]] = {"beside the program": PAIRS, "held out": HELD_OUT}
# The program cannot distinguish the two of a pair.
SIDES = {"new": "stronger", "removed": "weaker"}


def outcome(pair: Pair) -> str:
    """`right`, `wrong` or `asked`; after `same: ` for a pair that changes no duty.

    A change of a duty that is passed over is wrong too.
    """
    _, old, new, label = pair
    found = [one for one in readings(compare(document(old), document(new)), ()) if one.id != "z"]
    suggests = found[0].suggests if found else ("same",)
    sides = {SIDES.get(one, one) for one in suggests}
    said = "asked" if not suggests else "right" if SIDES.get(label, label) in sides else "wrong"
    return f"same: {said}" if label == "same" else said


@pytest.mark.parametrize(("name", "pairs"), TABLES.items(), ids=list(TABLES))
def test_the_figures_are_those_of_the_docs(name: str, pairs: Sequence[Pair]) -> None:
    found = Counter(map(outcome, pairs))
    columns = ("right", "asked", "wrong", "same: right", "same: asked", "same: wrong")
    row = f"| {name} | {' | '.join(str(found[column]) for column in columns)} |"
    assert row in (PROJECT / "docs" / "quality.md").read_text("utf-8")
