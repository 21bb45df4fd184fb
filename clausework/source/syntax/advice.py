"""What is said of each fault of form: the message, why it matters, and what to type.

Each function returns these three. A fix that can be pasted has the lines to paste after its first.
"""

from __future__ import annotations

from typing import TypeAlias

from clausework.source.syntax.lines import Line, without_remark

Words: TypeAlias = tuple[str, str, str]

LONGEST_PASTE = 300
BY_HAND = 'put the whole text in "quotes", or begin it on the next line after ">-".'
_INDENT = "the spaces at the start of a line say what it belongs to."
_UNREAD = "the rest of the file cannot be read."


def quoted(text: str) -> str:
    """A text in quotes, so that YAML reads it letter by letter; curly ones around it go."""
    if text[:1] == "\u201c" and text[-1:] == "\u201d":
        text = text[1:-1]
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


def instead(line: Line, new: str, otherwise: str) -> str:
    """A fix that gives what to type in place of a line; in words where that is too long."""
    if len(new) > LONGEST_PASTE:
        return otherwise
    return f"in place of line {line.number}, type:\n{new}"


def protected(line: Line, column: int, following: Line | None) -> str:
    """A fix that keeps a text from being read as anything else; `following` is its second line."""
    before, rest = line.text[:column], line.text[column:].rstrip()
    if following is None:
        value, remark = without_remark(rest)
        return instead(line, f"{before}{quoted(value)}{remark}", BY_HAND)
    if not before.strip():
        return 'write ">-" after the colon on the line above, and leave the text where it is.'
    return instead(line, f"{before}>-\n{' ' * following.indent}{rest}", BY_HAND)


def begins_with(sign: str, fix: str) -> Words:
    name = {"`": "a backtick (`)", "*": "an asterisk (*)", "&": "an ampersand (&)"}.get(sign, sign)
    return (
        f"a text begins with {name}",
        f"at the start of a text YAML reads {sign} as an instruction, not as part of the words.",
        fix,
    )


def alias(sign: str, fix: str) -> Words:
    return (
        f"an anchor (&) or alias (*) is used, or a text begins with {sign}",
        "it uses one text in several places, so an edit here would change a clause elsewhere "
        "unseen.",
        f"write the text out. If {sign} is part of the words, {fix}",
    )


def fill(fix: str) -> Words:
    return (
        "a text begins with a fill, and YAML reads its braces as its own",
        "a brace at the start of a value opens a group of keys.",
        fix,
    )


def bracket_first(sign: str, fix: str) -> Words:
    return (
        f"a text begins with a bracket ({sign})",
        "a bracket at the start of a value opens a list or a group, and words after its end "
        "belong to neither.",
        fix,
    )


def quoted_first(fix: str) -> Words:
    return (
        "a text begins with words in quotes, and more words follow",
        "quotes at the start of a value enclose all of it, so the words after them would be lost.",
        fix,
    )


def quotes_inside(sign: str, fix: str) -> Words:
    name = "quotation mark" if sign == '"' else "apostrophe"
    return (
        f"the text is in quotes and has the same {name} ({sign}) inside it",
        "YAML takes the first one inside for the end of the text.",
        fix,
    )


def quotes_inside_by_hand(sign: str) -> str:
    other = "''" if sign == "'" else '\\"'
    return (
        f'write {other} for each one that is part of the words, or write ">-" after the colon '
        "and the text without its outer quotes on the next line."
    )


def unclosed_quote(sign: str, opened: Line, last: Line, *, in_brackets: bool) -> Words:
    words, remark = without_remark(last.text)
    where = "here" if opened is last else f"on line {opened.number}"
    fix = f"type {sign} at the end of the text."
    closing = words[len(words.rstrip("]},")) :] if in_brackets else ""
    text = words.removesuffix(closing)
    if not in_brackets or "," not in text.rpartition(sign)[2]:
        fix = instead(last, f"{text}{sign}{closing}{remark}", fix)
    return (
        f"a quote ({sign}) that opens {where} is not closed",
        f"YAML reads on to the next {sign}, over keys and clauses. {_UNREAD.capitalize()}",
        fix,
    )


def backslash(fix: str) -> Words:
    return (
        "there is a backslash in a text in double quotes",
        "in double quotes a backslash and the letter after it are read as one special character.",
        fix,
    )


def unclosed_bracket(sign: str, opened: Line, last: Line, closing: str) -> Words:
    words, remark = without_remark(last.text)
    where = "here" if opened is last else f"on line {opened.number}"
    return (
        f"a bracket ({sign}) that opens {where} is not closed",
        f"YAML reads on to the next {closing[-1]}, over keys and clauses. {_UNREAD.capitalize()}",
        instead(last, f"{words}{closing}{remark}", f"type {closing} at the end."),
    )


def wrong_bracket(sign: str, needed: str, line: Line, column: int) -> Words:
    new = f"{line.text[:column]}{needed}{line.text[column:]}"
    return (
        f"a bracket ({needed}) is missing before this {sign}",
        f"each bracket is closed by its own kind, the last one first. {_UNREAD.capitalize()}",
        instead(line, new, f"type {needed} before it."),
    )


def too_much(sign: str, line: Line, column: int) -> Words:
    what = "a comma" if sign == "," else f"a bracket ({sign}) too many"
    new = f"{line.text[:column].rstrip()}{line.text[column + 1 :]}"
    return (
        f"there is {what} after the end of a value",
        f"a value ends at its closing quote or bracket. {_UNREAD.capitalize()}",
        instead(line, new, f"delete the {sign}."),
    )


def in_brackets() -> Words:
    return (
        "what is inside these brackets does not fit together",
        "inside brackets a comma separates two entries, and a colon with a space a key from its "
        "value.",
        "look for a missing or doubled comma; put a text that has a comma, a colon or a bracket "
        'of its own in "quotes".',
    )


def colon(fix: str) -> Words:
    return (
        "there is a colon followed by a space inside a text",
        "YAML reads it as the end of a key.",
        fix,
    )


def list_on_key_line(line: Line, column: int) -> Words:
    before, rest = line.text[:column].rstrip(), line.text[column:]
    indent = " " * (len(before) - len(before.lstrip(" -")) + 2)
    return (
        "a list begins on the line of its key",
        "a list begins on the line after its key.",
        instead(line, f"{before}\n{indent}{rest}", "begin the list on the next line."),
    )


def words_after_sign(sign: str, line: Line, column: int, indent: int, rest: str) -> Words:
    new = f"{line.text[:column]}>-\n{' ' * indent}{rest}"
    return (
        f"words follow {sign} on the same line",
        f"{sign} says that the text begins on the next line.",
        instead(line, new, "move the words to the next line, two spaces further in."),
    )


def sign_mistyped(line: Line, column: int) -> Words:
    return (
        f"{line.text[column:].strip()} is not the sign for a text on the next line",
        "the sign is >- (greater than, hyphen) at the end of the line of the key.",
        instead(line, f"{line.text[:column]}>-", "type >- in its place."),
    )


def tab(line: Line, column: int) -> Words:
    new = " " * column + line.words
    return (
        "the line begins with a tab",
        "YAML counts spaces to see what belongs together, and a tab has no width.",
        instead(line, new, "replace the tab with spaces, as on the lines around it."),
    )


def no_break_space(line: Line, column: int) -> Words:
    fix = instead(
        line,
        " " * column + line.words,
        "delete the spaces at the start of the line and type them again.",
    )
    return (
        "the line begins with a space of another kind, such as a no-break space",
        "YAML counts only plain spaces to see what belongs together. The others look the same and "
        "come with text pasted from Word or a web page.",
        fix if line.words else "delete the line; it only looks empty.",
    )


def no_break_after(line: Line, new: str) -> Words:
    return (
        "the space here is of another kind, such as a no-break space",
        "YAML sees a key or a dash only before a plain space. The other looks the same and comes "
        "with text pasted from Word or a web page.",
        instead(line, new, "delete the space and type it again."),
    )


def list_marker(sign: str, line: Line, new: str) -> Words:
    return (
        f'"{sign}" is used as the mark of a list',
        "YAML knows one mark for the entries of a list: a hyphen and a space.",
        instead(line, new, 'type a hyphen and a space ("- ") in its place.'),
    )


def no_space(sign: str, line: Line, new: str) -> Words:
    name = {"-": "hyphen", ":": "colon"}[sign]
    return (
        f"there is no space after the {name}",
        f"without a space the {name} is read as part of a word.",
        instead(line, new, f"type a space after the {name}."),
    )


def curly_key(line: Line, new: str) -> Words:
    return (
        "a key is in curly quotes",
        "YAML takes only straight quotes, so the curly ones become part of the key.",
        instead(line, new, "delete the curly quotes."),
    )


def no_colon(name: str, line: Line, new: str) -> Words:
    return (
        f'there is no colon after "{name}"',
        "a key ends with a colon and a space; without it, the line is read as words.",
        instead(line, new, f'type a colon and a space after "{name}".'),
    )


def no_dash(line: Line, new: str) -> Words:
    return (
        "a hyphen is missing at the start of this entry of a list",
        "each entry of a list begins with a hyphen and a space.",
        instead(line, new, 'type "- " before it.'),
    )


def indent(line: Line, columns: list[int], new: str) -> Words:
    allowed = " or ".join(str(column) for column in columns)
    return (
        f"the line begins with {_spaces(line.indent)}, where {allowed} would fit",
        f"{_INDENT} With these it belongs to none of the groups above it.",
        instead(line, new, f"begin it with {allowed} spaces."),
    )


def entry_without_list(line: Line, column: int | None) -> Words:
    fix = 'write the key of the list, such as "items:", on the line above it'
    if column is not None:
        fix += f"; or, where it belongs to the list above, begin it with {_spaces(column)}"
    return (
        f"an entry of a list begins with {_spaces(line.indent)} here, where no list is open",
        f"{_INDENT} A list begins on the line after its key, which ends with a colon.",
        f"{fix}.",
    )


def text_not_indented(line: Line, column: int) -> Words:
    return (
        "this line of a text begins with too few spaces",
        "a text goes on for as long as its lines begin with as many spaces as its first.",
        instead(
            line,
            " " * column + line.words,
            f"begin it and the lines of the text after it with {column} spaces.",
        ),
    )


def after_remark(line: Line) -> Words:
    return (
        "words follow a text that a remark (#) has ended",
        "YAML takes a # after a space, and all after it on that line, for a remark, which nobody "
        "reads.",
        'write ">-" after the colon and the whole text below it; there a # is part of the words.',
    )


def no_key() -> Words:
    return (
        "this line is neither a key nor an entry of a list",
        "each line is a key with a colon, an entry that begins with a hyphen, or part of the text "
        "above it, further in.",
        "if its first word is a key, type a colon after it; if the line is part of the text above, "
        "begin it with more spaces than the key of that text.",
    )


def key_below_words() -> Words:
    return (
        "a key is below an entry of a list that has no key",
        "an entry of a list is a text, or keys and values one below the other.",
        "look for the colon of the first key of the entry, and for a space after it.",
    )


def document(sign: str) -> Words:
    return (
        f'a line of "{sign}" ends this document, and a second document begins',
        "only the first would be read, and the rest silently lost.",
        "delete the line, or move what follows it to a file of its own.",
    )


def _spaces(count: int) -> str:
    return {0: "no space", 1: "1 space"}.get(count, f"{count} spaces")
