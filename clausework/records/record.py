"""A record: what a school approved, word for word, as it and the school were that day.

It is `schools/<school>/record/<policy>/<version>.json`, with the approved PDF beside it. Written
once, on approval, and never changed.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Container, Iterator, Mapping
from dataclasses import asdict
from itertools import chain, count
from typing import Any

from clausework.model.document import Document
from clausework.model.policy import Adopted, School, Word
from clausework.model.scalars import Frozen
from clausework.model.terms import Forms
from clausework.model.unprintable import longest
from clausework.records.corrections import ENDING
from clausework.source.characters import INVISIBLE


class NotARecord(Exception):
    """A file of a record has no valid record, or was changed; the text says which."""


class Record(Frozen):
    """What was approved.

    `school` is its file of that day without what it uses; `words` its wording; `logo` its logo in
    base64; `pdf` the SHA-256 of the approved PDF.
    """

    school: School
    logo: str | None = None
    words: dict[str, Word]
    adopted: Adopted
    document: Document
    pdf: str

    @property
    def logo_data(self) -> bytes | None:
        """The bytes of the logo."""
        return base64.b64decode(self.logo, validate=True) if self.logo is not None else None


def of(
    school: School,
    logo: bytes | None,
    words: Mapping[str, Forms],
    adopted: Adopted,
    document: Document,
    pdf: bytes,
) -> Record:
    """The record of an approval; `logo` is the contents of the logo's file."""
    return Record(
        school=school.replaced(adopts={}),
        logo=base64.b64encode(logo).decode() if logo is not None else None,
        words={name: Word.model_validate(asdict(forms)) for name, forms in words.items()},
        adopted=adopted,
        document=document,
        pdf=hashlib.sha256(pdf).hexdigest(),
    )


def free_name(version: str, there: Container[str], folder: str) -> str:
    """The name of a new record in a folder: the version, or "2.0+2" where that was approved before.

    `there` has the paths of files; a record is never written over.
    """
    numbers = chain([""], (f"+{number}" for number in count(2)))
    names = (f"{version}{number}" for number in numbers)
    return next(
        name
        for name in names
        if not any(f"{folder}/{name}{ending}" in there for ending in (".json", ENDING))
    )


def text(record: Record) -> bytes:
    """The text of a record's file, with its digest."""
    data = record.model_dump(mode="json", exclude_defaults=True)
    return _json({**data, "digest": _digest(data)})


def read(data: bytes, pdf: bytes | None) -> Record:
    """The record in a file; `pdf` is the file beside it. Raises NotARecord."""
    try:
        values = json.loads(data)
        digest = values.pop("digest")
        record = Record.model_validate_json(json.dumps(values))
        _ = record.logo_data
    except (ValueError, KeyError, AttributeError, TypeError, RecursionError) as error:
        raise NotARecord("it is not a record") from error
    # Anybody can compute its digest again.
    for key, one in _texts({**values, "logo": None}):
        if unseen := INVISIBLE.search(one):
            raise NotARecord(f"it has an invisible character (U+{ord(unseen[0]):04X})")
        if len(one) > longest(key):
            raise NotARecord(f"it has a text of {len(one)} characters for {key}")
    if digest != _digest(values):
        raise NotARecord("its content is not what was approved")
    if pdf is None:
        raise NotARecord("the approved PDF is missing")
    if record.pdf != hashlib.sha256(pdf).hexdigest():
        raise NotARecord("the PDF beside it is not the one that was approved")
    return record


def _texts(value: object, key: str = "") -> Iterator[tuple[str, str]]:
    """The keys and texts of a value, each with the key that contains it."""
    if isinstance(value, str):
        yield key, value
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield key, name
            yield from _texts(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner, key)


def _digest(data: dict[str, Any]) -> str:
    return hashlib.sha256(_json(data)).hexdigest()


def _json(data: dict[str, Any]) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()
