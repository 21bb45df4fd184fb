"""`watch`: which law or guidance has something newer than the register.

It reads stored copies, and pages and mirrors' files that somebody saved. With `--online` it first
fetches new copies, within the fair use of both services: it identifies itself, makes one request at
a time with a pause in between, asks only for what has changed, and connects to no other host. A
person judges the results, so the exit status is 0.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPException, HTTPMessage
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import BaseHandler, OpenerDirector, Request, build_opener

from clausework import __version__
from clausework.commands import DONE, PROBLEMS, Arguments, Commands
from clausework.commands.console import print_problems
from clausework.model.authorities import Authorities
from clausework.source import durable, problems
from clausework.watch.pages import MAX_PAGE, SavedPage, read
from clausework.watch.publishers import (
    GOVUK,
    LEGISLATION,
    MAX_BYTES,
    BadCopy,
    NewerItem,
    Watched,
    content_item,
    findings,
    legislation_feed,
    watched,
)
from clausework.watch.stored import SavedNews, as_data, compare, lines
from clausework.workspace.root import read_workspace

REGISTER = "policy/authorities.yaml"
FOLDER = ".clausework/watch"
AGENT = f"Clausework/{__version__} (+edition watch; checks the sources of school HR policies)"
# Seconds before a request. legislation.gov.uk asks for 5 in its robots.txt (Crawl-delay); gov.uk
# gives no number for its Content API, and has a limit of 10 requests a second.
PAUSES = {GOVUK: 1.0, LEGISLATION: 5.0}
TIMEOUT = 30.0
# The end of the name of the file with the day that the service gave for a copy.
_MODIFIED = ".last-modified"
_UNWATCHED = f"Not watched, because the register has no address on {GOVUK} or {LEGISLATION}"

Wait = Callable[[float], None]


class _Refused(Exception):
    """An answer leads to a host that this program does not contact; the text says which."""


class _Stop(Exception):
    """No more requests may be made in this run; the text says why."""


@dataclass
class _Report:
    """The results of the copies in one folder."""

    found: list[NewerItem] = field(default_factory=list)
    unreadable: dict[str, str] = field(default_factory=dict)
    without_copy: list[Watched] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class WatchArguments(Arguments):
    """The arguments of `watch`."""

    folder: Path | None
    online: bool
    json: bool


def add(commands: Commands) -> None:
    """Add the command."""
    watching = commands.add(
        "watch",
        "list law and guidance that has something newer than the register",
        WatchArguments,
        run,
    )
    watching.add_argument(
        "--from",
        type=Path,
        dest="folder",
        metavar="DIR",
        help=f"the folder with copies, saved pages or a mirror's files (default: {FOLDER})",
    )
    watching.add_argument(
        "--online",
        action="store_true",
        help="first get new copies from www.gov.uk and www.legislation.gov.uk",
    )
    watching.add_argument("--json", action="store_true", help="print the result as JSON")


def run(
    arguments: WatchArguments,
    *,
    handlers: tuple[BaseHandler, ...] = (),
    wait: Wait = time.sleep,
) -> int:
    """Compare the copies with the register, and print what is newer.

    `handlers` reach the network and `wait` makes a pause. The status is 0 even where something is
    newer or the network is unavailable; 1 where the register or a copy cannot be read.
    """
    root = arguments.root.resolve()
    workspace = read_workspace(root)
    if workspace.authorities is None:
        faults = (p for p in workspace.problems if p.place.path == REGISTER)
        print_problems(problems.errors(faults))
        return PROBLEMS
    register = workspace.authorities.value
    folder = (arguments.folder or root / FOLDER).resolve()
    places = {name: watched(name, entry) for name, entry in register.authorities.items()}
    sources = [place for place in places.values() if place is not None]
    if arguments.online:
        for line in _renew(sources, folder, build_opener(_Polite(wait), *handlers)):
            print(line, file=sys.stderr, flush=True)
    report = _compare(sources, register, folder)
    saved = _compare_saved(folder, {source.file for source in sources}, register)
    unwatched = [name for name, place in places.items() if place is None]
    if arguments.json:
        print(_as_json(report, saved, register, unwatched))
    else:
        shown = folder.relative_to(root) if folder.is_relative_to(root) else folder
        text: list[str] = []
        if not saved or len(report.without_copy) < len(sources):
            text += _as_text(report, register, sources, unwatched, shown.as_posix())
        if saved:
            text += _saved_as_text(saved, report, register, unwatched)
        print("\n".join(text))
    return PROBLEMS if report.unreadable or saved.is_faulty else DONE


class _Polite(BaseHandler):
    """Called before each request, redirected ones included: allows only the services, and waits."""

    def __init__(self, wait: Wait) -> None:
        self._wait = wait
        self._asked = False

    def http_request(self, request: Request) -> Request:
        """Let a request pass, after a pause. Raises _Refused."""
        parts = urlsplit(request.full_url)
        if parts.scheme not in ("http", "https") or parts.netloc not in PAUSES:
            raise _Refused(
                f"it leads to {parts.scheme}://{parts.netloc}, which is not one of the publishers"
            )
        if self._asked:
            self._wait(PAUSES[parts.netloc])
        self._asked = True
        return request

    # urllib would follow a redirect to ftp too.
    https_request = ftp_request = http_request


def _renew(sources: list[Watched], folder: Path, opener: OpenerDirector) -> Iterator[str]:
    """Fetch a new copy of each source, and print a line for each."""
    folder.mkdir(parents=True, exist_ok=True)
    ordered = sorted(sources, key=lambda source: urlsplit(source.address).netloc)
    for number, source in enumerate(ordered, 1):
        try:
            outcome = _renew_one(source, folder / source.file, opener)
        except _Stop as stop:
            yield f"{stop} The earlier copies stay; the report below is based on them."
            return
        yield f"{number} of {len(ordered)}: {source.authority}: {outcome}"


def _renew_one(source: Watched, path: Path, opener: OpenerDirector) -> str:
    """Fetch one copy, and return the result in words. Raises _Stop."""
    headers = {"User-Agent": AGENT, **_condition(path)}
    try:
        with opener.open(Request(source.address, headers=headers), timeout=TIMEOUT) as response:
            data, answer = response.read(MAX_BYTES + 1), response.headers
    except _Refused as refused:
        return f"not fetched: {refused}"
    except HTTPError as error:
        error.close()
        return _without_copy(error, source)
    except (OSError, HTTPException) as error:
        host = urlsplit(source.address).netloc
        reason = getattr(error, "reason", None) or error
        raise _Stop(f"The network cannot be used: no answer from {host} ({reason}).") from error
    announced = answer["Content-Length"]
    if announced and len(data) <= MAX_BYTES and announced != str(len(data)):
        return "not kept: only part of it arrived; run the command again"
    try:
        # The login page of a network must not replace a good copy.
        content_item(data) if path.suffix == ".json" else legislation_feed(data)
    except BadCopy as bad:
        return f"not kept: the reply {bad}"
    _keep(path, data, answer)
    return "new copy"


def _without_copy(error: HTTPError, source: Watched) -> str:
    if error.code == 304:
        return "not changed since its copy was made"
    if error.code in (404, 410):
        return f"no longer there ({error.code}): check whether {source.page} has moved"
    # The fair use policy of legislation.gov.uk does not say with which status it blocks.
    if error.code in (403, 429):
        host = urlsplit(source.address).netloc
        raise _Stop(f"{host} asks for fewer requests ({error.code}). Try again tomorrow.")
    return f"not fetched: the service answered {error.code}; try again later"


def _modified(path: Path) -> Path:
    """The file with the day that the service gave for a copy."""
    return path.with_name(f"{path.name}{_MODIFIED}")


def _condition(path: Path) -> dict[str, str]:
    """The header that asks for a copy only if it has changed."""
    with suppress(OSError, UnicodeDecodeError):
        day = _modified(path).read_text("ascii").strip()
        if path.is_file() and re.fullmatch(r"[A-Za-z0-9,: +-]{1,40}", day):
            return {"If-Modified-Since": day}
    return {}


def _keep(path: Path, data: bytes, answer: HTTPMessage) -> None:
    # If this stops in between, there is a copy without its day, which is fetched again; never an
    # old copy with a new day, which would stay permanently.
    _modified(path).unlink(missing_ok=True)
    durable.write_whole(path, data)
    if answer["Last-Modified"]:
        durable.write_whole(_modified(path), answer["Last-Modified"].encode("ascii", "ignore"))


def _compare(sources: list[Watched], register: Authorities, folder: Path) -> _Report:
    report = _Report()
    for source in sources:
        path = folder / source.file
        if not path.is_file():
            report.without_copy.append(source)
            continue
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
        try:
            report.found += findings(source, register, data)
        except BadCopy as bad:
            report.unreadable[source.file] = str(bad)
    return report


def _compare_saved(folder: Path, copies: set[str], register: Authorities) -> SavedNews:
    """Compare every file of a folder that is not a copy that this command keeps."""
    files: dict[str, SavedPage | BadCopy] = {}
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        kept = path.name in copies or path.name.removesuffix(_MODIFIED) in copies
        if kept or path.name.startswith(".") or not path.is_file():
            continue
        try:
            with path.open("rb") as file:
                files[path.name] = read(path.name, file.read(MAX_PAGE + 1))
        except BadCopy as bad:
            files[path.name] = bad
        except OSError:
            files[path.name] = BadCopy("cannot be opened")
    return compare(files, register)


def _saved_as_text(
    saved: SavedNews, report: _Report, register: Authorities, unwatched: list[str]
) -> Iterator[str]:
    yield from lines(saved, register)
    read_of = {answer.authority for answer in saved.answers}
    without = [one.authority for one in report.without_copy if one.authority not in read_of]
    if without:
        yield f"No file of: {', '.join(without)}."
    if unwatched:
        yield f"{_UNWATCHED}: {', '.join(unwatched)}."
    if any(answer.mirror for answer in saved.answers):
        yield (
            "A mirror is somebody else's copy: what is known from it alone has `tier: mirror` in "
            "the register."
        )
    if any(answer.newer for answer in saved.answers):
        yield (
            f"Question to HR: is any of this to go into {REGISTER}? Open the publisher's page "
            "first. Nothing was changed."
        )


def _as_text(
    report: _Report,
    register: Authorities,
    sources: list[Watched],
    unwatched: list[str],
    folder: str,
) -> Iterator[str]:
    if sources and len(report.without_copy) == len(sources):
        yield f"There are no copies in {folder}, so nothing could be compared."
        yield "Run `watch --online` to get them, or save each of these there under its name:"
        yield from (f"  {source.file}  {source.address}" for source in sources)
        return
    for finding in report.found:
        title = register.authorities[finding.authority].title
        yield f"{title} [{finding.authority}]"
        yield f"  {finding.when or 'day not known'}: {finding.what} [{finding.kind}]"
        yield f"  where: {finding.where}"
        yield f"  do: {finding.do}."
        yield ""
    for file, what in report.unreadable.items():
        yield f"{folder}/{file} {what}. Delete it, then run `watch --online` or save it again."
        yield ""
    compared = len(sources) - len(report.without_copy) - len(report.unreadable)
    count = len(report.found)
    news = f"{count} {'thing' if count == 1 else 'things'}" if count else "Nothing"
    yield (
        f"{news} newer than the register (looked on {register.looked_on}), from {compared} of "
        f"{len(sources)} sources."
    )
    if report.without_copy:
        yield f"No copy of: {', '.join(source.authority for source in report.without_copy)}."
    if unwatched:
        yield f"{_UNWATCHED}: {', '.join(unwatched)}."


def _as_json(report: _Report, saved: SavedNews, register: Authorities, unwatched: list[str]) -> str:
    data: dict[str, object] = {
        "looked_on": register.looked_on.isoformat(),
        "findings": [
            {
                "authority": finding.authority,
                "kind": str(finding.kind),
                "what": finding.what,
                "when": finding.when.isoformat() if finding.when else None,
                "where": finding.where,
                "do": finding.do,
            }
            for finding in report.found
        ],
        "unreadable": [{"file": file, "what": what} for file, what in report.unreadable.items()],
        "without_copy": [
            {"authority": source.authority, "file": source.file, "address": source.address}
            for source in report.without_copy
        ],
        "not_watched": unwatched,
    }
    if saved:
        data["saved"] = as_data(saved)
    return json.dumps(data, ensure_ascii=False, indent=2)
