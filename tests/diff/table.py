"""Pairs of drafts and what changes from the one to the other, worked out by hand.

A change is "kind id weight duties [bound before > bound after]", the last where the two differ.
`words` are how many words may be marked at most in all that is reworded.
"""

from __future__ import annotations

from typing import NamedTuple


class Pair(NamedTuple):
    """Two drafts (see `drafts`) and the changes that a person would tell."""

    name: str
    old: str
    new: str
    changes: tuple[str, ...] = ()
    words: int = 0


def words(
    name: str, old: str, new: str, weight: str, marked: int, duties: str = "", bound: str = ""
) -> Pair:
    """One clause in other words."""
    told = " ".join(filter(None, ["reworded a", weight, duties, bound]))
    return Pair(name, f"a: {old}", f"a: {new}", (told,), marked)


ABC = "a: One thing. | b: Another thing. | c: A third thing."

PLACES = [
    Pair("nothing", ABC, ABC),
    Pair(
        "added",
        "a: One thing. | c: A third thing.",
        ABC,
        ("added b substantive", "renumbered c editorial"),
    ),
    Pair(
        "removed",
        ABC,
        "a: One thing. | c: A third thing.",
        ("removed b substantive", "renumbered c editorial"),
    ),
    Pair(
        "removed first",
        "a: One thing. | b: Another thing.",
        "b: Another thing.",
        ("removed a substantive", "renumbered b editorial"),
    ),
    Pair(
        "two swapped",
        "a: One thing. | b: Another thing.",
        "b: Another thing. | a: One thing.",
        ("moved b editorial", "renumbered a editorial"),
    ),
    Pair(
        "moved to the end",
        ABC,
        "b: Another thing. | c: A third thing. | a: One thing.",
        ("renumbered b editorial", "renumbered c editorial", "moved a editorial"),
    ),
    Pair(
        "moved to another section",
        "# s: S | a: One. | b: Two. | # t: T | c: Three.",
        "# s: S | a: One. | # t: T | b: Two. | c: Three.",
        ("moved b editorial", "renumbered c editorial"),
    ),
    Pair(
        "moved and reworded",
        "# s: S | a: One. | b: Two of them. | # t: T | c: Three.",
        "# s: S | a: One. | # t: T | b: Two of those. | c: Three.",
        ("moved b editorial", "reworded b substantive", "renumbered c editorial"),
        2,
    ),
    Pair(
        "section moved",
        "# s: S | a: One. | # t: T | b: Two. | c: Three.",
        "# t: T | b: Two. | c: Three. | # s: S | a: One.",
        (
            "moved t editorial",
            "renumbered b editorial",
            "renumbered c editorial",
            "renumbered s editorial",
            "renumbered a editorial",
        ),
    ),
    Pair(
        "section added before",
        "# s: S | a: One.",
        "# t: T | b: Two. | # s: S | a: One.",
        (
            "added t substantive",
            "added b substantive",
            "renumbered s editorial",
            "renumbered a editorial",
        ),
    ),
    Pair(
        "section removed",
        "# t: T | b: Two. | # s: S | a: One.",
        "# s: S | a: One.",
        (
            "removed t substantive",
            "removed b substantive",
            "renumbered s editorial",
            "renumbered a editorial",
        ),
    ),
    Pair(
        "section retitled",
        "# s: Scope | a: One.",
        "# s: Aims | a: One.",
        ("reworded s substantive",),
        2,
    ),
    Pair(
        "section split in two",
        "# s: S | a: One. | b: Two.",
        "# s: S | a: One. | # t: T | b: Two.",
        ("added t substantive", "moved b editorial"),
    ),
    Pair(
        "point added",
        "a: All: | - p: one",
        "a: All: | - p: one | - q: two",
        ("added q substantive",),
    ),
    Pair(
        "point removed",
        "a: All: | - p: one | - q: two",
        "a: All: | - q: two",
        ("removed p substantive", "renumbered q editorial"),
    ),
    Pair(
        "points in another order",
        "a: All: | - p: one | - q: two | - r: three",
        "a: All: | - r: three | - p: one | - q: two",
        ("moved r editorial", "renumbered p editorial", "renumbered q editorial"),
    ),
    Pair(
        "point promoted to a clause",
        "a: All: | - p: one | - q: two",
        "a: All: | - p: one | q: two",
        ("moved q editorial",),
    ),
    Pair(
        "clause made a point",
        "a: All: | - p: one | q: two",
        "a: All: | - p: one | - q: two",
        ("moved q editorial",),
    ),
    Pair(
        "point put within another",
        "a: All: | - p: one | - q: two | - r: three",
        "a: All: | - p: one | -- q: two | - r: three",
        ("moved q editorial", "renumbered r editorial"),
    ),
    Pair(
        "point within another promoted",
        "a: All: | - p: one | -- q: two",
        "a: All: | - p: one | - q: two",
        ("moved q editorial",),
    ),
    Pair(
        "point with its own points moved",
        "a: All: | - p: one | -- q: two | b: Both: | - r: three",
        "a: All: | b: Both: | - r: three | - p: one | -- q: two",
        ("moved p editorial", "renumbered q editorial"),
    ),
    Pair(
        "a reference to what moved",
        "a: See {{ ref b }}. | b: Two. | c: Three.",
        "a: See {{ ref b }}. | c: Three. | b: Two.",
        ("moved c editorial", "renumbered b editorial"),
    ),
    Pair(
        "renumbering alone, behind what is new",
        "a: One. | b: See {{ ref c }}. | c: Three.",
        "n: New. | a: One. | b: See {{ ref c }}. | c: Three.",
        (
            "added n substantive",
            "renumbered a editorial",
            "renumbered b editorial",
            "renumbered c editorial",
        ),
    ),
]

NAMES = [
    Pair("renamed", "a: One thing.", "b (was a): One thing.", ("renamed b editorial",)),
    Pair(
        "renamed and reworded",
        "a: One good thing.",
        "b (was a): One bad thing.",
        ("renamed b editorial", "reworded b substantive"),
        2,
    ),
    Pair(
        "renamed and moved",
        "a: One. | b: Two. | c: Three.",
        "b: Two. | c: Three. | d (was a): One.",
        (
            "renumbered b editorial",
            "renumbered c editorial",
            "renamed d editorial",
            "moved d editorial",
        ),
    ),
    Pair(
        "section renamed",
        "# s: S | a: One.",
        "# t (was s): S | a: One.",
        ("renamed t editorial",),
    ),
    Pair(
        "the same words under a new id, without was",
        "a: One thing.",
        "b: One thing.",
        ("removed a substantive", "added b substantive"),
    ),
    Pair(
        "split",
        "a: Staff must go. Staff must stay.",
        "a: Staff must go. | b (was a): Staff must stay.",
        ("reworded a substantive", "split b substantive"),
        3,
    ),
    Pair(
        "split under new names",
        "a: One thing. Two things.",
        "b (was a): One thing. | c (was a): Two things.",
        ("split b substantive", "split c substantive"),
    ),
    Pair(
        "split, and a duty lost",
        "a: Staff must go. Staff must stay.",
        "a: Staff must go. | b (was a): Staff should stay.",
        ("reworded a substantive weakened", "split b substantive"),
        3,
    ),
    Pair(
        "merged",
        "a: One thing. | b: Another thing.",
        "a (was b): One thing. Another thing.",
        ("merged a editorial", "reworded a editorial"),
        0,
    ),
    Pair(
        "merged under a new name",
        "a: One thing. | b: Another thing. | c: Three.",
        "d (was a b): One thing. Another thing. | c: Three.",
        ("merged d editorial", "reworded d editorial", "renumbered c editorial"),
        0,
    ),
    Pair(
        "merged, and a word put between",
        "a: One thing | b: Another thing",
        "a (was b): One thing and Another thing",
        ("merged a editorial", "reworded a substantive"),
        1,
    ),
]

DUTIES = [
    words("should to must", "Staff should go.", "Staff must go.", "substantive", 2, "strengthened"),
    words("must to should", "Staff must go.", "Staff should go.", "substantive", 2, "weakened"),
    words("may to must", "Staff may go.", "Staff must go.", "substantive", 2, "strengthened"),
    words(
        "may to must not",
        "Staff may go.",
        "Staff must not go.",
        "substantive",
        3,
        "strengthened negated",
    ),
    words(
        "must not to may",
        "Staff must not go.",
        "Staff may go.",
        "substantive",
        3,
        "weakened permitted",
    ),
    words(
        "will to may", "The head will reply.", "The head may reply.", "substantive", 2, "weakened"
    ),
    words("shall to must", "Staff shall go.", "Staff must go.", "substantive", 2),
    words(
        "allowed to required",
        "Staff are allowed to go.",
        "Staff are required to go.",
        "substantive",
        2,
        "strengthened",
    ),
    words("not added", "Staff must go.", "Staff must not go.", "substantive", 1, "negated"),
    words("never lost", "Staff should never go.", "Staff should go.", "substantive", 1, "negated"),
    words(
        "no pupil to every pupil",
        "No pupil may go.",
        "Every pupil may go.",
        "substantive",
        2,
        "negated",
    ),
    words(
        "whether or not",
        "Staff must go if asked.",
        "Staff must go whether or not asked.",
        "substantive",
        4,
    ),
    words("an age in words", "Under nineteen.", "Under eighteen.", "substantive", 2, "number"),
    words("an age in figures", "Aged 18 years.", "Aged 21 years.", "substantive", 2, "number"),
    words("a number spelt out", "At least 2 adults.", "At least two adults.", "substantive", 2),
    words(
        "a deadline",
        "Within 5 working days.",
        "Within 10 working days.",
        "substantive",
        2,
        "deadline",
    ),
    words("days to working days", "In 5 days.", "In 5 working days.", "substantive", 1, "deadline"),
    words("weeks to months", "In two weeks.", "In two months.", "substantive", 2, "deadline"),
    words("a day of the year", "By 31 August.", "By 1 August.", "substantive", 2, "deadline"),
    words("how often", "Read it termly.", "Read it annually.", "substantive", 2, "deadline"),
    words(
        "at once dropped", "Tell the head at once.", "Tell the head.", "substantive", 2, "deadline"
    ),
    words("a sum", "Up to £50.", "Up to £2000.", "substantive", 2, "number"),
    words("a share", "At least 5% of it.", "At least 10% of it.", "substantive", 2, "number"),
    words("the year of a source", "The Guide of 2018.", "The Guide of 2026.", "substantive", 2),
    words("the part of a source", "See part two.", "See part four.", "substantive", 2),
    words(
        "person bound",
        "Staff must go.",
        "Governors must go.",
        "substantive",
        2,
        "person",
        "[staff > governors]",
    ),
    words(
        "one more person bound",
        "Staff must go.",
        "Staff and volunteers must go.",
        "substantive",
        2,
        "person",
        "[staff > staff, volunteers]",
    ),
    words(
        "nobody bound any more",
        "Staff must lock the door.",
        "The door must be locked.",
        "substantive",
        10,
        "person",
        "[staff > None]",
    ),
    words(
        "one person or several",
        "A governor must go.",
        "Governors must go.",
        "substantive",
        3,
        "",
        "[governor > governors]",
    ),
    words(
        "who is told and not who tells",
        "Staff must tell the head.",
        "Staff must tell the chair.",
        "substantive",
        2,
    ),
    words(
        "a duty in another place of the text",
        "Staff must go. All of this is about the words that people say. It is new.",
        "All of this is about the words that people say. It is new. Staff must go.",
        "substantive",
        6,
    ),
    words("must inside another word", "Mustard is served.", "Custard is served.", "substantive", 2),
    words("May the month", "It began in May.", "It began in June.", "substantive", 2),
    Pair(
        "a permission added",
        "a: One.",
        "a: One. | b: Staff may go.",
        ("added b substantive permitted [None > staff]",),
    ),
    Pair(
        "a prohibition added",
        "a: One.",
        "a: One. | b: Nobody may go.",
        ("added b substantive strengthened [None > nobody]",),
    ),
    Pair(
        "what people can do is no permission",
        "a: One.",
        "a: One. | b: Games in which players can talk to each other. | c: Children can be harmed.",
        ("added b substantive", "added c substantive"),
    ),
    Pair(
        "a duty lost",
        "a: One. | b: Staff must go.",
        "a: One.",
        ("removed b substantive weakened [staff > None]",),
    ),
    Pair(
        "a point added below must not",
        "a: Staff must not: | - p: shout",
        "a: Staff must not: | - p: shout | - q: run",
        ("added q substantive strengthened [None > staff]",),
    ),
    Pair(
        "a point lost below must",
        "a: Staff must: | - p: read it | - q: sign it",
        "a: Staff must: | - p: read it",
        ("removed q substantive weakened [staff > None]",),
    ),
    Pair(
        "a point moved from must not to may",
        "a: Staff must not: | - p: shout | - r: run | b: Staff may: | - q: sing",
        "a: Staff must not: | - r: run | b: Staff may: | - q: sing | - p: shout",
        ("renumbered r editorial", "moved p substantive weakened permitted"),
    ),
    Pair(
        "a point moved to others who must",
        "a: Staff must: | - p: read it | - r: run | b: Governors must: | - q: sing",
        "a: Staff must: | - r: run | b: Governors must: | - q: sing | - p: read it",
        ("renumbered r editorial", "moved p substantive person [staff > governors]"),
    ),
    Pair(
        "a point made a clause that says the same",
        "a: Staff must: | - p: read it | - r: run",
        "a: Staff must: | - r: run | p: Staff must read it",
        ("renumbered r editorial", "moved p editorial", "reworded p substantive"),
        2,
    ),
    Pair(
        "the lead-in of points",
        "a: Staff must: | - p: read it",
        "a: Staff should: | - p: read it",
        ("reworded a substantive weakened",),
        2,
    ),
]

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

TABLE = [*PLACES, *NAMES, *DUTIES, *FORM]
