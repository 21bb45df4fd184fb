"""Copies of policies in print: of the examples, of drafts, and of text that tries to be more."""

from dataclasses import replace
from functools import lru_cache

from clausework.diff.compare import compare
from clausework.diff.redline import redline
from clausework.model.document import Document, Node
from clausework.model.inline import Run
from clausework.model.policy import Reason
from clausework.render.common.letterhead import Letterhead
from clausework.render.common.templates import Templates
from clausework.render.paper import pdf
from tests.support.drafts import document as drafted
from tests.support.samples import OAK, copy_of, sample

HOSTILE = (
    r"""= - #panic() $x$ *b* @ref <l> \\ "q" [[ ]] a -- b --- ... ~x -? -1 ]) #[ // c /* d */ """
    r"""`r` _e_ 'q' => it’s “x” – <script> {{ x }} &amp; \u{41}\ """
)


@lru_cache
def rendered(school: str) -> bytes:
    """The PDF that a school publishes."""
    return pdf.render(*sample(school))


def saying(document: Document, words: str, **changes: object) -> Document:
    """`document` with `words` as the first section's title, first clause and all below it."""
    runs = (Run(text=words),)
    section = document.sections[0]
    item = Node(id="item", level="item", number="1.1(a)", label="(a)", text=runs)
    sub = Node(id="sub", level="item", number="1.1(a)(i)", label="(i)", text=runs)
    clause = section.children[0].model_copy(
        update={
            "text": (Run(text="b", strong=True), Run(text=".panic() (1)[2] "), *runs),
            "style": "letter",
            "children": (item.model_copy(update={"style": "roman", "children": (sub,)}),),
            "closing": runs,
        }
    )
    first = section.model_copy(update={"text": runs, "children": (clause,)})
    return document.model_copy(
        update={"sections": (first, *document.sections[1:]), "title": words, **changes}
    )


def hostile_copy(words: str = HOSTILE) -> tuple[Document, Letterhead, Templates]:
    """A policy of a school with these words wherever it types some."""
    document, school, templates = sample(OAK)
    named = replace(school, name=words, motto=words, contact=words, logo_alt=words)
    return saying(document, words, summary=words, audience=words), named, templates


def marked_drafts(old: str, new: str, *reasons: Reason) -> tuple[Document, Letterhead, Templates]:
    """The redline of two drafts."""
    before, after = drafted(old), drafted(new)
    _, school, templates = sample(OAK)
    return redline(before, after, compare(before, after), reasons), school, templates


def marked_versions(school: str, old: str, new: str) -> tuple[Document, Letterhead, Templates]:
    """The redline of two versions of the example policy."""
    before, after = copy_of(school, old).document, copy_of(school, new).document
    _, head, templates = sample(school)
    return redline(before, after, compare(before, after), ()), head, templates


def hostile_redline() -> tuple[Document, Letterhead, Templates]:
    """A redline with such words in each of its places."""
    school, templates = hostile_copy()[1:]
    document, _, _ = marked_drafts(
        "a: Old. | b: Gone.", "a: New.", Reason(clause="a", reason=HOSTILE)
    )
    section = document.sections[0]
    clause, gone = section.children
    runs = (Run(text=HOSTILE, mark="deleted"), Run(text=HOSTILE, mark="inserted"))
    children = (clause.model_copy(update={"text": runs}), gone)
    first = section.model_copy(update={"text": runs, "children": children})
    return document.model_copy(update={"sections": (first,)}), school, templates
