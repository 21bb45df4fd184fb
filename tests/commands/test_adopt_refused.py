"""What `adopt` refuses, with nothing written."""

from pathlib import Path

import pytest

from tests.support.meadow import (
    KEEP,
    POLICY,
    adopt,
    change,
    meadow_root,
    school_file,
    third_version,
)
from tests.support.meetings import snapshot


@pytest.fixture
def meadow(tmp_path: Path) -> Path:
    return meadow_root(tmp_path / "root")


def test_words_that_do_not_fit_are_refused(
    meadow: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = tmp_path / "words.txt"
    given = ("--resolve", "phones-away=edit", "--text", f"phones-away={words}")
    before = snapshot(meadow)
    words.write_text("Ask the {{ haed }}.", "utf-8")
    assert adopt(meadow, "2.0", *given) == 1
    assert 'unknown word "haed"' in capsys.readouterr().err
    words.write_text("Ask\x1b[2J {% them %}.", "utf-8")
    assert adopt(meadow, "2.0", *given) == 1
    printed = capsys.readouterr()
    assert "docs/checks.md says why" in printed.out
    assert "\x1b" not in printed.out + printed.err
    assert snapshot(meadow) == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("3.0",), "is a draft"),
        (("9.0",), "There is no version 9.0; there are: 1.0, 2.0, 3.0."),
        (("2.0", "--resolve", "photographs=ours"), "these do: phones-away."),
        (("2.0", *KEEP, "--resolve", "nowhere=ours"), 'No local change of "nowhere"'),
        (("2.0", "--resolve", "phones-away=edit"), "--text phones-away=FILE"),
        (("2.0", *KEEP, "--text", "phones-away=FULL"), "--resolve phones-away=edit"),
        (("2.0", "--resolve", "phones-away=edit", "--text", "phones-away=EMPTY"), "is empty"),
    ],
)
def test_what_cannot_be_adopted_is_said_and_nothing_is_written(
    meadow: Path, arguments: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    third_version(meadow, "draft")
    for name, words in (("FULL", "Words."), ("EMPTY", " \n")):
        (meadow / name).write_text(words, "utf-8")
    given = [one.replace("phones-away=FULL", f"phones-away={meadow / 'FULL'}") for one in arguments]
    given = [one.replace("phones-away=EMPTY", f"phones-away={meadow / 'EMPTY'}") for one in given]
    before = snapshot(meadow)
    assert adopt(meadow, *given) == 2
    assert said in capsys.readouterr().err
    assert snapshot(meadow) == before


@pytest.mark.parametrize("given", ["phones-away", "=ours", "phones-away=mine"])
def test_a_decision_is_ours_theirs_or_edit(
    meadow: Path, given: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        adopt(meadow, "2.0", "--resolve", given)
    assert stopped.value.code == 2
    assert "ours, theirs or edit" in capsys.readouterr().err


def test_a_withdrawn_version_is_refused(meadow: Path, capsys: pytest.CaptureFixture[str]) -> None:
    withdrawn = 'withdrawn: {"2.0": {by: HR, on: 2026-02-01, reason: A mistake.}}\n'
    path = meadow / "policy" / POLICY / "policy.yaml"
    path.write_text(path.read_text("utf-8") + withdrawn, "utf-8")
    assert adopt(meadow, "2.0") == 2
    assert "was withdrawn by HR" in capsys.readouterr().err


def test_names_that_are_not_there_are_named(
    meadow: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert adopt(meadow, "2.0", school="nowhere") == 2
    assert 'unknown school "nowhere"' in capsys.readouterr().err
    assert adopt(meadow, "2.0", policy="dress") == 2
    assert 'Unknown policy "dress"' in capsys.readouterr().err


def test_faults_of_the_school_come_first(meadow: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(school_file(meadow), "replace: photographs", "replace: pictures-of-dogs")
    assert adopt(meadow, "2.0", *KEEP) == 1
    assert 'has no clause "pictures-of-dogs"' in capsys.readouterr().err


def test_a_policy_adopted_word_for_word_has_no_local_changes(
    meadow: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(meadow / "policy" / POLICY / "policy.yaml", "binding: adapt", "binding: adopt")
    before = snapshot(meadow)
    assert adopt(meadow, "2.0", *KEEP) == 1
    assert "[variation-of-adopted]" in capsys.readouterr().err
    assert snapshot(meadow) == before
