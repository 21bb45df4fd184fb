"""The phrases that docs/style.md avoids are in no message, no help and no template."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.places import PROJECT

GUIDE = (PROJECT / "docs/style.md").read_text("utf-8")
AVOIDED = GUIDE.split("```")[1].split("\n")[1:-1]
PHRASE = re.compile(r"\b(?:" + "|".join(map(re.escape, AVOIDED)) + r")\b", re.IGNORECASE)

PAGES = (".j2", ".html", ".typ", ".js")
COMMENT = re.compile(r"\{#.*?#\}|<!--.*?-->|/\*.*?\*/|^\s*//[^\n]*", re.DOTALL | re.MULTILINE)
CODE = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|<[^<>]*>", re.DOTALL)
LITERAL = re.compile(r"\"([^\"]* [^\"]*)\"")


def avoided(text: str) -> list[str]:
    return PHRASE.findall(" ".join(text.split()))


def strings(code: str) -> Iterator[tuple[int, str]]:
    """Each string with a space that is not a docstring, and its line. A value in one is "…"."""
    tree = ast.parse(code)
    inside = {
        id(part)
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr | ast.Expr)
        for part in (node.values if isinstance(node, ast.JoinedStr) else [node.value])
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            parts = (p.value if isinstance(p, ast.Constant) else "…" for p in node.values)
            text = "".join(map(str, parts))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            text = "" if id(node) in inside else node.value
        else:
            continue
        if " " in text:
            yield node.lineno, text


def printed(template: str) -> str:
    """The words of a template, and the literals with a space in its code and its tags."""
    return CODE.sub(lambda code: " ; ".join(LITERAL.findall(code[0])), COMMENT.sub("", template))


@pytest.mark.parametrize("path", sorted((PROJECT / "clausework").rglob("*.py")), ids=str)
def test_a_message_has_no_phrase_to_avoid(path: Path) -> None:
    found = [(line, text) for line, text in strings(path.read_text("utf-8")) if avoided(text)]
    assert found == []


@pytest.mark.parametrize(
    "path",
    sorted(one for one in (PROJECT / "templates").rglob("*") if one.suffix in PAGES),
    ids=str,
)
def test_a_template_has_no_phrase_to_avoid(path: Path) -> None:
    lines = re.split(r"\n\s*", printed(path.read_text("utf-8")))
    assert [line for line in lines if avoided(line)] == []


@pytest.mark.parametrize(
    "message",
    [
        'nothing here is called "x"',
        "nothing stands behind this key",
        "this key stands twice",
        "a reader is told where the words come from",
        "out/ is as it was",
        "an id is permanent for\n  ever",
        "Two words were taken out",
        "it is not there any more",
        "everything is made anew",
        "its number has to be higher",
        "nobody may vary it any more",
    ],
)
def test_each_of_these_is_caught(message: str) -> None:
    assert avoided(message)
    code = f'"""Read it."""\n\nshow({message!r}, f\'{{name}} \' {message!r})\n'
    assert [line for line, text in strings(code) if avoided(text)] == [3, 3]
    assert avoided(printed(f"<p>{message}</p>"))


@pytest.mark.parametrize(
    "template",
    ['{{ "it stands alone" if alone }}', '<a aria-label="it stands alone">', "# it stands alone"],
)
def test_a_literal_of_a_template_is_read(template: str) -> None:
    assert avoided(printed(template)) == ["stands"]


def test_what_nobody_reads_may_have_any_words() -> None:
    assert list(strings('"""It stands alone."""\nnames = {"stands": 1}\n')) == []
    assert (
        printed("{# It stands alone. #}/* It stands. */{{ stands(one) }}<p class='stands'>") == ""
    )


def test_the_guide_lists_what_it_avoids() -> None:
    assert len(AVOIDED) > 20
    assert all(phrase == phrase.strip() and phrase for phrase in AVOIDED)
