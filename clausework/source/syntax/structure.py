"""The first fault of a file: its lines held against the groups of keys and lists above them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from clausework.source.locations import Source
from clausework.source.problems import Problem
from clausework.source.syntax import advice
from clausework.source.syntax.lines import (
    BULLETS,
    FormFault,
    Line,
    dash,
    fault,
    key,
    lines_of,
    looks_structural,
)
from clausework.source.syntax.values import Value, Values

_KEYS, _LIST = "keys", "list"
_SPACES = "\u00a0\u2000-\u200b\u202f\u205f\u2060\u3000\ufeff\t"
_MARK = re.compile(rf"([{re.escape(BULLETS)}]|\(?[0-9a-z]{{1,3}}[.)])[ {_SPACES}]+(?=\S)")
_GLUED_DASH = re.compile(r"-(?=[a-z][a-z0-9_-]*:(?: |$))")
_ODD_DASH = re.compile(rf"-[{_SPACES}]+")
_ODD_COLON = re.compile(rf"([a-z][a-z0-9_-]*):[ {_SPACES}]*[{_SPACES}][ {_SPACES}]*")
_GLUED_COLON = re.compile(r"([a-z][a-z0-9_-]*):(?=[^\s/])")
_NO_COLON = re.compile(r"([a-z][a-z0-9_-]*)(?: *[;=：]| +[-–—](?= )|(?= |$)) *")
_CURLY_KEY = re.compile("[\u201c\u201d\u2018\u2019]([a-z0-9_.-]+)[\u201c\u201d\u2018\u2019](?= *:)")
# What the entries of lists begin with in files here.
_ENTRY_KEYS = {"id", "add", "replace", "omit", "clause", "authority", "rule"}
_EVERY_KEY = re.compile(r"^ *(?:- +)?([a-z][a-z0-9_]*):(?= |$)", re.MULTILINE)


@dataclass
class _Group:
    """Keys or entries of a list that begin in one column."""

    kind: str
    column: int
    first: Line
    key: str = ""
    in_entry: bool = False
    open: bool = False
    count: int = 1
    # The last line that came back to this group, and the column in which a deeper one was or began.
    back: tuple[Line, int] | None = None


def first_fault(source: Source) -> Problem | None:
    """The first fault of form of a file, with its place; None where its lines show none."""
    try:
        _Walk(source).run()
    except FormFault as found:
        return found.problem
    return None


class _Walk:
    def __init__(self, source: Source) -> None:
        self._source = source
        self._lines = lines_of(source)
        self._values = Values(source, self._lines)
        self._groups: list[_Group] = []
        self._before = Value(0, "", 0)
        # The keys of the file, and their columns; a word that is one of them was meant as one.
        self._names: dict[str, set[int]] = {}
        for found in _EVERY_KEY.finditer(source.text):
            self._names.setdefault(found[1], set()).add(found.start(1) - found.start())

    def run(self) -> None:
        index = 0
        while index < len(self._lines):
            line = self._lines[index]
            if line.empty:
                index += 1
            elif line.is_marker and line.indent == 0:
                if self._groups or line.words[:3] == "...":
                    words = advice.document(line.words[:3])
                    raise fault(self._source, line, 0, words, 3, "second-document")
                index += 1
            else:
                self._margin(line)
                index = self._line(line)

    def _line(self, line: Line) -> int:
        """Read a line that begins an entry or a key, and its value; the index of the next line."""
        column, owner, in_entry = line.indent, 0, False
        while (after := dash(line, column)) is not None:
            self._place(line, column, _LIST, in_entry)
            self._groups[-1].open = True
            if not line.text[after:].strip() or line.text[after:].startswith("#"):
                return line.index + 1
            column, in_entry, owner = after, True, column
        self._mistyped(line, column)
        named = key(line, column)
        if named and self._is_words(line, named[0]):
            raise self._no_key(line)
        if named:
            self._place(line, column, _KEYS, in_entry, named[0])
            owner, column = column, named[1]
            if not line.text[column:].strip() or line.text[column:].startswith("#"):
                self._groups[-1].open = True
                return line.index + 1
        elif in_entry:
            self._groups[-1].open = False
        else:
            owner = self._value_alone(line)
        self._before = self._values.read(line, column, owner)
        return self._before.next

    def _is_words(self, line: Line, name: str) -> bool:
        """Whether what has the form of a key is a line of the text above it, not indented."""
        below = self._before.next == line.index and self._before.form in ("text", "empty")
        return below and (" " in name or name[:1].isupper())

    def _value_alone(self, line: Line) -> int:
        """The column of the key or dash whose value is on this line, which has neither."""
        while self._groups and self._groups[-1].column > line.indent:
            self._groups.pop()
        if self._groups and self._groups[-1].open and self._groups[-1].column < line.indent:
            self._groups[-1].open = False
            return self._groups[-1].column
        raise self._no_key(line)

    def _place(self, line: Line, column: int, kind: str, in_entry: bool, name: str = "") -> None:
        """Find the group of a key or an entry, or open one for it."""
        closed: list[_Group] = []
        while self._groups and self._groups[-1].column > column:
            closed.append(self._groups.pop())
        top = self._groups[-1] if self._groups else None
        if top and kind == _KEYS and top.kind == _LIST and top.column == column:
            below = self._groups[-2] if len(self._groups) > 1 else None
            if not below or below.column != column:
                raise self._blamed_above(line, kind, closed) or self._lost_dash(line, top, name)
            self._groups.pop()
            top = below
        if top and top.column == column and top.kind == kind:
            if closed or top.open:
                top.back = (line, closed[-1].column if closed else column + 2)
            top.open, top.count = False, top.count + 1
            return
        if closed or (top and not top.open):
            raise self._blamed_above(line, kind, closed) or self._unfit(line, kind, closed)
        if top:
            top.open = False
        self._groups.append(_Group(kind, column, line, name, in_entry))

    def _lost_dash(self, line: Line, group: _Group, name: str) -> FormFault:
        """The fault of a key in the column of a list's dashes."""
        after = dash(group.first, group.column)
        entry = key(group.first, after or 0)
        if entry and entry[0] != name:
            outer = [one.column for one in self._groups if one.kind == _KEYS][-1:]
            return self._misplaced(line, [group.column + 2, *outer])
        return self._without_dash(line, line.indent)

    def _dash_among_keys(self, line: Line, group: _Group, closed: list[_Group]) -> FormFault:
        """The fault of an entry of a list in the column of a group of keys."""
        lists = [one.column for one in closed if one.kind == _LIST]
        if lists:
            return self._misplaced(line, lists[-1:])
        if len(self._groups) > 1 and self._is_like(line, group):
            return self._without_dash(group.first, group.column)
        return self._misplaced_entry(line)

    def _is_like(self, line: Line, group: _Group) -> bool:
        """Whether a group of keys begins with the key of an entry, and has no dash of its own."""
        entry = key(line, dash(line, line.indent) or 0)
        return bool(entry and entry[0] == group.key and not group.in_entry)

    def _without_dash(self, line: Line, column: int) -> FormFault:
        new = f"{' ' * column}- {line.words}"
        return fault(self._source, line, line.indent, advice.no_dash(line, new))

    def _blamed_above(self, line: Line, kind: str, closed: list[_Group]) -> FormFault | None:
        """The fault of a line above that is indented wrongly, where this one shows it."""
        stack = [*self._groups, *reversed(closed)]
        for at, group in enumerate(stack):
            column = stack[at - 1].column + 2 if at else 0
            fits = group.kind == kind and line.indent == column
            fits = fits or (group.kind == _LIST and kind == _KEYS and line.indent == column + 2)
            if fits and group.count == 1 and group.column != column:
                return self._misplaced(group.first, [column])
        back = stack[-1].back
        if back and back[1] == line.indent and self._took_along(back[0], line, closed):
            return self._misplaced(back[0], [line.indent])
        return None

    def _took_along(self, back: Line, line: Line, closed: list[_Group]) -> bool:
        """Whether a line and those below it belong where this line is, not where the first is."""
        if closed:
            return closed[-1].first.index > back.index and closed[-1].column == line.indent + 2
        between = self._lines[back.index + 1 : line.index]
        return all(one.empty for one in between) and self._next_column(line) == line.indent

    def _next_column(self, line: Line) -> int:
        """The column of the next key or entry after a line; 0 after the last."""
        for index in range(line.index + 1, len(self._lines)):
            if looks_structural(self._lines[index]):
                return self._lines[index].indent
        return 0

    def _unfit(self, line: Line, kind: str, closed: list[_Group]) -> FormFault:
        """The fault of a key or an entry in a column that is no group's."""
        top = self._groups[-1] if self._groups else None
        if top and top.column == line.indent:
            return self._dash_among_keys(line, top, closed)
        if kind == _LIST and closed and self._is_like(line, closed[-1]):
            return self._without_dash(closed[-1].first, line.indent)
        if kind == _LIST and not any(group.kind == _LIST for group in closed):
            return self._misplaced_entry(line)
        if top and not closed and self._begins_list(top, line):
            return self._without_dash(top.first, top.column)
        columns = [group.column for group in [*self._groups[-1:], *closed] if group.kind == kind]
        if not columns:
            return fault(self._source, line, line.indent, advice.key_below_words())
        return self._misplaced(line, columns)

    def _begins_list(self, group: _Group, line: Line) -> bool:
        """Whether a group of one key is meant as a list's first entry, and lacks its dash."""
        if group.in_entry or group.key not in _ENTRY_KEYS or len(self._groups) < 2:
            return False
        between = self._lines[group.first.index + 1 : line.index]
        if line.indent != group.column + 2 or not all(one.empty for one in between):
            return False
        for index in range(line.index + 1, len(self._lines)):
            after = self._lines[index]
            if not after.empty and after.indent <= group.column:
                return after.indent < group.column or after.words.startswith("-")
        return True

    def _misplaced(self, line: Line, columns: list[int]) -> FormFault:
        """The fault of a line that fits none of these columns; those of its key elsewhere first."""
        used = self._names.get(line.words.partition(":")[0], set())
        order = sorted(columns, key=lambda one: (one not in used, abs(one - line.indent), -one))
        nearest = order[:2]
        new = " " * nearest[0] + line.words
        return fault(self._source, line, line.indent, advice.indent(line, sorted(nearest), new))

    def _misplaced_entry(self, line: Line) -> FormFault:
        lists = [group.column for group in self._groups if group.kind == _LIST]
        if lists and abs(lists[-1] - line.indent) == 1:
            return self._misplaced(line, lists[-1:])
        words = advice.entry_without_list(line, lists[-1] if lists else None)
        return fault(self._source, line, line.indent, words)

    def _margin(self, line: Line) -> None:
        """Refuse white space that is no space at the start of a line."""
        odd = line.margin.strip(" ")
        if odd:
            words = advice.tab if "\t" in odd else advice.no_break_space
            raise fault(self._source, line, 0, words(line, self._meant(line)), len(line.margin))

    def _meant(self, line: Line) -> int:
        """The column in which a line with tabs or odd spaces was probably meant to begin."""
        entry = line.words.startswith("-")
        if not entry and not looks_structural(line):
            return self._before.indent
        wanted = _LIST if entry else _KEYS
        columns = [group.column for group in self._groups if group.kind == wanted]
        if self._groups and self._groups[-1].open:
            columns.append(self._groups[-1].column + 2)
        width = len(line.margin.expandtabs(4))
        return min(columns, key=lambda column: (abs(column - width), -column), default=0)

    def _mistyped(self, line: Line, column: int) -> None:
        """Look for a dash, a colon or a space that was mistyped at the start of an entry or key."""
        text = line.text
        if found := _GLUED_DASH.match(text, column):
            words = advice.no_space("-", line, f"{text[: found.end()]} {text[found.end() :]}")
        elif found := _ODD_DASH.match(text, column):
            words = advice.no_break_after(line, f"{text[:column]}- {text[found.end() :]}")
        elif found := _CURLY_KEY.match(text, column):
            words = advice.curly_key(line, f"{text[:column]}{found[1]}{text[found.end() :]}")
        elif key(line, column) and not _MARK.match(text, column):
            return
        elif (found := _MARK.match(text, column)) and self._marks_entry(line, column, found.end()):
            new = f"{' ' * column}- {text[found.end() :]}"
            words = advice.list_marker(found[1], line, new)
        elif (found := _ODD_COLON.match(text, column)) and found[1] in self._names:
            words = advice.no_break_after(line, f"{text[:column]}{found[1]}: {text[found.end() :]}")
        elif (found := _GLUED_COLON.match(text, column)) and (
            found[1] in self._names or self._key_follows(line, column)
        ):
            words = advice.no_space(":", line, f"{text[: found.end()]} {text[found.end() :]}")
        else:
            if follows := self._key_follows(line, column):
                inside = any(group.open and group.column < column for group in self._groups)
                self._colonless(line, column, sure=inside or follows.indent > column)
            return
        raise fault(self._source, line, column, words)

    def _marks_entry(self, line: Line, column: int, after: int) -> bool:
        """Whether a sign in this column is meant as the dash of a list."""
        text = any(group.open and group.column < column for group in self._groups)
        return not text or key(line, after) is not None

    def _key_follows(self, line: Line, column: int) -> Line | None:
        """The next line, if it has a key in this column, or below a single word further in."""
        for index in range(line.index + 1, len(self._lines)):
            after = self._lines[index]
            if not after.empty:
                fits = after.indent == column or (after.indent > column and " " not in line.words)
                return after if fits and looks_structural(after) else None
        return None

    def _colonless(self, line: Line, column: int, *, sure: bool) -> None:
        """Look for a key that has no colon: a known one, or any where there `sure` is one."""
        found = _NO_COLON.match(line.text, column)
        rest = line.text[found.end() :] if found else ""
        if found and (sure or found[1] in self._names or re.fullmatch(r"[>|][+-]?", rest)):
            new = f"{line.text[:column]}{found[1]}:{' ' if rest else ''}{rest}"
            raise fault(self._source, line, found.end(1), advice.no_colon(found[1], line, new))

    def _no_key(self, line: Line) -> FormFault:
        """The fault of a line that is no key, no entry, and not part of the text above it."""
        self._colonless(line, line.indent, sure=False)
        alone = self._before.alone
        if alone and line.indent == self._before.usual < alone.indent:
            return self._misplaced(alone, [line.indent])
        if self._before.form == "remark":
            words = advice.after_remark(line)
        elif self._before.form in ("text", "empty"):
            words = advice.text_not_indented(line, self._before.indent)
        else:
            words = advice.no_key()
        return fault(self._source, line, line.indent, words)
