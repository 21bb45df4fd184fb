"""The keys that a model allows at each place of its file."""

from __future__ import annotations

import types
import typing
from typing import Any

from pydantic import BaseModel, RootModel

from clausework.source.locations import KeyPath


def keys_at(model: type[BaseModel], path: KeyPath) -> list[str]:
    """The keys that are allowed at a path of a file of this model."""
    root = issubclass(model, RootModel)
    found: list[Any] = [model.model_fields["root"].annotation if root else model]
    for step in path:
        found = [inner for kind in found for inner in _inside(kind, step)]
    return sorted(
        {
            field.alias or key
            for kind in found
            if _is_model(kind)
            for key, field in kind.model_fields.items()
        }
    )


def _inside(kind: Any, step: str | int) -> list[Any]:
    if _is_model(kind):
        field = kind.model_fields.get(str(step))
        return _unfold(field.annotation) if field else []
    arguments = typing.get_args(kind)
    return _unfold(arguments[-1 if typing.get_origin(kind) is dict else 0]) if arguments else []


def _unfold(kind: Any) -> list[Any]:
    if typing.get_origin(kind) is typing.Annotated:
        return _unfold(typing.get_args(kind)[0])
    if typing.get_origin(kind) in (typing.Union, types.UnionType):
        return [inner for part in typing.get_args(kind) for inner in _unfold(part)]
    return [kind]


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)
