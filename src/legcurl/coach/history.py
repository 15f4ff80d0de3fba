"""One set as a person's history holds it: what the journal stores, importers make, and the coach reads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from legcurl.vocabulary import Goal, Leg, Variation

SetKind = Literal["work", "warm-up", "drop", "failure"]


@dataclass(frozen=True, slots=True)
class LoggedSet:
    """A set that was done; whatever was not measured or said is None.

    Parameters
    ----------
    performed_at : datetime
        When, with its time zone.
    reps : int
        Complete repetitions (of one leg, where legs are counted apart).
    load_kg : float or None
        Load shown by the machine.
    variation, leg, goal : optional
        What was done, with which leg, what for.
    kind : {"work", "warm-up", "drop", "failure"}
        What sort of set.
    borg : float or None
        Effort on Borg's 6–20 scale.
    repetitions_in_reserve : float or None
        How many more the person could have done, by their own account.
    pain : float or None
        0–10.
    rom_deg, concentric_s, hold_s, eccentric_s : float or None
        Median over the complete repetitions of a recorded set.
    velocity_loss_pct, side_difference_pct, time_under_tension_s : float or None
        Of a recorded set.
    findings : tuple of str
        Ids of the findings, most important first.
    machine : str or None
        Name of the machine in the journal.
    exercise_name : str
        As the source calls the exercise.
    notes : str
        The person's own.
    source, source_id : str
        Where it comes from (``analysis``, ``entered``, ``strong`` …) and what identifies it there, so that a second
        import adds nothing.
    """

    performed_at: datetime
    reps: int
    load_kg: float | None = None
    variation: Variation | None = None
    leg: Leg | None = None
    goal: Goal | None = None
    kind: SetKind = "work"
    borg: float | None = None
    repetitions_in_reserve: float | None = None
    pain: float | None = None
    rom_deg: float | None = None
    concentric_s: float | None = None
    hold_s: float | None = None
    eccentric_s: float | None = None
    velocity_loss_pct: float | None = None
    side_difference_pct: float | None = None
    time_under_tension_s: float | None = None
    findings: tuple[str, ...] = ()
    machine: str | None = None
    exercise_name: str = ""
    notes: str = ""
    source: str = "entered"
    source_id: str = ""
