"""The training log: athletes, machines, and the sets they did, kept for good."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, insert, select

from legcurl.coach.history import LoggedSet
from legcurl.errors import InputError
from legcurl.form.findings import Finding
from legcurl.journal import people, queries, rows, trail
from legcurl.journal.checks import check_path, check_set, clean_name
from legcurl.journal.database import Database, Place
from legcurl.journal.entry import (
    Added,
    Entry,
    LoggedRep,
)  # fmt: skip
from legcurl.journal.models import SetRow
from legcurl.journal.place import default_place
from legcurl.vocabulary import Variation


class Journal:
    """The training log of one or many athletes.

    Every method that changes something returns when it is on the disk, whole; an error leaves the journal as it was.

    Parameters
    ----------
    place : str or path-like, optional
        A file, or the URL of a database; that of ``LEGCURL_JOURNAL`` or the user's own unless given.
    create : bool
        Whether a file that is missing is made; otherwise an empty journal in memory stands in for it.

    Raises
    ------
    InputError
        If it is no journal, or one of a newer version.
    OutputError
        If it cannot be opened; from the methods: if it is locked, the disk is full or may not be written to.

    Examples
    --------
    >>> from datetime import UTC, datetime
    >>> with Journal("sqlite://") as journal:
    ...     number = journal.add_set("Ann", LoggedSet(datetime(2026, 5, 1, 18, 30, tzinfo=UTC), reps=12, load_kg=30))
    ...     [done.reps for done in journal.history("Ann")]
    [12]
    """

    def __init__(self, place: Place | None = None, *, create: bool = True) -> None:
        self._database = Database(default_place() if place is None else place, create=create)
        self.place = self._database.place

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    # People and machines

    def add_athlete(self, name: str) -> bool:
        """Make an athlete known; False where they are already."""
        with self._database.writing() as connection:
            return people.make_athlete(connection, clean_name("athlete", name))[1]

    # Sets

    def add_set(
        self,
        athlete: str,
        done: LoggedSet,
        reps: Sequence[LoggedRep] = (),
        findings: Sequence[Finding] = (),
        analysis: str | None = None,
        videos: Sequence[str] = (),
    ) -> int:
        """Store one set; return its number.

        Raises
        ------
        InputError
            If it cannot have been, or is stored already.
        """
        entry = Entry(done, tuple(reps), tuple(findings), tuple(videos), analysis)
        added = self.add_sets(athlete, [entry], why=f"add a set of {clean_name('athlete', athlete)}")
        if added.duplicates:
            raise InputError(f"this set is stored already, as set {added.duplicates[0]}")
        return added.ids[0]

    def add_sets(
        self, athlete: str, entries: Iterable[Entry | LoggedSet], *, why: str = "add sets", dry_run: bool = False
    ) -> Added:
        """Store sets in one transaction: all that are new, or, after an error, none.

        A set is there already where one of this athlete has the same `source` and `source_id`; without a `source_id`
        nothing tells, and it is added.

        Parameters
        ----------
        athlete : str
            Whose; made known where they are not.
        entries : iterable of Entry or LoggedSet
        why : str
            What is being done, for the list of changes: ``import strong.csv``.
        dry_run : bool
            Do everything and then take it back: the counts without the change.

        Returns
        -------
        Added

        Raises
        ------
        InputError
            If a set cannot have been; nothing is stored then.
        """
        given = [_checked(one if isinstance(one, Entry) else Entry(one)) for one in entries]
        name = clean_name("athlete", athlete)
        with self._database.writing() as connection:
            athlete_id, new = people.make_athlete(connection, name)
            ids, duplicates = _insert(connection, athlete_id, given)
            if ids:
                trail.record(connection, why, dict.fromkeys(ids))
            if dry_run:
                connection.rollback()
        return Added(tuple(ids), tuple(duplicates), new)

    def history(
        self,
        athlete: str,
        *,
        since: date | None = None,
        until: date | None = None,
        variation: Variation | None = None,
    ) -> list[LoggedSet]:
        """The sets of an athlete in time.

        Parameters
        ----------
        athlete : str
        since, until : date, optional
            First and last day, by the clock on the wall.
        variation : optional
            Only these.

        Raises
        ------
        InputError
            If nobody has that name.
        """
        with self._database.reading() as connection:
            choice = queries.Choice(people.find_athlete(connection, athlete), since, until, variation)
            return [one.set for one in queries.stored_sets(connection, choice)]


def _checked(entry: Entry) -> Entry:
    """An entry that can be stored, its findings said once."""
    check_set(entry.set)
    for path in entry.videos:
        check_path(path)
    if not entry.findings:
        return entry
    return replace(entry, set=replace(entry.set, findings=tuple(one.id for one in entry.findings)))


def _insert(connection: Connection, athlete_id: int, entries: Sequence[Entry]) -> tuple[list[int], list[int]]:
    """Store the entries that are new; return their numbers, and those of the sets that were there already."""
    known = {
        (source, source_id): number
        for number, source, source_id in connection.execute(
            select(SetRow.id, SetRow.source, SetRow.source_id).where(
                SetRow.athlete_id == athlete_id,
                SetRow.source.in_({entry.set.source for entry in entries}),
                SetRow.source_id.is_not(None),
            )
        )
    }
    machines: dict[str, int] = {}
    new: dict[int, Entry] = {}
    duplicates = []
    for entry in entries:
        identity = (entry.set.source, entry.set.source_id)
        if entry.set.source_id and identity in known:
            duplicates.append(known[identity])
            continue
        machine = entry.set.machine
        if machine is not None and machine not in machines:
            machines[machine] = people.make_machine(connection, machine)
        values = rows.set_values(entry.set, athlete_id, None if machine is None else machines[machine])
        made = connection.execute(insert(SetRow).values(values))
        number = int(made.inserted_primary_key[0])  # type: ignore[index]
        known[identity] = number
        new[number] = entry
    rows.insert_parts(connection, new.items())
    return list(new), duplicates
