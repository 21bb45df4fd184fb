"""A returned copy of HR's own as the next draft: its edits, and all that no copy shows as it was.

What was sent is imported too, so an unedited text is known to be the master's own, with its fills;
into an edited one the fills are woven again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any

from clausework.intake.drafting import Data, Drafted, all_with_ids
from clausework.model.lineage import AnyElement, paragraphs, places
from clausework.model.policy import Version
from clausework.upgrade.merge import weave

_MARK = re.compile(r"\[\^([^\]\s]+)\]")
_TEXTS = ("title", "text", "closing")
# The keys that HR reads first.
_FIRST = ("id", "title", "term", "label", "text")
_LISTS = ("clauses", "sections", "items")
# What a copy shows of an element; all else is as it was.
_SHOWN = {*_TEXTS, *_LISTS, "id", "style", "numbered", "table", "definitions", "figure", "form"}
_SHOWN |= {"letter", "notes"}


def applied(came: Drafted, sent: Drafted, version: Version, names: Mapping[str, str]) -> Drafted:
    """The draft of what came back; `names` are the ids that elements had when they were sent."""
    old = {name: place.element for name, place in places(version.parts).items()}
    base = {one["id"]: one for one in all_with_ids(sent.parts)}
    merging = _Merging(base, old, names)
    return Drafted(
        title=came.title,
        summary=came.summary,
        numbering=version.numbering,
        preamble=[merging.merged(one) for one in came.preamble],
        sections=[merging.merged(one) for one in came.sections],
        appendices=[merging.merged(one) for one in came.appendices],
    )


def renamed(came: Drafted, names: Mapping[str, str]) -> Drafted:
    """A draft in which elements have the ids that they had when they were sent."""

    def change(value: Any) -> Any:
        if isinstance(value, dict):
            own = {"id": names.get(value["id"], value["id"])} if "id" in value else {}
            return {key: change(one) for key, one in value.items()} | own
        return [change(one) for one in value] if isinstance(value, list) else value

    preamble, sections, appendices = map(change, came.parts)
    numbers = {names.get(name, name): number for name, number in came.numbers.items()}
    return replace(
        came, preamble=preamble, sections=sections, appendices=appendices, numbers=numbers
    )


class _Merging:
    def __init__(
        self, base: Mapping[str, Data], old: Mapping[str, AnyElement], names: Mapping[str, str]
    ) -> None:
        self.base, self.old, self.names = base, old, names

    def merged(self, came: Data) -> Data:
        name = self.names.get(came["id"], came["id"])
        base, old = self.base.get(name), self.old.get(name)
        if base is None or old is None or _kind(came) != _kind(base):
            # An id has one meaning: a field that became a clause has another.
            name = name if base is None or old is None else f"{name}-text"
            within = {key: [self.merged(one) for one in came[key]] for key in _LISTS if key in came}
            return came | within | {"id": name}
        was = _dumped(old)
        if base == came:
            return was
        made: Data = {"id": name}
        made |= {key: value for key, value in was.items() if key not in _SHOWN}
        for key, value in came.items():
            if key == "id":
                continue
            if value == base.get(key):
                if key in was:
                    made[key] = was[key]
            elif key in _TEXTS:
                made[key] = woven(base.get(key, ""), was.get(key, ""), value)
            elif key in _LISTS:
                made[key] = [self.merged(one) for one in value]
            else:
                made[key] = value
        return made


def _kind(element: Data) -> tuple[bool, ...]:
    """What tells a field, a definition and a section from each other and from a clause."""
    return tuple(key in element for key in ("label", "term", "title"))


def woven(base: str, was: str, came: str) -> str:
    """A text with the edits of a reader and the fills of the master."""
    # Footnotes have ids of their own in what is imported.
    ids = dict(zip(_MARK.findall(base), _MARK.findall(was), strict=False))
    base, came = (
        _MARK.sub(lambda mark: f"[^{ids.get(mark[1], mark[1])}]", text) for text in (base, came)
    )
    old, own, new = (_paragraphs(text) for text in (base, was, came))
    if len(old) != len(own):
        return came
    found: list[str] = []
    for kind, start, end, first, last in SequenceMatcher(None, old, new, False).get_opcodes():
        if kind == "equal":
            found += own[start:end]
            continue
        pairs = zip_longest(range(start, end), new[first:last])
        found += [
            words if at is None else weave(old[at], own[at], words) or words
            for at, words in pairs
            if words is not None
        ]
    return "\n\n".join(found)


def _paragraphs(text: str) -> list[str]:
    return [" ".join(words.split()) for _, words in paragraphs(text)]


def _dumped(element: AnyElement) -> Data:
    """An element as its file has it."""
    data: Data = element.model_dump(mode="json", exclude_defaults=True, exclude_none=True)
    found: Data = _as_written(data)
    return found


def _as_written(value: Any) -> Any:
    if isinstance(value, dict):
        if "media_type" in value and "data" in value:
            return value["name"]
        if "cells" in value:
            cells = value.pop("cells")
            value = value | {key: _cell(one) for key, one in cells.items()}
        # The ids that an element continues are those of an earlier version.
        order = [*_FIRST, *(key for key in value if key not in (*_FIRST, "was"))]
        return {key: _as_written(value[key]) for key in order if key in value}
    return [_as_written(one) for one in value] if isinstance(value, list) else value


def _cell(value: Data) -> Data | str:
    """A cell as its text where it is nothing else, as an empty one is."""
    words: str = value.get("text", "")
    return value if value.keys() - {"text"} else words
