"""Settings for all tests: the same examples on every machine, no deadline; the built project."""

import shutil
from pathlib import Path

import pytest
from hypothesis import settings

from clausework.build import engine

settings.register_profile("project", derandomize=True, deadline=None)
settings.load_profile("project")

PROJECT = Path(__file__).resolve().parents[1]
# In seconds, after which what hangs is given up: no machine is so busy that it would need them.
PATIENCE = 1200


def silent(name: str, done: int, total: int) -> None:
    """Progress that nobody watches."""


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The outputs of the project's own four schools."""
    root = copy_of_project(tmp_path_factory.mktemp("built"))
    result = engine.build(engine.Request(root, root / "out", jobs=2), silent)
    assert result.failed == {}
    assert len(result.built) == 4
    return root / "out"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of the project's policies and schools, to be changed by a test."""
    return copy_of_project(tmp_path)


def copy_of_project(folder: Path) -> Path:
    """The project's policies and schools, without what was built of them."""
    root = folder / "root"
    for name in ("policy", "schools"):
        shutil.copytree(PROJECT / name, root / name)
    return root
