"""What the files of a site were made from, and the state of each source at that time."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field

from clausework.publish.manifest import sha256
from clausework.source.files import Entries


@dataclass(frozen=True)
class Origins:
    """The sources of the files of a site.

    `of` gives by path the names of sources, "" standing for all other files; `digests` are the
    SHA-256 of sources; `then` gives, by path, earlier digests of the sources of files that were
    kept since.
    """

    of: Mapping[str, Sequence[str]]
    digests: Mapping[str, str]
    then: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def names(self, path: str) -> Sequence[str]:
        """The sources of a file."""
        return self.of.get(path, self.of[""])

    def made_from(self, path: str) -> dict[str, str]:
        """The sources of a file, by their digests when it was made."""
        now = {name: self.digests.get(name, "") for name in self.names(path)}
        return {**now, **self.then.get(path, {})}

    def keeping(self, paths: Iterable[str], last: Origins | None) -> Origins:
        """The same, but kept files have the sources that `last` gives.

        Where `last` is None, their sources are unknown.
        """
        of, then = dict(self.of), dict(self.then)
        for path in paths:
            made = last.made_from(path) if last else dict.fromkeys(self.names(path), "")
            of[path] = sorted(made)
            then[path] = others(made, self.digests)
        return Origins(of, self.digests, then)


def of_school(
    names: Mapping[str, Sequence[str]], entries: Entries, shared: Mapping[str, str]
) -> Origins:
    """The sources of the files of a school.

    Returns the names of sources by path, as in `Origins`, from the contents of the school's folder
    and the digests of what all schools share.
    """
    every = {name for one in names.values() for name in one}
    own = {name: entries[name] for name in every if name in entries}
    digests = {name: sha256(data) for name, data in own.items() if isinstance(data, bytes)}
    return Origins(names, {name: shared[name] for name in every if name in shared} | digests)


def of_hub(
    files: Iterable[str], schools: Mapping[str, Origins | None], shared: Mapping[str, str]
) -> Origins:
    """The sources of HR's pages, from the origins of each school that they describe."""
    digests = dict(shared)
    for school, origins in schools.items():
        name = f"schools/{school}/school.yaml"
        if origins is not None and name in origins.digests:
            digests[name] = origins.digests[name]
    # The files that all pages load say nothing of policies and schools.
    assets = {path: ("templates",) for path in files if path.startswith("assets/")}
    return Origins({**assets, "": tuple(sorted(digests))}, digests)


def others(made: Mapping[str, str], listed: Mapping[str, str]) -> dict[str, str]:
    """Those digests that differ from the listed ones."""
    return {name: digest for name, digest in made.items() if listed.get(name) != digest}


def as_json(origins: Origins) -> bytes:
    """The form in which they are stored."""
    return json.dumps(asdict(origins), ensure_ascii=False, sort_keys=True).encode()


def from_json(data: bytes) -> Origins:
    """What `as_json` wrote."""
    return Origins(**json.loads(data))
