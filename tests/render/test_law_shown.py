"""A case, and law that is not in force, as readers see them: page, PDF, Word and HR's pages."""

from functools import lru_cache
from io import BytesIO
from pathlib import Path
from tempfile import mkdtemp
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest

from clausework.checks import check
from clausework.model.document import Document
from clausework.query.published import Published
from clausework.render.common.letterhead import Letterhead, letterhead
from clausework.render.common.templates import Templates, templates_for
from clausework.render.paper import pdf
from clausework.render.web import single
from clausework.render.word import word
from clausework.resolve.version import resolve
from clausework.workspace.root import Workspace, read_workspace
from tests.judges import poppler
from tests.support.hub import hub, section
from tests.support.pages import Page
from tests.support.places import PROJECT
from tests.support.roots import AUTHORITIES, FILES, VERSION, serious, write_root

CASE = """\
  higgs:
    title: A v B School
    kind: case
    citation: "[2025] EWCA Civ 109"
    court: Court of Appeal
    decided: 2025-02-12
    verified: {tier: second-hand, source: a law firm}
  standards:
    title: The Standards
    kind: standard
    force: {maintained: statutory, academies: not-statutory}
    verified: {tier: official, source: gov.uk}
  rules:
    title: The Rules 2012
    kind: regulations
    verified: {tier: official, source: gov.uk}
    provisions:
      - {section: "7(1)", in_force_to: 2025-12-31, verified: {tier: official, source: gov.uk}}
      - {section: "9", in_force_to: 2026-03-31, verified: {tier: official, source: gov.uk}}
"""
CITES = '[{authority: higgs, paragraph: "3"}, {authority: standards}, {authority: guide}]'
LAW = """\
      - id: intro-law
        text: The law is to change. In {{ cite higgs }}, a court said why.
        accepts: [{rule: source-not-in-force, reason: the clause says so}]
        cites:
          - {authority: act, section: 36 and 37}
          - {authority: act, section: "38"}
          - {authority: act, section: "39"}
          - {authority: rules, section: "7(1)"}
          - {authority: rules, section: "9"}
"""
# What every copy says of each source, whatever it is printed on.
SAID = [
    "A v B School [2025] EWCA Civ 109. Judgment, Court of Appeal, 12 February 2025. Cited in 1.1.",
    (
        "The Act 2006. Act of Parliament. Cited in 1.3. "
        "On 1 January 2026, section 37 was not yet in force, and no day had been set. "
        "On 1 January 2026, it was not known whether section 38 was in force. "
        "On 1 January 2026, section 39 was not yet in force. "
        "It comes into force on 2 January 2026."
    ),
    (
        "The Rules 2012. Regulations. Cited in 1.3. "
        "On 1 January 2026, regulation 7(1) was no longer in force: it ended on 31 December 2025."
    ),
]


@lru_cache
def tree() -> Workspace:
    text = FILES[VERSION].replace("[{authority: guide, part: one}]", CITES)
    text = text.replace("  - id: conduct\n", f"{LAW}  - id: conduct\n")
    files = FILES | {AUTHORITIES: FILES[AUTHORITIES] + CASE, VERSION: text}
    return read_workspace(write_root(Path(mkdtemp()), files))


@lru_cache
def copy_of(name: str) -> tuple[Document, Letterhead, Templates]:
    school = tree().schools[name].school.value
    adoption = school.adopts["staff-conduct"]
    version = tree().policies["staff-conduct"].versions["1.0"].value
    document, _ = resolve(tree().master("staff-conduct"), version, school, adoption)
    templates = templates_for(PROJECT)
    return document, letterhead(school, None, templates), templates


def said_by_page(name: str, folder: Path) -> str:
    document, head, templates = copy_of(name)
    return Page(single.render(Published(document), head, templates)).words


def said_by_pdf(name: str, folder: Path) -> str:
    (folder / "a.pdf").write_bytes(pdf.render(*copy_of(name)))
    area = ["-x", "0", "-y", "75", "-W", "595", "-H", "690"]
    return poppler("pdftotext", *area, folder / "a.pdf", "-")


def said_by_word(name: str, folder: Path) -> str:
    with ZipFile(BytesIO(word.render(*copy_of(name)))) as archive:
        text = archive.read("word/document.xml")
    return "".join(ElementTree.fromstring(text).itertext())


READ = {"page": said_by_page, "pdf": said_by_pdf, "word": said_by_word}


def test_what_is_accepted_is_no_finding() -> None:
    assert serious(check(tree())) == []


@pytest.mark.parametrize("output", READ)
def test_every_copy_says_what_is_not_in_force(output: str, tmp_path: Path) -> None:
    said = " ".join(READ[output]("oak", tmp_path).split())
    # The page has the name of a source on a line of its own, without a full stop.
    said = said.replace("Civ 109 Judgment", "Civ 109. Judgment")
    said = said.replace("2006 Act", "2006. Act").replace("2012 Regulations", "2012. Regulations")
    assert [one for one in SAID if one not in said] == []
    assert "In A v B School [2025] EWCA Civ 109, a court said why." in said
    assert "regulation 9 (" not in said
    assert "regulation 9 was" not in said


@pytest.mark.parametrize("output", READ)
@pytest.mark.parametrize(
    ("school", "force"),
    [
        ("oak", "Professional standards, statutory for this type of school. Cited in 1.1."),
        ("elm", "Professional standards, not statutory for this type of school. Cited in 1.1."),
    ],
)
def test_every_copy_says_what_a_source_is_at_its_type_of_school(
    school: str, force: str, output: str, tmp_path: Path
) -> None:
    assert force in " ".join(READ[output](school, tmp_path).split())


def test_the_clause_says_it_too(tmp_path: Path) -> None:
    said = said_by_page("oak", tmp_path)
    assert (
        "The Act 2006, section 36 and 37 (not yet in force on 1 January 2026); "
        "The Act 2006, section 38 (not known to be in force on 1 January 2026); "
        "The Act 2006, section 39 (not yet in force on 1 January 2026); "
        "The Rules 2012, regulation 7(1) (no longer in force on 1 January 2026); "
        "The Rules 2012, regulation 9"
    ) in said


def test_hrs_pages_have_what_is_coming_in_order_with_what_cites_it(tmp_path: Path) -> None:
    page = hub(tree(), tmp_path) / "coming.html"
    dated = section(page, "days")
    cited = (
        "Staff Conduct Policy, version 1.0: 1.3 In the copies of Elm Academy, Oak School "
        "Seen on the publisher’s own page: gov.uk"
    )
    first = f"In force from 2 January 2026 The Act 2006, section 39 {cited}"
    assert f"{first} Ends 31 March 2026 The Rules 2012, regulation 9 {cited}" in dated
    assert f"No day set The Act 2006, section 37 {cited}" in section(page, "not-yet")
    unknown = section(page, "not-found")
    assert "Not found The Act 2006, section 38 Staff Conduct Policy, version 1.0: 1.3" in unknown
    assert "Official text, seen in somebody else’s copy: a mirror" in unknown
    law = section(tmp_path / "clauses/staff-conduct.html", "staff-conduct-1.0")
    assert "The Act 2006, section 38 Not in force 38: Commencement not found" in law
