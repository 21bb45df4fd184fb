"""A policy `conduct` made of a few sections, and the document that it makes for a school."""

from collections.abc import Sequence
from typing import Any

from clausework.model.authorities import Authorities
from clausework.model.document import Document, Node
from clausework.model.policy import Adopted, Brand, Policy, School, Term, Version
from clausework.model.scalars import SchoolType
from clausework.model.varying.people import Person
from clausework.resolve.conflicts import Conflict
from clausework.resolve.nodes import Master
from clausework.resolve.version import resolve
from tests.support.pictures import picture

BRAND = Brand(primary="#000000", accent="#000000")
POLICY = Policy.model_validate(
    {
        "id": "conduct",
        "title": "Conduct",
        "owner": "HR",
        "binding": "adapt",
        "options": {"accounts": {"type": "boolean", "default": "true", "label": "Accounts"}},
    }
)
VERIFIED = {"tier": "official", "source": "gov.uk"}
AUTHORITIES = Authorities.model_validate(
    {
        "looked_on": "2026-01-01",
        "authorities": {
            "guide": {
                "title": "The Guide",
                "kind": "statutory-guidance",
                "url": "https://example.org/guide",
                "verified": VERIFIED,
                "editions": {
                    "2018": {"verified": VERIFIED},
                    "2019": {
                        "verified": VERIFIED,
                        "title": "The New Guide",
                        "url": "https://example.org/2019",
                    },
                },
            },
            "act": {"title": "The Act 2006", "kind": "act", "verified": VERIFIED},
            "guess": {
                "title": "A Guess",
                "kind": "act",
                "url": "https://example.org/guess",
                "verified": {"tier": "unverified"},
            },
        },
    }
)
TERMS: dict[str, dict[str, Term]] = {
    "setting": {"default": "school", "academies": "academy"},
    "head": {"default": "Headteacher"},
}


def point(name: str, **more: Any) -> dict[str, Any]:
    return {"id": name, "text": f"Text of {name}."} | more


def table(name: str, columns: str, *rows: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A clause with a table whose columns have these letters as their ids."""
    own = {
        "caption": f"Caption of {name}",
        "columns": [{"id": letter, "title": f"Title of {letter}"} for letter in columns],
        "rows": rows,
        "row_headers": more.pop("row_headers", False),
    }
    return {"id": name, "table": own} | more


def figure(name: str, colour: str = "#123456", **more: Any) -> dict[str, Any]:
    """A clause with a figure that is one colour."""
    own = {"file": picture(colour), "alt": f"A disc of {name}", "caption": f"Figure of {name}"}
    own |= {"description": f"A disc and nothing else, of {name}."}
    return {"id": name, "figure": own | more.pop("figure", {})} | more


def row(name: str, columns: str, **more: Any) -> dict[str, Any]:
    return {"id": name} | {letter: f"Cell {letter} of {name}" for letter in columns} | more


def section(name: str, *clauses: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"id": name, "title": f"Title of {name}", "clauses": clauses} | more


SECTIONS = (
    section("one", point("one-a"), point("one-b")),
    section(
        "two",
        point(
            "two-a",
            items=[point("item-a", items=[point("sub-a"), point("sub-b")]), point("item-b")],
            closing="The end.",
        ),
    ),
)
MASTER = Master(POLICY, TERMS, AUTHORITIES)


def appendix(name: str, *clauses: dict[str, Any], **more: Any) -> dict[str, Any]:
    return section(name, *clauses, **more) | {"appendix": True}


def a_version(
    *parts: dict[str, Any],
    editions: dict[str, str | None] | None = None,
    numbering: str = "1.0",
    preamble: Sequence[dict[str, Any]] = (),
) -> Version:
    """Sections, then appendices."""
    appendices = [
        {k: v for k, v in one.items() if k != "appendix"} for one in parts if "appendix" in one
    ]
    return Version.model_validate(
        {
            "version": "1.0",
            "status": "draft",
            "summary": "Summary",
            "numbering": numbering,
            "preamble": preamble,
            "sections": [one for one in parts if "appendix" not in one],
            "appendices": appendices,
            "editions": editions or {},
        }
    )


def resolved(
    *sections: dict[str, Any],
    kind: str = "community",
    terms: dict[str, Term] | None = None,
    editions: dict[str, str | None] | None = None,
    numbering: str = "1.0",
    preamble: Sequence[dict[str, Any]] = (),
    people: dict[str, Any] | None = None,
    **adopted: Any,
) -> tuple[Document, list[Conflict]]:
    version = a_version(*sections, editions=editions, numbering=numbering, preamble=preamble)
    school = School(
        id="oak",
        name="Oak School",
        type=SchoolType(kind),
        brand=BRAND,
        terms=terms or {},
        people={role: Person.model_validate(said) for role, said in (people or {}).items()},
    )
    return resolve(MASTER, version, school, Adopted.model_validate({"version": "1.0"} | adopted))


def nodes(document: Document) -> dict[str, Node]:
    return {node.id: node for section in document.sections for node in section.walk()}


def numbers(document: Document) -> dict[str, str]:
    return {name: node.number for name, node in nodes(document).items()}
