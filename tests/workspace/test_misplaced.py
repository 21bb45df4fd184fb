"""Keys indented into a text or into a group that may not have them, and words that only look so."""

import pytest

from clausework.model.policy import School, Version
from clausework.source.problems import Problem
from clausework.workspace.reading import read_file
from tests.support.roots import FILES, OAK, VERSION

TEXT = "text: No pupil may be photographed."
IN = " " * 10
FULL = "Nobody may photograph a pupil, at school or anywhere else, unless the pupil's parents gave"


def found(text: str, name: str = VERSION) -> list[Problem]:
    model = School if name == OAK else Version
    return sorted(read_file(name, model, {name: text.encode()})[1], key=lambda one: one.order)


def of_text(*lines: str, sign: str = ">-") -> list[Problem]:
    """The problems of a version with these lines as the text of a clause."""
    assert FILES[VERSION].count(TEXT) == 1
    return found(
        FILES[VERSION].replace(TEXT, "\n".join([f"text: {sign}", *(IN + x for x in lines)]))
    )


@pytest.mark.parametrize(
    ("lines", "at"),
    [
        (["No photographs.", "when: maintained"], 1),
        (["No photographs", "when: maintained and accounts"], 1),
        ([FULL, "was: [old]"], 1),
        ([FULL, "locked: true"], 1),
        ([f"{FULL}:", "items:", "  - id: one", "    text: One"], 1),
        ([FULL, f"{FULL} it.", "closing: >-", "  These hold at all times."], 2),
        ([FULL, "- id: another", "  text: Another."], 1),
        ([FULL, "  - id: another"], 1),
        (["", "No photographs.", "", "cites: [{authority: guide}]"], 3),
        (["when: maintained"], 0),
    ],
)
@pytest.mark.parametrize("sign", [">-", "|"])
def test_a_key_in_a_text_is_reported_once_at_its_line(lines: list[str], at: int, sign: str) -> None:
    (problem,) = of_text(*lines, sign=sign)
    assert problem.code == "key-in-text"
    assert problem.place.excerpt == IN + lines[at]


@pytest.mark.parametrize(
    "lines",
    [
        [FULL, "reason: for it is theirs to give, and theirs to take back, as the law has it"],
        [f"{FULL} a", "reason: that is theirs to give, and no one's to ask about or doubt.", "So."],
        ["These are given:", "Reason: why it is asked.", "Text: what is to be printed."],
        ["See below:", "nothing: here", "- none: either"],
        ["They ask when:", "always."],
        ["One http://example.org/ and", "text-like: words."],
    ],
)  # fmt: skip
def test_words_that_are_no_key_or_begin_a_line_by_chance_are_printed(lines: list[str]) -> None:
    assert of_text(*lines) == []


def test_what_is_missing_because_a_text_has_it_is_not_reported_too() -> None:
    text = FILES[OAK].replace(
        "text: keep everything private;\n        reason",
        "text: >-\n          So.\n          reason",
    )
    assert [problem.code for problem in found(text, OAK)] == ["key-in-text"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("        reason: The board", "    reason: The board"),
        ("        reason: The board", "reason: The board"),
        ('  accent: "#f2a900"', 'accent: "#f2a900"'),
        ("terms:", "  terms:"),
    ],
)
def test_a_key_beside_its_group_is_reported_with_the_line_to_type(old: str, new: str) -> None:
    (problem,) = found(FILES[OAK].replace(old, new), OAK)
    assert problem.code == "key-unknown"
    line = next(one for one in FILES[OAK].split("\n") if one.startswith(old))
    assert problem.fix == f"in place of line {problem.place.line}, type:\n{line}"


@pytest.mark.parametrize(
    "new",
    [
        "    variations: []\n    reasn: The board",
        "brand: {reason: The board}",
        "reason: The board\n        reason: The board",
    ],
)
def test_a_key_that_no_group_beside_lacks_is_only_unknown_or_twice(new: str) -> None:
    problems = found(FILES[OAK].replace("        reason: The board", new), OAK)
    assert problems
    assert not any("indented" in problem.message for problem in problems)


def test_a_key_with_lines_of_its_own_is_moved_with_them() -> None:
    moved = "    reason: >-\n      The board"
    (problem,) = found(FILES[OAK].replace("        reason: The board", moved), OAK)
    assert problem.fix == "begin this line with 8 spaces, and move those that belong to it with it."
