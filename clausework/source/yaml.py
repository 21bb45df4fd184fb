"""Bytes to YAML with positions: every scalar as text, every value with its place in the file.

YAML's features beyond plain structured text (aliases, merge keys, tags, several documents) are
refused, and so is input that could harm the parser, before the C loader builds anything.
"""

from __future__ import annotations

import re
from typing import Any

import yaml

from clausework.source.files import LARGEST_FILE
from clausework.source.locations import KeyPath, Source, Span
from clausework.source.problems import Place, Problem, error, warning
from clausework.source.syntax import advice
from clausework.source.syntax.structure import first_fault

DEEPEST_NESTING = 40
# In characters: no clause, and no key, is longer.
LONGEST_TEXT = 20_000
LONGEST_KEY = 100
# What no key begins with, and a mistyped dash or indent does.
_ODD_KEY = re.compile(r"[^\w<]")
# In a text in quotes: the sign that one before it was never closed.
_KEY_INSIDE = re.compile(r"\n *(?:- +)*[a-z][a-z0-9_-]*:[ \n]")


class NotLoadable(Exception):
    """A file that cannot be used at all; has the problem that says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def load(name: str, data: bytes) -> tuple[Source, Any, list[Problem]]:
    """Parse one YAML file.

    Returns the source with its places, the data (dict, list, str or None throughout) and the
    problems on the way. Raises NotLoadable where there is no usable data.
    """
    text = decode(name, data)
    source = Source(name, text)
    _screen(source)
    node = yaml.compose(text, Loader=yaml.CSafeLoader)
    problems: list[Problem] = []
    data_out = None if node is None else _value(source, node, (), problems)
    if _doubtful(source) and (shown := first_fault(source)):
        raise NotLoadable(shown)
    return source, data_out, problems


def decode(name: str, data: bytes) -> str:
    """The text of a file: UTF-8 with or without a byte order mark, any line ends.

    Raises NotLoadable for another encoding or a file that is too large.
    """
    if len(data) > LARGEST_FILE:
        raise NotLoadable(too_large(name, len(data)))
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise NotLoadable(
            error(
                "not-utf-8",
                Place(name),
                "the file is saved as UTF-16",
                "its letters cannot be read as UTF-8, the encoding that all files here use.",
                'in Notepad choose "Save as", then Encoding: UTF-8.',
            )
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise NotLoadable(_encoding(name, data, fault.start)) from fault
    return text.replace("\r\n", "\n").replace("\r", "\n")


def too_large(name: str, size: int) -> Problem:
    """The problem of a file of this size in bytes, which is not read."""
    return error(
        "file-too-large",
        Place(name),
        f"the file has {size // 1024} KiB, and at most {LARGEST_FILE // 1024} KiB are read",
        "a policy of this size is a mistake, or an attempt to stop the program.",
        "split it, or look whether something else was pasted into it.",
    )


def too_long(place: Place, length: int, most: int) -> Problem:
    """The problem of a text or key of this many characters, which is not read."""
    return error(
        "text-too-long",
        place,
        f"this has {length:,} characters, but at most {most:,} are allowed here",
        "it would fill pages where there is room for a line or a clause; it is a mistake, or an "
        "attempt to stop the program.",
        "look whether something else was pasted into it; split a long text into several clauses.",
    )


def _encoding(name: str, data: bytes, at: int) -> Problem:
    text = data.decode("cp1252", errors="replace").replace("\r\n", "\n").replace("\r", "\n")
    before = data[:at].decode("cp1252", errors="replace").replace("\r\n", "\n").replace("\r", "\n")
    place = Source(name, text).place_span(len(before), len(before), 1)
    return error(
        "not-utf-8",
        place,
        "the file is not saved as UTF-8",
        f"byte 0x{data[at]:02x} is not a letter in UTF-8; it looks like Windows-1252 (the ANSI of "
        "older Windows programs), where pounds, dashes and curly quotes come out wrong.",
        'in Notepad choose "Save as", then Encoding: UTF-8; then check that line.',
    )


def _screen(source: Source) -> None:
    """Walk the events, which are cheap, and refuse YAML features that are not allowed."""
    depth = documents = 0
    try:
        for event in yaml.parse(source.text, Loader=yaml.CSafeLoader):
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
            elif isinstance(event, yaml.DocumentStartEvent):
                documents += 1
            if depth > DEEPEST_NESTING:
                raise NotLoadable(
                    error(
                        "nested-too-deep",
                        _at(source, event),
                        f"lists or keys are nested more than {DEEPEST_NESTING} deep",
                        "no policy needs it, and it can stop the program.",
                        "look for brackets or spaces that were pasted by mistake.",
                    )
                )
            if documents > 1:
                words = advice.document("---")
                raise _refused(source, error("second-document", _at(source, event), *words))
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                sign = "*" if isinstance(event, yaml.AliasEvent) else "&"
                words = advice.alias(sign, advice.BY_HAND)
                raise _refused(source, error("alias-not-allowed", _at(source, event), *words))
            if getattr(event, "tag", None):
                words = advice.begins_with("!", advice.BY_HAND)
                raise _refused(source, error("yaml-syntax", _at(source, event), *words))
    except yaml.MarkedYAMLError as fault:
        raise _refused(source, _syntax(source, fault)) from fault
    except yaml.reader.ReaderError as fault:
        at = source.text.find(chr(fault.character))
        raise NotLoadable(
            error(
                "yaml-syntax",
                source.place_span(at, at, 1),
                f"the file has a character that YAML does not allow (U+{fault.character:04X})",
                "it cannot be seen, so nobody could know what it means.",
                "delete the character; it is often invisible and comes with pasted text.",
            )
        ) from fault


def _refused(source: Source, met: Problem) -> NotLoadable:
    """The first fault that the lines of a file show; where they show none, what the parser met."""
    shown = first_fault(source)
    return NotLoadable(shown if shown and shown.place.line <= met.place.line else met)


def _value(source: Source, node: yaml.Node, path: KeyPath, problems: list[Problem]) -> Any:
    span = _span(node)
    source.values[path] = span
    if isinstance(node, yaml.ScalarNode):
        _within(source, node, LONGEST_TEXT)
        if not node.style and node.value in ("", "~", "null"):
            return None
        if node.value[:1] == "\u201c" and node.value[-1:] == "\u201d":
            problems.append(
                warning(
                    "curly-quotes",
                    source.place(path),
                    "this text is in curly quotes",
                    "YAML takes only straight quotes, so the curly ones become part of the text.",
                    'put straight quotes ("…") around it, or none.',
                )
            )
        return node.value
    if isinstance(node, yaml.SequenceNode):
        return [_value(source, child, (*path, i), problems) for i, child in enumerate(node.value)]
    assert isinstance(node, yaml.MappingNode)
    result: dict[str, Any] = {}
    for key_node, value_node in node.value:
        if not isinstance(key_node, yaml.ScalarNode):
            problems.append(
                error(
                    "key-not-text",
                    source.place_span(*_extent(key_node)),
                    "there is a list or group where a key should be",
                    "each line of a group is a key, a colon and a value.",
                    "write a word before the colon; put text with braces in quotes.",
                )
            )
            continue
        _within(source, key_node, LONGEST_KEY)
        key = key_node.value
        child = (*path, key)
        if key == "<<":
            problems.append(
                error(
                    "merge-key-not-allowed",
                    source.place_span(*_extent(key_node)),
                    'a merge key ("<<") is used',
                    "it copies keys from elsewhere, so an edit there would change this unseen.",
                    "write the keys out.",
                )
            )
            continue
        if key in result:
            first = source.place(child, key=True).line
            problems.append(
                error(
                    "duplicate-key",
                    source.place_span(*_extent(key_node)),
                    f'"{key}" is used twice in this group, first on line {first}',
                    "only one of the two could be used, and the other would be lost.",
                    _one_of_two(key, path, result),
                )
            )
            continue
        source.keys[child] = _span(key_node)
        result[key] = _value(source, value_node, child, problems)
    return result


def _one_of_two(key: str, path: KeyPath, group: dict[str, Any]) -> str:
    fix = "delete one of them, or give it the name that was meant."
    begins_entry = bool(path) and isinstance(path[-1], int) and key == next(iter(group))
    if not begins_entry:
        return fix
    return f'if it begins a new entry of the list, write "- {key}:" with its hyphen. Or {fix}'


def _doubtful(source: Source) -> bool:
    """Whether YAML may have read a file as it is not meant."""
    if any(_ODD_KEY.match(span.value) for span in source.keys.values()):
        return True
    quoted = (span for span in source.values.values() if span.style in ("'", '"'))
    return any(_KEY_INSIDE.search(source.text, span.start, span.end) for span in quoted)


def _within(source: Source, node: yaml.ScalarNode, most: int) -> None:
    """Refuse a file for a text or key that is too long to print anywhere."""
    if len(node.value) > most:
        start = node.start_mark.index
        raise NotLoadable(too_long(source.place_span(start, start, 1), len(node.value), most))


def _span(node: yaml.Node) -> Span:
    start, end = node.start_mark.index, node.end_mark.index
    if isinstance(node, yaml.ScalarNode):
        return Span(start, end, node.style or "plain", node.value)
    return Span(start, end)


def _extent(node: yaml.Node) -> tuple[int, int, int]:
    start = node.start_mark.index
    return start, start, max(node.end_mark.index - start, 1)


def _at(source: Source, event: yaml.Event) -> Place:
    index = event.start_mark.index if event.start_mark else 0
    return source.place_span(index, index, 1)


def _syntax(source: Source, fault: yaml.MarkedYAMLError) -> Problem:
    mark = fault.problem_mark or fault.context_mark
    index = min(mark.index, max(len(source.text) - 1, 0)) if mark else 0
    return error(
        "yaml-syntax",
        source.place_span(index, index, 1),
        f"the file cannot be read here: {fault.problem or 'it has no form that YAML knows'}",
        "the spaces at the start of a line, quotes and colons tell YAML what belongs together, "
        "and here they do not fit.",
        "compare the line and the one above it with their neighbours: same spaces, quotes "
        "closed, a space after each colon.",
    )
