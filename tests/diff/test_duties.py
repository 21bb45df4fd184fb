"""What a change of words does to duties, as far as the words tell."""

import pytest

from clausework.diff.duties import lead_in, persons, read_change, read_new, read_removed
from clausework.diff.words import compare_runs
from clausework.model.inline import Run


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
        ("Staff may post.", "Staff must not post.", ["strengthened", "negated"]),
        ("Staff may post.", "Staff may not post.", ["negated"]),
        ("Staff must not post.", "Staff may not post.", []),
        ("Staff are expected to go.", "Staff are required to go.", ["strengthened"]),
        ("Nothing of it.", "Staff may post.", ["permitted"]),
        ("It is so.", "It may be so.", []),
        ("No matter what.", "What.", []),
        ("It holds.", "It holds without delay.", ["deadline"]),
        ("Tell the head at once.", "Tell the head immediately.", []),
        ("Review it annually.", "Review it termly.", ["deadline"]),
        ("By 5pm.", "By 6pm.", ["deadline"]),
        ("Twenty-one days.", "Twenty-two days.", ["deadline"]),
        ("21 days.", "Twenty-one days.", []),
        ("Aged 5 years.", "Aged 6 years.", ["number"]),
        ("A sum of £1,000.", "A sum of £2,000.", ["number"]),
        ("A sum of £5.", "A sum of £2026.", ["number"]),
        ("Talk to people.", "Talk to one another.", []),
        ("Some of them.", "One of them.", []),
        ("In one week.", "In two weeks.", ["deadline"]),
        ("In five days staff must go.", "Staff must go in five days.", []),
        (
            "In 5 days ask, and in 10 days tell.",
            "In 10 days ask, and in 5 days tell.",
            ["deadline"],
        ),
        ("The employee must go.", "Employees must go.", []),
        ("Staff must lock it.", "It must be locked.", ["person"]),
        ("Staff must go. The head should go.", "Staff must go.", ["weakened", "person"]),
        ("Staff must tell the head.", "Staff must tell the chair.", []),
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
    assert [duty.value for duty in read_removed(text)] == gone


@pytest.mark.parametrize(
    "text",
    [
        "Games in which players can talk to each other.",
        "Children can be harmed.",
        "A breach may result in action.",
        "May pose a risk of harm to children.",
        "An adult may have acted wrongly.",
        "An employee who does not may face action.",
        "A list shows who may post.",
        "Where the chair cannot be reached, it goes to the clerk.",
        "Talking where nobody can be identified.",
        "It began in May.",
    ],
)
def test_what_people_can_do_or_may_meet_with_is_no_permission(text: str) -> None:
    assert read_new(text) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Pupils are safe. The Headteacher must tell employees.", ["headteacher"]),
        ("Employees, volunteers or casual workers must ask the head.",
         ["employees", "volunteers", "casual workers"]),
        ("Employees who have told the head must wait.", ["employees"]),
        ("If a pupil asks, staff must say so.", ["staff"]),
        ("Staff, when asked by a pupil, must refuse.", ["staff"]),
        ("If staff see a problem they must tell the head.", ["staff"]),
        ("A member of the teaching staff should sign.", ["teaching staff"]),
        ("All {{ setting }} employees should at all times:", ["employees"]),
        ("The {{ governing_body }} will decide.", ["governing body"]),
        ("The chair of governors must sign.", ["chair of governors"]),
        ("In the event of a breach staff must stop.", ["staff"]),
        ("Staff must lock up and the head must check.", ["staff", "head"]),
        ("Staff meetings must be held.", []),
        ("Communication between staff and pupils must be open.", []),
        ("Accounts run by staff must be secure.", []),
    ],
)  # fmt: skip
def test_who_is_bound_is_the_subject_of_the_duty(text: str, expected: list[str]) -> None:
    assert list(persons(text)) == expected


def test_points_go_on_from_the_last_sentence_of_their_lead_in() -> None:
    lead = lead_in("Staff must wear badges. The {{ head }} should:", "")
    assert lead == "The {{ head }} should:"
    assert persons(f"{lead} see to it.") == ("head",)
    assert lead_in("in the morning:", lead) == "The {{ head }} should: in the morning:"
    assert lead_in("It is so.", lead) == ""
