"""What the check says of the project's own policy, and the register that it judges by.

The expected is worked out here from the files, with none of the program's own code.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from clausework.checks import check
from clausework.source.problems import Severity, errors
from clausework.workspace.root import read_workspace
from tests.support.places import EXAMPLES, PROJECT, copied

POLICY = "policy/social-networking"


def loaded(name: str, root: Path = PROJECT) -> Any:
    return yaml.safe_load((root / name).read_text("utf-8"))


LOOKED_ON: date = loaded("policy/authorities.yaml")["looked_on"]
REGISTER: dict[str, Any] = loaded("policy/authorities.yaml")["authorities"]
# The register as the research left it.
FIRST_REGISTER: dict[str, Any] = loaded("policy/authorities.yaml", EXAMPLES)["authorities"]
VERSIONS = sorted(path.stem for path in (PROJECT / POLICY).glob("[0-9]*.yaml"))


def citing(element: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each citation in a version with the id of what cites."""
    if isinstance(element, list):
        for one in element:
            yield from citing(one)
    elif isinstance(element, dict):
        for citation in element.get("cites", ()):
            yield element["id"], citation
        for key in ("sections", "clauses", "items", "notes"):
            yield from citing(element.get(key))


def is_superseded(authority: str, edition: str | None) -> bool:
    follower = REGISTER[authority].get("editions", {}).get(edition, {}).get("superseded_by")
    if follower is None:
        return False
    facts = REGISTER[authority]["editions"][follower]
    begins = facts.get("in_force_from", facts.get("published"))
    return begins is None or begins <= LOOKED_ON


def superseded(number: str) -> set[tuple[str, str]]:
    """What of a version cites which superseded source: ids."""
    version = loaded(f"{POLICY}/{number}.yaml")
    return {
        (name, citation["authority"])
        for name, citation in citing(version)
        if is_superseded(
            citation["authority"],
            citation.get("edition", version.get("editions", {}).get(citation["authority"])),
        )
    }


def line_of(number: str, name: str, authority: str) -> int:
    """The line on which an element of a version cites a source."""
    lines = (PROJECT / f"{POLICY}/{number}.yaml").read_text("utf-8").splitlines()
    start = next(i for i, line in enumerate(lines) if line.strip() == f"- id: {name}")
    return next(i for i in range(start, len(lines)) if f"authority: {authority}" in lines[i]) + 1


STALE = {("read-in-conjunction", "kcsie"), ("british-values", "prevent-duty-advice")}


def test_1_0_cites_superseded_editions() -> None:
    assert superseded("1.0") >= STALE


def test_the_check_passes_and_warns_of_what_cites_superseded_editions() -> None:
    found = check(read_workspace(PROJECT))
    assert errors(found) == []
    expected = [
        (f"{POLICY}/{number}.yaml", line_of(number, name, authority), Severity.WARNING)
        for number in VERSIONS
        for name, authority in superseded(number)
    ]
    stale = [p for p in found if p.code == "edition-superseded" and p.place.path.startswith(POLICY)]
    assert sorted((p.place.path, p.place.line, p.severity) for p in stale) == sorted(expected)


def test_they_are_named_in_the_docs() -> None:
    docs = (PROJECT / "docs/checks.md").read_text("utf-8")
    section = docs.split("## What the project's own check says")[1]
    rows = [line.split("|")[1:4] for line in section.splitlines() if line.startswith("| 1.")]
    assert [(version.strip(), clause.split("`")[-2]) for version, clause, _ in rows] == [
        (number, name)
        for number in ("1.0", "1.1")
        for name in ("read-in-conjunction", "british-values")
    ]


def test_one_flipped_byte_in_1_0_names_the_version(tmp_path: Path) -> None:
    root = copied(PROJECT, tmp_path)
    path = root / POLICY / "1.0.yaml"
    data = bytearray(path.read_bytes())
    data[data.index(b"acceptable standards")] ^= 1
    path.write_bytes(data)
    found = [p for p in check(read_workspace(root)) if p.code == "released-changed"]
    assert [p.message for p in found] == ["version 1.0 was released and has been changed since"]


def known(value: Any) -> Iterator[dict[str, Any]]:
    """Every statement in the register of how a fact is known."""
    if isinstance(value, dict):
        if "tier" in value:
            yield value
        for one in value.values():
            yield from known(one)
    elif isinstance(value, list):
        for one in value:
            yield from known(one)


def test_every_verified_fact_has_a_source() -> None:
    verified = [one for one in known(REGISTER) if one["tier"] != "unverified"]
    assert verified
    assert {one["tier"] for one in verified} <= {"official", "mirror", "second-hand"}
    assert [one for one in verified if not str(one.get("source") or "").strip()] == []


# What the research behind the register did not see, only remembered or worked out: where each
# would stand. In a list, an entry is named by its section, its topic or what it is by.
IN_FORCE = ("kcsie", "editions", "2026", "documents", "in-force", "pinpoints")
NOT_SEEN: list[tuple[str, ...]] = [
    ("kcsie", "editions", "2014", "published"),
    ("kcsie", "editions", "2015-07", "published"),
    ("kcsie", "editions", "2015-07", "in_force_from"),
    ("kcsie", "editions", "2016", "information_from"),
    ("kcsie", "editions", "2018", "published"),
    ("kcsie", "editions", "2018", "documents"),
    ("kcsie", "editions", "2020", "information_from"),
    ("kcsie", "editions", "2021", "documents"),
    ("kcsie", "editions", "2022", "made_under"),
    ("kcsie", "editions", "2023", "made_under"),
    ("kcsie", "editions", "2023", "information_from"),
    ("kcsie", "editions", "2024", "made_under"),
    ("kcsie", "editions", "2025", "made_under"),
    ("kcsie", "editions", "2025", "documents"),
    ("kcsie", "editions", "2026", "made_under"),
    ("kcsie", "made_under"),
    (*IN_FORCE, "Staff behaviour policy, with the use of social media", "part"),
    (*IN_FORCE, "Staff behaviour policy, with the use of social media", "paragraph"),
    (*IN_FORCE, "Allegations that may meet the harm threshold", "section"),
    (*IN_FORCE, "Allegations that may meet the harm threshold", "paragraph"),
    (*IN_FORCE, "The legal reporting duties on employers, with the duty to refer", "part"),
    (*IN_FORCE, "The legal reporting duties on employers, with the duty to refer", "paragraph"),
    ("prevent-duty-guidance", "editions", "2021"),
    ("prevent-duty-guidance", "editions", "2023", "made_under"),
    ("prevent-duty-advice", "editions", "2015", "in_force_to"),
    ("smsc-independent-schools", "title"),
    ("safeguarding-vulnerable-groups-act", "provisions", "35", "effect"),
    ("safeguarding-vulnerable-groups-act", "provisions", "37", "heading"),
    ("safeguarding-vulnerable-groups-act", "provisions", "38", "section"),
    ("safeguarding-vulnerable-groups-act", "provisions", "39", "effect"),
    ("safeguarding-vulnerable-groups-act", "amendments", "crime-and-policing-act-2026"),
    ("education-act-2002", "provisions", "128", "in_force_from"),
    ("guidance-for-safer-working-practice", "url"),
    ("guidance-for-safer-working-practice", "editions", "2019", "published"),
    ("guidance-for-safer-working-practice", "editions", "2019", "label"),
    ("teachers-standards", "url"),
    ("equality-act-2010", "provisions", "149", "section"),
    ("cws-act-2026", "in_force_from"),
    ("crime-and-policing-act-2026", "in_force_from"),
    ("crime-and-policing-act-2026", "provisions"),
    ("mobile-phones-in-schools", "editions"),
    ("mobile-phones-in-schools", "in_force_from"),
    ("employment-rights-act-1996", "title"),
    ("employment-rights-act-1996", "provisions"),
    ("trade-union-act-1992", "title"),
    ("human-rights-act-1998", "title"),
]


def within(value: Any, key: str) -> Any:
    if isinstance(value, list):
        names = ("section", "topic", "by")
        return next((one for one in value if key in [one.get(name) for name in names]), None)
    return value.get(key)


def tier(path: tuple[str, ...]) -> str | None:
    """How the first register says that a fact is known; None where it does not state the fact."""
    value: Any = FIRST_REGISTER
    said: dict[str, str] = {}
    for key in path:
        if isinstance(value, dict):
            said = value.get("facts", {}).get(key) or value.get("verified") or said
        value = within(value, key)
        # What holds the fact has to be there, or the path says nothing.
        assert value is not None or key is path[-1], path
    return None if value is None else said["tier"]


@pytest.mark.parametrize("path", NOT_SEEN, ids=" ".join)
def test_what_was_not_seen_is_not_encoded_as_verified(path: tuple[str, ...]) -> None:
    assert tier(path) in (None, "unverified")


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (("kcsie", "title"), "official"),
        (("kcsie", "kind"), "second-hand"),
        (("kcsie", "editions", "2026", "in_force_from"), "second-hand"),
        (("equality-act-2010", "title"), "second-hand"),
        (("safeguarding-vulnerable-groups-act", "provisions", "35", "section"), "second-hand"),
        (("safeguarding-vulnerable-groups-act", "amendments", "pofa-2012", "by"), "official"),
    ],
)
def test_the_test_above_tells_what_was_seen(path: tuple[str, ...], expected: str) -> None:
    assert tier(path) == expected
