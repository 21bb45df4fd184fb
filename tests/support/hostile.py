"""Roots of hostile values: any text in place of any text of a school, a policy or a version."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

import yaml
from hypothesis import strategies as st

from tests.support.roots import AUTHORITIES, ELM, FILES, OAK, POLICY, TERMS, VERSION

Path = tuple[str | int, ...]
LOGO = "schools/oak/logo.svg"
NEXT = "policy/staff-conduct/1.1.yaml"
# Every key of a school, a policy and a version whose value is a text for readers is there once.
FULL: dict[str, Any] = {name: yaml.safe_load(text) for name, text in FILES.items()}
FULL[AUTHORITIES]["looked_on"] = "2026-01-01"
FULL[AUTHORITIES]["authorities"]["guide"]["editions"]["2018"]["in_force_from"] = "2018-09-03"
FULL[POLICY] |= {
    "summary": "What is expected of staff.",
    "audience": "All staff",
    "related": [{"title": "Photographs Policy", "id": "photographs"}],
}
FULL[VERSION]["roles"] = [{"for": "Everyone", "text": "Be kind at {{ school }}."}]
FULL[NEXT] = deepcopy(FULL[VERSION])
FULL[NEXT] |= {"version": "1.1", "status": "proposed", "follows": "1.0"}
FULL[VERSION]["status"] = "released"
FULL[NEXT]["sections"][1]["clauses"][1]["text"] = "No pupil may be filmed."
FULL[NEXT]["changes"] = [
    {
        "clause": "conduct-photographs",
        "reason": "Films came up.",
        "question": "Is that all?",
        "weight": "substantive",
        "because": "good-practice",
        "board_may": "accept",
        "duty": "stronger",
        "headline": "Pupils may not be filmed.",
        "look_first": 1,
    }
]
FULL[NEXT]["actions"] = [{"for": "All staff", "must": "Read it.", "within": "30 days"}]
FULL[NEXT]["paper"] = {
    "recommendation": "That it is approved.",
    "author": "Example HR",
    "equality": "It is for all alike.",
    "workload": "An hour.",
    "cost": "None.",
    "training": "A talk.",
    "if_nothing_is_done": "Films go on.",
    "questions": ["Who films today?"],
}
_ADOPTED = FULL[OAK]["adopts"]["staff-conduct"]
FULL[OAK] |= {
    "motto": "Grow strong",
    "address": "1 Oak Road, Example",
    "contact": "The office, 01632 960001",
    "alternative_formats": "Ask the office.",
    "links": {"photographs": "https://example.org/photographs"},
    "slip": {"form": "https://example.org/form", "privacy_notice": "https://example.org/notice"},
}
FULL[OAK]["terms"] = {"head": "Principal", "setting": {"one": "college", "many": "colleges"}}
FULL[OAK]["brand"] |= {"logo": "logo.svg", "logo_alt": "An oak"}
_ADOPTED["approved"] = {"by": "The board", "on": "2026-01-05", "minute": "7.2", "reported": "May"}
_ADOPTED["variations"] += [
    {
        "add": "local-walk",
        "after": "conduct-rules",
        "text": "Staff walk.",
        "items": [{"id": "local-slowly", "text": "slowly;"}],
        "closing": "That is all.",
        "reason": "It is wet.",
        "consulted": "Staff, in May",
    }
]
_ADOPTED["pending"] = {"version": "1.1", "options": {"accounts": True}, "variations": []}
_ADOPTED["decisions"] = [
    {
        "version": "1.1",
        "outcome": "deferred",
        "by": "The board",
        "on": "2026-02-01",
        "minute": "3",
        "reason": "No time.",
    }
]
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M1 1h7v7z"/></svg>'

SCRIPTS = (
    "<script>alert(1)</script>",
    "</title></style></script>",
    '" onload="alert(1)',
    "javascript:alert(1)",
    "{{ school }}",
    "{% raw %}",
    "{{ 7 * 7 }}",
    "#import sys: *",
    '#panic("x")',
    "$ x $",
    "`code`",
    "[link](https://example.org)",
    "![picture](file:///etc/hostname)",
    "[^note]",
    "*strong* _word_ **bold**",
    "~~gone~~ H~2~O x^2^",
    "\\input{x} \\u202e",
    "&lt;b&gt; &amp; &nbsp; &copy;",
    "&#x202e; &#0; &#x4e2d;",
    "<w:t>x</w:t>",
    "]]> <!-- -->",
    "---",
    "--- !!python/object:os.system",
    "- a\n- b",
    "# Heading",
    "1. one",
    "| a | b |",
    "a\tb",
    "a\nb",
    "a\n\nb",
    "  a  ",
    "!include x",
    "'\"",
    "@label <label>",
    "https://example.org/<x>",
    "file:///etc/passwd",
    "…" * 3,
    "ß ŀ ΐ İ ſ",
    "CON",
    "404",
    "..",
    "/etc/passwd",
    "\\\\host\\share",
)
# What no terminal may be given, and what no reader would see.
UNSEEN = (
    "\0",
    "\a",
    "\b",
    "\x1b[31m",
    "\x1b]0;title\a",
    "\x7f",
    "\x85",
    "\x9b",
    "\u00ad",
    "\u061c",
    "\u200b",
    "\u200d",
    "\u200e",
    "\u200f",
    "\u2028",
    "\u2029",
    "\u202a",
    "\u202e",
    "\u2060",
    "\u2066",
    "\u2069",
    "\ufeff",
    "\ufffe",
    "\uffff",
    "\ufdd0",
    "\ue000",
    "\U000e0041",
    "\U0010ffff",
)
NAMES = ("assets", "con", "documents", "earlier", "index", "nul", "policy", "search", "sources")


@dataclass(frozen=True)
class Root:
    """The files of a root, by path; ready to be written, and to be pasted where one fails."""

    contents: Mapping[str, str]

    def files(self) -> Mapping[str, str]:
        """Contents by path."""
        return self.contents


def seen() -> st.SearchStrategy[str]:
    """Texts that look like something to one of the languages that they go through."""
    words = st.sampled_from(SCRIPTS)
    letters = st.text(st.characters(codec="latin-1", exclude_categories=["C"]), max_size=12)
    ascii_text = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), max_size=40)
    printable = st.text(
        st.characters(min_codepoint=0x20, max_codepoint=0x17F, exclude_categories=["C"]),
        max_size=40,
    )
    long = st.builds(lambda text, times: text * times, ascii_text, st.integers(1, 60))
    parts = st.one_of(words, words, ascii_text, printable, letters)
    every = st.one_of(st.lists(parts, min_size=1, max_size=4).map(" ".join), parts, long)
    return every.filter(lambda text: text.strip())


def unseen() -> st.SearchStrategy[str]:
    """The same with something between them that cannot be seen."""
    return st.builds(lambda a, b, c: a + b + c, seen(), st.sampled_from(UNSEEN), seen())


def addresses() -> st.SearchStrategy[str]:
    """Addresses on the web, and what looks like one."""
    return seen().map(lambda text: f"https://example.org/{''.join(text.split())}")


def leaves(data: Any, path: Path = ()) -> Iterator[Path]:
    """Where each text of a file is."""
    if isinstance(data, str):
        yield path
    elif isinstance(data, dict | list):
        pairs = data.items() if isinstance(data, dict) else enumerate(data)
        for key, value in pairs:
            yield from leaves(value, (*path, key))


def put(data: Any, path: Path, value: str) -> None:
    """Put a text in the place of another."""
    for step in path[:-1]:
        data = data[step]
    data[path[-1]] = value


_CLOSED = re.findall(
    r"\w+",
    "id status version follows type primary accent binding kind tier add replace omit after clause "
    "authority edition weight because board_may outcome on document in_force_from superseded_by "
    "style when logo rule guide numbering looked_on",
)
_ADDRESSES = ("photographs", "form", "privacy_notice")
FREE = [
    (name, path)
    for name in (OAK, ELM, POLICY, VERSION, NEXT, TERMS)
    for path in leaves(FULL[name])
    if path[-1] not in _CLOSED and (name, path[0]) != (NEXT, "sections")
]
EVERY = [(name, path) for name in FULL for path in leaves(FULL[name])]


@st.composite
def roots(draw: st.DrawFn) -> Root:
    """A root some of whose texts are others; now and then a value that is no text is one."""
    data = deepcopy(FULL)
    places = draw(st.lists(st.sampled_from(FREE), min_size=1, max_size=6, unique=True))
    for name, path in places:
        value = draw(addresses() if path[-1] in _ADDRESSES else seen())
        put(data[name], path, value)
        if name == VERSION and path[0] == "sections":
            # Where the next version differs, it has to say why.
            put(data[NEXT], path, value)
    if draw(st.integers(0, 3)) == 0:
        name, path = draw(st.sampled_from(FREE))
        put(data[name], path, draw(unseen()))
    if draw(st.integers(0, 9)) == 0:
        name, path = draw(st.sampled_from(EVERY))
        put(data[name], path, draw(st.one_of(seen(), unseen())))
    plain = draw(st.booleans())
    policy = draw(st.one_of(st.just("staff-conduct"), st.sampled_from(NAMES)))
    files = {LOGO: SVG}
    for name, value in data.items():
        text = yaml.safe_dump(value, allow_unicode=plain, sort_keys=False, width=80)
        files[name.replace("staff-conduct", policy)] = text.replace("staff-conduct", policy)
    return Root(files)
