"""Records: what is read is what was approved, or it is refused."""

import hashlib
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clausework.model.decisions import Approval
from clausework.model.inline import plain
from clausework.model.policy import Adopted, Word
from clausework.model.terms import school_terms
from clausework.records import record
from clausework.records.record import NotARecord, Record
from clausework.workspace.root import read_workspace
from tests.support.places import EXAMPLES
from tests.support.samples import sample

OAK = "example-oak-academy"
PDF = b"%PDF of that day"
ADOPTED = Adopted(
    version="1.0",
    approved=Approval(by="Local Governing Body", on=date(2024, 10, 10), power="full-board"),
    options={"school_accounts": False},
)


def made() -> Record:
    workspace = read_workspace(EXAMPLES)
    files = workspace.schools[OAK]
    terms = school_terms(workspace.master("social-networking").terms, files.school.value)
    return record.of(files.school.value, files.logo, terms, ADOPTED, sample(OAK)[0], PDF)


RECORD = made()
TEXT = record.text(RECORD)


def test_what_is_read_is_what_was_written() -> None:
    assert record.read(TEXT, PDF) == RECORD
    assert record.text(record.read(TEXT, PDF)) == TEXT


def test_a_record_has_the_school_of_that_day_and_not_what_else_it_uses() -> None:
    files = read_workspace(EXAMPLES).schools[OAK]
    assert RECORD.school == files.school.value.model_copy(update={"adopts": {}})
    assert RECORD.logo_data == files.logo == (EXAMPLES / "schools" / OAK / "logo.svg").read_bytes()
    assert RECORD.words["head"] == Word(one="Principal", article="a")
    assert RECORD.words["setting"].many == "academies"
    assert RECORD.document == sample(OAK)[0]


SPOILT: dict[str, tuple[Callable[[bytes], bytes], bytes | None, str]] = {
    "another word": (
        lambda text: text.replace(b"Principal", b"Headteacher"),
        PDF,
        "not what was approved",
    ),
    "another day": (
        lambda text: text.replace(b"2024-10-10", b"2024-10-11"),
        PDF,
        "not what was approved",
    ),
    "another PDF": (lambda text: text, b"%PDF of today", "not the one that was approved"),
    "no PDF": (lambda text: text, None, "PDF is missing"),
    "cut short": (lambda text: text[:-3], PDF, "it is not a record"),
    "a list": (lambda text: b"[]", PDF, "it is not a record"),
    "nothing in it": (lambda text: b"{}", PDF, "it is not a record"),
    "an empty digest": (lambda text: b'{"digest": ""}', PDF, "it is not a record"),
    "no text": (lambda text: b"\xff", PDF, "it is not a record"),
    "nested too deep": (lambda text: b"[" * 100_000, PDF, "it is not a record"),
    "another key": (
        lambda text: text.replace(b'"pdf"', b'"PDF"'),
        PDF,
        "it is not a record",
    ),
}


@pytest.mark.parametrize("name", SPOILT)
def test_what_is_not_as_it_was_is_refused(name: str) -> None:
    change, pdf, why = SPOILT[name]
    with pytest.raises(NotARecord, match=why):
        record.read(change(TEXT), pdf)


@pytest.mark.parametrize(
    ("key", "value", "why"),
    [
        ("owner", "Luton\0HR", r"U\+0000"),
        ("owner", "Luton\u202eHR", r"U\+202E"),
        ("owner", "Luton\ud800HR", "it is not a record"),
        ("owner", "L" * 301, "301 characters for owner"),
        ("logo", "abc", "it is not a record"),
    ],
)
def test_what_was_written_with_a_digest_that_fits_is_looked_at(
    key: str, value: str, why: str
) -> None:
    values = json.loads(TEXT)
    (values if key == "logo" else values["document"])[key] = value
    del values["digest"]
    text = json.dumps(values, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    values["digest"] = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
    with pytest.raises(NotARecord, match=why):
        record.read(json.dumps(values).encode(), PDF)


@given(at=st.integers(0, len(TEXT) - 1), byte=st.integers(0, 255))
def test_no_byte_of_a_record_changes_what_it_says(at: int, byte: int) -> None:
    try:
        read = record.read(TEXT[:at] + bytes([byte]) + TEXT[at + 1 :], PDF)
    except NotARecord:
        return
    assert read == RECORD


# Written by the program as it was on 23 November 2026, and kept as they are.
KEPT = Path(__file__).parents[1] / "data" / "records"
SAYS = {
    "example-oak-academy": [
        "The Principal also tells the Local Governing Body of any serious breach at its next "
        "meeting.",
    ],
    "saint-zoes-example-primary": [
        "Staff must ask the Headteacher before they use a school account, and keep a note of it.",
    ],
}


def _without_labels(value: Any) -> Any:
    if isinstance(value, list):
        return [_without_labels(one) for one in value]
    if not isinstance(value, dict):
        return value
    labelled = "level" in value
    return {k: _without_labels(v) for k, v in value.items() if not (labelled and k == "label")}


@pytest.mark.parametrize("school", SAYS)
def test_a_record_of_an_earlier_program_is_read_word_for_word(school: str) -> None:
    data = (KEPT / school / "1.1.json").read_bytes()
    kept = record.read(data, (KEPT / school / "1.1.pdf").read_bytes())
    # Every word: written again, it is the same but for the labels that it did not have.
    again, before = json.loads(record.text(kept)), json.loads(data)
    assert [again.pop("digest"), before.pop("digest")]
    assert _without_labels(again) == before
    words = " ".join(plain(node.text) for node in kept.document.nodes())
    assert [one for one in SAYS[school] if one not in words] == []
    assert (kept.document.version, kept.document.issued) == ("1.1", date(2018, 1, 8))
    assert kept.adopted.approved is not None
