"""Commands that are stopped at a file operation, by a kill or by a power cut, and two at a time.

Whatever is stopped, each file of a root is the old one or the new one, the checks find no error,
and the command ends well when it is given again. Of two commands both effects are there, or one of
them was refused and changed nothing.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from clausework.checks import digest
from tests.fuzz.children import KILLED, Child, operations
from tests.fuzz.properties import Property
from tests.fuzz.trial import Said, Thing, aged, contents, fresh, home, pasteable, plain, run
from tests.support.disk import Moment, State
from tests.support.meetings import FIRST_TEXT, MEETING, ROOT
from tests.support.power_cut import recorded
from tests.support.roots import ELM, OAK, POLICY, write_root
from tests.support.roots import FILES as FIRST

DRESS_CODE = (
    FIRST[POLICY].replace("staff-conduct", "dress-code").replace("Staff Conduct", "Dress Code")
    + f'released:\n  "1.0": {digest(FIRST_TEXT.encode())}\n'
)
IN_USE = '  dress-code:\n    version: "1.0"\n'
FILES = ROOT | {
    "policy/dress-code/policy.yaml": DRESS_CODE,
    "policy/dress-code/1.0.yaml": FIRST_TEXT,
    OAK: ROOT[OAK] + IN_USE,
    ELM: ROOT[ELM] + IN_USE,
}
# Where a stopped command has had a second, the other one waits for it.
PATIENCE = 1.0


@dataclass(frozen=True)
class Command:
    """What is called by a name."""

    name: str
    words: tuple[str, ...]


def _command(name: str, *words: str) -> Command:
    return Command(name, words)


MEETING_2 = ("--by", "Full Governing Body", "--on", "2026-06-09", "--minute", "3")
DECISIONS = (
    _command("approve", "approve", "oak", "staff-conduct", *MEETING),
    _command("approve another", "approve", "elm", "staff-conduct", *MEETING),
    _command("approve a second", "approve", "elm", "dress-code", *MEETING_2),
    _command("defer", "approve", "oak", "staff-conduct", *MEETING, "--outcome", "deferred"),
    _command("keep", "review-unchanged", "oak", "dress-code", *MEETING_2),
    _command("adopt", "adopt", "elm", "staff-conduct", "1.1"),
    _command("release", "release", "staff-conduct", "1.2", "--by", "HR", "--on", "2026-10-01"),
    _command(
        *("withdraw", "withdraw", "staff-conduct", "1.0", "--by", "HR", "--on", "2026-10-02"),
        *("--reason", "It was replaced."),
    ),
    _command(
        *("new school", "new", "school", "ash", "--name", "Ash School", "--type", "community"),
        *("--primary", "#1f4e79", "--accent", "#f2a900"),
    ),
    _command(
        *("new policy", "new", "policy", "leave", "--title", "Leave", "--owner", "HR"),
        *("--binding", "adapt"),
    ),
    _command("new version", "new", "version", "staff-conduct", "1.3"),
)
PRINTING = (
    _command("build", "build", "--jobs", "1"),
    _command("review", "review", "staff-conduct", "--school", "oak", "--to", "1.2"),
    _command("copy", "copy", "oak", "dress-code", "--on", "2026-09-01"),
)
BY_NAME = {one.name: one for one in (*DECISIONS, *PRINTING)}


def decided(root: Path) -> None:
    """Two policies and two schools, each with something to decide, one record, and the outputs as
    they were before that.
    """
    write_root(root, FILES)
    aged(root)
    for command in (
        ("build", "--jobs", "1"),
        ("approve", "oak", "dress-code", *MEETING),
    ):
        said = run(root, *command)
        assert said.status == 0, said


def _words(command: Command) -> tuple[str, ...]:
    # Notices are drafts, which no build knows of.
    apart = command.name in ("release", "withdraw")
    return (*command.words, "--out", str(home() / "notices")) if apart else command.words


@dataclass(frozen=True)
class Files:
    """Sources and outputs, by path; what a write was preparing has a name that nothing reads."""

    sources: Mapping[str, Thing]
    outputs: Mapping[str, Thing]


def _files(root: Path) -> Files:
    found = {
        name: thing
        for name, thing in contents(root).items()
        if not any(part.startswith(".") for part in name.split("/")) and isinstance(thing, bytes)
    }
    outputs = {name: thing for name, thing in found.items() if name.startswith("out/")}
    sources = {name: thing for name, thing in found.items() if name not in outputs}
    return Files(sources, outputs)


@lru_cache
def _before() -> Files:
    return _files(fresh(decided))


@lru_cache
def _after(*names: str) -> tuple[tuple[int, ...], Files]:
    """The statuses of commands one after the other, and what they leave."""
    root = fresh(decided)
    statuses = tuple(run(root, *_words(BY_NAME[name])).status for name in names)
    return statuses, _files(root)


@lru_cache
def _operations(name: str) -> int:
    return operations(fresh(decided), _words(BY_NAME[name]))


@lru_cache
def _moments(name: str) -> Sequence[Moment]:
    root = fresh(decided)
    with recorded(root) as moments:
        run(root, *_words(BY_NAME[name]))
    return moments


def _names(*commands: Command) -> st.SearchStrategy[str]:
    return st.sampled_from([one.name for one in commands])


# Where in a command it is stopped, in thousandths of its file operations.
MOMENTS = st.integers(0, 999)


def _step(name: str, moment: int) -> int:
    return 1 + moment * _operations(name) // 1_000


@given(_names(*DECISIONS, *PRINTING), MOMENTS)
def killed(name: str, moment: int) -> None:
    """A command is killed at a file operation."""
    step = _step(name, moment)
    _after(name)
    root = fresh(decided)
    with _pasteable(f"kill -9 at file operation {step} of: {_shell(name)}"):
        said = Child(root, _words(BY_NAME[name]), "kill", step).said()
        assert said.status in (-KILLED, _after(name)[0][0]), said
        _whole(root, name)
        for place in ("out/sites/oak", "out/sites/elm", "out/hub"):
            now, old, new = (_below(one.outputs, place) for one in _three(root, name))
            assert now in (old, new), f"{place} is between old and new"
        _ends_well(root, name)


@given(_names(*DECISIONS, *PRINTING), MOMENTS, st.integers(0, 999))
def power_cuts(name: str, moment: int, which: int) -> None:
    """The power goes at a file operation, and what was not synced may be lost."""
    _after(name)
    moments = _moments(name)
    states = list(moments[moment * len(moments) // 1_000].states())
    state = states[which * len(states) // 1_000]
    root = _laid_out(state)
    with _pasteable(f"{_shell(name)}  # {state.lost}"):
        _whole(root, name)
        _ends_well(root, name)


def _laid_out(state: State) -> Path:
    root = home() / "trial" / "root"
    shutil.rmtree(root.parent, ignore_errors=True)
    root.parent.mkdir()
    return state.lay_out(root)


def _three(root: Path, name: str) -> tuple[Files, Files, Files]:
    return _files(root), _before(), _after(name)[1]


def _below(files: Mapping[str, Thing], place: str) -> dict[str, Thing]:
    return {name: thing for name, thing in files.items() if name.startswith(f"{place}/")}


def _whole(root: Path, name: str) -> None:
    """Each file is old or new, the checks find no error, and `verify` knows what it sees."""
    now, old, new = _three(root, name)
    for path in {*now.sources, *old.sources}:
        found = now.sources.get(path)
        assert found in (old.sources.get(path), new.sources.get(path)), (
            f"{path} is neither: {found!r}"
        )
    checked = run(root, "check")
    plain(checked)
    printed = (checked.out + checked.err).splitlines()
    # An approval that has its record and no more is named, with the command that completes it.
    faults = [line for line in printed if ": error: " in line]
    others = [line for line in faults if not line.endswith("[decision-differs]")]
    assert checked.status == bool(faults), f"a check that says two things\n{checked}"
    assert not others, f"a stop left an error\n{checked}"
    if not (root / "out" / "manifest.json").is_file():
        return
    said = run(root, "verify", str(root / "out"))
    if said.status == 0:
        assert now.outputs in (old.outputs, new.outputs), f"verify takes it for whole\n{said}"


def _ends_well(root: Path, name: str) -> None:
    """The command does the rest when it is given again, or says that all is done."""
    again = run(root, *_words(BY_NAME[name]))
    statuses, after = _after(name)
    now = _files(root)
    assert now.sources == after.sources, f"it does not end well\n{again}\n{_unlike(now, after)}"
    if again.status != statuses[0]:
        assert again.status in (1, 2), again
        assert (again.out + again.err).strip(), again
    built = run(root, "build", "--jobs", "1")
    plain(built)
    assert built.status == 0, f"it cannot be built\n{built}"
    said = run(root, "verify", str(root / "out"))
    if name != "copy":
        assert said.status == 0, f"not whole after a build\n{said}"


def _unlike(now: Files, after: Files) -> list[str]:
    one, other = now.sources, after.sources
    return sorted(name for name in {*one, *other} if one.get(name) != other.get(name))


@given(_names(*DECISIONS), MOMENTS, _names(*DECISIONS, *PRINTING))
def decisions(name: str, moment: int, other: str) -> None:
    """While one command is held up at a file operation, another one is given."""
    _both(name, _step(name, moment), other)


@given(_names(*PRINTING), MOMENTS, _names(*DECISIONS, *PRINTING))
def printing(name: str, moment: int, other: str) -> None:
    """The same of what writes outputs."""
    _both(name, _step(name, moment), other)


def _both(name: str, step: int, other: str) -> None:
    orders = [(name, other), (other, name)]
    known = {one: _after(*one) for one in orders}
    alone = {one: _after(one) for one in (name, other)}
    root = fresh(decided)
    with _pasteable(
        f"{_shell(name)}  # held up at its file operation {step}, until the next ended",
        _shell(other),
    ):
        first = Child(root, _words(BY_NAME[name]), "hold", step)
        waits = first.held()
        second = Child(root, _words(BY_NAME[other]), "kill")
        if waits:
            second.ended(PATIENCE)
            first.go()
        said = {0: first.said(), 1: second.said()}
        for one in said.values():
            _plain(one)
        now = _files(root).sources
        statuses = (said[0].status, said[1].status)
        fits = [
            (statuses == known[orders[0]][0] and now == known[orders[0]][1].sources),
            (statuses[::-1] == known[orders[1]][0] and now == known[orders[1]][1].sources),
            (
                statuses[1] == 3
                and (statuses[0],) == alone[name][0]
                and now == alone[name][1].sources
            ),
            (
                statuses[0] == 3
                and (statuses[1],) == alone[other][0]
                and now == alone[other][1].sources
            ),
        ]
        assert any(fits), f"an effect is lost\n{said[0]}\n{said[1]}"
        built = run(root, "build", "--jobs", "1")
        plain(built)
        assert built.status == 0, f"it cannot be built\n{built}"


def _plain(said: Said) -> None:
    """As `plain`, and a command that means nothing any more may say so."""
    plain(
        Said(said.command, said.status % 2 if said.status == 2 else said.status, said.out, said.err)
    )


def _shell(name: str) -> str:
    return f"clausework {' '.join(_words(BY_NAME[name]))}"


def _pasteable(*lines: str) -> AbstractContextManager[None]:
    before = (f"clausework build; clausework approve oak dress-code {' '.join(MEETING)}",)
    return pasteable(FILES, (), *before, *lines)


PROPERTIES = (
    Property("killed", "stops", killed, batch=5, short=2),
    Property("power cuts", "stops", power_cuts, batch=5, short=2),
    Property("two decisions at once", "two-at-a-time", decisions, batch=3, short=2),
    Property("outputs and another at once", "two-at-a-time", printing, batch=3, short=1),
)
