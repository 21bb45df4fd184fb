"""The guides: what they show is what the commands print."""

import re
import shlex
import shutil
from pathlib import Path

import pytest

from clausework.cli.main import COMMANDS, main, parser
from tests.support.places import PROJECT

GUIDE = (PROJECT / "docs/local-changes.md").read_text("utf-8")
FIXTURE = PROJECT / "tests/data/local-changes"


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", GUIDE, re.DOTALL | re.MULTILINE)


def test_the_guide_to_local_changes_is_true(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(FIXTURE, tmp_path / "root")
    monkeypatch.chdir(tmp_path / "root")
    school = Path("schools/example-meadow/school.yaml")
    before = school.read_text("utf-8")
    [words] = blocks("text")
    Path("phones.txt").write_text(words, "utf-8")
    [written] = blocks("yaml")
    statuses, texts = [], []
    for block in blocks("console"):
        command, _, shown = block.partition("\n")
        assert command.startswith("$ python3 build.py ")
        statuses.append(main(shlex.split(command)[3:], root=Path()))
        printed = capsys.readouterr()
        assert (printed.out, printed.err) == (shown, "")
        texts.append(school.read_text("utf-8"))
    assert statuses == [1, 0, 0, 0]
    assert texts[0] == before
    assert texts[1] == texts[2] == before + texts[1].removeprefix(before)
    assert texts[1].removeprefix(before) == written
    assert "    history:\n" in texts[3]


GUIDES = [PROJECT / "README.md", PROJECT / "CONTRIBUTING.md", *(PROJECT / "docs").glob("*.md")]
FOLDERS = "benchmarks|clausework|docs|schemas|templates|tests"
NAMED = re.compile(rf"(?<![\w./-])(?:{FOLDERS})/[\w./*-]*[\w*]")


@pytest.mark.parametrize(
    "path",
    [
        *GUIDES,
        *(PROJECT / "templates").rglob("*.j2"),
        *(PROJECT / "templates").rglob("*.md"),
        *(PROJECT / "tests/data").rglob("*.md"),
        PROJECT / "benchmarks/README.md",
    ],
    ids=lambda path: path.relative_to(PROJECT).as_posix(),
)
def test_what_a_text_names_is_there(path: Path) -> None:
    named = NAMED.findall(path.read_text("utf-8"))
    assert [name for name in named if not any(PROJECT.glob(name))] == []


@pytest.mark.parametrize("path", GUIDES, ids=lambda path: path.name)
def test_every_command_of_a_guide_is_one(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    text = path.read_text("utf-8").replace("\\\n", " ")
    for line in re.findall(r"^(?:    |\$ )python3 build\.py(?: (.*))?$", text, re.MULTILINE):
        for file in re.findall(r"[\w-]+\.(?:svg|txt)\b", line):
            Path(file).touch()
        words = shlex.split(line, comments=True)
        if words[:1] not in ([], ["test"]) and "…" not in words:
            assert parser(Path(), COMMANDS).parse_args(words).run


def test_the_guide_to_word_files_is_true(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(PROJECT / "tests/data/examples", tmp_path / "root")
    monkeypatch.chdir(tmp_path / "root")
    shutil.copy(PROJECT / "tests/data/warden-hill-source.txt", "received.txt")
    text = (PROJECT / "docs/word.md").read_text("utf-8")
    [session] = re.findall(r"^```console\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
    command, _, shown = session.partition("\n")
    assert main(shlex.split(command)[3:], root=Path()) == 0
    assert capsys.readouterr().out == shown
