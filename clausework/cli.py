"""The command line: arguments, progress, exit codes. What it says is for an HR adviser."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from clausework import engine, problems
from clausework.checks import check
from clausework.problems import Problem, Severity
from clausework.tree import read_tree

DONE, PROBLEMS, USAGE, FAILED = 0, 1, 2, 3


def main(argv: Sequence[str] | None = None, *, root: Path | None = None) -> int:
    """Carry out one command. `root` is where files are looked for without `--root`.

    Returns the exit status: 0 done, 1 problems in the input, 2 wrong usage, 3 the tool failed.
    """
    given = list(sys.argv[1:] if argv is None else argv)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    if given[:1] == ["test"]:
        return _test(given[1:])
    if not given or (given[0].startswith("-") and given[0] not in ("-h", "--help")):
        given = ["build", *given]
    arguments = _parser(root or Path()).parse_args(given)
    command: Callable[[argparse.Namespace], int] = arguments.command
    try:
        return command(arguments)
    except engine.NotKnown as error:
        return _say(USAGE, str(error))
    except engine.Busy as error:
        return _say(FAILED, f"Another build is writing to {error}. Wait until it has ended.")
    except OSError as error:
        return _say(FAILED, f"{error.filename or ''}: {error.strerror}. Nothing was lost.")
    except KeyboardInterrupt:
        return _say(FAILED, "Stopped. The outputs are as they were.")
    except Exception as error:
        return _say(
            FAILED,
            f"The program failed: {type(error).__name__}: {error}\n"
            "The outputs are as they were. Please report this with what you did.",
        )


def _say(status: int, words: str) -> int:
    print(words, file=sys.stderr)
    return status


def _parser(root: Path) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="clausework",
        description="School policies from one master: a website, a PDF and a Word copy for each "
        "school.",
        epilog="test: run the project's own tests (what follows goes to pytest).",
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(
        name: str, words: str, run: Callable[[argparse.Namespace], int]
    ) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=words, description=words)
        added.add_argument(
            "--root", type=Path, default=root, help="the folder with policy/ and schools/"
        )
        added.set_defaults(command=run)
        return added

    build = command("build", "build all outputs (the default command)", _build)
    build.add_argument("--school", action="append", default=[], metavar="ID")
    build.add_argument("--policy", action="append", default=[], metavar="ID")
    build.add_argument("--format", type=_formats, default=engine.FORMATS, metavar="web,pdf,word")
    build.add_argument("--jobs", type=_jobs, default=os.cpu_count() or 1, metavar="N")
    build.add_argument("--out", type=Path, metavar="DIR", help="default: out in the root")
    build.add_argument("--json", action="store_true", help="say what happened as JSON")

    checking = command("check", "check every clause, source and school", _check)
    checking.add_argument("--strict", action="store_true", help="warnings fail too")
    form = checking.add_mutually_exclusive_group()
    form.add_argument("--format", choices=("text", "json", "github", "sarif"), default="text")
    form.add_argument("--json", action="store_const", const="json", dest="format")

    serve = command(
        "serve", "show the sites on this machine, and every change as it is saved", _serve
    )
    serve.add_argument("--school", action="append", default=[], metavar="ID")
    serve.add_argument("--port", type=int, default=8000)

    return parser


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


def _build(arguments: argparse.Namespace) -> int:
    request = _request(arguments)
    console = Console(stderr=True)
    with _progress(console) as progress:
        result = engine.build(request, progress)
    shown = [p for p in result.problems if p.severity is not Severity.NOTE]
    if arguments.json:
        print(_result_json(result))
    else:
        _print_problems(shown)
        _print_result(request, result)
    if result.failed:
        return FAILED
    return PROBLEMS if problems.errors(result.problems) else DONE


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


def _print_problems(shown: Sequence[Problem]) -> None:
    for problem in shown:
        print(problems.as_text(problem), end="\n\n", file=sys.stderr)


def _print_result(request: engine.Request, result: engine.Result) -> None:
    shown = [p for p in result.problems if p.severity is not Severity.NOTE]
    out = os.path.relpath(request.out)
    if not (result.built or result.withheld or result.failed):
        words = problems.summary(shown)
        print(f"{words} Nothing was written: {out}{os.sep} is as it was.", file=sys.stderr)
        return
    names = sorted({*result.built, *result.withheld, *result.failed})
    width = max(len(result.names.get(name, name)) for name in names)
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
    print(problems.summary(shown), file=sys.stderr)


def _result_json(result: engine.Result) -> str:
    data = {
        "built": result.built,
        "withheld": result.withheld,
        "failed": result.failed,
        "problems": [problems.as_data(problem) for problem in result.problems],
    }
    return json.dumps(data, ensure_ascii=False, indent=2)


def _check(arguments: argparse.Namespace) -> int:
    found = check(read_tree(arguments.root.resolve()))
    if arguments.format == "json":
        print(json.dumps([problems.as_data(p) for p in found], ensure_ascii=False, indent=2))
    elif arguments.format == "sarif":
        print(problems.as_sarif(found))
    elif arguments.format == "github":
        for problem in found:
            print(problems.as_github(problem))
    else:
        for problem in found:
            print(problems.as_text(problem), end="\n\n")
        print(problems.summary(found))
    strict = arguments.strict and any(p.severity is Severity.WARNING for p in found)
    return PROBLEMS if problems.errors(found) or strict else DONE


def _serve(arguments: argparse.Namespace) -> int:
    from clausework import preview

    return preview.serve(arguments.root.resolve(), tuple(arguments.school), arguments.port)


def _test(rest: Sequence[str]) -> int:
    """Run the project's own tests; what follows the command goes to pytest."""
    project = Path(__file__).resolve().parents[1]
    if not (project / "tests").is_dir():
        return _say(USAGE, "The tests are in a checkout of the project, not in the package.")
    command = [sys.executable, "-m", "pytest", *rest]
    return PROBLEMS if subprocess.run(command, cwd=project, check=False).returncode else DONE
