"""Rules on signs that are printed in another way than they were typed, or by mistake."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from html.entities import html5

from clausework.checks.findings import Written, at
from clausework.model.inline import Sign, signs
from clausework.source.characters import NOT_PRINTABLE
from clausework.source.locations import Source
from clausework.source.problems import Problem, error, warning


def markup_problems(source: Source, written: Written) -> Iterator[Problem]:
    """Every star, underscore, backslash and entity of a text that would not be printed as typed."""
    found = signs(written.text)
    for first, length in _runs(written.text, found):
        yield from _emphasis(source, written, first, length)
    yield from _backslashes(source, written)
    yield from _escapes(source, written)
    yield from _entities(source, written)


def _runs(text: str, found: tuple[Sign, ...]) -> Iterator[tuple[Sign, int]]:
    """Signs of one use side by side: the first, and how many they are."""
    at_hand: list[Sign] = []
    for sign in found:
        last = at_hand[-1] if at_hand else None
        alike = last is not None and last.start + 1 == sign.start and last.use == sign.use
        if last is not None and not (alike and text[last.start] == text[sign.start]):
            yield at_hand[0], len(at_hand)
            at_hand = []
        at_hand.append(sign)
    if at_hand:
        yield at_hand[0], len(at_hand)


def _emphasis(source: Source, written: Written, first: Sign, length: int) -> Iterator[Problem]:
    text, end = written.text, first.start + length
    sign, before, after = text[first.start : end], text[: first.start], text[end:]
    if first.use == "printed":
        if sign[0] == "*" and _left_over(before, sign, after):
            yield error(
                "emphasis-unclosed",
                at(source, written, first.start, end),
                f'"{sign}" has no partner, so it is printed and nothing is emphasised',
                "stars in pairs emphasise the words between them; one without its partner is "
                "printed as a star.",
                f"write {sign} directly before and after the words to emphasise, with a space or "
                f"punctuation mark outside; or "
                f"{_escaped(source, written, sign)} for a star that is printed; for a footnote "
                "write [^its-id].",
            )
        return
    if sign[0] == "*" and (before[-1:].isdigit() if first.use == "opens" else after[:1].isdigit()):
        words = _word_around(text, first.start)
        yield error(
            "emphasis-of-numbers",
            at(source, written, first.start, end),
            f'the stars of "{words}" are not printed: what is between them is emphasised',
            "the numbers would run together, and a reader would see another sum.",
            f"write {_escaped(source, written, words)}, or × for “times”.",
        )
    elif first.use == "opens" and (sign[0] == "_" or before[-1:].isalpha()):
        words = _word_around(text, first.start)
        yield warning(
            "emphasis-doubtful",
            at(source, written, first.start, end),
            f'"{sign}" is not printed here: the words after it are emphasised',
            "underscores are also typed as a gap to fill in, and a star in a word as a sign of its "
            "own.",
            f"write {_escaped(source, written, words)} for what was typed; for emphasis, write "
            "stars around whole words: *like this*.",
        )


_BEGINS = re.compile(r"[\w{(\[\"“‘*_]")
_ENDS = re.compile(r"[\w})\].,;:?!%\"”’*]")


def _left_over(before: str, sign: str, after: str) -> bool:
    """Whether printed stars look like one half of a pair."""
    # A row of stars is typed in place of a word that is left out.
    if len(sign) > 2 or (len(before) - len(before.rstrip("\\"))) % 2:
        return False
    if len(sign) == 2:
        return True
    opens = bool(_BEGINS.match(after[:1]))
    closes = bool(_ENDS.match(before[-1:]))
    return opens != closes and not before[-1:].isdigit()


def _word_around(text: str, start: int) -> str:
    found = (one for one in re.finditer(r"\S+", text) if one.start() <= start < one.end())
    return next((one[0] for one in found), "")


def _escaped(source: Source, written: Written, words: str) -> str:
    """Words with their signs as signs, as the file's own quotes take them."""
    escape = r"\\\\" if _in_double_quotes(source, written) else r"\\"
    return re.sub(r"([*_])", rf"{escape}\1", words)


def _in_double_quotes(source: Source, written: Written) -> bool:
    span = source.values.get(written.path)
    return span is not None and span.style == '"'


_ESCAPE = re.compile(r"\\(?P<char>[!-/:-@\[-`{-~])")
# Before these a backslash has an effect of its own; before others it is only lost.
_SPECIAL = frozenset("*_[]\\&!<>(){}")


def _backslashes(source: Source, written: Written) -> Iterator[Problem]:
    for found in _ESCAPE.finditer(written.text):
        char, start = found["char"], found.start()
        server = char == "\\" and bool(
            re.match(r"\w", written.text[found.end() :])
            and re.search(r"(?:^|[\s(\"“‘])$", written.text[:start])
        )
        if char in _SPECIAL and not server:
            continue
        meant = found[0] * 2 if server else f"\\{found[0]}"
        if _in_double_quotes(source, written):
            meant = meant.replace("\\", "\\\\")
        yield error(
            "backslash-lost",
            at(source, written, start, found.end()),
            "one of two backslashes is not printed"
            if server
            else f'the backslash before "{char}" is not printed',
            "a backslash only says that the sign after it is meant as itself.",
            f"write {meant}" + ("." if server else f" to print it, or {char} alone."),
        )


# In double quotes YAML takes "C:\new" for "C:", the end of a line, and "ew".
_FOLDER = re.compile(
    r"(?:(?<![A-Za-z])[A-Za-z]:|\\\\)[^\"\s]{0,200}?(?<!\\)(?P<escape>\\[a-zA-Z_0])"
)


def _escapes(source: Source, written: Written) -> Iterator[Problem]:
    if written.paragraph > 1 or not _in_double_quotes(source, written):
        return
    span = source.values[written.path]
    for found in _FOLDER.finditer(source.text, span.start, span.end):
        start = found.start("escape")
        yield error(
            "backslash-lost",
            source.place_span(start, start, len(found["escape"])),
            f'"{found["escape"]}" is not printed: in double quotes it has a meaning of its own',
            "the name of a folder or file would be cut in two, and letters would be lost.",
            f"write \\{found['escape']}, or put the text in 'single quotes'.",
        )


_ENTITY = re.compile(r"(?<!\\)&#?[A-Za-z0-9]+;")


def _entities(source: Source, written: Written) -> Iterator[Problem]:
    for found in _ENTITY.finditer(written.text):
        meant, name = unescape(found[0]), found[0][1:]
        known = name.startswith("#") or name in html5
        if not known or meant == found[0] or NOT_PRINTABLE.search(meant):
            continue
        shown = "a space" if meant.isspace() else f'"{meant}"'
        yield warning(
            "entity-typed",
            at(source, written, *found.span()),
            f'"{found[0]}" is not printed as typed: {shown} is printed',
            "it is how a web page writes a sign, and comes with text that was copied from one.",
            f"write {shown}; to print it as typed, write \\{found[0]}.",
        )
