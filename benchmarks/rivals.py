"""What somebody would use instead: a script over the usual tools, docxtpl, StrictDoc.

They are installed apart from the project, for they bring sixty packages with them. Each is given
the words and paragraphs of the project's own copies, and its stock theme or styles.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks.process import PANDOC, disk, run
from benchmarks.writers import Copy
from clausework.model.document import Document, Node
from clausework.model.inline import plain

DOCXTPL = Path(__file__).with_name("with_docxtpl.py")
# What StrictDoc's start takes is left out, by taking a run over one document from one over these.
STRICTDOC_DOCUMENTS = 21


@dataclass(frozen=True)
class Rivals:
    """Where the rivals are installed: the folder of a virtual environment."""

    environment: Path

    def program(self, name: str) -> Path | None:
        """The program of this name, None where it is not installed."""
        windows = sys.platform == "win32"
        found = self.environment / (f"Scripts/{name}.exe" if windows else f"bin/{name}")
        return found if found.is_file() else None

    def has(self, package: str) -> bool:
        """Whether its Python can import a package."""
        python = self.program("python")
        command = [str(python), "-c", f"import {package}"]
        return python is not None and not subprocess.run(command, capture_output=True).returncode


@dataclass(frozen=True)
class Script:
    """What a user's script takes, by school: seconds, and bytes of disk for its site alone."""

    seconds: float
    disk: int


def script(copies: Sequence[Copy], weasyprint: Path, folder: Path) -> Script:
    """MkDocs for a site, pandoc for a docx, pandoc with WeasyPrint for a PDF, one school at a time,
    each a process of its own. Medians; the first school is done twice, and its first time is not
    counted.
    """
    found = [_by_script(copy, weasyprint, folder) for copy in (copies[0], *copies)][1:]
    return Script(median(one.seconds for one in found), round(median(one.disk for one in found)))


def docxtpl(documents: Sequence[Document], python: Path) -> float:
    """Seconds a document, in one process whose start is not counted."""
    paragraphs = json.dumps([[text for _, text in _paragraphs(one)] for one in documents])
    command = [python, DOCXTPL]
    said = subprocess.run(command, input=paragraphs, check=True, capture_output=True, text=True)
    return float(said.stdout)


def strictdoc(documents: Sequence[Document], program: Path, folder: Path) -> float:
    """Seconds a document of one export to HTML, on as many cores as it takes by itself."""
    times = []
    for count in (1, STRICTDOC_DOCUMENTS):
        sources, out = folder / f"sdoc-{count}", folder / f"html-{count}"
        sources.mkdir()
        for index in range(count):
            text = _sdoc(documents[index % len(documents)], index)
            (sources / f"{index}.sdoc").write_text(text, "utf-8")
        where = [str(sources), "--output-dir", str(out)]
        command = [str(program), "export", *where, "--formats", "html"]
        # Its first run on a machine works out a grammar, which it keeps.
        times.append(min(run(command).seconds for _ in range(2 if count == 1 else 1)))
    return (times[1] - times[0]) / (STRICTDOC_DOCUMENTS - 1)


def _by_script(copy: Copy, weasyprint: Path, folder: Path) -> Script:
    home = folder / copy.school.id
    docs, site = home / "docs", home / "site"
    docs.mkdir(parents=True, exist_ok=True)
    config = home / "mkdocs.yml"
    config.write_text(f"site_name: {json.dumps(copy.school.name)}\ntheme: material\n", "utf-8")
    (docs / "index.md").write_text(f"# {copy.school.name}\n", "utf-8")
    papers: list[list[str | Path]] = []
    for document in copy.documents:
        source = docs / f"{document.policy}.md"
        source.write_text(markdown(document), "utf-8")
        paper = site / document.policy
        papers.append([PANDOC, source, "-o", paper.with_suffix(".docx")])
        engine = f"--pdf-engine={weasyprint}"
        papers.append([PANDOC, source, engine, "-o", paper.with_suffix(".pdf")])
    build: list[str | Path] = ["build", "--quiet", "-f", config, "-d", site]
    seconds = run([sys.executable, "-m", "mkdocs", *build]).seconds
    written = disk(site)
    return Script(seconds + sum(run(command).seconds for command in papers), written)


def markdown(document: Document) -> str:
    """The words of a document as somebody would write them down for pandoc and MkDocs."""
    forms = {"title": "# {}", "section": "## {}", "item": "- {}", "subitem": "    - {}"}
    said = [(forms.get(kind, "{}").format(text), kind) for kind, text in _paragraphs(document)]
    # A list ends where a blank line and other words stand.
    return "\n".join(text if kind in ("item", "subitem") else f"\n{text}\n" for text, kind in said)


def _sdoc(document: Document, index: int) -> str:
    """The same for StrictDoc, which takes them as they are, without the cost of a markup."""
    parts = [f"[DOCUMENT]\nTITLE: {document.title} {index}\nOPTIONS:\n  MARKUP: Text\n"]
    sections = [list(_below(section)) for section in document.sections]
    for (_, title), *paragraphs in sections:
        texts = (f"[TEXT]\nSTATEMENT: >>>\n{text}\n<<<\n" for _, text in paragraphs)
        parts += [f"[[SECTION]]\nTITLE: {title}\n", *texts, "[[/SECTION]]\n"]
    return "\n".join(parts)


def _paragraphs(document: Document) -> Iterator[tuple[str, str]]:
    """What stands in a document, paragraph by paragraph: what each is, and its words."""
    yield "title", document.title
    for section in document.sections:
        yield from _below(section)


def _below(node: Node) -> Iterator[tuple[str, str]]:
    number = f"{node.number} " if node.level in ("section", "clause") else ""
    yield node.level, number + plain(node.text)
    for child in node.children:
        yield from _below(child)
    if node.closing:
        yield "closing", plain(node.closing)
    for note in node.notes:
        yield "note", plain(note.text)
