"""Days of decisions that cannot all be right, compared with one another and not with a clock.

A decision that says `because` has been looked at, and is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from clausework.model.decisions import Approval, Decision
from clausework.model.policy import Adopted, Adoption, Policy, Version
from clausework.source.locations import KeyPath


@dataclass(frozen=True)
class ImpossibleDay:
    """A day on record that contradicts another.

    `path` is its place below the adoption in a school's file, or in a policy's file. `words` are a
    sentence without its first capital and its full stop.
    """

    path: KeyPath
    words: str


def issue_days(policy: Policy, versions: Mapping[str, Version]) -> dict[str, date]:
    """The day on which each version was issued, as far as it is on record, by its number."""
    found = {number: one.issued for number, one in versions.items()}
    found |= {number: one.on for number, one in policy.releases.items()}
    return {number: day for number, day in found.items() if day is not None}


def of_policy(policy: Policy, versions: Mapping[str, Version]) -> Iterator[ImpossibleDay]:
    """The impossible days of HR's releases and withdrawals."""
    issued = issue_days(policy, versions)
    for number, release in policy.releases.items():
        if release.because is not None:
            continue
        here: KeyPath = ("releases", number)
        before = versions[number].follows if number in versions else None
        if before in issued and release.on < issued[before]:
            yield ImpossibleDay(
                (*here, "on"),
                f"version {number} was issued on {release.on}, before version {before}, which it "
                f"follows and which was issued on {issued[before]}",
            )
        if release.effective is not None and release.effective < release.on:
            yield ImpossibleDay(
                (*here, "effective"),
                f"version {number} was issued on {release.on}, and cannot apply from "
                f"{release.effective}, before that",
            )
    for number, withdrawal in policy.withdrawn.items():
        if withdrawal.because is None and number in issued and withdrawal.on < issued[number]:
            yield ImpossibleDay(
                ("withdrawn", number, "on"),
                f"version {number} was withdrawn on {withdrawal.on}, before it was issued on "
                f"{issued[number]}",
            )


def at_school(adoption: Adoption, issued: Mapping[str, date]) -> Iterator[ImpossibleDay]:
    """The impossible days of a school's decisions; `issued` is as `issue_days` returns it."""
    before: Approval | None = None
    for path, one in row(adoption):
        approval = one.approved
        if not isinstance(approval, Approval):
            continue
        if approval.because is None:
            yield from _of_approval(path, one.version, approval, before, issued)
        before = approval
    if isinstance(adoption.approved, Approval) and adoption.approved.because is None:
        first = adoption.approved.on
        if adoption.next_review is not None and adoption.next_review <= first:
            yield ImpossibleDay(
                ("next_review",),
                f"the next review is on {adoption.next_review}, and must be after the approval on "
                f"{first}",
            )
    yield from _of_decisions(adoption, [one for _, one in row(adoption)], issued)


def latest(adoption: Adoption) -> date | None:
    """The day of the last decision on record at a school."""
    approvals = (one.approved for _, one in row(adoption))
    found = [one.on for one in approvals if isinstance(one, Approval)]
    found += [one.on for one in adoption.decisions]
    return max(found, default=None)


def row(adoption: Adoption) -> list[tuple[KeyPath, Adopted]]:
    """Each version that a school has or had, the oldest first, with its place in the adoption."""
    earlier: list[tuple[KeyPath, Adopted]] = [
        (("history", index), one) for index, one in enumerate(adoption.history)
    ]
    return [*earlier, ((), adoption)]


def _of_approval(
    path: KeyPath,
    number: str,
    approval: Approval,
    before: Approval | None,
    issued: Mapping[str, date],
) -> Iterator[ImpossibleDay]:
    on = (*path, "approved", "on")
    what = f"version {number} was approved on {approval.on}"
    if number in issued and approval.on < issued[number]:
        yield ImpossibleDay(on, f"{what}, before HR issued it on {issued[number]}")
    if before is not None and approval.on < before.on:
        yield ImpossibleDay(on, f"{what}, before the approval before it, of {before.on}")
    if approval.effective is not None and approval.effective < approval.on:
        yield ImpossibleDay(
            (*path, "approved", "effective"),
            f"{what}, and cannot apply from {approval.effective}, before that",
        )


def _of_decisions(
    adoption: Adoption, row: list[Adopted], issued: Mapping[str, date]
) -> Iterator[ImpossibleDay]:
    before: Decision | None = None
    for index, one in enumerate(adoption.decisions):
        path: KeyPath = ("decisions", index, "on")
        what = f"version {one.version} was {_OUTCOMES[one.outcome]} on {one.on}"
        if one.because is None:
            if one.version in issued and one.on < issued[one.version]:
                day = issued[one.version]
                yield ImpossibleDay(path, f"{what}, before HR issued it on {day}")
            if before is not None and one.on < before.on:
                yield ImpossibleDay(path, f"{what}, before the decision before it, of {before.on}")
            if one.outcome == "unchanged":
                yield from _of_review(path, what, one, row)
        before = one


_OUTCOMES = {
    "deferred": "deferred",
    "declined": "declined",
    "unchanged": "reviewed and kept",
}


def _of_review(
    path: KeyPath, what: str, review: Decision, row: list[Adopted]
) -> Iterator[ImpossibleDay]:
    having = [index for index, one in enumerate(row) if one.version == review.version]
    if not having:
        return
    first, after = row[having[0]].approved, row[having[-1] + 1 : having[-1] + 2]
    if isinstance(first, Approval) and review.on < first.on:
        yield ImpossibleDay(path, f"{what}, before it was approved on {first.on}")
    for one in after:
        if isinstance(one.approved, Approval) and review.on > one.approved.start:
            yield ImpossibleDay(
                path,
                f"{what}, when version {one.version} had been in force since {one.approved.start}",
            )
    if review.next_review is not None and review.next_review <= review.on:
        yield ImpossibleDay(
            (*path[:-1], "next_review"),
            f"the next review is on {review.next_review}, and must be after the review on "
            f"{review.on}",
        )
