"""`review-unchanged`: a school reviewed the version that it uses, and keeps it."""

from __future__ import annotations

from clausework.commands import Commands, UsageError, compare_options, decision_options
from clausework.commands.decision_options import DecisionArguments
from clausework.commands.root_lock import alone
from clausework.model.decisions import Decision
from clausework.workspace.root import Workspace, read_workspace


def add(commands: Commands) -> None:
    """Add the command."""
    decision_options.add(
        commands,
        "review-unchanged",
        "record a review that kept the version in use",
        DecisionArguments,
        run,
    )


@alone
def run(arguments: DecisionArguments) -> int:
    """Record the review, and when the next one is due."""
    workspace = read_workspace(arguments.root.resolve())
    faults = compare_options.faults(workspace, arguments.school, [arguments.policy])
    if faults:
        return decision_options.refuse(faults)
    use = decision_options.adoption(workspace, arguments)
    if use.approved is None:
        raise UsageError(
            f"Version {use.version} of {arguments.policy} is a draft at this school: no approval "
            "is recorded, so there is nothing to keep. Use `approve`. Nothing was written."
        )
    _must_be_in_use(workspace, arguments, use.version)
    review = decision_options.next_review(workspace, arguments)
    decision = Decision(
        version=use.version,
        outcome="unchanged",
        by=arguments.by,
        on=arguments.on,
        minute=arguments.minute,
        next_review=review,
        because=arguments.because,
    )
    return decision_options.leave_as_it_is(workspace, arguments, decision, review)


def _must_be_in_use(workspace: Workspace, arguments: DecisionArguments, number: str) -> None:
    """Raises UsageError where HR has withdrawn the version."""
    policy = workspace.policies[arguments.policy].policy.value
    if number in policy.withdrawn:
        on = policy.withdrawn[number].on
        raise UsageError(
            f"HR withdrew version {number} of {arguments.policy} on {on}, so a review cannot keep "
            "it unchanged. `adopt` prepares another version. Nothing was written."
        )
