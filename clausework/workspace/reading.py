"""One file of a root as a value, with its problems."""

from __future__ import annotations

from functools import lru_cache
from typing import TypeVar

from pydantic import BaseModel

from clausework.model.unprintable import scalar_problems
from clausework.source.files import Entries
from clausework.source.folders import no_file
from clausework.source.problems import Problem, errors
from clausework.source.remarks import remark_problems
from clausework.source.yaml import NotLoadable, load
from clausework.workspace.schema import File, validate

M = TypeVar("M", bound=BaseModel)


def read_file(name: str, model: type[M], entries: Entries) -> tuple[File[M] | None, list[Problem]]:
    """The file of that name, None where it is missing or faulty, and every problem of it."""
    data = entries.get(name)
    if not isinstance(data, bytes):
        return None, [no_file(name, data)]
    # A command reads the master again as it would be after it, and a build has it for its workers.
    return _once(name, data, model) if name.startswith("policy/") else _read(name, data, model)


def _read(name: str, data: bytes, model: type[M]) -> tuple[File[M] | None, list[Problem]]:
    try:
        source, plain, problems = load(name, data)
    except NotLoadable as fault:
        return None, [fault.problem]
    found = [*problems, *scalar_problems(source), *remark_problems(source)]
    value, invalid = validate(source, plain, model)
    file = File(source, value) if value is not None and not errors(problems) else None
    return file, [*found, *invalid]


@lru_cache(512)
def _once(name: str, data: bytes, model: type[M]) -> tuple[File[M] | None, list[Problem]]:
    return _read(name, data, model)
