"""The pictures that files of a root name: logos, and those of figures."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from clausework.brand.logo import LogoFault, oversize, read_logo
from clausework.model.elements import Figure
from clausework.model.scalars import Frozen
from clausework.source.files import Entries, Link, TooLarge
from clausework.source.folders import no_file
from clausework.source.locations import KeyPath
from clausework.source.problems import Place, Problem, error
from clausework.workspace.schema import File

F = TypeVar("F", bound=Frozen)
_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._-]*")


@dataclass(frozen=True)
class PictureRead:
    """The bytes of the file at a path of the root, None where there is none, and its problems."""

    path: str
    data: bytes | None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class _Use:
    """What is wrong with a picture in one use: not in the folder, not there, not usable."""

    outside: Callable[[Place, str], Problem]
    missing: Callable[[Place, str], Problem]
    unusable: Callable[[Place, LogoFault], Problem]


def logo(folder: str, name: str, place: Place, entries: Entries) -> PictureRead:
    """The logo of that name in the folder of a school; `place` is where it is named."""
    return _picture(folder, name, place, entries, _LOGO)


def with_pictures(file: File[F], folder: str, entries: Entries) -> tuple[F, list[PictureRead]]:
    """The value of a file in which figures have their pictures, cleaned; and what was read."""
    read: list[PictureRead] = []

    def walked(value: Any, path: KeyPath) -> Any:
        if isinstance(value, Figure):
            place = file.source.place((*path, "file"))
            found = _picture(folder, value.file.name, place, entries, _FIGURE)
            one, found = _drawn(value, found, place)
            read.append(found)
            return one
        if isinstance(value, tuple):
            return tuple(walked(one, (*path, index)) for index, one in enumerate(value))
        if isinstance(value, dict):
            return {key: walked(one, (*path, key)) for key, one in value.items()}
        if isinstance(value, Frozen):
            fields = {name: getattr(value, name) for name in type(value).model_fields}
            made = {name: walked(old, (*path, name)) for name, old in fields.items()}
            return value.replaced(
                **{name: one for name, one in made.items() if one != fields[name]}
            )
        return value

    value = walked(file.value, ()) if "figure" in file.source.text else file.value
    return cast(F, value if read else file.value), read


def figures(value: object, path: KeyPath = ()) -> Iterator[tuple[KeyPath, Figure]]:
    """Every figure in a value of a file, with its path."""
    if isinstance(value, Figure):
        yield path, value
    elif isinstance(value, tuple):
        for index, one in enumerate(value):
            yield from figures(one, (*path, index))
    elif isinstance(value, Frozen):
        for name in type(value).model_fields:
            yield from figures(getattr(value, name), (*path, name))


def _picture(folder: str, name: str, place: Place, entries: Entries, use: _Use) -> PictureRead:
    path = f"{folder}/{name}"
    if not _PLAIN.fullmatch(name):
        why = f'"{name}" is not the plain name of a file in this folder'
        return PictureRead(path, None, (use.outside(place, why),))
    data = entries.get(path)
    if isinstance(data, Link):
        return PictureRead(path, None, (use.outside(place, f'"{name}" is a link'),))
    if data is None:
        return PictureRead(path, None, (use.missing(place, f"there is no file {path}"),))
    if not isinstance(data, bytes | TooLarge):
        return PictureRead(path, None, (no_file(path, data),))
    fault = oversize(name, len(data) if isinstance(data, bytes) else data.size)
    if fault is not None:
        return PictureRead(path, None, (use.unusable(place, fault),))
    assert isinstance(data, bytes)
    return PictureRead(path, data)


def _drawn(figure: Figure, found: PictureRead, place: Place) -> tuple[Figure, PictureRead]:
    """A figure with its picture, where that can be used."""
    if found.data is None:
        return figure, found
    picture, faults = read_logo(figure.file.name, found.data)
    if picture is None:
        problems = tuple(figure_unusable(place, fault) for fault in faults)
        return figure, PictureRead(found.path, found.data, problems)
    drawn = figure.file.replaced(
        media_type=picture.media_type,
        data=b64encode(picture.data).decode(),
        width=picture.width,
        height=picture.height,
    )
    return figure.replaced(file=drawn), found


def figure_unusable(place: Place, fault: LogoFault) -> Problem:
    """The problem of a picture that cannot be the one of a figure."""
    return error("figure-unusable", place, fault.message, fault.why, fault.fix)


_LOGO = _Use(
    outside=lambda place, why: error(
        "logo-outside",
        place,
        why,
        "a school's files stay in its own folder, so that one can never show another's.",
        "put the picture beside school.yaml and write its name alone: logo.svg.",
    ),
    missing=lambda place, why: error(
        "logo-missing",
        place,
        why,
        "every copy of this school's policies carries its logo.",
        "put the picture there, or delete the line: a monogram is drawn instead.",
    ),
    unusable=lambda place, fault: error(fault.code, place, fault.message, fault.why, fault.fix),
)
_FIGURE = _Use(
    outside=lambda place, why: error(
        "figure-outside",
        place,
        why,
        "a picture stays beside the text that it is in, and goes where that goes.",
        "put the picture beside this file and write its name alone: route.svg.",
    ),
    missing=lambda place, why: error(
        "figure-missing",
        place,
        why,
        "every copy of this text has the picture in it.",
        "put the picture there, or write the name of one that is there.",
    ),
    unusable=figure_unusable,
)
