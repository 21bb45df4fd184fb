"""What paragraphs of files are that this program did not make."""

from __future__ import annotations

import pytest

from clausework.intake.formats import files
from clausework.intake.kinds import parts
from clausework.intake.labels import LabelMark, read_label
from clausework.intake.structure import drafted
from tests.support.made_docx import docx, level, lists, para, part, run

LABELS: dict[str, LabelMark | None] = {
    "1.0": LabelMark("path", path=(1, 0)),
    "7.1.2": LabelMark("path", path=(7, 1, 2)),
    "3.": LabelMark("path", path=(3,)),
    "A.1": LabelMark("path", path=(1,), letter="A"),
    "Appendix B": LabelMark("appendix", letter="B"),
    "Annex 2:": LabelMark("appendix", letter="2"),
    "(a)": LabelMark("point", form="letter", place=1),
    "b)": LabelMark("point", form="letter", place=2),
    "(bb)": LabelMark("point", form="letter", place=28),
    "(iv)": LabelMark("point", form="roman", place=4),
    "ii.": LabelMark("point", form="roman", place=2),
    "(3)": LabelMark("point", form="decimal", place=3),
    "2)": LabelMark("point", form="decimal", place=2),
    "•": LabelMark("point", form="bullet"),
    "word)": None,
    "": None,
}


@pytest.mark.parametrize(("text", "expected"), LABELS.items(), ids=LABELS)
def test_labels(text: str, expected: LabelMark | None) -> None:
    assert read_label(text) == expected


def kinds(text: str) -> list[str]:
    read = files.read("a.txt", text.encode())
    return [f"{one.kind} {one.depth}: {one.block.text}" for one in parts(read.blocks)]  # type: ignore[union-attr]


def test_typed_numbers_say_what_is_what() -> None:
    text = """The Oak School
Lone Working Policy
1.0 Introduction
1.1 This policy is for all staff.
1.2 Staff must:
(a) say where they are;
(i) by telephone, or
(ii) by a note;
(b) carry an alarm.
2. Visits
2.1 Nobody visits alone.
More of the same.
"""
    assert kinds(text) == [
        "aside 1: The Oak School",
        "title 1: Lone Working Policy",
        "section 1: Introduction",
        "clause 1: This policy is for all staff.",
        "clause 1: Staff must:",
        "point 1: say where they are;",
        "point 2: by telephone, or",
        "point 2: by a note;",
        "point 1: carry an alarm.",
        "section 1: Visits",
        "clause 1: Nobody visits alone.",
        "paragraph 1: More of the same.",
    ]


HEADINGS = (
    '<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/></w:style>'
)


def test_headings_by_style_and_lists_by_level() -> None:
    bullets = lists(level(0, "bullet", "·"), level(1, "bullet", "o"))
    body = (
        para("Aims", "H1")
        + para("We want all to be safe.")
        + para("One", num=(1, 0))
        + para("Inner", num=(1, 1))
        + para("Two", num=(1, 0))
        + para("That is all.")
        + para("More", "H2")
        + para("Words.")
        + para("Appendix A: Forms", "H1")
        + para("Name: ______________")
        + para("Signed: ______________")
    )
    found = drafted(files.read("a.docx", docx(body, bullets, HEADINGS)))
    (section,) = found.sections
    assert section == {
        "id": "aims",
        "title": "Aims",
        "numbered": False,
        "clauses": [
            {
                "id": "we-want-all-to",
                "text": "We want all to be safe.",
                "numbered": False,
                "style": "bullet",
                "items": [
                    {
                        "id": "one",
                        "text": "One",
                        "style": "bullet",
                        "items": [{"id": "inner", "text": "Inner"}],
                    },
                    {"id": "two", "text": "Two"},
                ],
                "closing": "That is all.",
            }
        ],
        "sections": [
            {
                "id": "more",
                "title": "More",
                "numbered": False,
                "clauses": [{"id": "words", "text": "Words.", "numbered": False}],
            }
        ],
    }
    (annex,) = found.appendices
    assert annex["title"] == "Forms"


def test_a_table_and_its_caption() -> None:
    def row(*cells: str, more: str = "") -> str:
        inner = "".join(f"<w:tc>{para(cell)}</w:tc>" for cell in cells)
        return f"<w:tr>{more}{inner}</w:tr>"

    grid = f"<w:tbl>{row('Who', 'When')}{row('The head', 'At once')}{row('All', '')}</w:tbl>"
    body = para("Telling", "H1") + para("Table 3: Whom to tell") + grid + para("So it is.")
    found = drafted(files.read("a.docx", docx(body, styles=HEADINGS)))
    (clause,) = found.sections[0]["clauses"]
    assert clause["table"] == {
        "caption": "Whom to tell",
        "columns": [{"id": "who", "title": "Who"}, {"id": "when-2", "title": "When"}],
        "rows": [
            {"id": "the-head", "who": "The head", "when-2": "At once"},
            {"id": "all", "who": "All", "when-2": ""},
        ],
    }
    assert clause["closing"] == "So it is."
    assert ("Whom to tell", "its first row was taken for the titles of its columns") in (
        found.choices
    )


def test_tracked_changes_are_read_as_accepted_and_said() -> None:
    body = (
        f'<w:p><w:pPr><w:pStyle w:val="H1"/></w:pPr>{run("Aims")}</w:p>'
        f'<w:p>{run("Staff ")}<w:del w:id="1" w:author="A"><w:r><w:delText>may</w:delText></w:r>'
        f'</w:del><w:ins w:id="2" w:author="A">{run("must")}</w:ins>{run(" go.")}</w:p>'
        f'<w:p><w:pPr><w:rPr><w:del w:id="3" w:author="A"/></w:rPr></w:pPr>{run("Then ")}</w:p>'
        f"<w:p>{run('home.')}</w:p>"
    )
    found = drafted(files.read("a.docx", docx(body, styles=HEADINGS)))
    (clause,) = found.sections[0]["clauses"]
    assert clause["text"] == "Staff must go.\n\nThen home."
    assert [what for _, what in found.choices] == [
        "it had tracked changes, which were read as accepted"
    ]


def test_emphasis_links_and_signs_are_as_they_were() -> None:
    link = '<w:hyperlink r:id="r9">' + run("the page") + "</w:hyperlink>"
    body = para("Aims", "H1") + (
        f"<w:p>{run('Staff ')}{run('must', '<w:b/>')}{run(' not use * or [x] & ')}{link}"
        f"{run('.')}<w:r><w:br/></w:r>{run('Next line')}</w:p>"
    )
    links = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r9" Type="x" Target="https://a.org" TargetMode="External"/>'
        "</Relationships>"
    )
    data = docx(body, styles=HEADINGS, word___rels__document_dot_xml_dot_rels=links)
    (clause,) = drafted(files.read("a.docx", data)).sections[0]["clauses"]
    assert clause["text"] == (
        "Staff **must** not use \\* or \\[x\\] & [the page](https://a.org).\nNext line"
    )


def test_footnotes_and_what_is_around_the_text() -> None:
    mark = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    body = para("Aims", "H1") + f"<w:p>{run('Staff go')}{mark}{run('.')}</w:p>"
    notes = part(
        "footnotes",
        f'<w:footnote w:type="separator" w:id="0">{para("")}</w:footnote>'
        f'<w:footnote w:id="2">{para("Since 2020.")}</w:footnote>'
        f'<w:footnote w:id="3">{para("Nobody marks this.")}</w:footnote>',
    )
    header = part("hdr", para("The Oak School"))
    data = docx(body, styles=HEADINGS, word__footnotes_dot_xml=notes, word__header1_dot_xml=header)
    found = drafted(files.read("a.docx", data))
    (clause,) = found.sections[0]["clauses"]
    assert clause["text"] == "Staff go[^since-2020]."
    assert clause["notes"] == [{"id": "since-2020", "text": "Since 2020."}]
    assert sorted(found.unplaced) == [
        ("Nobody marks this.", "a footnote that no text marks"),
        ("The Oak School", "a header"),
    ]


def test_a_typed_star_is_a_footnote() -> None:
    text = "1.0 Aims\n1.1 We keep British Values*.\n1.2 We go.\n*As the law says.\n"
    found = drafted(files.read("a.txt", text.encode()))
    first, second = found.sections[0]["clauses"]
    assert first["text"] == "We keep British Values[^as-the-law-says]."
    assert first["notes"] == [{"id": "as-the-law-says", "text": "As the law says."}]
    assert second["text"] == "We go."


MARKDOWN = """# Aims

We go **home**.

1. First
   - inner
2. Second

| Who | When |
|-----|------|
| Head | Now |
"""
HTML = (
    "<h1>Aims</h1><p>We go <b>home</b>.</p><ol><li>First<ul><li>inner</li></ul></li>"
    "<li>Second</li></ol><table><tr><th>Who</th><th>When</th></tr>"
    "<tr><td>Head</td><td>Now</td></tr></table><script>alert(1)</script>"
)


@pytest.mark.parametrize(("name", "text"), [("a.md", MARKDOWN), ("a.html", HTML)])
def test_markdown_and_html(name: str, text: str) -> None:
    found = drafted(files.read(name, text.encode()))
    (section,) = found.sections
    first, second = section["clauses"]
    assert first["text"] == "We go **home**."
    assert [point["text"] for point in first["items"]] == ["First", "Second"]
    assert first["style"] == "number"
    assert [point["text"] for point in first["items"][0]["items"]] == ["inner"]
    assert [row["who"] for row in second["table"]["rows"]] == ["Head"]
    assert "alert" not in repr(found.sections)
