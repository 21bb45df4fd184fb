"""Finished folders put in the place of old ones, whole: a reader sees the old or the new."""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import sys
from pathlib import Path

STAGING = ".staging"
_OLD = ".old"
_RENAME_EXCHANGE = 2
_CURRENT_FOLDER = -100


def staging(out: Path) -> Path:
    """An empty folder beside the outputs, on the same disk, for what is being built.

    A folder is built there under the path that it will have in the outputs. What a build that was
    stopped left there is put right first.
    """
    folder = out / STAGING
    if folder.is_dir():
        for old in sorted([*folder.glob(f"*{_OLD}"), *folder.glob(f"sites/*{_OLD}")]):
            target = out / old.relative_to(folder).with_name(old.name.removesuffix(_OLD))
            if not target.exists():
                old.rename(target)
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
    return folder


def exchange(finished: Path, target: Path) -> None:
    """Put a finished folder where `target` is; the old one is deleted afterwards.

    In one step where the system can; else in two, which `staging` completes after a stop.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    if not target.exists():
        finished.rename(target)
        return
    old = finished.with_name(finished.name + _OLD)
    if _swap(finished, target):
        finished.rename(old)
    else:
        target.rename(old)
        finished.rename(target)
    shutil.rmtree(old)


def _swap(one: Path, other: Path) -> bool:
    """Exchange two folders in one step; False where the system cannot."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError):
        return False
    failed = renameat2(
        _CURRENT_FOLDER, os.fsencode(one), _CURRENT_FOLDER, os.fsencode(other), _RENAME_EXCHANGE
    )
    if not failed:
        return True
    number = ctypes.get_errno()
    if number in (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP):
        return False
    raise OSError(number, os.strerror(number), str(other))


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that it is the old one or the new one, never half."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.new")
    try:
        fresh.write_bytes(data)
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)
