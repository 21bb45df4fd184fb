"""Figures without a picture that can be printed, or without words for it."""

from __future__ import annotations

from tests.checks.breaks.pieces import REPLACE
from tests.support.roots import OAK, VERSION, Break

RULES = "      - id: conduct-photographs\n"
DISC = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20">'
    '<circle cx="10" cy="10" r="9" fill="#123456"/></svg>'
)
THERE = (("policy/staff-conduct/disc.svg", DISC),)
WORDS = "alt: A disc, description: A disc and nothing else."


def figure(keys: str, above: str = RULES) -> str:
    """A clause with a figure of these keys, before the last clause."""
    return f"      - {{id: a-disc, figure: {keys}}}\n{above}"


def broken(
    code: str, keys: str, also: tuple[str, ...] = (), more: tuple[tuple[str, str], ...] = THERE
) -> Break:
    return Break(code, VERSION, RULES, figure(keys), also=also, more=more)


def of_school(code: str, keys: str, more: tuple[tuple[str, str], ...] = ()) -> Break:
    """A section of the school's own with such a clause."""
    change = (
        "- add: local-discs\n        after: conduct\n        title: Discs\n"
        f"        clauses: [{{id: local-disc, figure: {keys}}}]\n"
        f"        reason: We have discs.\n      {REPLACE}"
    )
    return Break(code, OAK, REPLACE, change, more=more)


def drawn(body: str) -> tuple[tuple[str, str], ...]:
    """A picture with other contents."""
    return (("policy/staff-conduct/disc.svg", DISC.replace("<circle", f"{body}<circle")),)


FIGURES = [
    broken("figure-missing", f"{{file: ‸dics.svg, {WORDS}}}"),
    broken("figure-missing", f"{{file: ‸disc.svg, {WORDS}}}", more=()),
    broken("figure-outside", f"{{file: ‸../mobile-phones/disc.svg, {WORDS}}}"),
    broken("figure-outside", f'{{file: ‸"/etc/hostname", {WORDS}}}'),
    broken("figure-unusable", f"{{file: ‸disc.svg, {WORDS}}}", more=drawn("<text>Start</text>")),
    broken("figure-unusable", f"{{file: ‸disc.svg, {WORDS}}}", more=drawn("<script>go()</script>")),
    broken("figure-unusable", f"{{file: ‸disc.svg, {WORDS}}}", more=drawn('<image href="a.png"/>')),
    broken(
        "figure-unusable",
        f"{{file: ‸disc.svg, {WORDS}}}",
        more=(("policy/staff-conduct/disc.svg", DISC.replace("9", "1e30", 1)),),
    ),
    broken(
        "figure-unusable",
        f"{{file: ‸disc.png, {WORDS}}}",
        more=(("policy/staff-conduct/disc.png", DISC),),
    ),
    broken("figure-described", "‸{file: disc.svg, alt: A disc}"),
    broken("figure-described", f"‸{{file: disc.svg, {WORDS}, described_in: conduct}}"),
    broken(
        "figure-words-missing", "{file: disc.svg, alt: A disc, described_in: ‸conduct-photograph}"
    ),
    broken("key-missing", "‸{file: disc.svg, description: A disc.}"),
    broken("empty-text", '{file: disc.svg, alt: ‸"", description: A disc.}'),
    broken("value-wrong", "{file: ‸{name: disc.svg}, alt: A disc, description: A disc.}"),
    broken(
        "ref-unknown", '{file: disc.svg, alt: A disc, description: "As in ‸{{ ref conducts }}."}'
    ),
    broken("fill-unknown", '{file: disc.svg, alt: "The ‸{{ heed }}", description: A disc.}'),
    Break(
        "block-twice",
        VERSION,
        RULES,
        "      - ‸{id: a-disc, letter: [{id: l, text: Dear all}], "
        f"figure: {{file: disc.svg, {WORDS}}}}}\n{RULES}",
        more=THERE,
    ),
    of_school("figure-missing", f"{{file: ‸disc.svg, {WORDS}}}", more=THERE),
    of_school(
        "figure-words-missing",
        "{file: disc.svg, alt: A disc, described_in: ‸not-there}",
        more=(("schools/oak/disc.svg", DISC),),
    ),
]
