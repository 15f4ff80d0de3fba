"""Options that have to do with the journal; checked once, here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Annotated

from cyclopts import Group, Parameter

from legcurl.cli.options import STDOUT
from legcurl.coach.history import SetKind
from legcurl.errors import UsageError
from legcurl.vocabulary import Goal, Leg, Variation

if TYPE_CHECKING:
    from legcurl.journal.store import Journal

Json = Annotated[str | None, Parameter(allow_leading_hyphen=True)]
JOURNAL = Group("The journal", sort_key=5)
CHOICE = Group("Which sets", sort_key=1)
SET = Group("The set", sort_key=1)


@Parameter(name="*", group=JOURNAL)
@dataclass(frozen=True)
class PlaceOptions:
    """Where the journal is.

    Parameters
    ----------
    journal
        The journal's file; that in LEGCURL_JOURNAL, or your own, unless given.
    """

    journal: str | None = None

    def open(self, *, create: bool = False) -> Journal:
        """The journal; an empty one where there is none yet and none is to be made."""
        from legcurl.journal.store import Journal

        return Journal(self.journal, create=create)


@Parameter(name="*", group=JOURNAL)
@dataclass(frozen=True)
class StoringOptions:
    """Whether and how an analysis is kept.

    Parameters
    ----------
    log
        Keep the set in the journal, as one of this athlete.
    at
        When it was done, as in 2026-05-01T18:30; the time of the file unless given.
    journal
        The journal's file; that in LEGCURL_JOURNAL, or your own, unless given.
    """

    log: str | None = None
    at: str | None = None
    journal: str | None = None

    def check(self) -> None:
        """Refuse, before any work is done, a time that is none and a journal that cannot be opened."""
        if self.log is None:
            if self.at is not None or self.journal is not None:
                raise UsageError("--at and --journal go with --log NAME")
            return
        if self.at is not None:
            moment(self.at)
        self.place.open(create=True).close()

    @property
    def place(self) -> PlaceOptions:
        """Where the journal is."""
        return PlaceOptions(self.journal)


@Parameter(name="*", group=CHOICE)
@dataclass(frozen=True)
class ChoiceOptions:
    """Which sets are meant.

    Parameters
    ----------
    athlete
        Only those of this athlete.
    since
        From this day on, as in 2026-05-01.
    until
        Up to this day.
    variation
        Only these.
    """

    athlete: str | None = None
    since: date | None = None
    until: date | None = None
    variation: Variation | None = None


@Parameter(name="*", group=SET)
@dataclass(frozen=True)
class SetOptions:
    """What is said of a set.

    Parameters
    ----------
    reps
        Complete repetitions.
    load_kg
        Load shown by the machine.
    variation
        Which leg curl.
    leg
        Which leg.
    goal
        What it was for.
    kind
        What sort of set.
    borg
        How hard it was on Borg's scale, 6-20.
    rir
        How many more repetitions you could have done.
    pain
        Pain during the set, 0-10.
    machine
        Name of the machine.
    notes
        Your own words.
    at
        When, as in 2026-05-01T18:30; with +02:00 for another zone than this computer's.
    """

    reps: int | None = None
    load_kg: float | None = None
    variation: Variation | None = None
    leg: Leg | None = None
    goal: Goal | None = None
    kind: SetKind | None = None
    borg: float | None = None
    rir: float | None = None
    pain: float | None = None
    machine: str | None = None
    notes: str | None = None
    at: str | None = None

    def said(self) -> dict[str, object]:
        """What was given, under the names of a set's fields."""
        given: dict[str, object] = {
            "reps": self.reps, "load_kg": self.load_kg, "variation": self.variation, "leg": self.leg,
            "goal": self.goal, "kind": self.kind, "borg": self.borg, "repetitions_in_reserve": self.rir,
            "pain": self.pain, "machine": self.machine, "notes": self.notes,
            "performed_at": None if self.at is None else moment(self.at),
        }  # fmt: skip
        return {name: value for name, value in given.items() if value is not None}


ANYWHERE, NOT_KEPT, ALL_SETS, NOTHING_SAID = PlaceOptions(), StoringOptions(), ChoiceOptions(), SetOptions()


def moment(text: str) -> datetime:
    """A moment with its zone; this computer's where none is said, and noon where only a day is.

    Raises
    ------
    UsageError
        If it is none.
    """
    try:
        at = datetime.fromisoformat(text)
        if len(text) <= len("2026-05-01"):
            at = datetime.combine(at.date(), time(12))
        return at if at.tzinfo is not None else at.astimezone()
    except (ValueError, OverflowError, OSError) as error:
        raise UsageError(f"--at {text}: expected a day or time as in 2026-05-01 or 2026-05-01T18:30+02:00") from error


def wants_json(json: str | None) -> bool:
    """Whether JSON is asked for, on standard output."""
    if json not in (None, STDOUT):
        raise UsageError(f"--json {json}: expected -, for standard output")
    return json == STDOUT


def nothing_in(place: str, choice: ChoiceOptions = ALL_SETS) -> str:
    """What is said where there is nothing to show."""
    if choice != ALL_SETS:
        return f"No such sets in {place}."
    return (
        f"The journal is empty ({place}).\n"
        "Fill it: legcurl analyze FILE --log NAME, legcurl log add, or legcurl log import FILE"
    )
