"""The bookmarks of a Word file: of which paragraph each is when tracked changes are accepted."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from clausework.intake.blocks import TrackedEdit
from clausework.intake.formats.numbers import W


class Bookmarks:
    """The bookmarks of a file, as far as its paragraphs were read.

    A paragraph whose end was deleted is joined with the next one. `gone` has those whose words are
    all deleted, and who did it.
    """

    def __init__(self, body: Element) -> None:
        self._ends = _ends(body)
        self.gone: dict[str, tuple[TrackedEdit, ...]] = {}
        self._before: list[str] = []
        self._after: list[str] = []
        # Those of the first words of paragraphs that are joined.
        self._first: list[str] = []
        self._paragraph: Element | None = None
        self._edits: tuple[TrackedEdit, ...] = ()
        self._begun = self._passed = False

    def begin(self, paragraph: Element, edits: tuple[TrackedEdit, ...]) -> None:
        """The next paragraph begins, with its edits."""
        self._paragraph, self._edits = paragraph, edits

    def read_words(self) -> None:
        """Words of the paragraph were read."""
        self._begun = True

    def pass_deletion(self) -> None:
        """Deleted words of the paragraph were passed over."""
        self._passed = True

    def add(self, name: str) -> None:
        """A bookmark begins; after words of a paragraph it is one of what follows."""
        if self._passed and not self._begun:
            self._lose()
        (self._after if self._begun else self._before).append(name)

    def end(self, *, seen: bool, joined: bool, goes_on: bool) -> tuple[str, ...]:
        """The bookmarks of a paragraph that ends, the nearest last.

        `seen` is whether it has words of its own, `joined` whether one that is joined with it has;
        where it `goes_on` in the next one, it has none yet.
        """
        if self._edits and not seen:
            self._lose()
        self._begun = self._passed = False
        if goes_on:
            if seen:
                self._first, self._before = self._first if joined else self._before, []
            return ()
        if joined and not seen:
            # All its words are those of the paragraph before.
            self._before, self._after = [], [*self._before, *self._after]
        found = [*self._first, *self._before]
        later = [one for one in self._after if self._ends.get(one) is not self._paragraph]
        self._before, self._after, self._first = later, [], []
        return tuple(one for one in found if not one.startswith("_"))

    def _lose(self) -> None:
        """All words of the last bookmarks are deleted, but of those that end later."""
        ended = [one for one in self._before if self._ends.get(one) is self._paragraph]
        self.gone |= dict.fromkeys(ended, self._edits)
        self._before = [one for one in self._before if one not in ended]


def _ends(body: Element) -> dict[str, Element | None]:
    """The last paragraph of each bookmark, by its name."""
    names: dict[str | None, str] = {}
    ends: dict[str, Element | None] = {}
    last = None
    for element in body.iter():
        if element.tag == f"{W}p":
            last = element
        elif element.tag == f"{W}bookmarkStart":
            names[element.get(f"{W}id")] = element.get(f"{W}name", "")
        elif element.tag == f"{W}bookmarkEnd":
            ends[names.get(element.get(f"{W}id"), "")] = last
    return ends
