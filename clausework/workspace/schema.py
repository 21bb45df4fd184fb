"""YAML with positions to the model, every problem in one pass; and the model as JSON Schemas."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, RootModel, ValidationError
from pydantic_core import ErrorDetails

from clausework.model.authorities import Authorities
from clausework.model.catalogue import Catalogue
from clausework.model.policy import Policy, School, Term, Version
from clausework.model.scalars import COLOUR, VERSION_NUMBER, WEB_ADDRESS
from clausework.records.corrections import Corrections
from clausework.source.locations import KeyPath, Source
from clausework.source.problems import Problem, Severity, brief, did_you_mean
from clausework.source.yaml import too_long
from clausework.workspace.keys import keys_at
from clausework.workspace.misplaced import moved, moved_keys
from clausework.workspace.swallowed import swallowed_keys

M = TypeVar("M", bound=BaseModel)


class Terms(RootModel[dict[str, dict[str, Term]]]):
    """`policy/terms.yaml`: for each term, its words by school type, group or `default`."""


SCHEMAS: dict[str, type[BaseModel]] = {
    "authorities": Authorities,
    "catalogue": Catalogue,
    "corrections": Corrections,
    "policy": Policy,
    "school": School,
    "terms": Terms,
    "version": Version,
}


@dataclass(frozen=True)
class File(Generic[M]):
    """A valid file: its value, and the place of each part of it."""

    source: Source
    value: M


def validate(source: Source, data: Any, model: type[M]) -> tuple[M | None, list[Problem]]:
    """Return the value of a file, or None with every problem that makes it invalid."""
    swallowed = dict(swallowed_keys(source, model))
    try:
        value = model.model_validate(data if data is not None else {})
        return (None, list(dict.fromkeys(swallowed.values()))) if swallowed else (value, [])
    except ValidationError as error:
        details = _without_echoes(error.errors(include_url=False))
        unknown = _places(source, details, "extra_forbidden")
        missing = _places(source, details, "missing")
        moves = moved_keys(source, data, model, unknown=unknown, missing=missing)
        elsewhere = {
            *swallowed,
            *((*group, path[-1]) for path, group in moves.items()),
            *_misspelt(unknown, missing),
        }
        found = [
            *swallowed.values(),
            *(moved(source, data, path, group) for path, group in moves.items()),
            *(
                _problem(source, detail, model)
                for detail in details
                if not _explained(_place(source, detail), moves, elsewhere)
            ),
        ]
        return None, list({(p.place, p.code): p for p in found}.values())


def _places(source: Source, details: list[ErrorDetails], kind: str) -> list[KeyPath]:
    return [_place(source, detail) for detail in details if detail["type"] == kind]


def _place(source: Source, detail: ErrorDetails) -> KeyPath:
    """The path that an error is about, which is not in the file where the key is missing."""
    return (*_path(source, detail["loc"][:-1]), *detail["loc"][-1:])


def _misspelt(unknown: list[KeyPath], missing: list[KeyPath]) -> Iterator[KeyPath]:
    """The missing keys that the same group has misspelt."""
    wanted: dict[KeyPath, list[str]] = {}
    for path in missing:
        wanted.setdefault(path[:-1], []).append(str(path[-1]))
    for path in unknown:
        near = difflib.get_close_matches(str(path[-1]), wanted.get(path[:-1], []), n=1)
        yield from ((*path[:-1], name) for name in near)


def _explained(path: KeyPath, moves: dict[KeyPath, KeyPath], elsewhere: set[KeyPath]) -> bool:
    """Whether an error at a path only follows from a key that is indented wrongly."""
    return path in elsewhere or any(path[:end] in moves for end in range(len(path) + 1))


def json_schema(name: str) -> str:
    """The JSON Schema of one kind of file, as text for `schemas/<name>.schema.json`."""
    schema = SCHEMAS[name].model_json_schema()
    return json.dumps(schema, indent=2, ensure_ascii=False, sort_keys=True) + "\n"


def _without_echoes(details: list[ErrorDetails]) -> list[ErrorDetails]:
    """Leave out errors caused by a deeper fault: the other forms that its parent may have."""

    def echo(detail: ErrorDetails) -> bool:
        if detail["type"] not in ("string_type", "literal_error", "too_short", "model_type"):
            return False
        outer = detail["loc"] if detail["type"] == "too_short" else detail["loc"][:-1]
        return any(
            other["loc"][: len(outer)] == outer and len(other["loc"]) > len(detail["loc"])
            for other in details
        )

    return [detail for detail in details if not echo(detail)]


def _problem(source: Source, detail: ErrorDetails, model: type[BaseModel]) -> Problem:
    kind = detail["type"]
    path = _path(source, detail["loc"])
    place = source.place(path, key=detail["loc"][-1:] == ("[key]",))
    if kind == "extra_forbidden":
        return _unknown(source, path, model)
    if kind == "missing":
        key = str(detail["loc"][-1])
        return Problem(
            "key-missing",
            Severity.ERROR,
            source.place(path),
            f'"{key}" is missing',
            "the program needs it, and cannot guess it.",
            f'add a line "{key}: …" here.',
        )
    if kind == "string_type" and detail["input"] is None:
        return Problem(
            "empty-text",
            Severity.ERROR,
            source.place(path, key=True),
            "this key has no value",
            "an empty text would be printed as nothing, or as a number without words.",
            "write the text, or delete the line.",
        )
    if kind == "string_too_long":
        most = detail["ctx"]["max_length"]
        return too_long(place, len(detail["input"]), most)
    if kind in ("union_tag_not_found", "union_tag_invalid"):
        return _untyped(source, detail, path, model)
    if kind == "option-default":
        return Problem(
            kind,
            Severity.ERROR,
            source.place((*path, "default")),
            detail["msg"],
            "schools that do not choose would have it.",
            f"write {detail['ctx']['takes']}.",
        )
    if kind in _OWN:
        why, fix = _OWN[kind]
        return Problem(kind, Severity.ERROR, place, detail["msg"], why, fix)
    return Problem(
        "value-wrong",
        Severity.ERROR,
        place,
        _plain(detail),
        "a value of another kind is needed here.",
        _expected(detail),
    )


def _unknown(source: Source, path: KeyPath, model: type[BaseModel]) -> Problem:
    key = str(path[-1])
    message = f'unknown key "{key}"'
    why = "an unknown key would be ignored, and its value lost."
    fix = did_you_mean(key, keys_at(model, path[:-1]), "delete it, or move it where it belongs.")
    if " " in key and source.values[path].value == "":
        message = f'"{key}" is read as a key, because of the comma before it'
        why = "between { and } a comma ends a text, so the rest of it would be lost."
        fix = 'put the whole text in quotes: text: "…".'
    return Problem("key-unknown", Severity.ERROR, source.place(path, key=True), message, why, fix)


def _untyped(
    source: Source, detail: ErrorDetails, path: KeyPath, model: type[BaseModel]
) -> Problem:
    """The problem of an entry whose type says what it is, and is missing or unknown."""
    missing = detail["type"] == "union_tag_not_found"
    near = difflib.get_close_matches("type", detail["input"], n=1) if missing else []
    if near:
        return _unknown(source, (*path, near[0]), model)
    return Problem(
        "option-type",
        Severity.ERROR,
        source.place(path if missing else (*path, "type")),
        '"type" is missing' if missing else f'"{brief(detail["ctx"]["tag"])}" is no type of option',
        "what schools may choose depends on it.",
        "write one of type: boolean, type: choice, type: number, type: text, type: date.",
    )


_OWN = {
    "option-bounds": (
        "no number would be both at least min: and at most max:.",
        "exchange them.",
    ),
    "one-line": (
        "it is printed in the middle of a sentence.",
        "write it on one line.",
    ),
    "role-name": (
        "texts name it: {{ name dsl }}.",
        "write small letters, digits, hyphens and underscores, a letter first: dsl.",
    ),
    "email-form": (
        "a reader would write to it.",
        "write it whole: office@school.example.",
    ),
    "phone-form": (
        "a reader would dial it.",
        "write the telephone number in figures.",
    ),
    "person-empty": (
        "a text that names this person would have a gap.",
        "add a line name:, phone: or email:, or delete the entry.",
    ),
    "option-name": (
        "when: could not tell it from a type of school, a group, or its own words.",
        "write letters, digits, hyphens and underscores, a letter first, and none of the names of "
        "types of school, and, or, not, is: review_days.",
    ),
    "id-format": (
        "ids are permanent, are part of web addresses, and must be the same on every machine.",
        "write it in small letters with single hyphens, for example keep-private.",
    ),
    "empty-text": (
        "an empty text would be printed as a number without words.",
        "write the text, or delete what it belongs to.",
    ),
    "verification-source": (
        "a fact of law is only as good as its source.",
        "add source: with the page it was seen on, or write tier: unverified.",
    ),
    "fact-unknown": (
        "facts: says how single fields of this entry are known.",
        "write the name of a key of this entry, such as in_force_from.",
    ),
    "successor-unknown": (
        "readers see which edition to use instead.",
        "write the key of an edition of this source, or add that edition.",
    ),
    "commencement-twice": (
        "whether a source is in force can have only one answer.",
        "keep the one that is true, and delete the others.",
    ),
    "case-not-one": (
        "a law or guidance has a number, or editions, in their place.",
        "delete them, or write kind: case.",
    ),
    "case-incomplete": (
        "a case is printed with its citation, and cannot be looked up without it.",
        'add citation: "[2025] EWCA Civ 109" and court: with those of this case.',
    ),
    "case-in-force": (
        "a judgment decides one case. It is law only as courts follow it.",
        "delete the key, and write the day of the judgment as decided:.",
    ),
    "force-not-applied": (
        "a source has no force at a school that it does not apply to.",
        "delete that line of force:, or add the type to applies_to:.",
    ),
    "requires-missing": (
        "schools would be told that the law asks for a policy, and not which law.",
        "add requires: with its authority:, or write tier: unverified.",
    ),
    "record-without-release": (
        "only a version that was released can be withdrawn, or have a record of its release.",
        "write the number of a version that released: names, or use `release` and `withdraw`.",
    ),
    "action-time": (
        "a reader needs one day by which it must be done.",
        "keep within: (a time from the day on which the version takes effect) or by: (a day).",
    ),
    "correction-form": (
        "what was recorded and what is recorded now must both be readable.",
        "restore the file as `correct` wrote it.",
    ),
    "logo-alt-missing": (
        "a reader who cannot see the picture hears these words instead.",
        'add logo_alt, for example: logo_alt: "An oak leaf".',
    ),
    "block-twice": (
        "readers could not tell which belongs to the number of the clause.",
        "write a clause for each, the second without text: and so without a number.",
    ),
    "field-choices": (
        "nobody could fill in the form.",
        "write kind: choice, and choices: {its-id: its words}; or delete choices:.",
    ),
    "figure-described": (
        "readers who cannot see the picture would not learn what it shows.",
        "write described_in: with the id of the clause that says the same, or description: with "
        "all that the picture shows, in words.",
    ),
    "column-id": (
        "it would be read as a key of the row, and not printed.",
        "give the column another id, for example when-held.",
    ),
    "variation-section": (
        "a heading without clauses would announce nothing, and clauses need a heading.",
        "write add: and after: with the ids, title:, and clauses: [{id: …, text: …}].",
    ),
    "variation-kind": (
        "a local change does one thing, so that governors can say yes or no to it.",
        "keep one of add:, replace: and omit:, and make a second entry for the other.",
    ),
    "variation-text": (
        "a local change needs the words that the school wants.",
        "add a line text: >- and the words below it.",
    ),
    "variation-after": (
        "the new clause needs its place.",
        "add a line after: with the id of the clause, point or section before it.",
    ),
    "variation-id": (
        "it keeps a school's own clauses apart from any that HR may add later.",
        'begin the id with "local-".',
    ),
}


def _plain(detail: ErrorDetails) -> str:
    given = detail["input"]
    words = f'"{brief(given)}"' if isinstance(given, str) else "this"
    kind = detail["type"]
    if kind.startswith("date"):
        return f"{words} is not a date"
    if kind == "number_form":
        return f"{words} is not a number"
    if kind.startswith("bool"):
        return f"{words} is neither true nor false"
    if kind in ("enum", "literal_error"):
        return f"{words} is not one of the values allowed here"
    if kind in ("tuple_type", "list_type"):
        return "this must be a list"
    if kind == "too_short":
        return "the list is empty"
    if kind == "string_type":
        return "this must be text, not a list or a group"
    if kind in ("dict_type", "model_type", "model_attributes_type"):
        return "this must be keys and values"
    return f"{words} is not in the form needed here"


def _expected(detail: ErrorDetails) -> str:
    kind = detail["type"]
    context = detail.get("ctx") or {}
    if "expected" in context:
        return f"write {context['expected']}."
    if kind == "number_form":
        return "write a number in figures, such as 10 or 2.5."
    if kind.startswith("bool"):
        return "write true or false."
    if kind.startswith("date"):
        return "write a date as year-month-day, for example 2026-09-01."
    if kind in ("tuple_type", "list_type"):
        return 'write a list: one line for each entry, beginning with "- ".'
    if kind in ("dict_type", "model_type", "model_attributes_type"):
        return "write keys and values on lines of their own, two spaces further in."
    if kind in ("int_parsing", "greater_than_equal"):
        return "write a whole number, such as 1."
    if kind == "string_pattern_mismatch":
        return _PATTERNS.get(str(context.get("pattern")), "compare it with another file.")
    return "compare it with another file of the same kind."


_PATTERNS = {
    COLOUR: 'write a colour as # and six digits in quotes, for example "#1f4e79".',
    VERSION_NUMBER: 'write a version as numbers with a point in quotes: "1.0".',
    WEB_ADDRESS: "write a whole web address that begins with https://.",
}


def _path(source: Source, loc: tuple[int | str, ...]) -> KeyPath:
    """The part of a pydantic location that is a path in the file: it also names union members."""
    path: KeyPath = ()
    for step in loc:
        if (*path, step) in source.values:
            path = (*path, step)
    return path
