"""`diff`: what changed between two versions, for HR and for one school."""

import json
import re
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from clausework.cli.main import main
from tests.support.places import EXAMPLES, PROJECT
from tests.support.samples import SCHOOLS

KEYS = [
    "id",
    "kind",
    "weight",
    "duties",
    "number_before",
    "number_after",
    "before",
    "after",
    "reason",
    "duty",
    "headline",
]


def diff(capsys: pytest.CaptureFixture[str], *arguments: str, root: Path = EXAMPLES) -> str:
    assert main(["diff", *arguments, "--root", str(root)]) == 0
    return capsys.readouterr().out


def test_1_1_changes_nothing_but_form(capsys: pytest.CaptureFixture[str]) -> None:
    said = json.loads(diff(capsys, "social-networking", "1.0", "1.1", "--json"))
    assert {key: said[key] for key in ("policy", "from", "to", "school")} == {
        "policy": "social-networking",
        "from": "1.0",
        "to": "1.1",
        "school": None,
    }
    assert len(said["changes"]) > 30
    assert {change["weight"] for change in said["changes"]} == {"editorial"}
    assert [change for change in said["changes"] if list(change) != KEYS] == []


def test_for_a_school_the_version_in_use_is_where_it_starts(
    capsys: pytest.CaptureFixture[str],
) -> None:
    oak = ("social-networking", "2.0", "--school", "example-oak-academy", "--json")
    said = json.loads(diff(capsys, *oak))
    assert (said["from"], said["school"]) == ("1.0", "example-oak-academy")
    by_id = {change["id"]: change for change in said["changes"] if change["kind"] == "reworded"}
    standards = by_id["standards-for-employees"]
    assert "Example Oak Academy" in standards["before"]
    # 1.1 gave a reason for words that 2.0 has changed again.
    assert "one scope" in standards["reason"]
    assert "was hyphenated" not in standards["reason"]
    ids = {change["id"] for change in said["changes"]}
    assert "values-advice-for-academies" in ids
    assert "values-advice-for-maintained-schools" not in ids
    assert not {c["id"] for c in said["changes"] if c["kind"] == "added"} & {
        "local-tell-the-local-body"
    }


def test_nothing_but_editorial_changes_is_said_first(capsys: pytest.CaptureFixture[str]) -> None:
    said = diff(capsys, "social-networking", "1.1")
    assert said.startswith(
        """\
Social Networking Policy: version 1.0 to version 1.1
Version 1.1: Proposed, and not issued by HR: the policy as it was received, with slips of typing, \
spelling, punctuation and numbering put right and no change of meaning.

In short: only editorial changes, in 15 clauses and headings. They change form, not meaning.

How to read the details: [-removed-] {+added+}."""
    )
    assert (
        """
  5.1
    It is the responsibility of the employee, [-volunteers-]{+volunteer+} or casual worker to read …
    Why: Singular and plural were mixed in "the employee, volunteers or casual worker".
"""
        in said
    )
    assert "&#" not in said


@pytest.mark.parametrize("school", SCHOOLS)
def test_2_0_begins_with_what_matters_most(school: str, capsys: pytest.CaptureFixture[str]) -> None:
    said = diff(capsys, "social-networking", "2.0", "--school", school)
    lines = said.splitlines()
    titles = (
        "Resting on law or statutory guidance",
        "Changing the meaning in another way",
        "1.0 Introduction",
        "Editorial",
    )
    assert [line for line in lines if line in titles] == list(titles)
    overview = said[: said.index("How to read")]
    assert (
        "  8.0  Concerns about an adult's conduct – new section "
        "(the law or guidance changed)\n" in overview
    )
    # What came with its section is not named again.
    assert "\n  8.1  " not in overview
    assert "\n  8.1  new, statutory\n" in said


def test_a_clause_has_its_points_with_it_and_each_reason_once(
    capsys: pytest.CaptureFixture[str],
) -> None:
    said = diff(capsys, "social-networking", "2.0", "--school", "warden-hill-infant")
    assert (
        """
  3.1  6 points changed, substantive
    The purpose of this policy is to:
    Its points have letters instead of bullets.
    Why: "The school/ /trust" is decided: the school and the employer. "Employees" becomes "staff".
      3.1(a) … the acceptable use of social [-networking sites-]{+media.+}
      3.1(b) Safeguard children{+.+}
"""
        in said
    )
    assert (
        """
      7.1(l) [-Without permission, post any images of school employees on social networking \
sites from the school or any other previous education establishment where the employee has \
worked-]{+Post images of current or former colleagues without the permission of the person \
shown+}.
        Why: "Without permission" did not say whose.
"""
        in said
    )
    assert "Now cited: Equality Act 2010.\n" in said
    assert said.count("    One of the parts that 5.4 was split into.\n") == 2
    assert said.count("The list is for all staff, in plainer words.") == 1


def test_it_ends_with_what_hr_has_to_confirm(
    capsys: pytest.CaptureFixture[str], root: Path
) -> None:
    path = root / "policy/social-networking/2.0.yaml"
    text = path.read_text("utf-8")
    at = text.index("    duty: new\n", text.index("  - clause: unapproved-tools"))
    path.write_text(text[:at] + text[at + len("    duty: new\n") :], "utf-8")
    assert main(["diff", "social-networking", "2.0", "--root", str(root)]) == 0
    said = capsys.readouterr().out.partition("\nFor HR to confirm\n")[2]
    assert (
        """
  1.3  read-in-conjunction
    Words suggest: statutory; a duty is new or stronger; look at who or what is covered.
    HR says: statutory; duty: same.
    These differ: confirm or correct.
"""
        in said
    )
    assert (
        """
  7.1(p)  unapproved-tools
    Words suggest: substantive; a duty is new or stronger (bound before: nobody named; now: staff).
    HR says: substantive; no duty.
    Fill in duty:, perhaps new.
"""
        in said
    )
    assert said.count("Words suggest: ") == said.count("HR says: ") == 49


def test_the_same_version_has_no_changes(capsys: pytest.CaptureFixture[str]) -> None:
    said = diff(capsys, "social-networking", "1.0", "1.0")
    assert said.splitlines()[2:] == ["", "No words changed."]


def test_back_to_the_version_before_no_reason_is_given(
    capsys: pytest.CaptureFixture[str],
) -> None:
    said = diff(capsys, "social-networking", "1.1", "1.0")
    assert "the employee, [-volunteer-]{+volunteers+} or casual worker" in said
    assert "Why:" not in said


def test_a_terminal_gets_colour(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("NO_COLOR", "COLORTERM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "80")
    piped = diff(capsys, "social-networking", "1.1")
    assert "\x1b" not in piped
    monkeypatch.setenv("FORCE_COLOR", "1")
    said = diff(capsys, "social-networking", "1.1")
    assert "\x1b[9;31m[-volunteers-]\x1b[0m\x1b[4;32m{+volunteer+}\x1b[0m" in said
    plain = re.sub(r"\x1b\[[0-9;]*m", "", said)
    assert plain.split() == piped.split()
    assert max(map(len, plain.splitlines())) <= 80
    # Broken lines stay under the clause that they belong to.
    assert "\n    … standards for the use of" in plain
    monkeypatch.setenv("NO_COLOR", "1")
    said = diff(capsys, "social-networking", "1.1")
    assert "\x1b[9m[-volunteers-]\x1b[0m\x1b[4m{+volunteer+}\x1b[0m" in said


def test_markdown_for_a_pull_request(capsys: pytest.CaptureFixture[str]) -> None:
    school = ("--school", "warden-hill-infant")
    said = diff(capsys, "social-networking", "2.0", *school, "--format", "markdown")
    html = MarkdownIt("gfm-like", {"linkify": False}).render(said)
    assert "<h2>Social Networking Policy: version 1.0 to version 2.0" in html
    assert "<h3>Resting on law or statutory guidance</h3>\n<ul>\n<li><strong>1.3" in html
    assert "Safeguard children<ins>.</ins></li>" in html
    assert "<br><em>Why:</em> &quot;Without permission&quot; did not say whose.</li>" in html
    assert (
        "<strong>4.0</strong><br><del>Governing Body/Headteacher responsibilities</del>"
        "<ins>Responsibilities of the Governing Body and the Headteacher</ins>" in html
    )
    assert html.count("<details><summary>Editorial</summary>") == html.count("</details>") == 1


UNTRUSTED = "<ins>*New*</ins> `@octocat` #1 [x](https://x.example)"


@pytest.fixture
def untrusted(root: Path) -> Path:
    path = root / "schools/example-oak-academy/school.yaml"
    text = path.read_text("utf-8")
    changed = text.replace("name: Example Oak Academy", f'name: "{UNTRUSTED}"')
    assert changed != text
    path.write_text(changed, "utf-8")
    return root


def test_a_schools_words_are_no_marks_of_ours(
    untrusted: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    oak = ("social-networking", "2.0", "--school", "example-oak-academy")
    said = diff(capsys, *oak, root=untrusted)
    assert "for <ins>*New*</ins> `@octocat` #1 [x](https://x.example)\n" in said
    html = MarkdownIt("gfm-like", {"linkify": False}).render(
        diff(capsys, *oak, "--format", "markdown", root=untrusted)
    )
    title = html[: html.index("</h2>")]
    assert "&lt;ins&gt;*New*&lt;/ins&gt; `@\u200boctocat` #\u200b1 [x](https://x.example)" in title
    assert "<a " not in html


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("dress", "1.0"), 'unknown policy "dress"'),
        (("social-networking", "9.9"), "there is no version 9.9"),
        (("social-networking", "1.0"), "version 1.0 follows no other version"),
        (("social-networking", "1.0", "--school", "oak"), 'unknown school "oak"'),
    ],
)
def test_names_that_are_not_there_are_2(
    arguments: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["diff", *arguments, "--root", str(EXAMPLES)]) == 2
    assert said in capsys.readouterr().err


def test_a_faulty_master_is_not_compared(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = root / "policy/social-networking/2.0.yaml"
    path.write_text(path.read_text("utf-8").replace("{{ head }}", "{{ haed }}", 1), "utf-8")
    assert main(["diff", "social-networking", "2.0", "--root", str(root)]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "[fill-unknown]" in captured.err


@pytest.mark.parametrize("words", ["joined with another", "sources changed", "section removed"])
def test_a_kind_of_change_is_worded_in_one_place(words: str) -> None:
    templates = PROJECT / "templates"
    named = [path.name for path in templates.rglob("*.j2") if words in path.read_text("utf-8")]
    assert named == ["changes.j2"]
