"""Versions of the policy: what each prints for a school, in all three formats.

Version 1.0 is the project's own, which HR has issued; those that HR may still change are examples.
"""

import io
import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest

from clausework.query.published import Published
from clausework.render.paper import pdf
from clausework.render.word import word
from tests.judges import poppler
from tests.support.pages import Page
from tests.support.places import PROJECT
from tests.support.samples import Copy, copy_of, pages_of
from tests.support.sites import POLICY_PAGE, text_of_policy
from tests.support.source import source_words

WARDEN_HILL, OAK, UNIT = "warden-hill-infant", "example-oak-academy", "example-riverside-unit"
FOR_MAINTAINED = "Promoting fundamental British values as part of SMSC in schools"
FOR_ACADEMIES = "Improving the spiritual, moral, social and cultural (SMSC) development of pupils"
IN_1_0 = "'Improving spiritual, moral, social and cultural development of pupils' November 2014"


def words_of_pdf(one: Copy, folder: Path) -> str:
    path = folder / "copy.pdf"
    path.write_bytes(pdf.render(one.document, one.school, one.templates))
    return poppler("pdftotext", path, "-")


def words_of_word(one: Copy, folder: Path) -> str:
    data = word.render(one.document, one.school, one.templates)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = [name for name in archive.namelist() if re.match(r"word/\w+\.xml", name)]
        parts = [ElementTree.fromstring(archive.read(name)) for name in sorted(names)]
    return " ".join("".join(part.itertext()) for part in parts)


def page_of(one: Copy) -> str:
    return pages_of([Published(one.document)], one.school, [], one.templates)[POLICY_PAGE].decode()


def words_of_page(one: Copy, folder: Path) -> str:
    return Page(page_of(one)).text


FORMATS = [words_of_pdf, words_of_word, words_of_page]


@pytest.mark.parametrize("words_of", FORMATS)
@pytest.mark.parametrize(
    ("school", "printed", "not_printed"),
    [(WARDEN_HILL, FOR_MAINTAINED, FOR_ACADEMIES), (OAK, FOR_ACADEMIES, FOR_MAINTAINED)],
)
def test_2_0_names_the_advice_on_british_values_for_the_type_of_school(
    words_of: object, school: str, printed: str, not_printed: str, tmp_path: Path
) -> None:
    assert callable(words_of)
    said = " ".join(words_of(copy_of(school, "2.0"), tmp_path).split())
    assert printed in said
    assert not_printed not in said


@pytest.mark.parametrize("words_of", FORMATS)
def test_1_0_prints_what_its_source_prints(words_of: object, tmp_path: Path) -> None:
    assert callable(words_of)
    for school in (WARDEN_HILL, OAK):
        one = copy_of(school, "1.0", PROJECT)
        assert IN_1_0 in " ".join(words_of(one, tmp_path).split())


def test_1_0_is_the_source_word_for_word() -> None:
    body, note = source_words()
    assert text_of_policy(page_of(copy_of(WARDEN_HILL, "1.0", PROJECT))) == body + note


@pytest.mark.parametrize("words_of", FORMATS)
@pytest.mark.parametrize("number", ["1.1", "2.0"])
def test_a_proposed_version_says_so_and_never_reads_as_adopted(
    words_of: object, number: str, tmp_path: Path
) -> None:
    assert callable(words_of)
    said = " ".join(words_of(copy_of(UNIT, number), tmp_path).split())
    assert "Proposed: not issued by HR" in said
    assert "In use" not in said


def test_every_fault_of_the_source_is_accounted_for() -> None:
    rows = re.findall(
        r"^\| (\d+) \|", (PROJECT / "docs/faults.md").read_text("utf-8"), re.MULTILINE
    )
    assert sorted(int(row) for row in rows) == list(range(1, 49))
