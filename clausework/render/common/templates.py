"""The Jinja2 environment, in which every value is escaped.

Templates come from the root's folder where it has them, else from the project's own.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from clausework.diff.words import compare_runs
from clausework.model.document import Mark, section_words
from clausework.model.inline import Run, plain
from clausework.model.scalars import day_words
from clausework.model.varying.printed import asks, details
from clausework.render.common.pictures import address
from clausework.source.project import PROJECT


class Templates:
    """All templates under one or more folders; the first with a name is used."""

    def __init__(self, folders: tuple[Path, ...]) -> None:
        self.folders = folders
        self._environment = Environment(
            loader=ChoiceLoader([FileSystemLoader(folder) for folder in folders]),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        self._environment.filters.update(
            day=day_words,
            plain=plain,
            styled=styled,
            against=against,
            markdown_safe=markdown_safe,
            address=address,
            only_pictures=only_pictures,
            without_pictures=without_pictures,
        )
        self._environment.globals.update(section_words=section_words, details=details, asks=asks)

    def text(self, name: str, **values: Any) -> str:
        """Render a template.

        Raises jinja2.TemplateError where it does not compile or uses a missing value.
        """
        return self._environment.get_template(name).render(**values)

    def path(self, name: str) -> Path:
        """The file or folder of a name. Raises FileNotFoundError where no folder holds it."""
        for folder in self.folders:
            if (folder / name).exists():
                return folder / name
        raise FileNotFoundError(name)

    def words(self, macro: str, *arguments: Any) -> str:
        """One phrase of `words.j2`, as plain text."""
        module = self._environment.get_template("words.j2").module
        return " ".join(getattr(module, macro)(*arguments).unescape().split())


def templates_for(root: Path) -> Templates:
    """The templates that a root uses."""
    own, shared = root / "templates", PROJECT / "templates"
    folders = (own,) if own.is_dir() and own.resolve() != shared else ()
    return _loaded((*folders, shared))


@lru_cache(maxsize=4)
def _loaded(folders: tuple[Path, ...]) -> Templates:
    # Compiling takes longer than rendering; a template that changed is compiled again.
    return Templates(folders)


def styled(runs: tuple[Run, ...]) -> list[tuple[Run, str]]:
    """Join runs that look the same to a reader, each with its text."""
    joined: list[tuple[Run, str]] = []
    for run in runs:
        text = run.note is None and run.picture is None
        if joined and text and _looks(joined[-1][0]) == _looks(run):
            joined[-1] = (joined[-1][0], joined[-1][1] + run.text)
        else:
            joined.append((run, run.text))
    return joined


def _looks(run: Run) -> tuple[object, ...]:
    target = run.fill if run.fill and run.fill.startswith("ref ") else None
    return (run.strong, run.emphasis, run.href, run.note, run.picture, target, run.mark)


def only_pictures(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """The pictures of a text, which are before its words."""
    return tuple(run for run in runs if run.picture is not None)


def without_pictures(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """The words of a text that has pictures before them."""
    return tuple(run for run in runs if run.picture is None)


def against(older: str, newer: str) -> list[tuple[Mark | None, str]]:
    """The pieces of two phrases: only the older's as deleted, only the newer's as inserted."""
    runs = [[Run(text=_unescaped(phrase))] for phrase in (older, newer)]
    return [(_MARKS[piece.kind], piece.text) for piece in compare_runs(*runs)]


_MARKS: dict[str, Mark | None] = {"kept": None, "added": "inserted", "removed": "deleted"}


def _unescaped(phrase: str) -> str:
    # A macro returns markup, a value plain text.
    return phrase.unescape() if isinstance(phrase, Markup) else phrase


def markdown_safe(text: str) -> str:
    """Text that Markdown and HTML both print unchanged.

    All but letters, digits and spaces become numeric references.
    """
    return "".join(c if c.isalnum() or c == " " else f"&#{ord(c)};" for c in text)
