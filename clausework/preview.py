"""`serve`: the sites as they would be built, in a folder of their own, kept up with the files."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from clausework import engine, problems
from clausework.problems import Place, Severity
from clausework.render.live import HOST, serve_folder
from clausework.render.templates import templates_for
from clausework.tree import read_tree, school_of


def serve(root: Path, schools: tuple[str, ...], port: int) -> int:
    """Build into a temporary folder, serve it on loopback, build again on every change.

    Returns 1 where there is nothing to show because of problems in the input; else runs until
    interrupted, and returns 0.
    """
    with tempfile.TemporaryDirectory(prefix="clausework-") as folder:
        out = Path(folder)
        seen: dict[str, bytes] = {}

        def rebuild() -> None:
            nonlocal seen
            before, seen = seen, read_tree(root).files
            request = engine.Request(root, out, schools=_touched(before, seen, schools))
            result = engine.build(request, lambda name, done, total: None)
            for problem in result.problems:
                if problem.severity is Severity.ERROR:
                    print(problems.as_text(problem), end="\n\n", file=sys.stderr)
            for name, words in sorted(result.failed.items()):
                print(f"{name}: {words}", file=sys.stderr)

        rebuild()
        sites = out / "sites"
        if not sites.is_dir():
            return 1
        for site in sorted(sites.iterdir()):
            print(f"http://{HOST}:{port}/{site.name}/index.html")
        print("Shown on this machine only. Stop with Ctrl+C.", flush=True)
        watched = [root / "policy", root / "schools", *templates_for(root).folders]
        try:
            serve_folder(sites, [path for path in watched if path.is_dir()], rebuild, port)
        except KeyboardInterrupt:
            return 0
    return 0


def _touched(
    before: Mapping[str, bytes], after: Mapping[str, bytes], schools: tuple[str, ...]
) -> tuple[str, ...]:
    """The schools to build again of those that are shown, where nothing but their own files
    changed; else `schools`, which is all of them where it is empty.
    """
    names = before.keys() | after.keys()
    touched = {school_of(Place(n)) for n in names if before.get(n) != after.get(n)}
    if None in touched:
        return schools
    there = {name for name in touched if name and f"schools/{name}/school.yaml" in after}
    return tuple(sorted(there & set(schools) if schools else there)) or schools
