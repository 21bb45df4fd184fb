"""A version, what follows it, and local changes that are carried to that; each in short."""

from __future__ import annotations

from typing import Any

from clausework.model.policy import Adopted, Policy, School, Variation, Version
from clausework.resolve.nodes import Master
from clausework.resolve.version import resolve
from clausework.upgrade.carry import Resolution, Upgrade, upgrade
from clausework.upgrade.outcome import Choice
from tests.support.policies import AUTHORITIES, BRAND, POLICY, TERMS

SCHOOL = School(id="s", name="S", type="academy", brand=BRAND)


def a_version(number: str, *sections: str, follows: str | None = "1.0") -> Version:
    """A version of sections as a test writes them: a line each, points below their clause.

    `section-id: Title`, ` clause-id < old-id: Text`, `  - point-id: text`; `!` behind an id locks
    it, `  = text` closes a clause, `  ^ note-id: text` is a footnote of it.
    """
    found: list[dict[str, Any]] = []
    for section in sections:
        for line in section.splitlines():
            name, _, text = line.strip(" -=^").partition(": ")
            name, _, was = name.partition(" < ")
            one: dict[str, Any] = {"id": name.rstrip("!"), "text": text, "was": was.split()}
            one["locked"] = "true" if name.endswith("!") else "false"
            if line.startswith("  -"):
                found[-1]["clauses"][-1].setdefault("items", []).append(one)
            elif line.startswith("  ="):
                found[-1]["clauses"][-1]["closing"] = line.strip(" =")
            elif line.startswith("  ^"):
                note = {"id": name, "text": text}
                found[-1]["clauses"][-1].setdefault("notes", []).append(note)
            elif line.startswith(" "):
                found[-1]["clauses"].append(one)
            else:
                one["title"] = one.pop("text")
                found.append(one | {"clauses": []})
    return Version.model_validate(
        {
            "version": number,
            "status": "draft",
            "follows": None if number == "1.0" else follows,
            "summary": "S",
            "sections": found,
        }
    )


def local(**keys: Any) -> Variation:
    return Variation.model_validate({"reason": "R", "consulted": "C"} | keys)


def point(name: str, text: str) -> dict[str, Any]:
    return {"id": name, "text": text}


OLD = """\
aims: Our aims
 why: This policy keeps {{ a setting }} safe, and all staff keep to it every day.
 who: It binds all staff of {{ setting }}.
rules: The rules
 must: All staff must each day:
  - lock: lock the front door
  - log: log off from the office computer
  - tell: tell the {{ head }} of any breach
  = This holds at all times.
 photos: Photographs of pupils are kept for one year and then destroyed by the office.
 games: Games are played at noon."""


def new(*changes: tuple[str, str]) -> Version:
    """The next version: the old one with some stretches in the place of others."""
    text = OLD
    for before, after in changes:
        assert text.count(before) == 1, before
        text = text.replace(before, after)
    return a_version("2.0", text)


FIRST = a_version("1.0", OLD)
PHOTOS = "Photographs of pupils are kept for one year and then destroyed by the office."


def taken(
    version: Version, *variations: Variation, policy: Policy = POLICY, **resolutions: Resolution
) -> Upgrade:
    by = {name.replace("_", "-"): resolution for name, resolution in resolutions.items()}
    found = upgrade(policy, FIRST, version, variations, by)
    if not found.conflicts:
        assert conflicts(version, found.variations) == []
    return found


def conflicts(version: Version, variations: tuple[Variation, ...]) -> list[Any]:
    adopted = Adopted(version=version.version, variations=variations)
    return resolve(Master(POLICY, TERMS, AUTHORITIES), version, SCHOOL, adopted)[1]


def said(found: Upgrade) -> list[str]:
    """What became of each local change in one line: how and why it fared, its result."""
    return [" ".join([one.fate, one.why or "-", *map(in_short, one.result)]) for one in found.fared]


def in_short(one: Variation) -> str:
    kind = "add" if one.add else "replace" if one.replace else "omit"
    after = f" after {one.after}" if one.after else ""
    points = "".join(f" ({item.id}) {item.text}" for item in one.items or ())
    words = f": {one.text}" if one.text else ""
    closing = f" = {one.closing}" if one.closing else ""
    return f"[{kind} {one.target}{after}{words}{points}{closing}]"


KEPT_TWO = PHOTOS.replace("one year", "two years")
OWN = local(replace="photos", text=KEPT_TWO)
ADDED = local(add="local-x", after="photos", text="Own words.")
GONE = local(omit="photos")
POINTS = [
    point("lock", "lock the front door"),
    point("own", "feed the school cat"),
    point("log", "log off from every computer"),
]
LIST = local(
    replace="must",
    text="All staff must each day:",
    items=[
        *POINTS[:2],
        point("log", "log off from the office computer"),
        point("tell", "tell the {{ head }} of any breach"),
    ],
)

NO_PHOTOS = [(f" photos: {PHOTOS}\n", "")]
SPLIT = [(f" photos: {PHOTOS}", " film < photos: Films.\n pictures < photos: Pictures.")]
JOINED = [*NO_PHOTOS, ("games:", "fun < photos games:")]
OURS, THEIRS = Resolution(Choice.OURS), Resolution(Choice.THEIRS)
EDIT = Resolution(Choice.EDIT, ("Other\n  words.",))
