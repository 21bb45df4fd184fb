"""What keeps the code easy to find one's way in: sizes, names, and tests that import no other."""

import ast
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator

import pytest

from tests.support.places import PROJECT

OURS = sorted(
    path.relative_to(PROJECT).as_posix()
    for folder in ("tests", "benchmarks")
    for path in (PROJECT / folder).rglob("*.py")
    if "node_modules" not in path.parts
)
PARSER = "tests/support/pages.py"
PROGRAM = sorted((PROJECT / "clausework").rglob("*.py"))
LONGEST_MODULE, MOST_MODULES = 400, 12


def imported(source: str) -> Iterator[str]:
    """Every module that a file imports, and each name from one, which may be a module too."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def of_tests(source: str) -> list[str]:
    """What a file imports from modules of tests or of fixtures, which pytest alone imports."""
    return [
        name
        for name in imported(source)
        if name.startswith("tests.")
        and any(part.startswith("test_") or part == "conftest" for part in name.split("."))
    ]


def test_no_module_and_no_package_is_too_large() -> None:
    every = [*PROGRAM, *(PROJECT / name for name in OURS)]
    lines = {path: len(path.read_text("utf-8").splitlines()) for path in every}
    assert [path for path, count in lines.items() if count > LONGEST_MODULE] == []
    modules = Counter(path.parent for path in PROGRAM if path.name != "__init__.py")
    # A command is a module.
    del modules[PROJECT / "clausework/commands"]
    assert [folder for folder, count in modules.items() if count > MOST_MODULES] == []


def test_nothing_is_beside_the_packages() -> None:
    beside = {path.name for path in PROGRAM if path.parent == PROJECT / "clausework"}
    assert beside == {"__init__.py", "__main__.py"}


def test_no_two_classes_have_one_name() -> None:
    trees = [ast.parse(path.read_text("utf-8")) for path in PROGRAM]
    names = Counter(
        node.name for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ClassDef)
    )
    assert [name for name, count in names.items() if count > 1] == []


@pytest.mark.parametrize("name", OURS)
def test_no_module_imports_tests(name: str) -> None:
    assert of_tests((PROJECT / name).read_text("utf-8")) == []


def test_pytest_collects_every_module_of_tests() -> None:
    command = (
        sys.executable,
        "-m",
        "pytest",
        "-n0",
        "-qq",
        "--collect-only",
        "-p",
        "no:cacheprovider",
    )
    listed = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=True).stdout
    collected = {line.rpartition(": ")[0] for line in listed.splitlines() if line}
    assert collected == {name for name in OURS if name.rpartition("/")[2].startswith("test_")}


def test_one_module_parses_html() -> None:
    parsing = [
        name
        for name in OURS
        for one in imported((PROJECT / name).read_text("utf-8"))
        if one.startswith("html.parser")
    ]
    assert parsing == [PARSER]


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("from tests.render.test_web import Page", ["tests.render.test_web.Page"]),
        ("from tests.render import test_web as web", ["tests.render.test_web"]),
        ("import tests.render.test_web", ["tests.render.test_web"]),
        ("def f():\n    from tests.conftest import built", ["tests.conftest.built"]),
        ("from tests.support.pages import Page\nfrom tests.judges import axe", []),
    ],
)
def test_an_import_of_tests_is_found(source: str, found: list[str]) -> None:
    assert of_tests(source) == found
