"""A problem withholds what prints it and nothing else, and what is withheld keeps its copy."""

import json
import shutil
from pathlib import Path

import pytest

from clausework.build import engine
from clausework.cli.main import main
from clausework.publish.verify import verify
from tests.support.files import contents
from tests.support.pages import Page, dead_links
from tests.support.places import TODAY, silent

OAK, ZOE = "example-oak-academy", "saint-zoes-example-primary"
UNIT, WARDEN = "example-riverside-unit", "warden-hill-infant"
UNIT_NAME = "The Example Riverside and Meadow Lane Pupil Referral Unit and Short Stay Centre"
EVERY = [OAK, UNIT, ZOE, WARDEN]
MASTER = "policy/social-networking"
DRAFT, BETWEEN, FIRST = (f"{MASTER}/{number}.yaml" for number in ("2.0", "1.1", "1.0"))


def run(root: Path, **wanted: object) -> engine.Result:
    request = engine.Request(root, root / "out", TODAY, **wanted)  # type: ignore[arg-type]
    return engine.build(request, silent)


def edit(root: Path, name: str, old: str, new: str) -> None:
    path = root / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def faults(result: engine.Result) -> list[tuple[str, str]]:
    return [(p.place.path, p.code) for p in result.problems if p.severity == "error"]


def sites(root: Path, school: str) -> dict[str, bytes]:
    return contents(root / "out" / "sites" / school)


def front(root: Path) -> str:
    return (root / "out/hub/index.html").read_text("utf-8")


def second_policy(root: Path) -> None:
    """A policy that no school has, and that the first is read with."""
    shutil.copytree(root / MASTER, root / "policy/dress")
    for number in ("1.1", "2.0"):
        (root / f"policy/dress/{number}.yaml").unlink()
    about = "id: dress\ntitle: Dress Policy\nowner: Example HR\nbinding: adapt\n"
    (root / "policy/dress/policy.yaml").write_text(about, "utf-8")
    edit(root, "policy/dress/1.0.yaml", "status: released", "status: draft")
    edit(root, f"{MASTER}/policy.yaml", "id: acceptable-use", "policy: dress")


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [("{{ head }}", "{{ haed }}", "fill-unknown"), ("sections:", "sections: [", "yaml-syntax")],
)
def test_a_fault_in_a_version_that_nobody_uses_withholds_that_version(
    old: str, new: str, code: str, root: Path
) -> None:
    edit(root, DRAFT, old, new)
    result = run(root, formats=("web",))
    assert faults(result) == [(DRAFT, code)]
    assert (result.built, result.withheld, result.failed) == (EVERY, [], {})
    assert result.hub == "built"
    assert f"<code>{DRAFT}</code>" in front(root)
    pages = {path.name for path in (root / "out/hub/policies").glob("*/*.html")}
    assert pages == {"1.0_1.1.html", "1.1.html"}
    assert not any("2.0" in path.name for path in (root / "out/hub/impact").glob("*"))
    assert verify(root, root / "out").findings == ()


NOTICE = "<strong>This page is as an earlier build made it.</strong> The policy has a fault in "


def of_policy(root: Path, policy: str) -> dict[str, str]:
    """HR's pages of one policy."""
    hub = root / "out/hub"
    found = [*hub.rglob(f"{policy}.html"), *hub.glob(f"policies/{policy}/*.html")]
    found += hub.glob(f"impact/{policy}-*.html")
    return {path.relative_to(hub).as_posix(): path.read_text("utf-8") for path in found}


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        (f"{MASTER}/policy.yaml", "binding: adapt", "binding: adopts"),
        (DRAFT, "{{ head }}", "{{ haed }}"),
    ],
)
def test_pages_of_a_policy_with_a_fault_stay_as_they_were_and_say_so(
    name: str, old: str, new: str, root: Path
) -> None:
    second_policy(root)
    run(root, formats=("web",))
    before, other = of_policy(root, "social-networking"), of_policy(root, "dress")
    assert {"policies/social-networking.html", "impact/social-networking-2.0.html"} < {*before}
    edit(root, name, old, new)
    # What is kept is kept by every build, not by the next one alone.
    for owner, another in (("Example HR", "Other HR"), ("Other HR", "Example HR")):
        edit(root, "policy/dress/policy.yaml", f"owner: {owner}", f"owner: {another}")
        assert run(root, formats=("web",)).hub == "built"
        after = of_policy(root, "social-networking")
        assert {*after} == {*before}
        for page, text in after.items():
            assert f"{NOTICE}<code>{name}</code>" in text, page
            assert words(text.replace(said_in(text), "")) == words(before[page]), page
        assert "Social Networking Policy" in (root / "out/hub/policies.html").read_text("utf-8")
        assert NOTICE not in "".join(of_policy(root, "dress").values())
        assert {*of_policy(root, "dress")} == {*other}
        assert dead_links(root / "out/hub") == []
        faulty = [one.name for one in verify(root, root / "out").findings]
        assert not [name for name in faulty if name.startswith("hub")]
    edit(root, name, new, old)
    run(root, formats=("web",))
    assert NOTICE not in "".join(of_policy(root, "social-networking").values())
    assert {*of_policy(root, "social-networking")} == {*before}


def said_in(page: str) -> str:
    """The paragraph with the notice of a page."""
    start = page.index(f'<p class="approval">{NOTICE}')
    return page[start : page.index("</p>", start) + 4]


def words(page: str) -> str:
    return Page(page).words


def test_the_fault_is_reported_until_it_is_corrected(root: Path) -> None:
    sound = (root / DRAFT).read_text("utf-8")
    edit(root, DRAFT, "{{ head }}", "{{ haed }}")
    run(root, formats=("web",))
    again = run(root, formats=("web",))
    assert (faults(again), again.built) == ([(DRAFT, "fill-unknown")], [])
    (root / DRAFT).write_text(sound, "utf-8")
    corrected = run(root, formats=("web",))
    assert (faults(corrected), corrected.hub, corrected.withheld) == ([], "built", [])
    assert "Not shown" not in front(root)


def test_a_version_that_awaits_decision_is_in_no_copy_of_the_school(root: Path) -> None:
    pending = '    version: "1.0"\n    pending: {version: "2.0"}'
    edit(root, f"schools/{OAK}/school.yaml", '    version: "1.0"', pending)
    edit(root, DRAFT, "{{ head }}", "{{ haed }}")
    result = run(root, formats=("web",))
    assert (result.built, result.withheld, result.failed) == (EVERY, [], {})
    assert result.hub == "built"


def test_a_fault_in_a_version_withholds_the_schools_that_use_it(root: Path) -> None:
    edit(root, f"schools/{UNIT}/school.yaml", 'version: "1.0" ', 'version: "1.1" ')
    run(root, formats=("web", "pdf"))
    before = sites(root, UNIT)
    edit(root, BETWEEN, "status: proposed", "status: prepared")
    edit(root, f"schools/{UNIT}/school.yaml", "motto: ", "motto: Really, ")
    edit(root, f"schools/{ZOE}/school.yaml", "on: 2025-03-18", "on: 2025-03-19")
    result = run(root, formats=("web", "pdf"))
    assert faults(result) == [(BETWEEN, "value-wrong")]
    assert (result.built, result.withheld) == ([ZOE], [UNIT])
    assert result.prints == {UNIT: (BETWEEN,)}
    assert sites(root, UNIT) == before
    assert f"versions:</strong> {UNIT_NAME}" in front(root)


def test_pages_say_what_became_of_the_words_of_earlier_versions(root: Path) -> None:
    edit(root, f"schools/{UNIT}/school.yaml", 'version: "1.0" ', 'version: "1.1" ')
    edit(root, FIRST, "status: released", "status: issued")
    result = run(root, formats=("web",))
    assert (result.built, result.withheld) == ([], EVERY)
    assert result.prints == dict.fromkeys(EVERY, (FIRST,))


def test_a_school_one_of_whose_policies_is_withheld_keeps_its_whole_copy(root: Path) -> None:
    second_policy(root)
    adopts = 'adopts:\n  dress: {version: "1.0"}\n'
    edit(root, f"schools/{OAK}/school.yaml", "adopts:\n", adopts)
    assert faults(run(root, formats=("web",))) == []
    before = sites(root, OAK)
    assert "dress/index.html" in before
    edit(root, "policy/dress/policy.yaml", "binding: adapt", "binding: adopts")
    edit(root, f"schools/{OAK}/school.yaml", "motto: Grow strong", "motto: Grow stronger")
    edit(root, f"schools/{ZOE}/school.yaml", "on: 2025-03-18", "on: 2025-03-19")
    result = run(root, formats=("web",))
    assert faults(result) == [("policy/dress/policy.yaml", "value-wrong")]
    assert (result.built, result.withheld, result.hub) == ([ZOE], [OAK], "built")
    assert result.prints == {OAK: ("policy/dress/policy.yaml",)}
    assert sites(root, OAK) == before


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("policy/terms.yaml", "default: Headteacher", "default:"),
        ("policy/authorities.yaml", "looked_on: ", "looked_at: "),
    ],
)
def test_a_fault_in_what_everything_prints_withholds_everything(
    name: str, old: str, new: str, root: Path
) -> None:
    run(root, formats=("pdf",))
    before = contents(root / "out")
    edit(root, name, old, new)
    result = run(root, formats=("pdf",))
    assert {path for path, _ in faults(result)} == {name}
    assert (result.built, result.withheld, result.hub) == ([], [], None)
    assert contents(root / "out") == before


def test_a_fault_in_the_catalogue_withholds_the_pages_that_print_it(root: Path) -> None:
    asked = "policies:\n  - {id: dress, title: Dress, applies_to: [academies], policy: nowhere}\n"
    (root / "policy/catalogue.yaml").write_text(asked, "utf-8")
    result = run(root, formats=("web",))
    assert {path for path, _ in faults(result)} == {"policy/catalogue.yaml"}
    assert (result.built, result.withheld, result.hub) == (EVERY, [], "built")
    assert not (root / "out/hub/asked.html").exists()
    assert "<code>policy/catalogue.yaml</code>" in front(root)


def test_a_policy_under_another_name_is_not_taken_for_one_of_that_name(root: Path) -> None:
    second_policy(root)
    edit(root, "policy/dress/policy.yaml", "id: dress", "id: social-networking")
    result = run(root, formats=("web",))
    assert faults(result) == [("policy/dress/policy.yaml", "name-differs")]
    assert (result.built, result.withheld) == (EVERY, [])
    page = (root / f"out/sites/{OAK}/social-networking/index.html").read_text("utf-8")
    assert "Social Networking Policy" in page


def test_the_end_says_what_was_built_and_what_was_withheld(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(root, f"schools/{UNIT}/school.yaml", 'version: "1.0" ', 'version: "1.1" ')
    edit(root, BETWEEN, "status: proposed", "status: prepared")
    assert main(["build", "--root", str(root), "--format", "web", "--jobs", "1"]) == 1
    lines = capsys.readouterr().err.splitlines()
    assert any(line.startswith("Example Oak Academy ") and " built: " in line for line in lines)
    unit = next(line for line in lines if line.startswith(UNIT_NAME))
    prints = f"withheld: it prints {BETWEEN}, see above; nothing is published yet"
    assert unit.endswith(f"  {prints}")
    version = next(line for line in lines if line.startswith(f"{BETWEEN} "))
    assert version.endswith("  withheld, see above")
    assert not any("Nothing was written" in line for line in lines)
    assert lines[-1].startswith("1 error")
    assert main(["build", "--root", str(root), "--format", "web", "--json"]) == 1
    said = json.loads(capsys.readouterr().out)
    assert (said["withheld"], said["prints"]) == ([UNIT], {UNIT: [BETWEEN]})
