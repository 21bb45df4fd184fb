"""What a review's page shows beside each change."""

import re
from typing import Any

import pytest

from clausework.model.authorities import AuthorityKind
from clausework.model.document import Cited, Node
from clausework.model.inline import Run, plain
from clausework.model.policy import Reason
from clausework.render.review.review import cites_compared, stretches
from tests.support.pages import Page
from tests.support.review_pages import clause, page_of, simple
from tests.support.reviews import page
from tests.support.samples import WARDEN_HILL


def remark_on(html: str, name: str) -> str:
    """What stands beside a clause."""
    found = re.search(rf'id="{name}".*?<div class="remark"[^>]*>(.*?)</div>', html, re.DOTALL)
    assert found
    return Page(found[1]).words


def test_what_is_moved_is_linked_at_both_ends_and_counted_once() -> None:
    kept, moved = clause("kept", "It stays."), clause("gone", "It goes.")
    html = page_of(
        simple([kept, moved], [clause("other", "Other.")], version="1.0"),
        simple([kept], [clause("other", "Other."), moved], version="1.1"),
    )
    assert "Moved to 2.2 of version 1.1." in remark_on(html, "was--gone")
    assert "Moved from 1.2 of version 1.0." in remark_on(html, "gone")
    shown = Page(html)
    assert {"#gone", "#was--gone"} <= set(shown.all("href"))
    assert len(shown.all("data-stop")) == 1


def test_what_is_divided_is_linked_to_its_parts() -> None:
    html = page(WARDEN_HILL, "1.0", "2.0")
    was = remark_on(html, "was--code-of-conduct-and-dbs")
    assert "Its words are now in 5.4 and 8.4 of version 2.0." in was
    assert "Its words were in 5.4 of version 1.0." in remark_on(html, "duty-to-refer")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "Reworded. R."),
        ({"weight": "statutory"}, "Rests on law or statutory guidance Reworded. R."),
        ({"duty": "stronger"}, "Reworded. A duty is stronger. R."),
        (
            {"weight": "substantive", "duty": "same", "headline": "Staff tell the head."},
            "Changes the meaning Reworded. Staff tell the head. No duty changes. R.",
        ),
    ],
)
def test_beside_a_change_is_what_hr_says_of_it_and_no_more(
    given: dict[str, Any], said: str
) -> None:
    html = page_of(
        simple([clause("a", "Staff may tell the head.")]),
        simple([clause("a", "Staff must tell the head.")]),
        Reason.model_validate({"clause": "a", "reason": "R.", **given}),
    )
    assert remark_on(html, "a") == said


def test_of_a_change_without_any_word_of_hrs_only_what_happened_is_said() -> None:
    html = page_of(
        simple([clause("a", "Staff may tell the head.")]),
        simple([clause("a", "Staff must tell the head.")]),
    )
    assert remark_on(html, "a") == "Reworded."
    overview = Page(html.partition('<nav class="overview"')[2].partition("</nav>")[0]).words
    assert "Other changes1 Other changes 1.1 Staff must tell the head. – reworded" in overview
    (weight,) = {*Page(html).all("data-weight")}
    assert weight == "other"
    assert "other" in Page(html).all("data-filter")


def test_a_reason_is_said_once_and_names_the_points_that_it_is_of() -> None:
    def points(end: str) -> tuple[Node, ...]:
        return tuple(
            Node(
                id=f"p{at}",
                level="item",
                number=f"1.1({at})",
                label=f"({at})",
                text=(Run(text=f"Point{end}"),),
            )
            for at in "abc"
        )

    html = page_of(
        simple([clause("a", "Staff:", children=points(""), style="letter")]),
        simple([clause("a", "All staff:", children=points(" one"), style="letter")]),
        Reason(clause="a", reason="Of the clause."),
        Reason(clause="p2", reason="Of nothing."),
        Reason(clause="pb", reason="Of a point."),
    )
    remark = remark_on(html, "a")
    assert remark.count("Of the clause.") == 1
    assert "1.1(b): Of a point." in remark
    assert "3 points changed" in remark
    assert "Of nothing." not in html


def test_insertions_and_deletions_are_told_in_words_once_each() -> None:
    new = (Run(text="Staff "), Run(text="must", strong=True), Run(text=" not go."))
    html = page_of(
        simple([clause("a", "Everyone stays.")]),
        simple([clause("a", "").model_copy(update={"text": new})]),
    )
    body = html.partition('class="body"')[2].partition("</p>")[0]
    assert (
        "deleted: Everyone stays end of deletion. inserted: Staff must not go" in Page(body).words
    )
    assert body.count("inserted: ") == body.count("end of insertion") == 1


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        ([], []),
        ([None], [(None, "0")]),
        (["inserted", "inserted"], [("inserted", "01")]),
        (["deleted", "inserted", None], [("deleted", "0"), ("inserted", "1"), (None, "2")]),
        (["inserted", None, "inserted"], [("inserted", "0"), (None, "1"), ("inserted", "2")]),
    ],
)
def test_neighbours_of_one_mark_are_one_stretch(
    marks: list[Any], expected: list[tuple[str | None, str]]
) -> None:
    found = stretches([Run(text=str(at), mark=mark) for at, mark in enumerate(marks)])
    assert [(mark, plain(runs)) for mark, runs in found] == expected
    assert {run.mark for _, runs in found for run in runs} <= {None}


def cited(name: str) -> Cited:
    return Cited(authority=name, title=name, kind=AuthorityKind.ACT)


@pytest.mark.parametrize(
    ("older", "newer", "expected"),
    [
        ("", "", []),
        ("a", "a", [(None, "a")]),
        ("ab", "bc", [("deleted", "a"), (None, "b"), ("inserted", "c")]),
        ("ab", "ba", [(None, "b"), (None, "a")]),
    ],
)
def test_citations_as_they_were_and_are(older: str, newer: str, expected: list[Any]) -> None:
    found = cites_compared([cited(one) for one in older], [cited(one) for one in newer])
    assert [(mark, one.title) for mark, one in found] == expected
