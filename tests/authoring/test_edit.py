"""Files changed in place: what is not meant to change does not, and no stop loses anything."""

from datetime import date
from difflib import ndiff
from pathlib import Path
from textwrap import indent
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from clausework.authoring import edit
from clausework.authoring.edit import NotEditable, put
from clausework.checks import digest
from clausework.model.decisions import Consultation, Release, Withdrawal
from clausework.source.yaml import load
from clausework.workspace.root import read_workspace
from tests.support.places import EXAMPLES

RELEASED = ("released", "2.0")
RELEASE = Release(
    by="Jane Example, HR",
    on=date(2026, 10, 1),
    consulted=(Consultation(union="NEU", outcome="agreed"),),
)


def changed(text: str, path: tuple[str, ...], value: edit.Value, after_key: str = "") -> str:
    return put("a.yaml", text.encode(), path, value, after_key=after_key).decode()


def differences(before: bytes, after: bytes) -> tuple[list[str], list[str]]:
    """The lines of a file that are gone, and those that are new."""
    lines = list(ndiff(before.decode().splitlines(True), after.decode().splitlines(True)))
    gone = [line[2:] for line in lines if line.startswith("- ")]
    return gone, [line[2:] for line in lines if line.startswith("+ ")]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("status: proposed   # not yet\na: b\n", "status: released   # not yet\na: b\n"),
        ('# top\n"status": "proposed"\n\n# end\n', '# top\n"status": "released"\n\n# end\n'),
        ("status:\n  proposed\na: |\n  # text\n", "status: released\na: |\n  # text\n"),
        ("a: 1\nstatus: proposed", "a: 1\nstatus: released\n"),
    ],
)
def test_one_value_is_put_in_the_place_of_another(before: str, after: str) -> None:
    assert changed(before, ("status",), "released") == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("issued: null                # a date\n", "issued: 2026-10-01          # a date\n"),
        ("issued:\nb: c\n", "issued: 2026-10-01\nb: c\n"),
        ("status: x   # s\n\nb: c\n", "status: x   # s\nissued: 2026-10-01\n\nb: c\n"),
        ("b: >-\n  c\n\n# end\n", "b: >-\n  c\nissued: 2026-10-01\n\n# end\n"),
    ],
)
def test_a_date_is_put_where_it_belongs(before: str, after: str) -> None:
    assert changed(before, ("issued",), date(2026, 10, 1), "status") == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('released:   # why\n  "1.0": ab   # c\n', '  "2.0": cd\n'),
        ("released:\n    '1.0': ab\n", '    "2.0": cd\n'),
        ('released:\n  "1.0": ab\n  # of old\n', '  "2.0": cd\n'),
        ("", 'released:\n  "2.0": cd\n'),
    ],
)
@pytest.mark.parametrize("rest", ["", "\n# the next\nb: c\n", "b: c\n"])
def test_an_entry_is_added_behind_what_is_there(before: str, after: str, rest: str) -> None:
    text = f"a: '1'\n{before}{rest}"
    # A key that is not there yet is added behind the one that is named.
    assert changed(text, RELEASED, "cd", "a") == f"a: '1'\n{before}{after}{rest}"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('{"1.0": ab}   # why', ' {"1.0": ab, "2.0": cd} # why'),
        ("{}", '\n  "2.0": cd'),
        ("", '\n  "2.0": cd'),
    ],
)
def test_an_entry_is_added_in_brackets_and_where_nothing_is(before: str, after: str) -> None:
    text = f"a: [1,  2]\nreleased: {before}\nb: c\n"
    assert changed(text, RELEASED, "cd") == f"a: [1,  2]\nreleased:{after}\nb: c\n"


def test_a_long_text_is_folded_as_people_write_it() -> None:
    words = (
        "One reason, and then another one, which makes this line too long to be read well by us."
    )
    assert changed("a: b\n", ("withdrawn", "1.0"), {"reason": words}) == (
        'a: b\nwithdrawn:\n  "1.0":\n    reason: >-\n'
        "      One reason, and then another one, which makes this line too long to be read well\n"
        "      by us.\n"
    )


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('a: b\nreleased: {"1.0": ab,   # of old\n  "1.1": ef}\n', 2),  # the remark would go
        ("{a: b,\n released: {}}\n", 2),
        ("  a: b\n  released:\n    x: y\n", 2),
        ("a: |+\n  text\n\n", 3),  # the blank line is part of the text
    ],
)
def test_what_cannot_be_changed_without_loss_is_refused(text: str, line: int) -> None:
    with pytest.raises(NotEditable, match=rf"^a\.yaml:{line}: this part cannot be changed"):
        changed(text, RELEASED, "cd")


LETTERS = st.characters(min_codepoint=0x20, max_codepoint=0x2FF, exclude_categories=["Cc", "Cf"])
SIGNS = st.sampled_from(" :#'\"{}[]&*!|>%@`-?,~=<\u2013")
TEXTS = st.text(st.one_of(LETTERS, SIGNS), max_size=60)
# Long enough to be folded.
PROSE = st.lists(TEXTS, max_size=30).map(lambda texts: " ".join(" ".join(texts).split()))
KEYS = st.sampled_from("abcdefgh")
VALUES = st.recursive(TEXTS, lambda v: st.lists(v, max_size=3) | st.dictionaries(KEYS, v))


def written(key: str, value: object, width: int, flow: bool) -> str:
    """A key of a file, in brackets below its line or not."""
    if not flow:
        return yaml.safe_dump({key: value}, default_flow_style=False, width=width)
    return f"{key}:\n{indent(yaml.safe_dump([value], default_flow_style=True, width=width), '  ')}"


@given(
    before=st.dictionaries(KEYS, VALUES, min_size=1, max_size=4),
    flow=st.booleans(),
    width=st.sampled_from([20, 100]),
    remark=st.sampled_from(["", "# a remark\n", "\n# {a: b}\n\n"]),
    value=TEXTS | PROSE,
    name=st.sampled_from(["1.0", "2.0"]),
)
def test_only_what_is_put_changes(
    before: dict[str, object], flow: bool, width: int, remark: str, value: str, name: str
) -> None:
    above = "".join(written(key, inner, width, flow) + remark for key, inner in before.items())
    text = f"{above}released:   # by number\n  '1.0': ab\n{remark}zzz: |\n  # text\n"
    old = load("a.yaml", text.encode())[1]
    after = changed(text, ("released", name), value)
    assert load("a.yaml", after.encode())[1] == old | {"released": old["released"] | {name: value}}
    assert after.startswith(f"{above}released:   # by number\n")
    assert after.endswith(f"{remark}zzz: |\n  # text\n")


@given(
    others=st.dictionaries(KEYS, VALUES, min_size=1, max_size=3),
    flow=st.booleans(),
    remark=st.sampled_from(["", "  # a remark\n", "\n# {a: b}\n\n"]),
    value=TEXTS | PROSE,
)
def test_only_the_key_at_a_path_changes(
    others: dict[str, object], flow: bool, remark: str, value: str
) -> None:
    def make(adopts: Any) -> None:
        adopts["own"]["moved"] = adopts["own"].pop("old")
        adopts["own"]["new"] = edit.written(value)

    def around(prefix: str) -> str:
        lines = (written(prefix + key, inner, 20, flow) for key, inner in others.items())
        return indent("".join(lines), "  ")

    above = f"top: |\n  # text\nadopts:\n{around('x')}{remark}"
    below = f"{remark}{around('y')}end: '1'   # end\n"
    text = f"{above}  own:   # by us\n    old: '1.0'\n{below}".encode()
    before = load("a.yaml", text)[1]
    after = edit.change("a.yaml", text, ("adopts", "own"), make)
    before["adopts"]["own"] = {"moved": "1.0", "new": value}
    assert load("a.yaml", after)[1] == before
    assert after.decode().startswith(f"{above}  own:   # by us\n    moved: '1.0'\n")
    assert after.decode().endswith(below)


@given(
    value=TEXTS | PROSE,
    mark=st.booleans(),
    text=st.sampled_from(["released:\n  '1.0': ab\nb: c\n", "b:"]),
)
def test_line_ends_and_byte_order_mark_stay(value: str, mark: bool, text: str) -> None:
    def windows(data: bytes) -> bytes:
        return b"\xef\xbb\xbf" * mark + data.replace(b"\n", b"\r\n")

    data = f"# top\na: d\n{text}".encode()
    plain = put("a.yaml", data, RELEASED, value, after_key="a")
    assert put("a.yaml", windows(data), RELEASED, value, after_key="a") == windows(plain)


def test_a_release_changes_two_lines_of_the_version_and_adds_to_the_policy(root: Path) -> None:
    workspace = read_workspace(root)
    files = edit.released(workspace, "social-networking", "1.1", RELEASE)
    version, policy = files
    assert version == "policy/social-networking/1.1.yaml"
    assert policy == "policy/social-networking/policy.yaml"
    assert differences(workspace.files[version], files[version]) == (
        ["status: proposed\n", "issued: null\n"],
        ["status: released\n", "issued: 2026-10-01\n"],
    )
    gone, new = differences(workspace.files[policy], files[policy])
    assert gone == []
    assert new == [
        f'  "1.1": {digest(files[version])}\n',
        "releases:\n",
        '  "1.1":\n',
        "    by: Jane Example, HR\n",
        "    on: 2026-10-01\n",
        "    consulted:\n",
        "      - union: NEU\n",
        "        outcome: agreed\n",
    ]


def test_releases_and_withdrawals_add_up(root: Path) -> None:
    workspace = read_workspace(root)
    workspace.files |= edit.released(workspace, "social-networking", "1.1", RELEASE)
    before = workspace.files["policy/social-networking/policy.yaml"]
    withdrawal = Withdrawal(by="Jane Example", on=date(2026, 10, 2), reason="Out of date.")
    for number in ("1.0", "1.1"):
        workspace.files |= edit.withdrawn(workspace, "social-networking", number, withdrawal)
    after = workspace.files["policy/social-networking/policy.yaml"]
    assert differences(before, after)[0] == []
    assert list(load("a.yaml", after)[1]["withdrawn"]) == ["1.0", "1.1"]
    assert after.startswith(before)


def test_real_files_can_be_edited_everywhere() -> None:
    for path in sorted((EXAMPLES / "policy").rglob("*.yaml")):
        data = path.read_bytes()
        for key in load(path.name, data)[1]:
            gone, new = differences(data, put(path.name, data, ("zzz",), "end", after_key=key))
            assert (gone, new) == ([], ["zzz: end\n"])
