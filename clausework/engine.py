"""Gather everything, build each school's outputs and HR's own site, publish them whole.

The only module that writes outputs. A fault in the master stops everything before a byte is
written; a fault in one school withholds that school, which keeps the copy it had.
"""

from __future__ import annotations

import multiprocessing
import shutil
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from clausework import manifest
from clausework.checks import check
from clausework.document import Document
from clausework.model import School
from clausework.problems import Problem, errors
from clausework.publish import alone, exchange, staging, write_whole
from clausework.query.published import Published, published
from clausework.render import hub, pdf, single, web, word
from clausework.render.letterhead import Letterhead, letterhead
from clausework.render.templates import Templates, project_file, templates_for
from clausework.resolve import resolve
from clausework.tree import Approved, SchoolFiles, Tree, read_tree, school_of

Format = Literal["web", "pdf", "word"]
FORMATS: tuple[Format, ...] = ("web", "pdf", "word")
DOCUMENTS = "documents"
HUB = "hub"
REVIEWS = "reviews"
MANIFEST = "manifest.json"
PaperFormat = Literal["pdf", "word"]
ENDINGS: dict[web.FileFormat, str] = {"pdf": "pdf", "word": "docx", "page": "html"}
# A name that no policy can have.
GUIDE = "READ-ME-FIRST.html"

PAPER: dict[PaperFormat, Callable[[Document, Letterhead, Templates], bytes]] = {
    "pdf": pdf.render,
    "word": word.render,
}


class NotKnown(Exception):
    """A school or policy that was asked for by name is not there."""


@dataclass(frozen=True)
class Request:
    """What to build. Empty `schools` or `policies` mean all."""

    root: Path
    out: Path
    schools: tuple[str, ...] = ()
    policies: tuple[str, ...] = ()
    formats: tuple[Format, ...] = FORMATS
    jobs: int = 1


@dataclass(frozen=True)
class Job:
    """All that a worker needs to build one school's outputs; `before` is the copy it has,
    `approved` what it has on record of the policies it publishes, and `wanted` names the policies
    that paper copies are to be made of.
    """

    root: Path
    school: School
    logo: bytes | None
    policies: tuple[Published, ...]
    approved: Mapping[str, Approved]
    wanted: tuple[str, ...]
    formats: tuple[Format, ...]
    before: Path
    folder: Path


@dataclass
class Result:
    """How a build ended. `failed` gives, by school, what went wrong in the tool itself; `hub`
    whether HR's own site was built, None where it was not to be, and `hub_failure` what kept it.
    """

    problems: list[Problem] = field(default_factory=list)
    built: list[str] = field(default_factory=list)
    withheld: list[str] = field(default_factory=list)
    failed: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    hub: bool | None = None
    hub_failure: str | None = None


Progress = Callable[[str, int, int], None]


def build(request: Request, progress: Progress) -> Result:
    """Build what is asked for.

    `progress` is called with a school's name, how many are done and how many there are. Raises
    NotKnown, Busy, and OSError where the outputs cannot be written.
    """
    tree = read_tree(request.root)
    result = Result(problems=check(tree))
    faulty = errors(result.problems)
    if any(school_of(problem.place) is None for problem in faulty):
        return result
    wanted = _wanted(request, tree)
    held = {school_of(problem.place) for problem in faulty}
    result.withheld = sorted(name for name in wanted if name in held)
    result.names = {name: files.school.value.name for name, files in tree.schools.items()}
    ready = [tree.schools[name] for name in wanted if name not in held]
    with alone(request.out):
        _build_all(request, tree, ready, result, progress)
    return result


def documents_of(tree: Tree, files: SchoolFiles) -> tuple[Document, ...]:
    """What one school publishes of each policy that it adopts, by title: what it has on record as
    approved, with the day of the next review as it is now, else the version resolved.
    """
    school = files.school.value
    approved = files.in_use
    found = []
    for policy, adoption in school.adopts.items():
        if policy in approved:
            # A review that kept the version moved the day of the next one, and nothing else.
            moved = {"next_review": adoption.next_review}
            found.append(approved[policy].record.document.model_copy(update=moved))
            continue
        version = tree.policies[policy].versions[adoption.version].value
        found.append(resolve(tree.master(policy), version, school, adoption)[0])
    return tuple(sorted(found, key=lambda document: (document.title, document.policy)))


def _wanted(request: Request, tree: Tree) -> list[str]:
    known = {*tree.schools, *tree.faulty_schools}
    for name in request.schools:
        if name not in known:
            raise NotKnown(f'no school is called "{name}"; there are: {", ".join(sorted(known))}')
    for name in request.policies:
        if name not in tree.policies:
            names = ", ".join(sorted(tree.policies))
            raise NotKnown(f'no policy is called "{name}"; there are: {names}')
    return sorted(request.schools or known)


def _build_all(
    request: Request, tree: Tree, ready: list[SchoolFiles], result: Result, progress: Progress
) -> None:
    folder = staging(request.out)
    jobs = [_job(request, tree, files, folder) for files in ready]
    for done, (job, failure) in enumerate(_run(jobs, request.jobs), 1):
        name = job.school.id
        if failure is None:
            result.built.append(name)
        else:
            result.failed[name] = failure
        progress(job.school.name, done, len(jobs))
    result.built.sort()
    if "web" in request.formats and not request.schools and not request.policies:
        result.hub_failure = _build_hub(request, tree, ready, result, folder / HUB)
        result.hub = result.hub_failure is None
    for name in result.built:
        exchange(folder / "sites" / name, request.out / "sites" / name)
    if result.hub:
        exchange(folder / HUB, request.out / HUB)
    shutil.rmtree(folder)
    _write_manifest(request, tree, result)


def _job(request: Request, tree: Tree, files: SchoolFiles, folder: Path) -> Job:
    school = files.school.value
    return Job(
        root=request.root,
        school=school,
        logo=files.logo,
        policies=tuple(published(tree, files, one) for one in documents_of(tree, files)),
        approved=files.in_use,
        wanted=request.policies or tuple(sorted(tree.policies)),
        formats=request.formats,
        before=request.out / "sites" / school.id,
        folder=folder / "sites" / school.id,
    )


def _run(jobs: list[Job], workers: int) -> Iterable[tuple[Job, str | None]]:
    if workers == 1 or len(jobs) < 2:
        yield from ((job, build_school(job)) for job in jobs)
        return
    # A forked copy of a process in which typst runs threads would wait for them for ever.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(min(workers, len(jobs)), mp_context=context) as executor:
        futures = {executor.submit(build_school, job): job for job in jobs}
        for future in as_completed(futures):
            yield futures[future], future.result()


def build_school(job: Job) -> str | None:
    """Write one school's outputs to the job's folder; what went wrong, or None."""
    try:
        _write_school(job)
    except Exception as error:
        # A worker answers for one school: whatever stops it must not stop the others.
        return f"{type(error).__name__}: {error}"
    return None


def _build_hub(
    request: Request, tree: Tree, ready: list[SchoolFiles], result: Result, folder: Path
) -> str | None:
    """Write HR's own site to a folder; what went wrong, or None."""
    sound = replace(tree, schools={files.school.value.id: files for files in ready})
    left_out = [result.names.get(name, name) for name in result.withheld]
    config = project_file(request.root, "mkdocs.yml")
    try:
        hub.build(sound, left_out, templates_for(request.root), config, folder)
    except Exception as error:
        # What is amiss with HR's pages keeps no school from its own.
        return f"{type(error).__name__}: {error}"
    return None


def _write_school(job: Job) -> None:
    templates = templates_for(job.root)
    school = letterhead(job.school, job.logo, templates)
    downloads: list[web.Download] = []
    for one in job.policies:
        for kind, ending in ENDINGS.items():
            name = f"{DOCUMENTS}/{one.document.policy}.{ending}"
            data = _copy(kind, one, job, school, templates)
            if data is None and (job.before / name).is_file():
                data = (job.before / name).read_bytes()
            if data is None:
                continue
            _write(job.folder / name, data)
            pages = pdf.pages(data) if kind == "pdf" else None
            downloads.append(web.Download(one.document.policy, kind, name, len(data), pages))
    if downloads:
        documents = [one.document for one in job.policies]
        said = single.guide(documents, downloads, school, templates)
        _write(job.folder / DOCUMENTS / GUIDE, said.encode())
    if "web" in job.formats:
        config = project_file(job.root, "mkdocs.yml")
        web.build(job.policies, school, downloads, templates, config, job.folder)
    elif job.before.is_dir():
        _keep_web(job)


def _copy(
    kind: web.FileFormat, one: Published, job: Job, school: Letterhead, templates: Templates
) -> bytes | None:
    """A file of a policy; None where it is not to be made anew."""
    if kind == "page":
        made = single.render(one, school, templates) if "web" in job.formats else None
        return made.encode() if made is not None else None
    policy = one.document.policy
    if kind not in job.formats or policy not in job.wanted:
        return None
    return _paper(kind, one.document, job.approved.get(policy), school, templates)


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _paper(
    kind: PaperFormat,
    document: Document,
    approved: Approved | None,
    school: Letterhead,
    templates: Templates,
) -> bytes:
    """A paper copy; of what is on record, as it and the school were on the day of its approval."""
    if approved is None:
        return PAPER[kind](document, school, templates)
    if kind == "pdf":
        return approved.pdf
    then = letterhead(approved.record.school, approved.record.logo_data, templates)
    return PAPER[kind](approved.record.document, then, templates)


def _keep_web(job: Job) -> None:
    for path in sorted(job.before.iterdir()):
        if path.name == DOCUMENTS:
            continue
        if path.is_dir():
            shutil.copytree(path, job.folder / path.name)
        else:
            shutil.copy2(path, job.folder / path.name)


def _write_manifest(request: Request, tree: Tree, result: Result) -> None:
    sites = request.out / "sites"
    present = {folder.name for folder in sites.iterdir()} if sites.is_dir() else set()
    files = {
        name: entry
        for name, entry in manifest.read(request.out / MANIFEST).items()
        if name.startswith(tuple(f"sites/{site}/" for site in present - set(result.built)))
        or (name.startswith(f"{HUB}/") and not result.hub and (request.out / HUB).is_dir())
        or (name.startswith(f"{REVIEWS}/") and (request.out / name).is_file())
    }
    for name in result.built:
        files |= _entries(sites / name, tree, tree.schools[name])
    if result.hub:
        read = [name for name in tree.files if name.endswith(".yaml")]
        every = tuple(sorted([*read, "templates", "mkdocs.yml"]))
        files |= manifest.entries(request.out / HUB, HUB, {}, every)
    write_manifest(request.out, tree, files)


def write_manifest(out: Path, tree: Tree, files: Mapping[str, Mapping[str, object]]) -> None:
    """Write the manifest of all outputs, with the digests of their sources."""
    digests = {name: manifest.sha256(data) for name, data in tree.files.items()}
    digests["templates"] = manifest.overlay_digest(templates_for(tree.root).folders)
    digests["mkdocs.yml"] = manifest.sha256(project_file(tree.root, "mkdocs.yml").read_bytes())
    write_whole(out / MANIFEST, manifest.text(files, digests).encode())


def _entries(site: Path, tree: Tree, files: SchoolFiles) -> dict[str, dict[str, object]]:
    school = files.school.value
    own = [f"schools/{school.id}/school.yaml"]
    if school.brand.logo is not None:
        own.append(f"schools/{school.id}/{school.brand.logo}")
    common = ["policy/authorities.yaml", "policy/terms.yaml", "templates"]
    by_policy = {
        policy: _record(school.id, policy, adoption.version)
        if policy in files.in_use
        else [f"policy/{policy}/policy.yaml", f"policy/{policy}/{adoption.version}.yaml"]
        for policy, adoption in school.adopts.items()
    }
    paper = {
        f"{DOCUMENTS}/{policy}.{ending}": tuple(sorted([*common, *own, *masters]))
        for policy, masters in by_policy.items()
        for ending in (ENDINGS[kind] for kind in PAPER)
    }
    # Its pages say as well what became of earlier versions.
    folders = tuple(f"policy/{policy}/" for policy in by_policy)
    texts = [
        name for name in tree.files if name.startswith((*folders, f"schools/{school.id}/record/"))
    ]
    every = tuple(sorted([*common, *own, *texts, "mkdocs.yml"]))
    return manifest.entries(site, f"sites/{school.id}", paper, every)


def _record(school: str, policy: str, version: str) -> list[str]:
    return [f"schools/{school}/record/{policy}/{version}.{ending}" for ending in ("json", "pdf")]
