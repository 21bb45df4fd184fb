"""What a saved page of gov.uk or legislation.gov.uk, or a mirror's Markdown file, says of itself.

A page is what a browser saves (HTML). A mirror's file is that of legalize-dev/legalize-uk: Markdown
that begins with YAML between two lines of `---`, with `source:` as its address.

This module reads no file or network, and follows no link. Text that comes from a file may be
anything, so it is limited in size and is only searched for addresses, days and fixed sentences.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from clausework.source import yaml
from clausework.watch.publishers import ASSETS, GOVUK, LEGISLATION, BadCopy, page_of

# The whole of a long Act is several times the size of a page of guidance.
MAX_PAGE = 10_000_000
HTML = (".html", ".htm", ".xhtml", ".xht")
MIRROR = ".md"
# Of the Markdown, only what is between the two lines is read.
_MOST_FRONT = 100_000
_MOST_DOCUMENTS = 200
# Texts and tags of a page. A long Act has less than half as many.
_MOST_PARTS = 500_000

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_DAY = rf"([0-9]{{1,2}}) ({'|'.join(_MONTHS)}) ([0-9]{{4}})"
_UPDATED = re.compile(rf"\b(?:Last updated|Updated):? {_DAY}")
_PUBLISHED = re.compile(rf"\bPublished:? {_DAY}")
_WITHDRAWN = re.compile(rf"\bThis [a-z -]{{1,40}} was withdrawn on {_DAY}")
_UP_TO = re.compile(rf"changes known to be in force on or before {_DAY}")
_ORIGINAL = re.compile(r"This is the original version \(")
_OUTSTANDING = re.compile(
    r"outstanding changes not yet made by|[Cc]hanges and effects yet to be applied to"
    r"|changes that may be brought into force at a future date"
)
# Chrome, Edge and Internet Explorer write where a page was saved from at its beginning.
_SAVED_FROM = re.compile(r"\s*saved from url=\([0-9]{4}\)(\S+)\s*")
_IDENTIFIERS = ("dc.identifier", "dct.identifier", "dcterms.identifier")
_MODIFIED = ("dc.date.modified", "dc.modified", "dct.modified", "dcterms.modified")
_MIRROR_DAYS = (
    ("last_modified_tna", "changed by its publisher"),
    ("last_updated", "last updated"),
    ("restrict_start_date", "a version valid from"),
)


@dataclass(frozen=True, kw_only=True)
class SavedPage:
    """What a file says of itself.

    `addresses` are those that it gives as its own, as they are written there. `days` are what
    happened and when; `up_to` is the day up to which the publisher had looked for changes.
    `documents` are addresses and titles. `over` says in words that it is withdrawn or repealed.
    `fault` is why the rest could not be read.
    """

    addresses: tuple[str, ...]
    mirror: bool
    title: str = ""
    days: tuple[tuple[str, date], ...] = ()
    up_to: date | None = None
    documents: tuple[tuple[str, str], ...] = ()
    over: str | None = None
    outstanding: bool = False
    original: bool = False
    fault: str | None = None


def read(name: str, data: bytes) -> SavedPage:
    """Read a file by the ending of its name. Raises BadCopy."""
    ending = f".{name.rpartition('.')[2].lower()}"
    if ending not in (*HTML, MIRROR):
        raise BadCopy(f"is not of a form that is read: {', '.join(HTML)}, or {MIRROR} of a mirror")
    if len(data) > MAX_PAGE:
        raise BadCopy(f"is larger than {MAX_PAGE // 1_000_000} MB")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadCopy("is not UTF-8 text") from error
    return _mirrored(text) if ending == MIRROR else _page(text)


class _Parts(HTMLParser):
    """Collects the parts of a page that are needed. Its methods raise BadCopy."""

    def __init__(self) -> None:
        super().__init__()
        self.canonical: list[str] = []
        self.meta: dict[str, str] = {}
        self.saved_from: str | None = None
        self.title = ""
        self.words: list[str] = []
        self.links: dict[str, str] = {}
        self.whole = False
        self._inside: str | None = None
        self._link: str | None = None
        self._count = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._limit()
        given = {name: value or "" for name, value in attrs}
        if tag == "link" and given.get("rel", "").lower() == "canonical":
            self.canonical.append(given.get("href", ""))
        elif tag == "meta":
            name = (given.get("name") or given.get("property") or "").lower()
            self.meta.setdefault(name, given.get("content", "").strip())
        elif tag == "a":
            self._link = given.get("href")
        elif tag in ("script", "style", "title"):
            self._inside = tag

    def handle_endtag(self, tag: str) -> None:
        if tag == "html":
            self.whole = True
        elif tag == "a":
            self._link = None
        elif tag == self._inside:
            self._inside = None

    def handle_data(self, data: str) -> None:
        self._limit()
        if self._inside == "title":
            # A drawing has a title of its own.
            self.title = self.title or data
        elif self._inside is None:
            self.words.append(data)
            if self._link is not None:
                self.links[self._link] = f"{self.links.get(self._link, '')} {data}"[:1000]

    def handle_comment(self, data: str) -> None:
        saved = _SAVED_FROM.fullmatch(data[:2000])
        if saved and self.saved_from is None:
            self.saved_from = saved[1]

    def _limit(self) -> None:
        self._count += 1
        if self._count > _MOST_PARTS:
            raise BadCopy("has more parts than such a page has")


def _page(text: str) -> SavedPage:
    parts = _Parts()
    # Without close(): it would look for the end of each broken tag again and again.
    parts.feed(text)
    named = [*parts.canonical, *(parts.meta.get(name, "") for name in (*_IDENTIFIERS, "og:url"))]
    addresses = tuple(dict.fromkeys(one for one in named if one))
    if not addresses and parts.saved_from:
        addresses = (parts.saved_from,)
    mirror = bool(parts.saved_from) and _host(parts.saved_from) not in (GOVUK, LEGISLATION)
    words = " ".join(" ".join(parts.words).split())
    title = " ".join(parts.title.split()).removesuffix("- GOV.UK").strip()
    saved = SavedPage(addresses=addresses, mirror=mirror, title=title)
    if not addresses:
        return saved
    if not parts.whole:
        # What is missing may be what is newer.
        return replace(saved, fault="it is cut off, or not a whole page")
    try:
        if _host(addresses[0]) == GOVUK:
            return _of_govuk(saved, parts, words)
        return _of_legislation(saved, parts, words)
    except ValueError:
        return replace(saved, fault="a day in it is not a day")


def _of_govuk(saved: SavedPage, parts: _Parts, words: str) -> SavedPage:
    """Raises ValueError for a day that does not exist."""
    stamped = parts.meta.get("govuk:public-updated-at")
    updated = date.fromisoformat(stamped[:10]) if stamped else _day(_UPDATED, words)
    published = _day(_PUBLISHED, words)
    days = [("last updated", updated)] if updated else [("published", published)]
    withdrawn = _day(_WITHDRAWN, words)
    page = page_of(saved.addresses[0]) or ""
    documents: dict[str, str] = {}
    for link, title in parts.links.items():
        address = _joined(page, link)
        if _host(address) == ASSETS or address.startswith(f"{page}/"):
            documents.setdefault(address, " ".join(title.split()))
    return replace(
        saved,
        days=tuple((what, day) for what, day in days if day is not None),
        documents=tuple((a, t) for a, t in documents.items() if t)[:_MOST_DOCUMENTS],
        over=f"withdrawn on {withdrawn}" if withdrawn else None,
    )


def _of_legislation(saved: SavedPage, parts: _Parts, words: str) -> SavedPage:
    """Raises ValueError for a day that does not exist."""
    stamps = [parts.meta[name] for name in _MODIFIED if parts.meta.get(name)]
    return replace(
        saved,
        days=tuple(("changed by its publisher", date.fromisoformat(s[:10])) for s in stamps[:1]),
        up_to=_day(_UP_TO, words),
        outstanding=_OUTSTANDING.search(words) is not None,
        original=_ORIGINAL.search(words) is not None,
    )


def _mirrored(text: str) -> SavedPage:
    """Read the front matter of a mirror's file. Raises BadCopy."""
    start = text[:_MOST_FRONT].replace("\r\n", "\n")
    front, end, _ = start.removeprefix("---\n").partition("\n---\n")
    if not start.startswith("---\n") or not end:
        raise BadCopy("does not begin with front matter between two lines of ---")
    try:
        _, data, faults = yaml.load("", front.encode())
    except yaml.NotLoadable as error:
        raise BadCopy(f"has front matter that cannot be read: {error}") from error
    if faults or not isinstance(data, dict):
        raise BadCopy("has front matter that is not a list of names and values")
    given = {name: value for name, value in data.items() if isinstance(value, str)}
    source = given.get("source", "")
    addresses = (source,) if source else ()
    days = []
    for name, what in _MIRROR_DAYS:
        if given.get(name):
            try:
                days.append((what, date.fromisoformat(given[name][:10])))
            except ValueError:
                return SavedPage(addresses=addresses, mirror=True, fault=f"its {name} is not a day")
    status = given.get("status", "in_force")
    return SavedPage(
        addresses=addresses,
        mirror=True,
        title=given.get("title", ""),
        days=tuple(days),
        over=f'its status is "{status}"' if status != "in_force" else None,
    )


def _day(pattern: re.Pattern[str], words: str) -> date | None:
    """The day in the first match. Raises ValueError where the calendar has none such."""
    found = pattern.search(words)
    return date(int(found[3]), _MONTHS.index(found[2]) + 1, int(found[1])) if found else None


def _host(address: str | None) -> str:
    try:
        return urlsplit(address or "").netloc
    except ValueError:
        return ""


def _joined(page: str, link: str) -> str:
    try:
        return urljoin(page, link).partition("#")[0]
    except ValueError:
        return ""
