"""Edits of a Word file by the XML in it, as people make them: with tracking or without."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from itertools import pairwise
from random import Random
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WORDS = ["surely", "gladly", "never", "always", "together", "tomorrow", "promptly", "in", "writing"]
AUTHOR = {f"{W}author": "Ann Example", f"{W}date": "2026-03-02T09:00:00Z"}
_CHANGED = ("Clause", "Item", "ClauseLead-in", "LocalClause", "LocalItem")


@dataclass(frozen=True)
class DocxEdit:
    """One edit: of what kind, of which element (None for a new one), and the words it put in."""

    kind: str
    id: str | None
    words: str


class EditedDocx:
    """A Word file whose text is edited."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self._parts = {name: archive.read(name) for name in archive.namelist()}
        self._root = ElementTree.fromstring(self._parts["word/document.xml"])
        body = self._root.find(f"{W}body")
        assert body is not None
        self._body = body

    def data(self) -> bytes:
        """The file."""
        self._parts["word/document.xml"] = ElementTree.tostring(self._root)
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            for name, data in self._parts.items():
                archive.writestr(name, data)
        return packed.getvalue()

    def paragraphs(self) -> dict[str, Element]:
        """The paragraphs of clauses and points, by their id."""
        found: dict[str, Element] = {}
        waiting: list[str] = []
        for element in self._body:
            if element.tag == f"{W}bookmarkStart":
                waiting.append(element.attrib[f"{W}name"])
            elif element.tag == f"{W}p":
                style = element.find(f"{W}pPr/{W}pStyle")
                named = style is not None and style.attrib[f"{W}val"].startswith(_CHANGED)
                if waiting and named and "--" not in waiting[-1] and _runs(element):
                    found[waiting[-1]] = element
                waiting = []
        return found

    def reword(self, random: Random, *, tracked: bool, word: str = "") -> DocxEdit:
        """Put a word, `word` or one by chance, into a paragraph, or another one in its place."""
        name, paragraph = random.choice([*self.paragraphs().items()])
        run = random.choice(_runs(paragraph))
        text = run.find(f"{W}t")
        assert text is not None
        assert text.text is not None
        words = text.text.split(" ")
        at, new = random.randrange(len(words)), random.choice(WORDS)
        new = word or new
        # A word more, so that every edit leaves another text.
        words[at] = f"{words[at]} {new}" if random.random() < 0.5 else f"{new} {new}"
        self._replace(paragraph, run, " ".join(words), tracked=tracked)
        return DocxEdit("reworded", name, new)

    def remove(self, random: Random, *, tracked: bool) -> DocxEdit:
        """Delete a paragraph that has no points."""
        found = self.paragraphs()
        names = [*found]
        alone = [
            name
            for name, after in pairwise(names)
            if "Lead-in" not in _style(found[name]) and _style(found[after]) == _style(found[name])
        ]
        name = random.choice(alone)
        paragraph = found[name]
        if not tracked:
            self._body.remove(paragraph)
            return DocxEdit("removed", name, "")
        for run in [one for one in paragraph if one.tag == f"{W}r"]:
            self._track(paragraph, run, "del")
        properties = paragraph.find(f"{W}pPr")
        assert properties is not None
        ending = ElementTree.SubElement(properties, f"{W}rPr")
        ElementTree.SubElement(ending, f"{W}del", {f"{W}id": "900", **AUTHOR})
        return DocxEdit("removed", name, "")

    def add(self, random: Random, *, tracked: bool) -> DocxEdit:
        """Put a paragraph after a clause or point, in its style and list."""
        continued = ("Lead-in", "Continued")
        found = [n for n, one in self.paragraphs().items() if not _style(one).endswith(continued)]
        return self.add_after(random.choice(found), random, tracked=tracked)

    def add_after(self, name: str, random: Random, *, tracked: bool) -> DocxEdit:
        """Put a paragraph after that of an element, in its style and list."""
        words = f"A paragraph that is {random.choice(WORDS)} new, number {random.randrange(1000)}."
        found = self.paragraphs()[name]
        new = self.put_after(found, found, words)
        if tracked:
            self._track(new, new[-1], "ins")
        return DocxEdit("added", None, words)

    def put_after(self, paragraph: Element, like: Element, words: str) -> Element:
        """Put a paragraph after another one, in the style and list of a third, without tracking."""
        new = deepcopy(like)
        for element in list(new):
            if element.tag != f"{W}pPr":
                new.remove(element)
        run = ElementTree.SubElement(new, f"{W}r")
        ElementTree.SubElement(run, f"{W}t").text = words
        at = list(self._body).index(paragraph) + 1
        while self._body[at].tag == f"{W}bookmarkEnd":
            at += 1
        self._body.insert(at, new)
        return new

    def add_row(self, words: Sequence[str]) -> None:
        """Put a row after the last one of the first table of the text, without tracking."""
        table = [one for one in self._body if one.tag == f"{W}tbl"][1]
        last = [one for one in table if one.tag == f"{W}tr"][-1]
        new = deepcopy(last)
        for cell, text in zip(new.iter(f"{W}tc"), words, strict=True):
            paragraph = next(cell.iter(f"{W}p"))
            style = paragraph.find(f"{W}pPr")
            assert style is not None
            paragraph[:] = [style]
            run = ElementTree.SubElement(paragraph, f"{W}r")
            ElementTree.SubElement(run, f"{W}t").text = text
            cell[:] = [one for one in cell if one.tag in (f"{W}tcPr", f"{W}p")]
        table.append(new)

    def heading(self) -> Element:
        """The first heading of a section."""
        return next(one for one in self._body.iter(f"{W}p") if _style(one) == "Heading1")

    def delete(self, name: str) -> None:
        """Take the paragraph of an element out, without tracking."""
        self._body.remove(self.paragraphs()[name])

    def write_at_end(self, name: str, words: str) -> None:
        """Write words after those of an element."""
        text = _runs(self.paragraphs()[name])[-1].find(f"{W}t")
        assert text is not None
        text.text = f"{text.text}{words}"

    def write_on_cover(self, words: str) -> None:
        """Put a paragraph before all others."""
        paragraph = ElementTree.Element(f"{W}p")
        properties = ElementTree.SubElement(paragraph, f"{W}pPr")
        ElementTree.SubElement(properties, f"{W}pStyle", {f"{W}val": "Small"})
        run = ElementTree.SubElement(paragraph, f"{W}r")
        ElementTree.SubElement(run, f"{W}t").text = words
        self._body.insert(0, paragraph)

    def _replace(self, paragraph: Element, run: Element, text: str, *, tracked: bool) -> None:
        own = run.find(f"{W}t")
        assert own is not None
        if not tracked:
            own.text = text
            return
        new = deepcopy(run)
        words = new.find(f"{W}t")
        assert words is not None
        words.text = text
        words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        parent = next(one for one in paragraph.iter() if run in list(one))
        parent.insert(list(parent).index(run) + 1, new)
        self._track(parent, run, "del")
        self._track(parent, new, "ins")

    def _track(self, parent: Element, run: Element, kind: str) -> None:
        mark = ElementTree.Element(f"{W}{kind}", {f"{W}id": "901", **AUTHOR})
        at = list(parent).index(run)
        parent.remove(run)
        mark.append(run)
        parent.insert(at, mark)
        if kind == "del":
            for text in run.iter(f"{W}t"):
                text.tag = f"{W}delText"

    def comment(self, random: Random, text: str) -> DocxEdit:
        """A comment on a paragraph, beside those that there are."""
        name, paragraph = random.choice([*self.paragraphs().items()])
        run = ElementTree.SubElement(paragraph, f"{W}r")
        ElementTree.SubElement(run, f"{W}commentReference", {f"{W}id": "7000"})
        comments = self._parts.get("word/comments.xml")
        root = ElementTree.fromstring(comments) if comments else Element(f"{W}comments")
        made = ElementTree.SubElement(root, f"{W}comment", {f"{W}id": "7000", **AUTHOR})
        written = ElementTree.SubElement(made, f"{W}p")
        ElementTree.SubElement(ElementTree.SubElement(written, f"{W}r"), f"{W}t").text = text
        self._parts["word/comments.xml"] = ElementTree.tostring(root)
        return DocxEdit("comment", name, text)


def _runs(paragraph: Element) -> list[Element]:
    """The runs of a paragraph that have words of the policy."""
    found = []
    for run in paragraph.findall(f"{W}r"):
        text = run.find(f"{W}t")
        if text is not None and text.text and re.search(r"\w", text.text):
            found.append(run)
    return found


def _style(paragraph: Element) -> str:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return style.attrib[f"{W}val"] if style is not None else ""
