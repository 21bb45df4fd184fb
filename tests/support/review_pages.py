"""The page of a review of small documents, and what of it tests read."""

from collections.abc import Sequence
from typing import Any

from clausework.model.document import Document, Node
from clausework.model.inline import Run
from clausework.model.policy import Reason
from clausework.query.board_paper import Meeting, pack
from clausework.query.comparison import Comparison
from clausework.render.review.review import render
from tests.support.pages import Page
from tests.support.reviews import workspace
from tests.support.samples import OAK, sample


def page_of(old: Document, new: Document, *reasons: Reason) -> str:
    newer = new.model_copy(update={"version": "1.1"})
    told = pack(workspace(), Comparison(old, newer, reasons), OAK, Meeting())
    return render(told, *sample(OAK)[1:])


def front(html: str) -> Page:
    """What the page opens with."""
    return Page(html.partition('<div class="front">')[2].partition("<nav")[0])


def simple(*sections: Sequence[Node], **changes: Any) -> Document:
    """A document of sections with these clauses, numbered."""
    numbered = tuple(
        Node(
            id=f"section-{at}",
            level="section",
            number=f"{at}.0",
            label=f"{at}.0",
            text=(Run(text=f"Section {at}"),),
            children=tuple(
                clause.model_copy(update={"number": f"{at}.{place}", "label": f"{at}.{place}"})
                for place, clause in enumerate(clauses, 1)
            ),
        )
        for at, clauses in enumerate(sections, 1)
    )
    return sample(OAK)[0].model_copy(update={"sections": numbered, **changes})


def clause(name: str, words: str, **values: Any) -> Node:
    return Node(id=name, level="clause", number="", label="", text=(Run(text=words),), **values)
