"""Each way in which outputs may not be what the sources give is found, by name."""

import json
import os
import random
import shutil
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from clausework.build import engine
from clausework.cli.main import main
from clausework.publish import manifest
from clausework.publish.verify import Discrepancy, NotListed, verify
from tests.support.meetings import MEETING, small_root
from tests.support.places import TODAY, silent
from tests.support.roots import AUTHORITIES, ELM, LAST, NEXT, OAK, POLICY, VERSION, write_root

PDF = "sites/oak/documents/staff-conduct.pdf"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = write_root(tmp_path_factory.mktemp("made") / "root")
    engine.build(engine.Request(root, root / "out", TODAY, copy=True), silent)
    return root


@pytest.fixture
def root(made: Path, tmp_path: Path) -> Path:
    return shutil.copytree(made, tmp_path / "root")


def flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def other_tool(root: Path) -> None:
    path = root / "out" / "manifest.json"
    lines = path.read_text("utf-8").splitlines(keepends=True)[:-1]
    text = "".join(lines).replace(f'"typst": "{manifest.tools()["typst"]}"', '"typst": "0"')
    path.write_text(f'{text}"digest": "{manifest.sha256(text.encode())}"}}\n', "utf-8")


def by(path: str, make: Callable[[Path], object]) -> Callable[[Path], object]:
    """Something other in the place of what is at a path in the outputs."""

    def spoil(root: Path) -> None:
        there = root / "out" / path
        if there.is_dir():
            shutil.rmtree(there)
        else:
            there.unlink(missing_ok=True)
        make(there)

    return spoil


def a_socket(path: Path) -> None:
    # The path of a socket may have few characters only.
    here = Path.cwd()
    os.chdir(path.parent)
    with socket.socket(socket.AF_UNIX) as one:
        one.bind(path.name)
    os.chdir(here)


def copied(source: str, target: str, old: str, new: str) -> Callable[[Path], object]:
    """A source that the outputs do not know, by one that they know."""

    def spoil(root: Path) -> None:
        path = root / target
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text((root / source).read_text("utf-8").replace(old, new), "utf-8")

    return spoil


def template(root: Path) -> None:
    (root / "templates").mkdir()
    (root / "templates/words.j2").touch()


def linked_elsewhere(root: Path) -> None:
    (root / "out" / PDF).rename(root / "a.pdf")
    (root / "out" / PDF).symlink_to("/a.pdf")


CASES: dict[str, tuple[Callable[[Path], object], str, list[Discrepancy]]] = {
    "nothing": (lambda root: None, "", []),
    "a flipped byte": (lambda r: flip(r / "out" / PDF), "", [Discrepancy("changed", PDF)]),
    "a lost file": (lambda r: (r / "out" / PDF).unlink(), "", [Discrepancy("missing", PDF)]),
    "another file": (
        lambda r: (r / "out/sites/oak/x.html").touch(),
        "",
        [Discrepancy("unlisted", "sites/oak/x.html")],
    ),
    "an edited clause": (lambda r: flip(r / VERSION), "", [Discrepancy("source-changed", VERSION)]),
    "a lost source": (
        lambda r: (r / AUTHORITIES).unlink(),
        "",
        [Discrepancy("source-missing", AUTHORITIES)],
    ),
    "another template": (
        template,
        "",
        [Discrepancy("source-changed", "templates")],
    ),
    "another tool": (other_tool, "", [Discrepancy("tool-changed", "typst 0")]),
    "elsewhere": (lambda r: flip(r / "out" / PDF), "sites/elm", []),
    "one file": (lambda r: flip(r / "out" / PDF), PDF, [Discrepancy("changed", PDF)]),
    "a new version": (
        copied(VERSION, NEXT, 'version: "1.0"', 'version: "1.1"'),
        "",
        [Discrepancy("source-new", NEXT)],
    ),
    "a new version, asked of a school": (
        copied(VERSION, NEXT, 'version: "1.0"', 'version: "1.1"'),
        "sites/oak",
        [Discrepancy("source-new", NEXT)],
    ),
    "a new policy": (
        copied(POLICY, "policy/dress/policy.yaml", "id: staff-conduct", "id: dress"),
        "",
        [Discrepancy("source-new", "policy/dress/policy.yaml")],
    ),
    "a new school": (
        copied(ELM, "schools/ash/school.yaml", "id: elm", "id: ash"),
        "sites",
        [Discrepancy("source-new", "schools/ash/school.yaml")],
    ),
    "a new school, asked of another": (
        copied(ELM, "schools/ash/school.yaml", "id: elm", "id: ash"),
        "sites/oak",
        [],
    ),
    "a new school with a fault": (
        copied(ELM, "schools/ash/school.yaml", "id: elm", "id: ["),
        "",
        [Discrepancy("source-new", "schools/ash/school.yaml")],
    ),
    "a new school without a file": (
        lambda r: (r / "schools/ash").mkdir(),
        "",
        [Discrepancy("source-new", "schools/ash")],
    ),
    "a new record": (
        copied(ELM, "schools/elm/record/staff-conduct/1.0.json", "id", "id"),
        "",
        [Discrepancy("source-new", "schools/elm/record/staff-conduct/1.0.json")],
    ),
    "settings of its own": (
        lambda r: (r / "mkdocs.yml").write_text("theme: {}", "utf-8"),
        "",
        [Discrepancy("source-changed", "mkdocs.yml")],
    ),
    "a link in place of a source": (
        lambda r: (r / ELM).symlink_to((r / ELM).rename(r / "elm.yaml")),
        "",
        [Discrepancy("source-missing", ELM)],
    ),
    "a link in place of a file": (
        by(PDF, lambda path: path.symlink_to(path.with_suffix(".docx"))),
        "",
        [Discrepancy("link", PDF)],
    ),
    "a link to the same bytes": (
        linked_elsewhere,
        PDF,
        [Discrepancy("link", PDF)],
    ),
    "a link in place of a folder": (
        by("sites/oak", lambda path: path.symlink_to(path.with_name("elm"))),
        "",
        [Discrepancy("link", "sites/oak")],
    ),
    "a file below a link": (
        by("sites/oak", lambda path: path.symlink_to(path.with_name("elm"))),
        PDF,
        [Discrepancy("link", "sites/oak")],
    ),
    "a link beside the files": (
        by("sites/oak/x.html", lambda path: path.symlink_to("index.html")),
        "sites/oak",
        [Discrepancy("link", "sites/oak/x.html")],
    ),
    "a pipe": (by("sites/oak/x", os.mkfifo), "", [Discrepancy("special-file", "sites/oak/x")]),
    "a pipe in place of a file": (by(PDF, os.mkfifo), "", [Discrepancy("special-file", PDF)]),
    "a socket": (by("sites/x", a_socket), "", [Discrepancy("special-file", "sites/x")]),
    "an empty folder": (
        by("sites/ash", Path.mkdir),
        "",
        [Discrepancy("empty-folder", "sites/ash")],
    ),
    "a folder in place of a file": (by(PDF, Path.mkdir), "", [Discrepancy("not-a-file", PDF)]),
    "a file in place of a folder": (
        by("sites/oak/documents", Path.touch),
        "",
        [Discrepancy("not-a-folder", "sites/oak/documents")],
    ),
    "a hidden file": (by(".htaccess", Path.touch), "", [Discrepancy("unlisted", ".htaccess")]),
    "what was being built": (by(".staging", Path.mkdir), "", []),
    "a link for what is built": (
        by(".staging", lambda path: path.symlink_to("sites")),
        "",
        [Discrepancy("link", ".staging")],
    ),
    "another school": (lambda r: flip(r / ELM), PDF, []),
}


@pytest.mark.parametrize("name", CASES)
def test_what_is_amiss_is_named(name: str, root: Path) -> None:
    spoil, where, expected = CASES[name]
    spoil(root)
    verdict = verify(root, root / "out" / where)
    assert list(verdict.findings) == expected
    assert verdict.files == (1 if where == PDF else verdict.files) > 0


def test_what_no_manifest_lists_is_refused(root: Path, tmp_path: Path) -> None:
    for path in (tmp_path, root / "policy", root / "out" / "sites" / "ash"):
        with pytest.raises(NotListed):
            verify(root, path)


def test_as_it_is_typed(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["verify", str(root / "out"), "--root", str(root)]
    assert main(arguments) == 0
    assert "whole, and up to date." in capsys.readouterr().err
    flip(root / "out" / PDF)
    assert main(arguments) == 1
    assert capsys.readouterr().out == f"{PDF}: has changed since it was built\n"
    assert main([*arguments, "--json"]) == 1
    said = json.loads(capsys.readouterr().out)
    assert said["findings"] == [{"fault": "changed", "name": PDF}]
    assert main(["verify", str(root / "policy"), "--root", str(root)]) == 2


def rebuilt(root: Path, **wanted: object) -> engine.Result:
    request = engine.Request(root, root / "out", TODAY, copy=True, **wanted)  # type: ignore[arg-type]
    return engine.build(request, silent)


def flip_bit(path: Path, chance: random.Random) -> None:
    data = bytearray(path.read_bytes())
    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    path.write_bytes(data)


def test_any_bit_of_the_manifest_that_is_flipped_is_noticed(root: Path) -> None:
    path, chance = root / "out" / "manifest.json", random.Random(14)
    whole = path.read_bytes()
    for _ in range(300):
        path.write_bytes(whole)
        flip_bit(path, chance)
        for where in ("", PDF):
            verdict = verify(root, root / "out" / where)
            assert verdict.findings == (Discrepancy("manifest-damaged", "manifest.json"),)


@pytest.mark.parametrize("end", [b"", b"{}", b"\n", b" "])
def test_a_manifest_that_was_cut_or_added_to_is_damaged(root: Path, end: bytes) -> None:
    path = root / "out" / "manifest.json"
    path.write_bytes(path.read_bytes() + end if end.isspace() else end)
    assert verify(root, root / "out").findings == (
        Discrepancy("manifest-damaged", "manifest.json"),
    )


def test_any_bit_of_an_output_that_is_flipped_is_named(root: Path) -> None:
    chance, out = random.Random(15), root / "out"
    files = [path for path in sorted(out.rglob("*")) if path.is_file() and path.stat().st_size]
    files = [path for path in chance.sample(files, 40) if path.name != "manifest.json"]
    for path in files:
        flip_bit(path, chance)
    names = sorted(path.relative_to(out).as_posix() for path in files)
    assert verify(root, out).findings == tuple(Discrepancy("changed", name) for name in names)


def test_a_damaged_manifest_is_written_anew_and_keeps_nothing_of_the_old(root: Path) -> None:
    path = root / "out" / "manifest.json"
    whole = path.read_bytes()
    flip_bit(path, random.Random(16))
    os.utime(path, ns=(0, 0))
    rebuilt(root)
    assert path.read_bytes() == whole


def test_outputs_that_were_not_built_anew_with_others_are_outdated(root: Path) -> None:
    flip_word(root / VERSION)
    rebuilt(root, schools=("oak",))
    found = [Discrepancy("outdated", name) for name in ("hub", "sites/elm")]
    assert list(verify(root, root / "out").findings) == found
    assert verify(root, root / "out" / "sites" / "oak").findings == ()
    rebuilt(root)
    assert verify(root, root / "out").findings == ()


def test_pages_that_are_kept_when_papers_alone_are_built_are_outdated(root: Path) -> None:
    flip_word(root / VERSION)
    rebuilt(root, formats=("pdf", "word"))
    found = [Discrepancy("outdated", name) for name in ("hub", "sites/elm", "sites/oak")]
    assert list(verify(root, root / "out").findings) == found
    assert verify(root, root / "out" / PDF).findings == ()
    # And they are no less so after another build that keeps them.
    flip_word(root / OAK, "Oak School", "Oak Tree School")
    rebuilt(root, formats=("pdf",))
    assert Discrepancy("outdated", "sites/oak") in verify(root, root / "out" / "sites").findings
    rebuilt(root)
    assert verify(root, root / "out").findings == ()


def flip_word(path: Path, old: str = "at once", new: str = "without delay") -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_what_the_products_own_commands_write_is_no_fault(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = small_root(tmp_path / "root")
    release = ["release", "staff-conduct", "1.2", "--by", "Example HR", "--on", "2026-10-01"]

    def done(*arguments: str) -> str:
        capsys.readouterr()
        assert main([*arguments, "--root", str(root)]) == 0, arguments
        return capsys.readouterr().err

    done("build")
    done("review", "staff-conduct", "--school", "oak", "--to", "1.1")
    assert "whole, and up to date." in done("verify", str(root / "out"))
    done("approve", "oak", "staff-conduct", *MEETING)
    done("copy", "oak", "staff-conduct", "--on", "2026-07-01")
    done(*release)
    done("build")
    said = done("verify", str(root / "out"))
    review = "reviews/oak/staff-conduct_1.0_1.1"
    assert f"{review}: was written from an earlier state of its policy" in said
    assert "whole, and up to date but for 1 review of earlier files." in said
    copy = root / "out/copies/oak/staff-conduct_2026-07-01.pdf"
    flip(copy)
    found = [Discrepancy("changed", "copies/oak/staff-conduct_2026-07-01.pdf")]
    assert list(verify(root, root / "out").findings) == found
    # Whoever asks about the review itself is not told that it is up to date.
    assert verify(root, root / "out" / review).findings == (Discrepancy("outdated", review),)


def test_a_copy_among_the_drafts_is_no_fault(tmp_path: Path) -> None:
    root = small_root(tmp_path / "root")
    for command in (["approve", "oak", "staff-conduct", *MEETING], ["build"]):
        assert main([*command, "--root", str(root)]) == 0
    copy = ["copy", "oak", "staff-conduct", "--on", "2026-07-01"]
    assert main([*copy, "--out", str(root / "out/notices/oak.pdf"), "--root", str(root)]) == 0
    assert verify(root, root / "out").findings == ()


@pytest.mark.parametrize("place", ["out", "out/drafts", "out/sites/oak"])
def test_drafts_are_not_written_where_outputs_are_verified(
    place: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = small_root(tmp_path / "root")
    release = ["release", "staff-conduct", "1.2", "--by", "Example HR", "--on", "2026-10-01"]
    assert main([*release, "--out", str(root / place), "--root", str(root)]) == 2
    assert "Leave out --out, or name a folder outside out." in capsys.readouterr().err
    assert not (root / "out").exists()
    assert main([*release, "--out", str(root / "out/notices/may"), "--root", str(root)]) == 0


def test_a_review_of_edited_files_hides_no_page_of_the_files_before(tmp_path: Path) -> None:
    root = small_root(tmp_path / "root")
    review = ["review", "staff-conduct", "--school", "oak", "--to", "1.2", "--root", str(root)]
    assert main(["build", "--root", str(root)]) == 0
    flip_word(root / LAST, "How staff behave", "How our staff behave")
    assert main(review) == 0
    assert verify(root, root / "out").findings == (Discrepancy("source-changed", LAST),)
    assert verify(root, root / "out" / "reviews").findings == ()
    assert main(["build", "--root", str(root)]) == 0
    verdict = verify(root, root / "out")
    assert (verdict.findings, verdict.earlier) == ((), ())
