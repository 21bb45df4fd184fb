"""Slips of typing in files that were sound: for each, what was typed and the line that is at fault.

`‸` marks that line; it is taken out before the file is read.
"""

from __future__ import annotations

from typing import NamedTuple

VERSION = "policy/social-networking/1.0.yaml"
NEXT = "policy/social-networking/1.1.yaml"
LONG = "policy/social-networking/2.0.yaml"
SCHOOL = "schools/example-oak-academy/school.yaml"


class Slip(NamedTuple):
    """A part of a sound file, what it was changed to, and words of the message.

    `mends` says that what the fix has to paste makes the file sound again.
    """

    kind: str
    old: str
    new: str
    words: str
    mends: bool = True
    file: str = VERSION


HEADS = '    title: "{{ governing_body }}/{{ head }} responsibilities"'
DUTIES = "    title: Employees' responsibilities"
AIMS = "    title: Purpose"
CHILDREN = "text: Safeguard children"
ILLEGAL = "            text: Access or share illegal material"
IN_HOURS = "text: Regardless of whether access occurs during or outside of contracted work hours."
RECEIVED = "As received; the sentence ends in two full stops."
CITES = (
    "        cites:\n"
    "          - authority: guidance-for-safer-working-practice\n"
    "          - authority: kcsie"
)
FIRST = "        text: >-\n          The purpose of"
MEETING = (
    "text: >-\n"
    "          The {{ head }} also tells the Local Governing Body of any serious breach at its "
    "next\n"
    "          meeting."
)
DEEP = " " * 14
FOLDED = f"text: >-\n{DEEP}Safeguard children.\n{DEEP}"
NO_BREAK = "\u00a0"

QUOTES = [
    Slip("closing double quote", 'version: "1.0"', 'version: ‸"1.0', "is not closed"),
    Slip("closing double quote", HEADS, f"‸{HEADS[:-1]}", "is not closed"),
    Slip("closing double quote", '  kcsie: "2018"', '‸  kcsie: "2018', "is not closed"),
    Slip("closing double quote", '-advice: "2015"', '-advice: "2015‸', "is not closed"),
    Slip("closing double quote", 'minute: "7.2"', 'minute: ‸"7.2', "is not closed", file=SCHOOL),
    Slip("closing double quote", '"#2f5d3a"', '‸"#2f5d3a', "is not closed", file=SCHOOL),
    Slip("closing double quote", 'follows: "1.0"', 'follows: ‸"1.0', "is not closed", file=NEXT),
    Slip("closing double quote", 'kcsie: "2026"', 'kcsie: ‸"2026', "is not closed", file=LONG),
    Slip(
        "closing double quote of two lines",
        MEETING,
        MEETING.replace(">-\n          ", '"').replace("meeting", "‸meeting"),
        "that opens on line 33 is not closed",
        file=SCHOOL,
    ),
    Slip("closing single quote", AIMS, "    title: ‸'Purpose", "is not closed"),
    Slip("closing single quote", CHILDREN, "text: ‸'Safeguard children", "is not closed"),
    Slip("closing single quote", f"reason: {RECEIVED}", f"reason: ‸'{RECEIVED}", "is not closed"),
    Slip("apostrophe in single quotes", DUTIES, "    title: ‸'Employees' duties'", "inside it"),
    Slip("apostrophe, no closing", CHILDREN, "text: ‸'Don't harm children", "inside it"),
    Slip("apostrophe in single quotes", CHILDREN, "text: ‸'Don't harm children'", "inside it"),
    Slip("quotes in quotes", CHILDREN, 'text: ‸"Safeguard "our" children"', "inside it"),
    Slip("quoted word first", CHILDREN, 'text: ‸"Safeguard" children', "words in quotes"),
    Slip("quoted word first", CHILDREN, "text: ‸'Safeguard' children", "words in quotes"),
    Slip(
        "quoted word first in a long text",
        "        text: >-\n          Communication between",
        '        text: ‸"Communication" between',
        "words in quotes",
    ),
    Slip("backslash", CHILDREN, 'text: ‸"On drive C:\\policies"', "backslash"),
    Slip("comma after quotes", 'version: "1.0"', 'version: ‸"1.0",', "a comma"),
    Slip("curly quotes", CHILDREN, "text: ‸“Note: safeguard children”", "colon"),
    Slip("curly quotes of a number", 'version: "1.0"', "version: ‸“1.0”", "", mends=False),
    Slip("curly quotes of a key", "reason: The Trust", "‸“reason”: The Trust", "", False, SCHOOL),
]

BEGINNINGS = [
    *(
        Slip(f"begins with {sign}", CHILDREN, f"text: ‸{sign}Safeguard children", words)
        for sign, words in {
            "!": "begins with !",
            "&": "begins with &",
            "*": "begins with *",
            "%": "begins with %",
            "@": "begins with @",
            "`": "a backtick",
            ",": "begins with ,",
            "]": "begins with ]",
            "}": "begins with }",
            "- ": "begins with -",
            "**": "begins with *",
        }.items()
    ),
    Slip("begins with ! and goes on", IN_HOURS, "text: ‸!Always, in\n              and out", "!"),
    Slip("begins with * and goes on", IN_HOURS, "text: ‸*Always*, in\n              and out", "*"),
    Slip("begins with >", CHILDREN, "text: ‸> 5 per cent of children", "begins with >"),
    Slip("text beside >-", CHILDREN, "text: ‸>- Safeguard children", "words follow >-"),
    *(
        Slip(f"{sign} for >-", FIRST, FIRST.replace(">-", f"‸{sign}"), "is not the sign")
        for sign in ("->", ">--", "> -", "|>")
    ),
    Slip("begins with [", CHILDREN, "text: ‸[Draft] Safeguard children", "a bracket"),
    Slip("begins with {", CHILDREN, "text: ‸{Draft} Safeguard children", "a bracket"),
    Slip("begins with a fill", CHILDREN, "text: ‸{{ head }} safeguards children", "a fill"),
    Slip("colon in a text", CHILDREN, "text: ‸Duty: safeguard children", "colon"),
    Slip("colon at the end", CHILDREN, "text: ‸Safeguard children:", "colon"),
    Slip(
        "colon in the second line",
        IN_HOURS,
        "text: Regardless of whether this\n              ‸is so: always",
        "colon",
        mends=False,
    ),
    Slip("colon in a reason", RECEIVED, "‸As received: two full stops.", "colon"),
]

SPACES = [
    Slip("tab in the indent", AIMS, "‸\ttitle: Purpose", "a tab"),
    Slip("tab in the indent", "      - id: aims", "‸\t- id: aims", "a tab"),
    Slip("tab after spaces", ILLEGAL, f"‸        \t{ILLEGAL.strip()}", "a tab"),
    Slip("tab before a text", "          Grievance Procedure", "‸\tGrievance Procedure", "a tab"),
    Slip("no-break space", AIMS, f"‸{NO_BREAK * 4}title: Purpose", "no-break"),
    Slip("no-break space", "      - id: aims", f"‸  {NO_BREAK * 4}- id: aims", "no-break"),
    Slip("no-break space", ILLEGAL, f"‸ {NO_BREAK * 11}{ILLEGAL.strip()}", "no-break"),
    Slip(
        "no-break space before a text",
        "          Phone and Digital",
        f"‸{NO_BREAK * 10}Phone and Digital",
        "no-break",
    ),
    Slip("no-break space alone", "title: Purpose\n", f"title: Purpose\n‸{NO_BREAK}\n", "", False),
    Slip("no-break space after a colon", AIMS, f"‸    title:{NO_BREAK}Purpose", "no-break"),
    Slip("no-break space after a dash", "- id: aims", f"‸-{NO_BREAK}id: aims", "no-break"),
    Slip("no-break space: a key", "motto: Grow", f"‸{NO_BREAK}motto: Grow", "", True, SCHOOL),
    Slip("no space after a colon", AIMS, "‸    title:Purpose", "no space after the colon"),
    Slip("no space after a colon", "- id: aims", "‸- id:aims", "no space after the colon"),
    Slip(
        "no space after a colon", "text: Safeguard", "‸text:Safeguard", "no space after the colon"
    ),
    Slip("no space after a dash", "- id: aims", "‸-id: aims", "no space after the hyphen"),
    Slip(
        "no space after a dash", "  - id: purpose", "‸  -id: purpose", "no space after the hyphen"
    ),
]

INDENTS = [
    Slip("key one further in", AIMS, f"‸ {AIMS}", "begins with 5 spaces, where 4"),
    Slip("key one further out", AIMS, f"‸{AIMS[1:]}", "begins with 3 spaces, where 4"),
    Slip("key one further in", ILLEGAL, f"‸ {ILLEGAL}", "begins with 13 spaces"),
    Slip("key one further out", ILLEGAL, f"‸{ILLEGAL[1:]}", "begins with 11 spaces"),
    Slip("key at the top further in", "issued: null  ", "‸ issued: null  ", "begins with 1 space"),
    Slip("key after a text further in", "        closing: >-", "‸         closing: >-", "9 spaces"),
    Slip("key after a text further out", "        closing: >-", "‸       closing: >-", "7 spaces"),
    Slip("key further out by two", "        closing: >-", "‸      closing: >-", "6 spaces"),
    Slip("first key further in", "  logo_alt: An", "‸    logo_alt: An", "4 spaces", file=SCHOOL),
    Slip("school key one further out", "      minute:", "‸     minute:", "5 spaces", file=SCHOOL),
    Slip("school key one further in", "motto: Grow", "‸ motto: Grow", "1 space", file=SCHOOL),
    Slip("entry one further in", "      - id: aims", "‸       - id: aims", "7 spaces"),
    Slip("entry one further out", "      - id: report-a", "‸     - id: report-a", "5 spaces"),
    Slip(
        "entry two further in", "      - id: report-a", "‸        - id: report-a", "8 spaces", False
    ),
    Slip("entry among keys", "  - id: purpose", "‸- id: purpose", "", mends=False),
    Slip(
        "entry of a change", "  - clause: read-and", "‸   - clause: read-and", "3 spaces", file=NEXT
    ),
    Slip("text not indented", CHILDREN, "text: >-\n            ‸Safeguard children", "few spaces"),
    Slip(
        "text further out in the middle",
        "          Phone and Digital",
        "‸        Phone and Digital",
        "few spaces",
    ),
    Slip("text at the margin", "          Phone and Digital", "‸Phone and Digital", "few spaces"),
]

MARKS = [
    *(
        Slip(
            f"{mark} for a dash",
            "          - authority: kcsie\n",
            f"‸          {mark} authority: kcsie\n",
            "as the mark of a list",
        )
        for mark in ("–", "—", "•", "*", "·", "+")
    ),
    Slip("– at the first", "          - id: aim-clear", "‸          – id: aim-clear", "mark of"),
    Slip("• at the first", "  - id: introduction", "‸  • id: introduction", "mark of"),
    Slip(
        "1. for a dash",
        "          - id: any-technology",
        "‸          1. id: any-technology",
        "mark",
    ),
    Slip(
        "(a) for a dash",
        "          - id: any-technology",
        "‸          (a) id: any-technology",
        "mark",
    ),
    Slip("dash lost", "      - id: report-a", "‸      id: report-a", "a hyphen is missing"),
    Slip("dash lost", "  - id: purpose", "‸  id: purpose", "a hyphen is missing"),
    Slip(
        "dash a space", "      - id: report-a", "‸        id: report-a", "used twice", mends=False
    ),
    Slip(
        "first dash lost", "          - id: in-and", "‸          id: in-and", "a hyphen is missing"
    ),
    Slip("dash lost in a school", "      - add: local", "‸      add: local", "", False, SCHOOL),
    Slip("colon lost", AIMS, "‸    title Purpose", 'no colon after "title"'),
    Slip("colon lost", "        closing: >-", "‸        closing >-", 'no colon after "closing"'),
    Slip(
        "colon lost", "    clauses:\n      - id: aims", "‸    clauses\n      - id: aims", "no colon"
    ),
    Slip("colon lost", "- id: aims", "‸- id aims", 'no colon after "id"'),
    Slip("colon lost", CHILDREN, "‸text Safeguard children", 'no colon after "text"'),
    Slip("= for a colon", AIMS, "‸    title = Purpose", 'no colon after "title"'),
    Slip("; for a colon", AIMS, "‸    title; Purpose", 'no colon after "title"'),
    Slip("dash for a colon", AIMS, "‸    title – Purpose", 'no colon after "title"'),
    Slip("colon lost at the top", "\nsections:\n", "\n‸sections\n", 'no colon after "sections"'),
    Slip("key misspelt", AIMS, "‸    titel: Purpose", 'unknown key "titel"', False),
    Slip(
        "key misspelt in a school",
        "        reason: The",
        "‸        raeson: The",
        "unknown key",
        False,
        SCHOOL,
    ),
    Slip("colon lost in a school", "motto: Grow", "‸motto Grow", "neither a key", False, SCHOOL),
    Slip("same key twice", AIMS, f"{AIMS}\n‸    title: Aims", "used twice", mends=False),
    Slip("same key twice", "  head: Principal", "  head: A\n‸  head: B", "twice", False, SCHOOL),
]

BRACKETS = [
    *(
        Slip(kind, CITES, f"        cites: {typed}", words, mends)
        for kind, typed, words, mends in [
            ("] lost", "‸[{authority: prevent}", "is not closed", True),
            ("} lost", "‸[{authority: prevent]", "missing before this ]", True),
            ("]} lost", "‸[{authority: prevent", "is not closed", True),
            ("] twice", "‸[{authority: prevent}]]", "too many", True),
            ("} twice", "‸[{authority: prevent}}]", "too many", True),
            ("comma lost", "‸[{authority: prevent part: two}]", "inside these", False),
            ("comma twice", "‸[{authority: prevent},, {authority: x}]", "inside these", False),
            ("colon in brackets", "‸[{authority: prevent: two}]", "inside these", False),
            ("quote in brackets", '‸[{authority: "prevent}]', "is not closed", True),
            ("quote and comma", '‸[{authority: "prevent, part: two}]', "is not closed", False),
            ("comma after brackets", "‸[{authority: prevent}],", "a comma", True),
            ("list beside its key", "‸- authority: prevent", "begins on the line", True),
        ]
    ),
    Slip(
        "} lost",
        "    approved:\n",
        "    options: ‸{a: true\n    approved:\n",
        "closed",
        file=SCHOOL,
    ),
]

OTHERS = [
    Slip("document", "  - id: purpose", "‸---\n  - id: purpose", "second document", False),
    Slip("end of document", "  - id: purpose", "‸...\n  - id: purpose", "second document", False),
    Slip("anchor", "text: Safeguard", "text: ‸&children Safeguard", "an anchor"),
    Slip("alias", CHILDREN, "text: ‸*children", "alias"),
    Slip("tag", CHILDREN, "text: ‸!!str Safeguard children", "begins with !"),
    Slip(
        "remark in a text", IN_HOURS, "text: In hours # or\n              ‸out", "remark (#)", False
    ),
    Slip("words at the margin", AIMS, f"{AIMS}\n‸see Annex A", "neither a key", False),
    Slip("words at the margin", HEADS, f"{HEADS}\n‸see Annex A", "neither a key", False),
]

SWALLOWED = [
    Slip("cites in a text", f"\n{CITES}", f"\n  ‸{CITES}", '"cites:" is indented', False),
    Slip(
        "items in a text", "is to:\n        items:", "is to:\n          ‸items:", '"items:"', False
    ),
    Slip(
        "entry in a text",
        "times\n          - id: aim-rep",
        "times\n              ‸- id: aim-rep",
        '"id:" is indented',
        False,
    ),
    Slip("when in a text", CHILDREN, f"{FOLDED}‸when: maintained", '"when:" is indented'),
    Slip("when in a text", CHILDREN, f"{FOLDED}\n{DEEP}‸when: maintained", '"when:" is indented'),
    Slip(
        "when in quotes",
        CHILDREN,
        f'text: "Safeguard children.\n{DEEP}‸when: maintained"',
        '"when:" is indented',
        mends=False,
    ),
    Slip(
        "reason in a text",
        "meeting.\n        reason:",
        "meeting.\n          ‸reason:",
        '"reason:" is indented',
        file=SCHOOL,
    ),
    Slip(
        "weight in a reason",
        'casual worker".\n    weight: editorial\n',
        'casual worker".\n      ‸weight: editorial\n',
        '"weight:" is indented',
        file=NEXT,
    ),
]

MISPLACED = [
    Slip("key two further out", "      effective:", "‸    effective:", "too much", file=SCHOOL),
    Slip("key two further in", "    next_review:", "‸      next_review:", "too much", file=SCHOOL),
    Slip(
        "key four further in",
        "        accepts:\n          - rule: doubled",
        "‸            accepts:\n              - rule: doubled",
        "",
        False,
    ),
    Slip("key of a clause", "        closing: >-\n", "‸          closing: >-\n", "", False),
]

SLIPS = [
    *SWALLOWED,
    *MISPLACED,
    *QUOTES,
    *BEGINNINGS,
    *SPACES,
    *INDENTS,
    *MARKS,
    *BRACKETS,
    *OTHERS,
]
