"""The same slips on any line of real files: nearly all are reported within one line of it."""

import re
from collections.abc import Iterator
from typing import Any

from clausework.model.policy import Policy, School, Version
from clausework.source.problems import errors
from clausework.workspace.reading import read_file
from tests.support.places import EXAMPLES

FILES: list[tuple[str, Any, int]] = [
    ("policy/social-networking/1.0.yaml", Version, 7),
    ("policy/social-networking/2.0.yaml", Version, 80),
    ("policy/social-networking/policy.yaml", Policy, 1),
    ("schools/example-oak-academy/school.yaml", School, 1),
    ("schools/saint-zoes-example-primary/school.yaml", School, 1),
]
ENTRY = re.compile(r"( *)((?:- )?)([a-z_][\w-]*|\"[^\"]*\"):(?: (.*))?$")
NO_BREAK = "\u00a0"


def slips(line: str) -> Iterator[str]:
    """The line with each slip in it that it can have, one at a time."""
    words = line.lstrip(" ")
    indent = len(line) - len(words)
    if indent:
        yield "\t" * (indent // 2) + words
        yield NO_BREAK * indent + words
    found = ENTRY.match(line)
    if not found:
        yield words
        return
    yield f" {line}"
    if indent:
        yield line[1:]
    margin, dash, key, value = found.groups()
    yield f"{margin}{dash}{key} {value or ''}".rstrip()
    if dash:
        yield from (f"{margin}{sign}{words[2:]}" for sign in ("", "  ", "-", "– ", "• ", "* "))
    if value and value[0] not in "|>[{\"'#" and " #" not in value:
        before = f"{margin}{dash}{key}:"
        yield f"{before}{value}"
        yield from (f"{before} {sign}{value}" for sign in ('"', "'", "!", "&", "*", "%", "@", "`"))
        first, _, rest = value.partition(" ")
        if rest:
            yield from (
                f"{before} {word} {rest}" for word in (f'"{first}"', f"[{first}]", f"{first}:")
            )
    if value and value[0] == '"' and value[-1] == '"':
        yield line[:-1]


def test_a_slip_on_any_line_is_reported_within_one_line_of_it() -> None:
    made, far, generic = 0, [], []
    for name, model, step in FILES:
        lines = (EXAMPLES / name).read_text("utf-8").split("\n")
        for index in range(0, len(lines), step):
            if not lines[index].strip() or lines[index].lstrip().startswith("#"):
                continue
            for slip in slips(lines[index]):
                text = "\n".join([*lines[:index], slip, *lines[index + 1 :]])
                _, found = read_file(name, model, {name: text.encode()})
                made += bool(errors(found))
                first = min(found, key=lambda one: one.order, default=None)
                if first and abs(first.place.line - index - 1) > 1:
                    far.append((name, index + 1, slip, first.place.line))
                if first and first.message.startswith("the file cannot be read"):
                    generic.append((name, index + 1, slip))
    assert made > 1000
    assert len(far) < 0.01 * made, far
    assert generic == []
