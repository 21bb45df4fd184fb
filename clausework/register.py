"""The register of law and guidance (`policy/authorities.yaml`) as frozen values."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from clausework.values import Day, Frozen, Id, Text, WebAddress


class AuthorityKind(StrEnum):
    """What weight a source has."""

    ACT = "act"
    REGULATIONS = "regulations"
    STATUTORY_GUIDANCE = "statutory-guidance"
    NON_STATUTORY_ADVICE = "non-statutory-advice"
    SECTOR_GUIDANCE = "sector-guidance"
    STANDARD = "standard"


class Verification(Frozen):
    """How a fact about an authority is known: `tier` as in the domain facts, with its source."""

    tier: Literal["official", "second-hand", "unverified"]
    source: str | None = None
    on: Day | None = None


class Edition(Frozen):
    """One edition of an authority; dates are None where no verified source gives one."""

    title: Text | None = None
    published: Day | None = None
    in_force_from: Day | None = None
    in_force_to: Day | None = None
    superseded_by: str | None = None
    url: WebAddress | None = None
    verified: Verification


class Authority(Frozen):
    """A law or a piece of guidance. An Act has no editions here."""

    title: Text
    kind: AuthorityKind
    publisher: Text | None = None
    url: WebAddress | None = None
    verified: Verification
    editions: dict[str, Edition] = {}
    note: Text | None = None


class Authorities(Frozen):
    """`policy/authorities.yaml`: the register of law and guidance, judged as of `looked_on`."""

    looked_on: Day
    authorities: dict[Id, Authority]
