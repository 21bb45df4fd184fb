"""What did not change is not checked again, and what is kept is what a fresh check finds."""

import json
import os
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from time import time

import pytest

from clausework import checks
from clausework.build import engine
from clausework.checks import check
from clausework.store import findings
from clausework.store.findings import checked
from clausework.store.store import GRACE
from clausework.workspace.root import read_workspace
from tests.support.places import TODAY, silent

MASTER = "policy/social-networking"
DRAFT = f"{MASTER}/2.0.yaml"
OAK = "schools/example-oak-academy/school.yaml"
ZOE = "schools/saint-zoes-example-primary/school.yaml"


@pytest.fixture
def checked_again(root: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The versions and adoptions that are checked from now on; all were checked before."""
    shutil.copytree(root / MASTER, root / "policy/dress")
    edit(root, "policy/dress/policy.yaml", "id: social-networking", "id: dress")
    checked(read_workspace(root))
    done: list[str] = []

    def counted(name: str, told: Callable[..., str]) -> None:
        real = getattr(checks, name)

        def counting(*given: object) -> object:
            done.append(told(*given))
            return real(*given)

        monkeypatch.setattr(checks, name, counting)

    counted("version_problems", lambda _, files, number, __: f"{files.policy.value.id} {number}")
    counted("adoption_problems", lambda _, files, policy: f"{files.school.value.id} {policy}")
    return done


def edit(root: Path, name: str, old: str, new: str) -> None:
    path = root / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_nothing_is_checked_again_where_nothing_changed(
    root: Path, checked_again: list[str]
) -> None:
    assert checked(read_workspace(root)) == check(read_workspace(root))
    del checked_again[:]
    checked(read_workspace(root))
    assert checked_again == []


def test_an_edit_of_a_draft_has_no_other_policy_checked(
    root: Path, checked_again: list[str]
) -> None:
    edit(root, DRAFT, "This policy sets", "This policy gives")
    checked(read_workspace(root))
    versions = [one for one in checked_again if one.endswith(".0") or one.endswith(".1")]
    assert versions == ["social-networking 2.0"]
    assert not any("dress" in one for one in checked_again)


def test_an_edit_of_one_school_has_no_other_checked(root: Path, checked_again: list[str]) -> None:
    edit(root, OAK, "motto: Grow strong", "motto: Grow stronger")
    checked(read_workspace(root))
    assert checked_again == ["example-oak-academy social-networking"]


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        (DRAFT, "{{ head }}", "{{ haed }}"),
        (DRAFT, 'follows: "1.1"', 'follows: "0.9"'),
        (f"{MASTER}/1.0.yaml", "online", "on line"),
        (f"{MASTER}/1.1.yaml", "status: proposed", "status: prepared"),
        (f"{MASTER}/policy.yaml", "school_accounts:", "schools_accounts:"),
        (f"{MASTER}/policy.yaml", "released:", "released_:"),
        ("policy/terms.yaml", "\nhead:", "\nhaed:"),
        ("policy/terms.yaml", "Headteacher", "the, head"),
        ("policy/authorities.yaml", "looked_on: 20", "looked_on: 19"),
        (OAK, "after: head-publicises", "after: haed-publicises"),
        (OAK, 'version: "1.0"', 'version: "1.1"'),
        (ZOE, "name: Saint Zoë's Example Primary School", "name: this policy"),
    ],
)
def test_after_an_edit_the_same_is_found_as_by_a_fresh_check(
    name: str, old: str, new: str, root: Path
) -> None:
    before = check(read_workspace(root))
    assert checked(read_workspace(root)) == before
    sound = (root / name).read_bytes()
    edit(root, name, old, new)
    after = check(read_workspace(root))
    assert checked(read_workspace(root)) == after
    assert checked(read_workspace(root)) == after
    (root / name).write_bytes(sound)
    assert checked(read_workspace(root)) == before


def test_law_is_judged_as_of_the_day_that_is_asked(root: Path) -> None:
    workspace = read_workspace(root)
    days = [date(2017, 1, 1), date(2030, 1, 1)]
    found = [checked(workspace, day) for day in days]
    assert found == [check(workspace, day) for day in days]
    assert found[0] != found[1]


def test_another_program_checks_everything(
    root: Path, checked_again: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(findings, "tools", lambda: "another")
    checked(read_workspace(root))
    assert {one for one in checked_again if one.startswith("dress")} == {
        "dress 1.0",
        "dress 1.1",
        "dress 2.0",
    }


def test_the_store_may_be_deleted_or_damaged(root: Path, checked_again: list[str]) -> None:
    expected = check(read_workspace(root))
    for kept in (root / ".clausework/findings").iterdir():
        kept.write_bytes(b'{"policy": [')
    assert checked(read_workspace(root)) == expected
    shutil.rmtree(root / ".clausework")
    assert checked(read_workspace(root)) == expected


def test_a_folder_without_a_policy_gets_no_store(tmp_path: Path) -> None:
    assert checked(read_workspace(tmp_path)) == check(read_workspace(tmp_path))
    assert list(tmp_path.iterdir()) == []
    checked(read_workspace(tmp_path / "nowhere"))
    assert not (tmp_path / "nowhere").exists()


def kept(root: Path) -> dict[str, set[str]]:
    """The units that are kept, by the policy or school that they are of."""
    found: dict[str, set[str]] = {}
    for path in (root / ".clausework/findings").iterdir():
        (units,) = map(json.loads, path.read_text("utf-8").splitlines()[1:])
        for unit in units:
            found.setdefault("/".join(unit.split("/")[:2]), set()).add(unit)
    return found


def long_ago(root: Path) -> None:
    for path in (root / ".clausework/findings").iterdir():
        os.utime(path, (time() - GRACE - 60,) * 2)


def test_what_the_tree_has_no_more_is_forgotten(root: Path, checked_again: list[str]) -> None:
    before = kept(root)
    assert {"policy/dress", MASTER, "schools/example-oak-academy"} < before.keys()
    shutil.rmtree(root / "policy/dress")
    shutil.rmtree(root / "schools/example-oak-academy")
    (root / DRAFT).unlink()
    checked(read_workspace(root))
    # A command that read the tree while it had them may run still.
    assert kept(root).keys() == before.keys()
    long_ago(root)
    checked(read_workspace(root))
    after = kept(root)
    assert before.keys() - after.keys() == {"policy/dress", "schools/example-oak-academy"}
    assert after[MASTER] == before[MASTER] - {f"{MASTER}/2.0"}


def test_a_policy_and_a_school_with_faults_are_not_forgotten(
    root: Path, checked_again: list[str]
) -> None:
    before = kept(root)
    edit(root, "policy/dress/policy.yaml", "binding: adapt", "binding: adopts")
    edit(root, OAK, "type: ", "kind: ")
    long_ago(root)
    checked(read_workspace(root))
    engine.build(engine.Request(root, root / "out", TODAY, formats=("web",)), silent)
    assert kept(root).keys() == before.keys()


def test_a_build_forgets_no_school_that_it_does_not_check(
    root: Path, checked_again: list[str]
) -> None:
    before = kept(root)
    long_ago(root)
    engine.build(engine.Request(root, root / "out", TODAY, formats=("web",)), silent)
    assert kept(root) == before
