"""Word files in the makes that people make, from a few words each."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = (
    f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType="application/'
    'vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="'
    'application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.'
    'openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_ROOT = (
    f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" Type="{LINKS}/'
    'officeDocument" Target="word/document.xml"/></Relationships>'
)


def part(name: str, inner: str) -> str:
    """A part of Word's vocabulary."""
    return f'<w:{name} xmlns:w="{MAIN}" xmlns:r="{LINKS}">{inner}</w:{name}>'


def run(text: str, look: str = "") -> str:
    """Letters, with their look as markup."""
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def para(
    text: str, style: str = "", num: tuple[int, int] | None = None, look: str = "", more: str = ""
) -> str:
    """A paragraph; `num` are its list and its level."""
    own = f'<w:pStyle w:val="{style}"/>' if style else ""
    if num is not None:
        own += f'<w:numPr><w:ilvl w:val="{num[1]}"/><w:numId w:val="{num[0]}"/></w:numPr>'
    return f"<w:p><w:pPr>{own}{more}</w:pPr>{run(text, look) if text else ''}</w:p>"


def level(at: int, form: str, text: str, more: str = "") -> str:
    """A level of a list."""
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def lists(*levels: str, nums: Mapping[int, str] | None = None) -> str:
    """A numbering of one definition; `nums` are its lists, each with its overrides."""
    found = "".join(
        f'<w:num w:numId="{name}"><w:abstractNumId w:val="0"/>{more}</w:num>'
        for name, more in (nums or {1: ""}).items()
    )
    return f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>{found}'


def docx(body: str, numbering: str = "", styles: str = "", **more: str | bytes) -> bytes:
    """A Word file; `more` are further parts by name, with __ for / and _dot_ for a point."""
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _ROOT,
        "word/document.xml": part("document", f"<w:body>{body}</w:body>"),
    }
    if numbering:
        files["word/numbering.xml"] = part("numbering", numbering)
    if styles:
        files["word/styles.xml"] = part("styles", styles)
    related = "".join(
        f'<Relationship Id="r{name}" Type="{LINKS}/{name}" Target="{name}.xml"/>'
        for name in ("numbering", "styles")
        if f"word/{name}.xml" in files
    )
    files["word/_rels/document.xml.rels"] = (
        f'<Relationships xmlns="{_PACKAGE}/relationships">{related}</Relationships>'
    )
    files |= {name.replace("__", "/").replace("_dot_", "."): data for name, data in more.items()}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return packed.getvalue()
