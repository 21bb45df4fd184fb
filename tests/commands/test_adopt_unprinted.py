"""`adopt` where the new version prints for other schools only what a local change is of."""

import json
from pathlib import Path

import pytest

from clausework.checks import check
from clausework.cli.main import main
from clausework.source.problems import errors
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


@pytest.fixture
def meadow(tmp_path: Path) -> Path:
    return meadow_root(tmp_path / "root")


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
