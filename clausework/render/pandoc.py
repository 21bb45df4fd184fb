"""The only caller of pandoc. It reads markup that our own templates wrote, in a sandbox that lets
it open nothing but the files named here."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pypandoc

MEMORY = ["+RTS", "-M1024M", "-RTS"]


class PandocError(Exception):
    """Pandoc failed; the text is what it said."""


def convert(html: str, to: str, *, filters: list[Path], reference: Path | None = None) -> bytes:
    """HTML to typst markup or docx, through Lua filters in order. Raises PandocError."""
    command = [pypandoc.get_pandoc_path(), *MEMORY, "--sandbox", "--from=html", f"--to={to}"]
    command += [f"--lua-filter={path}" for path in filters]
    command += ["--wrap=preserve", "--output=-"]
    if reference is not None:
        command.append(f"--reference-doc={reference}")
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "315532800", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        command, input=html.encode(), capture_output=True, check=False, env=environment
    )
    if done.returncode != 0:
        raise PandocError(done.stderr.decode(errors="replace"))
    return done.stdout
