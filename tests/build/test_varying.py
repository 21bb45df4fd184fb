"""What schools choose, in every copy: printed, recorded, and changed by a decision alone."""

import json
import re
import zipfile
from pathlib import Path

import pytest

from clausework.cli.main import main
from clausework.source.problems import errors
from tests.support.files import contents
from tests.support.roots import ELM, OAK, POLICY, found_in
from tests.support.varying import (
    ASKING,
    CHOICES,
    OF_ELM,
    OF_OAK,
    asking_root,
    build,
    copies,
    two_policies,
)

KINDS = ("web", "pdf", "word", "page")


def test_every_copy_prints_what_its_school_chose(tmp_path: Path) -> None:
    root = asking_root(tmp_path / "root")
    assert build(root) == 0
    for school, words, tested in (("oak", OF_OAK, True), ("elm", OF_ELM, False)):
        found = copies(root, school, tmp_path)
        assert {kind: words in text for kind, text in found.items()} == dict.fromkeys(KINDS, True)
        # A point of the choice that only Oak made.
        polite = {kind: "stay polite" in text for kind, text in found.items()}
        assert polite == dict.fromkeys(KINDS, tested)
    assert main(["verify", str(root / "out"), "--root", str(root)]) == 0


def test_a_school_that_has_not_chosen_is_withheld_and_the_other_is_built(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = asking_root(tmp_path / "root", oak=ASKING[OAK].replace("days: 7, ", ""))
    assert build(root) == 1
    assert "add days: 5 to options:" in capsys.readouterr().err
    assert [path.name for path in (root / "out/sites").iterdir()] == ["elm"]


def test_hr_sees_each_option_in_words(tmp_path: Path) -> None:
    root = asking_root(tmp_path / "root")
    assert build(root) == 0
    about = (root / "out/hub/policies/staff-conduct.html").read_text("utf-8")
    for words in (
        "How staff are paid (every week or each month; each school must choose)",
        "Days before a review (a number from 5 to 20; each school must choose)",
        "The number of the helpline (the school’s own words; each school must choose)",
        "From when it holds (a date; 1 September 2026, unless the school says otherwise)",
        "(yes, unless the school says otherwise)",
    ):
        assert words in about
    fleet = (root / "out/hub/fleet/staff-conduct.html").read_text("utf-8")
    for words in (
        "How staff are paid: every week",
        "How staff are paid: each month",
        "Days before a review: 5.5",
        "The number of the helpline: 01632 *96* &amp; 0000",
        "From when it holds: 5 January 2027",
    ):
        assert words in fleet


def test_another_choice_is_put_before_the_board_as_other_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What was approved stays published until another decision, and the new words are marked."""
    waiting = CHOICES.replace("weekly", "monthly").replace("days: 7", "days: 12")
    text = ASKING[ELM].replace("pay: monthly, days: 5.5", "pay: weekly, days: 7")
    root = asking_root(tmp_path / "root", elm=text)
    approval = ["--by", "Board", "--on", "2026-05-12", "--minute", "1", "--root", str(root)]
    assert main(["approve", "elm", "staff-conduct", *approval]) == 0
    record = root / "schools/elm/record/staff-conduct/1.0.json"
    assert json.loads(record.read_text("utf-8"))["adopted"]["options"]["days"] == "7"
    file = root / ELM
    pending = f'    pending:\n      version: "1.0"\n      options: {waiting}\n'
    file.write_text(file.read_text("utf-8") + pending, "utf-8")
    assert build(root) == 0
    assert "within 7 days" in copies(root, "elm", tmp_path)["pdf"]
    assert contents(root / "schools/elm/record")
    capsys.readouterr()
    assert (
        main(["diff", "staff-conduct", "1.0", "1.0", "--school", "elm", "--root", str(root)]) == 0
    )
    said = capsys.readouterr().out
    assert "each month" in said
    assert "12" in said


TITLE = "See the Staff Conduct Policy, and Dress Code."


def links(page: Path, words: str) -> list[str]:
    return re.findall(rf'<a href="([^"]+)">{words}</a>', page.read_text("utf-8"))


def test_the_title_of_another_policy_leads_to_it_where_the_school_publishes_it(
    tmp_path: Path,
) -> None:
    address = "https://example.org/conduct.pdf"
    elm = two_policies(tmp_path / "other") / ELM
    linked = f"links: {{staff-conduct: {address}}}\nadopts:"
    text = elm.read_text("utf-8").replace("adopts:", linked)
    root = two_policies(tmp_path / "root", **{ELM: text})
    assert build(root) == 0
    for school in ("oak", "elm"):
        found = copies(root, school, tmp_path, "dress")
        assert {kind: TITLE in words for kind, words in found.items()} == dict.fromkeys(KINDS, True)
    oak, elm_site = (root / "out/sites" / school for school in ("oak", "elm"))
    assert links(oak / "dress/index.html", "Staff Conduct Policy")[-1:] == [
        "../staff-conduct/index.html"
    ]
    assert (oak / "staff-conduct/index.html").is_file()
    assert links(oak / "documents/dress.html", "Staff Conduct Policy") == []
    for page in ("dress/index.html", "documents/dress.html"):
        assert links(elm_site / page, "Staff Conduct Policy") == [address]
    for name, known in (("oak", False), ("elm", True)):
        documents = root / "out/sites" / name / "documents"
        assert (address.encode() in (documents / "dress.pdf").read_bytes()) is known
        with zipfile.ZipFile(documents / "dress.docx") as package:
            there = package.read("word/_rels/document.xml.rels").decode()
        assert (address in there) is known


def test_a_new_title_is_printed_at_once_and_nobody_calls_the_old_one_current(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = two_policies(tmp_path / "root")
    assert build(root) == 0
    about = root / POLICY
    about.write_text(
        about.read_text("utf-8").replace("Staff Conduct Policy", "Conduct Code"), "utf-8"
    )
    assert main(["verify", str(root / "out"), "--root", str(root)]) == 1
    assert "policy/staff-conduct/policy.yaml: was edited since" in capsys.readouterr().out
    assert build(root) == 0
    found = copies(root, "elm", tmp_path, "dress")
    assert {kind: "See the Conduct Code" in words for kind, words in found.items()} == (
        dict.fromkeys(KINDS, True)
    )
    assert main(["verify", str(root / "out"), "--root", str(root)]) == 0


def test_a_title_that_cannot_be_read_withholds_what_prints_it(tmp_path: Path) -> None:
    root = two_policies(tmp_path / "root")
    (root / POLICY).write_text("id: [", "utf-8")
    found = [(one.code, one.place.path) for one in errors(found_in(root))]
    assert ("policy-unknown", "policy/dress/1.0.yaml") in found
