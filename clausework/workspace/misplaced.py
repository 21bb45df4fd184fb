"""Keys indented too much or too little: unknown in their group, and known in one beside it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from clausework.source.locations import KeyPath, Source
from clausework.source.problems import Problem, error
from clausework.workspace.keys import keys_at

# A group with more keys was not typed by hand, and is not searched.
MOST_KEYS = 60


def moved_keys(
    source: Source,
    data: Any,
    model: type[BaseModel],
    *,
    unknown: list[KeyPath],
    missing: list[KeyPath],
) -> dict[KeyPath, KeyPath]:
    """The path of each key that is indented wrongly, with that of the group it was meant for.

    `unknown` are the paths of unknown keys; `missing` those where a key is needed and absent.
    """
    meant = ((path, _meant_group(data, model, path)) for path in unknown)
    moves = {path: group for path, group in meant if group is not None}
    wanted = {path[-1] for path in missing}
    further_in: dict[KeyPath, list[KeyPath]] = {}
    for path in source.keys:
        if path[-1] in wanted and _ends_group(data, path):
            for end in range(len(path) - 1):
                further_in.setdefault((*path[:end], path[-1]), []).append(path)
    for place in missing:
        found = [
            path
            for path in further_in.get(place, [])[:MOST_KEYS]
            if path[-1] not in keys_at(model, path[:-1])
        ]
        if len(found) == 1:
            moves[found[0]] = place[:-1]
    return moves


def moved(source: Source, data: Any, path: KeyPath, group: KeyPath) -> Problem:
    """The problem of a key that was meant for another group."""
    return error(
        "key-unknown",
        source.place(path, key=True),
        f'"{path[-1]}" is indented too much or too little: it belongs to the group beside it',
        "the spaces at the start of a line say what it belongs to, and here its value would be "
        "lost.",
        _move(source, (*group, next(iter(_at(data, group)))), path),
    )


def _meant_group(data: Any, model: type[BaseModel], path: KeyPath) -> KeyPath | None:
    """The group that an unknown key was meant for: the end of the value before it, or one around.

    None where neither may have the key, or has it already.
    """
    for group, keys in [*_before(data, path), *_around(data, path)]:
        if path[-1] not in keys and path[-1] in keys_at(model, group):
            return group
    return None


def _ends_group(data: Any, path: KeyPath) -> bool:
    """Whether a key is the last of its group."""
    return bool(next(reversed(_at(data, path[:-1])), None) == path[-1])


def _move(source: Source, beside: KeyPath, path: KeyPath) -> str:
    """What to type so that the key at a path is in the group of another."""
    place, span = source.place(path, key=True), source.values[path]
    column = source.place(beside, key=True).column - 1
    value = source.text[span.start : span.end].rstrip()
    if "\n" in value or place.excerpt[: place.column - 1].strip():
        return f"begin this line with {column} spaces, and move those that belong to it with it."
    return f"in place of line {place.line}, type:\n{' ' * column}{place.excerpt.strip()}"


def _before(data: Any, path: KeyPath) -> Iterator[tuple[KeyPath, dict[str, Any]]]:
    """The groups that end where the key at a path begins, from the outermost."""
    group = path[:-1]
    keys = list(_at(data, group)) if len(_at(data, group)) <= MOST_KEYS else []
    if path[-1] not in keys[1:]:
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
