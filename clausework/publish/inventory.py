"""The manifest of all outputs, compiled from what the state has of each school."""

from __future__ import annotations

import heapq
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from clausework.publish import manifest
from clausework.publish.manifest import Line
from clausework.publish.origins import Origins, from_json, others
from clausework.store.state import BuildState, SchoolEntry
from clausework.store.store import Store

HUB = "hub"
SITES = "sites"
# Copies with the people whose names may not be on a site; their paths begin with `APART` among the
# files of a school, as no path of a site does.
PAPER = "paper"
APART = "@paper/"
REVIEWS = "reviews"
COPIES = "copies"
NOTICES = "notices"
MANIFEST = "manifest.json"


def write(out: Path, state: BuildState, store: Store, shared: Mapping[str, str]) -> None:
    """Write the manifest of a folder of outputs. Raises OSError.

    `shared` are the sources that all schools share, by digest. Listed files that still exist and
    belong to no school of the state, such as board packs, stay listed.
    """
    listed = out / MANIFEST
    # A damaged manifest is not trusted.
    files = manifest.read_files(listed) if manifest.is_whole(listed) else ()
    stays = [
        (name, value) for name, value in files if _apart(name, state) and (out / name).is_file()
    ]
    named = {source for _, value in stays for source in value["sources"]}
    then = {name: digest for name, digest in manifest.read_sources(listed) if name in named}
    current = _merged(sorted(shared.items()), _sources(state, store)) if named else ()
    now = then | {name: digest for name, digest in current if name in named}
    manifest.write(
        listed,
        _merged(
            _hub(state, store, shared),
            _sites(state, store, shared),
            sorted((name, _restated(value, then, now)) for name, value in stays),
        ),
        _merged(sorted(shared.items()), _sources(state, store), sorted(then.items())),
        state.on,
    )


def is_draft(place: str) -> bool:
    """Whether a place in the outputs is one of drafts, which people edit and nobody verifies."""
    return f"{place}/".startswith(f"{NOTICES}/")


def enter(out: Path, places: Mapping[str, Sequence[str]], digests: Mapping[str, str]) -> None:
    """List files, or all files of folders of the outputs, in place of their old entries.

    `places` gives the sources of each, and `digests` the digests of those sources. Drafts are not
    listed. Raises OSError.
    """
    places = {place: named for place, named in places.items() if not is_draft(place)}
    if not places:
        return
    listed = out / MANIFEST
    whole = manifest.is_whole(listed)
    files = dict(manifest.read_files(listed)) if whole else {}
    # The other listed files were made from sources as they were listed.
    known = {**digests, **(dict(manifest.read_sources(listed)) if whole else {})}
    for place, sources in places.items():
        files = {
            name: said for name, said in files.items() if not f"{name}/".startswith(f"{place}/")
        }
        then = others({name: digests[name] for name in sources}, known)
        for path in (out / place, *(out / place).rglob("*")):
            if path.is_file():
                name = path.relative_to(out).as_posix()
                files[name] = manifest.entry(manifest.sha256(path.read_bytes()), sources, then)
    named = {source for said in files.values() for source in said["sources"]}
    of_these = ((name, digest) for name, digest in sorted(known.items()) if name in named)
    manifest.write(listed, sorted(files.items()), of_these, manifest.read_day(listed))


def _restated(
    said: Mapping[str, Any], then: Mapping[str, str], now: Mapping[str, str]
) -> dict[str, Any]:
    """The entry of a file after the listed digests of sources change."""
    made = {name: then[name] for name in said["sources"] if name in then} | said.get("then", {})
    return manifest.entry(said["sha256"], said["sources"], others(made, now))


def _apart(name: str, state: BuildState) -> bool:
    """Whether a listed file belongs to no site that the state knows."""
    top, _, rest = name.partition("/")
    if top in (SITES, PAPER):
        return rest.split("/")[0] not in state.schools
    return top != HUB or state.hub is None


def _merged(*lines: Iterable[Line]) -> Iterator[Line]:
    """Merge sorted lines; of two with the same name, keep the first."""
    before = None
    for name, value in heapq.merge(*lines, key=lambda line: line[0]):
        if name != before:
            yield name, value
        before = name


def _in_order(state: BuildState) -> Iterator[tuple[str, SchoolEntry]]:
    # In the order of paths: "a-b/x" comes before "a/x".
    yield from sorted(state.schools.items(), key=lambda item: f"{item[0]}/")


def _sites(state: BuildState, store: Store, shared: Mapping[str, str]) -> Iterator[Line]:
    for place in (PAPER, SITES):
        for school, entry in _in_order(state):
            origins = _origins(store, entry.sources)
            listed = {**origins.digests, **shared}
            files = {
                path: digest
                for path, digest in _files(store, entry.files).items()
                if path.startswith(APART) == (place == PAPER)
            }
            yield from _entries(f"{place}/{school}", files, origins, listed)


def _sources(state: BuildState, store: Store) -> Iterator[Line]:
    for school, entry in _in_order(state):
        digests = _origins(store, entry.sources).digests
        own = (item for item in digests.items() if item[0].startswith(f"schools/{school}/"))
        yield from sorted(own)


def _hub(state: BuildState, store: Store, shared: Mapping[str, str]) -> Iterator[Line]:
    if state.hub is None:
        return
    listed = {**dict(_sources(state, store)), **shared}
    files, origins = _files(store, state.hub.files), _origins(store, state.hub.sources)
    yield from _entries(HUB, files, origins, listed)


def _entries(
    place: str, files: Mapping[str, str], origins: Origins, listed: Mapping[str, str]
) -> Iterator[Line]:
    for path in sorted(files):
        then = others(origins.made_from(path), listed)
        yield (
            f"{place}/{path.removeprefix(APART)}",
            manifest.entry(files[path], origins.names(path), then),
        )


def _files(store: Store, name: str) -> dict[str, str]:
    found: dict[str, str] = json.loads(_content(store, name))
    return found


def _origins(store: Store, name: str) -> Origins:
    return from_json(_content(store, name))


def _content(store: Store, name: str) -> bytes:
    data = store.get(name)
    assert data is not None, "every content that the state names was looked at before"
    return data
