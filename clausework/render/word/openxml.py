"""The packages of XML files that Word reads: their vocabularies, and how they are written."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import Literal
from xml.etree import ElementTree

from clausework.render.common.markup import PandocNode

# The earliest date that a zip can have: the clock's would make every copy differ.
UNDATED = (1980, 1, 1, 0, 0, 0)

# The prefixes that Word itself writes; it reads any, but people look into these files too.
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": f"{_DRAWING}/wordprocessingDrawing",
    "a": f"{_DRAWING}/main",
    "pic": f"{_DRAWING}/picture",
    "adec": "http://schemas.microsoft.com/office/drawing/2017/decorative",
    "": "http://schemas.openxmlformats.org/package/2006/relationships",
}
for prefix, namespace in NAMESPACES.items():
    ElementTree.register_namespace(prefix, namespace)
W = f"{{{NAMESPACES['w']}}}"


def written(root: ElementTree.Element) -> bytes:
    """A part of a package as a file."""
    text: bytes = ElementTree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return text


def raw(kind: Literal["Block", "Inline"], text: str) -> PandocNode:
    """Raw markup for pandoc to put in a text unchanged."""
    return {"t": f"Raw{kind}", "c": ["openxml", text]}


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """A package of parts by name; the same parts give the same bytes."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name in sorted(parts):
            entry = zipfile.ZipInfo(name, UNDATED)
            archive.writestr(entry, parts[name], zipfile.ZIP_DEFLATED)
    return packed.getvalue()


# What pandoc needs in a reference document, without contents.
EMPTY = zipped(
    {
        f"word/{name}.xml": f'<w:{root} xmlns:w="{NAMESPACES["w"]}"/>'.encode()
        for name, root in (
            ("document", "document"),
            ("numbering", "numbering"),
            ("settings", "settings"),
            ("styles", "styles"),
        )
    }
    | {"word/_rels/document.xml.rels": f'<Relationships xmlns="{NAMESPACES[""]}"/>'.encode()}
)
