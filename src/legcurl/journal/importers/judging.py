"""From what a log says of each set to the leg curls among them: the one place where rows are judged."""

from __future__ import annotations

import hashlib
import shlex
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC

from legcurl.coach.history import LoggedSet, SetKind
from legcurl.errors import InputError
from legcurl.journal.checks import check_set
from legcurl.journal.entry import Entry
from legcurl.journal.importers.dates import date_order, parse_moment
from legcurl.journal.importers.log_file import LogFile
from legcurl.journal.importers.registry import DateOrder, ImportedLog, LogOptions, Refused, SeenExercise
from legcurl.journal.importers.values import KG_PER_LB, in_reserve, load_unit, number, repetitions
from legcurl.journal.names import NamedExercise, exercise_key, name_exercise
from legcurl.plan import BOUNDS
from legcurl.vocabulary import BODYWEIGHT

ID_DIGITS = 32
"""Hexadecimal digits of a set's identity: 128 bits, so that no two sets of a life share one."""


@dataclass(frozen=True, slots=True)
class RawSet:
    """What a log says of one set, as text.

    Parameters
    ----------
    row : int
        Number of its row.
    when, exercise, reps, load : str
        As they stand there.
    unit : str
        Of the load, empty where the log names none.
    effort : str
        10 less the repetitions in reserve.
    kind : {"work", "warm-up", "drop", "failure"}
    notes : str
    session : str
        What tells its session from others of the same time, where the log has such a thing.
    broken : str
        Why the row cannot be read, if so; without an exercise it could be anything, so it is refused.
    """

    row: int
    when: str = ""
    exercise: str = ""
    reps: str = ""
    load: str = ""
    unit: str = ""
    effort: str = ""
    kind: SetKind = "work"
    notes: str = ""
    session: str = ""
    broken: str = ""


def judge(
    entries: Sequence[RawSet], file: LogFile, options: LogOptions, *, source: str, rows: int, notes: Sequence[str] = ()
) -> ImportedLog:
    """Take the leg curls, refuse what cannot be, and give each set its identity.

    A set is identified by its session and time, its exercise, and how many sets of that exercise stood before it in
    the session: so a second export holds the same sets under the same identities, and equal twins stay two.

    Parameters
    ----------
    entries : sequence of RawSet
        All sets of the file, in its order.
    file : LogFile
        For messages.
    options : LogOptions
    source : str
        Name of the format.
    rows : int
        Rows of the file.
    notes : sequence of str
        What was assumed so far.

    Raises
    ------
    InputError
        If a load has no unit, or dates can be read in two ways, and nobody said.
    """
    named = {name: _named(name, options) for name in dict.fromkeys(entry.exercise for entry in entries)}
    unnamed = [entry for entry in entries if entry.broken and not entry.exercise]
    curls = [entry for entry in entries if named[entry.exercise].is_leg_curl]
    order: DateOrder = "dmy"
    if curls:
        try:
            order, said = date_order((entry.when for entry in entries), options.date_order)
        except InputError as error:
            raise InputError(error.problem, path=file.path, fix=error.fix) from error
        notes = [*notes, *([said] if said else [])]
    taken: list[Entry] = []
    refused: list[Refused] = []
    before: Counter[tuple[str, ...]] = Counter()
    for entry in sorted((*unnamed, *curls), key=lambda entry: entry.row):
        try:
            place = _place(entry, order)
            before[place] += 1
            done = _set(entry, named[entry.exercise], order, options, source)
            done = replace(done, source_id=_identity(place, before[place]))
            check_set(done)
            taken.append(Entry(done))
        except _UnitNeededError as error:
            raise _ask_for_unit(file, entry) from error
        except ValueError as reason:
            refused.append(Refused(entry.row, str(reason)))
        except InputError as error:
            refused.append(Refused(entry.row, error.problem))
    return ImportedLog(source, rows, tuple(taken), len(curls), tuple(refused), _seen(entries, named), tuple(notes))


class _UnitNeededError(Exception):
    """A load stands without a unit."""


def _ask_for_unit(file: LogFile, entry: RawSet) -> InputError:
    command = f"legcurl log import {shlex.quote(str(file.path))} --unit"
    return InputError(
        f"the load {entry.load} has no unit, and the file does not say kg or lb", path=file.path,
        where=f"row {entry.row}", fix=f"Say which: {command} kg, or lb in place of kg",
    )  # fmt: skip


def _set(entry: RawSet, name: NamedExercise, order: DateOrder, options: LogOptions, source: str) -> LoggedSet:
    """The set of an entry, without its identity; ValueError with the reason where it cannot be."""
    return LoggedSet(
        performed_at=parse_moment(entry.when, order, options.zone),
        reps=repetitions(entry.reps),
        load_kg=_load_kg(entry, name, options),
        variation=name.variation,
        leg=name.leg,
        kind=entry.kind,
        repetitions_in_reserve=in_reserve(entry.effort),
        exercise_name=entry.exercise,
        notes=entry.notes,
        source=source,
    )


def _load_kg(entry: RawSet, name: NamedExercise, options: LogOptions) -> float | None:
    """The load in kg; 0 means that nothing was entered, save where the body itself is the load."""
    value = number(entry.load, "load")
    if value is None:
        return None
    if value == 0:
        return 0.0 if name.variation in BODYWEIGHT else None
    unit = load_unit(entry.unit) or options.unit
    if unit is None:
        raise _UnitNeededError
    load = value * (KG_PER_LB if unit == "lb" else 1.0)
    low, high = BOUNDS["load_kg"]
    if not low <= load <= high:
        raise ValueError(f"load {value:g} {unit}; expected {low:g} to {high:g} kg")
    return load


def _place(entry: RawSet, order: DateOrder) -> tuple[str, ...]:
    """Where a set stands in its log, whatever zone the reader is in."""
    if entry.broken:
        raise ValueError(entry.broken)
    at = parse_moment(entry.when, order, UTC).astimezone(UTC)
    return entry.session, at.isoformat(), exercise_key(entry.exercise)


def _identity(place: tuple[str, ...], count: int) -> str:
    return hashlib.sha256("\x1f".join((*place, str(count))).encode()).hexdigest()[:ID_DIGITS]


def _named(name: str, options: LogOptions) -> NamedExercise:
    """What an exercise is: by the person's word, else by its name."""
    for told, variation in options.exercises.items():
        if exercise_key(told) == exercise_key(name):
            return replace(name_exercise(name), variation=variation, confidence=1.0)
    return name_exercise(name)


def _seen(entries: Sequence[RawSet], named: Mapping[str, NamedExercise]) -> tuple[SeenExercise, ...]:
    """Leg curls, and names that could be some, those with most sets first."""
    counts = Counter(entry.exercise for entry in entries)
    return tuple(
        SeenExercise(name, count, named[name].variation, named[name].is_leg_curl)
        for name, count in counts.most_common()
        if named[name].confidence > 0
    )
