"""The reading of pages that tests rest on."""

import pytest

from tests.support.pages import Page


@pytest.mark.parametrize(
    ("html", "skip", "words"),
    [
        ("<p>One <b>and</b> two</p>", (), "One and two"),
        ("<p>A &amp; b &lt;i&gt;</p>", (), "A & b <i>"),
        ("<title>T</title><style>p {}</style><script>x < y</script> text", (), "T text"),
        ("<p>One<sup>1</sup> two</p>", ("sup",), "One two"),
        ('<p>One <i class="a hidden">not <b>this</b></i> two</p>', ("hidden",), "One two"),
        ('<p>One <i data-mark="deleted">not</i> two</p>', ("data-mark=deleted",), "One two"),
        ('<p>One <i data-mark="inserted">too</i></p>', ("data-mark=deleted",), "One too"),
        # Elements that have no end, and ends of none.
        ('<i class="x">a<br>b<img src="c"/>c</i> d', ("x",), "d"),
        ("</div> a </p> b", (), "a b"),
        ('<ul class="x"><li>a<li>b</ul> c', ("x",), "c"),
        ('<svg class="x"><path d="M0"/></svg> c', ("x",), "c"),
        ("a &", (), "a &"),
    ],
)
def test_words(html: str, skip: tuple[str, ...], words: str) -> None:
    assert Page(html, skip).words == words


def test_elements_are_in_order_with_their_attributes_and_own_text() -> None:
    page = Page('<p id="a">x<a href="#b" aria-label="B">y</a>z</p><img id="b" hidden>')
    assert [(one.tag, one.attributes, one.text) for one in page.elements] == [
        ("p", {"id": "a"}, "xz"),
        ("a", {"href": "#b", "aria-label": "B"}, "y"),
        ("img", {"id": "b", "hidden": ""}, ""),
    ]
    assert page.ids == ["a", "b"]
    assert page.links == {"#b": "B"}
    assert page.tags[1] == ("a", ("aria-label", "href"))


def test_what_words_leave_out_is_among_the_elements() -> None:
    page = Page('<i class="x"><a id="a">no</a></i><script>s</script>', ("x",))
    assert (page.words, page.ids, page.elements[-1].text) == ("", ["a"], "s")


def test_an_attribute_that_is_given_twice_is_the_first() -> None:
    assert Page('<a href="one" href="two">').all("href") == ["one"]
