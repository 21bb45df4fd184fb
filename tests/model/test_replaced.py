"""A value is changed by the names of its fields, and by no other."""

from pathlib import Path

import pytest

import clausework
from clausework.model.elements import Item
from clausework.model.inline import Run

PACKAGE = Path(clausework.__file__).parent


def test_a_field_is_replaced_and_the_rest_kept() -> None:
    run = Run(text="a", strong=True)
    assert run.replaced(text="b") == Run(text="b", strong=True)
    assert run == Run(text="a", strong=True)


@pytest.mark.parametrize("value", [Run(text="a"), Item(id="a", text="A")])
def test_what_is_no_field_is_refused(value: Run | Item) -> None:
    with pytest.raises(TypeError, match=rf"{type(value).__name__} has no field sections, txt"):
        value.replaced(text="b", txt="c", sections=())


def test_values_are_changed_in_no_other_way() -> None:
    """pydantic's own way takes a misspelt name in silence."""
    users = [
        path.name for path in PACKAGE.rglob("*.py") if "model_copy(" in path.read_text("utf-8")
    ]
    assert users == ["scalars.py"]
