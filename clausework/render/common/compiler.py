"""The one caller of typst. A warning is an error, because words may be missing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import typst


def compiled(source: bytes | Path, **options: Any) -> bytes:
    """The result of typst for a text or a file. Raises `typst.TypstError`, also for a warning."""
    made: bytes
    try:
        made, warnings = typst.compile_with_warnings(source, **options)
    except BaseException as error:
        # A panic inside typst is not an Exception, and would end the calling process.
        if type(error).__name__ == "PanicException":
            words = f"typst stopped: {error}"
            raise typst.TypstError(words) from error  # type: ignore[call-arg]
        raise
    if warnings:
        words = "; ".join(dict.fromkeys(one.message for one in warnings))
        # In the form that typst makes itself: given two texts, it would print them as a tuple.
        failure = typst.TypstError(f"typst warned: {words}")  # type: ignore[call-arg]
        for one in warnings:
            failure.add_note(one.diagnostic)
        raise failure
    return made
