"""The search for the first fault of form: none in sound files, one in each that YAML refuses."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from clausework.source.locations import Source
from clausework.source.problems import Problem
from clausework.source.syntax.structure import first_fault
from clausework.source.yaml import NotLoadable, load
from tests.support.places import PROJECT

SOUND = sorted(
    path
    for folder in ("policy", "schools", "tests/data")
    for path in (PROJECT / folder).rglob("*.yaml")
)


def fault_of(text: str) -> Problem | None:
    return first_fault(Source("a.yaml", text))


@pytest.mark.parametrize("path", SOUND, ids=lambda path: str(path.relative_to(PROJECT)))
def test_a_sound_file_has_none(path: Path) -> None:
    assert fault_of(path.read_text("utf-8-sig")) is None


@pytest.mark.parametrize(
    "text",
    [
        "a:\n- b: c\n  d: e\n- b: f\ng: h\n",
        "a:\n  - - b\n    - c\n  -\n    d: e\n  - f\n",
        "a: 'it''s'  # a remark\nb: \"\\\"\"\n",
        'a: "b\n  c: d\n\n  e"\nf: |\n    g\n      h\n\n    i\n# j\nk: >-\nl:\n',
        'a: [b, {c: "d]", e: [f]},  # ]\n  g]\nh: {}\n',
        "a:\tb\nc :  d\n\"e\": f\n'g h': i\n\n# j\n  # k\nl: m\n  n\n\n  - o\np: q\n",
        "---\na: http://b.c/d?e:f#g\nb: -c\nd: <e> ?f =g ~h\n",
        "a:\n    b:\n        - c: d\n          e:\n            - f\n    g: h\n",
        "- a\n- b: c\n",
        "a: ->\nb: -|\nc: ->\n  d\n",
        "a: >2\n    b\n  c\nd: |+\n  e\n\n",
    ],
)  # fmt: skip
def test_every_form_that_files_may_have_is_passed_over(text: str) -> None:
    list(yaml.parse(text, Loader=yaml.CSafeLoader))
    assert fault_of(text) is None


NAMES = st.text("abcd-_", min_size=1, max_size=5).map(lambda name: f"x{name}")
TEXTS = st.text("aé “”–.,;:#-'\"!&*%@`[]{}|>?\\\n", max_size=40)
DATA = st.recursive(
    TEXTS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=4)
)


@given(
    data=st.dictionaries(NAMES, DATA, min_size=1, max_size=4),
    width=st.sampled_from([20, 80, 1000]),
    style=st.sampled_from([None, '"', "'", "|", ">"]),
    indent=st.sampled_from([2, 4]),
)
def test_what_a_program_writes_has_none(
    data: object, width: int, style: str | None, indent: int
) -> None:
    text = yaml.safe_dump(data, width=width, indent=indent, default_style=style, allow_unicode=True)
    assert fault_of(text.removesuffix("...\n")) is None


@pytest.mark.parametrize(
    "text",
    [
        *(f"a:\n{sign * 30_000}" for sign in ["- ", "[", "{a: ", "? ", '"', "'", "  "]),
        *(f"a: {sign * 30_000}\nb: [" for sign in ["x ", "x: ", "\\", "-", "#", "'", ">"]),
        "a: [" + "'x'," * 30_000,
        "a: x\n" * 30_000 + "b: [",
        "a:\n" + "  x\n" * 30_000 + "b: [",
        "a: x\n" + "\n" * 30_000 + "b: [",
    ],
    ids=lambda text: repr(text[:12]),
)
def test_a_hostile_file_is_searched_to_its_end(text: str) -> None:
    problem = fault_of(text)
    assert problem is None or 1 <= problem.place.line <= text.count("\n") + 1


PIECES = st.sampled_from(
    """a: b|a:|- a: b|- a|-|a|a: >-|a: 'b|a: "b|a: [b|a: {b: c}|- a: >-|– a: b|a : b c|a b|A b: c
    1. a: b|-a: b|a:b|a:\u00a0b|# a|a: !b|a: *b|&a b: c|a: > b|a: - b|a: b: c|"a": b|“a”: b|? a|...
    ---||a: 'b' c|a: [b]]|a: b #c|]|'|{{ a }}|a: {{ b }} c|a: [|<<: b""".replace(
        "\n    ", "|"
    ).split("|")
)
MARGINS = st.sampled_from(
    ["", " ", "  ", "   ", "    ", "      ", "\t", "  \t", "\u00a0", " \u00a0 "]
)


@given(st.lists(st.tuples(MARGINS, PIECES).map("".join), min_size=1, max_size=8))
def test_lines_in_any_order_are_read_or_refused_with_a_place(lines: list[str]) -> None:
    text = "\n".join(lines)
    try:
        load("a.yaml", text.encode())
    except NotLoadable as refused:
        assert 1 <= refused.problem.place.line <= len(lines)
    found = fault_of(text)
    assert found is None or 1 <= found.place.line <= len(lines)
