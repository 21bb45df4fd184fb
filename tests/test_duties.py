"""What a change of words does to duties, as far as the words tell."""

import pytest

from clausework.duties import persons, read_change, read_gone, read_new
from clausework.inline import Run
from clausework.wording import compare_runs


def read(before: str, after: str) -> list[str]:
    return [d.value for d in read_change(compare_runs((Run(text=before),), (Run(text=after),)))]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("Staff should tell the head.", "Staff must tell the head.", ["strengthened"]),
        ("Staff must tell the head.", "Staff should tell the head.", ["weakened"]),
        ("Staff must post.", "Staff must not post.", ["negated"]),
        ("Staff must not post.", "Staff may post.", ["weakened", "permitted"]),
        ("Staff should post.", "Staff should never post.", ["negated"]),
        ("Below the age of nineteen.", "Below the age of eighteen.", ["number"]),
        ("Within 5 days.", "Within 10 days.", ["deadline"]),
        ("Within two weeks.", "Within two months.", ["deadline"]),
        ("A fee of £5.", "A fee of £10.", ["number"]),
        ("Employees must read it.", "Volunteers must read it.", ["person"]),
        ("All employees must read it.", "All staff must read it.", ["person"]),
        ("The policy of 2018.", "The policy of 2026.", []),
        ("See part two.", "See part four.", []),
        ("Mustard is served.", "Custard is served.", []),
        ("Staff must read it.", "Staff must read it with care.", []),
        ("The head may be told", "The head will be told", ["strengthened"]),
    ],
)
def test_a_change_of_words(before: str, after: str, expected: list[str]) -> None:
    assert read(before, after) == expected


def test_a_number_that_a_reference_prints_is_no_limit() -> None:
    before = (Run(text="Staff must see "), Run(text="7.1", fill="ref a"))
    after = (Run(text="Staff must see "), Run(text="8.1", fill="ref b"))
    assert read_change(compare_runs(before, after)) == ()


@pytest.mark.parametrize(
    ("text", "new", "gone"),
    [
        ("Staff must not post.", ["strengthened"], ["weakened"]),
        ("Staff may post.", ["permitted"], []),
        ("This is about words.", [], []),
    ],
)
def test_a_text_that_came_or_went(text: str, new: list[str], gone: list[str]) -> None:
    assert [duty.value for duty in read_new(text)] == new
    assert [duty.value for duty in read_gone(text)] == gone


def test_who_is_bound_is_who_stands_before_the_duty() -> None:
    text = "Pupils are safe. The Headteacher must tell employees; volunteers should ask the head."
    assert persons(text) == ("headteacher", "volunteers")
