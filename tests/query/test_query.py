"""Questions over a whole tree: impact, traceability, what is still to be confirmed."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from clausework.cli.main import main
from clausework.model.authorities import Authority
from clausework.query import (
    Trace,
    UnknownName,
    impact_of_edition,
    impact_of_version,
    newer_editions,
    to_confirm,
    traceability,
)
from clausework.query.impact import earlier
from clausework.workspace.root import read_workspace
from tests.support.places import EXAMPLES
from tests.support.workspaces import (
    AS_OF,
    GUIDE,
    NEWEST,
    OLD,
    adopts,
    clause,
    edition,
    tree_of,
    variation,
    version,
)


@pytest.mark.parametrize(
    ("chain", "of", "expected"),
    [
        ({"a": "b", "b": None}, "b", {"a"}),
        ({"a": "b", "b": None}, "a", set()),
        ({"a": "b", "b": "c", "c": None}, "c", {"a", "b"}),
        ({"a": "c", "b": "c", "c": None, "d": None}, "c", {"a", "b"}),
        ({"a": "b", "b": "a"}, "a", {"b"}),
    ],
)
def test_earlier_editions(chain: dict[str, str | None], of: str, expected: set[str]) -> None:
    editions = {name: edition(superseded_by=after) for name, after in chain.items()}
    assert earlier(Authority.model_validate(GUIDE | {"editions": editions}), of) == expected


ELSEWHERE = {"authority": "guide", "edition": "2030"}


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (clause("c", OLD), [("c", "c", "1.1", "2018")]),
        (clause("c", NEWEST), []),
        (clause("c", ELSEWHERE), []),
        (clause("c", "act"), []),
        (clause("c", items=[clause("i", OLD)]), [("c", "i", "1.1(a)", "2018")]),
        (
            clause("c", items=[clause("i", items=[clause("s", OLD)])]),
            [("c", "s", "1.1(a)(i)", "2018")],
        ),
        (
            clause("c", items=[clause("i", text="T[^n]")], notes=[clause("n", OLD)]),
            [("c", "n", "1.1(a)", "2018")],
        ),
        (
            clause("c", text="T", closing="C[^n]", notes=[clause("n", OLD)]),
            [("c", "n", "1.1", "2018")],
        ),
        (clause("c", text="See {{ cite guide }}."), [("c", "c", "1.1", "2018")]),
        (clause("c", OLD, text="See {{ cite guide }}."), [("c", "c", "1.1", "2018")]),
    ],
)
def test_what_cites_an_earlier_edition(tmp_path: Path, one: Any, expected: list[Any]) -> None:
    workspace = tree_of(tmp_path, {"1.0": version(one)}, {"oak": adopts("1.0")})
    found = impact_of_edition(workspace, "guide", "2024").touched
    assert [(t.cite.clause, t.cite.on, t.cite.number, t.cite.edition) for t in found] == expected
    # The school's copy cites at the same places.
    assert [t.schools[0].number for t in found] == [number for _, _, number, _ in expected]


def test_a_heading_cites_too_and_a_null_edition_counts(tmp_path: Path) -> None:
    section = {"id": "one", "title": "One", "cites": [OLD], "clauses": [clause("c")]}
    workspace = tree_of(tmp_path, {"1.0": version(sections=[section], editions={"guide": None})})
    for of in ("2018", "2024"):
        (touched,) = impact_of_edition(workspace, "guide", of).touched
        assert (touched.cite.clause, touched.cite.number, touched.cite.edition) == (
            "one",
            "1.0",
            None,
        )


def test_what_a_school_does_not_print_is_not_touched(tmp_path: Path) -> None:
    one = version(
        clause("first"),
        clause("kept", OLD, items=[clause("kept-a"), clause("kept-b")]),
        clause("academies-only", OLD, when="academies"),
        clause("asked", OLD, when="accounts"),
        clause("cited-by-some", OLD | {"when": "academies"}),
        clause("noted", text="T[^n]", notes=[clause("n", OLD)]),
    )
    schools = {
        "ash": adopts("1.0"),
        "elm": adopts("1.0", type="academy", options={"accounts": "true"}),
        "fir": adopts(
            "1.0",
            variations=[
                variation("omit", "first"),
                variation("omit", "kept-b"),
                variation("add", "local-point", after="kept-a"),
                variation("replace", "noted"),
                variation("add", "local-clause", after="kept", text="See {{ cite guide }}."),
            ],
        ),
        "oak": adopts("1.0", variations=[variation("omit", "kept"), variation("replace", "noted")]),
    }
    option = {"type": "boolean", "default": "false", "label": "Accounts"}
    workspace = tree_of(tmp_path, {"1.0": one}, schools, options={"accounts": option})
    found = impact_of_edition(workspace, "guide", "2024").touched
    assert {t.cite.on: [(s.school, s.number, s.varied) for s in t.schools] for t in found} == {
        "kept": [("ash", "1.2", ()), ("elm", "1.2", ()), ("fir", "1.1", ("add", "omit"))],
        "academies-only": [("elm", "1.3", ())],
        "asked": [("elm", "1.4", ())],
        "cited-by-some": [("elm", "1.5", ())],
        # Reworded, the clause has lost the mark of its note.
        "n": [("ash", "1.4", ()), ("elm", "1.6", ())],
        "local-clause": [("fir", "1.2", ("add",))],
    }


def test_versions_that_no_school_has_are_told_apart(tmp_path: Path) -> None:
    versions = {number: version(clause("c", OLD)) for number in ("1.0", "1.9", "1.10", "2.0")}
    versions["3.0"] = version(clause("c", NEWEST))
    school = adopts("1.0", pending=adopts("2.0"))
    found = impact_of_edition(tree_of(tmp_path, versions, {"oak": school}), "guide", "2024")
    assert [t.version for t in found.touched] == ["1.0", "1.9", "1.10", "2.0"]
    assert [[s.standing for s in t.schools] for t in found.touched] == [
        ["in-use"],
        [],
        [],
        ["pending"],
    ]
    assert found.unused == (("conduct", "1.9"), ("conduct", "1.10"))


@pytest.mark.parametrize(
    ("place", "topics"),
    [
        ({}, []),
        ({"part": "two"}, ["Staff", "Images"]),
        ({"part": "two", "section": "b"}, ["Images"]),
        ({"part": "nine"}, []),
        ({"paragraph": "74"}, []),
    ],
)
def test_places_to_look_up_again(tmp_path: Path, place: dict[str, str], topics: list[str]) -> None:
    workspace = tree_of(tmp_path, {"1.0": version(clause("c", OLD | place))})
    (touched,) = impact_of_edition(workspace, "guide", "2024").touched
    assert [pinpoint.topic for _, pinpoint in touched.again] == topics


def test_a_new_version_is_weighed_against_the_one_in_use(tmp_path: Path) -> None:
    points = [clause("point-a"), clause("point-b")]
    versions = {
        "1.0": version(
            clause("same", OLD), clause("reworded"), clause("gone"), clause("list", items=points)
        ),
        "1.1": version(clause("same"), clause("reworded"), follows="1.0"),
        "2.0": version(
            # Another source, a lock and an old name change no words.
            clause("same", NEWEST, locked="true", was=["older"]),
            clause("reworded", text="Other words."),
            clause("list", items=[points[0], clause("point-b", text="Other.")]),
            clause("heir", was=["gone"], when="accounts"),
            follows="1.1",
        ),
    }
    variations = [
        variation("replace", "same"),
        variation("omit", "reworded"),
        variation("replace", "gone"),
        variation("omit", "point-a"),
        variation("replace", "point-b"),
        variation("add", "local-one", after="gone"),
        variation("add", "local-two", after="local-one"),
        variation("add", "local-three", after="local-two", items=[{"id": "local-p", "text": "P."}]),
    ]
    schools = {
        "ash": adopts("1.0", variations=variations, pending=adopts("1.1")),
        "elm": adopts("1.1"),
        "oak": adopts("2.0"),
    }
    options = {
        name: {"type": "boolean", "default": "true", "label": name} for name in ("accounts", "x")
    }
    found = impact_of_version(
        tree_of(tmp_path, versions, schools, options=options), "conduct", "2.0"
    )
    assert [(s.school, s.version, s.behind, s.pending) for s in found.schools] == [
        ("ash", "1.0", 2, "1.1"),
        ("elm", "1.1", 1, None),
    ]
    assert [(v.kind, v.concerns, v.outcome, v.continued) for v in found.schools[0].variations] == [
        ("replace", "same", "unchanged", ()),
        ("omit", "reworded", "changed", ()),
        ("replace", "gone", "removed", ("heir",)),
        ("omit", "point-a", "unchanged", ()),
        ("replace", "point-b", "changed", ()),
        ("add", "gone", "removed", ("heir",)),
        ("add", "gone", "removed", ("heir",)),
        ("add", "gone", "removed", ("heir",)),
    ]
    first = found.steps[1]
    assert [step.version for step in found.steps] == ["1.1", "1.0"]
    assert (first.changed, first.removed, first.added) == (
        ("reworded", "list"),
        ("gone",),
        ("heir",),
    )
    assert [name for name, _ in first.options] == ["accounts"]


@pytest.mark.parametrize(
    ("ask", "kind", "known"),
    [
        (lambda workspace: impact_of_edition(workspace, "gide", "2024"), "authority", "guide"),
        (lambda workspace: impact_of_edition(workspace, "guide", "2025"), "edition", "2024"),
        (lambda workspace: impact_of_version(workspace, "conduit", "1.0"), "policy", "conduct"),
        (lambda workspace: impact_of_version(workspace, "conduct", "1"), "version", "1.0"),
    ],
)
def test_names_that_are_not_there(tmp_path: Path, ask: Any, kind: str, known: str) -> None:
    with pytest.raises(UnknownName) as raised:
        ask(tree_of(tmp_path, {"1.0": version(clause("c"))}))
    assert raised.value.kind == kind
    assert known in raised.value.known


def traced(folder: Path, cite: Any, as_of: date = AS_OF, **more: Any) -> Trace:
    workspace = tree_of(folder, {"1.0": version(clause("c", cite), **more)})
    (trace,) = traceability(workspace, as_of).traces
    return trace


@pytest.mark.parametrize(
    ("cite", "as_of", "expected"),
    [
        (OLD, date(2020, 8, 31), ("current", None, None)),
        (OLD, date(2020, 9, 1), ("superseded", "2020", date(2020, 9, 1))),
        (OLD, AS_OF, ("superseded", "2024", date(2020, 9, 1))),
        (OLD | {"edition": "2020"}, AS_OF, ("superseded", "2024", date(2024, 9, 1))),
        (NEWEST, AS_OF, ("current", None, None)),
        (NEWEST | {"part": "three"}, AS_OF, ("current", None, None)),
        (NEWEST | {"part": "two"}, AS_OF, ("unverified", None, None)),
        (NEWEST | {"part": "two", "section": "a"}, AS_OF, ("current", None, None)),
        ({"authority": "act"}, AS_OF, ("current", None, None)),
        ({"authority": "act", "section": "36"}, AS_OF, ("current", None, None)),
        ({"authority": "act", "section": "35"}, AS_OF, ("unverified", None, None)),
        ({"authority": "rumour"}, AS_OF, ("unverified", None, None)),
    ],
)
def test_the_state_of_a_citation(
    tmp_path: Path, cite: dict[str, str], as_of: date, expected: tuple[Any, ...]
) -> None:
    trace = traced(tmp_path, cite, as_of)
    assert (trace.state, trace.by, trace.since) == expected
    assert bool(trace.unverified) == (trace.state == "unverified")


def test_an_edition_that_is_not_stated(tmp_path: Path) -> None:
    assert traced(tmp_path, OLD, editions={"guide": None}).state == "not-stated"


def test_both_ways_hold_the_same(tmp_path: Path) -> None:
    one = version(clause("c", OLD, "act"), clause("d", "act"))
    found = traceability(tree_of(tmp_path, {"1.0": one, "1.1": one}), AS_OF)
    assert [t.cite.clause for t in found.of_authority("act")] == ["c", "d", "c", "d"]
    assert [t.cite.authority for t in found.of_version("conduct", "1.1")] == ["guide", "act", "act"]


def test_what_is_to_be_confirmed(tmp_path: Path) -> None:
    change = {"clause": "c", "reason": "R.", "question": "Is it so?"}
    gone = {"clause": "gone", "reason": "R.", "question": "And this?"}
    settled = {"clause": "c", "reason": "R."}
    cited = {"authority": "act", "section": "35"}
    versions = {
        "1.0": version(clause("c"), clause("gone"), changes=[change]),
        "1.1": version(clause("c", "rumour"), status="withdrawn", changes=[change]),
        "2.0": version(
            clause("c", cited), status="proposed", follows="1.0", changes=[change, gone, settled]
        ),
    }
    tree = tree_of(tmp_path, versions)
    found = to_confirm(tree, traceability(tree, AS_OF))
    ((fact, traces),) = found.facts
    assert (fact.authority, fact.place) == ("act", ("35",))
    assert [name for name, _ in fact.fields] == ["section", "effect"]
    assert [(t.version, t.cite.clause) for t in traces] == [("2.0", "c")]
    assert [(q.version, q.clause, q.number, q.question) for q in found.questions] == [
        ("2.0", "c", "1.1", "Is it so?"),
        ("2.0", "gone", "1.2", "And this?"),
    ]


def test_a_fact_of_the_register_that_is_known_is_not_to_be_confirmed() -> None:
    workspace = read_workspace(EXAMPLES)
    facts = to_confirm(workspace, traceability(workspace, AS_OF)).facts
    assert facts
    assert {fact.known.tier for fact, _ in facts} == {"unverified"}
    assert all(traces for _, traces in facts)


# The examples, read by hand.


def loaded(name: str) -> Any:
    return yaml.safe_load((EXAMPLES / name).read_text("utf-8"))


def older(authority: str, new: str) -> set[str]:
    editions = loaded("policy/authorities.yaml")["authorities"][authority]["editions"]
    found: set[str] = set()
    for name in editions:
        following: str | None = name
        while following is not None and following != new:
            following = editions[following].get("superseded_by")
        if following == new and name != new:
            found.add(name)
    return found


def by_hand(authority: str, new: str, number: str) -> set[tuple[str, str]]:
    """The clauses of a version that cite an earlier edition, each with what the citation is on."""
    data = loaded(f"policy/social-networking/{number}.yaml")
    old = older(authority, new)

    def inside(element: dict[str, Any]) -> Iterator[dict[str, Any]]:
        yield element
        for part in (*element.get("items", ()), *element.get("notes", ())):
            yield from inside(part)

    return {
        (clause["id"], element["id"])
        for section in data["sections"]
        for clause in section["clauses"]
        for element in inside(clause)
        for cite in element.get("cites", ())
        if cite["authority"] == authority
        and cite.get("edition", data["editions"].get(authority)) in {None, *old}
    }


@pytest.mark.parametrize(
    ("authority", "new"),
    [
        ("kcsie", "2026"),
        ("guidance-for-safer-working-practice", "2022"),
        ("prevent-duty-advice", "safeguarding-learners"),
    ],
)
def test_impact_lists_what_the_files_say(
    capsys: pytest.CaptureFixture[str], authority: str, new: str
) -> None:
    assert main(["impact", authority, new, "--root", str(EXAMPLES), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    schools = [loaded(str(path)) for path in sorted(EXAMPLES.glob("schools/*/school.yaml"))]
    adopted = {school["id"]: school["adopts"]["social-networking"]["version"] for school in schools}
    # No condition and no omission keeps a clause of 1.0 from any school.
    assert set(adopted.values()) == {"1.0"}
    assert "when:" not in (EXAMPLES / "policy/social-networking/1.0.yaml").read_text("utf-8")
    assert not any("omit" in path.read_text() for path in EXAMPLES.glob("schools/*/school.yaml"))
    expected = {
        (clause, on, school)
        for school, number in adopted.items()
        for clause, on in by_hand(authority, new, number)
    }
    assert expected
    assert {(row["clause"], row["on"], row["school"]) for row in said["rows"]} == expected
    assert len(said["rows"]) == len(expected)
    assert [one["version"] for one in said["versions"]] == ["1.1"]
    (unused,) = said["versions"]
    assert set(unused["clauses"]) == {clause for clause, _ in by_hand(authority, new, "1.1")}
    assert by_hand(authority, new, "2.0") == set()


def test_the_new_editions_are_those_that_the_files_call_for() -> None:
    assert newer_editions(read_workspace(EXAMPLES)) == [
        ("guidance-for-safer-working-practice", "2022"),
        ("kcsie", "2026"),
        ("prevent-duty-advice", "safeguarding-learners"),
    ]
