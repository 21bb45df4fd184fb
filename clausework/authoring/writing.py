"""Write the sources of a root: atomically, in a safe order, never overwriting other edits."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from clausework.source import durable
from clausework.source.lock import Refused, held, not_taken
from clausework.store import store
from clausework.workspace.root import Workspace

LOCK = "lock"
# In seconds: longer than any command that writes takes, except over very many schools.
WAIT = 30.0


class Changed(Refused):
    """A file is no longer as it was read."""


@contextmanager
def alone(root: Path) -> Iterator[None]:
    """Keep every other command from writing sources of a root, from reading to writing.

    Raises lock.Busy where another command does not end in time, and lock.Refused where nothing can
    be written. A folder that is not a root is left unchanged.
    """
    if not (root / "policy").is_dir():
        yield
        return
    folder = root / store.FOLDER
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise Refused(
            f"{folder} is not a folder, and this program keeps its own files in a folder of that "
            "name. Nothing was written: move it elsewhere, and run the command again."
        )
    try:
        store.make(folder)
    except OSError as error:
        raise Refused(not_taken(folder / LOCK, error)) from error
    words = f"Another command is writing to {root}. Nothing was written: try again."
    with held(folder / LOCK, wait=WAIT, otherwise=words):
        yield


def write_all(workspace: Workspace, files: Mapping[str, bytes]) -> None:
    """Write files of a root in order, each complete and synced before the next.

    After a stop the files before it are new, the rest old. Raises Changed and OSError; then all are
    unchanged, or those before the fault are new.
    """
    paths = {name: workspace.root / name for name in files}
    for path in paths.values():
        durable.clear(path)

    def last_look() -> None:
        for name, path in paths.items():
            if _bytes(path) != workspace.files.get(name):
                raise Changed(
                    f"{name} changed while this command was running. Nothing was written: run the "
                    "command again."
                )

    durable.write_all({paths[name]: data for name, data in files.items()}, last_look)


def write_folder(root: Path, folder: str, files: Mapping[str, bytes]) -> None:
    """Write the files of a new folder, which appears whole or not at all.

    Raises FileExistsError where the folder exists. A stop leaves a folder whose name is not read,
    and the next call deletes it.
    """
    target = root / folder
    if target.exists() or target.is_symlink():
        raise FileExistsError(errno.EEXIST, "already exists", str(target))
    fresh = target.with_name(f".{target.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    try:
        for name, data in files.items():
            durable.write_whole(fresh / Path(name).relative_to(folder), data)
        durable.move(fresh, target)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
