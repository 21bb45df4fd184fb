"""`review`: what governors are shown of new versions."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from clausework.build import reviews
from clausework.build.reviews import Offer
from clausework.commands import (
    DONE,
    PROBLEMS,
    Arguments,
    Commands,
    UsageError,
    compare_options,
    console,
    issue_options,
    typed,
)
from clausework.model.policy import Adoption, Status, age
from clausework.query.comparison import line_to
from clausework.source.problems import Problem
from clausework.workspace.root import Workspace, read_workspace

# What a board may be shown; a draft is for HR only.
OFFERED = (Status.PROPOSED, Status.RELEASED)


@dataclass(frozen=True, kw_only=True)
class ReviewArguments(Arguments):
    """The arguments of `review`."""

    policy: Sequence[str]
    school: str
    to: str | None
    before: str | None
    meeting: str | None
    item: Sequence[str]
    bind: bool
    out: Path | None


def add(commands: Commands) -> None:
    """Add the command."""
    review = commands.add(
        "review",
        "write a school's board pack for a new version, or those of one meeting",
        ReviewArguments,
        run,
    )
    review.add_argument(
        "policy",
        metavar="POLICY",
        nargs="*",
        help="without --to: all that one meeting is about; none: all that await decision",
    )
    review.add_argument("--school", required=True, metavar="ID")
    review.add_argument("--to", metavar="VERSION", help="the version offered, of one POLICY")
    review.add_argument(
        "--from",
        dest="before",
        metavar="VERSION",
        help="the version to compare with, of one POLICY; default: the one in use",
    )
    review.add_argument(
        "--meeting",
        type=typed.words,
        metavar="WORDS",
        help="which meeting it is for, and when",
    )
    review.add_argument(
        "--item",
        type=typed.words,
        action="append",
        default=[],
        metavar="WORDS",
        help="the item of its agenda; once for each POLICY, in their order",
    )
    review.add_argument(
        "--bind",
        action="store_true",
        help="one file of the pack, the marked-up copy, the clean copy and the sources",
    )
    review.add_argument("--out", type=Path, metavar="DIR", help="default: out in the root")


def run(arguments: ReviewArguments) -> int:
    """Write the packs.

    Raises UsageError for names that do not exist, and for a meeting that has nothing to decide.
    """
    workspace = read_workspace(arguments.root.resolve())
    faults = _faults(workspace, arguments)
    if faults:
        console.print_problems(faults)
        return PROBLEMS
    out = (arguments.out or workspace.root / "out").resolve()
    if arguments.to is not None and len(arguments.policy) == 1:
        versions = (arguments.before, arguments.to, arguments.school)
        before, after = compare_options.versions(workspace, arguments.policy[0], *versions)
        _must_be_new(workspace, arguments.policy[0], after, arguments.school)
        (offer,) = _offers([(arguments.policy[0], before, after)], arguments.item)
        written = [
            reviews.write(
                workspace, arguments.school, offer, arguments.meeting, out, bind=arguments.bind
            )
        ]
    else:
        meeting = _meeting(arguments)
        use = workspace.schools[arguments.school].school.value.adopts
        policies = arguments.policy or [name for name in use if use[name].pending is not None]
        if not policies:
            raise UsageError(
                "Nothing awaits decision at this school. Name the policies that the meeting is "
                "about, or prepare a version with adopt. Nothing was written."
            )
        found = [(name, *_offered(workspace, arguments.school, name)) for name in policies]
        offers = _offers(found, arguments.item)
        written = reviews.write_meeting(
            workspace, arguments.school, offers, meeting, out, bind=arguments.bind
        )
    for folder in written:
        print(f"written: {os.path.relpath(folder)}")
    return DONE


def _faults(workspace: Workspace, arguments: ReviewArguments) -> list[Problem]:
    """The errors that stop a review. Raises UsageError where the school does not exist."""
    files = workspace.schools.get(arguments.school)
    policies = arguments.policy or (files.school.value.adopts if files else ())
    return compare_options.faults(
        workspace, arguments.school, policies, arguments.before, arguments.to
    )


def _must_be_new(workspace: Workspace, policy: str, after: str, school: str) -> None:
    adoption = workspace.schools[school].school.value.adopts.get(policy)
    if adoption is not None and adoption.version == after:
        raise UsageError(
            f"This school has version {after} in use, so there is nothing to decide about it. With "
            "--to, name the version that is offered; diff compares any two. Nothing was written."
        )


def _meeting(arguments: ReviewArguments) -> str:
    """The meeting that several policies are for. Raises UsageError."""
    if arguments.to is not None or arguments.before is not None:
        raise UsageError(
            "--to and --from are for one POLICY. For several, leave them out: each is offered in "
            "the version that awaits decision, else in the newest that HR proposed or issued."
        )
    if arguments.meeting is None:
        raise UsageError(
            "Say which version of one POLICY is offered, with --to VERSION; or, for the packs of "
            'several under one first page, which meeting they are for: --meeting "Full Governing '
            'Body, 3 December".'
        )
    twice = [name for name in arguments.policy if arguments.policy.count(name) > 1]
    if twice:
        raise UsageError(f"{twice[0]} is named twice; name each policy once.")
    return arguments.meeting


def _offers(found: Sequence[tuple[str, str, str]], items: Sequence[str]) -> list[Offer]:
    """Match offers with the items of the agenda: none, or one for each."""
    if items and len(items) != len(found):
        names = ", ".join(policy for policy, _, _ in found)
        raise UsageError(
            f"Give --item once for each policy, in this order: {names}; or leave it out, and "
            "write the items in."
        )
    return [
        Offer(policy, before, after, item)
        for (policy, before, after), item in zip_longest(found, items)
    ]


def _offered(workspace: Workspace, school: str, policy: str) -> tuple[str, str]:
    """The version of a policy that a school has in use and the one offered. Raises UsageError."""
    issue_options.known_policy(workspace, policy)
    adoption = workspace.schools[school].school.value.adopts.get(policy)
    if adoption is None:
        raise UsageError(
            f"This school does not use {policy}, so there is nothing to compare with. Leave it "
            "out, or review it alone, with --from VERSION --to VERSION."
        )
    after = adoption.pending.version if adoption.pending else _newest(workspace, policy, adoption)
    if after is None:
        raise UsageError(
            f"There is nothing to offer of {policy}: the school has version {adoption.version}, no "
            "other awaits its decision, and HR has proposed or issued none that follows it. Leave "
            "the policy out."
        )
    return adoption.version, after


def _newest(workspace: Workspace, policy: str, adoption: Adoption) -> str | None:
    """The newest proposed or issued version that follows the one in use."""
    versions = workspace.policies[policy].versions
    following = (
        number
        for number, file in versions.items()
        if file.value.status in OFFERED
        and number != adoption.version
        and adoption.version in line_to(versions, number)
    )
    return max(following, key=age, default=None)
