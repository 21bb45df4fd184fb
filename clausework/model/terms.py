"""The words that vary: terms by type of school, options, and the `when:` grammar.

    condition := conjunction ("or" conjunction)*
    conjunction := negation ("and" negation)*
    negation := "not" negation | "(" condition ")" | name | name "is" choice

A name is an option of the policy, a type of school or a group of types; a choice is one of the
choices of an option.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from math import prod

from clausework.model.policy import School, Term, Word
from clausework.model.scalars import GROUPS, SchoolType
from clausework.model.varying.options import Is, Name, Option

BUILT_IN = frozenset({"school"})
LONGEST_CONDITION = 100
# "a unit", "a European school": their first sound is a consonant.
_VOWEL_SOUND = re.compile(r"(?!uni(?![nm])|eu|one\b|us[aeu])[aeiou]", re.IGNORECASE)


@dataclass(frozen=True)
class ConditionFault(Exception):
    """A `when:` with a mistake; `start` and `end` are offsets in it."""

    message: str
    start: int
    end: int


@dataclass(frozen=True)
class Condition:
    """A `when:` in postfix order: names, "and", "or", "not"."""

    postfix: tuple[Name, ...]

    @property
    def names(self) -> frozenset[Name]:
        """The options, types and groups that it tests."""
        return frozenset(self.postfix) - {"and", "or", "not"}

    def holds(self, true: Collection[Name]) -> bool:
        """Whether it is true where exactly these names are true."""
        stack: list[bool] = []
        for step in self.postfix:
            if step == "not":
                stack.append(not stack.pop())
            elif step in ("and", "or"):
                right, left = stack.pop(), stack.pop()
                stack.append((left and right) if step == "and" else (left or right))
            else:
                stack.append(step in true)
        return stack.pop()


@lru_cache(maxsize=4096)
def parse_condition(text: str) -> Condition:
    """Parse a `when:`. Raises ConditionFault."""
    tokens = [
        (found[0], found.start(), found.end())
        for found in re.finditer(r"[A-Za-z_][A-Za-z0-9_-]*|[()]|[^\sA-Za-z_()]+", text)
    ]
    if len(tokens) > LONGEST_CONDITION:
        raise ConditionFault("the condition is too long", *tokens[LONGEST_CONDITION][1:])
    postfix, rest = _disjunction(tokens, len(text))
    if rest:
        raise ConditionFault(f'"{rest[0][0]}" is not expected here', *rest[0][1:])
    return Condition(tuple(postfix))


Tokens = list[tuple[str, int, int]]


def _disjunction(tokens: Tokens, end: int) -> tuple[list[Name], Tokens]:
    left, rest = _conjunction(tokens, end)
    while rest and rest[0][0] == "or":
        right, rest = _conjunction(rest[1:], end)
        left = [*left, *right, "or"]
    return left, rest


def _conjunction(tokens: Tokens, end: int) -> tuple[list[Name], Tokens]:
    left, rest = _negation(tokens, end)
    while rest and rest[0][0] == "and":
        right, rest = _negation(rest[1:], end)
        left = [*left, *right, "and"]
    return left, rest


def _negation(tokens: Tokens, end: int) -> tuple[list[Name], Tokens]:
    if not tokens:
        raise ConditionFault("something is missing at the end", max(end - 1, 0), end)
    word, start, stop = tokens[0]
    if word == "not":
        inner, rest = _negation(tokens[1:], end)
        return [*inner, "not"], rest
    if word == "(":
        inner, rest = _disjunction(tokens[1:], end)
        if not rest or rest[0][0] != ")":
            raise ConditionFault("a bracket is not closed", start, stop)
        return inner, rest[1:]
    if word in ("and", "or", ")") or not re.match(r"[A-Za-z_]", word):
        raise ConditionFault(f'"{word}" is not expected here', start, stop)
    if tokens[1:] and tokens[1][0] == "is":
        return _choice(word, tokens[2:], end)
    return [word], tokens[1:]


def _choice(option: str, tokens: Tokens, end: int) -> tuple[list[Name], Tokens]:
    if not tokens:
        raise ConditionFault("something is missing at the end", max(end - 1, 0), end)
    word, start, stop = tokens[0]
    if word in ("and", "or", "not", "is") or not re.match(r"[A-Za-z_]", word):
        raise ConditionFault(f'"{word}" is not expected here', start, stop)
    return [Is(option, word)], tokens[1:]


# Each option multiplies the combinations.
MOST_COMBINATIONS = 1024


def with_options(
    tested: Collection[Name], options: Mapping[str, Option]
) -> Iterator[frozenset[Name]]:
    """Each combination of what schools can choose, of the options among some names.

    The first has no yes-or-no option on. Of more than `MOST_COMBINATIONS` there are none: nothing
    can be judged by them all.
    """
    named = sorted({one.option if isinstance(one, Is) else one for one in tested} & options.keys())
    ways = [_ways(name, options[name]) for name in named]
    if prod(map(len, ways)) <= MOST_COMBINATIONS:
        for combination in product(*ways):
            yield frozenset(name for way in combination for name in way)


def _ways(name: str, option: Option) -> list[tuple[Name, ...]]:
    """What can be true of an option at a school."""
    if option.type == "choice":
        return [(Is(name, choice),) for choice in option.choices]
    return [(), (name,)] if option.type == "boolean" else [()]


def school_names(kind: SchoolType) -> frozenset[str]:
    """The names of types and groups that are true of a school of this type."""
    return frozenset({kind.value, *(name for name, types in GROUPS.items() if kind in types)})


TYPE_NAMES = frozenset(kind.value for kind in SchoolType) | frozenset(GROUPS)


@dataclass(frozen=True)
class Forms:
    """A term in the words of one school."""

    one: str
    many: str | None
    article: str

    def say(self, *, many: bool = False, article: bool = False, capital: bool = False) -> str:
        """The form requested. Raises KeyError for an unknown plural."""
        if many and self.many is None:
            raise KeyError("many")
        words = str(self.many) if many else self.one
        if article:
            words = f"{self.article} {words}"
        first = words[:1].upper()
        # A few letters have no capital of their own, and would become two.
        return first + words[1:] if capital and len(first) == 1 else words


def forms(term: Term) -> Forms:
    """A term of a file with its article derived from its first sound, unless it gives one."""
    word = Word(one=term) if isinstance(term, str) else term
    article = word.article or ("an" if _VOWEL_SOUND.match(word.one) else "a")
    return Forms(word.one, word.many, article)


def school_terms(terms: Mapping[str, Mapping[str, Term]], school: School) -> dict[str, Forms]:
    """Each term in the words of this school.

    The school's own word comes first, then its type's, then its group's, then the default; a term
    with none of these is left out. `school` is the school's name.
    """
    order = [school.type.value, *sorted(school_names(school.type) & set(GROUPS)), "default"]
    found: dict[str, Forms] = {"school": forms(school.name)}
    for name in sorted({*terms, *school.terms}):
        if name in BUILT_IN:
            continue
        if name in school.terms:
            found[name] = forms(school.terms[name])
            continue
        by_type = terms[name]
        chosen = next((by_type[key] for key in order if key in by_type), None)
        if chosen is not None:
            found[name] = forms(chosen)
    return found
