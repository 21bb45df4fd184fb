"""A small valid root, and ways to break it.

An expected place is written into the text itself: `‸` stands before the column at which a finding
is to be reported, and is taken out before the text is saved.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from clausework.checks import check
from clausework.source.problems import Problem, Severity
from clausework.workspace.root import read_workspace

MARK = "‸"

AUTHORITIES = "policy/authorities.yaml"
CATALOGUE = "policy/catalogue.yaml"
TERMS = "policy/terms.yaml"
POLICY = "policy/staff-conduct/policy.yaml"
VERSION = "policy/staff-conduct/1.0.yaml"
OAK = "schools/oak/school.yaml"
ELM = "schools/elm/school.yaml"

FILES = {
    AUTHORITIES: """\
looked_on: 2026-01-01
authorities:
  guide:
    title: The Guide
    kind: statutory-guidance
    verified: {tier: official, source: gov.uk}
    editions:
      "2016":
        superseded_by: "2018"
        verified: {tier: official, source: gov.uk}
        documents:
          old-print:
            verified: {tier: official, source: gov.uk}
            pinpoints:
              - {topic: Conduct, paragraph: 3 to 5, verified: {tier: official, source: gov.uk}}
      "2018":
        in_force_from: 2018-09-03
        verified: {tier: official, source: gov.uk}
        documents:
          july-print:
            verified: {tier: official, source: gov.uk}
            pinpoints:
              - {topic: Conduct, paragraph: "7", verified: {tier: official, source: gov.uk}}
          print:
            verified: {tier: official, source: gov.uk}
            pinpoints:
              - {topic: Conduct, paragraph: "8, 9 and 14 to 16", verified: {tier: unverified}}
              - {topic: Concerns, part: four, verified: {tier: unverified}}
  act:
    title: The Act 2006
    kind: act
    verified: {tier: official, source: gov.uk}
    provisions:
      - {section: "35", verified: {tier: unverified}}
      - {section: "36", delegable: false, verified: {tier: official, source: gov.uk}}
      - {section: "37", not_yet_in_force: true, verified: {tier: official, source: gov.uk}}
      - {section: "38", commencement: not-found, verified: {tier: mirror, source: a mirror}}
      - {section: "39", in_force_from: 2026-01-02, verified: {tier: official, source: gov.uk}}
      - {section: "40", in_force_to: 2025-12-31, verified: {tier: official, source: gov.uk}}
  advice:
    title: The Advice
    kind: non-statutory-advice
    applies_to: [academies, nursery]
    verified: {tier: official, source: gov.uk}
  letter:
    title: The Letter
    kind: sector-guidance
    verified: {tier: second-hand, source: a council}
    facts: {title: {tier: unverified}}
""",
    TERMS: """\
setting: {default: {one: school, many: schools}, academies: {one: academy, many: academies}}
head: {default: Headteacher}
""",
    POLICY: """\
id: staff-conduct
title: Staff Conduct Policy
owner: Example HR
binding: adapt
made_under: [{authority: act, section: "36"}]
options:
  accounts: {type: boolean, default: true, label: The school runs accounts of its own}
""",
    VERSION: """\
version: "1.0"
status: draft
follows: null
summary: How staff behave.
editions: {guide: "2018"}
sections:
  - id: introduction
    title: Introduction
    clauses:
      - id: intro-scope
        text: >-
          This policy is for all
          staff of {{ school }}.
        cites: [{authority: guide, part: one}]
      - id: intro-head
        text: Tell the {{ head }} at once[^why].
        notes:
          - id: why
            text: So that help can be given.
  - id: conduct
    title: Conduct
    clauses:
      - id: conduct-rules
        text: "Staff of {{ a setting }} must:"
        style: letter
        items:
          - id: keep-private
            text: keep it private;
          - id: stay-polite
            text: stay polite, see {{ ref intro-head }}.
            when: accounts
        closing: These hold at all times.
      - id: conduct-photographs
        text: No pupil may be photographed.
        locked: true
""",
    OAK: """\
id: oak
name: Oak School
type: community
brand:
  primary: "#1f4e79"
  accent: "#f2a900"
terms: {head: Principal}
adopts:
  staff-conduct:
    version: "1.0"
    approved: unknown
    options: {accounts: true}
    variations:
      - replace: keep-private
        text: keep everything private;
        reason: The board asked for it.
""",
    ELM: """\
id: elm
name: Elm Academy
type: academy
brand:
  primary: "#1f4e79"
  accent: "#f2a900"
adopts:
  staff-conduct:
    version: "1.0"
""",
}


# The versions after: the same words, so that nothing in them needs a reason.
NEXT = "policy/staff-conduct/1.1.yaml"
LAST = "policy/staff-conduct/1.2.yaml"
_PROPOSED = FILES[VERSION].replace("status: draft", "status: proposed")
FOLLOWING = (
    (NEXT, _PROPOSED.replace('"1.0"', '"1.1"').replace("follows: null", 'follows: "1.0"')),
    (LAST, _PROPOSED.replace('"1.0"', '"1.2"').replace("follows: null", 'follows: "1.1"')),
)


# Not every root has one.
ASKED = (
    CATALOGUE,
    """\
policies:
  - id: conduct-rules
    title: Rules of conduct
    applies_to: [maintained, academies]
    requires: {authority: guide, part: two}
    verified: {tier: second-hand, source: a council, on: 2026-01-01}
    policy: staff-conduct
  - id: dress
    title: Dress code
    applies_to: [academy, free-school]
    requires: {authority: advice}
    verified: {tier: official, source: gov.uk}
    review_months: 12
    note: For pupils too.
  - id: complaints
    title: Complaints procedure
    applies_to: [independent]
    verified: {tier: unverified}
""",
)


class Break(NamedTuple):
    """One text in place of another, which breaks a rule.

    The finding is at the marks in the new text, or before `at`, a file and words in it. `also`
    are codes of what else follows from the fault. `more` are files that the root has besides.
    """

    code: str
    file: str
    old: str
    new: str
    at: tuple[str, str] | None = None
    also: tuple[str, ...] = ()
    more: tuple[tuple[str, str], ...] = ()


class Where(NamedTuple):
    """A finding as far as a fixture tells it."""

    code: str
    path: str
    line: int
    column: int


def write_root(folder: Path, files: dict[str, str] = FILES) -> Path:
    """Save a root into an empty folder."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.replace(MARK, "").encode())
    return folder


def broken(breaks: Iterable[Break]) -> dict[str, str]:
    """The files of the root with the faults of some breaks, and the marks where they are."""
    files = dict(FILES)
    for one in breaks:
        files |= dict(one.more)
        _exchange(files, one.file, one.old, one.new)
        if one.at is not None:
            name, words = one.at
            _exchange(files, name, words, MARK + words)
    return files


def _exchange(files: dict[str, str], name: str, old: str, new: str) -> None:
    assert files[name].count(old) == 1, f"{old!r} is not once in {name}"
    files[name] = files[name].replace(old, new)


def marked(code: str, path: str, text: str) -> list[Where]:
    """What is expected of a text: its marks, as lines and columns of the text without them."""
    return [
        Where(code, path, number, len(before.replace(MARK, "")) + 1)
        for number, line in enumerate(text.split("\n"), 1)
        for before in (line[:at] for at, char in enumerate(line) if char == MARK)
    ]


def found_in(root: Path) -> list[Problem]:
    """Everything that the rules say of a root."""
    return check(read_workspace(root))


def shut(monkeypatch: pytest.MonkeyPatch, *paths: Path) -> None:
    """Have files and folders that cannot be opened: whoever runs the tests may open everything."""
    scan, begin = os.scandir, os.open

    def refused(path: object) -> None:
        if isinstance(path, str | Path) and Path(path) in paths:
            raise PermissionError(errno.EACCES, "Permission denied", str(path))

    def scanning(path: Any) -> Any:
        refused(path)
        return scan(path)

    def opening(path: Any, *rest: Any, **more: Any) -> int:
        refused(path)
        return begin(path, *rest, **more)

    monkeypatch.setattr(os, "scandir", scanning)
    monkeypatch.setattr(os, "open", opening)


def where(problems: Iterable[Problem]) -> list[Where]:
    """Problems as far as a fixture tells them."""
    return [Where(p.code, p.place.path, p.place.line, p.place.column) for p in problems]


def serious(problems: Iterable[Problem]) -> list[Problem]:
    """Problems without notes: the valid root has two for each school's colours."""
    return [problem for problem in problems if problem.severity is not Severity.NOTE]
