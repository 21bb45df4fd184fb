"""Rules on a version against earlier ones, and against the record of its release.

Ids are never used again, every change has a reason, and a released version never changes. These
rules do not classify changes; any difference needs a reason.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from clausework.checks.findings import Finding, elements, headings_and_clauses
from clausework.model.elements import Clause, Note, Numbered, Row, Section
from clausework.model.inline import parse, parse_fill
from clausework.model.lineage import AnyElement, children, pictures, words_in
from clausework.model.numbering import PREAMBLE
from clausework.model.policy import Status, Version
from clausework.source.locations import KeyPath
from clausework.source.problems import Place, Problem, error, warning
from clausework.workspace.root import PolicyFiles
from clausework.workspace.schema import File


def history_findings(
    versions: Mapping[str, File[Version]], file: File[Version]
) -> Iterator[Finding]:
    """All findings on a version against those that it follows."""
    before = _followed(versions, file.value)
    if before or file.value.follows is None:
        yield from _unknown_was(file, before)
    if before:
        yield from _reused(file, before)
        if file.value.status is not Status.DRAFT:
            yield from _without_reason(file, before[0])


def _followed(versions: Mapping[str, File[Version]], version: Version) -> list[Version]:
    """The versions that one follows, the nearest first, as far as they can be read."""
    found: list[Version] = []
    passed = {version.version}
    follows = version.follows
    while follows is not None and follows in versions and follows not in passed:
        passed.add(follows)
        found.append(versions[follows].value)
        follows = found[-1].follows
    return found


def _unknown_was(file: File[Version], before: list[Version]) -> Iterator[Finding]:
    known = {placed.element.id for placed in elements(before[0])} if before else set()
    for placed in elements(file.value):
        if not isinstance(placed.element, Numbered):
            continue
        for index, name in enumerate(placed.element.was):
            if name not in known:
                problem = error(
                    "was-unknown",
                    file.source.place((*placed.path, "was", index)),
                    f'version {before[0].version} has no id "{name}"'
                    if before
                    else "this is the first version, so nothing in it continues an earlier id",
                    "readers see where the words come from, and schools' local changes follow "
                    "them.",
                    "write an id of the previous version, or delete was:.",
                )
                yield Finding(problem, placed.path)


def _reused(file: File[Version], before: list[Version]) -> Iterator[Finding]:
    kinds = [{placed.element.id: placed.kind for placed in elements(one)} for one in before]
    for placed in elements(file.value):
        name = placed.element.id
        having = next((index for index, known in enumerate(kinds) if name in known), None)
        if having is None:
            continue
        earlier = before[having].version
        if having > 0:
            retired = before[having - 1].version
            message = f'"{name}" was an id of version {earlier}, and {retired} no longer has it'
        elif kinds[0][name] != placed.kind:
            message = f'"{name}" is a {placed.kind} here, but was a {kinds[0][name]} in {earlier}'
        else:
            continue
        problem = error(
            "id-reused",
            file.source.place((*placed.path, "id")),
            message,
            "an id is permanent and has one meaning: records, links and schools' local changes "
            "refer to it, and would refer to something else.",
            "give this one a new id"
            + ("." if having > 0 else f", and say where its words come from: was: [{name}]."),
        )
        yield Finding(problem, placed.path)


@dataclass(frozen=True)
class _Unit:
    """A part that needs its own reason when it changes.

    This is the title of a section, or a clause with everything in it. `names` are the ids that a
    reason may give for it, `was` those that it continues.
    """

    path: KeyPath
    kind: str
    content: tuple[object, ...]
    names: frozenset[str]
    was: tuple[str, ...]
    section: str = ""


def _without_reason(file: File[Version], before: Version) -> Iterator[Finding]:
    old, new = _units(before), _units(file.value)
    given = {reason.clause for reason in file.value.changes}
    moved = _moved(old, new)
    for name, unit in new.items():
        was = old.get(name)
        if given & (unit.names | (was.names if was else frozenset())):
            continue
        if was is None:
            words = "is new"
        elif was.content != unit.content:
            words = "has changed"
        elif name in moved:
            words = "has moved"
        else:
            continue
        place = file.source.place((*unit.path, "id"))
        yield Finding(_no_reason(place, unit.kind, name, words, before), unit.path)
    # What continues under another id has its reason there.
    goes_on = {name for unit in new.values() for name in unit.was}
    for name, unit in old.items():
        if name not in new and name not in goes_on and not given & unit.names:
            place = file.source.place(("follows",))
            yield Finding(_no_reason(place, unit.kind, name, "has been removed", before), ())


def _no_reason(place: Place, kind: str, name: str, words: str, before: Version) -> Problem:
    return error(
        "reason-missing",
        place,
        f'the {kind} "{name}" {words} since version {before.version}, and no reason is given',
        "governors and staff read why each thing changed before they agree to it.",
        f'add to changes: "- clause: {name}", with its reason, weight and because.',
    )


def _units(version: Version) -> dict[str, _Unit]:
    found: dict[str, _Unit] = {}
    names: dict[KeyPath, str] = {}
    for path, part, above in headings_and_clauses(version):
        names[path] = part.id
        # Sections and appendices are in one order, whatever they are called.
        around = names[above[-1]] if above else "" if isinstance(part, Section) else PREAMBLE
        if isinstance(part, Section):
            title = _content(part, version)
            found[part.id] = _Unit(path, "section", title, frozenset({part.id}), part.was, around)
            continue
        within = list(_within(part))
        found[part.id] = _Unit(
            path,
            "clause",
            _content(part, version),
            frozenset(element.id for element in within),
            tuple(name for element in within for name in getattr(element, "was", ())),
            around,
        )
    return found


def _parts(element: AnyElement | Note) -> tuple[AnyElement | Note, ...]:
    """The rows, points and footnotes of an element; sections and clauses are not included."""
    if isinstance(element, Note):
        return ()
    inside = (one for one in children(element) if not isinstance(one, Section | Clause))
    return (*inside, *getattr(element, "notes", ()))


def _within(element: AnyElement | Note) -> Iterator[AnyElement | Note]:
    yield element
    for part in _parts(element):
        yield from _within(part)


def _content(element: AnyElement | Note, version: Version) -> tuple[object, ...]:
    """What is printed of an element, on which condition and on which sources, with its parts.

    The edition that the version relies on is included: another edition is another source.
    """
    texts = (element.text,) if isinstance(element, Note) else words_in(element)
    cells = element.cells.items() if isinstance(element, Row) else ()
    fills = [parse_fill(mark.name) for text in texts for mark in parse(text).fills]
    return (
        element.id,
        *texts,
        [(name, cell.text, cell.style) for name, cell in cells],
        getattr(element, "closing", None),
        getattr(element, "when", None),
        getattr(element, "style", None),
        getattr(element, "figure", None),
        [(one, version.editions.get(one.authority)) for one in element.cites],
        [version.editions.get(fill.name) for fill in fills if fill and fill.kind == "cite"],
        [_content(part, version) for part in _parts(element)],
    )


def _moved(old: Mapping[str, _Unit], new: Mapping[str, _Unit]) -> set[str]:
    """The kept sections and clauses that are in another kept section, or in another order."""
    kept = [name for name in old if name in new]
    moved = {
        name
        for name in kept
        if old[name].section != new[name].section
        # A new or removed section has its own reason.
        and old[name].section in {*new, PREAMBLE}
        and new[name].section in {*old, PREAMBLE}
    }
    for section in {old[name].section for name in kept}:
        first = [name for name in kept if name not in moved and old[name].section == section]
        then = [name for name in new if name in first]
        blocks = SequenceMatcher(None, first, then, autojunk=False).get_matching_blocks()
        staying = {name for block in blocks for name in first[block.a : block.a + block.size]}
        moved |= set(first) - staying
    return moved


def digest(data: bytes, version: Version | None = None) -> str:
    """The SHA-256 of a version's file, whatever its line ends and byte order mark.

    Where its value is given, that of the pictures of its figures too.
    """
    total = hashlib.sha256(data.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n"))
    for picture in pictures(version.parts if version is not None else ()):
        total.update(f"\0{picture.name}\0{picture.data}".encode())
    return total.hexdigest()


def _digest(version: File[Version]) -> str:
    return digest(version.source.text.encode(), version.value)


def changed_since_release(files: PolicyFiles, version: File[Version]) -> bool:
    """Whether a version differs from the release that its policy has on record."""
    recorded = files.policy.value.released.get(version.value.version)
    return recorded not in (None, _digest(version))


def release_problems(files: PolicyFiles, version: File[Version]) -> Iterator[Problem]:
    """The differences between a version and the record of its release."""
    number = version.value.version
    if changed_since_release(files, version):
        yield error(
            "released-changed",
            version.source.place(("version",)),
            f"version {number} was released and has been changed since",
            "schools adopted it before that change; a released version never changes.",
            "restore the released file, and make the change in a new version.",
        )
    if number not in files.policy.value.released and version.value.status is Status.RELEASED:
        found = _digest(version)
        place = version.source.place(("status",))
        yield warning(
            "released-unrecorded",
            place,
            f"version {number} has the status released, but policy.yaml has no record of its "
            "release",
            "a change to it would not be noticed.",
            f'add to released: in policy.yaml: "{number}": {found}',
        )
