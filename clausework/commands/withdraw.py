"""`withdraw`: end the adoption of a released version."""

from __future__ import annotations

from dataclasses import dataclass

from clausework.authoring import edit
from clausework.commands import Commands, UsageError, issue_options, typed
from clausework.commands.root_lock import alone
from clausework.model.decisions import Withdrawal
from clausework.render.common.templates import templates_for
from clausework.render.hr.notice import withdrawal_notices
from clausework.store.findings import checked
from clausework.workspace.root import PolicyFiles, read_workspace


@dataclass(frozen=True, kw_only=True)
class WithdrawArguments(issue_options.IssueArguments):
    """The arguments of `withdraw`."""

    reason: str


def add(commands: Commands) -> None:
    """Add the command."""
    withdraw = issue_options.add(
        commands,
        "withdraw",
        "withdraw a released version, and draft notices to its schools",
        WithdrawArguments,
        run,
    )
    withdraw.add_argument(
        "--reason",
        type=typed.words,
        required=True,
        metavar="TEXT",
        help="printed in notices",
    )


@alone
def run(arguments: WithdrawArguments) -> int:
    """Withdraw the version, unless the master has errors."""
    workspace = read_workspace(arguments.root.resolve())
    faults = issue_options.master_errors(checked(workspace), arguments.policy)
    if faults:
        return issue_options.refuse(faults, as_json=arguments.json)
    policy, _ = issue_options.known(workspace, arguments.policy, arguments.version)
    name, number = arguments.policy, arguments.version
    _may_be_withdrawn(policy, number)
    withdrawal = Withdrawal(
        by=arguments.by, on=arguments.on, reason=arguments.reason, because=arguments.because
    )
    found = issue_options.new_days(
        policy, withdrawn={**policy.policy.value.withdrawn, number: withdrawal}
    )
    issue_options.must_be_possible(arguments.on, found, arguments.because)
    try:
        files = edit.withdrawn(workspace, name, number, withdrawal)
    except edit.NotEditable as fault:
        return issue_options.not_editable(fault)
    notices, schools = withdrawal_notices(
        workspace, name, number, withdrawal, templates_for(workspace.root)
    )
    done = {
        "policy": name,
        "version": number,
        "withdrawal": withdrawal.model_dump(mode="json"),
        "schools": schools,
    }
    return issue_options.carry_out(arguments, workspace, notices, files, done)


def _may_be_withdrawn(policy: PolicyFiles, number: str) -> None:
    """Raises UsageError with the reason where the version may not be withdrawn."""
    record, what = policy.policy.value, f"Version {number} of {policy.policy.value.id}"
    if number in record.withdrawn:
        raise UsageError(f"{what} was withdrawn on {record.withdrawn[number].on}.")
    if number not in record.released:
        raise UsageError(
            f"{what} is {policy.versions[number].value.status}, and policy.yaml has no record of "
            "its release. Only a released version is withdrawn; no school should have another."
        )
