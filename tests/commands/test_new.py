"""`new` as it is typed: files that pass the checks, whole or not at all, nothing overwritten."""

import builtins
import io
import json
import re
import shutil
import sys
import zipfile
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clausework.authoring import scaffold, writing
from clausework.brand.palette import Font
from clausework.checks import digest
from clausework.cli.main import main
from clausework.model.paper import Paper
from clausework.model.policy import Adoption, Brand, Fonts, Reason, School, Status
from clausework.model.scalars import SchoolType
from clausework.render.common.templates import templates_for
from clausework.source.characters import INVISIBLE, PRINTABLE
from clausework.source.problems import Severity
from clausework.source.yaml import load
from clausework.workspace.root import read_workspace
from clausework.workspace.schema import validate
from tests.support.places import EXAMPLES, PROJECT
from tests.support.power_cut import stopped
from tests.support.roots import FILES, POLICY, VERSION, found_in, serious, write_root

LOGO = EXAMPLES / "schools/example-oak-academy/logo.svg"
RELEASED = FILES[VERSION].replace("status: draft", "status: released")
RECORDED = f'{FILES[POLICY]}released:\n  "1.0": {digest(RELEASED.encode())}\n'
HOSTILE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><script/></svg>'
GIVEN = {
    "name": "Saint Zoë's Primary",
    "type": "voluntary-aided",
    "primary": "#7a1f3d",
    "accent": "#c9a227",
}
BRANDED = GIVEN | {
    "logo": str(LOGO),
    "logo-alt": "An oak leaf",
    "motto": 'Light: "every" window # always',
    "head": "Head of School",
    "address": "1 Church Lane, Exampleton",
    "contact": "office@zoe.example",
    "alternative-formats": "For large print, please ask the office.",
    "heading-font": "Literata",
}


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return write_root(tmp_path / "small", FILES | {VERSION: RELEASED, POLICY: RECORDED})


def typed(root: Path, kind: str, *words: str, **flags: str) -> list[str]:
    pairs = [word for flag, value in flags.items() for word in (f"--{flag}", value)]
    return ["new", kind, *words, "--root", str(root), *pairs]


def contents(root: Path) -> dict[str, bytes]:
    """Every file under a root, hidden ones too, but the lock of those who write."""
    found = (path for path in root.rglob("*") if path.is_file())
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in found
        if path.parent.name != ".clausework"
    }


def unexplained(text: str) -> list[str]:
    """The blocks of a file that do not begin with a remark."""
    return [block for block in text.strip().split("\n\n") if not block.lstrip().startswith("#")]


def test_a_school_is_written_and_passes_the_checks(small: Path) -> None:
    assert main(typed(small, "school", **BRANDED)) == 0
    assert serious(found_in(small)) == []
    files = read_workspace(small).schools["saint-zoes-primary"]
    assert files.logo == LOGO.read_bytes()
    assert files.school.value == School(
        id="saint-zoes-primary",
        name="Saint Zoë's Primary",
        type=SchoolType.VOLUNTARY_AIDED,
        brand=Brand(
            primary="#7a1f3d",
            accent="#c9a227",
            fonts=Fonts(heading=Font.LITERATA),
            logo="logo.svg",
            logo_alt="An oak leaf",
        ),
        motto='Light: "every" window # always',
        terms={"head": "Head of School"},
        address="1 Church Lane, Exampleton",
        contact="office@zoe.example",
        alternative_formats="For large print, please ask the office.",
        adopts={"staff-conduct": Adoption(version="1.0", options={"accounts": True})},
    )


def test_a_school_needs_no_more_than_its_name_type_and_colours(small: Path) -> None:
    assert main(typed(small, "school", "elm-tree", **GIVEN)) == 0
    assert serious(found_in(small)) == []
    text = (small / "schools/elm-tree/school.yaml").read_text("utf-8")
    assert "\n# motto: " in text
    assert unexplained(text) == []


def test_everything_that_is_missing_is_named_at_once(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = contents(small)
    assert main(typed(small, "school", logo=str(LOGO))) == 2
    said = capsys.readouterr().err
    flags = re.findall(r"^  (--[a-z-]+): ", said, re.MULTILINE)
    assert flags == ["--name", "--type", "--logo-alt", "--primary", "--accent"]
    assert main(typed(small, "policy", "leave")) == 2
    said = capsys.readouterr().err
    assert re.findall(r"^  (--\w+): ", said, re.MULTILINE) == ["--title", "--owner", "--binding"]
    assert contents(small) == before


@pytest.mark.parametrize(
    ("flag", "value", "said"),
    [
        ("type", "comunity", "write one of: community, voluntary-controlled"),
        ("primary", "blue", "write a colour as # and six digits: #1f4e79"),
        ("body-font", "Comic Sans", "write one of: Source Sans 3, Literata, Atkinson"),
        ("logo", "nowhere.svg", "there is no file nowhere.svg"),
        ("name", "1234567", "No id can be made from this name"),
        ("adopts", "leave", 'Unknown policy "leave"; there are: staff-conduct.'),
    ],
)
def test_a_wrong_answer_is_named(
    flag: str, value: str, said: str, small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = contents(small)
    try:
        status = main(typed(small, "school", **(GIVEN | {flag: value})))
    except SystemExit as stop:
        status = int(str(stop.code))
    assert status == 2
    assert said in capsys.readouterr().err
    assert contents(small) == before


@pytest.mark.parametrize(
    ("flag", "value", "code"),
    [
        ("name", "Oak {{ head }} School", "fill-not-allowed"),
        ("motto", "A \N{SNOWMAN} smile", "letter-not-printable"),
        ("contact", "a\N{RIGHT-TO-LEFT OVERRIDE}b", "character-not-allowed"),
    ],
)
def test_what_the_checks_would_refuse_is_not_written(
    flag: str, value: str, code: str, small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = contents(small)
    assert main(typed(small, "school", "ash", **(GIVEN | {flag: value}))) == 1
    said = capsys.readouterr().err
    assert re.search(rf"^schools/ash/school.yaml:\d+:\d+: error: .*\[{code}\]$", said, re.MULTILINE)
    assert said.endswith("Nothing was written.\n")
    assert contents(small) == before


def test_a_hostile_logo_is_refused_with_file_and_reason(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = contents(small)
    script, huge = tmp_path / "crest.svg", tmp_path / "crest.png"
    script.write_text(HOSTILE, "utf-8")
    with huge.open("wb") as file:
        file.truncate(200_000_000)
    said = []
    for path in (script, huge):
        flags = GIVEN | {"logo": str(path), "logo-alt": "A crest"}
        assert main(typed(small, "school", **flags)) == 1
        said.append(capsys.readouterr().err.split("\n")[0])
    assert said[0].startswith(f'{script}:1:1: error: crest.svg has an element "script"')
    assert said[1].startswith(f"{huge}:1:1: error: crest.png is 200,000 KB; the most is 1,000 KB")
    assert contents(small) == before


def test_what_is_there_is_never_overwritten(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = contents(small)
    (small / "schools/ash").mkdir()
    policy = {"title": "Leave", "owner": "HR", "binding": "adapt"}
    for arguments in (
        typed(small, "school", "oak", **GIVEN),
        typed(small, "school", "ash", **GIVEN),
        typed(small, "policy", "staff-conduct", **policy),
        typed(small, "version", "staff-conduct", "1.0"),
    ):
        assert main(arguments) == 2
        assert "already" in capsys.readouterr().err
    assert contents(small) == before


def test_a_faulty_master_stops_it(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (small / POLICY).write_text("id: [", "utf-8")
    before = contents(small)
    assert main(typed(small, "school", **GIVEN)) == 1
    assert POLICY in capsys.readouterr().err
    assert contents(small) == before


def test_a_stop_leaves_a_school_whole_or_not_there(small: Path) -> None:
    before = contents(small)
    school = School.model_validate(
        {"id": "ash", "name": "Ash", "type": "academy"}
        | {"brand": {"primary": "#7a1f3d", "accent": "#c9a227", "logo": "a.svg", "logo_alt": "A"}}
    )
    files = scaffold.school_files(school, LOGO.read_bytes(), {}, templates_for(small))
    for step in range(1, 100):
        try:
            with stopped(small, step):
                writing.write_folder(small, "schools/ash", files)
        except KeyboardInterrupt:
            assert contents(small) in (before, before | files)
            shutil.rmtree(small / "schools/ash", ignore_errors=True)
        else:
            break
    assert step > 10
    assert contents(small) == before | files


def test_what_a_loss_of_power_left_of_a_school_is_not_read(small: Path) -> None:
    before, left = contents(small), small / "schools/.ash.new"
    left.mkdir()
    (left / "school.yaml").write_text("id: [", "utf-8")
    assert serious(found_in(small)) == []
    files = {"schools/ash/school.yaml": b"id: ash"}
    writing.write_folder(small, "schools/ash", files)
    assert contents(small) == before | files
    assert not left.exists()


class Terminal(io.StringIO):
    """What a person sits at."""

    def isatty(self) -> bool:
        return True


def sit_down(monkeypatch: pytest.MonkeyPatch, lines: list[str]) -> Terminal:
    """Somebody at a terminal types lines, one for each question; returns what is shown."""
    shown = Terminal()

    def typing() -> str:
        if not lines:
            raise EOFError
        return lines.pop(0)

    monkeypatch.setattr(sys, "stdin", Terminal())
    monkeypatch.setattr(sys, "stdout", shown)
    monkeypatch.setattr(builtins, "input", typing)
    return shown


def test_what_is_missing_is_asked_at_a_terminal(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hostile = tmp_path / "crest.svg"
    hostile.write_text(HOSTILE, "utf-8")
    answers = ["Ash School", "99", "academy", "The Trustees", "", str(hostile), f"'{LOGO}'"]
    answers += ["", "An oak leaf", "red", "#7a1f3d", "#c9a227", "2", "", "", "", "", "n"]
    shown = sit_down(monkeypatch, answers)
    assert main(typed(small, "school", motto="Grow")) == 0
    assert answers == []
    school = read_workspace(small).schools["ash-school"].school.value
    assert (school.type, school.motto, school.address) == (SchoolType.ACADEMY, "Grow", None)
    assert school.terms == {"governing_body": "The Trustees"}
    assert school.brand.fonts == Fonts(heading=Font.LITERATA)
    said = shown.getvalue()
    assert "  5  academy               an academy; its trust employs the staff" in said
    assert 'crest.svg has an element "script"' in said
    assert "write a colour as # and six digits" in said


def test_leaving_the_questions_writes_nothing(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = contents(small)
    sit_down(monkeypatch, ["Ash School", "academy"])
    assert main(typed(small, "school")) == 3
    assert contents(small) == before


def test_every_type_of_school_is_explained() -> None:
    told = templates_for(PROJECT).text("new/types.txt.j2", types=list(SchoolType))
    found = re.findall(r"^ +(\d+)  ([a-z-]+) +\S.+$", told, re.MULTILINE)
    assert found == [(str(place), name) for place, name in enumerate(SchoolType, 1)]


def words() -> st.SearchStrategy[str]:
    """What the checks let through, as arguments leave it."""
    letters = st.characters().filter(
        lambda c: bool(re.match(f"[{PRINTABLE}]", c)) and not INVISIBLE.match(c)
    )
    return st.text(letters, min_size=1).map(lambda text: " ".join(text.split())).filter(bool)


@given(words(), words(), words())
def test_a_school_is_read_back_as_it_was_given(name: str, motto: str, word: str) -> None:
    given_school = School(
        id="ash",
        name=name,
        type=SchoolType.SPECIAL,
        brand=Brand(primary="#7a1f3d", accent="#c9a227", logo="logo.png", logo_alt=word),
        motto=motto,
        terms={"head": word},
        address=word,
        adopts={"leave": Adoption(version="1.10")},
    )
    files = scaffold.school_files(given_school, b"", {"leave": {}}, templates_for(PROJECT))
    source, data, problems = load("school.yaml", files["schools/ash/school.yaml"])
    assert problems == []
    assert validate(source, data, School) == (given_school, [])


def test_a_policy_is_written_and_passes_the_checks(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    flags = {"title": "Leave: & Absence", "owner": "Example HR", "binding": "adopt"}
    assert main([*typed(small, "policy", "leave", **flags), "--json"]) == 0
    written = json.loads(capsys.readouterr().out)
    assert [Path(name).name for name in written["written"]] == ["policy.yaml", "1.0.yaml"]
    assert serious(found_in(small)) == []
    files = read_workspace(small).policies["leave"]
    assert files.policy.value.title == "Leave: & Absence"
    assert files.policy.value.binding == "adopt"
    assert files.versions["1.0"].value.status is Status.DRAFT
    assert unexplained((small / "policy/leave/policy.yaml").read_text("utf-8")) == []
    # A school takes what is released, and this is not.
    assert main(typed(small, "school", "ash", **GIVEN)) == 0
    assert list(read_workspace(small).schools["ash"].school.value.adopts) == ["staff-conduct"]
    assert main(typed(small, "school", "fir", **(GIVEN | {"adopts": "leave"}))) == 2
    assert "No version of leave is released yet" in capsys.readouterr().err


def remarks(text: str) -> Iterator[str]:
    return (line.strip() for line in text.splitlines() if line.lstrip().startswith("#"))


@pytest.mark.parametrize("start", ["1.0", "1.1", "2.0"])
def test_a_version_is_a_draft_with_the_words_of_the_last(start: str, root: Path) -> None:
    for later in {"1.1", "2.0"} - {start}:
        if later > start:
            (root / f"policy/social-networking/{later}.yaml").unlink()
    assert main(typed(root, "version", "social-networking", "3.0")) == 0
    new = [p for p in found_in(root) if p.place.path.endswith("3.0.yaml")]
    assert [p for p in new if p.severity is Severity.ERROR] == []
    assert "changes-missing" not in {p.code for p in new}
    files = read_workspace(root).policies["social-networking"].versions
    old, copied = files[start].value, files["3.0"].value
    assert (copied.version, copied.status, copied.follows) == ("3.0", Status.DRAFT, start)
    assert (copied.issued, copied.changes) == (None, ())
    assert (copied.actions, copied.paper) == ((), Paper())
    assert (copied.summary, copied.editions) == (old.summary, old.editions)
    plain = [section.model_dump() for section in old.sections]
    assert without_was([s.model_dump() for s in copied.sections]) == without_was(plain)
    before, _, changes = files[start].source.text.partition("\nchanges:")
    assert set(remarks(before)) <= set(remarks(files["3.0"].source.text))
    assert "was:" not in files["3.0"].source.text
    assert start == "1.0" or changes, "the case copies no changes"


def without_was(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: without_was(value) for key, value in data.items() if key != "was"}
    return [without_was(one) for one in data] if isinstance(data, list | tuple) else data


BEFORE_TEXT = "        text: Tell the {{ head }} at once[^why].\n"


@pytest.mark.parametrize(
    ("was", "left"),
    [
        ("        was: [tell]   # earlier\n", ""),
        ("        was:\n          - tell\n          - say\n", ""),
        ("        was:\n        - tell\n\n        # a remark\n", "\n        # a remark\n"),
    ],
)
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_what_a_version_continues_is_left_out_of_its_copy(
    was: str, left: str, ending: str, tmp_path: Path
) -> None:
    text = RELEASED.replace(BEFORE_TEXT, was + BEFORE_TEXT).replace("\n", ending)
    root = write_root(tmp_path, FILES | {VERSION: RELEASED})
    (root / VERSION).write_bytes(b"\xef\xbb\xbf" + text.encode())
    found = scaffold.version_file(
        read_workspace(root), "staff-conduct", "1.10", "1.0", templates_for(root)
    )
    (name, data), body = *found.items(), RELEASED.replace(BEFORE_TEXT, left + BEFORE_TEXT)
    assert name == "policy/staff-conduct/1.10.yaml"
    body = body.replace('version: "1.0"', 'version: "1.10"').replace("null", '"1.0"', 1)
    assert body.replace("status: released", "status: draft") in data.decode()


def test_the_draft_of_a_version_says_which_entries_to_fill_in(root: Path) -> None:
    """The remarks are the entries, once their marks are taken off."""
    assert main(typed(root, "version", "social-networking", "3.0")) == 0
    text = (root / "policy/social-networking/3.0.yaml").read_text("utf-8")
    end = text[text.rindex("# Why each clause") :]
    entries = [line[2:] for line in end.splitlines() if line.startswith("#   ")]
    keys = {line.strip(" -").partition(":")[0] for line in entries if ":" in line}
    assert keys >= {*Reason.model_fields} - {"question"}
    assert keys >= {"for", "must", "within"}
    assert keys >= {*Paper.model_fields}


def test_a_version_that_cannot_be_copied_whole_is_not_copied(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    last = root / "policy/social-networking/2.0.yaml"
    text = last.read_text("utf-8")
    id_line = next(iter(re.findall(r"^ +- id: .+\n", text, re.MULTILINE)))
    nested = "- {id: nested, was: [standards-for-employees], title: Nested, clauses: []}\n"
    last.write_text(text.replace(id_line, id_line[: id_line.index("-")] + nested + id_line, 1))
    before = contents(root)
    assert main(typed(root, "version", "social-networking", "3.0")) == 1
    assert "Nothing was written." in capsys.readouterr().err
    assert contents(root) == before


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["social-networking", "2.1", "--from", "9.9"], "There is no version to copy; there are:"),
        (["social-networking", "1.2"], "follows 2.0, so its number must be higher"),
        (["leave", "1.2"], 'Unknown policy "leave"'),
    ],
)
def test_a_version_of_nothing_is_refused(
    words: list[str], said: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = contents(root)
    assert main(typed(root, "version", *words)) == 2
    assert said in capsys.readouterr().err
    assert contents(root) == before


def test_one_command_and_a_logo_make_the_outputs(root: Path) -> None:
    flags = BRANDED | {"name": "Ash & Elm School"}
    assert main([*typed(root, "school", **flags), "--build"]) == 0
    site = root / "out/sites/ash-elm-school"
    page = unescape((site / "social-networking/index.html").read_text("utf-8"))
    for words in ("name", "motto", "address", "contact", "alternative-formats"):
        assert flags[words] in page
    assert "Draft for approval" in page
    style = (site / "assets/brand.css").read_text("utf-8")
    assert '--heading-font: "Literata", ' in style
    for address in re.findall(r'url\("(.+?)"\)', style):
        assert (site / "assets" / address).is_file()
    assert (site / "documents/social-networking.pdf").read_bytes().startswith(b"%PDF")
    with zipfile.ZipFile(site / "documents/social-networking.docx") as word:
        assert "word/document.xml" in word.namelist()
