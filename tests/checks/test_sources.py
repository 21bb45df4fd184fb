"""What the rules on sources let stand, and the day as of which they judge."""

from datetime import date
from pathlib import Path

import pytest

from clausework.checks import check
from clausework.source.problems import Problem
from clausework.workspace.root import read_workspace
from tests.checks.breaks.pieces import TYPED
from tests.support.roots import (
    AUTHORITIES,
    OAK,
    VERSION,
    Break,
    broken,
    found_in,
    serious,
    write_root,
)

CITES = "{authority: guide, part: one}"
OLD = Break("", VERSION, '{guide: "2018"}', '{guide: "2016"}')
ADVICE = "{authority: advice, when: academies or nursery}"


def cites(citation: str) -> Break:
    return Break("", VERSION, CITES, f"{{{citation}}}")


def codes(root: Path, as_of: date | None = None) -> list[str]:
    return [problem.code for problem in serious(check(read_workspace(root), as_of))]


def told(tmp_path: Path, *faults: Break) -> list[Problem]:
    return serious(found_in(write_root(tmp_path, broken(faults))))


def test_an_edition_is_superseded_from_the_day_of_the_next_one(tmp_path: Path) -> None:
    root = write_root(tmp_path, broken([OLD]))
    assert codes(root) == ["edition-superseded"]
    assert codes(root, date(2018, 9, 3)) == ["edition-superseded"]
    assert codes(root, date(2018, 9, 2)) == []


def test_the_message_says_which_editions_followed_and_when(tmp_path: Path) -> None:
    newest = 'superseded_by: "2020"\n        in_force_from: 2018-09-03'
    added = '"2020": {published: 2020-01-02, verified: {tier: unverified}}\n      "2018":'
    faults = [
        OLD,
        Break("", AUTHORITIES, "in_force_from: 2018-09-03", newest),
        Break("", AUTHORITIES, '"2018":', added),
    ]
    (problem,) = told(tmp_path, *faults)
    assert problem.message == 'edition "2016" of "The Guide" is superseded as of 2026-01-01'
    assert problem.why.startswith(
        'edition "2020" has replaced it since 2020-01-02; the first to follow it was "2018", '
        "since 2018-09-03."
    )


@pytest.mark.parametrize(
    ("issued", "follower", "expected"),
    [
        ("2018-09-02", "2018-09-03", ["edition-superseded"]),
        ("2018-09-03", "2018-09-03", ["edition-superseded", "edition-superseded-at-issue"]),
        ("null", "2018-09-03", ["edition-superseded"]),
        # The day of the follower is not known, so nobody can say that it was there in time.
        ("2018-09-03", "null", ["edition-superseded"]),
    ],
)
def test_what_was_superseded_at_issue_goes_by_the_days_on_record(
    issued: str, follower: str, expected: list[str], tmp_path: Path
) -> None:
    faults = [
        OLD,
        Break("", VERSION, "follows: null", f"follows: null\nissued: {issued}"),
        Break("", AUTHORITIES, "in_force_from: 2018-09-03", f"in_force_from: {follower}"),
    ]
    assert codes(write_root(tmp_path, broken(faults))) == expected


def test_a_version_without_an_edition_or_withdrawn_is_not_judged(tmp_path: Path) -> None:
    withdrawn = Break("", VERSION, "status: draft", "status: withdrawn\nissued: 2019-01-01")
    unknown = Break("", VERSION, '{guide: "2018"}', "{guide: null}")
    assert told(tmp_path, OLD, withdrawn) == []
    assert told(tmp_path, unknown) == []


@pytest.mark.parametrize(
    "citation",
    [
        "authority: advice, when: academies or nursery",
        "authority: advice, when: academy and not accounts",
        'authority: guide, document: july-print, paragraph: "7"',
        'authority: guide, paragraph: "7"',
        'authority: guide, edition: "2016", document: old-print, paragraph: 3 to 4 and 5',
        'authority: act, section: "36", paragraph: 2(1)',
        "authority: act, section: Schedule 3",
    ],
)
def test_a_citation_that_the_register_bears_out_is_sound(citation: str, tmp_path: Path) -> None:
    found = told(tmp_path, cites(citation))
    assert [problem for problem in found if problem.code != "edition-superseded"] == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        # Round the citation: its section; the points that mark its footnote.
        ("    title: Introduction\n", "    title: Introduction\n    when: academies\n"),
        ("        cites: [", "        when: nursery\n        cites: ["),
    ],
)
def test_a_source_for_some_types_may_be_cited_in_what_only_those_get(
    old: str, new: str, tmp_path: Path
) -> None:
    reference = Break("", VERSION, ", see {{ ref intro-head }}", "")
    assert told(tmp_path, cites("authority: advice"), Break("", VERSION, old, new), reference) == []


def test_a_footnote_is_for_those_who_get_the_point_that_marks_it(tmp_path: Path) -> None:
    note = "        notes: [{id: how, text: So., cites: [{authority: advice}]}]\n"
    end = "        closing: These"
    at_point = Break("", VERSION, "when: accounts", "when: academies and accounts")
    of_clause = Break("", VERSION, end, note + end)
    marked = Break("", VERSION, "stay polite,", "stay polite[^how],")
    assert told(tmp_path, of_clause, marked, at_point) == []
    assert [p.code for p in told(tmp_path, of_clause, marked)] == ["authority-not-for-type"]


def test_types_are_named_by_group_where_the_whole_group_is_meant(tmp_path: Path) -> None:
    whole = Break("", AUTHORITIES, "[academies, nursery]", "[academies, independent]")
    (problem,) = told(tmp_path, cites("authority: advice"), whole)
    assert problem.message.endswith("that it does not apply to: maintained")
    (problem,) = told(tmp_path, cites("authority: advice, when: special or independent"))
    assert problem.message.endswith("that it does not apply to: special, independent")
    assert "when: (special or independent) and (academies or nursery)" in problem.fix


@pytest.mark.parametrize(
    "words",
    [
        "This is advice, and not statutory guidance.",
        "It is non-statutory guidance.",
        "It is neither law nor statutory guidance.",
        "It is nonstatutory advice.",
        "It is not legally required.",
        "The advice is for schools by law.",
    ],
)
def test_what_is_denied_is_not_claimed(words: str, tmp_path: Path) -> None:
    text = f"text: {words}\n            cites: [{ADVICE}]"
    assert told(tmp_path, Break("", VERSION, "text: So that help can be given.", text)) == []


@pytest.mark.parametrize(
    "text",
    [
        # Said of the source that is named, which has this weight.
        f"'{{{{ cite guide }}}} is statutory guidance.'\n            cites: [{ADVICE}]",
        # A source of this weight stands beside the advice.
        f"This is statutory guidance.\n            cites: [{ADVICE}, {{authority: guide}}]",
        # Nothing is cited that could be called too much.
        "This is statutory guidance.",
    ],
)
def test_statutory_guidance_may_be_called_so(text: str, tmp_path: Path) -> None:
    assert (
        told(tmp_path, Break("", VERSION, "text: So that help can be given.", f"text: {text}"))
        == []
    )


def test_a_point_without_sources_speaks_of_those_of_its_clause(tmp_path: Path) -> None:
    faults = [
        Break("", VERSION, "keep it private;", "keep statutory guidance;"),
        Break("", VERSION, "style: letter", f"style: letter\n        cites: [{ADVICE}]"),
    ]
    assert [p.code for p in told(tmp_path, *faults)] == ["kind-claimed"]


def test_an_unverified_address_is_not_told_for_it_is_not_printed(tmp_path: Path) -> None:
    facts = "facts: {title: {tier: official, source: a}, url: {tier: unverified}}"
    sound = Break("", AUTHORITIES, "facts: {title: {tier: unverified}}", facts)
    assert told(tmp_path, cites("authority: letter"), sound) == []


@pytest.mark.parametrize(
    ("rule", "citation"),
    [
        ("authority-not-for-type", "authority: advice"),
        ("fact-unverified", "authority: letter"),
    ],
)
def test_what_is_known_can_be_accepted(rule: str, citation: str, tmp_path: Path) -> None:
    accepted = f"[{{{citation}}}]\n        accepts: [{{rule: {rule}, reason: as received}}]"
    assert told(tmp_path, Break("", VERSION, f"[{CITES}]", accepted)) == []


def test_an_edition_superseded_at_issue_that_is_accepted_is_still_superseded(
    tmp_path: Path,
) -> None:
    rule = "{rule: edition-superseded-at-issue, reason: slips alone}"
    faults = [
        OLD,
        Break("", VERSION, f"[{CITES}]", f"[{CITES}]\n        accepts: [{rule}]"),
        Break("", VERSION, "follows: null", "follows: null\nissued: 2019-01-01"),
    ]
    assert [p.code for p in told(tmp_path, *faults)] == ["edition-superseded"]


@pytest.mark.parametrize("section", ['"37"', '"38"', '"39"', '"40"'])
def test_what_is_not_in_force_can_be_accepted(section: str, tmp_path: Path) -> None:
    rule = "{rule: source-not-in-force, reason: the clause says that it is to come}"
    accepted = f"[{{authority: act, section: {section}}}]\n        accepts: [{rule}]"
    assert told(tmp_path, Break("", VERSION, f"[{CITES}]", accepted)) == []


def test_law_is_judged_as_of_a_day(tmp_path: Path) -> None:
    root = write_root(tmp_path, broken([cites('authority: act, section: "39"')]))
    assert codes(root) == ["source-not-in-force"]
    assert codes(root, date(2026, 1, 2)) == []


def test_a_withdrawn_version_may_cite_what_is_not_in_force(tmp_path: Path) -> None:
    withdrawn = Break("", VERSION, "status: draft", "status: withdrawn\nissued: 2019-01-01")
    assert told(tmp_path, cites('authority: act, section: "37"'), withdrawn) == []


@pytest.mark.parametrize(
    ("section", "message"),
    [
        ("37", "is not yet in force as of 2026-01-01: no day has been set"),
        ("38", "is not known to be in force as of 2026-01-01: its commencement was looked for"),
        ("39", "is not yet in force as of 2026-01-01: it begins on 2026-01-02"),
        ("40", "is no longer in force as of 2026-01-01: it ended on 2025-12-31"),
    ],
)
def test_the_message_says_what_is_known_of_the_day(
    section: str, message: str, tmp_path: Path
) -> None:
    (problem,) = told(tmp_path, cites(f'authority: act, section: "{section}"'))
    assert problem.message == f'section {section} of "The Act 2006" {message}'


def test_a_case_is_cited_as_law_and_guidance_are(tmp_path: Path) -> None:
    case = (
        "  higgs:\n    {title: A v B, kind: case, citation: '[2025] A 1', court: The Court,"
        " verified: {tier: official, source: a}}\n  act:\n"
    )
    faults = [cites("authority: higgs"), Break("", AUTHORITIES, "  act:\n", case)]
    assert told(tmp_path, *faults) == []


@pytest.mark.parametrize(
    ("power", "school", "expected"),
    [
        ("committee", "community", ["power-not-delegable"]),
        ("head", "community", ["power-not-delegable"]),
        ("full-board", "community", []),
        ("chairs-action", "community", []),
        # The law under which it is made does not apply to it.
        ("committee", "academy", []),
    ],
)
def test_what_cannot_be_delegated_is_for_the_full_board(
    power: str, school: str, expected: list[str], tmp_path: Path
) -> None:
    approved = f"approved: {{by: A, on: 2026-01-01, power: {power}}}\n"
    faults = [
        Break("", OAK, "approved: unknown\n", approved),
        Break("", OAK, "type: community", f"type: {school}"),
        Break("", AUTHORITIES, "title: The Act 2006\n", "title: A\n    applies_to: [maintained]\n"),
    ]
    found = [problem.code for problem in told(tmp_path, *faults)]
    assert [code for code in found if code not in TYPED] == expected
