"""Whole roots at random: a policy with a version or several, and a school with local changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from hypothesis import strategies as st

from tests.fuzz.root_files import POLICY, SCHOOL, adopted, policy, reasons, school, version
from tests.fuzz.writer import Data, Writer, draft, following
from tests.support.roots import write_root
from tests.support.versions import EDITS, Editor

_OFFICIAL = {"tier": "official", "source": "gov.uk"}
AUTHORITIES: Data = {
    "looked_on": "2026-01-01",
    "authorities": {
        "guide": {
            "title": "The Guide & its “Annex”",
            "kind": "statutory-guidance",
            "url": "https://example.org/guide",
            "verified": _OFFICIAL,
            "editions": {
                "2018": {
                    "verified": _OFFICIAL,
                    "documents": {
                        "print": {
                            "verified": _OFFICIAL,
                            "pinpoints": [
                                {"topic": "Conduct", "paragraph": "7", "verified": _OFFICIAL},
                                {"topic": "Concerns", "part": "four", "verified": _OFFICIAL},
                            ],
                        }
                    },
                },
                "2019": {"verified": _OFFICIAL, "title": "The New Guide"},
            },
        },
        "act": {
            "title": "The Act 2006",
            "kind": "act",
            "verified": _OFFICIAL,
            "provisions": [{"section": "35", "verified": _OFFICIAL}],
        },
        "letter": {"title": "A Letter", "kind": "sector-guidance", "verified": _OFFICIAL},
    },
}
TERMS: Data = {
    "setting": {
        "default": {"one": "school", "many": "schools"},
        "academies": {"one": "academy", "many": "academies"},
        "pupil-referral-unit": {"one": "unit", "many": "units", "article": "a"},
    },
    "head": {"default": "Headteacher", "academies": "Principal *and* <Chief>"},
}


@dataclass(frozen=True)
class Root:
    """A root folder: the texts of its files by path."""

    texts: Mapping[str, str] = field(repr=False)

    def files(self) -> Mapping[str, str]:
        return self.texts

    def write(self, folder: Path) -> Path:
        return write_root(folder, dict(self.texts))


def root(policy: Data, versions: list[Data], school: Data) -> Root:
    """Data as the files of a root."""
    files = {
        "policy/authorities.yaml": AUTHORITIES,
        "policy/terms.yaml": TERMS,
        f"policy/{POLICY}/policy.yaml": policy,
        **{f"policy/{POLICY}/{one['version']}.yaml": one for one in versions},
        f"schools/{SCHOOL}/school.yaml": school,
    }
    return Root({name: dumped(data) for name, data in files.items()})


def dumped(data: Data) -> str:
    """Data as a file has it, without the keys that say nothing."""
    return yaml.dump(_said(data), sort_keys=False, allow_unicode=True, width=100)


def _said(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _said(value) for key, value in data.items() if value not in (None, [], {})}
    return [_said(one) for one in data] if isinstance(data, list) else data


@st.composite
def single(draw: st.DrawFn) -> Root:
    """A version, and a school that has it in use with local changes."""
    random = draw(st.randoms(use_true_random=False))
    parts, made = draft(random)
    writer = Writer(random, parts, made)
    one = version("1.0", parts, writer, None)
    return root(policy(writer), [one], school(writer, adopted(writer, one)))


@st.composite
def pairs(draw: st.DrawFn) -> Root:
    """A version in use and one awaiting decision, each with local changes."""
    random = draw(st.randoms(use_true_random=False))
    old, made = draft(random)
    # What moves or closes up is tried by most edits, and footnotes by one.
    kinds = [*EDITS, *[Editor.note] * 4]
    new, made = following(random, old, made, random.randint(1, 8), kinds)
    writer = Writer(random, new, made)
    first = version("1.0", old, writer, None)
    then = version("2.0", new, writer, "1.0", changes=reasons(writer, old, new))
    use = adopted(writer, first)
    own = adopted(writer, then)
    use["pending"] = {key: own[key] for key in ("version", "options", "variations")}
    return root(policy(writer), [first, then], school(writer, use))


# How often a school takes up another version in a chain: each after the other, or the last at once.
STEPS = 3


@dataclass(frozen=True)
class Chain:
    """A root whose versions follow one another. What a school has to decide, it decides as `seed`
    has it.
    """

    root: Root
    versions: tuple[str, ...]
    seed: int

    def files(self) -> Mapping[str, str]:
        return self.root.files()


@st.composite
def chains(draw: st.DrawFn) -> Chain:
    """Versions after the first, and a school with local changes of that."""
    random = draw(st.randoms(use_true_random=False))
    parts, made = draft(random)
    writer = Writer(random, parts, made)
    versions = [version("1.0", parts, writer, None)]
    use = adopted(writer, versions[0])
    # Most of what takes words away from a school is a condition.
    kinds = [*EDITS, *[Editor.options] * 6]
    for number in range(2, 2 + STEPS):
        after, made = following(random, parts, writer.made, random.randint(0, 4), kinds)
        writer = Writer(random, after, made)
        told = reasons(writer, parts, after)
        versions.append(version(f"{number}.0", after, writer, f"{number - 1}.0", changes=told))
        parts = after
    made_of = root(policy(writer), versions, school(writer, use))
    later = tuple(str(one["version"]) for one in versions[1:])
    return Chain(made_of, later, random.randint(0, 1000))
