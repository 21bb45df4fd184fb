"""`new version` as it is typed: a draft with the words of another version."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from clausework.authoring import scaffold
from clausework.cli.main import main
from clausework.model.decisions import Paper
from clausework.model.policy import Reason, Status
from clausework.render.common.templates import templates_for
from clausework.source.problems import Severity
from clausework.workspace.root import read_workspace
from tests.support.files import contents
from tests.support.roots import FILES, VERSION, found_in, write_root
from tests.support.scaffolds import RELEASED, typed


def remarks(text: str) -> Iterator[str]:
    return (line.strip() for line in text.splitlines() if line.lstrip().startswith("#"))


@pytest.mark.parametrize("start", ["1.0", "1.1", "2.0"])
def test_a_version_is_a_draft_with_the_words_of_the_last(start: str, root: Path) -> None:
    for later in {"1.1", "2.0"} - {start}:
        if later > start:
            (root / f"policy/social-networking/{later}.yaml").unlink()
    assert main(typed(root, "version", "social-networking", "3.0")) == 0
    new = [p for p in found_in(root) if p.place.path.endswith("3.0.yaml")]
    assert [p for p in new if p.severity is Severity.ERROR] == []
    assert "changes-missing" not in {p.code for p in new}
    files = read_workspace(root).policies["social-networking"].versions
    old, copied = files[start].value, files["3.0"].value
    assert (copied.version, copied.status, copied.follows) == ("3.0", Status.DRAFT, start)
    assert (copied.issued, copied.changes) == (None, ())
    assert (copied.actions, copied.paper) == ((), Paper())
    assert (copied.summary, copied.editions) == (old.summary, old.editions)
    plain = [section.model_dump() for section in old.sections]
    assert without_was([s.model_dump() for s in copied.sections]) == without_was(plain)
    before, _, changes = files[start].source.text.partition("\nchanges:")
    assert set(remarks(before)) <= set(remarks(files["3.0"].source.text))
    assert "was:" not in files["3.0"].source.text
    assert start == "1.0" or changes, "the case copies no changes"


def without_was(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: without_was(value) for key, value in data.items() if key != "was"}
    return [without_was(one) for one in data] if isinstance(data, list | tuple) else data


BEFORE_TEXT = "        text: Tell the {{ head }} at once[^why].\n"


@pytest.mark.parametrize(
    ("was", "left"),
    [
        ("        was: [tell]   # earlier\n", ""),
        ("        was:\n          - tell\n          - say\n", ""),
        ("        was:\n        - tell\n\n        # a remark\n", "\n        # a remark\n"),
    ],
)
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_what_a_version_continues_is_left_out_of_its_copy(
    was: str, left: str, ending: str, tmp_path: Path
) -> None:
    text = RELEASED.replace(BEFORE_TEXT, was + BEFORE_TEXT).replace("\n", ending)
    root = write_root(tmp_path, FILES | {VERSION: RELEASED})
    (root / VERSION).write_bytes(b"\xef\xbb\xbf" + text.encode())
    found = scaffold.version_file(
        read_workspace(root), "staff-conduct", "1.10", "1.0", templates_for(root)
    )
    (name, data), body = *found.items(), RELEASED.replace(BEFORE_TEXT, left + BEFORE_TEXT)
    assert name == "policy/staff-conduct/1.10.yaml"
    body = body.replace('version: "1.0"', 'version: "1.10"').replace("null", '"1.0"', 1)
    assert body.replace("status: released", "status: draft") in data.decode()


def test_the_draft_of_a_version_says_which_entries_to_fill_in(root: Path) -> None:
    """The remarks are the entries, once their marks are taken off."""
    assert main(typed(root, "version", "social-networking", "3.0")) == 0
    text = (root / "policy/social-networking/3.0.yaml").read_text("utf-8")
    end = text[text.rindex("# Why each clause") :]
    entries = [line[2:] for line in end.splitlines() if line.startswith("#   ")]
    keys = {line.strip(" -").partition(":")[0] for line in entries if ":" in line}
    assert keys >= {*Reason.model_fields} - {"question"}
    assert keys >= {"for", "must", "within"}
    assert keys >= {*Paper.model_fields}


def test_a_version_that_cannot_be_copied_whole_is_not_copied(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    last = root / "policy/social-networking/2.0.yaml"
    text = last.read_text("utf-8")
    id_line = next(iter(re.findall(r"^ +- id: .+\n", text, re.MULTILINE)))
    nested = "- {id: nested, was: [standards-for-employees], title: Nested, clauses: []}\n"
    last.write_text(text.replace(id_line, id_line[: id_line.index("-")] + nested + id_line, 1))
    before = contents(root)
    assert main(typed(root, "version", "social-networking", "3.0")) == 1
    assert "Nothing was written." in capsys.readouterr().err
    assert contents(root) == before


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["social-networking", "2.1", "--from", "9.9"], "There is no version to copy; there are:"),
        (["social-networking", "1.2"], "follows 2.0, so its number must be higher"),
        (["leave", "1.2"], 'Unknown policy "leave"'),
    ],
)
def test_a_version_of_nothing_is_refused(
    words: list[str], said: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = contents(root)
    assert main(typed(root, "version", *words)) == 2
    assert said in capsys.readouterr().err
    assert contents(root) == before
