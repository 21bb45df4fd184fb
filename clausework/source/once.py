"""Results of pure functions that are called again with the very same values."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


class _Same:
    """A value that equals only itself: comparing documents takes longer than a look-up."""

    __slots__ = ("value",)

    def __init__(self, value: object) -> None:
        self.value: Any = value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.value is other.value

    def __hash__(self) -> int:
        return id(self.value)


def once(most: int) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Keep the last results, up to a maximum, of a function of values that never change.

    Values count as the same where they are one object; those of kept results stay in memory.
    """

    def decorated(function: Callable[P, R]) -> Callable[P, R]:
        @lru_cache(most)
        def kept(*values: _Same, **named: _Same) -> R:
            given = {name: one.value for name, one in named.items()}
            return function(*(one.value for one in values), **given)

        @wraps(function)
        def called(*values: P.args, **named: P.kwargs) -> R:
            return kept(*map(_Same, values), **{name: _Same(one) for name, one in named.items()})

        return called

    return decorated
