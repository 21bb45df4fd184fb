"""What a change of words does to people's duties, as far as the words show. HR confirms it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, zip_longest

from clausework.diff.limits import Limit, Stretch, limits, within
from clausework.diff.words import Piece
from clausework.model.scalars import Duty

_FORCE = {"must": 3, "shall": 3, "will": 3, "wo": 3, "should": 2, "ought": 2, "may": 1, "can": 1}
_PHRASE = {
    "required": 3, "obliged": 3, "expected": 2, "encouraged": 2, "allowed": 1, "permitted": 1,
    "free": 1,
}  # fmt: skip
# "May" with a capital inside a sentence is the month.
_MODAL = re.compile(
    r"\b(?:(?P<word>(?i:must|shall|will|wo(?=n['’]t)|should|ought|can)|may|(?<![^\s] )May)"
    r"(?:(?P<no>not\b|n['’]t\b|\s+(?:not|never)\b)|\b)"
    r"|(?:is|are)(?P<none>\s+(?:not|never))?\s+"
    rf"(?P<phrase>{'|'.join(_PHRASE)})\s+to\b"
    r"|(?P<duty>(?:has|have)\s+(?:(?:a|the)\s+(?:\w+\s+)?duty\s+)?to|needs?\s+to"
    r"|(?:is|are)\s+responsible\s+for|duty\s+of\b[^.;:]*?\sto)\b"
    r"|(?P<banned>(?:is|are)\s+(?:forbidden|prohibited|banned|barred)|not\s+acceptable)\b"
    r"|(?P<instructed>(?:is|are)\s+to)\b)"
)
# What frees somebody from a duty.
_RELEASED = re.compile(
    r"\b(?:need\s+not|(?:do|does)(?:\s+not|n['’]t)\s+(?:have|need)\s+to"
    r"|(?:is|are)\s+(?:not|no\s+longer)\s+(?:required|obliged|expected)\s+to)\b",
    re.IGNORECASE,
)
# Words that contain "no" and negate nothing.
_IDIOM = re.compile(
    r"\b(?:whether or not|not only|not limited to|no matter|(?:no|not) (?:later|more|less) than|"
    rf"without (?:delay|exception))\b|{_RELEASED.pattern}",
    re.IGNORECASE,
)
# "Nor" goes on with a negation that began before it.
_NEGATION = re.compile(
    r"\b(?:not|never|no|nobody|none|neither|cannot|without|forbidden|prohibited|banned|barred)\b"
    r"|n['’]t\b",
    re.IGNORECASE,
)

_PERSON = (
    r"(?:members? of (?:the )?)?"
    r"(?:(?:casual|agency|supply|teaching|support|senior|temporary|current|former|past) )*"
    r"(?:staff|workers?|employees?|volunteers?|adults?|teachers?|colleagues?|"
    r"contractors?|managers?|visitors?|pupils?|parents?|carers?|governors?|trustees?|deputy|"
    r"headteachers?|principal|head of centre|head|chair(?: of (?:the )?(?:governing body|governors|"
    r"trustees|board))?|clerk|designated safeguarding lead|dsl|"
    r"governing body|trust board|management committee|governing board|board|local authority|"
    r"council|employer|school|academy|setting|trust|everyone|everybody|anyone|anybody|nobody|"
    r"no one|they|you)\b"
)
_PEOPLE = re.compile(
    rf"\b{_PERSON}(?:(?:,\s*(?:and |or )?|\s+(?:and|or)\s+)(?:(?:the|a|an|any|all)\s+)?{_PERSON})*",
    re.IGNORECASE,
)
_ONE_PERSON = re.compile(rf"\b{_PERSON}", re.IGNORECASE)
_BELOW = "if|where|when|whether|unless|once|while|because|that|what|how|as|who|which"
_LINKS = r"by|of|to|with|for|from|about|against|between|at|in|on|under|towards|told|tell|tells"
# A subject begins its sentence, or follows a comma or a conjunction.
_OPENING = re.compile(
    rf"(?:^|[,;:(–—\n\"“]|\b(?:and|or|but|then|so|also|(?P<below>{_BELOW}))\b)\s*"
    r"(?:(?P<none>no|neither)\s+|(?:the|a|an|all|any|each|every|both|either|other|another|some|"
    r"our|their|his|her|its|your|these|those|this)\s+)*"
    rf"(?:(?!(?:and|or|but|{_BELOW}|{_LINKS})\b)[^\s,;:.()]+\s+){{0,2}}$",
    re.IGNORECASE,
)
_OBJECT = re.compile(rf"\b(?:{_LINKS})\s+(?:(?:the|a|an|any|all)\s+)?$", re.IGNORECASE)
# What may come between a subject and its verb: in "staff meetings" staff are not the subject.
_BETWEEN = re.compile(
    rf"\s*(?:$|[,(–—]|(?:whom|whose|and|or|also|only|then|therefore|both|all|each|is|are|has|have|"
    rf"do|does|must|should|may|can|will|shall|{_BELOW}|{_LINKS})\b|\w+(?:ly|ing|ed)\b)",
    re.IGNORECASE,
)
# "The form that staff must sign" describes a duty of another place.
_DESCRIBED = re.compile(
    rf"(?<![,;])\s(?:who|which|that|whom|what)\s+(?:(?:the|a|an|all|any)\s+)?(?:{_PERSON}\s+)?$",
    re.IGNORECASE,
)
_SEVERAL = re.compile(r"(?:s|staff|they|you)$|\sand\s", re.IGNORECASE)
_ACTS = re.findall(
    r"\w+",
    "tell report keep record attend meet give read sign inform ask review consult explain "
    "provide ensure make send decide follow agree check complete return refer seek take monitor "
    "arrange hold write store delete obtain consider appoint confirm act behave approve remove "
    "close investigate hear choose pay offer destroy",
)
_ACT = re.compile(
    r"\s+(?:(?:also|always|then|first|only|\w+ly)\s+)?"
    rf"(?:(?P<several>{'|'.join(_ACTS)}|publish|notify|comply|carry)"
    rf"|(?P<one>(?:{'|'.join(_ACTS)})s|publishes|notifies|complies|carries))\b",
    re.IGNORECASE,
)
_CLAUSE_BELOW = re.compile(rf"\b(?:{_BELOW})\b", re.IGNORECASE)
# What happens to people, or describes them, is not a permission.
_HAPPENS = re.compile(
    r"\s+(?:(?:\w+ly|also|still|then|only|even)\s+)*"
    r"(?:be|have|face|need|pose|result|lead|become|lose)\b",
    re.IGNORECASE,
)


_GROUPS = ("word", "phrase", "duty", "banned", "instructed")


@dataclass(frozen=True)
class _DutyWord:
    """A duty word: its place, its force from 1 (may) to 3 (must), and who is bound by it."""

    start: int
    end: int
    force: int
    forbids: bool
    permits: bool
    persons: tuple[str, ...]

    @property
    def binds(self) -> bool:
        return self.force > 1 or self.permits


def read_change(pieces: Sequence[Piece]) -> tuple[Duty, ...]:
    """What the changed words of one text do to duties, in the order of Duty."""
    before, after = _side(pieces, "added"), _side(pieces, "removed")
    olds, news = list(_duty_words(before)), list(_duty_words(after))
    old_limits, new_limits = limits(before), limits(after)
    found: set[Duty] = set()
    lost: Counter[Limit] = Counter()
    gained: Counter[Limit] = Counter()
    for (a, b), (c, d) in _hunks(pieces):
        removed, added = before[a:b], after[c:d]
        before_here = [word for word in olds if word.start < b and word.end > a]
        after_here = [word for word in news if word.start < d and word.end > c]
        found |= _strength(before_here, after_here)
        if _negations(removed) != _negations(added):
            lifted = any(word.forbids for word in before_here) and any(
                word.permits for word in after_here
            )
            found.add(Duty.PERMITTED if lifted else Duty.NEGATED)
        went, came = within(old_limits, a, b), within(new_limits, c, d)
        went, came = went - came, came - went
        found |= _kinds(went) & _kinds(came)
        lost += went
        gained += came
    released, free = (len(_RELEASED.findall(side)) for side in (before, after))
    if released != free:
        found.add(Duty.WEAKENED if released < free else Duty.STRENGTHENED)
    # Words removed in one place and added in another have moved.
    found |= _kinds((lost - gained) + (gained - lost))
    olds, news = ([word for word in side if word.binds] for side in (olds, news))
    if olds and news and _known(_bound(olds)) != _known(_bound(news)):
        found.add(Duty.PERSON)
    return tuple(duty for duty in Duty if duty in found)


def read_new(text: str) -> tuple[Duty, ...]:
    """The effect of a new text: any duty in it is new."""
    words = list(_duty_words(_level(text)))
    if any(one.force > 1 for one in words):
        return (Duty.STRENGTHENED,)
    return (Duty.PERMITTED,) if any(one.permits for one in words) else ()


def read_removed(text: str) -> tuple[Duty, ...]:
    """The effect of a removed text: any duty in it is removed."""
    return (Duty.WEAKENED,) if any(one.force > 1 for one in _duty_words(_level(text))) else ()


def persons(text: str) -> tuple[str, ...]:
    """Who is bound or allowed: the subject of each duty word, once, in order."""
    return _bound(_duty_words(_level(text)))


def named(text: str) -> frozenset[str]:
    """All persons and bodies that a text names."""
    return _known(_bare(found[0].lower()) for found in _ONE_PERSON.finditer(_level(text)))


def lead_in(text: str, above: str) -> str:
    """The unfinished sentence that the points below a text continue: "Staff must:"."""
    sentence = re.split(r"(?<=[.;])\s", text)[-1]
    return f"{above} {sentence}".strip() if sentence.endswith(":") else ""


def _bound(words: Iterable[_DutyWord]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(person for one in words if one.binds for person in one.persons))


def _known(found: Iterable[str]) -> frozenset[str]:
    """Persons without differences of grammar: one or several, all or none of them."""
    every = {"everyone", "everybody", "anyone", "anybody", "nobody", "no one"}
    return frozenset("everyone" if one in every else one.removesuffix("s") for one in found)


def _level(text: str) -> str:
    """A text of the same length in which a fill that is shown reads as its word."""
    return re.sub(r"\{\{.*?\}\}", lambda fill: re.sub(r"[{}_]", " ", fill[0]), text)


def _side(pieces: Iterable[Piece], other: str) -> str:
    return _level("".join(piece.own_text for piece in pieces if piece.kind != other))


def _hunks(pieces: Sequence[Piece]) -> Iterator[tuple[Stretch, Stretch]]:
    """For each change, the places of the removed and the added words in the two texts.

    Words removed in one place and added unchanged in another have moved, and do not count.
    """
    found: list[tuple[Stretch, Stretch, str, str]] = []
    old = new = 0
    for kept, group in groupby(pieces, key=lambda piece: piece.kind == "kept"):
        members = list(group)
        removed = "".join(one.own_text for one in members if one.kind != "added")
        added = "".join(one.own_text for one in members if one.kind != "removed")
        spans = (old, old + len(removed)), (new, new + len(added))
        old, new = spans[0][1], spans[1][1]
        if not kept:
            found.append((*spans, _words(removed), _words(added)))
    went = {removed for *_, removed, added in found if removed and not added}
    came = {added for *_, removed, added in found if added and not removed}
    for span, other, removed, added in found:
        if (removed or added) not in went & came:
            yield span, other


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def _duty_words(text: str) -> Iterator[_DutyWord]:
    """Every duty word of a text, sentence by sentence."""
    start = 0
    for sentence in re.split(r"(?<=[.;:])(?=\s)|(?=\n)", text):
        free = _RELEASED.sub(lambda found: "_" * len(found[0]), sentence)
        for modal in _MODAL.finditer(free):
            if not _DESCRIBED.search(free[: modal.start()]):
                yield _read(modal, free, start)
        yield from _done(sentence, start)
        start += len(sentence)


def _done(sentence: str, offset: int) -> Iterator[_DutyWord]:
    """Duties in the present: "The head keeps a record"."""
    for people in _PEOPLE.finditer(sentence):
        opening = _OPENING.search(sentence[: people.start()])
        act = _ACT.match(sentence, people.end())
        if opening is None or opening["below"] or act is None:
            continue
        several = _SEVERAL.search(people[0]) is not None
        if several == (act["several"] is not None):
            named = tuple(one[0].lower() for one in _ONE_PERSON.finditer(people[0]))
            nobody = opening["none"] is not None
            yield _DutyWord(offset + people.start(), offset + act.end(), 3, nobody, False, named)


def _read(modal: re.Match[str], sentence: str, offset: int) -> _DutyWord:
    group = next(name for name in _GROUPS if modal[name])
    word = re.sub(r"\s+", " ", modal[group]).lower()
    force = _FORCE.get(word) or _PHRASE.get(word, 3)
    subject, opening = _subject(sentence[: modal.start()])
    named = [one[0].lower() for one in _ONE_PERSON.finditer(subject[0])] if subject else []
    nobody = bool(opening and opening["none"]) or bool({"nobody", "no one"} & set(named))
    forbids = bool(modal["no"] or modal["none"] or modal["banned"] or nobody)
    below = bool(opening and opening["below"]) or bool(
        subject and _CLAUSE_BELOW.search(sentence, subject.end(), modal.start())
    )
    # Without a person, or in a clause below another, "may" and "can" state facts, not permissions.
    # "The aims are to" states no duty either.
    rules = bool(named and not below) or (force > 1 and group != "instructed")
    if not rules:
        force = 1
    happens = _HAPPENS.match(sentence, modal.end()) is not None
    return _DutyWord(
        start=offset + modal.start(group),
        end=offset + modal.end(group),
        force=3 if force == 1 and forbids and rules else force,
        forbids=forbids,
        permits=force == 1 and rules and not forbids and not happens,
        persons=tuple(map(_bare, named)),
    )


def _bare(person: str) -> str:
    return re.sub(r"^members? of (the )?", "", person)


def _subject(before: str) -> tuple[re.Match[str] | None, re.Match[str] | None]:
    """Who a duty word binds, of the persons named before it in its sentence.

    Also where the naming begins.
    """
    people = list(_PEOPLE.finditer(before))
    named = [(one, _OPENING.search(before[: one.start()])) for one in people]
    subjects = [
        (one, opening)
        for one, opening in named
        if opening
        and _BETWEEN.match(before, one.end())
        # A comma ends the clause of "if a pupil asks, …".
        and not (opening["below"] and "," in before[one.end() :])
    ]
    apart = not people or before[people[-1].end() :].strip()
    if not subjects and (apart or _OBJECT.search(before[: people[-1].start()])):
        return None, None
    last, opening = subjects[-1] if subjects else named[-1]
    if last[0].lower() == "they":
        others = [one for one, _ in subjects if one is not last] or people[:-1]
        last = others[-1] if others else last
    return last, opening


def _strength(lost: Iterable[_DutyWord], gained: Sequence[_DutyWord]) -> set[Duty]:
    """The change of the duty words in one place, comparing the strongest of each side."""
    old, new = (sorted((word.force for word in side), reverse=True) for side in (lost, gained))
    found: set[Duty] = set()
    for before, after in zip_longest(old, new, fillvalue=0):
        if after > max(before, 1):
            found.add(Duty.STRENGTHENED)
        elif after > before and any(word.permits for word in gained):
            found.add(Duty.PERMITTED)
        elif after < before and before > 1:
            found.add(Duty.WEAKENED)
    return found


def _negations(text: str) -> int:
    return len(_NEGATION.findall(_IDIOM.sub("", text)))


def _kinds(limits: Iterable[Limit]) -> set[Duty]:
    return {kind for kind, _ in limits}
