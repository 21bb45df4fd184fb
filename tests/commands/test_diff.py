"""`diff`: what changed between two versions, for HR and for one school."""

import json
from pathlib import Path

import pytest

from clausework.cli import main
from tests.conftest import PROJECT

KEYS = [
    "id",
    "kind",
    "weight",
    "duties",
    "number_before",
    "number_after",
    "before",
    "after",
    "reason",
]


def diff(capsys: pytest.CaptureFixture[str], *arguments: str, root: Path = PROJECT) -> str:
    assert main(["diff", *arguments, "--root", str(root)]) == 0
    return capsys.readouterr().out


def test_1_1_changes_nothing_but_form(capsys: pytest.CaptureFixture[str]) -> None:
    said = json.loads(diff(capsys, "social-networking", "1.0", "1.1", "--json"))
    assert {key: said[key] for key in ("policy", "from", "to", "school")} == {
        "policy": "social-networking",
        "from": "1.0",
        "to": "1.1",
        "school": None,
    }
    assert len(said["changes"]) > 30
    assert {change["weight"] for change in said["changes"]} == {"editorial"}
    assert [change for change in said["changes"] if list(change) != KEYS] == []


def test_for_a_school_the_version_in_use_is_where_it_starts(
    capsys: pytest.CaptureFixture[str],
) -> None:
    oak = ("social-networking", "2.0", "--school", "example-oak-academy", "--json")
    said = json.loads(diff(capsys, *oak))
    assert (said["from"], said["school"]) == ("1.0", "example-oak-academy")
    by_id = {change["id"]: change for change in said["changes"] if change["kind"] == "reworded"}
    standards = by_id["standards-for-employees"]
    assert "Example Oak Academy" in standards["before"]
    # The reasons of both versions, oldest first.
    assert standards["reason"].index("was hyphenated") < standards["reason"].index("one scope")
    ids = {change["id"] for change in said["changes"]}
    assert "values-advice-for-academies" in ids
    assert "values-advice-for-maintained-schools" not in ids
    assert not {c["id"] for c in said["changes"] if c["kind"] == "added"} & {
        "local-tell-the-local-body"
    }


def test_in_words_each_change_has_its_number_kind_weight_and_reason(
    capsys: pytest.CaptureFixture[str],
) -> None:
    said = diff(capsys, "social-networking", "1.1")
    assert said.startswith("Social Networking Policy: 1.0 to 1.1\n39 editorial, 0 substantive")
    assert (
        "5.1 read-and-comply: reworded, editorial\n  It is the responsibility of the employee, "
        "[-volunteers-]{+volunteer+} or casual worker to read"
    ) in said
    assert "\n  why: Singular and plural were mixed in" in said
    assert "&#" not in said


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("dress", "1.0"), 'no policy is called "dress"'),
        (("social-networking", "9.9"), "there is no version 9.9"),
        (("social-networking", "1.0"), "version 1.0 follows none"),
        (("social-networking", "1.0", "--school", "oak"), 'no school is called "oak"'),
    ],
)
def test_names_that_are_not_there_are_2(
    arguments: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["diff", *arguments, "--root", str(PROJECT)]) == 2
    assert said in capsys.readouterr().err


def test_a_faulty_master_is_not_compared(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = root / "policy/social-networking/2.0.yaml"
    path.write_text(path.read_text("utf-8").replace("{{ head }}", "{{ haed }}", 1), "utf-8")
    assert main(["diff", "social-networking", "2.0", "--root", str(root)]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "[fill-unknown]" in captured.err
