"""A redline: rejected it is the older document, accepted the newer one."""

from __future__ import annotations

import pytest

from clausework.diff.compare import compare
from clausework.diff.redline import redline
from tests.support.redlines import said, side_of
from tests.support.samples import copy_of

SCHOOLS = (
    "warden-hill-infant",
    "example-oak-academy",
    "saint-zoes-example-primary",
    "example-riverside-unit",
)


@pytest.mark.parametrize("school", SCHOOLS)
@pytest.mark.parametrize(("old", "new"), [("1.0", "1.1"), ("1.0", "2.0"), ("2.0", "1.0")])
def test_versions_of_the_example_policy(school: str, old: str, new: str) -> None:
    before, after = copy_of(school, old).document, copy_of(school, new).document
    marked = redline(before, after, compare(before, after), ())
    assert side_of(marked, "older") == said(before)
    assert side_of(marked, "newer") == said(after)
