"""The numbers and times of a text, which limit what somebody must do."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from clausework.model.scalars import Duty

Stretch = tuple[int, int]
# What is limited, and how, in a form independent of spelling.
Limit = tuple[Duty, str]

_ONES = re.findall(
    r"\w+",
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen",
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_NUMERALS = {word: number for number, word in enumerate(_ONES, 1)}
_NUMERALS |= {
    f"{ten}-{one}" if one else ten: number * 10 + index
    for number, ten in enumerate(_TENS, 2)
    for index, one in enumerate(["", *_ONES[:9]])
}
_NUMERALS |= {"hundred": 100, "thousand": 1000}
_SPELT = "|".join(sorted(_NUMERALS, key=len, reverse=True))
_UNITS = (
    r"minutes?|hours?|(?:working |school )?days?|weeks?|months?|terms?|"
    r"years?(?![\s-]+(?:old|of age))"
)
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
# The year of a source's publication, and a place in a source, limit nothing.
_NUMBER = re.compile(
    r"(?<!\bpart )(?<!\bsection )(?<!\bparagraph )(?<!\bclause )(?<!\bpoint )(?<!\barticle )"
    r"(?<!\bschedule )(?<!\bregulation )(?<!\bpage )(?<!\bversion )"
    r"(?P<age>\bage[ds]?\s+(?:(?:of|under|over|below)\s+)?)?"
    r"(?P<number>£\d+(?:[.,]\d+)*|\b(?!(?:19|20)\d\d\b)\d+(?:[.,]\d+)*%?"
    rf"|\b(?!one\b(?![\s-]+(?:{_UNITS})\b))(?:{_SPELT})\b)"
    rf"(?:[\s-]+(?P<unit>{_UNITS}|{_MONTHS})\b|\s*(?P<hour>[ap]\.?m\b))?",
    re.IGNORECASE,
)
_AT_ONCE = r"immediately|at once|without delay|forthwith|straight ?away"
_WHEN = re.compile(
    rf"\b(?:(?P<now>{_AT_ONCE})|as soon as (?:possible|practicable)|on the same day|"
    r"daily|weekly|fortnightly|monthly|termly|quarterly|annually|yearly)\b",
    re.IGNORECASE,
)


def limits(text: str) -> list[tuple[Stretch, Limit]]:
    """The numbers and times of a text, and their places."""
    found = (*_NUMBER.finditer(text), *_WHEN.finditer(text))
    return [(one.span(), _limit(one)) for one in found]


def within(found: Iterable[tuple[Stretch, Limit]], start: int, end: int) -> Counter[Limit]:
    """Those that a stretch of the text contains or overlaps."""
    return Counter(limit for (a, b), limit in found if a < end and b > start)


def _limit(found: re.Match[str]) -> Limit:
    """What a number or a time limits, and its form independent of spelling."""
    words = found.groupdict()
    if not words.get("number"):
        return Duty.DEADLINE, "now" if words["now"] else found[0].lower()
    number = words["number"].lower()
    unit = (words["unit"] or words["hour"] or "").lower().removesuffix("s")
    kind = Duty.DEADLINE if unit and not words["age"] else Duty.NUMBER
    return kind, f"{_NUMERALS.get(number, number)} {unit}"
