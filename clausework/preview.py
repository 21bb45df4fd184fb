"""`serve`: the sites as they would be built, in a folder of their own, kept up with the files."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from clausework import engine, problems
from clausework.problems import Severity
from clausework.render.live import HOST, serve_folder
from clausework.render.templates import templates_for

SCHOOL_FILES = "schools/*/school.yaml"


def serve(root: Path, schools: tuple[str, ...], port: int) -> int:
    """Build into a temporary folder, serve it on loopback, build again on every change.

    Returns 1 where there is nothing to show because of problems in the input; else runs until
    interrupted, and returns 0.
    """
    with tempfile.TemporaryDirectory(prefix="clausework-") as folder:
        out = Path(folder)

        def rebuild() -> None:
            # Asked for by name, schools are built without HR's pages, which nobody looks at here.
            names = schools or tuple(sorted(path.parent.name for path in root.glob(SCHOOL_FILES)))
            request = engine.Request(root, out, schools=names)
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
