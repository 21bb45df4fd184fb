"""An edit of a draft makes again what prints it, and no school that does not."""

from pathlib import Path

import pytest

from clausework.build import engine, schools, worker
from clausework.publish.verify import verify
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
