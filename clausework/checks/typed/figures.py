"""Rules on figures: pictures that all programs draw alike, and words for them that are there."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from clausework.render.common.drawable import logo_faults
from clausework.source.locations import KeyPath, Source
from clausework.source.problems import Problem, did_you_mean, error
from clausework.workspace.pictures import figure_unusable, figures


def figure_problems(
    source: Source,
    value: object,
    here: KeyPath,
    files: Mapping[str, bytes],
    clauses: Collection[str],
) -> Iterator[tuple[KeyPath, Problem]]:
    """What is wrong with the figures of a value at a path of a file, each with its clause.

    `files` has the contents of the root by path; `clauses` are the ids of what has a number.
    """
    folder = source.name.rpartition("/")[0]
    for path, figure in figures(value, here):
        clause = path[:-1]
        data = files.get(f"{folder}/{figure.file.name}")
        # Without data it has a fault already.
        if data is not None and figure.file.data:
            for fault in logo_faults(figure.file.name, data):
                yield clause, figure_unusable(source.place((*path, "file")), fault)
        name = figure.described_in
        if name is not None and name not in clauses:
            yield (
                clause,
                error(
                    "figure-words-missing",
                    source.place((*path, "described_in")),
                    f'no clause with a number has the id "{name}"',
                    "who cannot see the picture would not know where to read.",
                    did_you_mean(name, clauses, "write the id of the clause that says the same."),
                ),
            )
