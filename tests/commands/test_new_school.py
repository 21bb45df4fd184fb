"""`new school` as it is typed: files that pass the checks, whole or not at all."""

import builtins
import io
import re
import shutil
import sys
import zipfile
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clausework.authoring import scaffold, writing
from clausework.brand.palette import Font
from clausework.cli.main import main
from clausework.model.policy import Adoption, Brand, Fonts, School
from clausework.model.scalars import SchoolType
from clausework.render.common.templates import templates_for
from clausework.source.characters import INVISIBLE, PRINTABLE
from clausework.source.yaml import load
from clausework.workspace.root import read_workspace
from clausework.workspace.schema import validate
from tests.support.files import contents
from tests.support.places import PROJECT
from tests.support.power_cut import stopped
from tests.support.roots import found_in, serious
from tests.support.scaffolds import GIVEN, LOGO, small_root, typed, unexplained

HOSTILE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><script/></svg>'
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
    return small_root(tmp_path / "small")


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


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Łódź School", "lodz-school"),
        ("Sørøya Ħal", "soroya-hal"),
        ("Ægir Œuvre", "aegir-oeuvre"),
        ("Großstraße", "grossstrasse"),
        ("Þórður Ðalur", "thordur-dalur"),
        ("Kızılırmak İlkokulu", "kizilirmak-ilkokulu"),
        ("Đurđevac", "durdevac"),
        ("Saint Zoë’s, A–B & C", "saint-zoes-a-b-c"),
    ],
)
def test_the_id_of_a_school_has_every_letter_of_its_name(
    name: str, expected: str, small: Path
) -> None:
    assert main(typed(small, "school", **(GIVEN | {"name": name}))) == 0
    assert expected in read_workspace(small).schools


def test_a_school_needs_no_more_than_its_name_type_and_colours(small: Path) -> None:
    assert main(typed(small, "school", "elm-tree", **GIVEN)) == 0
    assert serious(found_in(small)) == []
    text = (small / "schools/elm-tree/school.yaml").read_text("utf-8")
    assert "\n# motto: " in text
    assert unexplained(text) == []


@pytest.mark.parametrize(
    ("flag", "value", "said"),
    [
        ("type", "comunity", "write one of: community, voluntary-controlled"),
        ("primary", "blue", "write a colour as # and six digits: #1f4e79"),
        ("body-font", "Comic Sans", "write one of: Source Sans 3, Literata, Atkinson"),
        ("logo", "nowhere.svg", "there is no file nowhere.svg"),
        ("name", "1234567", "No id can be made from this name"),
        # Without the letters of another script it would be the id of another name.
        ("name", "St Ольга School", "No id can be made from this name"),
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
