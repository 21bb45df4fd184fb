"""HR's own site: policies, versions and schools, and their sources. Never published."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from clausework import query
from clausework.render.common.templates import Templates
from clausework.render.hr import fleet
from clausework.render.hr.made import PageMemory
from clausework.render.hr.policies import kept_pages, pages_of, without_dead_links
from clausework.render.hr.values import of_master, of_schools
from clausework.render.web import site
from clausework.workspace.root import Workspace

THEMES = ("web/theme", "hub/theme")
PAGES = (
    "index",
    "policies",
    "fleet",
    "reviews",
    "local",
    "law",
    "clauses",
    "new",
    "coming",
    "confirm",
)
Origins = Mapping[str, tuple[str | bytes, ...]]


def render(
    workspace: Workspace,
    schools: Iterable[query.SchoolSummary],
    left_out: Sequence[str],
    templates: Templates,
    config: Path,
    left: Callable[[Origins], Collection[str]] = lambda origins: (),
    memory: PageMemory | None = None,
) -> dict[str, bytes]:
    """The files of HR's site, by path within it, with "/", except the pages that are `left`.

    That is asked with the sources of each page, by its path; equal sources give the same page.
    `memory` has what was made of each policy before.
    Only the master of the tree is read, without what is withheld of it; `schools` are all that the
    pages say of schools, and `left_out` names those that are missing because they are not sound.
    `config` is the mkdocs.yml that the site inherits. Raises site.SiteError, jinja2.TemplateError
    and OSError.
    """
    files = sources(workspace, schools, left_out, templates, config, memory)
    pages = site.pages(files, THEMES, templates, left=left(site.origins(files)))
    return {**site.shared(THEMES, templates), **pages}


def sources(
    workspace: Workspace,
    schools: Iterable[query.SchoolSummary],
    left_out: Sequence[str],
    templates: Templates,
    config: Path,
    memory: PageMemory | None = None,
) -> dict[str, str | bytes]:
    """The sources of HR's site, by path. Raises jinja2.TemplateError and OSError."""
    master = of_master(workspace)
    in_order = sorted(schools, key=lambda one: one.id)
    values = {
        **master,
        **of_schools(workspace, master["trace"], in_order, templates),
        "left_out": left_out,
        "withheld": workspace.withheld.files,
    }
    of_policies, kept = _of_policies(workspace, values, templates, memory or PageMemory())
    values |= {"kept": kept, "there": {*of_policies}}
    of_kept = [name for name in values["withheld"] if name.split("/")[1] in kept]
    values["withheld"] = [name for name in values["withheld"] if name not in of_kept]
    values["earlier"] = of_kept

    def text(template: str, **more: object) -> str:
        return templates.text(f"hub/{template}", **values, **more)

    files: dict[str, str | bytes] = {
        "mkdocs.yml": text("mkdocs.yml.j2", base=site.BASE),
        site.BASE: config.read_bytes(),
        "docs/assets/fonts.css": templates.text("web/fonts.css.j2"),
        "docs/assets/redline.js": templates.path("review/script.js").read_bytes(),
        "theme/assets/style.css": text("style.css.j2"),
        **of_policies,
    }
    for page in (*PAGES, "asked") if values["asked"] else PAGES:
        files[f"docs/{page}.md"] = text(f"{page}.md.j2")
    for one in values["schools"]:
        files[f"docs/schools/{one.id}.md"] = text("school.md.j2", of=one)
    for name in values["cited"]:
        files[f"docs/law/{name}.md"] = text("law-of.md.j2", of=name)
    for edition in values["editions"]:
        files[f"docs/impact/{edition.authority}.md"] = text("edition.md.j2", impact=edition)
    said = json.dumps(values["fleet"], ensure_ascii=False, indent=2)
    files["docs/fleet.json"] = f"{said}\n"
    # Excel reads a file that does not begin so in another encoding.
    files["docs/fleet.csv"] = f"\ufeff{fleet.as_csv(values['fleet']['rows'])}"
    files |= {f"docs/calendar/{name}.ics": made for name, made in values["calendars"].items()}
    again = [path for one in kept.values() for path in one["pages"]]
    return {**files, **without_dead_links(files, again)}


def _of_policies(
    workspace: Workspace, values: dict[str, Any], templates: Templates, memory: PageMemory
) -> tuple[dict[str, str], dict[str, dict[str, Any]]]:
    """The pages of all policies; and by id, of those that are kept, their title and their pages.

    A policy with a fault in any of its files keeps the pages that it had.
    """
    files: dict[str, str] = {}
    kept = {}
    withheld = workspace.withheld
    faulty = {*withheld.policies, *(policy for policy, _ in withheld.versions)}
    for policy in sorted({*workspace.policies, *faulty}):
        made = memory.again(policy) if policy in faulty else ()
        if made:
            own = [name for name in withheld.files if name.startswith(f"policy/{policy}/")]
            notice = templates.text("hub/kept.html.j2", files=own)
            pages = kept_pages(made, notice)
            kept[policy] = {"title": made[0].title, "pages": [*pages]}
        elif policy in workspace.policies:
            pages = pages_of(workspace, policy, values, templates, memory)
        else:
            continue
        files |= pages
    return files, kept
