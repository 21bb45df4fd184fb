"""Verdicts on Word documents: Microsoft's Open XML SDK and LibreOffice."""

import json
import os
import re
import subprocess
import tempfile
import zipfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path
from typing import Literal

from tests.judges.tools import HERE, require
from tests.support.places import PATIENCE

_COMMENT_RANGE = re.compile(rb"<w:(commentRange(?:Start|End))\b[^>]*?(?:/>|>\s*</w:\1>)")
_COMMENT = re.compile(rb"<w:commentReference\b[^>]*?(?:/>|>\s*</w:commentReference>)")
# LibreOffice has a comment as a character of the text, without which it takes a change at the end
# of one paragraph and that of the next for one: in a copy without comments, this stands for it.
_STAND_IN = "\u2060"

Action = Literal["accept", "reject", "keep"]
# Of each its style, its list, its number, its words and where its links lead.
Paragraphs = list[tuple[str, ...]]


def open_xml(paths: Sequence[Path]) -> dict[Path, list[str]]:
    """What Microsoft's own validator finds wrong in each file."""
    validator = require("ooxml-validator")

    def judge(path: Path) -> list[str]:
        run = subprocess.run(
            [validator, str(path)], capture_output=True, encoding="utf-8", check=False
        )
        if run.returncode:
            raise RuntimeError(f"the Open XML validator did not run: {run.stderr}")
        verdict = json.loads(run.stdout)
        errors = [
            f"{error['path'] or ''} {error['xPath'] or ''}: {error['description']}".strip()
            for error in verdict["errors"]
        ]
        return errors if verdict["ok"] else errors or ["not valid, without a reason"]

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return dict(zip(paths, pool.map(judge, paths), strict=True))


def libreoffice_pdf(docx: Path, out_dir: Path) -> Path:
    """The PDF that LibreOffice makes of a Word document, without its comments."""
    soffice = require("soffice")
    out_dir.mkdir(parents=True, exist_ok=True)
    pdf = out_dir / f"{docx.stem}.pdf"
    pdf.unlink(missing_ok=True)
    with tempfile.TemporaryDirectory(dir=out_dir.resolve()) as scratch:
        copy = Path(scratch) / docx.name
        _copy_without_comments(docx, copy)
        # Two LibreOffices cannot share a profile.
        profile = (Path(scratch) / "profile").as_uri()
        run = subprocess.run(
            [
                *[soffice, f"-env:UserInstallation={profile}", "--headless"],
                *["--convert-to", "pdf", "--outdir", str(out_dir), str(copy)],
            ],
            capture_output=True,
            encoding="utf-8",
            timeout=PATIENCE,
            check=False,
        )
    # LibreOffice ends with 0 even when it could not load the file.
    if not pdf.exists():
        raise RuntimeError(f"LibreOffice made no PDF of {docx.name}: {run.stdout}{run.stderr}")
    return pdf


def libreoffice_saved(files: Sequence[Path], out_dir: Path) -> list[Path]:
    """Word documents as LibreOffice saves them after it has opened them."""
    soffice = require("soffice")
    out_dir.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out_dir.resolve()) as scratch:
        run = subprocess.run(
            [soffice, f"-env:UserInstallation={Path(scratch).as_uri()}", "--headless"]
            + ["--convert-to", "docx:MS Word 2007 XML", "--outdir", str(out_dir)]
            + [str(file) for file in files],
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=PATIENCE,
        )
    made = [out_dir / file.name for file in files]
    if run.returncode or not all(file.exists() for file in made):
        raise RuntimeError(f"LibreOffice did not save: {run.stderr}")
    return made


def libreoffice_paragraphs(jobs: Sequence[tuple[Path, Action]]) -> list[Paragraphs]:
    """The paragraphs that LibreOffice has of each Word document with its tracked changes all
    accepted, all rejected or as they are: style, list, number and words; after the text come
    footnotes, headers and footers.
    """
    require("python3-uno")
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        copies = [(folder / f"{n}.docx", action) for n, (_, action) in enumerate(jobs)]
        for (docx, _), (copy, _) in zip(jobs, copies, strict=True):
            _copy_without_comments(docx, copy, f"<w:t>{_STAND_IN}</w:t>")
        asked = {
            "soffice": require("soffice"),
            "profile": (folder / "profile").as_uri(),
            "jobs": [(str(copy), action) for copy, action in copies],
        }
        run = subprocess.run(
            # The bindings belong to Debian's own Python.
            ["/usr/bin/python3", str(HERE / "changes.py")],
            input=json.dumps(asked),
            capture_output=True,
            encoding="utf-8",
            timeout=PATIENCE + 2 * len(jobs),
            check=False,
        )
    if run.returncode:
        raise RuntimeError(f"LibreOffice did not read the documents: {run.stderr}")
    return [
        _renamed([tuple(part.replace(_STAND_IN, "") for part in line) for line in found])
        for found in json.loads(run.stdout)
    ]


def _renamed(lines: Paragraphs) -> Paragraphs:
    """Lists under names in order: LibreOffice's say only which paragraphs are in one list."""
    names: dict[str, str] = {}

    def named(found: re.Match[str]) -> str:
        return names.setdefault(found[0], f"List {len(names) + 1}")

    return [(style, _LIST.sub(named, where), *more) for style, where, *more in lines]


# Those that a list has that counts by itself.
_LIST = re.compile(r"^WWNum\d\d+")


@dataclass(frozen=True)
class Sides:
    """What LibreOffice has of a redline with all accepted and with all rejected, and of the copies
    of the newer and of the older version, which these should be.
    """

    accepted: Paragraphs
    newer: Paragraphs
    rejected: Paragraphs
    older: Paragraphs

    @property
    def wrong(self) -> list[str]:
        """Where they differ: a line for each paragraph that one has and the other has not."""
        return [
            *_differences("accepted", self.newer, self.accepted),
            *_differences("rejected", self.older, self.rejected),
        ]


def accepted_and_rejected(copies: Sequence[tuple[bytes, bytes, bytes]]) -> list[Sides]:
    """What one LibreOffice makes of many redlines: of each the marked-up, the older and the newer
    Word copy are given, as files have them.
    """
    asked: list[tuple[Path, Action]] = []
    with tempfile.TemporaryDirectory() as scratch:
        for number, data in enumerate(copies):
            files = [Path(scratch) / f"{number}-{side}.docx" for side in ("marked", "old", "new")]
            for file, content in zip(files, data, strict=True):
                file.write_bytes(content)
            marked, old, new = files
            asked += [(marked, "accept"), (new, "keep"), (marked, "reject"), (old, "keep")]
        found = libreoffice_paragraphs(asked)
    return [Sides(*found[first : first + 4]) for first in range(0, len(found), 4)]


def _differences(side: str, expected: Paragraphs, found: Paragraphs) -> list[str]:
    wanted, got = ([" | ".join(paragraph) for paragraph in one] for one in (expected, found))
    marked = unified_diff(wanted, got, "expected", side, lineterm="", n=0)
    return [f"{side}: {line}" for line in list(marked)[2:] if not line.startswith("@@")]


def _copy_without_comments(docx: Path, copy: Path, stand_in: str = "") -> None:
    # Debian's headless LibreOffice crashes on comments.
    with zipfile.ZipFile(docx) as source, zipfile.ZipFile(copy, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name.startswith("word/") and name.endswith(".xml"):
                content = _COMMENT.sub(stand_in.encode(), _COMMENT_RANGE.sub(b"", content))
            target.writestr(name, content)
