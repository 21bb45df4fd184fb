"""Sections and clauses within others, deeper than they may be, and the clauses before the first."""

from __future__ import annotations

from tests.checks.breaks.pieces import LOCAL
from tests.support.roots import FILES, OAK, VERSION, Break

SECTIONS = "sections:\n"
RULES = "      - id: conduct-photographs\n"
CLOSING = "closing: These hold at all times."
TITLE = "title: Conduct\n"
MEANS = "[{id: b, term: Bag, text: A bag.}]"
DEAR = "[{id: l, text: Dear all}]"


def of_school(code: str, change: str) -> Break:
    """A local change of a definition, a field or a paragraph of a letter."""
    clauses = (
        f"      - {{id: a, definitions: {MEANS}}}\n      - {{id: c, letter: {DEAR}}}\n"
        "      - {id: d, form: {fields: [{id: f, label: F}]}}\n"
    )
    version = FILES[VERSION].replace(RULES, clauses + RULES)
    return Break(code, OAK, LOCAL, f"{change}\n        reason: The", more=((VERSION, version),))


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
    Break(
        "blank-line", VERSION, CLOSING, "closing: |\n          These hold.\n\n          ‸Always."
    ),
    Break("blank-line", VERSION, TITLE, "title: |\n      Conduct\n\n      ‸and more\n"),
    Break(
        "line-end", VERSION, CLOSING, "closing: |\n          These hold\n          ‸at all times."
    ),
    Break(
        "line-end",
        VERSION,
        RULES,
        within("id: a\n        text: |\n          Write to:\n          ‸12 School Street"),
    ),
    Break(
        "fill-unknown",
        VERSION,
        RULES,
        within('{id: a, text: "One.\\n\\nSee ‸{{ haed }}."}'),
    ),
    Break(
        "block-twice", VERSION, RULES, within(f"‸{{id: a, definitions: {MEANS}, letter: {DEAR}}}")
    ),
    Break("key-missing", VERSION, RULES, within("{id: a, definitions: [‸{id: b, text: B.}]}")),
    Break("value-wrong", VERSION, RULES, within("{id: a, definitions: ‸[]}")),
    Break("value-wrong", VERSION, RULES, within("{id: a, form: {fields: ‸[]}}")),
    Break("value-wrong", VERSION, RULES, within("{id: a, letter: ‸[]}")),
    Break(
        "value-wrong",
        VERSION,
        RULES,
        within("{id: a, form: {fields: [{id: b, label: B, kind: ‸box}]}}"),
    ),
    Break(
        "field-choices",
        VERSION,
        RULES,
        within("{id: a, form: {fields: [‸{id: b, label: B, kind: choice}]}}"),
    ),
    Break(
        "field-choices",
        VERSION,
        RULES,
        within("{id: a, form: {fields: [‸{id: b, label: B, choices: {yes: So}}]}}"),
    ),
    Break(
        "id-duplicate",
        VERSION,
        RULES,
        within("{id: a, definitions: [{id: ‸conduct, term: Conduct, text: So.}]}"),
    ),
    Break(
        "id-duplicate",
        VERSION,
        RULES,
        within("{id: a, form: {fields: [{id: ‸conduct, label: Conduct}]}}"),
    ),
    Break("id-duplicate", VERSION, RULES, within("{id: a, letter: [{id: ‸conduct, text: So.}]}")),
    Break(
        "fill-unknown",
        VERSION,
        RULES,
        within('{id: a, letter: [{id: b, text: "Dear ‸{{ haed }}"}]}'),
    ),
    Break("fill-not-allowed", VERSION, RULES, within('{id: a, text: "On ‸{{ blank a day }}."}')),
    Break(
        "fill-not-allowed",
        VERSION,
        RULES,
        within('{id: a, definitions: [{id: b, term: Day, text: "On ‸{{ blank a day }}."}]}'),
    ),
    of_school("variation-shape", "- replace: b\n        text: Ours\n        term: ‸Ours"),
    of_school("variation-shape", "- add: ‸local-b\n        after: b\n        text: Ours"),
    of_school(
        "variation-shape",
        "- replace: b\n        text: Ours\n        items: ‸[{id: local-i, text: So}]",
    ),
    of_school("variation-shape", "- replace: f\n        text: Ours\n        kind: ‸date"),
    of_school(
        "variation-shape",
        "- add: local-f\n        after: f\n        text: Ours\n        choices: ‸{yes: So}",
    ),
    of_school("variation-shape", "- replace: l\n        text: Ours\n        closing: ‸So"),
    of_school("blank-line", '- replace: l\n        text: ‸"Ours\\n\\nand more"'),
    of_school("fill-not-allowed", '- replace: b\n        text: "On ‸{{ blank a day }}"'),
    of_school("variation-section", "- ‸add: local-s\n        after: conduct\n        title: Ours"),
    of_school(
        "variation-section",
        "- ‸add: local-s\n        after: conduct\n        clauses: [{id: local-a, text: A.}]",
    ),
    of_school(
        "variation-id",
        "- ‸add: local-s\n        after: conduct\n        title: Ours\n"
        "        clauses: [{id: a, text: A.}]",
    ),
    of_school(
        "variation-shape",
        "- add: local-s\n        after: a\n        title: ‸Ours\n"
        "        clauses: [{id: local-a, text: A.}]",
    ),
    of_school(
        "fill-unknown",
        "- add: local-s\n        after: conduct\n        title: Ours\n"
        '        clauses: [{id: local-a, text: "The ‸{{ haed }}."}]',
    ),
    of_school(
        "clauses-too-deep",
        "- add: local-s\n        after: conduct\n        title: Ours\n"
        "        clauses: [{id: local-a, text: A., clauses: [{id: local-b, text: B., "
        "clauses: [{id: ‸local-c, text: C.}]}]}]",
    ),
    of_school(
        "id-duplicate",
        "- add: local-s\n        after: conduct\n        title: Ours\n"
        "        clauses: ‸[{id: local-a, text: A.}, {id: local-a, text: B.}]",
    ),
]
