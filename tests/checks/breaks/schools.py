"""A school's file: what it uses, its local changes, its look."""

from __future__ import annotations

from tests.checks.breaks.pieces import APPROVED, BRAND, KEPT, LOCAL, LOGO, NUMBER, REPLACE, TYPED
from tests.support.roots import ELM, FILES, OAK, POLICY, TERMS, VERSION, Break

OF_SECTION = "- replace: introduction\n        text: Beginning"
SO = "\n        reason: The"
COLOURS = 'primary: "#1f4e79"\n  accent: "#f2a900"'
AGAIN = "{replace: keep-private, text: T, reason: So.}"
MARKED = AGAIN.replace("keep", "‸keep")
LONG = f"{{replace: keep-private, text: {'a ' * 8000}, reason: So.}}"


def _items(items: str) -> str:
    """A local change that gives a clause other points."""
    return f"- replace: conduct-rules\n        items: {items}"


SCHOOLS = [
    Break(
        "power-not-delegable",
        OAK,
        APPROVED,
        "approved: {by: A, on: 2026-01-01, power: ‸committee}\n",
        also=TYPED,
    ),
    Break(
        "power-not-delegable",
        OAK,
        APPROVED,
        "approved: {by: A, on: 2026-01-01, power: ‸head}\n",
        also=TYPED,
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
    Break(
        "policy-example",
        POLICY,
        "binding: adapt",
        "binding: adapt\nexample: true",
        at=(OAK, "staff-conduct:"),
        more=((ELM, f"example: true\n{FILES[ELM]}"),),
    ),
    Break("variation-target", OAK, REPLACE, "- replace: ‸keep-secret"),
    Break(
        "points-too-deep",
        OAK,
        REPLACE,
        f"{REPLACE}\n        items: ‸[{{id: a, text: One, items: [{{id: b, text: Two, "
        "items: [{id: c, text: Three}]}]}]",
    ),
    Break(
        "points-too-deep",
        OAK,
        LOCAL,
        "- replace: conduct-rules\n        items: [{id: a, text: One, items: [{id: b, text: Two, "
        "items: [{id: c, text: Three, items: [{id: ‸d, text: Four}]}]}]}]\n"
        "        text: Rules\n        reason: The",
    ),
    Break(
        "ref-unlabelled",
        OAK,
        LOCAL,
        "- replace: conduct-rules\n        style: bullet\n"
        "        text: Rules, see {{ ref keep-private }}\n        reason: The",
        at=(OAK, 'version: "1.0"'),
    ),
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
        also=("lead-in-alone",),
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
    Break("variation-shape", OAK, LOCAL, f"{OF_SECTION}\n        closing: ‸That is all.{SO}"),
    Break(
        "variation-shape",
        OAK,
        LOCAL,
        f"{OF_SECTION}\n        items: ‸[{{id: local-a, text: A}}]{SO}",
    ),
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
