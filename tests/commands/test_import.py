"""`import`: files of other programs as drafts, with a report on every word."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from clausework.checks import check
from clausework.checks.findings import version_texts
from clausework.cli.main import main
from clausework.model.numbering import numbers
from clausework.query.cites import document_of, uses
from clausework.render.listing import listing
from clausework.resolve.version import show
from clausework.workspace.root import read_workspace
from tests.support.made_docx import docx, para
from tests.support.places import EXAMPLES

SOURCE = EXAMPLES.with_name("warden-hill-source.txt")
STYLES = '<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/></w:style>'
SMALL = docx(para("Aims", "H1") + para("We go {home} in the head's car."), styles=STYLES)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return Path(shutil.copytree(EXAMPLES, tmp_path / "root"))


def bring(root: Path, file: Path, *more: str) -> int:
    return main(["import", str(file), "--root", str(root), *more])


def reported(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_the_source_as_received_is_version_1_0(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bring(root, SOURCE, "--policy", "received", "--json") == 0
    said = reported(capsys)
    assert said["unplaced"] == [
        {"text": "Warden Hill Infant School", "where": "the cover"},
        {"text": "Learning Together, Growing Together", "where": "the cover"},
    ]
    workspace = read_workspace(root)
    (use,) = [
        one
        for one in uses(workspace)
        if (one.school, one.policy, one.standing)
        == ("warden-hill-infant", "social-networking", "in-use")
    ]
    made = workspace.policies["received"].versions["1.0"].value
    drafted = show(workspace.master("received"), made)
    now, by_hand = (
        [(one.kind, one.label, one.text, one.depth) for one in listing(document, None).nodes]
        for document in (drafted, document_of(workspace, use))
    )
    # The words that vary were put in by hand; for this school they print what it sent.
    assert now == by_hand
    errors = [one.code for one in check(workspace) if str(one.severity) == "error"]
    # What the text itself has: the name of a school, "/ /trust" and "school / Trust".
    assert errors == ["school-name", "placeholder", "placeholder"]


def test_the_citations_of_sources_that_the_text_names_are_offered(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = root / "leave.docx"
    file.write_bytes(
        docx(
            para("Leave", "H1")
            + para("By section 175 of the Education Act 2002 all is safe.")
            + para("See the Dragons Act 1999 too."),
            styles=STYLES,
        )
    )
    assert bring(root, file, "--policy", "leave", "--json") == 0
    lines = (root / "policy/leave/1.0.yaml").read_text().splitlines()
    first, second = reported(capsys)["sources"]
    assert "Education Act 2002" in lines[first["line"] - 1]
    assert first["fix"] == (
        'write cites: [{authority: education-act-2002, section: "175"}] beside the text.'
    )
    assert "Dragons Act" in lines[second["line"] - 1]
    assert second["what"] == '"Dragons Act 1999" is not in policy/authorities.yaml'


def test_a_draft_can_be_exported_whatever_its_text(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "going.docx"
    file.write_bytes(SMALL)
    assert bring(root, file, "--policy", "going", "--title", "Going Home") == 0
    assert "written: " in capsys.readouterr().out
    assert main(["export", "going", "1.0", "--format", "json", "--root", str(root)]) == 0
    words = [one["text"] for one in reported(capsys)["nodes"]]
    assert words == ["Aims", "We go {home} in the head's car."]
    assert 'title: "Going Home"' in (root / "policy/going/policy.yaml").read_text("utf-8")


def test_into_an_empty_master(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "root/policy").mkdir(parents=True)
    assert bring(tmp_path / "root", SOURCE, "--policy", "received") == 0
    exported = ["export", "received", "1.0", "--format", "json"]
    assert main([*exported, "--root", str(tmp_path / "root")]) == 0
    assert "Unacceptable" in capsys.readouterr().out


def test_the_next_version_of_a_policy_that_is_there(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (root / "policy/social-networking/policy.yaml").read_bytes()
    assert bring(root, SOURCE, "--policy", "social-networking", "--json") == 0
    assert reported(capsys)["version"] == "policy/social-networking/3.0.yaml"
    assert (root / "policy/social-networking/policy.yaml").read_bytes() == before


def test_a_version_that_is_there_stays(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    there = root / "policy/social-networking/1.0.yaml"
    before = there.read_bytes()
    assert bring(root, SOURCE, "--policy", "social-networking", "--version", "1.0") == 2
    assert "is there already" in capsys.readouterr().err
    assert there.read_bytes() == before


@pytest.mark.parametrize(
    ("name", "data", "status", "words"),
    [
        ("a.docx", b"PK", 1, "no Word file"),
        ("a.docx", docx(""), 1, "It has no text"),
        ("b.docx", None, 2, "There is no file"),
    ],
)
def test_nothing_is_written_of_what_cannot_be_read(
    name: str,
    data: bytes | None,
    status: int,
    words: str,
    root: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    assert bring(root, tmp_path / name, "--policy", "going") == status
    assert words in capsys.readouterr().err
    assert not (root / "policy/going").exists()


def test_the_next_version_keeps_the_ids_of_what_it_continues(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """By number and likeness, and the report says so; what is new has an id of its own."""
    first = "1.0 Aims\n1.1 Staff tell the head at once.\n1.2 Nobody films a pupil.\n"
    second = (
        "1.0 Aims\n1.1 All staff tell the head at once, see 1.3.\n"
        "1.2 Pictures are kept for two years.\n1.3 Nobody ever films a pupil.\n"
    )
    for text in (first, second):
        (tmp_path / "going.txt").write_text(text, "utf-8")
        capsys.readouterr()
        assert bring(root, tmp_path / "going.txt", "--policy", "going", "--json") == 0
    said = reported(capsys)
    assert [one for one in said["choices"] if "continues" in one["what"]] == [
        {"where": "All staff tell the head at once, see 1.3.", "what": "it continues 1.1 of 1.0"},
        {"where": "Nobody ever films a pupil.", "what": "it continues 1.2 of 1.0"},
    ]
    versions = read_workspace(root).policies["going"].versions
    before, after = (numbers(versions[number].value) for number in ("1.0", "2.0"))
    kept = {name: (before[name], after[name]) for name in before if name in after}
    assert sorted(kept.values()) == [("1.0", "1.0"), ("1.1", "1.1"), ("1.2", "1.3")]
    (new,) = after.keys() - before.keys()
    assert after[new] == "1.2"
    (clause, *_) = versions["2.0"].value.sections[0].clauses
    (target,) = [name for name, number in after.items() if number == "1.3"]
    assert clause.text == f"All staff tell the head at once, see {{{{ ref {target} }}}}."
    assert main(["check", "--root", str(root)]) == 0


REFERRING = """1.0 Aims
1.1 Staff read paragraph 2.1 and Appendix A, and act as section 175 of the Education Act 2002 says.
1.2 See clause 2.1(b), or paragraph 9.9, and 1.1.
2.0 Visits
2.1 Staff must:
(a) go, see 1.2;
(b) stay.
2.3 Nothing in clause 2.1 or 2.3 is for visitors.
Appendix A: Forms
A.1 The form of clause 1.1 and A.1.
"""


def test_numbers_that_name_places_of_the_file_become_references(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Those of laws, of no place, and of places with another number now stay typed."""
    file = tmp_path / "going.txt"
    file.write_text(REFERRING, "utf-8")
    assert bring(root, file, "--policy", "going", "--json") == 0
    said = reported(capsys)
    workspace = read_workspace(root)
    version = workspace.policies["going"].versions["1.0"].value
    texts = {one.owner: one.text for one in version_texts(version) if "{{" in one.text}
    ids = {number: name for name, number in numbers(version).items()}
    assert {name: text for name, text in texts.items() if name != ids["1.1"]} == {
        ids["1.2"]: f"See clause {{{{ ref {ids['2.1(b)']} }}}}, or paragraph 9.9, "
        f"and {{{{ ref {ids['1.1']} }}}}.",
        ids["2.1(a)"]: f"go, see {{{{ ref {ids['1.2']} }}}};",
        ids["2.2"]: f"Nothing in clause {{{{ ref {ids['2.1']} }}}} or 2.3 is for visitors.",
        ids["A.1"]: f"The form of clause {{{{ ref {ids['1.1']} }}}} "
        f"and {{{{ ref {ids['A.1']} }}}}.",
    }
    assert texts[ids["1.1"]] == (
        f"Staff read paragraph {{{{ ref {ids['2.1']} }}}} and {{{{ ref {ids['Appendix A']} }}}}, "
        "and act as section 175 of the Education Act 2002 says."
    )
    printed = [one.text for one in listing(show(workspace.master("going"), version), None).nodes]
    lines = [line.partition(" ")[2] for line in REFERRING.splitlines()]
    assert printed == [line.removeprefix("A: ") for line in lines]
    assert [one["what"] for one in said["choices"] if "number was" in one["what"]] == [
        "its number was 2.3, and is 2.2"
    ]
    assert "clause 2.1(b)" in [one["where"] for one in said["choices"]]
