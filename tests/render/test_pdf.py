"""The PDF: the source's words and no others, for every reader, whatever a school types."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from clausework.brand.palette import contrast
from clausework.model.inline import Run
from clausework.model.policy import Reason
from clausework.render.paper import pdf
from tests.judges import poppler, verapdf
from tests.support.papers import (
    HOSTILE,
    hostile_copy,
    hostile_redline,
    marked_drafts,
    marked_versions,
    rendered,
    saying,
)
from tests.support.places import PROJECT
from tests.support.samples import SCHOOLS, sample
from tests.support.source import SOURCE, source_words

WARDEN_HILL, OAK, DRAFT = "warden-hill-infant", "example-oak-academy", "example-riverside-unit"
# Between the running header and the footer, in points from the top left corner.
BETWEEN = ["-x", "0", "-y", "75", "-W", "595", "-H", "690"]
NOTE = re.compile(r"1\s?(British Values are defined .*? either publication\.)", re.DOTALL)


def run(program: str, data: bytes, folder: Path, *options: str) -> str:
    """What one of poppler's programs says of a PDF."""
    file = folder / "policy.pdf"
    file.write_bytes(data)
    output = ["-"] if program == "pdftotext" else []
    return poppler(program, *options, file, *output)


def text(data: bytes, folder: Path, *options: str) -> str:
    return run("pdftotext", data, folder, "-nopgbrk", *options)


def every_text(data: bytes, folder: Path) -> list[str]:
    """All that the pages, the bookmarks and the properties say, with no white space."""
    said = (
        text(data, folder),
        run("pdfinfo", data, folder),
        run("pdfinfo", data, folder, "-struct-text"),
    )
    return ["".join(part.split()) for part in said]


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


def _said_of(old: str, new: str, folder: Path, *reasons: Reason) -> str:
    """What the pages of a redline say between header and footer, line by line."""
    data = pdf.render(*marked_drafts(old, new, *reasons))
    return text(data, folder, "-layout", "-f", "3", *BETWEEN)


def test_every_redline_meets_both_standards(tmp_path: Path) -> None:
    files = []
    for school in SCHOOLS:
        for old, new in (("1.0", "1.1"), ("1.0", "2.0"), ("2.0", "1.0")):
            files.append(tmp_path / f"{school}_{old}_{new}.pdf")
            files[-1].write_bytes(pdf.render(*marked_versions(school, old, new)))
    spoilt = tmp_path / "hostile.pdf"
    spoilt.write_bytes(pdf.render(*hostile_redline()))
    files.append(spoilt)
    for flavour in ("ua1", "2a"):
        assert verapdf(files, flavour) == {file: [] for file in files}


def test_the_same_redline_gives_the_same_bytes() -> None:
    values = marked_drafts("a: Staff may go.", "a: Staff must go. | b: And come.")
    assert pdf.render(*values) == pdf.render(*values)


def test_a_redline_says_what_it_is_and_how_to_read_it(tmp_path: Path) -> None:
    data = pdf.render(*marked_versions(OAK, "1.0", "2.0"))
    cover = " ".join(text(data, tmp_path, "-l", "1").split())
    assert "Marked-up copy: what changes from version 1.0 to version 2.0." in cover
    legend = "Added words are underlined; [removed words are struck through in brackets]."
    assert legend in cover
    assert "Proposed: not issued by HR" in cover
    for page in range(2, pdf.pages(data) + 1):
        own = text(data, tmp_path, "-f", str(page), "-l", str(page))
        assert "Marked-up copy, version 1.0 to 2.0" in own
        assert "Proposed: not issued by HR" in own
    assert "marked-up copy, version 1.0 to 2.0" in run("pdfinfo", data, tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("Staff may go.", "Staff must go.", "Staff [may] must go."),
        ("Staff go at once.", "Staff go.", "Staff go [at once]."),
        ("Staff go.", "Staff go at once.", "Staff go at once."),
        ("Tell **the head** now.", "Tell **the chair** now.", "Tell the [head] chair now."),
        ("See [one](https://a.org/).", "See [two](https://a.org/).", "See [one] two."),
        ("Go", "Go.", "Go."),
    ],
)
def test_what_was_taken_out_stands_in_brackets(
    old: str, new: str, said: str, tmp_path: Path
) -> None:
    lines = _said_of(f"a: {old}", f"a: {new}", tmp_path)
    assert re.search(rf"1\.1 +{re.escape(said)}\n", lines)


def test_marks_are_tagged_and_spoken(tmp_path: Path) -> None:
    data = pdf.render(*marked_drafts("a: Staff may go.", "a: Staff must go."))
    workspace = run("pdfinfo", data, tmp_path, "-struct-text")
    struck = r"Span.*\n\s+/TextDecorationThickness 0\.9\n\s+/TextDecorationType /LineThrough\n"
    lined = r"Span.*\n\s+/TextDecorationThickness 1\.1\n\s+/TextDecorationType /Underline\n"
    assert re.search(struck + r'\s+"\[may\]"\n', workspace)
    assert re.search(lined + r'\s+"must"\n', workspace)
    # One of each in the legend, and one in the clause.
    for words in (b"inserted:", b"end of insertion", b"deleted:", b"end of deletion"):
        assert data.count(b"/Alt(" + words + b")") == 2


def test_the_colours_of_marks_can_be_read() -> None:
    styling = (PROJECT / "templates" / "pdf" / "policy.typ").read_text("utf-8")
    colours = re.findall(r'^#let (?:added|removed) = rgb\("(#\w+)"\)$', styling, re.MULTILINE)
    assert len(colours) == 2
    for school in SCHOOLS:
        for behind in ("#ffffff", sample(school)[1].palette.tint):
            assert all(contrast(colour, behind) >= 4.5 for colour in colours)


@pytest.mark.parametrize(
    ("old", "new", "lines"),
    [
        ("b: B.", "a: A. | b: B.", [r"New +1\.1 +A\.", r"\[1\.1\] +1\.2 +B\."]),
        ("a: A. | b: B.", "b: B.", [r"Removed +\[1\.1\] +\[A\.\]", r"\[1\.2\] +1\.1 +B\."]),
        (
            "a (letter): A: | - p: One | - q: Two | - r: Three",
            "a (letter): A: | - p: One | - r: Three",
            [r"\(a\) +One", r"Removed +\[\(b\)\] +\[Two\]", r"\[\(c\)\] +\(b\) +Three"],
        ),
        ("a: A: | - p: One", "a (letter): A: | - p: One", [r"\n +\(a\) +One"]),
        ("a (letter): A: | - p: One", "a: A: | - p: One", [r"\n +• +One"]),
        (
            "# s: Old | a: A. | # t: Kept | b: B.",
            "# t: Kept | b: B.",
            [r"Removed +\[1\.0\] +\[Old\]", r"\[2\.0\] +1\.0 +Kept"],
        ),
        (
            "# s: One | a: A. | m: Gone there. | # t: Two | b: B.",
            "# s: One | a: A. | # t: Two | b: B. | m: Gone there.",
            [
                r"Moved to 2\.2 +\[1\.2\] +\[Gone there\.\]",
                r"Moved from +2\.2 +Gone there\.\n +1\.2\n",
            ],
        ),
        ("a: A.", "a: A. | =: End.", [r"\n +End\.\n"]),
    ],
)
def test_numbers_as_they_are_and_were(old: str, new: str, lines: list[str], tmp_path: Path) -> None:
    said = _said_of(old, new, tmp_path)
    assert [line for line in lines if not re.search(line, said)] == []


@pytest.mark.parametrize("deleted", [True, False])
def test_a_mark_may_go_over_a_page_that_has_another_in_its_footnote(deleted: bool) -> None:
    """The long text is on one side, and the footnote above it on the other."""
    long = f"a: Tell them. | b: {'Staff must tell the head of it without delay. ' * 90}"
    noted = "a: Tell[^n] them. | ^n: Note. | b: Be."
    old, new = (long, noted) if deleted else (noted, long)
    assert pdf.pages(pdf.render(*marked_drafts(old, new))) > 3


def test_the_ends_of_a_move_are_linked() -> None:
    document, school, templates = marked_drafts(
        "# s: One | a: A. | m: Gone. | # t: Two | b: B.",
        "# s: One | a: A. | # t: Two | b: B. | m: Gone.",
    )
    sections = tuple(
        section.model_copy(
            update={
                "children": tuple(
                    child.model_copy(update={"moved": False}) for child in section.children
                )
            }
        )
        for section in document.sections
    )
    apart = document.model_copy(update={"sections": sections})
    links = [
        pdf.render(one, school, templates).count(b"/Subtype/Link") for one in (apart, document)
    ]
    assert links[1] == links[0] + 2


def test_bookmarks_have_titles_without_marks() -> None:
    data = pdf.render(
        *marked_drafts(
            "# s: Old name | a: A. | # t: Gone | b: B. | # u: Kept | c: C.",
            "# s: New name | a: A. | # u: Kept | c: C.",
        )
    )
    titles = [title.decode() for title in re.findall(rb"/Title\((\[?\d[^)]*)\)", data)]
    assert titles == ["1.0 New name", "[2.0] [Gone]", "2.0 Kept"]


def test_a_reason_is_told_once_and_that_of_a_point_at_the_point(tmp_path: Path) -> None:
    said = _said_of(
        "a: Do: | - p: Sing | - q: Dance | - r: Draw",
        "a: Do: | - p: Sing aloud | - q: Dance aloud | - r: Draw aloud",
        tmp_path,
        Reason(clause="a", reason="It was too quiet.", weight="editorial"),
        Reason(clause="r", reason="Pens are loud."),
    )
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    told = [index for index, line in enumerate(lines) if "Why:" in line]
    assert [lines[index].partition("Why: ")[2] for index in told] == [
        "Pens are loud.",
        "It was too quiet.",
    ]
    assert lines[told[0] - 1] == "• Draw aloud"
    assert "Editorial: form, not meaning." in lines[told[1]]


def test_what_is_typed_in_a_redline_is_printed_as_it_is(tmp_path: Path) -> None:
    data, typed = pdf.render(*hostile_redline()), "".join(HOSTILE.split())
    said = "".join(text(data, tmp_path, "-raw", "-f", "3", *BETWEEN).split())
    assert said.count(f"[{typed}]{typed}") == len(("title", "clause"))
    assert f"Why:{typed}" in said
