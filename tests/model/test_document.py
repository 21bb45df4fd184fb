"""What a document relies on: each source once, with the places that cite it."""

from clausework.model.authorities import AuthorityKind
from clausework.model.document import Cited, Document, DocumentNote, Node
from clausework.model.policy import Status
from clausework.model.scalars import SchoolType


def cited(title: str, edition: str | None = None, part: str | None = None) -> Cited:
    return Cited(
        authority=title.lower(),
        title=title,
        kind=AuthorityKind.ACT,
        edition=edition,
        label=edition,
        part=part,
    )


def test_each_source_and_edition_stands_once_with_its_places() -> None:
    note = DocumentNote(id="n", number=1, text=(), cites=(cited("B"),))
    item = Node(id="i", level="item", number="1.1(a)", label="•", text=(), notes=(note,))
    first = Node(
        id="c",
        level="clause",
        number="1.1",
        label="1.1",
        text=(),
        children=(item,),
        cites=(cited("B", part="one"), cited("B", part="two"), cited("A", "2018")),
    )
    second = Node(
        id="d", level="clause", number="1.2", label="1.2", text=(), cites=(cited("A", "2019"),)
    )
    section = Node(
        id="s", level="section", number="1.0", label="1.0", text=(), children=(first, second)
    )
    document = Document(
        policy="p",
        title="P",
        owner="HR",
        summary=None,
        audience=None,
        version="1.0",
        status=Status.DRAFT,
        issued=None,
        school="School",
        school_type=SchoolType.COMMUNITY,
        approved=None,
        next_review=None,
        sections=(section,),
    )
    assert [(s.cited.title, s.cited.edition, s.cited.part, s.places) for s in document.sources] == [
        ("A", "2018", None, (("1.1", "c"),)),
        ("A", "2019", None, (("1.2", "d"),)),
        ("B", None, None, (("1.1", "c"), ("1.1(a)", "i"))),
    ]
