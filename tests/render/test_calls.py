"""Paper copies as calls of the layout's functions: what each element becomes."""

import pytest

from clausework.render.common.markup import blocks
from clausework.render.common.pandoc import write
from clausework.render.paper import calls


def policy(markup: str) -> str:
    """The calls of what stands in the body of a policy, in one line."""
    body = blocks(f'<div class="body">{markup}</div>')
    written = write(calls.policy(body), "typst").decode().replace("\n", "")
    assert written.endswith("]")
    return written.removeprefix('#import "policy.typ": *#show: policy#body[')[:-1]


def pack(markup: str) -> str:
    """The calls of what stands in a board pack, in one line."""
    written = write(calls.pack(blocks(markup)), "typst").decode().replace("\n", "")
    return written.removeprefix('#import "pack.typ": *#show: policy')


def point(anchor: str, label: str, words: str, more: str = "", was: str = "") -> str:
    style = "Item Letter" if "(" in label else "Item Bullet"
    return (
        f'<div class="point" data-label="{label}"{was}>'
        f'<div class="item" id="{anchor}" data-custom-style="{style}"><p>{words}</p></div>{more}'
        "</div>"
    )


def clause(words: str, more: str = "", kind: str = "", was: str = "") -> str:
    return (
        f'<div class="clause{kind}" data-label="1.1"{was}>'
        f'<div class="lead-in" id="a"><p>{words}</p></div>{more}</div>'
    )


AFTER = '<div class="closing"><p>End.</p></div>'
NAME = '<div class="local-name"><p>Local change</p></div>'
POLICY = {
    "a section": (
        '<h1 id="scope" data-label="1.0">Scope</h1>',
        '#section("1.0", "scope")[#"Scope";]',
    ),
    "a clause": (clause("A."), '#lead-in("1.1", "a", false)[#"A.";]'),
    "a local change": (
        f'<div class="clause local" data-label="1.1">{NAME}'
        '<div class="lead-in" id="a"><p>A.</p></div></div>',
        '#local-change[#in-text-column(local-name[#"Local change";])'
        '#lead-in("1.1", "a", false)[#"A.";]]',
    ),
    "what stands behind its points": (
        clause("A:", '<div class="closing"><p>End.</p></div>'),
        '#lead-in("1.1", "a", true)[#"A:";]#closing([#"End.";])',
    ),
    "points": (
        clause(
            "A:", f'<div class="items bullet">{point("p", "•", "P")}{point("q", "•", "Q")}</div>'
        ),
        '#lead-in("1.1", "a", true)[#"A:";]#points(1, none, ('
        'point("p", none)[#"P";],point("q", none)[#"Q";],))',
    ),
    "points within points, one a local change": (
        clause(
            "A:",
            '<div class="items letter"><div class="point" data-label="(a)">'
            f'{NAME}<div class="item" id="p" data-custom-style="Item Letter"><p>P</p></div>'
            f'<div class="items bullet">{point("q", "•", "Q")}</div></div></div>',
        ),
        '#lead-in("1.1", "a", true)[#"A:";]#points(1, (marker("(a)"),), ('
        'point("p", [#"Local change";])[#"P";'
        '#points(2, none, (point("q", none)[#"Q";],))],))',
    ),
    "the title": ('<div class="title"><p>T</p></div>', '#policy-title[#"T";]'),
    "a source": ('<div class="source"><p>S</p></div>', '#source[#"S";]'),
    "any other": ('<div class="lead"><p>L</p></div>', '#lead[#"L";]'),
    "the table of facts": (
        '<div class="control"><table><tbody><tr><th>By</th><td>HR</td></tr>'
        "<tr><th>For</th><td><em>all</em></td></tr></tbody></table></div>",
        '#control((([#"By";],[#"HR";],),([#"For";],[#emph[#"all";]],),))',
    ),
}
WAS = ' data-label-before="(c)"'
REDLINE = {
    "a title reworded": (
        '<h1 id="s" data-label="1.0">Old <ins>new</ins></h1>',
        '#section("1.0", "s", around: beside.with("s"), with-marks: '
        '[#"Old ";#marked("inserted", true, true)[#"new";]])[#"Old ";#"new";]'
        '#remarks("s", left: column)',
    ),
    "a section taken out": (
        '<h1 id="s" data-label="2.0" data-mark="deleted"><del>Gone</del></h1>',
        '#section("2.0", "s", around: beside.with("s"), mark: "deleted", with-marks: '
        '[#marked("deleted", true, true)[#"Gone";]])[#"Gone";]#remarks("s", left: column)',
    ),
    "a section with another number": (
        '<h1 id="s" data-label="2.0" data-label-before="1.0">Kept</h1>',
        '#section("2.0", "s", around: beside.with("s", was: "1.0", barred: false), '
        'mark: "inserted", with-marks: [#"Kept";])[#"Kept";]#remarks("s", left: column)',
    ),
    "a clause reworded": (
        clause("A<ins>.</ins>"),
        '#lead-in("1.1", "a", false, around: beside.with("a"))'
        '[#"A";#glue;#marked("inserted", true, true)[#".";]]#remarks("a", left: column)',
    ),
    "a clause with another number": (
        clause("A.", was=' data-label-before="1.2"'),
        '#lead-in("1.1", "a", false, mark: "inserted", '
        'around: beside.with("a", was: "1.2", barred: false))[#"A.";]#remarks("a", left: column)',
    ),
    "points, one with another letter": (
        clause(
            "A:",
            f'<div class="items letter">{point("p", "(a)", "P")}'
            f"{point('q', '(b)', 'Q', was=WAS)}</div>",
        ),
        '#lead-in("1.1", "a", true)[#"A:";]'
        '#points(1, (marker("(a)"),marker("(b)", mark: "inserted"),), ('
        'point("p", none)[#"P";#remarks("p", left: 0pt)],'
        'point("q", none)[#beside.with("q", was: "(c)", barred: false)()[#"Q";]'
        '#remarks("q", left: 0pt)],))'
        '#remarks("a", left: column)',
    ),
    "a bullet reworded": (
        clause("A:", f'<div class="items bullet">{point("p", "•", "<del>P</del>")}</div>'),
        '#lead-in("1.1", "a", true)[#"A:";]#points(1, (marker("•"),), ('
        'point("p", none)[#beside.with("p")()[#marked("deleted", true, true)[#"P";]]'
        '#remarks("p", left: 0pt)],))'
        '#remarks("a", left: column)',
    ),
    "a letter that became a bullet": (
        clause("A:", f'<div class="items bullet">{point("p", "•", "P", was=WAS)}</div>'),
        '#lead-in("1.1", "a", true)[#"A:";]#points(1, (marker("•", mark: "inserted"),), ('
        'point("p", none)[#beside.with("p", was: "(c)", barred: false)()[#"P";]'
        '#remarks("p", left: 0pt)],))'
        '#remarks("a", left: column)',
    ),
    "the words after points": (
        clause(
            "A:",
            f'<div class="items letter">'
            f"{point('p', '(a)', 'P', more=AFTER.replace('End.', '<ins>End.</ins>'))}</div>",
        ),
        '#lead-in("1.1", "a", true)[#"A:";]#points(1, (marker("(a)"),), ('
        'point("p", none)[#"P";#remarks("p", left: 0pt)'
        '#after-points([#marked("inserted", true, true)[#"End.";]], around: beside.with(""))],))'
        '#remarks("a", left: column)',
    ),
    "a source": (
        '<div class="source"><p><ins>S</ins></p></div>',
        '#beside.with("")()[#source[#marked("inserted", true, true)[#"S";]]]',
    ),
    "a source that is as it was": ('<div class="source"><p>S</p></div>', '#source[#"S";]'),
}
# What makes a redline of any of them.
CHANGED = '<div class="lead"><p><ins>x</ins></p></div>'
CHANGED_CALL = '#lead[#marked("inserted", true, true)[#"x";]]'
PACK = {
    "parts in parts": (
        '<div class="first"><div class="fact small"><p><strong>a</strong> b</p></div></div>',
        '#first[#fact[#strong[#"a";]#" b";]]',
    ),
    "a place": ('<div class="chapter" id="x"><p>a</p></div>', '#chapter[#"a";]#label("x")'),
    "the page of a place": (
        '<div class="small"><p>page <a class="page" href="#x"></a>.</p></div>',
        '#small[#"page ";#page-of("x");#".";]',
    ),
    "marks": (
        '<div class="now"><p><del>a</del> b</p></div>',
        '#now[#marked("deleted", true, true)[#"a";]#" b";]',
    ),
    "rows": (
        '<table class="agenda"><tbody><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr>'
        "</tbody></table>",
        '#agenda((([#"a";],[#"b";],),([#"c";],[#"d";],),))',
    ),
}
WORDS = {
    "what would be markup": (
        "= *a* #b $c$ &lt;d&gt; @e //f [g]",
        '#"= *a* #b $c$ <d> @e /";#box("/f");#" [g]";',
    ),
    "quotes and backslashes": (r'"a" \u{41}', r'#"\"a\" \\u{41}";'),
    "what typst or pandoc would print otherwise": (
        "it’s “a” – b ... -1 'c'",
        '#"it’s “a” – b ... ";#box("-1");#" \'c\'";',
    ),
    "words that stay whole": (
        "and/or, (co-operate) up-to-date",
        '#box("and/or");#", (";#box("co-operate");#") ";#box("up-to-date");',
    ),
    "words that a line may not have room for": (
        "a-b-c-d abcdefghijklmnopq-x",
        '#box("a-b-c");#box("-d");#" a";#box("bcdefghijklmnopq-x");',
    ),
    "what would be a method": ("<strong>a</strong>.b(1)", '#strong[#"a";]#".b(1)";'),
    "links": (
        '<a href="#x">1.1</a><a href="https://a.org/?b&amp;c"><em>d</em></a>',
        '#link(<x>)[#"1.1";]#link("https://a.org/?b&c")[#emph[#"d";]]',
    ),
    "a footnote": (
        'a<span class="note">b <del>c</del></span>',
        '#"a";#footnote[#"b ";#noted("deleted", true, true)[#"c";]]',
    ),
}


@pytest.mark.parametrize("name", POLICY)
def test_of_a_policy(name: str) -> None:
    markup, expected = POLICY[name]
    assert policy(markup) == expected


@pytest.mark.parametrize("name", REDLINE)
def test_of_a_redline(name: str) -> None:
    markup, expected = REDLINE[name]
    assert policy(CHANGED + markup) == CHANGED_CALL + expected


@pytest.mark.parametrize("name", PACK)
def test_of_a_board_pack(name: str) -> None:
    markup, expected = PACK[name]
    assert pack(markup) == expected


@pytest.mark.parametrize("name", WORDS)
def test_words_are_strings(name: str) -> None:
    markup, expected = WORDS[name]
    assert policy(f'<div class="lead"><p>{markup}</p></div>') == f"#lead[{expected}]"
    assert pack(f'<div class="small"><p>{markup}</p></div>') == f"#small[{expected}]"


def test_each_part_of_a_policy_is_a_call() -> None:
    body = blocks('<div class="front"><div class="lead"><p>a</p></div></div><div class="sources"/>')
    assert write(calls.policy(body), "typst").decode().splitlines() == [
        '#import "policy.typ": *',
        "#show: policy",
        "#front[",
        "#lead[",
        '#"a";',
        "]",
        "]",
        "#sources[",
        "]",
    ]
