"""What is followed over the weeks: strength, range, tempo, effort at equal load, and the difference of the sides.

Each is a value a training day, from sets of one variation on one machine: loads of different machines do not compare.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Literal

import numpy as np

from legcurl.coach.change import DAYS_A_WEEK, Measure, Point
from legcurl.coach.columns import column, is_one_of
from legcurl.coach.dose import tempo_of
from legcurl.coach.history import LoggedSet
from legcurl.coach.one_rm import estimates_of
from legcurl.form.standards import Standards
from legcurl.plan import Tempo
from legcurl.vocabulary import BoolArray, FloatArray

Instrument = Literal["inclinometer", "goniometer", "phone", "video"]

RANGE_ERROR: Mapping[Instrument | None, str] = MappingProxyType({
    None: "range_difference", "phone": "range_difference", "goniometer": "range_difference_goniometer",
    "inclinometer": "range_difference_inclinometer", "video": "range_difference_video",
})  # fmt: skip
"""Entry with the smallest real difference of an angle, by what measured it; the coarsest where that is not known."""

MOST_REPS = 10_000.0
"""More than any set has."""


@dataclass(frozen=True)
class Sets:
    """Sets of one variation on one machine, in time.

    Parameters
    ----------
    sets : tuple of LoggedSet
    first_day : int
        Proleptic day from which weeks are counted.
    standards : Standards
    tempo : Tempo or None
        What was planned; that of the most frequent goal unless given.
    instrument : optional
        What measured the angles.
    columns : dict
        Fields that were asked for before.
    """

    sets: tuple[LoggedSet, ...]
    first_day: int
    standards: Standards
    tempo: Tempo | None = None
    instrument: Instrument | None = None
    columns: dict[str, FloatArray] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def days(self) -> FloatArray:
        """The training day of each set."""
        return np.array([done.performed_at.toordinal() for done in self.sets], dtype=np.float64)

    @cached_property
    def one_rep_maxes(self) -> FloatArray:
        """The estimate from each set; NaN where there is none."""
        return estimates_of(self.sets, self.standards)

    def known(self, name: str) -> FloatArray:
        """A field of each set; NaN where it is not known."""
        if name not in self.columns:
            self.columns[name] = column(self.sets, name)
        return self.columns[name]

    def by_day(self, values: FloatArray, *, best: bool = False) -> tuple[Point, ...]:
        """One value a training day: the median, or the largest, of those that are known."""
        known = np.isfinite(values)
        order = np.lexsort((values[known], self.days[known]))
        day, value = self.days[known][order], values[known][order]
        if not day.size:
            return ()
        first = np.flatnonzero(np.r_[True, day[1:] != day[:-1]])
        last = np.r_[first[1:], day.size] - 1
        chosen = value[last] if best else (value[(first + last) // 2] + value[(first + last + 1) // 2]) / 2
        weeks = (day[first] - self.first_day) / DAYS_A_WEEK
        return tuple(zip(weeks.tolist(), chosen.tolist(), strict=True))


def measures_of(sets: Sets) -> tuple[Measure, ...]:
    """Every measure, in the order in which it is shown; without points where nothing is known of it."""
    return strength(sets), range_of_motion(sets), tempo_control(sets), effort(sets), side_difference(sets)


def strength(sets: Sets) -> Measure:
    """The best estimated 1RM of each day.

    Where most sets say how many repetitions were left, only those count: an estimate from a set of unknown effort is
    too low, and a mixture of both would look like a change.
    """
    estimates = sets.one_rep_maxes
    is_said = np.isfinite(sets.known("repetitions_in_reserve")) | is_one_of(sets.sets, "kind", "failure")
    said = np.where(is_said, estimates, np.nan)
    chosen = said if 2 * np.isfinite(said).sum() >= np.isfinite(estimates).sum() else estimates
    standard = sets.standards.of("strength_difference")
    return Measure(
        "strength", "kg", "estimated 1RM, best set of the day", sets.by_day(chosen, best=True),
        standard.value, standard.source, more_is_better=True, relative=True,
    )  # fmt: skip


def range_of_motion(sets: Sets) -> Measure:
    """Usable range of the knee."""
    standard = sets.standards.of(RANGE_ERROR[sets.instrument])
    points = sets.by_day(sets.known("rom_deg"))
    return Measure("range", "°", "range of the repetitions", points, standard.value, standard.source, True)


def tempo_control(sets: Sets) -> Measure:
    """How far the way down is from the planned time; both between 10 and 90 % of the range, as it is measured."""
    standard = sets.standards.of("tempo_difference")
    tempo = sets.tempo or _usual_tempo(sets)
    points: tuple[Point, ...] = ()
    if tempo is not None:
        planned_s = sets.standards.of("flank_share").value * tempo.eccentric_s
        points = sets.by_day(np.abs(sets.known("eccentric_s") - planned_s))
    return Measure(
        "tempo", "s", "distance of the way down from its plan", points, standard.value, standard.source, False
    )


def effort(sets: Sets) -> Measure:
    """How hard the same load and repetitions are, on the scale and at the load that were used longest."""
    scale, values, at, longest = "borg", np.full(len(sets.sets), np.nan), " at equal load", (-1.0, 0)
    for name in ("borg", "repetitions_in_reserve"):
        same = _at_one_load(sets, sets.known(name))
        if same is not None and same[0] > longest:
            longest, chosen = same
            scale, values = name, np.where(chosen, sets.known(name), np.nan)
            one = sets.sets[int(np.argmax(chosen))]
            at = f" of {one.load_kg:g} kg × {one.reps}"
    standard = sets.standards.of("effort_difference" if scale == "borg" else "reserve_difference")
    unit = "Borg" if scale == "borg" else "left"
    points = sets.by_day(values)
    return Measure("effort", unit, f"effort{at}", points, standard.value, standard.source, scale != "borg")


def side_difference(sets: Sets) -> Measure:
    """How far the sides are apart: of the range where both were recorded at once, otherwise of the strength."""
    standard = sets.standards.of("sides_difference")
    what, values = "range", np.abs(sets.known("side_difference_pct"))
    if not np.isfinite(values).any():
        what, values = "estimated 1RM", _strength_apart(sets)
    points = sets.by_day(values)
    return Measure("sides", "%", f"left against right, {what}", points, standard.value, standard.source, False)


def _at_one_load(sets: Sets, values: FloatArray) -> tuple[tuple[float, int], BoolArray] | None:
    """The load and repetitions used longest: days from first to last and how many sets; and which sets they are."""
    load_kg, reps = np.round(sets.known("load_kg"), 1), sets.known("reps")
    usable = np.isfinite(values) & (load_kg > 0)
    if not usable.any():
        return None
    both = MOST_REPS * load_kg + reps  # one number for each pair
    kinds, which = np.unique(both[usable], return_inverse=True)
    first, last = np.full(kinds.size, np.inf), np.full(kinds.size, -np.inf)
    np.minimum.at(first, which, sets.days[usable])
    np.maximum.at(last, which, sets.days[usable])
    counts = np.bincount(which)
    best = int(np.lexsort((counts, last - first))[-1])
    chosen = usable & (both == kinds[best])
    return (float(last[best] - first[best]), int(counts[best])), chosen


def _strength_apart(sets: Sets) -> FloatArray:
    """Difference of the legs' best estimates of a day, per cent of the larger, at one set of each day that has both."""
    apart = np.full(len(sets.sets), np.nan)
    left, right = (
        dict(sets.by_day(np.where(is_one_of(sets.sets, "leg", leg), sets.one_rep_maxes, np.nan), best=True))
        for leg in ("left", "right")
    )
    weeks = (sets.days - sets.first_day) / DAYS_A_WEEK
    for week in left.keys() & right.keys():
        apart[int(np.argmax(weeks == week))] = 100 * abs(left[week] - right[week]) / max(left[week], right[week])
    return apart


def _usual_tempo(sets: Sets) -> Tempo | None:
    goals = Counter(done.goal for done in sets.sets if done.goal is not None)
    if not goals:
        return None
    return tempo_of(goals.most_common(1)[0][0], sets.sets[0].variation, sets.standards)
