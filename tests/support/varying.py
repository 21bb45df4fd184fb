"""A small root whose policy asks schools to choose, and its copies in every format."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from html import unescape
from pathlib import Path

from clausework.checks import digest
from clausework.cli.main import main
from tests.support import pdf_text
from tests.support.meetings import FIRST_TEXT
from tests.support.roots import ELM, FILES, OAK, POLICY, VERSION, write_root

OPTIONS = """\
  pay: {type: choice, choices: {weekly: every week, monthly: each month}, label: How staff are paid}
  days: {type: number, min: 5, max: 20, label: Days before a review}
  helpline: {type: text, label: The number of the helpline}
  begin: {type: date, default: 2026-09-01, label: From when it holds}
"""
PUPILS = "No pupil may be photographed."
PRINTED = (
    "Staff are paid {{ option pay }} from {{ option begin }}, within **{{ option days }}** days; "
    "call {{ option helpline }}."
)
CHOICES = '{accounts: true, pay: weekly, days: 7, helpline: "01632 *96* & 0000"}'
OF_OAK = "Staff are paid every week from 1 September 2026, within 7 days; call 01632 *96* & 0000."
OF_ELM = "Staff are paid each month from 5 January 2027, within 5.5 days; call the office."
TEXT = FIRST_TEXT.replace(PUPILS, PRINTED).replace("when: accounts", "when: not pay is monthly")
ASKING = FILES | {
    VERSION: TEXT,
    POLICY: f'{FILES[POLICY]}{OPTIONS}released: {{"1.0": {digest(TEXT.encode())}}}\n',
    OAK: FILES[OAK].replace("{accounts: true}", CHOICES),
    ELM: FILES[ELM]
    + "    options: {pay: monthly, days: 5.5, helpline: the office, begin: 2027-01-05}\n",
}


def asking_root(folder: Path, **changes: str) -> Path:
    """The root in an empty folder, with the text of a school in place of its own."""
    named = {f"schools/{school}/school.yaml": text for school, text in changes.items()}
    return write_root(folder, ASKING | named)


def build(root: Path, *rest: str) -> int:
    """Build everything."""
    return main(["build", "--root", str(root), "--out", str(root / "out"), *rest])


def copies(root: Path, school: str, folder: Path, policy: str = "staff-conduct") -> dict[str, str]:
    """The words of each copy of a policy at a school, with single spaces."""
    site = root / "out/sites" / school
    return words_of(
        {
            "web": site / policy / "index.html",
            "pdf": site / f"documents/{policy}.pdf",
            "word": site / f"documents/{policy}.docx",
            "page": site / f"documents/{policy}.html",
        },
        folder,
    )


def words_of(files: Mapping[str, Path], folder: Path) -> dict[str, str]:
    """The words of files, with single spaces."""
    found = {kind: _words(path, folder) for kind, path in files.items()}
    return {kind: " ".join(text.split()) for kind, text in found.items()}


def _words(path: Path, folder: Path) -> str:
    if path.suffix == ".pdf":
        return pdf_text.text(path.read_bytes(), folder)
    if path.suffix == ".docx":
        return _word(path.read_bytes())
    return _unmarked(path.read_text("utf-8"))


def _unmarked(html: str) -> str:
    text = re.sub(r"<(script|style)\b.*?</\1>", "", html, flags=re.DOTALL)
    return unescape(re.sub(r"<[^>]+>", "", text))


def _word(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        xml = package.read("word/document.xml").decode()
    return _unmarked(re.sub(r"</w:p>", " ", xml))


def two_policies(folder: Path, **changes: str) -> Path:
    """The small root with a second policy, `dress`, which prints the title of the first.

    Both schools use the second, and Oak both.
    """
    titles = "See the {{ policy staff-conduct }}, and *{{ policy dress }}*."
    dress = FIRST_TEXT.replace(PUPILS, titles).replace("when: accounts", "when: maintained")
    about = "id: dress\ntitle: Dress Code\nowner: Example HR\nbinding: adapt\n"
    use = '  dress: {version: "1.0", approved: unknown}\n'
    files = {
        **FILES,
        VERSION: FIRST_TEXT,
        POLICY: f'{FILES[POLICY]}released: {{"1.0": {digest(FIRST_TEXT.encode())}}}\n',
        "policy/dress/policy.yaml": f'{about}released: {{"1.0": {digest(dress.encode())}}}\n',
        "policy/dress/1.0.yaml": dress,
        OAK: FILES[OAK] + use,
        ELM: FILES[ELM].partition("adopts:")[0] + f"adopts:\n{use}",
    }
    return write_root(folder, files | changes)


ASKED_FOR = "Ask {{ name dsl }} on {{ phone dsl }}, or write to {{ email office }}."
PEOPLE = """\
people:
  dsl: {name: Ann *Lee* & Co, phone: 01632 960001}
  office: {email: office@oak.example}
"""
AT_FIRST = "Ask Ann *Lee* & Co on 01632 960001, or write to office@oak.example."


def people_root(folder: Path) -> Path:
    """The small root with a text that names people; Oak says who they are, Elm is not there."""
    text = FIRST_TEXT.replace(PUPILS, ASKED_FOR)
    files = {name: words for name, words in FILES.items() if name != ELM} | {
        VERSION: text,
        POLICY: f'{FILES[POLICY]}released: {{"1.0": {digest(text.encode())}}}\n',
        OAK: FILES[OAK]
        .replace("    approved: unknown\n", "")
        .replace("adopts:", f"{PEOPLE}adopts:"),
    }
    return write_root(folder, files)


def approve(root: Path) -> None:
    """Oak's board approves what it has."""
    words = ["--by", "Board", "--on", "2026-05-12", "--minute", "1", "--root", str(root)]
    assert main(["approve", "oak", "staff-conduct", *words]) == 0


def edit(root: Path, old: str, new: str, name: str = OAK) -> None:
    """Exchange words of a file."""
    text = (root / name).read_text("utf-8")
    assert text.count(old) == 1
    (root / name).write_text(text.replace(old, new), "utf-8")
