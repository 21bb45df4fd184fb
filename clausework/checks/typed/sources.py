"""The rule on law and guidance that a text names in words, and no citation beside it gives."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from clausework.checks.findings import MOST_IN_A_TEXT, Finding, Written, at, elements, version_texts
from clausework.model.authorities import Authorities, Authority, Edition
from clausework.model.elements import Citation, Element
from clausework.model.inline import parse, parse_fill
from clausework.model.policy import Version
from clausework.source.locations import KeyPath
from clausework.source.problems import Problem, warning
from clausework.workspace.schema import File

_YEAR = r"(?P<year>(?:19|20)\d\d)\b(?![-/]\d)"
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_YEAR_AFTER = re.compile(rf"[\s,:*_'’\"”(]*(?:(?:{_MONTHS})\s+)?{_YEAR}")
_YEAR_AT_END = re.compile(rf"\s*\(?{_YEAR}\)?$")
_ANY_LAW = re.compile(
    r"(?P<name>\b[A-Z][\w'’-]*(?:,?\s+(?:[A-Z][\w'’-]*|\([A-Z][^()]*\)|and|of|for|etc\.?)){0,12}?"
    rf"\s+(?:Act|Regulations|Order))\s+\(?{_YEAR}"
)
_FIRST_WORDS = re.compile(r"(?:(?:As|By|For|In|See|The|This|To|Under|With)\s+)+")
# "Education Act" in "the Further and Higher Education Act" is not the name of that Act.
_PART_OF_ANOTHER = re.compile(
    r"\b(?!(?:As|By|For|In|See|The|This|To|Under|With)\s)[A-Z][\w'’-]*\s+(?:and\s+|of\s+)?$"
)
# In characters: as much as another name before one needs.
_BEFORE = 120
# A name of so many words is no accident at the beginning of a sentence.
_UNMISTAKABLE = 5
_SMALL = frozenset({"and", "as", "for", "from", "in", "of", "on", "the", "to", "with"})
_PLACE = (
    r"(?:(?P<section>sections?|ss?\.|regulations?|regs?\.)|(?P<part>parts?)|"
    r"(?P<paragraph>paragraphs?|paras?\.?))\s*"
    r"(?P<where>\d+[A-Z]*(?:\(\w+\))*(?:\s+(?:and|to)\s+\d+[A-Z]*(?:\(\w+\))*)?|"
    r"one|two|three|four|five|six|seven)(?!\w)"
)
_PLACE_BEFORE = re.compile(rf"\b{_PLACE}(?:\s+of)?(?:\s+the)?[\s*_'‘\"“]+$", re.IGNORECASE)
_PLACE_AFTER = re.compile(
    rf"[*_'’\"”]*(?:[\s,(]*(?:(?:{_MONTHS})\s+)?(?:19|20)\d\d)?[\s,()]+{_PLACE}", re.IGNORECASE
)
_HIDDEN = re.compile(r"\{\{[^{}]*\}\}|\]\([^)]*\)")


@dataclass(frozen=True)
class Name:
    """A name that sources have: its key, without capitals and spaces, its words and the sources.

    `short` names are written in capitals.
    """

    key: str
    words: str
    sources: tuple[str, ...]
    short: bool


@dataclass(frozen=True)
class Mentioned:
    """A source named in a text: where, the year, and its name; None where it is not known."""

    start: int
    end: int
    name: Name | None
    year: str | None


def source_names(register: Authorities) -> dict[tuple[str, bool], Name]:
    """Every name of a source, the longest first: titles, their first part, ids in capitals."""
    found: dict[tuple[str, bool], tuple[str, dict[str, None]]] = {}

    def add(words: str, source: str, *, short: bool = False) -> None:
        plain = _without_year(words)
        # "The Code" is a name, and "Code" is none.
        if len(plain.split()) > 2:
            plain = re.sub(r"^the\s+", "", plain, flags=re.IGNORECASE)
        found.setdefault((_key(plain), short), (plain, {}))[1][source] = None

    for source, authority in register.authorities.items():
        for title in _titles(authority):
            add(title, source)
            add(title.partition(":")[0], source)
        add(source.replace("-", " ").upper(), source, short=True)
    names = [Name(key, words, tuple(ids), short) for (key, short), (words, ids) in found.items()]
    names.sort(key=lambda one: (-len(one.key), one.key, one.short))
    return {(one.key, one.short): one for one in names}


def named_sources(file: File[Version], register: Authorities) -> Iterator[Finding]:
    """Every source that a text of a version names, and neither it nor what it is in cites."""
    names = source_names(register)
    by_path = {placed.path: placed.element for placed in elements(file.value)}
    for written in version_texts(file.value):
        for named in islice(_named(written.text, names), MOST_IN_A_TEXT):
            cited = list(_cited(written, by_path))
            problem = _judged(file, register, written, cited, named)
            if problem is not None:
                yield Finding(problem, written.element)


def _titles(authority: Authority) -> Iterator[str]:
    yield authority.title
    yield from (one.title for one in authority.editions.values() if one.title is not None)


def _without_year(words: str) -> str:
    return _YEAR_AT_END.sub("", words)


def _key(text: str) -> str:
    return re.sub(r"\s+", "", text.casefold().replace("’", "'"))


def _named(text: str, names: Mapping[tuple[str, bool], Name]) -> Iterator[Mentioned]:
    """The sources that a text names in words, each place once, by its longest name."""
    text = _HIDDEN.sub(lambda found: "\0" * len(found[0]), text)
    for found in _ANY_LAW.finditer(text):
        first = _FIRST_WORDS.match(found["name"])
        start = found.start() + (first.end() if first else 0)
        name = names.get((_key(text[start : found.end("name")]), False))
        end = found.end() + ("(" in text[found.end("name") : found.start("year")])
        yield Mentioned(start, end, name, found["year"])
    text = _ANY_LAW.sub(lambda found: "\0" * len(found[0]), text)
    key = _key(text)
    for name in (one for one in names.values() if one.key in key):
        for found in _pattern(name).finditer(text):
            year = _YEAR_AFTER.match(text, found.end())
            before = text[max(0, found.start() - _BEFORE) : found.start()]
            if name.short or year or _is_title(before, found[0]):
                yield Mentioned(*found.span(), name, year["year"] if year else None)
        text = _pattern(name).sub(lambda found: "\0" * len(found[0]), text)


def _pattern(name: Name) -> re.Pattern[str]:
    words = r"\s+".join(re.escape(word) for word in name.words.split())
    words = re.sub("['’]", "['’]", words)
    return re.compile(rf"(?<![\w-]){words}(?![\w-])", 0 if name.short else re.IGNORECASE)


def _is_title(before: str, found: str) -> bool:
    """Whether words are the name of a source, and not the same words in a sentence."""
    words = [word for word in found.split() if word.lower() not in _SMALL]
    if not found[:1].isupper() or _PART_OF_ANOTHER.search(before):
        return False
    if len(words) > 1 and all(word[:1].isupper() or not word[:1].isalpha() for word in words):
        return True
    begins = re.search(r"(?:^|[.:?!]\s+)$", before) is not None
    return not begins or len(found.split()) >= _UNMISTAKABLE


def _cited(written: Written, by_path: Mapping[KeyPath, Element]) -> Iterator[Citation]:
    """What an element, its footnotes and whatever it is in cite, and what its text names."""
    parsed = parse(written.text)
    for fill in (parse_fill(mark.name) for mark in parsed.fills):
        if fill is not None and fill.kind == "cite":
            yield Citation(authority=fill.name)
    marked = {mark.name for mark in parsed.notes}
    for path, element in by_path.items():
        if path == written.element[: len(path)] or element.id in marked:
            yield from element.cites


def _judged(
    file: File[Version],
    register: Authorities,
    written: Written,
    cited: list[Citation],
    named: Mentioned,
) -> Problem | None:
    known = register.authorities
    words = " ".join(written.text[named.start : named.end].split())
    of_it = [] if named.name is None else named.name.sources
    meant = [one for one in cited if one.authority in known and _is_named(one, of_it, known, named)]
    if any(_fits(one, known[one.authority], file.value, named.year) for one in meant):
        return None
    sources = dict.fromkeys((*(one.authority for one in meant), *of_it))
    place_in_it = _pinpoint(written.text, named)
    entries = [
        _pasted(entry | place_in_it)
        for name in sources
        if (entry := _entry(name, known[name], file.value, named.year)) is not None
    ]
    year = f" ({named.year})" if named.year and named.year not in words else ""
    place = at(file.source, written, named.start, named.end)
    why = (
        "nobody would be told when it changes: impact, and the list of sources, know only what is "
        "cited."
    )
    if not entries:
        return warning(
            "source-uncited",
            place,
            f'"{words}"{year} is not in policy/authorities.yaml',
            why,
            "add it there with how it is known, and cite it here; or correct its name or year.",
        )
    return warning(
        "source-uncited",
        place,
        f'"{words}"{year} is named here, and no cites: gives it',
        why,
        f"write cites: [{entries[0]}] beside the text"
        + (f"; or: {', '.join(entries[1:])}." if entries[1:] else "."),
    )


def _is_named(
    one: Citation, of_it: Sequence[str], known: Mapping[str, Authority], named: Mentioned
) -> bool:
    """Whether a citation can be what a name means: some sources share a part of their titles."""
    if one.authority in of_it:
        return True
    return named.name is not None and any(
        named.name.key in _key(title) for title in _titles(known[one.authority])
    )


def _fits(one: Citation, authority: Authority, version: Version, year: str | None) -> bool:
    if year is None:
        return True
    relied_on = one.edition or version.editions.get(one.authority)
    if authority.editions:
        return relied_on not in authority.editions or _is_of(
            str(relied_on), authority.editions[str(relied_on)], year
        )
    own = _YEAR_AT_END.search(authority.title)
    return own is None or own["year"] == year


def _is_of(key: str, edition: Edition, year: str) -> bool:
    days = (edition.in_force_from, edition.published)
    return (
        key.startswith(year)
        or year in (edition.label or "")
        or any(day is not None and day.year == int(year) for day in days)
    )


def _pinpoint(text: str, named: Mentioned) -> dict[str, str]:
    """The section, part or paragraph that words directly before or after a name give."""
    before = text[max(0, named.start - _BEFORE) : named.start]
    found = _PLACE_BEFORE.search(before) or _PLACE_AFTER.match(text, named.end)
    if found is None:
        return {}
    kind = next(one for one in ("section", "part", "paragraph") if found[one])
    return {kind: " ".join(found["where"].split())}


def _entry(
    name: str, authority: Authority, version: Version, year: str | None
) -> dict[str, str] | None:
    """The citation to paste; None where the register does not have the year."""
    entry = {"authority": name}
    if not authority.editions:
        own = _YEAR_AT_END.search(authority.title)
        fits = year is None or own is None or own["year"] == year
        return entry if fits else None
    if year is None:
        return entry
    editions = [key for key, one in authority.editions.items() if _is_of(key, one, year)]
    if not editions:
        return None
    relied_on = version.editions.get(name)
    return entry if relied_on in editions else entry | {"edition": editions[0]}


def _pasted(entry: Mapping[str, str]) -> str:
    fields = (
        f'{key}: "{value}"' if key == "edition" or value[:1].isdigit() else f"{key}: {value}"
        for key, value in entry.items()
    )
    return f"{{{', '.join(fields)}}}"
