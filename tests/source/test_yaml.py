"""Files as people save them: where everything stands in them, and what is refused."""

from typing import NamedTuple

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from clausework.source.files import LARGEST_FILE
from clausework.source.locations import Source
from clausework.source.problems import Place, Problem
from clausework.source.yaml import NotLoadable, load

MARK = "MARK"


def refused(data: bytes) -> Problem:
    with pytest.raises(NotLoadable) as caught:
        load("a.yaml", data)
    return caught.value.problem


def place_of(text: str, words: str) -> tuple[int, int]:
    """Line and column of words in a text, counted the slow way."""
    line, rest = next(
        (number, line) for number, line in enumerate(text.split("\n"), 1) if words in line
    )
    return line, rest.index(words) + 1


class Written(NamedTuple):
    """A scalar as it stands behind its key."""

    style: str
    text: str


WORDS = st.text("abcéüß€’“”–😀-.", min_size=1, max_size=5).map(lambda word: f"x{word}x")
INDENT = " " * 8
FOLDS = [" ", "  ", f"\n{INDENT}", f"  \n{INDENT}", f"\n\n{INDENT}", f"\n \n\n{INDENT}"]
DEEPER = [f"\n{INDENT}  ", f"\n\n\n{INDENT}  "]
STYLES = {
    "plain": (WORDS, FOLDS),
    "single": (WORDS | st.sampled_from(["''", "''''", "it''s", "#", ": "]), FOLDS),
    "double": (
        WORDS | st.sampled_from(['\\"', "\\\\", "\\x41", "\\u00e9", "\\U0001F600", "\\n", "\\x20"]),
        [*FOLDS, f"\\\n{INDENT}", "\\ ", "\\t"],
    ),
    ">-": (WORDS | st.sampled_from(["#", ": ", '"', "'"]), [*FOLDS, *DEEPER]),
    "|": (WORDS | st.sampled_from(["#", ": ", '"', "'"]), [*FOLDS, *DEEPER]),
}


@st.composite
def scalars(draw: st.DrawFn, style: str) -> Written:
    """Random text with the mark somewhere in it, written in one style over several lines."""
    words, folds = STYLES[style]
    before = draw(st.lists(words, max_size=6))
    after = draw(st.lists(words, max_size=6))
    text = ""
    for word in [*before, MARK, *after]:
        text += word + draw(st.sampled_from(folds))
    text = text.rstrip(" \n\\t")
    if style in (">-", "|"):
        start = draw(st.sampled_from(["", "  # a remark"]))
        return Written(style, f"{style}{start}\n{INDENT}{text}")
    quote = {"plain": "", "single": "'", "double": '"'}[style]
    return Written(style, f"{quote}{text}{quote}")


@pytest.mark.parametrize("style", STYLES)
@given(data=st.data(), bom=st.booleans(), end=st.sampled_from(["\n", "\r\n"]))
def test_a_word_of_a_value_is_placed_where_the_file_has_it(
    style: str, data: st.DataObject, bom: bool, end: str
) -> None:
    scalar = data.draw(scalars(style))
    text = f"é: ü\n  \nlist:\n  - t: {scalar.text}\n    next: 😀\n"
    saved = ("\ufeff" if bom else "") + text.replace("\n", end)
    source, read, problems = load("a.yaml", saved.encode())
    value = read["list"][0]["t"]
    start = value.index(MARK)
    place = source.place_in(("list", 0, "t"), start, start, len(MARK))
    assert (place.line, place.column) == place_of(text, MARK)
    assert place.excerpt[place.caret - 1 :][: place.width] == MARK
    assert problems == []


@given(value=st.text(max_size=60), style=st.sampled_from([None, "'", '"', "|", ">"]))
def test_every_visible_character_is_placed_in_any_text_that_yaml_can_write(
    value: str, style: str | None
) -> None:
    text = yaml.safe_dump({"t": value}, default_style=style, allow_unicode=True)
    source, read, _ = load("a.yaml", text.encode())
    lines = source.text.split("\n")
    for index, char in enumerate(read["t"] or ""):
        place = source.place_in(("t",), index)
        if not char.isspace():
            written = lines[place.line - 1][place.column - 1]
            assert written == char or (written == "\\" and source.values["t",].style == '"')


TEXT = """\
name: "Saint Zoë's"
terms:
  head: Principal
  setting:
    one: school
adopts:
  - id: one
    text: Tell the head.
"""


@pytest.mark.parametrize(
    ("path", "key", "words"),
    [
        (("name",), False, '"Saint Zoë\'s"'),
        (("terms", "head"), False, "Principal"),
        (("terms", "head"), True, "head"),
        (("terms", "setting"), False, "one"),
        (("adopts", 0), False, "id"),
        (("adopts", 0, "text"), True, "text"),
        (("terms", "missing"), False, "terms"),
        (("adopts", 0, "missing", "more"), False, "id"),
    ],
)
def test_values_and_keys_have_their_places(
    path: tuple[str | int, ...], key: bool, words: str
) -> None:
    source, _, _ = load("a.yaml", TEXT.encode())
    place = source.place(path, key=key)
    assert (place.line, place.column) == place_of(TEXT, words)


def test_the_caret_may_stand_behind_the_place() -> None:
    source, _, _ = load("a.yaml", b"t: the {{ haed }} now\n")
    start = len("the ")
    place = source.place_in(("t",), start, start + len("{{ "), len("haed"))
    assert place == Place("a.yaml", 1, 8, "t: the {{ haed }} now", 11, 4)


@pytest.mark.parametrize(("index", "column"), [(3, 8), (4, 9), (5, 10)])
def test_white_space_has_its_place_too(index: int, column: int) -> None:
    source, _, _ = load("a.yaml", b"t: 'one   /two'\n")
    assert source.place_in(("t",), index).column == column


def test_a_caret_never_leaves_the_line_of_the_place() -> None:
    source = Source("a.yaml", "one\ntwo\n")
    assert source.place_span(0, 5, 99) == Place("a.yaml", 1, 1, "one", 1, 3)


@pytest.mark.parametrize("words", ["no", "on", "1:30", "1.0", "0x1F", "2018-10-11", "true", "1e3"])
def test_scalars_are_text(words: str) -> None:
    _, read, problems = load("a.yaml", f"on: {words}\nlist: [{words}]\n".encode())
    assert read == {"on": words, "list": [words]}
    assert problems == []


@pytest.mark.parametrize(
    ("text", "value"), [("", None), ("~", None), ("null", None), ("''", ""), ('"null"', "null")]
)
def test_nothing_and_an_empty_text_are_told_apart(text: str, value: str | None) -> None:
    assert load("a.yaml", f"t: {text}\n".encode())[1] == {"t": value}


@pytest.mark.parametrize("data", [b"", b"# only a remark\n", b"\xef\xbb\xbf\r\n"])
def test_an_empty_file_holds_nothing(data: bytes) -> None:
    assert load("a.yaml", data)[1] is None


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_and_byte_order_marks_make_no_difference(end: str) -> None:
    saved = "\ufeff" + TEXT.replace("\n", end)
    plain = load("a.yaml", TEXT.encode())
    assert load("a.yaml", saved.encode()) == plain


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("a: 1\nb: 2\n§a: 3\n", "duplicate-key", 'first on line 1'),
        ("a: {b: 1, §b: 2}\n", "duplicate-key", 'first on line 1'),
        ("a:\n  §<<: {b: 1}\n", "merge-key-not-allowed", "merge key"),
        ("a: {§{ school }}\n", "key-not-text", "list or group"),
        ("§? [a, b]\n: 1\n".replace("§? ", "? §"), "key-not-text", "list or group"),
        ("a: §“Zoë”\n", "curly-quotes", "curly quotes"),
    ],
)  # fmt: skip
def test_what_is_found_on_the_way(text: str, code: str, words: str) -> None:
    _, _, (problem,) = load("a.yaml", text.replace("§", "").encode())
    assert problem.code == code
    assert (problem.place.line, problem.place.column) == place_of(text, "§")
    assert words in problem.message


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("a: §&x b\n", "alias-not-allowed", "anchor"),
        ("a: §*x\n", "alias-not-allowed", "anchor"),
        ("a: §&x {b: 1}\nc: *x\n", "alias-not-allowed", "anchor"),
        ("a: §!x b\n", "yaml-syntax", "begins with !"),
        ("a: [§!x b]\n", "yaml-syntax", "begins with !"),
        ("a: b\n§---\nc: d\n", "second-document", "second document"),
        ("a:\n§\t- b\n", "yaml-syntax", "begins with a tab"),
        ("a: b§: c\n", "yaml-syntax", "a colon followed by a space"),
        ("a: §{{ b }} c\n", "yaml-syntax", "begins with a fill"),
        ("a: zoë§\0\n", "yaml-syntax", "U+0000"),
        ("a: b§\x7f\n", "yaml-syntax", "U+007F"),
        ("a: 1\n  §b: 2\n", "yaml-syntax", "begins with 2 spaces, where 0"),
    ],
)
def test_what_yaml_does_not_take_is_explained(text: str, code: str, words: str) -> None:
    problem = refused(text.replace("§", "").encode())
    assert problem.code == code
    assert (problem.place.line, problem.place.column) == place_of(text, "§")
    assert words in problem.message


@pytest.mark.parametrize("text", ['a: "b\n', "a: [b\n", "- a\nb: c\n", "%\n", "a: @b\n"])
def test_other_faults_of_form_are_placed_in_the_file(text: str) -> None:
    problem = refused(text.encode())
    assert problem.code == "yaml-syntax"
    assert 1 <= problem.place.line <= text.count("\n") + 1


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? "])
def test_thirty_thousand_brackets_do_no_harm(opening: str) -> None:
    problem = refused(opening.encode() * 30_000)
    assert problem.code == "nested-too-deep"


def test_forty_deep_is_read_and_one_more_is_not() -> None:
    load("a.yaml", b"[" * 40 + b"]" * 40)
    problem = refused(b"[" * 41 + b"]" * 41)
    assert (problem.place.line, problem.place.column) == (1, 41)


def test_the_largest_file_is_read_and_a_larger_one_is_not() -> None:
    largest = b"# " + b"x" * (LARGEST_FILE - 2)
    load("a.yaml", largest)
    assert refused(largest + b"x").code == "file-too-large"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_named(encoding: str) -> None:
    mark = {"utf-16": "", "utf-16-le": "\ufeff", "utf-16-be": "\ufeff"}[encoding]
    problem = refused((mark + TEXT).encode(encoding))
    assert (problem.code, "UTF-16" in problem.message) == ("not-utf-8", True)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_windows_1252_is_named_with_its_place(end: str) -> None:
    problem = refused(f"a: b{end}price: costs £5{end}".encode("cp1252"))
    assert problem.code == "not-utf-8"
    assert problem.place == Place("a.yaml", 2, 14, "price: costs £5", 14, 1)
    assert "0xa3" in problem.why


@given(st.binary(max_size=80))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        source, _, problems = load("a.yaml", data)
    except NotLoadable as error:
        problems = [error.problem]
        lines = data.count(b"\n") + data.count(b"\r") + 1
    else:
        lines = source.text.count("\n") + 1
    assert all(1 <= problem.place.line <= lines for problem in problems)


@given(st.text("a:-[]{}&*!|>'\"%@`#?,<\t\n \0é", max_size=30))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        _, _, problems = load("a.yaml", text.encode())
    except NotLoadable as error:
        problems = [error.problem]
    assert all(problem.place.column >= 1 for problem in problems)
