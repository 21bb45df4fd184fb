"""The command line: select the command, and report why one cannot be carried out."""

from __future__ import annotations

import argparse
import keyword
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from clausework.build import engine
from clausework.build.executors import NotAllowed
from clausework.commands import DONE, FAILED, USAGE, Commands, UsageError, test
from clausework.source.lock import Refused
from clausework.source.problems import Explained
from clausework.source.terminal import shown_text
from clausework.store.failures import Log, in_words, trace

COMMANDS = (
    "adopt",
    "approve",
    "build",
    "check",
    "copy",
    "correct",
    "diff",
    "export",
    "impact",
    "import",
    "new",
    "read-back",
    "release",
    "review",
    "review-unchanged",
    "serve",
    "status",
    "verify",
    "watch",
    "withdraw",
)


def main(argv: Sequence[str] | None = None, *, root: Path | None = None) -> int:
    """Run one command; without `--root`, files are read from `root`.

    Returns the exit status: 0 done, 1 problems in the input, 2 wrong usage, 3 the program failed.
    """
    given = list(sys.argv[1:] if argv is None else argv)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    if not given or (given[0].startswith("-") and given[0] not in ("-h", "--help")):
        given = ["build", *given]
    if given[0] == "test":
        return test.run(given[1:])
    with shown_text():
        return _carried_out(given, root)


def _carried_out(given: Sequence[str], root: Path | None) -> int:
    where = root or Path()
    try:
        # A build with nothing to do takes less time than importing what other commands need.
        names = given[:1] if given[0] in COMMANDS else COMMANDS
        arguments = parser(where, names).parse_args(given)
        where = arguments.root
        status: int = arguments.run(arguments)
        return status
    except (engine.UnknownTarget, NotAllowed, UsageError) as error:
        return _say(USAGE, str(error))
    except Refused as error:
        return _say(FAILED, str(error))
    except BrokenPipeError:
        # The reader of the output closed it, and needs no more.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt as error:
        return _say(FAILED, "Stopped.", *_notes(error))
    except OSError as error:
        return _say(FAILED, f"{in_words(error)}.", *_notes(error), _logged(where, error))
    except Exception as error:  # noqa: BLE001 it goes to the log
        known = isinstance(error, Explained)
        what = in_words(error) if known else f"The program failed: {in_words(error)}"
        return _say(FAILED, what, *_notes(error), "Please report this.", _logged(where, error))


def _notes(error: BaseException) -> list[str]:
    """The notes on an error by code that knows the state it left."""
    return getattr(error, "__notes__", [])


def _logged(root: Path, error: Exception) -> str:
    """Where the traceback of an error is kept, in words."""
    log = Log(root.absolute())
    log.add(type(error).__name__, trace(error))
    if log.path is None:
        return f"No log could be written:\n{trace(error)}"
    return f"The details are in {os.path.relpath(log.path)}."


def _say(status: int, *lines: str) -> int:
    print(*lines, sep="\n", file=sys.stderr)
    return status


def parser(root: Path, names: Sequence[str]) -> argparse.ArgumentParser:
    """The parser of the arguments of some commands; `root` is their default folder."""
    added = argparse.ArgumentParser(
        prog="clausework",
        description="School policies from one master: a website, a PDF and a Word copy for each "
        "school.",
        epilog="test: run the project's own tests (later arguments are passed to pytest); "
        "test --fuzz SECONDS: try to break the program for that long.",
    )
    commands = Commands(added.add_subparsers(required=True, metavar="COMMAND"), root)
    for name in names:
        module = name.replace("-", "_") + ("_" if keyword.iskeyword(name) else "")
        import_module(f"clausework.commands.{module}").add(commands)
    return added
