"""The policies that the law asks of schools (`policy/catalogue.yaml`) as frozen values."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from clausework.model.authorities import Verification
from clausework.model.scalars import Frozen, Id, SchoolGroup, SchoolType, Text, is_among


class Requirement(Frozen):
    """What asks for a policy: law or guidance of the register, and the place in it.

    Without an edition, it is whichever is in force.
    """

    authority: Id
    edition: str | None = None
    part: Text | None = None
    section: Text | None = None


class AskedPolicy(Frozen):
    """A policy that the law asks of schools of some types; `id` is also its key under `links:`.

    `requires` is what asks for it, None where that could not be verified. `policy` is the id of the
    policy that HR keeps for it. `review_months` is how often the source wants it reviewed, None
    where it does not say.
    """

    id: Id
    title: Text
    applies_to: Annotated[tuple[SchoolType | SchoolGroup, ...], Field(min_length=1)]
    requires: Requirement | None = None
    verified: Verification
    policy: Id | None = None
    review_months: Annotated[int, Field(ge=1, le=120)] | None = None
    note: Text | None = None

    @model_validator(mode="after")
    def _names_what_requires_it(self) -> Self:
        if self.requires is None and self.verified.tier != "unverified":
            raise PydanticCustomError(
                "requires-missing",
                'a policy that is "{tier}" needs the law or guidance that asks for it',
                {"tier": self.verified.tier},
            )
        return self

    def applies(self, kind: SchoolType) -> bool:
        """Whether it is asked of schools of this type."""
        return is_among(kind, self.applies_to)


class Catalogue(Frozen):
    """`policy/catalogue.yaml`: what HR has recorded, which need not be everything."""

    policies: Annotated[tuple[AskedPolicy, ...], Field(min_length=1)]
