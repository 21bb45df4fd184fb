"""HR's pages of schools and their policies: who stands where, and the same as data."""

import csv
import json
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest

from clausework.model.policy import Status
from clausework.workspace.root import read_workspace
from tests.support.hub import changed, hub, section
from tests.support.pages import read
from tests.support.places import EXAMPLES
from tests.support.samples import SCHOOLS

POLICY = "social-networking"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return hub(read_workspace(EXAMPLES), tmp_path_factory.mktemp("hub"))


def test_the_fleet_page_tells_where_each_school_stands(built: Path) -> None:
    index = built / "fleet.html"
    use = section(index, "use")
    assert "Social Networking Policy 1.0, issued: 4 schools None None 1 4" in use
    schools = section(index, "standings")
    assert "Example Oak Academy Example, invented 1 policy None None 1 1" in schools
    page = built / f"fleet/{POLICY}.html"
    standings = section(page, "standings")
    assert (
        "Example Oak Academy Example, invented 1.0, issued "
        "Local Governing Body, "
        "10 October 2024 Not kept word for word 10 October 2025 Overdue Calendar Nothing "
        "1 local change of Example Oak Academy local-tell-the-local-body"
        "Beside the master’s text: Example Oak Academy "
        "2 superseded sources of Example Oak Academy "
        "1.2 Keeping children safe in education, 2018 Now 2026" in standings
    )
    assert "Warden Hill Infant School 1.0, issued No record" in standings
    # Without a script nothing is said to be overdue, and no filter is offered.
    html = read(page)
    assert html.count('class="flag superseded overdue" hidden>') == html.count(">Overdue<") == 2
    assert '<form class="filters" hidden>' in html


def test_the_fleet_page_tells_who_is_behind_who_differs_and_who_has_nothing(
    tmp_path: Path,
) -> None:
    workspace = read_workspace(EXAMPLES)
    policy = workspace.policies["social-networking"]
    issued = {"status": Status.RELEASED}
    workspace.policies["social-networking"] = replace(
        policy, versions=policy.versions | {"1.1": changed(policy.versions["1.1"], **issued)}
    )
    oak, zoe = workspace.schools[SCHOOLS[0]], workspace.schools[SCHOOLS[2]]
    adoption = oak.school.value.adopts["social-networking"]
    adoption = adoption.model_copy(update={"options": {"school_accounts": "false"}})
    adopts = {"social-networking": adoption}
    workspace.schools[SCHOOLS[0]] = replace(oak, school=changed(oak.school, adopts=adopts))
    workspace.schools[SCHOOLS[2]] = replace(zoe, school=changed(zoe.school, adopts={}))
    built = hub(workspace, tmp_path)
    said = section(built / f"fleet/{POLICY}.html", "standings")
    assert "1.0, issued 1 version behind The newest is 1.1" in said
    assert "The school runs its own social media accounts: no" in said
    assert "Primary School Example, invented Not in use" in said
    assert "Social Networking Policy 1.0, issued: 3 schools 3" in section(
        built / "fleet.html", "use"
    )


def test_what_the_fleet_page_says_is_there_for_other_programs(built: Path) -> None:
    rows = json.loads(read(built / "fleet.json"))["rows"]
    assert [row["school"] for row in rows] == list(SCHOOLS)
    assert [row["next_review"] for row in rows] == ["2025-10-10", None, "2026-03-18", None]
    # With the mark by which Excel knows the letters, and no word of what is overdue.
    data = (built / "fleet.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbfschool,name,")
    table = list(csv.DictReader(StringIO(data.decode("utf-8-sig"), newline=""), strict=True))
    assert [row["name"] for row in table] == [row["name"] for row in rows]
    assert "overdue" not in {*table[0], *rows[0]}
    calendars = [path.name for path in sorted((built / "calendar").iterdir())]
    assert calendars == ["example-oak-academy.ics", "saint-zoes-example-primary.ics"]
    assert b"DTSTART;VALUE=DATE:20260318\r\n" in (built / "calendar" / calendars[1]).read_bytes()
