"""Settings for all tests: the same examples on every machine, no deadline; the built project."""

from pathlib import Path

import pytest
from hypothesis import settings

from clausework.build import engine
from tests.support.places import copy_of_project, silent

settings.register_profile("project", derandomize=True, deadline=None)
settings.load_profile("project")


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
