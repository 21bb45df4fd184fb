"""Texts and values that something might take for more than they are."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

# What a page must never have as an element, an attribute or an address.
SCRIPTS = (
    "<xss>",
    '"><xss onxss="1">',
    "'><img src=x onxss=1>",
    "</script><xss>",
    "</title></style><xss>",
    "]]><xss>",
    "&lt;xss&gt;<!--",
    "[here](javascript:onxss())",
    '[here](https://a.example/"onxss=1 )',
    '<https://a.example/?"onxss=1>',
    "![x](https://a.example/x.png)",
    "{: onxss=1 }",
    '--8<-- "outside/secret.txt"',
    "{{ school }}",
    "{{ cite guide }}{{ ref intro-head }}",
    "{% include 'x' %}{{ 7*7 }}",
    '#read("/etc/passwd")',
    '#import "@preview/x:1.0.0"',
    "$ x $ <label> @ref \\ \\u{0}",
    "\\input{/etc/passwd}",
    '=HYPERLINK("https://a.example")',
)
UNSEEN = (
    "a\u202eb",
    "\u2066a",
    "a\u2069",
    "\x1b[31m",
    "\x1b]0;a\x07",
    "a\0b",
    "\x08",
    "\x7f",
    "\x9b31m",
    "\x85",
    "\u2028",
    "\u200b\u200d\ufeff",
    "\ud800",
    "\ufffe",
    "\U0010ffff",
    "\n\n",
    "\r",
    "\t",
    "\x0c",
)
ODD = (
    "",
    " ",
    "~",
    "null",
    "no",
    "1:30",
    "1e999",
    "0x1F",
    "2026-02-30",
    "9999-12-31",
    "-",
    "../../outside",
    "../elm",
    "/etc/passwd",
    "con",
    ".",
    "..",
    "a/b",
    "a\\b",
    "logo.svg\n",
    "http://[::1",
    "https://a.example:99999999/",
    "#zzzzzz",
    "*" * 3_000,
    "[" * 3_000,
    "**a*" * 500,
    "`" * 999,
    "[^why]",
    "[^none]",
    "{{",
    "}}{{ school",
    "{{ a.b.c }}",
    "{{ ref conduct-rules }}",
    "not not not accounts",
    "(" * 400,
    "a\u0301" * 2_000,
    "\u05d0\u0627",
    "\U0001f600",
    "ﷺ" * 500,
)
LONG = (2_000, 70_000, 2_000_000)
_TRICKS = (*UNSEEN, *SCRIPTS, *ODD)


def _trick(number: int) -> str:
    return _TRICKS[number]


def words() -> st.SearchStrategy[str]:
    """Texts that something might take for more than text."""
    # Some are long, and what fails is printed with what it is drawn from.
    tricks = st.integers(0, len(_TRICKS) - 1).map(_trick)
    return st.one_of(
        tricks,
        st.builds("Oak {}".format, tricks),
        st.builds("Oak {} and {}.".format, tricks, tricks),
        st.text(st.characters(), max_size=12),
        st.builds(lambda size, one: one * size, st.sampled_from(LONG), st.sampled_from("x -é")),
    )


def values() -> st.SearchStrategy[Any]:
    """Values of any shape."""
    leaves: st.SearchStrategy[Any] = st.one_of(words(), st.none(), st.just([]), st.just({}))
    return st.recursive(
        leaves,
        lambda inner: st.one_of(
            st.lists(inner, max_size=3),
            st.dictionaries(st.sampled_from(("id", "text", "x", "default")), inner, max_size=3),
        ),
        max_leaves=4,
    )
