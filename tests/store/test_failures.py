"""What is said of a failure is true, and its traceback is kept where it is said."""

import re
import tempfile
from pathlib import Path

import pytest

from clausework.build import engine
from clausework.cli.main import main
from clausework.commands import check
from clausework.publish import swap
from clausework.render.web import site
from clausework.store.failures import MOST_LOGS, Log, in_words
from tests.support.places import TODAY, silent
from tests.support.roots import write_root


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_root(tmp_path / "root")


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (FileNotFoundError(2, "No such file", "a.yaml"), "a.yaml: No such file"),
        (OSError(18, "Invalid link", "a", None, "b"), "a to b: Invalid link"),
        (OSError(28, "No space left"), "No space left"),
        (OSError("the disk is gone"), "the disk is gone"),
        (OSError(), "OSError"),
        (TimeoutError(), "TimeoutError"),
    ],
)
def test_an_error_of_the_system_says_what_failed(
    error: OSError,
    words: str,
    root: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def failing(path: Path) -> None:
        raise error

    assert in_words(error) == words
    monkeypatch.setattr(check, "read_workspace", failing)
    assert main(["check", "--root", str(root)]) == 3
    said = capsys.readouterr().err
    assert said.startswith(f"{words}.\n")
    assert "None" not in said
    assert "outputs are unchanged" not in said


def named(said: str) -> str:
    """The text of the log that is named."""
    found = re.search(r"[Tt]he details are in (\S+\.txt)", said)
    assert found is not None, said
    return Path(found[1]).read_text("utf-8")


def test_an_unexpected_failure_leaves_a_log(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def failing(path: Path) -> None:
        raise RuntimeError("out of paper")

    monkeypatch.setattr(check, "read_workspace", failing)
    for number in (1, 2):
        assert main(["check", "--root", str(root)]) == 3
        said = capsys.readouterr().err
        assert said.startswith("The program failed: RuntimeError: out of paper\n")
        assert "Traceback" not in said
        assert f".clausework/log/{number}.txt" in said
        traced = named(said)
        assert "Traceback" in traced
        assert "in failing" in traced
    assert (root / ".clausework/.gitignore").is_file()


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_school_that_failed_leaves_a_log(
    jobs: str, root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    # What a worker of its own process gets is what it loads: a template that does not compile.
    (root / "templates/single").mkdir(parents=True)
    (root / "templates/single/policy.html.j2").write_text("{% nonsense %}", "utf-8")
    assert main(["build", "--root", str(root), "--jobs", jobs]) == 3
    said = capsys.readouterr().err
    assert "Elm Academy" in said
    assert "failed: TemplateSyntaxError" in said
    assert "Traceback" not in said
    traced = named(said)
    assert "elm\n" in traced
    assert "oak\n" in traced
    assert "in build_school" in traced


def test_where_the_root_cannot_be_written_to_the_log_is_elsewhere(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (root / ".clausework").touch()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    log = Log(root)
    log.add("what", "traced")
    assert log.path is not None
    assert log.path.is_relative_to(tmp_path)
    assert not log.path.is_relative_to(root)
    assert "what\n\ntraced\n" in log.path.read_text("utf-8")


def test_only_the_latest_logs_are_kept(root: Path) -> None:
    for number in range(MOST_LOGS + 3):
        Log(root).add(str(number), "traced")
    numbers = sorted(int(path.stem) for path in (root / ".clausework/log").iterdir())
    assert numbers == list(range(4, MOST_LOGS + 4))


def test_that_the_outputs_are_as_they_were_is_said_only_where_it_is_true(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    exchanged = swap._exchange

    def stop_after_one(finished: Path, target: Path) -> None:
        exchanged(finished, target)
        raise KeyboardInterrupt

    arguments = ["build", "--format", "web", "--root", str(root), "--jobs", "1"]
    with monkeypatch.context() as patch:
        patch.setattr(site, "pages", stop)
        assert main(arguments) == 3
    assert capsys.readouterr().err == f"Stopped.\n{engine.AS_THEY_WERE}\n"
    with monkeypatch.context() as patch:
        patch.setattr(swap, "_exchange", stop_after_one)
        assert main(arguments) == 3
    said = capsys.readouterr().err
    assert engine.AS_THEY_WERE not in said
    assert said.endswith(f"Stopped.\n{engine.PARTLY}\n")
    assert (
        engine.build(engine.Request(root, root / "out", TODAY, formats=("web",)), silent).failed
        == {}
    )
