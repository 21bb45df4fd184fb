"""A small root to which `new` adds, what it is given, and what it leaves."""

from pathlib import Path

from clausework.checks import digest
from tests.support.places import EXAMPLES
from tests.support.roots import FILES, POLICY, VERSION, write_root

LOGO = EXAMPLES / "schools/example-oak-academy/logo.svg"
RELEASED = FILES[VERSION].replace("status: draft", "status: released")
RECORDED = f'{FILES[POLICY]}released:\n  "1.0": {digest(RELEASED.encode())}\n'
GIVEN = {
    "name": "Saint Zoë's Primary",
    "type": "voluntary-aided",
    "primary": "#7a1f3d",
    "accent": "#c9a227",
}


def small_root(folder: Path) -> Path:
    """The small root, whose version is released."""
    return write_root(folder, FILES | {VERSION: RELEASED, POLICY: RECORDED})


def typed(root: Path, kind: str, *words: str, **flags: str) -> list[str]:
    pairs = [word for flag, value in flags.items() for word in (f"--{flag}", value)]
    return ["new", kind, *words, "--root", str(root), *pairs]


def unexplained(text: str) -> list[str]:
    """The blocks of a file that do not begin with a remark."""
    return [block for block in text.strip().split("\n\n") if not block.lstrip().startswith("#")]
