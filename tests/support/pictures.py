"""Pictures as schools send them: sound, and broken in every way that was thought of."""

from __future__ import annotations

import base64
import io
import struct
import zlib
from collections.abc import Callable

from PIL import Image, ImageDraw

from clausework.model.inline import Picture

SIZE = (60, 40)


def drawing(mode: str = "RGB") -> Image.Image:
    """A picture of which each corner has another colour."""
    picture = Image.new("RGBA", SIZE, (20, 80, 160, 255))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, 30, 20), fill=(240, 180, 20, 255))
    draw.rectangle((40, 25, 59, 39), fill=(160, 20, 60, 255))
    return picture.convert(mode)


def saved(picture: Image.Image, form: str, **how: object) -> bytes:
    """The file of a picture."""
    out = io.BytesIO()
    picture.save(out, form, **how)
    return out.getvalue()


def png(mode: str = "RGB", **how: object) -> bytes:
    """A PNG."""
    return saved(drawing(mode), "PNG", **how)


def jpeg(mode: str = "RGB", **how: object) -> bytes:
    """A JPEG."""
    return saved(drawing(mode), "JPEG", **how)


def chunk(kind: bytes, data: bytes) -> bytes:
    """A part of a PNG."""
    checksum = struct.pack(">I", zlib.crc32(kind + data))
    return struct.pack(">I", len(data)) + kind + data + checksum


def raw_png(
    header: tuple[int, int, int, int, int], pixels: bytes, between: bytes = b"", packed: bool = True
) -> bytes:
    """A PNG of a width, height, depth, kind of colours and interlacing, and of some pixels."""
    width, height, depth, colours, interlaced = header
    head = struct.pack(">IIBBBBB", width, height, depth, colours, 0, 0, interlaced)
    data = zlib.compress(pixels) if packed else pixels
    parts = chunk(b"IHDR", head) + between + chunk(b"IDAT", data) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def wide() -> bytes:
    """A PNG of 16 bits a channel."""
    rows = b"".join(
        b"\0" + b"".join(struct.pack(">HHH", 1_000 * x, 30_000, 1_600 * y) for x in range(60))
        for y in range(40)
    )
    return raw_png((60, 40, 16, 2, 0), rows)


def animated() -> bytes:
    """A PNG that moves."""
    frames = [drawing(), Image.new("RGB", SIZE, "white")]
    return saved(frames[0], "PNG", save_all=True, append_images=frames[1:])


def oriented() -> bytes:
    """A photograph that a camera says is to be turned."""
    exif = Image.Exif()
    exif[0x0112] = 6
    return jpeg(exif=exif)


def changed(data: bytes, at: int, value: int) -> bytes:
    """A file with one byte changed."""
    return data[:at] + bytes([value]) + data[at + 1 :]


def picture(colour: str) -> Picture:
    """The picture of a figure, as it is in the value of a file."""
    data = svg(f'<circle cx="50" cy="50" r="40" fill="{colour}"/>', 'viewBox="0 0 100 60"')
    drawn = base64.b64encode(data).decode()
    size = {"width": 100, "height": 60}
    return Picture(name="disc.svg", media_type="image/svg+xml", data=drawn, **size)


def svg(body: str, attributes: str = 'viewBox="0 0 100 100"') -> bytes:
    """An SVG."""
    return f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}>{body}</svg>'.encode()


PROFILE = b"\0\0\x02\x0cappl" + bytes(120)
# Each of them is a picture of its own, laid over the last.
SLOW = '<g opacity="0.9"><rect width="900" height="90"/></g>' * 2_400
CIRCLE = '<circle cx="50" cy="50" r="40" fill="#123456"/>'
SOUND: dict[str, Callable[[], bytes]] = {
    "plain.png": png,
    "transparent.png": lambda: png("RGBA"),
    "grey.png": lambda: png("L"),
    "grey-transparent.png": lambda: png("LA"),
    "palette.png": lambda: png("P"),
    "palette-transparent.png": lambda: png("P", transparency=0),
    "black-and-white.png": lambda: png("1"),
    "interlaced.png": lambda: raw_png((1, 1, 8, 2, 1), b"\0\x10\x20\x30"),
    "sixteen-bits.png": wide,
    "sixteen-bits-grey.png": lambda: raw_png(
        (8, 4, 16, 0, 0), (b"\0" + struct.pack(">8H", *range(0, 64_000, 8_000))) * 4
    ),
    "animated.png": animated,
    "with-a-profile.png": lambda: png(icc_profile=PROFILE),
    "baseline.jpg": jpeg,
    "progressive.jpg": lambda: jpeg(progressive=True),
    "grey.jpg": lambda: jpeg("L"),
    "with-a-profile.jpg": lambda: jpeg(icc_profile=PROFILE),
    "not-subsampled.jpg": lambda: jpeg(subsampling=0, quality=100),
    "circle.svg": lambda: svg(CIRCLE),
    "faint.svg": lambda: svg(f'<g opacity="0.5">{CIRCLE}</g>'),
}
_PLAIN = raw_png((60, 40, 8, 2, 0), (b"\0" + bytes(180)) * 40)
UNSOUND: dict[str, tuple[str, Callable[[], bytes]]] = {
    "cmyk.jpg": ("logo-not-drawn", lambda: jpeg("CMYK")),
    "turned.jpg": ("logo-not-drawn", oriented),
    "half.jpg": ("logo-broken", lambda: jpeg()[: len(jpeg()) // 2] + b"\xff\xd9"),
    "no-picture.jpg": ("logo-broken", lambda: jpeg()[:330] + b"\xff\xd9"),
    "arithmetic.jpg": ("logo-broken", lambda: jpeg().replace(b"\xff\xc0", b"\xff\xc9", 1)),
    "lossless.jpg": ("logo-broken", lambda: jpeg().replace(b"\xff\xc0", b"\xff\xc3", 1)),
    "no-tables.jpg": ("logo-broken", lambda: jpeg().replace(b"\xff\xdb", b"\xff\xe5")),
    "broken-checksum.png": ("logo-broken", lambda: changed(png(), 30, 1)),
    "no-palette.png": ("logo-broken", lambda: raw_png((60, 40, 8, 3, 0), (b"\0" + bytes(60)) * 40)),
    "short.png": ("logo-broken", lambda: raw_png((60, 40, 8, 2, 0), (b"\0" + bytes(180)) * 20)),
    "not-packed.png": ("logo-broken", lambda: raw_png((60, 40, 8, 2, 0), bytes(99), packed=False)),
    "packed-checksum.png": (
        "logo-broken",
        lambda: raw_png(
            (60, 40, 8, 2, 0), zlib.compress((b"\0" + bytes(180)) * 40)[:-1] + b"x", packed=False
        ),
    ),
    "filter.png": ("logo-broken", lambda: raw_png((60, 40, 8, 2, 0), (b"\x09" + bytes(180)) * 40)),
    "depth.png": ("logo-broken", lambda: raw_png((60, 40, 3, 2, 0), (b"\0" + bytes(180)) * 40)),
    "no-pixels.png": ("logo-broken", lambda: _PLAIN[:33] + chunk(b"IEND", b"")),
    "bomb.png": ("logo-too-large", lambda: raw_png((30_000, 30_000, 1, 0, 0), bytes(9))),
    "within-a-bomb.png": ("logo-broken", lambda: raw_png((4_000, 4_000, 8, 2, 0), bytes(9))),
    "clear.png": ("logo-not-drawn", lambda: saved(Image.new("RGBA", SIZE), "PNG")),
    "nothing.svg": ("logo-not-drawn", lambda: svg("")),
    "outside.svg": ("logo-not-drawn", lambda: svg('<circle cx="900" cy="900" r="9"/>')),
    "slow.svg": ("logo-not-drawn", lambda: svg(SLOW, 'viewBox="0 0 900 90"')),
    "endless.svg": ("logo-not-drawn", lambda: svg('<circle cx="50" cy="50" r="1e30"/>')),
}
