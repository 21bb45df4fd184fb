"""The example schools and their policy, as renderers take them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from clausework import query
from clausework.model.document import Document
from clausework.model.policy import Adopted
from clausework.query.published import Published
from clausework.render.common.letterhead import Letterhead, letterhead
from clausework.render.common.templates import Templates, templates_for
from clausework.render.web import site, web
from clausework.resolve.version import resolve
from clausework.workspace.root import Workspace, read_workspace
from tests.support.places import EXAMPLES, PROJECT

POLICY = "social-networking"
SCHOOLS = (
    "example-oak-academy",
    "example-riverside-unit",
    "saint-zoes-example-primary",
    "warden-hill-infant",
)
OAK, RIVERSIDE, ZOE, WARDEN_HILL = SCHOOLS
# No school has their names.
INVENTED = (OAK, RIVERSIDE, ZOE)


@dataclass(frozen=True)
class Copy:
    """One version for one school, and what its outputs need."""

    document: Document
    school: Letterhead
    templates: Templates


@lru_cache
def sample(school_id: str) -> tuple[Document, Letterhead, Templates]:
    """What a school publishes of the policy."""
    one = _copy(EXAMPLES, school_id, None)
    return one.document, one.school, one.templates


@lru_cache
def copy_of(school_id: str, number: str, root: Path = EXAMPLES) -> Copy:
    """A version of the policy for a school, without local changes and with the usual options."""
    return _copy(root, school_id, Adopted(version=number))


def pages_of(
    policies: Sequence[Published],
    head: Letterhead,
    downloads: Sequence[web.Download],
    templates: Templates,
) -> dict[str, bytes]:
    """The files of a school's site that are its own, by path."""
    files = web.sources(policies, head, downloads, templates, PROJECT / "mkdocs.yml")
    return site.pages(files, web.THEMES, templates)


def summaries(workspace: Workspace) -> list[query.SchoolSummary]:
    """What HR's own pages say of each school of a tree."""
    assert workspace.authorities is not None
    as_of = workspace.authorities.value.looked_on
    return [query.summary(workspace, files, as_of) for files in workspace.schools.values()]


@lru_cache
def _workspace(root: Path) -> Workspace:
    return read_workspace(root)


def _copy(root: Path, school_id: str, adopted: Adopted | None) -> Copy:
    workspace = _workspace(root)
    files = workspace.schools[school_id]
    school = files.school.value
    adoption = adopted or school.adopts[POLICY]
    version = workspace.policies[POLICY].versions[adoption.version].value
    document, conflicts = resolve(workspace.master(POLICY), version, school, adoption)
    assert conflicts == []
    templates = templates_for(PROJECT)
    return Copy(document, letterhead(school, files.logo, templates), templates)
