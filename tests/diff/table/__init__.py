"""Pairs of drafts and what changes from the one to the other, by what changes."""

from __future__ import annotations

from tests.diff.table.duties import DUTIES
from tests.diff.table.form import FORM
from tests.diff.table.places import NAMES, PLACES

TABLE = [*PLACES, *NAMES, *DUTIES, *FORM]
