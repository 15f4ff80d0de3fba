"""The training log: athletes, machines, and the sets they did, kept for good."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from types import TracebackType
from typing import Any, Self

from legcurl.coach.history import LoggedSet
from legcurl.errors import InputError
from legcurl.form.findings import Finding
from legcurl.journal import people, queries, rows, sets, trail
from legcurl.journal.batches import batches
from legcurl.journal.checks import checked_machine, clean_name, name_key
from legcurl.journal.database import Database, Place
from legcurl.journal.entry import Added, Change, Entry, LoggedAthlete, LoggedMachine, LoggedRep, Stored
from legcurl.journal.place import default_place
from legcurl.journal.queries import Choice
from legcurl.journal.sessions import Session, sessions_of
from legcurl.vocabulary import Variation


class Journal:
    """The training log of one or many athletes.

    Every method that changes something returns when it is on the disk, whole; an error leaves the journal as it was.
    What is done to sets can be undone, step by step. `since` and `until` are the first and last day, by the clock on
    the wall where the set was done.

    Parameters
    ----------
    place : str or path-like, optional
        A file, or the URL of a database; that of ``LEGCURL_JOURNAL`` or the user's own unless given.
    create : bool
        Whether a file that is missing is made; otherwise an empty journal in memory stands in for it.

    Raises
    ------
    InputError
        If it is no journal, or one of a newer version; from the methods: if a value cannot be, or a name or number
        is not there.
    OutputError
        If it cannot be opened, is locked, the disk is full or may not be written to; from the methods too.

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

    def athletes(self) -> list[LoggedAthlete]:
        """Everybody, by name."""
        with self._database.reading() as connection:
            return people.athletes(connection)

    def add_machine(self, machine: LoggedMachine, athlete: str | None = None) -> None:
        """Make a machine known, or more of it: what is None stays as it was, an empty setting goes away.

        Parameters
        ----------
        machine : LoggedMachine
        athlete : str, optional
            Whose settings these are; everybody's unless given.
        """
        checked = checked_machine(machine)
        with self._database.writing() as connection:
            whose = None if athlete is None else people.find_athlete(connection, athlete)
            people.write_machine(connection, checked, whose)

    def machines(self, athlete: str | None = None) -> list[LoggedMachine]:
        """All machines by name; settings of the athlete go before those for everybody."""
        with self._database.reading() as connection:
            return people.machines(connection, None if athlete is None else people.find_athlete(connection, athlete))

    def machine(self, name: str, athlete: str | None = None) -> LoggedMachine | None:
        """The machine of that name, None where it is not known."""
        key = name_key(clean_name("machine", name))
        return next((one for one in self.machines(athlete) if name_key(one.name) == key), None)

    # Adding and changing sets

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

        Raises
        ------
        InputError
            If a set cannot have been; nothing is stored then.
        """
        given = [sets.checked(one if isinstance(one, Entry) else Entry(one)) for one in entries]
        name = clean_name("athlete", athlete)
        with self._database.writing() as connection:
            added = sets.add(connection, name, given, why)
            if dry_run:
                connection.rollback()
        return added

    def edit(self, number: int, *, athlete: str | None = None, **changes: Any) -> Stored:
        """Change a set; return it as it is now.

        Parameters
        ----------
        number : int
            Its number in the journal.
        athlete : str, optional
            Whose it is from now on.
        **changes
            Fields of :class:`LoggedSet`, except findings and source.
        """
        with self._database.writing() as connection:
            return sets.edit(connection, number, athlete, changes)

    def delete(self, *numbers: int) -> list[Stored]:
        """Take sets out of the journal; return what they were."""
        with self._database.writing() as connection:
            return sets.delete(connection, list(dict.fromkeys(numbers)))

    def undo(self) -> Change:
        """Take back the last change that stands, and say which; as often as there are changes."""
        with self._database.writing() as connection:
            return trail.undo(connection)

    def redo(self) -> Change:
        """Do again what was undone last, and say what; possible until the next change."""
        with self._database.writing() as connection:
            return trail.redo(connection)

    def changes(self, limit: int = 20) -> list[Change]:
        """The latest changes, the last one first."""
        with self._database.reading() as connection:
            return trail.changes(connection, limit)

    # Asking

    def history(
        self,
        athlete: str,
        *,
        since: date | None = None,
        until: date | None = None,
        variation: Variation | None = None,
    ) -> list[LoggedSet]:
        """The sets of an athlete in time."""
        return [one.set for one in self.sets(athlete, since=since, until=until, variation=variation)]

    def sets(
        self,
        athlete: str | None = None,
        *,
        since: date | None = None,
        until: date | None = None,
        variation: Variation | None = None,
        limit: int | None = None,
    ) -> list[Stored]:
        """The sets of an athlete, or of everybody, in time; with a limit the latest of them."""
        with self._database.reading() as connection:
            whose = None if athlete is None else people.find_athlete(connection, athlete)
            choice = Choice(whose, since, until, variation)
            if limit is None:
                return queries.chosen_sets(connection, choice)
            return queries.latest_sets(connection, choice, limit)

    def sessions(
        self,
        athlete: str | None = None,
        *,
        since: date | None = None,
        until: date | None = None,
        variation: Variation | None = None,
        days: int | None = None,
    ) -> list[Session]:
        """The sessions of an athlete, or of everybody, in time; with `days` those of the latest training days."""
        with self._database.reading() as connection:
            whose = None if athlete is None else people.find_athlete(connection, athlete)
            choice = Choice(whose, since, until, variation)
            if days is not None:
                choice = Choice(whose, queries.first_day_of_latest(connection, choice, days), until, variation)
            return sessions_of(queries.chosen_sets(connection, choice))

    def entry(self, number: int) -> tuple[Stored, Entry]:
        """One set with everything that is kept of it."""
        with self._database.reading() as connection:
            (stored,) = queries.numbered_sets(connection, [number])
            return stored, rows.entries_of(connection, [(stored.id, stored.set)])[0]

    def entries(
        self, athlete: str | None = None, *, since: date | None = None, until: date | None = None
    ) -> Iterator[tuple[Stored, Entry]]:
        """Every set with everything that is kept of it, in time, a batch at a time."""
        with self._database.reading() as connection:
            whose = None if athlete is None else people.find_athlete(connection, athlete)
            for some in batches(queries.chosen_sets(connection, Choice(whose, since, until))):
                yield from zip(some, rows.entries_of(connection, [(one.id, one.set) for one in some]), strict=True)

    def count(
        self,
        athlete: str | None = None,
        *,
        since: date | None = None,
        until: date | None = None,
        variation: Variation | None = None,
    ) -> int:
        """How many sets an athlete, or everybody, has."""
        with self._database.reading() as connection:
            whose = None if athlete is None else people.find_athlete(connection, athlete)
            return queries.count(connection, Choice(whose, since, until, variation))
