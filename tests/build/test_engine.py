"""What is built, what is withheld, what stays: over a copy of the examples."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from clausework.build import engine, worker
from clausework.publish import manifest, swap
from clausework.publish.verify import verify
from clausework.render.hr import hub
from clausework.render.web import site
from clausework.source import lock
from clausework.store import state, store
from tests.support.files import contents
from tests.support.places import EXAMPLES, PROJECT, TODAY, silent

OAK = "example-oak-academy"
ZOE = "saint-zoes-example-primary"


def run(root: Path, **wanted: object) -> engine.Result:
    request = engine.Request(root, root / "out", TODAY, **wanted)  # type: ignore[arg-type]
    return engine.build(request, silent)


def listing(root: Path) -> dict[str, dict[str, object]]:
    return dict(manifest.read_files(root / "out" / "manifest.json"))


def edit(root: Path, name: str, old: str, new: str) -> None:
    path = root / name
    text = path.read_text("utf-8")
    assert text.count(old) >= 1
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_a_build_writes_site_pdf_and_word_for_each_school(built: Path) -> None:
    found = sorted(path.name for path in built.iterdir())
    assert found == ["hub", "manifest.json", "sites"]
    sites = sorted((built / "sites").iterdir())
    assert [site.name for site in sites] == [
        OAK,
        "example-riverside-unit",
        ZOE,
        "warden-hill-infant",
    ]
    for folder in sites:
        for name in (
            "index.html",
            "social-networking/index.html",
            "documents/social-networking.pdf",
            "documents/social-networking.docx",
            "documents/social-networking.html",
            "documents/READ-ME-FIRST.html",
            "accessibility.html",
        ):
            assert (folder / name).stat().st_size > 1000


def test_the_manifest_lists_every_file_with_its_digest(built: Path) -> None:
    files = contents(built)
    listed = json.loads(files.pop("manifest.json"))
    assert {name: entry["sha256"] for name, entry in listed["files"].items()} == {
        name: manifest.sha256(data) for name, data in files.items()
    }
    sources = listed["files"][f"sites/{OAK}/documents/social-networking.pdf"]["sources"]
    assert sources == [
        "policy/authorities.yaml",
        "policy/social-networking/1.0.yaml",
        "policy/social-networking/policy.yaml",
        "policy/terms.yaml",
        f"schools/{OAK}/logo.svg",
        f"schools/{OAK}/school.yaml",
        "templates",
    ]
    sources = listed["files"]["hub/index.html"]["sources"]
    assert [name for name in sources if not name.startswith(("policy/", "schools/"))] == [
        "mkdocs.yml",
        "templates",
    ]
    read = [*EXAMPLES.glob("policy/**/*.yaml"), *EXAMPLES.glob("schools/*/school.yaml")]
    assert {path.relative_to(EXAMPLES).as_posix() for path in read} <= set(sources)
    every = {source for entry in listed["files"].values() for source in entry["sources"]}
    assert every <= set(listed["sources"])


def test_a_fault_in_what_a_school_prints_leaves_its_copy_unchanged(root: Path) -> None:
    run(root, schools=(OAK,), formats=("pdf",))
    before = contents(root / "out" / "sites")
    edit(root, "policy/social-networking/1.0.yaml", "{{ head }}", "{{ haed }}")
    result = run(root)
    codes = [problem.code for problem in result.problems if problem.severity == "error"]
    assert codes == ["released-changed", "fill-unknown"]
    assert (result.built, len(result.withheld), result.failed) == ([], 4, {})
    assert contents(root / "out" / "sites") == before


def test_a_fault_in_a_fresh_master_writes_nothing_at_all(root: Path) -> None:
    edit(root, "policy/terms.yaml", "default: Headteacher", "default:")
    run(root)
    assert not (root / "out").exists()


def test_a_fault_in_one_school_withholds_that_school_alone(root: Path) -> None:
    run(root, schools=(OAK, ZOE), formats=("pdf",))
    before = contents(root / "out" / "sites" / OAK)
    other = contents(root / "out" / "sites" / ZOE)
    edit(root, f"schools/{OAK}/school.yaml", "after: head-publicises", "after: haed-publicises")
    edit(root, f"schools/{ZOE}/school.yaml", "on: 2025-03-18", "on: 2025-03-19")
    result = run(root, schools=(OAK, ZOE), formats=("pdf",))
    assert (result.built, result.withheld) == ([ZOE], [OAK])
    assert contents(root / "out" / "sites" / OAK) == before
    assert contents(root / "out" / "sites" / ZOE) != other
    listed = listing(root)
    assert f"sites/{OAK}/documents/social-networking.pdf" in listed


def test_a_school_whose_file_cannot_be_read_is_withheld(root: Path) -> None:
    (root / "schools" / OAK / "school.yaml").write_bytes(b"name: caf\xe9")
    result = run(root, schools=(OAK, ZOE), formats=("pdf",))
    assert (result.built, result.withheld) == ([ZOE], [OAK])


def test_other_formats_stay_when_one_is_built(root: Path) -> None:
    run(root, schools=(OAK,))
    site = root / "out" / "sites" / OAK
    before = contents(site)
    edit(root, f"schools/{OAK}/school.yaml", 'minute: "7.2"', 'minute: "7.3"')
    run(root, schools=(OAK,), formats=("pdf",))
    after = contents(site)
    changed = {name for name in before | after if before.get(name) != after.get(name)}
    assert changed == {"documents/social-networking.pdf"}


def test_a_web_build_alone_offers_the_downloads_that_are_there(root: Path) -> None:
    run(root, schools=(OAK,), formats=("web",))
    page = root / "out" / "sites" / OAK / "social-networking" / "index.html"
    assert ".pdf" not in page.read_text("utf-8")
    run(root, schools=(OAK,), formats=("pdf",))
    run(root, schools=(OAK,), formats=("web",))
    words = page.read_text("utf-8")
    assert "documents/social-networking.pdf" in words
    assert "documents/social-networking.docx" not in words


def test_a_worker_that_fails_stops_its_school_alone(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(root, schools=(OAK,), formats=("pdf",))
    before = contents(root / "out" / "sites")
    real = worker.PAPER["pdf"]

    def broken(document: object, school: object, templates: object, copy: object) -> bytes:
        if getattr(school, "id", "") == OAK:
            raise RuntimeError("out of paper")
        return real(document, school, templates, copy)  # type: ignore[arg-type]

    monkeypatch.setitem(worker.PAPER, "pdf", broken)
    edit(root, f"schools/{OAK}/school.yaml", "name: Example Oak", "name: Example Elm")
    result = run(root, schools=(OAK, ZOE), formats=("pdf",))
    assert result.built == [ZOE]
    assert result.failed == {OAK: "RuntimeError: out of paper"}
    after = contents(root / "out" / "sites")
    assert {name: after[name] for name in before} == before


@pytest.mark.parametrize(
    "stop",
    [
        lambda patch: patch.setattr(engine, "exchange", _stop),
        lambda patch: patch.setattr(swap, "_swap", _stop),
        lambda patch: patch.setattr(site, "pages", _stop),
    ],
    ids=["before the exchange", "within it", "as pages are made"],
)
def test_a_build_that_is_killed_leaves_the_old_copy(
    root: Path, monkeypatch: pytest.MonkeyPatch, stop: Callable[[pytest.MonkeyPatch], None]
) -> None:
    run(root, schools=(OAK,))
    before = contents(root / "out")
    edit(root, f"schools/{OAK}/school.yaml", "motto: Grow strong", "motto: Grow stronger")
    with monkeypatch.context() as patch:
        stop(patch)
        with pytest.raises(KeyboardInterrupt):
            run(root, schools=(OAK,))
    standing = contents(root / "out")
    assert {name: standing[name] for name in before} == before
    run(root, schools=(OAK,))
    assert {n for n in contents(root / "out") if n.startswith(swap.STAGING)} == set()
    page = (root / "out" / "sites" / OAK / "index.html").read_text("utf-8")
    assert "Grow stronger" in page


def _stop(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize(
    "narrowed",
    [{"schools": (OAK,)}, {"policies": ("social-networking",)}, {"formats": ("pdf",)}],
)
def test_a_narrowed_build_leaves_the_hub_as_it_was(root: Path, narrowed: dict[str, object]) -> None:
    run(root, formats=("web",))
    hub = root / "out" / "hub"
    before = contents(hub)
    edit(root, f"schools/{OAK}/school.yaml", "name: Example Oak", "name: Example Elm")
    result = run(root, **narrowed)
    assert (result.hub, result.hub_failure) == (None, None)
    assert contents(hub) == before
    listed = listing(root)
    assert {f"hub/{name}" for name in before} <= set(listed)
    assert listed["hub/index.html"]["sha256"] == manifest.sha256(before["index.html"])


def test_a_hub_that_fails_stops_no_school(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(root, formats=("web",))
    before = contents(root / "out" / "hub")
    edit(root, f"schools/{OAK}/school.yaml", "name: Example Oak", "name: Example Elm")

    def broken(*_: object) -> None:
        raise RuntimeError("no ink")

    monkeypatch.setattr(hub, "render", broken)
    result = run(root, formats=("web",))
    assert (result.hub, result.hub_failure) == ("failed", "RuntimeError: no ink")
    assert (result.built, len(result.reused), result.failed) == ([OAK], 3, {})
    page = (root / "out" / "sites" / OAK / "index.html").read_text("utf-8")
    assert "Example Elm" in page
    assert contents(root / "out" / "hub") == before
    assert "hub/index.html" in listing(root)


def test_the_hub_names_a_school_that_is_withheld(root: Path) -> None:
    run(root, formats=("web",))
    edit(root, f"schools/{OAK}/school.yaml", "after: head-publicises", "after: haed-publicises")
    result = run(root, formats=("web",))
    assert (result.withheld, result.hub) == ([OAK], "built")
    page = (root / "out" / "hub" / "index.html").read_text("utf-8")
    assert (
        "Not shown, because of faults in their files or versions:</strong> Example Oak Academy."
        in page
    )


def test_a_stray_file_beside_the_schools_is_told_whenever_it_came(root: Path) -> None:
    run(root, formats=("pdf",))
    (root / "schools" / "school.yaml").write_text("id: oak", "utf-8")
    strays = [p.place.path for p in run(root, formats=("pdf",)).problems if "not-read" in p.code]
    assert strays == ["schools/school.yaml"]


def test_what_the_store_lost_of_others_keeps_no_school_from_its_own(root: Path) -> None:
    run(root, formats=("web",))
    before = listing(root)
    edit(root, f"schools/{OAK}/school.yaml", "motto: Grow strong", "motto: Grow stronger")
    contents = store.Store(root / ".clausework")
    kept = state.read(contents, root / "out")
    assert kept.hub is not None
    for name in (kept.schools[ZOE].files, kept.hub.files):
        contents.path(name).unlink()
    assert run(root, schools=(OAK,), formats=("web",)).built == [OAK]
    after = listing(root)
    assert set(after) == set(before)
    changed = {name for name in after if after[name]["sha256"] != before[name]["sha256"]}
    assert {name.split("/")[1] for name in changed} == {OAK}
    assert run(root, formats=("web",)).hub == "built"


def test_names_that_are_not_there_are_named(root: Path) -> None:
    with pytest.raises(engine.UnknownTarget, match='unknown school "oak"'):
        run(root, schools=("oak",))
    with pytest.raises(engine.UnknownTarget, match='unknown policy "dress"'):
        run(root, policies=("dress",))


def test_two_builds_at_once_do_not_mix(root: Path) -> None:
    with swap.alone(root / "out"), pytest.raises(lock.Busy):
        run(root, formats=("pdf",))


def test_two_builds_at_once_share_a_store(root: Path) -> None:
    def start(name: str) -> subprocess.Popen[bytes]:
        where = ["--root", str(root), "--out", str(root / name), "--jobs", "1"]
        command = [sys.executable, "-m", "clausework", "build", *where]
        return subprocess.Popen(command, cwd=PROJECT, stderr=subprocess.DEVNULL)

    builds = [start(name) for name in ("one", "two")]
    assert [build.wait(120) for build in builds] == [0, 0]
    assert contents(root / "one") == contents(root / "two")


def test_a_root_that_nothing_can_be_written_to_is_built(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(folder: Path, *, temporary: bool = False) -> store.Store:
        if folder.is_relative_to(root):
            raise PermissionError(13, "Permission denied", str(folder))
        return real(folder, temporary=temporary)

    real = store.Store
    monkeypatch.setattr(store, "Store", refused)
    out = tmp_path / "elsewhere"
    request = engine.Request(root, out, TODAY, schools=(OAK,), formats=("pdf",))
    assert engine.build(request, silent).built == [OAK]
    assert (out / "sites" / OAK / "documents/social-networking.pdf").is_file()
    assert not (root / ".clausework").exists()


def test_a_school_without_a_folder_leaves_no_outputs(root: Path) -> None:
    assert run(root, formats=("web",)).failed == {}
    names = sorted(path.name for path in (root / "schools").iterdir())
    shutil.rmtree(root / "schools" / names[0])
    narrowed = run(root, schools=(names[1],), formats=("web",))
    assert narrowed.removed == []
    assert (root / "out/sites" / names[0]).is_dir()
    whole = run(root, formats=("web",))
    assert (whole.removed, whole.failed, whole.built) == ([names[0]], {}, [])
    assert not (root / "out/sites" / names[0]).exists()
    assert verify(root, root / "out").findings == ()
    assert run(root, formats=("web",)).removed == []
    # A folder that cannot be reached looks like one without schools.
    shutil.rmtree(root / "schools")
    (root / "schools").mkdir()
    assert run(root, formats=("web",)).removed == []
    assert (root / "out/sites" / names[1]).is_dir()
