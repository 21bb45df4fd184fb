"""PDFs with more than the text of their documents: marked-up copies and board packs.

Marked-up copies have remarks beside each change, and board packs have several copies in sequence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from clausework.model.document import Document, Node
from clausework.model.inline import Run
from clausework.readback import read_pdf
from clausework.readback.text import Passage, WordsDiffer, normal

# Signs around deleted words, which may be part of any word.
BRACKETS = str.maketrans({"[": None, "]": None})


def check_marked_pdf(documents: Sequence[Document], data: bytes, copy: str) -> None:
    """Raises WordsDiffer where a PDF lacks a passage of some documents, redlines or not.

    All passages must be in order, each without other letters in it except where a page ends.
    """
    pages = [_letters(text) for text in read_pdf.pages(data)]
    at = (0, 0)
    for document in documents:
        for note in _notes(document):
            # Their position depends on where pages end.
            _find_all([note], pages, at, copy)
        at = _find_all(_texts(document), pages, at, copy)


def _letters(text: str) -> str:
    return "".join(normal(text).translate(BRACKETS).split())


def _texts(document: Document) -> Iterator[Passage]:
    for section in document.sections:
        yield from _of_node(section)


def _of_node(node: Node) -> Iterator[Passage]:
    place = f"{node.level} {node.number}"
    yield from _pieces(place, node.text)
    units = [child for child in node.children if child.level in ("section", "clause")]
    for child in node.children:
        if child not in units:
            yield from _of_node(child)
    yield from _pieces(f"the end of {place}", node.closing)
    for unit in units:
        yield from _of_node(unit)


def _pieces(place: str, runs: Iterable[Run]) -> Iterator[Passage]:
    """The stretches between marks of footnotes, which have their own numbers in a redline."""
    for marked, group in groupby(runs, key=lambda run: run.note is not None):
        if not marked:
            yield Passage(place, "".join(run.text for run in group))


def _notes(document: Document) -> Iterator[Passage]:
    for node in document.nodes():
        for note in node.notes:
            yield from _pieces(f"note {note.number}", note.text)


def _find_all(
    passages: Iterable[Passage], pages: Sequence[str], at: tuple[int, int], copy: str
) -> tuple[int, int]:
    for passage in passages:
        found = _find(_letters(passage.text), pages, *at)
        if found is None:
            raise WordsDiffer(
                f"{copy} does not say what the policy says: {passage.place} lacks “{passage.text}”"
            )
        at = found
    return at


def _find(text: str, pages: Sequence[str], first: int, start: int) -> tuple[int, int] | None:
    """The earliest end of a text that begins at a place or after it.

    This is the index of its page and the place there.
    """
    for number in range(first, len(pages)):
        at = pages[number].find(text, start)
        if at >= 0:
            return number, at + len(text)
        for length in range(len(text) - 1, 0, -1):
            if pages[number].find(text[:length], start) >= 0:
                over = _end_of_rest(text[length:], pages, number + 1)
                if over is not None:
                    return over
        start = 0
    return None


def _end_of_rest(text: str, pages: Sequence[str], number: int) -> tuple[int, int] | None:
    """The end of the rest of a text that continues on a page, and may fill it."""
    if number == len(pages):
        return None
    at = pages[number].find(text)
    if at >= 0:
        return number, at + len(text)
    for length in range(len(text) - 1, len(pages[number]) // 2, -1):
        if text[:length] in pages[number]:
            over = _end_of_rest(text[length:], pages, number + 1)
            if over is not None:
                return over
    return None
