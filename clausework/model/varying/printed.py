"""What is settled only when a copy is printed.

It is where the title of another policy leads, and what people are called and how they are reached.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar, cast

from clausework.model.document import Document
from clausework.model.inline import Run, parse_fill
from clausework.model.scalars import Frozen
from clausework.model.varying.people import DETAILS, NOTHING, Instead, Person

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


def of_today(
    document: Document, people: Mapping[str, Person], instead: Instead = NOTHING
) -> Document:
    """A document with the people of today, whoever had their roles when it was approved.

    Where `instead` has words for a detail, they stand for that of a person who is not published.
    What no person of today has is as it was.
    """

    def today(run: Run) -> Run:
        fill = parse_fill(run.fill) if run.fill is not None else None
        if fill is None or fill.kind not in DETAILS:
            return run
        person = people.get(fill.name)
        words = person.detail(fill.kind) if person is not None else None
        if person is not None and not person.published and fill.kind in instead:
            return run.replaced(text=instead[fill.kind], fill=f"{_ASK}{run.fill}")
        return run if words is None or words == run.text else run.replaced(text=words)

    return with_runs(document, today)


# Before the fill of a run that says whom to ask.
_ASK = "ask "


def asks(document: Document) -> bool:
    """Whether a document says whom to ask for a detail that is not published."""
    return any((run.fill or "").startswith(_ASK) for run in runs_of(document))


def without_people(run: Run) -> Run:
    """A run with the role of a person in place of their name, number or address."""
    fill = parse_fill(run.fill) if run.fill is not None else None
    if fill is None or fill.kind not in DETAILS:
        return run
    return run.replaced(text=f"[{fill.name}]" if run.text else "")


def details(document: Document) -> tuple[str, ...]:
    """The names, numbers and addresses of people in a document, each once, in reading order."""
    fills = ((run.text, parse_fill(run.fill)) for run in runs_of(document) if run.fill is not None)
    found = (text for text, fill in fills if fill is not None and fill.kind in DETAILS)
    return tuple(dict.fromkeys(filter(None, found)))
