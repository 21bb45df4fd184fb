"""`withdraw` as it is typed: what it writes, refuses and leaves alone, and its notices."""

import json
from pathlib import Path

import pytest

from clausework.build import engine
from clausework.checks import check
from clausework.model.policy import Status
from clausework.source.problems import errors
from clausework.workspace.root import read_workspace
from tests.support.files import contents
from tests.support.places import TODAY, silent
from tests.support.releases import ROOT, WHO, WHY, run, small_root
from tests.support.roots import ELM, FILES, OAK, POLICY, VERSION


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return small_root(tmp_path / "small")


def test_withdraw_leaves_the_version_as_it_was_released(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = contents(small)
    assert run(small, "withdraw", "1.0", *WHO, *WHY) == 0
    after = contents(small)
    assert {name for name in before if before[name] != after[name]} == {POLICY}
    assert after[POLICY].decode() == ROOT[POLICY].replace(
        "# the end\n",
        'withdrawn:\n  "1.0":\n    by: Jane Example, Head of HR\n    on: 2026-10-01\n'
        "    reason: It cites guidance of 2018.\n# the end\n",
    )
    said = capsys.readouterr().out.splitlines()
    assert [line.rpartition("/")[2] for line in said] == [
        "policy.yaml",
        "staff-conduct_1.0_withdrawn.md",
        "staff-conduct_1.0_withdrawn_elm.docx",
        "staff-conduct_1.0_withdrawn_elm.txt",
        "staff-conduct_1.0_withdrawn_oak.docx",
        "staff-conduct_1.0_withdrawn_oak.txt",
    ]
    workspace = read_workspace(small)
    assert errors(check(workspace)) == []
    versions = workspace.policies["staff-conduct"].versions
    assert versions["1.0"].value.status is Status.WITHDRAWN
    assert versions["1.1"].value.status is Status.PROPOSED
    (small / VERSION).write_bytes(before[VERSION].replace(b"No pupil", b"Mo pupil"))
    (problem,) = errors(check(read_workspace(small)))
    assert (problem.code, problem.place.path) == ("released-changed", VERSION)


LIST = """\
This list is for HR. The letter to each school is beside it, as a Word file and as text for an \
e-mail.

# Staff Conduct Policy, version 1.0: withdrawn

Withdrawn on 1 October 2026, authorised by Jane Example, Head of HR.

Why: It cites guidance of 2018.

## Schools that have this version in use or awaiting decision

- Elm Academy (an invented school): version 1.0 in use, not yet approved.
- Oak School: version 1.0 in use, no record of its approval; local changes: 1; version 2.0 awaits \
decision.

## What HR must do

1. Read each letter, fill in the dates, and send it: by ______.
2. Issue a version that schools can take up instead, because there is none: by ______.
3. Write down each school's decision: by ______.
"""
OAK_NOTICE = """\
DRAFT, to be read by HR before it is sent. Fill in each ______, and delete this line.

Staff Conduct Policy: version 1.0 is withdrawn

Oak School: to the Principal and the governing body

Example HR withdrew version 1.0 of the Staff Conduct Policy on 1 October 2026. It was authorised \
by Jane Example, Head of HR. We ask schools not to adopt it.

Why: It cites guidance of 2018.

What this means for Oak School

Version 1.0 is the one that you use; we have no record of its approval. Your copy stays as it is \
until the governing body decides otherwise. From now on it says that this version is withdrawn.

You have local changes, which we shall carry over for you to confirm:

- keep-private: changed

There is no other version that we have issued. We shall send you one by ______.

What must be done, by whom and by when

1. Principal: put this notice before the governing body: by ______.
2. Example HR: prepare the version that replaces it, with your local changes, and what it \
changes: by ______.
3. Governing body: decide on that version: by ______.
4. Principal: send us the decision with its date and minute, and tell everyone whom the policy \
covers: by ______.

This notice says what HR decided and why. It is not legal advice.
"""


def test_each_school_that_uses_a_withdrawn_version_gets_a_notice(small: Path) -> None:
    (small / OAK).write_bytes(f'{FILES[OAK]}    pending: {{version: "2.0"}}\n'.encode())
    assert run(small, "withdraw", "1.0", *WHO, *WHY) == 0
    notices = small / "out/notices"
    assert (notices / "staff-conduct_1.0_withdrawn.md").read_text("utf-8") == LIST
    assert (notices / "staff-conduct_1.0_withdrawn_oak.txt").read_text("utf-8") == OAK_NOTICE
    elm = (notices / "staff-conduct_1.0_withdrawn_elm.txt").read_text("utf-8")
    assert "Example. This school is invented, and so is everything about it.\n" in elm
    assert "Elm Academy: to the Headteacher and the governing body" in elm
    assert "Oak" not in elm


def test_what_can_be_taken_up_instead_and_what_awaits_decision(small: Path) -> None:
    assert run(small, "release", "1.1", *WHO) == 0
    assert run(small, "release", "2.0", "--by", "Jane Example", "--on", "2026-10-09") == 0
    (small / ELM).write_bytes(f'{ROOT[ELM]}    pending: {{version: "1.1"}}\n'.encode())
    assert run(small, "withdraw", "1.1", *WHO, *WHY) == 0
    notices = sorted(path.name for path in (small / "out/notices").glob("*withdrawn*"))
    stem = "staff-conduct_1.1_withdrawn"
    assert notices == [f"{stem}.md", f"{stem}_elm.docx", f"{stem}_elm.txt"]
    text = (small / "out/notices/staff-conduct_1.1_withdrawn_elm.txt").read_text("utf-8")
    assert (
        "You use version 1.0, which is not concerned.\n\n"
        "Version 1.1 is also prepared for decision. Please take it off the agenda.\n\n"
        "These versions can be taken up instead:\n\n"
        "- version 1.0, date of issue not recorded\n"
        "- version 2.0, issued on 9 October 2026\n\nWhat"
    ) in text


def test_withdraw_as_json(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(small, "withdraw", "1.0", *WHO, *WHY, "--json") == 0
    said = json.loads(capsys.readouterr().out)
    assert said["schools"] == ["elm", "oak"]
    assert said["withdrawal"]["reason"] == "It cites guidance of 2018."
    assert len(said["notices"]) == 5


@pytest.mark.parametrize(
    ("version", "said"),
    [
        ("1.1", "is proposed, and policy.yaml has no record of its release"),
        ("3.0", "There is no version 3.0"),
    ],
)
def test_only_what_is_released_is_withdrawn(
    small: Path, capsys: pytest.CaptureFixture[str], version: str, said: str
) -> None:
    before = contents(small)
    assert run(small, "withdraw", version, *WHO, *WHY) == 2
    assert said in capsys.readouterr().err
    assert contents(small) == before


def test_a_version_is_withdrawn_once_and_never_released_again(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(small, "withdraw", "1.0", *WHO, *WHY) == 0
    before = contents(small)
    assert run(small, "withdraw", "1.0", *WHO, *WHY) == 2
    assert "was withdrawn on 2026-10-01" in capsys.readouterr().err
    assert run(small, "release", "1.0", *WHO) == 2
    assert "A correction is a new version" in capsys.readouterr().err
    assert contents(small) == before


def test_a_school_that_goes_on_with_a_withdrawn_version_says_so(small: Path) -> None:
    assert run(small, "withdraw", "1.0", *WHO, *WHY) == 0
    result = engine.build(engine.Request(small, small / "out", TODAY, formats=("web",)), silent)
    assert result.built == ["elm", "oak"]
    page = (small / "out/sites/oak/staff-conduct/index.html").read_text("utf-8")
    assert "Example HR; date not recorded; since withdrawn" in page
