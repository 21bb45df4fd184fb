"""A version as the text of its file, as HR would write it."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterator, Mapping
from typing import Any

from clausework.intake.drafting import Drafted
from clausework.model.lineage import paragraphs

_WIDTH = 100
_LONGEST_PLAIN = 60
# What YAML reads as words and nothing else, without quotes.
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9 ,.;()'’“”/-]*[A-Za-z0-9.;)’”]|[A-Za-z]")
_NOT_WORDS = {"yes", "no", "on", "off", "true", "false", "null", "y", "n"}
# The keys of long texts, and those of lists whose entries are short.
_LONG = ("text", "closing", "description")
_FLOWING = ("columns", "choices")


def version_file(
    drafted: Drafted, version: str, source: str, own: Mapping[str, Any] | None = None
) -> str:
    """The file of a draft; `source` is the name of the file that it comes from.

    `own` are further keys of the version.
    """
    summary = drafted.summary or f"As received in {source}."
    lines = [
        f"# A draft, imported from {json.dumps(source, ensure_ascii=False)}. Read it against that.",
        f"version: {json.dumps(version)}",
        "status: draft",
        f"summary: {_scalar(summary)}",
        f'numbering: "{drafted.numbering}"',
        *_keys(own or {}, 0),
    ]
    for key in ("preamble", "sections", "appendices"):
        if found := getattr(drafted, key):
            lines += [f"{key}:", *_entries(found, 1)]
    return "\n".join(lines) + "\n"


def _entries(entries: list[Any], depth: int) -> Iterator[str]:
    pad = "  " * depth
    for entry in entries:
        first = True
        for line in _keys(entry, depth + 1):
            yield f"{pad}- {line[len(pad) + 2 :]}" if first else line
            first = False


def _keys(entry: Mapping[str, Any], depth: int) -> Iterator[str]:
    pad = "  " * depth
    # What is in a section or clause comes after all else of it, however it was met.
    within = [key for key in ("clauses", "sections") if key in entry]
    for key in (*(key for key in entry if key not in within), *within):
        value = entry[key]
        if isinstance(value, str) and (key in _LONG or _is_long(value)):
            yield from _text(key, value, pad)
        elif isinstance(value, list) and key in _FLOWING:
            yield f"{pad}{key}:"
            yield from (f"{pad}  - {_flow(one)}" for one in value)
        elif isinstance(value, list) and all(isinstance(one, str) for one in value):
            yield f"{pad}{key}: [{', '.join(_scalar(one, flow=True) for one in value)}]"
        elif isinstance(value, list):
            yield f"{pad}{key}:"
            yield from _entries(value, depth + 1)
        elif isinstance(value, dict) and key in _FLOWING:
            yield f"{pad}{key}: {_flow(value)}"
        elif isinstance(value, dict):
            yield f"{pad}{key}:"
            yield from _keys(value, depth + 1)
        else:
            yield f"{pad}{key}: {_scalar(value)}"


def _text(key: str, value: str, pad: str) -> Iterator[str]:
    if "\n" not in value and not _is_long(value):
        yield f"{pad}{key}: {_scalar(value)}"
        return
    yield f"{pad}{key}: >-"
    inner = f"{pad}  "
    for at, (_, paragraph) in enumerate(paragraphs(value)):
        if at:
            yield ""
        wrapped = textwrap.wrap(
            paragraph, _WIDTH - len(inner), break_long_words=False, break_on_hyphens=False
        )
        yield from (f"{inner}{one}" for one in wrapped)


def _is_long(value: str) -> bool:
    return len(value) > _LONGEST_PLAIN or "\n" in value


def _flow(values: Mapping[str, Any]) -> str:
    return "{" + ", ".join(f"{key}: {_scalar(one, flow=True)}" for key, one in values.items()) + "}"


def _scalar(value: Any, *, flow: bool = False) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    text = str(value)
    simple = _PLAIN.fullmatch(text) and text.lower() not in _NOT_WORDS
    if simple and ": " not in text and not (flow and re.search("[,()]", text)):
        return text
    return json.dumps(text, ensure_ascii=False)
