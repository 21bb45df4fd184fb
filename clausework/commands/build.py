"""`build`: all outputs."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from clausework.build import engine
from clausework.commands import (
    DONE,
    FAILED,
    PROBLEMS,
    Arguments,
    Commands,
    UsageError,
    clock,
    typed,
)
from clausework.commands.console import print_problems
from clausework.publish.inventory import HUB, SITES
from clausework.source import problems
from clausework.source.characters import shown
from clausework.source.problems import Severity
from clausework.workspace.withheld import withheld_by

# More schools than these are counted, not named one by one.
MOST_LINES = 20


@dataclass(frozen=True, kw_only=True)
class BuildArguments(Arguments):
    """The arguments of `build`."""

    school: Sequence[str]
    policy: Sequence[str]
    format: tuple[engine.Format, ...]
    jobs: int
    out: Path | None
    on: date | None
    copy: bool
    engine: str
    scheduler: str | None
    json: bool


def add(commands: Commands) -> None:
    """Add the command."""
    build = commands.add("build", "build all outputs (the default command)", BuildArguments, run)
    build.add_argument("--school", action="append", default=[], metavar="ID")
    build.add_argument("--policy", action="append", default=[], metavar="ID")
    build.add_argument("--format", type=_formats, default=engine.FORMATS, metavar="web,pdf,word")
    build.add_argument("--jobs", type=_jobs, default=os.cpu_count() or 1, metavar="N")
    build.add_argument("--out", type=Path, metavar="DIR", help="default: out in the root")
    build.add_argument(
        "--on",
        type=typed.day,
        metavar="DATE",
        help="the day that decides which approved version is in force (default: today)",
    )
    build.add_argument("--copy", action="store_true", help="write copies, not links to .clausework")
    build.add_argument("--engine", choices=("local", "dask"), default="local")
    build.add_argument(
        "--scheduler", metavar="ADDRESS", help="of the Dask cluster: tls://host:8786"
    )
    build.add_argument("--json", action="store_true", help="print what happened as JSON")


def run(arguments: BuildArguments) -> int:
    """Build, and print what was built, what was withheld and why."""
    return carry_out(_request(arguments), as_json=arguments.json)


def carry_out(request: engine.Request, *, as_json: bool) -> int:
    """Build what is requested, print the result, and return the exit status.

    Raises what the engine raises.
    """
    with _progress(Console(stderr=True)) as progress:
        result = engine.build(request, progress)
    if as_json:
        print(_result_json(result))
    else:
        print_problems(problems.errors(result.problems))
        _print_result(request, result)
        _print_notes(result)
    if result.failed or result.hub_failure:
        return FAILED
    return PROBLEMS if problems.errors(result.problems) else DONE


def _formats(text: str) -> tuple[str, ...]:
    chosen = tuple(part.strip() for part in text.split(","))
    if not chosen or any(part not in engine.FORMATS for part in chosen):
        raise argparse.ArgumentTypeError("write one or more of web,pdf,word")
    return chosen


def _jobs(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError("write a number from 1")
    return int(text)


def _request(arguments: BuildArguments) -> engine.Request:
    if (arguments.engine == "dask") != (arguments.scheduler is not None):
        raise UsageError(
            "--engine dask needs --scheduler with an address, and no other engine takes one"
        )
    root = arguments.root.resolve()
    return engine.Request(
        root=root,
        out=(arguments.out or root / "out").resolve(),
        on=arguments.on or clock.today(),
        schools=tuple(arguments.school),
        policies=tuple(arguments.policy),
        formats=arguments.format,
        jobs=arguments.jobs,
        copy=arguments.copy,
        scheduler=arguments.scheduler,
    )


@contextmanager
def _progress(console: Console) -> Iterator[engine.Progress]:
    if not console.is_terminal:
        yield lambda name, done, total: print(f"{done} of {total}: {name}", file=sys.stderr)
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    times = (TimeElapsedColumn(), TextColumn("left:"), TimeRemainingColumn())
    with Progress(*columns, *times, console=console, transient=True) as bar:
        task = bar.add_task("Reading", total=None)
        yield lambda name, done, total: bar.update(
            task, description=escape(shown(name)), completed=done, total=total
        )


def _print_result(request: engine.Request, result: engine.Result) -> None:
    """Print a line for each school that was built or withheld, and totals.

    One line counts the schools that had everything, and one the problems.
    """
    faulty = problems.errors(result.problems)
    lines = _lines(request, result)
    if not lines:
        out = os.path.relpath(request.out)
        words = problems.summary(faulty)
        print(f"{words} Nothing was written: {out}{os.sep} is unchanged.", file=sys.stderr)
        return
    width = max(len(name) for name, _ in lines)
    for name, outcome in lines:
        print(f"{name:<{width}}  {outcome}", file=sys.stderr)
    warnings = sum(p.severity is Severity.WARNING for p in result.problems)
    said = problems.summary(faulty) if faulty else "No errors."
    if warnings:
        said += f" {warnings} warning{'' if warnings == 1 else 's'}: the command check says more."
    if result.failed or result.hub_failure:
        said = "What failed is above." if not faulty else f"{said} What failed is above."
    print(said, file=sys.stderr)


def _print_notes(result: engine.Result) -> None:
    for words in result.notes:
        print(words, file=sys.stderr)
    if result.log is not None:
        log = os.path.relpath(result.log)
        print(f"The details are in {log}. Please report it.", file=sys.stderr)


def _lines(request: engine.Request, result: engine.Result) -> list[tuple[str, str]]:
    out = os.path.relpath(request.out)
    found = []
    for name in sorted({*result.built, *result.withheld, *result.failed}):
        kept = (request.out / SITES / name).is_dir()
        left = "its earlier copy stays" if kept else "nothing is published yet"
        if name in result.failed:
            outcome = f"failed: {result.failed[name]}; {left}"
        elif result.prints.get(name):
            outcome = f"withheld: it prints {', '.join(result.prints[name])}, see above; {left}"
        elif name in result.withheld:
            outcome = f"withheld, see above; {left}"
        elif len(result.built) > MOST_LINES:
            continue
        else:
            outcome = f"built: {Path(out, SITES, name)}"
        found.append((result.names.get(name, name), outcome))
    if len(result.built) > MOST_LINES:
        found.append((f"{len(result.built)} schools", f"built: {Path(out, SITES)}"))
    found += [
        (name, "has no folder in schools: its outputs are deleted") for name in result.removed
    ]
    if result.reused:
        count = len(result.reused)
        found.append((f"{count} school{'' if count == 1 else 's'}", "unchanged"))
    if found or result.hub is not None:
        found += [(name, "withheld, see above") for name in withheld_by(result.problems).files]
    if result.hub == "failed":
        found.append(("HR’s own pages", f"failed: {result.hub_failure}; they are unchanged"))
    elif result.hub is not None:
        outcome = f"built: {Path(out, HUB)}" if result.hub == "built" else "unchanged"
        found.append(("HR’s own pages", outcome))
    return found


def _result_json(result: engine.Result) -> str:
    data = {
        "built": result.built,
        "reused": result.reused,
        "withheld": result.withheld,
        "prints": result.prints,
        "removed": result.removed,
        "failed": result.failed,
        "log": str(result.log) if result.log else None,
        "notes": result.notes,
        "hub": {"built": result.hub == "built", "failure": result.hub_failure},
        "problems": [problems.as_data(problem) for problem in result.problems],
    }
    return json.dumps(data, ensure_ascii=False, indent=2)
