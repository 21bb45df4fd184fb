"""The places of the project's own files: templates and mkdocs.yml."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]
# Installed, the project's files are in the package; in a checkout, beside it.
PROJECT = PACKAGE if (PACKAGE / "templates").is_dir() else PACKAGE.parent


def project_file(root: Path, name: str) -> Path:
    """A file at the top of a root where it has one, else the project's own."""
    return root / name if (root / name).is_file() else PROJECT / name
