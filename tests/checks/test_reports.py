"""What a whole run says: exceptions, many faults at once, and the words of one message."""

import json
from pathlib import Path

import pytest

from clausework.checks import check, digest
from clausework.source.problems import as_data, as_github, as_sarif, as_text, errors, summary
from clausework.workspace.root import read_workspace, school_of
from tests.support.roots import (
    AUTHORITIES,
    ELM,
    FILES,
    OAK,
    POLICY,
    TERMS,
    VERSION,
    Break,
    broken,
    found_in,
    marked,
    serious,
    where,
    write_root,
)

PUPILS = "text: No pupil may be photographed.\n        locked: true"


def accepting(words: str, *rules: str) -> Break:
    accepts = ", ".join(f"{{rule: {rule}, reason: as received}}" for rule in rules)
    return Break("", VERSION, PUPILS, f"text: {words}\n        accepts: [{accepts}]")


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("placeholder", "Ask [insert name], or TBC."),
        ("doubled-punctuation", "Ask the board.."),
        ("school-name", "Ask Oak School."),
        ("typed-number", "Ask as in clause 1.1."),
        ("article", "Ask a {{ head }}."),
        ("text-duplicate", "Keep it private;"),
        ("word-typed", "Ask the Headteacher."),
        ("emphasis-unclosed", "Fee* paid."),
        ("emphasis-doubtful", "A _word_ here."),
        ("entity-typed", "Health &amp; safety."),
        ("list-typed", "1. Ask first."),
        ("table-typed", "Ask us    or them."),
    ],
)
def test_a_finding_that_is_accepted_is_not_told(rule: str, words: str, tmp_path: Path) -> None:
    assert serious(found_in(write_root(tmp_path, broken([accepting(words, rule)])))) == []


def test_an_exception_holds_for_its_own_rule_and_clause_alone(tmp_path: Path) -> None:
    faults = [
        accepting("Ask [insert name].. And ask.", "placeholder"),
        Break("", VERSION, "keep it private;", "keep [insert what] private;"),
    ]
    found = serious(found_in(write_root(tmp_path, broken(faults))))
    assert [problem.code for problem in found] == ["placeholder", "doubled-punctuation"]
    assert "[insert what]" in found[0].message


def test_what_cannot_be_published_cannot_be_accepted(tmp_path: Path) -> None:
    words = '"Ask [us](javascript:run)."'
    found = found_in(write_root(tmp_path, broken([accepting(words, "link-not-allowed")])))
    assert {p.code for p in errors(found)} == {"link-not-allowed", "accept-not-allowed"}


TEN = [
    Break("citation-unknown", VERSION, "{guide:", '{‸gide: "2018", guide:'),
    Break("fill-unknown", VERSION, "title: Introduction", "title: The ‸{{ haed }}"),
    Break("raw-html", VERSION, "all\n          staff of", "all\n          ‸<u>staff of"),
    Break("edition-unknown", VERSION, "part: one", 'edition: ‸"2019"'),
    Break("note-unknown", VERSION, "once[^why].", "once[^why]‸[^what]."),
    Break("typed-number", VERSION, "So that", "As ‸section 1 says, so that"),
    Break("id-duplicate", VERSION, "id: conduct-rules", "id: ‸conduct"),
    Break("ref-unknown", VERSION, "{{ ref intro-head }}", "‸{{ ref intro-haed }}"),
    Break("when-unknown", VERSION, "when: accounts", "when: ‸acounts"),
    Break("placeholder", VERSION, "These hold", "‸TBC hold"),
]


def test_ten_faults_of_the_master_give_ten_messages_in_the_order_of_the_file(
    tmp_path: Path,
) -> None:
    files = broken(TEN)
    found = serious(found_in(write_root(tmp_path, files)))
    places = marked("", VERSION, files[VERSION])
    assert [one._replace(code="") for one in where(found)] == places
    assert [problem.code for problem in found] == [one.code for one in TEN]
    assert summary(found) == "9 errors and 1 warning in 1 file."


def test_ten_faults_of_form_in_several_files_give_ten_messages(tmp_path: Path) -> None:
    faults = [
        Break("", AUTHORITIES, "kind: act", "kind: ‸law"),
        Break("", AUTHORITIES, "2026-01-01", "‸soon"),
        Break("", TERMS, "one: academy", "‸on: academy"),
        Break("", POLICY, "binding: adapt", "binding: ‸maybe"),
        Break("", POLICY, "owner: ", "‸ownr: "),
        Break("", VERSION, "id: intro-head", "id: ‸Intro"),
        Break("", VERSION, "locked: true", "locked: ‸perhaps"),
        Break("", VERSION, "part: one", "‸prt: one"),
    ]
    files = broken(faults)
    found = serious(found_in(write_root(tmp_path, files)))
    marks = [one for name, text in files.items() for one in marked("", name, text)]
    # A misspelt key is not a missing one as well.
    assert [problem for problem in found if problem.code == "key-missing"] == []
    assert sorted(one._replace(code="") for one in where(found)) == sorted(marks)


def test_faults_of_several_schools_are_told_at_once_and_stay_with_their_schools(
    tmp_path: Path,
) -> None:
    faults = [
        Break("", OAK, "replace: keep-private", "replace: ‸keep-privat"),
        Break("", OAK, "everything private;", "everything ‸{{ haed }};"),
        Break("", ELM, "type: academy", "type: ‸acadamy"),
        Break("", ELM, '"#1f4e79"', "‸blue"),
    ]
    files = broken(faults)
    found = serious(found_in(write_root(tmp_path, files)))
    expected = [one for name in (ELM, OAK) for one in marked("", name, files[name])]
    assert sorted(one._replace(code="") for one in where(found)) == sorted(expected)
    assert {school_of(problem.place) for problem in found} == {"elm", "oak"}


@pytest.mark.parametrize(
    ("locked", "after"),
    [("id: conduct-rules", "keep-private"), ("id: conduct\n", "conduct-rules")],
)
def test_nothing_is_added_to_what_is_locked(locked: str, after: str, tmp_path: Path) -> None:
    indent = "    " if after == "conduct-rules" else "        "
    lock = f"{locked.rstrip()}\n{indent}locked: true" + locked[len(locked.rstrip()) :]
    added = f"- add: local-one\n        after: ‸{after}"
    faults = [Break("", VERSION, locked, lock), Break("", OAK, "- replace: keep-private", added)]
    files = broken(faults)
    found = serious(found_in(write_root(tmp_path, files)))
    assert where(found) == marked("variation-locked", OAK, files[OAK])


def test_a_clause_may_be_added_behind_one_that_is_locked(tmp_path: Path) -> None:
    added = "- add: local-one\n        after: conduct-photographs"
    fault = Break("", OAK, "- replace: keep-private", added)
    assert serious(found_in(write_root(tmp_path, broken([fault])))) == []


def test_with_a_faulty_master_a_school_hears_only_what_needs_no_master(tmp_path: Path) -> None:
    faults = [
        Break("", VERSION, "{{ head }}", "{{ haed }}"),
        Break("", OAK, "replace: keep-private", "replace: keep-privat"),
    ]
    found = serious(found_in(write_root(tmp_path, broken(faults))))
    assert [(p.place.path, p.code) for p in found] == [(VERSION, "fill-unknown")]


# The form that the project promises, character for character.
MESSAGE = """\
policy/social-networking/2.0.yaml:41:22: error: unknown word "headteachr" [fill-unknown]
   |
41 |       text: Tell the {{ headteachr }} at once.
   |                         ^^^^^^^^^^
   why: clause "alert-head" prints this word, and neither policy/terms.yaml nor any school defines it.
   fix: did you mean "head"?"""  # noqa: E501

VERSION_2 = """\
version: "2.0"
status: draft
summary: How staff behave.
sections:
- id: introduction
  title: Introduction
  clauses:
    - id: alert-head
      text: Tell the {{ headteachr }} at once.
"""


def test_the_message_for_one_misspelt_fill(tmp_path: Path) -> None:
    remarks = "# a remark\n" * (41 - VERSION_2.count("\n"))
    files = {
        AUTHORITIES: FILES[AUTHORITIES],
        TERMS: "head: {default: Headteacher}\nsetting: {default: school}\n",
        "policy/social-networking/policy.yaml": FILES[POLICY].replace(
            "staff-conduct", "social-networking"
        ),
        "policy/social-networking/2.0.yaml": remarks + VERSION_2,
    }
    # That there is no school is a warning.
    found = errors(found_in(write_root(tmp_path, files)))
    assert [as_text(problem) for problem in found] == [MESSAGE]
    assert summary(found) == "1 error in 1 file."


def test_the_other_forms_tell_the_same_findings(tmp_path: Path) -> None:
    found = found_in(write_root(tmp_path, broken(TEN)))
    data = json.loads(json.dumps([as_data(problem) for problem in found]))
    results = json.loads(as_sarif(found))["runs"][0]["results"]
    lines = [as_github(problem) for problem in found]
    assert [row["code"] for row in data] == [row["ruleId"] for row in results]
    for problem, row, line in zip(found, data, lines, strict=True):
        assert (row["path"], row["line"]) == (problem.place.path, problem.place.line)
        assert f"file={problem.place.path},line={row['line']},col={row['column']}," in line
        assert "\n" not in line


def test_a_released_version_that_is_on_record_is_sound_whatever_its_line_ends(
    tmp_path: Path,
) -> None:
    version = FILES[VERSION].replace("status: draft", "status: released")
    recorded = f'released: {{"1.0": {digest(version.encode())}}}\n'
    files = FILES | {POLICY: FILES[POLICY] + recorded}
    for text in (version, "\ufeff" + version.replace("\n", "\r\n")):
        root = write_root(tmp_path, files | {VERSION: text})
        assert serious(check(read_workspace(root))) == []
