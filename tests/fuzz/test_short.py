"""Every property with a few examples, the same ones in each run of the tests."""

import pytest

from tests.fuzz.catalogue import PROPERTIES
from tests.fuzz.properties import Property, turn

SHORT = [one for one in PROPERTIES if one.short]


@pytest.mark.parametrize("one", SHORT, ids=lambda one: one.name)
def test_holds(one: Property) -> None:
    found = turn(one, 0, one.short)
    assert found.failure is None, f"{found.failure.files}\n{found.failure.error}"
    assert found.right == found.tried > 0
