"""What is wrong with an input, where, why it matters and what to paste instead.

A problem is data. It is written for an HR adviser: the file, the line with a caret under the fault,
the reason, the fix. This module knows no rules.
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import quote

from clausework.source.characters import shown

DOCUMENTATION = "docs/checks.md"
WIDEST_EXCERPT = 160
LONGEST_ECHO = 80


class Explained(Exception):
    """A failure of the program whose text is a sentence for whoever reads the output."""


class Severity(StrEnum):
    """How much a problem weighs: an error withholds what prints it, the others nothing."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True)
class Place:
    """A position in a file as a reader's editor counts it.

    `path` is relative to the root, with forward slashes; `line` and `column` start at 1 and count
    characters; `excerpt` is the whole line; `caret` and `width` say which part to underline.
    """

    path: str
    line: int = 1
    column: int = 1
    excerpt: str = ""
    caret: int = 1
    width: int = 0


@dataclass(frozen=True)
class Problem:
    """One finding. `code` names the rule and is stable; `docs/checks.md` explains each.

    `about` is the file that it is about, where another one says so.
    """

    code: str
    severity: Severity
    place: Place
    message: str
    why: str
    fix: str
    about: str | None = None

    @property
    def concerned(self) -> str:
        """The path of the file that must not be printed while this is an error."""
        return self.about or self.place.path

    @property
    def order(self) -> tuple[str, int, int, str, str]:
        """The key that sorts problems in the order of the files."""
        return (self.place.path, self.place.line, self.place.column, self.code, self.message)


def error(
    code: str, place: Place, message: str, why: str, fix: str, about: str | None = None
) -> Problem:
    """A problem that stops what it concerns."""
    return Problem(code, Severity.ERROR, place, message, why, fix, about)


def warning(code: str, place: Place, message: str, why: str, fix: str) -> Problem:
    """A problem that does not stop a build."""
    return Problem(code, Severity.WARNING, place, message, why, fix)


def did_you_mean(name: str, known: Iterable[str], otherwise: str) -> str:
    """A fix that suggests the nearest known name, or else a default."""
    near = difflib.get_close_matches(name, sorted(known), n=1, cutoff=0.5)
    return f'did you mean "{near[0]}"?' if near else otherwise


def brief(text: str) -> str:
    """The beginning of what was typed, for a message that quotes it."""
    return text if len(text) <= LONGEST_ECHO else f"{text[:LONGEST_ECHO]}…"


def errors(problems: Iterable[Problem]) -> list[Problem]:
    """Those that stop what they concern."""
    return [problem for problem in problems if problem.severity is Severity.ERROR]


def as_text(problem: Problem) -> str:
    """The form for a terminal, with no control characters: position, line, caret, why, fix."""
    place = problem.place
    head = (
        f"{place.path}:{place.line}:{place.column}: "
        f"{problem.severity}: {problem.message} [{problem.code}]"
    )
    lines = [head]
    if place.width:
        gutter = " " * len(str(place.line))
        first = max(0, place.caret - WIDEST_EXCERPT // 2) if place.caret > WIDEST_EXCERPT else 0
        excerpt = place.excerpt[first : first + WIDEST_EXCERPT]
        before = shown(excerpt[: place.caret - 1 - first])
        faulty = shown(excerpt[place.caret - 1 - first :][: place.width])
        lines += [
            f"{gutter} |",
            f"{place.line} | {excerpt}",
            f"{gutter} | {''.join(c if c == chr(9) else ' ' for c in before)}"
            f"{'^' * max(1, len(faulty))}",
        ]
    lines += [f"   why: {problem.why}", f"   fix: {problem.fix}"]
    return shown("\n".join(lines))


def as_data(problem: Problem) -> dict[str, object]:
    """The form for other programs; a list of these is what `check --format json` prints."""
    return {
        "code": problem.code,
        "severity": str(problem.severity),
        "path": problem.place.path,
        "line": problem.place.line,
        "column": problem.place.column,
        "message": problem.message,
        "why": problem.why,
        "fix": problem.fix,
    }


def as_github(problem: Problem) -> str:
    """A workflow command of GitHub Actions, which shows the problem beside its line."""
    kind = "notice" if problem.severity is Severity.NOTE else str(problem.severity)
    place = problem.place
    text = f"{problem.message}\nwhy: {problem.why}\nfix: {problem.fix}"
    return (
        f"::{kind} file={_property(place.path)},line={place.line},col={place.column},"
        f"title={_property(problem.code)}::{_escaped(text)}"
    )


def as_sarif(problems: Sequence[Problem]) -> str:
    """A SARIF 2.1.0 log of all problems, for code scanning services."""
    levels = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}
    rules = [{"id": code, "help": {"text": f"{DOCUMENTATION}#{code}"}} for code in _codes(problems)]
    results = [
        {
            "ruleId": problem.code,
            "level": levels[problem.severity],
            "message": {"text": f"{problem.message} {problem.why} {problem.fix}"},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": quote(problem.place.path)},
                        "region": {
                            "startLine": problem.place.line,
                            "startColumn": problem.place.column,
                        },
                    }
                }
            ],
        }
        for problem in problems
    ]
    run = {
        "tool": {"driver": {"name": "clausework", "rules": rules}},
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
    return json.dumps({"version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)


def summary(problems: Sequence[Problem]) -> str:
    """One line of totals: "2 errors and 1 warning in 2 files."."""
    counts = [(kind, sum(p.severity is kind for p in problems)) for kind in Severity]
    parts = [f"{count} {kind}{'' if count == 1 else 's'}" for kind, count in counts if count]
    files = len({problem.place.path for problem in problems})
    if not parts:
        return "No problems found."
    words = parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
    return f"{words} in {files} file{'' if files == 1 else 's'}."


def _codes(problems: Iterable[Problem]) -> list[str]:
    return sorted({problem.code for problem in problems})


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")
