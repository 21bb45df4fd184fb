"""What is added, removed or moved, and what it is called."""

from __future__ import annotations

from tests.diff.table.pair import Pair

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
