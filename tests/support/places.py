"""Where tests find the project's files, and what they need of no part of it."""

import shutil
from datetime import date
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
# Policies and schools that nobody edits, unlike the project's own.
EXAMPLES = PROJECT / "tests" / "data" / "examples"
# A day after all those of the tests, for what asks which day it is.
TODAY = date(2040, 1, 1)
# In seconds, after which what hangs is given up: no machine is so busy that it would need them.
PATIENCE = 1200


def silent(name: str, done: int, total: int) -> None:
    """Progress that nobody watches."""


def copied(root: Path, folder: Path) -> Path:
    """The policies and schools of a root, without what was built of them, in a root in a folder."""
    copy = folder / "root"
    for name in ("policy", "schools"):
        shutil.copytree(root / name, copy / name)
    return copy
