"""Which law or guidance has something newer than the register, according to stored copies.

A copy is what the service itself sends: for a page on gov.uk its item in the Content API (JSON),
for legislation its list of changes, or its publication log (Atom).

This module reads no file, network or clock. Copies come from elsewhere, so they must have a limited
size and the shape that the services document:
https://docs.publishing.service.gov.uk/content-schemas/publication.html (and the `openapi.yaml` of
alphagov/content-store), https://legislation.github.io/data-documentation/formats/atom.html and
https://legislation.github.io/data-documentation/api/publication-log.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from urllib.parse import urljoin, urlsplit
from xml.etree.ElementTree import Element, ParseError

from defusedxml.ElementTree import fromstring
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from clausework.model.authorities import Authorities, Authority

GOVUK, LEGISLATION = "www.gov.uk", "www.legislation.gov.uk"
ASSETS = "assets.publishing.service.gov.uk"
# A page of guidance is well under 1 MB, and so is a list of changes (50 to a page).
MAX_BYTES = 5_000_000
# A note on gov.uk can be an essay; the page has the whole of it.
LONGEST = 300

_ATOM = "{http://www.w3.org/2005/Atom}"
_ITEM = re.compile(r"(?:/id)?/([a-z]+/[0-9]{4}/[0-9]+)(?:/.*)?")
_ADDRESS = r"^(https?://|/)\S+$"
_OURS = (f"https://{LEGISLATION}/", f"http://{LEGISLATION}/")

_EDITION = (
    "read the page. Put a new edition and its documents into policy/authorities.yaml. Write the "
    "day you looked as `on:` under the entry's `verified:`"
)
_DOCUMENT = (
    "open it. Put it under `documents:` of its edition in policy/authorities.yaml; if it is a new "
    "print, look up each pinpoint again, because numbers move"
)
_WITHDRAWN = (
    "read the page for what replaces it. Record the end of the edition (`in_force_to:`) and "
    "the edition or source that follows"
)
_OTHER = (
    "if it has moved, put the new address into policy/authorities.yaml; if the copy was saved "
    "under a wrong name, delete it and get it again"
)
_CHANGES = (
    "read the list for the sections that the policies cite. Record what matters under "
    "`amendments:`. Write the day you looked as `on:` under the entry's `verified:`"
)


class BadCopy(Exception):
    """A copy does not have the shape that its service documents; the text says how."""


class NewerKind(StrEnum):
    """What is newer than the register."""

    CHANGE_NOTE = "change-note"
    PAGE_UPDATED = "page-updated"
    NEW_DOCUMENT = "new-document"
    WITHDRAWN = "withdrawn"
    LEGISLATION_CHANGED = "legislation-changed"
    OTHER_ITEM = "other-item"


@dataclass(frozen=True)
class Watched:
    """Where to look for news of one authority.

    `page` is for people, `address` is what a copy is fetched from, `file` is the name of the copy.
    """

    authority: str
    page: str
    address: str
    file: str


@dataclass(frozen=True)
class NewerItem:
    """One thing that is newer than the register; `when` is None where the copy gives no day."""

    authority: str
    kind: NewerKind
    what: str
    when: date | None
    where: str
    do: str


class _Shape(BaseModel):
    """The parts of a copy that are read. The services may add others at any time."""

    model_config = ConfigDict(frozen=True, strict=True)


class ChangeNote(_Shape):
    """A note that gov.uk shows under "See all updates"."""

    public_timestamp: datetime
    note: str


class Attachment(_Shape):
    """A document on a page; its address changes with each upload."""

    url: str = Field(pattern=_ADDRESS)
    title: str | None = None


class Details(_Shape):
    """The part of an item that depends on what kind of page it is."""

    change_history: tuple[ChangeNote, ...] = ()
    attachments: tuple[Attachment, ...] = ()


class WithdrawnNotice(_Shape):
    """Empty for a page that is not withdrawn."""

    withdrawn_at: datetime | None = None


class ContentItem(_Shape):
    """A page of gov.uk; date and details are missing where it only redirects."""

    base_path: str
    document_type: str | None = None
    public_updated_at: datetime | None = None
    details: Details | None = None
    withdrawn_notice: WithdrawnNotice | None = None


@dataclass(frozen=True)
class FeedEntry:
    """One change to a law, or one publication of it; `link` is its page for people, if any."""

    id: str
    title: str
    updated: datetime
    link: str | None


def content_item(data: bytes) -> ContentItem:
    """Read a copy from the Content API. Raises BadCopy."""
    _check_size(data)
    try:
        # Some editors put a byte order mark before what they save.
        return ContentItem.model_validate_json(data.removeprefix(b"\xef\xbb\xbf"))
    except ValidationError as error:
        first = error.errors()[0]
        if first["type"] == "json_invalid":
            raise BadCopy("is not JSON that can be read") from error
        where = ".".join(str(part) for part in first["loc"]) or "it"
        words = f"is not as gov.uk documents it: {where} is missing or of another kind"
        raise BadCopy(words) from error


def legislation_feed(data: bytes) -> tuple[FeedEntry, ...]:
    """Read a copy of a feed of legislation.gov.uk. Raises BadCopy.

    Both feeds are accepted: /changes/affected/{type}/{year}/{number}/data.feed, with an entry for
    each effect on the law, and /update/…/{type}/{year}/{number}/data.feed, with one for each
    publication.
    """
    _check_size(data)
    try:
        # No feed has a DOCTYPE, which could define entities that expand without limit, or name
        # files to fetch.
        feed = fromstring(data, forbid_dtd=True)
    except (ParseError, ValueError, LookupError) as error:
        raise BadCopy("is not XML that can be read safely") from error
    if feed.tag != f"{_ATOM}feed":
        raise BadCopy("is not an Atom feed")
    return tuple(_entry(element) for element in feed.findall(f"{_ATOM}entry"))


def page_of(address: str | None) -> str | None:
    """The page for people of an address on either service; None for one elsewhere.

    Of legislation it is the list of changes, whichever part or version the address is of.
    """
    try:
        parts = urlsplit(address or "")
    except ValueError:
        return None
    path = parts.path.rstrip("/")
    if parts.netloc == GOVUK and path:
        return f"https://{GOVUK}{path}"
    item = _ITEM.fullmatch(path)
    if parts.netloc == LEGISLATION and item:
        return f"https://{LEGISLATION}/changes/affected/{item[1]}"
    return None


def watched(name: str, authority: Authority) -> Watched | None:
    """Where to look for news of an authority; None where its address is on neither service."""
    page = page_of(authority.url)
    if page is None:
        return None
    parts = urlsplit(page)
    if parts.netloc == GOVUK:
        return Watched(name, page, f"https://{GOVUK}/api/content{parts.path}", f"{name}.json")
    return Watched(name, page, f"{page}/data.feed", f"{name}.feed")


def findings(source: Watched, register: Authorities, data: bytes) -> tuple[NewerItem, ...]:
    """The items of a copy that are newer than the register, newest first. Raises BadCopy."""
    authority = register.authorities[source.authority]
    seen = seen_on(register, authority)
    if source.file.endswith(".json"):
        found = _of_page(source, authority, seen, content_item(data))
    else:
        found = _of_law(source, seen, legislation_feed(data))
    return tuple(sorted(found, key=lambda finding: finding.when or date.max, reverse=True))


def seen_on(register: Authorities, authority: Authority) -> date:
    """The newest day on which, by the register, somebody looked at this authority."""
    days = [register.looked_on, authority.verified.on]
    for edition in authority.editions.values():
        # Not `in_force_from`: guidance is recorded months before it is in force, and its text may
        # change in between.
        days += [edition.verified.on, edition.published, edition.information_from]
    return max(day for day in days if day is not None)


def _check_size(data: bytes) -> None:
    if len(data) > MAX_BYTES:
        raise BadCopy(f"is larger than {MAX_BYTES // 1_000_000} MB, and no such copy is")


def _entry(element: Element) -> FeedEntry:
    def text(name: str) -> str:
        return plain(element.findtext(f"{_ATOM}{name}", ""))

    if not text("id") or not text("title"):
        raise BadCopy("has an entry without id or title")
    try:
        updated = datetime.fromisoformat(text("updated"))
    except ValueError as error:
        raise BadCopy("has an entry that does not say when it was updated") from error
    pages = (
        plain(link.get("href", ""))
        for link in element.findall(f"{_ATOM}link")
        if link.get("type", "text/html") == "text/html"
    )
    ours = (page for page in pages if page.startswith(_OURS))
    return FeedEntry(text("id"), text("title"), updated, next(ours, None))


def _of_page(
    source: Watched, authority: Authority, seen: date, item: ContentItem
) -> Iterator[NewerItem]:
    name, page = source.authority, source.page
    what = None
    if item.base_path != urlsplit(page).path:
        what = f"the copy is of another page: {plain(item.base_path)}"
    elif item.document_type in ("redirect", "gone"):
        what = "gov.uk has removed the page, or redirects it"
    if what:
        yield NewerItem(name, NewerKind.OTHER_ITEM, what, None, page, _OTHER)
        return
    details = item.details or Details()
    updated = item.public_updated_at.date() if item.public_updated_at else None
    notes = [note for note in details.change_history if note.public_timestamp.date() > seen]
    for note in notes:
        what = f'the page was updated: "{plain(note.note)}"'
        when = note.public_timestamp.date()
        yield NewerItem(name, NewerKind.CHANGE_NOTE, what, when, page, _EDITION)
    if updated and updated > seen and not notes:
        what = "the page was updated, with no note of what changed"
        yield NewerItem(name, NewerKind.PAGE_UPDATED, what, updated, page, _EDITION)
    recorded = recorded_documents(authority)
    for attachment in details.attachments:
        where = urljoin(page, attachment.url)
        if recorded and where not in recorded:
            title = plain(attachment.title or "") or "without a title"
            what = f"a document that the register does not have: {title}"
            yield NewerItem(name, NewerKind.NEW_DOCUMENT, what, updated, plain(where), _DOCUMENT)
    withdrawn = item.withdrawn_notice.withdrawn_at if item.withdrawn_notice else None
    if withdrawn and not has_ended(authority):
        what = "gov.uk marks it as withdrawn"
        yield NewerItem(name, NewerKind.WITHDRAWN, what, withdrawn.date(), page, _WITHDRAWN)


def recorded_documents(authority: Authority) -> set[str]:
    """The addresses of its documents on gov.uk; without any, none is reported as new."""
    documents = (d for e in authority.editions.values() for d in e.documents.values())
    addresses = {document.url for document in documents if document.url}
    return {address for address in addresses if urlsplit(address).netloc in (GOVUK, ASSETS)}


def has_ended(authority: Authority) -> bool:
    """Whether the register has an end date for its last edition."""
    return any(e.in_force_to and not e.superseded_by for e in authority.editions.values())


def _of_law(source: Watched, seen: date, entries: tuple[FeedEntry, ...]) -> Iterator[NewerItem]:
    item = source.page.removeprefix(f"https://{LEGISLATION}/changes/affected/")
    ours = [entry for entry in entries if f"/{item}/" in f"{entry.id}/"]
    if entries and not ours:
        what = f"the copy is of another law: {entries[0].title}"
        yield NewerItem(source.authority, NewerKind.OTHER_ITEM, what, None, source.page, _OTHER)
        return
    # One Act often makes dozens of changes to another, all under one title.
    newer: dict[str, list[FeedEntry]] = {}
    for entry in ours:
        if entry.updated.date() > seen:
            newer.setdefault(entry.title, []).append(entry)
    for title, group in newer.items():
        newest = max(group, key=lambda entry: entry.updated.date())
        what = f"{len(group)} new {'entry' if len(group) == 1 else 'entries'} in its list: {title}"
        yield NewerItem(
            source.authority,
            NewerKind.LEGISLATION_CHANGED,
            what,
            newest.updated.date(),
            newest.link or source.page,
            _CHANGES,
        )


def plain(text: str) -> str:
    """Text from a copy, safe to print: one line, no control characters, limited length."""
    words = "".join(c if c.isprintable() else " " for c in text).split()
    line = " ".join(words)
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"
