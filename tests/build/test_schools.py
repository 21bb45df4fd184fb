"""What the store lacks is made again, once, and each school is counted once."""

from pathlib import Path

import pytest

from clausework.build import engine
from clausework.store.store import Store
from tests.support.places import TODAY
from tests.support.roots import OAK, write_root

FORMATS: tuple[engine.Format, ...] = ("web",)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_root(tmp_path / "root")


def _built(root: Path) -> tuple[engine.Result, list[tuple[str, int, int]]]:
    steps: list[tuple[str, int, int]] = []
    request = engine.Request(root, root / "out", TODAY, formats=FORMATS)
    result = engine.build(request, lambda *step: steps.append(step))
    return result, steps


def test_what_the_store_lacks_is_made_again(root: Path) -> None:
    _built(root)
    page = (root / "out/sites/oak/index.html").read_bytes()
    for path in (root / ".clausework/objects").glob("*/*"):
        path.unlink()
    (root / OAK).write_text((root / OAK).read_text("utf-8") + "\n# Checked.\n", "utf-8")
    result, steps = _built(root)
    assert result.failed == {}
    assert [(done, total) for _, done, total in steps] == [(1, 2), (2, 2)]
    assert (root / "out/sites/oak/index.html").read_bytes() == page


def test_a_store_that_keeps_nothing_is_tried_twice(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Store, "has", lambda store, name: False)
    result, steps = _built(root)
    words = "the store does not keep what is saved in it"
    assert result.failed == {"elm": words, "oak": words}
    assert sorted(name for name, _, _ in steps) == sorted(result.names.values())
    assert [(done, total) for _, done, total in steps] == [(1, 2), (2, 2)]
