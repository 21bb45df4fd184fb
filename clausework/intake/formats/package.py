"""The parts of a Word file, which anybody may have made: what may do harm is refused."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from dataclasses import dataclass
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

# Policies have a few hundred KB; pictures in them may be larger.
MOST_BYTES = 50_000_000
# Of one part, and of all parts that are read, when unpacked.
MOST_UNPACKED = 60_000_000
MOST_PARTS = 5_000
MOST_PICTURE = 4_000_000
_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAIN = "word/document.xml"


class NotReadable(Exception):
    """A file that is not read; the text says why, and what to do."""


@dataclass(frozen=True)
class Package:
    """The parts of a Word file, read when they are asked for."""

    archive: zipfile.ZipFile

    def part(self, name: str) -> Element | None:
        """A part as a tree, None where there is none. Raises NotReadable."""
        try:
            entry = self.archive.getinfo(name)
        except KeyError:
            return None
        if entry.flag_bits & 1:
            raise NotReadable("It is protected with a password: save a copy without one.")
        if entry.file_size > MOST_UNPACKED:
            raise NotReadable(
                f"Unpacked, it is larger than {MOST_UNPACKED // 1_000_000} MB, which no policy is."
            )
        try:
            with self.archive.open(entry) as packed:
                data = packed.read(MOST_UNPACKED + 1)
            if len(data) > MOST_UNPACKED:
                raise NotReadable("It unpacks to more than it says, as files made to harm do.")
            return fromstring(data, forbid_dtd=True)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as fault:
            raise NotReadable("It is damaged: open it in Word, and save it again.") from fault
        except (DefusedXmlException, ParseError, ValueError, LookupError) as fault:
            raise NotReadable(
                f"Its part {name} is damaged, or refers to other files: open it in Word, and save "
                "it again."
            ) from fault

    def names(self, *kinds: str) -> list[str]:
        """The names of the parts of some kinds, in order."""
        found = re.compile(rf"word/({'|'.join(kinds)})[\w-]*\.xml")
        return sorted(name for name in self.archive.namelist() if found.fullmatch(name))

    def picture(self, target: str) -> bytes | None:
        """A PNG or JPEG picture of the file, None for any other."""
        try:
            entry = self.archive.getinfo(f"word/{target}")
            if entry.file_size > MOST_PICTURE:
                return None
            data = self.archive.read(entry)
        except (KeyError, RuntimeError, zipfile.BadZipFile, zlib.error, EOFError):
            return None
        return data if data.startswith((b"\x89PNG", b"\xff\xd8\xff")) else None


def too_large(size: int) -> str:
    """Why a file of so many bytes is not read."""
    return (
        f"It is {size // 1_000_000} MB, and the most is {MOST_BYTES // 1_000_000} MB: save it "
        "without pictures."
    )


def opened(data: bytes) -> Package:
    """The package of a Word file. Raises NotReadable."""
    if len(data) > MOST_BYTES:
        raise NotReadable(too_large(len(data)))
    if data.startswith(_OLD):
        raise NotReadable(
            "It is a Word 97 file (.doc), or protected with a password: open it in Word, and save "
            "it as .docx without one."
        )
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, EOFError, OSError) as fault:
        raise NotReadable("It is no Word file, or only a part of one.") from fault
    if len(archive.infolist()) > MOST_PARTS:
        raise NotReadable(f"It has more than {MOST_PARTS} parts, which no policy has.")
    return Package(archive)
