"""Problems as a terminal, a program, GitHub and a code scanning service get them."""

import json
from dataclasses import replace

import pytest

from clausework.source.problems import (
    WIDEST_EXCERPT,
    Place,
    Problem,
    Severity,
    as_data,
    as_github,
    as_sarif,
    as_text,
    errors,
    summary,
)

PLACE = Place("policy/a.yaml", 7, 3, "- text: Tell the haed.", 18, 4)
PROBLEM = Problem("fill-unknown", Severity.ERROR, PLACE, "what it is", "why so.", "do that.")
WARNING = replace(PROBLEM, severity=Severity.WARNING)
NOTE = replace(PROBLEM, severity=Severity.NOTE, place=Place("schools/b.yaml"))


def test_the_text_form_underlines_the_fault() -> None:
    assert as_text(PROBLEM) == (
        "policy/a.yaml:7:3: error: what it is [fill-unknown]\n"
        "  |\n"
        "7 | - text: Tell the haed.\n"
        "  |                  ^^^^\n"
        "   why: why so.\n"
        "   fix: do that."
    )


def test_a_problem_of_a_whole_file_shows_no_line() -> None:
    assert as_text(NOTE).splitlines() == [
        "schools/b.yaml:1:1: note: what it is [fill-unknown]",
        "   why: why so.",
        "   fix: do that.",
    ]


@pytest.mark.parametrize("caret", [1, 80, 160, 161, 240, 297, 300])
def test_a_long_line_is_cut_around_the_fault(caret: int) -> None:
    line = ["-"] * 300
    line[caret - 1] = "X"
    place = Place("a.yaml", 7, caret, "".join(line), caret, 4)
    shown, underline = as_text(replace(PROBLEM, place=place)).splitlines()[2:4]
    assert shown[underline.index("^")] == "X"
    assert len(shown) <= len("7 | ") + WIDEST_EXCERPT
    assert len(underline) <= len(shown)


def test_a_tab_before_the_fault_is_kept_so_that_the_caret_stands_under_it() -> None:
    place = Place("a.yaml", 7, 3, "\t- x", 4, 1)
    assert as_text(replace(PROBLEM, place=place)).splitlines()[3] == "  | \t  ^"


def test_the_json_form() -> None:
    assert as_data(PROBLEM) == {
        "code": "fill-unknown",
        "severity": "error",
        "path": "policy/a.yaml",
        "line": 7,
        "column": 3,
        "message": "what it is",
        "why": "why so.",
        "fix": "do that.",
    }


def test_the_github_form_escapes_what_would_end_it() -> None:
    place = replace(PLACE, path="a,b:c.yaml")
    hostile = replace(WARNING, place=place, message="50% of\r\n::error::x")
    assert as_github(hostile) == (
        "::warning file=a%2Cb%3Ac.yaml,line=7,col=3,title=fill-unknown::"
        "50%25 of%0D%0A::error::x%0Awhy: why so.%0Afix: do that."
    )


@pytest.mark.parametrize(
    ("problem", "kind"), [(PROBLEM, "error"), (WARNING, "warning"), (NOTE, "notice")]
)
def test_the_github_form_uses_the_words_of_github(problem: Problem, kind: str) -> None:
    assert as_github(problem).startswith(f"::{kind} ")


def test_the_sarif_form_has_what_the_standard_requires() -> None:
    spaced = replace(WARNING, code="conflict-copy", place=Place("policy/1.0 - Cöpy.yaml"))
    log = json.loads(as_sarif([PROBLEM, spaced, NOTE]))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    driver = run["tool"]["driver"]
    assert driver["name"] == "clausework"
    assert [rule["id"] for rule in driver["rules"]] == ["conflict-copy", "fill-unknown"]
    # Without it a service counts in UTF-16 units, and is out by one behind every emoji.
    assert run["columnKind"] == "unicodeCodePoints"
    assert [result["level"] for result in run["results"]] == ["error", "warning", "note"]
    assert {result["ruleId"] for result in run["results"]} == {"conflict-copy", "fill-unknown"}
    for result in run["results"]:
        assert result["message"]["text"] == "what it is why so. do that."
    first, second, _ = (result["locations"][0]["physicalLocation"] for result in run["results"])
    assert first["artifactLocation"]["uri"] == "policy/a.yaml"
    assert first["region"] == {"startLine": 7, "startColumn": 3}
    assert second["artifactLocation"]["uri"] == "policy/1.0%20-%20C%C3%B6py.yaml"


@pytest.mark.parametrize(
    ("problems", "words"),
    [
        ([], "No problems found."),
        ([PROBLEM], "1 error in 1 file."),
        ([PROBLEM, PROBLEM, WARNING], "2 errors and 1 warning in 1 file."),
        ([NOTE, PROBLEM, WARNING, NOTE], "1 error, 1 warning and 2 notes in 2 files."),
    ],
)
def test_the_summary_counts(problems: list[Problem], words: str) -> None:
    assert summary(problems) == words


def test_only_errors_stop_anything() -> None:
    assert errors([WARNING, PROBLEM, NOTE]) == [PROBLEM]


def test_problems_sort_as_a_reader_works_through_the_files() -> None:
    places = [("a", 2, 1), ("a", 2, 9), ("a", 10, 1), ("b", 1, 1)]
    problems = [replace(PROBLEM, place=Place(*place)) for place in places]
    backwards = [problems[3], problems[2], problems[1], problems[0]]
    assert sorted(backwards, key=lambda problem: problem.order) == problems
