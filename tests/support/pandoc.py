"""What pandoc reads in a file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

Letters = list[tuple[object, ...]]


def paragraphs(part: Any) -> Iterator[Letters]:
    """The letters of each paragraph in a part of what pandoc reads."""
    if isinstance(part, dict) and part.get("t") in ("Para", "Plain"):
        # Pandoc does not see that a row came or went, and leaves it without words. Where what
        # came or went ended a paragraph, it leaves a space.
        read = list(letters(part["c"], ()))
        while read[-1:] == [("Space",)]:
            read.pop()
        yield from filter(None, [read])
    elif isinstance(part, dict) and part.get("t") == "Header":
        # Pandoc does not see that the mark of a heading's paragraph came or went.
        yield from filter(None, [list(letters(part["c"][2], ()))])
    elif isinstance(part, (dict, list)):
        for inner in part.values() if isinstance(part, dict) else part:
            yield from paragraphs(inner)


def letters(inlines: list[Any], style: tuple[str, ...]) -> Iterator[tuple[object, ...]]:
    """The letters of a text, each with its style and where it leads to."""
    for inline in inlines:
        kind, content = inline["t"], inline.get("c")
        if kind == "Str":
            yield from ((letter, *sorted(style)) for letter in content)
        elif kind in ("Space", "LineBreak"):
            # Two of Word's runs in one style have the space between them outside of it.
            yield (kind,)
        elif kind == "Image":
            # The names of pictures differ, as those of bookmarks do.
            yield (kind, *letters(content[1], ()))
        elif kind == "Note":
            yield (kind, *(tuple(note) for note in paragraphs(content)))
        elif kind == "Link":
            # The names of bookmarks differ: both sides of a redline cannot share them.
            yield from letters(content[1], (*style, re.sub("^#.*", "#", content[2][0])))
        else:
            assert kind in ("Emph", "Strong", "Span"), kind
            own = style if kind == "Span" else (*style, kind)
            yield from letters(content[1] if kind == "Span" else content, own)
