"""Write what a school's meetings decided into its file.

This is either an approval, or a decision that leaves the version in use unchanged.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from ruamel.yaml.comments import CommentedMap

from clausework.authoring import remarks
from clausework.authoring.edit import as_typed, change, entry, written
from clausework.model.decisions import Decision
from clausework.model.policy import Adopted, Variation
from clausework.source.locations import KeyPath
from clausework.source.yaml import load
from clausework.workspace.root import Workspace

# The keys of a version that hold a school's choices, in file order.
_OWN = ("version", "approved", "next_review", "options", "variations")


def file_of(school: str) -> str:
    """The path of a school's file."""
    return f"schools/{school}/school.yaml"


def amended(
    variations: Sequence[Variation], texts: dict[str, str], reason: str
) -> tuple[Variation, ...]:
    """Return local changes including the clauses that a meeting amended.

    `texts` maps clause ids to their new words. Where the school already changed or added a clause,
    that local change gets these words.
    """
    given = {one.target for one in variations if one.omit is None}
    kept = (
        one.replaced(text=texts[one.target], reason=reason)
        if one.target in texts and one.omit is None
        else one
        for one in variations
    )
    fresh = (
        Variation(replace=name, text=text, reason=reason)
        for name, text in texts.items()
        if name not in given
    )
    return (*kept, *fresh)


def approved(workspace: Workspace, school: str, policy: str, adopted: Adopted) -> bytes:
    """Return the file of a school after it approves `adopted`, which awaited decision or is in use.

    The version in use moves to the history, unless it was never approved. Raises NotEditable.
    """

    name, here = file_of(school), ("adopts", policy)
    use = load(name, workspace.files[name])[1]["adopts"][policy]
    # Where each remark goes: with what was in use into the history, with what awaited decision out.
    goes: dict[KeyPath, KeyPath] = {}
    if use.get("approved") is not None:
        entry_of_history = (*here, "history", len(use.get("history") or []))
        goes |= {(*here, key): (*entry_of_history, key) for key in _OWN}
    if use.get("pending"):
        goes[*here, "pending"] = (*here, "version")
        goes |= {(*here, "pending", key): (*here, key) for key in _OWN}
    bare, above = remarks.taken(name, workspace.files[name], goes)

    def make(adopts: Any) -> None:
        use = adopts[policy]
        known = use.get("approved") is not None
        own = copy.deepcopy(use) if known else use
        taken = _pending(use) if use.get("pending") else own
        if known:
            before = type(use)()
            move_own(use, before)
            append(use, "history", before)
        _take(use, taken, adopted)

    changed = in_school(workspace, school, policy, make, bare)
    back: dict[KeyPath, list[str]] = {}
    for path, lines in above.items():
        back.setdefault(goes[path], []).extend(lines)
    return remarks.put_back(name, changed, back)


def offered(adopted: Adopted) -> dict[str, Any]:
    """A version with a school's choices, as an entry of a file."""
    data = dict(entry(adopted))
    if adopted.options:
        data["options"] = {name: as_typed(text) for name, text in adopted.options.items()}
    return data


def decided(
    workspace: Workspace, school: str, policy: str, decision: Decision, next_review: date | None
) -> bytes:
    """Return the file of a school with a decision, and a new day of review if there is one.

    Raises NotEditable.
    """

    def make(adopts: Any) -> None:
        use = adopts[policy]
        if next_review is not None:
            use["next_review"] = written(next_review)
        append(use, "decisions", written(entry(decision)))

    return in_school(workspace, school, policy, make)


def in_school(
    workspace: Workspace,
    school: str,
    policy: str,
    make: Callable[[Any], None],
    data: bytes | None = None,
) -> bytes:
    """The file of a school in which a function changes what it `adopts`. Raises NotEditable.

    `data` is another text of the file.
    """
    name = file_of(school)

    def ordered(adopts: Any) -> None:
        make(adopts)
        use = adopts[policy]
        own = [key for key in _OWN if key in use]
        for key in [*own, *(key for key in list(use) if key not in own)]:
            _move(use, key, use)

    text = workspace.files[name] if data is None else data
    return change(name, text, ("adopts", policy), ordered)


def _pending(use: Any) -> Any:
    """Remove and return what awaits decision; a remark on its line stays with its version."""
    remark = _remark_of(use, "pending")
    pending = use.pop("pending")
    _put_remark(pending, "version", remark)
    return pending


def _take(use: Any, taken: Any, adopted: Adopted) -> None:
    if taken is not use:
        for key in ("version", "options", "variations"):
            use.pop(key, None)
            _move(taken, key, use)
    use["approved"] = written(entry(adopted)["approved"])
    use["next_review"] = adopted.next_review
    for index, variation in enumerate(adopted.variations):
        if index == len(use.get("variations") or []):
            append(use, "variations", written(entry(variation)))
        elif variation.text and use["variations"][index]["text"] != variation.text:
            use["variations"][index]["text"] = written(variation.text)
            use["variations"][index]["reason"] = written(variation.reason)


def move_own(source: Any, target: Any) -> None:
    """Move a version with a school's choices, and their remarks."""
    for key in _OWN:
        _move(source, key, target)


def append(use: Any, key: str, value: Any) -> None:
    """Add a value to the list of a key."""
    if not use.get(key):
        # An empty list is written in brackets, and so would be anything added to it.
        use[key] = []
    use[key].append(value)


def _move(source: Any, key: str, target: Any) -> None:
    """Move a key with its value and its remark, if it has one."""
    if key in source:
        remark = _remark_of(source, key)
        target[key] = source.pop(key)
        _put_remark(target, key, remark)


def _remark_of(source: Any, key: str) -> Any:
    """Remove and return the remark after a key; None where there is none."""
    return source.ca.items.pop(key, None) if isinstance(source, CommentedMap) else None


def _put_remark(target: Any, key: str, remark: Any) -> None:
    if remark is None:
        return
    own = target.ca.items.setdefault(key, remark)
    # What cannot be moved is detected when the file is compared with its previous contents.
    if own is not remark and own[2] and remark[2]:
        own[2].value += remark[2].value
