"""What is settled only when a copy is printed: where the title of another policy leads."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar, cast

from clausework.model.document import Document
from clausework.model.inline import Run, parse_fill
from clausework.model.scalars import Frozen

V = TypeVar("V")


def with_runs(value: V, change: Callable[[Run], Run]) -> V:
    """A value with every run in it changed; the value itself where none is."""
    return cast(V, _with_runs(value, change))


def _with_runs(value: Any, change: Callable[[Run], Run]) -> Any:
    if isinstance(value, Run):
        return change(value)
    if isinstance(value, tuple):
        found = tuple(_with_runs(one, change) for one in value)
        same = all(new is old for new, old in zip(found, value, strict=True))
        return value if same else found
    if isinstance(value, Frozen):
        fields = {name: getattr(value, name) for name in type(value).model_fields}
        made = {name: _with_runs(old, change) for name, old in fields.items()}
        changed = {name: new for name, new in made.items() if new is not fields[name]}
        return value.replaced(**changed) if changed else value
    return value


def runs_of(value: object) -> Iterator[Run]:
    """Every run in a value."""
    if isinstance(value, Run):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from runs_of(one)
    elif isinstance(value, Frozen):
        for name in type(value).model_fields:
            yield from runs_of(getattr(value, name))


def policies_named(document: Document) -> list[str]:
    """The policies whose titles a document prints, by their ids, in order."""
    fills = {run.fill for run in runs_of(document) if run.fill is not None}
    found = (parse_fill(fill) for fill in fills)
    return sorted(fill.name for fill in found if fill is not None and fill.kind == "policy")


def linked(document: Document, addresses: Mapping[str, str]) -> Document:
    """A document in which the titles of other policies lead to these addresses, by their ids.

    What is in a link already leads where that does.
    """

    def link(run: Run) -> Run:
        fill = parse_fill(run.fill) if run.fill is not None else None
        if fill is None or fill.kind != "policy" or fill.name not in addresses:
            return run
        return run.replaced(href=addresses[fill.name])

    return with_runs(document, link)
