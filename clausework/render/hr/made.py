"""What was made of each policy: kept while what it depends on stays, and while it is withheld."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from pydantic import TypeAdapter

# By policy, and by the digest of what each depends on.
MadeBefore = Mapping[str, Mapping[str, "Made"]]


@dataclass(frozen=True)
class Made:
    """Sources of pages of a policy, by path, and the title that the policy had.

    Those of a redline have the number of its changes by weight.
    """

    title: str
    texts: Mapping[str, str]
    counts: Mapping[str, int] = field(default_factory=dict)


FORM = TypeAdapter(dict[str, Made])


class PageMemory:
    """What the last site had of each policy.

    `digest` is of all values that it is called with; without one, everything is made anew. `used`
    is what this site has, for the next one.
    """

    def __init__(
        self, before: MadeBefore | None = None, digest: Callable[..., str] | None = None
    ) -> None:
        self._before = before or {}
        self._digest = digest
        self.used: dict[str, dict[str, Made]] = {}

    def get(self, policy: str, depends: Sequence[object], make: Callable[[], Made]) -> Made:
        """What was made of a policy from equal values, or is made now."""
        if self._digest is None:
            return make()
        key = self._digest(*depends)
        found = self._before.get(policy, {}).get(key) or make()
        self.used.setdefault(policy, {})[key] = found
        return found

    def again(self, policy: str) -> Sequence[Made]:
        """All that the last site had of a policy, which this site has too."""
        self.used[policy] = dict(self._before.get(policy, {}))
        return [*self.used[policy].values()]
