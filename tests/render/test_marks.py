"""The marks of a redline as calls: where each begins and ends, and where spaces and glue stand."""

import pytest

from clausework.render.common.markup import PandocNode, blocks
from clausework.render.common.pandoc import write
from clausework.render.paper.marks import is_marked, standing, with_marks

MARKS = {
    "nothing": ("Staff go.", "Staff go."),
    "a word put in": (
        "Staff <ins>must </ins>go.",
        'Staff #marked("inserted", true, true)[must] go.',
    ),
    "a word taken out": (
        "Staff <del>may </del>go.",
        'Staff #marked("deleted", true, true)[may] go.',
    ),
    "one for another": (
        "Staff <del>may</del><ins>must</ins> go.",
        'Staff #marked("deleted", true, true)[may] #marked("inserted", true, true)[must] go.',
    ),
    "spaces at both ends": (
        "Staff<ins> must </ins>go.",
        'Staff #marked("inserted", true, true)[must] go.',
    ),
    "part of a word": (
        "out<del>side</del>r",
        'out#glue;#marked("deleted", true, true)[side]#glue;r',
    ),
    "a full stop put in": ("Go<ins>.</ins>", 'Go#glue;#marked("inserted", true, true)[.]'),
    "one sign for another": (
        "Go<del>!</del><ins>.</ins>",
        'Go#glue;#marked("deleted", true, true)[!]#marked("inserted", true, true)[.]',
    ),
    "all of it": ("<ins>Go.</ins>", '#marked("inserted", true, true)[Go.]'),
    "a space alone": ("a<ins> </ins>b", "a b"),
    "neighbours are one mark": (
        "<del>a </del><del>b</del><ins>c</ins>",
        '#marked("deleted", true, false)[a ]#marked("deleted", false, true)[b] '
        '#marked("inserted", true, true)[c]',
    ),
    "neighbours in other styles too": (
        "<strong>a <ins>b </ins></strong><em><ins>c</ins></em> d",
        '#strong[a #marked("inserted", true, false)[b ]]'
        '#emph[#marked("inserted", false, true)[c]] d',
    ),
    "a link": (
        'See <a href="https://a.org/"><del>one</del><ins>two</ins></a>.',
        'See #link("https://a.org/")[#marked("deleted", true, true)[one] '
        '#marked("inserted", true, true)[two]#glue;].',
    ),
    "a line break": (
        "a<ins><br/></ins><ins>b</ins>",
        'a#glue;#marked("inserted", true, false)[ \\\n]#marked("inserted", false, true)[b]',
    ),
    "a footnote": (
        'a<ins><span class="note">b</span></ins>',
        'a#glue;#marked("inserted", true, true)[#footnote[b]]',
    ),
    "what is in a footnote is another text": (
        'a<span class="note">b <ins>c</ins></span>',
        "a#footnote[b c]",
    ),
}

SIDES = {
    "nothing": ("Scope", "Scope", "Scope"),
    "a word for another": ("<del>Old</del><ins>New</ins> name", "Old name", "New name"),
    "inside emphasis": (
        "The <em><del>old </del>name</em><ins> now</ins>",
        "The #emph[old name]",
        "The #emph[name] now",
    ),
    "inside a link": (
        '<a href="https://a.org/"><ins>New</ins></a>',
        '#link("https://a.org/")[]',
        '#link("https://a.org/")[New]',
    ),
}


def inlines(markup: str) -> list[PandocNode]:
    [paragraph] = blocks(f"<p>{markup}</p>")
    words: list[PandocNode] = paragraph["c"]
    return words


def typst(words: list[PandocNode]) -> str:
    return write([{"t": "Plain", "c": words}], "typst").decode().strip("\n")


@pytest.mark.parametrize("name", MARKS)
def test_marks_become(name: str) -> None:
    markup, expected = MARKS[name]
    assert typst(with_marks(inlines(markup))) == expected


@pytest.mark.parametrize("name", SIDES)
def test_each_side_has_no_marks(name: str) -> None:
    markup, older, newer = SIDES[name]
    assert typst(standing(inlines(markup), "deleted")) == older
    assert typst(standing(inlines(markup), "inserted")) == newer


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>a <em>b</em><span>c</span></p>", False),
        ("<p>a</p><p><ins>b</ins></p>", True),
        ("<div><div><p><strong><del>a</del></strong></p></div></div>", True),
        ('<p>a<span class="note"><ins>b</ins></span></p>', True),
        ("<h1><ins>a</ins></h1>", True),
        ("<table><tbody><tr><td>a</td><td><ins>b</ins></td></tr></tbody></table>", True),
    ],
)
def test_a_mark_is_found_wherever_it_is(markup: str, expected: bool) -> None:
    assert is_marked(blocks(markup)) is expected
