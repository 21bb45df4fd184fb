"""Where tests are: none is imported by another, so what several need is in `tests/support`."""

import ast
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


@pytest.mark.parametrize("name", OURS)
def test_no_module_imports_tests(name: str) -> None:
    assert of_tests((PROJECT / name).read_text("utf-8")) == []


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
