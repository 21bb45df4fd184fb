"""`watch --online`: how copies are got. A server on this machine plays both services."""

import contextlib
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from urllib.request import HTTPSHandler, ProxyHandler

import pytest

from clausework.commands import watch
from clausework.watch.publishers import MAX_BYTES
from tests.support.places import PATIENCE
from tests.support.publishers import SAMPLES, a_root, copies


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return a_root(tmp_path)


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
