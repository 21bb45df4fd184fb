"""Pairs of texts, and what a person who reads both says that the change does to a duty."""

from typing import NamedTuple

import yaml

from tests.support.places import PROJECT


class Pair(NamedTuple):
    """Two drafts in the form of `tests.support.drafts`, of which exactly one clause differs."""

    kind: str
    old: str
    new: str
    label: str


def _read(name: str) -> tuple[Pair, ...]:
    text = (PROJECT / "tests/data/duty-pairs" / name).read_text("utf-8")
    return tuple(Pair(**entry) for entry in yaml.safe_load(text))


PAIRS = _read("beside-the-program.yaml")
HELD_OUT = _read("held-out.yaml")
