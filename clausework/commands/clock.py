"""Today's day, which only commands know."""

from __future__ import annotations

from datetime import date


def today() -> date:
    """The day on this machine's clock."""
    return date.today()
