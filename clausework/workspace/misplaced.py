"""Keys indented too much or too little: unknown in their group, and known in one beside it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from clausework.source.locations import KeyPath, Source
from clausework.workspace.keys import keys_at

# A group with more keys was not typed by hand, and is not searched.
MOST_KEYS = 60


def meant_group(data: Any, model: type[BaseModel], path: KeyPath) -> KeyPath | None:
    """The group that an unknown key was meant for: the end of the value before it, or one around.

    None where neither may have the key, or has it already.
    """
    for group, keys in [*_before(data, path), *_around(data, path)]:
        if path[-1] not in keys and path[-1] in keys_at(model, group):
            return group
    return None


def move(source: Source, path: KeyPath, group: KeyPath) -> str:
    """What to type so that the key at a path is in another group."""
    first = next(key for key in source.keys if key[:-1] == group)
    place, span = source.place(path, key=True), source.values[path]
    column = source.place(first, key=True).column - 1
    value = source.text[span.start : span.end].rstrip()
    if "\n" in value or place.excerpt[: place.column - 1].strip():
        return f"begin this line with {column} spaces, and move those that belong to it with it."
    return f"in place of line {place.line}, type:\n{' ' * column}{place.excerpt.strip()}"


def _before(data: Any, path: KeyPath) -> Iterator[tuple[KeyPath, dict[str, Any]]]:
    """The groups that end where the key at a path begins, from the outermost."""
    group = path[:-1]
    keys = list(_at(data, group))
    if len(keys) > MOST_KEYS or path[-1] not in keys[1:]:
        return
    group = (*group, keys[keys.index(path[-1]) - 1])
    value = _at(data, group)
    while isinstance(value, dict | list) and value:
        if isinstance(value, dict) and len(value) <= MOST_KEYS:
            yield group, value
        step = next(reversed(value)) if isinstance(value, dict) else len(value) - 1
        group, value = (*group, step), _at(value, (step,))


def _around(data: Any, path: KeyPath) -> Iterator[tuple[KeyPath, dict[str, Any]]]:
    """The groups around that of the key at a path, from the innermost."""
    for end in range(len(path) - 2, -1, -1):
        value = _at(data, path[:end])
        if isinstance(value, dict):
            yield path[:end], value


def _at(data: Any, path: KeyPath) -> Any:
    for step in path:
        data = data[step]
    return data
