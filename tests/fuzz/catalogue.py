"""All properties, in the order in which a long run takes its turns."""

from __future__ import annotations

from tests.fuzz import documents, flips, hostile, redlines, stops, upgrades
from tests.fuzz.properties import Property

PROPERTIES: tuple[Property, ...] = (
    *documents.PROPERTIES,
    *redlines.PROPERTIES,
    *upgrades.PROPERTIES,
    *hostile.PROPERTIES,
    *stops.PROPERTIES,
    *flips.PROPERTIES,
)
