"""What no value and no key of a file may contain, whatever it is for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from clausework.model.elements import Row
from clausework.model.scalars import GROUPS, SchoolType
from clausework.source.characters import INVISIBLE, NOT_PRINTABLE, invisible, not_printable
from clausework.source.locations import KeyPath, Source
from clausework.source.problems import Problem, error
from clausework.source.yaml import LONGEST_TEXT, too_long

_FILL_KEYS = frozenset(
    {"title", "text", "closing", "caption", "term", "label", "alt", "description"}
)
# Nobody would read more faults of one file.
MOST = 200
# In characters, for texts printed on about one line; other texts have the general limit.
_LINE, _LINES, _ADDRESS = 200, 500, 2_000
# Too many words for an address: a PDF has no room for some of them.
_WORD = _ADDRESS
_LONGEST = {
    **dict.fromkeys(
        ("name", "title", "label", "term", "heading", "topic", "motto", "logo", "logo_alt"), _LINE
    ),
    **dict.fromkeys(("one", "many", "owner", "audience", "for", "union", "publisher"), _LINE),
    **dict.fromkeys(("phone", "email"), _LINE),
    **dict.fromkeys(("by", "minute", "reported", "part", "section", "paragraph", "number"), _LINE),
    # Of the words in policy/terms.yaml.
    **dict.fromkeys(("default", *GROUPS, *map(str, SchoolType)), _LINE),
    **dict.fromkeys(("address", "contact", "alternative_formats", "caption", "alt"), _LINES),
    **dict.fromkeys(("url", "form", "privacy_notice"), _ADDRESS),
}
_LONGEST_BELOW = {"terms": _LINE, "links": _ADDRESS}
_LONG_WORD = re.compile(rf"\S{{{_WORD + 1},}}")
_BRACES = re.compile(r"\{\{|\}\}|\{%|%\}")


def scalar_problems(source: Source) -> list[Problem]:
    """The faults of the values and keys of a file; of very many, the first."""
    return [*islice(_problems(source), MOST)]


def _problems(source: Source) -> Iterator[Problem]:
    """Find characters, lengths and braces that are not allowed in a value or key of a file.

    Characters count whether typed or written as an escape; lengths depend on where a text is
    printed; braces are a fault where nothing is filled in.
    """
    for path, span in source.keys.items():
        yield from _characters(source, path, span.value, key=True)
    for path, span in source.values.items():
        yield from _characters(source, path, span.value)
        most = _longest(path)
        if len(span.value) > most:
            yield too_long(source.place(path), len(span.value), most)
        elif len(span.value) > _WORD:
            for word in _LONG_WORD.finditer(span.value):
                yield too_long(source.place_in(path, word.start()), len(word[0]), _WORD)
        found = None if _takes_fills(path) else _BRACES.search(span.value)
        if found is not None:
            yield error(
                "fill-not-allowed",
                source.place_in(path, found.start(), width=2),
                "a fill cannot be used here",
                "fills belong to clauses and their titles; here they would be printed as braces.",
                "write the words out.",
            )


def _characters(
    source: Source, path: KeyPath, value: str, *, key: bool = False
) -> Iterator[Problem]:
    for found in NOT_PRINTABLE.finditer(value):
        place = source.place_in(path, found.start(), key=key)
        if INVISIBLE.match(found[0]):
            yield error("character-not-allowed", place, *invisible(found[0]))
        else:
            yield error("letter-not-printable", place, *not_printable(found[0]))


def longest(key: str) -> int:
    """The maximum length of a text under a key, in characters."""
    return _LONGEST.get(key, LONGEST_TEXT)


def _longest(path: KeyPath) -> int:
    if not path or _is_cell(path):
        return LONGEST_TEXT
    return min(longest(str(path[-1])), _LONGEST_BELOW.get(str(path[0]), LONGEST_TEXT))


def _takes_fills(path: KeyPath) -> bool:
    return (
        path[-1:] != ()
        and (path[-1] in _FILL_KEYS or _is_cell(path) or path[-2:-1] == ("choices",))
        and bool({"preamble", "sections", "appendices", "variations", "roles"} & set(path))
    )


def _is_cell(path: KeyPath) -> bool:
    """Whether a value is that of a cell of a row, under an id that HR chose for its column."""
    in_row = path[-3:-2] == ("rows",) and path[-1] not in Row.model_fields
    return in_row or path[-2:-1] == ("cells",)
