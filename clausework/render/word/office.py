"""Additions for LibreOffice to tracked changes.

docs/quality.md has a small file that shows each fault. In Word they change nothing that is accepted
or rejected.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from itertools import pairwise
from xml.etree import ElementTree

from clausework.render.word.marks import BETWEEN, Mark, former_format_of, mark_of, properties_of
from clausework.render.word.openxml import W

_MARKS: dict[str, Mark] = {f"{W}ins": "ins", f"{W}del": "del"}
_WORDS = {f"{W}t", f"{W}delText"}


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
                if not mark_of(one) and ends == begins == ["ins"]:
                    _change_format(paragraphs[at:])


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
        mark = mark_of(paragraph)
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
    if not noted or not mark_of(noted[0]):
        return
    at = paragraphs.index(noted[0])
    staying = next(p for p in reversed(paragraphs[:at]) if not mark_of(p))
    # A lower number than the others, which LibreOffice goes by; pandoc gave smaller ones to
    # bookmarks.
    known = [note for note in notes if f"{W}type" not in note.attrib]
    identity = str(min(int(note.attrib[f"{W}id"]) for note in known) - 1)
    put_in, run = _passing_run()
    # On the page before a break, which LibreOffice would delete with it.
    breaks = [n for n, run in enumerate(staying) if run.find(f"{W}br") is not None]
    end = breaks[0] if breaks else len(staying)
    others = _take_comments(paragraphs[paragraphs.index(staying) + 1 : at + 1])
    staying[end:end] = [*others, put_in]
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


def precede_deletions(text: ElementTree.Element) -> None:
    """Put a letter before a deletion that begins a paragraph with a change of format.

    It has no width, and is inserted and deleted again. LibreOffice shows the first run as if it was
    kept where the paragraph is deleted too, or is before a table.
    """
    for paragraph in text.iter(f"{W}p"):
        begins = [stretch.mark for stretch in _stretches(paragraph)[:1]]
        if begins == ["del"] and paragraph.find(f"{W}pPr/{W}pPrChange") is not None:
            put_in, run = _passing_run()
            ElementTree.SubElement(run, f"{W}delText").text = "\u2060"
            paragraph.insert(1, put_in)


def _passing_run() -> tuple[ElementTree.Element, ElementTree.Element]:
    """What is inserted and deleted again, and the run in it."""
    put_in = ElementTree.Element(f"{W}ins")
    return put_in, ElementTree.SubElement(ElementTree.SubElement(put_in, f"{W}del"), f"{W}r")


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
    alike = [change for change in taken if _MARKS[change.tag] == mark_of(last)]
    at = next(n for n, one in enumerate(last) if one.find(f".//{W}footnoteReference") is not None)
    last[at + 1 : at + 1] = alike
    return [change for change in taken if change not in alike]


def _neighbours(parent: ElementTree.Element) -> Iterator[list[ElementTree.Element]]:
    """The consecutive paragraphs in an element."""
    found: list[ElementTree.Element] = []
    for element in parent:
        if element.tag == f"{W}p":
            found.append(element)
        elif element.tag not in BETWEEN:
            yield found
            found = []
    yield found


def _change_format(paragraphs: Sequence[ElementTree.Element]) -> None:
    """Give the first paragraph, unless it has one, a change of format.

    The former format is the one at its place when all is rejected.
    """
    if paragraphs[0].find(f"{W}pPr/{W}pPrChange") is None:
        staying = next(one for one in paragraphs if mark_of(one) != "ins")
        change = ElementTree.SubElement(properties_of(paragraphs[0]), f"{W}pPrChange")
        change.append(former_format_of(staying))


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


@dataclass
class _Stretch:
    """Neighbouring runs that are all inserted, deleted or kept.

    Comments may be removed from a file.
    """

    mark: Mark | None
    words: str


def _stretches(paragraph: ElementTree.Element) -> list[_Stretch]:
    def runs(elements: Iterable[ElementTree.Element], mark: Mark | None) -> Iterator[_Stretch]:
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
