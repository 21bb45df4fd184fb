"""`adopt`: what it prepares for a school, what it asks first, and what it refuses."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from clausework.checks import check
from clausework.cli.main import main
from clausework.model.policy import Adopted
from clausework.source.problems import errors
from clausework.workspace.root import read_workspace
from tests.support.meetings import small_root, snapshot
from tests.support.places import PROJECT

FIXTURE = PROJECT / "tests/data/local-changes"
SCHOOL, POLICY = "example-meadow", "mobile-phones"
OWN = "Keep your own phone on silent and in your locker while you are with pupils."
OTHER = "Keep your own phone switched off and in your locker while you are with pupils."
KEEP = ("--resolve", "phones-away=ours")
MERGED = (
    "Photographs of pupils are taken with a device of the {{ setting }}, kept for one term, and "
    "then deleted by the {{ head }}."
)


@pytest.fixture
def meadow(tmp_path: Path) -> Path:
    return shutil.copytree(FIXTURE, tmp_path / "root")


def adopt(root: Path, version: str, *rest: str, school: str = SCHOOL, policy: str = POLICY) -> int:
    return main(["adopt", school, policy, version, *rest, "--root", str(root)])


def school_file(root: Path, school: str = SCHOOL) -> Path:
    return root / "schools" / school / "school.yaml"


def change(path: Path, old: str, new: str) -> None:
    text = path.read_bytes().decode()
    assert text.count(old) == 1
    path.write_bytes(text.replace(old, new).encode())


def pending(root: Path) -> Adopted | None:
    workspace = read_workspace(root)
    assert errors(check(workspace)) == []
    return workspace.schools[SCHOOL].school.value.adopts[POLICY].pending


def third_version(root: Path, status: str, *changes: tuple[str, str]) -> None:
    """Version 3.0: the words of 2.0, but for some changes."""
    folder = root / "policy" / POLICY
    text = (folder / "2.0.yaml").read_text("utf-8")
    for old, new in (
        ('follows: "1.0"', 'follows: "2.0"'),
        ('version: "2.0"', 'version: "3.0"'),
        ("status: released", f"status: {status}"),
        ("issued: 2026-01-12\n", ""),
        *changes,
    ):
        assert old in text
        text = text.replace(old, new)
    (folder / "3.0.yaml").write_text(text, "utf-8")


def test_one_is_carried_one_merged_and_one_to_be_decided(
    meadow: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = snapshot(meadow)
    assert adopt(meadow, "2.0", "--json") == 1
    said = json.loads(capsys.readouterr().out)
    assert {key: said[key] for key in said if key != "local_changes"} == {
        "school": SCHOOL,
        "policy": POLICY,
        "from": "1.0",
        "to": "2.0",
        "written": [],
    }
    by_id = {one["id"]: one for one in said["local_changes"]}
    assert {name: one["fate"] for name, one in by_id.items()} == {
        "urgent-calls": "carried",
        "photographs": "merged",
        "phones-away": "conflict",
    }
    assert by_id["photographs"]["result"][0]["text"] == MERGED
    assert by_id["phones-away"] == {
        "id": "phones-away",
        "fate": "conflict",
        "why": "same-words",
        "before": "Keep your own phone on silent and out of sight while you are with pupils.",
        "ours": OWN,
        "theirs": "Keep your own phone switched off and locked away while you are with pupils.",
        "choices": ["ours", "theirs", "edit"],
        "result": [],
    }
    assert snapshot(meadow) == before


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        ("ours", [("phones-away", OWN)]),
        ("theirs", []),
        ("edit", [("phones-away", OTHER)]),
    ],
)
def test_once_decided_it_awaits_decision(
    meadow: Path, choice: str, expected: list[tuple[str, str]], tmp_path: Path
) -> None:
    words = tmp_path / "words.txt"
    words.write_bytes(b"\xef\xbb\xbf" + OTHER.replace("and in", "and\r\nin").encode())
    own = ("--text", f"phones-away={words}") if choice == "edit" else ()
    before = snapshot(meadow)
    assert adopt(meadow, "2.0", "--resolve", f"phones-away={choice}", *own) == 0
    found = pending(meadow)
    assert found is not None
    assert found.version == "2.0"
    assert [(one.target, one.text) for one in found.variations] == [
        ("urgent-calls", "In an emergency at home you may be called on the staff room telephone."),
        ("photographs", MERGED),
        *expected,
    ]
    after = snapshot(meadow)
    assert {name for name in after if after[name] != before[name]} == {
        f"schools/{SCHOOL}/school.yaml"
    }


def test_options_go_along_and_the_rest_of_the_file_stays_byte_for_byte(meadow: Path) -> None:
    options = "options:\n  cameras: {type: boolean, default: true, label: It has cameras}\n"
    change(
        meadow / "policy" / POLICY / "policy.yaml", "binding: adapt\n", f"binding: adapt\n{options}"
    )
    path = school_file(meadow)
    change(path, "    variations:\n", "    options: {cameras: false}\n    variations:\n")
    other = meadow / "policy" / "leave"
    shutil.copytree(meadow / "policy" / POLICY, other)
    change(other / "policy.yaml", f"id: {POLICY}", "id: leave")
    rest = '  # The other policy.\n  leave:\n    version: "1.0"   # since 2024\n'
    before = path.read_text("utf-8").replace("\n", "\r\n")
    behind = rest.replace("\n", "\r\n")
    path.write_bytes(b"\xef\xbb\xbf" + (before + behind).encode())
    assert adopt(meadow, "2.0", *KEEP) == 0
    after = path.read_bytes().decode()
    assert after.startswith("\ufeff" + before + '    pending:\r\n      version: "2.0"\r\n')
    assert after.endswith("          reason: We have lockers.\r\n" + behind)
    found = pending(meadow)
    assert found is not None
    assert found.options == {"cameras": False}


def test_what_awaited_decision_is_replaced_and_versions_between_are_gone_through(
    meadow: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    renamed = ("- id: urgent-calls\n", "- id: calls-from-home\n        was: [urgent-calls]\n")
    reason = "  - {clause: calls-from-home, reason: Plainer., weight: editorial}\n"
    third_version(meadow, "proposed", renamed, ("changes:\n", f"changes:\n{reason}"))
    assert adopt(meadow, "2.0", *KEEP) == 0
    assert "replaced" not in capsys.readouterr().out
    assert adopt(meadow, "3.0", *KEEP) == 0
    said = capsys.readouterr().out
    assert "Version 2.0, which awaited decision, is replaced.\n" in said
    assert "It is proposed, and can be approved once HR has issued it.\n" in said
    found = pending(meadow)
    assert found is not None
    assert [one.target for one in found.variations] == [
        "calls-from-home",
        "photographs",
        "phones-away",
    ]


def test_a_remark_on_what_awaits_decision_stays(meadow: Path) -> None:
    path = school_file(meadow)
    before = path.read_text("utf-8")
    path.write_text(before + '    pending: {version: "2.0"}   # for May\n', "utf-8")
    assert adopt(meadow, "2.0", *KEEP) == 0
    expected = before + '    pending:                    # for May\n      version: "2.0"\n'
    assert path.read_text("utf-8").startswith(expected)


def test_remarks_within_what_awaits_decision_are_not_lost(
    meadow: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = school_file(meadow)
    text = path.read_text("utf-8") + '    pending:\n      version: "2.0"   # for May\n'
    path.write_text(text, "utf-8")
    assert adopt(meadow, "2.0", *KEEP) == 1
    assert "delete pending: of this policy first" in capsys.readouterr().err
    assert path.read_text("utf-8") == text


@pytest.mark.parametrize("keys", ["", "adopts: {}\n"])
def test_a_policy_not_yet_in_use_is_entered_as_a_first_draft(
    meadow: Path, keys: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = school_file(meadow)
    text = path.read_text("utf-8")
    head = text[: text.index("adopts:")]
    path.write_text(head + keys, "utf-8")
    assert adopt(meadow, "2.0") == 0
    assert path.read_text("utf-8") == f'{head}adopts:\n  {POLICY}:\n    version: "2.0"\n'
    assert "first draft: nobody has approved it" in capsys.readouterr().out


def test_a_locked_clause_leaves_the_words_of_the_version(
    meadow: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    third_version(
        meadow, "proposed", ("- id: phones-away\n", "- id: phones-away\n        locked: true\n")
    )
    assert adopt(meadow, "3.0", *KEEP) == 1
    said = capsys.readouterr().out
    assert "Schools may no longer vary it." in said
    assert [line.split("--resolve ")[1] for line in said.splitlines() if "--resolve" in line] == [
        "phones-away=theirs"
    ]
    assert pending(meadow) is None


def test_what_is_gone_is_followed(meadow: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(
        school_file(meadow),
        "      - replace: photographs\n",
        "      - add: local-door\n"
        "        after: urgent-calls\n"
        "        text: Visitors' phones stay at the door.\n"
        "        reason: We have a shelf.\n"
        "      - replace: photographs\n",
    )
    gone = (
        "      - id: urgent-calls\n"
        "        text: >-\n"
        "          In an emergency at home you may be called through the school office.\n"
    )
    reason = "  - {clause: urgent-calls, reason: Nobody calls., weight: substantive}\n"
    third_version(meadow, "proposed", (gone, ""), ("changes:\n", f"changes:\n{reason}"))
    assert adopt(meadow, "3.0", *KEEP) == 1
    said = capsys.readouterr().out
    assert "Local changes: 1 merged, 1 carried elsewhere, 1 decided, 1 to be decided.\n" in said
    assert "What it followed has been removed. It now follows phones-away." in said
    assert "    Version 3.0:\n      (none)\n" in said
    assert "as a text of the school's own: --resolve urgent-calls=ours\n" in said
    assert adopt(meadow, "3.0", *KEEP, "--resolve", "urgent-calls=ours") == 0
    found = pending(meadow)
    assert found is not None
    assert [(one.target, one.after) for one in found.variations] == [
        ("local-urgent-calls", "phones-away"),
        ("local-door", "phones-away"),
        ("photographs", None),
        ("phones-away", None),
    ]


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
        (("1.0",), "is already in use at example-meadow"),
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


def test_a_draft_in_use_may_be_changed_for_another_version(tmp_path: Path) -> None:
    root = small_root(tmp_path)
    given: dict[str, Any] = {"school": "elm", "policy": "staff-conduct"}
    assert adopt(root, "1.1", **given) == 0
    use = read_workspace(root).schools["elm"].school.value.adopts["staff-conduct"]
    assert (use.version, use.pending) == ("1.0", Adopted(version="1.1"))


OTHERS_ONLY = {
    "the clause": ("      - id: photographs\n", "      - id: photographs\n        when: academy\n"),
    "the section": ("  - id: pictures\n", "  - id: pictures\n    when: academy\n"),
    "the clause, by an option": (
        "      - id: photographs\n",
        "      - id: photographs\n        when: cameras\n",
    ),
}
PICTURE = (
    "Photographs of pupils are taken with a device of the {{ setting }}, kept for one term, and "
    "then deleted by the school office."
)
SHELF = (
    "      - add: local-shelf\n"
    "        after: photographs\n"
    "        text: Devices stay on the shelf.\n"
    "        reason: We have a shelf.\n"
)


def for_others_only(root: Path, changes: tuple[str, str]) -> None:
    """Version 3.0, in which something is printed for other schools only."""
    options = "options:\n  cameras: {type: boolean, default: false, label: It has cameras}\n"
    about = root / "policy" / POLICY / "policy.yaml"
    change(about, "binding: adapt\n", f"binding: adapt\n{options}")
    named = "pictures" if "- id: pictures" in changes[0] else "photographs"
    reasons = f"  - {{clause: {named}, reason: Only some need it., weight: substantive}}\n"
    third_version(root, "released", changes, ("changes:\n", f"changes:\n{reasons}"))


@pytest.mark.parametrize("what", OTHERS_ONLY)
@pytest.mark.parametrize("choice", ["ours", "theirs", "edit"])
def test_what_is_printed_for_other_schools_only_is_asked_about(
    meadow: Path, what: str, choice: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for_others_only(meadow, OTHERS_ONLY[what])
    assert adopt(meadow, "3.0", *KEEP, "--json") == 1
    fared = {one["id"]: one for one in json.loads(capsys.readouterr().out)["local_changes"]}
    assert (fared["photographs"]["fate"], fared["photographs"]["why"]) == ("conflict", "unprinted")
    assert fared["photographs"]["ours"] == PICTURE
    assert adopt(meadow, "3.0", *KEEP) == 1
    said = capsys.readouterr().out
    assert "The new version prints it for other schools only" in said
    assert "      (printed for other schools only)\n" in said
    words = tmp_path / "words.txt"
    words.write_text("Ask before you take a picture.", "utf-8")
    own = ("--text", f"photographs={words}") if choice == "edit" else ()
    assert adopt(meadow, "3.0", *KEEP, "--resolve", f"photographs={choice}", *own) == 0
    found = pending(meadow)
    assert found is not None
    text = {"ours": PICTURE, "edit": "Ask before you take a picture."}.get(choice)
    kept = [(one.add, one.after, one.text) for one in found.variations if one.add]
    # In the section that it was in, unless that is not printed either.
    after = "urgent-calls" if what == "the section" else "pictures"
    assert kept == ([("local-photographs", after, text)] if text else [])


def test_an_addition_beside_what_is_printed_for_others_only_is_asked_about(
    meadow: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(
        school_file(meadow),
        "      - replace: photographs\n",
        f"{SHELF}      - replace: photographs\n",
    )
    for_others_only(meadow, OTHERS_ONLY["the clause"])
    assert adopt(meadow, "3.0", *KEEP, "--resolve", "photographs=theirs") == 1
    assert "--resolve local-shelf=ours" in capsys.readouterr().out
    given = ("--resolve", "photographs=theirs", "--resolve", "local-shelf=ours")
    assert adopt(meadow, "3.0", *KEEP, *given) == 0
    found = pending(meadow)
    assert found is not None
    assert ("local-shelf", "pictures") in [(one.add, one.after) for one in found.variations]


def test_what_is_left_out_and_printed_for_others_only_is_dropped_by_name(
    meadow: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = school_file(meadow)
    text = path.read_text("utf-8")
    at, end = text.index("      - replace: photographs"), text.index("      - replace: phones-away")
    gone = "      - omit: photographs\n        reason: We take none.\n"
    path.write_text(text[:at] + gone + text[end:], "utf-8")
    for_others_only(meadow, OTHERS_ONLY["the section"])
    assert adopt(meadow, "3.0", *KEEP) == 0
    said = capsys.readouterr().out
    assert "Dropped: the version's own words apply" in said
    assert "photographs (left out)" in said


def test_the_board_pack_says_one_thing_of_a_local_change(meadow: Path) -> None:
    for_others_only(meadow, OTHERS_ONLY["the clause"])
    assert adopt(meadow, "3.0", *KEEP, "--resolve", "photographs=ours") == 0
    assert main(["review", POLICY, "--school", SCHOOL, "--to", "3.0", "--root", str(meadow)]) == 0
    page = meadow / "out" / "reviews" / SCHOOL / f"{POLICY}_1.0_3.0" / "index.html"
    html = page.read_text("utf-8")
    assert "2.1 (replaced): decided by the school" in html
    # Where the school took it out of what awaits decision by hand, it is not carried either.
    path = school_file(meadow)
    text = path.read_text("utf-8")
    at = text.rindex("        - replace: urgent-calls")
    path.write_text(text[:at] + text[text.index("        - ", at + 10) :], "utf-8")
    assert main(["review", POLICY, "--school", SCHOOL, "--to", "3.0", "--root", str(meadow)]) == 0
    assert "1.2 (replaced): decided by the school" in page.read_text("utf-8")


@pytest.mark.parametrize("points", [False, True], ids=["a text", "a point"])
def test_a_reference_to_what_is_gone_is_led_on(
    meadow: Path, points: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "See this:" if points else "It is as {{ ref photographs }} says."
    items = "{id: local-p, text: 'it is as {{ ref photographs }} says'}"
    change(
        school_file(meadow),
        "      - replace: photographs\n",
        "      - add: local-door\n"
        "        after: urgent-calls\n"
        f"        text: '{text}'\n"
        + (f"        items: [{items}]\n" if points else "")
        + "        reason: We have a shelf.\n"
        "      - replace: photographs\n",
    )
    for_others_only(meadow, OTHERS_ONLY["the clause"])
    asked = (*KEEP, "--resolve", "photographs=theirs")
    assert adopt(meadow, "3.0", *asked) == 1
    said = capsys.readouterr().out
    assert "It refers to photographs, which this copy of version 3.0 does not have;" in said
    assert "{{ ref pictures }}" not in said
    assert "{{ ref urgent-calls }}" in said
    words = tmp_path / "words.txt"
    own = ("--resolve", "local-door=edit", "--text", f"local-door={words}")
    words.write_text("See this:\n\nit is as {{ ref photographs }} says\n", "utf-8")
    assert adopt(meadow, "3.0", *asked, *own) == 1
    capsys.readouterr()
    new = "See this:\n\nit is as {{ ref urgent-calls }}\nsays\n"
    words.write_text(new if points else new.replace("See this:\n\n", ""), "utf-8")
    assert adopt(meadow, "3.0", *asked, *own) == 0
    found = pending(meadow)
    assert found is not None
    (door,) = (one for one in found.variations if one.add == "local-door")
    texts = [door.text, *(item.text for item in door.items or ())]
    assert texts[-1] == "it is as {{ ref urgent-calls }} says"


def test_what_awaits_decision_is_prepared_anew_where_it_does_not_fit_any_more(
    meadow: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    third_version(meadow, "proposed")
    assert adopt(meadow, "3.0", *KEEP) == 0
    file = meadow / "policy" / POLICY / "3.0.yaml"
    change(file, *OTHERS_ONLY["the clause"])
    reason = "  - {clause: photographs, reason: Only some need it., weight: substantive}\n"
    change(file, "changes:\n", f"changes:\n{reason}")
    found = errors(check(read_workspace(meadow)))
    assert [problem.code for problem in found] == ["variation-unprinted"]
    assert adopt(meadow, "3.0", *KEEP) == 1
    assert "--resolve photographs=theirs" in capsys.readouterr().out
    assert adopt(meadow, "3.0", *KEEP, "--resolve", "photographs=theirs") == 0
    after = pending(meadow)
    assert after is not None
    assert [one.target for one in after.variations] == ["urgent-calls", "phones-away"]
