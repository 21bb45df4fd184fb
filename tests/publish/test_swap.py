"""Folders exchanged whole, also where the system has no exchange, and after a stop."""

import shutil
from pathlib import Path

import pytest

from clausework.cli.main import main
from clausework.publish import swap
from tests.support.meetings import small_root
from tests.support.power_cut import recorded


def folder(path: Path, words: str) -> Path:
    path.mkdir(parents=True)
    (path / "index.html").write_text(words, "utf-8")
    return path


def read(path: Path) -> str:
    return (path / "index.html").read_text("utf-8")


@pytest.fixture(params=["one step", "two steps"])
def exchanging(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "two steps":
        monkeypatch.setattr(swap, "_swap", lambda one, other: False)


@pytest.mark.usefixtures("exchanging")
def test_exchange_puts_the_new_in_the_place_of_the_old(tmp_path: Path) -> None:
    target = folder(tmp_path / "sites" / "oak", "old")
    staged = swap.staging(tmp_path)
    folder(staged / "sites" / "oak", "new")
    swap.exchange(staged, tmp_path, ["sites/oak", "sites/elm"])
    assert read(target) == "new"
    assert not staged.exists()
    assert [path.name for path in (tmp_path / "sites").iterdir()] == ["oak"]


@pytest.mark.usefixtures("exchanging")
def test_exchange_where_nothing_was(tmp_path: Path) -> None:
    staged = swap.staging(tmp_path)
    folder(staged / "sites" / "oak", "new")
    swap.exchange(staged, tmp_path, ["sites/oak"])
    assert read(tmp_path / "sites" / "oak") == "new"


# A school may be called "hub", and is another folder then.
PLACES = ("sites/oak", "sites/hub", "hub")


@pytest.mark.parametrize("place", PLACES)
def test_a_stop_between_two_renames_is_put_right(tmp_path: Path, place: str) -> None:
    staged = swap.staging(tmp_path)
    folder(staged / f"{place}.old", "old")
    folder(staged / place, "new, not known to be whole")
    assert not (tmp_path / place).exists()
    (tmp_path / "sites").mkdir()
    assert list(swap.staging(tmp_path).iterdir()) == []
    assert read(tmp_path / place) == "old"
    assert sorted(tmp_path.rglob("index.html")) == [tmp_path / place / "index.html"]


@pytest.mark.parametrize("place", PLACES)
def test_a_stop_after_the_exchange_leaves_the_new(tmp_path: Path, place: str) -> None:
    folder(tmp_path / place, "new")
    folder(swap.staging(tmp_path) / f"{place}.old", "old")
    swap.staging(tmp_path)
    assert read(tmp_path / place) == "new"


def test_a_power_cut_leaves_the_old_or_the_new(tmp_path: Path) -> None:
    for place in ("sites/oak", "hub"):
        folder(tmp_path / "out" / place, "old")
    with recorded(tmp_path) as moments:
        staged = swap.staging(tmp_path / "out")
        for place in ("sites/oak", "sites/elm", "hub"):
            folder(staged / place, "new")
        swap.exchange(staged, tmp_path / "out", ["sites/oak", "sites/elm", "hub"])
    found: dict[str, set[bytes | None]] = {"sites/oak": set(), "sites/elm": set(), "hub": set()}
    for moment in moments:
        for state in (moment.now, *moment.states()):
            for place, seen in found.items():
                page = state.files.get(f"out/{place}/index.html")
                seen.add(page.data if page else None)
    assert found == {
        "sites/oak": {b"old", b"new"},
        "sites/elm": {None, b"new"},
        "hub": {b"old", b"new"},
    }
    for state in moments[-1].states():
        assert state.visible() == {f"out/{place}/index.html": b"new" for place in found}


def test_a_build_after_a_power_cut_makes_all_right(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = small_root(tmp_path / "root")
    build = ["build", "--format", "pdf", "--jobs", "1", "--root", str(root)]
    assert main(build) == 0
    for school in ("oak", "elm"):
        path = root / "schools" / school / "school.yaml"
        path.write_text(path.read_text("utf-8") + "motto: Grow strong\n", "utf-8")
    with recorded(root) as moments:
        assert main(build) == 0
    before, after = moments[0].now.visible(), moments[-1].now.visible()
    assert len({name for name in after if before[name] != after[name]}) == 5
    left = {}
    for state in (state for moment in moments for state in (moment.now, *moment.states())):
        seen = state.visible()
        for name in {*seen, *before, *after}:
            assert seen.get(name) in (before.get(name), after.get(name)), (name, state.lost)
        # What the next build goes by is what it sees, and how the last one says that it left it.
        kept = [one for name, one in state.files.items() if name.startswith(".clausework/outputs/")]
        left[tuple(seen.values()), tuple(one.data for one in kept)] = state
    assert len(left) > 4
    for state in left.values():
        shutil.rmtree(root)
        state.lay_out(root)
        assert main(build) == 0, state.lost
        capsys.readouterr()
        assert main(["verify", str(root / "out"), "--root", str(root)]) == 0, state.lost
        found = {name: (root / name).read_bytes() for name in after}
        assert found == after, state.lost
