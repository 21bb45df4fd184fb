"""`adopt`: what it prepares for a school, and what it asks first."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from clausework.model.policy import Adopted
from clausework.workspace.root import read_workspace
from tests.support.meadow import (
    KEEP,
    POLICY,
    SCHOOL,
    adopt,
    change,
    meadow_root,
    pending,
    school_file,
    third_version,
)
from tests.support.meetings import small_root, snapshot

OWN = "Keep your own phone on silent and in your locker while you are with pupils."
OTHER = "Keep your own phone switched off and in your locker while you are with pupils."
MERGED = (
    "Photographs of pupils are taken with a device of the {{ setting }}, kept for one term, and "
    "then deleted by the {{ head }}."
)


@pytest.fixture
def meadow(tmp_path: Path) -> Path:
    return meadow_root(tmp_path / "root")


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
    assert found.options == {"cameras": "false"}


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


def test_a_draft_in_use_may_be_changed_for_another_version(tmp_path: Path) -> None:
    root = small_root(tmp_path)
    given: dict[str, Any] = {"school": "elm", "policy": "staff-conduct"}
    assert adopt(root, "1.1", **given) == 0
    use = read_workspace(root).schools["elm"].school.value.adopts["staff-conduct"]
    assert (use.version, use.pending) == ("1.0", Adopted(version="1.1"))
