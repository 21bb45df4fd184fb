"""Files that a command writes for people, listed where they are among the outputs."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from clausework.publish import inventory
from clausework.publish.manifest import sha256
from clausework.publish.swap import alone
from clausework.source import durable


def write(outputs: Path, out: Path, data: bytes, sources: Mapping[str, bytes]) -> None:
    """Write a file made of some sources. Raises OSError.

    Among the outputs it is listed with them, so that `verify` knows it.
    """
    if not out.is_relative_to(outputs):
        durable.write_whole(out, data)
        return
    with alone(outputs):
        durable.write_whole(out, data)
        place = out.relative_to(outputs).as_posix()
        digests = {name: sha256(source) for name, source in sources.items()}
        inventory.enter(outputs, {place: [*sources]}, digests)
