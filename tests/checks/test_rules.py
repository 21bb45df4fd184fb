"""Each rule finds what breaks it, where it is, and nothing else; and the docs explain each."""

import ast
import os
import re
import shutil
import struct
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from clausework.source.characters import PRINTABLE
from clausework.source.files import LARGEST_FILE
from tests.checks.breaks import BREAKS
from tests.checks.breaks.pieces import BRAND, LOGO
from tests.support.pictures import UNSOUND
from tests.support.places import PROJECT
from tests.support.roots import (
    ELM,
    FILES,
    OAK,
    POLICY,
    TERMS,
    VERSION,
    Break,
    Where,
    broken,
    found_in,
    marked,
    serious,
    shut,
    where,
    write_root,
)

PACKAGE = PROJECT / "clausework"
DOCS = (PROJECT / "docs/checks.md").read_text("utf-8")


def documented(code: str) -> set[str]:
    """How much a finding weighs, as its documentation has it."""
    return {
        word.lower() for word in re.findall(rf"^### {code}\n\n\*\*(\w+)\.\*\*", DOCS, re.MULTILINE)
    }


def test_the_root_that_the_fixtures_break_is_valid(tmp_path: Path) -> None:
    assert serious(found_in(write_root(tmp_path))) == []


@pytest.mark.parametrize(
    "case", BREAKS, ids=[f"{at} {case.code}: {case.new[:40]!r}" for at, case in enumerate(BREAKS)]
)
def test_a_broken_rule_is_found_at_its_place(case: Break, tmp_path: Path) -> None:
    files = broken([case])
    found = found_in(write_root(tmp_path, files))
    expected = [one for name, text in files.items() for one in marked(case.code, name, text)]
    assert expected, "the case has no mark"
    own = [problem for problem in found if problem.code == case.code]
    if case.code == "brand-shade":
        own = [problem for problem in own if problem.place.path == case.file]
    assert sorted(where(own)) == sorted(expected)
    assert {problem.severity for problem in own} == documented(case.code)
    assert {problem.code for problem in serious(found)} - {case.code} == set(case.also)


def _png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        checksum = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + checksum

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IEND", b"")


SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">{}</svg>'
LOGOS = [
    ("logo-format", "logo.svg", _png(10, 10)),
    ("logo-broken", "logo.png", _png(10, 10)[:-1]),
    ("logo-too-large", "logo.png", _png(4001, 4001)),
    ("logo-size", "logo.png", _png(110, 10)),
    ("logo-text", "logo.svg", SVG.format("<text>Oak</text>").encode()),
    ("logo-not-drawn", "logo.jpg", UNSOUND["cmyk.jpg"][1]()),
    ("logo-not-drawn", "logo.svg", UNSOUND["endless.svg"][1]()),
    ("logo-contrast", "logo.svg", SVG.format('<path fill="#1f4e79" d="M0 0h9v9z"/>').encode()),
    ("logo-unsafe", "logo.svg", SVG.format("<script>run()</script>").encode()),
]


@pytest.mark.parametrize(("code", "name", "data"), LOGOS)
def test_a_logo_that_cannot_be_used_is_found_where_it_is_named(
    code: str, name: str, data: bytes, tmp_path: Path
) -> None:
    files = broken([Break(code, OAK, BRAND, LOGO.replace("logo.svg", name))])
    write_root(tmp_path, files)
    (tmp_path / "schools/oak" / name).write_bytes(data)
    found = serious(found_in(tmp_path))
    assert where(found) == marked(code, OAK, files[OAK])
    assert {problem.severity for problem in found} == documented(code)


def _link(root: Path, name: str) -> None:
    (root / name).rename(root / "elsewhere")
    (root / name).symlink_to(root / "elsewhere")


def _folder_link(root: Path) -> None:
    (root / "schools/ash").symlink_to(root / "schools/oak")


def _remove_policies(root: Path) -> None:
    for name in (OAK, ELM, VERSION, POLICY):
        (root / name).unlink()
        if not any((root / name).parent.iterdir()):
            (root / name).parent.rmdir()


def _folder_in_place(root: Path, name: str) -> None:
    (root / name).unlink()
    (root / name).mkdir()


def _pipe_in_place(root: Path, name: str) -> None:
    (root / name).unlink()
    os.mkfifo(root / name)


def _file_in_place(root: Path, name: str) -> None:
    shutil.rmtree(root / name, ignore_errors=True)
    (root / name).touch()


ENCODED = FILES[TERMS].replace("Headteacher", "Princip£l").encode("cp1252")
RECORDS = "schools/oak/record"
OPEN = "schools/oak/~$school.yaml"
COPY = "policy/staff-conduct/1.0-DESKTOP-AB12CD3.yaml"
ON_DISK: list[tuple[str, Callable[[Path], object], str, int, int]] = [
    ("file-missing", lambda root: (root / POLICY).unlink(), POLICY, 1, 1),
    ("file-missing", lambda root: (root / OAK).unlink(), OAK, 1, 1),
    ("file-open", lambda root: (root / OPEN).touch(), OPEN, 1, 1),
    ("conflict-copy", lambda root: (root / COPY).touch(), COPY, 1, 1),
    ("file-not-read", lambda root: (root / "policy/term.yaml").touch(), "policy/term.yaml", 1, 1),
    ("link-not-followed", lambda root: _link(root, OAK), OAK, 1, 1),
    ("link-not-followed", lambda root: _link(root, TERMS), TERMS, 1, 1),
    ("link-not-followed", _folder_link, "schools/ash", 1, 1),
    ("no-policy", _remove_policies, "policy", 1, 1),
    ("no-school", lambda root: shutil.rmtree(root / "schools"), "schools", 1, 1),
    ("not-a-file", lambda root: _folder_in_place(root, OAK), OAK, 1, 1),
    ("not-a-file", lambda root: _pipe_in_place(root, OAK), OAK, 1, 1),
    ("not-a-file", lambda root: _pipe_in_place(root, TERMS), TERMS, 1, 1),
    ("not-a-folder", lambda root: _file_in_place(root, "schools"), "schools", 1, 1),
    ("not-a-folder", lambda root: _file_in_place(root, RECORDS), RECORDS, 1, 1),
    ("link-not-followed", lambda root: (root / RECORDS).symlink_to(root), RECORDS, 1, 1),
    ("version-missing", lambda root: (root / VERSION).unlink(), POLICY, 1, 1),
    ("file-too-large", lambda root: (root / OAK).write_bytes(b"#" * (LARGEST_FILE + 1)), OAK, 1, 1),
    ("not-utf-8", lambda root: (root / TERMS).write_bytes(ENCODED), TERMS, 2, 24),
    ("not-utf-8", lambda root: (root / OAK).write_bytes(FILES[OAK].encode("utf-16")), OAK, 1, 1),
]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "change", "path", "line", "column"),
    ON_DISK,
    ids=[f"{at} {code}: {path}" for at, (code, _, path, *_) in enumerate(ON_DISK)],
)
def test_a_fault_of_the_folder_is_found(
    code: str, change: Callable[[Path], object], path: str, line: int, column: int, tmp_path: Path
) -> None:
    change(write_root(tmp_path))
    found = serious(found_in(tmp_path))
    assert where(found) == [Where(code, path, line, column)]
    assert {problem.severity for problem in found} == documented(code)


@pytest.mark.parametrize(
    "name", ["schools", "schools/oak", OAK, RECORDS, f"{RECORDS}/x", "policy/staff-conduct", TERMS]
)
def test_what_cannot_be_opened_is_named(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = write_root(tmp_path)
    (root / RECORDS / "x").mkdir(parents=True)
    shut(monkeypatch, root / name)
    found = [problem for problem in found_in(root) if problem.code == "file-unreadable"]
    assert where(found) == [Where("file-unreadable", name, 1, 1)]
    assert {problem.severity for problem in found} == documented("file-unreadable")


MAKERS = {
    "Problem",
    "error",
    "warning",
    "TextFault",
    "Conflict",
    "LogoFault",
    "PydanticCustomError",
}
CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def codes() -> Iterator[tuple[str, str]]:
    """Every code that a call in the package gives to a problem, with what is called."""
    for path in PACKAGE.rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            maker = getattr(call.func, "id", "") if isinstance(call, ast.Call) else ""
            if isinstance(call, ast.Call) and maker in MAKERS and call.args:
                for part in ast.walk(call.args[0]):
                    if isinstance(part, ast.Constant) and CODE.fullmatch(str(part.value)):
                        yield maker, str(part.value)


def covered() -> set[str]:
    return {
        "file-unreadable",
        *(case.code for case in BREAKS),
        *(code for code, *_ in LOGOS),
        *(code for code, *_ in ON_DISK),
    }


def test_every_rule_has_a_fixture_that_breaks_it() -> None:
    makers, found = zip(*codes(), strict=True)
    assert set(makers) == MAKERS
    assert set(found) == covered()


def test_every_rule_is_explained_once_and_nothing_else_is() -> None:
    assert sorted(re.findall(r"^### (.+)$", DOCS, re.MULTILINE)) == sorted(covered())


def test_every_letter_that_is_let_through_is_in_every_typeface() -> None:
    fonts = sorted((Path(__file__).parents[2] / "templates" / "fonts").glob("*.ttf"))
    assert len(fonts) == 5
    letters = {chr(code) for code in range(0x20, 0x10000) if re.match(f"[{PRINTABLE}]", chr(code))}
    assert len(letters) > 500
    for font in fonts:
        had = {chr(code) for code in TTFont(font).getBestCmap()}
        assert sorted(letters - had) == [], font.name
