"""What a self-contained page includes: its typefaces, its logo, and hashes.

The hashes identify its own style and script to a browser.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from hashlib import sha256
from typing import Any, Literal

from clausework.brand.logo import PNG_TYPE, SVG_TYPE
from clausework.brand.palette import Font
from clausework.render.common.letterhead import Letterhead
from clausework.render.common.pictures import png
from clausework.render.common.templates import Templates

# Twice the height that the page gives it, for high-resolution screens; a photograph of a logo may
# be a thousand times that.
LOGO_PIXELS = 128

# Weight and style.
Face = tuple[int, Literal["normal", "italic"]]
HEADING_FACES: tuple[Face, ...] = ((700, "normal"),)


def faces(
    words: str, school: Letterhead, body: Sequence[Face], templates: Templates
) -> list[dict[str, Any]]:
    """The school's typefaces as the files of a page with these words.

    `body` are the words of all but headings. Letters beyond Western European ones are included only
    where the page has some.
    """
    written = f"{words}{school.name}{school.motto}{school.address}"
    further = any("\u0100" <= char < "\u2000" for char in written)
    wanted = {school.fonts.heading: HEADING_FACES} | {school.fonts.body: body}
    return [
        {
            "font": font,
            "weight": weight,
            "style": style,
            "letters": letters,
            "data": b64encode(_face(font, letters, weight, style, templates)).decode(),
        }
        for font in sorted(wanted)
        for weight, style in wanted[font]
        for letters in ("latin", "latin-ext")[: 2 if further else 1]
    ]


def _face(font: Font, letters: str, weight: int, style: str, templates: Templates) -> bytes:
    folder = "fonts" if font is Font.SOURCE_SANS else f"fonts/{font.slug}"
    return templates.path(f"{folder}/{font.slug}-{letters}-{weight}-{style}.woff2").read_bytes()


def logo_address(school: Letterhead) -> str:
    """The logo as an address that contains it."""
    drawn = school.logo.media_type == SVG_TYPE
    data = school.logo.data if drawn else png(school.logo, LOGO_PIXELS)
    return f"data:{SVG_TYPE if drawn else PNG_TYPE};base64,{b64encode(data).decode()}"


def hash_source(text: str) -> str:
    """The value that identifies a style or script in a Content-Security-Policy."""
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"
