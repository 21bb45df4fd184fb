"""The one caller of typst. What it warns of is an error here: it may have left words out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import typst


def compiled(source: bytes | Path, **options: Any) -> bytes:
    """What typst makes of a text or a file. Raises `typst.TypstError`, also for a warning."""
    made: bytes
    try:
        made, warnings = typst.compile_with_warnings(source, **options)
    except BaseException as error:
        # A panic inside of it is no Exception, and would end whatever asked.
        if type(error).__name__ == "PanicException":
            words = f"typst stopped: {error}"
            raise typst.TypstError(words) from error  # type: ignore[call-arg]
        raise
    if warnings:
        words = "; ".join(dict.fromkeys(one.message for one in warnings))
        # As typst makes its own: given two texts, it would print them as a tuple.
        failure = typst.TypstError(f"typst warned: {words}")  # type: ignore[call-arg]
        for one in warnings:
            failure.add_note(one.diagnostic)
        raise failure
    return made
