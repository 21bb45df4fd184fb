"""The pages of one policy: its text, redlines, sources, standings, local changes and impacts.

Nothing else is printed there, so they are made again only where that policy, what schools have of
it, or the register changes.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache, partial
from typing import Any

from clausework import query
from clausework.diff.places import words_of
from clausework.model.document import Document
from clausework.model.inline import plain
from clausework.model.numbering import numbers
from clausework.model.policy import Status, Version
from clausework.query.impact import Touched, TouchedSchool
from clausework.render.common.templates import Templates
from clausework.render.hr.made import Made, PageMemory
from clausework.render.hr.redlines import bracketed, depends_on, made_of, pairs, values_of
from clausework.resolve.version import show
from clausework.workspace.root import Workspace

Values = dict[str, Any]
# In each page: what is said where it is shown again because of a fault.
PLACE = "<!-- kept -->"
# To a place on the site.
_LINK = re.compile(
    r'<a [^>]*href="(?P<path>[^":#]*)(?:#(?P<place>[^"]*))?"[^>]*>(?P<words>.*?)</a>', re.DOTALL
)


def pages_of(
    workspace: Workspace, policy: str, values: Values, templates: Templates, memory: PageMemory
) -> dict[str, str]:
    """The sources of a policy's pages by path; `values` are those of the whole site."""
    own = _own_values(workspace, policy, values)
    counts: dict[tuple[str, str], Mapping[str, int]] = {}
    files: dict[str, str] = {}
    for pair in pairs(workspace, policy):
        make = partial(_redline, workspace, policy, pair, own, templates)
        redline = memory.get(policy, depends_on(workspace, own, policy, *pair), make)
        counts[pair] = redline.counts
        files |= redline.texts
    make = partial(_others, workspace, policy, {**own, "counts": counts}, templates)
    files |= memory.get(policy, _depends(workspace, policy, own), make).texts
    return {path: text.replace(PLACE, "") for path, text in files.items()}


def kept_pages(made: Iterable[Made], notice: str) -> dict[str, str]:
    """The sources of a policy's pages as an earlier site had them, with a notice in each."""
    texts = {path: text for one in made for path, text in one.texts.items()}
    return {path: text.replace(PLACE, notice) for path, text in texts.items()}


def without_dead_links(files: Mapping[str, str | bytes], kept: Collection[str]) -> dict[str, str]:
    """The kept pages, of all files of a site, with links to places that are no more as words."""
    texts = {path: text for path in kept if isinstance(text := files[path], str)}
    return {path: _LINK.sub(partial(_live, files, path), text) for path, text in texts.items()}


def _live(files: Mapping[str, str | bytes], page: str, link: re.Match[str]) -> str:
    path = posixpath.normpath(posixpath.join(posixpath.dirname(page), link["path"]))
    target = files.get(re.sub(r"\.html$", ".md", path) if link["path"] else page)
    place = link["place"]
    there = isinstance(target, str) and (place is None or f'id="{place}"' in target)
    return link[0] if there or isinstance(target, bytes) else link["words"]


def _own_values(workspace: Workspace, policy: str, values: Values) -> Values:
    """What of the values of the whole site is about one policy, or the same for all."""

    def own(many: Iterable[Any]) -> list[Any]:
        return [one for one in many if one.policy == policy]

    about = workspace.policies[policy].policy.value
    copies = own(values["copies"])
    return {
        "policy": about,
        "policy_versions": {policy: values["policy_versions"][policy]},
        "titles": {policy: about.title},
        "options": {policy: about.options},
        "register": values["register"],
        "trace": query.Traceability(values["trace"].as_of, tuple(own(values["trace"].traces))),
        "names": values["names"],
        "examples": values["examples"],
        "calendars": values["calendars"],
        "copies": copies,
        "standings": own(values["standings"]),
        "varied": own(values["varied"]),
        "having": having(copies),
        "editions": [
            replace(one, touched=tuple(own(one.touched)))
            for one in values["editions"]
            if own(one.touched)
        ],
        "new_versions": own(values["new_versions"]),
        "left_out": values["left_out"],
        "withheld": [n for n in values["withheld"] if n.startswith(f"policy/{policy}/")],
        "earlier": [],
    }


def having(copies: Iterable[query.Copy]) -> dict[str, Counter[tuple[str, str]]]:
    """How many schools have each version in use, and awaiting decision."""
    found: dict[str, Counter[tuple[str, str]]] = {"in-use": Counter(), "pending": Counter()}
    for one in copies:
        if one.standing in found:
            found[one.standing][one.policy, one.version] += 1
    return found


def _depends(workspace: Workspace, policy: str, own: Values) -> list[object]:
    """What the pages depend on besides the templates; redlines have their own."""
    assert workspace.authorities is not None
    assert workspace.terms is not None
    files = workspace.policies[policy]
    return [
        workspace.authorities.source.text,
        workspace.terms.source.text,
        files.policy.source.text,
        {number: made_of(file) for number, file in sorted(files.versions.items())},
        # A text may name another policy.
        sorted(workspace.titles.items()),
        own["names"],
        own["examples"],
        sorted(own["calendars"]),
        own["standings"],
        own["copies"],
        own["varied"],
        [(one.authority, one.edition) for one in own["editions"]],
        own["left_out"],
        own["withheld"],
    ]


def _redline(
    workspace: Workspace, policy: str, pair: tuple[str, str], own: Values, templates: Templates
) -> Made:
    shown, counts = values_of(workspace, policy, *pair)
    path = f"docs/policies/{policy}/{pair[0]}_{pair[1]}.md"
    title = own["titles"][policy]
    return Made(title, {path: templates.text("hub/redline.md.j2", **own, **shown)}, counts)


def _others(workspace: Workspace, policy: str, own: Values, templates: Templates) -> Made:
    texts: dict[str, str] = {}

    def add(path: str, template: str, **more: object) -> None:
        texts[f"docs/{path}.md"] = templates.text(f"hub/{template}.md.j2", **own, **more)

    issued, draft = texts_shown(own["policy_versions"][policy])
    document = None if issued is None else _whole(workspace, policy, issued)
    add(f"policies/{policy}", "policy", document=document, draft=draft)
    if draft is not None:
        document = _whole(workspace, policy, draft)
        add(f"policies/{policy}/{draft.version}", "text", document=document, version=draft)
    for page in ("clauses", "fleet", "local"):
        add(f"{page}/{policy}", f"{page}-of")
    # Several editions touch the same version.
    words = cache(partial(_wording, workspace, policy))
    for edition in own["editions"]:
        wording = {at: words(at[1]) for at in edition.by_version}
        add(
            f"impact/{edition.authority}/{policy}",
            "edition-of",
            impact=edition,
            schools_of=_schools_of,
            wording=wording,
        )
    numbered = {one.version: numbers(one) for one in own["policy_versions"][policy]}
    for new in own["new_versions"]:
        impact = query.impact_of_version(workspace, policy, new.version, own["copies"])
        add(f"impact/{policy}-{new.version}", "version", impact=impact, numbered=numbered)
    return Made(own["titles"][policy], texts)


def texts_shown(versions: Sequence[Version]) -> tuple[Version | None, Version | None]:
    """Of versions in order, the newest issued one and the newest one after it, if there are any."""
    issued = [at for at, one in enumerate(versions) if one.status is Status.RELEASED]
    later = versions[issued[-1] + 1 :] if issued else versions
    drafts = [one for one in later if not one.status.issued]
    return (versions[issued[-1]] if issued else None), (drafts[-1] if drafts else None)


def _whole(workspace: Workspace, policy: str, version: Version) -> Document:
    return bracketed(show(workspace.master(policy), version))


def _wording(workspace: Workspace, policy: str, version: str) -> dict[str, str]:
    """The words of each section, clause, point and note of a version by its id."""
    files = workspace.policies[policy]
    nodes = [*_whole(workspace, policy, files.versions[version].value).nodes()]
    texts = [(node.id, words_of(node) if node.level == "row" else node.text) for node in nodes]
    texts += [(note.id, note.text) for node in nodes for note in node.notes]
    return {name: plain(text) for name, text in texts}


def _schools_of(
    touched: Iterable[Touched],
) -> dict[tuple[str, str], tuple[TouchedSchool, ...]]:
    """The affected places of one version by school and state, each place once."""
    found: dict[tuple[str, str], dict[TouchedSchool, None]] = {}
    for one in touched:
        for school in one.schools:
            found.setdefault((school.school, school.standing), {})[school] = None
    return {key: tuple(found[key]) for key in sorted(found)}
