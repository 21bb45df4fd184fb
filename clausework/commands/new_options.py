"""The arguments of `new`, and the questions that it asks at a terminal."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from clausework.brand.logo import oversize
from clausework.brand.palette import Font
from clausework.commands import Arguments, prompts, typed
from clausework.commands.prompts import Prompt
from clausework.model.scalars import Colour, Id, SchoolType, VersionNumber
from clausework.render.common.drawable import logo_faults
from clausework.render.common.templates import templates_for
from clausework.source.problems import Place, Problem, error


def _valid(kind: Any, fix: str) -> Callable[[str], str]:
    """Return a parser of an argument of a kind that files have."""
    adapter = TypeAdapter(kind)

    def read(text: str) -> str:
        try:
            return str(adapter.validate_python(text.strip()))
        except ValidationError as fault:
            raise argparse.ArgumentTypeError(f"write {fix}") from fault

    return read


def _one_of(names: Sequence[str]) -> Callable[[str], str]:
    """Return a parser of one of some names, or of its position in the list of them, from 1."""
    places = {str(place): name for place, name in enumerate(names, 1)}

    def read(text: str) -> str:
        name = places.get(text.strip(), text.strip())
        if name not in names:
            raise argparse.ArgumentTypeError(f"write one of: {', '.join(names)}")
        return name

    return read


def _file(text: str) -> Path:
    # Files that are dragged onto a terminal come in quotes.
    path = Path(text.strip().strip("'\"")).expanduser()
    if not path.is_file():
        raise argparse.ArgumentTypeError(f"there is no file {path}")
    return path


def _logo_faults(path: Path) -> list[Problem]:
    """The faults of a picture, which may be anywhere and of any size."""
    fault = oversize(path.name, path.stat().st_size)
    found = [fault] if fault else logo_faults(path.name, path.read_bytes())
    return [error(f.code, Place(str(path)), f.message, f.why, f.fix) for f in found]


def _types(root: Path) -> str:
    return templates_for(root).text("new/types.txt.j2", types=list(SchoolType)).rstrip("\n")


def _fonts(root: Path) -> str:
    return "\n".join(f"{place:3}  {font}" for place, font in enumerate(Font, 1))


read_id = _valid(Id, "small letters, digits and single hyphens, a letter first: oak-academy")
read_number = _valid(VersionNumber, "a version as numbers with a point: 2.1")
_colour = _valid(Colour, "a colour as # and six digits: #1f4e79")
_words = typed.words

SCHOOL = (
    Prompt("name", "the school's name, as every page prints it", _words, needed=True),
    Prompt(
        "type", "what type of school it is", _one_of([*SchoolType]), needed=True, offered=_types
    ),
    Prompt("approver", "who approves its policies, if not the body usual for its type", _words),
    Prompt("head", "the title of its head, if not as usual for its type", _words),
    Prompt("logo", "the file of its logo: an SVG, PNG or JPEG", _file, faults=_logo_faults),
    Prompt(
        "logo_alt",
        "what the logo shows, for people who cannot see it",
        _words,
        needed=True,
        only_with="logo",
    ),
    Prompt("primary", "its main colour, such as #1f4e79", _colour, needed=True),
    Prompt(
        "accent", "its second colour, for lines and numbers, such as #f2a900", _colour, needed=True
    ),
    Prompt(
        "heading_font",
        "the typeface of headings, if not Source Sans 3",
        _one_of([*Font]),
        offered=_fonts,
    ),
    Prompt(
        "body_font",
        "the typeface of all other text, if not Source Sans 3",
        _one_of([*Font]),
        offered=_fonts,
    ),
    Prompt("motto", "its motto", _words),
    Prompt("address", "its address", _words),
    Prompt("contact", "how to reach it: telephone, e-mail", _words),
    Prompt(
        "alternative_formats",
        "a sentence that tells readers how to ask for large print or another format",
        _words,
    ),
)
POLICY = (
    Prompt("title", "the policy's title, as every page prints it", _words, needed=True),
    Prompt("owner", "who issues it, such as Luton HR Traded Services", _words, needed=True),
    Prompt(
        "binding",
        "adopt: schools take it word for word; adapt: they may make local changes",
        _one_of(["adopt", "adapt"]),
        needed=True,
    ),
)


@dataclass(frozen=True, kw_only=True)
class NewSchoolArguments(prompts.PromptedArguments):
    """The arguments of `new school`; required ones are present once it is settled."""

    id: str | None
    name: str | None
    type: str | None
    approver: str | None
    head: str | None
    logo: Path | None
    logo_alt: str | None
    primary: str | None
    accent: str | None
    heading_font: str | None
    body_font: str | None
    motto: str | None
    address: str | None
    contact: str | None
    alternative_formats: str | None
    adopts: Sequence[str] | None
    option: Sequence[tuple[str, str]]
    person: Sequence[tuple[str, str]]
    build: bool


@dataclass(frozen=True, kw_only=True)
class NewPolicyArguments(prompts.PromptedArguments):
    """The arguments of `new policy`; required ones are present once it is settled."""

    id: str
    title: str | None
    owner: str | None
    binding: str | None


@dataclass(frozen=True, kw_only=True)
class NewVersionArguments(Arguments):
    """The arguments of `new version`."""

    policy: str
    number: str
    start: str | None
    json: bool
