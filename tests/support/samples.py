"""The project's own schools and their policy, as renderers take them."""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from clausework import query
from clausework.model.document import Document
from clausework.query.published import Published
from clausework.render.common.letterhead import Letterhead, letterhead
from clausework.render.common.templates import Templates, templates_for
from clausework.render.web import site, web
from clausework.resolve.version import resolve
from clausework.workspace.root import Workspace, read_workspace

ROOT = Path(__file__).resolve().parents[2]
SCHOOLS = (
    "example-oak-academy",
    "example-riverside-unit",
    "saint-zoes-example-primary",
    "warden-hill-infant",
)


@lru_cache
def sample(school_id: str) -> tuple[Document, Letterhead, Templates]:
    """What `school_id` publishes of the Social Networking Policy."""
    workspace, templates = _tree(), templates_for(ROOT)
    policy, school = workspace.policies["social-networking"], workspace.schools[school_id]
    adoption = school.school.value.adopts["social-networking"]
    document, conflicts = resolve(
        workspace.master(policy.policy.value.id),
        policy.versions[adoption.version].value,
        school.school.value,
        adoption,
    )
    assert conflicts == []
    return document, letterhead(school.school.value, school.logo, templates), templates


def pages_of(
    policies: Sequence[Published],
    head: Letterhead,
    downloads: Sequence[web.Download],
    templates: Templates,
) -> dict[str, bytes]:
    """The files of a school's site that are its own, by path."""
    files = web.sources(policies, head, downloads, templates, ROOT / "mkdocs.yml")
    return site.pages(files, web.THEMES, templates)


def summaries(workspace: Workspace) -> list[query.SchoolSummary]:
    """What HR's own pages say of each school of a tree."""
    assert workspace.authorities is not None
    as_of = workspace.authorities.value.looked_on
    return [query.summary(workspace, files, as_of) for files in workspace.schools.values()]


@lru_cache
def _tree() -> Workspace:
    return read_workspace(ROOT)
