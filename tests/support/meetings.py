"""A small root in which schools have something to decide, and what their meetings are told.

Oak School has version 1.0 in use and 1.1 awaiting decision; Elm Academy has a draft of 1.0.
"""

from __future__ import annotations

from pathlib import Path

from clausework.checks import check, digest
from clausework.cli.main import main
from clausework.source.problems import errors
from clausework.workspace.root import read_workspace
from tests.support.roots import FILES, OAK, POLICY, VERSION, write_root

SECOND, THIRD = (VERSION.replace("1.0", number) for number in ("1.1", "1.2"))
FIRST_TEXT = FILES[VERSION].replace("status: draft", "status: released")
SECOND_TEXT = (
    FIRST_TEXT.replace('"1.0"', '"1.1"')
    .replace("follows: null", 'follows: "1.0"')
    .replace("at once[^why]", "immediately[^why]")
    + "changes:\n  - {clause: intro-head, reason: Plainer., weight: editorial}\n"
)
THIRD_TEXT = (
    SECOND_TEXT[: SECOND_TEXT.index("changes:")]
    .replace('follows: "1.0"', 'follows: "1.1"')
    .replace('version: "1.1"', 'version: "1.2"')
    .replace("status: released", "status: proposed")
)
DIGESTS = "".join(
    f'  "{number}": {digest(text.encode())}\n'
    for number, text in (("1.0", FIRST_TEXT), ("1.1", SECOND_TEXT))
)
PENDING = """\
    pending:                  # for the meeting of 12 May
      version: "1.1"
      options: {accounts: true}
      variations:
        - replace: keep-private
          text: keep everything private;   # as in 1.0
          reason: The board asked for it.
"""
ROOT = FILES | {
    VERSION: FIRST_TEXT,
    SECOND: SECOND_TEXT,
    THIRD: THIRD_TEXT,
    POLICY: f"{FILES[POLICY]}released:\n{DIGESTS}",
    OAK: FILES[OAK].replace("unknown\n", "unknown         # no minute was found\n") + PENDING,
}
MEETING = ["--by", "Full Governing Body", "--on", "2026-05-12", "--minute", "7.2"]
LATER = ["--by", "Full Governing Body", "--on", "2027-05-11", "--minute", "4"]
RECORD = "schools/oak/record/staff-conduct/1.1"
ELM_RECORD = "schools/elm/record/staff-conduct/1.0"
AMEND = ["--outcome", "amended", "--reason", "So.", "--amend", "intro-haed=words.txt"]


def small_root(folder: Path, **changes: str) -> Path:
    """The root in an empty folder, with the text of a school in place of its own."""
    named = {f"schools/{school}/school.yaml": text for school, text in changes.items()}
    root = write_root(folder, ROOT | named)
    assert errors(check(read_workspace(root))) == []
    return root


def snapshot(root: Path) -> dict[str, bytes]:
    """All files of a root but its outputs."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for folder in ("policy", "schools")
        for path in sorted((root / folder).rglob("*"))
        if path.is_file()
    }


def adopts(root: Path, school: str) -> str:
    """What a school's file says of what it uses."""
    text = (root / "schools" / school / "school.yaml").read_text("utf-8")
    return text[text.index("adopts:") :]


def run(root: Path, command: str, school: str, *rest: str) -> int:
    """Carry out a command on the small root's policy."""
    return main([command, school, "staff-conduct", "--root", str(root), *rest])
