"""A letter to one school, as a Word file and as text to paste into an e-mail, from one markup."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from clausework.render.common.markup import PandocNode, blocks
from clausework.render.common.pandoc import write
from clausework.render.common.templates import Templates


def letter(templates: Templates, name: str, **values: Any) -> dict[str, bytes]:
    """The files of a letter, by the ending of their name.

    Raises jinja2.TemplateError, MarkupError or PandocError.
    """
    body = blocks(templates.text(name, **values))
    return {".docx": write(body, "docx"), ".txt": ("\n\n".join(_texts(body)) + "\n").encode()}


def _texts(body: list[PandocNode]) -> Iterator[str]:
    """The paragraphs of a letter; the points of a list are lines of one."""
    for block in body:
        match block:
            case {"t": "BulletList", "c": points}:
                yield "\n".join(f"- {_point(point)}" for point in points)
            case {"t": "OrderedList", "c": [_, points]}:
                yield "\n".join(f"{at}. {_point(point)}" for at, point in enumerate(points, 1))
            case {"t": "Header", "c": [_, _, words]} | {"t": "Para", "c": words}:
                yield _words(words)


def _point(point: list[PandocNode]) -> str:
    return " ".join(_texts(point))


def _words(inlines: list[PandocNode]) -> str:
    return "".join(one["c"] for one in inlines if one["t"] == "Str")
