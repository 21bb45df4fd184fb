"""`build`: all outputs."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from clausework import engine, problems
from clausework.commands import DONE, FAILED, PROBLEMS, Commands
from clausework.commands.printing import print_problems
from clausework.problems import Severity


def add(commands: Commands) -> None:
    """Add the command."""
    build = commands.add("build", "build all outputs (the default command)", run)
    build.add_argument("--school", action="append", default=[], metavar="ID")
    build.add_argument("--policy", action="append", default=[], metavar="ID")
    build.add_argument("--format", type=_formats, default=engine.FORMATS, metavar="web,pdf,word")
    build.add_argument("--jobs", type=_jobs, default=os.cpu_count() or 1, metavar="N")
    build.add_argument("--out", type=Path, metavar="DIR", help="default: out in the root")
    build.add_argument("--json", action="store_true", help="say what happened as JSON")


def run(arguments: argparse.Namespace) -> int:
    """Build, and say what was built, withheld and why."""
    request = _request(arguments)
    console = Console(stderr=True)
    with _progress(console) as progress:
        result = engine.build(request, progress)
    if arguments.json:
        print(_result_json(result))
    else:
        print_problems(problems.errors(result.problems))
        _print_result(request, result)
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


def _request(arguments: argparse.Namespace) -> engine.Request:
    root = arguments.root.resolve()
    return engine.Request(
        root=root,
        out=(arguments.out or root / "out").resolve(),
        schools=tuple(arguments.school),
        policies=tuple(arguments.policy),
        formats=arguments.format,
        jobs=arguments.jobs,
    )


@contextmanager
def _progress(console: Console) -> Iterator[engine.Progress]:
    if not console.is_terminal:
        yield lambda name, done, total: print(f"{done} of {total}: {name}", file=sys.stderr)
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, TimeElapsedColumn(), console=console, transient=True) as bar:
        task = bar.add_task("Reading", total=None)
        yield lambda name, done, total: bar.update(
            task, description=name, completed=done, total=total
        )


def _print_result(request: engine.Request, result: engine.Result) -> None:
    faulty = problems.errors(result.problems)
    out = os.path.relpath(request.out)
    if not (result.built or result.withheld or result.failed or result.hub is not None):
        words = problems.summary(faulty)
        print(f"{words} Nothing was written: {out}{os.sep} is as it was.", file=sys.stderr)
        return
    names = sorted({*result.built, *result.withheld, *result.failed})
    width = max((len(result.names.get(name, name)) for name in names), default=0)
    for name in names:
        kept = (request.out / "sites" / name).is_dir()
        left = "the copy it had stays" if kept else "nothing is published yet"
        if name in result.failed:
            outcome = f"failed: {result.failed[name]}; {left}"
        elif name in result.withheld:
            outcome = f"withheld, see above; {left}"
        else:
            outcome = f"built: {Path(out, 'sites', name)}"
        print(f"{result.names.get(name, name):<{width}}  {outcome}", file=sys.stderr)
    if result.hub is not None:
        outcome = f"built: {Path(out, engine.HUB)}"
        if result.hub_failure:
            outcome = f"failed: {result.hub_failure}; they are as they were"
        print(f"{'HR’s own pages':<{width}}  {outcome}", file=sys.stderr)
    warnings = sum(p.severity is Severity.WARNING for p in result.problems)
    said = problems.summary(faulty) if faulty else "No errors."
    if warnings:
        said += f" {warnings} warning{'' if warnings == 1 else 's'}: the command check says more."
    print(said, file=sys.stderr)


def _result_json(result: engine.Result) -> str:
    data = {
        "built": result.built,
        "withheld": result.withheld,
        "failed": result.failed,
        "hub": {"built": bool(result.hub), "failure": result.hub_failure},
        "problems": [problems.as_data(problem) for problem in result.problems],
    }
    return json.dumps(data, ensure_ascii=False, indent=2)
