"""Rules on what is on record: days, approvals, and what the files give today."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from clausework.diff.changes import CitationChanged
from clausework.diff.compare import compare
from clausework.model.decisions import Approval
from clausework.model.document import Document
from clausework.model.policy import Adopted, Adoption
from clausework.records import days
from clausework.records.corrections import BrokenCorrections, corrected, of_approvals
from clausework.resolve.version import resolve
from clausework.source.locations import KeyPath, Source
from clausework.source.problems import Problem, error, warning
from clausework.workspace.root import PolicyFiles, SchoolFiles, Workspace

LONGEST_LIST = 5
# What an approval says, by the option of `approve` and `correct` that sets it.
OPTIONS = ("by", "on", "minute", "effective")
DISAGREES = "decision-differs"


@dataclass(frozen=True)
class OnRecord:
    """An approval on record: what it was last, and what it is now, None where it was taken back.

    `name` is that of its record.
    """

    name: str
    version: str
    last: Approval
    now: Approval | None


def policy_days(files: PolicyFiles) -> Iterator[Problem]:
    """Days of HR's releases and withdrawals that cannot be right."""
    policy = files.policy
    for one in days.of_policy(policy.value, files.values):
        # The keys of a policy's releases and withdrawals are its versions.
        about = f"policy/{policy.value.id}/{one.path[1]}.yaml"
        yield _impossible(policy.source, (), one, about)


def decision_problems(workspace: Workspace, files: SchoolFiles, name: str) -> Iterator[Problem]:
    """Decisions on a policy whose days cannot be right, or that differ from what is on record."""
    source, adoption = files.school.source, files.school.value.adopts[name]
    here: KeyPath = ("adopts", name)
    policy = workspace.policies.get(name)
    if policy is not None:
        for one in days.at_school(adoption, policy.issued):
            yield _impossible(source, here, one)
        yield from _unissued(source, here, policy, adoption)
    yield from _disagreements(files, name, adoption)
    if isinstance(adoption.approved, Approval) and files.on_record(name, adoption) is None:
        yield warning(
            "approval-unrecorded",
            source.place((*here, "approved"), key=True),
            f"this approval of version {adoption.version} was typed, and there is no record of "
            "what was approved",
            "the name, type and words of the school that its files have today are printed as what "
            "was approved, whatever they were then.",
            f"`adopt {files.school.value.id} {name} {adoption.version}` and `approve` put the "
            "words of today before the governors, and keep them.",
        )


def record_problems(workspace: Workspace, files: SchoolFiles, policy: str) -> Iterator[Problem]:
    """Where today's files differ from a record in use; for a school without errors."""
    school, source = files.school.value, files.school.source
    adoption, approved = school.adopts[policy], files.in_use.get(policy)
    if approved is None or workspace.withheld.holds(policy, adoption.version):
        return
    version = workspace.policies[policy].versions[adoption.version].value
    today, _ = resolve(workspace.master(policy), version, school, adoption)
    places = differences(approved.record.document, today)
    if places:
        yield warning(
            "record-differs",
            source.place(("adopts", policy, "version")),
            f"what {school.name} approved differs from the words of its files today: "
            + ", ".join(places[:LONGEST_LIST])
            + (", …" if len(places) > LONGEST_LIST else ""),
            "what was approved stays published, word for word: today's words are in no copy until "
            "the school approves them.",
            "nothing needs to be done. Today's words are published with the next version that the "
            f"school approves; `adopt {school.id} {policy} {adoption.version}` puts them before "
            "the governors at once.",
        )


def _impossible(
    source: Source, above: KeyPath, one: days.ImpossibleDay, about: str | None = None
) -> Problem:
    return error(
        "day-impossible",
        source.place((*above, *one.path)),
        one.words,
        "a reader who checks one day against another believes neither, and which copy was in force "
        "is worked out from them.",
        "`correct` puts the day of a decision right. If both are right, say why in its entry: "
        "because: …",
        about,
    )


def _unissued(
    source: Source, here: KeyPath, policy: PolicyFiles, adoption: Adoption
) -> Iterator[Problem]:
    """Approvals of a version that HR has not issued: `approve` makes none."""
    for path, one in days.row(adoption):
        version = policy.versions.get(one.version)
        stage = version.value.status if version is not None else None
        if isinstance(one.approved, Approval) and stage is not None and not stage.issued:
            yield error(
                "approval-of-unissued",
                source.place((*here, *path, "version")),
                f"version {one.version} is {stage}, and HR has not issued it, so it cannot have "
                "been approved",
                "its words may still change, and every copy of it says that it is a draft.",
                "delete approved:, or write the version that was approved; once HR has issued "
                f"{one.version}, `approve` records the decision.",
            )


def _disagreements(files: SchoolFiles, policy: str, adoption: Adoption) -> Iterator[Problem]:
    """What is on record of approvals, and is not what the school's file has."""
    left = dict(days.row(adoption))
    missing: list[tuple[str, Approval]] = []
    for kept in recorded(files, policy):
        wanted = kept.version, kept.now
        same = [path for path, one in left.items() if (one.version, one.approved) == wanted]
        if same:
            del left[same[0]]
        elif kept.now is not None:
            missing.append((kept.version, kept.now))
        else:
            yield from _taken_back(files, policy, kept.version, kept.last, left)
    for version, approval in missing:
        yield _missing(files, policy, adoption, version, approval, left)


def recorded(files: SchoolFiles, policy: str) -> Iterator[OnRecord]:
    """Each approval of a policy on record at a school.

    An approval without a record is on record once it is corrected.
    """
    for of, name in dict.fromkeys((*files.records, *files.corrections)):
        if of != policy:
            continue
        kept, file = files.records.get((of, name)), files.corrections.get((of, name))
        own = of_approvals(file.value.corrections) if file else []
        stages = [one.was.adopted.approved for one in own if one.was.adopted]
        first = kept.record.adopted.approved if kept else stages[0] if stages else None
        try:
            now = corrected(first, own)
        except BrokenCorrections:
            # Reported where the file was read.
            continue
        last = now or (stages[-1] if stages else None)
        if isinstance(last, Approval):
            yield OnRecord(name, name.partition("+")[0], last, now)


def _taken_back(
    files: SchoolFiles,
    policy: str,
    version: str,
    was: Approval,
    left: dict[KeyPath, Adopted],
) -> Iterator[Problem]:
    school, source = files.school.value.id, files.school.source
    for path, one in left.items():
        if (one.version, one.approved) == (version, was):
            yield error(
                "decision-differs",
                source.place(("adopts", policy, *path, "approved"), key=True),
                f"this approval of version {version} was taken back, and this file still has it",
                "which version is in force is worked out from it.",
                f"run: python3 build.py correct {school} {policy} --version {version} "
                f'--recorded-on {was.on} --annul --why "as on record" --who "your name"',
            )


def _missing(
    files: SchoolFiles,
    policy: str,
    adoption: Adoption,
    version: str,
    approval: Approval,
    left: dict[KeyPath, Adopted],
) -> Problem:
    """An approval on record that the school's file has otherwise, or not at all."""
    school, source = files.school.value.id, files.school.source
    here: KeyPath = ("adopts", policy)
    said = f"the record of version {version} says that {approval.by} approved it on {approval.on}"
    why = "what was approved, by whom and when must be the same wherever it is read."
    back = _correct(school, policy, version, approval, approval.on)
    other = [path for path, one in left.items() if one.version == version and one.approved]
    if other:
        typed, fix = left[other[0]].approved, f"to put back what is on record, run: {back}"
        if isinstance(typed, Approval) and options(typed) != options(approval):
            right = _correct(school, policy, version, typed, approval.on)
            fix += f". If this file is right, run: {right}"
        return error(
            "decision-differs",
            source.place((*here, *other[0], "approved"), key=True),
            f"{said}, and this file has it otherwise",
            why,
            fix,
        )
    awaited = adoption.pending or (adoption if adoption.approved is None else None)
    if awaited is not None and awaited.version == version:
        path = (*here, "pending", "version") if adoption.pending else (*here, "version")
        return error(
            "decision-differs",
            source.place(path),
            f"{said}, and this file has no such approval",
            "an approval that was interrupted leaves its record and nothing more. " + why,
            f"to complete it, run: python3 build.py approve {school} {policy} {options(approval)}",
        )
    return error(
        "decision-differs",
        source.place(here, key=True),
        f"{said}, and this file has no such approval",
        why,
        f"to put it back among history:, run: {back}",
    )


def _correct(school: str, policy: str, version: str, approval: Approval, recorded: date) -> str:
    """The command that has an approval that is on record on a day as another says it."""
    return (
        f"python3 build.py correct {school} {policy} --version {version} --recorded-on {recorded} "
        f'{options(approval)} --why "why" --who "your name"'
    )


def options(approval: Approval) -> str:
    """What an approval says, as options of a command; it may have more than they can say."""
    given = ((name, getattr(approval, name)) for name in OPTIONS)
    return " ".join(f"--{name} {_quoted(value)}" for name, value in given if value is not None)


def _quoted(value: str | date) -> str:
    return shlex.quote(str(value))


def differences(approved: Document, today: Document) -> list[str]:
    """Where the words differ, as numbers, "title" or "name of the school".

    Sources are not compared, as they may be verified at any time.
    """
    places = ["title"] if approved.title != today.title else []
    if approved.school != today.school:
        places.append("name of the school")
    places.extend(
        str(change.number_before or change.number_after)
        for change in compare(approved, today)
        if not isinstance(change, CitationChanged)
    )
    return list(dict.fromkeys(places))
