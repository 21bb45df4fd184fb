"""The numbers that a file names its own places by, as references that stay right."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from clausework.checks.findings import Written, version_texts
from clausework.checks.typed.numbers import Mention, mentions
from clausework.intake.drafting import Drafted
from clausework.model.elements import BULLET
from clausework.model.numbering import numbered
from clausework.model.policy import Version
from clausework.source.locations import KeyPath


def refer(found: Drafted, version: Version) -> None:
    """Put references for numbers into the texts of a draft; `version` is the same draft.

    A number stays as it is typed where the draft prints another one than the file did. Every
    reference is a choice to look at, because words do not say for certain what they mean.
    """
    known = _as_in_file(found, version)
    put: defaultdict[KeyPath, list[tuple[int, Mention]]] = defaultdict(list)
    for written in version_texts(version):
        if written.path[-1] not in ("title", "term"):
            put[written.path] += _in(written, known)
    whole = {key: getattr(found, key) for key in ("preamble", "sections", "appendices")}
    for path, ones in put.items():
        holder, key = _holder(whole, path)
        for start, mention in sorted(ones, key=lambda pair: -pair[0]):
            text: str = holder[key]
            fill = f"{{{{ ref {mention.target} }}}}"
            holder[key] = text[:start] + fill + text[start + len(mention.number) :]
    for one in dict.fromkeys(mention.words for ones in put.values() for _, mention in ones):
        found.choices.append((one, "it is a reference now, which follows when numbers move"))


def _as_in_file(found: Drafted, version: Version) -> dict[str, str]:
    """The id of each place that has the number which it had in the file, by that number."""
    there = numbered(version.parts, version.numbering)
    names = {number.whole: name for name, number in there.items()}
    return {
        number.whole: name
        for name, number in there.items()
        if number.label != BULLET and "--" not in name and _is_kept(found, number.whole, names)
    }


def _is_kept(found: Drafted, number: str, names: Mapping[str, str]) -> bool:
    """Whether a place has the number of the file; a point has it if its clause does."""
    clause = number.partition("(")[0]
    return clause in names and found.has_number(names[clause], clause)


def _in(written: Written, known: dict[str, str]) -> Iterator[tuple[int, Mention]]:
    """The numbers in a text that a reference would print, each with its place in the value."""
    for mention in mentions(written, known):
        printed = mention.target is not None and known.get(mention.number) == mention.target
        end = written.start + mention.end
        if printed and "{{" not in mention.words:
            yield end - len(mention.number), mention


def _holder(whole: dict[str, Any], path: KeyPath) -> tuple[Any, Any]:
    """What has the text at a path, and under which key; a cell can be its text."""
    holder: Any = whole
    for at, step in enumerate(path[:-1]):
        if isinstance(holder[step], str):
            return holder, path[at]
        holder = holder[step]
    return holder, path[-1]
