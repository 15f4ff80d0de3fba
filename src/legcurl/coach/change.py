"""A change over weeks, held against the smallest difference that is real.

The middle (median) of the training days in the first quarter of the time is compared with that of the last quarter. A
change counts when it is at least the smallest real difference of its measure *and* when its 95 % interval, from the
scatter of the days round their middle, leaves out zero. Medians and the median absolute deviation are used so that one
odd day does not decide. Everything else is "cannot tell", which does not mean that nothing changed.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Literal

from legcurl.form.standards import Standards

Verdict = Literal["better", "worse", "cannot tell"]
Point = tuple[float, float]

MAD_TO_SIGMA = 1.4826
"""Standard deviation of a normal distribution over its median absolute deviation."""
MEDIAN_ERROR = 1.2533
"""Standard error of a median over that of a mean, normal distribution: the root of π/2."""
NORMAL_95, STUDENT = 1.96, 2.4
"""Student's 97.5 % quantile is about 1.96 + 2.4 / degrees of freedom; within 3 % from 5 on."""
DAYS_A_WEEK = 7.0


@dataclass(frozen=True, slots=True)
class Measure:
    """What is followed over the weeks.

    Parameters
    ----------
    id, unit, meaning : str
    points : tuple of (float, float)
        Weeks since the first training day, and the value of that day.
    needed : float
        Smallest real difference, in `unit`, or in per cent of the first weeks where `relative`.
    source : str
        Of the smallest real difference.
    more_is_better : bool
    relative : bool
    """

    id: str
    unit: str
    meaning: str
    points: tuple[Point, ...]
    needed: float
    source: str
    more_is_better: bool
    relative: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a measure.

    Parameters
    ----------
    measure : Measure
    verdict : {"better", "worse", "cannot tell"}
    why : str
        One sentence.
    first, last : float or None
        Middle of the first and of the last weeks, in the measure's unit; None where there are too few days.
    low, high : float or None
        95 % interval of the change, in the measure's unit.
    needed : float or None
        The smallest real difference in the measure's unit.
    """

    measure: Measure
    verdict: Verdict
    why: str
    first: float | None = None
    last: float | None = None
    low: float | None = None
    high: float | None = None
    needed: float | None = None

    @property
    def change(self) -> float | None:
        """Last weeks less first weeks."""
        return None if self.first is None or self.last is None else self.last - self.first


def judge_change(measure: Measure, standards: Standards) -> Change:
    """Better, worse, or cannot tell.

    Parameters
    ----------
    measure : Measure
    standards : Standards
        As :func:`legcurl.coach.dose.load_dose` gives them.
    """
    days = int(standards.of("progress_days").value)
    weeks = standards.of("progress_weeks").value
    span = measure.points[-1][0] - measure.points[0][0] if measure.points else 0.0
    if span < weeks:
        return Change(measure, "cannot tell", _too_short(len(measure.points), weeks))
    first, last = ends_of(measure.points, standards.of("progress_share").value)
    if min(len(first), len(last)) < days:
        why = f"{len(first)} training days at the beginning and {len(last)} at the end; {days} are needed at either"
        return Change(measure, "cannot tell", why)
    before, after = median(first), median(last)
    margin = _margin(first, last)
    needed = abs(before) * measure.needed / 100 if measure.relative else measure.needed
    change = after - before
    sure = abs(change) > margin
    verdict: Verdict = "cannot tell"
    if abs(change) >= needed and sure:
        verdict = "better" if (change > 0) == measure.more_is_better else "worse"
    why = _reason(abs(change) >= needed, sure)
    return Change(measure, verdict, why, before, after, change - margin, change + margin, needed)


def ends_of(points: Sequence[Point], share: float) -> tuple[list[float], list[float]]:
    """The values of the first and of the last part of the time."""
    start, end = points[0][0], points[-1][0]
    edge = share * (end - start)
    return [y for t, y in points if t <= start + edge], [y for t, y in points if t >= end - edge]


def _margin(first: Sequence[float], last: Sequence[float]) -> float:
    """Half of the 95 % interval of the difference of two medians."""
    away = [abs(y - middle) for part in (first, last) for middle in [median(part)] for y in part]
    freedom = len(away) - 2
    sigma = MAD_TO_SIGMA * median(away) * math.sqrt(len(away) / freedom)
    error = MEDIAN_ERROR * sigma * math.sqrt(1 / len(first) + 1 / len(last))
    return (NORMAL_95 + STUDENT / freedom) * error


def _too_short(days: int, weeks: float) -> str:
    if not days:
        return "nothing was recorded"
    return f"{days} training day{'' if days == 1 else 's'} over less than {weeks:g} weeks"


def _reason(large: bool, sure: bool) -> str:
    if large and sure:
        return "more than measurement error, and more than the scatter from day to day"
    if large:
        return "the days scatter too much to be sure"
    return "smaller than the smallest change that is real"
