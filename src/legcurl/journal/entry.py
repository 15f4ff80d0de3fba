"""What goes into the journal and comes out of it, as plain frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from legcurl.coach.history import LoggedSet
from legcurl.form.findings import Finding
from legcurl.vocabulary import RepKind, Variation


@dataclass(frozen=True, slots=True)
class LoggedRep:
    """One repetition of a recorded set; see :class:`legcurl.metrics.RepMetrics` for the measures."""

    number: int
    kind: RepKind = "complete"
    corrected: bool = False
    start_s: float | None = None
    end_s: float | None = None
    concentric_s: float | None = None
    hold_s: float | None = None
    eccentric_s: float | None = None
    rest_after_s: float | None = None
    rom_deg: float | None = None
    peak_knee_flexion_deg: float | None = None
    mean_concentric_velocity_deg_s: float | None = None
    peak_velocity_deg_s: float | None = None
    sparc: float | None = None
    inertial_share: float | None = None
    work_j: float | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A set with everything that is kept of it.

    Parameters
    ----------
    set : LoggedSet
        The set; where `findings` are given too, their ids and `set.findings` are the same.
    reps : tuple of LoggedRep
        Its repetitions, in order.
    findings : tuple of Finding
        In full, most important first; empty where only their ids are known (they stand in `set`).
    videos : tuple of str
        Paths.
    analysis : str or None
        The text of its ``analysis.json``.
    """

    set: LoggedSet
    reps: tuple[LoggedRep, ...] = ()
    findings: tuple[Finding, ...] = ()
    videos: tuple[str, ...] = ()
    analysis: str | None = None


@dataclass(frozen=True, slots=True)
class Stored:
    """A set in the journal, with its number there and whose it is."""

    id: int
    athlete: str
    set: LoggedSet


@dataclass(frozen=True, slots=True)
class Added:
    """What became of sets that were to be added.

    Parameters
    ----------
    ids : tuple of int
        Numbers of the sets that are new, in the order given.
    duplicates : tuple of int
        Numbers of the sets that were there already, or were given twice; they stay as they are.
    new_athlete : bool
        Whether the athlete was not known before.
    """

    ids: tuple[int, ...]
    duplicates: tuple[int, ...]
    new_athlete: bool


@dataclass(frozen=True, slots=True)
class LoggedAthlete:
    """A person in the journal, how many sets they have, and when the first and the last was."""

    name: str
    sets: int
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class LoggedMachine:
    """A machine in the journal.

    Parameters
    ----------
    name : str
    variation : optional
        What is done on it.
    plate_step_kg, lightest_kg : float or None
        Smallest step of its stack, and the lightest load that it can be set to.
    settings : mapping of str to str
        How it is set for the athlete that was asked for: seat, pads, stops, anything else, as the machine labels it;
        what holds for everybody where the athlete has no word of their own.
    """

    name: str
    variation: Variation | None = None
    plate_step_kg: float | None = None
    lightest_kg: float | None = None
    settings: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Change:
    """Something that was done to the journal, and whether it has been undone."""

    id: int
    made_at: datetime
    what: str
    sets: int
    undone: bool
