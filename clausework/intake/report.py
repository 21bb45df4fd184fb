"""What became of a file: which of its words are in the draft, and what HR is asked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from clausework.intake.drafting import Drafted
from clausework.model.numbering import numbers
from clausework.model.policy import Term, Version, Word
from clausework.source.problems import Problem


@dataclass(frozen=True)
class FillOffer:
    """Words that `{{ … }}` would print for each school, and how often the draft has them."""

    text: str
    fill: str
    times: int


@dataclass(frozen=True)
class SourceNamed:
    """Law or guidance that the draft names in words, at a line of it, and what to do about it."""

    line: int
    what: str
    fix: str


@dataclass(frozen=True)
class IntakeReport:
    """The report on an import, for people and as data."""

    placed: int
    unplaced: tuple[tuple[str, str], ...]
    choices: tuple[tuple[str, str], ...]
    offers: tuple[FillOffer, ...]
    sources: tuple[SourceNamed, ...]

    @property
    def data(self) -> dict[str, Any]:
        """It as data."""
        return {
            "placed": self.placed,
            "unplaced": [{"text": text, "where": where} for text, where in self.unplaced],
            "choices": [{"where": where, "what": what} for where, what in self.choices],
            "offers": [
                {"text": one.text, "fill": one.fill, "times": one.times} for one in self.offers
            ],
            "sources": [
                {"line": one.line, "what": one.what, "fix": one.fix} for one in self.sources
            ],
        }


def report(
    drafted: Drafted,
    version: Version,
    terms: Mapping[str, Mapping[str, Term]],
    schools: Iterable[str],
    named: Iterable[Problem],
) -> IntakeReport:
    """The report on a draft that is valid; `named` is what the check of its sources says."""
    words = "\n".join(_texts(drafted.parts))
    return IntakeReport(
        placed=drafted.placed,
        unplaced=tuple(one for one in drafted.unplaced if one[0].strip()),
        choices=(*drafted.choices, *_other_numbers(drafted, version)),
        offers=tuple(_offers(words, terms, schools)),
        sources=tuple(SourceNamed(one.place.line, one.message, one.fix) for one in named),
    )


def _other_numbers(drafted: Drafted, version: Version) -> Iterator[tuple[str, str]]:
    """Where the draft prints another number than the file had."""
    now = numbers(version)
    for name, before in drafted.numbers.items():
        path = re.fullmatch(r"[A-Z]?\.?\d+(\.\d+)*\.?", before.strip())
        after = now.get(name, "")
        if path and not drafted.has_number(name, after):
            yield name, f"its number was {before.strip()}, and is {after or 'none'}"


def _offers(
    words: str, terms: Mapping[str, Mapping[str, Term]], schools: Iterable[str]
) -> Iterator[FillOffer]:
    known = dict.fromkeys(schools, "school")
    for term, forms in terms.items():
        for form in forms.values():
            one = form.one if isinstance(form, Word) else form
            known.setdefault(one, term)
    for text, fill in sorted(known.items(), key=lambda pair: (-len(pair[0]), pair[0])):
        times = len(re.findall(rf"\b{re.escape(text)}\b", words))
        if times:
            yield FillOffer(text, f"{{{{ {fill} }}}}", times)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, one in value.items():
            if key != "id":
                yield from _texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)
