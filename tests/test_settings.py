"""The profiles of Hypothesis: the same examples everywhere, and others where they are asked for."""

import subprocess
import sys

import pytest

from tests.support.places import PATIENCE, PROJECT


@pytest.mark.parametrize(
    ("options", "profile", "same"), [((), "project", True), (("random",), "random", False)]
)
def test_the_profile_is_the_projects_or_that_of_the_command_line(
    options: tuple[str, ...], profile: str, same: bool
) -> None:
    asked = [f"--hypothesis-profile={name}" for name in options]
    # Twice, since the project's own options make it quiet.
    collect = ["--collect-only", "-vv", "-n0", "-p", "no:cacheprovider", "tests/test_pages.py"]
    said = subprocess.run(
        [sys.executable, "-m", "pytest", *collect, *asked],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=True,
        timeout=PATIENCE,
    ).stdout
    (line,) = [one for one in said.splitlines() if one.startswith("hypothesis profile")]
    assert f"'{profile}'" in line
    assert "deadline=None" in line
    assert ("derandomize=True" in line) is same
