"""Lead-ins that lose their points, and for whom."""

from pathlib import Path

import pytest

from clausework.source.problems import Problem
from tests.support.roots import FILES, POLICY, VERSION, Break, broken, found_in, write_root

PUPILS = "text: No pupil may be photographed.\n        locked: true"


def found(folder: Path, text: str, *points: str | None, more: str = "") -> list[Problem]:
    """What is reported of a clause with this text and points, which have these conditions."""
    items = ", ".join(
        f"{{id: p{index}, text: Low{'' if when is None else f', when: {when}'}}}"
        for index, when in enumerate(points)
    )
    clause = f'text: "{text}"\n        items: [{items}]{more}'
    files = broken([Break("", VERSION, PUPILS, clause)])
    problems = found_in(write_root(folder, files))
    assert "text-duplicate" not in {problem.code for problem in problems}
    return [problem for problem in problems if problem.code == "lead-in-alone"]


@pytest.mark.parametrize(
    ("text", "points", "more"),
    [
        ("Staff must:", ("accounts", "not accounts"), ""),
        ("Staff must:", ("maintained", "academies", "independent"), ""),
        ("Staff must:", ("accounts", None), ""),
        ("Staff must:", ("accounts",), "\n        when: accounts and nursery"),
        ("Staff must.", ("accounts", "accounts"), ""),
        ("Staff must:", (), ""),
    ],
)
def test_a_lead_in_that_always_keeps_a_point_is_left_alone(
    text: str, points: tuple[str | None, ...], more: str, tmp_path: Path
) -> None:
    assert found(tmp_path, text, *points, more=more) == []


def test_it_says_for_whom_and_what_to_write(tmp_path: Path) -> None:
    (problem,) = found(tmp_path, "Staff must:", "academies", "accounts and nursery")
    whom = "maintained, independent, with these choices on: none"
    assert problem.message == f"no point is left after this text for {whom}"
    assert "write when: academies or (accounts and nursery) beside" in problem.fix


def test_a_condition_of_its_own_is_kept(tmp_path: Path) -> None:
    more = "\n        when: maintained or academies"
    (problem,) = found(tmp_path, "Staff must:", "academies", more=more)
    assert "for maintained, with" in problem.message
    assert "write when: (maintained or academies) and (academies) beside" in problem.fix


def test_a_policy_without_options_has_no_choices(tmp_path: Path) -> None:
    files = dict(FILES)
    options = files[POLICY][files[POLICY].index("options:") :]
    files[POLICY] = files[POLICY].replace(options, "")
    files[VERSION] = files[VERSION].replace("            when: accounts\n", "")
    files[VERSION] = files[VERSION].replace(
        PUPILS, "text: 'Staff must:'\n        items: [{id: p, text: Low, when: nursery}]"
    )
    files = {
        name: text.replace("    options: {accounts: true}\n", "") for name, text in files.items()
    }
    problems = [p for p in found_in(write_root(tmp_path, files)) if p.code == "lead-in-alone"]
    assert [problem.message.rpartition(", ")[2] for problem in problems] == ["independent"]
