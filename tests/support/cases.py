"""For each rule, what breaks it: a change of the small valid root."""

from __future__ import annotations

from datetime import date

from clausework.model import record
from clausework.model.document import Document
from clausework.model.policy import Adopted, Approval, Brand, School, Status
from clausework.model.scalars import SchoolType
from tests.support.roots import (
    ASKED,
    AUTHORITIES,
    CATALOGUE,
    ELM,
    FILES,
    FOLLOWING,
    LAST,
    NEXT,
    OAK,
    POLICY,
    TERMS,
    VERSION,
    Break,
)

OWNER = "owner: Example HR\n"
APPROVED = "approved: unknown\n"
HEAD = "Tell the {{ head }} at once[^why]."
LOCAL = "- replace: keep-private\n        text: keep everything private;\n        reason: The"
KEPT = "text: keep everything private;"
POLITE = "text: stay polite, see {{ ref intro-head }}."
PUPILS = "text: No pupil may be photographed.\n        locked: true"
BRAND = 'brand:\n  primary: "#1f4e79"'
COLOURS = 'primary: "#1f4e79"\n  accent: "#f2a900"'
NUMBER = 'version: "1.0"'
REPLACE = "- replace: keep-private"
AGAIN = "{replace: keep-private, text: T, reason: So.}"
MARKED = AGAIN.replace("keep", "‸keep")
LONG = f"{{replace: keep-private, text: {'a ' * 8000}, reason: So.}}"
WHEN = "when: accounts"
FACT = "  act:\n    ‸facts: {titel: {tier: unverified}}\n    title"
ADVISED = ("    title: The Advice\n    kind: non-statutory-advice\n",)
CASE = "title: A v B\n    kind: case\n    citation: '[2025] A 1'\n    court: The Court\n"
GUIDE = (AUTHORITIES, "title: The Guide")
MADE_UNDER = "made_under: [{authority: ‸gide}]"
AMENDED = "amendments: [{by: ‸gide, verified: {tier: unverified}}]"
OLD = ('editions: {guide: "2018"}', 'editions: {guide: "2016"}')
CONTINUED = ("- id: intro-scope\n", "- id: intro-scope\n        was: [intro-head, ‸intro-span]\n")
LAST_POINT = """\
          - id: stay-polite
            text: stay polite, see {{ ref intro-head }}.
            when: accounts
        closing: These hold at all times.
      - id: conduct-photographs"""
LOGO = "brand:\n  logo: ‸logo.svg\n  logo_alt: A leaf\n  primary: '#1f4e79'"


def _word(code: str, words: str) -> Break:
    """Words in the text of a clause."""
    return Break(code, VERSION, "text: No pupil", f"text: {words}. No pupil")


def _local(code: str, words: str) -> Break:
    """Words in a school's local change."""
    return Break(code, OAK, "everything private;", f"everything private {words};")


def _items(items: str) -> str:
    """A local change that gives a clause other points."""
    return f"- replace: conduct-rules\n        items: {items}"


def _accepts(code: str, accepts: str) -> Break:
    """An exception from a rule."""
    return Break(code, VERSION, PUPILS, f"{PUPILS}\n        accepts: [{accepts}]")


def _cites(code: str, citation: str, *also: str) -> Break:
    """A clause's citation."""
    return Break(code, VERSION, "{authority: guide, part: one}", f"{{{citation}}}", also=also)


def _says(code: str, words: str, *also: str) -> Break:
    """A footnote that cites advice, to those to whom it applies."""
    cites = "cites: [{authority: advice, when: academies or nursery}]"
    text = "text: So that help can be given."
    return Break(code, VERSION, text, f"text: {words}\n            {cites}", also=also)


def _next(code: str, old: str, new: str, *also: str, at: str = "") -> Break:
    """A change of the version after the first, which is proposed."""
    where = (NEXT, at) if at else None
    return Break(code, NEXT, old, new, at=where, also=also, more=FOLLOWING[:1])


def _editorial(text: str) -> str:
    """The last clause in other words, and a reason that makes nothing of it."""
    reason = "{clause: conduct-photographs, reason: So, weight: ‸editorial}"
    return f"{text}\n        locked: true\nchanges:\n  - {reason}"


def _entry(code: str, entry: str, *also: str) -> Break:
    """The last clause in other words, and what HR says of it."""
    entries = f"changes:\n  - {{clause: conduct-photographs, reason: So, {entry}}}"
    text = f"text: Pupils may be photographed.\n        locked: true\n{entries}"
    return _next(code, PUPILS, text, *also)


TWICE = "headline: One is so., look_first: 1}\n  - {clause: conduct, reason: So, duty: same, "
RULES = FILES[VERSION][FILES[VERSION].index("- id: conduct-rules") :]
OTHER_RULES = RULES.replace("- id: conduct-rules", "- id: ‸conduct-rules").replace(
    "Staff", "All staff"
)

READING = [
    Break("yaml-syntax", TERMS, "head: {default", "‸\thead: {default"),
    Break("yaml-syntax", POLICY, "owner: Example HR", "owner: Example‸: HR"),
    Break("yaml-syntax", OAK, "reason: The board", "reason: {{ head }} ‸the board"),
    Break("yaml-syntax", VERSION, "How staff behave.", "How ‸\0staff behave."),
    Break("alias-not-allowed", TERMS, "{default: Headteacher}", "‸&head {default: Headteacher}"),
    Break("second-document", TERMS, "head: {", "‸---\nhead: {"),
    Break("nested-too-deep", POLICY, OWNER, f"owner: {'[' * 39}‸[{']' * 40}\n"),
    Break("merge-key-not-allowed", OAK, "terms: {head", "terms: {‸<<: {}, head"),
    Break("duplicate-key", VERSION, "follows: null\n", "follows: null\n‸status: released\n"),
    Break("curly-quotes", POLICY, OWNER, "owner: ‸“Example HR”\n"),
    Break("key-not-text", POLICY, OWNER, "owner: {‸{ hr }}\n", also=("value-wrong",)),
]

FORM = [
    Break("key-unknown", VERSION, "        locked: true", "        ‸lockd: true"),
    Break("key-unknown", OAK, "    options: {accounts", "    ‸optoins: {accounts"),
    Break("key-missing", OAK, APPROVED, "approved: ‸{by: The board}\n"),
    Break("key-missing", VERSION, "- id: keep-private\n            text", "- ‸text"),
    Break("value-wrong", POLICY, "binding: adapt", "binding: ‸maybe"),
    Break("value-wrong", OAK, APPROVED, "approved: ‸unkown\n"),
    Break("value-wrong", OAK, APPROVED, "approved: {by: The board, on: ‸11 October 2018}\n"),
    Break("value-wrong", OAK, APPROVED, "approved: {by: The board, on: ‸1539216000}\n"),
    Break("value-wrong", AUTHORITIES, "looked_on: 2026-01-01", "looked_on: ‸2026-02-30"),
    Break("value-wrong", OAK, '"#1f4e79"', "‸blue"),
    Break("empty-text", VERSION, "keep it private;", '‸" "'),
    Break("empty-text", POLICY, OWNER, "‸owner:\n"),
    Break("id-format", VERSION, "- id: intro-scope", "- id: ‸Intro_Scope"),
    Break("id-format", OAK, "adopts:\n  staff-conduct", "adopts:\n  ‸Staff Conduct"),
    Break(
        "verification-source",
        AUTHORITIES,
        "kind: act\n    verified: {tier: official, source: gov.uk}",
        "kind: act\n    verified: ‸{tier: official}",
    ),
    Break("fact-unknown", AUTHORITIES, "  act:\n    title", FACT),
    Break(
        "successor-unknown", AUTHORITIES, 'superseded_by: "2018"', 'superseded_by: "2019"', at=GUIDE
    ),
    Break(
        "commencement-twice",
        AUTHORITIES,
        '{section: "37", not_yet',
        '‸{section: "37", in_force_from: 2026-01-01, not_yet',
    ),
    Break("case-not-one", AUTHORITIES, "    title: The Act", "    ‸court: A\n    title: The Act"),
    Break("case-incomplete", AUTHORITIES, *ADVISED, "    ‸title: The Advice\n    kind: case\n"),
    Break("case-in-force", AUTHORITIES, *ADVISED, f"    ‸{CASE}    enacted: 2020-01-01\n"),
    Break("case-in-force", AUTHORITIES, *ADVISED, f"    ‸{CASE}    not_yet_in_force: true\n"),
    Break(
        "case-in-force",
        AUTHORITIES,
        *ADVISED,
        f"    ‸{CASE}    amendments: [{{by: act, verified: {{tier: unverified}}}}]\n",
    ),
    Break(
        "force-not-applied",
        AUTHORITIES,
        "    title: The Advice\n",
        "    ‸force: {special: statutory}\n    title: The Advice\n",
    ),
    Break(
        "record-without-release",
        POLICY,
        OWNER,
        f'{OWNER}releases: ‸{{"1.0": {{by: A, on: 2026-01-01}}}}\n',
    ),
    Break(
        "record-without-release",
        POLICY,
        OWNER,
        f'{OWNER}released: {{}}\nwithdrawn:\n  ‸"1.0": {{by: A, on: 2026-01-01, reason: B}}\n',
    ),
    Break(
        "action-time",
        VERSION,
        "editions: {guide",
        "actions:\n  - ‸{for: All, must: Sign, within: 30 days, by: 2027-01-01}\neditions: {guide",
    ),
    Break("logo-alt-missing", OAK, "brand:\n  primary", "brand:\n  ‸logo: logo.svg\n  primary"),
    Break("variation-kind", OAK, LOCAL, "- ‸reason: The"),
    Break("variation-kind", OAK, "- replace: keep", "- ‸omit: stay-polite\n        replace: keep"),
    Break("variation-text", OAK, f"- replace: keep-private\n        {KEPT}", "- ‸replace: conduct"),
    Break("variation-after", OAK, "- replace: keep-private", "- ‸add: local-one"),
    Break("variation-id", OAK, "- replace: keep-private", "- ‸add: one\n        after: conduct"),
]

TEXTS = [
    Break("fill-unknown", VERSION, HEAD, "Tell the ‸{{ haed }} at once[^why]."),
    Break("fill-unknown", VERSION, HEAD, "Tell the ‸{{ head's }} at once[^why]."),
    Break("fill-unknown", VERSION, "title: Introduction", "title: The ‸{{ haed }}"),
    _local("fill-unknown", "by ‸{{ haed }}"),
    _word("fill-not-allowed", "A ‸{% word ‸%}"),
    _word("fill-not-allowed", "See [the page](‸https://example.org/{{ head }})"),
    Break("fill-not-allowed", POLICY, "Staff Conduct Policy", "Staff Conduct of ‸{{ school }}"),
    _word("character-not-allowed", "One ‸\u202eword"),
    _word("character-not-allowed", "One ‸&#x202e;word"),
    _word("letter-not-printable", "One ‸😀 word"),
    Break("letter-not-printable", OAK, "Oak School", "Oak ‸学 School"),
    Break("character-not-allowed", OAK, "Oak School", "Oak‸\u202e School"),
    Break("character-not-allowed", OAK, "Oak School", r'"Oak‸\u202e School"'),
    Break(
        "character-not-allowed",
        OAK,
        "Oak School",
        r'"Oak \
      ‸\u202eSchool"',
    ),
    Break("character-not-allowed", OAK, "Oak School", r'"Oak‸\0School"'),
    Break("character-not-allowed", OAK, "Oak School", r'"Oak‸\e[31mSchool"'),
    Break("character-not-allowed", OAK, "Oak School", r'"Oak‸\NSchool"'),
    Break("character-not-allowed", OAK, "Oak School", r'"Oak‸\LSchool"'),
    Break("character-not-allowed", OAK, "Oak School", r'"Oak‸\uFFFFSchool"'),
    Break("character-not-allowed", OAK, "Oak School", r'"Oak‸\U000E0041School"'),
    Break("character-not-allowed", OAK, "Oak School", "Oak‸\u00adSchool"),
    Break("character-not-allowed", OAK, "Oak School", "Oak‸\u200bSchool"),
    Break("character-not-allowed", OAK, "The board asked for it.", r'"The‸\u2066 board."'),
    Break("character-not-allowed", POLICY, "Example HR", r'"Example‸\u200f HR"'),
    Break("character-not-allowed", VERSION, "How staff behave.", r'"How‸\x9b31m staff"'),
    Break("character-not-allowed", TERMS, "{default: Headteacher}", r'{default: "He‸\a"}'),
    Break(
        "character-not-allowed",
        OAK,
        "{head: Principal}",
        r'{head: Principal, "se‸\u2069t": x}',
        also=("term-unknown",),
    ),
    _word("character-not-allowed", "One ‸&#173;word"),
    _word("letter-not-printable", "One ‸&#x4e2d;word"),
    Break("letter-not-printable", OAK, "Oak School", r'"Oak ‸\u5b66 School"'),
    Break("fill-not-allowed", OAK, "Oak School", r'"Oak ‸\x7b\x7b School"'),
    Break("text-too-long", OAK, "Oak School", "‸" + "O" * 201),
    Break("text-too-long", OAK, "Oak School", "‸" + "O" * 2_000_000),
    Break("text-too-long", OAK, "terms: {head", f"terms: {{‸{'t' * 101}: x, head"),
    Break("text-too-long", OAK, '"1.0"', f'‸"1.{"1" * 1_500}"'),
    Break("text-too-long", TERMS, "default: Headteacher", "default: ‸" + "h" * 201),
    Break("text-too-long", POLICY, "Staff Conduct Policy", "‸" + "O" * 201),
    _word("text-too-long", "‸" + "word " * 4_001),
    _word("text-too-long", "One ‸" + "w" * 2_001),
    Break("text-too-long", OAK, "type: comm", "contact: ‸" + "word " * 101 + "\ntype: comm"),
    _word("raw-html", "A ‸<b>bold‸</b> word"),
    _word("image-not-allowed", "A ‸![picture](https://example.org/a.png)"),
    _word("link-not-allowed", "A [link](‸javascript:run)"),
    _word("link-not-allowed", "A javascript:run [link](‸javascript:run)"),
    _word("link-not-allowed", 'A [link](‸https://example.org "title")'),
    _word("ref-unknown", "See ‸{{ ref intro-haed }}"),
    _local("ref-unknown", "under ‸{{ ref intro-haed }}"),
    _word("citation-unknown", "See ‸{{ cite giude }}"),
    Break("citation-unknown", VERSION, "authority: guide", "authority: ‸gide"),
    Break("citation-unknown", VERSION, "editions: {", 'editions: {‸gide: "2018", '),
    Break("citation-unknown", OAK, KEPT, f"{KEPT.replace('keep', 'keep ‸{{ cite gide }}')}"),
    Break("edition-unknown", VERSION, "part: one", 'edition: ‸"2019"'),
    Break("edition-unknown", VERSION, '{guide: "2018"}', '{guide: ‸"2017"}'),
    _word("note-unknown", "One‸[^other]"),
    _local("note-unknown", "then‸[^other]"),
    Break("note-marked-twice", VERSION, "[^why]", "[^why] or then‸[^why]"),
    _word("placeholder", "Ask ‸[insert name]"),
    _word("placeholder", "Ask ‸XXXX or ‸TBC or ‸<name> or ‸_____"),
    _word("placeholder", "Ask the school‸/ /trust"),
    _local("placeholder", "at ‸[insert place]"),
    _word("doubled-punctuation", "Ask‸.. Ask‸,, ask"),
    _word("school-name", "All of ‸Oak School"),
    _word("school-name", "All of ‸oak  school and Oaken Oak Schools"),
    _local("school-name", "as at ‸Elm Academy"),
    _word("typed-number", "See ‸clause 1.1, ‸section 2 and section 9 of the Act"),
    _word("typed-number", "See ‸clause 7.1 and ‸point 2.1(a)"),
    _word(
        "typed-number",
        "See ‸clauses 1.1, ‸7.1 or ‸7.2, and paragraph 1, 2 or 8 of Schedule 3 to it",
    ),
    _word("article", "This is ‸a {{ setting }} and ‸an {{ head }}, not {{ a setting }}"),
    Break("text-duplicate", VERSION, POLITE, "text: ‸keep it Private;"),
]

PLACES = [
    Break("id-duplicate", VERSION, "- id: stay-polite", "- id: ‸keep-private"),
    Break("id-duplicate", VERSION, "- id: conduct-rules", "- id: ‸conduct"),
    Break("when-syntax", VERSION, WHEN, "when: accounts and ‸or nursery"),
    Break("when-syntax", VERSION, WHEN, "when: ‸(accounts or nursery"),
    Break("when-syntax", VERSION, "part: one", "when: special ‸& academy"),
    Break("when-unknown", VERSION, WHEN, "when: accounts and ‸account"),
    Break("when-unknown", VERSION, "part: one", "when: ‸acadamies"),
    Break("note-unmarked", VERSION, "[^why]", "", at=(VERSION, "why\n            text: So")),
    Break("edition-missing", VERSION, '{guide: "2018"}', "{}", at=(VERSION, "guide, part: one")),
    Break(
        "change-unknown",
        VERSION,
        "follows: null\n",
        "follows: null\nchanges: [{clause: ‸intro, reason: So}]\n",
    ),
    Break("version-unknown", VERSION, "follows: null", 'follows: ‸"0.9"'),
    Break("released-unrecorded", VERSION, "status: draft", "status: ‸released"),
    Break("released-missing", POLICY, OWNER, f'{OWNER}released: {{‸"0.9": abc}}\n'),
    Break(
        "released-changed",
        POLICY,
        OWNER,
        f'{OWNER}released: {{"1.0": {"0" * 64}}}\n',
        at=(VERSION, '"1.0"'),
    ),
    Break("policy-unknown", POLICY, OWNER, f"{OWNER}related: [{{title: Dress, policy: ‸dress}}]\n"),
    _accepts("accept-unused", "‸{rule: placeholder, reason: So}"),
    _accepts("accept-not-allowed", "{rule: ‸link-not-allowed, reason: So}"),
    Break("name-differs", POLICY, "id: staff-conduct", "id: ‸staff"),
    Break("name-differs", VERSION, 'version: "1.0"', 'version: ‸"1.1"'),
    Break("name-differs", OAK, "id: oak", "id: ‸oaks"),
]

SOURCES = [
    Break("authority-unknown", AUTHORITIES, "  act:\n", f"  act:\n    {MADE_UNDER}\n"),
    Break("authority-unknown", AUTHORITIES, '"2016":\n', f'"2016":\n        {MADE_UNDER}\n'),
    Break("authority-unknown", AUTHORITIES, "  act:\n", f"  act:\n    {AMENDED}\n"),
    Break("authority-unknown", POLICY, "{authority: act", "{authority: ‸atc"),
    Break("successor-cycle", AUTHORITIES, 'superseded_by: "2018"', 'superseded_by: ‸"2016"'),
    Break(
        "successor-cycle",
        AUTHORITIES,
        "in_force_from: 2018-09-03",
        'superseded_by: "2016"',
        at=(AUTHORITIES, '"2018"\n'),
        also=("edition-superseded",),
    ),
    Break("edition-superseded", VERSION, *OLD, at=(VERSION, "guide, part: one")),
    _cites("edition-superseded", 'authority: ‸guide, edition: "2016"'),
    Break(
        "edition-superseded-at-issue",
        VERSION,
        OLD[0],
        f"{OLD[1]}\nissued: 2018-09-03",
        at=(VERSION, "guide, part: one"),
        also=("edition-superseded",),
    ),
    _says("kind-claimed", "As the ‸statutory guidance has it."),
    _says("kind-claimed", "This is not advice; it is **‸statutory** guidance."),
    _says("kind-claimed", "It is not law. It is ‸required by law, a ‸legal requirement."),
    Break(
        "kind-claimed",
        VERSION,
        "text: No pupil",
        "text: See {{ cite letter }}, which is ‸statutory guidance. No pupil",
        also=("fact-unverified",),
    ),
    Break(
        "kind-claimed",
        VERSION,
        "at once[^why].\n        notes:\n          - id: why\n",
        "at once, as ‸statutory guidance has it[^why].\n        notes:\n          - id: why\n"
        "            cites: [{authority: advice, when: academies}]\n",
    ),
    _cites("authority-not-for-type", "authority: ‸advice"),
    _cites("authority-not-for-type", "authority: ‸advice, when: academies or accounts"),
    _cites("authority-not-for-type", "authority: ‸advice, when: not accounts"),
    _word("authority-not-for-type", "See ‸{{ cite advice }}"),
    _cites("pinpoint-edition", 'authority: guide, paragraph: ‸"4"'),
    _cites("pinpoint-edition", "authority: guide, document: ‸old-print"),
    _cites("pinpoint-edition", 'authority: guide, document: print, paragraph: ‸"7"'),
    _cites("pinpoint-unknown", 'authority: guide, paragraph: ‸"99"'),
    _cites("pinpoint-unknown", "authority: guide, paragraph: ‸14 to 17"),
    _cites("document-unknown", "authority: guide, document: ‸pint"),
    _cites("document-unknown", "authority: act, document: ‸print"),
    _cites("fact-unverified", "authority: ‸letter"),
    _cites("fact-unverified", 'authority: ‸act, section: "35"'),
    _cites("fact-unverified", "authority: ‸act, section: 35 and 36"),
    _cites("fact-unverified", "authority: ‸guide, part: four"),
    _cites("fact-unverified", "authority: ‸guide, paragraph: 14 to 15"),
    _word("fact-unverified", "See ‸{{ cite letter }}"),
    _cites("source-not-in-force", 'authority: act, section: ‸"37"'),
    _cites("source-not-in-force", "authority: act, section: ‸37(1) and 36"),
    _cites("source-not-in-force", 'authority: act, section: ‸"38"'),
    _cites("source-not-in-force", 'authority: act, section: ‸"39"'),
    _cites("source-not-in-force", 'authority: act, section: ‸"40"'),
    Break(
        "source-not-in-force",
        AUTHORITIES,
        "in_force_from: 2018-09-03",
        "in_force_from: 2026-01-02",
        at=(VERSION, "guide, part: one"),
    ),
    Break(
        "source-not-in-force",
        AUTHORITIES,
        *("title: The Guide\n", "title: The Guide\n    not_yet_in_force: true\n"),
        at=(VERSION, "guide, part: one"),
    ),
]

HISTORY = [
    Break(
        "was-unknown", VERSION, "id: intro-head\n", "id: intro-head\n        was: [‸intro-span]\n"
    ),
    _next("was-unknown", *CONTINUED),
    Break(
        "id-reused",
        NEXT,
        "conduct-photographs",
        "conduct-pictures",
        at=(LAST, "conduct-photographs"),
        also=("reason-missing", "rename-suspected"),
        more=FOLLOWING,
    ),
    _next("id-reused", LAST_POINT, "      - id: ‸stay-polite", "reason-missing"),
    _next("reason-missing", "text: No pupil", "text: Not one pupil", at="conduct-photographs"),
    _next("reason-missing", "keep it private;", "keep all private;", at="conduct-rules"),
    _next("reason-missing", "These hold", "All hold", at="conduct-rules"),
    _next("reason-missing", "So that help", "So that some help", at="intro-head\n"),
    _next("reason-missing", WHEN, "when: not accounts", at="conduct-rules"),
    _next("reason-missing", "style: letter", "style: bullet", at="conduct-rules"),
    _next("reason-missing", "part: one", "part: two", at="intro-scope"),
    _next("reason-missing", *OLD, "edition-superseded", at="intro-scope"),
    _next("reason-missing", "title: Conduct", "title: Behaviour", at="conduct\n"),
    _next("reason-missing", PUPILS, f"{PUPILS}\n      - id: ‸more\n        text: And more."),
    _next("reason-missing", f"      - id: conduct-photographs\n        {PUPILS}\n", "", at='"1.0"'),
    _next("reason-missing", "id: intro-scope", "id: ‸intro-span", "rename-suspected", at='"1.0"'),
    _next("reason-missing", "id: introduction", "id: ‸beginning\n    was: [introduction]"),
]

CHANGES = [
    _next("duty-changed", PUPILS, _editorial("text: Pupils may be photographed.")),
    _next("duty-changed", PUPILS, _editorial("text: No parent may be photographed.")),
    _next(
        "duty-missing",
        PUPILS,
        "text: Pupils may be photographed.\n        locked: true\nchanges:\n"
        "  - {clause: ‸conduct-photographs, reason: So}",
    ),
    # The point has an entry, and its clause has none.
    _next(
        "duty-missing", RULES, f"{OTHER_RULES}changes:\n  - {{clause: keep-private, reason: So}}\n"
    ),
    _entry("headline-missing", "duty: permitted, look_first: ‸1"),
    _entry("headline-form", "duty: permitted, headline: ‸Pupils may be photographed"),
    _entry("headline-form", "duty: permitted, headline: ‸Pupils may be…"),
    _entry("headline-form", "duty: permitted, headline: ‸Pupils may be..."),
    _entry("headline-form", f"duty: permitted, headline: ‸{'Pupils ' * 28}may be."),
    _entry("look-first-twice", f"duty: permitted, {TWICE}headline: So is two., look_first: ‸1"),
    _entry("duty-read-otherwise", "duty: ‸same"),
    _next("rename-suspected", "id: intro-scope", "id: ‸intro-span", "reason-missing"),
    _next("rename-suspected", "id: conduct\n", "id: ‸behaviour\n", "reason-missing"),
]

SCHOOLS = [
    Break(
        "power-not-delegable",
        OAK,
        APPROVED,
        "approved: {by: A, on: 2026-01-01, power: ‸committee}\n",
    ),
    Break(
        "power-not-delegable", OAK, APPROVED, "approved: {by: A, on: 2026-01-01, power: ‸head}\n"
    ),
    Break("policy-unknown", OAK, "adopts:\n  staff", "adopts:\n  ‸stuff"),
    Break("version-unknown", OAK, NUMBER, 'version: ‸"3.0"'),
    Break("version-unknown", ELM, NUMBER, f'{NUMBER}\n    pending: {{version: ‸"3.0"}}'),
    Break("term-unknown", OAK, "{head: Principal}", "{‸haed: Principal}"),
    Break(
        "link-unknown", OAK, "terms: {head", 'links: {‸conduct: "https://a.example/"}\nterms: {head'
    ),
    Break("option-unknown", OAK, "{accounts: true}", "{‸acounts: true}"),
    Break(
        "variation-of-adopted",
        POLICY,
        "binding: adapt",
        "binding: adopt",
        at=(OAK, "replace: keep-private"),
    ),
    Break("variation-locked", OAK, REPLACE, "- replace: ‸conduct-photographs"),
    Break("variation-locked", OAK, LOCAL, "- omit: ‸conduct\n        reason: The"),
    Break(
        "variation-locked",
        VERSION,
        "- id: conduct-rules",
        "- id: conduct-rules\n        locked: true",
        at=(OAK, "keep-private"),
    ),
    Break("variation-target", OAK, REPLACE, "- replace: ‸keep-secret"),
    Break("variation-target", OAK, REPLACE, f"- omit: ‸why\n        reason: So.\n      {REPLACE}"),
    Break("variation-target", OAK, REPLACE, "- add: local-one\n        after: ‸keep-secret"),
    Break("variation-undone", OAK, REPLACE, f"- {MARKED}\n      {REPLACE}"),
    Break(
        "variation-undone",
        OAK,
        REPLACE,
        "- {add: ‸local-one, after: intro-scope, text: T., reason: So.}\n"
        f"      - {{omit: local-one, reason: So.}}\n      {REPLACE}",
    ),
    Break(
        "variation-unprinted",
        VERSION,
        "- id: conduct-rules",
        "- id: conduct-rules\n        when: academy",
        at=(OAK, "keep-private"),
    ),
    Break(
        "variation-unprinted",
        VERSION,
        "  - id: conduct\n",
        "  - id: conduct\n    when: academy\n",
        at=(OAK, "keep-private"),
    ),
    Break(
        "variation-unprinted",
        VERSION,
        "- id: keep-private",
        "- id: keep-private\n            when: academy",
        at=(OAK, "keep-private"),
    ),
    Break(
        "variation-unprinted",
        OAK,
        "{accounts: true}\n    variations:\n      - replace: keep-private",
        "{accounts: false}\n    variations:\n      - replace: ‸stay-polite",
    ),
    Break("variation-unprinted", OAK, REPLACE, _items("[‸{id: local-a, text: A, when: academy}]")),
    Break(
        "local-changes-too-many",
        OAK,
        REPLACE,
        f"- {AGAIN}\n      " * 1000 + f"- ‸{AGAIN}\n      {REPLACE}",
    ),
    Break(
        "local-changes-too-long",
        OAK,
        REPLACE,
        f"- {LONG}\n      - ‸{LONG}\n      {REPLACE}",
    ),
    Break("variation-shape", OAK, KEPT, f"{KEPT}\n        closing: ‸That is all."),
    Break("variation-shape", OAK, KEPT, f"{KEPT}\n        items: ‸[{{id: local-a, text: A}}]"),
    Break(
        "id-duplicate",
        OAK,
        REPLACE,
        "- {add: local-one, after: keep-private, text: One., reason: So.}\n"
        "      - add: ‸local-one\n        after: conduct",
    ),
    Break("id-duplicate", OAK, REPLACE, _items("‸[{id: intro-scope, text: A}]")),
    Break("when-syntax", OAK, REPLACE, _items("[{id: local-a, text: A, when: ‸and}]")),
    Break("when-unknown", OAK, REPLACE, _items("[{id: local-a, text: A, when: ‸acadamy}]")),
    Break(
        "citation-unknown",
        OAK,
        REPLACE,
        _items("[{id: local-a, text: A, cites: [{authority: ‸gide}]}]"),
    ),
    Break(
        "ref-absent",
        OAK,
        LOCAL,
        "- omit: intro-head\n        reason: The",
        at=(OAK, 'version: "1.0"'),
    ),
    Break(
        "fill-without-words",
        TERMS,
        "{default: {one: school, many: schools}, academies",
        "{academies",
        at=(OAK, 'version: "1.0"'),
    ),
    Break("brand-shade", OAK, COLOURS, 'primary: ‸"#000000"\n  accent: ‸"#ffffff"'),
    Break("logo-outside", OAK, BRAND, LOGO.replace("logo.svg", "../elm/logo.svg")),
    Break("logo-outside", OAK, BRAND, LOGO.replace("logo.svg", "/etc/hostname")),
    Break("logo-missing", OAK, BRAND, LOGO),
]

KEPT_AS = "schools/oak/record/staff-conduct/1.0"
PAPER = "the approved copy"
# What Oak School approved, of which nothing is left in its files.
APPROVED_BEFORE = record.text(
    record.of(
        School(
            id="oak",
            name="Oak School",
            type=SchoolType.COMMUNITY,
            brand=Brand(primary="#1f4e79", accent="#f2a900"),
        ),
        None,
        {},
        Adopted(version="1.0", approved=Approval(by="The board", on=date(2025, 3, 1))),
        Document(
            policy="staff-conduct",
            title="Staff Conduct Policy",
            owner="Example HR",
            summary=None,
            audience=None,
            version="1.0",
            status=Status.RELEASED,
            issued=None,
            sections=(),
            school="Oak School",
        ),
        PAPER.encode(),
    )
).decode()
RECORD, RECORD_PDF = (f"{KEPT_AS}.json", APPROVED_BEFORE), (f"{KEPT_AS}.pdf", PAPER)
OTHER_RECORD = (RECORD[0].replace("1.0", "1.1"), APPROVED_BEFORE)
OPENING = APPROVED_BEFORE[:20]

RECORDS = [
    Break("record-changed", RECORD[0], OPENING, f"‸{OPENING}", more=(RECORD,)),
    Break("record-changed", RECORD[0], OPENING, "‸", more=(RECORD, RECORD_PDF)),
    Break(
        "record-changed",
        RECORD[0],
        '"The board"',
        '"The head"',
        at=(RECORD[0], OPENING),
        more=(RECORD, RECORD_PDF),
    ),
    Break(
        "record-changed",
        RECORD_PDF[0],
        PAPER,
        "another copy",
        at=(RECORD[0], OPENING),
        more=(RECORD, RECORD_PDF),
    ),
    Break(
        "record-changed",
        OTHER_RECORD[0],
        OPENING,
        f"‸{OPENING}",
        more=(OTHER_RECORD, (OTHER_RECORD[0].replace(".json", ".pdf"), PAPER)),
    ),
    Break(
        "record-differs",
        OAK,
        f"{NUMBER}\n    {APPROVED}",
        'version: ‸"1.0"\n    approved: ‸unknown\n',
        more=(RECORD, RECORD_PDF),
    ),
]

SENTENCES = [
    Break("sentence-broken", VERSION, "text: No", "text: >-\n          ‸{{ setting }} staff. No"),
    _word("sentence-broken", "Read this, e.g. {{ setting }} staff. ‸{{ setting.many }} have it"),
    _word("sentence-broken", "At school ‸{{ setting }} is said once"),
    _word("sentence-broken", "It is a **‸{{ setting }}** or a “‸{{ setting }}”, {{ a setting }}"),
    _word("sentence-broken", "See the ‸{{ cite guide }}"),
    Break("sentence-broken", VERSION, "title: Introduction", "title: '‸{{ setting }} rules'"),
    Break(
        "sentence-broken",
        TERMS,
        "{default: Headteacher}",
        "{default: The Headteacher}",
        at=(VERSION, "{{ head }} at once"),
    ),
    Break(
        "sentence-broken",
        TERMS,
        "{default: Headteacher}",
        '{default: "Headteacher "}',
        at=(VERSION, "{{ head }} at once"),
    ),
    Break("sentence-broken", OAK, "{head: Principal}", "{head: ‸The Principal}"),
    Break("sentence-broken", OAK, "{head: Principal}", "{head: ‸{one: Head head}}"),
    Break("sentence-broken", OAK, "name: Oak School", "name: ‸Oak School."),
    Break("sentence-broken", OAK, "name: Oak School", 'name: ‸"Oak School "'),
    _local("sentence-broken", "at school ‸{{ setting }}"),
]

LOCAL_CHANGES = [
    Break("local-weakens", OAK, f"{REPLACE}\n        {KEPT}", "- omit: ‸keep-private"),
    Break(
        "local-weakens",
        OAK,
        f"{REPLACE}\n        {KEPT}",
        "- replace: ‸conduct-rules\n        text: 'Staff of {{ a setting }} should:'",
    ),
    Break(
        "local-weakens",
        OAK,
        f"{REPLACE}\n        {KEPT}",
        "- replace: ‸keep-private\n        text: not keep it private;",
    ),
]


def _asked(code: str, old: str, new: str, at: tuple[str, str] | None = None) -> Break:
    """A change of the list of policies that the law asks for."""
    return Break(code, CATALOGUE, old, new, at, more=(ASKED,))


CATALOGUES = [
    _asked("key-missing", "    applies_to: [independent]\n", "", (CATALOGUE, "id: complaints")),
    _asked("key-unknown", "{authority: advice}", "{authority: advice, ‸when: academies}"),
    _asked("key-unknown", "{authority: advice}", '{authority: advice, ‸paragraph: "7"}'),
    _asked("key-unknown", "review_months: 12", "‸review: 12"),
    _asked("value-wrong", "[independent]", "‸[]"),
    _asked("value-wrong", "[independent]", "[‸independents]"),
    _asked("value-wrong", "review_months: 12", "review_months: ‸0"),
    _asked("value-wrong", "review_months: 12", "review_months: ‸121"),
    _asked("value-wrong", "tier: unverified", "tier: ‸rumour"),
    _asked("id-format", "id: dress", "id: ‸Dress"),
    _asked("empty-text", "note: For pupils too.", 'note: ‸""'),
    _asked(
        "verification-source",
        "verified: {tier: official, source: gov.uk}",
        "verified: ‸{tier: official}",
    ),
    _asked("requires-missing", "    requires: {authority: advice}\n", "", (CATALOGUE, "id: dress")),
    _asked("id-duplicate", "id: dress", "id: ‸conduct-rules"),
    _asked("policy-unknown", "policy: staff-conduct", "policy: ‸staff-conducts"),
    _asked("citation-unknown", "{authority: advice}", "{authority: ‸advise}"),
    _asked("edition-unknown", "guide, part: two", 'guide, edition: ‸"2017"'),
    _asked("edition-unknown", "{authority: advice}", '{authority: advice, edition: ‸"2018"}'),
    _asked("edition-superseded", "guide, part: two", 'guide, edition: ‸"2016"'),
    _asked(
        "authority-not-for-type",
        "[academy, free-school]",
        "[academy, community]",
        (CATALOGUE, "advice}"),
    ),
    _asked(
        "authority-not-for-type", "[academy, free-school]", "[maintained]", (CATALOGUE, "advice}")
    ),
    # It is asked of academies, and this is none.
    Break("link-unknown", OAK, "terms:", "links: {‸dress: https://x.org}\nterms:", more=(ASKED,)),
]

BREAKS = [
    *READING,
    *FORM,
    *TEXTS,
    *PLACES,
    *SOURCES,
    *HISTORY,
    *CHANGES,
    *SCHOOLS,
    *RECORDS,
    *SENTENCES,
    *LOCAL_CHANGES,
    *CATALOGUES,
]
