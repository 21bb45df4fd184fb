"""What the rules on the list of policies that the law asks for let stand."""

from datetime import date
from pathlib import Path

import pytest

from clausework.checks import check
from clausework.source.problems import Problem
from clausework.workspace.root import read_workspace
from tests.support.roots import ASKED, CATALOGUE, ELM, FILES, OAK, serious, write_root

TEXT = ASKED[1]


def found(tmp_path: Path, text: str = TEXT, as_of: date | None = None) -> list[Problem]:
    root = write_root(tmp_path, FILES | {CATALOGUE: text})
    return serious(check(read_workspace(root), as_of))


def test_the_list_that_the_fixtures_break_is_sound_and_read(tmp_path: Path) -> None:
    assert found(tmp_path) == []
    catalogue = read_workspace(tmp_path).catalogue
    assert catalogue is not None
    assert [one.id for one in catalogue.value.policies] == ["conduct-rules", "dress", "complaints"]


def test_a_root_need_not_have_it(tmp_path: Path) -> None:
    root = write_root(tmp_path)
    assert read_workspace(root).catalogue is None
    assert serious(check(read_workspace(root))) == []


def test_a_folder_in_its_place_is_named(tmp_path: Path) -> None:
    root = write_root(tmp_path)
    (root / CATALOGUE).mkdir()
    problems = serious(check(read_workspace(root)))
    assert ("not-a-file", CATALOGUE) in [(one.code, one.place.path) for one in problems]


@pytest.mark.parametrize("text", ["", "policies: []\n", "policies:\n"])
def test_an_empty_list_is_refused(text: str, tmp_path: Path) -> None:
    (problem,) = found(tmp_path, text)
    assert problem.place.path == CATALOGUE


def test_an_edition_is_superseded_from_the_day_of_the_next_one(tmp_path: Path) -> None:
    text = TEXT.replace("guide, part: two", 'guide, edition: "2016"')
    # On that day the edition of 2018, which the policy cites, is not in force yet.
    (problem,) = found(tmp_path, text, date(2018, 9, 2))
    assert problem.code == "source-not-in-force"
    (problem,) = found(tmp_path, text, date(2018, 9, 3))
    assert problem.message == 'edition "2016" of "The Guide" is superseded as of 2018-09-03'


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        ("[academies]", ""),
        ("[nursery]", ""),
        ("[academies, nursery]", ""),
        ("[academies, independent]", "independent"),
        ("[maintained]", "community, voluntary-controlled, foundation, voluntary-aided, special, "),
    ],
)
def test_a_source_is_held_against_every_type_of_an_entry(
    kinds: str, expected: str, tmp_path: Path
) -> None:
    problems = found(tmp_path, TEXT.replace("[academy, free-school]", kinds))
    assert len(problems) == bool(expected)
    assert all(expected in problem.message for problem in problems)


def test_an_address_is_known_where_the_policy_is_asked_of_that_type(tmp_path: Path) -> None:
    links = "links: {dress: https://example.org/}\nadopts:"
    schools = {name: FILES[name].replace("adopts:", links) for name in (OAK, ELM)}
    root = write_root(tmp_path, FILES | {CATALOGUE: TEXT} | schools)
    problems = serious(check(read_workspace(root)))
    assert [(one.code, one.place.path) for one in problems] == [("link-unknown", OAK)]
