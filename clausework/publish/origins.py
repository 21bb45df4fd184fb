"""What the files of a site were made from, and the state that each source had then."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field

from clausework.publish.manifest import sha256
from clausework.source.files import Entries


@dataclass(frozen=True)
class Origins:
    """What the files of a site came from. `of` gives by path the names of sources, "" standing for
    all other files; `digests` are the SHA-256 of sources; `then` gives, by path, those that were
    other when a file was made that was kept since.
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
        """The same, but for files that were not made anew, which came from what `last` says; of
        what they came from nothing is known where that is None.
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
    """What the files of a school come from: the names of sources by path, as `Origins` says, what
    is in the school's folder, and the digests of what all schools share.
    """
    every = {name for one in names.values() for name in one}
    own = {name: entries[name] for name in every if name in entries}
    digests = {name: sha256(data) for name, data in own.items() if isinstance(data, bytes)}
    return Origins(names, {name: shared[name] for name in every if name in shared} | digests)


def of_hub(
    files: Iterable[str], schools: Mapping[str, Origins | None], shared: Mapping[str, str]
) -> Origins:
    """What HR's pages come from: by the origins of each school that they are about."""
    digests = dict(shared)
    for school, origins in schools.items():
        name = f"schools/{school}/school.yaml"
        if origins is not None and name in origins.digests:
            digests[name] = origins.digests[name]
    # What all pages load says nothing of policies and schools.
    assets = {path: ("templates",) for path in files if path.startswith("assets/")}
    return Origins({**assets, "": tuple(sorted(digests))}, digests)


def others(made: Mapping[str, str], listed: Mapping[str, str]) -> dict[str, str]:
    """Those digests that are not as listed."""
    return {name: digest for name, digest in made.items() if listed.get(name) != digest}


def as_json(origins: Origins) -> bytes:
    """The form in which they are stored."""
    return json.dumps(asdict(origins), ensure_ascii=False, sort_keys=True).encode()


def from_json(data: bytes) -> Origins:
    """What `as_json` wrote."""
    return Origins(**json.loads(data))
