"""Independent judges of what the project makes: none of them is our own code."""

from tests.judges.pdf import poppler, verapdf
from tests.judges.tools import require
from tests.judges.web import Browsed, Finding, axe, drive, nu_html, screenshot, serve_directory
from tests.judges.word import (
    accepted_and_rejected,
    libreoffice_paragraphs,
    libreoffice_pdf,
    libreoffice_saved,
    open_xml,
)

__all__ = [
    "Browsed",
    "Finding",
    "accepted_and_rejected",
    "axe",
    "drive",
    "libreoffice_paragraphs",
    "libreoffice_pdf",
    "libreoffice_saved",
    "nu_html",
    "open_xml",
    "poppler",
    "require",
    "screenshot",
    "serve_directory",
    "verapdf",
]
