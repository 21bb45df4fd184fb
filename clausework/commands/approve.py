"""`approve`: what a meeting decided on a version; an approved version is published from then on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal, get_args

from clausework.authoring import decisions, edit
from clausework.checks.records import DISAGREES, options, recorded
from clausework.checks.schools import power_problems
from clausework.commands import (
    Commands,
    UsageError,
    clause_texts,
    compare_options,
    decision_options,
    issue_options,
    typed,
)
from clausework.commands.console import print_problems
from clausework.commands.root_lock import alone
from clausework.model.decisions import Approval, Decision
from clausework.model.document import Document, Node
from clausework.model.inline import plain
from clausework.model.policy import Adopted, Adoption, Status
from clausework.model.terms import school_terms
from clausework.query.comparison import Comparison, data, shortened
from clausework.records import in_force, record
from clausework.render import proofread
from clausework.render.common.letterhead import letterhead
from clausework.render.common.templates import templates_for
from clausework.resolve.version import resolve
from clausework.workspace.root import Workspace, read_workspace

Power = Literal["full-board", "committee", "head", "chairs-action"]
# The outcomes that leave the version in use unchanged.
LEFT: Mapping[str, Literal["deferred", "declined"]] = {
    "deferred": "deferred",
    "declined": "declined",
}
# Options that describe an approval, and are refused without one.
OF_AN_APPROVAL = ("effective", "next_review", "power", "reported")


@dataclass(frozen=True, kw_only=True)
class ApproveArguments(decision_options.DecisionArguments):
    """The arguments of `approve`."""

    effective: date | None
    power: Power | None
    reported: str | None
    outcome: str
    amend: Sequence[tuple[str, Path]]
    reason: str | None


def add(commands: Commands) -> None:
    """Add the command."""
    approve = decision_options.add(
        commands,
        "approve",
        "record what a meeting decided on a version, and publish it",
        ApproveArguments,
        run,
    )
    approve.add_argument("--effective", type=typed.day, metavar="DATE", help="from when it applies")
    approve.add_argument(
        "--power", choices=get_args(Power), help="under which power it was decided"
    )
    approve.add_argument(
        "--reported",
        type=typed.words,
        metavar="MEETING",
        help="the meeting that a chair's action is reported to",
    )
    approve.add_argument(
        "--outcome", choices=("approved", "amended", *LEFT), default="approved", help="the decision"
    )
    approve.add_argument(
        "--amend",
        type=clause_texts.clause_and_file,
        action="append",
        default=[],
        metavar="CLAUSE=FILE",
        help="a clause that the meeting amended, and a file with its new words; once for each",
    )
    approve.add_argument(
        "--reason",
        type=typed.words,
        metavar="TEXT",
        help="why it was amended, put off or not",
    )


@alone
def run(arguments: ApproveArguments) -> int:
    """Record the decision. Raises UsageError for arguments that do not fit together."""
    _fit_together(arguments)
    workspace = read_workspace(arguments.root.resolve())
    faults = compare_options.faults(workspace, arguments.school, [arguments.policy])
    # An approval that was interrupted is completed here.
    faults = [fault for fault in faults if fault.code != DISAGREES]
    if faults:
        return decision_options.refuse(faults)
    use = decision_options.adoption(workspace, arguments)
    proposed = use.pending or use
    left = LEFT.get(arguments.outcome)
    if left is not None:
        _must_be_open(arguments, use)
        decision = Decision(
            version=proposed.version,
            outcome=left,
            by=arguments.by,
            on=arguments.on,
            minute=arguments.minute,
            reason=arguments.reason,
            because=arguments.because,
        )
        return decision_options.leave_as_it_is(workspace, arguments, decision, None)
    _may_be_approved(workspace, arguments, use)
    adopted = _adopted(workspace, arguments, proposed)
    offered = _document(workspace, arguments, proposed)
    _must_have(arguments, offered)
    try:
        text = decisions.approved(workspace, arguments.school, arguments.policy, adopted)
    except edit.NotEditable as fault:
        return issue_options.not_editable(fault)
    school = {decisions.file_of(arguments.school): text}
    after = edit.workspace_after(workspace, school)
    decision_options.must_be_possible(workspace, after, arguments)
    begun = _interrupted(workspace, arguments, adopted)
    faults = compare_options.faults(after, arguments.school, [arguments.policy])
    if faults:
        return decision_options.refuse(faults)
    document = _document(after, arguments, adopted)
    amendments = Comparison(offered, document) if arguments.amend else None
    _must_differ(arguments, amendments)
    done = {
        "outcome": arguments.outcome,
        "adopted": adopted.model_dump(mode="json", exclude_none=True),
        "amendments": data(amendments, arguments.school)["changes"] if amendments else [],
    }
    kept = {} if begun else _record(after, arguments, adopted, document)
    files = {**kept, **school}
    said = _text(arguments, adopted, amendments)
    print_problems(power_problems(after, after.schools[arguments.school], arguments.policy))
    return decision_options.carry_out(arguments, workspace, files, said, done)


def _fit_together(arguments: ApproveArguments) -> None:
    """Raises UsageError where arguments contradict each other."""
    outcome = arguments.outcome
    if outcome == "amended" and not (arguments.amend and arguments.reason):
        raise UsageError(
            "An amendment needs --amend CLAUSE=FILE for each clause that the meeting changed, and "
            "--reason."
        )
    if arguments.amend and outcome != "amended":
        raise UsageError("With --amend, write --outcome amended as well.")
    if outcome == "approved" and arguments.reason is not None:
        raise UsageError("An approval needs no --reason: leave it out, or name the --outcome.")
    given = [name for name in OF_AN_APPROVAL if getattr(arguments, name) is not None]
    if outcome in LEFT and given:
        name = given[0].replace("_", "-")
        raise UsageError(f"Nothing is approved where it is {outcome}: leave --{name} out.")
    if (arguments.power == "chairs-action") != (arguments.reported is not None):
        raise UsageError(
            "A chair's action is reported to a meeting: --power chairs-action and --reported "
            "MEETING go together."
        )


def _must_be_open(arguments: ApproveArguments, use: Adoption) -> None:
    """Raises UsageError where nothing awaits decision."""
    if use.pending is None and isinstance(use.approved, Approval):
        raise UsageError(
            f"Nothing of {arguments.policy} awaits decision at {arguments.school}: version "
            f"{use.version} was approved by {use.approved.by} on {use.approved.on}. `adopt` "
            "prepares another; `review-unchanged` records a review that keeps this one."
        )


def _may_be_approved(workspace: Workspace, arguments: ApproveArguments, use: Adoption) -> None:
    """Raises UsageError, which says what to do instead, where the version may not be approved."""
    _must_be_open(arguments, use)
    number = (use.pending or use).version
    status = workspace.policies[arguments.policy].versions[number].value.status
    what = f"Version {number} of {arguments.policy}"
    if status is Status.WITHDRAWN:
        raise UsageError(
            f"{what} was withdrawn by HR, and can no longer be approved. `adopt` prepares "
            "another version. Nothing was written."
        )
    if status is not Status.RELEASED:
        raise UsageError(
            f"{what} is {status}: HR has not issued it, and only an issued version can be "
            "approved. Approve it once HR has released it. Nothing was written."
        )


def _adopted(workspace: Workspace, arguments: ApproveArguments, proposed: Adopted) -> Adopted:
    """The adoption that is in use from now on. Raises UsageError."""
    amendments = {clause: clause_texts.words_in(path) for clause, path in arguments.amend}
    variations = proposed.variations
    if amendments:
        assert arguments.reason is not None, "`_fit_together` asks for it"
        variations = decisions.amended(variations, amendments, arguments.reason)
    return Adopted(
        version=proposed.version,
        approved=Approval(
            by=arguments.by,
            on=arguments.on,
            minute=arguments.minute,
            effective=arguments.effective or _proposed_day(workspace, arguments, proposed),
            power=arguments.power,
            reported=arguments.reported,
            amended=bool(amendments),
            because=arguments.because,
        ),
        next_review=decision_options.next_review(workspace, arguments),
        options=proposed.options,
        variations=variations,
    )


def _proposed_day(
    workspace: Workspace, arguments: ApproveArguments, proposed: Adopted
) -> date | None:
    """The day that HR proposed for the version, or that of the decision where that is later."""
    release = workspace.policies[arguments.policy].policy.value.releases.get(proposed.version)
    if release is None or release.effective is None:
        return None
    return max(release.effective, arguments.on)


def _interrupted(workspace: Workspace, arguments: ApproveArguments, adopted: Adopted) -> bool:
    """Whether this approval has its record already, for it was interrupted.

    Raises UsageError where a record says otherwise, or this approval is complete.
    """
    files = workspace.schools[arguments.school]
    use = files.school.value.adopts[arguments.policy]
    had = [(one.version, one.approved) for one in in_force.row(use)]
    if (adopted.version, adopted.approved) in had:
        raise UsageError(
            f"This approval of version {adopted.version} is already on record. Nothing was written."
        )
    for one in recorded(files, arguments.policy):
        version, approval = one.version, one.now
        if approval is None or version != adopted.version or (version, approval) in had:
            continue
        kept = files.on_record(arguments.policy, adopted)
        if kept is not None and kept.record.adopted == adopted:
            return True
        raise UsageError(
            f"An approval of version {version} was interrupted: its record says that it was "
            f"approved by {approval.by} on {approval.on}, and a record is never written over. "
            f"Complete it as it is on record: approve {arguments.school} {arguments.policy} "
            f"{options(approval)}. `correct` then puts right what is wrong. Nothing was written."
        )
    return False


def _document(workspace: Workspace, arguments: ApproveArguments, adopted: Adopted) -> Document:
    version = workspace.policies[arguments.policy].versions[adopted.version].value
    school = workspace.schools[arguments.school].school.value
    return resolve(workspace.master(arguments.policy), version, school, adopted)[0]


def _must_have(arguments: ApproveArguments, offered: Document) -> None:
    """Raises UsageError where an amended clause was not offered."""
    known = {node.id for node in offered.nodes()}
    for clause, _ in arguments.amend:
        if clause not in known:
            raise UsageError(
                f'Version {offered.version} has no clause "{clause}" at {arguments.school}. '
                "Nothing was written."
            )


def _must_differ(arguments: ApproveArguments, amendments: Comparison | None) -> None:
    """Raises UsageError where an amended clause is the same as offered."""
    changed = {change.id for change in amendments.changes} if amendments else set()
    for clause, path in arguments.amend:
        if clause not in changed:
            raise UsageError(
                f'In {path}, "{clause}" has the same words as the version offered to the meeting. '
                "Nothing was written."
            )


def _record(
    workspace: Workspace, arguments: ApproveArguments, adopted: Adopted, document: Document
) -> Mapping[str, bytes]:
    """The files of the record.

    The PDF comes first: the record is complete only with it.
    """
    files = workspace.schools[arguments.school]
    school = files.school.value
    templates = templates_for(workspace.root)
    head = letterhead(school, files.logo, templates)
    paper = proofread.pdf(document, head, templates, "the PDF for the record")
    terms = school_terms(workspace.master(arguments.policy).terms, school)
    kept = record.of(school, files.logo, terms, adopted, document, paper)
    folder = f"schools/{arguments.school}/record/{arguments.policy}"
    name = f"{folder}/{record.free_name(adopted.version, workspace.entries, folder)}"
    return {f"{name}.pdf": paper, f"{name}.json": record.text(kept)}


def _text(arguments: ApproveArguments, adopted: Adopted, amendments: Comparison | None) -> str:
    lines = [
        f"{arguments.outcome}: version {adopted.version} of {arguments.policy}; next review "
        f"{adopted.next_review}"
    ]
    for change in amendments.changes if amendments else ():
        marks = {"removed": "[-{}-]", "added": "{{+{}+}}"}
        words = [marks.get(kind, "{}").format(text) for kind, text in shortened(change.words)]
        lines.append(f"  {change.number_after or change.number_before}  {''.join(words)}")
        led = _under_its_lead_in(amendments.new, change.id) if amendments else ""
        if led:
            lines.append(f"    It reads: {led}")
    return "\n".join(lines)


def _under_its_lead_in(document: Document, name: str) -> str:
    """A point with the words before it, which may turn its rule round; "" for what is no point."""

    def led(node: Node, above: tuple[Node, ...]) -> tuple[Node, ...]:
        own = (*above, node)
        if node.id == name:
            return own
        return next(filter(None, (led(child, own) for child in node.children)), ())

    units = (unit for section in document.sections for unit in section.units)
    clauses = (unit for unit in units if unit.level == "clause")
    found = next(filter(None, (led(clause, ()) for clause in clauses)), ())
    return " ".join(plain(node.text) for node in found) if len(found) > 1 else ""
