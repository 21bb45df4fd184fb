"""A redline as a Word file, against python-redlines, which compares two finished Word files."""

from __future__ import annotations

from functools import partial

from benchmarks.measure import Ratio, growth, seconds, show_times
from benchmarks.texts import SCHOOL, documents, examples, policy
from clausework.diff.compare import compare
from clausework.diff.redline import redline
from clausework.model.document import Document
from clausework.model.policy import Reason
from clausework.render.common.letterhead import letterhead
from clausework.render.common.templates import templates_for
from clausework.render.word import word

TARGET = 1 / 10
SIZES = (50, 100, 200, 400)


def run() -> list[Ratio]:
    """Measure, print the times, and give the ratios. Raises SystemExit without the rival."""
    try:
        from python_redlines import DocxodusEngine
    except ImportError:
        raise SystemExit("first: pip install -r benchmarks/requirements.txt") from None
    workspace = examples()
    files, templates = workspace.schools[SCHOOL], templates_for(workspace.root)
    school = letterhead(files.school.value, files.logo, templates)

    def marked(old: Document, new: Document, reasons: tuple[Reason, ...] = ()) -> bytes:
        return word.render(redline(old, new, compare(old, new), reasons), school, templates)

    real = policy(workspace)
    finished = [word.render(side, school, templates) for side in (real.old, real.new)]
    engine = DocxodusEngine()
    ours = seconds(partial(marked, real.old, real.new, real.reasons))
    rival = seconds(partial(engine.run_redline, "HR", *finished))
    times = {size: seconds(partial(marked, *documents(real.new, size))) for size in SIZES}
    show_times(
        "A redline as a Word file",
        {
            "redline.docx of the real policy": ours,
            "python-redlines, the same policy as two finished files": rival,
            **{f"redline.docx, {size} clauses": time for size, time in times.items()},
        },
    )
    return [
        Ratio("redline.docx against python-redlines", ours / rival, TARGET),
        *growth("redline.docx", times),
    ]
