"""Versions whose parts do not fit together, or do not follow from the version before."""

from __future__ import annotations

from tests.checks.breaks.pieces import OLD, OWNER, PUPILS, REPLACE, WHEN, following
from tests.support.roots import FILES, FOLLOWING, LAST, NEXT, OAK, POLICY, VERSION, Break

CONTINUED = ("- id: intro-scope\n", "- id: intro-scope\n        was: [intro-head, ‸intro-span]\n")
LAST_POINT = """\
          - id: stay-polite
            text: stay polite, see {{ ref intro-head }}.
            when: accounts
        closing: These hold at all times.
      - id: conduct-photographs"""

POINTS = """\
        style: letter
        items:
          - id: keep-private
            text: keep it private;
          - id: stay-polite
            text: stay polite, see {{ ref intro-head }}."""
POINTS_WITHOUT_LETTERS = POINTS.replace("        style: letter\n", "").replace(
    "{{ ref intro-head", "‸{{ ref keep-private"
)


def _accepts(code: str, accepts: str) -> Break:
    """An exception from a rule."""
    return Break(code, VERSION, PUPILS, f"{PUPILS}\n        accepts: [{accepts}]")


def _editorial(text: str) -> str:
    """The last clause in other words, and a reason that makes nothing of it."""
    reason = "{clause: conduct-photographs, reason: So, weight: ‸editorial}"
    return f"{text}\n        locked: true\nchanges:\n  - {reason}"


def _entry(code: str, entry: str, *also: str) -> Break:
    """The last clause in other words, and what HR says of it."""
    entries = f"changes:\n  - {{clause: conduct-photographs, reason: So, {entry}}}"
    text = f"text: Pupils may be photographed.\n        locked: true\n{entries}"
    return following(code, PUPILS, text, *also)


def _points(end: str, first: str, second: str) -> tuple[str, str]:
    """A clause with two points, each with its condition."""
    points = (
        f"items: [{{id: one, text: Low, when: {first}}}, {{id: two, text: Low, when: {second}}}]"
    )
    return PUPILS, f'text: "Staff {end}"\n        {points}'


TWICE = "headline: One is so., look_first: 1}\n  - {clause: conduct, reason: So, duty: same, "
RULES = FILES[VERSION][FILES[VERSION].index("- id: conduct-rules") :]
OTHER_RULES = RULES.replace("- id: conduct-rules", "- id: ‸conduct-rules").replace(
    "Staff", "All staff"
)

PLACES = [
    Break(
        "section-empty",
        VERSION,
        "  - id: conduct\n",
        "  - {id: closing, title: ‸Closing}\n  - id: conduct\n",
    ),
    Break("lead-in-alone", VERSION, *_points("must‸:", "accounts", "academies")),
    Break("lead-in-alone", VERSION, *_points("**must‸:**", "not accounts", "not accounts")),
    Break(
        "lead-in-alone",
        OAK,
        f"{REPLACE}\n        text: keep everything private;\n",
        "- omit: keep-private\n        reason: So\n      - omit: ‸stay-polite\n",
        also=("local-weakens",),
    ),
    Break("id-duplicate", VERSION, "- id: stay-polite", "- id: ‸keep-private"),
    Break("id-duplicate", VERSION, "- id: conduct-rules", "- id: ‸conduct"),
    Break(
        "points-too-deep",
        VERSION,
        "text: keep it private;",
        "text: keep it private;\n            items:\n              - {id: a, text: One, items: "
        "[{id: b, text: Two, items: [{id: ‸c, text: Three}]}]}",
    ),
    Break("ref-unlabelled", VERSION, POINTS, POINTS_WITHOUT_LETTERS),
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

HISTORY = [
    Break(
        "was-unknown", VERSION, "id: intro-head\n", "id: intro-head\n        was: [‸intro-span]\n"
    ),
    following("was-unknown", *CONTINUED),
    Break(
        "id-reused",
        NEXT,
        "conduct-photographs",
        "conduct-pictures",
        at=(LAST, "conduct-photographs"),
        also=("reason-missing", "rename-suspected"),
        more=FOLLOWING,
    ),
    following("id-reused", LAST_POINT, "      - id: ‸stay-polite", "reason-missing"),
    following("reason-missing", "text: No pupil", "text: Not one pupil", at="conduct-photographs"),
    following("reason-missing", "keep it private;", "keep all private;", at="conduct-rules"),
    following("reason-missing", "These hold", "All hold", at="conduct-rules"),
    following("reason-missing", "So that help", "So that some help", at="intro-head\n"),
    following("reason-missing", WHEN, "when: not accounts", at="conduct-rules"),
    following("reason-missing", "style: letter", "style: bullet", at="conduct-rules"),
    following("reason-missing", "part: one", "part: two", at="intro-scope"),
    following("reason-missing", *OLD, "edition-superseded", at="intro-scope"),
    following("reason-missing", "title: Conduct", "title: Behaviour", at="conduct\n"),
    following("reason-missing", PUPILS, f"{PUPILS}\n      - id: ‸more\n        text: And more."),
    following(
        "reason-missing", f"      - id: conduct-photographs\n        {PUPILS}\n", "", at='"1.0"'
    ),
    following(
        "reason-missing", "id: intro-scope", "id: ‸intro-span", "rename-suspected", at='"1.0"'
    ),
    following("reason-missing", "id: introduction", "id: ‸beginning\n    was: [introduction]"),
]

CHANGES = [
    following("duty-changed", PUPILS, _editorial("text: Pupils may be photographed.")),
    following("duty-changed", PUPILS, _editorial("text: No parent may be photographed.")),
    following(
        "duty-missing",
        PUPILS,
        "text: Pupils may be photographed.\n        locked: true\nchanges:\n"
        "  - {clause: ‸conduct-photographs, reason: So}",
    ),
    # The point has an entry, and its clause has none.
    following(
        "duty-missing", RULES, f"{OTHER_RULES}changes:\n  - {{clause: keep-private, reason: So}}\n"
    ),
    _entry("headline-missing", "duty: permitted, look_first: ‸1"),
    _entry("headline-form", "duty: permitted, headline: ‸Pupils may be photographed"),
    _entry("headline-form", "duty: permitted, headline: ‸Pupils may be…"),
    _entry("headline-form", "duty: permitted, headline: ‸Pupils may be..."),
    _entry("headline-form", f"duty: permitted, headline: ‸{'Pupils ' * 28}may be."),
    _entry("look-first-twice", f"duty: permitted, {TWICE}headline: So is two., look_first: ‸1"),
    _entry("duty-read-otherwise", "duty: ‸same"),
    following("rename-suspected", "id: intro-scope", "id: ‸intro-span", "reason-missing"),
    following("rename-suspected", "id: conduct\n", "id: ‸behaviour\n", "reason-missing"),
]
