"""The PDF: the source's words and no others, for every reader, whatever a school types."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from clausework.model.inline import Run
from clausework.render.paper import pdf
from tests.judges import verapdf
from tests.support.papers import HOSTILE, hostile_copy, rendered, saying
from tests.support.pdf_text import BETWEEN, every_text, run, text
from tests.support.samples import SCHOOLS, sample
from tests.support.source import SOURCE, source_words

WARDEN_HILL, OAK, DRAFT = "warden-hill-infant", "example-oak-academy", "example-riverside-unit"

NOTE = re.compile(r"1\s?(British Values are defined .*? either publication\.)", re.DOTALL)


# The second way reads a page line by line, which is how a person reads a number and its clause.
@pytest.mark.parametrize("way", [[], ["-layout"]], ids=["blocks", "lines"])
def test_the_words_are_those_of_the_source_in_order(way: list[str], tmp_path: Path) -> None:
    whole = text(rendered(WARDEN_HILL), tmp_path, "-f", "3", *BETWEEN, *way)
    note = NOTE.search(whole)
    assert note is not None
    body = whole.replace(note[0], "").replace("British Values1.", "British Values.")
    body = body[: body.rindex("Sources\n")]
    words = [word for word in body.split() if word != "•"]
    assert (words, note[1].split()) == source_words()


def test_the_numbers_are_those_of_the_source(tmp_path: Path) -> None:
    number = re.compile(r"^(?:- )?(\d+\.\d+) +\S", re.MULTILINE)
    lines = text(rendered(WARDEN_HILL), tmp_path, "-f", "3", "-layout")
    assert number.findall(lines) == number.findall(SOURCE)
    assert re.search(r"^1\.1 +This policy provides", lines, re.MULTILINE)


@pytest.mark.parametrize("school", SCHOOLS)
def test_the_file_says_what_it_is(school: str, tmp_path: Path) -> None:
    data = rendered(school)
    facts = dict(
        re.findall(r"^([^:]+):\s+(.*)$", run("pdfinfo", data, tmp_path), flags=re.MULTILINE)
    )
    name = sample(school)[1].name
    assert facts["Title"] == f"Social Networking Policy – {name}"
    assert facts["Author"] == name
    assert facts["Tagged"] == "yes"
    assert facts["Page size"] == "595.276 x 841.89 pts (A4)"
    assert facts["Pages"] == str(pdf.pages(data))
    assert b"/Lang(en-GB)" in data
    fonts = run("pdffonts", data, tmp_path).splitlines()[2:]
    assert fonts
    for font in fonts:
        assert re.search(r"\+SourceSans3-.* yes yes yes ", font)


def test_a_file_without_a_page_count_is_refused() -> None:
    with pytest.raises(ValueError, match="how many pages"):
        pdf.pages(b"%PDF-1.7")


def test_every_pdf_meets_both_standards(tmp_path: Path) -> None:
    files = [tmp_path / f"{school}.pdf" for school in SCHOOLS]
    for file, school in zip(files, SCHOOLS, strict=True):
        file.write_bytes(rendered(school))
    spoilt = tmp_path / "spoilt.pdf"
    spoilt.write_bytes(pdf.render(*hostile_copy()))
    for flavour in ("ua1", "2a"):
        assert verapdf([*files, spoilt], flavour) == {file: [] for file in [*files, spoilt]}


def test_the_same_values_give_the_same_bytes() -> None:
    assert pdf.render(*sample(OAK)) == rendered(OAK)


def test_no_other_school_is_named(tmp_path: Path) -> None:
    for school in SCHOOLS:
        if school != WARDEN_HILL:
            for said in every_text(rendered(school), tmp_path):
                assert "WardenHill" not in said
                assert "GrowingTogether" not in said


def test_headings_tables_lists_and_the_logo_are_tagged(tmp_path: Path) -> None:
    workspace = run("pdfinfo", rendered(OAK), tmp_path, "-struct-text")
    assert re.search(r'H1 "Introduction".*\n\s+"1\.0"\n\s+" Introduction"\n', workspace)
    assert re.search(r'LI .*\n\s+Lbl .*\n\s+"•"\n\s+LBody .*\n\s+"Safeguard children"', workspace)
    assert re.search(
        r'Table .*(\n.*)+?TD.*\n.*\n\s+"Next review"\n\s+TD.*\n.*\n\s+"10 Oct', workspace
    )
    assert "Figure" in workspace
    assert b"/Alt(" in rendered(OAK)
    assert "Figure" not in run("pdfinfo", rendered(WARDEN_HILL), tmp_path, "-struct-text")


def test_bookmarks_have_the_numbers() -> None:
    document, _, _ = sample(OAK)
    titles = [title.decode() for title in re.findall(rb"/Title\((\d[^)]*)\)", rendered(OAK))]
    assert len(titles) == len(document.sections)
    assert titles[:2] == ["1.0 Introduction", "2.0 Communications"]


def test_every_page_of_a_draft_says_so(tmp_path: Path) -> None:
    data = rendered(DRAFT)
    for page in range(1, pdf.pages(data) + 1):
        assert "Draft for approval" in text(data, tmp_path, "-f", str(page), "-l", str(page))
    assert "Draft for approval" not in text(rendered(OAK), tmp_path)


def test_a_local_change_has_its_name(tmp_path: Path) -> None:
    document, school, templates = sample(OAK)
    section = document.sections[2]
    clause = section.children[0]
    point = clause.children[0].model_copy(update={"local": "replaced"})
    changed = clause.model_copy(update={"children": (point, *clause.children[1:])})
    third = section.model_copy(update={"children": (changed,)})
    sections = (*document.sections[:2], third, *document.sections[3:])
    data = pdf.render(document.model_copy(update={"sections": sections}), school, templates)
    lines = text(data, tmp_path, "-layout")
    assert re.search(r"Local addition\s+4\.3 +The Principal also tells", lines)
    assert re.search(r"• +Local change\s+Set out clear guidance", lines)
    assert len(re.findall("Local (?:addition|change)", lines)) == 2


def test_what_a_school_types_is_printed_as_it_is(tmp_path: Path) -> None:
    data, typed = pdf.render(*hostile_copy()), "".join(HOSTILE.split())
    cover = "".join(text(data, tmp_path, "-layout", "-l", "1").split())
    said = "".join(text(data, tmp_path, "-layout", "-f", "2", *BETWEEN).split())
    assert cover.count(typed) == len(("name", "motto", "title", "lead", "audience", "contact"))
    assert said.count(typed) == len(("contents", "title", "clause", "point", "its point", "end"))
    assert "b.panic()(1)[2]" + typed in said
    assert "(a)" + typed + "(i)" + typed in said


LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaften"


def test_a_word_longer_than_its_line_does_not_run_over_the_edge(tmp_path: Path) -> None:
    # What is beyond the edge of the page, poppler does not read.
    data = pdf.render(*hostile_copy(LONG))
    cover = "".join(text(data, tmp_path, "-layout", "-l", "1").split())
    said = "".join(text(data, tmp_path, "-layout", "-f", "2", *BETWEEN).split())
    assert cover.count(LONG) == len(("name", "motto", "title", "lead", "audience", "contact"))
    assert said.count(LONG) == len(("contents", "title", "clause", "point", "its point", "end"))


def test_a_raised_sign_is_not_taken_for_the_mark_of_a_footnote(tmp_path: Path) -> None:
    document, school, templates = sample(WARDEN_HILL)
    data = pdf.render(saying(document, "A room of 9 m¹"), school, templates)
    assert "9 m¹" in text(data, tmp_path)
    assert "British Values1." in text(rendered(WARDEN_HILL), tmp_path)


def test_a_long_name_and_title_take_no_page_more(tmp_path: Path) -> None:
    document, school, templates = sample(OAK)
    long = "The Example Road Community Primary School and Nursery with a Resource Base " * 2
    data = pdf.render(
        document.model_copy(update={"title": long[:100].strip(), "approved": None}),
        replace(school, name=long[:100].strip()),
        templates,
    )
    assert pdf.pages(data) == pdf.pages(rendered(OAK))
    cover = text(data, tmp_path, "-l", "1")
    assert "If you need this policy in another format" in " ".join(cover.split())


def test_a_link_to_a_clause_leads_there() -> None:
    document, school, templates = sample(OAK)
    target = document.sections[-1].children[0].id
    section = document.sections[0]
    clause = section.children[0].model_copy(
        update={"text": (Run(text="7.1", fill=f"ref {target}"),)}
    )
    first = section.model_copy(update={"children": (clause, *section.children[1:])})
    linked = document.model_copy(update={"sections": (first, *document.sections[1:])})
    links = rb"/Subtype/Link"
    before, after = rendered(OAK), pdf.render(linked, school, templates)
    assert len(re.findall(links, after)) == len(re.findall(links, before)) + 1


def test_the_copy_ends_with_its_sources(tmp_path: Path) -> None:
    said = " ".join(
        text(rendered(WARDEN_HILL), tmp_path, *BETWEEN).rpartition("Sources\n")[2].split()
    )
    assert "Keeping children safe in education, 2018. Statutory guidance. Cited in 1.2." in said
    assert "Safeguarding Vulnerable Groups Act 2006. Act of Parliament. Cited in 5.3, 5.4." in said
    titles = [source.cited.title for source in sample(WARDEN_HILL)[0].sources]
    assert len(titles) == 6
    assert [title for title in titles if title not in said] == []
