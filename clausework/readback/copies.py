"""Compare each kind of finished copy with its document."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from clausework.model.document import Document, Node
from clausework.readback import expected, read_page, read_pdf, read_word
from clausework.readback.text import INVISIBLE, Passage, Read, WordsDiffer, compare, lines, normal

Lines = list[list[str]]


@dataclass(frozen=True)
class Around:
    """The phrases around a document's own text.

    These are the lines above and below each page of its PDF, the words before a local change, those
    after the last section, those before and after the sections in a list of contents, and what else
    a school typed.
    """

    above: tuple[str, ...]
    below: str
    local_name: Callable[[Node], str]
    after: tuple[str, ...]
    contents: tuple[str, ...]
    typed: tuple[str, ...]


def check_pdf(document: Document, data: bytes, around: Around, copy: str) -> None:
    """Raises WordsDiffer where a PDF that is not a redline differs from its document."""
    try:
        _compare_pages(document, read_pdf.pages(data), around, copy)
    except WordsDiffer:
        _compare_pages(document, read_pdf.pages(data, gaps=True), around, copy)


def _compare_pages(document: Document, read: Sequence[str], around: Around, copy: str) -> None:
    _no_stray_characters(read, document, around, copy)
    text = _passages(document, "pdf", around)
    notes = [*expected.every_note(document, "pdf")]
    covers = _covers(read, around)
    inner = [
        _between(number, len(read), lines(found), around, copy)
        for number, found in enumerate(read[covers:], covers + 1)
    ]
    first = _letters(text[0].text)
    start = next((at for at, page in enumerate(inner) if _joined(page).startswith(first)), 0)
    front = "".join([*map(_letters, read[:covers]), *map(_joined, inner[:start])])
    _in_order(_front(document), front, copy)
    repeated = [_letters(*one) for one in expected.titles(document)]
    body, foot = _apart(inner[start:], _letters(*(one.text for one in text)), notes, repeated)
    compare(text, Read(body), copy)
    compare(notes, Read(foot), copy)


def check_word(
    document: Document, data: bytes, around: Around, copy: str, side: read_word.Side = "newer"
) -> None:
    """As `check_pdf`, for a Word copy, or for one `side` of a marked-up one with its document."""
    found = read_word.words(data, side)
    cover = [Passage("the cover", text) for text in (document.title, document.summary or "")]
    _in_order(cover, _letters(found.cover), copy)
    said = [*_contents(document, around), *_passages(document, "word", around)]
    compare(said, Read([normal(found.body).split()]), copy)
    notes = normal(" ".join(found.notes)).split()
    compare(expected.every_note(document, "word"), Read([notes]), copy)


def check_page(document: Document, text: str, around: Around, copy: str) -> None:
    """As `check_pdf`, for a web page that shows the text of a policy."""
    passages = [*expected.body(document, "page", around.local_name)]
    compare(passages, Read([normal(read_page.words(text)).split()]), copy)


def _passages(document: Document, form: expected.Form, around: Around) -> list[Passage]:
    after = (Passage("the sources and the end", text) for text in around.after)
    return [*expected.body(document, form, around.local_name), *after]


def _contents(document: Document, around: Around) -> list[Passage]:
    """The list of sections of a Word copy, whose numbers are Word's own."""
    before, *after = (Passage("the contents", text) for text in around.contents)
    return [before, *(expected.listed(section, "word") for section in document.headed), *after]


def _front(document: Document) -> list[Passage]:
    """What the pages before the text must say, among other things."""
    cover = [Passage("the cover", text) for text in (document.title, document.summary or "")]
    return [*cover, *(expected.listed(section, "pdf") for section in document.headed)]


def _letters(*texts: str) -> str:
    return "".join(normal(" ".join(texts)).split())


def _in_order(passages: Iterable[Passage], letters: str, copy: str) -> None:
    """Raises WordsDiffer where letters do not contain all passages in this order."""
    at = 0
    for passage in passages:
        own = _letters(passage.text)
        found = letters.find(own, at)
        if found < 0:
            raise WordsDiffer(
                f"{copy} does not say what the policy says: {passage.place} lacks “{passage.text}”"
            )
        at = found + len(own)


def _no_stray_characters(
    pages: Sequence[str], document: Document, around: Around, copy: str
) -> None:
    """Raises WordsDiffer for an invisible character in a PDF that nobody typed."""
    typed = {"\n", "\r", *"".join(around.typed), *document.title, *(document.summary or "")}
    for char in sorted({*"".join(pages)} - typed):
        if unicodedata.category(char) in ("Cc", "Cf", "Cn", "Co") or INVISIBLE.match(char):
            number = next(number for number, text in enumerate(pages, 1) if char in text)
            name = unicodedata.name(char, "a control character")
            raise WordsDiffer(
                f"{copy} has a character that is in no text on page {number}: "
                f"U+{ord(char):04X}, {name}"
            )


def _covers(pages: Sequence[str], around: Around) -> int:
    """How many pages a cover takes, which has nothing above its text: a long title takes two."""
    above = _letters(*around.above)
    inner = (at for at, page in enumerate(pages) if at and _letters(page).startswith(above))
    return next(inner, len(pages))


def _between(number: int, count: int, page: Lines, around: Around, copy: str) -> Lines:
    """The lines of a page without those above and below its text.

    Raises WordsDiffer where these are not as expected.
    """
    above, below = _letters(*around.above), _letters(around.below, f"Page {number} of {count}")
    letters = _joined(page)
    if not (letters.startswith(above) and letters.endswith(below)):
        raise WordsDiffer(
            f"{copy}: page {number} does not have “{' '.join(around.above)}” above and "
            f"“{around.below} Page {number} of {count}” below its text"
        )
    inner, _ = _cut(page, len(letters) - len(below))
    return _cut(inner, len(above))[1]


def _joined(page: Lines) -> str:
    return "".join("".join(line) for line in page)


def _cut(page: Lines, letters: int) -> tuple[Lines, Lines]:
    """Split lines in two, after a number of letters."""
    for index, line in enumerate(page):
        length = sum(map(len, line))
        if letters < length:
            first, second = _cut_line(line, letters)
            return [*page[:index], first], [second, *page[index + 1 :]]
        letters -= length
    return page, []


def _cut_line(line: list[str], letters: int) -> tuple[list[str], list[str]]:
    for index, word in enumerate(line):
        if letters < len(word):
            first = [word[:letters]] if letters else []
            return [*line[:index], *first], [word[letters:], *line[index + 1 :]]
        letters -= len(word)
    return line, []


def _apart(
    pages: Sequence[Lines], body: str, notes: Sequence[Passage], repeated: Sequence[str]
) -> tuple[Lines, Lines]:
    """The lines of the text, and those of the footnotes at the foot of its pages.

    Left out are the titles of a table that goes on from the page before: `repeated` are all.
    """
    text, foot = Lines(), Lines()
    noted, at, seen = _letters(*(note.text for note in notes)), 0, 0
    for page in pages:
        for titles in repeated:
            if _joined(page).startswith(titles) and not body.startswith(titles, at):
                page = _cut(page, len(titles))[1]
        letters = _joined(page)
        same = _same(letters, body[at : at + len(letters)])
        # The text may continue with the same words that a footnote begins with.
        ends = (end for end in range(same, -1, -1) if noted.startswith(letters[end:], seen))
        # Where neither continues as expected, the footnotes begin with what looks like one.
        foot_follows = noted.startswith(letters[same : same + 5] or " ", seen)
        end = next(ends, same if foot_follows else len(letters))
        own, below = _cut(page, end)
        text += own
        foot += below
        at, seen = at + end, seen + len(letters) - end
    return text, foot


def _same(one: str, other: str) -> int:
    """The number of letters that two texts have in common at the start."""
    if one == other:
        return len(one)
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))
