"""`build.py` sets up what it needs: once, and anew where what is there cannot be used."""

import hashlib
import importlib.util
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from tests.support.places import PROJECT

LOCK = "requirements.lock"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment as a set-up leaves it."""
    folder = tmp_path_factory.mktemp("made") / ".venv"
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    (folder / f"{LOCK}.installed").write_text(hashlib.sha256(b"words").hexdigest(), "utf-8")
    return folder


@pytest.fixture
def build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, made: Path) -> ModuleType:
    """The script over an environment of its own, in which nothing is installed for real."""
    spec = importlib.util.spec_from_file_location("build_script", PROJECT / "build.py")
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    monkeypatch.setattr(script, "VENV", shutil.copytree(made, tmp_path / ".venv", symlinks=True))
    (tmp_path / LOCK).write_bytes(b"words")
    return script


def steps(build: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a set-up does, of which nothing is carried out but the making of the environment."""
    done = []

    def recorded(command: list[str]) -> None:
        done.append("install" if "install" in command else "make")
        if "install" not in command:
            subprocess.run([*command, "--without-pip"], check=True)

    monkeypatch.setattr(build, "run", recorded)
    build.set_up(build.VENV.parent / LOCK)
    return done


def dangling(folder: Path) -> None:
    for python in (folder / "bin").glob("python*"):
        python.unlink()
        python.symlink_to("/usr/bin/python-of-before")


def other_version(folder: Path) -> None:
    path = folder / "pyvenv.cfg"
    now = f"{sys.version_info[0]}.{sys.version_info[1]}."
    text = path.read_text("utf-8")
    assert f"version = {now}" in text
    path.write_text(text.replace(f"version = {now}", "version = 3.1."), "utf-8")


def broken_pip(folder: Path) -> None:
    shutil.rmtree(next(folder.glob("lib/*/site-packages/pip")))
    (folder / f"{LOCK}.installed").unlink()


def no_settings(folder: Path) -> None:
    (folder / "pyvenv.cfg").unlink()


def nothing(folder: Path) -> None:
    shutil.rmtree(folder)


ANEW: list[Callable[[Path], None]] = [dangling, other_version, broken_pip, no_settings]


def test_what_is_set_up_is_left_as_it_is(
    build: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert steps(build, monkeypatch) == []
    assert capsys.readouterr().out == ""


def test_another_lock_file_is_installed_into_what_is_there(
    build: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    (build.VENV.parent / LOCK).write_bytes(b"other words")
    assert steps(build, monkeypatch) == ["install"]
    assert steps(build, monkeypatch) == []


@pytest.mark.parametrize("spoil", ANEW)
def test_what_cannot_be_used_is_made_anew(
    spoil: Callable[[Path], None],
    build: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    spoil(build.VENV)
    (build.VENV / "left-over").touch()
    assert steps(build, monkeypatch) == ["make", "install"]
    assert "made again" in capsys.readouterr().out
    assert not (build.VENV / "left-over").exists()
    assert subprocess.run([build.environment_python(), "-c", ""], check=False).returncode == 0
    assert steps(build, monkeypatch) == []


def test_the_first_run_makes_it(
    build: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    nothing(build.VENV)
    assert steps(build, monkeypatch) == ["make", "install"]
    assert "anew" not in capsys.readouterr().out


def test_a_set_up_that_fails_is_3(build: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        build.run([sys.executable, "-c", "raise SystemExit(1)"])
    assert ended.value.code == 3
    assert "The set-up failed at:" in capsys.readouterr().err
