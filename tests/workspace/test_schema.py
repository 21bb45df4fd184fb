"""Files against the model: every problem in one pass, and the JSON Schemas that editors use."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from clausework.model.authorities import Authorities
from clausework.model.policy import Policy, School, Version
from clausework.source.problems import Problem
from clausework.source.yaml import load
from clausework.workspace.schema import SCHEMAS, Terms, json_schema, validate
from tests.support.places import PATIENCE, PROJECT
from tests.support.roots import FILES, OAK, POLICY, VERSION


def faults(text: str, model: type[Any]) -> list[Problem]:
    source, data, problems = load("a.yaml", text.encode())
    assert problems == []
    value, found = validate(source, data, model)
    assert (value is None) is bool(found)
    return sorted(found, key=lambda problem: problem.order)


def test_scalars_get_their_types_from_the_model() -> None:
    text = FILES[OAK].replace("type: community", "type: community\nexample: yes\nmotto: no")
    source, data, _ = load(OAK, text.encode())
    school, _ = validate(source, data, School)
    assert school is not None
    assert school.example is True
    assert school.motto == "no"
    assert school.adopts["staff-conduct"].options == {"accounts": "true"}


@pytest.mark.parametrize(
    ("old", "new", "fix"),
    [
        ("owner:", "ownr:", 'did you mean "owner"?'),
        ("binding:", "Binding:", 'did you mean "binding"?'),
        ("type: boolean", "typ: boolean", 'did you mean "type"?'),
        ("id: staff", "zzz: 1\nid: staff", "delete it, or move it where it belongs."),
    ],
)
def test_an_unknown_key_is_told_with_the_nearest_known_one(old: str, new: str, fix: str) -> None:
    found = faults(FILES[POLICY].replace(old, new), Policy)
    (unknown,) = [problem for problem in found if problem.code == "key-unknown"]
    assert unknown.message == f'unknown key "{new.split(":")[0].split()[0]}"'
    assert unknown.fix == fix


def test_suggestions_come_from_the_part_of_the_file_that_it_is() -> None:
    text = FILES[VERSION].replace("locked: true", "lockd: true").replace("{guide:", "{guide: ")
    (unknown,) = faults(text, Version)
    assert unknown.fix == 'did you mean "locked"?'


@pytest.mark.parametrize(
    ("text", "message", "fix"),
    [
        ("binding: maybe", '"maybe" is not one of the values', "write 'adopt' or 'adapt'."),
        ("review_months: often", '"often" is not in the form', "write a whole number"),
        ("review_months: 0", '"0" is not in the form', "write a whole number"),
        ("related: Dress Code", "this must be a list", "write a list"),
        ("options: none", "this must be keys and values", "two spaces further in"),
        ("released: {one: a}", '"one" is not in the form', 'with a point in quotes: "1.0"'),
        ("summary: [a]", "this must be text", ""),
        ("title: ' '", "the text is empty", "write the text"),
    ],
)
def test_a_wrong_value_is_told_with_what_belongs_there(text: str, message: str, fix: str) -> None:
    key = text.split(":")[0]
    kept = [line for line in FILES[POLICY].splitlines() if not line.startswith(key)]
    if key == "options":
        kept = [line for line in kept if "accounts" not in line]
    (found,) = faults("\n".join([*kept, text, ""]), Policy)
    assert found.message.startswith(message)
    assert fix in found.fix
    assert found.place.line == len(kept) + 1


@pytest.mark.parametrize(
    "date", ["2018-10-11T10:00:00", "11/10/2018", "20181011", "1539216000", "2018-02-30", "soon"]
)
def test_a_date_has_one_form(date: str) -> None:
    (found,) = faults(f"looked_on: {date}\nauthorities: {{}}\n", Authorities)
    assert found.message == f'"{date}" is not a date'
    assert found.fix == "write a date as year-month-day, for example 2026-09-01."


def test_everything_is_told_in_one_pass() -> None:
    text = """\
id: Oak School
type: acadamy
brand: {primary: blue, logo: logo.svg}
moto: Grow
adopts:
  conduct:
    version: one
    approved: {on: yesterday}
    variations:
      - {replace: a, omit: b, text: c, reason: d}
      - {add: photos, after: a, text: c, reason: d}
"""
    expected = [
        (1, 1, "key-missing"),
        (1, 5, "id-format"),
        (2, 7, "value-wrong"),
        (3, 8, "key-missing"),
        (3, 18, "value-wrong"),
        (4, 1, "key-unknown"),
        (7, 14, "value-wrong"),
        (8, 15, "key-missing"),
        (8, 20, "value-wrong"),
        (10, 9, "variation-kind"),
        (11, 9, "variation-id"),
    ]
    found = faults(text, School)
    assert [(p.place.line, p.place.column, p.code) for p in found] == expected


def test_one_fault_in_a_word_is_not_told_for_each_form_that_a_term_may_have() -> None:
    (found,) = faults("head: {default: {one: Head, mny: Heads}}\n", Terms)
    assert (found.code, found.fix) == ("key-unknown", 'did you mean "many"?')


def test_an_approval_that_is_neither_known_nor_unknown_is_told_once() -> None:
    (found,) = faults(FILES[OAK].replace("approved: unknown", "approved: unkown"), School)
    assert found.message == '"unkown" is not one of the values allowed here'
    assert found.fix == "write 'unknown'."


KEYS = st.sampled_from(["id", "sections", "clauses", "text", "items", "when", "brand", "adopts"])
TREES = st.recursive(
    st.none() | st.sampled_from(["", "no", "1.0", "a-b", "2018-10-11", "unknown"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


@pytest.mark.parametrize("name", SCHEMAS)
@given(workspace=TREES)
def test_any_file_is_valid_or_told_why_not(name: str, workspace: Any) -> None:
    text = json.dumps(workspace, indent=1)
    source, data, _ = load("a.yaml", text.encode())
    value, found = validate(source, data, SCHEMAS[name])
    assert (value is None) is bool(found)
    assert all(p.place.line <= text.count("\n") + 1 for p in found)


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_schemas_are_current(name: str) -> None:
    path = PROJECT / "schemas" / f"{name}.schema.json"
    assert path.read_text("utf-8") == json_schema(name), (
        f"write {path.name} anew: it is what clausework.schema.json_schema({name!r}) returns"
    )


def test_an_editor_can_read_the_schemas() -> None:
    schemas = sorted(map(str, (PROJECT / "schemas").iterdir()))
    command = [sys.executable, "-m", "check_jsonschema", "--check-metaschema", *schemas]
    said = subprocess.run(command, capture_output=True, text=True, check=False, timeout=PATIENCE)
    assert said.returncode == 0, said.stdout


def test_there_is_no_schema_of_something_else() -> None:
    names = {path.name for path in (PROJECT / "schemas").iterdir()}
    # Beside the files that HR writes, what `export` prints has one.
    assert names == {f"{name}.schema.json" for name in (*SCHEMAS, "export")}


class Core(yaml.SafeLoader):
    """YAML as editors read it (1.2, core schema): dates and `on` are text, numbers are not."""


Core.yaml_implicit_resolvers = {}
for tag, pattern, first in [
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?[0-9]+", list("-+0123456789")),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", list("-+.0123456789")),
]:
    Core.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{pattern})$"), first)


def kind_of(path: Path) -> str:
    known = path.stem in SCHEMAS
    return path.stem if known else "version"


OWN_FILES = sorted(
    path.relative_to(PROJECT).as_posix()
    for folder in ("policy", "schools")
    for path in (PROJECT / folder).rglob("*.yaml")
)


@pytest.mark.parametrize("name", OWN_FILES)
def test_an_editor_finds_no_fault_in_the_projects_own_files(name: str) -> None:
    path = PROJECT / name
    schema = json.loads((PROJECT / f"schemas/{kind_of(path)}.schema.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    data = yaml.load(path.read_bytes(), Loader=Core)
    found = Draft202012Validator(schema).iter_errors(data)
    assert [f"{error.json_path}: {error.message}" for error in found] == []


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (OAK, "type: community", "type: acadamy"),
        (OAK, "motto", "moto"),
        (POLICY, "owner: Example HR\n", ""),
        (VERSION, 'version: "1.0"', "version: one"),
    ],
)
def test_an_editor_finds_what_the_check_finds(file: str, old: str, new: str) -> None:
    text = (FILES[file] + ("motto: Grow\n" if file == OAK else "")).replace(old, new)
    schema = json.loads(json_schema(kind_of(Path(file))))
    assert not Draft202012Validator(schema).is_valid(yaml.load(text, Loader=Core))
