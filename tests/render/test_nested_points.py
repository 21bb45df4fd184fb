"""A school's own words for a point that has points of its own: no copy loses those."""

import io
import re
import zipfile
from pathlib import Path

import pypdfium2
import pytest

from clausework.build import engine
from clausework.checks import check, digest
from clausework.records import record
from clausework.source.problems import errors
from clausework.workspace.root import read_workspace
from tests.judges import verapdf
from tests.support.meetings import (
    FIRST_TEXT,
    MEETING,
    RECORD,
    ROOT,
    SECOND,
    SECOND_TEXT,
    THIRD,
    THIRD_TEXT,
    run,
)
from tests.support.places import TODAY, silent
from tests.support.roots import FILES, OAK, POLICY, VERSION, write_root

MASTER = "          - id: keep-private\n            text: keep it private;\n"
NESTED = """\
          - id: keep-private
            text: "keep it private:"
            items:
              - id: in-a-locker
                text: in a locker;
              - id: with-the-office
                text: or with the office;
"""
PHOTOGRAPHS = "No pupil may be photographed"
REPLACED = "keep everything private;"
# What every copy says, with letters and bullets between.
SAID = (
    "Local change",
    "keep everything private:",
    "in a locker;",
    "or with the office;",
    "stay polite, see 1.2.",
    "These hold at all times.",
    "No pupil may be photographed, see 2.1(a)(i).",
)
IN_ORDER = re.compile(".{0,9}".join(map(re.escape, SAID)))


def nested(text: str) -> str:
    """A version of which a point has points within it, one of them referred to."""
    assert MASTER in text
    reference = f"{PHOTOGRAPHS}, see {{{{ ref in-a-locker }}}}"
    return text.replace(MASTER, NESTED).replace(PHOTOGRAPHS, reference)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Oak School has a local change of that point in use and awaiting decision."""
    first, second = nested(FIRST_TEXT), nested(SECOND_TEXT)
    digests = (f'  "{n}": {digest(t.encode())}\n' for n, t in (("1.0", first), ("1.1", second)))
    changed = {
        VERSION: first,
        SECOND: second,
        THIRD: nested(THIRD_TEXT),
        POLICY: f"{FILES[POLICY]}released:\n{''.join(digests)}",
        OAK: ROOT[OAK].replace(f"text: {REPLACED}", 'text: "keep everything private:"'),
    }
    root = write_root(tmp_path / "root", ROOT | changed)
    assert errors(check(read_workspace(root))) == []
    return root


def bare(text: str) -> str:
    """Words without markup and broken lines."""
    return " ".join(re.sub("<[^>]*>", "", text).split())


def of_pdf(data: bytes) -> str:
    return " ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data))


def of_word(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read("word/document.xml").decode().replace("<w:tab/>", " ")


def test_every_copy_has_the_points_of_a_point_that_a_school_replaced(
    root: Path, tmp_path: Path
) -> None:
    assert run(root, "approve", "oak", *MEETING) == 0
    result = engine.build(engine.Request(root, root / "out", TODAY), silent)
    assert (result.failed, errors(result.problems)) == ({}, [])
    site = root / "out" / "sites" / "oak"
    documents = site / "documents"
    paper = documents / "staff-conduct.pdf"
    approved = root / f"{RECORD}.pdf"
    assert paper.read_bytes() == approved.read_bytes()
    said = {
        "pdf": of_pdf(paper.read_bytes()),
        "word": of_word((documents / "staff-conduct.docx").read_bytes()),
        "page": (documents / "staff-conduct.html").read_text("utf-8"),
        "site": (site / "staff-conduct" / "index.html").read_text("utf-8"),
    }
    missing = [kind for kind, text in said.items() if not IN_ORDER.search(bare(text))]
    assert missing == []
    kept = record.read((root / f"{RECORD}.json").read_bytes(), approved.read_bytes())
    points = kept.document.sections[1].children[0].children[0].children
    assert [point.id for point in points] == ["in-a-locker", "with-the-office"]
    for flavour in ("ua1", "2a"):
        assert verapdf([approved], flavour) == {approved: []}
