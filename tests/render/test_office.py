"""What LibreOffice asks besides: small files that show where it errs, and that ours do not."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from ctypes import byref, c_uint
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

import pytest
from pypdfium2 import PdfDocument
from pypdfium2.raw import FPDFText_GetFillColor

from clausework.diff.compare import compare
from clausework.diff.redline import redline
from clausework.model.document import Document
from clausework.render.word import office, word
from clausework.render.word.openxml import NAMESPACES, W
from tests.judges import accepted_and_rejected, libreoffice_pdf
from tests.support.docx import Docx
from tests.support.policies import row, table
from tests.support.samples import sample
from tests.support.tracked import CASES, middle
from tests.support.versions import random_pair

OAK = "example-oak-academy"
# Between two tables that both come, or both go, no paragraph stays that could take what is left of
# a caption: it is empty, and one point high.
UNSEEN = "+Unseen |  0 |  | "
LEFT = {619: [f"accepted: {UNSEEN}", f"rejected: {UNSEEN}"]}
SEEDS = (30, 98, 135, 400, 402, 405, 408, 462, *range(600, 620), 622, 652, 777)
TEXT, NOTES = "word/document.xml", "word/footnotes.xml"


def docx(seed: int) -> tuple[bytes, bytes, bytes]:
    """The marked-up, the older and the newer copy of a pair."""
    _, school, templates = sample(OAK)
    # Changes have the day on which the newer version was issued, if it was.
    old, new = (
        one.model_copy(update={"issued": date(2026, 9, 1) if seed % 2 else None})
        for one in random_pair(seed)
    )
    documents = redline(old, new, compare(old, new), ()), old, new
    marked, older, newer = (word.render(one, school, templates) for one in documents)
    return marked, older, newer


def test_libreoffice_accepts_and_rejects_pairs_found_by_chance() -> None:
    judged = accepted_and_rejected([docx(seed) for seed in SEEDS])
    wrong = {seed: one.wrong for seed, one in zip(SEEDS, judged, strict=True) if one.wrong}
    assert wrong == LEFT


def paragraph(words: str, style: str = "Clause", mark: str = "") -> str:
    """A paragraph of `words`, in which `+…+` was put in and `-…-` taken out; `^` is a footnote."""
    own = f'<w:rPr><w:{mark} w:id="1" w:author="HR"/></w:rPr>' if mark else ""
    runs = "".join(_run(stretch) for stretch in re.findall(r"\+[^+]*\+|-[^-]*-|[^-+]+", words))
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{own}</w:pPr>{runs}</w:p>'


def _run(stretch: str) -> str:
    tag = {"+": "ins", "-": "del"}.get(stretch[0])
    text = "delText" if tag == "del" else "t"
    runs = "".join(
        '<w:r><w:footnoteReference w:id="20"/></w:r>'
        if part == "^"
        else f'<w:r><w:{text} xml:space="preserve">{part}</w:{text}></w:r>'
        for part in re.findall(r"\^|[^^]+", stretch.strip("+-") if tag else stretch)
    )
    return f'<w:{tag} w:id="1" w:author="HR">{runs}</w:{tag}>' if tag else runs


END = paragraph("The end.", "End")


class Small(NamedTuple):
    """The bodies of a small file with changes and of its two sides, what mends it, and on which
    side LibreOffice errs without.
    """

    marked: str
    older: str
    newer: str
    mend: Callable[[ElementTree.Element, ElementTree.Element], None]
    errs: str


def _parted(text: ElementTree.Element, notes: ElementTree.Element) -> None:
    office.part_insertions(text)


def _twinless(text: ElementTree.Element, notes: ElementTree.Element) -> None:
    office.part_twins(text)


SAID = "Staff must go at once."
WAS_A_CLAUSE = '<w:pPrChange><w:pPr><w:pStyle w:val="Clause"/></w:pPr></w:pPrChange>'
SMALL = {
    "a paragraph put in after one that ends in an insertion": Small(
        paragraph("Kept.+ More.+") + paragraph("+New.+", mark="ins") + END,
        paragraph("Kept.") + END,
        paragraph("Kept. More.") + paragraph("New.") + END,
        _parted,
        "rejected",
    ),
    "two that were kept, between which two insertions are": Small(
        paragraph("Kept.+ More.+") + paragraph("+Well, +kept.") + END,
        paragraph("Kept.") + paragraph("kept.") + END,
        paragraph("Kept. More.") + paragraph("Well, kept.") + END,
        _parted,
        "rejected",
    ),
    "a paragraph put in with the first footnote": Small(
        paragraph("Kept.") + paragraph("+New^+", mark="ins") + END,
        paragraph("Kept.") + END,
        paragraph("Kept.") + paragraph("New^") + END,
        office.precede_first_note,
        "rejected",
    ),
    "a paragraph taken out with the first footnote": Small(
        paragraph("Kept.", "Heading1") + paragraph("-Old^-", mark="del") + END,
        paragraph("Kept.", "Heading1") + paragraph("Old^") + END,
        paragraph("Kept.", "Heading1") + END,
        office.precede_first_note,
        "accepted",
    ),
    "a paragraph taken out whose words another has now": Small(
        paragraph(f"Kept.+ {SAID}+") + paragraph(f"-{SAID}-", mark="del") + END,
        paragraph("Kept.") + paragraph(SAID) + END,
        paragraph(f"Kept. {SAID}") + END,
        _twinless,
        "accepted",
    ),
    "a paragraph put in whose words another had": Small(
        paragraph(f"Kept.- {SAID}-") + paragraph(f"+{SAID}+", "ItemBullet", "ins") + END,
        paragraph(f"Kept. {SAID}") + END,
        paragraph("Kept.") + paragraph(SAID, "ItemBullet") + END,
        _twinless,
        "rejected",
    ),
    "one taken out and one put in with the same words and a former format": Small(
        END
        + paragraph(f"+{SAID}+", "ItemBullet", "ins").replace(
            "</w:pPr>",
            '<w:pPrChange><w:pPr><w:pStyle w:val="Clause"/></w:pPr></w:pPrChange></w:pPr>',
        )
        + paragraph("Kept.")
        + paragraph(f"-{SAID}-", mark="del")
        + END,
        END + paragraph("Kept.") + paragraph(SAID) + END,
        END + paragraph(SAID, "ItemBullet") + paragraph("Kept.") + END,
        _twinless,
        "accepted",
    ),
}


@lru_cache
def parts() -> dict[str, bytes]:
    """Those of a Word copy in which a text can be put."""
    document, school, templates = sample(OAK)
    with zipfile.ZipFile(io.BytesIO(word.render(document, school, templates))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def file(body: str, mend: Callable[[ElementTree.Element, ElementTree.Element], None]) -> bytes:
    own = parts()[TEXT].decode()
    around = own[: own.index("<w:body>") + 8], own[own.rindex("<w:sectPr") :]
    text = ElementTree.fromstring(body.join(around))
    note = paragraph("A note.", "FootnoteText")
    notes = ElementTree.fromstring(
        f'<w:footnotes xmlns:w="{NAMESPACES["w"]}">'
        f'<w:footnote w:id="20">{note}</w:footnote></w:footnotes>'
    )
    mend(text, notes)
    for change in text.iter():
        if change.tag in {f"{W}{name}" for name in ("ins", "del", "pPrChange", "rPrChange")}:
            change.attrib |= {f"{W}id": "1", f"{W}author": "HR"}
    made = {TEXT: text, NOTES: notes}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, data in parts().items():
            content = ElementTree.tostring(made[name]) if name in made else data
            archive.writestr(name, content)
    return packed.getvalue()


def _nothing(text: ElementTree.Element, notes: ElementTree.Element) -> None:
    pass


def test_where_libreoffice_errs_and_with_what_it_does_not() -> None:
    plain = [
        (file(one.marked, _nothing), file(one.older, _nothing), file(one.newer, _nothing))
        for one in SMALL.values()
    ]
    mended = [
        (file(one.marked, one.mend), older, newer)
        for one, (_, older, newer) in zip(SMALL.values(), plain, strict=True)
    ]
    judged = accepted_and_rejected([*plain, *mended])
    for at, (name, small) in enumerate(SMALL.items()):
        assert {line.split(":")[0] for line in judged[at].wrong} == {small.errs}, name
        assert judged[at + len(SMALL)].wrong == [], name


def colours(pdf: Path, words: str) -> set[tuple[int, ...]]:
    """The colours that these words have on the page of a PDF that has them, in red, green, blue."""
    for page in PdfDocument(pdf):
        letters = page.get_textpage()
        at = letters.get_text_bounded().find(words)
        if at >= 0:
            parts = [c_uint() for _ in range(4)]
            found = set()
            for number in range(at, at + len(words)):
                assert FPDFText_GetFillColor(letters, number, *map(byref, parts))
                found.add(tuple(part.value for part in parts[:3]))
            return found
    raise AssertionError(f"no page has: {words}")


FIRST = table("t", "x", row("r", "x"))


@pytest.mark.parametrize(
    ("pair", "gone"),
    [
        (CASES["a column"], "Table 1:"),
        ((middle(FIRST, table("w", "x", row("s", "x"))), middle(FIRST)), "Table 2:"),
    ],
    ids=["another column", "a table after another"],
)
def test_libreoffice_shows_what_was_deleted_as_deleted(
    pair: tuple[Document, Document], gone: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the letter before it, it has the colour of words that are kept."""
    _, school, templates = sample(OAK)
    marked = redline(*pair, compare(*pair), ())

    def looks_kept() -> bool:
        copy = tmp_path / "copy.docx"
        copy.write_bytes(word.render(marked, school, templates))
        pdf = libreoffice_pdf(copy, tmp_path)
        return colours(pdf, gone) == colours(pdf, "Text of end-a.")

    assert not looks_kept()
    monkeypatch.setattr(office, "precede_deletions", lambda text: None)
    assert looks_kept()


@pytest.mark.parametrize("name", SMALL)
def test_what_word_makes_of_them_does_not_change(name: str) -> None:
    small = SMALL[name]
    older, newer = (Docx(file(body, _nothing)).said() for body in (small.older, small.newer))
    for mend in (_nothing, small.mend):
        marked = file(small.marked, mend)
        assert Docx(marked, "rejected").said() == older
        assert Docx(marked, "accepted").said() == newer


def test_no_comment_stands_between_the_first_footnote_and_what_precedes_it() -> None:
    comment = '<w:{0} w:id="1" w:author="HR"><w:r><w:commentReference w:id="{1}"/></w:r></w:{0}>'
    changed = [
        paragraph("+New.+", mark="ins").replace("</w:pPr>", "</w:pPr>" + comment.format("ins", 0)),
        paragraph("-Old.-", mark="del").replace("</w:pPr>", "</w:pPr>" + comment.format("del", 1)),
        paragraph("-Old^ too.-", mark="del").replace(
            "</w:pPr>", "</w:pPr>" + comment.format("del", 2)
        ),
    ]
    marked = file(paragraph("Kept.") + "".join(changed) + END, office.precede_first_note)
    with zipfile.ZipFile(io.BytesIO(marked)) as archive:
        text = ElementTree.fromstring(archive.read(TEXT))
    found = [
        (element.tag.removeprefix(W), element.get(f"{W}id"))
        for element in text.iter()
        if element.tag in (f"{W}footnoteReference", f"{W}commentReference")
    ]
    assert found == [
        ("commentReference", "0"),
        ("footnoteReference", "19"),
        ("footnoteReference", "20"),
        ("commentReference", "1"),
        ("commentReference", "2"),
    ]
