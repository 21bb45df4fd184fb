"""What typst warns of is an error: it may have left words out."""

import pickle

import pytest
import typst

from clausework.render.common.compiler import compiled

LEFT_OUT = b"#set page(height: auto)\n#par[Staff must: #block[go home]]"


def test_a_warning_is_an_error_in_its_own_words() -> None:
    made, _ = typst.compile_with_warnings(LEFT_OUT)
    assert made.startswith(b"%PDF")
    with pytest.raises(typst.TypstError) as raised:
        compiled(LEFT_OUT)
    words = "typst warned: block may not occur inside of a paragraph and was ignored"
    assert str(raised.value) == words
    assert "go home" in raised.value.__notes__[0]
    # It comes from a worker in another process.
    assert str(pickle.loads(pickle.dumps(raised.value))) == words


def test_what_it_makes_without_a_warning_is_given_back() -> None:
    assert compiled(b"Staff must go home").startswith(b"%PDF")
