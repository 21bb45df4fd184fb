"""What lies in a folder, and whether it was touched."""

import os
from pathlib import Path

from clausework.source.files import (
    LARGEST_FILE,
    Entries,
    Folder,
    Link,
    Stamp,
    TooLarge,
    digest,
    snapshot,
    stamp,
)
from clausework.store.state import STEP, Seen


def lay_out(root: Path) -> Path:
    (root / "schools" / "oak" / "record").mkdir(parents=True)
    (root / "schools" / ".hidden").mkdir()
    (root / "schools" / ".hidden" / "school.yaml").write_text("no", "utf-8")
    (root / "schools" / "oak" / "school.yaml").write_text("id: oak", "utf-8")
    (root / "schools" / "oak" / "film.mp4").write_bytes(b"\0" * (LARGEST_FILE + 1))
    (root / "schools" / "oak" / "elsewhere").symlink_to(root)
    return root


def test_files_are_read_links_are_not_followed_and_large_files_are_named(tmp_path: Path) -> None:
    assert snapshot(lay_out(tmp_path), "schools") == {
        "schools/oak": Folder(),
        "schools/oak/elsewhere": Link(),
        "schools/oak/film.mp4": TooLarge(LARGEST_FILE + 1),
        "schools/oak/record": Folder(),
        "schools/oak/school.yaml": b"id: oak",
    }


def test_the_first_level_alone_is_not_read(tmp_path: Path) -> None:
    root = lay_out(tmp_path)
    (root / "schools" / "stray.yaml").write_text("words", "utf-8")
    assert snapshot(root, "schools", deep=False) == {
        "schools/oak": Folder(),
        "schools/stray.yaml": b"",
    }


def test_a_folder_that_is_not_there_holds_nothing(tmp_path: Path) -> None:
    assert snapshot(tmp_path, "schools") == {}
    assert stamp(tmp_path, "schools") == stamp(tmp_path, "policy")


def test_a_digest_tells_names_and_contents() -> None:
    trees: list[Entries] = [
        {},
        {"a": b"1"},
        {"a": b"2"},
        {"b": b"1"},
        {"a": b"1", "b": b"1"},
        {"a": Link()},
        {"a": Folder()},
        {"a": TooLarge(1)},
        {"a": TooLarge(2)},
    ]
    assert len({digest(one) for one in trees}) == len(trees)
    assert digest({"a": b"1", "b": b"2"}) == digest({"b": b"2", "a": b"1"})


def test_a_stamp_tells_names_sizes_and_times(tmp_path: Path) -> None:
    path = tmp_path / "schools" / "oak" / "school.yaml"
    path.parent.mkdir(parents=True)

    def seen(words: str, time: int) -> Stamp:
        path.write_text(words, "utf-8")
        os.utime(path, ns=(time, time))
        return stamp(tmp_path, "schools/oak")

    stamps = [seen("one", 5), seen("one", 6), seen("three", 6)]
    path.rename(path.with_name("logo.svg"))
    stamps.append(stamp(tmp_path, "schools/oak"))
    assert len({one.digest for one in stamps}) == 4
    assert [one.newest for one in stamps] == [5, 6, 6, 6]


def test_the_stamp_of_a_file_is_its_own(tmp_path: Path) -> None:
    path = tmp_path / "manifest.json"
    path.write_text("{}", "utf-8")
    before = stamp(tmp_path, "manifest.json")
    path.write_text("{  }", "utf-8")
    assert stamp(tmp_path, "manifest.json") != before


def test_a_stamp_vouches_only_for_what_is_older_than_the_build_that_read_it() -> None:
    now = Stamp("same", newest=10 * STEP)
    assert Seen("same", "", began=12 * STEP).vouches_for(now)
    assert not Seen("same", "", began=11 * STEP).vouches_for(now)
    assert not Seen("other", "", began=12 * STEP).vouches_for(now)
