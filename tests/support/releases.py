"""A small root with a released version, two proposed ones in a row, and a draft."""

from pathlib import Path

from clausework.checks import check, digest
from clausework.cli.main import main
from clausework.source.problems import errors
from clausework.workspace.root import read_workspace
from tests.support.roots import ELM, FILES, POLICY, VERSION, write_root

FOLDER = POLICY.removesuffix("policy.yaml")
SECOND, THIRD, DRAFT = (f"{FOLDER}{number}.yaml" for number in ("1.1", "2.0", "2.1"))
TITLE = "title: Staff Conduct Policy\n"
FIRST_TEXT = FILES[VERSION].replace("status: draft", "status: released")
SECOND_TEXT = (
    (
        FIRST_TEXT.replace('"1.0"', '"1.1"')
        .replace("status: released", "status: proposed   # not issued")
        .replace("follows: null", 'follows: "1.0"')
        .replace("Tell the {{ head }} at once", "Tell the {{ head }} immediately")
    )
    + """\
changes:
  - clause: intro-head
    reason: "Plainer: \\"immediately\\" & not <at once>."
    weight: editorial
    because: plain-english
    board_may: accept
"""
)
THIRD_TEXT = (
    (
        SECOND_TEXT[: SECOND_TEXT.index("changes:")]
        .replace('"1.1"', '"2.0"')
        .replace('"1.0"', '"1.1"')
        .replace("summary: How staff behave.", "summary: >-\n  How staff behave,\n  from 2026 on.")
        .replace("- id: conduct-rules\n", "- id: staff-rules\n        was: [conduct-rules]\n")
        .replace(
            "      - id: conduct-photographs\n        text: No pupil may be photographed.\n"
            "        locked: true\n",
            "      - id: pictures-of-pupils\n        text: Ask before you photograph pupils.\n",
        )
    )
    + """\
changes:
  - clause: staff-rules
    reason: >-
      A name that says
      what it is about.
    weight: editorial
  - clause: pictures-of-pupils
    reason: Schools asked for it.
    weight: substantive
    because: good-practice
    board_may: vary
    duty: weaker
    headline: Pictures of pupils are allowed, if staff ask first.
    look_first: 1
  - clause: conduct-photographs
    reason: The clause above stands in its place.
    weight: statutory
    because: law-changed
    board_may: decline
    duty: removed
actions:
  - {for: All staff, must: Sign that they have read it, within: 30 days}
  - {for: The head, must: Tell parents, by: 2026-12-01}
"""
)
DRAFT_TEXT = THIRD_TEXT.replace('"1.1"', '"2.0"').replace("proposed   # not issued", "draft")
DRAFT_TEXT = DRAFT_TEXT.replace('version: "2.0"', 'version: "2.1"')
DRAFT_TEXT = DRAFT_TEXT[: DRAFT_TEXT.index("changes:")].replace(
    "        was: [conduct-rules]\n", ""
)
RECORD = f'released:   # as issued\n  "1.0": {digest(FIRST_TEXT.encode())}\n# the end\n'
ROOT = FILES | {
    VERSION: FIRST_TEXT,
    SECOND: SECOND_TEXT,
    THIRD: THIRD_TEXT,
    DRAFT: DRAFT_TEXT,
    POLICY: FILES[POLICY] + RECORD,
    ELM: FILES[ELM].replace("name: Elm Academy\n", "name: Elm Academy\nexample: true\n"),
}

WHO = ["--by", "Jane Example, Head of HR", "--on", "2026-10-01"]
UNIONS = ["--union", "NEU: agreed", "--union", "UNISON:  asked for a briefing:\nit is held"]
WHY = ["--reason", "It cites guidance\nof 2018."]


def small_root(folder: Path) -> Path:
    """The root in an empty folder."""
    root = write_root(folder, ROOT)
    assert errors(check(read_workspace(root))) == []
    return root


def run(root: Path, command: str, version: str, *rest: str) -> int:
    return main([command, "staff-conduct", version, "--root", str(root), *rest])
