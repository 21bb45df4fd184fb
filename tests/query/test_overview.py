"""What HR's pages keep of one school: all they say of it, by the master and its own files alone."""

import pickle
from dataclasses import replace
from datetime import date

import pytest
from pydantic import TypeAdapter

from clausework.model.decisions import Approval
from clausework.model.scalars import Duty
from clausework.query import LocalSummary, SchoolSummary, fleet, summary
from clausework.query.copies import copies
from clausework.workspace.root import read_workspace
from tests.support.local_changes import ADDED, CONSULTED, REASON, SAME, WEAKER, varied
from tests.support.places import EXAMPLES
from tests.support.samples import OAK, SCHOOLS, summaries

JSON = TypeAdapter(SchoolSummary)


@pytest.mark.parametrize("school", SCHOOLS)
def test_no_other_school_is_looked_at(school: str) -> None:
    workspace = read_workspace(EXAMPLES)
    assert workspace.authorities is not None
    as_of = workspace.authorities.value.looked_on
    found = summary(replace(workspace, schools={}), workspace.schools[school], as_of)
    assert found.standings == tuple(one for one in fleet(workspace, as_of) if one.school == school)
    assert found.copies == tuple(copy for copy in copies(workspace) if copy.school == school)


@pytest.mark.parametrize("which", range(len(SCHOOLS)))
def test_it_is_small_and_goes_into_a_file_and_to_another_process(which: int) -> None:
    found = summaries(varied(ADDED, WEAKER, SAME))[which]
    data = JSON.dump_json(found)
    assert len(data) < 8192
    assert JSON.validate_json(data) == pickle.loads(pickle.dumps(found)) == found


def test_law_is_judged_as_of_the_day_given() -> None:
    workspace = read_workspace(EXAMPLES)
    found = [summary(workspace, workspace.schools[OAK], date(year, 1, 1)) for year in (2019, 2026)]
    superseded = [{stale.authority for stale in one.standings[0].stale} for one in found]
    # The edition of 2018 was replaced on 2 September 2019.
    assert ["kcsie" in one for one in superseded] == [False, True]


def test_local_changes_come_with_their_words() -> None:
    (copy,) = summaries(varied(ADDED, WEAKER, SAME))[0].varied
    assert (copy.school, copy.version, copy.standing) == (OAK, "1.0", "in-use")
    assert isinstance(copy.approved, Approval)
    added, weaker, same = copy.changes
    assert (added.kind, added.target, added.number) == ("add", "local-flood", "3.2")
    assert (added.reason, added.consulted) == (REASON, CONSULTED)
    assert added.words[0].pieces == (("added", "Staff must read it."),)
    assert weaker.words[0].duties == (Duty.WEAKENED,)
    changed = [piece for piece in weaker.words[0].pieces if piece[0] != "kept"]
    assert changed == [("removed", "must"), ("added", "should")]
    assert same == LocalSummary("replace", "aim-safeguard-children", "3.1(b)", REASON, None, ())


def test_what_awaits_a_decision_has_no_approval() -> None:
    (copy,) = summaries(varied(ADDED, pending=True))[0].varied
    assert (copy.standing, copy.approved) == ("pending", None)
