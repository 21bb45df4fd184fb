"""Each finding on the law of 27 November 2026 is in the register, or docs/law.md says why not."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from tests.support.places import PROJECT

FINDINGS = (PROJECT / "tests/data/law-2026-11-ids.txt").read_text("utf-8").split()
REGISTER: dict[str, Any] = yaml.safe_load((PROJECT / "policy/authorities.yaml").read_text("utf-8"))[
    "authorities"
]
ROWS = {
    cells[0].strip(" `"): (re.findall(r"`([^`]+)`", cells[1]), cells[2].strip())
    for line in (PROJECT / "docs/law.md").read_text("utf-8").splitlines()
    if line.startswith("| `")
    for cells in [line.strip("|").split("|")]
}


def findings(value: Any) -> Iterator[str]:
    """The ids of the findings that an entry of the register carries."""
    if isinstance(value, dict):
        if "finding" in value:
            yield value["finding"]
        for one in value.values():
            yield from findings(one)
    elif isinstance(value, list):
        for one in value:
            yield from findings(one)


def test_no_finding_is_forgotten_and_none_is_invented() -> None:
    assert len(FINDINGS) == 27
    assert list(ROWS) == FINDINGS
    assert set(findings(REGISTER)) <= set(FINDINGS)


@pytest.mark.parametrize("finding", FINDINGS)
def test_the_register_carries_it_where_the_page_says_so(finding: str) -> None:
    entries, words = ROWS[finding]
    assert words
    carrying = {name for name, entry in REGISTER.items() if finding in findings(entry)}
    assert set(entries) == carrying


def test_what_is_never_to_be_stated_as_law_is_not_in_force() -> None:
    assert REGISTER["duty-to-report"]["commencement"] == "not-found"
    assert REGISTER["under-16-regulations"]["not_yet_in_force"] is True
    act = REGISTER["employment-rights-act-2025"]["provisions"]
    begun = {one["section"]: one.get("commencement") for one in act}
    assert begun == {"20": "not-found", "21": "not-found", "23": None, "24": "not-found"}
