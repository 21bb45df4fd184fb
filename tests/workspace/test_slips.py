"""Slips of typing are reported first, on their line, with what to type."""

import pytest

from clausework.model.policy import School, Version
from clausework.source.problems import Problem, errors
from clausework.workspace.reading import read_file
from tests.support.places import EXAMPLES
from tests.support.roots import MARK
from tests.workspace.slips import SCHOOL, SLIPS, Slip

IDS = [f"{at} {slip.kind}" for at, slip in enumerate(SLIPS)]


def typed(slip: Slip) -> str:
    """The file with the slip in it, and the mark."""
    sound = (EXAMPLES / slip.file).read_text("utf-8")
    assert sound.count(slip.old) == 1
    assert slip.new.count(MARK) == 1
    return sound.replace(slip.old, slip.new)


def problems(slip: Slip, text: str) -> list[Problem]:
    model = School if slip.file == SCHOOL else Version
    _, found = read_file(slip.file, model, {slip.file: text.encode()})
    return sorted(found, key=lambda problem: problem.order)


def first(slip: Slip) -> Problem:
    found = problems(slip, typed(slip).replace(MARK, ""))
    assert errors(found)
    return found[0]


def off(slip: Slip) -> int:
    """By how many lines the first problem misses the line at fault."""
    line = typed(slip).split(MARK)[0].count("\n") + 1
    return abs(first(slip).place.line - line)


def pasted(text: str, problem: Problem) -> str:
    """A file after what a fix gives to type has taken the place of the line."""
    lines = text.split("\n")
    said, *new = problem.fix.split("\n")
    assert said.endswith(f"in place of line {problem.place.line}, type:")
    lines[problem.place.line - 1 : problem.place.line] = new
    return "\n".join(lines)


def test_of_a_hundred_slips_and_more_nearly_all_are_reported_on_their_line() -> None:
    assert len(SLIPS) > 100
    missed = [(slip.kind, slip.new, off(slip)) for slip in SLIPS if off(slip) > 0]
    far = [entry for entry in missed if entry[-1] > 1]
    assert len(far) <= 0.05 * len(SLIPS), far
    assert len(missed) <= 0.05 * len(SLIPS), missed


@pytest.mark.parametrize("slip", SLIPS, ids=IDS)
def test_a_slip_is_an_error_that_is_explained_and_what_to_type_mends_it(slip: Slip) -> None:
    problem = first(slip)
    assert slip.words in problem.message
    if slip.mends:
        assert problems(slip, pasted(typed(slip).replace(MARK, ""), problem)) == []
