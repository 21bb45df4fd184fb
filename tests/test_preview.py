"""`serve`: the sites on loopback, kept up with the files."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

from tests.conftest import PROJECT

SCHOOL = "warden-hill-infant"


def until(condition: Callable[[], bool]) -> None:
    for _ in range(240):
        if condition():
            return
        time.sleep(0.25)
    raise AssertionError("it did not come about in a minute")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_serve_shows_a_change_and_keeps_the_last_copy_when_it_is_faulty(root: Path) -> None:
    port = free_port()
    address = f"http://127.0.0.1:{port}/{SCHOOL}/index.html"
    command = [sys.executable, "-m", "clausework", "serve", "--root", str(root)]
    command += ["--school", SCHOOL, "--port", str(port)]
    environment = {**os.environ, "PYTHONPATH": str(PROJECT), "PYTHONUNBUFFERED": "1"}
    said = root / "said.txt"
    with said.open("w") as output:
        server = subprocess.Popen(command, env=environment, stdout=output, stderr=output)

        def page() -> str:
            try:
                with urllib.request.urlopen(address, timeout=10) as answer:
                    return re.sub(r"\s+", " ", answer.read().decode("utf-8"))
            except OSError:
                return ""

        try:
            until(lambda: "Growing Together" in page())
            path = root / "schools" / SCHOOL / "school.yaml"
            good = path.read_text("utf-8")
            path.write_text(good.replace("Growing Together", "Growing Taller"), "utf-8")
            until(lambda: "Growing Taller" in page())
            path.write_text(good.replace("type: community", "type: comunity"), "utf-8")
            until(lambda: "[value-wrong]" in said.read_text("utf-8"))
            assert "Growing Taller" in page()
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(timeout=60)
    assert "Traceback" not in said.read_text("utf-8")
    assert server.returncode == 0
    assert not (root / "out").exists()
