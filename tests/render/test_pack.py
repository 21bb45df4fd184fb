"""The board pack on paper and in Word: a first page that stands alone, for every reader."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from xml.etree import ElementTree

import pytest

from clausework import pack as packs
from clausework.cli import main
from clausework.comparison import Comparison, between
from clausework.document import Document
from clausework.inline import Run
from clausework.model import Status, Variation
from clausework.pack import LocalChange, Meeting, Pack
from clausework.render import pack as rendered
from clausework.render import word
from clausework.tree import Tree, read_tree
from tests.judges import open_xml, poppler, verapdf
from tests.samples import ROOT, SCHOOLS, sample

POLICY, OAK, WARDEN_HILL = "social-networking", "example-oak-academy", "warden-hill-infant"
MEETING = Meeting("Full Governing Body, 3 December 2026", "7")
HOSTILE = r"""= #panic() $x$ *b* @ref <l> \\ "q" ]) #[ // /* <script> {{ x }} &amp; \u{41}"""
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@lru_cache
def tree() -> Tree:
    return read_tree(ROOT)


@lru_cache
def pack(school: str) -> Pack:
    return packs.pack(tree(), between(tree(), POLICY, "1.0", "2.0", school), school, MEETING)


def issued(told: Pack) -> Pack:
    """The same, as if HR had issued the version."""
    old, new = told.comparison.old, told.comparison.new
    released = new.model_copy(update={"status": Status.RELEASED})
    return replace(told, comparison=Comparison(old, released, told.comparison.reasons))


def pdf(told: Pack, school: str) -> bytes:
    return rendered.pdf(told, *sample(school)[1:])


@lru_cache
def pdf_of(school: str) -> bytes:
    return pdf(pack(school), school)


def report(told: Pack, school: str) -> bytes:
    head, templates = sample(school)[1:]
    clean = word.render(told.comparison.new, head, templates)
    return rendered.report(told, clean, head, templates)


def page(data: bytes, folder: Path, number: int = 1) -> str:
    """The words of one page, with single spaces."""
    file = folder / "pack.pdf"
    file.write_bytes(data)
    shown = str(number)
    return " ".join(poppler("pdftotext", "-layout", "-f", shown, "-l", shown, file, "-").split())


def paragraphs(docx: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        root = ElementTree.fromstring(archive.read("word/document.xml"))
    return ["".join(text.text or "" for text in p.iter(f"{W}t")) for p in root.iter(f"{W}p")]


@pytest.mark.parametrize("school", SCHOOLS)
def test_the_first_page_stands_alone(school: str, tmp_path: Path) -> None:
    words = page(pdf_of(school), tmp_path)
    parts = [
        "For discussion",
        "Social Networking Policy: version 2.0",
        "Full Governing Body, 3 December 2026, item 7",
        "Compared with Version 1.0, in use",
        "HR has not issued version 2.0, so it cannot be approved yet.",
        "What is new for staff 5.1 All staff must read this policy and follow it.",
        "Five changes to look at first",
        "HR to check.",
        "The board’s choices",
        "Local changes",
        "Consultation On version 2.0: not recorded.",
        "Where the rest is",
        "Draft minute",
        "No decision was taken, since HR has not issued the version.",
    ]
    found = [words.find(part) for part in parts]
    assert -1 not in found[1:]
    assert found[1:] == sorted(found[1:])
    assert parts[0] in words
    # All of the first changes but the new one have what they were.
    assert words.count("Was ") == 4
    assert words.count("The board cannot vary it.") + words.count("The board may vary it.") == 5
    assert "Every change that is more than editorial" in page(pdf_of(school), tmp_path, 2)


def test_an_issued_version_is_put_to_the_vote(tmp_path: Path) -> None:
    words = page(pdf(issued(pack(OAK)), OAK), tmp_path)
    assert "For decision" in words
    assert (
        "asked to decide on version 2.0: to approve it, to approve it with changes, to defer the "
        "decision, or to decline it." in words
    )
    assert "resolved to [approve it / approve it with these changes" in words
    assert "from [date]" in words
    assert "discussion" not in words


def test_without_a_meeting_there_is_room_to_write(tmp_path: Path) -> None:
    words = page(pdf(replace(pack(OAK), meeting=Meeting()), OAK), tmp_path)
    assert re.search(r"Meeting _+, item _+", words)


def test_local_changes_say_how_they_fared_and_who_was_asked(tmp_path: Path) -> None:
    (local,) = pack(OAK).local
    assert isinstance(local.fared.variation, Variation)
    silent = local.fared.variation.model_copy(update={"consulted": None})
    other = LocalChange("2.1", replace(local.fared, variation=silent))
    words = page(pdf(replace(pack(OAK), local=(local, other)), OAK), tmp_path)
    assert "carried over as it is. Consultation: Staff meeting, 2 October 2024." in words
    assert "2.1 (added): carried over as it is. Consultation: not recorded." in words


def test_where_the_page_has_no_room_the_list_alone_says_what_was(tmp_path: Path) -> None:
    told = pack(OAK)
    crowded = replace(told, local=told.local * 12)
    words = page(pdf(crowded, OAK), tmp_path)
    assert "Draft minute" in words
    assert "Was " not in words
    assert words.count("Now ") == 4


def test_every_change_that_matters_is_in_the_list(tmp_path: Path) -> None:
    file = tmp_path / "pack.pdf"
    file.write_bytes(pdf_of(WARDEN_HILL))
    words = " ".join(poppler("pdftotext", "-f", "2", file, "-").split())
    told = pack(WARDEN_HILL)
    numbers = [change.clause.element.number or "" for change in told.changes]
    assert len(numbers) == 32
    heads = [re.search(rf"(?<=[\s.]){re.escape(number)} \S", words) for number in numbers]
    assert None not in heads
    for change in told.changes:
        for reason in change.clause.element.reasons:
            assert "".join(reason.split()) in "".join(words.split())
    assert "Editorial changes These change form, not meaning." in words
    assert words.rindex("Sources") < words.rindex("End of the board pack")


def test_every_pack_is_fit_for_screen_readers(tmp_path: Path) -> None:
    made = {school: pdf_of(school) for school in SCHOOLS}
    made |= {"issued": pdf(issued(pack(OAK)), OAK), "hostile": pdf(hostile(), OAK)}
    files = [tmp_path / f"{name}.pdf" for name in made]
    for file, data in zip(files, made.values(), strict=True):
        file.write_bytes(data)
    assert verapdf(files, "ua1") == {file: [] for file in files}


def hostile() -> Pack:
    """A pack of texts that are no markup, whatever they hold."""

    def said(document: Document) -> Document:
        first, *others = document.sections
        clause, *rest = first.children
        clause = clause.model_copy(update={"text": (Run(text=f"{HOSTILE} {document.version}"),)})
        first = first.model_copy(update={"children": (clause, *rest)})
        return document.model_copy(update={"sections": (first, *others)})

    old, new = (said(side) for side in (pack(OAK).comparison.old, pack(OAK).comparison.new))
    told = packs.pack(tree(), Comparison(old, new), OAK, Meeting(HOSTILE, HOSTILE))
    return replace(told, board=HOSTILE)


def test_what_people_type_is_printed_as_it_is(tmp_path: Path) -> None:
    words = page(pdf(hostile(), OAK), tmp_path)
    assert "".join(words.split()).count("".join(HOSTILE.split())) == 4
    assert paragraphs(report(hostile(), OAK)).count(f"Meeting: {HOSTILE}, item {HOSTILE}") == 1


def test_the_same_pack_gives_the_same_bytes() -> None:
    assert pdf(pack(OAK), OAK) == pdf_of(OAK)
    assert report(pack(OAK), OAK) == report(pack(OAK), OAK)


def test_the_clerk_has_agenda_line_report_and_minute(tmp_path: Path) -> None:
    files = [tmp_path / f"{school}.docx" for school in (OAK, WARDEN_HILL)]
    for file, school in zip(files, (OAK, WARDEN_HILL), strict=True):
        file.write_bytes(report(pack(school), school))
    assert open_xml(files) == {file: [] for file in files}
    words = paragraphs(files[1].read_bytes())
    heads = [words.index(head) for head in ("Agenda line", "Report", "Draft minute")]
    assert heads == sorted(heads)
    assert words[heads[0] + 1] == "7. Social Networking Policy: version 2.0 (for discussion)"
    assert words[heads[2] + 1].startswith("The Governing Body noted version 2.0")
    assert any(line.startswith("8.1: New: “Staff must tell the Headteacher") for line in words)


def test_the_command_takes_the_meeting_in_the_clerks_words(root: Path, tmp_path: Path) -> None:
    given = ["review", POLICY, "--school", OAK, "--to", "2.0", "--root", str(root)]
    assert main([*given, "--meeting", "Finance & Staffing", "--item", "4b"]) == 0
    folder = root / "out" / "reviews" / OAK / f"{POLICY}_1.0_2.0"
    words = page((folder / "pack.pdf").read_bytes(), tmp_path)
    assert "Finance & Staffing, item 4b" in words
    assert "4b. Social Networking Policy: version 2.0 (for discussion)" in paragraphs(
        (folder / "report.docx").read_bytes()
    )
