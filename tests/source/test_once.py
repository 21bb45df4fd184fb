"""What is kept of pure functions: the result of the very same values, and no more than is said."""

import gc
import weakref

import pytest

from clausework.source.once import once


class Value:
    """Equal to every other."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Value)

    def __hash__(self) -> int:
        return 1


def test_the_same_values_are_asked_about_once() -> None:
    asked: list[tuple[Value, str]] = []

    @once(4)
    def said(value: Value, words: str) -> str:
        """Say words of a value."""
        asked.append((value, words))
        return f"{words} {len(asked)}"

    one, other = Value(), Value()
    assert [said(one, "a"), said(one, "a"), said(one, words="a"), said(one, "b")] == [
        "a 1",
        "a 1",
        "a 2",
        "b 3",
    ]
    assert said(other, "a") == "a 4", "equal values are not the same"
    assert said.__doc__ == "Say words of a value."


def test_no_more_is_kept_than_is_said() -> None:
    @once(2)
    def itself(value: Value) -> Value:
        return value

    values = [Value() for _ in range(5)]
    held = [weakref.ref(itself(value)) for value in values]
    del values
    gc.collect()
    assert [one() is None for one in held] == [True, True, True, False, False]


def test_what_fails_is_asked_again() -> None:
    tries: list[int] = []

    @once(2)
    def second(value: Value) -> int:
        tries.append(1)
        return 10 // (len(tries) - 1)

    value = Value()
    with pytest.raises(ZeroDivisionError):
        second(value)
    assert second(value) == 10
