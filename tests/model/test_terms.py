"""The words that vary, and the grammar of `when:`."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clausework.model.policy import Brand, Policy, School, Term, Word
from clausework.model.scalars import GROUPS, SchoolType
from clausework.model.terms import (
    LONGEST_CONDITION,
    ConditionFault,
    Forms,
    forms,
    parse_condition,
    school_names,
    school_terms,
    with_options,
)
from clausework.model.varying.options import Is, Name, Option

TERMS: dict[str, dict[str, Term]] = {
    "setting": {
        "default": Word(one="school", many="schools"),
        "academies": Word(one="academy", many="academies"),
    },
    "head": {"default": "Headteacher"},
    "board": {
        "default": "Governing Body",
        "maintained": "Maintained Body",
        "academies": "Trust Board",
        "multi-academy-trust": "Board of the Trust",
    },
    "owner": {"independent": "Proprietor"},
}


def school(kind: str, **terms: Term) -> School:
    brand = Brand(primary="#000000", accent="#000000")
    return School(id="oak", name="Oak School", type=SchoolType(kind), brand=brand, terms=terms)


@pytest.mark.parametrize(
    ("kind", "own", "term", "words"),
    [
        ("community", {}, "setting", "school"),
        ("free-school", {}, "setting", "academy"),
        ("independent", {}, "setting", "school"),
        ("independent", {}, "board", "Governing Body"),
        ("nursery", {}, "board", "Maintained Body"),
        ("academy", {}, "board", "Trust Board"),
        ("multi-academy-trust", {}, "board", "Board of the Trust"),
        ("multi-academy-trust", {"board": "Directors"}, "board", "Directors"),
        ("community", {"head": "Principal"}, "head", "Principal"),
        ("community", {"house": "House"}, "house", "House"),
        ("community", {"school": "Another"}, "school", "Oak School"),
        ("independent", {}, "owner", "Proprietor"),
    ],
)
def test_the_nearest_word_wins(kind: str, own: dict[str, Term], term: str, words: str) -> None:
    assert school_terms(TERMS, school(kind, **own))[term].say() == words


def test_a_term_without_words_for_a_school_is_left_out() -> None:
    assert "owner" not in school_terms(TERMS, school("academy"))


@pytest.mark.parametrize(
    ("term", "said"),
    [
        ("school", "a school"),
        ("academy", "an academy"),
        ("unit", "a unit"),
        ("University Technical College", "a University Technical College"),
        ("uninspected centre", "an uninspected centre"),
        ("European school", "a European school"),
        ("one-form school", "a one-form school"),
        ("upper school", "an upper school"),
        ("Executive Head", "an Executive Head"),
        (Word(one="HR adviser", article="an"), "an HR adviser"),
        (Word(one="academy", article="a"), "a academy"),
    ],
)
def test_articles(term: Term, said: str) -> None:
    assert forms(term).say(article=True) == said


def test_the_name_of_a_school_takes_an_article_too() -> None:
    assert school_terms({}, school("academy"))["school"].say(article=True) == "an Oak School"


ACADEMY = Forms("academy", "academies", "an")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({}, "academy"),
        ({"capital": True}, "Academy"),
        ({"many": True}, "academies"),
        ({"many": True, "capital": True}, "Academies"),
        ({"article": True}, "an academy"),
        ({"article": True, "capital": True}, "An academy"),
    ],
)
def test_the_forms_of_a_word(asked: dict[str, bool], said: str) -> None:
    assert ACADEMY.say(**asked) == said


def test_a_capital_changes_the_first_letter_alone() -> None:
    assert forms("éducation HQ").say(capital=True) == "Éducation HQ"


def test_a_plural_that_is_not_known_is_not_guessed() -> None:
    with pytest.raises(KeyError):
        forms("head").say(many=True)


@pytest.mark.parametrize("kind", SchoolType)
def test_a_school_is_of_its_type_and_of_one_group_at_most(kind: SchoolType) -> None:
    names = school_names(kind)
    assert kind.value in names
    assert len(names & set(GROUPS)) == (0 if kind is SchoolType.INDEPENDENT else 1)


@pytest.mark.parametrize(
    ("when", "true", "holds"),
    [
        ("a", {"a"}, True),
        ("a", set(), False),
        ("not a", set(), True),
        ("not not a", {"a"}, True),
        ("a or b and c", {"a"}, True),
        ("(a or b) and c", {"a"}, False),
        ("not a or b", {"a", "b"}, True),
        ("not (a or b)", {"b"}, False),
        ("voluntary-aided and not school_accounts", {"voluntary-aided"}, True),
        ("  a\n  and(b)", {"a", "b"}, True),
        ("android or nothing", {"android"}, True),
        ("pay is weekly", {Is("pay", "weekly")}, True),
        ("pay is weekly", {Is("pay", "monthly"), "pay", "weekly"}, False),
        ("not pay is weekly and a", {"a"}, True),
        ("(pay is weekly or a) and not (b)", {Is("pay", "weekly")}, True),
        ("island is is-land", {Is("island", "is-land")}, True),
    ],
)
def test_conditions(when: str, true: set[str], holds: bool) -> None:
    assert parse_condition(when).holds(true) is holds


@pytest.mark.parametrize(
    ("when", "part"),
    [
        ("a and ‸or b", "or"),
        ("a ‸b", "b"),
        ("‸and a", "and"),
        ("a and (‸)", ")"),
        ("a‸)", ")"),
        ("‸(a or b", "("),
        ("a ‸& b", "&"),
        ("a ‸== 1", "=="),
        ("‸1a", "1"),
        ("a and ‸'b'", "'"),
        ("not‸ ", " "),
        ("a or no‸t", "t"),
        ("a i‸s", "s"),
        ("a is ‸not", "not"),
        ("a is ‸and b", "and"),
        ("a is ‸is b", "is"),
        ("a is b ‸is c", "is"),
        ("a is ‸3", "3"),
        ("a is ‸(b)", "("),
        ("a, b".replace(",", "‸,"), ","),
    ],
)
def test_a_condition_that_cannot_be_read_says_where(when: str, part: str) -> None:
    text = when.replace("‸", "")
    with pytest.raises(ConditionFault) as caught:
        parse_condition(text)
    fault = caught.value
    assert (fault.start, text[fault.start : fault.end]) == (when.index("‸"), part)


@pytest.mark.parametrize("part", ["(", "not ", "a or "])
def test_a_condition_without_end_is_refused(part: str) -> None:
    with pytest.raises(ConditionFault) as caught:
        parse_condition(part * 5_000 + "a")
    assert caught.value.message == "the condition is too long"


def test_the_longest_condition_is_read() -> None:
    assert parse_condition("not " * (LONGEST_CONDITION - 1) + "a").holds(set())


EXPRESSIONS = st.recursive(
    st.sampled_from(["a", "b", "c", "d"]),
    lambda inner: st.one_of(
        st.builds("not {}".format, inner),
        st.builds("({})".format, inner),
        st.builds("{} and {}".format, inner, inner),
        st.builds("{} or {}".format, inner, inner),
    ),
    max_leaves=12,
)


@given(EXPRESSIONS, st.sets(st.sampled_from("abcd")))
def test_conditions_mean_what_they_mean_in_python(when: str, true: set[str]) -> None:
    expected = eval(when, {"__builtins__": {}}, {name: name in true for name in "abcd"})
    condition = parse_condition(when)
    assert condition.holds(true) is expected
    assert condition.names == set(re.findall(r"\b[a-d]\b", when))


@given(st.text("ab()- notrd\n&é1", max_size=30))
def test_any_condition_is_read_or_refused_in_its_own_text(when: str) -> None:
    try:
        assert parse_condition(when).holds(set()) in (True, False)
    except ConditionFault as fault:
        assert 0 <= fault.start <= fault.end <= len(when)


def options(**types: str) -> dict[str, Option]:
    made = {
        "choice": {"type": "choice", "choices": {"weekly": "W", "monthly": "M"}, "label": "L"},
        "boolean": {"type": "boolean", "label": "L"},
        "number": {"type": "number", "label": "L"},
    }
    policy = {"id": "p", "title": "P", "owner": "O", "binding": "adapt"}
    given = {name: made[kind] for name, kind in types.items()}
    return Policy.model_validate(policy | {"options": given}).options


def test_the_ways_to_choose_are_those_of_the_options_that_are_tested() -> None:
    known = options(pay="choice", a="boolean", b="boolean", days="number")
    tested: set[Name] = {Is("pay", "weekly"), "a", "days", "academy"}
    assert set(with_options(tested, known)) == {
        frozenset({Is("pay", "weekly")}),
        frozenset({Is("pay", "monthly")}),
        frozenset({Is("pay", "weekly"), "a"}),
        frozenset({Is("pay", "monthly"), "a"}),
    }


def test_too_many_ways_to_choose_are_none() -> None:
    names = [f"o{index}" for index in range(11)]
    known = options(**dict.fromkeys(names, "boolean"))
    assert len(list(with_options(names[:10], known))) == 1024
    assert list(with_options(names, known)) == []
