"""Rules on lists and tables that were pasted into a text, where they would run together."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from clausework.checks.findings import Written, at
from clausework.checks.typed.structure import items, table
from clausework.source.locations import Source
from clausework.source.problems import Problem, error, warning

_BULLET = r"(?P<bullet>[•·*+–—-]|o(?= [a-z]))"
_COUNTED = (
    r"(?:\((?P<inside>\d{1,2}|[a-z]|[ivx]{1,5})\)|(?P<before>\d{1,2}|[a-z]|[ivx]{1,5})[.)])"
    r"|(?P<whole>\d{1,2}(?:\.\d{1,2})+\.?)(?= [A-Z{])"
)
_LABEL = re.compile(rf"(?:{_BULLET}|{_COUNTED})\s+(?=\S)")
# "(a) and (b) apply" names points, and makes none.
_NAMED = re.compile(r"(?:and|or|to)\b|,")
_REMARK = re.compile(r"#{1,6} \S")
_GAP = re.compile(r"(?<=\S)(?: {4,}|[ \t]*\t[ \t]*)(?=\S)")


@dataclass(frozen=True)
class PastedLine:
    """A line of a text as it was typed, and where it begins in the text."""

    start: int
    words: str


@dataclass(frozen=True)
class Label:
    """What a line begins with; `kind` is the same for all of one list, `value` its place in it."""

    kind: str
    value: int
    typed: str


def pasted_problems(source: Source, written: Written) -> Iterator[Problem]:
    """The lists and tables, and remarks, that one text has in its words."""
    lines = _lines(source, written)
    tables = list(_tables(source, written, lines))
    yield from tables
    if not tables:
        yield from _lists(source, written, lines)
    for line in lines:
        if _REMARK.match(line.words):
            yield warning(
                "remark-printed",
                at(source, written, line.start, line.start + len(line.words)),
                "a line that begins with # is printed as part of the text",
                "inside a text, # begins neither a remark nor a heading.",
                "move a remark to a line above the text, and make a heading a title: of its own; "
                "for a # that is meant, begin the line with the word before it.",
            )


def _lines(source: Source, written: Written) -> list[PastedLine]:
    """The lines of a text: those of its value, or those of the file that YAML folds into one."""
    text, span = written.text, source.values.get(written.path)
    typed = text.split("\n")
    if span is not None and not (span.style == '"' and len(typed) > 1):
        typed = source.text[span.start : span.end].split("\n")
        typed = typed[1:] if span.style in ("|", ">") else typed
        if span.style in ("'", '"'):
            typed = [line.strip("'\"") for line in typed]
    found: list[PastedLine] = []
    reached = 0
    for line in (one.strip() for one in typed):
        start = text.find(line, reached)
        if start < 0:
            # An escape is written otherwise than it is read.
            return [PastedLine(0, text)]
        if line:
            found.append(PastedLine(start, line))
        reached = start + len(line)
    return found


def _label(words: str) -> Label | None:
    found = _LABEL.match(words)
    if found is None or _NAMED.match(words[found.end() :]):
        return None
    typed = found[0].strip()
    if found["bullet"]:
        return Label("bullet", 0, typed)
    count = found["inside"] or found["before"] or ""
    if not count:
        return Label("whole", 0, typed)
    if count.isdigit():
        return Label("number", int(count), typed)
    return Label("letter", ord(count) - ord("a") + 1 if len(count) == 1 else 0, typed)


def _lists(source: Source, written: Written, lines: Sequence[PastedLine]) -> Iterator[Problem]:
    labelled = [(index, label) for index, one in enumerate(lines) if (label := _label(one.words))]
    if written.path[-1] != "title" and _are_points(lines, labelled):
        start, labels = lines[labelled[0][0]].start, [label for _, label in labelled]
        yield _list(source, written, start, labels, _points(lines, labelled))
    elif labelled and labelled[0][0] == 0:
        yield _label_typed(source, written, labelled[0][1])
    elif (points := _in_one_line(written.text)) is not None:
        yield _list(source, written, *points)


def _are_points(lines: Sequence[PastedLine], labelled: Sequence[tuple[int, Label]]) -> bool:
    """Whether lines with labels are the points of a list, and not words of a sentence."""
    if not labelled:
        return False
    index, first = labelled[0]
    if len(labelled) < 2:
        return first.typed == "•" and index > 0
    second = labelled[1][1]
    if first.kind == "bullet":
        # A dash within a sentence can be first on a line.
        begins = index == 0 or lines[index - 1].words[-1] in ":;."
        return second.typed == first.typed and (begins or first.typed not in "–—-")
    return second.kind == first.kind and (first.kind == "whole" or _follows(first, second))


def _follows(first: Label, second: Label) -> bool:
    # Roman figures of more than one letter have no place here: i, ii, iii; v, vi.
    return second.value == first.value + 1 or 0 in (first.value, second.value)


def _points(lines: Sequence[PastedLine], labelled: Sequence[tuple[int, Label]]) -> list[str]:
    """The words before a list, then those of each point."""
    begins = dict(labelled)
    found = [""]
    for index, line in enumerate(lines):
        if index in begins:
            found.append(_LABEL.sub("", line.words, count=1))
        else:
            found[-1] = f"{found[-1]} {line.words}".strip()
    return found


_LED_IN = re.compile(rf":\s+(?P<list>{_LABEL.pattern})")


def _in_one_line(text: str) -> tuple[int, list[Label], list[str]] | None:
    """A list within a sentence: labels in their order after a colon, or bullets anywhere."""
    found = _LED_IN.search(text)
    start = found.start("list") if found else text.find("•")
    label = _label(text[start:]) if start >= 0 else None
    if label is None:
        return None
    places, labels = [start], [label]
    for other in re.finditer(rf"(?<=\s){_LABEL.pattern}", text[start:]):
        next_one = _label(other[0] + "x")
        alike = next_one is not None and next_one.kind == label.kind
        if next_one is None or not alike or other.start() == 0:
            continue
        if label.kind == "bullet":
            in_order = next_one.typed == label.typed
        else:
            in_order = next_one.value in (len(places) + label.value, 0)
        if in_order:
            places.append(start + other.start())
            labels.append(next_one)
    if len(places) < 2 and label.typed != "•":
        return None
    parts = [text[a:b] for a, b in zip(places, [*places[1:], len(text)], strict=True)]
    return start, labels, [text[:start].strip(), *(_LABEL.sub("", one, count=1) for one in parts)]


def _list(
    source: Source, written: Written, start: int, labels: Sequence[Label], points: list[str]
) -> Problem:
    label = labels[0]
    kind = "roman" if any(one.kind == "letter" and not one.value for one in labels) else label.kind
    return error(
        "list-typed",
        at(source, written, start, start + len(label.typed)),
        f'this looks like a list: its points are typed with "{label.typed}"',
        "a text is one paragraph, so they would run together; and no point could have a number "
        "that follows its place, a link or a change of its own.",
        "write it as points; ids are for you to choose:\n" + items(source, written, kind, points),
    )


def _label_typed(source: Source, written: Written, label: Label) -> Problem:
    return error(
        "list-typed",
        at(source, written, 0, len(label.typed)),
        f'"{label.typed}" is typed before the text',
        "numbers, letters and bullets are printed by themselves, so there would be two, and a "
        "typed one stays the same when its place changes.",
        f'delete "{label.typed}"; bullets, letters or numbers are a choice of style: for the '
        "points of a clause.",
    )


def _tables(source: Source, written: Written, lines: Sequence[PastedLine]) -> Iterator[Problem]:
    for what, split in _COLUMNS.items():
        rows = [(line, split(line.words)) for line in lines]
        rows = [(line, cells) for line, cells in rows if len(cells) > 1]
        cells = [one for _, one in rows if not all(map(_RULE.fullmatch, one))]
        if len(cells) > 1 and len({len(one) for one in cells}) == 1:
            first, inside = rows[0][0], {line.start for line, _ in rows}
            others = [line for line in lines if line.start not in inside]
            before = " ".join(one.words for one in others if one.start < first.start)
            after = " ".join(one.words for one in others if one.start > first.start)
            yield _table(
                source,
                written,
                (first.start, first.start + len(first.words)),
                f"this looks like a table: {what} part its columns",
                "write it as a table; ids are for you to choose:\n"
                + table(source, written, before, cells, after),
            )
            return
    found = _GAP.search(written.text) or re.search(r"\|(?=[^|]+\|)", written.text)
    if found is not None:
        yield _table(
            source,
            written,
            found.span(),
            "this looks like columns, or a gap to fill in"
            if found[0].isspace()
            else "this looks like a row of a table",
            "write one space; for columns, a table: with its columns and rows; for a gap, "
            "{{ blank name }} in a form, letter or table.",
        )


def _by_strokes(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip("|").split("|")]


# Between the titles of a table and its rows in Markdown.
_RULE = re.compile(r":?-+:?")
_COLUMNS: dict[str, Callable[[str], list[str]]] = {
    "strokes": _by_strokes,
    "tabs": re.compile(r"\t+").split,
    "spaces": re.compile(r" {3,}").split,
}


def _table(
    source: Source, written: Written, span: tuple[int, int], message: str, fix: str
) -> Problem:
    return error(
        "table-typed",
        at(source, written, *span),
        message,
        "a text is printed as one paragraph, with one space between its words, so nobody could "
        "see what belongs together.",
        fix,
    )
