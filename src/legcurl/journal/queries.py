"""The questions that are asked of the journal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select

from legcurl.errors import InputError
from legcurl.journal.batches import batches
from legcurl.journal.entry import Stored
from legcurl.journal.models import AthleteRow, FindingRow, MachineRow, SetRow
from legcurl.journal.rows import SET_COLUMNS, set_of

SETS = (
    select(SetRow.id, AthleteRow.name, *SET_COLUMNS)
    .join(AthleteRow, AthleteRow.id == SetRow.athlete_id)
    .outerjoin(MachineRow, MachineRow.id == SetRow.machine_id)
)
EARLIEST, DAY = date(1900, 1, 1), timedelta(days=1)
"""Before any set; and more than any clock on the wall is from UTC."""
FINDINGS = select(FindingRow.set_id, FindingRow.finding).order_by(FindingRow.set_id, FindingRow.place)


@dataclass(frozen=True, slots=True)
class Choice:
    """Which sets are meant; None is all.

    Parameters
    ----------
    athlete_id : int or None
    since, until : date or None
        First and last day, by the clock on the wall.
    variation : str or None
    """

    athlete_id: int | None = None
    since: date | None = None
    until: date | None = None
    variation: str | None = None

    def conditions(self) -> list[ColumnElement[bool]]:
        """What holds of these sets alone."""
        found = []
        if self.athlete_id is not None:
            found.append(SetRow.athlete_id == self.athlete_id)
        if self.variation is not None:
            found.append(SetRow.variation == self.variation)
        if self.since is not None:
            found.append(SetRow.day >= self.since)
            if self.since > EARLIEST:  # so that the index in time, which also gives the order, serves
                found.append(SetRow.performed_at >= datetime.combine(self.since, time(), UTC) - DAY)
        if self.until is not None:
            found.append(SetRow.day <= self.until)
        return found


def chosen_sets(connection: Connection, choice: Choice) -> list[Stored]:
    """The chosen sets in time."""
    query = SETS.where(*choice.conditions()).order_by(SetRow.performed_at, SetRow.id)
    findings = FINDINGS.where(FindingRow.set_id.in_(select(SetRow.id).where(*choice.conditions())))
    return _stored(connection.execute(query).all(), connection.execute(findings).all())


def latest_sets(connection: Connection, choice: Choice, limit: int) -> list[Stored]:
    """The latest of the chosen sets, in time."""
    query = SETS.where(*choice.conditions()).order_by(SetRow.performed_at.desc(), SetRow.id.desc()).limit(limit)
    found = connection.execute(query).all()[::-1]
    ids = [row.id for row in found]
    return _stored(found, [row for some in batches(ids) for row in _findings_of(connection, some)])


def numbered_sets(connection: Connection, numbers: Sequence[int]) -> list[Stored]:
    """The sets with these numbers, in time.

    Raises
    ------
    InputError
        If one is not there.
    """
    found: list[Stored] = []
    for some in batches(numbers):
        found += _stored(connection.execute(SETS.where(SetRow.id.in_(some))).all(), _findings_of(connection, some))
    missing = sorted(set(numbers) - {one.id for one in found})
    if missing:
        raise InputError(f"there is no set {missing[0]} in the journal", fix="legcurl log show lists those that are.")
    return sorted(found, key=lambda one: (one.set.performed_at, one.id))


def first_day_of_latest(connection: Connection, choice: Choice, days: int) -> date | None:
    """The first of the latest days on which there are chosen sets; None where there are none."""
    latest = select(SetRow.day).where(*choice.conditions()).distinct().order_by(SetRow.day.desc()).limit(days)
    return connection.execute(select(func.min(latest.subquery().c.day))).scalar()


def count(connection: Connection, choice: Choice) -> int:
    """How many sets are chosen."""
    return connection.execute(select(func.count(SetRow.id)).where(*choice.conditions())).scalar_one()


def _findings_of(connection: Connection, numbers: Sequence[int]) -> Sequence[Any]:
    return connection.execute(FINDINGS.where(FindingRow.set_id.in_(numbers))).all()


def _stored(sets: Sequence[Any], findings: Sequence[Any]) -> list[Stored]:
    ids: dict[int, tuple[str, ...]] = {}
    for set_id, finding in findings:
        ids[set_id] = (*ids.get(set_id, ()), finding)
    return [Stored(row[0], row[1], set_of(row[2:], ids.get(row[0], ()))) for row in sets]
