"""The manifest of all outputs, drawn up from what the ledger says of each school."""

from __future__ import annotations

import heapq
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from clausework import manifest
from clausework.ledger import Ledger, SchoolEntry
from clausework.manifest import Line
from clausework.store import Store

HUB = "hub"
SITES = "sites"
REVIEWS = "reviews"
MANIFEST = "manifest.json"


def write(out: Path, ledger: Ledger, store: Store, shared: Mapping[str, str]) -> None:
    """Write the manifest of a folder of outputs. `shared` are the sources that all schools share,
    by digest. What is listed and still there that no school of
    the ledger has, as board packs are, stays listed. Raises OSError.
    """
    listed = out / MANIFEST
    stays = [
        (name, value)
        for name, value in manifest.read_files(listed)
        if _apart(name, ledger) and (out / name).is_file()
    ]
    named = {source for _, value in stays for source in value["sources"]}
    old = [(name, digest) for name, digest in manifest.read_sources(listed) if name in named]
    manifest.write(
        listed,
        _merged(_hub(ledger, store, shared), _sites(ledger, store), sorted(stays)),
        _merged(sorted(shared.items()), _sources(ledger, store), sorted(old)),
    )


def enter(out: Path, places: Mapping[str, Sequence[str]], digests: Mapping[str, str]) -> None:
    """Enter all files of folders of the outputs, in the place of what was listed of these. `places`
    gives for each folder what its files came from, and `digests` those of sources. Raises OSError.
    """
    listed = out / MANIFEST
    files = dict(manifest.read_files(listed))
    known = dict(manifest.read_sources(listed))
    for place, sources in places.items():
        files = {name: said for name, said in files.items() if not name.startswith(f"{place}/")}
        for path in (out / place).rglob("*"):
            if path.is_file():
                name = path.relative_to(out).as_posix()
                files[name] = manifest.entry(manifest.sha256(path.read_bytes()), sources)
        known |= {name: digests[name] for name in sources}
    manifest.write(listed, sorted(files.items()), sorted(known.items()))


def _apart(name: str, ledger: Ledger) -> bool:
    """Whether a listed file is of no site that the ledger knows."""
    top, _, rest = name.partition("/")
    if top == SITES:
        return rest.split("/")[0] not in ledger.schools
    return top != HUB or ledger.hub is None


def _merged(*lines: Iterable[Line]) -> Iterator[Line]:
    """Sorted lines as one; of two of the same name, the first."""
    before = None
    for name, value in heapq.merge(*lines, key=lambda line: line[0]):
        if name != before:
            yield name, value
        before = name


def _in_order(ledger: Ledger) -> Iterator[tuple[str, SchoolEntry]]:
    # As paths are in order: "a-b/x" comes before "a/x".
    yield from sorted(ledger.schools.items(), key=lambda item: f"{item[0]}/")


def _sites(ledger: Ledger, store: Store) -> Iterator[Line]:
    for school, entry in _in_order(ledger):
        files, sources = _json(store, entry.files), _json(store, entry.sources)["of"]
        for path in sorted(files):
            said = manifest.entry(files[path], sources.get(path, sources[""]))
            yield f"{SITES}/{school}/{path}", said


def _sources(ledger: Ledger, store: Store) -> Iterator[Line]:
    for _, entry in _in_order(ledger):
        yield from sorted(_json(store, entry.sources)["digests"].items())


def _hub(ledger: Ledger, store: Store, shared: Mapping[str, str]) -> Iterator[Line]:
    if ledger.hub is None:
        return
    files = _json(store, ledger.hub.files)
    schools = (
        name
        for _, entry in _in_order(ledger)
        for name in _json(store, entry.sources)["digests"]
        if name.endswith(".yaml")
    )
    every = sorted({*shared, *schools})
    for path in sorted(files):
        # What all pages load says nothing of policies and schools.
        sources = ["templates"] if path.startswith("assets/") else every
        yield f"{HUB}/{path}", manifest.entry(files[path], sources)


def _json(store: Store, name: str) -> Any:
    data = store.get(name)
    assert data is not None, "every content that the ledger names was looked at before"
    return json.loads(data)
