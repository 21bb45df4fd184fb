"""The files of a folder."""

from pathlib import Path


def contents(folder: Path) -> dict[str, bytes]:
    """All files below a folder, by path."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}
