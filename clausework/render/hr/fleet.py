"""The state of every school, as JSON, CSV and calendars."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime, time
from io import StringIO
from typing import Any, Literal

from icalendar import Calendar, Event
from icalendar.prop import vText

from clausework.model.decisions import Approval
from clausework.query import Standing
from clausework.render.common.templates import Templates
from clausework.workspace.root import Workspace


def data(
    workspace: Workspace,
    names: Mapping[str, str],
    standings: Iterable[Standing],
    as_of: date,
    *,
    overdue: bool,
) -> dict[str, Any]:
    """The data for JSON.

    With `overdue`, also which reviews are overdue on that day. `names` are those of the schools by
    id.
    """
    rows = []
    for one in standings:
        row = {
            "school": one.school,
            "name": names[one.school],
            "policy": one.policy,
            "title": workspace.policies[one.policy].policy.value.title,
            "version": one.version,
            "status": one.status and one.status.value,
            "newest": one.newest,
            "behind": one.behind,
            "approved": _approved(one),
            "recorded": one.recorded,
            "next_review": _day(one.next_review),
            "coming": [
                {"version": later.version, "start": _day(later.start)} for later in one.coming
            ],
            "pending": one.pending,
            "variations": list(one.variations),
            "options": dict(one.options),
            "superseded": [asdict(stale) for stale in one.stale],
        }
        rows.append(row | {"overdue": one.overdue(as_of)} if overdue else row)
    return {"as_of": as_of.isoformat(), "rows": rows}


def _approved(standing: Standing) -> dict[str, str | None] | Literal["unknown"] | None:
    approved = standing.approved
    if not isinstance(approved, Approval):
        return approved
    return {
        "by": approved.by,
        "on": approved.on.isoformat(),
        "minute": approved.minute,
        "effective": _day(approved.effective),
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None


def as_csv(rows: Sequence[dict[str, Any]]) -> str:
    """The rows of `data` by RFC 4180, with a header, safe for a spreadsheet."""
    if not rows:
        return ""
    flat = [_flat(row) for row in rows]
    written = StringIO()
    writer = csv.DictWriter(written, list(flat[0]))
    writer.writeheader()
    writer.writerows(flat)
    return written.getvalue()


def _flat(row: dict[str, Any]) -> dict[str, str]:
    flat: dict[str, object] = {}
    for name, value in row.items():
        if name == "approved":
            flat |= _approval(row)
        elif name == "variations":
            flat[name] = "; ".join(value)
        elif name == "coming":
            flat[name] = "; ".join(f"{one['version']} from {one['start']}" for one in value)
        elif name == "options":
            flat[name] = "; ".join(f"{one}: {_cell(chosen)}" for one, chosen in value.items())
        elif name == "superseded":
            flat[name] = "; ".join(
                f"{one['number']} {one['on']}: {one['authority']} {one['edition']}, now {one['by']}"
                for one in value
            )
        else:
            flat[name] = value
    return {name: _cell(value) for name, value in flat.items()}


def _approval(row: dict[str, Any]) -> dict[str, object]:
    approved = row["approved"]
    known = approved if isinstance(approved, dict) else {}
    none = None if row["version"] is None else False
    return {"approved": True if known else approved or none} | {
        f"approved_{name}": known.get(name) for name in ("by", "on", "minute", "effective")
    }


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = "" if value is None else str(value)
    # A spreadsheet executes a cell that begins so.
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r", "\n")) else text


def calendar(
    workspace: Workspace,
    school: str,
    name: str,
    standings: Iterable[Standing],
    templates: Templates,
) -> bytes | None:
    """One school's days of review by RFC 5545, by its id and name; None where there are none.

    A calendar may not be empty. A postponed review keeps its identifier, so that a reader's copy
    moves.
    """
    assert workspace.authorities is not None
    events = []
    for one in standings:
        if one.school != school or one.next_review is None:
            continue
        event = Event()
        event.add("uid", f"review.{one.policy}.{school}@clausework")
        # The time of this entry: no clock, so the day as of which all else is judged.
        event.add("dtstamp", datetime.combine(workspace.authorities.value.looked_on, time(), UTC))
        event.add("dtstart", one.next_review)
        policy = workspace.policies[one.policy].policy.value.title
        event.add("summary", templates.words("review_due", policy))
        event.add("transp", "TRANSPARENT")
        events.append(event)
    if not events:
        return None
    title = templates.words("review_calendar", name)
    made = Calendar()
    made.add("version", "2.0")
    made.add("prodid", "-//Clausework//Policy reviews//EN")
    # By RFC 7986, and in the older form that present programs read.
    for key in ("name", "x-wr-calname"):
        made.add(key, vText(title))
    for event in events:
        made.add_component(event)
    return bytes(made.to_ical())
