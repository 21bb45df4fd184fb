"""What becomes of a school's own definitions, fields, paragraphs of letters and paragraphs."""

from __future__ import annotations

from typing import Any

import pytest

from clausework.model.policy import Variation, Version
from clausework.resolve.local_changes import varied
from clausework.upgrade.carry import Resolution, upgrade
from clausework.upgrade.outcome import Choice
from tests.support.carrying import local
from tests.support.policies import POLICY, a_version, figure, point, section

BAG = {"id": "bag", "term": "Bag", "text": "A bag is a sack."}
BOX = {"id": "box", "term": "Box", "text": "A box is a case."}
NAME = {"id": "name", "label": "Name of the person"}
DAY = {"id": "day", "label": "Day", "kind": "date"}
DEAR, YOURS = {"id": "dear", "text": "Dear all,"}, {"id": "yours", "text": "Yours truly"}


def of(
    definitions: list[Any],
    fields: list[Any],
    letter: list[Any],
    text: str = "One.\n\nTwo.",
    colour: str = "#123456",
) -> Version:
    return a_version(
        section(
            "s",
            point("p", text=text),
            {"id": "words", "definitions": definitions} if definitions else point("words"),
            {"id": "form", "form": {"fields": fields}},
            {"id": "letter", "letter": letter},
            figure("shown", colour, text="As follows:"),
        )
    )


OLD = of([BAG, BOX], [NAME, DAY], [DEAR, YOURS])
OUR_BAG = local(replace="bag", text="A bag is our sack.")
OUR_TERM = local(add="local-ark", after="bag", term="Ark", text="An ark.")
OUR_LABEL = local(replace="name", text="Name of the teacher")
OUR_FIELD = local(
    add="local-so", after="day", text="So", kind="choice", choices={"yes": "Yes", "no": "No"}
)
OUR_LETTER = local(replace="dear", text="Dear {{ blank name }},")
OUR_WORDS = local(replace="shown", text="As we do it:")
OUR_TEXT = local(replace="p", text="One.\n\nTwo of ours.")
CASES = [
    ("nothing changed", OLD, OUR_BAG, "carried", None, "A bag is our sack."),
    (
        "other words of a definition changed",
        of([BAG | {"text": "A bag is a sack of cloth."}, BOX], [NAME, DAY], [DEAR, YOURS]),
        OUR_BAG,
        "merged",
        None,
        "A bag is our sack of cloth.",
    ),
    ("a definition removed", of([BOX], [NAME, DAY], [DEAR, YOURS]), OUR_BAG, "conflict", "removed",
     "term='Bag'"),
    ("no definitions any more", of([], [NAME, DAY], [DEAR, YOURS]), OUR_BAG, "conflict", "removed",
     "**Bag**: A bag is our sack."),
    ("an added definition", OLD, OUR_TERM, "carried", None, "term='Ark'"),
    ("what it followed removed", of([BOX], [NAME, DAY], [DEAR, YOURS]), OUR_TERM, "moved", "place",
     "term='Ark'"),
    ("no definitions for an added one", of([], [NAME, DAY], [DEAR, YOURS]), OUR_TERM, "conflict",
     "place", "**Ark**: An ark."),
    ("a label", OLD, OUR_LABEL, "carried", None, "label='Name of the teacher'"),
    (
        "a label that changed too",
        of([BAG, BOX], [NAME | {"label": "Full name of the person"}, DAY], [DEAR, YOURS]),
        OUR_LABEL,
        "merged",
        None,
        "label='Full name of the teacher'",
    ),
    ("an added field", OLD, OUR_FIELD, "carried", None, "choices={'yes': 'Yes', 'no': 'No'}"),
    ("a letter", of([BAG], [NAME], [YOURS, DEAR]), OUR_LETTER, "carried", "around",
     "Dear {{ blank name }},"),
    ("words beside a figure", OLD, OUR_WORDS, "carried", None, "As we do it:"),
    ("words beside another figure", of([BAG, BOX], [NAME, DAY], [DEAR, YOURS], colour="#654321"),
     OUR_WORDS, "carried", "around", "As we do it:"),
    ("paragraphs", OLD, OUR_TEXT, "carried", None, "One.\\n\\nTwo of ours."),
    (
        "paragraphs of which the first changed",
        of([BAG, BOX], [NAME, DAY], [DEAR, YOURS], "The first one.\n\nTwo."),
        OUR_TEXT,
        "merged",
        None,
        "The first one.\\n\\nTwo of ours.",
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("new", "variation", "fate", "why", "words"),
    [case[1:] for case in CASES],
    ids=[case[0] for case in CASES],
)
def test_what_becomes_of_a_change(
    new: Version, variation: Variation, fate: str, why: str | None, words: str
) -> None:
    following = new.replaced(version="2.0", follows="1.0")
    (fared,) = upgrade(POLICY, OLD, following, [variation], {}).fared
    assert (str(fared.fate), fared.why) == (fate, why)
    if fate == "conflict":
        ours = {variation.target: Resolution(Choice.OURS)}
        (fared,) = upgrade(POLICY, OLD, following, [variation], ours).fared
    sections, _, conflicts = varied(following, fared.result)
    assert conflicts == []
    assert words in repr(sections)
