"""The edits of a school's returned copy as local changes, which its governors decide on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from pydantic import ValidationError

from clausework.diff.changes import Added, Change, Moved, Removed, Renumbered, Reworded
from clausework.intake.copies.applied import woven
from clausework.intake.drafting import Data, Drafted, all_with_ids
from clausework.model.elements import Clause, FormField, Item, Row, Section
from clausework.model.lineage import AnyElement, places
from clausework.model.numbering import has_paragraph
from clausework.model.policy import Variation

REASON = "Asked for in a returned copy{by}."


@dataclass
class LocalEdits:
    """Local changes with those of a copy, and the ids of the changes that are none of them."""

    variations: tuple[Variation, ...]
    left: list[str] = field(default_factory=list)


def local_edits(
    changes: Iterable[Change],
    came: Drafted,
    sent: Drafted,
    parts: Sequence[AnyElement],
    variations: tuple[Variation, ...],
    authors: Mapping[str, str],
) -> LocalEdits:
    """The local changes of a school after the changes of a copy.

    `parts` are the sections as the school has them, `variations` its local changes to them, and
    `authors` who made each change, by its id, as far as that is known.
    """
    now, before = ({one["id"]: one for one in all_with_ids(d.parts)} for d in (came, sent))
    old = {name: place.element for name, place in places(parts).items()}
    found = LocalEdits(variations)
    done: set[str] = set()
    # Elements that others can be added after, and the ids of those that are added themselves.
    beside = dict(old)
    added: dict[str, str] = {}
    for change in changes:
        name, _, part = change.id.partition("--")
        reason = REASON.format(by=f" by {authors[change.id]}" if change.id in authors else "")
        made: Variation | None = None
        if isinstance(change, Renumbered) or (name in done and not isinstance(change, Moved)):
            continue
        reworded = isinstance(change, Reworded) or has_paragraph(change.id)
        if reworded and name in now and name in before and name in old:
            made = _reworded(name, now[name], before[name], old[name], reason)
        elif isinstance(change, Removed) and name in old and not part:
            made = Variation(omit=name, reason=reason)
        elif isinstance(change, Added) and name in now and not part:
            after = _before(name, came.parts)
            if after in beside:
                made = _added(now[name], added.get(after, after), beside[after], reason)
                beside |= {name: beside[after]} if made else {}
        if made is None:
            found.left.append(change.id)
            continue
        done.add(name)
        if made.add is not None:
            added[name] = made.add
            done |= {one["id"] for one in all_with_ids(now[name])}
        found.variations = _with(found.variations, made)
    return found


def _reworded(name: str, now: Data, before: Data, old: AnyElement, reason: str) -> Variation | None:
    if isinstance(old, Row):
        cells = {
            column: woven(str(before.get(column, "")), cell.text, now[column])
            for column, cell in old.cells.items()
            if isinstance(now.get(column), str) and now[column] != before.get(column)
        }
        made = {"replace": name, "cells": cells, "reason": reason}
        return Variation.model_validate(made) if cells else None
    key = "title" if isinstance(old, Section) else "label" if isinstance(old, FormField) else "text"
    was = getattr(old, key)
    if key not in now or was is None:
        return None
    text = was if now[key] == before.get(key) else woven(before.get(key, ""), was, now[key])
    made = {"replace": name, "text": text, "reason": reason}
    if isinstance(old, Clause | Item) and now.get("closing") != before.get("closing"):
        if "closing" not in now:
            return None
        made["closing"] = woven(before.get("closing", ""), old.closing or "", now["closing"])
    elif text == was:
        return None
    return Variation.model_validate(made)


def _added(now: Data, after: str, beside: AnyElement, reason: str) -> Variation | None:
    """An addition after what is before it; what a local change cannot be is left to people.

    `beside` is the nearest element of the same list that the school has.
    """
    if isinstance(beside, Row):
        own: Data | None = {"cells": {key: now[key] for key in now if key != "id"}}
    elif isinstance(beside, FormField) and "label" in now:
        own = {"text" if key == "label" else key: now[key] for key in now if key != "id"}
    else:
        own = _as_own(now)
    if own is None:
        return None
    if "title" not in own:
        # It has a number, or none, as what is before it.
        own.pop("numbered", None)
    own.pop("id", None)
    try:
        return Variation.model_validate(
            {"add": _own_id(now), "after": after, **own, "reason": reason}
        )
    except ValidationError:
        return None


# What is in a section, a clause, a point or a definition that a school adds.
_PARTS = ("clauses", "items")
_KEYS = {"id", "title", "term", "text", "numbered", "style", "closing", *_PARTS}


def _as_own(element: Data) -> Data | None:
    """An element as a school's own, with all that is in it; None where it cannot be one."""
    if set(element) - _KEYS or not {"title", "text"} & set(element):
        return None
    parts = {key: [_as_own(one) for one in element[key]] for key in _PARTS if key in element}
    if any(one is None for inside in parts.values() for one in inside):
        return None
    return element | {"id": _own_id(element)} | parts


def _own_id(element: Data) -> str:
    return f"local-{element['id']}"[:40].rstrip("-")


def _before(name: str, lists: Iterable[object], above: str | None = None) -> str | None:
    """The element before one in its list, else the section that it is the first in."""
    for value in lists:
        if isinstance(value, dict):
            # A table or form, whose rows or fields are a list in it.
            found = _before(name, value.values())
            if found is not None:
                return found
        if not isinstance(value, list):
            continue
        last = above
        for one in value:
            if not isinstance(one, dict) or "id" not in one:
                continue
            if one["id"] == name:
                return last
            section = str(one["id"]) if "title" in one else None
            found = _before(name, one.values(), section)
            if found is not None:
                return found
            last = str(one["id"])
    return None


def _with(variations: tuple[Variation, ...], made: Variation) -> tuple[Variation, ...]:
    """Local changes with another one, in the place of the one to the same element."""
    old = next((one for one in variations if one.target == made.target), None)
    if old is None:
        return (*variations, made)
    others = tuple(one for one in variations if one is not old)
    if made.omit is not None:
        # What the school added is gone with the addition itself.
        return others if old.add is not None else (*others, made)
    merged = old.replaced(
        text=made.text,
        closing=made.closing or old.closing,
        cells={**(old.cells or {}), **made.cells} if made.cells else old.cells,
        reason=made.reason,
    )
    return tuple(merged if one is old else one for one in variations)
