"""For each rule, what breaks it: a change of the small valid root."""

from __future__ import annotations

from tests.checks.breaks.figures import FIGURES
from tests.checks.breaks.files import FORM, READING
from tests.checks.breaks.records import RECORDS
from tests.checks.breaks.register import CATALOGUES, SOURCES
from tests.checks.breaks.schools import LOCAL_CHANGES, SCHOOLS
from tests.checks.breaks.structure import STRUCTURE
from tests.checks.breaks.tables import TABLES
from tests.checks.breaks.texts import PASTED, SENTENCES, TEXTS
from tests.checks.breaks.varying import OPTIONS, PEOPLE
from tests.checks.breaks.versions import CHANGES, HISTORY, PLACES

BREAKS = [
    *READING,
    *FORM,
    *TEXTS,
    *PASTED,
    *PLACES,
    *SOURCES,
    *HISTORY,
    *CHANGES,
    *SCHOOLS,
    *RECORDS,
    *SENTENCES,
    *LOCAL_CHANGES,
    *CATALOGUES,
    *TABLES,
    *STRUCTURE,
    *FIGURES,
    *OPTIONS,
    *PEOPLE,
]
