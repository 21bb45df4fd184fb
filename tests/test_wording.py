"""Two texts word by word: what a person would mark, and nothing lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clausework.inline import Run, parse
from clausework.wording import compare_runs, earlier, later, same


def marked(before: str, after: str) -> str:
    pieces = compare_runs(parse(before).runs, parse(after).runs)
    signs = {"kept": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}
    return "".join(signs[piece.kind].format(piece.text) for piece in pieces)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("the same", "the same", "the same"),
        ("a cat sat there", "a dog sat there", "a [-cat-]{+dog+} sat there"),
        ("Tell the head.", "Tell the head at once.", "Tell the head{+ at once+}."),
        ("one list etc. here", "one list here", "one list [-etc. -]here"),
        ("social-networking", "social networking", "[-social-networking-]{+social networking+}"),
        ("the employees", "the employee", "the [-employees-]{+employee+}"),
        ("You must go", "You must not go", "You must {+not +}go"),
        (
            "alpha beta gamma of delta epsilon",
            "one two three of four five",
            "[-alpha beta gamma of delta epsilon-]{+one two three of four five+}",
        ),
        ("", "new", "{+new+}"),
        ("old", "", "[-old-]"),
    ],
)  # fmt: skip
def test_what_is_marked(before: str, after: str, expected: str) -> None:
    assert marked(before, after) == expected


def test_emphasis_alone_is_a_change() -> None:
    assert marked("you must go", "you **must** go") == "you [-must-]{+must+} go"
    assert not same(parse("you must").runs, parse("you **must**").runs)


def test_the_number_that_a_reference_prints_is_not() -> None:
    before = (Run(text="see "), Run(text="7.1", fill="ref scope"), Run(text="."))
    after = (Run(text="see "), Run(text="8.2", fill="ref scope"), Run(text="."))
    assert same(before, after)
    assert [piece.kind for piece in compare_runs(before, after)] == ["kept"]
    other = (Run(text="see "), Run(text="7.1", fill="ref aims"), Run(text="."))
    assert not same(before, other)


def test_where_words_came_from_is_not() -> None:
    assert same((Run(text="the "), Run(text="head", fill="head")), (Run(text="the head"),))


WORDS = st.lists(
    st.sampled_from(["must", "not", "the", "head", "a", ".", ",", "pupils", "even-if", "7.1", "ë"]),
    max_size=30,
).map(" ".join)
RUNS = st.lists(
    st.builds(
        Run,
        text=WORDS,
        strong=st.booleans(),
        href=st.sampled_from([None, "https://a.org"]),
    )
    | st.builds(Run, note=st.sampled_from(["n", "m"])),
    max_size=5,
).map(tuple)


@given(RUNS, RUNS)
def test_the_pieces_hold_both_texts_whole(before: tuple[Run, ...], after: tuple[Run, ...]) -> None:
    pieces = compare_runs(before, after)
    assert same(earlier(pieces), before)
    assert same(later(pieces), after)


@given(RUNS)
def test_a_text_and_itself_have_nothing_marked(runs: tuple[Run, ...]) -> None:
    assert all(piece.kind == "kept" for piece in compare_runs(runs, runs))


@given(WORDS, WORDS)
def test_never_half_a_word(before: str, after: str) -> None:
    for piece in compare_runs((Run(text=before),), (Run(text=after),)):
        source = {"kept": f"{before} {after}", "removed": before, "added": after}[piece.kind]
        assert set(piece.text.split()) <= {
            part for word in source.split() for part in (word, word.strip(".,"), *word)
        } | {""}
