"""What answers yes or no does nothing else: whoever asks prints and writes."""

import ast
from collections.abc import Iterator
from pathlib import Path

import clausework

PACKAGE = Path(clausework.__file__).parent
ACTS = {"print", "print_problems", "print_styled", "report", "refuse"}
ACTS |= {"write_all", "write_bytes", "write_folder", "write_text", "write_whole"}


def _acts(tree: ast.AST) -> Iterator[str]:
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef) or function.returns is None:
            continue
        if ast.unparse(function.returns) != "bool":
            continue
        for call in ast.walk(function):
            if isinstance(call, ast.Call):
                name = ast.unparse(call.func).rpartition(".")[2]
                if name in ACTS:
                    yield f"{function.name} calls {name}"


def test_no_predicate_prints_or_writes() -> None:
    found = {
        f"{path.relative_to(PACKAGE)}: {act}"
        for path in PACKAGE.rglob("*.py")
        for act in _acts(ast.parse(path.read_text("utf-8")))
    }
    assert found == set()


def test_one_that_prints_is_noticed() -> None:
    tree = ast.parse("def told(x: int) -> bool:\n    console.print_problems(x)\n    return True\n")
    assert list(_acts(tree)) == ["told calls print_problems"]
