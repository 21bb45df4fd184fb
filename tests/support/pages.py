"""What a web page says, as tests read it."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path

# Elements that have no end, by the standard.
VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
    ],
)
UNSEEN = frozenset(["script", "style"])


@dataclass
class Element:
    """An element: its attributes, and the text that is directly in it."""

    tag: str
    attributes: dict[str, str]
    text: str = ""

    @property
    def names(self) -> set[str]:
        """What `skip` knows it by."""
        classes = self.attributes.get("class", "").split()
        return {self.tag, *classes, *(f"{key}={value}" for key, value in self.attributes.items())}


class Page:
    """A page, or a piece of one: its elements in their order, and its words.

    The words are those outside of scripts, styles and elements that `skip` names: by a tag, a
    class, or an attribute with its value, such as `data-mark=deleted`.
    """

    def __init__(self, html: str, skip: Iterable[str] = ()) -> None:
        parser = _Parser(UNSEEN.union(skip))
        parser.feed(html)
        parser.close()
        self.elements = parser.elements
        self.pieces = parser.pieces

    @cached_property
    def text(self) -> str:
        """All that it says."""
        return "".join(self.pieces)

    @property
    def words(self) -> str:
        """All that it says, with single spaces."""
        return " ".join(self.text.split())

    @property
    def tags(self) -> list[tuple[str, tuple[str, ...]]]:
        """The tag of each element with the names of its attributes."""
        return [(one.tag, tuple(sorted(one.attributes))) for one in self.elements]

    @property
    def ids(self) -> list[str]:
        """The places that a link can lead to."""
        return self.all("id")

    @property
    def links(self) -> dict[str, str]:
        """Where it leads to, with the names that are read out for links that have one."""
        found = [one.attributes for one in self.elements if "href" in one.attributes]
        return {one["href"]: one.get("aria-label", "") for one in found}

    def all(self, attribute: str) -> list[str]:
        """The values of an attribute, in the order of the elements."""
        found = [one.attributes for one in self.elements]
        return [one[attribute] for one in found if attribute in one]


def read(path: Path) -> str:
    """The HTML of a page."""
    return path.read_text("utf-8")


def words(path: Path) -> str:
    """What a page says, with single spaces."""
    return Page(read(path)).words


class _Parser(HTMLParser):
    def __init__(self, skip: frozenset[str]) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self.pieces: list[str] = []
        self._skip = skip
        # The elements that are open here, each with whether its words are left out.
        self._open: list[tuple[Element, bool]] = []

    @property
    def _left_out(self) -> bool:
        return bool(self._open) and self._open[-1][1]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # Of an attribute that is given twice, a browser takes the first.
        one = Element(tag, {name: value or "" for name, value in reversed(attrs)})
        self.elements.append(one)
        if tag not in VOID:
            self._open.append((one, self._left_out or not self._skip.isdisjoint(one.names)))

    def handle_endtag(self, tag: str) -> None:
        tags = [one.tag for one, _ in self._open]
        if tag in tags:
            del self._open[len(tags) - 1 - tags[::-1].index(tag) :]

    def handle_data(self, data: str) -> None:
        if self._open:
            self._open[-1][0].text += data
        if not self._left_out:
            self.pieces.append(data)


def dead_links(site: Path) -> list[tuple[str, str]]:
    """The pages of a site, each with a link that leads to no file of it, or to no place there."""
    paths = (path for path in sorted(site.rglob("*.html")) if path.name != "404.html")
    pages = {path: Page(read(path)) for path in paths}
    found = []
    for path, page in pages.items():
        for link in page.links:
            if link.startswith(("http://", "https://", "mailto:")):
                continue
            name, _, place = link.partition("#")
            target = (path.parent / name).resolve() if name else path
            if not target.is_file() or (place and place not in pages[target].ids):
                found.append((path.relative_to(site).as_posix(), link))
    return found
