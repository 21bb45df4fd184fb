"""Paper copies as calls of the functions of templates/pdf, for pandoc's typst writer.

The input is the tree that markup.py makes of a template.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from clausework.model.elements import BULLET
from clausework.render.common.markup import PICTURE, PandocNode
from clausework.render.common.pictures import file_name
from clausework.render.paper.marks import (
    is_marked,
    is_styled,
    restyled,
    standing,
    typst,
    with_marks,
    within,
)

# A row with a longer cell may go over the end of a page: it could fill one.
MOST_LETTERS = 300
# Short enough to fit on a line.
_JOINED = re.compile(r"([^\W_]{0,16}(?:[-/][^\W_]{1,16}){1,2})")
# On paper these can only be part of the glyph beside them, in the whole file.
_INVISIBLE = re.compile("[\u00ad\u034f\u061c\u180e\u200b-\u200d\u2060-\u2064\ufe00-\ufe0f\ufeff]")


def policy(body: list[PandocNode]) -> list[PandocNode]:
    """The blocks of document.html.j2, also of a redline, as calls of policy.typ."""
    text = _Text(redline=is_marked(body))
    written = [_raw('#import "policy.typ": *\n#show: policy')]
    for part in body:
        if "contents" in _classes(part):
            # Those of the PDF have pages, and typst makes them.
            continue
        called = [one for block in part["c"][1] for one in text.block(block)]
        written += _wrapped(f"#{_classes(part)[0]}[", called, "]")
    return written


def pack(body: list[PandocNode]) -> list[PandocNode]:
    """The blocks of a template of a board pack as calls of pack.typ: each part is one, by its
    class.
    """
    written = [_raw('#import "pack.typ": *\n#show: policy')]
    return written + [one for block in body for one in _part_of_pack(block)]


def _part_of_pack(block: PandocNode) -> list[PandocNode]:
    if block["t"] == "Table":
        return _rows(_classes(block)[0], block)
    if block["t"] == "Div":
        called = [one for child in block["c"][1] for one in _part_of_pack(child)]
        place = f"#label({_quoted(_id(block))})" if _id(block) else ""
        return _wrapped(f"#{_classes(block)[0]}[", called, f"]{place}")
    return [_plain(block)]


@dataclass(frozen=True)
class _Text:
    redline: bool

    def block(self, block: PandocNode) -> list[PandocNode]:
        if block["t"] == "Header":
            return self._section(block)
        match _classes(block)[0]:
            case "clause":
                return self._clause(block)
            case "local-name":
                return _wrapped("#in-text-column(local-name[", _content(block), "])")
            case "control":
                [table] = block["c"][1]
                return _rows("control", table)
            case "title":
                return _wrapped("#policy-title[", _content(block), "]")
            case "source":
                called = _wrapped("#source[", _content(block), "]")
                beside = self._beside(block)
                return _wrapped(f"#{beside}()[", called, "]") if beside else called
            case function:
                return _wrapped(f"#{function}[", _content(block), "]")

    def _section(self, header: PandocNode) -> list[PandocNode]:
        # The title with marks is printed in place; the bookmarks and the contents use the other. It
        # is all one paragraph, because bookmarks take a title with the spaces around it.
        depth, _, words = header["c"]
        said = _attributes(header)
        before, mark = said.get("label-before"), said.get("mark")
        written = [typst(f"#section({_quoted(said['label'])}, {_quoted(_id(header))}")]
        if depth > 1:
            written.append(typst(f", depth: {depth}"))
        if "appendix" in _classes(header):
            written.append(typst(", appendix: true"))
        around = self._around(header, before)
        if around:
            named = _named("mark", mark or (before and "inserted"))
            written.append(typst(f"{around}{named}, with-marks: ["))
            written += [*_strings(with_marks(words)), typst("]")]
        title = standing(words, "deleted" if mark == "deleted" else "inserted")
        written += [typst(")["), *_strings(title), typst("]")]
        return [{"t": "Plain", "c": written}, *self._remarks(_id(header), "column")]

    def _clause(self, clause: PandocNode) -> list[PandocNode]:
        written: list[PandocNode] = []
        blocks, place = clause["c"][1], ""
        for block in blocks:
            match _classes(block)[0]:
                case "local-name":
                    written += _wrapped("#in-text-column(local-name[", _content(block), "])")
                case "lead-in":
                    # It has none where the text alone came or went: the clause has it.
                    place = _id(block) or place
                    written += self._lead_in(clause, block, follows=block is not blocks[-1])
                case "place":
                    place = _id(block)
                    written.append(_raw(f"#place-of({_quoted(place)})"))
                case "table":
                    written += self._table(block)
                case "further":
                    written += self._further(block)
                case "items":
                    written += self._points(block, 1)
                case "closing":
                    around = self._around(block)
                    written += _wrapped("#closing([", _content(block), f"]{around})")
        written += self._remarks(place, "column")
        local = "local" in _classes(clause)
        return _wrapped("#local-change[", written, "]") if local else written

    def _lead_in(self, clause: PandocNode, block: PandocNode, follows: bool) -> list[PandocNode]:
        said = _attributes(clause)
        before = said.get("label-before")
        places = f"{_quoted(said['label'])}, {_quoted(_id(block))}, {str(follows).lower()}"
        mark = _named("mark", _attributes(block).get("mark") or (before and "inserted"))
        opening = f"#lead-in({places}{mark}{self._around(block, before)})["
        return _wrapped(opening, _content(block), "]")

    def _further(self, block: PandocNode) -> list[PandocNode]:
        """A further paragraph: its name as a local change, its words, the remarks on it."""
        *names, words = block["c"][1]
        place = _id(words)
        written = [_raw(f"#further({_quoted(_classes(block)[1])}, {_quoted(place)}")]
        written.append(_raw(self._around(words)))
        if "keep" in _attributes(words):
            written.append(_raw(", keep: true"))
        if names:
            written += _wrapped(", name: [", _content(names[0]), "]")
        written += _wrapped(")[", _content(words), "]")
        return written + self._remarks(place, "column")

    def _table(self, block: PandocNode) -> list[PandocNode]:
        caption, table = block["c"][1]
        [[*_, rows]] = table["c"][4]
        widths = "".join(f"{_others(cell[0])['width']}fr, " for cell in rows[0][1])
        beside = self._beside_all(_id(caption), block)
        written = [_raw(f"#policy-table(({widths}), {_quoted(_id(caption))}{beside}, [")]
        written += [*_content(caption), _raw("], (")]
        for attributes, cells in rows:
            kind = "local" if "local" in attributes[1] else attributes[1][0]
            long = max(_letters(cell[-1]) for cell in cells) > MOST_LETTERS
            written.append(_raw(f"({_quoted(kind)}, {str(not long).lower()}, ("))
            for index, cell in enumerate(cells):
                bold = not index and "row-headers" in _classes(block)
                written += self._cell(cell[-1], bold=bold)
            written.append(_raw(")),"))
        written.append(_raw("))"))
        first = [caption, *(one for _, cells in rows for one in cells[0][-1])]
        places = [_id(one) for one in first if _id(one)]
        return written + [one for name in places for one in self._remarks(name, "column")]

    def _cell(self, blocks: list[PandocNode], *, bold: bool) -> list[PandocNode]:
        written: list[PandocNode] = []
        for block in blocks:
            match _classes(block)[0]:
                case "local-name":
                    written += _wrapped("#local-name[", _content(block), "]")
                case "items":
                    written += self._points(block, 2)
                case _:
                    place = f"#place-of({_quoted(_id(block))})" if _id(block) else ""
                    written += _wrapped(f"#par[{place}", _content(block), "]")
        return _wrapped("strong[" if bold else "[", written, "],")

    def _beside_all(self, place: str, block: PandocNode) -> str:
        """What is beside a block in which anything is marked."""
        marked = self.redline and is_marked(block)
        return f", around: beside.with({_quoted(place)})" if marked else ""

    def _points(self, items: PandocNode, depth: int) -> list[PandocNode]:
        # A list of bullets alone needs no labels.
        counted = self.redline or "bullet" not in _classes(items)
        written = [_raw(f"#points({depth}, {_markers(items) if counted else 'none'}, (")]
        for point in items["c"][1]:
            written += self._point(point, depth)
        return [*written, _raw("))")]

    def _point(self, point: PandocNode, depth: int) -> list[PandocNode]:
        """A point: its name as a local change before it, the points within it after it."""
        name: PandocNode | None = None
        written: list[PandocNode] = []
        for block in point["c"][1]:
            match _classes(block)[0]:
                case "local-name":
                    name = block
                case "item":
                    call = f"point({_quoted(_id(block))}, "
                    if name:
                        written += _wrapped(f"{call}[", _content(name), "])[")
                    else:
                        written.append(_raw(f"{call}none)["))
                    beside = self._beside(block, _label_before(point))
                    content = _content(block)
                    written += _wrapped(f"#{beside}()[", content, "]") if beside else content
                    written += self._remarks(_id(block), "0pt")
                case "items":
                    written += self._points(block, depth + 1)
                case "closing":
                    around = self._around(block)
                    written += _wrapped("#after-points([", _content(block), f"]{around})")
        return [*written, _raw("],")]

    def _beside(self, block: PandocNode, before: str | None = None) -> str | None:
        """The function that prints what is beside a changed or renumbered paragraph.

        `before` is its former number.
        """
        marked = self.redline and is_marked(block)
        if not marked and before is None:
            return None
        barred = "" if marked else ", barred: false"
        return f"beside.with({_quoted(_id(block))}{_named('was', before)}{barred})"

    def _around(self, block: PandocNode, before: str | None = None) -> str:
        beside = self._beside(block, before)
        return f", around: {beside}" if beside else ""

    def _remarks(self, place: str, left: str) -> list[PandocNode]:
        """The remarks on the changes of an element."""
        return [_raw(f"#remarks({_quoted(place)}, left: {left})")] if self.redline else []


def _markers(items: PandocNode) -> str:
    """The labels of points. In a redline, deleted ones keep theirs."""
    written = ""
    for point in items["c"][1]:
        item = next(block for block in point["c"][1] if "item" in _classes(block))
        mark = _attributes(item).get("mark") or (_label_before(point) and "inserted")
        written += f"marker({_quoted(_attributes(point)['label'])}{_named('mark', mark)}),"
    return f"({written})"


def _label_before(point: PandocNode) -> str | None:
    """The former letter or figure of a point, where it had another one."""
    before = _attributes(point).get("label-before")
    return None if before == BULLET else before


def _rows(function: str, table: PandocNode) -> list[PandocNode]:
    """The call of a function for the rows of a table."""
    [[*_, rows]] = table["c"][4]
    written = [_raw(f"#{function}((")]
    for _, cells in rows:
        written.append(_raw("("))
        for cell in cells:
            written += _wrapped("[", [_plain(block) for block in cell[-1]], "],")
        written.append(_raw("),"))
    return [*written, _raw("))")]


def _letters(tree: Any) -> int:
    """How many letters are in a tree, or a list of trees."""
    if isinstance(tree, list):
        return sum(map(_letters, tree))
    if not isinstance(tree, dict):
        return 0
    return len(tree["c"]) if tree["t"] == "Str" else _letters(tree.get("c"))


def _content(div: PandocNode) -> list[PandocNode]:
    return [_plain(paragraph) for paragraph in div["c"][1]]


def _plain(paragraph: PandocNode, function: str = "marked") -> PandocNode:
    # The function around a paragraph lays it out, so its content comes without its own.
    return {"t": "Plain", "c": _strings(with_marks(paragraph["c"], function))}


def _strings(inlines: list[PandocNode]) -> list[PandocNode]:
    """Inlines with their words as strings.

    Outside a string typst reads some words as markup, and pandoc writes a curly apostrophe as a
    straight one.
    """
    return [_string(inline) for inline in inlines]


def _string(inline: PandocNode) -> PandocNode:
    match inline:
        case {"t": "Str", "c": words}:
            return typst("".join(_kept_whole(words)))
        case {"t": "Note", "c": paragraphs}:
            return {"t": "Note", "c": [_plain(paragraph, "noted") for paragraph in paragraphs]}
        case {"t": "Link", "c": [[_, classes, _], _, [target, _]]} if "page" in classes:
            # Where another part of the file begins: its page, which only the layout knows.
            return typst(f"#page-of({_quoted(target.removeprefix('#'))});")
        case {"t": "Span", "c": [[_, [kind], sizes], _]} if kind == PICTURE:
            values = dict(sizes)
            file, words = _quoted(file_name(values["src"])), _quoted(values["alt"])
            return typst(f"#picture({file}, {words}, {values['width']}, {values['height']});")
        case _ if is_styled(inline):
            return restyled(inline, _strings(within(inline)))
    return inline


def _kept_whole(words: str) -> Iterator[str]:
    """Strings, with words joined by at most two hyphens or slashes in boxes.

    Readers that join lines drop a hyphen at the end of one. Invisible characters are left out.
    """
    for index, piece in enumerate(_JOINED.split(_INVISIBLE.sub("", words))):
        if piece:
            yield f"#box({_quoted(piece)});" if index % 2 else f"#{_quoted(piece)};"


def _quoted(text: str) -> str:
    """A typst string, which is never markup, whatever it contains."""
    return '"' + re.sub(r'[\\"]', r"\\\g<0>", text) + '"'


def _named(name: str, value: str | None) -> str:
    """A named argument, where it has a value."""
    return f", {name}: {_quoted(value)}" if value else ""


def _raw(text: str) -> PandocNode:
    return {"t": "RawBlock", "c": ["typst", text]}


def _wrapped(opening: str, blocks: list[PandocNode], closing: str) -> list[PandocNode]:
    return [_raw(opening), *blocks, _raw(closing)]


def _id(block: PandocNode) -> str:
    place: str = _facts(block)[0]
    return place


def _classes(block: PandocNode) -> list[str]:
    classes: list[str] = _facts(block)[1]
    return classes


def _attributes(block: PandocNode) -> dict[str, str]:
    return _others(_facts(block))


def _others(facts: list[Any]) -> dict[str, str]:
    """The attributes besides the id and the classes."""
    return dict(facts[2])


def _facts(block: PandocNode) -> list[Any]:
    """The id, classes and attributes of a heading or a div."""
    facts: list[Any] = block["c"][1 if block["t"] == "Header" else 0]
    return facts
