"""`release` and `withdraw` as they are typed: what they write, refuse and leave alone."""

import json
import re
from pathlib import Path

import pytest

from clausework.build import engine
from clausework.checks import check, digest
from clausework.cli.main import main
from clausework.model.policy import Status
from clausework.source.problems import errors
from clausework.workspace.root import read_workspace
from tests.support.places import silent
from tests.support.roots import ELM, FILES, OAK, POLICY, VERSION, write_root

FOLDER = POLICY.removesuffix("policy.yaml")
SECOND, THIRD, DRAFT = (f"{FOLDER}{number}.yaml" for number in ("1.1", "2.0", "2.1"))
TITLE = "title: Staff Conduct Policy\n"
FIRST_TEXT = FILES[VERSION].replace("status: draft", "status: released")
SECOND_TEXT = (
    (
        FIRST_TEXT.replace('"1.0"', '"1.1"')
        .replace("status: released", "status: proposed   # not issued")
        .replace("follows: null", 'follows: "1.0"')
        .replace("Tell the {{ head }} at once", "Tell the {{ head }} immediately")
    )
    + """\
changes:
  - clause: intro-head
    reason: "Plainer: \\"immediately\\" & not <at once>."
    weight: editorial
    because: plain-english
    board_may: accept
"""
)
THIRD_TEXT = (
    (
        SECOND_TEXT[: SECOND_TEXT.index("changes:")]
        .replace('"1.1"', '"2.0"')
        .replace('"1.0"', '"1.1"')
        .replace("summary: How staff behave.", "summary: >-\n  How staff behave,\n  from 2026 on.")
        .replace("- id: conduct-rules\n", "- id: staff-rules\n        was: [conduct-rules]\n")
        .replace(
            "      - id: conduct-photographs\n        text: No pupil may be photographed.\n"
            "        locked: true\n",
            "      - id: pictures-of-pupils\n        text: Ask before you photograph pupils.\n",
        )
    )
    + """\
changes:
  - clause: staff-rules
    reason: >-
      A name that says
      what it is about.
    weight: editorial
  - clause: pictures-of-pupils
    reason: Schools asked for it.
    weight: substantive
    because: good-practice
    board_may: vary
    duty: weaker
    headline: Pictures of pupils are allowed, if staff ask first.
    look_first: 1
  - clause: conduct-photographs
    reason: The clause above stands in its place.
    weight: statutory
    because: law-changed
    board_may: decline
    duty: removed
actions:
  - {for: All staff, must: Sign that they have read it, within: 30 days}
  - {for: The head, must: Tell parents, by: 2026-12-01}
"""
)
DRAFT_TEXT = THIRD_TEXT.replace('"1.1"', '"2.0"').replace("proposed   # not issued", "draft")
DRAFT_TEXT = DRAFT_TEXT.replace('version: "2.0"', 'version: "2.1"')
DRAFT_TEXT = DRAFT_TEXT[: DRAFT_TEXT.index("changes:")].replace(
    "        was: [conduct-rules]\n", ""
)
RECORD = f'released:   # as issued\n  "1.0": {digest(FIRST_TEXT.encode())}\n# the end\n'
ROOT = FILES | {
    VERSION: FIRST_TEXT,
    SECOND: SECOND_TEXT,
    THIRD: THIRD_TEXT,
    DRAFT: DRAFT_TEXT,
    POLICY: FILES[POLICY] + RECORD,
    ELM: FILES[ELM].replace("name: Elm Academy\n", "name: Elm Academy\nexample: true\n"),
}

WHO = ["--by", "Jane Example, Head of HR", "--on", "2026-10-01"]
UNIONS = ["--union", "NEU: agreed", "--union", "UNISON:  asked for a briefing:\nit is held"]
WHY = ["--reason", "It cites guidance\nof 2018."]


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A root with a released version, two proposed ones in a row, and a draft."""
    root = write_root(tmp_path / "small", ROOT)
    assert errors(check(read_workspace(root))) == []
    return root


def snapshot(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and path.parent.name != ".clausework"
    }


def run(root: Path, command: str, version: str, *rest: str) -> int:
    return main([command, "staff-conduct", version, "--root", str(root), *rest])


def test_the_version_and_the_policy_say_that_it_is_released(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = snapshot(small)
    assert run(small, "release", "1.1", *WHO, *UNIONS, "--effective", "2026-11-01") == 0
    after = snapshot(small)
    version = SECOND_TEXT.replace("status: proposed   #", "status: released   #").replace(
        "status: released   # not issued\n", "status: released   # not issued\nissued: 2026-10-01\n"
    )
    assert after[SECOND].decode() == version
    assert after[POLICY].decode() == FILES[POLICY] + RECORD.replace(
        "# the end\n",
        f"""\
  "1.1": {digest(version.encode())}
releases:
  "1.1":
    by: Jane Example, Head of HR
    on: 2026-10-01
    consulted:
      - union: NEU
        outcome: agreed
      - union: UNISON
        outcome: 'asked for a briefing: it is held'
    effective: 2026-11-01
# the end
""",
    )
    notice = "out/notices/staff-conduct_1.1.md"
    assert sorted(after.keys() - before.keys()) == [notice]
    assert {name for name in before if before[name] != after[name]} == {SECOND, POLICY}
    said = capsys.readouterr().out.splitlines()
    assert [line.split(": ")[0] for line in said] == ["changed", "changed", "drafted"]
    assert said[2].endswith("staff-conduct_1.1.md")
    assert errors(check(read_workspace(small))) == []


@pytest.mark.parametrize(
    ("old", "new"), [("No pupil", "Mo pupil"), ("Plainer:", "Planner:"), ("# not", "# Not")]
)
def test_a_byte_changed_after_the_release_is_found(small: Path, old: str, new: str) -> None:
    assert run(small, "release", "1.1", *WHO) == 0
    path = small / SECOND
    path.write_bytes(path.read_bytes().replace(old.encode(), new.encode(), 1))
    found = errors(check(read_workspace(small)))
    (problem,) = [problem for problem in found if problem.code == "released-changed"]
    assert problem.message == "version 1.1 was released and has been changed since"
    assert (problem.place.path, problem.place.line) == (SECOND, 1)


def test_a_file_saved_on_windows_is_released_as_it_is(small: Path) -> None:
    for name in (SECOND, POLICY):
        text = (small / name).read_bytes().replace(b"\n", b"\r\n")
        (small / name).write_bytes(b"\xef\xbb\xbf" + text)
    assert run(small, "release", "1.1", *WHO) == 0
    for name in (SECOND, POLICY):
        data = (small / name).read_bytes()
        assert data.startswith(b"\xef\xbb\xbf")
        assert data.count(b"\n") == data.count(b"\r\n")
    assert errors(check(read_workspace(small))) == []


NOTICE = """\
DRAFT, to be read by HR before it is sent. Fill in each ______, and delete this line.

Subject: Staff Conduct Policy: version 2.0 is issued

# Staff Conduct Policy, version 2.0

To heads and chairs of governing bodies

Example HR issued version 2.0 of the Staff Conduct Policy on 1 October 2026. It replaces \
version 1.0. We propose that schools apply it from 1 November 2026.

About this version: How staff behave, from 2026 on.

Nothing changes at your school by itself. Your governing body decides (in an academy the trust \
board, in a pupil referral unit the management committee), and until it has decided your school \
keeps the version it has.

## What must be done, by whom and by when

1. Head: put version 2.0 before the governing body, with this notice: by ______.
2. Governing body: decide whether the school takes up version 2.0, with which choices and local \
changes: by ______.
3. Head: send us the decision with its date and minute: by ______.
4. Example HR: replace the school's old copy with the new one: by ______.
5. Head: tell everyone whom the policy covers what changes and from when: by ______.
6. All staff: Sign that they have read it (within 30 days of the day on which your school applies \
it)
7. The head: Tell parents (by 1 December 2026)

## What changed, and why

### Changes of version 1.1, which was not issued by itself and is part of this one

- 1.2, intro-head: changed. Plainer: "immediately" & not <at once>.
  (editorial, the meaning stays; plain English; the governing body may accept it)

### Changes of version 2.0

- 2.1, staff-rules: changed. A name that says what it is about.
  (editorial, the meaning stays)
- 2.2, pictures-of-pupils: new. Pictures of pupils are allowed, if staff ask first. Schools \
asked for it.
  (a duty is weaker; substantive, the meaning changes; good practice; the governing body may vary \
it)
- 2.2, conduct-photographs: left out. The clause above stands in its place.
  (a duty is removed; statutory, HR's reason is law or statutory guidance; the law or guidance has \
changed; the governing body may decline it)

Numbers are those of our own copy of the version named above them. In your school's copy they \
differ where it has choices or local changes. A school that uses an older version than 1.0 also \
needs the notices of the versions between.

## Who decided, and who was consulted

Authorised by Jane Example, Head of HR, 1 October 2026.

- NEU: agreed
- UNISON: asked for a briefing: it is held

This notice says what HR decided and why. It is not legal advice.

## For HR alone: which school uses which version. Delete this part before sending

- Elm Academy (an invented school): version 1.0 in use, not yet approved.
- Oak School: version 1.0 in use, no record of its approval; local changes: 1.
"""


def test_the_notice_tells_what_changed_since_the_last_release(small: Path) -> None:
    assert run(small, "release", "2.0", *WHO, *UNIONS, "--effective", "2026-11-01") == 0
    notice = small / "out/notices/staff-conduct_2.0.md"
    assert notice.read_text("utf-8") == NOTICE


def test_the_notice_of_a_later_version_goes_back_to_the_last_release_alone(
    small: Path, tmp_path: Path
) -> None:
    assert run(small, "release", "1.1", *WHO) == 0
    assert run(small, "release", "2.0", *WHO, "--out", str(tmp_path / "drafts")) == 0
    notice = (tmp_path / "drafts/staff-conduct_2.0.md").read_text("utf-8")
    assert "It replaces version 1.1." in notice
    assert "intro-head" not in notice
    assert "No consultation with a trade union is recorded." in notice
    assert list((small / "out/notices").iterdir()) == [small / "out/notices/staff-conduct_1.1.md"]


def test_the_notice_of_a_first_version_and_of_schools_that_were_not_read(tmp_path: Path) -> None:
    first = FILES[VERSION].replace("status: draft", "status: proposed")
    root = write_root(tmp_path, FILES | {VERSION: first, OAK: "name: Oak\n"})
    assert run(root, "release", "1.0", *WHO) == 0
    notice = (root / "out/notices/staff-conduct_1.0.md").read_text("utf-8")
    assert "\n\n## What changed, and why\n\nThis is the first version.\n\nNumbers are" in notice
    assert "It replaces" not in notice
    assert notice.endswith(
        "- Elm Academy: version 1.0 in use, not yet approved.\n\n"
        "Not checked, because their files have faults: oak. Correct the files (`check` says how) "
        "and see whether these schools are concerned.\n"
    )


def test_release_as_json(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(small, "release", "1.1", *WHO, "--union", "NEU: agreed", "--json") == 0
    said = json.loads(capsys.readouterr().out)
    (notice,) = said.pop("notices")
    assert notice.endswith("staff-conduct_1.1.md")
    assert said == {
        "policy": "staff-conduct",
        "version": "1.1",
        "digest": digest((small / SECOND).read_bytes()),
        "release": {
            "by": "Jane Example, Head of HR",
            "on": "2026-10-01",
            "consulted": [{"union": "NEU", "outcome": "agreed"}],
            "effective": None,
        },
        "uses": {"elm": "1.0", "oak": "1.0"},
    }


REFUSED: list[tuple[str, str, str, str, list[str], int, str]] = [
    # file, old, new, version, arguments, exit status, what is said
    (DRAFT, "{{ head }}", "{{ haed }}", "1.1", [], 1, r"2\.1\.yaml:18:24: error: .*fill-unknown"),
    (
        POLICY,
        "owner: Example HR",
        'owner: Example HR\nreleases: {"1.0":   # by hand\n  {by: A, on: 2026-01-01}}',
        "1.1",
        [],
        1,
        r"policy\.yaml:4: this part cannot be changed",
    ),
    (POLICY, TITLE, TITLE, "1.1", ["--by", "Jane \u202e"], 1, r"error: there is an invisible"),
    (POLICY, TITLE, TITLE, "3.0", [], 2, r"There is no version 3\.0; there are: 1\.0, 1\.1, 2\.0"),
    (POLICY, TITLE, TITLE, "2.1", [], 2, r"is draft\. Only a proposed .* write status: proposed"),
    (
        POLICY,
        TITLE,
        TITLE,
        "1.0",
        [],
        2,
        r"1\.0 of staff-conduct was released, and a released version never changes\. A correction "
        r"is a new version: `new version staff-conduct NUMBER --from 1\.0` drafts it",
    ),
    (
        SECOND,
        "status: proposed",
        "issued: 2026-09-30\nstatus: released",
        "1.1",
        [],
        2,
        r"issued on 2026-09-30, .* To complete that release, write --on 2026-09-30",
    ),
]


@pytest.mark.parametrize(("file", "old", "new", "version", "rest", "status", "said"), REFUSED)
def test_what_may_not_be_released_is_refused_and_nothing_written(
    small: Path,
    capsys: pytest.CaptureFixture[str],
    file: str,
    old: str,
    new: str,
    version: str,
    rest: list[str],
    status: int,
    said: str,
) -> None:
    assert old in ROOT[file]
    (small / file).write_bytes(ROOT[file].replace(old, new, 1).encode())
    before = snapshot(small)
    assert run(small, "release", version, *WHO, *rest) == status
    assert snapshot(small) == before
    assert re.search(said, " ".join(capsys.readouterr().err.split()))


def test_what_would_be_an_error_once_it_is_released_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Guidance that was superseded is only warned of while a version has no date of issue."""
    first = FILES[VERSION].replace("status: draft", "status: proposed").replace('"2018"', '"2016"')
    root = write_root(tmp_path, FILES | {VERSION: first})
    assert errors(check(read_workspace(root))) == []
    before = snapshot(root)
    assert run(root, "release", "1.0", *WHO) == 1
    said = capsys.readouterr().err
    assert re.search(r'1\.0\.yaml:\d+:\d+: error: edition "2016" .*\[edition-superseded-at', said)
    assert said.endswith("Nothing was written.\n")
    assert snapshot(root) == before


def test_a_policy_that_is_not_there_is_2(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["release", "dress", "1.1", "--root", str(small), *WHO]) == 2
    assert 'Unknown policy "dress"; there are: staff-conduct.' in capsys.readouterr().err


@pytest.mark.parametrize(
    "rest",
    [
        ["--by", "Jane Example"],
        ["--on", "2026-10-01"],
        ["--by", " ", "--on", "2026-10-01"],
        ["--by", "Jane Example", "--on", "1 October 2026"],
        ["--by", "Jane Example", "--on", "2026-02-30"],
        [*WHO, "--union", "NEU"],
        [*WHO, "--union", "NEU: "],
        [*WHO, "--effective", "soon"],
    ],
)
def test_wrong_arguments_are_2_and_nothing_written(small: Path, rest: list[str]) -> None:
    before = snapshot(small)
    with pytest.raises(SystemExit) as ended:
        run(small, "release", "1.1", *rest)
    assert ended.value.code == 2
    assert snapshot(small) == before


def ask(root: Path) -> None:
    question = "    reason: Schools asked for it.\n    question: >-\n      Who is\n      asked?\n"
    text = ROOT[THIRD].replace("    reason: Schools asked for it.\n", question)
    (root / THIRD).write_bytes(text.encode())


UNSAID = [
    ("    duty: weaker\n", "", "clause: ‸pictures-of-pupils", "duty-missing"),
    ("    duty: removed\n", "", "clause: ‸conduct-photographs", "duty-missing"),
    (
        "    headline: Pictures of pupils are allowed, if staff ask first.\n",
        "",
        "look_first: ‸1",
        "headline-missing",
    ),
    ("if staff ask first.", "if staff…", "headline: ‸Pictures of", "headline-form"),
    ("if staff ask first.", "if staff ask", "headline: ‸Pictures of", "headline-form"),
    ("if staff ask first.", f"if {'staff ' * 40}ask.", "headline: ‸Pictures of", "headline-form"),
]


@pytest.mark.parametrize(("old", "new", "place", "code"), UNSAID)
def test_what_hr_has_not_said_is_not_released(
    old: str, new: str, place: str, code: str, small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert THIRD_TEXT.count(old) == 1
    text = THIRD_TEXT.replace(old, new)
    (small / THIRD).write_text(text, "utf-8")
    assert {p.code for p in check(read_workspace(small)) if p.severity == "warning"} == {code}
    before = snapshot(small)
    at = text.index(place.replace("‸", "")) + place.index("‸")
    line, column = text.count("\n", 0, at) + 1, at - text.rindex("\n", 0, at)
    assert run(small, "release", "2.0", *WHO) == 1
    said = capsys.readouterr().err
    assert said.startswith(f"{THIRD}:{line}:{column}: error: ")
    assert f"[{code}]" in said
    assert "   why: " in said
    assert "   fix: " in said
    assert said.endswith("Nothing was written.\n")
    assert snapshot(small) == before


def test_all_that_is_open_is_said_at_once(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ask(small)
    text = (small / THIRD).read_text("utf-8").replace("    duty: weaker\n", "")
    (small / THIRD).write_text(text.replace("    duty: removed\n", ""), "utf-8")
    assert run(small, "release", "2.0", *WHO) == 1
    said = capsys.readouterr().err
    assert said.count("[duty-missing]") == 2
    assert "pictures-of-pupils: Who is asked?" in said
    assert run(small, "release", "2.0", *WHO, "--json") == 1
    found = json.loads(capsys.readouterr().out)
    assert [one["code"] for one in found["problems"]] == ["duty-missing"] * 2
    assert [one["clause"] for one in found["questions"]] == ["pictures-of-pupils"]


def test_what_is_editorial_needs_no_duty(small: Path) -> None:
    assert "duty" not in SECOND_TEXT
    assert run(small, "release", "1.1", *WHO) == 0


def test_open_questions_are_listed_with_their_lines(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ask(small)
    before = snapshot(small)
    line = 1 + before[THIRD].decode().split("\n").index("    question: >-")
    assert run(small, "release", "2.0", *WHO) == 1
    said = capsys.readouterr().err
    assert said.startswith(f"{THIRD}:{line}: pictures-of-pupils: Who is asked?\n\n")
    assert "Questions that are still open: 1. A released version never changes" in said
    assert run(small, "release", "2.0", *WHO, "--json") == 1
    assert json.loads(capsys.readouterr().out) == {
        "problems": [],
        "questions": [
            {
                "path": THIRD,
                "line": line,
                "clause": "pictures-of-pupils",
                "question": "Who is asked?",
            }
        ],
    }
    assert snapshot(small) == before


def test_errors_of_the_master_as_json(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (small / DRAFT).write_bytes(ROOT[DRAFT].replace("{{ head }}", "{{ haed }}").encode())
    assert run(small, "release", "2.0", *WHO, "--json") == 1
    (problem,) = json.loads(capsys.readouterr().out)["problems"]
    assert (problem["code"], problem["path"]) == ("fill-unknown", DRAFT)


def test_a_fault_of_one_school_does_not_hold_up_the_others(small: Path) -> None:
    (small / OAK).write_bytes(FILES[OAK].replace("keep everything", "keep {{ haed }}").encode())
    assert run(small, "release", "1.1", *WHO) == 0


def test_withdraw_leaves_the_version_as_it_was_released(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = snapshot(small)
    assert run(small, "withdraw", "1.0", *WHO, *WHY) == 0
    after = snapshot(small)
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
        "staff-conduct_1.0_withdrawn_elm.md",
        "staff-conduct_1.0_withdrawn_oak.md",
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
DRAFT, to be read by HR. This list is for HR; the notice to each school is beside it.

# Staff Conduct Policy, version 1.0: withdrawn

Withdrawn on 1 October 2026, authorised by Jane Example, Head of HR.

Why: It cites guidance of 2018.

## Schools that have this version in use or awaiting decision

- Elm Academy (an invented school): version 1.0 in use, not yet approved.
- Oak School: version 1.0 in use, no record of its approval; local changes: 1; version 2.0 awaits \
decision.

## What HR must do

1. Read each notice, fill in the dates, and send it: by ______.
2. Issue a version that schools can take up instead, because there is none: by ______.
3. Write down each school's decision: by ______.
"""
OAK_NOTICE = """\
DRAFT, to be read by HR before it is sent. Fill in each ______, and delete this line.

Subject: Staff Conduct Policy: version 1.0 is withdrawn

# Oak School: Staff Conduct Policy, version 1.0

To the Principal and the governing body

Example HR withdrew version 1.0 of the Staff Conduct Policy on 1 October 2026. It was authorised \
by Jane Example, Head of HR. We ask schools not to adopt it.

Why: It cites guidance of 2018.

## What this means for Oak School

Version 1.0 is the one that you use; we have no record of its approval. Your copy stays as it is \
until the governing body decides otherwise. From now on it says that this version is withdrawn.

You have local changes, which we shall carry over for you to confirm:

- keep-private: changed

There is no other version that we have issued. We shall send you one by ______.

## What must be done, by whom and by when

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
    assert (notices / "staff-conduct_1.0_withdrawn_oak.md").read_text("utf-8") == OAK_NOTICE
    elm = (notices / "staff-conduct_1.0_withdrawn_elm.md").read_text("utf-8")
    assert "Example. This school is invented, and so is everything about it.\n" in elm
    assert "To the Headteacher and the governing body" in elm
    assert "Oak" not in elm


def test_what_can_be_taken_up_instead_and_what_awaits_decision(small: Path) -> None:
    assert run(small, "release", "1.1", *WHO) == 0
    assert run(small, "release", "2.0", "--by", "Jane Example", "--on", "2026-10-09") == 0
    (small / ELM).write_bytes(f'{ROOT[ELM]}    pending: {{version: "1.1"}}\n'.encode())
    assert run(small, "withdraw", "1.1", *WHO, *WHY) == 0
    notices = sorted(path.name for path in (small / "out/notices").glob("*withdrawn*"))
    assert notices == ["staff-conduct_1.1_withdrawn.md", "staff-conduct_1.1_withdrawn_elm.md"]
    text = (small / "out/notices/staff-conduct_1.1_withdrawn_elm.md").read_text("utf-8")
    assert (
        "You use version 1.0, which is not concerned.\n\n"
        "Version 1.1 is also prepared for decision. Please take it off the agenda.\n\n"
        "These versions can be taken up instead:\n\n"
        "- version 1.0, date of issue not recorded\n"
        "- version 2.0, issued on 9 October 2026\n\n## What"
    ) in text


def test_withdraw_as_json(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(small, "withdraw", "1.0", *WHO, *WHY, "--json") == 0
    said = json.loads(capsys.readouterr().out)
    assert said["schools"] == ["elm", "oak"]
    assert said["withdrawal"]["reason"] == "It cites guidance of 2018."
    assert len(said["notices"]) == 3


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
    before = snapshot(small)
    assert run(small, "withdraw", version, *WHO, *WHY) == 2
    assert said in capsys.readouterr().err
    assert snapshot(small) == before


def test_a_version_is_withdrawn_once_and_never_released_again(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(small, "withdraw", "1.0", *WHO, *WHY) == 0
    before = snapshot(small)
    assert run(small, "withdraw", "1.0", *WHO, *WHY) == 2
    assert "was withdrawn on 2026-10-01" in capsys.readouterr().err
    assert run(small, "release", "1.0", *WHO) == 2
    assert "A correction is a new version" in capsys.readouterr().err
    assert snapshot(small) == before


def test_a_school_that_goes_on_with_a_withdrawn_version_says_so(small: Path) -> None:
    assert run(small, "withdraw", "1.0", *WHO, *WHY) == 0
    result = engine.build(engine.Request(small, small / "out", formats=("web",)), silent)
    assert result.built == ["elm", "oak"]
    page = (small / "out/sites/oak/staff-conduct/index.html").read_text("utf-8")
    assert "Example HR; date not recorded; since withdrawn" in page
