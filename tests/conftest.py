"""Settings for all tests: the same examples on every machine, no deadline; the example schools."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from clausework.build import engine
from tests.support.places import EXAMPLES, TODAY, copied, silent

settings.register_profile("project", derandomize=True, deadline=None)
# Other examples every time, for `--hypothesis-profile random`; a failure says how to repeat it.
settings.register_profile("random", deadline=None, derandomize=False, print_blob=True)
settings.load_profile("project")


@pytest.fixture(scope="session", autouse=True)
def _today() -> Iterator[None]:
    """Commands take it for TODAY: what they decide must not depend on when the tests run."""
    # Not the fixture of that name, which a test may undo.
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("clausework.commands.clock.today", lambda: TODAY)
        yield


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The outputs of the example schools."""
    root = copied(EXAMPLES, tmp_path_factory.mktemp("built"))
    result = engine.build(engine.Request(root, root / "out", TODAY, jobs=2), silent)
    assert result.failed == {}
    assert len(result.built) == 4
    return root / "out"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of the examples, to be changed by a test."""
    return copied(EXAMPLES, tmp_path)
