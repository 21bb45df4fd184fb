"""Whether a logo or figure can be drawn, tested where one that hangs or crashes does no harm.

This is a separate process with limits (`trial`), one for all pictures that a process asks about.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from base64 import b64encode
from contextlib import suppress
from functools import lru_cache
from tempfile import TemporaryDirectory
from typing import Any

from clausework.brand.logo import Logo, LogoFault, broken, read_logo

# In seconds by the clock. Where a system can, a picture is limited in seconds of CPU time; this is
# for others, and longer than any busy machine needs.
PATIENCE = 600
_lock = threading.Lock()


def logo_faults(name: str, data: bytes) -> list[LogoFault]:
    """All faults of the picture in a file called `name`.

    Raises OSError where no process can be started to test it.
    """
    logo, faults = read_logo(name, data)
    if logo is None:
        return faults
    found = _tried(logo, data)
    if found is None:
        return []
    return [broken(name) if found == "broken" else _not_drawn(f"{name} {_WORDS[found]}")]


@lru_cache(maxsize=4096)
def lost_on(logo: Logo, grounds: tuple[str, ...]) -> list[float]:
    """The part of a logo without faults, 0 to 1, that cannot be seen on each of some colours.

    Raises OSError as `logo_faults` does.
    """
    with _lock:
        found = _trial().ask({**_asked(logo), "grounds": grounds})
    # Nothing where the process that measured it ended: the logo is drawn all the same.
    return found if isinstance(found, list) else [0.0 for _ in grounds]


@lru_cache(maxsize=4096)
def _tried(logo: Logo, original: bytes) -> str | None:
    asked = {**_asked(logo), "original": b64encode(original).decode()}
    with _lock:
        found: str | None = _trial().ask(asked)
    return found


def _asked(logo: Logo) -> dict[str, object]:
    return {
        "type": logo.media_type,
        "width": logo.width,
        "height": logo.height,
        "cleaned": b64encode(logo.data).decode(),
    }


_WORDS = {
    "press": "is in the colours of printing presses (CMYK)",
    "turned": "has a setting inside it that turns it",
    "empty": "shows nothing when it is drawn",
    "otherwise": "is drawn differently by different programs",
    "undrawn": "cannot be drawn for the PDF or the Word copy",
}


def _not_drawn(message: str) -> LogoFault:
    return LogoFault(
        "logo-not-drawn",
        message,
        "browsers, Word and PDF would show different pictures, or none",
        "open the picture, check that it is upright, and save it again as PNG in RGB colours",
    )


class _Trial:
    def __init__(self) -> None:
        self.owner = os.getpid()
        self._folder = TemporaryDirectory()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "clausework.render.common.trial"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=self._folder.name,
            # Many threads would reserve more memory than the limit.
            env={**os.environ, "PYTHONPATH": os.pathsep.join(_paths()), "RAYON_NUM_THREADS": "1"},
        )

    @property
    def running(self) -> bool:
        return self.owner == os.getpid() and self._process.poll() is None

    def ask(self, asked: dict[str, object]) -> Any:
        """The answer of `trial`, or "undrawn" where the process ended."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        line = json.dumps({**asked, "folder": self._folder.name}).encode() + b"\n"
        alarm = threading.Timer(PATIENCE, self._process.kill)
        alarm.daemon = True
        alarm.start()
        answer = b""
        try:
            with suppress(OSError):
                self._process.stdin.write(line)
                self._process.stdin.flush()
                answer = self._process.stdout.readline()
        finally:
            alarm.cancel()
            if not answer:
                self._process.kill()
                self._process.wait()
        return json.loads(answer) if answer else "undrawn"


def _paths() -> list[str]:
    """The module search paths of this process, whatever folder the other begins in."""
    return [os.path.abspath(path) for path in sys.path]  # noqa: PTH100 ("" is the current one)


_running: list[_Trial] = []


def _trial() -> _Trial:
    # Its start takes as long as twenty logos.
    if not _running or not _running[-1].running:
        _running[:] = [_Trial()]
    return _running[-1]
