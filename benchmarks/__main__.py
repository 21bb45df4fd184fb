"""`python -m benchmarks [compare] [page] [reading] [redline]`: measure; which targets are met?

`python -m benchmarks build` measures builds of fleets, which takes long, `check` what many local
changes of one school cost, and `policies` what many policies cost; these have options.
"""

from __future__ import annotations

import argparse
import sys

from benchmarks import build, check, compare, page, policies, reading, redline
from benchmarks.measure import show_ratios

BENCHMARKS = {
    "compare": compare.run,
    "page": page.run,
    "reading": reading.run,
    "redline": redline.run,
}


def main() -> None:
    """Measure what is asked for."""
    with_options = {"build": build.main, "check": check.main, "policies": policies.main}
    if sys.argv[1:2] and sys.argv[1] in with_options:
        with_options[sys.argv[1]](sys.argv[2:])
        return
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks",
        epilog="build: fleets; check: many local changes; policies: many of them. Each has --help.",
    )
    every = f"{', '.join(BENCHMARKS)}; none: all of these"
    parser.add_argument("names", nargs="*", metavar="NAME", help=every)
    names = parser.parse_args().names or list(BENCHMARKS)
    for name in names:
        if name not in BENCHMARKS:
            parser.error(f'no benchmark is called "{name}"; there are: {", ".join(BENCHMARKS)}')
    show_ratios([ratio for name in names for ratio in BENCHMARKS[name]()])


main()
