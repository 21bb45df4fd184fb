"""Schools and their policies: as JSON, as CSV that no spreadsheet obeys, as calendars."""

import csv
from dataclasses import replace
from datetime import date
from io import StringIO
from pathlib import Path

import pytest

from clausework.model.decisions import Approval
from clausework.model.document import NextVersion
from clausework.model.policy import Status
from clausework.query import Stale, Standing
from clausework.render.common.templates import templates_for
from clausework.render.hr.fleet import as_csv, calendar, data
from clausework.workspace.root import Workspace
from clausework.workspace.schema import File
from tests.support.places import PROJECT
from tests.support.workspaces import AS_OF, clause, tree_of, version

OAK = Standing(
    school="oak",
    policy="conduct",
    version="1.0",
    status=Status.RELEASED,
    newest="2.0",
    behind=2,
    approved=Approval(by="Board", on=date(2025, 3, 1), effective=date(2025, 4, 1)),
    recorded=True,
    next_review=date(2025, 12, 31),
    variations=("one", "local-two"),
    options=(("accounts", False),),
    coming=(NextVersion(version="2.0", by="Board", on=date(2025, 12, 1), start=date(2026, 2, 1)),),
    stale=(Stale("1.1", "c", "guide", "2018", "2024"), Stale("1.2", "d", "guide", "2018", "2024")),
)
ASH = Standing("ash", "conduct", version="1.0", status=Status.RELEASED, approved="unknown")
ELM = Standing("elm", "conduct")
NAMES = {"ash": "Ash", "elm": "Elm", "oak": "Oak"}


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    schools = {name: {"version": "1.0"} for name in ("ash", "elm", "oak")}
    return tree_of(tmp_path, {"1.0": version(clause("c"))}, schools)


def test_json_has_every_field(workspace: Workspace) -> None:
    said = data(workspace, NAMES, [OAK, ASH, ELM], AS_OF, overdue=True)
    assert said["as_of"] == "2026-01-01"
    oak, ash, elm = said["rows"]
    assert oak == {
        "school": "oak",
        "name": "Oak",
        "policy": "conduct",
        "title": "Conduct",
        "version": "1.0",
        "status": "released",
        "newest": "2.0",
        "behind": 2,
        "approved": {"by": "Board", "on": "2025-03-01", "minute": None, "effective": "2025-04-01"},
        "recorded": True,
        "next_review": "2025-12-31",
        "coming": [{"version": "2.0", "start": "2026-02-01"}],
        "pending": None,
        "variations": ["one", "local-two"],
        "options": {"accounts": False},
        "superseded": [
            {"number": "1.1", "on": "c", "authority": "guide", "edition": "2018", "by": "2024"},
            {"number": "1.2", "on": "d", "authority": "guide", "edition": "2018", "by": "2024"},
        ],
        "overdue": True,
    }
    assert (ash["approved"], ash["overdue"]) == ("unknown", False)
    assert (elm["version"], elm["status"], elm["approved"]) == (None, None, None)


def test_what_has_no_clock_does_not_say_what_is_overdue(workspace: Workspace) -> None:
    (row,) = data(workspace, NAMES, [OAK], AS_OF, overdue=False)["rows"]
    assert "overdue" not in row
    assert "overdue" not in as_csv([row])


def table(workspace: Workspace, *standings: Standing) -> list[dict[str, str]]:
    """What a reader of RFC 4180 finds."""
    said = as_csv(data(workspace, NAMES, standings, AS_OF, overdue=True)["rows"])
    assert said.count("\r\n") == said.count("\n") == len(standings) + 1
    return list(csv.DictReader(StringIO(said, newline=""), strict=True))


def test_csv_has_a_cell_for_each_field(workspace: Workspace) -> None:
    oak, ash, elm = table(workspace, OAK, ASH, ELM)
    assert list(oak.items()) == [
        ("school", "oak"),
        ("name", "Oak"),
        ("policy", "conduct"),
        ("title", "Conduct"),
        ("version", "1.0"),
        ("status", "released"),
        ("newest", "2.0"),
        ("behind", "2"),
        ("approved", "yes"),
        ("approved_by", "Board"),
        ("approved_on", "2025-03-01"),
        ("approved_minute", ""),
        ("approved_effective", "2025-04-01"),
        ("recorded", "yes"),
        ("next_review", "2025-12-31"),
        ("coming", "2.0 from 2026-02-01"),
        ("pending", ""),
        ("variations", "one; local-two"),
        ("options", "accounts: no"),
        ("superseded", "1.1 c: guide 2018, now 2024; 1.2 d: guide 2018, now 2024"),
        ("overdue", "yes"),
    ]
    assert (ash["approved"], ash["overdue"]) == ("unknown", "no")
    assert (elm["version"], elm["approved"]) == ("", "")
    (draft,) = table(workspace, Standing("elm", "conduct", version="1.0", status=Status.RELEASED))
    assert draft["approved"] == "no"


def test_no_rows_make_no_csv() -> None:
    assert as_csv([]) == ""


@pytest.mark.parametrize(
    ("said", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ('=HYPERLINK("x"),y', '\'=HYPERLINK("x"),y'),
        ("a=1", "a=1"),
        ('Zoë, "the" Board', 'Zoë, "the" Board'),
    ],
)
def test_no_cell_of_csv_is_a_formula(workspace: Workspace, said: str, cell: str) -> None:
    approved = Approval.model_construct(by=said, on=AS_OF)
    (row,) = data(
        workspace, NAMES, [Standing("oak", "conduct", approved=approved)], AS_OF, overdue=False
    )["rows"]
    (found,) = csv.DictReader(StringIO(as_csv([row]), newline=""), strict=True)
    assert found["approved_by"] == cell


def titled(workspace: Workspace, title: str) -> Workspace:
    """The tree with another title of its policy."""
    files = workspace.policies["conduct"]
    policy = files.policy.value.model_copy(update={"title": title})
    workspace.policies["conduct"] = replace(files, policy=File(files.policy.source, policy))
    return workspace


def test_a_calendar_has_a_day_for_each_review_of_one_school(workspace: Workspace) -> None:
    other = Standing("ash", "conduct", next_review=AS_OF)
    said = calendar(workspace, "oak", "Oak", [OAK, other], templates_for(PROJECT))
    assert said is not None
    # The lines that RFC 5545 asks for, and no other; order is free within an event.
    lines = said.decode().split("\r\n")
    assert lines.pop() == ""
    start, end = lines.index("BEGIN:VEVENT"), lines.index("END:VEVENT")
    assert sorted(lines[start + 1 : end]) == [
        "DTSTAMP:20260101T000000Z",
        "DTSTART;VALUE=DATE:20251231",
        "SUMMARY:Review due: Conduct",
        "TRANSP:TRANSPARENT",
        "UID:review.conduct.oak@clausework",
    ]
    assert lines[:start] == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Clausework//Policy reviews//EN",
        "NAME:Policy reviews: Oak",
        "X-WR-CALNAME:Policy reviews: Oak",
    ]
    assert lines[end + 1 :] == ["END:VCALENDAR"]


def test_a_school_without_days_of_review_has_no_calendar(workspace: Workspace) -> None:
    assert calendar(workspace, "oak", "Oak", [ASH, ELM], templates_for(PROJECT)) is None


def test_no_name_breaks_a_calendar(workspace: Workspace) -> None:
    bad = "Zoë, “Oak”; a\\b\r\nBEGIN:VEVENT\r\nSUMMARY:x " + "é" * 80
    said = calendar(titled(workspace, bad), "oak", bad, [OAK], templates_for(PROJECT))
    assert said is not None
    assert b"\r" not in said.replace(b"\r\n", b"")
    assert b"\n" not in said.replace(b"\r\n", b"")
    assert all(len(line) <= 75 for line in said.split(b"\r\n"))
    unfolded = said.replace(b"\r\n ", b"").decode().split("\r\n")
    assert unfolded.count("BEGIN:VEVENT") == 1
    words = "Zoë\\, “Oak”\\; a\\\\b BEGIN:VEVENT SUMMARY:x " + "é" * 80
    assert f"SUMMARY:Review due: {words}" in unfolded
    assert {f"NAME:Policy reviews: {words}", f"X-WR-CALNAME:Policy reviews: {words}"} <= {*unfolded}
    # No line is folded within a letter.
    assert all(line.decode().isprintable() for line in said.split(b"\r\n"))


def test_a_review_that_is_put_off_keeps_its_identifier(workspace: Workspace) -> None:
    later = Standing("oak", "conduct", next_review=date(2027, 1, 1))
    calendars = [
        calendar(workspace, "oak", "Oak", [one], templates_for(PROJECT)) for one in (OAK, later)
    ]
    uids = [[line for line in (one or b"").split(b"\r\n") if b"UID" in line] for one in calendars]
    assert uids[0] == uids[1] != []
    assert b"20270101" in (calendars[1] or b"")
