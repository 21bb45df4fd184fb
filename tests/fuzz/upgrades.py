"""No word of a school is lost when it takes up another version: it is printed, or the school was
asked about it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import yaml
from hypothesis import given

from clausework.model.document import Document
from clausework.model.elements import Item
from clausework.model.inline import plain
from clausework.model.policy import Variation
from clausework.workspace.root import read_workspace
from tests.fuzz.documents import command, document, in_use, sound
from tests.fuzz.properties import Property
from tests.fuzz.root_files import POLICY, SCHOOL
from tests.fuzz.roots import STEPS, Chain, chains

# More rounds of decisions than this lead nowhere.
ROUNDS = 12
DECIDED = "q0own"
# Once something else is decided, what was asked about may need no decision.
IDLE = re.compile('No local change of "([^"]*)" awaits a decision')
FILE = f"schools/{SCHOOL}/school.yaml"


@given(chains())
def every_word_of_a_school_is_printed_or_asked_about(example: Chain) -> None:
    random = Random(example.seed)
    with sound(example.root) as (root, _):
        first = (root / FILE).read_bytes()
        for number in example.versions:
            _take_up(root, number, random)
        (root / FILE).write_bytes(first)
        _take_up(root, example.versions[-1], random)


def _take_up(root: Path, number: str, random: Random) -> None:
    before = read_workspace(root)
    use = in_use(before)
    # A list of the school's own has points of the master's too, whose words go with the master.
    masters = _words([str(before.policies[POLICY].versions[use.version].value)])
    own: dict[str, set[str]] = {}
    for one in use.variations:
        own.setdefault(one.target, set()).update(_words(_texts(one)) - masters)
    printed = _words(_printed(document(before, use)))
    given_up = _decide(root, number, random, own)
    after = read_workspace(root)
    pending = after.schools[SCHOOL].school.value.adopts[POLICY].pending
    assert pending is not None
    kept = {word for name, words in own.items() if name not in given_up for word in words}
    lost = (kept & printed) - _words(_printed(document(after, pending)))
    assert not lost, f"to {number}: not printed, and nobody was asked: {sorted(lost)}"
    _use(root / FILE)


def _decide(root: Path, number: str, random: Random, own: dict[str, set[str]]) -> set[str]:
    """Decide all that is asked about, and return of which local changes the words were given up."""
    choices: dict[str, str] = {}
    for _ in range(ROUNDS):
        status, out, said = command(*_adopt(root, number, choices))
        if idle := IDLE.match(said):
            del choices[idle[1]]
            continue
        assert out.startswith("{"), f"to {number} with {choices}: {status}, {said or out}"
        told = json.loads(out)["local_changes"]
        asked = [one for one in told if one["fate"] == "conflict"]
        for one in asked:
            # What a local change added, another may change.
            unnamed = own[one["id"]] - _words(o["ours"] for o in told if o["id"] == one["id"])
            assert not unnamed, f"{one['id']} is asked about without {sorted(unnamed)}"
        if status == 0:
            return {name for name, choice in choices.items() if choice != "ours"}
        assert asked, f"to {number} with {choices}: refused, and nothing is asked: {said or out}"
        for one in asked:
            # What was decided and is asked about again has to be decided otherwise.
            left = [c for c in one["choices"] if c != choices.get(one["id"])] or one["choices"]
            choices[one["id"]] = random.choice(left)
    raise AssertionError(f"to {number}: asked about again and again: {choices}")


def _adopt(root: Path, number: str, choices: dict[str, str]) -> Iterator[str | Path]:
    yield from ("adopt", SCHOOL, POLICY, number, "--json", "--root", root)
    for name, choice in choices.items():
        yield from ("--resolve", f"{name}={choice}")
        if choice == "edit":
            words = root / f"{name}.txt"
            words.write_text(f"{DECIDED} words of {name}.", "utf-8")
            yield from ("--text", f"{name}={words}")


def _use(file: Path) -> None:
    """Publish what awaits decision."""
    data: Any = yaml.safe_load(file.read_text("utf-8"))
    pending = data["adopts"][POLICY].pop("pending")
    data["adopts"][POLICY] = {"approved": "unknown", **pending}
    file.write_text(yaml.dump(data, sort_keys=False, allow_unicode=True), "utf-8")


def _words(texts: Iterable[str]) -> set[str]:
    """The words that are in one text alone."""
    return {word for text in texts for word in re.findall(r"\bq\d+\b", text)}


def _texts(variation: Variation) -> Iterator[str]:
    yield from filter(None, [variation.text, variation.closing])
    yield from _texts_of(variation.items or ())


def _texts_of(items: Iterable[Item]) -> Iterator[str]:
    for item in items:
        yield item.text
        yield from (note.text for note in item.notes)
        yield from filter(None, [item.closing])
        yield from _texts_of(item.items)


def _printed(found: Document) -> Iterator[str]:
    for node in found.nodes():
        yield from map(plain, (node.text, node.closing, *(note.text for note in node.notes)))


PROPERTIES = (
    Property(
        "no word of a school is lost",
        "upgrades",
        every_word_of_a_school_is_printed_or_asked_about,
        batch=30,
        short=2,
        count=STEPS + 1,
    ),
)
