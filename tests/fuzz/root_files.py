"""The files of a root at random, with every key of the schema, as data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.fuzz.local_changes import variations
from tests.fuzz.writer import PLAIN, Data, Writer, known
from tests.support.parts import Draft, Part, places, preamble_of, tops

POLICY, SCHOOL = "conduct", "oak"

TYPES = [
    *["community", "voluntary-controlled", "foundation", "voluntary-aided", "academy"],
    *["multi-academy-trust", "free-school", "special", "pupil-referral-unit", "nursery"],
    "independent",
]

FONTS = ["Source Sans 3", "Literata", "Atkinson Hyperlegible Next"]


def text_of(parts: Draft) -> Data:
    """A draft as a file has it; what refers to a place that not every school has, or that has no
    number, says so in words.
    """
    sure = {part.id for part in _everywhere(parts)}
    sections, appendices = tops(parts)
    return {
        "preamble": [_point(part, 1, sure) for part in preamble_of(parts)],
        "sections": [_section(part, sure) for part in sections],
        "appendices": [_section(part.without_number(), sure) for part in appendices],
    }


def _everywhere(parts: Draft, depth: int = 0, style: str = "") -> Iterator[Part]:
    for part in parts:
        if "when" not in part.options and not part.preamble and (depth or part.parts):
            inside = part.style_within(style) if depth else ""
            below = list(_everywhere(part.parts, depth + 1, inside))
            below += _everywhere(part.units, depth)
            if (depth or below) and style != "bullet":
                yield part
            yield from below


def _section(part: Part, sure: set[str]) -> Data:
    clauses = [_point(clause, 1, sure) for clause in part.parts]
    sections = [_section(inside, sure) for inside in part.units]
    title = known(part.text, sure)
    return {**_own(part), **_number(part), "title": title, "clauses": clauses, "sections": sections}


def _number(part: Part) -> Data:
    return {} if part.numbered else {"numbered": False}


def _point(part: Part, depth: int, sure: set[str]) -> Data:
    found = {**_own(part), "text": known(part.text, sure)}
    if part.options.get("odd"):
        found["text"] += " Signed ____ by"
    below = [_point(one, depth + 1, sure) for one in part.parts]
    if depth == 1:
        found |= _number(part)
        found["clauses"] = [_point(one, 1, sure) for one in part.units]
    if part.style:
        found["style"] = part.style
    found["items"] = below
    if part.closing:
        found["closing"] = known(part.closing, sure)
    if part.note:
        cites = part.options.get("note_cites", [])
        note = {"id": f"{part.id}-n", "text": known(part.note, sure), "cites": cites}
        found["notes"] = [note]
        # It may be marked in the words at the end, or in the first point.
        if "closing" in found and len(part.id) % 2:
            found["closing"] += f"[^{note['id']}] indeed"
        elif below and len(part.text) % 3 == 0:
            below[0]["text"] += f"[^{note['id']}]."
        else:
            found["text"] += f"[^{note['id']}]"
    return found


def _own(part: Part) -> Data:
    kept = ("cites", "when", "locked", "accepts")
    return {"id": part.id, "was": part.was} | {
        k: part.options[k] for k in kept if k in part.options
    }


def version(number: str, parts: Draft, writer: Writer, follows: str | None, **more: Any) -> Data:
    """A version's file."""
    roles = [{"for": f"Staff {writer.plain()}", "text": writer.plain()}]
    return {
        "version": number,
        "status": "released",
        "follows": follows,
        "issued": writer.random.choice([None, "2020-09-03"]),
        "summary": writer.plain(),
        "editions": {"guide": writer.random.choice(["2018", "2019"])},
        **text_of(parts),
        "roles": roles[: writer.random.randint(0, 1)],
        **more,
    }


def reasons(writer: Writer, old: Draft, new: Draft) -> list[Data]:
    """HR's reasons for whatever changed."""
    names = dict.fromkeys(part.id for _, part, depth in (*places(old), *places(new)) if depth < 2)
    return [_reason(writer, name) for name in names]


def _reason(writer: Writer, name: str) -> Data:
    random = writer.random
    return {
        "clause": name,
        "reason": writer.plain(),
        "weight": random.choice(["substantive", "statutory", None]),
        "because": random.choice(["law-changed", "plain-english", None]),
        "board_may": random.choice(["accept", "vary", "decline", None]),
    }


def school(writer: Writer, adopted: Data) -> Data:
    """A school's file."""
    random = writer.random
    found: Data = {
        "id": SCHOOL,
        "name": random.choice(["Oak School", "St “Zoë’s” & <Łódź> _Academy_", "The #1 *School*"]),
        "type": random.choice(TYPES),
        "brand": {
            "primary": random.choice(["#1f4e79", "#ffee00"]),
            "accent": random.choice(["#f2a900", "#000000"]),
            "fonts": {"heading": random.choice(FONTS), "body": random.choice(FONTS)},
        },
        "adopts": {POLICY: adopted},
        "people": {
            "dsl": {
                "name": random.choice(["Ann Łee", "“Bo” <b>Ek</b> & *Co*", "[^a] {x}"]),
                "phone": "01632 960 001",
                "email": "a.b+c@d-e.example",
                "published": random.choice([True, False]),
            }
        },
    }
    more: Data = {
        "example": True,
        "type_confirmed": False,
        "motto": writer.plain(),
        "terms": {"head": "Head of “Oak” *and* {Elm}".replace("{", "(").replace("}", ")")},
        "links": {"phones": "https://example.org/phones?a=b&c=d"},
        "slip": {"form": "https://example.org/form", "privacy_notice": "https://example.org/p"},
        "address": writer.plain(),
        "contact": writer.plain(),
        "alternative_formats": f"{writer.plain()}.",
    }
    return found | {key: more[key] for key in more if random.choice([False, False, True])}


def adopted(writer: Writer, version: Data) -> Data:
    """A version in use at a school, with its choices and local changes."""
    random = writer.random
    choices: Data = {name: random.choice([True, False]) for name in ("accounts", "phones")}
    choices |= {"days": random.choice(["1", "7.50", "99.5"]), "helpline": writer.plain()}
    if random.choice([True, False]):
        choices["pay"] = "weekly"
    decided = {"by": writer.plain(), "on": "2020-10-11", "minute": "7.2", "effective": "2020-11-01"}
    return {
        "version": version["version"],
        "approved": random.choice(["unknown", decided]),
        "next_review": random.choice([None, "2030-01-01"]),
        "options": choices,
        "variations": variations(writer, version),
    }


def policy(writer: Writer) -> Data:
    """The policy's own file."""
    return {
        "id": POLICY,
        "title": f"Conduct {writer.random.choice(PLAIN)}",
        "owner": "HR & Co",
        "binding": "adapt",
        "summary": writer.plain(),
        "audience": writer.plain(),
        "review_months": 12,
        "related": [{"title": writer.plain(), "id": "phones"}, {"title": writer.plain()}],
        "options": {
            "accounts": {"type": "boolean", "default": True, "label": writer.plain()},
            "phones": {"type": "boolean", "default": False, "label": writer.plain()},
            "pay": {
                "type": "choice",
                "choices": {"weekly": "every *week*", "monthly": writer.plain()},
                "default": "monthly",
                "label": writer.plain(),
            },
            "days": {"type": "number", "min": "1", "max": "99.5", "label": writer.plain()},
            "helpline": {"type": "text", "label": writer.plain()},
            "begin": {"type": "date", "default": "2026-09-01", "label": writer.plain()},
        },
    }
