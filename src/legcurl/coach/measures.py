"""What is followed over the weeks: strength, range, tempo, effort at equal load, and the difference of the sides.

Each is a value a training day, from sets of one variation on one machine: loads of different machines do not compare.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from operator import attrgetter
from types import MappingProxyType
from typing import Literal

import numpy as np

from legcurl.coach.change import DAYS_A_WEEK, Measure, Point
from legcurl.coach.dose import tempo_of
from legcurl.coach.history import LoggedSet
from legcurl.coach.one_rm import estimates_of
from legcurl.form.standards import Standards
from legcurl.plan import Tempo

Instrument = Literal["inclinometer", "goniometer", "phone", "video"]

RANGE_ERROR: Mapping[Instrument | None, str] = MappingProxyType({
    None: "range_difference", "phone": "range_difference", "goniometer": "range_difference_goniometer",
    "inclinometer": "range_difference_inclinometer", "video": "range_difference_video",
})  # fmt: skip
"""Entry with the smallest real difference of an angle, by what measured it; the coarsest where that is not known."""


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
    """

    sets: tuple[LoggedSet, ...]
    first_day: int
    standards: Standards
    tempo: Tempo | None = None
    instrument: Instrument | None = None

    @cached_property
    def days(self) -> tuple[int, ...]:
        """The training day of each set."""
        return tuple(done.performed_at.toordinal() for done in self.sets)

    @cached_property
    def one_rep_maxes(self) -> tuple[float | None, ...]:
        """The estimate from each set."""
        return tuple(estimates_of(self.sets, self.standards))

    def by_day(self, dated: Iterable[tuple[int, float]], *, best: bool = False) -> tuple[Point, ...]:
        """One value a training day: the median, or the largest."""
        pairs = np.fromiter(chain.from_iterable(dated), dtype=np.float64).reshape(-1, 2)
        if not pairs.size:
            return ()
        day, value = pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))].T
        first = np.flatnonzero(np.r_[True, day[1:] != day[:-1]])
        last = np.r_[first[1:], day.size] - 1
        chosen = value[last] if best else (value[(first + last) // 2] + value[(first + last + 1) // 2]) / 2
        weeks = (day[first] - self.first_day) / DAYS_A_WEEK
        return tuple(zip(weeks.tolist(), chosen.tolist(), strict=True))

    def known(self, name: str) -> list[tuple[int, float]]:
        """Day and value of the sets in which a field is known."""
        get = attrgetter(name)
        return [
            (day, value) for day, done in zip(self.days, self.sets, strict=True) if (value := get(done)) is not None
        ]


def measures_of(sets: Sets) -> tuple[Measure, ...]:
    """Every measure, in the order in which it is shown; without points where nothing is known of it."""
    return strength(sets), range_of_motion(sets), tempo_control(sets), effort(sets), side_difference(sets)


def strength(sets: Sets) -> Measure:
    """The best estimated 1RM of each day.

    Where most sets say how many repetitions were left, only those count: an estimate from a set of unknown effort is
    too low, and a mixture of both would look like a change.
    """
    estimates, said = [], []
    for day, done, value in zip(sets.days, sets.sets, sets.one_rep_maxes, strict=True):
        if value is not None:
            estimates.append((day, value))
            if done.repetitions_in_reserve is not None or done.kind == "failure":
                said.append((day, value))
    chosen = said if 2 * len(said) >= len(estimates) else estimates
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
        points = sets.by_day((day, abs(value - planned_s)) for day, value in sets.known("eccentric_s"))
    return Measure(
        "tempo", "s", "distance of the way down from its plan", points, standard.value, standard.source, False
    )


def effort(sets: Sets) -> Measure:
    """How hard the same load and repetitions are, on the scale and at the load that were used longest."""
    best: list[tuple[int, float]] = []
    scale, at = "borg", " at equal load"
    for name in ("borg", "repetitions_in_reserve"):
        same: dict[tuple[float, int], list[tuple[int, float]]] = defaultdict(list)
        for day, done in zip(sets.days, sets.sets, strict=True):
            value = done.borg if name == "borg" else done.repetitions_in_reserve
            if value is not None and done.load_kg:
                same[round(done.load_kg, 1), done.reps].append((day, value))
        for (load_kg, reps), pairs in same.items():
            if _span(pairs) > _span(best):
                best, scale, at = pairs, name, f" of {load_kg:g} kg × {reps}"
    standard = sets.standards.of("effort_difference" if scale == "borg" else "reserve_difference")
    unit = "Borg" if scale == "borg" else "left"
    points = sets.by_day(best)
    return Measure("effort", unit, f"effort{at}", points, standard.value, standard.source, scale != "borg")


def side_difference(sets: Sets) -> Measure:
    """How far the sides are apart: of the range where both were recorded at once, otherwise of the strength."""
    standard = sets.standards.of("sides_difference")
    what, values = "range", [(day, abs(value)) for day, value in sets.known("side_difference_pct")]
    if not values:
        what, values = "estimated 1RM", list(_strength_apart(sets))
    points = sets.by_day(values)
    return Measure("sides", "%", f"left against right, {what}", points, standard.value, standard.source, False)


def _strength_apart(sets: Sets) -> Iterator[tuple[int, float]]:
    """Difference of the legs' best estimates on days that have both, per cent of the larger."""
    best: dict[int, dict[str, float]] = defaultdict(dict)
    for day, done, value in zip(sets.days, sets.sets, sets.one_rep_maxes, strict=True):
        if value is not None and done.leg in ("left", "right"):
            legs = best[day]
            legs[done.leg] = max(value, legs.get(done.leg, 0.0))
    for day, legs in best.items():
        if len(legs) == 2:
            yield day, 100 * abs(legs["left"] - legs["right"]) / max(legs.values())


def _usual_tempo(sets: Sets) -> Tempo | None:
    goals = Counter(done.goal for done in sets.sets if done.goal is not None)
    if not goals:
        return None
    return tempo_of(goals.most_common(1)[0][0], sets.sets[0].variation, sets.standards)


def _span(pairs: Sequence[tuple[int, float]]) -> tuple[int, int]:
    """Days from first to last, and how many sets."""
    return (pairs[-1][0] - pairs[0][0], len(pairs)) if pairs else (-1, 0)
