"""The words of a web page, read by Python's own parser of HTML."""

from __future__ import annotations

from html.parser import HTMLParser

from clausework.readback.text import WordsDiffer

# The text of a policy is in the one element of this class.
TEXT = '<div class="sections">'
# What leads from place to place, and what the register says of a source.
AROUND = {"back", "source"}
_IN_LINES = {"a", "abbr", "b", "del", "em", "i", "ins", "span", "strong", "sup"}
_ALONE = {"br", "hr", "img", "wbr"}


def words(page: str) -> str:
    """The text of the policy that a page shows. Raises WordsDiffer where it has none."""
    start = page.find(TEXT)
    if start < 0:
        raise WordsDiffer("the page has no text of a policy")
    parser = _Text()
    parser.feed(page[start:])
    return "".join(parser.found)


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.open: list[str] = []
        self.left_out: int | None = None
        self.ended = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._space(tag)
        if tag in _ALONE or self.ended:
            return
        self.open.append(tag)
        classes = (dict(attrs).get("class") or "").split()
        if self.left_out is None and AROUND & {*classes}:
            self.left_out = len(self.open)

    def handle_endtag(self, tag: str) -> None:
        self._space(tag)
        if tag in _ALONE or self.ended:
            return
        while self.open and self.open.pop() != tag:
            pass
        if self.left_out is not None and len(self.open) < self.left_out:
            self.left_out = None
        self.ended = not self.open

    def handle_data(self, data: str) -> None:
        if self.left_out is None and not self.ended:
            self.found.append(data)

    def _space(self, tag: str) -> None:
        if tag not in _IN_LINES and not self.ended:
            self.found.append(" ")
