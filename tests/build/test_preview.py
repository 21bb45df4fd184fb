"""`serve`: the sites on loopback, kept up with the files."""

import json
import os
import re
import signal
import socket
import struct
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest

from clausework.cli.main import main
from tests.judges import drive
from tests.support.places import PATIENCE, PROJECT

SCHOOL = "warden-hill-infant"
PAGE = f"/{SCHOOL}/index.html"


def until(condition: Callable[[], bool]) -> None:
    for _ in range(4 * PATIENCE):
        if condition():
            return
        time.sleep(0.25)
    raise AssertionError("it did not come about")


class Server:
    """`serve` as a process of its own, whose drafts are in a folder of their own."""

    def __init__(self, root: Path, *options: str) -> None:
        self.root, self.drafts = root, root / "drafts"
        self.drafts.mkdir()
        self.told = root / "told.txt"
        command = [sys.executable, "-m", "clausework", "serve", "--root", str(root), "--port", "0"]
        environment = os.environ | {"PYTHONPATH": str(PROJECT), "TMPDIR": str(self.drafts)}
        with self.told.open("w") as output:
            self.process = subprocess.Popen(
                [*command, "--school", SCHOOL, *options],
                env=environment | {"PYTHONUNBUFFERED": "1"},
                stdout=output,
                stderr=output,
            )

    def start(self) -> None:
        """Wait until it serves."""
        until(lambda: "Stop with Ctrl+C" in self.output or self.process.poll() is not None)
        found = re.search(r"http://127\.0\.0\.1:([0-9]+)/", self.output)
        assert found is not None, self.output
        self.port = int(found[1])

    @property
    def output(self) -> str:
        return self.told.read_text("utf-8")

    def ask(self, path: str, host: str | None = None) -> tuple[int, str]:
        """The status and the words of an answer."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection.putrequest("GET", path, skip_host=True)
        connection.putheader("Host", host or f"127.0.0.1:{self.port}")
        connection.endheaders()
        answer = connection.getresponse()
        words = answer.read().decode("utf-8")
        connection.close()
        return answer.status, re.sub(r"\s+", " ", words)

    def send(self, data: bytes) -> None:
        """Send something that is no request, and go away in the middle of the answer."""
        with socket.create_connection(("127.0.0.1", self.port)) as peer:
            peer.sendall(data)
            peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    def end(self, *signals: signal.Signals) -> int:
        """The exit status after some signals."""
        for one in signals:
            self.process.send_signal(one)
        return self.process.wait(timeout=PATIENCE)


@pytest.fixture
def server(root: Path) -> Iterator[Server]:
    one = Server(root)
    try:
        yield one
    finally:
        one.process.kill()
        one.process.wait()


def test_serve_shows_a_change_and_keeps_the_last_copy_when_it_is_faulty(server: Server) -> None:
    server.start()
    assert "Growing Together" in server.ask(PAGE)[1]
    path = server.root / "schools" / SCHOOL / "school.yaml"
    good = path.read_text("utf-8")
    path.write_text(good.replace("Growing Together", "Growing Taller"), "utf-8")
    until(lambda: "Growing Taller" in server.ask(PAGE)[1])
    path.write_text(good.replace("type: community", "type: comunity"), "utf-8")
    until(lambda: "[value-wrong]" in server.output)
    assert "Growing Taller" in server.ask(PAGE)[1]
    assert server.end(signal.SIGINT) == 0
    assert "Traceback" not in server.output
    assert not (server.root / "out").exists()


ODD = [
    "/%00",
    "/a%00.html",
    f"/{SCHOOL}%00/index.html",
    "/%ff%fe",
    "/%1b%5b31m",
    "/..%5c..%5cpolicy%5cterms.yaml",
    "/c:/windows/win.ini",
    "/../../policy/terms.yaml",
    "/%2e%2e/%2e%2e/policy/terms.yaml",
    "//etc/passwd",
    "/" + "a" * 5_000,
    "/livereload/" + "9" * 5_000 + "/1",
    "/livereload/x/y",
    "http://example.org/",
    "/%",
    "*",
]


def test_odd_requests_get_no_file_and_no_traceback(server: Server) -> None:
    server.start()
    for path in ODD:
        status, words = server.ask(path)
        assert status in (400, 404), path
        assert "setting" not in words
    for garbage in (b"\0\x1b[31m\n\n", b"GET", b"GET / HTTP/9.9\r\n\r\n", b"\xff" * 70_000):
        server.send(garbage)
    server.send(f"GET {PAGE} HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n\r\n".encode())
    assert server.ask(PAGE)[0] == 200
    assert "Traceback" not in server.output
    assert "\x1b" not in server.output


def test_another_name_for_this_machine_gets_nothing(server: Server) -> None:
    server.start()
    port = server.port
    for host in (f"localhost:{port}", f"127.0.0.1:{port}", f"LocalHost:{port}", f"[::1]:{port}"):
        assert server.ask(PAGE, host)[0] == 200, host
    wrong = port - 1 if port > 1024 else port + 1
    for host in (
        *(f"attacker.example:{port}", "attacker.example", "localhost", f"localhost:{wrong}", "x"),
        *(f"localhost.attacker.example:{port}", f"127.0.0.1.nip.io:{port}", f"0.0.0.0:{port}"),
    ):
        status, words = server.ask(PAGE, host)
        assert (status, "Growing" in words) == (421, False), host
        assert server.ask("/livereload/1/1", host)[0] == 421, host


def test_no_other_machine_is_served(server: Server) -> None:
    server.start()
    listening = [line.split()[1] for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    ours = {one for one in listening if one.endswith(f":{server.port:04X}")}
    # 127.0.0.1, as the system prints it.
    assert ours == {f"0100007F:{server.port:04X}"}


ENDS = {
    "SIGTERM": [signal.SIGTERM],
    "SIGHUP": [signal.SIGHUP],
    "Ctrl+C twice": [signal.SIGINT, signal.SIGINT],
    "all of them": [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGINT],
}


@pytest.mark.parametrize("name", ENDS)
def test_no_draft_is_left_however_it_is_ended(name: str, server: Server) -> None:
    server.start()
    (folder,) = server.drafts.glob("clausework-*")
    assert (folder / "sites" / SCHOOL / "index.html").is_file()
    assert server.end(*ENDS[name]) == 0
    assert not folder.exists()
    assert list(server.drafts.iterdir()) == []
    assert "Traceback" not in server.output


def test_no_draft_is_left_where_it_is_ended_while_it_builds(server: Server) -> None:
    until(lambda: any(server.drafts.glob("clausework-*/*")))
    assert server.end(signal.SIGTERM) == 0
    assert list(server.drafts.glob("clausework-*")) == []
    assert "Traceback" not in server.output


def test_a_page_loads_itself_again_though_it_lets_no_script_of_its_own_run(server: Server) -> None:
    server.start()
    path = server.root / "schools" / SCHOOL / "school.yaml"
    grown = path.read_text("utf-8").replace("Growing Together", "Growing Taller")
    found = drive(
        f"http://localhost:{server.port}{PAGE}",
        f"""
        const before = await page.textContent(".motto");
        const {{ writeFileSync }} = await import("node:fs");
        writeFileSync({json.dumps(str(path))}, {json.dumps(grown)});
        await page.waitForFunction(
          () => document.querySelector(".motto")?.textContent.includes("Taller"));
        return [before, await page.textContent(".motto")];
        """,
    )
    assert found == [f"Learning Together, Growing {word}" for word in ("Together", "Taller")]


@pytest.mark.parametrize("port", ["70000", "-1", "x", "1" * 5_000])
def test_a_port_that_is_none_is_wrong_usage(
    port: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as raised:
        main(["serve", "--root", str(root), f"--port={port}"])
    assert raised.value.code == 2
    assert "write a number from 0 to 65535" in capsys.readouterr().err


def test_a_port_that_is_taken_is_named(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        assert main(["serve", "--root", str(root), "--port", str(port)]) == 2
    assert f"port {port} is taken" in capsys.readouterr().err
