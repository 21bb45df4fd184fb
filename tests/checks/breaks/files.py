"""Files that are no YAML, or not of the form that the schema gives them."""

from __future__ import annotations

from tests.checks.breaks.pieces import APPROVED, KEPT, LOCAL, OWNER
from tests.support.roots import AUTHORITIES, OAK, POLICY, TERMS, VERSION, Break

FACT = "  act:\n    ‸facts: {titel: {tier: unverified}}\n    title"
ADVISED = ("    title: The Advice\n    kind: non-statutory-advice\n",)
CASE = "title: A v B\n    kind: case\n    citation: '[2025] A 1'\n    court: The Court\n"
IN_TEXT = "- replace: keep-private\n        text: >-\n          keep private;\n          "
GUIDE = (AUTHORITIES, "title: The Guide")

READING = [
    Break("yaml-syntax", TERMS, "head: {default", "‸\thead: {default"),
    Break("yaml-syntax", POLICY, "owner: Example HR", "owner: Example‸: HR"),
    Break("yaml-syntax", OAK, "reason: The board", "reason: ‸{{ head }} the board"),
    Break("yaml-syntax", VERSION, "How staff behave.", "How ‸\0staff behave."),
    Break("alias-not-allowed", TERMS, "{default: Headteacher}", "‸&head {default: Headteacher}"),
    Break("second-document", TERMS, "head: {", "‸---\nhead: {"),
    Break("nested-too-deep", POLICY, OWNER, f"owner: {'[' * 39}‸[{']' * 40}\n"),
    Break("merge-key-not-allowed", OAK, "terms: {head", "terms: {‸<<: {}, head"),
    Break("duplicate-key", VERSION, "follows: null\n", "follows: null\n‸status: released\n"),
    Break("curly-quotes", POLICY, OWNER, "owner: ‸“Example HR”\n"),
    Break("remark-in-text", VERSION, "photographed.", "photographed ‸#see 7.1."),
    Break("remark-in-text", VERSION, "photographed.", "photographed\n          now ‸# and then."),
    Break("remark-in-text", VERSION, "title: Conduct", "title: Room ‸#5"),
    Break("remark-in-text", OAK, "{head: Principal}", "{head: Head ‸#1\n  }"),
    Break("remark-in-text", OAK, "type: comm", "motto: ‸#BeKind\ntype: comm"),
    Break("remark-in-text", POLICY, OWNER, "owner: Example HR ‸#of Luton\n"),
    Break("key-not-text", POLICY, OWNER, "owner: {‸{ hr }}\n", also=("value-wrong",)),
]

FORM = [
    Break("key-unknown", VERSION, "        locked: true", "        ‸lockd: true"),
    Break(
        "key-unknown",
        VERSION,
        "      - id: conduct-photographs\n",
        "      - {id: a, text: In writing, ‸or by telephone}\n      - id: conduct-photographs\n",
    ),
    Break("key-unknown", OAK, "    options: {accounts", "    ‸optoins: {accounts"),
    Break("key-unknown", OAK, "        reason: The board", "    ‸reason: The board"),
    Break("key-in-text", VERSION, "}}.\n        cites", "}}.\n          ‸cites"),
    Break("key-in-text", OAK, LOCAL, f"{IN_TEXT}‸reason: The"),
    Break(
        "value-wrong",
        VERSION,
        "summary: How",
        "appendices: [{id: a, title: A, numbered: ‸false, clauses: []}]\nsummary: How",
    ),
    Break("value-wrong", VERSION, "summary: How", "numbering: ‸A\nsummary: How"),
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
