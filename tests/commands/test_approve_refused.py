"""What `approve` refuses, with nothing written."""

from pathlib import Path

import pytest

from clausework.cli.main import main
from tests.support.meetings import (
    AMEND,
    ELM_RECORD,
    LATER,
    MEETING,
    SECOND,
    run,
    small_root,
    snapshot,
)
from tests.support.roots import ELM, FILES, OAK, POLICY, TERMS

WARDEN_HILL = "warden-hill-infant"


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return small_root(tmp_path / "small")


@pytest.fixture
def words(tmp_path: Path) -> Path:
    """The words of a clause as a meeting amended it."""
    path = tmp_path / "words.txt"
    path.write_text("Tell the {{ head }}\nand the board at once[^why].\n", "utf-8")
    return path


@pytest.mark.parametrize(
    ("old", "new", "clause", "why"),
    [
        ("binding: adapt", "binding: adapt", "conduct-photographs", "is locked"),
        ("binding: adapt", "binding: adopt", "intro-head", "is adopted word for word"),
        ("binding: adapt", "binding: adapt", "intro-head", 'unknown word "haed"'),
    ],
)
def test_an_amendment_that_the_policy_does_not_let_through_changes_nothing(
    old: str,
    new: str,
    clause: str,
    why: str,
    small: Path,
    words: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = small / POLICY
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    name = "haed" if "haed" in why else "head"
    words.write_text(f"Tell the {{{{ {name} }}}} at once.", "utf-8")
    before = snapshot(small)
    amended = ["--outcome", "amended", "--reason", "So.", "--amend", f"{clause}={words}"]
    assert run(small, "approve", "elm", *MEETING, *amended) == 1
    said = capsys.readouterr().err
    assert why in said
    assert said.endswith("Nothing was written.\n")
    assert snapshot(small) == before


CONTRADICTIONS = [
    (
        ["--effective", "2026-05-11"],
        "and cannot apply from 2026-05-11, before",
    ),
    (["--next-review", "2026-05-12"], "must be after the decision"),
    (["--on", "9999-12-31"], "would be after the year 9999"),
    (["--power", "chairs-action"], "--power chairs-action and --reported MEETING go together"),
    (["--power", "head", "--reported", "Board"], "--reported MEETING go together"),
    (["--outcome", "amended", "--reason", "So."], "needs --amend CLAUSE=FILE"),
    ([*AMEND[:2], *AMEND[4:]], "needs --amend CLAUSE=FILE for each"),
    (AMEND[4:], "write --outcome amended"),
    (AMEND, 'Version 1.1 has no clause "intro-haed" at oak'),
    ([*AMEND[:5], "keep-private=same.txt"], '"keep-private" has the same words as the version'),
    (["--reason", "So."], "An approval needs no --reason"),
    (["--outcome", "deferred", "--effective", "2026-06-01"], "leave --effective out"),
    (["--outcome", "declined", "--next-review", "2027-01-01"], "leave --next-review out"),
]


@pytest.mark.parametrize(("arguments", "why"), CONTRADICTIONS)
def test_what_contradicts_itself_is_refused(
    arguments: list[str],
    why: str,
    small: Path,
    words: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    words.with_name("same.txt").write_text("keep everything\nprivate;", "utf-8")
    monkeypatch.chdir(words.parent)
    before = snapshot(small)
    assert run(small, "approve", "oak", *MEETING, *arguments) == 2
    assert why in capsys.readouterr().err
    assert snapshot(small) == before


@pytest.mark.parametrize(("content", "why"), [(b" \n", "is empty"), (b"\xa3", "in UTF-8")])
def test_an_amendment_needs_words(
    content: bytes, why: str, small: Path, words: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words.write_bytes(content)
    amended = [*AMEND[:5], f"intro-head={words}"]
    assert run(small, "approve", "oak", *MEETING, *amended) == 2
    assert why in capsys.readouterr().err


WITHDRAWN = 'withdrawn:\n  "1.1": {by: HR, on: 2026-04-01, reason: So.}\n'


@pytest.mark.parametrize(
    ("file", "old", "new", "status", "why"),
    [
        (OAK, 'version: "1.1"', 'version: "1.2"', 2, "is proposed: HR has not issued it"),
        (SECOND, "status: released", "status: draft", 2, "is draft: HR has not issued it"),
        (POLICY, "released:\n", f"{WITHDRAWN}released:\n", 2, "was withdrawn by HR"),
        (OAK, "reason: The", "raeson: The", 1, "key-unknown"),
        (TERMS, "head: {", "head: {{", 1, "yaml-syntax"),
    ],
)
def test_what_cannot_be_approved_is_refused(
    file: str,
    old: str,
    new: str,
    status: int,
    why: str,
    small: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = small / file
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    if file == SECOND:
        released = (small / POLICY).read_text("utf-8").splitlines(True)
        kept = [line for line in released if not line.startswith('  "1.1"')]
        (small / POLICY).write_text("".join(kept), "utf-8")
    before = snapshot(small)
    assert run(small, "approve", "oak", *MEETING) == status
    said = capsys.readouterr().err
    assert why in said
    assert "Nothing was written." in said
    assert snapshot(small) == before


def test_what_was_approved_is_not_approved_again(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(small, "approve", "elm", *MEETING) == 0
    before = snapshot(small)
    assert run(small, "approve", "elm", *LATER) == 2
    assert "was approved by Full Governing Body on 2026-05-12" in capsys.readouterr().err
    assert run(small, "approve", "elm", *LATER, "--outcome", "declined") == 2
    assert snapshot(small) == before
    with (small / ELM).open("a", encoding="utf-8") as file:
        file.write('    pending: {version: "1.0", options: {accounts: false}}\n')
    assert run(small, "approve", "elm", *MEETING) == 2
    assert "is already on record" in capsys.readouterr().err
    assert {**snapshot(small), ELM: before[ELM]} == before
    assert run(small, "approve", "elm", *LATER) == 0
    after = snapshot(small)
    assert after.keys() - before.keys() == {f"{ELM_RECORD}+2.json", f"{ELM_RECORD}+2.pdf"}
    assert {**before, **after, ELM: b""} == {**after, ELM: b""}


@pytest.mark.parametrize("command", ["approve", "review-unchanged"])
@pytest.mark.parametrize(
    ("school", "policy", "why"),
    [
        ("ash", "staff-conduct", 'unknown school "ash"'),
        ("oak", "conduct", 'Unknown policy "conduct"'),
        ("elm", "staff-conduct", "elm does not use staff-conduct"),
    ],
)
def test_what_is_not_there_is_named(
    command: str,
    school: str,
    policy: str,
    why: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    root = small_root(tmp_path / "small", elm=FILES[ELM][: FILES[ELM].index("adopts:")])
    assert main([command, school, policy, *MEETING, "--root", str(root)]) == 2
    assert why in capsys.readouterr().err


def test_a_file_that_would_lose_something_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = FILES[ELM].replace(
        "adopts:\n  staff-conduct:\n    version: ", "adopts: {staff-conduct: {"
    )
    root = small_root(tmp_path / "small", elm=text.replace('{"1.0"\n', '{version: "1.0"}}\n'))
    before = snapshot(root)
    assert run(root, "approve", "elm", *MEETING) == 1
    assert "cannot be changed without losing some of it" in capsys.readouterr().err
    assert snapshot(root) == before


def test_a_version_that_hr_has_not_issued_is_not_approved_for_warden_hill(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = root / "schools" / WARDEN_HILL / "school.yaml"
    with path.open("a", encoding="utf-8") as file:
        file.write('    pending: {version: "2.0"}\n')
    before = snapshot(root)
    given = ["approve", WARDEN_HILL, "social-networking", *MEETING, "--root", str(root)]
    assert main(given) == 2
    assert "Version 2.0 of social-networking is proposed" in capsys.readouterr().err
    assert snapshot(root) == before
