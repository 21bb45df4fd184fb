"""The rule on references typed in words: numbers of clauses, appendices, tables and figures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from clausework.checks.findings import Written, at
from clausework.model.inline import parse, parse_fill
from clausework.source.locations import Source
from clausework.source.problems import Problem, warning

_NUMBER = r"(?:[A-Z]{1,2}\.)?\d+(?:\.\d+)*(?:\([a-z0-9]{1,4}\))*"
_LETTERS = r"(?:\([a-z]{1,4}\))+"
_AND = r"(?:,|,?\s+(?:and|or|to)|\s*[–-])\s*"
_APPENDIX, _FIGURE = r"(?:\d{1,2}|[A-Z]{1,2})\b", r"\d{1,2}\b"
_PLACES = re.compile(
    r"\b(?:"
    r"(?P<word>(?i:(?:sub-?)?(?:clause|section|paragraph)s?|points?|items?))\s+"
    rf"(?P<numbers>(?:{_NUMBER}|{_LETTERS})(?:{_AND}(?:{_NUMBER}|{_LETTERS}))*)"
    rf"|(?P<appendix>(?i:appendix|appendices|annex(?:es?)?)\s+{_APPENDIX}(?:{_AND}{_APPENDIX})*)"
    rf"|(?P<figure>(?i:tables?|figures?)\s+{_FIGURE}(?:{_AND}{_FIGURE})*)"
    r"|(?i:see(?:\s+also)?)\s+(?P<alone>\d+(?:\.\d+)+(?:\([a-z]{1,4}\))*)(?![\d%])"
    r")"
)
_ONE = re.compile(rf"{_NUMBER}|{_LETTERS}")
_AFTER_REF = re.compile(rf"\s?(?P<letters>{_LETTERS})")
# What follows or precedes the number of a place in a law or in guidance.
_TITLE = r"(?:Act|Code|Guidance|Order|Regulations|Rules|Schedule)\b"
_ELSEWHERE = re.compile(
    r"\s+(?:(?:of|in|to)\s+(?!this\b)"
    rf"|(?:the\s+)?(?:[A-Z][\w'’-]*,?\s+(?:(?:and|of|for)\s+|\([^)]*\)\s*)*){{1,8}}?{_TITLE}"
    r"|(?:the\s+)?[A-Z]{3,}\b|(?:the\s+)?\{\{\s*cite\b)"
)
_OF_ANOTHER = re.compile(
    rf"(?:{_TITLE}|\b[A-Z]{{3,}}|\{{\{{\s*cite [^}}]*\}}\}})[\s*_]*(?:\d{{4}})?[\s*_,;:(]*"
    r"(?:(?i:part|chapter|schedule|section)\s+\w+[\s,]+)?$"
)
# In characters: as much as a title before a number needs.
_BEFORE = 120
_LAW = re.compile(rf"\b{_TITLE}|\bguidance\b|\b[A-Z]{{4,}}\b|\{{\{{\s*cite\b")
_HERE = re.compile(r"\s+(?:above|below|overleaf|of\s+this\s+policy|in\s+this\s+policy)\b")


@dataclass(frozen=True)
class Mention:
    """A place as it is named in words: its number, and the words with and without it."""

    start: int
    end: int
    words: str
    number: str
    target: str | None


def number_problems(
    source: Source, written: Written, numbers: Mapping[str, str]
) -> Iterator[Problem]:
    """Every reference in words that a fill would keep right, or that leads nowhere.

    `numbers` has the id of each place of the policy by its number.
    """
    for mention in mentions(written, numbers):
        place = at(source, written, mention.start, mention.end)
        if mention.target is None:
            yield warning(
                "typed-number",
                place,
                f'"{mention.words}" is not in this policy',
                "a reader would look for it in vain.",
                "write {{ ref its-id }} with the id of what is meant, or say which document it is "
                "in.",
            )
        else:
            fill = f"{{{{ ref {mention.target} }}}}"
            before = mention.words.removesuffix(mention.number)
            yield warning(
                "typed-number",
                place,
                f'"{mention.words}" is typed as a number',
                "numbers move when a clause is added before them, or left out for a school.",
                f"write {before}{fill}.",
            )


def mentions(written: Written, numbers: Mapping[str, str]) -> Iterator[Mention]:
    """Every place that a text names by a typed number."""
    yield from _named(written, numbers)
    yield from _after_refs(written, numbers)


def _named(written: Written, numbers: Mapping[str, str]) -> Iterator[Mention]:
    text = written.text
    for found in _PLACES.finditer(text):
        before = text[max(0, found.start() - _BEFORE) : found.start()]
        if _ELSEWHERE.match(text, found.end()) or _OF_ANOTHER.search(before):
            continue
        if found["word"]:
            yield from _numbers(written, found, numbers)
        elif found["alone"]:
            target = _target(found["alone"], numbers)
            if target is not None or not _LAW.search(text):
                yield Mention(*found.span("alone"), found["alone"], found["alone"], target)
        else:
            yield from _captions(text, found, numbers)


def _captions(text: str, found: re.Match[str], numbers: Mapping[str, str]) -> Iterator[Mention]:
    """Appendices, tables and figures: a reference to one prints its word too."""
    first = found[0].split()[0].lower()
    word = "Appendix" if found["appendix"] else first.removesuffix("s")
    rest = found[0][len(first) :]
    for one in re.finditer(rf"(?<!\w){_APPENDIX}", rest):
        start, end = (found.start() + len(first) + offset for offset in one.span())
        if not rest[: one.start()].strip():
            start = found.start()
        target = numbers.get(f"{word} {one[0]}")
        if target is not None or not _LAW.search(text):
            yield Mention(start, end, text[start:end], text[start:end], target)


def _numbers(
    written: Written, found: re.Match[str], numbers: Mapping[str, str]
) -> Iterator[Mention]:
    text = written.text
    for one in _ONE.finditer(found["numbers"]):
        start, end = (found.start("numbers") + offset for offset in one.span())
        if not one.start():
            start = found.start()
        number = one[0]
        if number.startswith("("):
            target = numbers.get(f"{_clause(written.owner, numbers)}{number}")
            if target is None:
                continue
        else:
            target = _target(number, numbers)
        if target is not None or _means_here(text, found, number):
            yield Mention(start, end, text[start:end], number, target)


def _target(number: str, numbers: Mapping[str, str]) -> str | None:
    forms = (number, f"{number}.0", f"{number}.", f"Appendix {number}")
    return next((numbers[form] for form in forms if form in numbers), None)


def _means_here(text: str, found: re.Match[str], number: str) -> bool:
    """Whether a number that the policy does not have was meant as one of its own."""
    if "clause" in found["word"].lower() or _HERE.match(text, found.end()):
        return True
    before = text[max(0, found.start() - _BEFORE) : found.start()]
    looked_up = bool(re.search(r"\bsee\s+(?:also\s+)?$", before, re.IGNORECASE))
    return (looked_up or not number.isdigit()) and _LAW.search(text) is None


def _clause(owner: str, numbers: Mapping[str, str]) -> str:
    """The number of the clause that an element is or is in; empty where it has none."""
    own = next((number for number, name in numbers.items() if name == owner), "")
    return own.partition("(")[0]


def _after_refs(written: Written, numbers: Mapping[str, str]) -> Iterator[Mention]:
    """Letters of points typed after the reference to their clause: {{ ref conduct }}(a)."""
    for mark in parse(written.text).fills:
        fill = parse_fill(mark.name)
        letters = _AFTER_REF.match(written.text, mark.end)
        if fill is None or fill.kind != "ref" or letters is None:
            continue
        own = next((number for number, name in numbers.items() if name == fill.name), "")
        target = numbers.get(f"{own}{letters['letters']}")
        if target is not None:
            words = written.text[mark.start : letters.end()]
            yield Mention(mark.start, letters.end(), words, words, target)
