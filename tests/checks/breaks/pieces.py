"""Pieces of the small valid root that several breaks change, and breaks of one form."""

from __future__ import annotations

from tests.support.roots import FOLLOWING, NEXT, OAK, VERSION, Break

OWNER = "owner: Example HR\n"
APPROVED = "approved: unknown\n"
# What an approval brings with it that is typed, of a version that is a draft.
TYPED = ("approval-unrecorded", "approval-of-unissued")
LOCAL = "- replace: keep-private\n        text: keep everything private;\n        reason: The"
KEPT = "text: keep everything private;"
PUPILS = "text: No pupil may be photographed.\n        locked: true"
BRAND = 'brand:\n  primary: "#1f4e79"'
NUMBER = 'version: "1.0"'
REPLACE = "- replace: keep-private"
WHEN = "when: accounts"
OLD = ('editions: {guide: "2018"}', 'editions: {guide: "2016"}')
LOGO = "brand:\n  logo: ‸logo.svg\n  logo_alt: A leaf\n  primary: '#1f4e79'"


def word(code: str, words: str) -> Break:
    """Words in the text of a clause."""
    return Break(code, VERSION, "text: No pupil", f"text: {words}. No pupil")


def local(code: str, words: str) -> Break:
    """Words in a school's local change."""
    return Break(code, OAK, "everything private;", f"everything private {words};")


def following(code: str, old: str, new: str, *also: str, at: str = "") -> Break:
    """A change of the version after the first, which is proposed."""
    where = (NEXT, at) if at else None
    return Break(code, NEXT, old, new, at=where, also=also, more=FOLLOWING[:1])
