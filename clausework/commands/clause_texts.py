"""Clauses whose words are given in files: CLAUSE=FILE."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

from clausework.commands import UsageError


def clause_and_file(text: str) -> tuple[str, Path]:
    """An argument that names a clause and an existing file."""
    clause, equals, name = text.partition("=")
    path = Path(name)
    if not (clause and equals and path.is_file()):
        raise argparse.ArgumentTypeError(
            "write the id of the clause, =, and a file with its words: keep-private=words.txt"
        )
    return clause, path


def words_in(path: Path) -> str:
    """The words of a file, with single spaces. Raises UsageError where there are none."""
    return " ".join(paragraphs_in(path))


def paragraphs_in(path: Path) -> list[str]:
    """The paragraphs of a file, separated by blank lines, with single spaces.

    Raises UsageError where there are none.
    """
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise UsageError(f"{path} is not a text file in UTF-8. Save it as one.") from fault
    found = [" ".join(one.split()) for one in re.split(r"\n\s*\n", text) if one.strip()]
    if not found:
        raise UsageError(f"{path} is empty. Write the words of the clause into it.")
    return found
