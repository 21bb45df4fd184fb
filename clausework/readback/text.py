"""Texts as letters and the places of the spaces between them, and the comparison of two."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import accumulate

from clausework.source.problems import Explained

# These have no letter on paper.
INVISIBLE = re.compile("[\u00ad\u034f\u061c\u180e\u200b-\u200d\u2060-\u2064\ufe00-\ufe0f\ufeff]")
_LIGATURE = re.compile("[\ufb00-\ufb06]")
MOST_WORDS = 12


class WordsDiffer(Explained):
    """A copy differs from its document; the text gives the place and the words."""


@dataclass(frozen=True)
class Passage:
    """A text that is read as one unit, and the name of its place for people."""

    place: str
    text: str


@dataclass
class Read:
    """A text as read: lines of words. A long word may continue in the next line."""

    lines: list[list[str]] = field(default_factory=list)

    @property
    def words(self) -> list[str]:
        """All its words; a long one may be in two parts."""
        return [word for line in self.lines for word in line]


def normal(text: str) -> str:
    """A text in the one form in which all are compared."""
    if text.isascii():
        return text
    plain = _LIGATURE.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    return unicodedata.normalize("NFC", INVISIBLE.sub("", plain))


def lines(text: str) -> list[list[str]]:
    """The words of each line of a text."""
    return [line.split() for line in normal(text).splitlines()]


def compare(passages: Sequence[Passage], read: Read, copy: str) -> None:
    """Raises WordsDiffer where a copy has other words than the passages, or another order.

    Spaces may differ only where a line ends.
    """
    expected, got = normal("\n".join(one.text for one in passages)).split(), read.words
    if expected == got or _broken_alike(expected, read):
        return
    words = [(passage, word) for passage in passages for word in normal(passage.text).split()]
    got = _whole_words(read, {*expected})
    raise WordsDiffer(f"{copy} does not say what the policy says{_described(words, got)}")


def _broken_alike(expected: Sequence[str], read: Read) -> bool:
    """Whether both have the same letters, and spaces where they may differ.

    A line may end in a long word, and it is unknown whether a space follows a hyphen at its end.
    """
    got = read.words
    letters = "".join(expected)
    if letters != "".join(got):
        return False
    ends, expected_ends = {*_ends(got)}, {*_ends(expected)}
    lines = {*_ends("".join(line) for line in read.lines)}
    lost = expected_ends - ends
    return ends - expected_ends <= lines and all(letters[end - 1] in "-\u2010" for end in lost)


def _whole_words(read: Read, known: Collection[str]) -> list[str]:
    """The words as read, with those broken at the end of a line joined again."""
    found: list[str] = []
    for line in read.lines:
        if found and line and any(word.startswith(found[-1] + line[0]) for word in known):
            found[-1] += line[0]
            line = line[1:]
        found += line
    return found


def _ends(words: Iterable[str]) -> Iterable[int]:
    return accumulate(map(len, words))


def _described(words: Sequence[tuple[Passage, str]], got: Sequence[str]) -> str:
    """The first difference, in words."""
    expected = [word for _, word in words]
    codes = SequenceMatcher(None, expected, got, autojunk=False).get_opcodes()
    _, start, end, first, last = next(code for code in codes if code[0] != "equal")
    place = words[min(start, len(words) - 1)][0].place if words else "its beginning"
    lacks, has = _quoted(expected[start:end]), _quoted(got[first:last])
    if lacks and has:
        return f": at {place} it has {has} in place of {lacks}"
    return f": at {place} it lacks {lacks}" if lacks else f": at {place} it has {has} besides"


def _quoted(words: Sequence[str]) -> str:
    more = " …" if len(words) > MOST_WORDS else ""
    return f"“{' '.join(words[:MOST_WORDS])}{more}”" if words else ""
