"""What a meeting decided, put into a school's file: keys in order, remarks beside their keys."""

from datetime import date
from pathlib import Path

import pytest

from clausework.authoring import decisions
from clausework.authoring.edit import NotEditable
from clausework.model.decisions import Approval, Decision
from clausework.model.policy import Adopted, Variation
from clausework.source.yaml import load
from clausework.workspace.root import Workspace

APPROVED = Adopted(
    version="2.0",
    approved=Approval(by="The board", on=date(2026, 5, 12)),
    next_review=date(2027, 5, 12),
)
AFTER = """\
    approved:
      by: The board
      on: 2026-05-12
    next_review: 2027-05-12
"""
LATER = """\

# the next policy
  other:   # as it was
    version:   '1.0'
"""


def of(uses: str) -> Workspace:
    text = f"# top\nadopts:   # all\n  leave:\n{uses}{LATER}"
    return Workspace(Path(), files={"schools/oak/school.yaml": text.encode()})


def after(uses: str, adopted: Adopted = APPROVED) -> str:
    """What is said of the policy afterwards; all around it is as it was."""
    text = decisions.approved(of(uses), "oak", "leave", adopted).decode()
    head = "# top\nadopts:   # all\n  leave:\n"
    assert text.startswith(head)
    assert text.endswith(LATER)
    return text[len(head) : -len(LATER)]


@pytest.mark.parametrize(
    ("uses", "expected"),
    [
        (  # a draft is approved as it is
            '    version: "2.0"   # draft\n    options: {a: true}\n',
            f'    version: "2.0"   # draft\n{AFTER}    options: {{a: true}}\n',
        ),
        (  # a draft that was never approved is no history, and its remark stays
            '    version: "1.0"   # draft\n    pending: {version: "2.0"}\n',
            f'    version: "2.0"   # draft\n{AFTER}',
        ),
        (  # remarks go with their keys
            '    version: "1.0"   # in use\n    approved: unknown   # none\n'
            '    pending:\n      version: "2.0"   # new\n',
            f'    version: "2.0"     # new\n{AFTER}    history:\n'
            '      - version: "1.0" # in use\n        approved: unknown # none\n',
        ),
        (  # one that is known of no longer is history, though the version is the same
            '    version: "2.0"\n    approved: unknown   # none\n',
            f'    version: "2.0"\n{AFTER}    history:\n'
            '      - version: "2.0"\n        approved: unknown # none\n',
        ),
        (  # history goes on, and decisions stay
            '    version: "1.1"\n    approved: unknown\n    pending:\n      version: "2.0"\n'
            '    history:\n      - version: "1.0"   # of old\n        approved: unknown\n'
            "    decisions: []\n",
            f'    version: "2.0"\n{AFTER}    history:\n      - version: "1.0"   # of old\n'
            '        approved: unknown\n      - version: "1.1"\n        approved: unknown\n'
            "    decisions: []\n",
        ),
        (  # nothing awaits decision
            '    version: "2.0"\n    pending: null\n',
            f'    version: "2.0"\n{AFTER}    pending:\n',
        ),
        (  # an empty list is not filled in its brackets
            '    version: "1.0"\n    approved: unknown\n    history: []\n'
            '    pending:\n      version: "2.0"\n',
            f'    version: "2.0"\n{AFTER}    history:\n'
            '      - version: "1.0"\n        approved: unknown\n',
        ),
    ],
)
def test_an_approval_moves_what_it_concerns(uses: str, expected: str) -> None:
    assert after(uses) == expected


def test_a_remark_on_pending_stays_beside_its_version() -> None:
    uses = '    version: "1.0"\n    pending:   # for May\n      version: "2.0"   # new\n'
    said = after(uses)
    assert "# for May" in said[: said.index("approved:")]
    assert "# new" in said[: said.index("approved:")]


def test_long_texts_stay_folded_where_they_were() -> None:
    text = "        text: >-\n          Some words that were\n          folded by hand.\n"
    uses = (
        '    version: "1.0"\n    approved: unknown\n    variations:\n      - replace: a\n'
        f"{text}        reason: So.\n"
        '    pending:\n      version: "2.0"\n      variations:\n        - replace: a\n'
        + text.replace("\n  ", "\n    ").replace("        text", "          text", 1)
        + "          reason: So.\n"
    )
    kept = Variation(replace="a", text="Some words that were folded by hand.", reason="So.")
    said = after(uses, APPROVED.model_copy(update={"variations": (kept,)}))
    assert [line.strip() for line in said.splitlines()].count("folded by hand.") == 2


@pytest.mark.parametrize(
    "uses",
    [
        '    version: "1.0"   # draft\n    variations:   # gone\n      - omit: a\n'
        '        reason: So.   # why\n    pending:\n      version: "2.0"\n',
        '    {version: "1.0",   # draft\n     pending: {version: "2.0"}}\n',
    ],
)
def test_what_would_be_lost_is_refused(uses: str) -> None:
    with pytest.raises(NotEditable, match=r"^schools/oak/school\.yaml:3: "):
        decisions.approved(of(uses), "oak", "leave", APPROVED)


@pytest.mark.parametrize("review", [None, date(2027, 5, 12)])
def test_a_decision_is_added_and_nothing_else_changes(review: date | None) -> None:
    uses = '    version: "1.0"   # in use\n    # a remark\n    next_review: 2026-05-12\n'
    decision = Decision(version="1.0", outcome="unchanged", by="The board", on=date(2026, 5, 12))
    text = decisions.decided(of(uses), "oak", "leave", decision, review).decode()
    due = review or date(2026, 5, 12)
    assert (
        text
        == f"""\
# top
adopts:   # all
  leave:
    version: "1.0"   # in use
    # a remark
    next_review: {due}
    decisions:
      - version: "1.0"
        outcome: unchanged
        by: The board
        on: 2026-05-12
{LATER}"""
    )


def test_line_ends_and_byte_order_mark_stay() -> None:
    workspace = of('    version: "2.0"\n')
    name = decisions.file_of("oak")
    plain = decisions.approved(workspace, "oak", "leave", APPROVED)
    workspace.files[name] = b"\xef\xbb\xbf" + workspace.files[name].replace(b"\n", b"\r\n")
    windows = decisions.approved(workspace, "oak", "leave", APPROVED)
    assert windows == b"\xef\xbb\xbf" + plain.replace(b"\n", b"\r\n")


def test_amendments_become_local_changes_in_their_place() -> None:
    given = (
        Variation(add="local-a", after="b", text="Old.", reason="Old."),
        Variation(omit="c", reason="Old."),
        Variation(replace="d", text="Old.", reason="Old.", consulted="Staff"),
    )
    found = decisions.amended(given, {"local-a": "New.", "e": "Else."}, "Said so.")
    assert found == (
        Variation(add="local-a", after="b", text="New.", reason="Said so."),
        *given[1:],
        Variation(replace="e", text="Else.", reason="Said so."),
    )


def test_what_is_written_reads_as_it_was_meant() -> None:
    approval = Approval(
        by="no", on=date(2026, 5, 12), minute="7.20", reported="2026-06-09: #3", amended=True
    )
    workspace = of('    version: "2.0"\n')
    text = decisions.approved(
        workspace, "oak", "leave", APPROVED.model_copy(update={"approved": approval})
    )
    said = load("a.yaml", text)[1]["adopts"]["leave"]
    assert Adopted.model_validate(said).approved == approval
