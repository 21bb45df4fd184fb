"""The rule on the school's words typed by hand, which `policy/terms.yaml` has as fills."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from clausework.checks.findings import MOST_IN_A_TEXT, Written, at
from clausework.model.policy import Term, Word
from clausework.source.locations import Source
from clausework.source.problems import Problem, warning

# As long as this, a single word with a capital means the same wherever it is.
_DISTINCT = 8
# The School Staffing Regulations, the Council of Europe.
_NAME = r"(?!\s+(?:[A-Z]|of\b))"
_NO_WORDS = re.compile(r"\{\{[^{}]*\}\}|\]\([^)]*\)|\[\^[^\]]*\]")


@dataclass(frozen=True)
class Typed:
    """Words of a school that a text may have, and the fill that prints them.

    `key` is the words without capitals and spaces, which few texts have.
    """

    key: str
    pattern: re.Pattern[str]
    fill: str
    capital: bool


def typed_words(terms: Mapping[str, Mapping[str, Term]]) -> list[Typed]:
    """The words of all terms, the longest first; of two terms with the same, the first's."""
    found: dict[str, tuple[str, str]] = {}
    defaults = [
        (name, by_type["default"]) for name, by_type in terms.items() if "default" in by_type
    ]
    every = [(name, term) for name, by_type in terms.items() for term in by_type.values()]
    for name, term in (*defaults, *every):
        word = Word(one=term) if isinstance(term, str) else term
        for words, fill in ((word.one, name), (word.many, f"{name}.many")):
            if words is not None:
                plain = re.sub(r"^the\s+", "", words.strip(), flags=re.IGNORECASE)
                found.setdefault(plain.casefold(), (plain, fill))
    longest = sorted(found.values(), key=lambda one: (-len(one[0]), one))
    return [
        Typed(_key(words), _pattern(words), fill, words[:1].isupper()) for words, fill in longest
    ]


def word_problems(source: Source, written: Written, words: list[Typed]) -> Iterator[Problem]:
    """The places of a text where words of a term are typed, of very many the first."""
    return islice(_problems(source, written, words), MOST_IN_A_TEXT)


def _problems(source: Source, written: Written, words: list[Typed]) -> Iterator[Problem]:
    text = _NO_WORDS.sub(lambda found: "\0" * len(found[0]), written.text)
    key = _key(text)
    for one in (one for one in words if one.key in key):
        for found in one.pattern.finditer(text):
            start, end = found.span("words")
            fill = one.fill
            if found["article"]:
                start = found.start("article")
                fill = f"{'A' if found['article'][0] == 'A' else 'a'} {fill}"
            elif text[start].isupper() and not one.capital:
                fill = fill.capitalize()
            typed = " ".join(written.text[start:end].split())
            yield warning(
                "word-typed",
                at(source, written, start, end),
                f'"{typed}" is typed by hand',
                "a school of another type, or one that has a word of its own for it, would print "
                "somebody else's.",
                f"write {{{{ {fill} }}}}; where every school is to print this, accept it: "
                "accepts: [{rule: word-typed, reason: the same everywhere}].",
            )
        text = one.pattern.sub(lambda found: "\0" * len(found[0]), text)


def _key(text: str) -> str:
    return re.sub(r"[\s-]+", "", text.casefold())


def _pattern(words: str) -> re.Pattern[str]:
    spelt = r"\s+".join(map(re.escape, words.split()))
    distinct = " " in words or (words[:1].isupper() and len(words) >= _DISTINCT)
    if distinct:
        # Head teacher, head-teacher.
        spelt = spelt if " " in words else r"[\s-]?".join(map(re.escape, words))
        before, after = rf"(?i:(?P<article>an?)\s+)?(?P<words>(?i:{spelt}))", ""
    else:
        spelt = spelt if words[:1].isupper() else f"(?i:{spelt})"
        before, after = rf"(?P<article>(?!))?(?i:the|this|our)\s+(?P<words>{spelt})", _NAME
    return re.compile(rf"(?<![\w-]){before}(?![\w-]){after}")
