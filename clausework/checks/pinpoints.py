"""Rules on pinpoints: the place in a source that a citation gives, against the register.

Also whether what is cited is in force.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from clausework.checks.findings import Finding, Reference
from clausework.model.authorities import NotInForce, Pinpoint, SourceDocument, listed
from clausework.model.document import section_words
from clausework.model.elements import Citation
from clausework.source.locations import Source
from clausework.source.problems import error, warning


def pinpoint_findings(source: Source, reference: Reference) -> Iterator[Finding]:
    """Documents and paragraphs of citations that the register does not confirm.

    Sources kept without editions have no documents, so their paragraphs are not judged.
    """
    citation, path, authority = reference.citation, reference.path, reference.authority
    if path is None:
        return
    edition = reference.edition
    own = {} if edition is None else authority.editions[edition].documents
    relied_on = "no edition" if edition is None else f'edition "{edition}"'
    if citation.document is not None and citation.document not in own:
        place = source.place((*path, "document"))
        holder = next(
            (key for key, one in authority.editions.items() if citation.document in one.documents),
            None,
        )
        if holder is not None:
            problem = error(
                "pinpoint-edition",
                place,
                f'the document "{citation.document}" is of edition "{holder}", and this version '
                f"relies on {relied_on}",
                "sections and paragraphs move from one edition to the next, so a reader would "
                "look in the wrong place.",
                f"name a document of {relied_on}, or leave document and paragraph out.",
            )
        else:
            problem = error(
                "document-unknown",
                place,
                f'{relied_on} of "{authority.title}" has no document "{citation.document}" on '
                "record",
                "paragraph numbers belong to one print, and this one cannot be opened to check.",
                f"write one of: {', '.join(sorted(own))}; or leave it out."
                if own
                else "add it to policy/authorities.yaml with its address, or leave it out.",
            )
        yield Finding(problem, reference.element)
        return
    if citation.paragraph is None or not authority.editions:
        return
    meant = own.values() if citation.document is None else [own[citation.document]]
    if _recorded(meant, citation.paragraph):
        return
    place = source.place((*path, "paragraph"))
    elsewhere = [
        f'"{name}" of edition "{key}"'
        for key, one in authority.editions.items()
        for name, document in one.documents.items()
        if _recorded([document], citation.paragraph)
    ]
    if elsewhere:
        print_meant = relied_on if citation.document is None else f'"{citation.document}"'
        problem = error(
            "pinpoint-edition",
            place,
            f"paragraph {citation.paragraph} is on record for {', '.join(elsewhere)}, and not for "
            f"{print_meant}",
            "paragraph numbers change with each print, so a reader would see something else.",
            f"open {print_meant}, look the paragraph up and record it there; until then cite the "
            "part and section alone.",
        )
    else:
        problem = warning(
            "pinpoint-unknown",
            place,
            f"paragraph {citation.paragraph} is not on record for any document of {relied_on}",
            "paragraph numbers change with each print; this one cannot be looked up again when "
            "the next comes out.",
            "record it in policy/authorities.yaml, under the document that you have open; or cite "
            "the part and section alone.",
        )
    yield Finding(problem, reference.element)


def not_in_force(source: Source, reference: Reference, as_of: date) -> Iterator[Finding]:
    """What a citation names of its source and is not in force on a day, or not known to be."""
    citation, authority = reference.citation, reference.authority
    for one in authority.not_in_force(reference.edition, citation.section, as_of):
        name = f'"{authority.title}"'
        if one.place is not None:
            name = f"{section_words(authority.kind, one.place)} of {name}"
        elif one.entry is not authority:
            name = f'edition "{reference.edition}" of {name}'
        at_place = one.place is not None and reference.path is not None
        place = source.place((*(reference.path or ()), "section")) if at_place else reference.place
        problem = warning(
            "source-not-in-force",
            place,
            f"{name} {_state(one, as_of)}",
            "a clause states as law what it cites, and staff would be held to what does not bind "
            "them.",
            "cite the law that is in force; or leave the citation out until this is; where the "
            "clause says that it is still to come, accept it: "
            "accepts: [{rule: source-not-in-force, reason: the clause says so}].",
        )
        yield Finding(problem, reference.element)


def _state(one: NotInForce, as_of: date) -> str:
    if one.why == "ended":
        return f"is no longer in force as of {as_of}: it ended on {one.entry.in_force_to}"
    if one.why == "not-found":
        return f"is not known to be in force as of {as_of}: its commencement was looked for"
    begins = one.entry.in_force_from
    when = f"it begins on {begins}" if begins is not None else "no day has been set"
    return f"is not yet in force as of {as_of}: {when}"


def unverified_places(reference: Reference) -> Iterator[str]:
    """The sections, parts and paragraphs of citations that are unverified in the register.

    A section of an Act or regulations is looked up among its provisions, a place in an edition
    among the pinpoints; places that neither has are not judged.
    """
    citation, authority = reference.citation, reference.authority
    for provision in authority.provisions_at(citation.section):
        if provision.known("section").tier == "unverified":
            yield f"section {provision.section}"
    documents = {} if reference.edition is None else authority.editions[reference.edition].documents
    found = [
        pinpoint
        for name, document in documents.items()
        for pinpoint in document.pinpoints
        if citation.document in (None, name) and _same_place(citation, pinpoint)
    ]
    keys = ("part", "section") if citation.paragraph is None else ("paragraph",)
    given = {key: value for key in keys if (value := getattr(citation, key)) is not None}
    doubtful = [any(one.known(key).tier == "unverified" for key in given) for one in found]
    if found and all(doubtful):
        yield ", ".join(f"{key} {value}" for key, value in given.items())


def _same_place(citation: Citation, pinpoint: Pinpoint) -> bool:
    if citation.paragraph is not None:
        return _covers(pinpoint, citation.paragraph)
    place = (citation.part, citation.section, None)
    return any(place) and place == (pinpoint.part, pinpoint.section, pinpoint.paragraph)


def _recorded(documents: Iterable[SourceDocument], paragraph: str) -> bool:
    """Whether the documents have, between them, every paragraph named."""
    return all(
        any(_covers(pinpoint, one) for document in documents for pinpoint in document.pinpoints)
        for one in listed(paragraph)
    )


def _covers(pinpoint: Pinpoint, paragraph: str) -> bool:
    recorded = [_span(one) for one in listed(pinpoint.paragraph or "")]
    return all(
        any(one[0] in other and one[-1] in other for other in recorded)
        for one in map(_span, listed(paragraph))
    )


def _span(paragraphs: str) -> range | tuple[str]:
    """The paragraphs of "117 to 119" or "117"; a part that is not a number is kept unchanged."""
    found = re.fullmatch(r"(\d{1,6})(?:\s*(?:to|-|–)\s*(\d{1,6}))?", paragraphs)
    if found is None or int(found[2] or found[1]) < int(found[1]):
        return (paragraphs,)
    return range(int(found[1]), int(found[2] or found[1]) + 1)
