"""All properties, in the order in which a long run takes its turns."""

from __future__ import annotations

from tests.fuzz import flips, hostile, stops
from tests.fuzz.properties import Property

PROPERTIES: tuple[Property, ...] = (
    *hostile.PROPERTIES,
    *stops.PROPERTIES,
    *flips.PROPERTIES,
)
