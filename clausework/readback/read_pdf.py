"""The words of a PDF, read by pdfium."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pypdfium2
from pypdfium2 import raw

from clausework.readback.text import WordsDiffer

# What pdfium returns for a hyphen at the end of a line.
HYPHENS = ("\x02", "\ufffe")
# Colours are not read, and pdfium takes 6 ms of 24 to compute their profiles.
_COLOUR_PROFILE, _NO_PROFILE = b"/ICCBased", b"/Undefined"
# The width of a gap that is a space, as a share of the size of the type: less than any space of
# the typefaces, and more than any two letters are apart.
_SPACE = 0.2


def pages(data: bytes, *, gaps: bool = False) -> list[str]:
    """The text of each page. Raises WordsDiffer for bytes that are not a PDF.

    pdfium leaves out some spaces, such as one between Greek letters and a ligature. With `gaps`,
    which takes much longer, a space is also wherever two letters of a line are so far apart.
    """
    read = _with_gaps if gaps else _as_read
    try:
        file = pypdfium2.PdfDocument(data.replace(_COLOUR_PROFILE, _NO_PROFILE))
    except pypdfium2.PdfiumError as error:
        raise WordsDiffer(f"the PDF cannot be read: {error}") from error
    try:
        return [_text(page, read) for page in file]
    finally:
        file.close()


def _text(page: pypdfium2.PdfPage, read: Callable[[pypdfium2.PdfTextPage], str]) -> str:
    text = page.get_textpage()
    try:
        words = read(text)
        for hyphen in HYPHENS:
            words = words.replace(hyphen, "-")
        return words
    finally:
        text.close()
        page.close()


def _as_read(text: pypdfium2.PdfTextPage) -> str:
    words: str = text.get_text_range()
    return words


def _with_gaps(text: pypdfium2.PdfTextPage) -> str:
    return "".join(_spaced(text)).encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _spaced(text: pypdfium2.PdfTextPage) -> Iterator[str]:
    end = None
    for at in range(text.count_chars()):
        letter = chr(raw.FPDFText_GetUnicode(text, at))
        if letter.isspace() or raw.FPDFText_IsGenerated(text, at) == 1:
            yield letter
            end = None
            continue
        left, _, right, _ = text.get_charbox(at)
        if end is not None and left - end > _SPACE * raw.FPDFText_GetFontSize(text, at):
            yield " "
        yield letter
        end = right
