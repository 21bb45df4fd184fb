"""Verdicts on Word documents: Microsoft's Open XML SDK and LibreOffice."""

import json
import os
import re
import subprocess
import tempfile
import zipfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from .tools import require

_COMMENT_ANCHOR = re.compile(
    rb"<w:(commentRangeStart|commentRangeEnd|commentReference)\b[^>]*?(?:/>|>\s*</w:\1>)"
)


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
            timeout=120,
            check=False,
        )
    # LibreOffice ends with 0 even when it could not load the file.
    if not pdf.exists():
        raise RuntimeError(f"LibreOffice made no PDF of {docx.name}: {run.stdout}{run.stderr}")
    return pdf


def _copy_without_comments(docx: Path, copy: Path) -> None:
    # Debian's headless LibreOffice has crashed on comments.
    with zipfile.ZipFile(docx) as source, zipfile.ZipFile(copy, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name.startswith("word/") and name.endswith(".xml"):
                content = _COMMENT_ANCHOR.sub(b"", content)
            target.writestr(name, content)
