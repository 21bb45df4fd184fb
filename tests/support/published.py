"""What Oak publishes of the example policy when it had one version of it after the other."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any, Literal

from clausework.model.decisions import Approval, Role
from clausework.model.policy import Adopted, Adoption, Related, School, Slip, Version
from clausework.query.published import Published, published
from clausework.records import record
from clausework.resolve.version import resolve
from clausework.workspace.kept import Approved
from clausework.workspace.root import PolicyFiles, SchoolFiles, Workspace, read_workspace
from clausework.workspace.schema import File
from tests.support.places import EXAMPLES
from tests.support.samples import OAK, POLICY

FORM = Slip(form="https://example.org/form", privacy_notice="https://example.org/privacy")
LINKS = {"code-of-conduct": "https://example.org/conduct"}


@lru_cache
def workspace() -> Workspace:
    """The examples, with all versions issued, and ids for the policies they are read with."""
    found = read_workspace(EXAMPLES)
    files = found.policies[POLICY]
    issued = {number: changed(file, status="released") for number, file in files.versions.items()}
    related = (
        Related(title="Code of Conduct", id="code-of-conduct"),
        Related(title="Grievance Procedure"),
        Related(title="The policy itself", policy=POLICY),
    )
    found.policies[POLICY] = PolicyFiles(changed(files.policy, related=related), issued)
    return found


def changed(file: File[Any], **values: Any) -> File[Any]:
    return File(file.source, file.value.model_copy(update=values))


def approval(year: int) -> Approval:
    return Approval(by="Full Governing Body", on=date(year, 5, 12), effective=date(year, 6, 1))


def had(number: str, approved: Approval | Literal["unknown"] | None, **values: Any) -> Adopted:
    return Adopted(version=number, approved=approved, **values)


def published_after(
    *adopted: Adopted,
    on_record: Sequence[str] = (),
    versions: Sequence[Version] = (),
    roles: tuple[Role, ...] = (),
) -> Published:
    """What Oak publishes that had these versions, the last one now; `on_record` are the versions of
    which there is a record, `versions` some in the place of the policy's own. `roles` is what each
    of those says to its readers.
    """
    whole = workspace()
    if roles:
        own = whole.policies[POLICY]
        said = {number: changed(file, roles=roles) for number, file in own.versions.items()}
        whole = replace(whole, policies={POLICY: replace(own, versions=said)})
    if versions:
        own = whole.policies[POLICY]
        first = own.versions["1.0"]
        mine = {one.version: File(first.source, one) for one in versions}
        whole = replace(whole, policies={POLICY: replace(own, versions=mine)})
    files = whole.schools[OAK]
    adoption = Adoption(**dict(adopted[-1]), history=adopted[:-1])
    school = files.school.value.model_copy(
        update={"adopts": {POLICY: adoption}, "links": LINKS, "slip": FORM}
    )
    known = {one.version: _record(whole, school, one) for one in adopted}
    files = SchoolFiles(
        File(files.school.source, school),
        files.logo,
        {(POLICY, number): known[number] for number in on_record},
    )
    return published(whole, files, known[adopted[-1].version].record.document)


def _record(whole: Workspace, school: School, adopted: Adopted) -> Approved:
    version = whole.policies[POLICY].versions[adopted.version].value
    document = resolve(whole.master(POLICY), version, school, adopted)[0]
    kept = record.of(school, None, {}, adopted, document, b"%PDF")
    approval = adopted.approved if isinstance(adopted.approved, Approval) else None
    return Approved(adopted.version, kept, b"%PDF", approval)
