"""Which of the versions that a school approved is in force on a day, and which are to come."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from clausework.model.decisions import Approval
from clausework.model.document import NextVersion
from clausework.model.policy import Adopted, Adoption


def begins(adopted: Adopted) -> date | None:
    """The day from which a version applies, where its approval is known."""
    return adopted.approved.start if isinstance(adopted.approved, Approval) else None


def row(adoption: Adoption) -> tuple[Adopted, ...]:
    """The versions that a school approved or uses, in the order of the decisions."""
    return (*adoption.history, adoption)


def last_had(adoption: Adoption, number: str) -> Adopted | None:
    """A version as a school had it last; None where it never had it."""
    return next((one for one in reversed(row(adoption)) if one.version == number), None)


def in_force(versions: Sequence[Adopted], on: date) -> int:
    """The place of the version in force, in a row of versions.

    A later decision replaces an earlier one from its own day on. Where none has begun, it is the
    one that begins first.
    """
    starts = [begins(one) or date.min for one in versions]
    begun = [index for index, start in enumerate(starts) if start <= on]
    return begun[-1] if begun else starts.index(min(starts))


def as_of(adoption: Adoption, on: date) -> tuple[Adoption, tuple[Adopted, ...]]:
    """An adoption with the version in force on a day, and the versions that apply later.

    Its history has what was in use before. A version that another replaced before it began is
    in neither.
    """
    versions = row(adoption)
    at = in_force(versions, on)
    coming = tuple(one for one in versions[at + 1 :] if (begins(one) or on) > on)
    own = {name: getattr(versions[at], name) for name in Adopted.model_fields}
    return adoption.replaced(**own, history=versions[:at]), coming


def reviewed(adoption: Adoption) -> date | None:
    """The day of the last review that kept the version in use; None where there was none."""
    since = adoption.approved.on if isinstance(adoption.approved, Approval) else date.min
    days = [
        one.on
        for one in adoption.decisions
        if one.outcome == "unchanged" and one.version == adoption.version and one.on >= since
    ]
    return max(days, default=None)


def next_version(adopted: Adopted) -> NextVersion:
    """An approved version that follows another, as the copies of that one name it."""
    approval = adopted.approved
    assert isinstance(approval, Approval), "only an approval has a day to come"
    return NextVersion(
        version=adopted.version, by=approval.by, on=approval.on, start=approval.start
    )


def turns(adoption: Adoption) -> list[date]:
    """The days on which another version comes into force."""
    return sorted({start for one in row(adoption) if (start := begins(one)) is not None})
