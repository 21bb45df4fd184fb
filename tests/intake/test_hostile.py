"""Files that may do harm: each is refused with a plain reason, in bounded time."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from clausework.intake.formats import files, package
from clausework.intake.formats.package import NotReadable
from tests.support.made_docx import docx, para, part

ENTITY = '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/hostname">]>' + part(
    "document", "<w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body>"
)
LAUGHS = '<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>' + part(
    "document", "<w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body>"
)
DEEP = "<w:tbl><w:tr><w:tc>" * 10_000 + para("x") + "</w:tc></w:tr></w:tbl>" * 10_000


def replaced(document: str) -> bytes:
    return docx("", word__document_dot_xml=document)


def bomb() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * (package.MOST_UNPACKED + 1))
    return packed.getvalue()


def many() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for number in range(package.MOST_PARTS + 1):
            archive.writestr(f"word/{number}.xml", b"")
    return packed.getvalue()


def without_text() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("readme.txt", b"no document")
    return packed.getvalue()


SOUND = docx(para("Words."))
CASES: dict[str, tuple[str, bytes, str]] = {
    "another file's words": ("a.docx", replaced(ENTITY), "refers to other files"),
    "words without end": ("a.docx", replaced(LAUGHS), "refers to other files"),
    "a bomb": ("a.docx", bomb(), "larger than 60 MB"),
    "many parts": ("a.docx", many(), "more than 5000 parts"),
    "tables within tables": ("a.docx", docx(DEEP), "tables are more than 20 deep"),
    "cut short": ("a.docx", SOUND[:200], "no Word file, or only a part"),
    "nothing": ("a.docx", b"", "no Word file, or only a part"),
    "not well formed": ("a.docx", replaced("<w:document>"), "is damaged"),
    "no document": ("a.docx", without_text(), "no Word document"),
    "an old file, renamed": ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), ".doc"),
    "an old file": ("a.doc", SOUND, "save it as .docx"),
    "another kind": ("a.pages", SOUND, "are not read"),
    "no text": ("a.txt", b"\0\1\2", "It is no text"),
    "no file of its kind": ("a.odt", b"\0\1\2", "damaged"),
}


@pytest.mark.parametrize(("name", "data", "reason"), CASES.values(), ids=CASES)
def test_refused(name: str, data: bytes, reason: str) -> None:
    with pytest.raises(NotReadable) as fault:
        files.read(name, data)
    assert reason in str(fault.value)


def test_a_file_of_300_megabytes_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "large.docx"
    with path.open("wb") as file:
        file.truncate(300_000_000)
    with pytest.raises(NotReadable) as fault:
        files.load(path)
    assert str(fault.value).startswith("It is 300 MB, and the most is 50 MB")


def test_a_file_that_is_too_large_is_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MOST_BYTES", 100)
    with pytest.raises(NotReadable) as fault:
        files.read("a.docx", SOUND)
    assert "the most is" in str(fault.value)


def test_nothing_is_fetched(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret words", "utf-8")
    page = f'<h1>Aims</h1><iframe src="{secret}"></iframe><p><img src="{secret}">Words.</p>'
    assert "secret words" not in repr(files.read("a.html", page.encode()))
