"""The questions that are asked of the journal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, select

from legcurl.journal.entry import Stored
from legcurl.journal.models import AthleteRow, FindingRow, MachineRow, SetRow
from legcurl.journal.rows import SET_COLUMNS, set_of


@dataclass(frozen=True, slots=True)
class Choice:
    """Which sets are meant; None is all.

    Parameters
    ----------
    athlete_id : int or None
    since, until : date or None
        First and last day, by the clock on the wall.
    variation, kind, source : str or None
    """

    athlete_id: int | None = None
    since: date | None = None
    until: date | None = None
    variation: str | None = None
    kind: str | None = None
    source: str | None = None

    def narrow(self, query: Select[Any]) -> Select[Any]:
        """The query, of these sets alone."""
        equal = {SetRow.athlete_id: self.athlete_id, SetRow.variation: self.variation, SetRow.kind: self.kind,
                 SetRow.source: self.source}  # fmt: skip
        for column, value in equal.items():
            query = query if value is None else query.where(column == value)
        if self.since is not None:
            query = query.where(SetRow.day >= self.since)
        return query if self.until is None else query.where(SetRow.day <= self.until)


def stored_sets(connection: Connection, choice: Choice, limit: int | None = None) -> list[Stored]:
    """The chosen sets in time; with a limit the latest of them."""
    query = choice.narrow(
        select(AthleteRow.name.label("athlete"), *SET_COLUMNS)
        .join(AthleteRow, AthleteRow.id == SetRow.athlete_id)
        .outerjoin(MachineRow, MachineRow.id == SetRow.machine_id)
    )
    if limit is None:
        found = connection.execute(query.order_by(SetRow.performed_at, SetRow.id)).all()
    else:
        latest = query.order_by(SetRow.performed_at.desc(), SetRow.id.desc()).limit(limit)
        found = connection.execute(latest).all()[::-1]
    findings = _findings(connection, choice, None if limit is None else [row.id for row in found])
    return [Stored(row.id, row.athlete, set_of(row, findings.get(row.id, ()))) for row in found]


def _findings(connection: Connection, choice: Choice, numbers: Iterable[int] | None) -> dict[int, tuple[str, ...]]:
    """Ids of the findings of the chosen sets, or of those with the given numbers."""
    query: Select[Any] = select(FindingRow.set_id, FindingRow.finding).order_by(FindingRow.set_id, FindingRow.place)
    if numbers is None:
        query = choice.narrow(query.join(SetRow, SetRow.id == FindingRow.set_id))
    else:
        query = query.where(FindingRow.set_id.in_(list(numbers)))
    found: dict[int, tuple[str, ...]] = {}
    for set_id, finding in connection.execute(query):
        found[set_id] = (*found.get(set_id, ()), finding)
    return found
