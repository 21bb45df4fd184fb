"""Local changes at random that fit a version."""

from __future__ import annotations

from tests.fuzz.writer import CITES, Data, Writer, known
from tests.support.chance import STYLES
from tests.support.parts import DEEPEST


def variations(writer: Writer, version: Data) -> list[Data]:
    """Up to five local changes of a version that fit it."""
    shape = _Shape(version)
    found: list[Data] = []
    for _ in range(writer.random.randint(0, 5)):
        made = writer.random.choice([_replaced, _replaced, _added, _omitted])(writer, shape)
        if made is not None:
            found.append(made | {"reason": writer.plain()})
    return found


class _Shape:
    """What a version has, and what a school may do to it."""

    def __init__(self, version: Data) -> None:
        self.depth: dict[str, int] = {}
        self.element: dict[str, Data] = {}
        self.within: dict[str, tuple[str, ...]] = {}
        self.bullets: set[str] = set()
        for clause in version["preamble"]:
            self._walk(clause, 1, ())
        for section in (*version["sections"], *version.get("appendices", ())):
            self._walk(section, 0, ())
        text = str(version)
        self.named = {name for name in self.depth if f"ref {name} " in text}
        locked = [name for name, one in self.element.items() if one.get("locked")]
        self.locked = {*locked, *(above for name in locked for above in self.within[name])}
        inside = {name for name in self.depth if {*locked} & {*self.within[name]}}
        self.closed = inside | {name for name in locked if self.depth[name] == 0}
        self.locked |= inside
        self.sure = {
            name
            for name in self.depth
            if not any("when" in self.element[one] for one in (name, *self.within[name]))
        } - self.bullets
        self.taken: set[str] = set()

    def _walk(self, one: Data, depth: int, within: tuple[str, ...], style: str = "") -> None:
        if style == "bullet":
            self.bullets.add(one["id"])
        default = "roman" if style == "letter" else "bullet"
        inside = one.get("style", default) if depth else ""
        self.depth[one["id"]], self.element[one["id"]] = depth, one
        self.within[one["id"]] = within
        around = (*within, one["id"])
        parts = one.get("items", ()) if depth else one.get("clauses", ())
        for below in parts:
            self._walk(below, depth + 1, around, inside)
        for unit in one.get("clauses" if depth else "sections", ()):
            self._walk(unit, depth, around)

    def take(self, name: str) -> None:
        """What is changed is not changed again, nor left out with what is around it."""
        self.taken |= {name, *self.within.get(name, ())}


def _replaced(writer: Writer, shape: _Shape) -> Data | None:
    free = [name for name in shape.depth if name not in shape.locked | shape.taken]
    if not free:
        return None
    name = writer.random.choice(free)
    shape.take(name)
    text = known(writer.a_text(), shape.sure)
    if shape.depth[name] == 0:
        return {"replace": name, "text": writer.a_title()}
    found: Data = {"replace": name, "text": text}
    if shape.depth[name] == 1:
        inside = {one for one in shape.depth if name in shape.within[one] and shape.depth[one] > 1}
        whole = writer.random.choice([False, True]) and not inside & (shape.named | shape.taken)
        found |= _with_points(writer, shape, name, whole=whole)
        if whole:
            shape.taken |= inside
            shape.sure -= inside
    return found


def _with_points(writer: Writer, shape: _Shape, name: str, *, whole: bool) -> Data:
    random = writer.random
    found: Data = {}
    if whole:
        found["items"] = [_item(writer, shape, 2) for _ in range(random.randint(1, 3))]
        found["style"] = random.choice(STYLES[1:])
    if random.choice([False, True]):
        found["closing"] = known(writer.a_text(), shape.sure)
    return found


def _item(writer: Writer, shape: _Shape, depth: int) -> Data:
    random = writer.random
    found: Data = {"id": f"local-p{writer.name()}", "text": known(writer.a_text(), shape.sure)}
    if depth < DEEPEST:
        found["style"] = random.choice(STYLES[1:])
        found["items"] = [
            _item(writer, shape, depth + 1) for _ in range(random.choice([0, 0, 1, 2]))
        ]
    if random.choice([False, False, True]):
        found["closing"] = known(writer.a_text(), shape.sure)
    if random.choice([False, False, True]):
        note = {"id": f"{found['id']}-n", "text": known(writer.a_text(), shape.sure)}
        found["notes"] = [note]
        found["text"] += f"[^{note['id']}]"
    if random.choice([False, False, True]):
        found["cites"] = random.choice(CITES)
    return found


def _added(writer: Writer, shape: _Shape) -> Data | None:
    free = [name for name in shape.depth if name not in shape.closed]
    if not free:
        return None
    after = writer.random.choice(free)
    name = f"local-{writer.name()}"
    if shape.depth[after] == 0 and writer.random.choice([False, True]):
        clauses = [
            {"id": f"local-c{writer.name()}", "text": known(writer.a_text(), shape.sure)}
            for _ in range(writer.random.randint(1, 2))
        ]
        shape.taken |= {after, *shape.within[after]}
        return {"add": name, "after": after, "title": writer.a_title(), "clauses": clauses}
    found: Data = {"add": name, "after": after, "text": known(writer.a_text(), shape.sure)}
    depth = shape.depth[after] or 1
    if depth == 1:
        found |= _with_points(writer, shape, name, whole=writer.random.choice([False, True]))
    # Where what it was added after is left out, it would be too, or stand elsewhere.
    shape.taken |= {name, after, *shape.within[after]}
    shape.depth[name] = depth
    shape.within[name] = shape.within[after] if shape.depth[after] else (after,)
    shape.element[name] = {}
    return found


def _omitted(writer: Writer, shape: _Shape) -> Data | None:
    free = [
        name
        for name in shape.depth
        if shape.element[name]
        and shape.depth[name]
        and name not in shape.locked | shape.taken
        and not shape.named & {name, *(one for one in shape.depth if name in shape.within[one])}
    ]
    if not free:
        return None
    name = writer.random.choice(free)
    shape.taken |= {name, *(one for one in shape.depth if name in shape.within[one])}
    for one in [one for one in shape.depth if name in (one, *shape.within[one])]:
        del shape.depth[one], shape.element[one]
        shape.sure.discard(one)
    return {"omit": name}
