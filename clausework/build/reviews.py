"""Reviews: what governors are shown of new versions, in separate folders, written atomically."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from clausework.publish import inventory
from clausework.publish.inventory import REVIEWS
from clausework.publish.manifest import overlay, overlay_digest, sha256
from clausework.publish.swap import alone, exchange, staging
from clausework.query.board_paper import Meeting, Pack, pack
from clausework.query.comparison import between, data_for_readers
from clausework.render import proofread
from clausework.render.common.letterhead import Letterhead, letterhead
from clausework.render.common.templates import Templates, templates_for
from clausework.render.review import pack as board_pack
from clausework.render.review import review as page
from clausework.workspace.root import Workspace

# Beside the folders of the policies, whose names all include a version.
MEETING = "meeting"


@dataclass(frozen=True)
class Offer:
    """A version of a policy for a meeting, the version it is compared with, and its agenda item."""

    policy: str
    before: str
    after: str
    item: str | None = None


@dataclass(frozen=True)
class _Folder:
    """A folder of files by name, and the comparison in it."""

    name: str
    contents: Mapping[str, bytes]
    offers: Sequence[Offer]


def write(
    workspace: Workspace, school: str, offer: Offer, meeting: str | None, out: Path, *, bind: bool
) -> Path:
    """Write one school's review of one version against another, and return its folder.

    `bind` puts the copies into the pack as well, as one file. The tree must be sound, and
    everything named must exist. Raises lock.Refused, OSError, and what the renderers raise where a
    template does not fit.
    """
    head, templates = _look(workspace, school)
    told = _pack(workspace, school, offer, meeting)
    review = _review(told, offer, head, templates, bind=bind)
    return _publish(workspace, school, out, [review])[0]


def write_meeting(
    workspace: Workspace,
    school: str,
    offers: Sequence[Offer],
    meeting: str,
    out: Path,
    *,
    bind: bool,
) -> list[Path]:
    """Write the review of each version for one meeting, and the files that combine them.

    Returns the folders, that of the meeting last. Raises what `write` raises.
    """
    head, templates = _look(workspace, school)
    packs = [_pack(workspace, school, offer, meeting) for offer in offers]
    folders = [
        _review(told, offer, head, templates, bind=bind)
        for told, offer in zip(packs, offers, strict=True)
    ]
    clean = folders[0].contents["new.docx"]
    together = {
        "index.html": page.render_meeting(packs, head, templates).encode(),
        "pack.pdf": proofread.pack(
            packs if bind else (),
            board_pack.meeting_pdf(packs, head, templates, bind=bind),
            "the meeting's pack.pdf",
        ),
        "report.docx": board_pack.report(packs, clean, head, templates),
    }
    folders.append(_Folder(MEETING, together, offers))
    return _publish(workspace, school, out, folders)


def _look(workspace: Workspace, school: str) -> tuple[Letterhead, Templates]:
    files, templates = workspace.schools[school], templates_for(workspace.root)
    return letterhead(files.school.value, files.logo, templates), templates


def _pack(workspace: Workspace, school: str, offer: Offer, meeting: str | None) -> Pack:
    comparison = between(workspace, offer.policy, offer.before, offer.after, school)
    return pack(workspace, comparison, school, Meeting(meeting, offer.item))


def _review(
    told: Pack, offer: Offer, head: Letterhead, templates: Templates, *, bind: bool
) -> _Folder:
    comparison = told.comparison
    clean = proofread.word(comparison.new, head, templates, "new.docx")
    contents = {
        "index.html": page.render(told, head, templates).encode(),
        "redline.pdf": proofread.pdf(comparison.marked, head, templates, "redline.pdf"),
        "redline.docx": proofread.word(comparison.marked, head, templates, "redline.docx"),
        "old.docx": proofread.word(comparison.old, head, templates, "old.docx"),
        "new.docx": clean,
        "new.pdf": proofread.pdf(comparison.new, head, templates, "new.pdf"),
        "pack.pdf": proofread.pack(
            [told] if bind else (), board_pack.pdf(told, head, templates, bind=bind), "pack.pdf"
        ),
        "report.docx": board_pack.report([told], clean, head, templates),
        "changes.json": _json(data_for_readers(comparison, head.id)),
    }
    return _Folder(told.name, contents, [offer])


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


def _publish(
    workspace: Workspace, school: str, out: Path, folders: Sequence[_Folder]
) -> list[Path]:
    """Replace old folders, list the new ones in the manifest, and return their paths."""
    places = {f"{REVIEWS}/{school}/{folder.name}": folder for folder in folders}
    with alone(out):
        staged = staging(out)
        for place, folder in places.items():
            fresh = staged / place
            fresh.mkdir(parents=True)
            for name, content in folder.contents.items():
                (fresh / name).write_bytes(content)
        for error in exchange(staged, out, places).values():
            raise error
        digests = {name: sha256(data) for name, data in workspace.files.items()}
        digests["templates"] = overlay_digest(overlay(templates_for(workspace.root).folders))
        came_from = {
            place: _sources(workspace, school, folder.offers) for place, folder in places.items()
        }
        inventory.enter(out, came_from, digests)
    return [out / place for place in places]


def _sources(workspace: Workspace, school: str, offers: Sequence[Offer]) -> tuple[str, ...]:
    """The files that a review was made from."""
    named = {"policy/authorities.yaml", "policy/terms.yaml", "templates"}
    named |= {name for name in workspace.files if name.startswith(f"schools/{school}/")}
    for offer in offers:
        files = ("policy", offer.before, offer.after)
        named |= {f"policy/{offer.policy}/{name}.yaml" for name in files}
    return tuple(sorted(named))
