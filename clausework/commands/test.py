"""`test`: the project's own tests."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from clausework.commands import DONE, PROBLEMS, UsageError


def run(rest: Sequence[str]) -> int:
    """Run the tests. Raises UsageError outside a checkout.

    `rest` goes to pytest, or with `--fuzz SECONDS` to the long run of attempts to break the
    program.
    """
    project = Path(__file__).resolve().parents[2]
    if not (project / "tests").is_dir():
        raise UsageError("The tests are in a checkout of the project, not in the package.")
    fuzz = any(one.partition("=")[0] == "--fuzz" for one in rest)
    command = [sys.executable, "-m", "tests.fuzz" if fuzz else "pytest", *rest]
    return PROBLEMS if subprocess.run(command, cwd=project, check=False).returncode else DONE
