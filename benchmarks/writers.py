"""What the writer of each format takes alone, as it comes, for what the project has it write.

These are the floors of a build: no reading, no checks, no templates, and no start of a process.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

import typst
from mkdocs.commands.build import build as build_site
from mkdocs.config import load_config

from benchmarks.measure import REPEATS
from benchmarks.process import PANDOC
from benchmarks.texts import ROOT
from clausework.model.document import Document
from clausework.query.published import Published, documents_of, published
from clausework.render.common.letterhead import Letterhead, letterhead
from clausework.render.common.markup import blocks
from clausework.render.common.templates import Templates, templates_for
from clausework.render.paper import pdf
from clausework.render.web import site, web
from clausework.workspace.root import read_workspace

SCRIPT = Path(__file__).with_suffix(".lua")
# What pandoc calls the form of a tree.
API = [1, 23, 1]


@dataclass(frozen=True)
class Copy:
    """All that is written for one school."""

    school: Letterhead
    policies: tuple[Published, ...]

    @property
    def documents(self) -> list[Document]:
        return [one.document for one in self.policies]


def copies(root: Path) -> list[Copy]:
    """What the schools of a root publish."""
    workspace, templates = read_workspace(root), templates_for(root)
    return [
        Copy(
            letterhead(files.school.value, files.logo, templates),
            tuple(
                published(workspace, files, document) for document in documents_of(workspace, files)
            ),
        )
        for files in workspace.schools.values()
    ]


def alone(root: Path) -> dict[str, float]:
    """Seconds by format: "web" a site, "pdf" and "word" a document, over all schools of a root."""
    every, templates = copies(root), templates_for(root)
    papers = [(copy.school, document) for copy in every for document in copy.documents]
    with TemporaryDirectory() as name:
        folder = Path(name).resolve()
        sites = [_staged(copy, templates, folder / "sites" / copy.school.id) for copy in every]
        trees, bodies = [], []
        for index, (school, document) in enumerate(papers):
            trees.append(folder / f"{index}.json")
            markup = templates.text("document.html.j2", document=document, school=school)
            workspace = {"pandoc-api-version": API, "meta": {}, "blocks": blocks(markup)}
            trees[-1].write_text(json.dumps(workspace), "utf-8")
            bodies.append(folder / "pdf" / str(index))
            pdf.stage(bodies[-1], document, None, school, templates)
        with _pandoc() as convert:
            marked_up, word = (_each(trees, partial(convert, to)) for to in ("typst", "docx"))
        # Typst remembers what it has set: each run is of a process that has seen none of it.
        with ProcessPoolExecutor(1, get_context("spawn"), max_tasks_per_child=1) as executor:
            runs = [
                executor.submit(_typeset, bodies, templates.path("fonts")) for _ in range(REPEATS)
            ]
            typeset = median(run.result() for run in runs)
        return {"web": _each(sites, _build_site), "pdf": marked_up + typeset, "word": word}


def _each(inputs: Sequence[Path], work: Callable[[Path], object]) -> float:
    """Seconds for one of the inputs: the median over runs through all of them, the first of which
    is not counted.
    """
    times = []
    for _ in range(REPEATS + 1):
        start = perf_counter()
        for one in inputs:
            work(one)
        times.append((perf_counter() - start) / len(inputs))
    return median(times[1:])


def _staged(copy: Copy, templates: Templates, folder: Path) -> Path:
    files = web.sources(copy.policies, copy.school, (), templates, ROOT / "mkdocs.yml")
    folder.mkdir(parents=True)
    site.stage(files, web.THEMES, templates, folder)
    return folder / "mkdocs.yml"


def _build_site(config: Path) -> None:
    build_site(load_config(str(config)))


def _typeset(bodies: Sequence[Path], fonts: Path) -> float:
    """The median seconds of the bodies but for the first, with which fonts are read."""
    read = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[fonts])
    times = []
    for body in bodies:
        start = perf_counter()
        typst.compile(
            body / "body.typ",
            root=body,
            font_paths=read,
            ignore_system_fonts=True,
            pdf_standards=["ua-1", "a-2a"],
            timestamp=datetime(1980, 1, 1, tzinfo=UTC),
        )
        times.append(perf_counter() - start)
    return median(times[1:])


@contextmanager
def _pandoc() -> Iterator[Callable[[str, Path], None]]:
    """One process of pandoc, which is asked for one document after the other."""
    command = [PANDOC, "lua", str(SCRIPT)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        ask, answer = process.stdin, process.stdout

        def convert(to: str, workspace: Path) -> None:
            print(workspace, to, workspace.with_suffix(".out"), sep="\t", file=ask, flush=True)
            if answer.readline() != "done\n":
                raise SystemExit(f"pandoc wrote no {to}")

        yield convert
