"""Values as they are typed on the command line."""

from __future__ import annotations

import argparse
from datetime import date


def words(text: str) -> str:
    """An argument that consists of words, on one line."""
    found = " ".join(text.split())
    if not found:
        raise argparse.ArgumentTypeError("write some words")
    return found


def day(text: str) -> date:
    """An argument that is a date."""
    try:
        return date.fromisoformat(text)
    except ValueError as fault:
        raise argparse.ArgumentTypeError("write a date as 2026-09-01") from fault
