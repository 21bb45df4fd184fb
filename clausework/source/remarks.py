"""Remarks (`# …`) that cut a text short: what YAML drops of a line that was typed as words."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from clausework.source.locations import KeyPath, Source, Span
from clausework.source.problems import Problem, error

_REMARK = re.compile(r"(?P<gap>[ \t]+)(?P<remark>#[^\n]*)")
# Two spaces set a remark apart, as a line of its own does.
_APART = 2
# Several words in them are no text: a condition, or places in a source.
_NO_WORDS = frozenset({"when", "part", "section", "paragraph"})
# One word, or none, can be the beginning of a text in them: `motto: #BeKind`.
_WORDS = frozenset(
    {"alt", "caption", "closing", "default", "description", "headline", "label", "many", "motto"}
    | {"name", "one", "question", "reason", "summary", "term", "text", "title"}
)
# Below these, whatever the key.
_WORDS_BELOW = frozenset({"cells", "choices", "rows", "terms"})


def remark_problems(source: Source) -> Iterator[Problem]:
    """Every text without quotes that a `#` cuts short, unless it is plainly meant as a remark."""
    for path, span, found in _cut_short(source):
        yield _problem(source, path, span, found)


def with_remarks_apart(source: Source) -> str:
    """The text of a file of which every remark is one, as a remark after two spaces."""
    text = source.text
    starts = [found.start("remark") for _, span, found in _cut_short(source) if span.value]
    for start in sorted(starts, reverse=True):
        text = f"{text[:start]} {text[start:]}"
    return text


def _cut_short(source: Source) -> Iterator[tuple[KeyPath, Span, re.Match[str]]]:
    for path, span in source.values.items():
        found = _REMARK.match(source.text, span.end) if span.style == "plain" else None
        if found is not None and _cuts_short(path, span, found):
            yield path, span, found


def _cuts_short(path: KeyPath, span: Span, found: re.Match[str]) -> bool:
    key = next((str(part) for part in reversed(path) if isinstance(part, str)), "")
    typed_on = not found["remark"][1:2].isspace() and len(found["remark"]) > 1
    in_words = key in _WORDS or (key != "id" and bool(_WORDS_BELOW.intersection(path)))
    words = span.value.split()
    if not words:
        return in_words and typed_on
    if len(found["gap"]) >= _APART or key in _NO_WORDS:
        return False
    return len(words) > 1 or (in_words and typed_on)


def _problem(source: Source, path: KeyPath, span: Span, found: re.Match[str]) -> Problem:
    start, remark = found.start("remark"), found["remark"].rstrip()
    fix = 'put the whole text in "quotes", the # and what follows it included'
    holder = source.values[path[:-1]]
    if path and source.text[holder.start] not in "{[":
        key = f"{path[-1]}: " if isinstance(path[-1], str) else "- "
        fix = f"write {key}{quoted(f'{span.value} {remark}'.strip())}"
    return error(
        "remark-in-text",
        source.place_span(start, start, len(remark)),
        f'"{remark}" is taken for a remark and is not part of the text',
        "outside quotes, a # after a space begins a remark for whoever edits the file: the rest of "
        "the line is printed nowhere.",
        f"{fix}; where it is a remark, put two spaces before the #, or write it on a line of its "
        "own.",
    )


def quoted(text: str) -> str:
    """A text in quotes, as a YAML file takes it on one line."""
    return json.dumps(text, ensure_ascii=False)
