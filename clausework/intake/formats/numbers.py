"""The numbers that Word prints before paragraphs, as its numbering and styles make them.

Ecma-376 part 1, 17.9 says what the elements mean.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from num2words import num2words

from clausework.intake.blocks import LabelForm, PrintedLabel
from clausework.model.elements import BULLET
from clausework.model.numbering import letter, roman

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_LEVELS = 9
_PART = re.compile(r"%([1-9])")
_DEEPEST_STYLE = 40

_FORMS: dict[str, LabelForm] = {
    "lowerLetter": "letter",
    "upperLetter": "letter",
    "lowerRoman": "roman",
    "upperRoman": "roman",
    "bullet": "bullet",
    "cardinalText": "words",
    "ordinalText": "words",
}


@dataclass
class _Level:
    start: int = 1
    form: str = "decimal"
    text: str = ""
    style: str | None = None
    restart: int | None = None
    legal: bool = False


@dataclass
class _Counted:
    values: dict[int, int] = field(default_factory=dict)


class Numbers:
    """The numbering of one file, as far as its paragraphs were counted."""

    def __init__(self, numbering: Element | None, styles: Element | None) -> None:
        self._abstract: dict[str, dict[int, _Level]] = {}
        self._of_num: dict[str, str] = {}
        self._overrides: dict[str, dict[int, _Level]] = {}
        self._starts: dict[str, dict[int, int]] = {}
        self._links: dict[str, str] = {}
        self._styles = _styles(styles)
        self._language = _language(styles)
        self._counted: dict[str, _Counted] = {}
        self._begun: set[tuple[str, int]] = set()
        for element in numbering if numbering is not None else ():
            if element.tag == f"{W}abstractNum":
                self._read_abstract(element)
            elif element.tag == f"{W}num":
                self._read_num(element)

    def label(self, properties: Element | None, style: str) -> PrintedLabel | None:
        """The label of the next paragraph, by its properties and its style. It is then counted."""
        number, level = self._place(properties, style)
        if number is None or number == "0" or number not in self._of_num:
            return None
        abstract = self._resolved(self._of_num[number])
        levels = self._levels(number, abstract)
        if level not in levels:
            return None
        self._count(number, abstract, level, levels)
        own = levels[level]
        if own.form == "none" or (own.form != "bullet" and not own.text):
            return None
        form = _FORMS.get(own.form, "decimal")
        text = BULLET if form == "bullet" else self._printed(abstract, levels, level)
        return PrintedLabel(text, form, abstract, level) if text.strip() else None

    def _read_abstract(self, element: Element) -> None:
        name = element.get(f"{W}abstractNumId", "")
        levels = _all(element, "lvl")
        self._abstract[name] = {_integer(one.get(f"{W}ilvl"), 0): _level(one) for one in levels}
        link = element.find(f"{W}numStyleLink")
        if link is not None:
            self._links[name] = link.get(f"{W}val", "")

    def _read_num(self, element: Element) -> None:
        name = element.get(f"{W}numId", "")
        self._of_num[name] = _value(element, "abstractNumId") or ""
        for override in _all(element, "lvlOverride"):
            at = _integer(override.get(f"{W}ilvl"), 0)
            start, own = _value(override, "startOverride"), override.find(f"{W}lvl")
            if start is not None:
                self._starts.setdefault(name, {})[at] = _integer(start, 1)
            if own is not None:
                self._overrides.setdefault(name, {})[at] = _level(own)

    def _resolved(self, abstract: str) -> str:
        """The definition itself, where this one is only a link to that of a style."""
        style = self._links.get(abstract)
        for _ in range(_DEEPEST_STYLE):
            if style is None:
                break
            number = self._styles.get(style, _Style()).number
            linked = self._of_num.get(number or "")
            if linked is None or linked == abstract:
                break
            abstract, style = linked, self._links.get(linked)
        return abstract

    def _levels(self, number: str, abstract: str) -> dict[int, _Level]:
        return {**self._abstract.get(abstract, {}), **self._overrides.get(number, {})}

    def _place(self, properties: Element | None, style: str) -> tuple[str | None, int]:
        own = properties.find(f"{W}numPr") if properties is not None else None
        number = _value(own, "numId") if own is not None else None
        level = _value(own, "ilvl") if own is not None else None
        if number is None:
            # The nearest style counts, for the list and for the level each.
            line = [(name, self._styles[name]) for name in self.line(style)]
            number = next((one.number for _, one in line if one.number is not None), None)
            level = level or next((one.level for _, one in line if one.level is not None), None)
            if number is None:
                return None, 0
            if level is None and number in self._of_num:
                levels = self._levels(number, self._resolved(self._of_num[number]))
                known = {one.style: str(at) for at, one in levels.items() if one.style}
                level = next((known[name] for name, _ in line if name in known), None)
        return number, min(_integer(level, 0), _LEVELS - 1)

    def line(self, style: str) -> Iterator[str]:
        """A style and those that it is based on."""
        for _ in range(_DEEPEST_STYLE):
            if style not in self._styles:
                return
            yield style
            style = self._styles[style].based_on

    def _count(self, number: str, abstract: str, level: int, levels: dict[int, _Level]) -> None:
        counted = self._counted.setdefault(abstract, _Counted()).values
        start = self._starts.get(number, {}).get(level)
        # It begins anew where a list of its own has that level for the first time.
        if start is not None and (number, level) not in self._begun:
            self._begun.add((number, level))
            counted[level] = start - 1
        for at in range(level):
            counted.setdefault(at, levels[at].start if at in levels else 1)
        counted[level] = counted.get(level, levels[level].start - 1) + 1
        for at in [one for one in counted if one > level]:
            restart = levels[at].restart if at in levels else None
            if restart is None or (restart and level < restart):
                del counted[at]

    def _printed(self, abstract: str, levels: dict[int, _Level], level: int) -> str:
        counted = self._counted[abstract].values
        own = levels[level]

        def one(found: re.Match[str]) -> str:
            at = int(found[1]) - 1
            known = levels.get(at, _Level())
            form = "decimal" if own.legal else known.form
            return formed(counted.get(at, known.start), form, self._language)

        return _PART.sub(one, own.text)


def formed(value: int, form: str, language: str = "en") -> str:
    """A number in one of Word's forms; `language` is that of numbers in words, as "en"."""
    match form:
        case "lowerLetter" if value > 0:
            return letter(value - 1)
        case "upperLetter" if value > 0:
            return letter(value - 1).upper()
        case "lowerRoman" if value > 0:
            return roman(value)
        case "upperRoman" if value > 0:
            return roman(value).upper()
        case "decimalZero":
            return f"{value:02}"
        case "ordinal":
            return f"{value}{_ordinal(value)}"
        case "cardinalText" | "ordinalText" if value > 0:
            return _in_words(value, language, ordinal=form == "ordinalText").capitalize()
        case "decimalEnclosedCircle" if 0 < value <= 50:
            # Unicode has them in three places.
            return chr(value + (0x245F if value <= 20 else 0x323C if value <= 35 else 0x328D))
        case "bullet" | "none":
            return ""
        case _ if found := _PADDED.match(form):
            return f"{value:0{len(found[1])}}"
        case _:
            return str(value)


def _ordinal(value: int) -> str:
    if value % 100 in (11, 12, 13):
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")  # codespell:ignore


def _in_words(value: int, language: str, *, ordinal: bool) -> str:
    """A number in words as LibreOffice writes them, or in digits where it has none.

    Other than it, Word has no "and" above a thousand in English either.
    """
    try:
        words = str(num2words(value, ordinal=ordinal, lang=language))
    except NotImplementedError:
        return str(value)
    if language == "fr":
        return words.replace(" ", "-")
    return words.replace(",", "").replace(" and ", " ")


# A form that people put together: 001, 002, 003, …
_PADDED = re.compile(r"(0+1), 0+2\b")


@dataclass(frozen=True)
class _Style:
    based_on: str = ""
    number: str | None = None
    level: str | None = None


def _language(styles: Element | None) -> str:
    """The language of a file, without its country."""
    own = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr") if styles is not None else None
    named = _value(own, "lang") if own is not None else None
    return (named or "en").partition("-")[0]


def _styles(root: Element | None) -> dict[str, _Style]:
    found: dict[str, _Style] = {}
    for style in root.iter(f"{W}style") if root is not None else ():
        own = style.find(f"{W}pPr/{W}numPr")
        found[style.get(f"{W}styleId", "")] = _Style(
            based_on=_value(style, "basedOn") or "",
            number=_value(own, "numId") if own is not None else None,
            level=_value(own, "ilvl") if own is not None else None,
        )
    return found


def _level(element: Element) -> _Level:
    legal = element.find(f"{W}isLgl")
    restart = _value(element, "lvlRestart")
    return _Level(
        start=_integer(_value(element, "start"), 1),
        form=_form(element),
        text=_value(element, "lvlText") or "",
        style=_value(element, "pStyle"),
        restart=None if restart is None else _integer(restart, 0),
        legal=legal is not None and legal.get(f"{W}val", "1") not in ("0", "false", "off"),
    )


def _form(level: Element) -> str:
    """The form of its numbers; of one that people put together, the first numbers in it."""
    found = level.find(f"{W}numFmt")
    other = level.find(f"{MC}AlternateContent/{MC}Choice/{W}numFmt")
    custom = other.get(f"{W}format") if other is not None else None
    if custom is None and found is not None:
        custom = found.get(f"{W}format")
    return custom or _value(level, "numFmt") or "decimal"


def _all(element: Element, name: str) -> list[Element]:
    return element.findall(f"{W}{name}")


def _value(element: Element, name: str) -> str | None:
    found = element.find(f"{W}{name}")
    return None if found is None else found.get(f"{W}val")


def _integer(text: str | None, default: int) -> int:
    return int(text) if text is not None and re.fullmatch(r"-?[0-9]{1,9}", text) else default
