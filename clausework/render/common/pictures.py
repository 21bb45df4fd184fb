"""The pictures of a school's brand, and those of figures.

A monogram is drawn where there is no logo, and any logo or figure as PNG.
"""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from dataclasses import replace
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

import typst

from clausework.brand.logo import SVG_TYPE, TYPES, Logo
from clausework.brand.palette import Palette
from clausework.model.inline import Picture
from clausework.render.common.compiler import compiled

# One point is one pixel at 72 to the inch. The picture is passed as text because that is all that
# typst takes from memory; so it has no file to read.
PIXELS_PER_INCH = 72
# How far a plate is beyond a logo on each side, as a part of the logo's height.
EDGE = 0.12
PICTURE_PAGE = b"""
#let side(name) = float(sys.inputs.at(name)) * 1pt
#let plate = sys.inputs.plate
#set page(
  width: side("width"),
  height: side("height"),
  margin: side("margin"),
  fill: if plate != "" { rgb(plate) },
)
#image(bytes(sys.inputs.picture), format: "svg", width: 100%, height: 100%)
"""


def monogram(initials: str, palette: Palette, template: str, fonts: Path) -> bytes:
    """A square SVG of `initials` as outlines, in the colours of the band behind it.

    `template` is typst source; `fonts` is the directory of its typeface. Raises `typst.TypstError`
    where the template does not compile.
    """
    return compiled(
        template.encode(),
        font_paths=typefaces(fonts),
        ignore_system_fonts=True,
        format="svg",
        sys_inputs={
            "initials": initials,
            "disc": palette.band_text,
            "letters": palette.band,
        },
    )


_ADDRESS = re.compile("data:([^;]+);base64,(.*)")


def address(picture: Picture) -> str:
    """The picture of a figure as an address that contains it."""
    return f"data:{picture.media_type};base64,{picture.data}"


def at_address(address: str, width: float, height: float) -> Logo:
    """The picture that an address contains."""
    found = _ADDRESS.fullmatch(address)
    assert found is not None
    return Logo(found[1], b64decode(found[2]), width, height)


def file_name(address: str) -> str:
    """The name of a file for the picture that an address contains; the same has the same name."""
    found = _ADDRESS.fullmatch(address)
    assert found is not None
    ending = next(end for end, kind in TYPES.items() if kind == found[1])
    return f"picture-{sha256(address.encode()).hexdigest()[:16]}{ending}"


def on_plate(logo: Logo) -> Logo:
    """`logo` in the proportions that it has on a plate."""
    edges = 2 * EDGE * logo.height
    return replace(logo, width=logo.width + edges, height=logo.height + edges)


@lru_cache(maxsize=8)  # Each document of a school asks again.
def png(logo: Logo, pixels: int, plate: str = "") -> bytes:
    """`logo` as a PNG of that height, with its own proportions and transparency.

    With a `plate`, a colour as "#rrggbb", it is on a piece of that colour. Raises
    `typst.TypstError` where a drawing cannot be drawn; damaged pixels are empty.
    """
    shape = on_plate(logo) if plate else logo
    return compiled(
        PICTURE_PAGE,
        # No logo has text.
        font_paths=typefaces(),
        ignore_system_fonts=True,
        format="png",
        ppi=PIXELS_PER_INCH,
        sys_inputs={
            "width": str(max(1, round(pixels * shape.width / shape.height))),
            "height": str(pixels),
            "margin": str(pixels * EDGE / (1 + 2 * EDGE) if plate else 0),
            "plate": plate,
            "picture": logo.data.decode() if logo.media_type == SVG_TYPE else _wrapped(logo),
        },
    )


@lru_cache(maxsize=4)  # Reading them takes as long as typesetting a page.
def typefaces(*folders: Path) -> typst.Fonts:
    """Only the fonts of some folders, for typst."""
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[*folders]
    )


def _wrapped(logo: Logo) -> str:
    """An SVG that contains the pixels, because typst does not accept arbitrary bytes."""
    data = b64encode(logo.data).decode()
    size = f'width="{logo.width:g}" height="{logo.height:g}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size}>'
        f'<image {size} href="data:{logo.media_type};base64,{data}"/></svg>'
    )
