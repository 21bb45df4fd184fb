#!/usr/bin/env python3
"""Builds every school's policies. Needs nothing but Python 3.11 or newer: the first run sets up
what it needs in .venv, from the lock file, and says so. `python3 build.py --help` lists the rest.
"""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parent
VENV = PROJECT / ".venv"
OLDEST = (3, 11)


def environment_python() -> Path:
    """The interpreter of the environment."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def set_up(lock: Path) -> None:
    """Make the environment match a lock file, if it does not yet."""
    stamp = VENV / f"{lock.name}.installed"
    wanted = hashlib.sha256(lock.read_bytes()).hexdigest()
    if stamp.is_file() and stamp.read_text("utf-8") == wanted:
        return
    print(f"Setting up in {VENV.name} from {lock.name} (once; this takes a minute or two) ...")
    if not environment_python().is_file():
        run([sys.executable, "-m", "venv", str(VENV)])
    pip = [str(environment_python()), "-m", "pip", "--disable-pip-version-check", "--quiet"]
    run([*pip, "install", "--require-hashes", "--requirement", str(lock)])
    stamp.write_text(wanted, "utf-8")


def run(command: list) -> None:
    """Run a step of the set-up, or end with what to do about it."""
    try:
        subprocess.run(command, check=True)
    except (OSError, subprocess.CalledProcessError):
        sys.exit(
            f"The set-up failed at: {' '.join(command)}\n"
            "It needs the internet once, and on Debian or Ubuntu the package python3-venv. "
            f"Then delete {VENV.name} and run this again."
        )


def main() -> int:
    """Set up, then carry out the command inside the environment."""
    if sys.version_info < OLDEST:
        sys.exit(f"Python {OLDEST[0]}.{OLDEST[1]} or newer is needed; this is {sys.version}.")
    testing = sys.argv[1:2] == ["test"]
    set_up(PROJECT / ("requirements-test.lock" if testing else "requirements.lock"))
    if Path(sys.prefix).resolve() != VENV.resolve():
        command = [str(environment_python()), str(Path(__file__).resolve()), *sys.argv[1:]]
        try:
            return subprocess.run(command, check=False).returncode
        except KeyboardInterrupt:
            return 3
    from clausework.cli import main as clausework

    return clausework(root=PROJECT)


if __name__ == "__main__":
    sys.exit(main())
