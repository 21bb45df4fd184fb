"""Read finished copies back: does each have the words of its document, word for word?

The readers share nothing with the writers in `render`, so they do not share their faults.
"""

from clausework.readback.copies import Around, check_page, check_pdf, check_word
from clausework.readback.marked import check_marked_pdf
from clausework.readback.text import WordsDiffer

__all__ = ["Around", "WordsDiffer", "check_marked_pdf", "check_page", "check_pdf", "check_word"]
