"""`correct`: put a decision on record right, or take it back, leaving what was there."""

from __future__ import annotations

from clausework.commands import (
    Commands,
    UsageError,
    correct_issue,
    correct_school,
    issue_options,
    typed,
)
from clausework.commands import dry_run as dry
from clausework.commands.correct_options import CorrectArguments

OUTCOMES = ("approved", "unchanged", "deferred", "declined")


def add(commands: Commands) -> None:
    """Add the command."""
    correct = commands.add(
        "correct",
        "put a decision on record right, or take it back, leaving what was there",
        CorrectArguments,
        run,
    )
    correct.add_argument(
        "first", metavar="SCHOOL", help="with --release or --withdrawal: the policy"
    )
    correct.add_argument(
        "second", metavar="POLICY", help="with --release or --withdrawal: the version"
    )
    of = correct.add_mutually_exclusive_group()
    of.add_argument("--release", action="store_true", help="correct HR's issue of a version")
    of.add_argument("--withdrawal", action="store_true", help="correct HR's withdrawal of one")
    correct.add_argument(
        "--version", metavar="VERSION", help="the version decided on; default: the one in use"
    )
    correct.add_argument(
        "--decision",
        choices=OUTCOMES,
        default="approved",
        help="what was decided; unchanged is a review that kept the version",
    )
    correct.add_argument(
        "--recorded-on",
        type=typed.day,
        metavar="DATE",
        help="the day on record of the decision, where there are several",
    )
    correct.add_argument(
        "--annul", action="store_true", help="take it back: there was no such decision"
    )
    correct.add_argument("--by", type=typed.words, metavar="NAME", help="who decided")
    correct.add_argument("--on", type=typed.day, metavar="DATE", help="the day")
    correct.add_argument(
        "--minute", type=typed.words, metavar="TEXT", help="where the minutes have it"
    )
    correct.add_argument("--effective", type=typed.day, metavar="DATE", help="from when it applies")
    correct.add_argument("--next-review", type=typed.day, metavar="DATE")
    correct.add_argument(
        "--outcome", choices=("deferred", "declined"), help="of a decision that left all unchanged"
    )
    correct.add_argument(
        "--why", type=typed.words, required=True, metavar="TEXT", help="why it was wrong"
    )
    correct.add_argument(
        "--who", type=typed.words, required=True, metavar="NAME", help="who corrects it"
    )
    issue_options.add_because(correct)
    dry.add(correct)
    correct.add_argument("--json", action="store_true", help="print what was done as JSON")


def run(arguments: CorrectArguments) -> int:
    """Correct it. Raises UsageError for arguments that do not fit together."""
    _fit_together(arguments)
    if arguments.release or arguments.withdrawal:
        return correct_issue.run(arguments)
    return correct_school.run(arguments)


def _fit_together(arguments: CorrectArguments) -> None:
    given = [f"--{name.replace('_', '-')}" for name in arguments.given]
    if arguments.annul and given:
        raise UsageError(f"What is taken back has no {given[0]}: leave it or --annul out.")
    if not arguments.annul and not given and arguments.because is None:
        raise UsageError(
            "Say what is right: --by, --on, --minute, --effective, --next-review, --outcome or "
            "--because; or --annul, where there was no such decision."
        )
    allowed = {"by", "on", "because"}
    if arguments.release:
        allowed |= {"effective"}
    elif not arguments.withdrawal:
        allowed |= {"minute", "next_review"}
        if arguments.decision == "approved":
            allowed |= {"effective"}
        elif arguments.decision != "unchanged":
            allowed = allowed - {"next_review"} | {"outcome"}
    wrong = [name for name in arguments.given if name not in allowed]
    if wrong:
        raise UsageError(
            f"Such a decision has no --{wrong[0].replace('_', '-')}. Nothing was written."
        )
