"""Make a logo or the picture of a figure safe to publish.

People who supply a picture cannot be expected to know what a picture file can do. Dangerous content
is refused with a reason, unneeded content is removed, and the rest is written again from parts
known to be harmless.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

SVG_TYPE, PNG_TYPE, JPEG_TYPE = "image/svg+xml", "image/png", "image/jpeg"
TYPES = {".svg": SVG_TYPE, ".png": PNG_TYPE, ".jpg": JPEG_TYPE, ".jpeg": JPEG_TYPE}

MAX_BYTES = {SVG_TYPE: 200_000, PNG_TYPE: 1_000_000, JPEG_TYPE: 1_000_000}
MAX_PIXELS = 4_000
MAX_UNITS = 100_000
MAX_SIDE_RATIO = 10
# References can repeat a drawing without end; no logo draws as much as this.
MAX_DRAWN = 5_000
MAX_DEPTH = 60

SVG = "http://www.w3.org/2000/svg"
XHTML = "http://www.w3.org/1999/xhtml"
XLINK_HREF = "{http://www.w3.org/1999/xlink}href"


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


WORDS = _names("title desc")
ELEMENTS = WORDS | _names(
    "g defs symbol use path rect circle ellipse line polyline polygon clipPath mask "
    "linearGradient radialGradient stop"
)
PAINT = _names(
    "fill fill-opacity fill-rule stroke stroke-width stroke-linecap stroke-linejoin "
    "stroke-miterlimit stroke-opacity stroke-dasharray stroke-dashoffset opacity color display "
    "visibility overflow clip-path clip-rule mask mask-type stop-color stop-opacity "
    "paint-order"
)
ATTRIBUTES = PAINT | _names(
    "id x y width height rx ry r cx cy x1 y1 x2 y2 fx fy fr d points offset transform viewBox "
    "preserveAspectRatio pathLength gradientUnits gradientTransform spreadMethod clipPathUnits "
    "maskUnits maskContentUnits"
)
LOCAL_URL = re.compile(r"url\(\s*[\"']?#([\w.:-]+)[\"']?\s*\)", re.ASCII)
LOCAL_HREF = re.compile(r"#([\w.:-]+)", re.ASCII)
DANGEROUS = re.compile(r"url\s*\(|javascript:|data:|@import|expression\s*\(|\\", re.IGNORECASE)
PLAIN = re.compile(r"[\w\s.,:#%()/+-]*", re.ASCII)
LENGTH = re.compile(r"(\d+\.?\d*|\.\d+)(px)?", re.ASCII)
NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)", re.ASCII)

# The parts needed to show a picture; others can contain a name, a place or a second picture.
PNG_CHUNKS = frozenset((b"IHDR", b"PLTE", b"tRNS", b"gAMA", b"sRGB", b"IDAT", b"IEND"))
PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
JPEG_SIZES = frozenset(range(0xFFC0, 0xFFD0)) - {0xFFC4, 0xFFC8, 0xFFCC}
JPEG_EXTRAS = (frozenset(range(0xFFE0, 0xFFF0)) - {0xFFE0, 0xFFE2, 0xFFEE}) | {0xFFFE}
JPEG_SCAN = 0xFFDA
JPEG_END = b"\xff\xd9"


@dataclass(frozen=True)
class Logo:
    """A picture that is safe to publish.

    `width` and `height` are in pixels for PNG and JPEG, in the drawing's own units for SVG.
    """

    media_type: str
    data: bytes
    width: float
    height: float


@dataclass(frozen=True)
class LogoFault:
    """Why a logo cannot be used, for the person who chose it. `code` is stable."""

    code: str
    message: str
    why: str
    fix: str


def oversize(name: str, size: int) -> LogoFault | None:
    """The fault of a file of this many bytes, if it is too large; tested before it is read."""
    most = max(MAX_BYTES.values())
    return _too_many_bytes(name, size, most) if size > most else None


def read_logo(name: str, data: bytes) -> tuple[Logo | None, list[LogoFault]]:
    """Return the cleaned picture in a file called `name`, or None and its faults.

    Raises nothing: any bytes result in a picture or in faults.
    """
    media_type = TYPES.get(PurePosixPath(name).suffix.lower())
    if media_type is None or media_type != _media_type(data):
        return None, [_format(name)]
    if len(data) > MAX_BYTES[media_type]:
        return None, [_too_many_bytes(name, len(data), MAX_BYTES[media_type])]
    if media_type == SVG_TYPE:
        return _read_svg(name, data)
    try:
        logo = _png(data) if media_type == PNG_TYPE else _jpeg(data)
    except (ValueError, struct.error):
        return None, [broken(name)]
    faults = _shape(name, logo)
    return (None, faults) if faults else (logo, [])


def _media_type(data: bytes) -> str | None:
    if data.startswith(PNG_SIGNATURE):
        return PNG_TYPE
    if data.startswith(b"\xff\xd8\xff"):
        return JPEG_TYPE
    return SVG_TYPE if data.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<") else None


def _shape(name: str, logo: Logo) -> list[LogoFault]:
    most = MAX_UNITS if logo.media_type == SVG_TYPE else MAX_PIXELS
    short, long = sorted((logo.width, logo.height))
    size = f"{name} is {logo.width:g} by {logo.height:g}"
    if long > most:
        return [_too_large(f"{size}; the most is {most:,} each way")]
    if short < 1 or long > MAX_SIDE_RATIO * short:
        return [_size(f"{size}, too small or too narrow to see")]
    return []


def _png(data: bytes) -> Logo:
    """A PNG without its extras. Raises ValueError or struct.error where it is damaged."""
    if data[8:16] != b"\0\0\0\rIHDR":
        raise ValueError("no header")
    kept, at, kind = [PNG_SIGNATURE], len(PNG_SIGNATURE), b""
    while kind != b"IEND":
        length, kind = struct.unpack_from(">I4s", data, at)
        end = at + 12 + length
        (checksum,) = struct.unpack_from(">I", data, end - 4)
        if checksum != zlib.crc32(data[at + 4 : end - 4]):
            raise ValueError("damaged")
        if kind in PNG_CHUNKS:
            kept.append(data[at:end])
        at = end
    width, height = struct.unpack_from(">II", data, 16)
    return Logo(PNG_TYPE, b"".join(kept), width, height)


def _jpeg(data: bytes) -> Logo:
    """A JPEG without its extras. Raises ValueError or struct.error where it is damaged."""
    kept, at, marker, size = [data[:2]], 2, 0, (0, 0)
    while marker != JPEG_SCAN:
        marker, length = struct.unpack_from(">HH", data, at)
        if marker < 0xFFC0 or length < 2:
            raise ValueError("damaged")
        segment = data[at : at + 2 + length]
        if marker in JPEG_SIZES:
            size = struct.unpack_from(">HH", segment, 5)
        if marker not in JPEG_EXTRAS:
            kept.append(segment)
        at += len(segment)
    # Inside a scan this pair of bytes can only mean its end.
    end = data.index(JPEG_END, at) + len(JPEG_END)
    return Logo(JPEG_TYPE, b"".join(kept) + data[at:end], width=size[1], height=size[0])


class _Builder(ElementTree.TreeBuilder):
    """Records style sheets named by a processing instruction, which the tree does not keep."""

    styled = False

    def pi(self, target: str, text: str | None = None) -> Element:
        self.styled = self.styled or target == "xml-stylesheet"
        return super().pi(target, text)


def _read_svg(name: str, data: bytes) -> tuple[Logo | None, list[LogoFault]]:
    builder = _Builder()
    parser = DefusedXMLParser(target=builder, forbid_dtd=True)
    try:
        parser.feed(data)
        root = parser.close()
    except DefusedXmlException:
        return None, [_unsafe(name, "has a DOCTYPE, which can define or fetch other text")]
    except (ElementTree.ParseError, ValueError, LookupError):
        return None, [broken(name)]
    if root.tag != f"{{{SVG}}}svg":
        return None, [_format(name)]
    if _draws_too_much(root):
        return None, [_unsafe(name, "is nested or repeated too often to be drawn quickly")]
    faults = [_unsafe(name, "names a style sheet")] if builder.styled else []
    box = _view_box(root)
    if box is None:
        return None, [*faults, _size(f"{name} does not give the size of its drawing")]
    cleaned = Element("svg", {"xmlns": SVG, "viewBox": " ".join(box)})
    cleaned.attrib |= {"width": box[2], "height": box[3]}
    faults += _copy(name, root, cleaned)
    text = ElementTree.tostring(cleaned, encoding="unicode")
    logo = Logo(SVG_TYPE, text.encode(), float(box[2]), float(box[3]))
    faults += _shape(name, logo)
    return (None, list(dict.fromkeys(faults))) if faults else (logo, [])


def _view_box(root: Element) -> tuple[str, str, str, str] | None:
    """Left, top, width and height of the drawing; None where they are missing or not numbers."""
    sides = [LENGTH.fullmatch(root.get(side, "").strip()) for side in ("width", "height")]
    given = root.get("viewBox", "").replace(",", " ").split()
    if not given and all(sides):
        given = ["0", "0", *(side[1] for side in sides if side)]
    if len(given) != 4 or not all(NUMBER.fullmatch(number) for number in given):
        return None
    return given[0], given[1], given[2], given[3]


def _draws_too_much(root: Element) -> bool:
    """Whether following every reference, as a browser does, goes too deep or takes too long."""
    named = {element.get("id"): element for element in root.iter()}
    waiting, drawn = [(root, 0)], 0
    while waiting:
        element, depth = waiting.pop()
        drawn += 1
        if drawn > MAX_DRAWN or depth > MAX_DEPTH:
            return True
        waiting += ((child, depth + 1) for child in element)
        waiting += ((named[i], depth + 1) for i in _references(element) if i in named)
    return False


def _references(element: Element) -> Iterator[str]:
    for key, value in element.attrib.items():
        if key in ("href", XLINK_HREF):
            yield value.strip().removeprefix("#")
        else:
            yield from LOCAL_URL.findall(value)


def _copy(name: str, source: Element, target: Element) -> Iterator[LogoFault]:
    """Copy what is allowed of `source` into `target`; yield the faults of the rest."""
    for key, value in source.attrib.items():
        if key == "style":
            yield from _copy_style(name, value, target)
        else:
            yield from _copy_attribute(name, key, value, target)
    for child in source:
        namespace, _, tag = child.tag.removeprefix("{").rpartition("}")
        if namespace == SVG and tag in ELEMENTS:
            copy = ElementTree.SubElement(target, tag)
            copy.text = child.text if tag in WORDS else None
            yield from _copy(name, child, copy)
        elif namespace == SVG and tag in ("text", "tspan", "textPath"):
            yield _text(name)
        elif namespace in (SVG, XHTML, "") and tag != "metadata":
            yield _unsafe(name, f'has an element "{tag[:40]}", which a picture may not have')


def _copy_attribute(name: str, key: str, value: str, target: Element) -> Iterator[LogoFault]:
    key = "href" if key == XLINK_HREF else key
    if key.startswith("{"):  # An editor's own.
        return
    if key.lower().startswith("on"):
        yield _unsafe(name, f'has a script in "{key[:40]}"')
    elif key == "href":
        if LOCAL_HREF.fullmatch(value.strip()):
            target.set("href", value.strip())
        else:
            yield _unsafe(name, "refers to something outside the file")
    elif DANGEROUS.search(LOCAL_URL.sub("", value)):
        yield _unsafe(name, f'has an address or a program in "{key[:40]}"')
    elif key in ATTRIBUTES and key not in target.attrib:
        if PLAIN.fullmatch(LOCAL_URL.sub("", value)):
            target.set(key, value)
        else:
            yield _unsafe(name, f'has unusual characters in "{key}"')


def _copy_style(name: str, style: str, target: Element) -> Iterator[LogoFault]:
    """Write simple declarations as the attributes that they correspond to and override."""
    if DANGEROUS.search(LOCAL_URL.sub("", style)):
        yield _unsafe(name, 'has an address or a program in "style"')
        return
    for declaration in style.split(";"):
        key, _, value = declaration.partition(":")
        if key.strip() in PAINT:
            target.attrib.pop(key.strip(), None)
            yield from _copy_attribute(name, key.strip(), value.strip(), target)


def _format(name: str) -> LogoFault:
    return LogoFault(
        "logo-format",
        f"{name} is not an SVG, PNG or JPEG picture, or its file extension does not match",
        "browsers, Word and PDF all show these kinds, and rely on the file extension",
        "save it as SVG, PNG or JPEG from the program it was made in; renaming is not enough",
    )


def broken(name: str) -> LogoFault:
    """The fault of a picture that cannot be read to its end."""
    return LogoFault(
        "logo-broken",
        f"{name} is damaged or cut short",
        "a picture that cannot be read in full would be missing from some copies",
        "copy the picture from its source again, or save it again as PNG",
    )


def _too_many_bytes(name: str, size: int, most: int) -> LogoFault:
    return _too_large(f"{name} is {size / 1000:,.0f} KB; the most is {most // 1000:,} KB")


def _too_large(message: str) -> LogoFault:
    return LogoFault(
        "logo-too-large",
        message,
        "the picture is part of every page, PDF and Word copy",
        "save it smaller: a PNG 400 pixels high is enough for a logo, one 1,600 pixels wide for a "
        "figure",
    )


def _size(message: str) -> LogoFault:
    return LogoFault(
        "logo-size",
        message,
        "a logo is printed in a space of fixed proportions, a figure as wide as the text",
        "save the picture with its page fitted to the drawing, or as a PNG about as wide as high",
    )


def _text(name: str) -> LogoFault:
    return LogoFault(
        "logo-text",
        f"{name} contains text set in a typeface",
        "the picture does not include the typeface, so others would see different letters",
        "in the drawing program, convert text to paths (also called outlines) and save again",
    )


def _unsafe(name: str, reason: str) -> LogoFault:
    return LogoFault(
        "logo-unsafe",
        f"{name} {reason}",
        "everyone who opens the policy opens it, so it may contain shapes and nothing else",
        "save the picture as plain SVG with presentation attributes, or as a PNG",
    )
