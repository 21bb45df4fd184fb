"""The files of a folder."""

from pathlib import Path


def contents(folder: Path) -> dict[str, bytes]:
    """All files below a folder, by path, but a store in it, which any command may fill."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}
    return {name: data for name, data in found.items() if not name.startswith(".clausework/")}
