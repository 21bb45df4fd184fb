"""Two texts word by word: what a person would mark, and nothing lost."""

import re
from collections.abc import Sequence
from itertools import groupby, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clausework.diff.words import FEWEST_WORDS_KEPT, Piece, compare_runs, earlier, later, same
from clausework.model.inline import Run, parse


def shown(text: str) -> tuple[Run, ...]:
    """The runs of a text whose fills are shown and not put in, as HR reads it."""
    return tuple(
        run.model_copy(update={"text": f"{{{{ {run.fill} }}}}"}) if run.fill else run
        for run in parse(text).runs
    )


def marked(before: str, after: str) -> str:
    pieces = compare_runs(shown(before), shown(after))
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
        # Only what changed, where it is a comma or a full stop.
        ("one, then two", "one; then two.", "one[-,-]{+;+} then two{+.+}"),
        ("Tell LinkedIn YouTube, and etc", "Tell LinkedIn, YouTube and etc.",
         "Tell LinkedIn{+,+} YouTube[-,-] and etc{+.+}"),
        # A few words kept between changes of words are taken into them, and more are not.
        ("red hat for his son", "blue hat for her son",
         "[-red hat for his-]{+blue hat for her+} son"),
        ("red hat and coat for his son", "blue hat and coat for her son",
         "[-red-]{+blue+} hat and coat for [-his-]{+her+} son"),
        # What is long and the same is kept, wherever words between are the same too.
        ("It is so. All that they say of it is true.", "All that they say of it is true. It is so.",
         "[-It is so. -]All that they say of it is true.{+ It is so.+}"),
        ("no no no no", "no no no", "no no no[- no-]"),
        ("see the {{ head }} now", "see the {{ head_teacher }} now",
         "see the [-{{ head }}-]{+{{ head_teacher }}+} now"),
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


def cuts(pieces: Sequence[Piece], other: str) -> list[str]:
    """The letters on both sides of each place where a mark begins or ends inside a word."""
    side = [piece.text for piece in pieces if piece.kind != other and piece.text]
    return [f"{a[-1]}{b[0]}" for a, b in pairwise(side) if a[-1].isalnum() and b[0].isalnum()]


@given(WORDS, WORDS)
def test_never_half_a_word(before: str, after: str) -> None:
    pieces = compare_runs((Run(text=before),), (Run(text=after),))
    assert cuts(pieces, "added") == cuts(pieces, "removed") == []


@given(WORDS, WORDS)
def test_a_few_words_kept_do_not_stand_between_changes_of_words(before: str, after: str) -> None:
    pieces = compare_runs((Run(text=before),), (Run(text=after),))
    groups = [
        (kept, " ".join(piece.text for piece in group))
        for kept, group in groupby(pieces, key=lambda piece: piece.kind == "kept")
    ]
    for (_, left), (kept, words), (_, right) in zip(groups, groups[1:], groups[2:], strict=False):
        if kept and re.search(r"\w", left) and re.search(r"\w", right):
            assert len(re.findall(r"\w+(?:[-.]\w+)*", words)) > FEWEST_WORDS_KEPT
