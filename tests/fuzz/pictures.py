"""Pictures that are broken, or that are more than a picture."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator
from functools import lru_cache

from hypothesis import strategies as st
from PIL import Image

MODES = {
    "png": ("RGB", "RGBA", "P", "L", "LA", "1", "I;16"),
    "jpeg": ("RGB", "L", "CMYK"),
}
NAMES = ("logo.png", "logo.jpg", "logo.jpeg", "logo.svg", "logo.PNG", "logo.gif", "logo")
CHUNKS = (b"IHDR", b"PLTE", b"tRNS", b"gAMA", b"sRGB", b"iCCP", b"acTL", b"zTXt", b"IDAT", b"IEND")


@lru_cache
def picture(form: str, mode: str, size: tuple[int, int] = (40, 30)) -> bytes:
    """A whole picture of three stripes."""
    image = Image.new("RGB", size, (30, 80, 120))
    image.paste((240, 170, 0), (size[0] // 3, 0, 2 * size[0] // 3, size[1]))
    out = io.BytesIO()
    image.convert("L").convert(mode).save(out, form) if mode == "I;16" else image.convert(
        mode
    ).save(out, form)
    return out.getvalue()


def pngs() -> st.SearchStrategy[bytes]:
    """PNG files, from whole ones to such as have nothing in common with them but the signature."""
    return st.one_of(_whole("png"), _rearranged(), _headed(), _filled(), _bitten("png"))


def jpegs() -> st.SearchStrategy[bytes]:
    """JPEG files, whole or not."""
    return st.one_of(_whole("jpeg"), _bitten("jpeg"), _resized())


def _whole(form: str) -> st.SearchStrategy[bytes]:
    sizes = st.sampled_from(((40, 30), (1, 1), (400, 40), (4000, 400), (7, 70)))
    return st.builds(
        lambda mode, size: picture(form, mode, size), st.sampled_from(MODES[form]), sizes
    )


@st.composite
def _bitten(draw: st.DrawFn, form: str) -> bytes:
    """A file that is cut short, or has a bit flipped or bytes put in anywhere."""
    data = picture(form, draw(st.sampled_from(MODES[form])))
    at = draw(st.integers(3, len(data) - 1))
    match draw(st.sampled_from(("cut", "flip", "more", "ended"))):
        case "cut":
            return data[:at]
        case "flip":
            return data[:at] + bytes([data[at] ^ 1 << draw(st.integers(0, 7))]) + data[at + 1 :]
        case "ended":
            return data[:at] + (b"\xff\xd9" if form == "jpeg" else _chunk(b"IEND", b""))
        case _:
            return data[:at] + draw(st.binary(max_size=30)) + data[at:]


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 8
    while at < len(data):
        length, kind = struct.unpack_from(">I4s", data, at)
        yield kind, data[at + 8 : at + 8 + length]
        at += 12 + length


def _chunk(kind: bytes, data: bytes) -> bytes:
    checksum = zlib.crc32(kind + data)
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", checksum)


def _png(chunks: list[tuple[bytes, bytes]]) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in chunks)


@st.composite
def _rearranged(draw: st.DrawFn) -> bytes:
    """Chunks left out, doubled, moved or added, each with its right sum."""
    chunks = list(_chunks(picture("png", draw(st.sampled_from(MODES["png"])))))
    for _ in range(draw(st.integers(1, 2))):
        at = draw(st.integers(0, len(chunks) - 1))
        match draw(st.sampled_from(("out", "twice", "last", "new", "short"))):
            case "out":
                chunks.pop(at)
            case "twice":
                chunks.insert(at, chunks[at])
            case "last":
                chunks.append(chunks.pop(at))
            case "new":
                chunks.insert(at, (draw(st.sampled_from(CHUNKS)), draw(st.binary(max_size=9))))
            case _:
                kind, data = chunks[at]
                chunks[at] = kind, data[: draw(st.integers(0, len(data)))]
        if not chunks:
            break
    return _png(chunks)


@st.composite
def _headed(draw: st.DrawFn) -> bytes:
    """A header that says another size or depth than the data has."""
    chunks = list(_chunks(picture("png", draw(st.sampled_from(MODES["png"])))))
    sides = st.sampled_from((0, 1, 39, 40, 41, 4_000, 4_001, 2**31, 2**32 - 1))
    depth, kind = st.sampled_from((0, 1, 3, 8, 16)), st.sampled_from((0, 1, 2, 3, 4, 6))
    header = draw(st.tuples(sides, sides, depth, kind, *3 * [st.sampled_from((0, 0, 0, 1))]))
    return _png([(b"IHDR", struct.pack(">IIBBBBB", *header)), *chunks[1:]])


@st.composite
def _filled(draw: st.DrawFn) -> bytes:
    """Another content of the data: none, too little, too much, not packed."""
    chunks = list(_chunks(picture("png", draw(st.sampled_from(MODES["png"])))))
    data = draw(
        st.one_of(
            st.integers(0, 6_000).map(lambda size: zlib.compress(b"\0" * size)),
            st.just(zlib.compress(b"\0" * 50_000_000, 9)),
            st.binary(max_size=20),
            st.binary(max_size=20).map(zlib.compress),
        )
    )
    return _png([(kind, data if kind == b"IDAT" else own) for kind, own in chunks])


@st.composite
def _resized(draw: st.DrawFn) -> bytes:
    """A frame header that says another size, depth, count of colours or process."""
    data = bytearray(picture("jpeg", draw(st.sampled_from(MODES["jpeg"]))))
    at = data.index(b"\xff\xc0")
    data[at + 1] = draw(st.sampled_from((0xC0, 0xC1, 0xC2, 0xC3, 0xC9, 0xCF)))
    data[at + 4] = draw(st.sampled_from((8, 8, 12, 0)))
    size = st.sampled_from((0, 1, 30, 4_000, 65_535))
    struct.pack_into(">HH", data, at + 5, draw(size), draw(size))
    data[at + 9] = draw(st.sampled_from((1, 3, 4, 0)))
    return bytes(data)


FRAGMENTS = (
    "<script>onxss()</script>",
    '<g onxss="1" onload="1"/>',
    '<image href="../../../outside/logo.svg"/>',
    '<image href="https://a.example/x.png" width="9" height="9"/>',
    '<image href="data:image/svg+xml;base64,PHN2Zy8+"/>',
    '<use href="https://a.example/#a"/>',
    '<use href="#a"/><g id="a"><use href="#a"/></g>',
    '<a href="javascript:onxss()"><rect width="9" height="9"/></a>',
    "<foreignObject><xss xmlns='http://www.w3.org/1999/xhtml'/></foreignObject>",
    "<style>@import url(https://a.example/)</style>",
    '<rect width="9" height="9" style="fill:url(https://a.example/#x)"/>',
    '<rect width="9" height="9" fill="url(#none)"/>',
    '<rect width="1e308" height="-1e308" x="NaN" y="inf"/>',
    '<path d="M0 0L1e40 1e40z"/>',
    '<path d="M0,0 A1 1 0 9 9 9 9 Q z M h"/>',
    '<animate attributeName="href" to="javascript:onxss()"/>',
    '<set attributeName="onxss" to="1"/>',
    '<text x="1" y="9">words</text>',
    "<title>&lt;xss&gt; &#x202e;</title>",
    "<desc>\x01</desc>",
    '<circle r="9" transform="rotate(1e9) scale(0) matrix(1)"/>',
    '<linearGradient id="a" href="#b"/><linearGradient id="b" href="#a"/>',
    '<mask id="m"><rect mask="url(#m)" width="9" height="9"/></mask>',
    '<clipPath id="c" clip-path="url(#c)"><rect width="9" height="9"/></clipPath>',
    '<circle cx="10" cy="10" r="9"/>',
    "<g>" * 30 + "</g>" * 30,
    "<g>" * 3_000 + "</g>" * 3_000,
    "<g/>" * 6_000,
    "<metadata><xss/></metadata>",
    "&a;",
)
PROLOGUES = (
    "",
    "",
    '<?xml version="1.0" encoding="UTF-16"?>',
    '<?xml version="1.1"?>',
    '<?xml-stylesheet href="https://a.example/x.css"?>',
    '<!DOCTYPE svg [<!ENTITY a "<script>onxss()</script>">]>',
    '<!DOCTYPE svg [<!ENTITY a SYSTEM "../../../outside/secret.txt">]>',
    "<!-- -- <xss> -->",
    "\ufeff",
)
BOXES = (
    'viewBox="0 0 20 20"',
    'viewBox="0 0 1e9 1"',
    'viewBox="0 0 0 0"',
    'viewBox="-5 -5 20 20" width="100%" height="2em"',
    'viewBox="0,0,20,20" onxss="1"',
    'viewBox="nan nan nan nan"',
    'width="20" height="20"',
    'width="20px" height="99999"',
    "",
)


@st.composite
def svgs(draw: st.DrawFn) -> bytes:
    """Drawings with parts that are no part of a drawing."""
    start, box = draw(st.sampled_from(PROLOGUES)), draw(st.sampled_from(BOXES))
    parts = "".join(draw(st.lists(st.sampled_from(FRAGMENTS), max_size=3)))
    path = draw(st.text("MmLlHhVvCcSsQqTtAaZz0123456789.,-+eE ", max_size=30))
    space = draw(st.sampled_from((' xmlns="http://www.w3.org/2000/svg"', "")))
    text = f'{start}<svg{space} {box}>{parts}<path d="{path}"/></svg>'
    at = draw(st.one_of(st.none(), st.integers(0, len(text))))
    return text.encode(draw(st.sampled_from(("utf-8", "utf-8", "utf-16"))))[:at]


def logos() -> st.SearchStrategy[tuple[str, bytes]]:
    """A file name with a picture of a kind that the name may say."""
    return st.one_of(
        st.tuples(st.just("logo.png"), pngs()),
        st.tuples(st.just("logo.jpg"), jpegs()),
        st.tuples(st.just("logo.svg"), svgs()),
        st.tuples(
            st.sampled_from(NAMES), st.one_of(pngs(), jpegs(), svgs(), st.binary(max_size=9))
        ),
    )
