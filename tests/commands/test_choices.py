"""`--option` of `adopt` and `new school`: what is chosen is written, what is missing asked for."""

from pathlib import Path

import pytest

from clausework.cli.main import main
from clausework.model.varying.people import Person
from clausework.workspace.root import read_workspace
from tests.support.files import contents
from tests.support.roots import ELM, FILES, OAK, found_in, serious
from tests.support.scaffolds import GIVEN, typed
from tests.support.varying import ASKING, asking_root, people_root

GIVEN_OPTIONS = ("days=10", "pay=monthly", 'helpline=01632 "960"')


def options(names: tuple[str, ...], prefix: str = "") -> list[str]:
    return [word for one in names for word in ("--option", prefix + one)]


def adopt(root: Path, *rest: str) -> int:
    return main(["adopt", "elm", "staff-conduct", "1.0", "--root", str(root), *rest])


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Elm does not use the policy so far."""
    own = FILES[ELM].partition("adopts:")[0] + "adopts: {}\n"
    return asking_root(tmp_path / "root", elm=own)


def test_a_version_is_adopted_with_what_the_school_chooses(root: Path) -> None:
    assert adopt(root, *options(GIVEN_OPTIONS)) == 0
    assert serious(found_in(root)) == []
    assert (
        (root / ELM)
        .read_text("utf-8")
        .endswith(
            '    version: "1.0"\n    options:\n      days: 10\n      pay: monthly\n'
            '      helpline: 01632 "960"\n'
        )
    )
    adopted = read_workspace(root).schools["elm"].school.value.adopts["staff-conduct"]
    assert adopted.options == {"days": "10", "pay": "monthly", "helpline": '01632 "960"'}


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ((), "--option days=…: Days before a review (a number from 5 to 20)"),
        (("days=4", *GIVEN_OPTIONS[1:]), "4 is less than 5. Write a number from 5 to 20."),
        (("day=10",), 'has no option "day"; there are: accounts, begin, days, helpline, pay.'),
        (("days",), "write the name, = and the value"),
    ],
)
def test_what_is_missing_or_wrong_is_named_and_nothing_written(
    root: Path, given: tuple[str, ...], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = contents(root)
    try:
        status = adopt(root, *options(given))
    except SystemExit as left:
        status = int(str(left.code))
    assert status == 2
    assert message in " ".join(capsys.readouterr().err.split())
    assert {name: data for name, data in contents(root).items() if name in before} == before


def test_a_new_school_has_its_choices_and_explains_them(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(typed(root, "school", **GIVEN)) == 2
    assert "--option staff-conduct.days=…: Days before a review" in capsys.readouterr().err
    chosen = options(GIVEN_OPTIONS, "staff-conduct.")
    assert main([*typed(root, "school", **GIVEN), *chosen]) == 0
    text = (root / "schools/saint-zoes-primary/school.yaml").read_text("utf-8")
    assert text.endswith(
        """\
    # Choices that this policy leaves to the school.
    options:
      # The school runs accounts of its own: true or false
      accounts: true
      # How staff are paid: one of: weekly, monthly
      pay: monthly
      # Days before a review: a number from 5 to 20
      days: 10
      # The number of the helpline: words on one line
      helpline: "01632 \\"960\\""
      # From when it holds: a date as year-month-day
      begin: 2026-09-01
"""
    )
    assert serious(found_in(root)) == []


def test_choices_are_kept_by_the_next_version(tmp_path: Path) -> None:
    text = ASKING[OAK].replace("approved: unknown", "approved: unknown  # no minute")
    root = asking_root(tmp_path / "root", oak=text)
    folder = root / "policy/staff-conduct"
    following = (
        (folder / "1.0.yaml")
        .read_text("utf-8")
        .replace('version: "1.0"', 'version: "1.1"')
        .replace("status: released", "status: proposed")
        .replace("follows: null", 'follows: "1.0"')
    )
    (folder / "1.1.yaml").write_text(following, "utf-8")
    arguments = ["adopt", "oak", "staff-conduct", "1.1", "--root", str(root), "--option", "days=8"]
    assert main(arguments) == 0
    use = read_workspace(root).schools["oak"].school.value.adopts["staff-conduct"]
    assert use.pending is not None
    assert use.options["days"] == "7"
    assert use.pending.options == use.options | {"days": "8"}


def test_a_new_school_names_the_people_that_texts_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = people_root(tmp_path / "root")
    command = typed(root, "school", **GIVEN)
    assert main(command) == 2
    said = capsys.readouterr().err
    assert [line for line in said.splitlines() if line.startswith("  ")] == [
        *("  --person dsl.name=…", "  --person dsl.phone=…", "  --person office.email=…"),
    ]
    named = ('dsl.name=Bo "Ek"', "dsl.phone=01632 960002", "dsl.published=false")
    every = (*named, "office.email=office@zoe.example")
    for wrong in ("office.email=office", "dsl=Bo", "DSL.name=Bo", "dsl.mail=a@b.example"):
        rest = [word for one in (*named, wrong) for word in ("--person", one)]
        assert main([*command, *rest]) == 2
    assert not (root / "schools/saint-zoes-primary").exists()
    assert main([*command, *(word for one in every for word in ("--person", one))]) == 0
    assert serious(found_in(root)) == []
    school = read_workspace(root).schools["saint-zoes-primary"].school.value
    assert school.people == {
        "dsl": Person(name='Bo "Ek"', phone="01632 960002", published=False),
        "office": Person(email="office@zoe.example"),
    }
