"""A file of any kind that is imported, by the ending of its name."""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath

from clausework.intake.blocks import Block, FileRead, Paragraph, TextPiece
from clausework.intake.formats import tree, word
from clausework.intake.formats.package import MOST_BYTES, NotReadable, too_large
from clausework.model.elements import BULLET
from clausework.source.files import content

# A bullet before a number is none.
_NUMBERED_POINT = re.compile(r"^\s*[-*•]\s+(?=\d{1,2}\.\d)")
_BULLET = re.compile(r"^\s*[-*]\s+")


def load(path: Path) -> FileRead:
    """The file at a path, which is not read if it is too large. Raises NotReadable and OSError."""
    size = path.stat().st_size
    if size > MOST_BYTES:
        raise NotReadable(too_large(size))
    return read(path.name, content(path))


def read(name: str, data: bytes) -> FileRead:
    """A file with this name. Raises NotReadable."""
    ending = PurePosixPath(name).suffix.lower()
    if ending in (".docx", ".docm", ".dotx"):
        return word.read(data)
    if ending == ".txt":
        return _text(data)
    if ending in tree.FORMATS:
        return tree.read(data, ending)
    if ending == ".doc":
        raise NotReadable("It is a Word 97 file: open it in Word, and save it as .docx.")
    raise NotReadable(
        f'Files that end in "{ending}" are not read, but .docx, .odt, .html, .md and .txt.'
    )


def _text(data: bytes) -> FileRead:
    """A text: each line that is not empty is a paragraph."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    if "\0" in text:
        raise NotReadable("It is no text.")
    lines = (_NUMBERED_POINT.sub("", line.strip("\r")) for line in text.split("\n"))
    blocks: list[Block] = [Paragraph(_pieces(line)) for line in lines if line.strip()]
    return FileRead(blocks)


def _pieces(line: str) -> tuple[TextPiece, ...]:
    """A line, in which people write **so** for bold."""
    line = _BULLET.sub(f"{BULLET}\t", line)
    found = line.split("**")
    if len(found) % 2 == 0:
        return (TextPiece(line),)
    return tuple(TextPiece(words, strong=at % 2 == 1) for at, words in enumerate(found) if words)
