"""The harness itself: it counts, finds what is wrong, makes it small and prints it as files."""

import json
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fuzz import __main__ as long
from tests.fuzz.properties import Property, turn


@dataclass(frozen=True)
class Example:
    """A number that comes as files."""

    number: int

    def files(self) -> Mapping[str, str | bytes]:
        return {"a/number.txt": f"it's {self.number}\n", "b": bytes([self.number % 256])}


EXAMPLES = st.integers(0, 1000).map(Example)
SEEN: list[int] = []


@given(EXAMPLES)
def below_ten(example: Example) -> None:
    SEEN.append(example.number)
    assert example.number < 10, "ten or more"


@given(EXAMPLES)
def always(example: Example) -> None:
    SEEN.append(example.number)


RIGHT = Property("always", "words", always, batch=20, short=5, count=2)
WRONG = Property("below ten", "flips", below_ten, batch=100, short=5)


def test_a_turn_counts_cases() -> None:
    found = turn(RIGHT, 1, 20)
    assert (found.tried, found.right, found.failure) == (40, 40, None)


def test_the_same_number_tries_the_same_examples_and_another_others() -> None:
    tried = []
    for number in (7, 7, 8):
        SEEN.clear()
        turn(RIGHT, number, 20)
        tried.append([*SEEN])
    assert tried[0] == tried[1] != tried[2]


def test_what_fails_is_made_small_and_can_be_pasted(tmp_path: Path) -> None:
    found = turn(WRONG, 1, 100)
    assert found.failure is not None
    assert found.tried == found.right + 1
    assert "AssertionError: ten or more" in found.failure.error
    subprocess.run(["bash", "-e"], input=found.failure.files, text=True, cwd=tmp_path, check=True)
    assert (tmp_path / "a" / "number.txt").read_text() == "it's 10\n"
    assert (tmp_path / "b").read_bytes() == b"\n"


def test_a_long_run_says_what_was_tried_and_how_to_repeat_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(long, "PROPERTIES", (RIGHT, WRONG))
    figures = tmp_path / "figures.json"
    asked = ["--fuzz", "1", "--seed", "5", "--jobs", "1", "--json", str(figures)]
    assert long.main(asked) == 1
    said = capsys.readouterr().out
    assert "cat > 'a/number.txt'" in said
    repeat = next(line for line in said.splitlines() if "--only" in line)
    assert "--seed 5 --only 'below ten' --turn " in repeat
    written = json.loads(figures.read_text())
    assert written["seed"] == 5
    by_kind = {row["kind"]: row for row in written["kinds"]}
    assert by_kind["words"]["tried"] == by_kind["words"]["right"] > 0
    assert by_kind["flips"]["tried"] == by_kind["flips"]["right"] + 1


def test_a_turn_is_of_one_property(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        long.main(["--fuzz", "0", "--turn", "3"])
    assert "--turn needs --only NAME" in capsys.readouterr().err


def test_a_long_run_without_a_fault_ends_well(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(long, "PROPERTIES", (RIGHT,))
    assert long.main(["--fuzz", "0.2", "--jobs", "1"]) == 0
