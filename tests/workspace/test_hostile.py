"""Whatever `check` passes, `build` builds; and nothing that is printed steers a terminal."""

import contextlib
import json
import re
from collections.abc import Mapping
from copy import deepcopy
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import yaml
from hypothesis import HealthCheck, given, settings

from clausework.build import engine
from clausework.checks import check
from clausework.cli.main import main
from clausework.source import problems
from clausework.workspace.root import read_workspace
from tests.support import hostile
from tests.support.places import TODAY, silent
from tests.support.roots import ELM, VERSION, serious, write_root

STEERING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def full() -> dict[str, str]:
    """The root with all keys."""
    files = {name: yaml.safe_dump(data, sort_keys=False) for name, data in hostile.FULL.items()}
    return {**files, hostile.LOGO: hostile.SVG}


def judged(files: Mapping[str, str]) -> None:
    """Check and build a root: what is not against a school is built."""
    with TemporaryDirectory() as folder:
        root = write_root(Path(folder), dict(files))
        found = check(read_workspace(root))
        for problem in found:
            assert not STEERING.search(problems.as_text(problem))
        result = engine.build(engine.Request(root, root / "out", TODAY, jobs=1), silent)
    assert result.failed == {}
    assert result.hub_failure is None
    schools = {name.split("/")[1] for name in files if name.startswith("schools/")}
    faulty = {problem.place.path for problem in problems.errors(found)}
    if all(path.startswith("schools/") for path in faulty):
        assert {*result.built} == schools - {path.split("/")[1] for path in faulty}


def test_the_root_with_all_keys_is_valid(tmp_path: Path) -> None:
    found = serious(check(read_workspace(write_root(tmp_path, full()))))
    assert [problem.code for problem in found] == ["released-unrecorded", "approval-unrecorded"]


LINES = dict.fromkeys(
    ("name", "title", "motto", "label", "owner", "audience", "by", "minute", "reported", "for"), 200
) | dict.fromkeys(("one", "many", "head", "default", "logo_alt"), 200)
LINES |= dict.fromkeys(("address", "contact", "alternative_formats"), 500)


def test_lines_as_long_as_they_may_be_are_built(tmp_path: Path) -> None:
    data = deepcopy(hostile.FULL)
    places = [place for place in hostile.FREE if place[1][-1] in LINES]
    for number, (name, path) in enumerate(places):
        text = f"T{number} {'W' * 500}"[: LINES[str(path[-1])]]
        hostile.put(data[name], path, text)
        if name == VERSION and path[0] == "sections":
            hostile.put(data[hostile.NEXT], path, text)
    files = {name: yaml.safe_dump(file, sort_keys=False) for name, file in data.items()}
    files[hostile.LOGO] = hostile.SVG
    assert problems.errors(check(read_workspace(write_root(tmp_path, files)))) == []
    judged(files)


@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(hostile.roots())
def test_what_passes_the_checks_is_built(root: hostile.Root) -> None:
    judged(root.files())


ESCAPES = "\x1b[31m\x9b1m\u202ered"


@pytest.mark.parametrize("form", ["text", "json", "github", "sarif"])
def test_no_command_prints_what_steers_a_terminal(
    form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = write_root(tmp_path, {**full(), f"schools/{ESCAPES}/school.yaml": full()[ELM]})
    assert main(["check", "--root", str(root), "--format", form]) == 1
    printed = capsys.readouterr().out
    assert not STEERING.search(printed)
    assert r"\u001b[31m\u009b1m\u202ered" in printed or form == "sarif"
    if form == "json":
        paths = {problem["path"] for problem in json.loads(printed)}
        assert f"schools/{ESCAPES}/school.yaml" in paths


@pytest.mark.parametrize(
    "arguments",
    [
        ["build", "--school", ESCAPES],
        ["build", "--policy", ESCAPES],
        [ESCAPES],
        ["diff", ESCAPES, "1.0"],
        ["adopt", ESCAPES, "staff-conduct", "1.1"],
        ["status", "--school", ESCAPES],
        ["impact", ESCAPES, ESCAPES],
        ["verify", ESCAPES],
    ],
    ids=lambda arguments: " ".join(arguments).replace(ESCAPES, "escapes"),
)
def test_what_is_typed_is_answered_without_steering(
    arguments: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = write_root(tmp_path, full())
    with contextlib.suppress(SystemExit):
        assert main([*arguments, "--root", str(root)]) != 0
    printed = capsys.readouterr()
    assert printed.err
    assert not STEERING.search(printed.out + printed.err)
