"""The Word copy: the source's words, Word's own numbers, and a school's words as it typed them."""

import io
import re
import zipfile
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from xml.etree import ElementTree

import pypandoc
import pytest

from clausework.model.document import Document, DocumentNote, Node
from clausework.model.inline import Run
from clausework.render.common.letterhead import Letterhead
from clausework.render.common.templates import Templates
from clausework.render.word import word
from tests.judges import libreoffice_pdf, open_xml, poppler
from tests.support.samples import SCHOOLS, sample
from tests.support.source import SOURCE

WARDEN_HILL, OAK, DRAFT = "warden-hill-infant", "example-oak-academy", "example-riverside-unit"
SOURCE_TEXT = SOURCE[SOURCE.index("1.0 Introduction") :]
NUMBER = re.compile(r"^(?:- )?(\d+\.\d+) +\S", re.MULTILINE)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HOSTILE = """<w:p>&"' ]]> <!-- {{ x }} {% y %} &amp; <script>z</script> \\ $1 %s"""


@lru_cache
def rendered(school: str) -> bytes:
    return word.render(*sample(school))


def parts(docx: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def part(docx: bytes, name: str) -> ElementTree.Element:
    return ElementTree.fromstring(parts(docx)[name])


def paragraphs(root: ElementTree.Element) -> list[tuple[str, str]]:
    """Style and words of each paragraph."""
    said = []
    for paragraph in root.iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        assert style is not None
        words = "".join(text.text or "" for text in paragraph.iter(f"{W}t"))
        said.append((style.attrib[f"{W}val"], words))
    return said


def pages(docx: bytes, folder: Path, *options: str) -> list[str]:
    """The words of each page as LibreOffice prints it, without the page's end."""
    file = folder / "policy.docx"
    file.write_bytes(docx)
    pdf = libreoffice_pdf(file, folder / "printed")
    return poppler("pdftotext", *options, pdf, "-").split("\f")[:-1]


def with_first_clause(document: Document, clause: Node, **changes: object) -> Document:
    first, *others = document.sections
    changed = first.model_copy(update={"children": (clause, *first.children[1:]), **changes})
    return document.model_copy(update={"sections": (changed, *others)})


def hostile() -> tuple[Document, Letterhead, Templates]:
    document, school, templates = sample(OAK)
    runs = (Run(text=HOSTILE),)
    note = DocumentNote(id="note", number=1, text=(*runs, Run(text="x", href="https://a.org/?b&c")))
    sub = Node(id="sub", level="item", number="1.1(a)(i)", label="(i)", text=runs)
    item = Node(
        id="item",
        level="item",
        number="1.1(a)",
        label="(a)",
        text=runs,
        style="roman",
        children=(sub,),
    )
    clause = (
        document.sections[0]
        .children[0]
        .model_copy(
            update={
                "text": (
                    *runs,
                    Run(text="", note="note"),
                    Run(text="here", href="https://a.org/?b&c"),
                ),
                "style": "letter",
                "children": (item,),
                "closing": runs,
                "notes": (note,),
                "local": "added",
            }
        )
    )
    said = {"title": HOSTILE, "summary": HOSTILE, "audience": HOSTILE, "owner": HOSTILE}
    return (
        with_first_clause(document, clause, text=runs).model_copy(update=said),
        replace(school, name=HOSTILE, motto=HOSTILE, contact=HOSTILE, logo_alt=HOSTILE),
        templates,
    )


def test_the_words_are_those_of_the_source_in_order(tmp_path: Path) -> None:
    file = tmp_path / "policy.docx"
    file.write_bytes(rendered(WARDEN_HILL))
    plain = pypandoc.convert_file(str(file), "plain", extra_args=["--wrap=none"])
    said, note = plain[plain.index("\nIntroduction\n") :].rsplit("\n[1] ", 1)
    said = said[: said.rindex("\nSources\n")]
    said = re.sub(r"^\s*(\d+\.|-) ", "", said, flags=re.MULTILINE).replace("[1]", "")
    expected = re.sub(r"^\s*(- )?(\d+\.\d+ )?", "", SOURCE_TEXT, flags=re.MULTILINE)
    body, expected_note = expected.rsplit("**", 1)
    assert said.split() == body.replace("*", "").split()
    assert note.split() == expected_note.replace("*", "").split()


def test_the_numbers_are_words_own_and_those_of_the_source(tmp_path: Path) -> None:
    printed = "\n".join(pages(rendered(WARDEN_HILL), tmp_path, "-layout", "-f", "3"))
    assert NUMBER.findall(printed) == NUMBER.findall(SOURCE)
    assert re.search(r"^1\.1 +This policy provides", printed, re.MULTILINE)
    typed = [words for _, words in paragraphs(part(rendered(WARDEN_HILL), "word/document.xml"))]
    assert not [words for words in typed if re.match(r"\d+\.\d+ ", words)]


def test_microsofts_validator_finds_no_error(tmp_path: Path) -> None:
    document, school, templates = sample(OAK)
    first = document.sections[0].children[0].model_copy(update={"notes": ()})
    copies = {
        **{school: rendered(school) for school in SCHOOLS},
        "hostile": word.render(*hostile()),
        "short": word.render(
            with_first_clause(document, first).model_copy(
                update={"sections": document.sections[:1]}
            ),
            replace(school, motto=None),
            templates,
        ),
    }
    files = [tmp_path / f"{name}.docx" for name in copies]
    for file in files:
        file.write_bytes(copies[file.stem])
    assert open_xml(files) == {file: [] for file in files}


@pytest.mark.parametrize("school", SCHOOLS)
def test_sections_are_headings_and_every_element_a_bookmark(school: str) -> None:
    document, _, _ = sample(school)
    text = part(rendered(school), "word/document.xml")
    headings = [words for style, words in paragraphs(text) if style == "Heading1"]
    assert headings == ["".join(run.text for run in s.text) for s in document.sections]
    marks = [mark.attrib for mark in text.iter(f"{W}bookmarkStart")]
    names = [mark[f"{W}name"] for mark in marks]
    assert names == [*(node.id for node in document.nodes()), "sources--title"]
    assert len({mark[f"{W}id"] for mark in marks}) == len(marks)


def inner_links(text: ElementTree.Element) -> list[tuple[str, str, str]]:
    """The style of the paragraph, the bookmark and the words of each link within a copy."""
    return [
        (paragraphs(one)[0][0], link.attrib[f"{W}anchor"], "".join(link.itertext()).strip())
        for one in text.iter(f"{W}p")
        for link in one.iter(f"{W}hyperlink")
        if f"{W}anchor" in link.attrib
    ]


@pytest.mark.parametrize("school", SCHOOLS)
def test_the_contents_link_to_each_section_and_to_the_sources(school: str) -> None:
    sections = [
        ("toc1", section.id, "".join(run.text for run in section.text))
        for section in sample(school)[0].sections
    ]
    text = part(rendered(school), "word/document.xml")
    found = [link for link in inner_links(text) if link[0] in ("toc1", "ContentsUnnumbered")]
    assert found == [*sections, ("ContentsUnnumbered", "sources--title", "Sources")]
    # Nothing in them changes when Word opens the copy, so it asks no question.
    assert b"updateFields" not in parts(rendered(school))["word/settings.xml"]
    assert not [*text.iter(f"{W}instrText"), *text.iter(f"{W}fldSimple")]


def test_the_contents_have_the_numbers_of_the_sections_and_a_page_of_their_own(
    tmp_path: Path,
) -> None:
    _, contents, first, *_ = pages(rendered(WARDEN_HILL), tmp_path, "-layout")
    document, _, _ = sample(WARDEN_HILL)
    listed = [
        f"{section.number} {''.join(run.text for run in section.text)}"
        for section in document.sections
    ]
    lines = [" ".join(line.split()) for line in contents.splitlines() if line.strip()]
    assert lines[1:-1] == ["Contents", *listed, "Sources"]
    assert re.search(r"^1\.0 +Introduction$", first, re.MULTILINE)


def test_a_title_with_a_link_and_a_footnote_has_neither_in_the_contents() -> None:
    document, school, templates = sample(OAK)
    title = (Run(text="Staff", href="https://a.org/"), Run(text="", note="n"), Run(text=" conduct"))
    notes = (DocumentNote(id="n", number=1, text=(Run(text="A note."),)),)
    changed = with_first_clause(document, document.sections[0].children[0], text=title, notes=notes)
    text = part(word.render(changed, school, templates), "word/document.xml")
    [entry] = [p for p in text.iter(f"{W}p") if "Staff" in "".join(p.itertext())][:1]
    assert "".join(entry.itertext()).strip() == "Staff conduct"
    assert len([*entry.iter(f"{W}hyperlink")]) == 1
    assert not [*entry.iter(f"{W}footnoteReference")]


@pytest.mark.parametrize("school", SCHOOLS)
def test_every_style_that_the_text_names_is_there(school: str) -> None:
    files = parts(rendered(school))
    styles = set(re.findall(rb'w:styleId="([^"]+)"', files["word/styles.xml"]))
    for name, data in files.items():
        used = set(re.findall(rb'w:(?:pStyle|rStyle|tblStyle) w:val="([^"]+)"', data))
        assert used <= styles, name


def test_the_control_table_names_its_rows() -> None:
    (table,) = part(rendered(OAK), "word/document.xml").iter(f"{W}tbl")
    look = table.find(f"{W}tblPr/{W}tblLook")
    assert look is not None
    assert look.attrib[f"{W}firstColumn"] == "1"
    rows = [[words for _, words in paragraphs(row)] for row in table.iter(f"{W}tr")]
    assert ["Minute", "7.2"] in rows


@pytest.mark.parametrize("school", SCHOOLS)
def test_the_file_says_what_it_is(school: str) -> None:
    name = sample(school)[1].name
    said = {
        fact.tag.split("}")[1]: fact.text for fact in part(rendered(school), "docProps/core.xml")
    }
    assert said["title"] == f"Social Networking Policy – {name}"
    assert said["creator"] == name
    assert said["language"] == "en-GB"
    language = part(rendered(school), "word/styles.xml").find(f".//{W}rPrDefault/{W}rPr/{W}lang")
    assert language is not None
    assert language.attrib[f"{W}val"] == "en-GB"


def test_the_logo_has_a_description_once_and_a_monogram_none() -> None:
    described = {
        name: re.findall(rb'<wp:docPr [^>]*descr="([^"]*)"', data)
        for name, data in parts(rendered(OAK)).items()
        if name.startswith("word/header")
    }
    alt = sample(OAK)[1].logo_alt.encode()
    assert described == {"word/header-cover.xml": [alt], "word/header.xml": [b""]}
    drawn = parts(rendered(WARDEN_HILL))["word/header-cover.xml"]
    assert b'descr=""' in drawn
    assert b"adec:decorative" in drawn


def test_the_same_values_give_the_same_bytes() -> None:
    assert word.render(*sample(OAK)) == rendered(OAK)


def test_no_other_school_is_named() -> None:
    for school in SCHOOLS:
        if school != WARDEN_HILL:
            for name, data in parts(rendered(school)).items():
                assert b"warden hill" not in data.lower(), name
                assert b"growing together" not in data.lower(), name


def test_every_page_of_a_draft_says_so(tmp_path: Path) -> None:
    printed = pages(rendered(DRAFT), tmp_path)
    for number, page in enumerate(printed, 1):
        assert "Draft for approval" in page
        assert f"Page {number} of {len(printed)}" in page
    assert b"Draft for approval" not in b"".join(parts(rendered(OAK)).values())


def test_a_local_change_has_its_name_and_a_style_of_its_own() -> None:
    text = paragraphs(part(rendered(OAK), "word/document.xml"))
    at = text.index(("LocalChange", "Local addition"))
    assert text[at + 1][0] == "LocalClause"


def test_a_local_point_has_its_name_and_keeps_its_place(tmp_path: Path) -> None:
    document, school, templates = sample(OAK)
    section = document.sections[2]
    lead = section.children[0]
    points = (lead.children[0], lead.children[1].model_copy(update={"local": "replaced"}))
    changed = lead.model_copy(update={"style": "letter", "children": (*points, lead.children[2])})
    sections = list(document.sections)
    sections[2] = section.model_copy(update={"children": (changed,)})
    docx = word.render(document.model_copy(update={"sections": tuple(sections)}), school, templates)
    said = [style for style, _ in paragraphs(part(docx, "word/document.xml"))]
    at = said.index("ClauseLead-in")
    assert said[at + 1 : at + 5] == ["ItemLetter", "LocalChange", "LocalItemLetter", "ItemLetter"]
    printed = "\n".join(pages(docx, tmp_path, "-layout"))
    assert re.findall(r"\(([a-z])\) ", printed)[:3] == ["a", "b", "c"]


def test_what_a_school_types_is_printed_as_it_is(tmp_path: Path) -> None:
    docx = word.render(*hostile())
    typed = "".join(HOSTILE.split())
    text = "".join("".join(part(docx, "word/document.xml").itertext()).split())
    # Title, lead, owner, audience, contact, contents; section, clause, point, its point, closing.
    assert text.count(typed) == 11
    assert typed in "".join("".join(part(docx, "word/footnotes.xml").itertext()).split())
    for name in ("word/header.xml", "word/header-cover.xml", "docProps/core.xml"):
        assert typed in "".join("".join(part(docx, name).itertext()).split()), name
    sources = {source.cited.url for source in hostile()[0].sources} - {None}
    for name in ("document", "footnotes"):
        rels = part(docx, f"word/_rels/{name}.xml.rels")
        links = {link.get("Target") for link in rels if link.get("TargetMode")}
        assert links == {"https://a.org/?b&c", *sources}, name
    printed = "".join("".join(pages(docx, tmp_path)).split())
    assert printed.count(typed) >= 11


def test_a_link_to_a_clause_leads_to_its_bookmark() -> None:
    document, school, templates = sample(OAK)
    target = document.sections[-1].children[0].id
    clause = (
        document.sections[0]
        .children[0]
        .model_copy(update={"text": (Run(text="7.1", fill=f"ref {target}"),)})
    )
    docx = word.render(with_first_clause(document, clause), school, templates)
    text = part(docx, "word/document.xml")
    assert [anchor for style, anchor, _ in inner_links(text) if style == "Clause"] == [target]


def test_a_long_name_and_title_keep_the_cover_on_one_page(tmp_path: Path) -> None:
    document, school, templates = sample(OAK)
    long = "The Example Road Community Primary School and Nursery with a Resource Base for Autism"
    draft = document.model_copy(update={"title": long, "summary": long * 2, "approved": None})
    docx = word.render(draft, replace(school, name=long, motto=long), templates)
    cover, first, *_ = pages(docx, tmp_path)
    assert "If you need this policy in another format" in " ".join(cover.split())
    assert re.match(r"\s*The Example Road.*Introduction", first, re.DOTALL)


def test_the_copy_ends_with_its_sources() -> None:
    said = paragraphs(part(rendered(WARDEN_HILL), "word/document.xml"))
    styles = [style for style, _ in said]
    sources = said[styles.index("SourcesTitle") :]
    assert sources[0] == ("SourcesTitle", "Sources")
    assert sources[4][1] == (
        "Keeping children safe in education, 2018. Statutory guidance. Cited in 1.2."
        "https://www.gov.uk/government/publications/keeping-children-safe-in-education--2"
    )
    assert sources[-1] == ("End", "End of the policy")
    assert {style for style, _ in sources[2:-1]} == {"Source"}
    assert len(sources) == 3 + len(sample(WARDEN_HILL)[0].sources)
