"""What a visitor, a governor and a judge find in the outputs of the project's own schools."""

import shutil
from pathlib import Path

import pytest

from clausework.build import engine
from tests.judges import axe, open_xml, serve_directory, verapdf
from tests.support.files import contents
from tests.support.places import PROJECT, TODAY, copied, silent

SCHOOLS = sorted(path.parent.name for path in PROJECT.glob("schools/*/school.yaml"))
WARDEN_HILL = "warden-hill-infant"
OF_WARDEN_HILL = ("warden hill", "learning together", "growing together", "warden-hill")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The outputs of the project as it is today."""
    root = copied(PROJECT, tmp_path_factory.mktemp("project"))
    result = engine.build(engine.Request(root, root / "out", TODAY, jobs=2), silent)
    assert (result.failed, result.withheld) == ({}, [])
    return root / "out"


def documents(built: Path, ending: str) -> list[Path]:
    found = sorted(built.glob(f"sites/*/documents/*.{ending}"))
    assert {path.parts[-3] for path in found} == {*SCHOOLS}
    return found


@pytest.mark.parametrize("school", [one for one in SCHOOLS if one != WARDEN_HILL])
def test_no_school_shows_another_one(built: Path, school: str) -> None:
    for name, data in contents(built / "sites" / school).items():
        words = data.decode("utf-8", errors="ignore").casefold()
        assert not [part for part in OF_WARDEN_HILL if part in words], name


def test_two_builds_in_two_folders_give_the_same_bytes(built: Path, tmp_path: Path) -> None:
    root = copied(PROJECT, tmp_path / "elsewhere")
    shutil.copytree(PROJECT / "templates", root / "templates")
    shutil.copy2(PROJECT / "mkdocs.yml", root)
    result = engine.build(engine.Request(root, root / "out", TODAY, jobs=1), silent)
    assert result.failed == {}
    first, second = contents(built), contents(root / "out")
    assert sorted(first) == sorted(second)
    assert [name for name in first if first[name] != second[name]] == []


def test_every_pdf_is_pdf_ua_1_and_pdf_a_2a(built: Path) -> None:
    paths = documents(built, "pdf")
    assert verapdf(paths, "ua1") == {path: [] for path in paths}
    assert verapdf(paths, "2a") == {path: [] for path in paths}


def test_every_word_copy_is_valid_open_xml(built: Path) -> None:
    paths = documents(built, "docx")
    assert open_xml(paths) == {path: [] for path in paths}


def test_the_outputs_are_the_sites_and_hrs_own_pages(built: Path) -> None:
    found = sorted(path.name for path in built.iterdir())
    assert found == ["hub", "manifest.json", "sites"]
    for folder in (built / "hub", *(built / "sites").iterdir()):
        assert folder.is_dir()
        assert not folder.is_symlink()


def test_every_page_passes_axe_and_asks_for_nothing_else(built: Path) -> None:
    sites = built / "sites"
    with serve_directory(sites) as base:
        pages = [
            f"{base}/{path.relative_to(sites).as_posix()}" for path in sorted(sites.rglob("*.html"))
        ]
        assert len(pages) >= 3 * len(SCHOOLS)
        found = axe(pages)
    assert found.violations == []
    assert found.failed_requests == []
    assert found.external_requests == []
    assert found.console_errors == []
