"""The school's words typed by hand: which of them are found, and the fill in their place."""

import pytest

from clausework.checks.findings import Written
from clausework.checks.typed.words import typed_words, word_problems
from clausework.model.policy import Term, Word
from clausework.source.problems import Problem
from clausework.source.yaml import load

TERMS: dict[str, dict[str, Term]] = {
    "setting": {
        "default": Word(one="school", many="schools"),
        "academies": Word(one="academy", many="academies", article="an"),
    },
    "premises": {"default": "School", "academies": "the Academy"},
    "head": {"default": "Headteacher"},
    "governing_body": {"default": "Governing Body", "academies": "Trust Board"},
    "chair": {"default": "Chair of Governors"},
    "governors": {"default": "governors", "academies": "trustees"},
    "employer": {"default": "Council", "foundation": "Governing Body", "academies": "Trust"},
}


def found(text: str) -> list[Problem]:
    source, data, _ = load("a.yaml", f"text: >-\n  {text}\n".encode())
    written = Written(("text",), data["text"], (), "one", frozenset())
    return list(word_problems(source, written, typed_words(TERMS)))


@pytest.mark.parametrize(
    "text",
    [
        "The {{ setting }} and the {{ head }} act.",
        "School-aged children, and schools in England.",
        "It is about trust in a school.",
        "the School Staffing (England) Regulations 2009",
        "the Council of Europe, the Trust Deed",
        "a council, the council of a parish, trustees",
        "[page](https://example.org/the-headteacher)",
        "the schooling of children",
    ],
)
def test_other_words_are_left_alone(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "typed", "fill"),
    [
        ("Tell the Headteacher.", "Headteacher", "head"),
        ("Tell the head teacher.", "head teacher", "head"),
        ("A Headteacher may act.", "A Headteacher", "A head"),
        ("This school acts.", "school", "setting"),
        ("The Academy acts.", "Academy", "Setting"),
        ("It is for the schools.", "schools", "setting.many"),
        ("It is for the governing body.", "governing body", "governing_body"),
        ("It is for the Trust  Board.", "Trust Board", "governing_body"),
        ("Tell the Chair of Governors.", "Chair of Governors", "chair"),
        ("Tell the governors.", "governors", "governors"),
        ("Tell the Council.", "Council", "employer"),
    ],
)
def test_the_fill_is_given(text: str, typed: str, fill: str) -> None:
    (problem,) = found(text)
    assert problem.message == f'"{typed}" is typed by hand'
    assert problem.fix.startswith(f"write {{{{ {fill} }}}};")
    assert text[problem.place.column - 3 :].startswith(typed.split()[0])
