"""Finished copies read back: what they lack, add or change is seen, and named."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from clausework.brand.palette import Font
from clausework.cli.main import main
from clausework.diff.compare import compare
from clausework.diff.redline import redline
from clausework.model.document import Document, DocumentNote, Node
from clausework.model.inline import Run
from clausework.model.policy import Fonts
from clausework.query.published import Published
from clausework.readback import (
    WordsDiffer,
    check_marked_pdf,
    check_page,
    check_pdf,
    check_word,
    read_pdf,
)
from clausework.render import proofread
from clausework.render.paper import pdf
from clausework.render.web import single
from clausework.render.word import word
from clausework.render.word.openxml import zipped
from clausework.source.project import PROJECT
from tests.support.drafts import document as drafted
from tests.support.meetings import MEETING, run, small_root, snapshot
from tests.support.samples import sample

OAK = "example-oak-academy"
LONG = (
    "See https://www.example.org/a-very-long/address/that-does-not/end/for/a/long-time?x=1&y=2 and "
    "counter-revolutionaries-everywhere/of-all-sorts, pre- and post-16, co\u00adoperate, "
    "cafe\u0301, office, £4.50, 1st, ½, § 7, “quoted”, it’s, a@b.org, [x] {y} <z> – — … "
)


def runs(text: str) -> tuple[Run, ...]:
    return (Run(text=text),)


def note(name: str, number: int, text: str) -> DocumentNote:
    return DocumentNote(id=name, number=number, text=runs(text))


END = note("end", 2, "At all times means always.")


def small() -> Document:
    """Everything that a document can have, in few words."""
    document = sample(OAK)[0]
    inner = Node(id="x", level="item", number="1.1(a)(i)", label="•", text=runs("in a locker;"))
    replaced = Node(
        id="i",
        level="item",
        number="1.1(a)",
        label="(a)",
        text=runs("keep phones:"),
        children=(inner,),
        local="replaced",
    )
    polite = Node(id="j", level="item", number="1.1(b)", label="(b)", text=runs("stay polite."))
    first = Node(
        id="st",
        level="clause",
        number="1.1",
        label="1.1",
        text=(Run(text="Staff"), Run(note="why"), Run(text=" must always:", strong=True)),
        style="letter",
        children=(replaced, polite),
        closing=(Run(text="These hold at all times"), Run(note="end"), Run(text=".")),
        notes=(note("why", 1, "So that help can be given."), END),
    )
    second = Node(id="t", level="clause", number="1.2", label="1.2", text=runs("Nobody may shout."))
    third = Node(id="u", level="clause", number="2.1", label="2.1", text=runs(LONG), local="added")
    sections = (
        Node(
            id="s",
            level="section",
            number="1.0",
            label="1.0",
            text=runs("Conduct"),
            children=(first, second),
        ),
        Node(
            id="v", level="section", number="2.0", label="2.0", text=runs("Care"), children=(third,)
        ),
    )
    return document.model_copy(update={"sections": sections, "title": "Staff Conduct"})


def without(document: Document, name: str, **changes: object) -> Document:
    """A document without an element, or with another in its place."""

    def kept(nodes: tuple[Node, ...]) -> tuple[Node, ...]:
        below = (
            node.model_copy(update={"children": kept(node.children)})
            for node in nodes
            if node.id != name or changes
        )
        return tuple(node.model_copy(update=changes) if node.id == name else node for node in below)

    return document.model_copy(update={"sections": kept(document.sections)})


# What is done to a document before it is printed, and what is said of the copy.
CASES: dict[str, tuple[Callable[[Document], Document], tuple[str, ...]]] = {
    "a point within a point": (
        lambda one: without(one, "x"),
        ("at point 1.1(a)(i) it lacks", "in a locker;”"),
    ),
    "a clause": (
        lambda one: without(one, "t"),
        ("at clause 1.2 it lacks", "Nobody may shout.”"),
    ),
    "a word": (
        lambda one: without(one, "t", text=runs("Nobody must shout.")),
        ("at clause 1.2 it has “must” in place of “may”",),
    ),
    "a word more": (
        lambda one: without(one, "t", text=runs("Nobody else may shout.")),
        ("at clause 1.2 it has “else” besides",),
    ),
    "a space": (
        lambda one: without(one, "t", text=runs("No body may shout.")),
        ("at clause 1.2 it has “No body” in place of “Nobody”",),
    ),
    "the title of a section": (lambda one: without(one, "v", text=runs("Cares")), ("Care",)),
    "the end of a clause": (
        lambda one: without(one, "st", closing=()),
        ("at the end of clause 1.1 it lacks", "These hold at all times2."),
    ),
    "the name of a local change": (
        lambda one: without(one, "u", local=None),
        ("at clause 2.1 it lacks “Local addition”",),
    ),
    "the order": (
        lambda one: one.model_copy(update={"sections": one.sections[::-1]}),
        ("section 1.0",),
    ),
    "a footnote": (
        lambda one: without(one, "st", notes=(note("why", 1, "So that help is given."), END)),
        ("at note 1 it has “is” in place of “can be”",),
    ),
}
FORMS = ("pdf", "word", "page")


def checked(form: str, said: Document, printed: Document) -> None:
    """A copy of one document read back as if it were that of another."""
    _, head, templates = sample(OAK)
    around = proofread.around(said, head, templates)
    if form == "pdf":
        check_pdf(said, pdf.render(printed, head, templates), around, "the copy")
    elif form == "word":
        check_word(said, word.render(printed, head, templates), around, "the copy")
    else:
        page = single.render(Published(printed), head, templates)
        check_page(said, page, around, "the copy")


@pytest.mark.parametrize("form", FORMS)
def test_a_copy_that_says_what_its_document_says_is_good(form: str) -> None:
    checked(form, small(), small())


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("case", CASES)
def test_what_differs_is_named(form: str, case: str) -> None:
    change, words = CASES[case]
    with pytest.raises(WordsDiffer) as raised:
        checked(form, small(), change(small()))
    said = str(raised.value)
    assert said.startswith("the copy does not say what the policy says: ")
    assert [one for one in words if one not in said] == []


def test_the_title_and_the_contents_are_read_as_well() -> None:
    for changes, place in (({"title": "Conduct"}, "the cover"), ({"summary": "No"}, "the cover")):
        for form in ("pdf", "word"):
            with pytest.raises(WordsDiffer, match=f"{place} lacks|does not have"):
                checked(form, small(), small().model_copy(update=changes))


def test_the_contents_of_a_word_copy_are_read_as_well() -> None:
    _, head, templates = sample(OAK)
    document = small()
    around = proofread.around(document, head, templates)
    data = word.render(document, head, templates)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    # The first place is in the contents, the second above the section.
    parts["word/document.xml"] = parts["word/document.xml"].replace(b">Care<", b">Fare<", 1)
    said = r"the contents, section 2\.0 it has “Fare” in place of “Care”"
    with pytest.raises(WordsDiffer, match=said):
        check_word(document, zipped(parts), around, "the copy")


def test_a_footnote_may_go_on_at_the_foot_of_the_next_page() -> None:
    """And so may a clause, and the one may begin with the words that the other goes on with."""
    for words in (200, 450, 700):
        text = " ".join(["Staff"] * words)
        notes = (note("why", 1, f"1 {text}"), note("end", 2, text))
        long = without(small(), "st", notes=notes, closing=(*runs(text), Run(note="end")))
        checked("pdf", long, long)


def test_a_space_that_pdfium_leaves_out_is_read_from_the_gap() -> None:
    _, head, templates = sample(OAK)
    serif = replace(head, fonts=Fonts(body=Font.LITERATA))
    said = without(small(), "t", text=runs("Ещё Ελληνικά The Guide"))
    around = proofread.around(said, serif, templates)
    data = pdf.render(said, serif, templates)
    assert "ΕλληνικάThe" in "".join(read_pdf.pages(data))
    check_pdf(said, data, around, "the copy")
    glued = without(small(), "t", text=runs("Ещё ΕλληνικάThe Guide"))
    with pytest.raises(WordsDiffer, match="“ΕλληνικάThe” in place of “Ελληνικά The”"):
        check_pdf(said, pdf.render(glued, serif, templates), around, "the copy")


def test_a_character_that_nobody_sees_and_nobody_typed_is_named() -> None:
    _, head, templates = sample(OAK)
    around = proofread.around(small(), head, templates)
    stray = replace(head, motto="Grow\u2060 strong")
    data = pdf.render(small(), stray, templates)
    with pytest.raises(WordsDiffer, match=r"in no text on page 1: U\+2060, WORD JOINER"):
        check_pdf(small(), data, around, "the copy")
    check_pdf(small(), data, proofread.around(small(), stray, templates), "the copy")


@pytest.mark.parametrize("check", [check_pdf, check_word])
def test_what_cannot_be_read_is_no_copy(check: Callable[..., None]) -> None:
    _, head, templates = sample(OAK)
    with pytest.raises(WordsDiffer, match="cannot be read"):
        check(small(), b"%PDF-1.7", proofread.around(small(), head, templates), "the copy")


# A template that leaves out what closes a clause, for each copy.
FAULTY = {
    "documents/staff-conduct.pdf": (
        "pdf/policy.typ",
        "in-text-column(around(par(body)))",
        "none",
    ),
    "documents/staff-conduct.docx": (
        "document.html.j2",
        "{% if node.closing %}",
        "{% if false %}",
    ),
    "documents/staff-conduct.html": (
        "web/parts.html.j2",
        "{% if node.closing %}",
        "{% if false %}",
    ),
}


@pytest.mark.parametrize("path", FAULTY)
def test_a_school_is_withheld_whose_copy_differs(
    path: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = small_root(tmp_path / "small")
    formats = {"pdf": "pdf", "docx": "word", "html": "web"}[path.rpartition(".")[2]]
    build = ["build", "--root", str(root), "--format", formats, "--jobs", "1"]
    assert main(build) == 0
    before = files_of(root / "out" / "sites")
    name, old, new = FAULTY[path]
    own = root / "templates" / name
    own.parent.mkdir(parents=True)
    text = (PROJECT / "templates" / name).read_text("utf-8")
    assert old in text
    own.write_text(text.replace(old, new), "utf-8")
    capsys.readouterr()
    assert main(build) == 3
    said = " ".join(capsys.readouterr().err.split())
    assert f"{path} does not say what the policy says: at the end of clause 2.1 it lacks" in said
    assert "“These hold at all times.”; its earlier copy stays" in said
    assert files_of(root / "out" / "sites") == before


def test_an_approval_is_not_recorded_whose_copy_differs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = small_root(tmp_path / "small")
    name, old, new = FAULTY["documents/staff-conduct.pdf"]
    own = root / "templates" / name
    own.parent.mkdir(parents=True)
    own.write_text((PROJECT / "templates" / name).read_text("utf-8").replace(old, new), "utf-8")
    before = snapshot(root)
    assert run(root, "approve", "oak", *MEETING) == 3
    assert "the PDF for the record does not say what the policy says" in capsys.readouterr().err
    assert snapshot(root) == before


def files_of(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def redline_of(old: str, new: str) -> Document:
    before, after = drafted(old), drafted(new)
    return redline(before, after, compare(before, after), ())


OLD = (
    "# s: One | a: Staff may go[^n]. | ^n: At noon. | b: B: | - p: Old point | # t: Two | c: Gone."
)
NEW = "# s: One | a: Staff must go[^n]. | ^n: At one. | b: B: | - q: New point | =: All of it."
# What a marked-up copy is printed without.
LOST = {
    "what was put in": ("- q: New point", "- q: point", "lacks “New"),
    "what closes a clause": (" | =: All of it.", "", "All of it."),
    "a footnote": ("At one.", "At two.", "note 1"),
}


def test_a_marked_up_copy_is_read_back_on_both_sides() -> None:
    _, head, templates = sample(OAK)
    whole = redline_of(OLD, NEW)
    proofread.pdf(whole, head, templates, "the copy")
    proofread.word(whole, head, templates, "the copy")


@pytest.mark.parametrize("case", LOST)
def test_a_marked_up_copy_that_lacks_words_is_named(case: str) -> None:
    _, head, templates = sample(OAK)
    written, left, words = LOST[case]
    whole, printed = redline_of(OLD, NEW), redline_of(OLD, NEW.replace(written, left))
    with pytest.raises(WordsDiffer, match=words):
        check_marked_pdf([whole], pdf.render(printed, head, templates), "the copy")
    around = proofread.around(whole.sides[1], head, templates)
    with pytest.raises(WordsDiffer, match=words):
        check_word(whole.sides[1], word.render(printed, head, templates), around, "the copy")


def test_what_was_taken_out_is_read_back_as_well() -> None:
    _, head, templates = sample(OAK)
    whole, printed = redline_of(OLD, NEW), redline_of(OLD.replace(" | c: Gone.", ""), NEW)
    with pytest.raises(WordsDiffer, match=r"section 2\.0 lacks “Two”"):
        check_marked_pdf([whole], pdf.render(printed, head, templates), "the copy")
    older = whole.sides[0]
    around = proofread.around(older, head, templates)
    data = word.render(printed, head, templates)
    with pytest.raises(WordsDiffer, match=r"the contents, section 2\.0 it lacks “Two”"):
        check_word(older, data, around, "the copy", "older")


@pytest.mark.parametrize("path", [*FAULTY][:2])
def test_a_review_is_not_written_whose_copies_differ(
    path: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = small_root(tmp_path / "small")
    name, old, new = FAULTY[path]
    own = root / "templates" / name
    own.parent.mkdir(parents=True)
    own.write_text((PROJECT / "templates" / name).read_text("utf-8").replace(old, new), "utf-8")
    review = ["review", "staff-conduct", "--school", "oak", "--to", "1.1", "--root", str(root)]
    assert main(review) == 3
    assert "does not say what the policy says" in capsys.readouterr().err
    assert not (root / "out" / "reviews").exists()
