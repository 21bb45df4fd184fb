"""Clause text to runs: styles, fills that stay words, and what a text may not hold."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clausework.model.inline import Fill, Run, parse, parse_fill, plain, signs
from clausework.source.characters import INVISIBLE


@pytest.mark.parametrize(
    ("words", "fill"),
    [
        ("school", Fill("term", "school")),
        ("head", Fill("term", "head")),
        ("Head", Fill("term", "head", capital=True)),
        ("setting.many", Fill("term", "setting", many=True)),
        ("Setting.many", Fill("term", "setting", many=True, capital=True)),
        ("a setting", Fill("article", "setting")),
        ("A  setting", Fill("article", "setting", capital=True)),
        ("cite kcsie", Fill("cite", "kcsie")),
        ("ref keep-private", Fill("ref", "keep-private")),
        ("a", Fill("term", "a")),
        ("", None),
        ("head.one", None),
        ("an setting", None),
        ("a setting.many", None),
        ("cite KCSIE", None),
        ("ref keep-private now", None),
        ("head | upper", None),
        ("7*7", None),
        ("''.__class__", None),
    ],
)
def test_the_forms_of_a_fill(words: str, fill: Fill | None) -> None:
    assert parse_fill(words) == fill


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("plain words", [Run(text="plain words")]),
        ("folded\n  over   lines", [Run(text="folded over lines")]),
        ("an *old* word", [Run(text="an "), Run(text="old", emphasis=True), Run(text=" word")]),
        ("**must**", [Run(text="must", strong=True)]),
        (
            "***both*** and **one *two* one**",
            [
                Run(text="both", strong=True, emphasis=True),
                Run(text=" and "),
                Run(text="one ", strong=True),
                Run(text="two", strong=True, emphasis=True),
                Run(text=" one", strong=True),
            ],
        ),
        ("[here](https://a.org/b_c_d)", [Run(text="here", href="https://a.org/b_c_d")]),
        ("[**us**](mailto:a@b.org)", [Run(text="us", strong=True, href="mailto:a@b.org")]),
        (r"2 \* 3 and snake_case_name", [Run(text="2 * 3 and snake_case_name")]),
        ("Health &amp; safety", [Run(text="Health & safety")]),
        ("# no heading, - no list, 1. no list", [Run(text="# no heading, - no list, 1. no list")]),
        ("`code` ~~struck~~ https://a.org", [Run(text="`code` ~~struck~~ https://a.org")]),
        ("the {{ head }}'s", [Run(text="the "), Run(fill="head"), Run(text="'s")]),
        ("**{{  a   setting }}**", [Run(fill="a setting", strong=True)]),
        ("[{{ school }}](https://a.org)", [Run(fill="school", href="https://a.org")]),
        ("private[^values].", [Run(text="private"), Run(note="values"), Run(text=".")]),
        ("*a[^b]*", [Run(text="a", emphasis=True), Run(note="b", emphasis=True)]),
        ("{{a}}{{b}}", [Run(fill="a"), Run(fill="b")]),
    ],
)
def test_text_becomes_runs(text: str, runs: list[Run]) -> None:
    parsed = parse(text)
    assert list(parsed.runs) == runs
    assert parsed.faults == ()


def test_marks_know_where_they_stand() -> None:
    text = "Tell {{ head }} now[^why]."
    parsed = parse(text)
    (fill,), (note,) = parsed.fills, parsed.notes
    assert text[fill.start : fill.end] == "{{ head }}"
    assert text[fill.name_start : fill.name_end] == "head"
    assert text[note.start : note.end] == "[^why]"
    assert text[note.name_start : note.name_end] == "why"


@pytest.mark.parametrize(
    ("text", "code", "part"),
    [
        ("a { b", "fill-not-allowed", "{"),
        ("a {{ b", "fill-not-allowed", "{{"),
        ("a }} b", "fill-not-allowed", "}}"),
        ("{# b", "fill-not-allowed", "{#"),
        ("{%- b", "fill-not-allowed", "{%"),
        ("[a](https://b.org/{{ c }})", "fill-not-allowed", "https://b.org/{{ c }}"),
        ("[x](https://y.uk) [a](https://b.uk/{{ c }})", "fill-not-allowed", "https://b.uk/{{ c }}"),
        ("a\u202eb", "character-not-allowed", "\u202e"),
        ("a\ue000b", "character-not-allowed", "\ue000"),
        ("a\u200fb", "character-not-allowed", "\u200f"),
        ("a\x1bb", "character-not-allowed", "\x1b"),
        ("a&#x202E;b", "character-not-allowed", "&#x202E;"),
        ("a&#57344;b", "character-not-allowed", "&#57344;"),
        ("a&rlm;b", "character-not-allowed", "&rlm;"),
        ("a <b>b", "raw-html", "<b>"),
        ("a</p >b", "raw-html", "</p >"),
        ("<script src='x'>", "raw-html", "<script src='x'>"),
        ("a <!-- b", "raw-html", "<!--"),
        ("![a](https://b.org)", "image-not-allowed", "!["),
        ("[a](javascript:alert)", "link-not-allowed", "javascript:alert"),
        ("[a](java&#115;cript:alert)", "link-not-allowed", ""),
        ("[a](data:text/html,b)", "link-not-allowed", "data:text/html,b"),
        ("file:b [a](file:b)", "link-not-allowed", "file:b"),
        ("[a]()", "link-not-allowed", ""),
        ("[](https://b.org)", "link-not-allowed", "https://b.org"),
        ('[a](https://b.org "c")', "link-not-allowed", "https://b.org"),
    ],
)  # fmt: skip
def test_what_a_text_may_not_hold(text: str, code: str, part: str) -> None:
    (fault,) = parse(text).faults
    assert fault.code == code
    assert text[fault.start : fault.end].startswith(part)
    assert fault.start == text.rindex(part) or part == ""


@pytest.mark.parametrize("text", ["3 < 4 and 5 > 2", "Q&A; R&D", "a<b", "50%", "AT&T;", "a | b"])
def test_what_only_looks_like_it(text: str) -> None:
    parsed = parse(text)
    assert parsed.faults == ()
    assert plain(parsed.runs) == text


@pytest.mark.parametrize(
    ("text", "uses"),
    [
        ("2*3*4", "oc"),
        ("**bold*", "poc"),
        ("***both*** 2 * 3", "ooocccp"),
        ("**{{ head }}** {{ a_b }}[^c_d]", "oocc"),
        (r"\*a\* *b*", "ppoc"),
        ("[a*b](https://a.b/c_d*e) _f_ g_h", "pocp"),
        ("*a*&ast;", ""),
        ("![a](b*c)*d*", ""),
    ],
)
def test_what_each_star_and_underscore_does(text: str, uses: str) -> None:
    found = signs(text)
    assert "".join(sign.use[0] for sign in found) == uses
    assert all(text[sign.start] in "*_" for sign in found)


MARKUP = set("*_[]!\\&<>{}`\ue000")
WORDS = st.text(
    st.characters(exclude_characters=MARKUP, exclude_categories=["Cc", "Cs", "Co", "Zl", "Zp"])
    | st.sampled_from(" \n"),
    max_size=60,
)


@given(WORDS)
def test_a_text_without_markup_comes_out_with_its_white_space_folded(text: str) -> None:
    parsed = parse(text)
    assert plain(parsed.runs) == " ".join(INVISIBLE.sub("\ufffd", text).split())
    assert all(fault.code == "character-not-allowed" for fault in parsed.faults)


HOSTILE = [
    "[" * 1000,
    "[" * 1000 + "]" * 1000,
    "![" * 1000,
    "[a](" * 1000,
    "*" * 10_000,
    "*a " * 5_000,
    "_a*" * 5_000,
    "a**b" + "c* " * 3_000,
    "&" * 10_000,
    "<" * 10_000,
    "\\" * 9_999,
    "{{" * 5_000,
    "{{ a }}" * 2_000,
    "[^a]" * 2_000,
    "`" * 10_000,
]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: f"{text[:8]} to {text[-8:]}")
def test_hostile_text_is_read_to_its_end(text: str) -> None:
    shown = plain(parse(text).runs)
    assert set(shown) <= set(text)


@given(st.text("*_[]()!\\&#x;<>{}^`ab \n\ue000\ue0010:h", max_size=40))
def test_any_text_is_read_and_its_faults_lie_in_it(text: str) -> None:
    parsed = parse(text)
    assert all(0 <= fault.start <= fault.end <= len(text) for fault in parsed.faults)
    assert sum(run.fill is not None for run in parsed.runs) <= len(parsed.fills)


@given(st.text("*_[]()&#xe0;1 " + string.ascii_lowercase, max_size=30))
def test_no_text_makes_a_fill_that_is_not_written(text: str) -> None:
    assert all(run.fill is None and "\ue000" not in run.text for run in parse(text).runs)
