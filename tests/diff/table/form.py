"""What changes in words and form alone: footnotes, closings, citations, conditions, styles."""

from __future__ import annotations

from tests.diff.table.pair import Pair, words

FORM = [
    words("one word", "The cat sat there.", "The dog sat there.", "substantive", 2),
    words(
        "one word of many alike", "no no no no no no", "no no no no no", "substantive", 1, "negated"
    ),
    words("a word put among many alike", "a a a a a a", "a a a b a a a", "substantive", 1),
    words(
        "only punctuation", "One thing, then another", "One thing; then another.", "editorial", 0
    ),
    words("only case", "Social Networking Sites", "Social networking sites", "editorial", 4),
    words("only a hyphen", "For social-networking.", "For social networking.", "editorial", 4),
    words("spelling", "Staff recieve it.", "Staff receive it.", "substantive", 2),
    words("emphasis only", "Staff must go.", "Staff **must** go.", "editorial", 2),
    words(
        "where a link leads",
        "See [the page](https://a.org).",
        "See [the page](https://b.org).",
        "substantive",
        4,
    ),
    words("a fill for another", "Tell the {{ head }}.", "Tell the {{ chair }}.", "substantive", 2),
    words("a fill for its words", "Tell the head.", "Tell the {{ head }}.", "editorial", 2),
    words("all other", "One two three four.", "Five six seven eight.", "substantive", 8, "number"),
    Pair(
        "a reference to another place",
        "a: See {{ ref b }}. | b: Two. | c: Three.",
        "a: See {{ ref c }}. | b: Two. | c: Three.",
        ("reworded a substantive",),
        2,
    ),
    Pair(
        "a full stop, and a reference whose number changed",
        "a: See {{ ref b }} | b: Two.",
        "a: See {{ ref b }}. | n: New. | b: Two.",
        ("reworded a editorial", "added n substantive", "renumbered b editorial"),
        0,
    ),
    Pair("footnote added", "a: One.", "a: One[^n]. | ^n: Why.", ("reworded a substantive",), 1),
    Pair("footnote removed", "a: One[^n]. | ^n: Why.", "a: One.", ("reworded a substantive",), 1),
    Pair(
        "footnote reworded",
        "a: One[^n]. | ^n: It is so.",
        "a: One[^n]. | ^n: It was so.",
        ("reworded a substantive",),
        2,
    ),
    Pair(
        "footnote mark moved",
        "a: One[^n] and two. | ^n: Why.",
        "a: One and two[^n]. | ^n: Why.",
        ("reworded a editorial",),
        0,
    ),
    Pair(
        "footnote mark moved to a point",
        "a: All[^n]: | ^n: Why. | - p: one",
        "a: All: | ^n: Why. | - p: one[^n]",
        ("reworded a substantive", "reworded p substantive"),
        2,
    ),
    Pair(
        "two footnotes swapped",
        "a: One[^m] and two[^n]. | ^m: Ah. | ^n: Oh.",
        "a: One[^n] and two[^m]. | ^m: Ah. | ^n: Oh.",
        ("reworded a substantive",),
        4,
    ),
    Pair(
        "closing added",
        "a: All: | - p: one",
        "a: All: | - p: one | =: These hold.",
        ("reworded a substantive",),
        2,
    ),
    Pair(
        "closing reworded",
        "a: All: | - p: one | =: These must hold.",
        "a: All: | - p: one | =: These should hold.",
        ("reworded a substantive weakened",),
        2,
    ),
    Pair("citation added", "a: One.", "a (cites letter): One.", ("citation a substantive",)),
    Pair(
        "citation of another edition",
        "a (cites guide 2018): One.",
        "a (cites guide 2026): One.",
        ("citation a statutory",),
    ),
    Pair(
        "citation of another part",
        "a (cites guide 2018 one): One.",
        "a (cites guide 2018 two): One.",
        ("citation a statutory",),
    ),
    Pair(
        "advice cited no more, beside guidance",
        "a (cites guide 2018; cites letter): One.",
        "a (cites guide 2018): One.",
        ("citation a substantive",),
    ),
    Pair(
        "condition changed",
        "a (when academies): One.",
        "a (when maintained): One.",
        ("condition a substantive",),
    ),
    Pair(
        "condition of a point added",
        "a: All: | - p: one",
        "a: All: | - p (when academies): one",
        ("condition p substantive",),
    ),
    Pair(
        "style of a list",
        "a: All: | - p: one | - q: two",
        "a (letter): All: | - p: one | - q: two",
        ("condition a editorial",),
    ),
]
