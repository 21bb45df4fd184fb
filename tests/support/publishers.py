"""A small register, samples of what publishers send, and a root that has copies of them."""

import json
from pathlib import Path

from clausework.model.authorities import Authorities

SAMPLES = Path(__file__).parent.parent / "data" / "watch"
PAGE = "https://www.gov.uk/government/publications/keeping-children-safe-in-education--2"
ASSET = "https://assets.publishing.service.gov.uk/media"
CHANGES = "https://www.legislation.gov.uk/changes/affected/ukpga/2006/47"
SEEN = {"tier": "second-hand", "source": "made for a test"}
REGISTER = {
    "looked_on": "2026-11-22",
    "authorities": {
        "svga": {
            "title": "Safeguarding Vulnerable Groups Act 2006",
            "kind": "act",
            "url": "http://www.legislation.gov.uk/id/ukpga/2006/47",
            "verified": SEEN,
        },
        "kcsie": {
            "title": "Keeping children safe in education",
            "kind": "statutory-guidance",
            "url": PAGE,
            "verified": SEEN,
            "editions": {
                "2025": {"in_force_to": "2026-08-31", "superseded_by": "2026", "verified": SEEN},
                "2026": {
                    "in_force_from": "2026-09-01",
                    "verified": SEEN,
                    "documents": {
                        "in-force": {"url": f"{ASSET}/made-up-2026/kcsie.pdf", "verified": SEEN}
                    },
                },
            },
        },
        "safer-working": {"title": "Safer working", "kind": "sector-guidance", "verified": SEEN},
    },
}


def register(**kcsie: object) -> Authorities:
    """The register of these tests; the keyword arguments take the place of fields of `kcsie`."""
    entries = REGISTER["authorities"]
    assert isinstance(entries, dict)
    changed = {**entries, "kcsie": {**entries["kcsie"], **kcsie}}
    return Authorities.model_validate({**REGISTER, "authorities": changed})


LAUGHS = b"""<?xml version="1.0"?>
<!DOCTYPE feed [
<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">
]>
<feed xmlns="http://www.w3.org/2005/Atom"><title>&c;</title></feed>"""


def a_root(folder: Path) -> Path:
    """A root with the register of these tests, and no copies."""
    (folder / "policy").mkdir()
    # JSON is YAML too.
    (folder / "policy/authorities.yaml").write_text(json.dumps(REGISTER), "utf-8")
    return folder


def copies(root: Path, **samples: str) -> Path:
    """Put samples where the command looks for copies."""
    folder = root / ".clausework" / "watch"
    folder.mkdir(parents=True, exist_ok=True)
    for name, sample in samples.items():
        data = (SAMPLES / sample).read_bytes()
        (folder / f"{name}{Path(sample).suffix}").write_bytes(data)
    return folder
