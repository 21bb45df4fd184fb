"""Where law and guidance is cited: in the master's versions, and in each school's copies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypeVar

from clausework.model.authorities import Authority
from clausework.model.document import Document, DocumentNote, Node
from clausework.model.elements import Clause, Element, Note, Section
from clausework.model.inline import Run, parse, parse_fill
from clausework.model.lineage import AnyElement, own, units, words_in
from clausework.model.numbering import numbers
from clausework.model.policy import Adopted, Policy, Version, age
from clausework.resolve.version import resolve
from clausework.source.once import once
from clausework.workspace.root import Workspace

V = TypeVar("V")
# The version in force, one approved for a later day, and one that awaits decision.
Use = Literal["in-use", "coming", "pending"]
NamedKind = Literal["policy", "authority", "edition", "version"]


@dataclass(frozen=True)
class UnknownName(Exception):
    """A name in a question does not exist; `known` are the names that do."""

    kind: NamedKind
    name: str
    known: tuple[str, ...]


@dataclass(frozen=True)
class Cite:
    """One citation: its clause, and the element it is `on`: section, clause, point or note.

    A section's own citation has the section as its clause. `number` is that of the place, for a
    note that of the place of its mark. `edition` is None where none is stated. Words that print a
    title (`{{ cite … }}`) are a citation too, without a place in the source.
    """

    clause: str
    on: str
    number: str
    authority: str
    edition: str | None
    part: str | None = None
    section: str | None = None
    paragraph: str | None = None
    document: str | None = None

    @property
    def place(self) -> tuple[str | None, ...]:
        """What identifies the citation, whatever number the clause has at a school."""
        return (self.on, self.authority, self.edition, self.part, self.section, self.paragraph)


@dataclass(frozen=True)
class VersionUse:
    """A version as one school has it, or will have it: approved for a later day, or pending."""

    school: str
    policy: str
    standing: Use
    adopted: Adopted


def known(kind: NamedKind, name: str, entries: Mapping[str, V]) -> V:
    """The entry of a name. Raises NotKnown."""
    if name not in entries:
        raise UnknownName(kind, name, tuple(sorted(entries)))
    return entries[name]


def register(workspace: Workspace) -> Mapping[str, Authority]:
    """Law and guidance by id."""
    assert workspace.authorities is not None
    return workspace.authorities.value.authorities


def versions(workspace: Workspace) -> list[tuple[Policy, Version]]:
    """Every version of every policy, the older first."""
    return [
        (files.policy.value, files.versions[number].value)
        for _, files in sorted(workspace.policies.items())
        for number in sorted(files.versions, key=age)
    ]


def uses(workspace: Workspace) -> list[VersionUse]:
    """Every version that a school has or will have, by school and policy."""
    return [use for name in sorted(workspace.schools) for use in uses_of(workspace, name)]


def uses_of(workspace: Workspace, school: str) -> list[VersionUse]:
    """Every version that one school has or will have, by policy, except what is withheld."""
    found = []
    for policy, adoption in sorted(workspace.schools[school].school.value.adopts.items()):
        found.append(VersionUse(school, policy, "in-use", adoption))
        coming = workspace.schools[school].coming.get(policy, ())
        found += [VersionUse(school, policy, "coming", one) for one in coming]
        if adoption.pending is not None:
            found.append(VersionUse(school, policy, "pending", adoption.pending))
    withheld = workspace.withheld
    return [one for one in found if not withheld.holds(one.policy, one.adopted.version)]


@once(512)  # Asked for each edition, each policy and each page
def cites(version: Version) -> tuple[Cite, ...]:
    """Every citation of a version, whichever school it is for, in reading order."""
    return tuple(_cites(version))


def _cites(version: Version) -> Iterator[Cite]:
    number = numbers(version)
    for _, unit in (found for section in version.parts for found in units(section)):
        for element, at in _inside(unit, number):
            words = " ".join([element.text] if isinstance(element, Note) else words_in(element))
            yield from _of_element(element, unit.id, at, words, version)


def _inside(
    unit: Section | Clause, number: Mapping[str, str]
) -> Iterator[tuple[AnyElement | Note, str]]:
    """A heading, or a clause with its rows, points and footnotes, with the number of each place."""
    numbered = [*own(unit)]
    for element in numbered:
        yield element, number[element.id]
        for note in getattr(element, "notes", ()):
            mark = f"[^{note.id}]"
            marked = (one.id for one in numbered if any(mark in text for text in words_in(one)))
            yield note, number[next(marked, element.id)]


def _of_element(
    element: Element, clause: str, number: str, words: str, version: Version
) -> Iterator[Cite]:
    for citation in element.cites:
        yield Cite(
            clause=clause,
            on=element.id,
            number=number,
            authority=citation.authority,
            edition=citation.edition or version.editions.get(citation.authority),
            part=citation.part,
            section=citation.section,
            paragraph=citation.paragraph,
            document=citation.document,
        )
    # Most texts print no title, and need not be parsed to know that.
    if "cite" not in words:
        return
    cited = {citation.authority for citation in element.cites}
    for name in _printed(parse(words).runs, cited):
        yield Cite(clause, element.id, number, name, version.editions.get(name))


def _printed(runs: Iterable[Run], cited: set[str]) -> list[str]:
    """The titles that words print, other than those cited at the same place."""
    fills = (parse_fill(run.fill) for run in runs if run.fill is not None)
    names = dict.fromkeys(fill.name for fill in fills if fill and fill.kind == "cite")
    return [name for name in names if name not in cited]


def document_of(workspace: Workspace, use: VersionUse) -> Document:
    """A school's copy of a policy: from its record where it was approved."""
    files = workspace.schools[use.school]
    on_record = files.on_record(use.policy, use.adopted)
    if on_record is not None:
        return on_record.document
    version = workspace.policies[use.policy].versions[use.adopted.version].value
    return resolve(workspace.master(use.policy), version, files.school.value, use.adopted)[0]


def cites_of_document(document: Document, version: Version) -> Iterator[Cite]:
    """Every citation that a school's copy has, with the school's numbers, in reading order."""
    for section in document.sections:
        for unit in section.units:
            for node in unit.own:
                yield from _of_node(node, unit.id, version)


def _of_node(node: Node, clause: str, version: Version) -> Iterator[Cite]:
    yield from _of_printed(node, (*node.text, *node.closing), clause, node.number, version)
    for note in node.notes:
        yield from _of_printed(note, note.text, clause, node.number, version)


def _of_printed(
    one: Node | DocumentNote, runs: Iterable[Run], clause: str, number: str, version: Version
) -> Iterator[Cite]:
    for cited in one.cites:
        yield Cite(
            clause=clause,
            on=one.id,
            number=number,
            authority=cited.authority,
            edition=cited.edition,
            part=cited.part,
            section=cited.section,
            paragraph=cited.paragraph,
        )
    for name in _printed(runs, {cited.authority for cited in one.cites}):
        yield Cite(clause, one.id, number, name, version.editions.get(name))
