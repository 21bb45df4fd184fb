"""Citations as a reader needs them, with what the register says of their sources."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from clausework.model.authorities import Authorities, Authority, Edition
from clausework.model.document import Cited, Unsettled, section_words
from clausework.model.elements import Citation
from clausework.model.scalars import SchoolType


def edition_words(cited: Cited) -> str:
    """The edition of a source in brackets, unless its title has it."""
    return f"({cited.label})" if cited.label and cited.label not in cited.title else ""


def cited(
    citation: Citation,
    editions: Mapping[str, str | None],
    register: Authorities,
    kind: SchoolType | None,
) -> Cited | None:
    """A citation with its source, as that is at a type of school; None for an unknown source.

    `editions` are those that the version relies on.
    """
    authority = register.authorities.get(citation.authority)
    if authority is None:
        return None
    edition = citation.edition or editions.get(citation.authority)
    facts = authority.editions.get(edition) if edition else None
    return Cited(
        authority=citation.authority,
        title=(facts.title if facts else None) or authority.title,
        kind=authority.kind,
        edition=edition,
        label=(facts.label if facts else None) or edition,
        part=citation.part,
        section=citation.section,
        paragraph=citation.paragraph,
        url=next(filter(None, (_confirmed_url(entry) for entry in (facts, authority))), None),
        confirmed=all(
            entry.known("title").tier != "unverified"
            for entry in (facts or authority, authority)
            if entry.title is not None
        ),
        citation=authority.citation,
        court=authority.court,
        decided=authority.decided,
        force=None if kind is None else authority.force_at(kind),
        unsettled=_unsettled(authority, edition, citation, register.looked_on),
    )


def _unsettled(
    authority: Authority, edition: str | None, citation: Citation, day: date
) -> tuple[Unsettled, ...]:
    return tuple(
        Unsettled(
            why=one.why,
            on=day,
            place=one.place and section_words(authority.kind, one.place),
            day=one.entry.in_force_to if one.why == "ended" else one.entry.in_force_from,
        )
        for one in authority.not_in_force(edition, citation.section, day)
    )


def _confirmed_url(entry: Edition | Authority | None) -> str | None:
    """Its address, where that is verified: a reader must not follow a guess."""
    if entry is None or entry.known("url").tier == "unverified":
        return None
    return entry.url
