"""Additions for LibreOffice to tracked changes.

docs/quality.md has a small file that shows each fault. In Word they change nothing that is accepted
or rejected.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from itertools import pairwise, takewhile
from typing import Literal
from xml.etree import ElementTree

from clausework.render.word.openxml import W

_Mark = Literal["ins", "del"]
_MARKS: dict[str, _Mark] = {f"{W}ins": "ins", f"{W}del": "del"}
_WORDS = {f"{W}t", f"{W}delText"}
_BETWEEN = {f"{W}bookmarkStart", f"{W}bookmarkEnd"}


def restate_lists(text: ElementTree.Element, styles: ElementTree.Element) -> None:
    """Restate the list and indent of each former style of a paragraph.

    LibreOffice restores the style without its list.
    """
    by_id = {style.get(f"{W}styleId"): style for style in styles.iter(f"{W}style")}

    def found(style: ElementTree.Element | None, name: str) -> ElementTree.Element | None:
        if style is None:
            return None
        own, base = style.find(f"{W}pPr/{W}{name}"), style.find(f"{W}basedOn")
        if own is None and base is not None:
            return found(by_id[base.attrib[f"{W}val"]], name)
        return own

    for before in text.iterfind(f".//{W}pPrChange/{W}pPr"):
        style = by_id[before[0].attrib[f"{W}val"]]
        own = {element.tag for element in before}
        stated = [found(style, name) for name in ("numPr", "ind") if f"{W}{name}" not in own]
        before.extend(deepcopy(element) for element in stated if element is not None)


def part_insertions(part: ElementTree.Element) -> None:
    """Separate an insertion at the end of one paragraph from one at the beginning of the next.

    LibreOffice reads both as one insertion that includes the paragraph's end, and rejects that end
    too. It does not if the second also has a change of format.
    """
    for parent in part.iter():
        for paragraphs in _neighbours(parent):
            for at, (one, after) in enumerate(pairwise(paragraphs), 1):
                ends = [stretch.mark for stretch in _stretches(one)[-1:]]
                begins = [stretch.mark for stretch in _stretches(after)[:1]]
                if not _mark(one) and ends == begins == ["ins"]:
                    _change_format(paragraphs[at:])


def join_before_tables(text: ElementTree.Element) -> None:
    """Have paragraphs that come or go before a table join the one before them, and not the table.

    LibreOffice cannot join a paragraph with a table: it would leave an empty one, with a number, or
    give the caption the style of another. So the paragraph that stays loses its end instead, and
    the last of them keeps its own, with the format that the one that stays has on that side.
    """
    for parent in text.iter():
        elements = [one for one in parent if one.tag not in _BETWEEN]
        for at, table in enumerate(elements):
            if table.tag == f"{W}tbl":
                before = [*takewhile(lambda one: one.tag == f"{W}p", reversed(elements[:at]))]
                if before and _mark(before[0]) is None:
                    # The caption of a table that stays.
                    before = before[1:]
                _join_before(before)


def _join_before(nearest_first: Sequence[ElementTree.Element]) -> None:
    """Have the paragraphs directly before a table that come or go join the one that stays."""
    mark = _mark(nearest_first[0]) if nearest_first else None
    passing = [*takewhile(lambda one: _mark(one) == mark, nearest_first)]
    if mark is None or len(passing) == len(nearest_first):
        return
    last, staying = passing[0], nearest_first[len(passing)]
    if _mark(staying) is not None:
        return
    own = _properties(last)
    for letters in own.findall(f"{W}rPr"):
        own.remove(letters)
    if mark == "ins":
        former = _format_before(staying)
    else:
        former = _format_before(last)
        own[:] = [*_format(_properties(staying))]
    for change in own.findall(f"{W}pPrChange"):
        own.remove(change)
    ElementTree.SubElement(own, f"{W}pPrChange").append(former)
    ending = ElementTree.Element(f"{W}rPr")
    ElementTree.SubElement(ending, f"{W}{mark}")
    there = _properties(staying)
    at = next((n for n, one in enumerate(there) if one.tag == f"{W}pPrChange"), len(there))
    there.insert(at, ending)


def part_twins(text: ElementTree.Element) -> None:
    """Make inserted or deleted paragraphs differ from other deleted or inserted words.

    LibreOffice reads equal ones as a move, and gives what follows the style of the deleted
    paragraph. It does not if the last letters have a separate change of format.
    """
    paragraphs = [p for found in map(_neighbours, text.iter()) for one in found for p in one]
    words = {
        mark: {one.words.strip() for p in paragraphs for one in _stretches(p) if one.mark == mark}
        for mark in ("ins", "del")
    }
    for paragraph in paragraphs:
        mark = _mark(paragraph)
        own = "".join(stretch.words for stretch in _stretches(paragraph)).strip()
        others = words["del" if mark == "ins" else "ins"]
        # It detects no shorter move.
        if mark and own in others and len(own) >= 6 and " " in own:
            apart = (n for n in range(1, len(own)) if own[:-n].strip() not in others)
            count = next(apart, 1)
            # Cut alike, both twins would still be equal up to their last letters.
            words[mark].add(own[:-count].strip())
            _change_last_letters(paragraph, count)


def precede_first_note(text: ElementTree.Element, notes: ElementTree.Element) -> None:
    """Put a footnote before the first one if that is in an inserted or deleted paragraph.

    The added footnote is inserted and deleted again, hidden and empty, and disappears when changes
    are accepted or rejected. LibreOffice reads all footnotes at the first one, and then forgets
    that the paragraph was inserted or deleted: without its words, an empty paragraph stays. It also
    loses footnotes that have a comment between them, so such comments are moved.
    """
    paragraphs = list(text.iterfind(f"{W}body/{W}p"))
    noted = [p for p in paragraphs if p.find(f".//{W}footnoteReference") is not None]
    if not noted or not _mark(noted[0]):
        return
    at = paragraphs.index(noted[0])
    staying = next(p for p in reversed(paragraphs[:at]) if not _mark(p))
    # A lower number than the others, which LibreOffice goes by; pandoc gave smaller ones to
    # bookmarks.
    known = [note for note in notes if f"{W}type" not in note.attrib]
    identity = str(min(int(note.attrib[f"{W}id"]) for note in known) - 1)
    put_in = ElementTree.Element(f"{W}ins")
    # On the page before a break, which LibreOffice would delete with it.
    breaks = [n for n, run in enumerate(staying) if run.find(f"{W}br") is not None]
    end = breaks[0] if breaks else len(staying)
    others = _take_comments(paragraphs[paragraphs.index(staying) + 1 : at + 1])
    staying[end:end] = [*others, put_in]
    run = ElementTree.SubElement(ElementTree.SubElement(put_in, f"{W}del"), f"{W}r")
    properties = ElementTree.SubElement(run, f"{W}rPr")
    ElementTree.SubElement(properties, f"{W}rStyle", {f"{W}val": "FootnoteReference"})
    ElementTree.SubElement(properties, f"{W}vanish")
    # Its own mark, of no width, because LibreOffice shows hidden ones, and would count it.
    reference = {f"{W}customMarkFollows": "1", f"{W}id": identity}
    ElementTree.SubElement(run, f"{W}footnoteReference", reference)
    ElementTree.SubElement(run, f"{W}delText").text = "\u2060"
    note = ElementTree.Element(f"{W}footnote", {f"{W}id": identity})
    properties = ElementTree.SubElement(ElementTree.SubElement(note, f"{W}p"), f"{W}pPr")
    ElementTree.SubElement(properties, f"{W}pStyle", {f"{W}val": "FootnoteText"})
    notes.insert(list(notes).index(known[0]), note)


def _take_comments(paragraphs: Sequence[ElementTree.Element]) -> list[ElementTree.Element]:
    """Move the comments of inserted or deleted paragraphs into the last of them.

    They go after its first footnote. Returns those that would outlast it there.
    """
    last = paragraphs[-1]
    taken = []
    for paragraph in paragraphs:
        for change in paragraph.findall("*"):
            if change.find(f"{W}r/{W}commentReference") is not None:
                paragraph.remove(change)
                taken.append(change)
    alike = [change for change in taken if _MARKS[change.tag] == _mark(last)]
    at = next(n for n, one in enumerate(last) if one.find(f".//{W}footnoteReference") is not None)
    last[at + 1 : at + 1] = alike
    return [change for change in taken if change not in alike]


def _neighbours(parent: ElementTree.Element) -> Iterator[list[ElementTree.Element]]:
    """The consecutive paragraphs in an element."""
    found: list[ElementTree.Element] = []
    for element in parent:
        if element.tag == f"{W}p":
            found.append(element)
        elif element.tag not in _BETWEEN:
            yield found
            found = []
    yield found


def _properties(paragraph: ElementTree.Element) -> ElementTree.Element:
    properties = paragraph.find(f"{W}pPr")
    assert properties is not None, "pandoc and our templates give every paragraph a style"
    return properties


def _change_format(paragraphs: Sequence[ElementTree.Element]) -> None:
    """Give the first paragraph, unless it has one, a change of format.

    The former format is the one at its place when all is rejected.
    """
    if paragraphs[0].find(f"{W}pPr/{W}pPrChange") is None:
        staying = next(one for one in paragraphs if _mark(one) != "ins")
        change = ElementTree.SubElement(_properties(paragraphs[0]), f"{W}pPrChange")
        change.append(_format_before(staying))


def _change_last_letters(paragraph: ElementTree.Element, count: int) -> None:
    """Give the last `count` letters, or as many as the last run has, a change of format.

    The former format is the same as the present one.
    """
    parent, run = [
        (parent, run)
        for parent in paragraph.iter()
        for run in parent.findall(f"{W}r")
        if run.find(f"{W}commentReference") is None
    ][-1]
    text = next((one for one in run if one.tag in _WORDS), None)
    if text is not None and len(text.text or "") > count:
        before = deepcopy(run)
        parent.insert(list(parent).index(run), before)
        shorter = next(one for one in before if one.tag in _WORDS)
        shorter.text, text.text = (text.text or "")[:-count], (text.text or "")[-count:]
    properties = run.find(f"{W}rPr")
    if properties is None:
        properties = ElementTree.Element(f"{W}rPr")
        run.insert(0, properties)
    was = deepcopy(properties)
    ElementTree.SubElement(properties, f"{W}rPrChange").append(was)


def _format_before(paragraph: ElementTree.Element) -> ElementTree.Element:
    """The former format of a paragraph."""
    own = _properties(paragraph)
    before = own.find(f"{W}pPrChange/{W}pPr")
    return _format(own if before is None else before)


def _format(properties: ElementTree.Element) -> ElementTree.Element:
    """A copy of the properties of a paragraph that are its format."""
    found = deepcopy(properties)
    for name in ("rPr", "sectPr", "pPrChange"):
        for element in found.findall(f"{W}{name}"):
            found.remove(element)
    return found


def _mark(paragraph: ElementTree.Element) -> _Mark | None:
    """Whether the paragraph itself is inserted or deleted."""
    if paragraph.find(f"{W}pPr/{W}rPr/{W}ins") is not None:
        return "ins"
    return "del" if paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None else None


@dataclass
class _Stretch:
    """Neighbouring runs that are all inserted, deleted or kept.

    Comments may be removed from a file.
    """

    mark: _Mark | None
    words: str


def _stretches(paragraph: ElementTree.Element) -> list[_Stretch]:
    def runs(elements: Iterable[ElementTree.Element], mark: _Mark | None) -> Iterator[_Stretch]:
        for element in elements:
            if element.tag == f"{W}r":
                if element.find(f"{W}commentReference") is None:
                    words = "".join(one.text or "" for one in element if one.tag in _WORDS)
                    note = element.find(f"{W}footnoteReference") is not None
                    yield _Stretch(mark, words + "*" * note)
            elif element.tag != f"{W}pPr":
                yield from runs(element, _MARKS.get(element.tag, mark))

    found: list[_Stretch] = []
    for run in runs(paragraph, None):
        if found and found[-1].mark == run.mark:
            found[-1].words += run.words
        else:
            found.append(run)
    return found
