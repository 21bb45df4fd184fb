"""Where tests find the project's files, and what they need of no part of it."""

import shutil
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
# In seconds, after which what hangs is given up: no machine is so busy that it would need them.
PATIENCE = 1200


def silent(name: str, done: int, total: int) -> None:
    """Progress that nobody watches."""


def copy_of_project(folder: Path) -> Path:
    """The project's policies and schools, without what was built of them."""
    root = folder / "root"
    for name in ("policy", "schools"):
        shutil.copytree(PROJECT / name, root / name)
    return root
