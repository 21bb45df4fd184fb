"""The properties of paragraphs that pandoc does not know: their lists, and the marks of a redline.

Pandoc writes a paragraph's style in properties of its own, so these are a second set in front of
its words, which `joined` adds to the first.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar, NamedTuple

from clausework.render.common.markup import PandocNode
from clausework.render.word.openxml import raw

_POINT = re.compile(r"(?P<around>Local |Table )?Item (?P<kind>[A-Z][a-z]+)(?: (?P<depth>\d))?")
_TWO_SETS = re.compile(r"</w:pPr>\s*<w:pPr>")
_MARKS = {"inserted": "ins", "deleted": "del"}


class Counted(NamedTuple):
    """A list that counts from the beginning: its number in Word, its kind, how deep it is."""

    number: int
    kind: str
    depth: int


@dataclass
class Lists:
    """The lists of a copy. Word counts each by itself only if it has a number of its own.

    `here` has those of the points that are being written, by kind: in a redline they may have had
    another one.
    """

    # By kind: the id of its definition, the form of its numbers, what is around them.
    kinds: ClassVar = {
        "Bullet": (2, "bullet", "•"),
        "Letter": (3, "lowerLetter", "(%)"),
        "Number": (4, "decimal", "%."),
        "Roman": (5, "lowerRoman", "(%)"),
    }
    first: ClassVar = 10
    # How far points are set in from each other in a table, in twentieths of a point.
    step: ClassVar = 320

    counted: list[Counted] = field(default_factory=list)
    here: dict[str, Counted] = field(default_factory=dict)

    def inside(self) -> Lists:
        """The same lists, for the points of another one."""
        return Lists(self.counted)

    def of(self, style: str) -> str:
        """The property that puts a paragraph of a style in its list, where it is one of a point."""
        point = _POINT.fullmatch(style)
        if point is None or point["kind"] not in self.kinds or point["kind"] == "Bullet":
            return ""
        kind, depth = point["kind"], int(point["depth"] or 1)
        if kind not in self.here:
            self.here[kind] = Counted(self.first + len(self.counted), kind, depth)
            self.counted.append(self.here[kind])
        level, number = depth - 1, self.here[kind].number
        found = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
        if point["around"] == "Table ":
            # That of the list would be stronger than that of the style.
            found += f'<w:ind w:left="{depth * self.step}" w:hanging="{self.step}"/>'
        return found


def properties(attributes: Mapping[str, str], lists: Lists) -> list[PandocNode]:
    """What a paragraph's attributes in the markup say of it, to be put first in it."""
    found = "<w:keepNext/>" if "keep" in attributes else ""
    found += lists.of(attributes.get("custom-style", "")) + _in_list(attributes, "list")
    if "mark" in attributes:
        found += f"<w:rPr><w:{_MARKS[attributes['mark']]}/></w:rPr>"
    elif "style-before" in attributes:
        style = attributes["style-before"]
        name, before = style.replace(" ", ""), lists.of(style) + _in_list(attributes, "former-list")
        before = f'<w:pPr><w:pStyle w:val="{name}"/>{before}</w:pPr>'
        found += f"<w:pPrChange>{before}</w:pPrChange>"
    return [raw("Inline", f"<w:pPr>{found}</w:pPr>")] if found else []


def _in_list(attributes: Mapping[str, str], name: str) -> str:
    """The property that puts a heading in the list that the attributes of this name have."""
    if name not in attributes:
        return ""
    level, number = attributes[f"{name}-level"], attributes[name]
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def joined(text: str) -> str:
    """The text of a copy with one set of properties for each paragraph."""
    return _TWO_SETS.sub("", text)
