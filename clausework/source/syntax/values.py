"""One value of a key or an entry: where it ends, and what is at fault in it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import yaml

from clausework.source.locations import Source
from clausework.source.syntax import advice
from clausework.source.syntax.lines import (
    FormFault,
    Line,
    fault,
    key,
    looks_structural,
    without_remark,
)

_HEADER = re.compile(r"[|>](?:[+-]?[1-9]?|[1-9][+-])[ \t]*(?:(?<=\s)#.*)?$")
_HEADER_AND_WORDS = re.compile(r"([|>][+-]?) *(\S.*)")
# What is typed for ">-" by mistake: no more than a few of its signs.
_LIKE_HEADER = re.compile(r"(?=.?[>|])[>|-][>| -]{1,4}$")
_COLON = re.compile(r":(?= |$)")
_FILL = re.compile(r"\{\{[^{}]*\}\}")
_QUOTE = {"'": re.compile(r"''|'"), '"': re.compile(r'\\(.?)|"')}
_ESCAPES = '0abt\tnvfre "/\\N_LPxuU'
_CLOSES = {"[": "]", "{": "}"}
# No file that was read so far is nested deeper, and the parser of snippets needs a limit too.
_DEEPEST = 40


@dataclass(frozen=True)
class Value:
    """A value that was read: the number of the line after it in the list of lines, and its form.

    `indent` is that of its text, where it has lines of its own, and `usual` what is usual there;
    `alone` is the line of a text of one line below its key.
    """

    next: int
    form: str
    indent: int
    usual: int = 0
    alone: Line | None = None


class Values:
    """The values of one file. Each method raises FormFault at the first fault."""

    def __init__(self, source: Source, lines: list[Line]) -> None:
        self._source = source
        self._lines = lines

    def read(self, line: Line, column: int, owner: int) -> Value:
        """Read the value at a column of a line; `owner` is the column of its key or dash."""
        first = line.text[column]
        if first in "|>":
            return self._block(line, column, owner)
        if first in "\"'":
            end, after = self._close(line, column, owner)
            self._after_quotes(line, column, end, after, owner)
            return Value(end.index + 1, "quoted", owner + 2)
        if first in "[{":
            return self._brackets(line, column, owner)
        return self._plain(line, column, owner)

    def _block(self, line: Line, column: int, owner: int) -> Value:
        if not _HEADER.match(line.text, column):
            self._header(line, column)
            raise self._words_after_sign(line, column, owner)
        index = line.index + 1
        while index < len(self._lines) and not self._lines[index].text.strip(" "):
            index += 1
        given = re.search(r"[1-9]", line.text[column : column + 3])
        indent = self._lines[index].indent if index < len(self._lines) else 0
        if given and indent > owner:
            indent = owner + int(given[0])
        if indent <= owner:
            return Value(line.index + 1, "empty", owner + 2)
        first = index
        while index < len(self._lines) and (
            not self._lines[index].text.strip(" ") or self._lines[index].indent >= indent
        ):
            index += 1
        alone = self._lines[first] if index == first + 1 else None
        return Value(index, "text", indent, owner + 2, alone)

    def _header(self, line: Line, column: int) -> None:
        """Refuse a sign that is mistyped for the one before a text of its own lines."""
        if _LIKE_HEADER.match(line.text.rstrip(), column):
            raise fault(self._source, line, column, advice.sign_mistyped(line, column))

    def _words_after_sign(self, line: Line, column: int, owner: int) -> FormFault:
        found = _HEADER_AND_WORDS.match(line.text, column)
        sign, rest = found.groups() if found else ("", "")
        if not rest or (len(sign) == 1 and rest[0].isdigit()):
            return self._unfit(line, column, owner, advice.begins_with)
        following = self._following(line, owner)
        indent = following.indent if following else owner + 2
        words = advice.words_after_sign(sign, line, column, indent, rest)
        return fault(self._source, line, column, words, len(sign))

    def _plain(self, line: Line, column: int, owner: int) -> Value:
        text, remark = without_remark(line.text[column:])
        if text[:1] in ("&", "*"):
            raise self._unfit(line, column, owner, advice.alias, "alias-not-allowed")
        if text.startswith("- ") and key(line, column + 2):
            raise fault(self._source, line, column, advice.list_on_key_line(line, column))
        if text[:1] in tuple("!%@`,]}") or re.match(r"[?-](?= |$)", text):
            raise self._unfit(line, column, owner, advice.begins_with)
        following = None if remark else self._following(line, owner)
        found = _COLON.search(line.text, column, column + len(text))
        if found:
            fix = advice.protected(line, column, following)
            raise fault(self._source, line, found.start(), advice.colon(fix))
        while following is not None:
            last = following
            self._continued(last, line, column)
            if without_remark(last.text)[1].strip():
                return Value(last.index + 1, "remark", last.indent)
            following = self._following(last, owner)
            if following is None:
                return Value(last.index + 1, "text", last.indent)
        return Value(line.index + 1, "remark" if remark.strip() else "plain", owner + 2)

    def _continued(self, line: Line, first: Line, column: int) -> None:
        """Look for faults in a further line of a text without quotes."""
        if "\t" in line.margin:
            raise fault(self._source, line, 0, advice.tab(line, line.indent or column))
        found = _COLON.search(without_remark(line.text)[0])
        if found:
            self._header(first, column)
            fix = advice.protected(first, column, self._lines[first.index + 1])
            raise fault(self._source, line, found.start(), advice.colon(fix))

    def _following(self, line: Line, owner: int) -> Line | None:
        """The next line of a text without quotes; None where it ends with this line."""
        for index in range(line.index + 1, len(self._lines)):
            after = self._lines[index]
            if after.text.strip():
                goes_on = after.indent > owner and not looks_structural(after)
                return after if goes_on and not after.words.startswith("#") else None
        return None

    def _close(
        self, line: Line, column: int, owner: int, *, in_brackets: bool = False
    ) -> tuple[Line, int]:
        """The line of the closing quote, and the column after it."""
        sign = line.text[column]
        last, start = line, column + 1
        for index in range(line.index, len(self._lines)):
            now = self._lines[index]
            if now is not line:
                if self._begins_another(now, owner):
                    break
                start = 0
            for found in _QUOTE[sign].finditer(now.text, start):
                if found[0] == sign:
                    return now, found.end()
                if sign == '"' and found[1] and found[1] not in _ESCAPES:
                    raise self._backslash(now, found.start(), line, column)
            if now.text.strip():
                last = now
        words = advice.unclosed_quote(sign, line, last, in_brackets=in_brackets)
        place = column if last is line else len(last.text.rstrip()) - 1
        raise fault(self._source, last, place, words)

    def _backslash(self, at: Line, place: int, line: Line, column: int) -> FormFault:
        value, remark = without_remark(line.text[column:])
        fix = "write each backslash twice."
        if at is line and len(value) > 1 and value.endswith('"'):
            inner = "'" + value[1:-1].replace("'", "''") + "'"
            fix = advice.instead(line, f"{line.text[:column]}{inner}{remark}", fix)
        return fault(self._source, at, place, advice.backslash(fix))

    def _begins_another(self, line: Line, owner: int) -> bool:
        """Whether a line inside quotes or brackets is meant to be outside them."""
        outside = line.indent <= owner and looks_structural(line)
        return bool(line.text.strip()) and (outside or line.is_marker)

    def _after_quotes(self, line: Line, column: int, end: Line, after: int, owner: int) -> None:
        """Refuse words after a closing quote."""
        rest = end.text[after:].strip()
        if not rest or rest.startswith("#"):
            return
        if re.fullmatch(r"[,\]}]\s*(?:#.*)?", rest):
            place = end.text.index(rest[0], after)
            raise fault(self._source, end, place, advice.too_much(rest[0], end, place))
        sign = line.text[column]
        value, remark = without_remark(line.text[column:])
        if end is not line or (value.endswith(sign) and value.count(sign) > 2):
            fix = advice.quotes_inside_by_hand(sign)
            if end is line:
                fix = advice.instead(
                    line, f"{line.text[:column]}{advice.quoted(value[1:-1])}{remark}", fix
                )
            words = advice.quotes_inside(sign, fix)
            raise fault(self._source, end, after - 1, words)
        if sign == "'" and re.match(r"\w'\w", end.text[after - 2 : after + 1]):
            new = f"{line.text[:column]}{advice.quoted(value[1:])}{remark}"
            fix = advice.instead(line, new, advice.quotes_inside_by_hand(sign))
            raise fault(self._source, line, after - 1, advice.quotes_inside(sign, fix))
        fix = advice.protected(line, column, self._following(line, owner))
        raise fault(self._source, line, column, advice.quoted_first(fix), after - column)

    def _brackets(self, line: Line, column: int, owner: int) -> Value:
        filled = _FILL.match(line.text, column)
        if filled:
            fix = advice.protected(line, column, self._following(line, owner))
            raise fault(self._source, line, column, advice.fill(fix), len(filled[0]))
        end, after, deepest = self._matched(line, column, owner)
        rest = end.text[after:].strip()
        if rest and not rest.startswith("#"):
            if rest[0] in ",]}":
                place = end.text.index(rest[0], after)
                raise fault(self._source, end, place, advice.too_much(rest[0], end, place))
            sign = line.text[column]
            fix = advice.protected(line, column, self._following(line, owner))
            words = advice.bracket_first(sign, fix)
            raise fault(self._source, line, column, words, after - column)
        if deepest <= _DEEPEST:
            self._parsed(line.start + column, end.start + after)
        return Value(end.index + 1, "brackets", owner + 2)

    def _matched(self, line: Line, column: int, owner: int) -> tuple[Line, int, int]:
        """The line of the closing bracket, the column after it, and how deep brackets nest."""
        open_signs: list[str] = []
        now, at, fresh, deepest, last = line, column, True, 0, line
        while True:
            while at < len(now.text):
                sign = now.text[at]
                if sign in "\"'" and fresh:
                    now, at = self._close(now, at, owner, in_brackets=True)
                    fresh = False
                    continue
                if sign == "#" and now.text[at - 1 : at].strip() == "":
                    break
                if sign in _CLOSES:
                    open_signs.append(sign)
                    deepest = max(deepest, len(open_signs))
                elif sign in "]}":
                    if _CLOSES[open_signs[-1]] != sign:
                        needed = _CLOSES[open_signs[-1]]
                        spare = now.text[at + 1 :].lstrip().startswith(needed)
                        words = (
                            advice.too_much(sign, now, at)
                            if spare
                            else advice.wrong_bracket(sign, needed, now, at)
                        )
                        raise fault(self._source, now, at, words)
                    open_signs.pop()
                    if not open_signs:
                        return now, at + 1, deepest
                fresh = sign in "[{,:" or (fresh and sign.isspace())
                at += 1
            last = now if now.text.strip() else last
            index = now.index + 1
            after = self._lines[index] if index < len(self._lines) else None
            if after is None or self._begins_another(after, owner):
                break
            if not fresh and looks_structural(after):
                break
            now, at = after, 0
        closing = "".join(_CLOSES[sign] for sign in reversed(open_signs))[:_DEEPEST]
        words = advice.unclosed_bracket(open_signs[0], line, last, closing)
        place = column if last is line else len(last.text.rstrip()) - 1
        raise fault(self._source, last, place, words)

    def _parsed(self, start: int, end: int) -> None:
        """Refuse what YAML cannot read between brackets that match."""
        try:
            for _ in yaml.parse(self._source.text[start:end], Loader=yaml.CSafeLoader):
                pass
        except yaml.MarkedYAMLError as wrong:
            at = start + (wrong.problem_mark.index if wrong.problem_mark else 0)
            index = self._source.text.count("\n", 0, at)
            line = self._lines[index]
            raise fault(self._source, line, at - line.start, advice.in_brackets()) from wrong

    def _unfit(
        self,
        line: Line,
        column: int,
        owner: int,
        words: Callable[[str, str], advice.Words],
        code: str = "yaml-syntax",
    ) -> FormFault:
        """The fault of a text whose first sign YAML takes for its own."""
        fix = advice.protected(line, column, self._following(line, owner))
        return fault(self._source, line, column, words(line.text[column], fix), code=code)
