"""Whole roots at random: a policy with a version or several, and a school with local changes.

They use every key of the schema, and hold texts with all that clause text may have. Words of the
form `q17` are in one text alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import yaml
from hypothesis import strategies as st

from tests.support.roots import write_root
from tests.support.versions import EDITS, Draft, Editor, Part, places

POLICY, SCHOOL = "conduct", "oak"
Data = dict[str, Any]

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
TYPES = [
    *["community", "voluntary-controlled", "foundation", "voluntary-aided", "academy"],
    *["multi-academy-trust", "free-school", "special", "pupil-referral-unit", "nursery"],
    "independent",
]
CONDITIONS = [
    *["academies", "maintained", "not academies", "accounts", "not accounts", "phones"],
    *["accounts and phones", "(maintained or academy) and not accounts", "community or phones"],
]
CITES: list[list[Data]] = [
    [{"authority": "guide"}],
    [{"authority": "guide", "edition": "2018", "document": "print", "paragraph": "7"}],
    [{"authority": "guide", "edition": "2018", "part": "four"}, {"authority": "letter"}],
    [{"authority": "act", "section": "35", "when": "not academies"}],
    [{"authority": "letter", "part": "B <b>", "when": "accounts"}],
]
FONTS = ["Source Sans 3", "Literata", "Atkinson Hyperlegible Next"]

PLAIN = [
    *["staff must keep it", "no pupil may", "office, affluent & fluffy", "within 3 working days"],
    *["naïve coöperation of Łukasz Ærøskøbing", "“quoted” ‘words’ — and – dashes…", "0123456789"],
    *[
        "£1,234.56 or 50 %",
        "on 3 September 2018",
        "call 01582 538 230",
        "and/or e-mail, well-known",
    ],
    *["3 < 5 > 2", "$x_1$ #hash @name", "a_b_c ~tilde~ ^caret^ `tick`", "1. first", "- dash"],
    *[
        "+ plus",
        "= = heading",
        "* star",
        "\"straight\" 'quotes'",
        "[square] (round)",
        "Ещё Ελληνικά",
    ],
    *["½ ² °", "don't can’t", "//slashes//", "ends with a dot.", "C# and C++", "\\n"],
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaften",
    "a very long line of words that goes on and on so that it has to be broken once or twice in it",
]
STYLED = [
    *["*emphasis*", "**strong**", "***both***", "**strong *nested* end**", "mid*dle*word"],
    *["[a link](https://example.org/a?b=c&d=e#f)", "[**a** *mail*](mailto:a@example.org)"],
    *["\\*escaped\\*", "&amp; &eacute; &lt; &#8364;", "**{{ Head }}**", "*see {{ setting.many }}*"],
    "https://example.org/a/very/long/address/that/does/not/fit/on/one/line/of/the/page/at/all.html",
]
FILLS = ["{{ school }}", "{{ head }}", "{{ Head }}", "{{ a setting }}", "{{ A setting }}"]
FILLS += ["{{ setting.many }}", "{{ cite guide }}", "{{ cite act }}", "{{ cite letter }}"]


class Writer(Editor):
    """Edits a draft with texts of every kind."""

    def __init__(self, random: Random, draft: Draft, made: int = 0) -> None:
        super().__init__(random, draft)
        self.made = made

    def word(self) -> str:
        self.made += 1
        return f"q{self.made}"

    def put(self, part: Part) -> None:
        """More often than by chance below a clause or a point: lists within lists are rare else."""
        found = [one for _, one, depth in places(self.draft) if 0 < depth < part.lowest]
        if found and self.random.randrange(2):
            self.random.choice(found).parts.append(part)
        else:
            super().put(part)

    def plain(self) -> str:
        return f"{self.word()} {self.random.choice(PLAIN)}"

    def a_title(self) -> str:
        return self.random.choice([self.plain(), f"{self.word()} of {{{{ a setting }}}}"])

    def a_text(self) -> str:
        pieces = [self._piece() for _ in range(self.random.randint(0, 4))]
        end = self.random.choice([".", "", ";", ":", "?", ". One more thing."])
        return " ".join([self.word(), *pieces]) + end

    def _piece(self) -> str:
        lists = [PLAIN, PLAIN, STYLED, FILLS, None]
        chosen = self.random.choice(lists)
        if chosen is not None:
            return self.random.choice(chosen)
        found = self.pick()
        return f"{{{{ ref {found[1].id} }}}}" if found else "elsewhere"

    def some_options(self) -> Data:
        found: Data = {}
        if self.random.randint(0, 2) == 1:
            found["when"] = self.random.choice(CONDITIONS)
        if self.random.randint(0, 2) == 1:
            found["cites"] = self.random.choice(CITES)
        if self.random.randint(0, 5) == 1:
            found["locked"] = True
        if self.random.randint(0, 5) == 1:
            found["note_cites"] = self.random.choice(CITES)
        if self.random.randint(0, 5) == 1:
            found |= {"odd": True, "accepts": [{"rule": "placeholder", "reason": "As received."}]}
        return found

    def a_rest(self) -> str:
        return self.a_text()

    def a_note(self) -> str:
        return self.random.choice(["", self.a_text()])

    def a_closing(self) -> str:
        return self.random.choice(["", self.a_text()])


def draft(random: Random) -> tuple[Draft, int]:
    """The parts of a first version, and how many words and ids it took."""
    parts: Draft = []
    writer = Writer(random, parts)
    for index in range(random.randint(1, 3)):
        parts.append(Part(f"s{index}", writer.a_title()))
        parts[-1].parts.append(Part(f"e{index}", writer.a_text()))
    for index in range(3, 3 + random.randint(0, 14)):
        writer.put(Part(f"e{index}", writer.a_text()))
    for edit in (Editor.note, Editor.close, Editor.options, Editor.style, Editor.options):
        edit(writer)
    return parts, writer.made


Edits = Sequence[Callable[[Editor], None]]


def following(
    random: Random, parts: Draft, made: int, edits: int, kinds: Edits = EDITS
) -> tuple[Draft, int]:
    """The next version of a draft, after some edits."""
    after = deepcopy(parts)
    for _, part, _ in places(after):
        part.was = []
    writer = Writer(random, after, made)
    for _ in range(edits):
        random.choice(kinds)(writer)
    levels = {part.id: _level(depth) for _, part, depth in places(parts)}
    for _, part, depth in places(after):
        part.was = [name for name in part.was if name in levels]
        if levels.get(part.id, _level(depth)) != _level(depth):
            # An id stands for one thing for ever.
            part.was, part.id = part.was or [part.id], writer.name()
    return after, writer.made


def _level(depth: int) -> str:
    return ("section", "clause", "item", "item")[depth]


def sections(parts: Draft) -> list[Data]:
    """Parts as a file has them; what refers to a place that not every school has says so in
    words.
    """
    sure = {part.id for part in _everywhere(parts)}
    return [_section(part, sure) for part in parts]


def _everywhere(parts: Draft, depth: int = 0) -> Iterator[Part]:
    for part in parts:
        if "when" not in part.options and (depth or part.parts):
            below = list(_everywhere(part.parts, depth + 1))
            if depth or below:
                yield part
                yield from below


def _section(part: Part, sure: set[str]) -> Data:
    clauses = [_point(clause, 1, sure) for clause in part.parts]
    return {**_own(part), "title": known(part.text, sure), "clauses": clauses}


def _point(part: Part, depth: int, sure: set[str]) -> Data:
    found = {**_own(part), "text": known(part.text, sure)}
    if part.options.get("odd"):
        found["text"] += " Signed ____ by"
    below = [_point(one, depth + 1, sure) for one in part.parts]
    if depth < 3:
        found |= {"style": part.style, "items": below}
    if depth == 1 and part.closing:
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


def known(text: str, sure: set[str]) -> str:
    """A text whose references all lead to what is there."""
    for piece in text.split("{{ ref ")[1:]:
        name = piece.split(" }}")[0]
        if name not in sure:
            text = text.replace(f"{{{{ ref {name} }}}}", f"elsewhere ({name})")
    return text


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
        "sections": sections(parts),
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


def variations(writer: Writer, version: Data) -> list[Data]:
    """Up to five local changes of a version that fit it."""
    shape = _Shape(version)
    found: list[Data] = []
    for _ in range(writer.random.randint(0, 5)):
        made = writer.random.choice([_replaced, _replaced, _added, _omitted])(writer, shape)
        if made is not None:
            found.append(made | {"reason": writer.plain()})
    return found


class _Shape:
    """What a version has, and what a school may do to it."""

    def __init__(self, version: Data) -> None:
        self.depth: dict[str, int] = {}
        self.element: dict[str, Data] = {}
        self.within: dict[str, tuple[str, ...]] = {}
        for section in version["sections"]:
            self._walk(section, 0, ())
        text = str(version)
        self.named = {name for name in self.depth if f"ref {name} " in text}
        locked = [name for name, one in self.element.items() if one.get("locked")]
        self.locked = {*locked, *(above for name in locked for above in self.within[name])}
        inside = {name for name in self.depth if {*locked} & {*self.within[name]}}
        self.closed = inside | {name for name in locked if self.depth[name] == 0}
        self.locked |= inside
        self.sure = {
            name
            for name in self.depth
            if not any("when" in self.element[one] for one in (name, *self.within[name]))
        }
        self.taken: set[str] = set()

    def _walk(self, one: Data, depth: int, within: tuple[str, ...]) -> None:
        self.depth[one["id"]], self.element[one["id"]] = depth, one
        self.within[one["id"]] = within
        for below in (*one.get("clauses", ()), *one.get("items", ())):
            self._walk(below, depth + 1, (*within, one["id"]))

    def take(self, name: str) -> None:
        """What is changed is not changed again, nor left out with what is around it."""
        self.taken |= {name, *self.within.get(name, ())}


def _replaced(writer: Writer, shape: _Shape) -> Data | None:
    free = [name for name in shape.depth if name not in shape.locked | shape.taken]
    if not free:
        return None
    name = writer.random.choice(free)
    shape.take(name)
    text = known(writer.a_text(), shape.sure)
    if shape.depth[name] == 0:
        return {"replace": name, "text": writer.a_title()}
    found: Data = {"replace": name, "text": text}
    if shape.depth[name] == 1:
        inside = {one for one in shape.depth if name in shape.within[one]}
        whole = writer.random.choice([False, True]) and not inside & (shape.named | shape.taken)
        found |= _with_points(writer, shape, name, whole=whole)
        if whole:
            shape.taken |= inside
            shape.sure -= inside
    return found


def _with_points(writer: Writer, shape: _Shape, name: str, *, whole: bool) -> Data:
    random = writer.random
    found: Data = {}
    if whole:
        found["items"] = [_item(writer, shape, 2) for _ in range(random.randint(1, 3))]
        found["style"] = random.choice(["bullet", "letter"])
    if random.choice([False, True]):
        found["closing"] = known(writer.a_text(), shape.sure)
    return found


def _item(writer: Writer, shape: _Shape, depth: int) -> Data:
    random = writer.random
    found: Data = {"id": f"local-p{writer.name()}", "text": known(writer.a_text(), shape.sure)}
    if depth == 2:
        found["style"] = random.choice(["bullet", "letter"])
        found["items"] = [_item(writer, shape, 3) for _ in range(random.choice([0, 0, 1, 2]))]
    if random.choice([False, False, True]):
        note = {"id": f"{found['id']}-n", "text": known(writer.a_text(), shape.sure)}
        found["notes"] = [note]
        found["text"] += f"[^{note['id']}]"
    if random.choice([False, False, True]):
        found["cites"] = random.choice(CITES)
    return found


def _added(writer: Writer, shape: _Shape) -> Data | None:
    free = [name for name in shape.depth if name not in shape.closed]
    if not free:
        return None
    after = writer.random.choice(free)
    name = f"local-{writer.name()}"
    found: Data = {"add": name, "after": after, "text": known(writer.a_text(), shape.sure)}
    depth = shape.depth[after] or 1
    if depth == 1:
        found |= _with_points(writer, shape, name, whole=writer.random.choice([False, True]))
    # Where what it was added after is left out, it would be too, or stand elsewhere.
    shape.taken |= {name, after, *shape.within[after]}
    shape.depth[name] = depth
    shape.within[name] = shape.within[after] if shape.depth[after] else (after,)
    shape.element[name] = {}
    return found


def _omitted(writer: Writer, shape: _Shape) -> Data | None:
    free = [
        name
        for name in shape.depth
        if shape.element[name]
        and shape.depth[name]
        and name not in shape.locked | shape.taken
        and not shape.named & {name, *(one for one in shape.depth if name in shape.within[one])}
    ]
    if not free:
        return None
    name = writer.random.choice(free)
    shape.taken |= {name, *(one for one in shape.depth if name in shape.within[one])}
    for one in [one for one in shape.depth if name in (one, *shape.within[one])]:
        del shape.depth[one], shape.element[one]
        shape.sure.discard(one)
    return {"omit": name}


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
    choices = {"accounts": random.choice([True, False]), "phones": random.choice([True, False])}
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
        },
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
