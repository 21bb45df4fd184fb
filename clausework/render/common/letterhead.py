"""What every page of a school has: its name, motto, address, colours, typefaces and logo."""

from __future__ import annotations

from dataclasses import dataclass

from clausework.brand.logo import SVG_TYPE, Logo, read_logo
from clausework.brand.palette import Palette, initials, palette
from clausework.model.policy import Fonts, School
from clausework.model.scalars import SchoolType
from clausework.render.common.pictures import monogram
from clausework.render.common.templates import Templates


@dataclass(frozen=True)
class Letterhead:
    """A school as its outputs show it.

    `logo` is its own, checked and cleaned, or a monogram; `logo_alt` is empty for a monogram, which
    repeats the name beside it.
    """

    id: str
    name: str
    type: SchoolType
    type_confirmed: bool
    motto: str | None
    address: str | None
    contact: str | None
    alternative_formats: str | None
    example: bool
    fonts: Fonts
    palette: Palette
    logo: Logo
    logo_alt: str


def letterhead(school: School, logo: bytes | None, templates: Templates) -> Letterhead:
    """The letterhead of a school whose logo, where it has one, passed the checks."""
    colours = palette(school.brand.primary, school.brand.accent)
    own = read_logo(school.brand.logo or "", logo)[0] if logo is not None else None
    return Letterhead(
        id=school.id,
        name=school.name,
        type=school.type,
        type_confirmed=school.type_confirmed,
        motto=school.motto,
        address=school.address,
        contact=school.contact,
        alternative_formats=school.alternative_formats,
        example=school.example,
        fonts=school.brand.fonts,
        palette=colours,
        logo=own or _drawn(school, colours, templates),
        logo_alt=(school.brand.logo_alt or "") if own else "",
    )


def _drawn(school: School, colours: Palette, templates: Templates) -> Logo:
    drawing = monogram(
        initials(school.name),
        colours,
        templates.path("monogram.typ").read_text("utf-8"),
        templates.path("fonts"),
    )
    drawn, faults = read_logo("monogram.svg", drawing)
    assert drawn is not None, faults
    assert drawn.media_type == SVG_TYPE
    return drawn
