"""A review: what governors are shown of a new version, in a folder of its own, written whole."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from clausework import manifest
from clausework.comparison import between, data
from clausework.engine import MANIFEST, REVIEWS, write_manifest
from clausework.pack import Meeting, pack
from clausework.publish import alone, exchange, staging
from clausework.render import pack as board_pack
from clausework.render import pdf, review, word
from clausework.render.letterhead import letterhead
from clausework.render.templates import templates_for
from clausework.tree import Tree


def write(
    tree: Tree,
    school: str,
    policy: str,
    before: str,
    after: str,
    out: Path,
    meeting: Meeting,
) -> Path:
    """Write one school's review of one version against another, and return its folder.

    The tree is sound, and all that is named is there. Raises publish.Busy, OSError, and what the
    renderers raise where a template does not fit.
    """
    comparison = between(tree, policy, before, after, school)
    files = tree.schools[school]
    templates = templates_for(tree.root)
    head = letterhead(files.school.value, files.logo, templates)
    marked = comparison.marked
    board = pack(tree, comparison, school, meeting)
    clean = word.render(comparison.new, head, templates)
    contents = {
        "index.html": review.render(board, head, templates).encode(),
        "redline.pdf": pdf.render(marked, head, templates),
        "redline.docx": word.render(marked, head, templates),
        "old.docx": word.render(comparison.old, head, templates),
        "new.docx": clean,
        "pack.pdf": board_pack.pdf(board, head, templates),
        "report.docx": board_pack.report(board, clean, head, templates),
        "changes.json": _json(data(comparison, school)),
    }
    place = f"{REVIEWS}/{school}/{policy}_{before}_{after}"
    with alone(out):
        folder = staging(out)
        fresh = folder / place
        fresh.mkdir(parents=True)
        for name, content in contents.items():
            (fresh / name).write_bytes(content)
        exchange(fresh, out / place)
        shutil.rmtree(folder)
        _enter(tree, school, policy, (before, after), out, place)
    return out / place


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


def _enter(
    tree: Tree, school: str, policy: str, versions: tuple[str, str], out: Path, place: str
) -> None:
    """Enter a review in the manifest of the outputs."""
    sources = [
        "policy/authorities.yaml",
        "policy/terms.yaml",
        f"policy/{policy}/policy.yaml",
        *(f"policy/{policy}/{version}.yaml" for version in versions),
        *(name for name in tree.files if name.startswith(f"schools/{school}/")),
        "templates",
    ]
    others = {
        name: entry
        for name, entry in manifest.read(out / MANIFEST).items()
        if not name.startswith(f"{place}/")
    }
    own = manifest.entries(out / place, place, {}, tuple(sorted(set(sources))))
    write_manifest(out, tree, {**others, **own})
