"""What the coach's commands take from the journal."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from legcurl.cli.log_options import PlaceOptions
    from legcurl.coach.history import LoggedSet
    from legcurl.journal.entry import LoggedMachine


def history_of(place: PlaceOptions, athlete: str | None, weeks: int | None = None) -> list[LoggedSet]:
    """The sets of an athlete in time; none where nobody is named.

    Parameters
    ----------
    place : PlaceOptions
    athlete : str or None
    weeks : int, optional
        Only so many weeks up to the last set; all unless given.

    Raises
    ------
    InputError
        If the athlete or the journal is not there.
    """
    if athlete is None:
        return []
    with place.open() as journal:
        latest = journal.sets(athlete, limit=1) if weeks is not None else []
        since = latest[0].set.performed_at.date() - timedelta(weeks=weeks or 0) if latest else None
        return journal.history(athlete, since=since)


def machine_of(place: PlaceOptions, machine: str | None, athlete: str | None) -> LoggedMachine | None:
    """A machine of the journal; None where it is not known."""
    if machine is None or athlete is None:
        return None
    with place.open() as journal:
        return journal.machine(machine, athlete)
