"""What a school publishes says what its document says: the pages, the PDF and the Word copy."""

from __future__ import annotations

import contextlib
import io
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from hypothesis import assume, given

from clausework.checks import check
from clausework.cli.main import main
from clausework.model.document import Document
from clausework.model.inline import Run
from clausework.model.policy import Adopted
from clausework.model.varying.people import Person
from clausework.model.varying.printed import with_runs
from clausework.resolve.version import resolve
from clausework.source.problems import errors
from clausework.workspace.root import Workspace, read_workspace
from tests.fuzz.properties import Property
from tests.fuzz.reading import (
    absent,
    invisible,
    missing,
    notes,
    texts,
    words_of_docx,
    words_of_page,
    words_of_pdf,
)
from tests.fuzz.root_files import POLICY, SCHOOL
from tests.fuzz.roots import Root, single
from tests.judges import poppler


@contextlib.contextmanager
def sound(example: Root) -> Iterator[tuple[Path, Workspace]]:
    """The folder of a root and what is in it. An example with errors is none."""
    with tempfile.TemporaryDirectory() as folder:
        root = example.write(Path(folder))
        workspace = read_workspace(root)
        assume(not errors(check(workspace)))
        yield root, workspace


def command(*words: str | Path) -> tuple[int, str, str]:
    """The exit status of a command, and what it printed and reported."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        status = main([str(word) for word in words])
    return status, out.getvalue(), err.getvalue()


def document(workspace: Workspace, adopted: Adopted) -> Document:
    """What the school's copy of a version has to say."""
    version = workspace.policies[POLICY].versions[adopted.version].value
    school = workspace.schools[SCHOOL].school.value
    found, conflicts = resolve(workspace.master(POLICY), version, school, adopted)
    assert conflicts == []
    return found


def in_use(workspace: Workspace) -> Adopted:
    """What the school publishes."""
    return workspace.schools[SCHOOL].school.value.adopts[POLICY]


@given(single())
def every_output_says_it_all(example: Root) -> None:
    with sound(example) as (root, workspace):
        status, _, said = command("build", "--root", root, "--school", SCHOOL, "--jobs", "1")
        assert status == 0, said
        people = workspace.schools[SCHOOL].school.value.people
        expected = with_runs(
            document(workspace, in_use(workspace)), lambda run: _on_the_site(run, people)
        )
        _judge(expected, root / "out" / "sites" / SCHOOL)


_DETAILS = {"name": "name", "phone": "telephone number", "email": "e-mail address"}


def _on_the_site(run: Run, people: Mapping[str, Person]) -> Run:
    """What is printed of a person, who may not be published."""
    detail, _, role = (run.fill or "").partition(" ")
    if detail not in _DETAILS or role not in people or people[role].published:
        return run
    return run.replaced(text=f"[{_DETAILS[detail]}: ask the school]")


def _judge(expected: Document, site: Path) -> None:
    wrong: dict[str, object] = {}
    files = site / "documents"
    for name, page in (
        ("page", site / POLICY / "index.html"),
        ("one file", files / f"{POLICY}.html"),
    ):
        wrong[name] = _lost(expected, *[words_of_page(page.read_text("utf-8"))] * 2)
    pdf = files / f"{POLICY}.pdf"
    said = words_of_pdf(pdf)
    wrong["PDF"] = _lost(expected, said, said)
    wrong["signs in the PDF"] = invisible(poppler("pdftotext", pdf, "-"))
    docx = (files / f"{POLICY}.docx").read_bytes()
    said = words_of_docx(docx, "document")
    wrong["Word copy"] = _lost(expected, said, words_of_docx(docx, "footnotes"), numbers=False)
    wrong = {name: lost for name, lost in wrong.items() if lost}
    assert not wrong, wrong


def _lost(expected: Document, found: str, below: str, *, numbers: bool = True) -> Sequence[str]:
    """What is lost of a document in the words of an output and in those of its footnotes."""
    around = [expected.title, expected.summary or "", expected.audience or ""]
    around += [one.cited.title for one in expected.sources]
    return [
        *missing(texts(expected, numbers=numbers), found),
        *absent(notes(expected), below),
        *absent(around, found),
    ]


PROPERTIES = (
    Property("every output has all words", "words", every_output_says_it_all, batch=5, short=4),
)
