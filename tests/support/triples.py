"""An old master, a new one, and a school's local changes on the old: drawn at random, small."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from hypothesis import strategies as st

from clausework.model.policy import Variation, Version

CLAUSES = ("one", "two", "three", "four", "five")
LENGTH = 9


@dataclass
class _Clause:
    """A clause, written word by word."""

    name: str
    words: list[str]
    points: list[dict[str, Any]] = field(default_factory=list)
    closing: str | None = None
    was: list[str] = field(default_factory=list)

    def file(self) -> dict[str, Any]:
        one: dict[str, Any] = {"id": self.name, "text": " ".join(self.words), "was": self.was}
        return one | {"items": self.points, "closing": self.closing}

    def copy(self) -> _Clause:
        return replace(self, words=[*self.words], points=[dict(one) for one in self.points])


@dataclass(frozen=True)
class Triple:
    """`overlap` says that the school and the master changed the same, or may have."""

    old: Version
    new: Version
    variations: tuple[Variation, ...]
    overlap: bool


def _words(name: str) -> list[str]:
    words = [f"{name}{index}" for index in range(LENGTH)]
    words[2] = words[6] = "the"
    words[4] = "{{ setting }}"
    return words


def _version(number: str, sections: list[tuple[str, str, list[_Clause]]]) -> Version:
    return Version.model_validate(
        {
            "version": number,
            "status": "draft",
            "follows": None if number == "1.0" else "1.0",
            "summary": "S",
            "sections": [
                {
                    "id": name,
                    "title": title,
                    "was": ["s"] if name == "s-renamed" else [],
                    "clauses": [clause.file() for clause in clauses],
                }
                for name, title, clauses in sections
            ],
        }
    )


def _reworded(words: list[str], index: int, how: str, own: str) -> list[str]:
    put = {"change": [own], "insert": [words[index], own], "delete": []}[how]
    return [*words[:index], *put, *words[index + 1 :]]


HOW = st.sampled_from(["change", "insert", "delete"])
INDEX = st.integers(0, LENGTH - 1)
MASTER = st.sampled_from(
    ["keep"] * 3
    + ["reword"] * 4
    + ["points", "rename point", "closing", "remove", "rename", "move", "split", "merge"]
)
OWN = st.sampled_from(
    ["none"] * 4
    + ["reword"] * 4
    + ["rewrite", "points", "omit", "add", "add point", "point", "omit point", "refer"]
)


@st.composite
def triples(draw: st.DrawFn) -> Triple:
    """Two sections of two or three clauses each, in which either side may change anything."""
    olds = [_clause(draw, name) for name in CLAUSES[: draw(st.integers(4, 5))]]
    olds[1].words[8] = f"{{{{ ref {olds[0].name} }}}}"
    old = _version("1.0", [("s", "First title", olds[:2]), ("t", "Next title", olds[2:])])
    new, did = _next(draw, olds)
    variations, overlap = [], False
    for one in olds:
        kind, index = draw(OWN), draw(INDEX)
        # What another clause refers to stays.
        found = None if kind == "omit" and one is olds[0] else _local(draw, one, kind, index)
        if found is not None:
            variations.append(found)
            overlap |= _overlap(kind, index, *did[one.name])
            overlap |= kind == "refer" and did["four"][0] in ("remove", "split", "merge")
        if draw(st.integers(0, 4)) == 0 and kind not in ("add", "omit"):
            too = {"add": f"local-{one.name}-too", "after": one.name, "text": f"own{one.name}too"}
            variations.append(_variation(too))
    if draw(st.integers(0, 3)) == 0:
        variations.append(_variation({"replace": "s", "text": "First owntitle"}))
        variations.append(_variation({"add": "local-s", "after": "s", "text": "owns"}))
        overlap |= did["s"][0] == "reword"
    # Nobody may leave out what the school's own words refer to.
    omitted = {one.omit for one in variations}
    if "four" in omitted:
        variations = [one for one in variations if "ref four" not in (one.text or "")]
    return Triple(old, new, tuple(variations), overlap)


def _clause(draw: st.DrawFn, name: str) -> _Clause:
    if not draw(st.booleans()):
        return _Clause(name, _words(name))
    points = [{"id": f"{name}-{x}", "text": f"{name}{x}1 the {name}{x}3"} for x in "ab"]
    return _Clause(name, _words(name), points, f"{name}end.")


Did = dict[str, tuple[str, int]]


def _next(draw: st.DrawFn, olds: list[_Clause]) -> tuple[Version, Did]:
    """The next master, and what was done to each clause and to the first section."""
    kept: list[list[_Clause]] = [[], []]
    did: Did = {}
    for at, one in enumerate(olds):
        side, kind, index = int(at >= 2), draw(MASTER), draw(INDEX)
        if at == 0 and kind in ("remove", "merge", "split"):
            kind = "keep"
        did[one.name] = (kind, index)
        if kind == "merge" and kept[side]:
            into = kept[side][-1]
            into.words = [*into.words, *one.words]
            into.was = [*(into.was or [into.name]), one.name]
            did |= {name: ("merge", 0) for name in did if name == into.name or name in into.was}
        elif kind != "remove":
            kept[1 - side if kind == "move" else side] += _changed(draw, one, kind, index)
    for clauses, name in zip(kept, ("sixth", "seventh"), strict=True):
        if not clauses or draw(st.booleans()):
            clauses.append(_Clause(name, _words(f"new{name}")))
    all_kept = [clause for clauses in kept for clause in clauses]
    gone, found = f"ref {olds[0].name} ", f"ref {all_kept[0].name} "
    if olds[0].name not in {clause.name for clause in all_kept}:
        for clause in all_kept:
            clause.words = [word.replace(gone, found) for word in clause.words]
    did["s"] = (draw(st.sampled_from(["keep", "keep", "reword", "rename"])), 0)
    name = "s-renamed" if did["s"][0] == "rename" else "s"
    title = "First newtitle" if did["s"][0] == "reword" else "First title"
    return _version("2.0", [(name, title, kept[0]), ("t", "Next title", kept[1])]), did


def _changed(draw: st.DrawFn, one: _Clause, kind: str, index: int) -> list[_Clause]:
    clause = one.copy()
    if kind == "reword":
        clause.words = _reworded(one.words, index, draw(HOW), f"new{one.name}")
    elif kind == "points" and one.points:
        clause.points = draw(st.permutations(clause.points))
        clause.points[0] |= {"text": f"new{one.name} point"}
        clause.points.insert(1, {"id": f"{one.name}-n", "text": f"newer{one.name}"})
        if draw(st.booleans()):
            clause.points.pop()
    elif kind == "rename point" and one.points:
        name = clause.points[0]["id"]
        clause.points[0] |= {"id": f"{name}-renamed", "was": [name]}
    elif kind == "closing":
        clause.closing = f"new{one.name} closing."
    elif kind == "rename":
        clause.name, clause.was = f"{one.name}-renamed", [one.name]
    elif kind == "split":
        clause.words = one.words[:5]
        return [clause, _Clause(f"{one.name}-half", one.words[5:], was=[one.name])]
    return [clause]


def _local(draw: st.DrawFn, one: _Clause, kind: str, index: int) -> Variation | None:
    """A local change of a clause, or none where the clause has no points to change."""
    own, keys = f"own{one.name}", {"replace": one.name}
    if kind == "reword":
        keys["text"] = " ".join(_reworded(one.words, index, draw(HOW), own))
    elif kind == "rewrite":
        keys["text"] = f"{own} ownall {{{{ setting }}}}"
    elif kind == "omit":
        keys = {"omit": one.name}
    elif kind in ("add", "refer"):
        text = f"{own} {{{{ ref four }}}}" if kind == "refer" else own
        keys = {"add": f"local-{one.name}", "after": one.name, "text": text}
    elif kind == "none" or not one.points:
        return None
    elif kind == "points":
        points = draw(st.permutations(one.points))[: draw(st.integers(0, 2))]
        points.insert(draw(st.integers(0, len(points))), {"id": f"own-{one.name}", "text": own})
        return _variation(keys | {"text": " ".join(one.words), "items": points})
    else:
        name = draw(st.sampled_from(one.points))["id"]
        keys = {
            "add point": {"add": f"local-{one.name}", "after": name, "text": own},
            "point": {"replace": name, "text": own},
            "omit point": {"omit": name},
        }[kind]
    return _variation(keys)


def _variation(keys: dict[str, Any]) -> Variation:
    return Variation.model_validate({"reason": "R"} | keys)


def _overlap(own: str, index: int, master: str, changed: int) -> bool:
    """Whether a local change of a clause may concern what the master changed in it."""
    if master in ("keep", "rename", "move", "rename point"):
        return False
    if own == "reword":
        near = master == "reword" and abs(index - changed) < 2
        return near or master in ("remove", "split", "merge")
    free = {
        "add": (master,),
        "refer": (master,),
        "omit": ("remove",),
        "rewrite": ("points", "closing"),
        "points": ("reword", "closing"),
        "point": ("reword", "closing"),
        "omit point": ("reword", "closing", "remove"),
        "add point": ("reword", "closing", "points"),
    }
    return master not in free[own]
