"""Template markup as pandoc's tree: what each element becomes, and what is refused."""

from typing import Any

import pytest

from clausework.render.common.markup import MarkupError, PandocNode, blocks

BARE: list[Any] = ["", [], []]


def string(words: str) -> PandocNode:
    return {"t": "Str", "c": words}


def paragraph(*inlines: PandocNode) -> PandocNode:
    return {"t": "Para", "c": list(inlines)}


def cell(*inlines: PandocNode) -> list[Any]:
    content = [{"t": "Plain", "c": list(inlines)}]
    return [BARE, {"t": "AlignDefault"}, 1, 1, content]


def table(attributes: list[Any], columns: int, *rows: list[Any]) -> PandocNode:
    widths = [[{"t": "AlignDefault"}, {"t": "ColWidthDefault"}]] * columns
    body = [BARE, 0, [], [[BARE, row] for row in rows]]
    return {"t": "Table", "c": [attributes, [None, []], widths, [BARE, []], [body], [BARE, []]]}


BLOCKS = {
    "nothing": ("", []),
    "white space alone": (" \n\t ", []),
    "p": ("<p>a b</p>", [paragraph(string("a b"))]),
    "p without words": ("<p/>", [paragraph()]),
    "two": ("\n<p>a</p>\n\n<p>b</p>\n", [paragraph(string("a")), paragraph(string("b"))]),
    "h1": (
        '<h1 id="scope" class="x y" data-number="1.0">Scope</h1>',
        [{"t": "Header", "c": [1, ["scope", ["x", "y"], [["number", "1.0"]]], [string("Scope")]]}],
    ),
    "h2": ("<h2>a</h2>", [{"t": "Header", "c": [2, BARE, [string("a")]]}]),
    "ul": (
        "<ul>\n<li><p>a</p></li>\n<li><p>b</p></li>\n</ul>",
        [{"t": "BulletList", "c": [[paragraph(string("a"))], [paragraph(string("b"))]]}],
    ),
    "ol": (
        "<ol><li><p>a</p></li></ol>",
        [
            {
                "t": "OrderedList",
                "c": [[1, {"t": "Decimal"}, {"t": "Period"}], [[paragraph(string("a"))]]],
            }
        ],
    ),
    "div": (
        '<div id="a" class="item letter" data-custom-style="Item Letter">\n<p>a</p>\n</div>',
        [
            {
                "t": "Div",
                "c": [
                    ["a", ["item", "letter"], [["custom-style", "Item Letter"]]],
                    [paragraph(string("a"))],
                ],
            }
        ],
    ),
    "div in div": (
        "<div><div/></div>",
        [{"t": "Div", "c": [BARE, [{"t": "Div", "c": [BARE, []]}]]}],
    ),
    "table": (
        '<table id="t"><tbody>\n<tr><th scope="row">For</th><td> staff <em>x</em></td></tr>\n'
        "<tr><th>By</th><td></td></tr></tbody></table>",
        [
            table(
                ["t", [], []],
                2,
                [
                    cell(string("For")),
                    cell(string("staff "), {"t": "Emph", "c": [string("x")]}),
                ],
                [cell(string("By")), cell()],
            )
        ],
    ),
    "comment": ("<!-- x --><p>a<!-- y -->b</p>", [paragraph(string("ab"))]),
}

INLINES: dict[str, tuple[str, list[Any]]] = {
    "strong": ("<strong>a</strong>", [{"t": "Strong", "c": [string("a")]}]),
    "em in strong": (
        "<strong>a<em>b</em></strong>",
        [{"t": "Strong", "c": [string("a"), {"t": "Emph", "c": [string("b")]}]}],
    ),
    "span": (
        '<span class="x" id="y">a</span>',
        [{"t": "Span", "c": [["y", ["x"], []], [string("a")]]}],
    ),
    "footnote": (
        'a<span class="note" id="note--x">b <em>c</em></span>',
        [
            string("a"),
            {"t": "Note", "c": [paragraph(string("b "), {"t": "Emph", "c": [string("c")]})]},
        ],
    ),
    "picture": (
        '<img src="data:image/png;base64,aa" alt="A disc" width="9" height="8"/>',
        [
            {
                "t": "Span",
                "c": [
                    [
                        "",
                        ["picture"],
                        [
                            ["src", "data:image/png;base64,aa"],
                            ["alt", "A disc"],
                            ["width", "9"],
                            ["height", "8"],
                        ],
                    ],
                    [],
                ],
            }
        ],
    ),
    "ins": ("<ins>a</ins>", [{"t": "Span", "c": [["", ["insertion"], []], [string("a")]]}]),
    "del": ("<del>a</del>", [{"t": "Span", "c": [["", ["deletion"], []], [string("a")]]}]),
    "del beside ins": (
        "a <del>b</del><ins><strong>c</strong></ins> d",
        [
            string("a "),
            {"t": "Span", "c": [["", ["deletion"], []], [string("b")]]},
            {
                "t": "Span",
                "c": [["", ["insertion"], []], [{"t": "Strong", "c": [string("c")]}]],
            },
            string(" d"),
        ],
    ),
    "a": (
        '<a href="https://a.org/?b&amp;c">here</a>',
        [{"t": "Link", "c": [BARE, [string("here")], ["https://a.org/?b&c", ""]]}],
    ),
    "a to a place": (
        '<a href="#scope">1.1</a>',
        [{"t": "Link", "c": [BARE, [string("1.1")], ["#scope", ""]]}],
    ),
    "br": ("a<br/>b", [string("a"), {"t": "LineBreak"}, string("b")]),
    "escaped": ("&lt;p&gt; &amp;amp; &#34;x&#34;", [string('<p> &amp; "x"')]),
    "what looks like Markdown": ("*a* [^1] \\ ![](x)", [string("*a* [^1] \\ ![](x)")]),
}

WHITE_SPACE = {
    "at both ends": ("\n  a b \n", [string("a b")]),
    "runs of it": ("a \t\r\n b", [string("a b")]),
    "a no-break space": ("\u00a0a\u00a0\u00a0b\u00a0", [string("\u00a0a\u00a0\u00a0b\u00a0")]),
    "none but that": (" \n ", []),
    "around an element": (" <em>a</em>\n", [{"t": "Emph", "c": [string("a")]}]),
    "between elements": (
        "<em>a</em>\n<em>b</em>",
        [
            {"t": "Emph", "c": [string("a")]},
            string(" "),
            {"t": "Emph", "c": [string("b")]},
        ],
    ),
    "beside an element": (
        " a <em>b</em> c ",
        [string("a "), {"t": "Emph", "c": [string("b")]}, string(" c")],
    ),
    "inside an element": ("a<em> b </em>", [string("a"), {"t": "Emph", "c": [string(" b ")]}]),
}

REFUSED = {
    "unknown block": ("<pre>a</pre>", "<pre> may not be on its own"),
    "unknown block in a div": ("<div><h4>a</h4></div>", "<h4> may not be on its own"),
    "a point without a paragraph": ("<ul><li>a</li></ul>", "text in <li> is in no paragraph: a"),
    "what is no point in a list": ("<ol><p>a</p></ol>", "<p> may not be in <ol>"),
    "inline outside a paragraph": ("<em>a</em>", "<em> may not be on its own"),
    "picture": ('<img src="a.png"/>', "<img> may not be on its own"),
    "picture in a text": ('<p><img src="a.png"/></p>', "an <img> that does not contain its"),
    "script": ("<script>a</script>", "<script> may not be on its own"),
    "unknown inline": ("<p>a <code>b</code></p>", "<code> may not be within a text"),
    "block in a text": ("<p><div/></p>", "<div> may not be within a text"),
    "unknown inline in a cell": (
        "<table><tbody><tr><td><p>a</p></td></tr></tbody></table>",
        "<p> may not be within a text",
    ),
    "link without an address": ("<p><a>a</a></p>", "<a> may not be within a text"),
    "words in a break": ("<p><br>a</br></p>", "<br> may not be within a text"),
    "upper case": ("<P>a</P>", "<P> may not be on its own"),
    "namespace": ('<p xmlns="urn:x">a</p>', "<{urn:x}p> may not be on its own"),
    # What pandoc has no paragraph for would be left out without a word.
    "words between blocks": ("<p>a</p> lost", "is in no paragraph: lost"),
    "words in a div": ("<div>lost<p>a</p></div>", "in <div> is in no paragraph: lost"),
    "words in a row": (
        "<table><tbody><tr>lost<td>a</td></tr></tbody></table>",
        "in <tr> is in no paragraph: lost",
    ),
    "caption": ("<table><caption>a</caption></table>", "<caption> may not be in <table>"),
    "row outside a body": ("<table><tr><td>a</td></tr></table>", "<tr> may not be in <table>"),
    "words for a cell": (
        "<table><tbody><tr><p>a</p></tr></tbody></table>",
        "<p> may not be in <tr>",
    ),
    "no row": ("<table><tbody></tbody></table>", "same number of cells"),
    "no cell": ("<table><tbody><tr></tr></tbody></table>", "same number of cells"),
    "ragged rows": (
        "<table><tbody><tr><td/><td/></tr><tr><td/></tr></tbody></table>",
        "same number of cells",
    ),
    "left open": ("<p>a", "not well formed: mismatched tag"),
    "crossed": ("<p><em>a</p></em>", "not well formed: mismatched tag"),
    "a bare ampersand": ("<p>a & b</p>", "not well formed"),
    "an attribute without quotes": ("<p id=a>a</p>", "not well formed"),
    "an entity of HTML": ("<p>&nbsp;</p>", "not well formed: undefined entity"),
    "an entity of its own": (
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><p>&a;</p>',
        "not well formed",
    ),
    "a control character": ("<p>a\x07b</p>", "not well formed"),
    "closing what is around it": ("</markup><markup>", "not well formed"),
}


@pytest.mark.parametrize("name", BLOCKS)
def test_a_block_becomes(name: str) -> None:
    markup, expected = BLOCKS[name]
    assert blocks(markup) == expected


@pytest.mark.parametrize("name", INLINES)
def test_an_inline_becomes(name: str) -> None:
    markup, expected = INLINES[name]
    assert blocks(f"<p>{markup}</p>") == [paragraph(*expected)]


@pytest.mark.parametrize("name", WHITE_SPACE)
def test_white_space(name: str) -> None:
    markup, expected = WHITE_SPACE[name]
    assert blocks(f"<p>{markup}</p>") == [paragraph(*expected)]
    assert blocks(f"<h1>{markup}</h1>") == [{"t": "Header", "c": [1, BARE, expected]}]


@pytest.mark.parametrize("name", REFUSED)
def test_refused(name: str) -> None:
    markup, said = REFUSED[name]
    with pytest.raises(MarkupError) as caught:
        blocks(markup)
    assert said in str(caught.value)
