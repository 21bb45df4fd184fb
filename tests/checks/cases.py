"""For each rule, what breaks it: a change of the small valid root."""

from __future__ import annotations

from tests.checks.roots import AUTHORITIES, ELM, OAK, POLICY, TERMS, VERSION, Break

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
WHEN = "when: accounts"
FACT = "  act:\n    ‸facts: {titel: {tier: unverified}}\n    title"
GUIDE = (AUTHORITIES, "title: The Guide")
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
        "successor-unknown", AUTHORITIES, '"2018": {', '"2018": {superseded_by: "2019", ', at=GUIDE
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

SCHOOLS = [
    Break("policy-unknown", OAK, "adopts:\n  staff", "adopts:\n  ‸stuff"),
    Break("version-unknown", OAK, NUMBER, 'version: ‸"3.0"'),
    Break("version-unknown", ELM, NUMBER, f'{NUMBER}\n    pending: {{version: ‸"3.0"}}'),
    Break("term-unknown", OAK, "{head: Principal}", "{‸haed: Principal}"),
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

BREAKS = [*READING, *FORM, *TEXTS, *PLACES, *SCHOOLS]
