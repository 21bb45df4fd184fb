"""What copies of gov.uk and legislation.gov.uk say against the register, and how they are got."""

import contextlib
import json
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from urllib.request import HTTPSHandler, ProxyHandler

import pytest

from clausework.cli.main import main
from clausework.commands import watch
from clausework.model.authorities import Authorities
from clausework.watch.publishers import (
    MAX_BYTES,
    BadCopy,
    content_item,
    findings,
    legislation_feed,
    seen_on,
    watched,
)
from clausework.workspace.root import read_workspace
from tests.support.places import EXAMPLES, PATIENCE

SAMPLES = Path(__file__).parent.parent / "data" / "watch"
PAGE = "https://www.gov.uk/government/publications/keeping-children-safe-in-education--2"
ASSET = "https://assets.publishing.service.gov.uk/media"
CHANGES = "https://www.legislation.gov.uk/changes/affected/ukpga/2006/47"
SEEN = {"tier": "second-hand", "source": "made for a test"}
REGISTER = {
    "looked_on": "2026-11-22",
    "authorities": {
        "svga": {
            "title": "Safeguarding Vulnerable Groups Act 2006",
            "kind": "act",
            "url": "http://www.legislation.gov.uk/id/ukpga/2006/47",
            "verified": SEEN,
        },
        "kcsie": {
            "title": "Keeping children safe in education",
            "kind": "statutory-guidance",
            "url": PAGE,
            "verified": SEEN,
            "editions": {
                "2025": {"in_force_to": "2026-08-31", "superseded_by": "2026", "verified": SEEN},
                "2026": {
                    "in_force_from": "2026-09-01",
                    "verified": SEEN,
                    "documents": {
                        "in-force": {"url": f"{ASSET}/made-up-2026/kcsie.pdf", "verified": SEEN}
                    },
                },
            },
        },
        "safer-working": {"title": "Safer working", "kind": "sector-guidance", "verified": SEEN},
    },
}


def register(**kcsie: object) -> Authorities:
    """The register of these tests; the keyword arguments take the place of fields of `kcsie`."""
    entries = REGISTER["authorities"]
    assert isinstance(entries, dict)
    changed = {**entries, "kcsie": {**entries["kcsie"], **kcsie}}
    return Authorities.model_validate({**REGISTER, "authorities": changed})


def said(name: str, sample: str, known: Authorities | None = None) -> list[tuple[str, ...]]:
    """Kind, day, place and what of each finding."""
    known = known or register()
    source = watched(name, known.authorities[name])
    assert source is not None
    found = findings(source, known, (SAMPLES / sample).read_bytes())
    assert all(finding.authority == name and finding.do for finding in found)
    return [(str(f.kind), str(f.when), f.where, f.what) for f in found]


@pytest.mark.parametrize(
    ("sample", "expected"),
    [
        ("nothing-newer.json", []),
        ("on-the-day.json", []),
        (
            "new-edition.json",
            [
                (
                    "change-note",
                    "2027-07-06",
                    PAGE,
                    'the page was updated: "Added the 2027 edition, for information."',
                ),
                (
                    "new-document",
                    "2027-07-06",
                    f"{ASSET}/made-up-2027/kcsie.pdf",
                    "a document that the register does not have: Keeping children safe in "
                    "education 2027",
                ),
                (
                    "new-document",
                    "2027-07-06",
                    f"{PAGE}/part-one",
                    "a document that the register does not have: Part one: information for all "
                    "staff",
                ),
            ],
        ),
        (
            "quiet-update.json",
            [
                (
                    "page-updated",
                    "2026-11-23",
                    PAGE,
                    "the page was updated, with no note of what changed",
                )
            ],
        ),
        ("withdrawn.json", [("withdrawn", "2026-10-01", PAGE, "gov.uk marks it as withdrawn")]),
        (
            "moved.json",
            [
                (
                    "other-item",
                    "None",
                    PAGE,
                    "the copy is of another page: /government/publications/another-page",
                )
            ],
        ),
        (
            "leads-elsewhere.json",
            [
                (
                    "other-item",
                    "None",
                    PAGE,
                    "gov.uk has removed the page, or redirects it",
                )
            ],
        ),
    ],
)
def test_a_page_of_guidance(sample: str, expected: list[tuple[str, ...]]) -> None:
    assert said("kcsie", sample) == expected


@pytest.mark.parametrize(
    ("sample", "expected"),
    [
        ("no-effects.feed", []),
        (
            "effects.feed",
            [
                (
                    "legislation-changed",
                    "2027-02-03",
                    CHANGES,
                    "2 new entries in its list: Crime and Policing Act 2026 effect on "
                    "Safeguarding Vulnerable Groups Act 2006",
                ),
                (
                    "legislation-changed",
                    "2026-12-01",
                    CHANGES,
                    "1 new entry in its list: The Made Up for a Test Regulations 2026 effect on "
                    "Safeguarding Vulnerable Groups Act 2006",
                ),
            ],
        ),
        (
            "log.feed",
            [
                (
                    "legislation-changed",
                    "2027-03-01",
                    "http://www.legislation.gov.uk/ukpga/2006/47/2027-02-28/data.htm",
                    "1 new entry in its list: Safeguarding Vulnerable Groups Act 2006",
                )
            ],
        ),
        (
            "of-another-law.feed",
            [
                (
                    "other-item",
                    "None",
                    CHANGES,
                    "the copy is of another law: Crime and Policing Act 2026 effect on an Act "
                    "made up for a test",
                )
            ],
        ),
    ],
)
def test_a_law(sample: str, expected: list[tuple[str, ...]]) -> None:
    assert said("svga", sample) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, date(2026, 11, 22)),
        ({"verified": {**SEEN, "on": "2026-12-24"}}, date(2026, 12, 24)),
        ({"verified": {**SEEN, "on": "2026-01-01"}}, date(2026, 11, 22)),
        (
            {"editions": {"2027": {"information_from": "2027-07-06", "verified": SEEN}}},
            date(2027, 7, 6),
        ),
        ({"editions": {"2027": {"published": "2027-07-01", "verified": SEEN}}}, date(2027, 7, 1)),
        (
            {"editions": {"2027": {"verified": {**SEEN, "on": "2027-07-09"}}}},
            date(2027, 7, 9),
        ),
        # It was recorded before it is in force, and its text may change until then.
        (
            {"editions": {"2027": {"in_force_from": "2027-09-01", "verified": SEEN}}},
            date(2026, 11, 22),
        ),
    ],
)
def test_the_day_of_the_last_look(changes: dict[str, object], expected: date) -> None:
    known = register(**changes)
    assert seen_on(known, known.authorities["kcsie"]) == expected


def test_a_look_after_the_update_ends_the_finding() -> None:
    looked = register(verified={**SEEN, "on": "2027-07-06"})
    assert {kind for kind, *_ in said("kcsie", "new-edition.json", looked)} == {"new-document"}


def test_documents_are_not_judged_where_the_register_has_none_on_govuk() -> None:
    elsewhere = {"copy": {"url": "https://example.org/kcsie.pdf", "verified": SEEN}}
    known = register(editions={"2026": {"verified": SEEN, "documents": elsewhere}})
    assert said("kcsie", "nothing-newer.json", known) == []


def test_a_withdrawal_is_known_once_the_last_edition_has_an_end() -> None:
    ended = register(editions={"2026": {"in_force_to": "2026-09-30", "verified": SEEN}})
    assert said("kcsie", "withdrawn.json", ended) == []


def test_text_of_a_copy_is_made_safe_to_print() -> None:
    item = json.loads((SAMPLES / "new-edition.json").read_text("utf-8"))
    item["details"]["change_history"] = [
        {"public_timestamp": "2027-07-06T09:30:00Z", "note": "\x1b[2Jred\r\n" + "long " * 100}
    ]
    item["details"]["attachments"] = []
    source = watched("kcsie", register().authorities["kcsie"])
    assert source is not None
    [found] = findings(source, register(), json.dumps(item).encode())
    assert found.what.startswith('the page was updated: "[2Jred long long')
    assert found.what.isprintable()
    assert len(found.what) < 350


def changed(sample: str, path: str, value: object) -> bytes:
    """A sample with another value at a path such as details.attachments.0.url."""
    item = json.loads((SAMPLES / sample).read_text("utf-8"))
    *parents, last = path.split(".")
    place = item
    for key in parents:
        place = place[int(key)] if key.isdecimal() else place[key]
    place[last] = value
    return json.dumps(item).encode()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is not JSON that can be read"),
        (b"<html>Log in to the guest network</html>", "is not JSON that can be read"),
        (b"\xff\xfe\x00", "is not JSON that can be read"),
        (b"[" * 1_000_000, "is not JSON that can be read"),
        (b'{"base_path": ' + b"9" * 100_000 + b"}", "is not JSON that can be read"),
        (b" " * (MAX_BYTES + 1), "is larger than 5 MB, and no such copy is"),
        (b"[]", "is not as gov.uk documents it: it is missing or of another kind"),
        (b"{}", "is not as gov.uk documents it: base_path is missing or of another kind"),
        (changed("new-edition.json", "base_path", 1), "base_path is missing or of another kind"),
        (
            changed("new-edition.json", "public_updated_at", 1_800_000_000),
            "public_updated_at is missing or of another kind",
        ),
        (
            changed("new-edition.json", "details.change_history", "None"),
            "details.change_history is missing or of another kind",
        ),
        (
            changed("new-edition.json", "details.change_history.0.public_timestamp", "soon"),
            "details.change_history.0.public_timestamp is missing or of another kind",
        ),
        (
            changed("new-edition.json", "details.attachments.0.url", "javascript:alert(1)"),
            "details.attachments.0.url is missing or of another kind",
        ),
    ],
)
def test_what_is_not_an_item_of_govuk_is_refused(data: bytes, words: str) -> None:
    with pytest.raises(BadCopy) as refused:
        content_item(data)
    assert str(refused.value).endswith(words)


LAUGHS = b"""<?xml version="1.0"?>
<!DOCTYPE feed [
<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">
]>
<feed xmlns="http://www.w3.org/2005/Atom"><title>&c;</title></feed>"""
FILE = b"""<!DOCTYPE feed [<!ENTITY a SYSTEM "file:///etc/hostname">]>
<feed xmlns="http://www.w3.org/2005/Atom"><title>&a;</title></feed>"""
ATOM = b'<feed xmlns="http://www.w3.org/2005/Atom">%s</feed>'


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is not XML that can be read safely"),
        (b"{}", "is not XML that can be read safely"),
        (LAUGHS, "is not XML that can be read safely"),
        (FILE, "is not XML that can be read safely"),
        (b'<?xml version="1.0" encoding="klingon"?><feed/>', "is not XML that can be read safely"),
        (b"<a>" * 500_000, "is not XML that can be read safely"),
        (b"<a>" * 500_000 + b"</a>" * 500_000, "is not an Atom feed"),
        (b" " * (MAX_BYTES + 1), "is larger than 5 MB, and no such copy is"),
        (b"<html/>", "is not an Atom feed"),
        (ATOM % b"<entry/>", "has an entry without id or title"),
        (
            ATOM % b"<entry><id>i</id><title>t</title></entry>",
            "has an entry that does not say when it was updated",
        ),
        (
            ATOM % b"<entry><id>i</id><title>t</title><updated>today</updated></entry>",
            "has an entry that does not say when it was updated",
        ),
    ],
)
def test_what_is_not_a_feed_is_refused(data: bytes, words: str) -> None:
    with pytest.raises(BadCopy) as refused:
        legislation_feed(data)
    assert str(refused.value) == words


def test_a_link_of_a_feed_leads_to_legislation_alone() -> None:
    link = b'<link href="javascript://www.legislation.gov.uk/%0aalert(1)"/>'
    entry = b"<entry><id>i</id><title>t</title><updated>2027-01-01T00:00:00Z</updated>%s</entry>"
    [read] = legislation_feed(ATOM % (entry % link))
    assert read.link is None


@pytest.mark.parametrize(
    ("url", "address"),
    [
        (PAGE, PAGE.replace("www.gov.uk/", "www.gov.uk/api/content/")),
        (f"{PAGE}/", PAGE.replace("www.gov.uk/", "www.gov.uk/api/content/")),
        ("http://www.legislation.gov.uk/id/ukpga/2006/47", f"{CHANGES}/data.feed"),
        ("http://www.legislation.gov.uk/id/ukpga/2006/47/section/35", f"{CHANGES}/data.feed"),
        ("https://www.legislation.gov.uk/ukpga/2006/47", f"{CHANGES}/data.feed"),
        ("https://www.gov.uk", None),
        ("https://www.legislation.gov.uk/id", None),
        ("https://www.gov.uk.example.org/page", None),
        ("https://www.gov.uk@example.org/page", None),
        ("https://www.gov.uk:8080/page", None),
        (None, None),
    ],
)
def test_where_news_is_looked_for(url: str | None, address: str | None) -> None:
    source = watched("kcsie", register(url=url).authorities["kcsie"])
    assert (source.address if source else None) == address


def test_a_whole_register_is_watched() -> None:
    file = read_workspace(EXAMPLES).authorities
    assert file is not None
    places = {name: watched(name, entry) for name, entry in file.value.authorities.items()}
    for name, entry in file.value.authorities.items():
        on_either = "gov.uk/" in (entry.url or "") or "legislation.gov.uk/" in (entry.url or "")
        assert (places[name] is not None) == on_either, name
    act = places["safeguarding-vulnerable-groups-act"]
    assert act is not None
    assert act.address == f"{CHANGES}/data.feed"
    assert act.file == "safeguarding-vulnerable-groups-act.feed"


# --- The command --------------------------------------------------------------------------------


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A root with the register of these tests, and no copies."""
    (tmp_path / "policy").mkdir()
    # JSON is YAML too.
    (tmp_path / "policy/authorities.yaml").write_text(json.dumps(REGISTER), "utf-8")
    return tmp_path


def copies(root: Path, **samples: str) -> Path:
    """Put samples where the command looks for copies."""
    folder = root / ".clausework" / "watch"
    folder.mkdir(parents=True, exist_ok=True)
    for name, sample in samples.items():
        data = (SAMPLES / sample).read_bytes()
        (folder / f"{name}{Path(sample).suffix}").write_bytes(data)
    return folder


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the network was used")

    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.mark.usefixtures("no_network")
def test_without_copies_it_says_how_to_get_them(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["watch", "--root", str(place)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines == [
        "There are no copies in .clausework/watch, so nothing could be compared.",
        "Run `watch --online` to get them, or save each of these there under its name:",
        f"  svga.feed  {CHANGES}/data.feed",
        f"  kcsie.json  {PAGE.replace('www.gov.uk/', 'www.gov.uk/api/content/')}",
    ]
    assert not (place / ".clausework").exists()


@pytest.mark.usefixtures("no_network")
def test_what_is_newer_is_listed_and_is_no_fault(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copies(place, kcsie="quiet-update.json")
    assert main(["watch", "--root", str(place)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[:3] == [
        "Keeping children safe in education [kcsie]",
        "  2026-11-23: the page was updated, with no note of what changed [page-updated]",
        f"  where: {PAGE}",
    ]
    assert lines[-3:] == [
        "1 thing newer than the register (looked on 2026-11-22), from 1 of 2 sources.",
        "No copy of: svga.",
        "Not watched, because the register has no address on www.gov.uk or www.legislation.gov.uk: "
        "safer-working.",
    ]


@pytest.mark.usefixtures("no_network")
def test_nothing_newer(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    copies(place, kcsie="nothing-newer.json", svga="no-effects.feed")
    assert main(["watch", "--root", str(place)]) == 0
    assert capsys.readouterr().out.startswith(
        "Nothing newer than the register (looked on 2026-11-22), from 2 of 2 sources."
    )


@pytest.mark.usefixtures("no_network")
def test_as_json_from_another_folder(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = copies(place / "elsewhere", kcsie="quiet-update.json")
    arguments = ["watch", "--root", str(place), "--from", str(folder), "--json"]
    assert main(arguments) == 0
    first = capsys.readouterr().out
    found = json.loads(first)
    [finding] = found.pop("findings")
    assert finding.pop("do").startswith("read the page.")
    assert finding == {
        "authority": "kcsie",
        "kind": "page-updated",
        "what": "the page was updated, with no note of what changed",
        "when": "2026-11-23",
        "where": PAGE,
    }
    assert found == {
        "looked_on": "2026-11-22",
        "unreadable": [],
        "without_copy": [
            {"authority": "svga", "file": "svga.feed", "address": f"{CHANGES}/data.feed"}
        ],
        "not_watched": ["safer-working"],
    }
    assert main(arguments) == 0
    assert capsys.readouterr().out == first


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("kcsie.json", b"<html>", "kcsie.json is not JSON that can be read."),
        ("kcsie.json", b" " * 10_000_000, "kcsie.json is larger than 5 MB, and no such copy is."),
        ("svga.feed", LAUGHS, "svga.feed is not XML that can be read safely."),
    ],
)
def test_a_faulty_copy_is_named_and_the_others_are_read(
    place: Path, capsys: pytest.CaptureFixture[str], name: str, data: bytes, words: str
) -> None:
    folder = copies(place, kcsie="quiet-update.json", svga="effects.feed")
    (folder / name).write_bytes(data)
    assert main(["watch", "--root", str(place)]) == 1
    output = capsys.readouterr().out
    assert f".clausework/watch/{words} Delete it, then run `watch --online`" in output
    assert "from 1 of 2 sources." in output
    assert ("[page-updated]" in output) == (name == "svga.feed")


def test_a_faulty_register_is_1(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (place / "policy/authorities.yaml").write_text("looked_on: soon\n", "utf-8")
    assert main(["watch", "--root", str(place)]) == 1
    errors = capsys.readouterr().err
    assert "policy/authorities.yaml:1:" in errors
    assert "policy/terms.yaml" not in errors


# --- The network: both services, played by a server on this machine ------------------------------


@dataclass
class Answer:
    """What the server answers to one path."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Services:
    """A server that takes the place of every host, and what it was asked, pauses included."""

    port: int
    answers: dict[str, Answer]
    asked: list[tuple[str, str]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)

    def run(self, root: Path) -> int:
        """The command, online, against this server."""
        arguments = watch.WatchArguments(root=root, folder=None, online=True, json=False)
        handlers = (_Here(self.port), ProxyHandler({}))
        return watch.run(arguments, handlers=handlers, wait=self._wait)

    def _wait(self, seconds: float) -> None:
        self.asked.append(("wait", str(seconds)))


class _Here(HTTPSHandler):
    """Whatever https host is asked, the server on this machine is."""

    def __init__(self, port: int) -> None:
        super().__init__()
        self._port = port

    def https_open(self, req):  # type: ignore[no-untyped-def]
        def connection(_: str, **options: object) -> HTTPConnection:
            return HTTPConnection("127.0.0.1", self._port, timeout=PATIENCE)

        return self.do_open(connection, req)


@pytest.fixture
def services() -> Iterator[Services]:
    class Asked(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            played.asked.append((self.headers["Host"], self.path))
            played.headers.append(dict(self.headers))
            answer = played.answers.get(self.path, Answer(404))
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.end_headers()
            with contextlib.suppress(ConnectionError):
                self.wfile.write(answer.body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Asked)
    played = Services(
        server.server_port,
        {
            API: Answer(200, sample("new-edition.json"), {"Last-Modified": DAY}),
            FEED: Answer(200, sample("effects.feed"), {"Last-Modified": DAY}),
        },
    )
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield played
    server.shutdown()
    thread.join()
    server.server_close()


API = "/api/content/government/publications/keeping-children-safe-in-education--2"
FEED = "/changes/affected/ukpga/2006/47/data.feed"
DAY = "Tue, 06 Jul 2027 08:30:00 GMT"


def sample(name: str) -> bytes:
    return (SAMPLES / name).read_bytes()


def test_copies_are_got_one_at_a_time(
    place: Path, services: Services, capsys: pytest.CaptureFixture[str]
) -> None:
    assert services.run(place) == 0
    assert services.asked == [
        ("www.gov.uk", API),
        ("wait", "5.0"),
        ("www.legislation.gov.uk", FEED),
    ]
    for headers in services.headers:
        assert headers["User-Agent"].startswith("Clausework/0.1.0 (+edition watch; ")
        assert "If-Modified-Since" not in headers
    folder = place / ".clausework/watch"
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {
        "kcsie.json": sample("new-edition.json"),
        "kcsie.json.last-modified": DAY.encode(),
        "svga.feed": sample("effects.feed"),
        "svga.feed.last-modified": DAY.encode(),
    }
    output = capsys.readouterr()
    assert output.err == "1 of 2: kcsie: new copy\n2 of 2: svga: new copy\n"
    assert "Added the 2027 edition" in output.out
    assert "from 2 of 2 sources." in output.out


def test_what_has_not_changed_is_not_sent_again(
    place: Path, services: Services, capsys: pytest.CaptureFixture[str]
) -> None:
    services.run(place)
    services.answers[API] = Answer(304)
    services.answers[FEED] = Answer(200, sample("no-effects.feed"))
    services.headers.clear()
    capsys.readouterr()
    assert services.run(place) == 0
    assert [headers["If-Modified-Since"] for headers in services.headers] == [DAY, DAY]
    output = capsys.readouterr()
    assert "1 of 2: kcsie: not changed since its copy was made" in output.err
    assert "Added the 2027 edition" in output.out
    # The new copy of the feed came without a day, so the day of the old one must not stay.
    folder = place / ".clausework/watch"
    assert (folder / "svga.feed").read_bytes() == sample("no-effects.feed")
    assert not (folder / "svga.feed.last-modified").exists()


def test_a_day_without_its_copy_is_not_sent(place: Path, services: Services) -> None:
    folder = copies(place)
    (folder / "kcsie.json.last-modified").write_text(DAY, "ascii")
    (folder / "svga.feed").write_bytes(sample("effects.feed"))
    (folder / "svga.feed.last-modified").write_text("x\r\nX-Other: 1", "ascii")
    assert services.run(place) == 0
    assert not any("If-Modified-Since" in headers for headers in services.headers)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (Answer(404), "no longer there (404): check whether"),
        (Answer(410), "no longer there (410): check whether"),
        (Answer(500), "not fetched: the service answered 500; try again later"),
        (Answer(200, b"<html>Log in</html>"), "not kept: the reply is not JSON"),
        (Answer(200, b" " * (MAX_BYTES + 9)), "not kept: the reply is larger than 5 MB"),
        (
            Answer(200, b'{"base_path": "/half"}', {"Content-Length": "900"}),
            "not kept: only part of it arrived; run the command again",
        ),
        (
            Answer(302, b"", {"Location": "https://www.gov.uk.example.org/page"}),
            "not fetched: it leads to https://www.gov.uk.example.org, which is not one of the "
            "publishers",
        ),
        (
            Answer(302, b"", {"Location": "ftp://www.gov.uk/page"}),
            "not fetched: it leads to ftp://www.gov.uk, which is not one of the publishers",
        ),
        (
            Answer(302, b"", {"Location": "file:///etc/hosts"}),
            "not fetched: the service answered 302",
        ),
    ],
)
def test_a_copy_stays_where_no_good_one_comes(
    place: Path,
    services: Services,
    capsys: pytest.CaptureFixture[str],
    answer: Answer,
    words: str,
) -> None:
    folder = copies(place, kcsie="nothing-newer.json")
    services.answers[API] = answer
    assert services.run(place) == 0
    assert f"1 of 2: kcsie: {words}" in capsys.readouterr().err
    assert (folder / "kcsie.json").read_bytes() == sample("nothing-newer.json")
    names = {"kcsie.json", "svga.feed", "svga.feed.last-modified"}
    assert {path.name for path in folder.iterdir()} == names
    # The other source was asked all the same, and nobody else was.
    assert [asked for asked in services.asked if asked[0] != "wait"] == [
        ("www.gov.uk", API),
        ("www.legislation.gov.uk", FEED),
    ]


def test_a_redirect_within_the_service_is_followed_after_a_pause(
    place: Path, services: Services, capsys: pytest.CaptureFixture[str]
) -> None:
    services.answers[API] = Answer(303, b"", {"Location": "/api/content/moved"})
    services.answers["/api/content/moved"] = Answer(200, sample("moved.json"))
    assert services.run(place) == 0
    assert services.asked[:3] == [
        ("www.gov.uk", API),
        ("wait", "1.0"),
        ("www.gov.uk", "/api/content/moved"),
    ]
    assert services.headers[1]["User-Agent"] == services.headers[0]["User-Agent"]
    assert "[other-item]" in capsys.readouterr().out


@pytest.mark.parametrize("status", [429, 403])
def test_too_many_requests_stops(
    place: Path, services: Services, capsys: pytest.CaptureFixture[str], status: int
) -> None:
    copies(place, kcsie="quiet-update.json")
    services.answers[API] = Answer(status)
    assert services.run(place) == 0
    assert services.asked == [("www.gov.uk", API)]
    output = capsys.readouterr()
    assert output.err == (
        f"www.gov.uk asks for fewer requests ({status}). Try again tomorrow. "
        "The earlier copies stay; the report below is based on them.\n"
    )
    assert "[page-updated]" in output.out


def test_without_a_network_it_says_so(
    place: Path, services: Services, capsys: pytest.CaptureFixture[str]
) -> None:
    copies(place, kcsie="quiet-update.json")
    with socket.socket() as taken:
        # Bound and not listening: nobody else gets the port, and nothing answers on it.
        taken.bind(("127.0.0.1", 0))
        services.port = taken.getsockname()[1]
        assert services.run(place) == 0
    output = capsys.readouterr()
    assert output.err.startswith("The network cannot be used: no answer from www.gov.uk (")
    assert output.err.count("\n") == 1
    assert "[page-updated]" in output.out


def test_a_stop_while_writing_leaves_the_old_copy(
    place: Path, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = copies(place, kcsie="nothing-newer.json")

    def full(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device", str(target))

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space left"):
        services.run(place)
    assert (folder / "kcsie.json").read_bytes() == sample("nothing-newer.json")
    assert [path.name for path in folder.iterdir()] == ["kcsie.json"]
