"""The words of a PDF, read by pdfium."""

from __future__ import annotations

import pypdfium2

from clausework.readback.text import WordsDiffer

# What pdfium returns for a hyphen at the end of a line.
HYPHENS = ("\x02", "\ufffe")
# Colours are not read, and pdfium takes 6 ms of 24 to compute their profiles.
_COLOUR_PROFILE, _NO_PROFILE = b"/ICCBased", b"/Undefined"


def pages(data: bytes) -> list[str]:
    """The text of each page. Raises WordsDiffer for bytes that are not a PDF."""
    try:
        file = pypdfium2.PdfDocument(data.replace(_COLOUR_PROFILE, _NO_PROFILE))
    except pypdfium2.PdfiumError as error:
        raise WordsDiffer(f"the PDF cannot be read: {error}") from error
    try:
        return [_text(page) for page in file]
    finally:
        file.close()


def _text(page: pypdfium2.PdfPage) -> str:
    text = page.get_textpage()
    try:
        words: str = text.get_text_range()
        for hyphen in HYPHENS:
            words = words.replace(hyphen, "-")
        return words
    finally:
        text.close()
        page.close()
