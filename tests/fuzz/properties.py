"""What a property is, and how it is tried: `turn` tries one with so many examples of a seed."""

from __future__ import annotations

import base64
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, Literal, Protocol, runtime_checkable

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.errors import UnsatisfiedAssumption

Kind = Literal[
    "words",
    "pairs-pandoc",
    "pairs-libreoffice",
    "upgrades",
    "hostile",
    "stops",
    "two-at-a-time",
    "flips",
]


@dataclass(frozen=True)
class Property:
    """Something that always holds. `test` is a function under `@given`, without settings of its
    own, which raises where it does not hold. `batch` is how many examples a turn of the long run
    has, `short` how many the tests have; one example tries `count` cases.
    """

    name: str
    kind: Kind
    test: Callable[[], None]
    batch: int
    short: int
    count: int = 1

    def __post_init__(self) -> None:
        # Hypothesis leaves a name of its own there, under which no other process finds it.
        self.test.__qualname__ = self.test.__name__


@runtime_checkable
class Files(Protocol):
    """An example that can be printed as files: contents by path."""

    def files(self) -> Mapping[str, str | bytes]: ...


@dataclass(frozen=True)
class Failure:
    """The smallest example that was found to fail: its files, ready to be pasted into a shell, and
    how it failed.
    """

    files: str
    error: str


@dataclass(frozen=True)
class Turn:
    """How many cases a turn tried, how many of them were right, and how another failed."""

    tried: int
    right: int
    failure: Failure | None = None


@dataclass
class _Count:
    """Cases until one fails: what comes then only makes that one smaller. `last` is the example
    that failed last.
    """

    tried: int = 0
    right: int = 0
    last: Mapping[str, Any] = field(default_factory=dict)


def _counted(test: Callable[..., None], cases: int) -> tuple[Callable[..., None], _Count]:
    found = _Count()

    @wraps(test)
    def counted(**example: Any) -> None:
        counting = found.tried == found.right
        try:
            test(**example)
        except UnsatisfiedAssumption:
            raise
        except Exception:
            found.tried += cases if counting else 0
            found.last = example
            raise
        if counting:
            found.tried += cases
            found.right += cases

    return counted, found


def turn(one: Property, number: int, examples: int) -> Turn:
    """Try a property with so many examples; the same number tries the same ones."""
    test: Any = one.test
    # Hypothesis sets this once for a function, which is tried with many numbers of examples here.
    test._hypothesis_internal_use_settings = settings(
        max_examples=examples,
        database=None,
        deadline=None,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
        report_multiple_bugs=False,
        print_blob=False,
    )
    inner = test.hypothesis.inner_test
    test.hypothesis.inner_test, found = _counted(inner, one.count)
    try:
        seed(number)(test)()
    except Exception as error:  # noqa: BLE001 whatever fails is a failure
        files = _pasted(found.last)
        if files:
            error.__notes__ = []  # Hypothesis tells the example, which the files tell better.
        told = "".join(traceback.format_exception(error)).rstrip()
        return Turn(found.tried, found.right, Failure(files, told))
    finally:
        test.hypothesis.inner_test = inner
    return Turn(found.tried, found.right)


def _pasted(example: Mapping[str, Any]) -> str:
    """The files of an example as commands of a shell that write them."""
    found = [one.files() for one in example.values() if isinstance(one, Files)]
    return "\n".join(_written(path, data) for files in found for path, data in files.items())


def _written(path: str, data: str | bytes) -> str:
    made = f"mkdir -p '{path.rpartition('/')[0] or '.'}'"
    if isinstance(data, bytes):
        text = base64.encodebytes(data).decode()
        return f"{made}; base64 -d > '{path}' <<'END'\n{text}END"
    return f"{made}; cat > '{path}' <<'END'\n{data.removesuffix(chr(10))}\nEND"
