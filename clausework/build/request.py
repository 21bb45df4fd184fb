"""What is asked of a build, and how it ended."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from clausework.source.problems import Problem

Format = Literal["web", "pdf", "word"]
FORMATS: tuple[Format, ...] = ("web", "pdf", "word")


class UnknownTarget(Exception):
    """A school or policy that was asked for by name is not there."""


@dataclass(frozen=True)
class Request:
    """What to build. Empty `schools` or `policies` mean all. `copy` writes files of their own where
    links into the store would do; `scheduler` is the address of a Dask cluster that does the work.
    """

    root: Path
    out: Path
    schools: tuple[str, ...] = ()
    policies: tuple[str, ...] = ()
    formats: tuple[Format, ...] = FORMATS
    jobs: int = 1
    copy: bool = False
    scheduler: str | None = None


@dataclass
class Result:
    """How a build ended: schools whose outputs are new, that had them already, that were withheld.
    `failed` gives, by school, what went wrong in the tool itself; `hub` says how it went with HR's
    own site, None where it was not to be, and `hub_failure` what kept it. `log` has the tracebacks
    of what failed; `notes` are words on what else there is to know.
    """

    problems: list[Problem] = field(default_factory=list)
    built: list[str] = field(default_factory=list)
    reused: list[str] = field(default_factory=list)
    withheld: list[str] = field(default_factory=list)
    failed: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    hub: Literal["built", "reused", "failed"] | None = None
    hub_failure: str | None = None
    log: Path | None = None
    notes: list[str] = field(default_factory=list)


Progress = Callable[[str, int, int], None]
