"""Each way in which outputs may not be what the sources give is found, by name."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from clausework import engine, manifest
from clausework.cli import main
from clausework.verify import Finding, NotListed, verify
from tests.checks.roots import AUTHORITIES, ELM, VERSION, write_root
from tests.conftest import silent

PDF = "sites/oak/documents/staff-conduct.pdf"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = write_root(tmp_path_factory.mktemp("made") / "root")
    engine.build(engine.Request(root, root / "out", copy=True), silent)
    return root


@pytest.fixture
def root(made: Path, tmp_path: Path) -> Path:
    return shutil.copytree(made, tmp_path / "root")


def flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def other_tool(root: Path) -> None:
    path = root / "out" / "manifest.json"
    text = path.read_text("utf-8")
    path.write_text(text.replace(f'"typst": "{manifest.tools()["typst"]}"', '"typst": "0"'))


CASES: dict[str, tuple[Callable[[Path], object], str, list[Finding]]] = {
    "nothing": (lambda root: None, "", []),
    "a flipped byte": (lambda r: flip(r / "out" / PDF), "", [Finding("changed", PDF)]),
    "a lost file": (lambda r: (r / "out" / PDF).unlink(), "", [Finding("missing", PDF)]),
    "another file": (
        lambda r: (r / "out/sites/oak/x.html").touch(),
        "",
        [Finding("unlisted", "sites/oak/x.html")],
    ),
    "an edited clause": (lambda r: flip(r / VERSION), "", [Finding("source-changed", VERSION)]),
    "a lost source": (
        lambda r: (r / AUTHORITIES).unlink(),
        "",
        [Finding("source-missing", AUTHORITIES)],
    ),
    "another template": (
        lambda r: (r / "templates").mkdir() or (r / "templates/words.j2").touch(),
        "",
        [Finding("source-changed", "templates")],
    ),
    "another tool": (other_tool, "", [Finding("tool-changed", "typst 0")]),
    "elsewhere": (lambda r: flip(r / "out" / PDF), "sites/elm", []),
    "one file": (lambda r: flip(r / "out" / PDF), PDF, [Finding("changed", PDF)]),
    "another school": (lambda r: flip(r / ELM), PDF, []),
}


@pytest.mark.parametrize("name", CASES)
def test_what_is_amiss_is_named(name: str, root: Path) -> None:
    spoil, where, expected = CASES[name]
    spoil(root)
    verdict = verify(root, root / "out" / where)
    assert list(verdict.findings) == expected
    assert verdict.files == (1 if where == PDF else verdict.files) > 0


def test_what_no_manifest_lists_is_refused(root: Path, tmp_path: Path) -> None:
    for path in (tmp_path, root / "policy", root / "out" / "sites" / "ash"):
        with pytest.raises(NotListed):
            verify(root, path)


def test_as_it_is_typed(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["verify", str(root / "out"), "--root", str(root)]
    assert main(arguments) == 0
    assert "whole, and up to date." in capsys.readouterr().err
    flip(root / "out" / PDF)
    assert main(arguments) == 1
    assert capsys.readouterr().out == f"{PDF}: is not as it was built\n"
    assert main([*arguments, "--json"]) == 1
    said = json.loads(capsys.readouterr().out)
    assert said["findings"] == [{"fault": "changed", "name": PDF}]
    assert main(["verify", str(root / "policy"), "--root", str(root)]) == 2
