"""A redline as Word's tracked changes: accepted it is the newer copy, rejected the older one."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pypandoc
import pytest

from clausework.diff.compare import compare
from clausework.diff.redline import redline
from clausework.model.document import Document
from clausework.model.policy import Reason
from clausework.render.word import word
from tests.judges import accepted_and_rejected, open_xml
from tests.support.docx import Docx, W
from tests.support.pandoc import Letters, paragraphs
from tests.support.policies import point, row, table
from tests.support.samples import SCHOOLS, copy_of, sample
from tests.support.tracked import CASES, ITEMS, ROWS, A, B, C, middle

OAK = "example-oak-academy"
VERSIONS = [("1.0", "1.1"), ("1.0", "2.0")]
# An empty paragraph that is one point high.
UNSEEN = "+Unseen |  0 |  | "
DIRECTIONS = [(name, way) for name in CASES for way in ("there", "back")]


def both(name: str, way: str) -> tuple[Document, Document]:
    old, new = CASES[name]
    return (old, new) if way == "there" else (new, old)


def docx(document: Document) -> bytes:
    _, school, templates = sample(OAK)
    return word.render(document, school, templates)


def marked(old: Document, new: Document, reasons: tuple[Reason, ...] = ()) -> Document:
    return redline(old, new, compare(old, new), reasons)


@lru_cache
def case(name: str, way: str) -> tuple[bytes, bytes, bytes]:
    """The marked-up, the older and the newer copy."""
    old, new = both(name, way)
    return docx(marked(old, new)), docx(old), docx(new)


@lru_cache
def own_case(school: str, before: str, after: str) -> tuple[bytes, bytes, bytes]:
    """The same of versions of the example policy."""
    old, new = copy_of(school, before), copy_of(school, after)
    documents = marked(old.document, new.document), old.document, new.document
    rendered = [word.render(document, old.school, old.templates) for document in documents]
    return rendered[0], rendered[1], rendered[2]


OWN = [(school, *versions) for school in SCHOOLS for versions in VERSIONS]


def assert_sides(redline: bytes, old: bytes, new: bytes) -> None:
    assert Docx(redline, "accepted").said() == Docx(new).said()
    assert Docx(redline, "rejected").said() == Docx(old).said()


@pytest.mark.parametrize(("name", "way"), DIRECTIONS)
def test_accepted_it_is_the_newer_copy_and_rejected_the_older(name: str, way: str) -> None:
    assert_sides(*case(name, way))


@pytest.mark.parametrize(("school", "before", "after"), OWN)
def test_versions_of_the_example_policy(school: str, before: str, after: str) -> None:
    assert_sides(*own_case(school, before, after))


def pandocs(data: bytes, folder: Path, side: str) -> list[Letters]:
    """The paragraphs that pandoc reads: letters with their style and address."""
    file = folder / "read.docx"
    file.write_bytes(data)
    options = [f"--track-changes={side}"]
    workspace = json.loads(pypandoc.convert_file(str(file), "json", extra_args=options))
    return list(paragraphs(workspace["blocks"]))


def assert_sides_by_pandoc(copies: tuple[bytes, bytes, bytes], folder: Path) -> None:
    redline, old, new = copies
    assert pandocs(redline, folder, "accept") == pandocs(new, folder, "accept")
    assert pandocs(redline, folder, "reject") == pandocs(old, folder, "accept")


@pytest.mark.parametrize(("name", "way"), DIRECTIONS)
def test_pandoc_accepts_and_rejects_the_same(name: str, way: str, tmp_path: Path) -> None:
    assert_sides_by_pandoc(case(name, way), tmp_path)


@pytest.mark.parametrize(("school", "before", "after"), OWN)
def test_pandoc_does_so_with_versions_of_the_example_policy(
    school: str, before: str, after: str, tmp_path: Path
) -> None:
    assert_sides_by_pandoc(own_case(school, before, after), tmp_path)


def test_libreoffice_accepts_and_rejects_the_same() -> None:
    cases = {(name, "there"): case(name, "there") for name in CASES}
    backwards = [name for name in CASES if "moved" in name]
    backwards += ["a table first", "rows", "words before and after a table", "a column"]
    backwards += ["clauses in the place of a table", "a table with a text after another table"]
    cases |= {(name, "back"): case(name, "back") for name in backwards}
    cases["Warden Hill", "there"] = own_case("warden-hill-infant", "1.0", "2.0")
    judged = accepted_and_rejected([*cases.values()])
    wrong = {key: one.wrong for key, one in zip(cases, judged, strict=True) if one.wrong}
    # It is put before them, and so after another one.
    assert wrong == {("clauses in the place of a table", "back"): [f"rejected: {UNSEEN}"]}


def test_libreoffice_leaves_nothing_to_be_seen_where_a_table_followed_another() -> None:
    """No paragraph stays between them that could take what is left of its caption."""
    one = middle(table("t", "xy", *ROWS), B)
    two = middle(table("t", "xy", *ROWS), table("w", "x", row("w-a", "x")), B)
    pairs = ((one, two), (two, one))
    copies = [(docx(marked(*pair)), docx(pair[0]), docx(pair[1])) for pair in pairs]
    assert [found.wrong for found in accepted_and_rejected(copies)] == [
        [f"rejected: {UNSEEN}"],
        [f"accepted: {UNSEEN}"],
    ]


def test_microsofts_validator_finds_no_error(tmp_path: Path) -> None:
    # Back, what was inserted is deleted: nothing that one way has not.
    redlines = [case(name, "there")[0] for name in CASES] + [own_case(*key)[0] for key in OWN]
    files = [tmp_path / f"{number}.docx" for number in range(len(redlines))]
    for file, data in zip(files, redlines, strict=True):
        file.write_bytes(data)
    assert open_xml(files) == {file: [] for file in files}


def parts(data: bytes) -> dict[str, ElementTree.Element]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = [name for name in archive.namelist() if name.endswith(".xml")]
        return {name: ElementTree.fromstring(archive.read(name)) for name in names}


def changes(data: bytes) -> list[ElementTree.Element]:
    tags = {f"{W}ins", f"{W}del", f"{W}pPrChange"}
    return [found for part in parts(data).values() for found in part.iter() if found.tag in tags]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("nothing", []),
        ("the style of a list", []),
        ("a clause behind one reworded at its end", ["+ And more.", "+Text of mid-b."]),
        (
            "a reference to what has another number",
            ["+Text of mid-a.", "-2.1", "+2.2", "-2.1", "+2.2"],
        ),
    ],
)
def test_no_more_is_marked_than_differs(name: str, expected: list[str]) -> None:
    text = parts(case(name, "there")[0])["word/document.xml"]
    said = []
    for change in text.iter():
        words = "".join(w.text or "" for w in change.iter() if w.tag in (f"{W}t", f"{W}delText"))
        if change.tag in (f"{W}ins", f"{W}del") and words:
            said.append(("+" if change.tag == f"{W}ins" else "-") + words)
    assert said == expected


def test_each_change_is_signed_by_hr_and_has_a_number_of_its_own() -> None:
    old, new = CASES["a footnote"]
    issued = new.model_copy(update={"issued": date(2026, 9, 1), "version": "2.0"})
    for newer, day in ((new, None), (issued, "2026-09-01T00:00:00Z")):
        data = docx(marked(old, newer))
        found = changes(data)
        assert {one.get(f"{W}author") for one in found} == {"HR"}
        assert {one.get(f"{W}date") for one in found} == {day}
        numbers = [one.attrib[f"{W}id"] for one in found]
        marks = parts(data)["word/document.xml"].iter(f"{W}bookmarkStart")
        numbers += [mark.attrib[f"{W}id"] for mark in marks]
        assert len(set(numbers)) == len(numbers)
        comments = list(parts(data)["word/comments.xml"])
        assert {one.get(f"{W}author") for one in comments} == {"HR"}
        assert {one.get(f"{W}date") for one in comments} == {day}


def test_a_copy_of_one_version_has_neither_changes_nor_comments() -> None:
    newer = case("a footnote", "there")[2]
    assert changes(newer) == []
    assert "word/comments.xml" not in parts(newer)


def comments(data: bytes) -> list[tuple[str, list[str]]]:
    """The words that each comment hangs on as they are now, and its paragraphs."""
    found = parts(data)
    said = {
        comment.attrib[f"{W}id"]: ["".join(p.itertext()).strip() for p in comment]
        for comment in found["word/comments.xml"]
    }
    hung: list[tuple[str, list[str]]] = []
    for paragraph in found["word/document.xml"].iter(f"{W}p"):
        words = "".join(w.text or "" for w in paragraph.iter(f"{W}t"))
        hung.extend(
            (words, said.pop(reference.attrib[f"{W}id"]))
            for reference in paragraph.iter(f"{W}commentReference")
        )
    assert not said
    return hung


def test_a_comment_says_what_changed_and_why() -> None:
    old = middle(A, B | {"items": ITEMS}, C)
    new = middle(
        point("mid-x", text="Staff must ask.", items=[point("q-one"), point("q-two")]),
        A | {"text": "Text of mid-a for 3 days."},
        C,
        B | {"items": ITEMS, "style": "letter"},
    )
    reasons = (
        Reason(clause="mid-x", reason="New <law>."),
        Reason(clause="q-two", reason="Its own reason."),
        Reason.model_validate(
            {
                "clause": "mid-a",
                "reason": "Clearer.",
                "weight": "substantive",
                "duty": "weaker",
                "headline": "There are 3 days.",
            }
        ),
    )
    hung = comments(docx(marked(old, new, reasons)))
    assert hung == [
        ("Staff must ask.", ["New.", "Why: New <law>."]),
        ("Text of q-two.", ["New.", "Why: Its own reason."]),
        (
            "Text of mid-a for 3 days.",
            [
                "Reworded. Changes the meaning. A duty is weaker.",
                "There are 3 days.",
                "Why: Clearer.",
            ],
        ),
        ("Text of mid-c.", ["Moved."]),
        ("Text of mid-b.", ["Set out or applied differently."]),
    ]


def test_what_hr_says_of_a_whole_clause_is_in_its_first_comment() -> None:
    def clause(end: str) -> dict[str, Any]:
        items = [{"id": name, "text": f"Text of {name}{end}."} for name in ("q-one", "q-two")]
        return A | {"items": items}

    reason = {"clause": "mid-a", "reason": "R.", "headline": "Both change.", "duty": "new"}
    old, new = middle(clause("")), middle(clause(" now"))
    hung = comments(docx(marked(old, new, (Reason.model_validate(reason),))))
    assert [said for _, said in hung] == [
        ["Reworded. A duty is new.", "Both change.", "Why: R."],
        ["Reworded.", "Why: R."],
    ]


def test_the_same_redline_gives_the_same_bytes() -> None:
    assert docx(marked(*CASES["a section moved"])) == case("a section moved", "there")[0]
