#!/usr/bin/env python3
"""Builds every school's policies. Needs nothing but Python 3.11 or newer: the first run sets up
what it needs in .venv, from the lock file, and says so. `python3 build.py --help` lists the rest.
"""

import hashlib
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

PROJECT = Path(__file__).resolve().parent
VENV = PROJECT / ".venv"
OLDEST = (3, 11)
FAILED = 3
MADE_FOR = re.compile(r"^version(?:_info)? *= *(\d+)\.(\d+)", re.MULTILINE)


def environment_python() -> Path:
    """The interpreter of the environment."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def set_up(lock: Path) -> None:
    """Make the environment match a lock file, if it does not yet."""
    stamp = VENV / f"{lock.name}.installed"
    wanted = hashlib.sha256(lock.read_bytes()).hexdigest()
    usable = is_usable()
    if usable and stamp.is_file() and stamp.read_text("utf-8") == wanted:
        return
    print(f"Setting up in {VENV.name} from {lock.name} (once; this takes a minute or two) ...")
    pip = [str(environment_python()), "-m", "pip", "--disable-pip-version-check", "--quiet"]
    if not usable or not succeeds([*pip, "--version"]):
        if VENV.exists():
            print(f"What was in {VENV.name} does not work with this Python: it is made again.")
        run([sys.executable, "-m", "venv", "--clear", str(VENV)])
    run([*pip, "install", "--require-hashes", "--requirement", str(lock)])
    stamp.write_text(wanted, "utf-8")


def is_usable() -> bool:
    """Whether the environment has an interpreter that starts, of the version that it was made for:
    after an upgrade of Python it may have neither.
    """
    if inside():
        return True
    try:
        made = MADE_FOR.search((VENV / "pyvenv.cfg").read_text("utf-8"))
        said = subprocess.run(
            [str(environment_python()), "-IS", "-c", "import sys; print(*sys.version_info[:2])"],
            capture_output=True,
            check=True,
        )
    except (OSError, ValueError, subprocess.CalledProcessError):
        return False
    return made is not None and said.stdout.split() == [part.encode() for part in made.groups()]


def inside() -> bool:
    """Whether this is the interpreter of the environment."""
    return Path(sys.prefix).resolve() == VENV.resolve()


def succeeds(command: list) -> bool:
    """Whether a command can be carried out."""
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def run(command: list) -> None:
    """Run a step of the set-up, or end with what to do about it."""
    try:
        subprocess.run(command, check=True)
    except (OSError, subprocess.CalledProcessError):
        end(
            f"The set-up failed at: {' '.join(command)}\n"
            "It needs the internet once, and on Debian or Ubuntu the package python3-venv. "
            f"Then delete {VENV.name} and run this again."
        )


def end(words: str) -> NoReturn:
    """End with the exit status of a tool that failed."""
    print(words, file=sys.stderr)
    sys.exit(FAILED)


def main() -> int:
    """Set up, then carry out the command inside the environment."""
    if sys.version_info < OLDEST:
        end(f"Python {OLDEST[0]}.{OLDEST[1]} or newer is needed; this is {sys.version}.")
    testing = sys.argv[1:2] == ["test"]
    set_up(PROJECT / ("requirements-test.lock" if testing else "requirements.lock"))
    if not inside():
        command = [str(environment_python()), str(Path(__file__).resolve()), *sys.argv[1:]]
        try:
            return subprocess.run(command, check=False).returncode
        except KeyboardInterrupt:
            return FAILED
    from clausework.cli.main import main as clausework

    return clausework(root=PROJECT)


if __name__ == "__main__":
    sys.exit(main())
