"""Pairs of documents whose redline is tried in Word."""

from __future__ import annotations

from typing import Any

from clausework.model.decisions import Approval
from clausework.model.document import Document
from clausework.model.policy import Status
from tests.support.policies import appendix, figure, point, resolved, row, section, table

A, B, C = point("mid-a"), point("mid-b"), point("mid-c")
ITEMS = [point("p-one"), point("p-two")]
LED = A | {"items": ITEMS, "closing": "And so on."}
FIRST = section("first", point("first-a"), point("first-b"))
END = section("end", point("end-a"), point("end-b"))
NOTED = A | {"text": "Said[^n] here.", "notes": [{"id": "n", "text": "A note on *this*."}]}
RENOTED = NOTED | {
    "notes": [{"id": "n", "text": "A [note](https://a.org/) on **this**, reworded."}]
}
OTHER_NOTE = B | {
    "text": "Text of mid-b[^m].",
    "notes": [{"id": "m", "text": "Of {{ ref end-a }}."}],
}
RICH = A | {"text": "One *two **three*** [four](https://a.org/?b&c) five *kept* words at its end."}
RICHER = A | {
    "text": "One *2 **three** more* [four and](https://a.org/?b&c) [six](mailto:a@b.org) "
    "five *kept* words at its end."
}
REFERS = C | {"text": "As {{ ref mid-b }} says, but not {{ ref end-a }}; see **{{ ref mid-b }}**."}
SEE_A = C | {"text": "As {{ ref mid-a }} says."}
CITES = B | {"cites": [{"authority": "guide"}, {"authority": "act"}]}
CITES_OTHERS = B | {"cites": [{"authority": "act"}, {"authority": "guess"}]}
DEEP = [
    point("d-a"),
    point("d-b", style="letter", items=[point("d-c", items=[point("d-d")]), point("d-e")]),
]
OTHERS = [point("o-a"), point("o-b", style="number", items=[point("o-c"), point("o-d")])]
CLOSED = point("k-a", items=[point("k-b"), point("k-c")])
ANNEX = appendix("annex", point("annex-a"))
OTHER_ANNEX = appendix("other-annex", point("other-a", items=[point("other-b")]))
WITHIN = section("in", point("in-a"), LED | {"id": "in-b"}, title="Within")
UNDER = A | {"clauses": [point("u-a"), point("u-b", items=[point("u-c")])]}
DEFINED = [{"id": "d-bag", "term": "Bag", "text": "a bag."}]
DEFINED += [{"id": "d-box", "term": "Box", "text": "a box of {{ a setting }}."}]
DEFINED_OTHERWISE = [{"id": "d-ark", "term": "Ark", "text": "an ark."}]
DEFINED_OTHERWISE += [DEFINED[1] | {"text": "a box."}, DEFINED[0] | {"term": "Sack"}]
FIELDS = [{"id": "f-name", "label": "Name"}, {"id": "f-day", "label": "Day", "kind": "date"}]
OTHER_FIELDS = [
    {"id": "f-so", "label": "So", "kind": "choice", "choices": {"yes": "Yes", "no": "No"}},
    {"id": "f-why", "label": "Why", "kind": "lines"},
]
LETTER = [{"id": "l-a", "text": "Dear colleague,"}, {"id": "l-b", "text": "Yours sincerely"}]
LEFT_OUT = {"omit": "first-b", "reason": "R"}
OWN: dict[str, Any] = {"add": "local-s", "after": "first", "title": "Visits", "reason": "R"}
OWN |= {"clauses": [LED | {"id": "local-a", "items": [point("local-i")]}, point("local-b")]}
OWN_ANNEX = {"add": "local-t", "after": "annex", "clauses": [point("local-c")]}
ROWS = [row("r-a", "xy"), row("r-b", "xy"), row("r-c", "xy")]
LISTED = {"text": "Either:", "style": "letter", "items": [point("c-a"), point("c-b")]}
OWN_ROW = {"add": "local-r", "after": "r-a", "cells": {"x": "Ours", "y": ""}, "reason": "R"}
OTHER_CELL = {"replace": "r-b", "cells": {"y": "Ours in it"}, "reason": "R"}
ADDED = {"add": "local-x", "after": "mid-a", "text": "Ours.", "reason": "R"}
REPLACED = {"replace": "mid-a", "text": "Ours of it.", "reason": "R"}
REPLACED_OTHERWISE = {"replace": "mid-a", "text": "Ours of it, but reworded.", "reason": "R"}
REPLACED_POINT = {"replace": "p-one", "text": "Our point.", "reason": "R"}
TELL = A | {"text": "Tell {{ name dsl }} of it."}
SAFE = {"dsl": {"name": "Ann Example"}}
DECIDED = Approval.model_validate({"by": "Governors", "on": "2020-02-01"})
APPROVED = {"by": "Governors", "on": "2020-02-01", "minute": "3", "effective": "2020-03-01"}


def policy(*sections: dict[str, Any], said: dict[str, Any] | None = None, **own: Any) -> Document:
    document, conflicts = resolved(*sections, **own)
    assert conflicts == []
    return document.model_copy(update=said or {})


def middle(*parts: dict[str, Any], **own: Any) -> Document:
    """A policy whose middle section has these clauses, and these sections."""
    clauses = [part for part in parts if "title" not in part]
    sections = [part for part in parts if "title" in part]
    return policy(FIRST, section("mid", *clauses, sections=sections), END, **own)


CASES = {
    "clauses first, between and last": (middle(B), middle(A, B, C)),
    "a clause behind one reworded at its end": (
        middle(A, C),
        middle(A | {"text": "Text of mid-a. And more."}, B, C),
    ),
    "a section": (policy(FIRST, END), middle(LED, B)),
    "a section moved": (middle(A, B), policy(section("mid", A, B), FIRST, END)),
    "clauses moved": (middle(LED, B, C), middle(C, B, LED)),
    "a clause moved from the end": (middle(A, B, C), middle(C, A, B)),
    "points and closing": (middle(A, B), middle(LED, B)),
    "the closing": (middle(A | {"items": ITEMS}, B), middle(LED, B)),
    "the style of a list": (middle(LED, B), middle(LED | {"style": "letter"}, B)),
    "points within points": (
        middle(A | {"items": [point("p"), *ITEMS]}),
        middle(A | {"items": [point("p", items=[point("q")], style="letter"), *ITEMS[:1]]}),
    ),
    "points in other styles, three deep": (
        middle(A | {"style": "number", "items": DEEP}, B | {"style": "roman", "items": OTHERS}),
        middle(A | {"style": "roman", "items": DEEP[1:]}, B | {"style": "roman", "items": OTHERS}),
    ),
    "the words after points within points": (
        middle(A | {"items": [CLOSED]}),
        middle(A | {"items": [CLOSED | {"closing": "Either will do."}]}),
    ),
    "an appendix": (policy(FIRST, END, ANNEX), policy(FIRST, END, OTHER_ANNEX, ANNEX)),
    "appendices in another order": (
        policy(FIRST, OTHER_ANNEX, ANNEX),
        policy(FIRST, ANNEX, OTHER_ANNEX),
    ),
    "an appendix reworded": (
        policy(FIRST, ANNEX),
        policy(FIRST, ANNEX | {"title": "Forms", "clauses": [point("annex-a"), LED]}),
    ),
    "a section made an appendix": (
        policy(FIRST, section("annex", point("annex-a")), END),
        policy(FIRST, END, ANNEX),
    ),
    "clauses and a section without a number": (
        policy(FIRST, section("mid", A, LED), END),
        policy(FIRST, section("mid", A | {"numbered": False}, LED, numbered=False), END),
    ),
    "a local change of what has no number": (
        middle(A | {"numbered": False}, LED | {"numbered": False}),
        middle(
            A | {"numbered": False},
            LED | {"numbered": False},
            variations=[
                REPLACED,
            ],
        ),
    ),
    "a footnote": (middle(A, B), middle(NOTED, B)),
    "footnotes reworded and another": (middle(NOTED, B), middle(RENOTED, OTHER_NOTE)),
    "a clause with a footnote": (middle(B), middle(NOTED, B)),
    "links and emphasis": (middle(RICH), middle(RICHER)),
    "a reference to what has another number": (middle(B, REFERS), middle(A, B, REFERS)),
    "a reference to what moved and has the number that it had": (
        policy(section("top", A), section("mid", B, REFERS), END),
        policy(section("mid", REFERS), section("other", B, A), END),
    ),
    "sources": (middle(A, B), middle(A, CITES)),
    "other sources": (middle(A, CITES), middle(A, CITES_OTHERS)),
    "a local addition": (middle(A, B), middle(A, B, variations=[ADDED])),
    "a local change": (middle(A, B), middle(A, B, variations=[REPLACED])),
    "a local change of points": (middle(LED, B), middle(LED, B, variations=[REPLACED])),
    "a local change of one point": (middle(LED), middle(LED, variations=[REPLACED_POINT])),
    "another local change": (
        middle(A, B, variations=[REPLACED]),
        middle(A, B, variations=[REPLACED_OTHERWISE]),
    ),
    "the cover": (
        middle(A, said={"version": "0.9", "audience": "All <staff>"}),
        middle(
            A,
            said={"status": Status.RELEASED, "title": "The <&> Conduct", "summary": "New."},
            approved=APPROVED,
            next_review="2021-01-01",
        ),
    ),
    "a section within a section": (middle(A, B), middle(A, B, WITHIN)),
    "sections within sections": (
        middle(A, WITHIN, section("in-2", point("in-2a"))),
        middle(
            A,
            section("in-0", point("in-0a"), sections=[section("in-1", point("in-1a"))]),
            WITHIN | {"title": "Within it, reworded"},
        ),
    ),
    "a section within a section moved": (
        policy(FIRST, section("mid", A, sections=[WITHIN]), END),
        policy(FIRST, section("mid", A), section("end", point("end-a"), sections=[WITHIN])),
    ),
    "a section within a section without its number": (
        policy(section("mid", A, sections=[WITHIN, section("x", B)])),
        policy(section("mid", A, sections=[WITHIN | {"numbered": False}, section("x", B)])),
    ),
    "a section within one that loses its number": (
        policy(section("mid", A, sections=[section("x", B, sections=[WITHIN])])),
        policy(section("mid", A, sections=[section("x", B, sections=[WITHIN], numbered=False)])),
    ),
    "a section made an appendix, without one that was in it": (
        policy(FIRST, section("annex", A, sections=[WITHIN, section("x", B)]), END),
        policy(FIRST, END, appendix("annex", A, sections=[section("x", B), section("y", C)])),
    ),
    "a clause within a clause": (middle(A, B), middle(UNDER, B)),
    "clauses within a clause": (
        middle(UNDER | {"closing": "And so on."}, B),
        middle(LED | {"clauses": [point("u-0"), point("u-b", text="Other words.")]}, B),
    ),
    "clauses within local changes": (
        middle(UNDER, B),
        middle(UNDER, B, variations=[{"replace": "u-a", "text": "Ours.", "reason": "R"}, ADDED]),
    ),
    "what is left out": (
        middle(A, B, variations=[LEFT_OUT, LEFT_OUT | {"omit": "mid-a"}]),
        middle(A, B, variations=[LEFT_OUT, LEFT_OUT | {"omit": "end-b"}]),
    ),
    "a section of a school's own": (
        policy(FIRST, END, ANNEX),
        policy(FIRST, END, ANNEX, variations=[OWN, OWN | OWN_ANNEX]),
    ),
    "a preamble": (policy(FIRST, END), policy(FIRST, END, preamble=[LED, B])),
    "a preamble reworded": (
        policy(FIRST, END, preamble=[A, B]),
        policy(FIRST, END, preamble=[C, A | {"text": "Other text of mid-a."}]),
    ),
    "a section within an appendix": (
        policy(FIRST, ANNEX),
        policy(FIRST, ANNEX | {"sections": [WITHIN, section("in-3", UNDER)]}),
    ),
    "clauses within clauses, without sections": (
        policy(FIRST, section("mid", A), numbering="none"),
        policy(FIRST, section("mid", UNDER, sections=[WITHIN]), numbering="none"),
    ),
    "a paragraph more": (
        middle(A | {"text": "One paragraph.\n\nAnother one."}, B),
        middle(A | {"text": "One paragraph.\n\nOne between.\n\nAnother one, reworded."}, B),
    ),
    "paragraphs of a clause with points": (
        middle(LED | {"text": "One paragraph.\n\nAnother, with points:"}, B),
        middle(LED | {"text": "All of it in one, with points:"}, B),
    ),
    "definitions": (middle(A, B), middle(A, {"id": "w", "definitions": DEFINED}, B)),
    "other definitions": (
        middle(A, {"id": "w", "text": "Here:", "definitions": DEFINED}),
        middle(A, {"id": "w", "text": "Here:", "definitions": DEFINED_OTHERWISE}),
    ),
    "a form": (
        middle(A | {"form": {"fields": FIELDS}}, B),
        middle(A | {"form": {"fields": [*FIELDS[1:], FIELDS[0], *OTHER_FIELDS]}}, B),
    ),
    "a letter": (
        middle(A | {"letter": LETTER}, B),
        middle(
            A | {"letter": [*LETTER[:1], point("l-c"), LETTER[1] | {"text": "Yours truly"}]},
            B,
            variations=[{"replace": "l-a", "text": "Dear {{ blank name }},", "reason": "R"}],
        ),
    ),
    "a table": (middle(A, B), middle(A, table("t", "xy", *ROWS), B)),
    "a table first": (policy(END), policy(section("mid", table("t", "xy", *ROWS)), END)),
    "rows": (
        middle(table("t", "xy", *ROWS[1:]), B),
        middle(table("t", "xy", ROWS[0], row("r-x", "xy"), ROWS[1], ROWS[2], row("r-z", "xy")), B),
    ),
    "rows in another order": (
        middle(table("t", "xy", *ROWS), B),
        middle(table("t", "xy", *ROWS[::-1]), B),
    ),
    "cells reworded": (
        middle(A, table("t", "xy", *ROWS, text="As follows:", row_headers=True), B),
        middle(
            A,
            table(
                "t",
                "xy",
                row("r-a", "xy", x="Cell x of r-a, reworded"),
                ROWS[1],
                row("r-c", "xy", y="Other words"),
                text="As is shown:",
                row_headers=True,
            ),
            B,
        ),
    ),
    "a cell emptied and one filled": (
        middle(table("t", "xy", row("r-a", "xy", x=""), row("r-b", "xy"))),
        middle(table("t", "xy", row("r-a", "xy"), row("r-b", "xy", y=""))),
    ),
    "points in a cell": (
        middle(table("t", "xy", ROWS[0], row("r-b", "xy", y=LISTED | {"items": [point("c-a")]}))),
        middle(table("t", "xy", ROWS[0], row("r-b", "xy", y=LISTED))),
    ),
    "a row with points": (
        middle(table("t", "xy", ROWS[0]), LED),
        middle(table("t", "xy", ROWS[0], row("r-b", "xy", y=LISTED)), LED),
    ),
    "a column": (
        middle(table("t", "xy", *ROWS), B),
        middle(table("t", "xyz", *(row(f"r-{name}", "xyz") for name in "abc")), B),
    ),
    "the title of a column and of a table": (
        middle(table("t", "xy", *ROWS), B),
        middle(
            table("t", "xy", *ROWS)
            | {
                "table": {
                    "caption": "Another caption",
                    "columns": [
                        {"id": "x", "title": "New title"},
                        {"id": "y", "title": "Title of y"},
                    ],
                    "rows": ROWS,
                }
            },
            B,
        ),
    ),
    "a table between others": (
        middle(
            table("t", "xy", *ROWS),
            B,
            point("p", text="As in {{ ref u }} and {{ ref v-a }}."),
            table("u", "xy", row("v-a", "xy")),
        ),
        middle(
            table("t", "xy", *ROWS),
            B,
            table("w", "x", row("w-a", "x")),
            point("p", text="As in {{ ref u }} and {{ ref v-a }}."),
            table("u", "xy", row("v-a", "xy", x="Renamed")),
        ),
    ),
    "words before and after a table": (
        middle(table("t", "xy", *ROWS)),
        middle(table("t", "xy", *ROWS, text="Before:", items=ITEMS, closing="After.")),
    ),
    "footnotes in a table": (
        middle(table("t", "xy", *ROWS), NOTED),
        middle(
            table(
                "t",
                "xy",
                row("r-a", "xy", y="Cell[^m]."),
                *ROWS[1:],
                notes=[{"id": "m", "text": "On the cell."}],
            ),
            NOTED,
        ),
    ),
    "a row of a school": (
        middle(table("t", "xy", *ROWS)),
        middle(table("t", "xy", *ROWS), variations=[OWN_ROW, OTHER_CELL]),
    ),
    "what is kept up to date": (
        middle(TELL, B, people=SAFE, said={"status": Status.RELEASED, "approved": DECIDED}),
        middle(TELL, B, people=SAFE),
    ),
    "a figure": (middle(A, B), middle(A, figure("f"), B)),
    "a figure first": (policy(END), policy(section("mid", figure("f")), END)),
    "another picture": (middle(figure("f"), B), middle(figure("f", "#654321"), B)),
    "the words of a figure": (
        middle(A, figure("f"), B),
        middle(
            A,
            figure("f", figure={"alt": "Another disc", "caption": "New", "description": "Not so."}),
            B,
        ),
    ),
    "the caption of a figure": (
        middle(A, figure("f", figure={"caption": None}), figure("g"), B),
        middle(A, figure("f"), figure("g"), REFERS | {"text": "As in {{ ref g }}."}, B),
    ),
    "a figure in the words of a clause": (
        middle(A, figure("f", figure={"description": None, "described_in": "mid-a"}), B),
        middle(A, figure("f", figure={"description": None, "described_in": "mid-b"}), B),
    ),
    "a figure moved": (
        middle(figure("f"), A, point("g-a", text="As in {{ ref f }}."), figure("g"), B),
        middle(A, point("g-a", text="As in {{ ref f }}."), figure("g"), B, figure("f")),
    ),
    "clauses in the place of a table": (
        middle(table("t", "xy", *ROWS), table("w", "x", row("w-a", "x")), B),
        middle(table("t", "xy", *ROWS), A, UNDER, SEE_A, B),
    ),
    "a table with a text after another table": (
        middle(table("t", "xy", *ROWS), table("w", "x", row("w-a", "x")), B),
        middle(table("t", "xy", *ROWS), table("w", "x", row("w-a", "x"), text="As follows:"), B),
    ),
    "a table for a figure": (
        middle(A, figure("f", text="As follows:", items=ITEMS), B),
        middle(A, table("f", "xy", *ROWS, text="As follows:", items=ITEMS), B),
    ),
    "nothing": (middle(NOTED, B), middle(NOTED, B)),
}
