"""Parse clause text, CommonMark inline with fills and footnote marks, into runs.

Fills and footnote marks are set aside before the Markdown is parsed and put back afterwards, so a
school's words can never become markup. This is the only caller of the Markdown parser.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.common.utils import unescapeAll
from markdown_it.token import Token

from clausework.model.scalars import Frozen
from clausework.source.characters import INVISIBLE, NOT_PRINTABLE, invisible, not_printable

FillKind = Literal[
    "term", "article", "cite", "ref", "policy", "option", "name", "phone", "email", "blank"
]
SignUse = Literal["opens", "closes", "printed"]


class Picture(Frozen):
    """The picture of a figure, cleaned, and the words for those who cannot see it.

    `name` is that of its file, and `data` its bytes in base64, empty until the file is read. Sizes
    are in pixels, or in the units of a drawing.
    """

    name: str
    alt: str = ""
    media_type: str = ""
    data: str = ""
    width: float = 0
    height: float = 0

    @property
    def in_words(self) -> str:
        """What is quoted in its place."""
        return f"[Picture: {self.alt}] "


class Run(Frozen):
    """A stretch of text in one style, or a picture.

    `fill` is the fill that the text came from, as written between the braces (`head`, `a setting`,
    `ref scope`); before resolution its `text` is empty. `note` is the id of a footnote, and such a
    run has no text of its own, nor has one with a `picture`. `mark` says, in a redline, that the
    run was inserted or deleted.
    """

    text: str = ""
    strong: bool = False
    emphasis: bool = False
    href: str | None = None
    fill: str | None = None
    note: str | None = None
    picture: Picture | None = None
    mark: Literal["inserted", "deleted"] | None = None


@dataclass(frozen=True)
class Fill:
    """A parsed fill: `name` is a term, a role, or the id of what `kind` says.

    Of a blank, which is filled in by hand, it is the words for what belongs there.
    """

    kind: FillKind
    name: str
    many: bool = False
    capital: bool = False


@dataclass(frozen=True)
class TextMark:
    """A fill or footnote mark and its place in the text (offsets in characters)."""

    name: str
    start: int
    end: int
    name_start: int
    name_end: int


@dataclass(frozen=True)
class Sign:
    """One `*` or `_` of a text, at `start`: whether it opens or closes emphasis, or is printed."""

    start: int
    use: SignUse


@dataclass(frozen=True)
class TextFault:
    """Something that clause text may not contain, at `start` to `end` (characters)."""

    code: str
    start: int
    end: int
    message: str
    why: str
    fix: str


@dataclass(frozen=True)
class Inline:
    """A parsed text: its runs, its fills and footnote marks in order, its faults."""

    runs: tuple[Run, ...]
    fills: tuple[TextMark, ...]
    notes: tuple[TextMark, ...]
    faults: tuple[TextFault, ...]


_MARK = re.compile(r"\{\{\s*(?P<fill>[^{}]*?)\s*\}\}|\[\^(?P<note>[^\]\s]*)\]")
_BRACES = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}|[{}]")
_TERM = r"[A-Za-z][A-Za-z0-9_]*"
_FILL = re.compile(
    rf"(?P<article>[aA])\s+(?P<noun>{_TERM})"
    r"|(?P<verb>cite|ref|policy)\s+(?P<target>[a-z][a-z0-9-]*)"
    r"|(?P<detail>name|phone|email)\s+(?P<role>[a-z][a-z0-9_-]*)"
    r"|blank\s+(?P<blank>\S.*)"
    r"|option\s+(?P<option>[A-Za-z_][A-Za-z0-9_-]*)"
    rf"|(?P<term>{_TERM})(?P<many>\.many)?"
)
_VERBS: dict[str, FillKind] = {
    **{"cite": "cite", "ref": "ref", "policy": "policy"},
    **{"name": "name", "phone": "phone", "email": "email"},
}
_HOLDER = re.compile("\ue000([0-9]+)\ue001")
_ENTITY = re.compile(r"&#?[A-Za-z0-9]+;")
_SIGN = re.compile(r"[*_]")
_ADDRESS_WITH_FILL = re.compile(r"\]\(\s*(<?[^\s()]*\{\{[^{}]*\}\})")
_LINK = re.compile(r"(https?|mailto):", re.IGNORECASE)
_ELEMENTS = (
    "a|abbr|b|blockquote|br|center|code|div|em|embed|font|form|h[1-6]|hr|i|iframe|img|input|li|link"
    "|meta|object|ol|p|pre|s|script|small|span|strong|style|sub|sup|svg|table|tbody|td|th|thead|tr"
    "|u|ul|video"
)
_TAG = re.compile(rf"</?(?:{_ELEMENTS})(?:\s[^<>]*)?/?>|<!--|<!\[CDATA\[|<\?", re.IGNORECASE)

_parser = MarkdownIt("zero").enable(["emphasis", "link", "escape", "entity", "image"])
# A refused link must still be parsed, so that its line can be reported.
_parser.validateLink = lambda url: True  # type: ignore[method-assign]
_parser.normalizeLink = lambda url: url  # type: ignore[method-assign]


def parse_fill(words: str) -> Fill | None:
    """The fill written between the braces, or None where its form is unknown."""
    found = _FILL.fullmatch(" ".join(words.split()))
    if found is None:
        return None
    if found["verb"]:
        return Fill(_VERBS[found["verb"]], found["target"])
    if found["detail"]:
        return Fill(_VERBS[found["detail"]], found["role"])
    if found["option"]:
        return Fill("option", found["option"])
    if found["blank"]:
        return Fill("blank", found["blank"])
    name = found["noun"] or found["term"]
    if found["article"]:
        return Fill("article", name.lower(), capital=found["article"] == "A")
    return Fill("term", name.lower(), many=bool(found["many"]), capital=name[0].isupper())


@lru_cache(maxsize=65536)
def parse(text: str) -> Inline:
    """Parse one text. Never raises: anything not allowed in a text is returned as a fault."""
    marks = [
        (found, _mark(found, "fill" if found["fill"] is not None else "note"))
        for found in _MARK.finditer(text)
    ]
    fills = tuple(mark for found, mark in marks if found["fill"] is not None)
    notes = tuple(mark for found, mark in marks if found["fill"] is None)
    faults = list(_faults(text, [(mark.start, mark.end) for _, mark in marks]))
    values = [
        Run(fill=mark.name) if found["fill"] is not None else Run(note=mark.name)
        for found, mark in marks
    ]
    tokens = _tokens(text, [mark for _, mark in marks])
    faults += _token_faults(text, tokens)
    return Inline(tuple(_runs(tokens, values)), fills, notes, tuple(faults))


def signs(text: str) -> tuple[Sign, ...]:
    """Every `*` and `_` of a text, in order; none where a picture or an entity brings more.

    Those of addresses are left out.
    """
    parsed = parse(text)
    marks = sorted((*parsed.fills, *parsed.notes), key=lambda mark: mark.start)
    starts = [
        found.start()
        for found in _SIGN.finditer(text)
        if not any(mark.start <= found.start() < mark.end for mark in marks)
    ]
    uses = list(_uses(_tokens(text, marks))) if starts else []
    if [text[start] for start in starts] != [char for char, _ in uses]:
        return ()
    both = zip(starts, uses, strict=True)
    return tuple(Sign(start, use) for start, (_, use) in both if use is not None)


def _uses(tokens: list[Token]) -> Iterator[tuple[str, SignUse | None]]:
    address = ""
    for token in tokens:
        if token.type in ("em_open", "strong_open"):
            yield from ((char, "opens") for char in token.markup)
        elif token.type in ("em_close", "strong_close"):
            yield from ((char, "closes") for char in token.markup)
        elif token.type == "link_open":
            address = f"{token.attrGet('href') or ''}{token.attrGet('title') or ''}"
        elif token.type == "link_close":
            yield from ((found[0], None) for found in _SIGN.finditer(address))
        yield from ((found[0], "printed") for found in _SIGN.finditer(token.content))


def plain(runs: Iterable[Run]) -> str:
    """The words of runs, without style and footnote marks; a picture is named in brackets."""
    return "".join(run.text if run.picture is None else run.picture.in_words for run in runs)


def _tokens(text: str, marks: Sequence[TextMark]) -> list[Token]:
    """A text as the parser has it, with a private character and a number for each mark."""
    held = INVISIBLE.sub("\ufffd", text)
    for index in range(len(marks) - 1, -1, -1):
        mark = marks[index]
        held = f"{held[: mark.start]}\ue000{index}\ue001{held[mark.end :]}"
    # A character that stands for a fill, written as an entity, would be read as one.
    held = _ENTITY.sub(lambda found: "\ufffd" if _hides(found[0]) else found[0], held)
    return _parser.parseInline(" ".join(held.split()))[0].children or []


def _mark(found: re.Match[str], group: str) -> TextMark:
    return TextMark(
        " ".join(found[group].split()),
        found.start(),
        found.end(),
        found.start(group),
        found.end(group),
    )


def _runs(tokens: list[Token], values: list[Run]) -> Iterator[Run]:
    strong = emphasis = 0
    href: str | None = None
    pending = ""

    def styled(run: Run) -> Run:
        style = {"strong": strong > 0, "emphasis": emphasis > 0, "href": href}
        return run.replaced(**style)

    for token in tokens:
        if token.type in ("text", "text_special", "softbreak", "hardbreak"):
            pending += " " if token.type.endswith("break") else token.content
            continue
        if token.type == "image":
            pending += token.content
            continue
        yield from (styled(run) for run in _split(pending, values))
        pending = ""
        if token.type == "strong_open":
            strong += 1
        elif token.type == "strong_close":
            strong -= 1
        elif token.type == "em_open":
            emphasis += 1
        elif token.type == "em_close":
            emphasis -= 1
        elif token.type == "link_open":
            href = str(token.attrGet("href") or "")
        elif token.type == "link_close":
            href = None
    yield from (styled(run) for run in _split(pending, values))


def _split(text: str, values: list[Run]) -> Iterator[Run]:
    for index, part in enumerate(_HOLDER.split(text)):
        if index % 2:
            yield values[int(part)]
        elif part:
            yield Run(text=part)


def _faults(text: str, spans: list[tuple[int, int]]) -> Iterator[TextFault]:
    for found in _BRACES.finditer(text):
        if not any(start <= found.start() < end for start, end in spans):
            yield TextFault(
                "fill-not-allowed",
                found.start(),
                found.end(),
                f'"{found[0]}" is not part of a fill',
                "braces belong to fills alone; a policy is not a program, so nothing else in "
                "braces is carried out.",
                "write a fill such as {{ school }}, with two braces on each side, or leave the "
                "braces out.",
            )
    for found in _ENTITY.finditer(text):
        meant = unescapeAll(found[0])
        if INVISIBLE.match(meant):
            yield TextFault("character-not-allowed", *found.span(), *invisible(meant))
        elif (letter := NOT_PRINTABLE.search(meant)) is not None:
            yield TextFault("letter-not-printable", *found.span(), *not_printable(letter[0]))
    for found in INVISIBLE.finditer(text):
        yield TextFault("character-not-allowed", *found.span(), *invisible(found[0]))
    for found in _TAG.finditer(text):
        yield TextFault(
            "raw-html",
            found.start(),
            found.end(),
            f'"{found[0]}" looks like HTML',
            "clause text goes to the web, to PDF and to Word, so it takes no HTML.",
            "use *emphasis*, **strong** or a [link](https://…), or leave it out.",
        )


def _hides(entity: str) -> bool:
    return INVISIBLE.fullmatch(unescapeAll(entity)) is not None


def _token_faults(text: str, tokens: list[Token]) -> Iterator[TextFault]:
    for token, following in zip_longest(tokens, tokens[1:]):
        if token.type == "image":
            yield TextFault(
                "image-not-allowed",
                *_span(text, "!["),
                "there is a picture in the text",
                "clauses contain only words; no screen reader could read a picture in one, and it "
                "would be fetched from elsewhere.",
                "describe it in words, or link to it.",
            )
        if token.type != "link_open":
            continue
        href = str(token.attrGet("href") or "")
        if "\ue000" in href:
            yield TextFault(
                "fill-not-allowed",
                *_address_with_fill(text),
                "there is a fill in the address of a link",
                "fills are words for readers, and an address must be the same for every school.",
                "write the address out.",
            )
        elif not _LINK.match(href):
            yield TextFault(
                "link-not-allowed",
                *_span(text, href, after="]("),
                f'"{href}" is not an address that a clause may link to',
                "links may begin with https://, http:// or mailto:, so that they work on the "
                "page, on paper and in Word, and cannot run a script.",
                "write the whole address, for example https://www.gov.uk/…; for another clause "
                "use {{ ref its-id }}.",
            )
        elif following is not None and following.type == "link_close":
            yield TextFault(
                "link-not-allowed",
                *_span(text, href, after="]("),
                "the link has no words",
                "nothing of it would be printed, and nobody could follow it.",
                "write words between the square brackets, or the address alone.",
            )
        elif token.attrGet("title"):
            yield TextFault(
                "link-not-allowed",
                *_span(text, href, after="]("),
                "the link has a title after its address",
                "only a mouse on a screen could show it; on paper and in Word it would be lost.",
                "leave the title out, or make it part of the text.",
            )


def _address_with_fill(text: str) -> tuple[int, int]:
    found = _ADDRESS_WITH_FILL.search(text)
    return (found.start(1), found.end(1)) if found else _span(text, "](")


def _span(text: str, part: str, after: str = "") -> tuple[int, int]:
    start = max(text.find(after + part), text.find(after), 0) + len(after)
    return start, start + len(part)
