"""`review`: a school's board pack, written whole, and listed with the other outputs."""

import json
import re
from pathlib import Path

import pytest

from clausework.build import engine
from clausework.cli.main import main
from clausework.publish import manifest
from tests.support.meetings import PENDING, ROOT, SECOND, THIRD
from tests.support.places import EXAMPLES, TODAY, silent
from tests.support.roots import OAK as OAK_FILE
from tests.support.roots import POLICY, VERSION, write_root
from tests.support.samples import SCHOOLS

OAK, WARDEN_HILL = "example-oak-academy", "warden-hill-infant"
FILES = {
    "changes.json",
    "index.html",
    "new.docx",
    "new.pdf",
    "old.docx",
    "pack.pdf",
    "redline.docx",
    "redline.pdf",
    "report.docx",
}


def review(root: Path, school: str, *arguments: str) -> int:
    given = ["review", "social-networking", "--school", school, *arguments]
    return main([*given, "--root", str(root)])


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_what_is_in_use_is_compared_with_what_is_offered(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert review(root, OAK, "--to", "2.0") == 0
    folder = root / "out" / "reviews" / OAK / "social-networking_1.0_2.0"
    assert capsys.readouterr().out.startswith("written: ")
    written = files(folder)
    assert set(written) == FILES
    said = json.loads(written["changes.json"])
    main(["diff", "social-networking", "2.0", "--school", OAK, "--json", "--root", str(root)])
    # What the words suggest of duties is for HR alone.
    whole = json.loads(capsys.readouterr().out)
    assert any(change["duties"] for change in whole["changes"])
    assert said == whole | {"changes": [one | {"duties": []} for one in whole["changes"]]}
    assert review(root, OAK, "--to", "2.0") == 0
    assert files(folder) == written
    assert not (root / "out" / ".staging").exists()


@pytest.mark.parametrize("school", SCHOOLS)
def test_the_clean_copies_are_those_that_are_published(school: str, root: Path) -> None:
    out = root / "out"
    assert review(root, school, "--to", "1.1") == 0
    pack = out / "reviews" / school / "social-networking_1.0_1.1"
    built = out / "sites" / school / "documents" / "social-networking.docx"
    engine.build(engine.Request(root, out, TODAY, schools=(school,), formats=("word",)), silent)
    assert (pack / "old.docx").read_bytes() == built.read_bytes()
    path = root / "schools" / school / "school.yaml"
    text = path.read_text("utf-8")
    approved = re.compile(r"\n    (approved|next_review):.*(\n      .*)*")
    path.write_text(approved.sub("", text).replace('version: "1.0"', 'version: "1.1"'), "utf-8")
    engine.build(engine.Request(root, out, TODAY, schools=(school,), formats=("word",)), silent)
    assert (pack / "new.docx").read_bytes() == built.read_bytes()


def test_any_version_may_be_the_older_one(root: Path) -> None:
    assert review(root, WARDEN_HILL, "--from", "1.1", "--to", "2.0") == 0
    folder = root / "out" / "reviews" / WARDEN_HILL / "social-networking_1.1_2.0"
    assert json.loads((folder / "changes.json").read_text("utf-8"))["from"] == "1.1"


def test_a_review_is_in_the_manifest_and_a_build_keeps_it(root: Path) -> None:
    assert review(root, OAK, "--to", "1.1") == 0
    out = root / "out"
    place = f"reviews/{OAK}/social-networking_1.0_1.1"
    listed = dict(manifest.read_files(out / "manifest.json"))
    assert {name: entry["sha256"] for name, entry in listed.items()} == {
        f"{place}/{name}": manifest.sha256(data) for name, data in files(out / place).items()
    }
    sources = listed[f"{place}/index.html"]["sources"]
    assert isinstance(sources, list)
    assert {"policy/social-networking/1.1.yaml", f"schools/{OAK}/school.yaml"} <= {*sources}
    engine.build(engine.Request(root, out, TODAY, schools=(OAK,), formats=("pdf",)), silent)
    after = dict(manifest.read_files(out / "manifest.json"))
    assert {**after, **listed} == after
    assert len(after) > len(listed)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("social-networking", "--school", "oak", "--to", "2.0"), 'unknown school "oak"'),
        (("dress", "--school", OAK, "--to", "2.0"), 'unknown policy "dress"'),
        (("social-networking", "--school", OAK, "--to", "3.0"), "there is no version 3.0"),
        (("social-networking", "--school", OAK, "--to", "1.0"), "has version 1.0 in use"),
        (
            ("social-networking", "--school", OAK, "--from", "2.0", "--to", "1.0"),
            "there is nothing to decide about it",
        ),
    ],
)
def test_versions_that_cannot_be_reviewed_are_told(
    arguments: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["review", *arguments, "--root", str(EXAMPLES)]) == 2
    assert said in capsys.readouterr().err


def test_faults_of_the_school_are_told_and_nothing_is_written(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = root / "schools" / OAK / "school.yaml"
    path.write_text(path.read_text("utf-8").replace("{{ head }} also", "{{ haed }} also"), "utf-8")
    assert review(root, OAK, "--to", "2.0") == 1
    assert 'unknown word "haed"' in capsys.readouterr().err
    assert not (root / "out").exists()
    assert review(root, WARDEN_HILL, "--to", "1.1") == 0


MEETING = ["--meeting", "Full Governing Body, 12 May 2026"]
DRESS = {
    name: name.replace("staff-conduct", "dress-code") for name in (POLICY, VERSION, SECOND, THIRD)
}


def two_policies(folder: Path, *, pending: bool = True) -> Path:
    """The small root with a second policy of the same words and ids, which Oak School has in use:
    of the first, 1.1 awaits its decision there, unless not `pending`.
    """
    files = dict(ROOT)
    for name, other in DRESS.items():
        words = ROOT[name].replace("id: staff-conduct", "id: dress-code")
        files[other] = words.replace("Staff Conduct Policy", "Dress Code")
    files[OAK_FILE] += '  dress-code:\n    version: "1.0"\n    approved: unknown\n'
    if not pending:
        files[OAK_FILE] = files[OAK_FILE].replace(PENDING, "")
    return write_root(folder, files)


def meet(root: Path, *arguments: str) -> int:
    return main(["review", "--school", "oak", *arguments, "--root", str(root)])


def page(folder: Path) -> str:
    return (folder / "index.html").read_text("utf-8")


def test_a_meeting_has_the_pack_of_each_policy_under_one_first_page(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = two_policies(tmp_path / "root")
    given = ["dress-code", "staff-conduct", *MEETING, "--item", "4", "--item", "7b"]
    assert meet(root, *given) == 0
    reviews = root / "out" / "reviews" / "oak"
    # What awaits decision, else the newest that HR proposed or issued.
    names = ["dress-code_1.0_1.2", "staff-conduct_1.0_1.1", "meeting"]
    said = capsys.readouterr().out.splitlines()
    assert [line.rpartition("/")[2] for line in said] == names
    assert sorted(path.name for path in reviews.iterdir()) == sorted(names)
    written = {name: files(reviews / name) for name in names}
    assert all(set(written[name]) == FILES for name in names[:2])
    assert set(written["meeting"]) == {"index.html", "pack.pdf", "report.docx"}
    first = page(reviews / "meeting")
    assert first.index("Item 4") < first.index("Dress Code</a>") < first.index("Item 7b")
    for name in names[:2]:
        assert f'href="../{name}/index.html"' in first
        assert "Full Governing Body, 12 May 2026" in page(reviews / name)
    listed = dict(manifest.read_files(root / "out" / "manifest.json"))
    for name in names:
        for file, data in written[name].items():
            assert listed[f"reviews/oak/{name}/{file}"]["sha256"] == manifest.sha256(data)
    sources = listed["reviews/oak/meeting/pack.pdf"]["sources"]
    assert isinstance(sources, list)
    assert {DRESS[THIRD], SECOND, OAK_FILE} <= {*sources}
    assert THIRD not in sources
    assert meet(root, *given) == 0
    assert {name: files(reviews / name) for name in names} == written


def test_without_a_policy_the_meeting_is_about_all_that_awaits_decision(tmp_path: Path) -> None:
    root = two_policies(tmp_path / "root")
    assert meet(root, *MEETING) == 0
    written = sorted(path.name for path in (root / "out" / "reviews" / "oak").iterdir())
    assert written == ["meeting", "staff-conduct_1.0_1.1"]


BOTH = ("dress-code", "staff-conduct")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((*BOTH, *MEETING, "--to", "1.1"), "--to and --from are for one POLICY"),
        ((*BOTH, *MEETING, "--from", "1.0"), "--to and --from are for one POLICY"),
        ((*MEETING, "--to", "1.1"), "--to and --from are for one POLICY"),
        (("dress-code", "--from", "1.0"), "--to and --from are for one POLICY"),
        (BOTH, "which meeting they are for: --meeting"),
        (("dress-code",), "Say which version of one POLICY is offered, with --to VERSION"),
        (("dress-code", *BOTH, *MEETING), "dress-code is named twice"),
        ((*BOTH, *MEETING, "--item", "4"), "in this order: dress-code, staff-conduct"),
        (("dress-code", "hats", *MEETING), 'Unknown policy "hats"'),
        (("dress-code", "--to", "1.1", "--item", "4", "--item", "5"), "Give --item once"),
    ],
)
def test_what_a_meeting_cannot_be_about_is_said(
    arguments: tuple[str, ...], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = two_policies(tmp_path / "root")
    assert meet(root, *arguments) == 2
    assert said in capsys.readouterr().err
    assert not (root / "out").exists()


def test_a_meeting_with_nothing_to_decide_is_told_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = two_policies(tmp_path / "root", pending=False)
    assert meet(root, *MEETING) == 2
    assert "Nothing awaits decision at this school." in capsys.readouterr().err
    for name in (SECOND, THIRD):
        (root / DRESS[name]).unlink()
    conduct = root / DRESS[POLICY]
    text = conduct.read_text("utf-8")
    conduct.write_text(re.sub(r'\n  "1\.1": \w+', "", text), "utf-8")
    assert meet(root, *BOTH, *MEETING) == 2
    assert "There is nothing to offer of dress-code" in capsys.readouterr().err
    assert main(["review", *BOTH, *MEETING, "--school", "elm", "--root", str(root)]) == 2
    assert "This school does not use dress-code" in capsys.readouterr().err
    assert not (root / "out").exists()
