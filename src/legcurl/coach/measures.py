"""What is followed over the weeks: strength, range, tempo, effort at equal load, and the difference of the sides.

Each is a value a training day, from sets of one variation on one machine: loads of different machines do not compare.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from types import MappingProxyType
from typing import Literal

from legcurl.coach.change import DAYS_A_WEEK, Measure, Point
from legcurl.coach.dose import tempo_of
from legcurl.coach.history import LoggedSet
from legcurl.coach.one_rm import estimate_of
from legcurl.form.standards import Standards
from legcurl.plan import Tempo

Instrument = Literal["inclinometer", "goniometer", "phone", "video"]
Dated = Iterable[tuple[int, float]]

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

    def by_day(self, values: Dated, middle: Callable[[Sequence[float]], float] = median) -> tuple[Point, ...]:
        """One value a training day."""
        days: dict[int, list[float]] = defaultdict(list)
        for day, value in values:
            days[day].append(value)
        return tuple(((day - self.first_day) / DAYS_A_WEEK, middle(days[day])) for day in sorted(days))

    def known(self, name: str) -> list[tuple[LoggedSet, float]]:
        """The sets in which a field is known."""
        return [(done, value) for done in self.sets if (value := getattr(done, name)) is not None]


def measures_of(sets: Sets) -> tuple[Measure, ...]:
    """Every measure, in the order in which it is shown; without points where nothing is known of it."""
    return strength(sets), range_of_motion(sets), tempo_control(sets), effort(sets), side_difference(sets)


def strength(sets: Sets) -> Measure:
    """The best estimated 1RM of each day.

    Where most sets say how many repetitions were left, only those count: an estimate from a set of unknown effort is
    too low, and a mixture of both would look like a change.
    """
    estimates = [(done, value) for done in sets.sets if (value := estimate_of(done, sets.standards)) is not None]
    said = [(done, value) for done, value in estimates
            if done.repetitions_in_reserve is not None or done.kind == "failure"]  # fmt: skip
    chosen = said if 2 * len(said) >= len(estimates) else estimates
    standard = sets.standards.of("strength_difference")
    return Measure(
        "strength", "kg", "estimated 1RM, best set of the day", sets.by_day(((_day(d), v) for d, v in chosen), max),
        standard.value, standard.source, more_is_better=True, relative=True,
    )  # fmt: skip


def range_of_motion(sets: Sets) -> Measure:
    """Usable range of the knee."""
    standard = sets.standards.of(RANGE_ERROR[sets.instrument])
    points = sets.by_day((_day(done), value) for done, value in sets.known("rom_deg"))
    return Measure("range", "°", "range of the repetitions", points, standard.value, standard.source, True)


def tempo_control(sets: Sets) -> Measure:
    """How far the way down is from the planned time; both between 10 and 90 % of the range, as it is measured."""
    standard = sets.standards.of("tempo_difference")
    tempo = sets.tempo or _usual_tempo(sets)
    points: tuple[Point, ...] = ()
    if tempo is not None:
        planned_s = sets.standards.of("flank_share").value * tempo.eccentric_s
        points = sets.by_day((_day(done), abs(value - planned_s)) for done, value in sets.known("eccentric_s"))
    return Measure(
        "tempo", "s", "distance of the way down from its plan", points, standard.value, standard.source, False
    )


def effort(sets: Sets) -> Measure:
    """How hard the same load and repetitions are, on the scale and at the load that were used longest."""
    best: list[tuple[LoggedSet, float]] = []
    scale = "borg"
    for name in ("borg", "repetitions_in_reserve"):
        same: dict[tuple[float, int], list[tuple[LoggedSet, float]]] = defaultdict(list)
        for done, value in sets.known(name):
            if done.load_kg:
                same[round(done.load_kg, 1), done.reps].append((done, value))
        longest = max(same.values(), key=_span, default=[])
        if _span(longest) > _span(best):
            best, scale = longest, name
    at = f" of {best[0][0].load_kg:g} kg × {best[0][0].reps}" if best else " at equal load"
    standard = sets.standards.of("effort_difference" if scale == "borg" else "reserve_difference")
    unit = "Borg" if scale == "borg" else "left"
    points = sets.by_day((_day(done), value) for done, value in best)
    return Measure("effort", unit, f"effort{at}", points, standard.value, standard.source, scale != "borg")


def side_difference(sets: Sets) -> Measure:
    """How far the sides are apart: of the range where both were recorded at once, otherwise of the strength."""
    standard = sets.standards.of("sides_difference")
    what, values = "range", [(_day(done), abs(value)) for done, value in sets.known("side_difference_pct")]
    if not values:
        what, values = "estimated 1RM", list(_strength_apart(sets))
    points = sets.by_day(values)
    return Measure("sides", "%", f"left against right, {what}", points, standard.value, standard.source, False)


def _strength_apart(sets: Sets) -> Dated:
    """Difference of the legs' best estimates on days that have both, per cent of the larger."""
    best: dict[int, dict[str, float]] = defaultdict(dict)
    for done in sets.sets:
        value = estimate_of(done, sets.standards) if done.leg in ("left", "right") else None
        if value is not None and done.leg is not None:
            legs = best[_day(done)]
            legs[done.leg] = max(value, legs.get(done.leg, 0.0))
    for day, legs in best.items():
        if len(legs) == 2:
            yield day, 100 * abs(legs["left"] - legs["right"]) / max(legs.values())


def _usual_tempo(sets: Sets) -> Tempo | None:
    goals = Counter(done.goal for done in sets.sets if done.goal is not None)
    if not goals:
        return None
    return tempo_of(goals.most_common(1)[0][0], sets.sets[0].variation, sets.standards)


def _span(pairs: Sequence[tuple[LoggedSet, float]]) -> tuple[int, int]:
    """Days from first to last, and how many sets."""
    return (_day(pairs[-1][0]) - _day(pairs[0][0]), len(pairs)) if pairs else (-1, 0)


def _day(done: LoggedSet) -> int:
    return done.performed_at.toordinal()
