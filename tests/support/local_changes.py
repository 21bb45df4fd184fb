"""Local changes that Oak could make to version 1.0 of the example policy."""

from dataclasses import replace

from clausework.model.policy import Adopted, Variation
from clausework.workspace.root import Workspace, read_workspace
from clausework.workspace.schema import File
from tests.support.places import EXAMPLES
from tests.support.samples import OAK, POLICY

REASON, CONSULTED = "Because of the flood of 1953.", "Parish council, Michaelmas term."
# The words that they stand in place of are those of policy/social-networking/1.0.yaml.
ADDED = Variation(
    add="local-flood",
    after="aims",
    text="Staff must read *it*.",
    reason=REASON,
    consulted=CONSULTED,
)
WEAKER = Variation(
    replace="clear-professional-boundaries",
    text=(
        "Communication between children and adults, by whatever method, should take place within "
        "clear professional boundaries. Employees should abide by the agreed method of "
        "communication policies within the {{ setting }}. Adults should ensure that all "
        "communications are transparent and open to scrutiny."
    ),
    reason=REASON,
)
OMITTED = Variation(omit="illegal-material", reason=REASON, consulted=CONSULTED)
SAME = Variation(replace="aim-safeguard-children", text="Safeguard children", reason=REASON)
ALL = (ADDED, WEAKER, OMITTED, SAME)


def varied(*variations: Variation, pending: bool = False) -> Workspace:
    """The examples, of which one school has these local changes and no others."""
    workspace = read_workspace(EXAMPLES)
    files = workspace.schools[OAK]
    adoption = files.school.value.adopts[POLICY]
    later = Adopted(version="1.0", variations=variations) if pending else None
    now = () if pending else variations
    adoption = adoption.model_copy(update={"variations": now, "pending": later})
    school = files.school.value.model_copy(update={"adopts": {POLICY: adoption}})
    workspace.schools[OAK] = replace(files, school=File(files.school.source, school))
    return workspace
