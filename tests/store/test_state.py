"""The state of outputs comes back as it was, a line for each school, or not at all."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from clausework.source.problems import Place, warning
from clausework.store import state
from clausework.store.state import BuildState, HubEntry, MasterEntry, SchoolEntry, Seen
from clausework.store.store import Store

SEEN = Seen("stamp", "digest", 5)
PROBLEM = warning("placeholder", Place("policy/terms.yaml", 1, 2), "what", "why", "fix")
OAK = SchoolEntry(
    seen=SEEN,
    name="Oak\nSchool",
    terms=("head",),
    on=date(2026, 1, 31),
    turns=(date(2026, 2, 1),),
    reads=("policy/leave/1.0.yaml",),
    master="m",
    formats=("web",),
    policies=("leave",),
    copied=False,
    outputs="o",
    files="f",
    sources="s",
    summary="u",
    problems=(PROBLEM,),
)
STATE = BuildState(
    master=MasterEntry(SEEN, "m", "c", {"policy/leave/1.0.yaml": "1"}, ("leave",), (PROBLEM,)),
    schools={"oak": OAK, "elm": replace(OAK, name="Elm \N{LINE SEPARATOR} School")},
    hub=HubEntry("d", "o", "f", "s", True),
    listed="l",
    on=date(2026, 1, 31),
)


def _file(folder: Path) -> Path:
    [path] = (folder / "store" / "outputs").iterdir()
    return path


@pytest.mark.parametrize("kept", [STATE, BuildState()])
def test_a_state_comes_back(tmp_path: Path, kept: BuildState) -> None:
    store = Store(tmp_path / "store")
    state.write(store, tmp_path / "out", kept)
    assert state.read(store, tmp_path / "out") == kept
    assert state.read(store, tmp_path / "other") == BuildState()


def test_every_line_is_json_by_itself(tmp_path: Path) -> None:
    state.write(Store(tmp_path / "store"), tmp_path / "out", STATE)
    _, *lines = _file(tmp_path).read_text("utf-8").split("\n")
    schools = [json.loads(line).get("school") for line in lines if line]
    assert [name for name in schools if name] == ["oak", "elm"]


@pytest.mark.parametrize(
    "lines",
    [
        [{"listed": "l"}, {"school": "oak", "entry": {}}],
        [{"listed": "l"}, {"school": "oak", "entry": None}],
        [{"master": {"seen": {"stamp": "a"}}}],
        [{"hub": {"digest": "d"}}],
        [{"hub": {"digest": "d", "outputs": "", "files": "", "sources": "", "other": 1}}],
    ],
)
def test_a_state_of_another_form_is_none(tmp_path: Path, lines: list[dict[str, object]]) -> None:
    store = Store(tmp_path / "store")
    store.keep_outputs(tmp_path / "out", lines)
    assert state.read(store, tmp_path / "out") == BuildState()


def test_a_damaged_line_damages_the_state(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    state.write(store, tmp_path / "out", STATE)
    path = _file(tmp_path)
    path.write_bytes(path.read_bytes().replace(b'"listed":"l"', b'"listed":"x"'))
    assert state.read(store, tmp_path / "out") == BuildState()
    assert store.damaged
