"""What veraPDF and poppler find in PDF files."""

import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from tests.judges.tools import HERE, require


def verapdf(paths: Sequence[Path], flavour: Literal["ua1", "2a"]) -> dict[Path, list[str]]:
    """What each file fails, as "clause-test: message"; an empty list is compliance."""
    # Debian's JAXB comes first: the jar's own copy is an API without its implementation.
    jars = [require(name) for name in ("jaxb-core", "jaxb-runtime", "verapdf")]
    run = subprocess.run(
        [require("java"), "-cp", ":".join(jars), str(HERE / "VeraPdf.java"), flavour]
        + [str(path) for path in paths],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if run.returncode:
        raise RuntimeError(f"veraPDF did not run: {run.stderr}")
    said: list[list[str]] = [[] for _ in paths]
    for line in run.stdout.splitlines():
        index, text = line.split("\t", 1)
        said[int(index)].append(text)
    return {path: _failures(lines) for path, lines in zip(paths, said, strict=True)}


def _failures(lines: list[str]) -> list[str]:
    if lines == ["pass"]:
        return []
    # No verdict at all, or one without reasons, must not read as compliance.
    return list(dict.fromkeys(lines[1:])) or ["no verdict"]


def poppler(program: str, *arguments: str | Path) -> str:
    """What one of poppler's programs prints."""
    done = subprocess.run([require(program), *arguments], capture_output=True, check=True)
    return done.stdout.decode("utf-8")
