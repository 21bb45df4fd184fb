"""What is measured: the example policy of the tests, and texts of any length in its words."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from random import Random

from clausework.model.document import Document, Node
from clausework.model.inline import Run, plain
from clausework.query.comparison import Comparison, between
from clausework.workspace.root import Workspace, read_workspace

ROOT = Path(__file__).resolve().parents[1]
# Not what HR edits, so that figures of two days are of the same words.
EXAMPLES = ROOT / "tests" / "data" / "examples"
POLICY, OLD, NEW, SCHOOL = "social-networking", "1.0", "2.0", "warden-hill-infant"
WORDS_OF_A_CLAUSE = 60
CLAUSES_OF_A_SECTION = 10
# One clause in ten is changed, by three words.
CHANGED_EVERY, CHANGED_WORDS = 10, 3

Texts = list[list[str]]


def examples() -> Workspace:
    """The example policies and schools."""
    return read_workspace(EXAMPLES)


def policy(workspace: Workspace) -> Comparison:
    """The two versions of the real policy as the real school prints them."""
    return between(workspace, POLICY, OLD, NEW, SCHOOL)


def texts(like: Document, clauses: int) -> tuple[Texts, Texts]:
    """An older and a newer text: the words of each clause, drawn from those of the real policy as
    often as they stand there. The same at every run.
    """
    chance = Random(1)
    said = [w for s in like.sections for node in s.walk() for w in plain(node.text).split()]
    old = [chance.choices(said, k=WORDS_OF_A_CLAUSE) for _ in range(clauses)]
    new = [_changed(words, said, chance) for words in old[::CHANGED_EVERY]]
    return old, [
        new[place // CHANGED_EVERY] if place % CHANGED_EVERY == 0 else words
        for place, words in enumerate(old)
    ]


def documents(like: Document, clauses: int) -> tuple[Document, Document]:
    """Those texts as two documents, which are in all else like the real policy."""
    old, new = texts(like, clauses)
    return _document(like, old), _document(like, new)


def _changed(words: Sequence[str], said: Sequence[str], chance: Random) -> list[str]:
    changed = list(words)
    for place in chance.sample(range(len(words)), CHANGED_WORDS):
        changed[place] = chance.choice([word for word in said if word != words[place]])
    return changed


def _document(like: Document, clauses: Texts) -> Document:
    sections = [
        _section(number, clauses[start : start + CLAUSES_OF_A_SECTION])
        for number, start in enumerate(range(0, len(clauses), CLAUSES_OF_A_SECTION), 1)
    ]
    return like.model_copy(update={"sections": tuple(sections)})


def _section(number: int, clauses: Texts) -> Node:
    children = [
        Node(
            id=f"clause-{number}-{place}",
            level="clause",
            number=f"{number}.{place}",
            label=f"{number}.{place}",
            text=(Run(text=" ".join(words)),),
        )
        for place, words in enumerate(clauses, 1)
    ]
    return Node(
        id=f"section-{number}",
        level="section",
        number=f"{number}.0",
        label=f"{number}.0",
        text=(Run(text=f"Section {number}"),),
        children=tuple(children),
    )
