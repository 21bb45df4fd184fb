"""`build` as it is typed: what it says of HR's own pages."""

import json
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from clausework.cli.main import main
from clausework.commands.build import _progress
from clausework.render.hr import hub
from tests.support.places import PROJECT, TODAY


def test_it_says_where_hrs_pages_are(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "--root", str(root), "--format", "web", "--jobs", "1"]) == 0
    said = capsys.readouterr().err
    assert "HR’s own pages" in said
    assert str(Path("out", "hub")) in said


def test_pages_that_fail_are_3_and_said(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("no ink")

    monkeypatch.setattr(hub, "render", broken)
    arguments = ["build", "--root", str(root), "--format", "web", "--jobs", "1"]
    assert main(arguments) == 3
    assert "failed: RuntimeError: no ink; they are unchanged" in capsys.readouterr().err
    assert main([*arguments, "--json"]) == 3
    said = json.loads(capsys.readouterr().out)
    assert said["hub"] == {"built": False, "failure": "RuntimeError: no ink"}
    assert (said["built"], len(said["reused"])) == ([], 4)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--engine", "dask"], "--engine dask needs --scheduler"),
        (["--scheduler", "tls://a:8786"], "--engine dask needs --scheduler"),
        (["--engine", "dask", "--scheduler", "tcp://a.example:8786"], "unencrypted"),
    ],
)
def test_a_cluster_that_is_not_used_is_2_and_nothing_is_written(
    options: list[str], words: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", "--root", str(root), *options]) == 2
    assert words in capsys.readouterr().err
    assert not (root / "out").exists()


def test_what_was_there_already_is_counted(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["build", "--root", str(root), "--format", "pdf", "--jobs", "1"]
    assert main([*arguments, "--school", "warden-hill-infant"]) == 0
    capsys.readouterr()
    assert main(arguments) == 0
    lines = capsys.readouterr().err.splitlines()
    (said,) = (line for line in lines if "unchanged" in line)
    assert said.split(maxsplit=2) == ["1", "school", "unchanged"]
    assert sum("  built: " in line for line in lines) == 3


def test_copies_are_files_of_their_own(root: Path) -> None:
    arguments = ["build", "--root", str(root), "--format", "web", "--jobs", "1"]
    script = "sites/*/assets/javascripts/bundle*.js"
    assert main(arguments) == 0
    linked = {path.stat().st_ino for path in (root / "out").glob(script)}
    assert len(linked) == 1
    assert main([*arguments, "--copy"]) == 0
    copies = [*(root / "out").glob(script)]
    assert len({path.stat().st_ino for path in copies}) == len(copies) == 4
    assert {path.stat().st_nlink for path in copies} == {1}


def test_with_nothing_to_do_nothing_that_makes_outputs_is_even_loaded(root: Path) -> None:
    arguments = ["build", "--root", str(root), "--format", "web", "--on", str(TODAY)]
    assert main(arguments) == 0
    script = (
        "import sys; from clausework.cli.main import main; status = main(sys.argv[1:]); "
        "print(status, *sorted({'clausework.build.worker', 'clausework.workspace.root', 'jinja2', "
        "'mkdocs', 'pypandoc', 'typst', 'yaml'} & set(sys.modules)))"
    )
    # Files that were written as the last build began may have been written again since.
    for path in (*root.rglob("policy/**/*"), *root.rglob("schools/**/*"), root / "policy"):
        os.utime(path, (1_000_000_000, 1_000_000_000))
    assert main(arguments) == 0
    command = [sys.executable, "-c", script, *arguments]
    said = subprocess.run(command, cwd=PROJECT, check=True, capture_output=True, text=True)
    assert said.stdout == "0\n"
    assert "4 schools" in said.stderr


def test_a_name_steers_no_terminal_and_no_progress() -> None:
    terminal = StringIO()
    with _progress(Console(file=terminal, force_terminal=True, color_system=None)) as progress:
        progress("Oak [/red] \x1b[31m\u202eSchool", 1, 2)
    assert r"Oak [/red] \u001b[31m\u202eSchool" in terminal.getvalue()
