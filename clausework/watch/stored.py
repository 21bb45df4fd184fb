"""What files saved from the publishers, or from a mirror, have that is newer than the register.

A file is of an authority if the address that it gives as its own is that of the authority in the
register. Nothing is guessed from its name or its words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlsplit

from clausework.model.authorities import Authorities, Authority
from clausework.watch.pages import SavedPage
from clausework.watch.publishers import (
    LEGISLATION,
    BadCopy,
    has_ended,
    page_of,
    plain,
    recorded_documents,
    seen_on,
)

_YEAR = re.compile(r"\b(20[0-9]{2})\b")
# The parts of a law in an address: what comes after its type, year and number.
_PART = re.compile(r"(?:/id)?/[a-z]+/[0-9]{4}/[0-9]+/(.+?)/?")
_WHOLE = ("contents", "data.xht", "data.htm")
_MOST_NAMED = 3


@dataclass(frozen=True)
class Answer:
    """What one file says of one authority, or of a part or version of it.

    Without anything `newer`, `otherwise` says how far the file shows that; `unread` is why it could
    not be read, and None where it was.
    """

    authority: str
    file: str
    part: str | None
    mirror: bool
    newer: tuple[str, ...] = ()
    otherwise: str = ""
    unread: str | None = None


@dataclass(frozen=True)
class SavedNews:
    """What saved files say.

    `strangers` are files that are of no authority, with their addresses; `unreadable` are files of
    which not even the address can be read, and why.
    """

    answers: tuple[Answer, ...]
    strangers: tuple[tuple[str, tuple[str, ...]], ...]
    unreadable: tuple[tuple[str, str], ...]

    def __bool__(self) -> bool:
        """Whether there was any file."""
        return bool(self.answers or self.strangers or self.unreadable)

    @property
    def is_faulty(self) -> bool:
        """Whether a file could not be read."""
        return bool(self.unreadable) or any(one.unread for one in self.answers)


def compare(files: Mapping[str, SavedPage | BadCopy], register: Authorities) -> SavedNews:
    """Compare saved files, by their names, with the register."""
    at: dict[str, list[str]] = {}
    for name, authority in register.authorities.items():
        page = page_of(authority.url)
        if page is not None:
            at.setdefault(page, []).append(name)
    answers: list[Answer] = []
    strangers: list[tuple[str, tuple[str, ...]]] = []
    unreadable: list[tuple[str, str]] = []
    for file, saved in files.items():
        if isinstance(saved, BadCopy):
            unreadable.append((file, str(saved)))
            continue
        places = {page_of(address) or address for address in saved.addresses}
        if len(places) == 1 and (names := at.get(next(iter(places)))):
            answers += (_answer(name, register, file, saved) for name in names)
        else:
            strangers.append((file, tuple(map(plain, saved.addresses))))
    return SavedNews(tuple(answers), tuple(strangers), tuple(unreadable))


def lines(comparison: SavedNews, register: Authorities) -> Iterator[str]:
    """A line for each authority of which there is a file, then one for each other file."""
    for name in register.authorities:
        parts = [_words(one) for one in comparison.answers if one.authority == name]
        if parts:
            yield f"{name}: {' | '.join(parts)}"
    for file, addresses in comparison.strangers:
        yield f"{plain(file)} is of no authority in the register: {_whose(addresses)}."
    for file, why in comparison.unreadable:
        yield f"{plain(file)} {plain(why)}."


def as_data(comparison: SavedNews) -> dict[str, object]:
    """The same for other programs."""
    return {
        "answers": [
            {
                "authority": answer.authority,
                "file": answer.file,
                "part": answer.part,
                "tier": "mirror" if answer.mirror else "official",
                "newer": answer.newer,
                "otherwise": answer.otherwise,
                "unread": answer.unread,
            }
            for answer in comparison.answers
        ],
        "of_no_authority": [
            {"file": file, "addresses": addresses} for file, addresses in comparison.strangers
        ],
        "unreadable": [{"file": file, "what": what} for file, what in comparison.unreadable],
    }


def _answer(name: str, register: Authorities, file: str, saved: SavedPage) -> Answer:
    authority = register.authorities[name]
    seen = seen_on(register, authority)
    part = next(filter(None, map(_part, saved.addresses)), None)
    answer = Answer(name, file, part, saved.mirror)
    if saved.fault:
        return replace(answer, unread=saved.fault)
    newer = tuple(_newer(saved, authority, seen))
    otherwise = _otherwise(saved, seen)
    if not newer and otherwise is None:
        return replace(answer, unread="it gives no day of an update or change")
    return replace(answer, newer=newer, otherwise=otherwise or "")


def _newer(saved: SavedPage, authority: Authority, seen: date) -> Iterator[str]:
    yield from (f"{what} {day}" for what, day in saved.days if day > seen)
    newest = max(_years(_of_editions(authority)), default=None)
    titles = (saved.title, *(title for _, title in saved.documents))
    year = max(_years(titles), default=None)
    if newest is not None and year is not None and year > newest:
        yield f"a title with {year}, where the newest edition in the register is of {newest}"
    recorded = recorded_documents(authority)
    new = [plain(title) for address, title in saved.documents if address not in recorded]
    if recorded and new:
        named = ", ".join(f'"{title}"' for title in new[:_MOST_NAMED])
        more = f" and {len(new) - _MOST_NAMED} more" if len(new) > _MOST_NAMED else ""
        yield f"documents that the register does not have: {named}{more}"
    if saved.over and not has_ended(authority) and authority.in_force_to is None:
        yield plain(saved.over)
    if saved.outstanding:
        yield "changes to it that are not in its text yet"


def _otherwise(saved: SavedPage, seen: date) -> str | None:
    """What a file without news shows; None where it gives no day to judge it by."""
    if saved.original:
        return "cannot be judged by the original version, which shows no later change"
    if saved.up_to is not None and saved.up_to < seen:
        return f"nothing newer up to {saved.up_to}, but the register was looked at on {seen}"
    days = [f"{what} {day}" for what, day in saved.days]
    if saved.up_to is not None:
        days.append(f"changes up to {saved.up_to}")
    return f"nothing newer than {seen} ({', '.join(days)})" if days else None


def _of_editions(authority: Authority) -> Iterator[str]:
    for key, edition in authority.editions.items():
        days = (edition.published, edition.information_from, edition.in_force_from)
        yield from (key, edition.label or "", edition.title or "", *(str(day) for day in days))


def _years(texts: Iterable[str]) -> set[int]:
    return {int(year) for text in texts for year in _YEAR.findall(text)}


def _part(address: str) -> str | None:
    """The part or version of a law that an address is of; None for the whole law, and guidance."""
    parts = urlsplit(address)
    found = _PART.fullmatch(parts.path) if parts.netloc == LEGISLATION else None
    return found[1] if found and found[1] not in _WHOLE else None


def _whose(addresses: tuple[str, ...]) -> str:
    if not addresses:
        return "it does not give its address"
    are = "its address is" if len(addresses) == 1 else "it gives more than one address:"
    return f"{are} {' and '.join(addresses)}"


def _words(answer: Answer) -> str:
    part = f", only {plain(answer.part)}" if answer.part else ""
    of = f"[{plain(answer.file)}{part}{', a mirror' if answer.mirror else ''}]"
    if answer.unread:
        return f"could not be read: {answer.unread} {of}"
    if answer.newer:
        return f"newer than the register? {'; '.join(answer.newer)} {of}"
    return f"{answer.otherwise} {of}"
