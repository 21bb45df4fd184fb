"""The words and keys of which versions by chance are made."""

from __future__ import annotations

from typing import Any

STYLES = [None, "bullet", "letter", "number", "roman"]
TITLES = ["Scope", "Aims of this", "Conduct"]
TEXTS = [
    "Staff must go.",
    "Staff must **not** go.",
    "Staff may go within 5 days. See {{ ref e1 }}.",
    "The {{ head }} and the {{ chair }} should tell it.",
    "The {{ head }} should tell all of it, and [a page](https://a.org) too.",
    "No pupil, parent or *carer* may. One thing. Another thing.",
    "A review is held within {{ option days }} days, {{ option pay }}.",
    "A review is held within {{ option days }} days, {{ option pay }}, and must be.",
    "Read it with the {{ policy dress }}, within {{ option days }} days.",
    "Ask {{ name dsl }} on {{ phone dsl }}; staff must write to {{ email office }}.",
    "{{ Cite }} and {{ ref e0 }}: as {{ cite guide }} has it.",
    "All:",
    "no no no no no no no",
    "one",
]
# A blank line in the text of a clause begins a paragraph.
PARAGRAPHS = [
    "First it is so.\n\nThen staff must go.",
    "Then staff must go.\n\nNobody may stay here.\n\nThe {{ head }} tells them:",
    "Nobody may stay here.\n\nFirst it is so.\n\nThen staff must never go.",
]
OPTIONS: list[dict[str, Any]] = [
    {"cites": [{"authority": "guide", "edition": "2018"}]},
    {"cites": [{"authority": "guide", "edition": "2026"}]},
    {"cites": [{"authority": "letter"}]},
    {"when": "academies"},
    {},
]
