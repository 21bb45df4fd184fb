"""The typefaces in a Word copy: a reader who has none of them installed sees the same letters."""

import io
import zipfile
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from fontTools.ttLib import TTFont

from clausework.brand.palette import Font
from clausework.model.policy import Fonts
from clausework.render.word import word
from tests.judges import libreoffice_pdf, open_xml, poppler
from tests.support.samples import OAK, sample

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
STYLES = {"Regular": (400, False), "Bold": (700, False), "Italic": (400, True)} | {
    "BoldItalic": (700, True)
}
LETTERS = "AZaz09£€–“”’…éŁłŵŷ"


def rendered(heading: Font, body: Font) -> bytes:
    document, school, templates = sample(OAK)
    fonts = Fonts(heading=heading, body=body)
    return word.render(document, replace(school, fonts=fonts), templates)


def embedded(docx: bytes) -> dict[tuple[str, str], TTFont]:
    """Each embedded font by the name of its typeface and that of its style, unscrambled."""
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        table, links = (
            ElementTree.fromstring(archive.read(f"word/{name}"))
            for name in ("fontTable.xml", "_rels/fontTable.xml.rels")
        )
        files = {one.attrib["Id"]: archive.read(f"word/{one.attrib['Target']}") for one in links}
    found = {}
    for font in table:
        for face in (one for one in font if one.tag.startswith(f"{W}embed")):
            key = bytes.fromhex(face.attrib[f"{W}fontKey"].strip("{}").replace("-", ""))[::-1]
            data = files[face.attrib[f"{R}id"]]
            first = bytes(a ^ b for a, b in zip(data[:32], key * 2, strict=True))
            style = face.tag.removeprefix(f"{W}embed")
            found[font.attrib[f"{W}name"], style] = TTFont(io.BytesIO(first + data[32:]))
    return found


@pytest.mark.parametrize("font", Font)
def test_a_copy_has_the_four_styles_of_its_typeface(font: Font) -> None:
    found = embedded(rendered(font, font))
    assert {*found} == {(font.value, style) for style in STYLES}
    for (_, style), one in found.items():
        assert one["name"].getBestFamilyName() == font.value
        assert (one["OS/2"].usWeightClass, bool(one["OS/2"].fsSelection & 1)) == STYLES[style]
        # The licence of the file lets it be embedded in what is then edited.
        assert one["OS/2"].fsType == 0
        assert {*map(ord, LETTERS)} <= {*one.getBestCmap()}


def test_a_copy_with_two_typefaces_has_both_and_no_other() -> None:
    names = {name for name, _ in embedded(rendered(Font.LITERATA, Font.ATKINSON))}
    assert names == {"Literata", "Atkinson Hyperlegible Next"}


def test_libreoffice_and_microsofts_validator_accept_them(tmp_path: Path) -> None:
    files = {}
    for font in Font:
        files[font] = tmp_path / f"{font.slug}.docx"
        files[font].write_bytes(rendered(font, font))
    assert open_xml([*files.values()]) == {file: [] for file in files.values()}
    for font, file in files.items():
        listed = poppler("pdffonts", libreoffice_pdf(file, tmp_path)).splitlines()[2:]
        used = {line.split()[0].partition("+")[2].partition("-")[0] for line in listed}
        assert used == {font.value.replace(" ", "")}
