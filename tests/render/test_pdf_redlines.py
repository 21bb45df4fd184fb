"""The PDF of a redline: its marks and what they say, to readers and to programs."""

import re
from pathlib import Path

import pytest

from clausework.brand.palette import contrast
from clausework.model.policy import Reason
from clausework.render.paper import pdf
from tests.judges import verapdf
from tests.support.papers import HOSTILE, hostile_redline, marked_drafts, marked_versions
from tests.support.pdf_text import BETWEEN, run, text
from tests.support.places import PROJECT
from tests.support.samples import OAK, SCHOOLS, sample


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
        ("a (letter): A: | - p: One", "a: A: | - p: One", [r"\[\(a\)\] +• +One"]),
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
