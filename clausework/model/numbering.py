"""The numbers that places have: `7.0`, `7.1`, `7.1(c)`, `7.1(c)(ii)`."""

from __future__ import annotations

from collections.abc import Iterable

from clausework.model.policy import Section


def numbers(sections: Iterable[Section]) -> dict[str, str]:
    """The number of each section, clause and point, by its id."""
    found: dict[str, str] = {}
    for s, section in enumerate(sections, 1):
        found[section.id] = f"{s}.0"
        for c, clause in enumerate(section.clauses, 1):
            found[clause.id] = f"{s}.{c}"
            for i, item in enumerate(clause.items):
                found[item.id] = f"{s}.{c}({letter(i)})"
                for j, sub in enumerate(item.items, 1):
                    found[sub.id] = f"{s}.{c}({letter(i)})({roman(j)})"
    return found


def letter(index: int) -> str:
    """The letters of a list in order from 0: a to z, then aa, ab, …"""
    before, last = divmod(index, 26)
    return (letter(before - 1) if before else "") + chr(ord("a") + last)


def roman(number: int) -> str:
    """A number from 1 in small Roman figures."""
    figures = (
        (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
        (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
    )  # fmt: skip
    words = ""
    for value, sign in figures:
        while number >= value:
            words += sign
            number -= value
    return words
