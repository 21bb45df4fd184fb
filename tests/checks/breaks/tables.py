"""Tables whose rows do not fit them, in a version and in a school's local changes."""

from __future__ import annotations

from tests.checks.breaks.pieces import LOCAL
from tests.support.roots import FILES, OAK, VERSION, Break

RULES = "      - id: conduct-photographs\n"
COLUMNS = "[{id: who, title: Who}, {id: what, title: What}]"
ROWS = "[{id: r-head, who: The head, what: Leave}, {id: r-bursar, who: Bursar, what: Pay}]"


def table(columns: str = COLUMNS, rows: str = ROWS, **more: str) -> str:
    """A clause with a table before the last clause."""
    other = "".join(f"          {key}: {value}\n" for key, value in more.items())
    return (
        "      - id: who-to-ask\n        table:\n          caption: Who to ask\n"
        f"          columns: {columns}\n          rows: {rows}\n{other}{RULES}"
    )


def broken(code: str, columns: str = COLUMNS, rows: str = ROWS, **more: str) -> Break:
    return Break(code, VERSION, RULES, table(columns, rows, **more))


def of_school(code: str, change: str) -> Break:
    """A local change of a row of that table."""
    version = FILES[VERSION].replace(RULES, table())
    return Break(code, OAK, LOCAL, f"{change}\n        reason: The", more=((VERSION, version),))


TABLES = [
    broken("cell-missing", rows="[{id: ‸r-head, who: The head}]"),
    broken("column-unknown", rows="[{id: r-head, who: The head, what: Leave, ‸wen: Today}]"),
    broken(
        "id-duplicate",
        "[{id: who, title: Who}, {id: ‸who, title: What}]",
        "[{id: r-head, who: The head}]",
    ),
    broken("id-duplicate", rows="[{id: ‸conduct, who: The head, what: Leave}]"),
    broken(
        "id-duplicate",
        rows="[{id: r-head, who: The head, what: {text: As, items: "
        "[{id: ‸conduct, text: A point}]}}]",
    ),
    broken(
        "column-id",
        "[{id: who, title: Who}, {id: ‸when, title: When}]",
        "[{id: r-head, who: The head}]",
    ),
    broken("key-unknown", **{"‸footer": "Total"}),
    broken("value-wrong", rows="‸[]"),
    broken("fill-unknown", rows='[{id: r-head, who: The head, what: "‸{{ haed }}"}]'),
    broken("ref-unknown", rows='[{id: r-head, who: The head, what: "‸{{ ref nothing }}"}]'),
    broken("text-too-long", rows=f"[{{id: r-head, who: ‸{'w' * 20_001}, what: A}}]"),
    of_school("column-unknown", "- replace: r-head\n        cells: {wen: ‸Today}"),
    of_school("cell-missing", "- add: local-row\n        after: r-head\n        cells: ‸{who: Us}"),
    of_school("variation-shape", "- replace: r-head\n        text: ‸Ours"),
    of_school(
        "variation-shape", "- replace: who-to-ask\n        text: Ours\n        cells: ‸{who: Us}"
    ),
    of_school("fill-unknown", '- replace: r-head\n        cells: {who: "‸{{ haed }}"}'),
]
