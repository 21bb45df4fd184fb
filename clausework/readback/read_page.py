"""The words of a web page, read by expat: the text of a policy is well-formed markup."""

from __future__ import annotations

from xml.parsers import expat

from clausework.readback.text import WordsDiffer

# The text of a policy is in the one element that begins so. No DOCTYPE can follow it, so there are
# no entities to expand.
TEXT = '<div class="sections">'
# Links from place to place, and what the register says of a source.
AROUND = {"back", "source"}
_IN_LINES = {"a", "abbr", "b", "del", "em", "i", "ins", "span", "strong", "sup"}


class _Ended(Exception):
    """The end of the text was reached."""


def words(page: str) -> str:
    """The text of the policy that a page shows. Raises WordsDiffer where it has none."""
    start = page.find(TEXT)
    if start < 0:
        raise WordsDiffer("the page has no text of a policy")
    found: list[str] = []
    depth, left_out = 0, 0

    def opened(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth, left_out
        depth += 1
        if tag not in _IN_LINES:
            found.append(" ")
        if not left_out and not AROUND.isdisjoint(attributes.get("class", "").split()):
            left_out = depth

    def closed(tag: str) -> None:
        nonlocal depth, left_out
        if depth == left_out:
            left_out = 0
        depth -= 1
        if tag not in _IN_LINES:
            found.append(" ")
        if not depth:
            raise _Ended

    def said(text: str) -> None:
        if not left_out:
            found.append(text)

    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    parser.StartElementHandler = opened
    parser.EndElementHandler = closed
    parser.CharacterDataHandler = said
    try:
        parser.Parse(page[start:].encode(), True)
    except _Ended:
        pass
    except expat.ExpatError as error:
        raise WordsDiffer(f"the page cannot be read: {error}") from error
    return "".join(found)
