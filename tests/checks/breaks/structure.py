"""Sections and clauses within others, deeper than they may be, and the clauses before the first."""

from __future__ import annotations

from tests.support.roots import VERSION, Break

SECTIONS = "sections:\n"
RULES = "      - id: conduct-photographs\n"


def within(clause: str) -> str:
    """A clause, before the last one."""
    return f"      - {clause}\n{RULES}"


STRUCTURE = [
    Break(
        "sections-too-deep",
        VERSION,
        SECTIONS,
        "sections:\n  - {id: a, title: A, sections: [{id: b, title: B, sections: "
        "[{id: c, title: C, sections: [{id: ‸d, title: D, clauses: [{id: e, text: Five.}]}]}]}]}\n",
    ),
    Break(
        "sections-too-deep",
        VERSION,
        SECTIONS,
        "appendices:\n  - {id: a, title: A, sections: [{id: b, title: B, sections: "
        "[{id: c, title: C, sections: [{id: ‸d, title: D, clauses: [{id: e, text: E.}]}]}]}]}\n"
        "sections:\n",
    ),
    Break(
        "clauses-too-deep",
        VERSION,
        RULES,
        within(
            "{id: a, text: One., clauses: [{id: b, text: Two., clauses: [{id: ‸c, text: Three.}]}]}"
        ),
    ),
    Break(
        "clauses-too-deep",
        VERSION,
        SECTIONS,
        "preamble: [{id: a, text: One., clauses: [{id: b, text: Two., clauses: "
        "[{id: ‸c, text: Three.}]}]}]\nsections:\n",
    ),
    Break(
        "section-empty",
        VERSION,
        SECTIONS,
        "sections:\n  - {id: a, title: A, sections: [{id: b, title: ‸B}]}\n",
    ),
    Break(
        "id-duplicate",
        VERSION,
        RULES,
        within("{id: a, text: One., clauses: [{id: ‸conduct, text: Two.}]}"),
    ),
    Break("value-wrong", VERSION, SECTIONS, "preamble: ‸Words\nsections:\n"),
    Break("key-missing", VERSION, SECTIONS, "preamble: [‸{id: a}]\nsections:\n"),
    Break(
        "ref-unlabelled",
        VERSION,
        SECTIONS,
        "preamble:\n  - {id: before-all, text: This is agreed.}\n"
        '  - {id: referring, text: "As ‸{{ ref before-all }} says."}\nsections:\n',
    ),
    Break(
        "fill-unknown",
        VERSION,
        SECTIONS,
        'preamble: [{id: before-all, text: "As the ‸{{ haed }} says."}]\nsections:\n',
    ),
]
