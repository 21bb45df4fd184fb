"""People: whom the texts of a school name, and how to reach them.

They change oftener than governors meet, so copies print those of today, whatever was approved.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Literal, Self, TypeAlias

from pydantic import AfterValidator, model_validator
from pydantic_core import PydanticCustomError

from clausework.model.scalars import Frozen
from clausework.model.varying.options import OneLine
from clausework.source.problems import brief

Detail: TypeAlias = Literal["name", "phone", "email"]
DETAILS: tuple[Detail, ...] = ("name", "phone", "email")
# What a page prints in place of the details that are not published.
Instead: TypeAlias = Mapping[Detail, str]
NOTHING: Instead = MappingProxyType({})


def _role(value: str) -> str:
    if not re.fullmatch(r"[a-z][a-z0-9_-]{0,39}", value):
        raise PydanticCustomError(
            "role-name", '"{value}" is not the name of a role', {"value": brief(value)}
        )
    return value


def _email(value: str) -> str:
    if not re.fullmatch(r"[^\s@<>\"']+@[^\s@<>\"']+\.[^\s@<>\"'.]+", value):
        raise PydanticCustomError(
            "email-form", '"{value}" is not an e-mail address', {"value": brief(value)}
        )
    return value


def _phone(value: str) -> str:
    if not re.search(r"[0-9]", value):
        raise PydanticCustomError("phone-form", '"{value}" has no figure', {"value": brief(value)})
    return value


RoleName = Annotated[str, AfterValidator(_role)]


class Person(Frozen):
    """Who has a role at a school; what is not `published` is printed on no page of its site."""

    name: OneLine | None = None
    phone: Annotated[OneLine, AfterValidator(_phone)] | None = None
    email: Annotated[OneLine, AfterValidator(_email)] | None = None
    published: bool = True

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.name is None and self.phone is None and self.email is None:
            raise PydanticCustomError(
                "person-empty", "this person has no name, telephone number or e-mail address"
            )
        return self

    def detail(self, which: Detail) -> str | None:
        """Their name, telephone number or e-mail address."""
        return {"name": self.name, "phone": self.phone, "email": self.email}[which]
