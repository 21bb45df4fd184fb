"""What a build is asked to do, and how it ended."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal

from clausework.source.problems import Problem

Format = Literal["web", "pdf", "word"]
FORMATS: tuple[Format, ...] = ("web", "pdf", "word")


class UnknownTarget(Exception):
    """A school or policy requested by name does not exist."""


@dataclass(frozen=True)
class Request:
    """What to build. Empty `schools` or `policies` mean all.

    `on` is the day that decides which approved version is in force. `copy` writes real files in
    place of links into the store; `scheduler` is the address of a Dask cluster that does the work.
    """

    root: Path
    out: Path
    on: date
    schools: tuple[str, ...] = ()
    policies: tuple[str, ...] = ()
    formats: tuple[Format, ...] = FORMATS
    jobs: int = 1
    copy: bool = False
    scheduler: str | None = None


@dataclass
class Result:
    """How a build ended: schools with new outputs, with unchanged outputs, withheld, and removed.

    `prints` are the faulty files of the master for which a school without faults is withheld.
    `failed` gives, by school, what failed in the program itself; `hub` says how HR's own site went,
    None where it was not requested, and `hub_failure` why it failed. `log` has the tracebacks of
    failures; `notes` are further remarks.
    """

    problems: list[Problem] = field(default_factory=list)
    built: list[str] = field(default_factory=list)
    reused: list[str] = field(default_factory=list)
    withheld: list[str] = field(default_factory=list)
    prints: dict[str, tuple[str, ...]] = field(default_factory=dict)
    removed: list[str] = field(default_factory=list)
    failed: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    hub: Literal["built", "reused", "failed"] | None = None
    hub_failure: str | None = None
    log: Path | None = None
    notes: list[str] = field(default_factory=list)


Progress = Callable[[str, int, int], None]
