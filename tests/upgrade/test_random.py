"""What always holds of local changes taken to another version, whatever they are."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clausework.model.inline import plain
from clausework.model.policy import Adopted, Variation, Version
from clausework.resolve.nodes import Master
from clausework.resolve.version import resolve
from clausework.upgrade.carry import upgrade
from clausework.upgrade.outcome import Outcome
from tests.support.carrying import SCHOOL, conflicts, in_short
from tests.support.chains import answered, chains, named, printed, words_of
from tests.support.chains import taken as taken_on
from tests.support.policies import AUTHORITIES, POLICY, TERMS
from tests.support.triples import Triple, triples

# At every change of the project; on a machine that is waited at, fewer.
EXAMPLES = 800 if os.environ.get("CI") else 500


@settings(max_examples=EXAMPLES)
@given(triples())
def test_what_always_holds(triple: Triple) -> None:
    there = upgrade(POLICY, triple.old, triple.new, triple.variations, {})
    # Not one of the school's words is lost: it is taken along, or in a conflict that names it.
    had = _own(in_short(one) for one in triple.variations)
    assert had <= _own(map(in_short, there.variations)) | _own(one.ours for one in there.conflicts)
    # Where the two changed nothing in common, nobody is asked.
    assert triple.overlap or not there.conflicts
    # A school without local changes has the master.
    assert upgrade(POLICY, triple.old, triple.new, (), {}).variations == ()
    # What is taken along fits.
    assert conflicts(triple.new, there.variations) == []
    # What came through whole leads back to what was.
    if {one.fate for one in there.fared} <= {Outcome.CARRIED, Outcome.MERGED}:
        back = upgrade(POLICY, triple.new, triple.old, there.variations, {})
        if not back.conflicts:
            assert words(triple.old, back.variations) == words(triple.old, triple.variations)


def _own(texts: Iterable[str]) -> set[str]:
    """The words that the school wrote."""
    return {word for text in texts for word in re.findall(r"\bown\w+", text)}


def words(version: Version, variations: tuple[Variation, ...]) -> list[tuple[str, str, str]]:
    """What a school reads: number and words of each element, in order."""
    adopted = Adopted(version=version.version, variations=variations)
    document, found = resolve(Master(POLICY, TERMS, AUTHORITIES), version, SCHOOL, adopted)
    assert found == []
    return [(node.number, plain(node.text), plain(node.closing)) for node in document.nodes()]


# A chain takes a hundred times as long as a triple, and the harness tries thousands of them.
@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_no_word_of_a_school_vanishes_over_a_chain_of_versions(data: st.DataObject) -> None:
    chain = data.draw(chains())
    adopted = chain.adopted
    for at, version in enumerate(chain.versions[1:]):
        had = words_of(printed(chain.versions[at], chain.school, adopted)[0])
        asked = taken_on(chain, at, adopted, {})
        # What is asked is asked by name, with the words.
        sure = adopted.model_copy(
            update={"version": version.version, "variations": asked.variations}
        )
        document, _ = printed(version, chain.school, sure)
        assert had <= words_of(document) | named(asked.fared)
        # Every way that is offered leads to a copy that fits and has what is not named.
        found = answered(data.draw, chain, at, adopted)
        assert not found.conflicts, found.conflicts
        adopted = sure.model_copy(update={"variations": found.variations})
        document, unfit = printed(version, chain.school, adopted)
        assert unfit == []
        assert had <= words_of(document) | named(found.fared)
