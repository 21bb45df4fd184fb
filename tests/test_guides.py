"""The guides: what they show is what the commands print."""

import re
import shlex
import shutil
from pathlib import Path

import pytest

from clausework.cli.main import main
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
