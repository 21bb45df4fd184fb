"""Logos as schools send them: cleaned where that is enough, refused where it is not."""

import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clausework.brand.logo import Logo, read_logo
from clausework.checks import check
from clausework.source.problems import errors
from clausework.workspace.root import read_workspace
from tests.support.places import EXAMPLES
from tests.support.roots import FILES, write_root
from tests.support.roots import OAK as OAK_FILE

SCHOOLS = EXAMPLES / "schools"
OAK = SCHOOLS / "example-oak-academy" / "logo.svg"
ZOE = SCHOOLS / "saint-zoes-example-primary" / "logo.png"

NAMESPACES = (
    'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'xmlns:h="http://www.w3.org/1999/xhtml" '
    'xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape"'
)
CIRCLE = '<circle cx="5" cy="5" r="5"/>'


def svg(body: str, attributes: str = 'viewBox="0 0 10 10"') -> bytes:
    return f"<svg {NAMESPACES} {attributes}>{body}</svg>".encode()


def chunk(kind: bytes, data: bytes) -> bytes:
    checksum = struct.pack(">I", zlib.crc32(kind + data))
    return struct.pack(">I", len(data)) + kind + data + checksum


def png(width: int, height: int, extra: bytes = b"") -> bytes:
    """A PNG that claims a size; `extra` stands before its pixels, of which it has one row."""
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    pixels = chunk(b"IDAT", zlib.compress(bytes(min(width, 100) + 1)))
    return b"\x89PNG\r\n\x1a\n" + header + extra + pixels + chunk(b"IEND", b"")


def jpeg(width: int, height: int, extra: bytes = b"") -> bytes:
    """The parts of a JPEG, without a real picture in it."""
    app0 = b"\xff\xe0\x00\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0"
    size = b"\xff\xc0\x00\x0b\x08" + struct.pack(">HH", height, width) + b"\x01\x01\x11\x00"
    return b"\xff\xd8" + app0 + extra + size + b"\xff\xda\x00\x08\x01\x01\0\0\x3f\0pixels\xff\xd9"


def cleaned(data: bytes, name: str = "logo.svg") -> Logo:
    logo, faults = read_logo(name, data)
    assert not faults
    assert logo is not None
    return logo


HOSTILE = {
    "script": svg("<script>alert(1)</script>"),
    "script of the page": svg("<h:script>alert(1)</h:script>"),
    "script without a namespace": svg('<script xmlns="">alert(1)</script>'),
    "event": svg(f'<g onload="alert(1)">{CIRCLE}</g>'),
    "event of the root": svg(CIRCLE, 'viewBox="0 0 10 10" onLoad="alert(1)"'),
    "foreign object": svg("<foreignObject><h:iframe/></foreignObject>"),
    "picture inside": svg('<image href="data:image/png;base64,AAAA"/>'),
    "animation": svg('<set attributeName="href" to="javascript:alert(1)"/>'),
    "link": svg(f'<a href="https://example.org">{CIRCLE}</a>'),
    "outside reference": svg('<use href="https://example.org/x.svg#a"/>'),
    "outside reference, old form": svg('<use xlink:href="x.svg#a"/>'),
    "javascript reference": svg('<use href="javascript:alert(1)"/>'),
    "both forms of a reference": svg('<use xlink:href="http://example.org" href="#a"/>'),
    "outside fill": svg('<path d="M0 0" fill="url(https://example.org/x)"/>'),
    "outside fill after a local one": svg('<path fill="url(#a) url(//example.org/x)"/>'),
    "outside style": svg('<path style="fill:red;background:url(//example.org/x)"/>'),
    "imported style": svg("<path style=\"@import 'x.css'\"/>"),
    "computed style": svg('<path style="width:expression(alert(1))"/>'),
    "escaped style": svg(r'<path style="fill:\75rl(//example.org/x)"/>'),
    "style element": svg("<style>@import url(//example.org/x.css);</style>"),
    "filter": svg('<filter id="f"/>'),
    "style sheet": b'<?xml-stylesheet href="//example.org/x.css"?>' + svg(CIRCLE),
    "entity bomb": b'<!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>' + svg("<g>&b;</g>"),
    "outside entity": b'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + svg("&a;"),
    "doctype": b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x.dtd">' + svg(CIRCLE),
    "endless reference": svg('<g id="a"><use href="#a"/></g>'),
    "endless mask": svg('<mask id="m"><g mask="url(#m)"/></mask><g mask="url(#m)"/>'),
    "deep nesting": svg("<g>" * 20_000 + "</g>" * 20_000),
    "repetition bomb": svg(
        CIRCLE.replace("circle", 'circle id="a0"')
        + "".join(f'<g id="a{n}">{f"""<use href="#a{n - 1}"/>""" * 9}</g>' for n in range(1, 9))
    ),
}


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE)
def test_what_is_dangerous_is_refused(data: bytes) -> None:
    logo, faults = read_logo("logo.svg", data)
    assert logo is None
    assert {fault.code for fault in faults} == {"logo-unsafe"}


UNUSABLE = {
    "another kind": ("logo.gif", b"GIF89a", "logo-format"),
    "wrong extension": ("logo.png", svg(CIRCLE), "logo-format"),
    "wrong extension of a picture": ("logo.svg", png(9, 9), "logo-format"),
    "no extension": ("logo", png(9, 9), "logo-format"),
    "page, not picture": ("logo.svg", b"<html><script/></html>", "logo-format"),
    "empty": ("logo.svg", b"", "logo-format"),
    "too many bytes": ("logo.svg", svg("<g/>" * 50_001), "logo-too-large"),
    "too many bytes of a picture": ("logo.png", png(9, 9) + bytes(10**6), "logo-too-large"),
    "huge PNG": ("logo.png", png(60_000, 60_000), "logo-too-large"),
    "huge JPEG": ("logo.jpg", jpeg(4_001, 4_001), "logo-too-large"),
    "huge drawing": ("logo.svg", svg(CIRCLE, 'viewBox="0 0 200000 200000"'), "logo-too-large"),
    "cut short": ("logo.svg", svg(CIRCLE)[:-9], "logo-broken"),
    "cut short PNG": ("logo.png", png(9, 9)[:-5], "logo-broken"),
    "changed PNG": ("logo.png", png(9, 9).replace(b"\x09", b"\x08"), "logo-broken"),
    "cut short JPEG": ("logo.jpeg", jpeg(9, 9)[:-1], "logo-broken"),
    "unknown encoding": ("logo.svg", b'<?xml version="1.0" encoding="x"?><svg/>', "logo-broken"),
    "no size": ("logo.svg", svg(CIRCLE, ""), "logo-size"),
    "size in words": ("logo.svg", svg(CIRCLE, 'viewBox="0 0 nan inf"'), "logo-size"),
    "no height": ("logo.svg", svg(CIRCLE, 'viewBox="0 0 10 0"'), "logo-size"),
    "a hair": ("logo.png", png(3_000, 9), "logo-size"),
    "text": ("logo.svg", svg("<g><text>Oak<tspan>!</tspan></text></g>"), "logo-text"),
}


@pytest.mark.parametrize(("name", "data", "code"), UNUSABLE.values(), ids=UNUSABLE)
def test_what_cannot_be_used_is_refused_with_a_reason(name: str, data: bytes, code: str) -> None:
    logo, faults = read_logo(name, data)
    assert logo is None
    assert [fault.code for fault in faults] == [code]
    assert all(fault.message.startswith(name) and fault.fix for fault in faults)


def sized(path: Path, size: int) -> None:
    """A file that claims a size without taking up the disk."""
    with path.open("wb") as file:
        file.truncate(size)


def linked(path: Path) -> None:
    elsewhere = path.parents[2] / "elsewhere.svg"
    elsewhere.write_bytes(svg(CIRCLE))
    path.symlink_to(elsewhere)


# By kind: the name in school.yaml, what puts the file there, the code and a part of the reason.
HOSTILE_FILES: dict[str, tuple[str, Callable[[Path], object], str, str]] = {
    "script": (
        "logo.svg",
        lambda path: path.write_bytes(HOSTILE["script"]),
        "logo-unsafe",
        'logo.svg has an element "script"',
    ),
    "external entity": (
        "logo.svg",
        lambda path: path.write_bytes(HOSTILE["outside entity"]),
        "logo-unsafe",
        "logo.svg has a DOCTYPE, which can define or fetch other text",
    ),
    "image bomb": (
        "logo.png",
        lambda path: path.write_bytes(png(60_000, 60_000)),
        "logo-too-large",
        "logo.png is 60000 by 60000; the most is 4,000 each way",
    ),
    # All zeros are no picture either: what is told shows that the file was not read.
    "200 MB": (
        "logo.png",
        lambda path: sized(path, 200_000_000),
        "logo-too-large",
        "logo.png is 200,000 KB; the most is 1,000 KB",
    ),
    "a path out of the folder": (
        "../elm/logo.svg",
        lambda path: path.resolve().write_bytes(svg(CIRCLE)),
        "logo-outside",
        '"../elm/logo.svg" is not the plain name of a file',
    ),
    "a link": ("logo.svg", linked, "logo-outside", '"logo.svg" is a link'),
}


@pytest.mark.parametrize(
    ("name", "place", "code", "reason"), HOSTILE_FILES.values(), ids=HOSTILE_FILES
)
def test_a_hostile_file_is_refused_where_it_is_named(
    name: str, place: Callable[[Path], object], code: str, reason: str, tmp_path: Path
) -> None:
    logo = f"brand:\n  logo: {name}\n  logo_alt: A leaf\n"
    root = write_root(tmp_path, FILES | {OAK_FILE: FILES[OAK_FILE].replace("brand:\n", logo)})
    place(root / "schools/oak" / name)
    found = errors(check(read_workspace(root)))
    assert [(p.code, p.place.path, p.place.line) for p in found] == [(code, OAK_FILE, 5)]
    assert found[0].message.startswith(reason)
    assert found[0].fix


def test_what_is_unneeded_is_left_out() -> None:
    logo = cleaned(
        b'\xef\xbb\xbf<?xml version="1.0" encoding="UTF-8"?>\r\n'
        b'<?xpacket begin=""?><!-- made by -->'
        + svg(
            "<title>Oak &amp; co</title><metadata><h:p>me</h:p></metadata><inkscape:grid/>"
            '<g inkscape:label="C:\\me" class="a" data-name="b"><path d="M0 0" '
            'style="fill:#fff;-inkscape-stroke:none;stroke:url(#a)" fill="red"/></g>'
        )
    )
    assert logo.data.decode() == (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10" width="10" height="10">'
        '<title>Oak &amp; co</title><g><path d="M0 0" fill="#fff" stroke="url(#a)" /></g></svg>'
    )


def test_a_drawing_without_a_view_box_gets_one_from_its_size() -> None:
    logo = cleaned(svg(CIRCLE, 'width="20px" height="10"'))
    assert (logo.width, logo.height) == (20, 10)
    assert b'viewBox="0 0 20 10"' in logo.data


def test_cleaning_again_changes_nothing() -> None:
    once = cleaned(OAK.read_bytes())
    assert cleaned(once.data) == once


def test_pictures_lose_what_can_name_a_person_or_place() -> None:
    plain, noted = png(9, 9), png(9, 9, extra=chunk(b"tEXt", b"Author\0me"))
    assert cleaned(noted, "logo.png") == Logo("image/png", plain, 9, 9)
    exif = b"\xff\xe1\x00\x08Exif\0\0"
    found = cleaned(jpeg(8, 9, extra=exif) + b"trailer", "LOGO.JPG")
    assert found == Logo("image/jpeg", jpeg(8, 9), 8, 9)


@pytest.mark.parametrize("path", [OAK, ZOE], ids=["oak", "zoe"])
def test_the_example_schools_logos_pass(path: Path) -> None:
    cleaned(path.read_bytes(), path.name)


@given(
    st.sampled_from(["a.svg", "a.png", "a.jpg"]),
    st.sampled_from([OAK.read_bytes(), ZOE.read_bytes(), jpeg(9, 9)]),
    st.integers(0, 20_000),
    st.binary(max_size=4),
)
def test_damage_never_raises(name: str, data: bytes, at: int, patch: bytes) -> None:
    at %= len(data)
    logo, faults = read_logo(name, data[:at] + patch + data[at + len(patch) :])
    assert (logo is None) == bool(faults)
