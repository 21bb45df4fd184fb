"""An edit of a draft makes again what prints it, and no school that does not."""

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from clausework.build import engine, schools, worker
from clausework.publish.verify import verify
from clausework.render.web import site
from tests.support.files import contents
from tests.support.places import TODAY, silent

OAK, ZOE = "example-oak-academy", "saint-zoes-example-primary"
DRAFT = "policy/social-networking/2.0.yaml"


def run(root: Path) -> engine.Result:
    return engine.build(engine.Request(root, root / "out", TODAY, formats=("web",)), silent)


def edit(root: Path, name: str, old: str, new: str) -> None:
    path = root / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_only_the_schools_that_read_a_version_are_resolved_again(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pending = '    version: "1.0"\n    pending: {version: "2.0"}'
    edit(root, f"schools/{OAK}/school.yaml", '    version: "1.0"', pending)
    run(root)
    asked: list[str] = []
    real = worker.build_school

    def counting(master: object, job: object) -> object:
        asked.append(job.school)  # type: ignore[attr-defined]
        return real(master, job)  # type: ignore[arg-type]

    monkeypatch.setattr(schools, "build_school", counting)
    edit(root, DRAFT, "This policy sets", "This policy gives")
    result = run(root)
    assert (asked, result.failed, result.hub) == ([OAK], {}, "built")
    assert verify(root, root / "out").findings == ()
    edit(root, "policy/terms.yaml", "Headteacher", "Head Teacher")
    del asked[:]
    run(root)
    assert len(asked) == 4


def test_a_version_that_is_issued_is_news_for_the_schools_behind_it(root: Path) -> None:
    run(root)
    edit(root, "policy/social-networking/1.1.yaml", "status: proposed", "status: released")
    assert run(root).hub == "built"
    assert "with an older version" in (root / "out/hub/index.html").read_text("utf-8")


def test_of_hrs_pages_only_those_that_print_it_are_made_again(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(root)
    made: list[set[str]] = []
    real = site.pages

    def counting(files: Mapping[str, object], *given: object, **named: object) -> object:
        found = real(files, *given, **named)  # type: ignore[arg-type]
        made.append({name for name in found if name.endswith(".html")})
        return found

    monkeypatch.setattr(site, "pages", counting)
    edit(root, DRAFT, "This policy sets", "This policy gives")
    assert run(root).hub == "built"
    (pages,) = made
    policies = {name for name in pages if name.startswith("policies/social-networking/")}
    assert {Path(name).name for name in policies} == {"1.0_2.0.html", "1.1_2.0.html", "2.0.html"}
    assert {"reviews.html", "asked.html", "404.html"}.isdisjoint(pages)
    cold = root / "cold"
    shutil.rmtree(root / ".clausework")
    engine.build(engine.Request(root, cold, TODAY, formats=("web",)), silent)
    assert contents(root / "out/hub") == contents(cold / "hub")
