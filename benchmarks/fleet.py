"""Fleets: roots of any number of invented schools and policies, and the edits that a year brings.

The first policy is that of the examples, 1.0 of it in use everywhere; the others are made of its
words. The same numbers give the same files, and a school is the same in a fleet of any size.
"""

from __future__ import annotations

import colorsys
import re
import shutil
from collections.abc import Callable, Iterator
from itertools import cycle, islice
from math import cos, pi, sin
from pathlib import Path
from random import Random
from typing import Any

import yaml

from benchmarks.texts import EXAMPLES, POLICY
from clausework.authoring import edit
from clausework.brand.palette import Font
from clausework.checks import digest
from clausework.model.scalars import SchoolType

Data = dict[str, Any]

FIRST, PENDING = "1.0", "2.0"
TYPES = tuple(SchoolType)
KINDS = {
    SchoolType.ACADEMY: "Academy",
    SchoolType.MULTI_ACADEMY_TRUST: "Academy",
    SchoolType.NURSERY: "Nursery School",
    SchoolType.PUPIL_REFERRAL_UNIT: "Pupil Referral Unit",
    SchoolType.SPECIAL: "Special School",
}
ADJECTIVES = ("Amber", "Bright", "Distant", "Early", "Golden", "Hollow", "Quiet", "Silver", "Tall")
NOUNS = ("Acorn", "Bridge", "Compass", "Garden", "Harbour", "Lantern", "Meadow", "River", "Willow")
MOTTOES = ("Grow strong", "Light in every window", "Every day a page", "Together, and further")
HEADS = ("Principal", "Head of School", "Head Teacher")
SUBJECTS = ("Lone Working", "Lettings", "Dress", "Driving at Work", "Visitors", "Trips", "Keys")
# Each is one of 1.0 and of 2.0, so that a school keeps its own in either.
LOCAL_CHANGES = (
    {
        "replace": "two-forms-of-communication",
        "text": "Communications are either personal or professional; {{ school }} means both.",
        "reason": "Staff asked which of the two was meant.",
    },
    {
        "add": "local-tell-the-governors",
        "after": "head-publicises-and-enforces",
        "text": "The {{ head }} also tells the {{ governing_body }} how often this was needed.",
        "reason": "It wants to see whether the policy is used.",
        "consulted": "Staff meeting, 2 October 2024",
    },
    {"omit": "alias-accounts", "reason": "Another rule has it."},
)
# The clause that `edit_clause` changes is one that 1.1 gives a reason for: a change of any other
# would want a reason there too.
EDITED = "standards-for-employees"
STANDARDS = re.compile(r"(?<=provides\sthe\s)\w+(?=\sstandards)")
DRAFTED = re.compile(r"(?<=sets the )(?:(\w+) )?(?=standards)")
WORDS = ("acceptable", "accepted", "agreed", "common", "expected", "least", "proper", "right")


def write(
    root: Path, schools: int, policies: int = 1, seed: int = 1, *, later: bool = False
) -> None:
    """Write a fleet into a folder, which is made. Every third school has local changes of the first
    policy, every eighth a version of it that awaits decision; each publishes all policies. With
    `later`, each policy has a released version and a draft after 1.0, as the first always has.
    """
    shutil.copytree(EXAMPLES / "policy", root / "policy")
    names = [POLICY]
    given: set[str] = set()
    names.extend(
        _write_policy(root, index, Random(f"policy {index} {seed}"), given, later=later)
        for index in range(1, policies)
    )
    for index in range(schools):
        _write_school(root, index, names, Random(f"school {index} {seed}"))


def schools_of(root: Path) -> list[str]:
    """The ids of a fleet's schools, in order."""
    return sorted(path.name for path in (root / "schools").iterdir())


def edit_clause(root: Path) -> None:
    """Change a word of one clause, in the version of the first policy that all schools publish, to
    one that it has not had in the last seven edits.
    """
    path = _version(root, _in_use(root))
    text = path.read_text("utf-8")
    found = STANDARDS.search(text)
    assert found is not None, path
    word = WORDS[(WORDS.index(found[0]) + 1) % len(WORDS)]
    path.write_text(text[: found.start()] + word + text[found.end() :], "utf-8")
    _release(root, path)


def edit_draft(root: Path) -> None:
    """Change a word of the first clause of the first policy's draft, to one that it has not had in
    the last seven edits.
    """
    path = _version(root, PENDING)
    text = path.read_text("utf-8")
    found = DRAFTED.search(text)
    assert found is not None, path
    word = WORDS[(WORDS.index(found[1]) + 1) % len(WORDS)] if found[1] else WORDS[0]
    path.write_text(f"{text[: found.start()]}{word} {text[found.end() :]}", "utf-8")


def recolour(root: Path, school: str) -> None:
    """Give one school another colour, which it has not had."""

    def change(data: Data) -> None:
        red, green, blue = (int(data["brand"]["primary"][at : at + 2], 16) for at in (1, 3, 5))
        hue = colorsys.rgb_to_hls(red / 255, green / 255, blue / 255)[0]
        # Steps of the golden ratio come back to no hue.
        data["brand"]["primary"] = _dark((hue + 0.618034) % 1)

    _rewrite(root / "schools" / school / "school.yaml", change)


def new_edition(root: Path) -> None:
    """Issue a version that follows the one in use, with a clause of each section reworded, and have
    all schools adopt it with their local changes; nothing awaits decision afterwards.
    """
    old = _in_use(root)
    new = f"{max(int(path.stem.partition('.')[0]) for path in _versions(root)) + 1}.0"
    data = _read(_version(root, old))
    words = _Words(data, Random(new), set())
    changed = [section["clauses"][-1] for section in data["sections"]]
    for clause in changed:
        clause["text"] = words.reworded(clause["text"])
    reason = {"reason": "Said otherwise.", "weight": "editorial", "because": "plain-english"}
    changes = [{"clause": name, **reason} for name in (EDITED, *(c["id"] for c in changed))]
    about = {"version": new, "follows": old, "summary": "A clause of each section is reworded."}
    path = _version(root, new)
    _write(path, {**data, **about, "changes": changes})
    _release(root, path)

    def adopt(data: Data) -> None:
        adoption = data["adopts"][POLICY]
        history = adoption.pop("history", [])
        adoption.pop("pending", None)
        earlier = {k: v for k, v in adoption.items() if k != "next_review"}
        approved = {"by": "Full Governing Body", "on": "2026-09-10", "effective": "2026-10-01"}
        adoption |= {"version": new, "approved": approved, "history": [*history, earlier]}

    for school in schools_of(root):
        _rewrite(root / "schools" / school / "school.yaml", adopt)


class _Words:
    """Texts made of a policy's words: none of its own, and none twice. `given` are those that exist
    already, to which new ones are added.
    """

    # Fills and marks of footnotes stay as they are.
    _TOKEN = re.compile(r"\{\{.*?\}\}|\[\^.*?\]|\b[a-z]{5,}\b", re.DOTALL)

    def __init__(self, policy: Data, chance: Random, given: set[str]) -> None:
        self._chance = chance
        self._said = [
            w for text in _texts(policy) for w in self._TOKEN.findall(text) if w.isalpha()
        ]
        self._given = given
        given |= {*_texts(policy)}

    def reworded(self, text: str) -> str:
        """A text with about a quarter of its longer words replaced."""
        new = text
        while new in self._given:
            new = self._TOKEN.sub(self._replaced, text)
        self._given.add(new)
        return new

    def _replaced(self, found: re.Match[str]) -> str:
        keep = not found[0].isalpha() or self._chance.random() > 0.25
        return found[0] if keep else self._chance.choice(self._said)


def _write_policy(root: Path, index: int, chance: Random, given: set[str], *, later: bool) -> str:
    """Write a policy of sections of the first one's 1.0, reworded to none of the texts `given`, to
    which its own are added; its id.
    """
    subject = f"{SUBJECTS[(index - 1) % len(SUBJECTS)]} {(index - 1) // len(SUBJECTS) + 1}"
    name = subject.lower().replace(" ", "-")
    policy = _read(root / "policy" / POLICY / "policy.yaml")
    data = _read(_version(root, FIRST))
    words = _Words(data, chance, given)
    like = chance.sample(data["sections"], len(data["sections"]))
    sections = [
        _retold(section, f"-{place}", words)
        for place, section in enumerate(islice(cycle(like), chance.randint(3, 20)), 1)
    ]
    path = root / "policy" / name / f"{FIRST}.yaml"
    path.parent.mkdir()
    _write(path, {**data, "sections": sections})
    of_it = {"id": name, "title": f"{subject} Policy", "options": {}}
    of_it["summary"] = "What is expected of everyone, in words that mean nothing."
    _write(path.with_name("policy.yaml"), {**policy, **of_it, "released": {}})
    _release(root, path)
    if later:
        _write_later(path, _read(path), words)
    return name


def _write_later(path: Path, data: Data, words: _Words) -> None:
    """Write two versions after one, each with the last clause of each section reworded."""
    for number, status in (("1.1", "proposed"), (PENDING, "draft")):
        changed = [section["clauses"][-1] for section in data["sections"]]
        for clause in changed:
            clause["text"] = words.reworded(clause["text"])
        reason = {"reason": "It is clearer.", "weight": "editorial", "because": "plain-english"}
        about = {"version": number, "status": status, "follows": data["version"]}
        data |= {**about, "changes": [{"clause": one["id"], **reason} for one in changed]}
        _write(path.with_name(f"{number}.yaml"), data)


def _retold(element: Data, suffix: str, words: _Words) -> Data:
    """A section, clause, point or note in other words, under an id of its own."""
    told = {**element, "id": element["id"] + suffix}
    # In the order of the file: which words are drawn depends on how many were drawn before.
    for key in element:
        if key in ("text", "closing"):
            told[key] = re.sub(r"\[\^(.*?)\]", rf"[^\1{suffix}]", words.reworded(told[key]))
        elif key in ("clauses", "items", "notes"):
            told[key] = [_retold(part, suffix, words) for part in told[key]]
    return told


def _texts(data: Any) -> Iterator[str]:
    """The texts of a version, of whatever depth."""
    for key, value in data.items():
        if key in ("text", "closing"):
            yield value
        elif key in ("sections", "clauses", "items", "notes"):
            for part in value:
                yield from _texts(part)


def _write_school(root: Path, index: int, policies: list[str], chance: Random) -> None:
    kind = TYPES[index % len(TYPES)]
    two = f"{chance.choice(ADJECTIVES)} {chance.choice(NOUNS)}"
    name = f"Example {two} {KINDS.get(kind, 'Primary School')} {index + 1}"
    data: Data = {
        "id": f"example-{index + 1:05}",
        "name": name,
        "example": True,
        "type": kind.value,
        "motto": chance.choice(MOTTOES),
        "contact": f"{name}, {index + 1} Example Street; telephone 01632 960001",
        "brand": _brand(chance, index),
        "adopts": {policy: _adoption(chance) for policy in policies},
    }
    if chance.random() < 0.4:
        data["terms"] = {"head": chance.choice(HEADS)}
    first = data["adopts"][POLICY]
    if chance.random() < 0.5:
        first["options"] = {"school_accounts": chance.random() < 0.5}
    if index % 3 == 2:
        first["variations"] = chance.sample(LOCAL_CHANGES, chance.randint(1, 3))
    if index % 8 == 7:
        same = {key: first[key] for key in ("options", "variations") if key in first}
        first["pending"] = {"version": PENDING, **same}
    folder = root / "schools" / data["id"]
    folder.mkdir(parents=True)
    if "logo" in data["brand"]:
        data["brand"]["logo_alt"] = f"A star in a circle, the mark of {name}"
        (folder / data["brand"]["logo"]).write_text(_logo(chance, data["brand"]), "utf-8")
    _write(folder / "school.yaml", data)


def _brand(chance: Random, index: int) -> Data:
    accent = colorsys.hls_to_rgb(chance.random(), 0.5, 0.8)
    brand: Data = {"primary": _dark(chance.random()), "accent": _hex(*accent)}
    if chance.random() < 0.3:
        brand["fonts"] = {key: chance.choice(list(Font)).value for key in ("heading", "body")}
    # One in four has a monogram.
    return brand if index % 4 == 3 else {**brand, "logo": "logo.svg"}


def _adoption(chance: Random) -> Data:
    month, day = chance.randint(1, 12), chance.randint(1, 28)
    approved = {
        "by": "Full Governing Body",
        "on": f"2025-{month:02}-{day:02}",
        "minute": f"{chance.randint(1, 12)}.{chance.randint(1, 9)}",
        "effective": f"2025-{month:02}-28",
    }
    dated = {"approved": approved, "next_review": f"2027-{month:02}-{day:02}"}
    known = chance.random() < 0.9
    return {"version": FIRST, **(dated if known else {"approved": "unknown"})}


def _logo(chance: Random, brand: Data) -> str:
    rays = chance.randint(4, 12)
    ends = [(pi * at / rays, 80 if at % 2 else chance.randint(30, 50)) for at in range(2 * rays)]
    points = " ".join(f"{100 + r * sin(a):.1f},{100 - r * cos(a):.1f}" for a, r in ends)
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 200">\n'
        f'  <circle cx="100" cy="100" r="96" fill="{brand["primary"]}"/>\n'
        f'  <polygon points="{points}" fill="{brand["accent"]}"/>\n'
        "</svg>\n"
    )


def _dark(hue: float) -> str:
    """A colour on which white can be read, and which can be read on white, whatever its hue."""
    return _hex(*colorsys.hls_to_rgb(hue, 0.25, 0.6))


def _hex(*parts: float) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in parts)


def _versions(root: Path) -> list[Path]:
    folder = root / "policy" / POLICY
    return [path for path in folder.iterdir() if path.name != "policy.yaml"]


def _version(root: Path, number: str) -> Path:
    return root / "policy" / POLICY / f"{number}.yaml"


def _in_use(root: Path) -> str:
    """The version of the first policy that all schools publish."""
    first = root / "schools" / schools_of(root)[0] / "school.yaml"
    return str(_read(first)["adopts"][POLICY]["version"])


def _release(root: Path, path: Path) -> None:
    """Put the digest of a version on record, as `release` does it."""
    policy = path.with_name("policy.yaml")
    name = policy.relative_to(root).as_posix()
    found = digest(path.read_bytes())
    policy.write_bytes(edit.put(name, policy.read_bytes(), ("released", path.stem), found))


def _rewrite(path: Path, change: Callable[[Data], None]) -> None:
    data = _read(path)
    change(data)
    _write(path, data)


def _read(path: Path) -> Data:
    data: Data = yaml.load(path.read_text("utf-8"), yaml.CSafeLoader)
    return data


def _write(path: Path, data: Data) -> None:
    text = yaml.dump(data, Dumper=_Plain, sort_keys=False, allow_unicode=True, width=100)
    path.write_text(text, "utf-8")


class _Plain(yaml.CSafeDumper):
    """What two schools share is written out in both: a policy or school file has no aliases."""

    def ignore_aliases(self, data: object) -> bool:
        return True
