"""A redline is the newer copy with its changes accepted and the older one with them rejected."""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import unified_diff
from pathlib import Path
from typing import Any

import pypandoc
from hypothesis import given
from hypothesis import strategies as st

from clausework.checks import check
from clausework.diff.compare import compare
from clausework.diff.redline import redline
from clausework.query.comparison import between
from clausework.render.common.letterhead import letterhead
from clausework.render.common.templates import templates_for
from clausework.render.word import word
from clausework.source.problems import errors
from clausework.workspace.root import Workspace, read_workspace
from tests.fuzz.documents import command, sound
from tests.fuzz.properties import Property
from tests.fuzz.reading import absent, missing, notes, texts, words_of_page, words_of_pdf
from tests.fuzz.root_files import POLICY, SCHOOL
from tests.fuzz.roots import Root, pairs
from tests.judges import accepted_and_rejected
from tests.support.docx import Docx, Side
from tests.support.pandoc import letters
from tests.support.places import PROJECT

READER = Path(__file__).parent / "pandoc.lua"
TEMPLATES = templates_for(PROJECT)
# LibreOffice takes longer to start than to read many files.
AT_ONCE = 5
# The marked-up, the older and the newer copy.
Copies = tuple[bytes, bytes, bytes]
# A heading of some level or not, and its letters with their styles and addresses.
Paragraph = tuple[str, list[tuple[object, ...]]]


@dataclass(frozen=True)
class Several:
    """Several roots, of which those are printed that turn out `wrong`."""

    roots: Sequence[Root]
    wrong: list[Root] = field(default_factory=list, repr=False)

    def files(self) -> Mapping[str, str]:
        return {
            f"{number}/{path}": text
            for number, root in enumerate(self.wrong)
            for path, text in root.files().items()
        }


def _is_sound(example: Root) -> bool:
    with tempfile.TemporaryDirectory() as folder:
        return not errors(check(read_workspace(example.write(Path(folder)))))


def _copies(workspace: Workspace) -> list[Copies]:
    """The copies of the two versions of a root, there and back."""
    files = workspace.schools[SCHOOL]
    head = letterhead(files.school.value, files.logo, TEMPLATES)
    found = between(workspace, POLICY, "1.0", "2.0", SCHOOL)
    back = redline(found.new, found.old, compare(found.new, found.old), ())
    old, new, there, again = (
        word.render(one, head, TEMPLATES) for one in (found.old, found.new, found.marked, back)
    )
    return [(there, old, new), (again, new, old)]


@given(pairs())
def pandoc_accepts_and_rejects(example: Root) -> None:
    with sound(example) as (root, workspace):
        for copies in _copies(workspace):
            accepted, newer, rejected, older = map(_lines, _read(copies, root))
            _assert_same("accepted by pandoc", accepted, newer)
            _assert_same("rejected by pandoc", rejected, older)
            marked, old, new = copies
            # What pandoc does not tell: styles, lists, and where a link leads.
            _assert_same("accepted", _said(marked, "accepted"), _said(new, "accepted"))
            _assert_same("rejected", _said(marked, "rejected"), _said(old, "accepted"))


def _said(docx: bytes, side: Side) -> list[str]:
    return [str(one) for part in Docx(docx, side).said().values() for one in part]


def _read(copies: Copies, folder: Path) -> list[list[Paragraph]]:
    """What pandoc has of a redline accepted, of the newer copy, of the redline rejected, and of the
    older copy.
    """
    files = [folder / f"{name}.docx" for name in ("marked", "old", "new")]
    for file, data in zip(files, copies, strict=True):
        file.write_bytes(data)
    marked, old, new = files
    asked = [(marked, "accept"), (new, "accept"), (marked, "reject"), (old, "accept")]
    words = [str(one) for pair in asked for one in pair]
    run = subprocess.run(
        [pypandoc.get_pandoc_path(), "lua", str(READER), *words],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return [[*_paragraphs(json.loads(line)["blocks"])] for line in run.stdout.splitlines()]


def _paragraphs(blocks: Any) -> Iterator[Paragraph]:
    """Which list a paragraph is in is left to LibreOffice: for pandoc, changes of a style are none,
    and a paragraph that was taken out divides lists as before.
    """
    for block in blocks:
        kind, content = block["t"], block.get("c")
        if kind in ("Para", "Plain"):
            yield "paragraph", list(letters(content, ()))
        elif kind == "Header":
            # Pandoc does not see that the mark of a heading's paragraph came or went.
            if content[2]:
                yield f"heading {content[0]}", list(letters(content[2], ()))
        elif kind == "OrderedList":
            yield from (one for item in content[1] for one in _paragraphs(item))
        elif kind == "BulletList":
            yield from (one for item in content for one in _paragraphs(item))
        elif kind == "BlockQuote":
            yield from _paragraphs(content)
        elif kind == "Table":
            cells = (cell[4] for body in content[4] for row in body[3] for cell in row[1])
            yield from (one for cell in cells for one in _paragraphs(cell))
        else:
            assert kind == "Div", kind
            yield from _paragraphs(content[1])


def _assert_same(side: str, got: list[str], expected: list[str]) -> None:
    told = "\n".join(unified_diff(expected, got, "expected", side, lineterm="", n=0))
    assert got == expected, told


def _lines(paragraphs: list[Paragraph]) -> list[str]:
    return [f"{kind}: {words}" for kind, words in paragraphs]


@given(st.lists(pairs().filter(_is_sound), min_size=AT_ONCE, max_size=AT_ONCE).map(Several))
def libreoffice_accepts_and_rejects(example: Several) -> None:
    found = [(root, copies) for root in example.roots for copies in _copies_of(root)]
    judged = accepted_and_rejected([copies for _, copies in found])
    told = []
    example.wrong.clear()
    for (root, _), sides in zip(found, judged, strict=True):
        if sides.wrong:
            example.wrong.append(root)
            told += sides.wrong
    assert not told, "\n".join(told)


def _copies_of(example: Root) -> list[Copies]:
    with tempfile.TemporaryDirectory() as folder:
        return _copies(read_workspace(example.write(Path(folder))))


@given(pairs())
def a_review_says_what_came_and_went(example: Root) -> None:
    with sound(example) as (root, workspace):
        status, _, said = command(
            "review", POLICY, "--school", SCHOOL, "--to", "2.0", "--root", root
        )
        assert status == 0, said
        marked = between(workspace, POLICY, "1.0", "2.0", SCHOOL).marked
        folder = root / "out" / "reviews" / SCHOOL / f"{POLICY}_1.0_2.0"
        page = words_of_page((folder / "index.html").read_text("utf-8"))
        wrong = {}
        for name, found in (("page", page), ("PDF", words_of_pdf(folder / "redline.pdf"))):
            wrong[name] = [
                *missing(texts(marked, numbers=False), found),
                *absent(notes(marked), found),
            ]
        assert not any(wrong.values()), wrong


PROPERTIES = (
    Property(
        "pandoc accepts and rejects", "pairs-pandoc", pandoc_accepts_and_rejects, batch=40, short=3
    ),
    Property(
        "LibreOffice accepts and rejects",
        "pairs-libreoffice",
        libreoffice_accepts_and_rejects,
        batch=2,
        short=1,
        count=AT_ONCE,
    ),
    Property(
        "a review has both sides", "words", a_review_says_what_came_and_went, batch=4, short=2
    ),
)
