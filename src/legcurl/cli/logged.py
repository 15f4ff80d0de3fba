"""What the coach's commands take from the journal."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from legcurl.coach.history import LoggedSet


def history_of(athlete: str | None) -> list[LoggedSet]:
    """The sets of an athlete in time; none where nobody is named.

    Raises
    ------
    InputError
        If the athlete or the journal is not there.
    """
    if athlete is None:
        return []
    from legcurl.journal.store import Journal

    with Journal(create=False) as journal:
        return journal.history(athlete)


def plate_step_of(machine: str | None, athlete: str | None) -> float | None:
    """The plate step of a machine in the journal; None where it is not known."""
    if machine is None or athlete is None:
        return None
    from legcurl.journal.store import Journal

    with Journal(create=False) as journal:
        known = journal.machine(machine, athlete)
    return None if known is None else known.plate_step_kg
