"""Law and guidance: the register, what cites it, and the policies that it asks for."""

from __future__ import annotations

from tests.checks.breaks.pieces import OLD, word
from tests.support.roots import ASKED, AUTHORITIES, CATALOGUE, OAK, POLICY, VERSION, Break

MADE_UNDER = "made_under: [{authority: ‸gide}]"
AMENDED = "amendments: [{by: ‸gide, verified: {tier: unverified}}]"


def _cites(code: str, citation: str, *also: str) -> Break:
    """A clause's citation."""
    return Break(code, VERSION, "{authority: guide, part: one}", f"{{{citation}}}", also=also)


def _says(code: str, words: str, *also: str) -> Break:
    """A footnote that cites advice, to those to whom it applies."""
    cites = "cites: [{authority: advice, when: academies or nursery}]"
    text = "text: So that help can be given."
    return Break(code, VERSION, text, f"text: {words}\n            {cites}", also=also)


SOURCES = [
    Break("authority-unknown", AUTHORITIES, "  act:\n", f"  act:\n    {MADE_UNDER}\n"),
    Break("authority-unknown", AUTHORITIES, '"2016":\n', f'"2016":\n        {MADE_UNDER}\n'),
    Break("authority-unknown", AUTHORITIES, "  act:\n", f"  act:\n    {AMENDED}\n"),
    word("source-uncited", "See ‸The Advice and the ‸Equality Act 2010"),
    Break("authority-unknown", POLICY, "{authority: act", "{authority: ‸atc"),
    Break("successor-cycle", AUTHORITIES, 'superseded_by: "2018"', 'superseded_by: ‸"2016"'),
    Break(
        "edition-unfollowed",
        AUTHORITIES,
        '"2016":\n        superseded_by: "2018"\n',
        '‸"2016":\n',
    ),
    Break(
        "edition-unfollowed",
        AUTHORITIES,
        '"2018":\n        in_force_from: 2018-09-03\n',
        '‸"2018":\n        in_force_from: 2018-09-03\n        verified: {tier: mirror, source: a}\n'
        '      "2019":\n        in_force_from: 2019-09-02\n',
    ),
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
    word("authority-not-for-type", "See ‸{{ cite advice }}"),
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
    word("fact-unverified", "See ‸{{ cite letter }}"),
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
