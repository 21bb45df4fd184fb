"""Policies in the makes that people make, and what each paragraph of them is.

An expected line is what it is, how deep it is, the number that the draft prints, and its words.
"""

from __future__ import annotations

from tests.support.made_docx import docx, level, lists, para, run

STYLES = (
    '<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/></w:style>'
)
LEGAL = lists(
    level(0, "decimal", "%1."),
    level(1, "decimal", "%1.%2"),
    level(2, "lowerLetter", "(%3)"),
    level(3, "lowerRoman", "(%4)"),
)
BULLETS = lists(level(0, "bullet", "·"), level(1, "bullet", "o"), level(2, "bullet", "▪"))
LETTERS = lists(level(0, "lowerLetter", "%1)"), level(1, "lowerRoman", "%2."))
START = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
BOLD = "<w:b/>"


def bold(text: str) -> str:
    return para(text, look=BOLD)


def cell(text: str) -> str:
    return f"<w:tc>{para(text)}</w:tc>"


def rows(*lines: tuple[str, ...]) -> str:
    return "".join(f"<w:tr>{''.join(map(cell, line))}</w:tr>" for line in lines)


def control(inner: str) -> str:
    return f"<w:sdt><w:sdtPr/><w:sdtContent>{inner}</w:sdtContent></w:sdt>"


ONE, TWO = "Staff must tell the head.", "Nobody may stay alone."
MAKES: dict[str, tuple[bytes | str, list[str]]] = {
    "headings and clauses of one list": (
        docx(
            para("Aims", "H1", (1, 0))
            + para(ONE, num=(1, 1))
            + para(TWO, num=(1, 1))
            + para("Visits", "H1", (1, 0))
            + para(ONE, num=(1, 1)),
            LEGAL,
            STYLES,
        ),
        [
            "section 0 1. Aims",
            f"clause 1 1.1 {ONE}",
            f"clause 1 1.2 {TWO}",
            "section 0 2. Visits",
            f"clause 1 2.1 {ONE}",
        ],
    ),
    "four levels of one list": (
        docx(
            para("Aims", "H1", (1, 0))
            + para("Staff must:", num=(1, 1))
            + para("go;", num=(1, 2))
            + para("by car, or", num=(1, 3))
            + para("on foot;", num=(1, 3))
            + para("stay.", num=(1, 2)),
            LEGAL,
            STYLES,
        ),
        [
            "section 0 1. Aims",
            "clause 1 1.1 Staff must:",
            "item 2 (a) go;",
            "item 3 (i) by car, or",
            "item 3 (ii) on foot;",
            "item 2 (b) stay.",
        ],
    ),
    "typed numbers": (
        f"1.0 Aims\n1.1 {ONE}\n1.2 {TWO}\n2.0 Visits\n2.1 {ONE}\n",
        [
            "section 0 1.0 Aims",
            f"clause 1 1.1 {ONE}",
            f"clause 1 1.2 {TWO}",
            "section 0 2.0 Visits",
            f"clause 1 2.1 {ONE}",
        ],
    ),
    "typed numbers with tabs": (
        docx(para("1.\tAims") + para(f"1.1\t{ONE}") + para("2.\tVisits") + para(f"2.1\t{TWO}")),
        ["section 0 1. Aims", f"clause 1 1.1 {ONE}", "section 0 2. Visits", f"clause 1 2.1 {TWO}"],
    ),
    "bold headings with typed figures": (
        docx(bold("1. Aims") + para(ONE) + bold("2. Visits") + para(TWO)),
        ["section 0 1. Aims", f"clause 1  {ONE}", "section 0 2. Visits", f"clause 1  {TWO}"],
    ),
    "bold headings without numbers": (
        docx(bold("Aims") + para(ONE) + para(TWO) + bold("Visits") + para(ONE)),
        ["section 0  Aims", f"clause 1  {ONE}\n\n{TWO}", "section 0  Visits", f"clause 1  {ONE}"],
    ),
    "headings in capitals": (
        docx(para("AIMS OF THIS") + para(ONE) + para("VISITS") + para(TWO)),
        ["section 0  AIMS OF THIS", f"clause 1  {ONE}", "section 0  VISITS", f"clause 1  {TWO}"],
    ),
    "headings by style, two deep": (
        docx(para("Aims", "H1") + para(ONE) + para("At night", "H2") + para(TWO), styles=STYLES),
        ["section 0  Aims", f"clause 1  {ONE}", "section 1  At night", f"clause 2  {TWO}"],
    ),
    "a title by style": (
        docx(para("Lone Working", "T") + para("Aims", "H1") + para(ONE), styles=STYLES),
        ["section 0  Aims", f"clause 1  {ONE}"],
    ),
    "bullets three deep": (
        docx(
            para("Aims", "H1")
            + para("Staff:", "")
            + para("go", num=(1, 0))
            + para("by car", num=(1, 1))
            + para("a red one", num=(1, 2))
            + para("stay", num=(1, 0)),
            BULLETS,
            STYLES,
        ),
        [
            "section 0  Aims",
            "clause 1  Staff:",
            "item 2 • go",
            "item 3 • by car",
            "item 4 • a red one",
            "item 2 • stay",
        ],
    ),
    "typed bullets": (
        f"1.0 Aims\n1.1 Staff must:\n• go\n• stay\n1.2 {TWO}\n",
        [
            "section 0 1.0 Aims",
            "clause 1 1.1 Staff must:",
            "item 2 • go",
            "item 2 • stay",
            f"clause 1 1.2 {TWO}",
        ],
    ),
    "hyphens for bullets": (
        "1.0 Aims\n1.1 Staff must:\n- go\n- stay\n",
        ["section 0 1.0 Aims", "clause 1 1.1 Staff must:", "item 2 • go", "item 2 • stay"],
    ),
    "typed letters and Roman figures": (
        "1.0 Aims\n1.1 Staff must:\n(a) go:\n(i) by car, or\n(ii) on foot;\n(b) stay.\n",
        [
            "section 0 1.0 Aims",
            "clause 1 1.1 Staff must:",
            "item 2 (a) go:",
            "item 3 (i) by car, or",
            "item 3 (ii) on foot;",
            "item 2 (b) stay.",
        ],
    ),
    "letters and Roman figures of a list": (
        docx(
            para("Aims", "H1")
            + para("Staff must:")
            + para("go:", num=(1, 0))
            + para("by car", num=(1, 1))
            + para("stay.", num=(1, 0)),
            LETTERS,
            STYLES,
        ),
        [
            "section 0  Aims",
            "clause 1  Staff must:",
            "item 2 (a) go:",
            "item 3 (i) by car",
            "item 2 (b) stay.",
        ],
    ),
    "words after a list": (
        docx(
            para("Aims", "H1")
            + para("Staff must:")
            + para("go", num=(1, 0))
            + para("stay", num=(1, 0))
            + para("That is all."),
            BULLETS,
            STYLES,
        ),
        [
            "section 0  Aims",
            "clause 1  Staff must:",
            "item 2 • go",
            "item 2 • stay",
            "closing 2  That is all.",
        ],
    ),
    "a list begun anew": (
        docx(
            para("Aims", "H1")
            + para("First:")
            + para("go", num=(1, 0))
            + para("stay", num=(1, 0))
            + para("Visits", "H1")
            + para("Then:")
            + para("come", num=(2, 0)),
            lists(level(0, "decimal", "%1."), nums={1: "", 2: START}),
            STYLES,
        ),
        [
            "section 0  Aims",
            "clause 1  First:",
            "item 2 1. go",
            "item 2 2. stay",
            "section 0  Visits",
            "clause 1  Then:",
            "item 2 1. come",
        ],
    ),
    "typed appendices": (
        f"1.0 Aims\n1.1 {ONE}\nAppendix A: Forms\nA.1 {TWO}\n",
        [
            "section 0 1.0 Aims",
            f"clause 1 1.1 {ONE}",
            "section 0 Appendix A Forms",
            f"clause 1 A.1 {TWO}",
        ],
    ),
    "an appendix by style": (
        docx(
            para("Aims", "H1") + para(ONE) + para("Appendix 1 – Forms", "H1") + para(TWO),
            styles=STYLES,
        ),
        ["section 0  Aims", f"clause 1  {ONE}", "section 0 Appendix A Forms", f"clause 1  {TWO}"],
    ),
    "a table with a caption": (
        docx(
            para("Aims", "H1")
            + para(ONE)
            + para("Table 2: Whom to tell")
            + f"<w:tbl>{rows(('Who', 'How'), ('The head', 'At once'))}</w:tbl>",
            styles=STYLES,
        ),
        [
            "section 0  Aims",
            f"clause 1  {ONE}",
            "clause 1  ",
            "caption 2 Table 1 Whom to tell",
            "column 3  Who",
            "column 3  How",
            "row 2  ",
            "cell 3  The head",
            "cell 3  At once",
        ],
    ),
    "a table that is only a layout": (
        docx(para("Aims", "H1") + f"<w:tbl>{rows((ONE,))}</w:tbl>", styles=STYLES),
        ["section 0  Aims", f"clause 1  {ONE}"],
    ),
    "terms in bold": (
        docx(
            para("Words", "H1")
            + para("In this policy:")
            + f"<w:p>{run('Visit', BOLD)}{run(': a call at a home.')}</w:p>"
            + f"<w:p>{run('Head:', BOLD)}{run(' who leads the school.')}</w:p>",
            styles=STYLES,
        ),
        [
            "section 0  Words",
            "clause 1  In this policy:",
            "term 2  Visit",
            "definition 2  a call at a home.",
            "term 2  Head",
            "definition 2  who leads the school.",
        ],
    ),
    "lines and boxes to fill in": (
        docx(
            para("Form", "H1")
            + para("Fill this in:")
            + para("Name: ____________")
            + para("Date: __/__/____")
            + para("☐ I have read it"),
            styles=STYLES,
        ),
        [
            "section 0  Form",
            "clause 1  Fill this in:",
            f"field 2  Name: {'_' * 28}",
            "field 2  Date: ____ / ____ / ________",
            "field 2  ☐ I have read it",
        ],
    ),
    "content controls": (
        docx(
            control(para("Aims", "H1")) + control(para(ONE)) + f"<w:p>{control(run(TWO))}</w:p>",
            styles=STYLES,
        ),
        ["section 0  Aims", f"clause 1  {ONE}\n\n{TWO}"],
    ),
    "soft returns": (
        docx(
            para("Aims", "H1")
            + f"<w:p>{run('First line')}<w:r><w:br/></w:r>{run('second line.')}</w:p>",
            styles=STYLES,
        ),
        ["section 0  Aims", "clause 1  First line\n\nsecond line."],
    ),
    "a typed star": (
        "1.0 Aims\n1.1 We keep British Values*.\n*As the law says.\n",
        ["section 0 1.0 Aims", "clause 1 1.1 We keep British Values.", "note 2 1 As the law says."],
    ),
    "a list in which each point has its own": (
        docx(
            para("Aims", "H1")
            + para("Staff must:")
            + para("go", num=(1, 0))
            + para("stay", num=(2, 0)),
            lists(level(0, "decimal", "%1)"), nums={1: "", 2: ""}),
            STYLES,
        ),
        ["section 0  Aims", "clause 1  Staff must:", "item 2 1. go", "item 2 2. stay"],
    ),
    "clauses counted through": (
        docx(
            bold("Aims")
            + para(ONE, num=(1, 0))
            + para(TWO, num=(1, 0))
            + bold("Visits")
            + para(ONE, num=(1, 0)),
            lists(level(0, "decimal", "%1.")),
        ),
        [
            "section 0  Aims",
            f"clause 1 1 {ONE}",
            f"clause 1 2 {TWO}",
            "section 0  Visits",
            f"clause 1 3 {ONE}",
        ],
    ),
}
