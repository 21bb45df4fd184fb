"""The numbers that Word prints, of lists in the makes that people make."""

from __future__ import annotations

import pytest

from clausework.intake.blocks import Paragraph
from clausework.intake.formats import word
from clausework.intake.formats.numbers import formed
from tests.support.made_docx import docx, level, lists, para

LEGAL = [level(0, "decimal", "%1.0"), level(1, "decimal", "%1.%2"), level(2, "lowerLetter", "(%3)")]
START = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
ROMAN = [
    level(0, "upperRoman", "%1."),
    level(1, "decimal", "%1.%2", "<w:isLgl/>"),
    level(2, "bullet", "o"),
]
# The list, then the list and level of each paragraph (None for one without), then their labels.
CASES: dict[str, tuple[str, list[tuple[int, int] | None], list[str | None]]] = {
    "levels": (
        lists(*LEGAL),
        [(1, 0), (1, 1), (1, 1), (1, 2), (1, 2), (1, 1), (1, 2), (1, 0), (1, 1)],
        ["1.0", "1.1", "1.2", "(a)", "(b)", "1.3", "(a)", "2.0", "2.1"],
    ),
    "a paragraph between": (lists(*LEGAL), [(1, 0), None, (1, 0)], ["1.0", None, "2.0"]),
    "a list begun anew": (
        lists(*LEGAL, nums={1: "", 2: START}),
        [(1, 0), (1, 0), (2, 0), (2, 0), (1, 0)],
        ["1.0", "2.0", "1.0", "2.0", "3.0"],
    ),
    "a list that goes on under another number": (
        lists(*LEGAL, nums={1: "", 2: ""}),
        [(1, 0), (2, 0), (1, 0)],
        ["1.0", "2.0", "3.0"],
    ),
    "figures where others are Roman": (
        lists(*ROMAN),
        [(1, 0), (1, 1), (1, 0), (1, 1), (1, 2)],
        ["I.", "1.1", "II.", "2.1", "•"],
    ),
    "a start of its own": (
        lists(level(0, "decimal", "%1)").replace('start w:val="1"', 'start w:val="6"')),
        [(1, 0), (1, 0)],
        ["6)", "7)"],
    ),
    "never begun anew": (
        lists(LEGAL[0], level(1, "decimal", "%2.", '<w:lvlRestart w:val="0"/>')),
        [(1, 0), (1, 1), (1, 0), (1, 1)],
        ["1.0", "1.", "2.0", "2."],
    ),
    "no number": (lists(level(0, "none", "")), [(1, 0)], [None]),
    "a list that is not there": (lists(*LEGAL), [(7, 0)], [None]),
    "a list taken away": (lists(*LEGAL), [(0, 0)], [None]),
}


def labels(data: bytes) -> list[str | None]:
    found = [one for one in word.read(data).blocks if isinstance(one, Paragraph)]
    return [one.label.text if one.label else None for one in found]


@pytest.mark.parametrize(("numbering", "places", "expected"), CASES.values(), ids=CASES)
def test_lists(
    numbering: str, places: list[tuple[int, int] | None], expected: list[str | None]
) -> None:
    body = "".join(para(f"Words {at}", num=place) for at, place in enumerate(places))
    assert labels(docx(body, numbering)) == expected


def style(name: str, more: str, based: str = "") -> str:
    own = f'<w:basedOn w:val="{based}"/>' if based else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{name}"/>{own}'
        f"<w:pPr>{more}</w:pPr></w:style>"
    )


@pytest.mark.parametrize("second", ['<w:numPr><w:ilvl w:val="1"/></w:numPr>', ""])
def test_styles_have_numbers_and_levels(second: str) -> None:
    styles = style("H1", '<w:numPr><w:numId w:val="1"/></w:numPr>') + style("H2", second, "H1")
    styles += style("Plain", '<w:numPr><w:numId w:val="0"/></w:numPr>', "H1")
    # A level is that of a style which it names, or that the style names.
    linked = "" if second else '<w:pStyle w:val="H2"/>'
    numbering = lists(
        level(0, "decimal", "%1", '<w:pStyle w:val="H1"/>'),
        level(1, "decimal", "%1.%2", linked),
    )
    body = para("A", "H1") + para("B", "H2") + para("C", "Plain") + para("D", "H1")
    assert labels(docx(body, numbering, styles)) == ["1", "1.1", None, "2"]


@pytest.mark.parametrize(
    ("form", "value", "printed"),
    [
        ("cardinalText", 1001, "One thousand one"),
        ("ordinalText", 2340, "Two thousand three hundred fortieth"),
        ("lowerLetter", 27, "aa"),
        ("upperRoman", 14, "XIV"),
        ("decimalZero", 7, "07"),
        ("ordinal", 22, "22nd"),
        ("ordinal", 113, "113th"),
        ("cardinalText", 21, "Twenty-one"),
        ("ordinalText", 12, "Twelfth"),
        ("ordinalText", 30, "Thirtieth"),
        ("decimalEnclosedCircle", 21, "㉑"),
        ("0001, 0002, 0003", 12, "0012"),
        ("chineseCounting", 3, "3"),
    ],
)
def test_forms(form: str, value: int, printed: str) -> None:
    assert formed(value, form) == printed


@pytest.mark.parametrize(
    ("language", "form", "value", "printed"),
    [
        ("fr-FR", "cardinalText", 71, "Soixante-et-onze."),
        ("fr-FR", "ordinalText", 1, "Premier."),
        ("zz-ZZ", "cardinalText", 71, "71."),
    ],
)
def test_words_are_those_of_the_language(
    language: str, form: str, value: int, printed: str
) -> None:
    lang = f'<w:lang w:val="{language}"/>'
    styles = f"<w:docDefaults><w:rPrDefault><w:rPr>{lang}</w:rPr></w:rPrDefault></w:docDefaults>"
    counted = level(0, form, "%1.").replace('start w:val="1"', f'start w:val="{value}"')
    numbering = lists(counted)
    assert labels(docx(para("A", num=(1, 0)), numbering, styles)) == [printed]
