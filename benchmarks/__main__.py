"""`python -m benchmarks [compare] [page] [redline]`: measure, and say which targets are met."""

from __future__ import annotations

import argparse

from benchmarks import compare, page, redline
from benchmarks.measure import show_ratios

BENCHMARKS = {"compare": compare.run, "page": page.run, "redline": redline.run}

parser = argparse.ArgumentParser(prog="python -m benchmarks")
parser.add_argument("names", nargs="*", metavar="NAME", help=f"{', '.join(BENCHMARKS)}; none: all")
names = parser.parse_args().names or list(BENCHMARKS)
for name in names:
    if name not in BENCHMARKS:
        parser.error(f'no benchmark is called "{name}"; there are: {", ".join(BENCHMARKS)}')
show_ratios([ratio for name in names for ratio in BENCHMARKS[name]()])
