"""Local changes beside the master's text: what is read of them, HR's page, and what stays there."""

import io
import re
import zipfile
from html import unescape
from pathlib import Path

import pytest

from clausework import query
from clausework.diff.changes import Removed, Reworded
from clausework.model.inline import plain
from clausework.model.policy import Variation
from clausework.model.scalars import Duty, Kind
from clausework.query.published import published
from clausework.render.common.letterhead import letterhead
from clausework.render.common.templates import templates_for
from clausework.render.hr import hub
from clausework.render.paper import pdf
from clausework.render.web import site
from clausework.render.word import word
from clausework.resolve.version import resolve
from tests.judges import axe, poppler, serve_directory
from tests.support.local_changes import ADDED, ALL, CONSULTED, REASON, varied
from tests.support.pages import Page, read
from tests.support.places import PROJECT
from tests.support.samples import pages_of, summaries

OAK, POLICY = "example-oak-academy", "social-networking"


def changes(*variations: Variation) -> list[query.LocalChange]:
    workspace = varied(*variations)
    uses = [use for use in query.uses(workspace) if use.school == OAK]
    return [local for use in uses for local in query.local_changes(workspace, use)]


def test_each_local_change_is_read_against_the_master_without_it() -> None:
    added, weaker, omitted, same = changes(*ALL)
    assert [change.kind for change in added.changes] == [Kind.ADDED]
    (boundaries,) = weaker.changes
    assert boundaries.duties == (Duty.WEAKENED,)
    assert boundaries.bound == (("adults", "employees"), ("adults", "employees"))
    assert [(piece.kind, piece.text) for piece in boundaries.words if piece.kind != "kept"] == [
        ("removed", "must"),
        ("added", "should"),
    ]
    (gone,) = omitted.changes
    assert isinstance(gone, Removed)
    assert plain(gone.text) == "Access or share illegal material"
    assert gone.duties == (Duty.WEAKENED,)
    assert same.changes == ()
    assert [local.number for local in (added, weaker, omitted, same)] == [
        "3.2",
        "6.1",
        "7.1(i)",
        "3.1(b)",
    ]


def test_a_change_of_what_a_change_before_it_brought_is_read_against_that() -> None:
    again = Variation(replace="local-flood", text="Staff may read *it*.", reason=REASON)
    _, second = changes(ADDED, again)
    (change,) = second.changes
    assert isinstance(change, Reworded)
    assert plain(change.before) == "Staff must read it."
    assert plain(change.after) == "Staff may read it."


def test_a_change_that_does_not_fit_changes_nothing() -> None:
    (local,) = changes(Variation(omit="not-there", reason=REASON))
    assert (local.number, local.changes) == (None, ())


@pytest.fixture(scope="module", params=[False, True], ids=["in use", "pending"])
def page(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("hub")
    workspace = varied(*ALL, pending=request.param)
    config = PROJECT / "mkdocs.yml"
    site.write(hub.render(workspace, summaries(workspace), (), templates_for(PROJECT), config), out)
    return out / "local" / f"{POLICY}.html"


def test_hrs_page_shows_what_each_took_out_and_put_in_with_its_reason(page: Path) -> None:
    html = read(page)
    said = Page(html).words
    assert "3.2 local-flood Addition None: the school’s own inserted: Staff must" in said
    assert "Employees deleted: must end of deletion inserted: should end of insertion abide" in said
    assert "Duties, from the words: a duty is removed or weaker. Bound before:" in said
    assert "illegal-material Omission Access or share illegal material deleted: Access or" in said
    assert "aim-safeguard-children Rewording The same words The same words" in said
    assert said.count(REASON) == 4
    assert said.count(f"Consultation: {CONSULTED}") == 2
    assert said.count("Consultation not recorded") == 2
    # Nothing stands between words that the text does not have there.
    assert '<p class="wording">' in html
    assert not re.search(r'<p class="wording">\s|\n</p>', html)


def test_the_page_can_be_read_by_everybody(page: Path) -> None:
    with serve_directory(page.parent.parent) as base:
        found = axe([f"{base}/local.html", f"{base}/local/{page.name}"])
    assert found.violations == []


def test_hrs_list_says_who_changed_what_and_which_clauses_are_changed(page: Path) -> None:
    said = Page(read(page.parent.parent / "local.html")).words
    waiting = ", awaiting decision" if "Awaiting decision" in read(page) else ""
    assert f"Example Oak Academy Social Networking Policy 1.0{waiting} 4 Not recorded for 2" in said
    # The addition behind a point concerns that point.
    assert "3.1 aims Social Networking Policy 1 Added to by 1 school" in said
    assert "illegal-material Social Networking Policy 1 Left out by 1 school" in said


def test_reasons_and_consultations_are_in_no_copy_that_is_published(tmp_path: Path) -> None:
    workspace, templates = varied(*ALL), templates_for(PROJECT)
    files = workspace.schools[OAK]
    school = letterhead(files.school.value, files.logo, templates)
    version = workspace.policies[POLICY].versions["1.0"].value
    adoption = files.school.value.adopts[POLICY]
    document, conflicts = resolve(workspace.master(POLICY), version, files.school.value, adoption)
    assert conflicts == []
    pages = published(workspace, files, document)
    own = pages_of([pages], school, [], templates)
    site.write(own, tmp_path / "site")
    paper = tmp_path / "policy.pdf"
    paper.write_bytes(pdf.render(document, school, templates))
    said = {
        "pdf": poppler("pdftotext", paper, "-"),
        "its properties": poppler("pdfinfo", "-struct-text", paper),
    }
    said |= {
        path.relative_to(tmp_path / "site").as_posix(): unescape(path.read_text("utf-8"))
        for path in (tmp_path / "site").rglob("*")
        if path.suffix in (".html", ".json", ".xml", ".txt")
    }
    with zipfile.ZipFile(io.BytesIO(word.render(document, school, templates))) as archive:
        said |= {
            name: unescape(re.sub("<[^>]*>", "", archive.read(name).decode()))
            for name in archive.namelist()
            if name.endswith((".xml", ".rels"))
        }
    # The change itself is there, in each of the three.
    for name in ("pdf", "social-networking/index.html", "word/document.xml"):
        assert "Staff must read" in said[name], name
    for name, text in said.items():
        words = " ".join(text.split())
        assert not [
            word for word in ("1953", "flood of", "Michaelmas", "Parish") if word in words
        ], name
