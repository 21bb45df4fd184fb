"""Options of a policy: what they take, and what it means."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from clausework.model.policy import Adopted
from clausework.model.varying.options import Is, NotAValue, Option, Value, true_of, value_of

ADAPTER: TypeAdapter[Option] = TypeAdapter(Option)
BOOLEAN = ADAPTER.validate_python({"type": "boolean", "label": "Accounts"})
CHOICE = ADAPTER.validate_python(
    {"type": "choice", "choices": {"weekly": "every week", "no": "never"}, "label": "Pay"}
)
NUMBER = ADAPTER.validate_python({"type": "number", "min": "5", "max": "20", "label": "Days"})
TEXT = ADAPTER.validate_python({"type": "text", "label": "Phone"})
DATE = ADAPTER.validate_python({"type": "date", "label": "Start"})


@pytest.mark.parametrize(
    ("option", "text", "value", "words"),
    [
        (BOOLEAN, "true", True, "yes"),
        (BOOLEAN, "no", False, "no"),
        (CHOICE, "weekly", "weekly", "every week"),
        (CHOICE, "no", "no", "never"),
        (NUMBER, "5", Decimal(5), "5"),
        (NUMBER, "7.50", Decimal("7.5"), "7.50"),
        (TEXT, "**01582** & <b>", "**01582** & <b>", "**01582** & <b>"),
        (TEXT, "true", "true", "true"),
        (DATE, "2026-09-01", date(2026, 9, 1), "1 September 2026"),
    ],
)
def test_each_type_has_its_values_and_words(
    option: Option, text: str, value: Value, words: str
) -> None:
    assert option.read(text) == value
    assert type(option.read(text)) is type(value)
    assert option.words(option.read(text)) == words


@pytest.mark.parametrize(
    ("option", "text", "message"),
    [
        (BOOLEAN, "maybe", '"maybe" is neither true nor false'),
        (CHOICE, "every week", '"every week" is not one of the choices'),
        (NUMBER, "4", "4 is less than 5"),
        (NUMBER, "20.01", "20.01 is more than 20"),
        (NUMBER, "1e1", '"1e1" is not a number'),
        (NUMBER, "NaN", '"NaN" is not a number'),
        (NUMBER, "007", '"007" is not a number'),
        (NUMBER, "1_0", '"1_0" is not a number'),
        (NUMBER, " 7", '" 7" is not a number'),
        (NUMBER, "٧", '"٧" is not a number'),
        (TEXT, "one\ntwo", '"one\ntwo" has more than one line'),
        (TEXT, "a" * 501, "these words are longer than 500 characters"),
        (DATE, "2026-02-30", '"2026-02-30" is not a date'),
        (DATE, "1790000000", '"1790000000" is not a date'),
    ],
)
def test_what_an_option_does_not_take_is_refused(option: Option, text: str, message: str) -> None:
    with pytest.raises(NotAValue) as caught:
        option.read(text)
    assert caught.value.message == message
    assert value_of(option, text) is None


@given(st.text(max_size=30))
def test_any_text_is_taken_or_refused(text: str) -> None:
    for option in (BOOLEAN, CHOICE, NUMBER, TEXT, DATE):
        assert value_of(option, text) is None or option.words(option.read(text))


@given(st.decimals(min_value=5, max_value=20, places=3))
def test_a_number_is_printed_as_it_is_typed(number: Decimal) -> None:
    assert NUMBER.words(NUMBER.read(str(number))) == str(number)


def test_the_default_holds_where_a_school_says_nothing() -> None:
    usual = NUMBER.replaced(default=Decimal(9))
    assert value_of(usual, None) == Decimal(9)
    assert value_of(usual, "6") == Decimal(6)
    assert value_of(NUMBER, None) is None
    assert usual.typed == "9"
    assert BOOLEAN.replaced(default=False).typed == "false"
    assert DATE.replaced(default=date(2026, 9, 1)).typed == "2026-09-01"
    assert TEXT.typed is None


def test_what_is_true_are_options_that_are_on_and_the_choices_made() -> None:
    options = {"accounts": BOOLEAN, "pay": CHOICE, "days": NUMBER, "phone": TEXT, "other": BOOLEAN}
    chosen = {"accounts": "yes", "pay": "no", "days": "7", "phone": "true", "other": "false"}
    assert true_of(options, chosen) == {"accounts", Is("pay", "no")}
    assert true_of(options, {}) == frozenset()


def test_choices_are_text_whatever_type_they_have_in_a_record_of_before() -> None:
    adopted = Adopted.model_validate({"version": "1.0", "options": {"a": True, "b": False}})
    assert adopted.options == {"a": "true", "b": "false"}
