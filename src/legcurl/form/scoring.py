"""One way to turn a distance beyond a bound into a confidence, and findings into an order."""

from __future__ import annotations

import math

from legcurl.form.findings import Finding
from legcurl.vocabulary import Severity

_TWO_SIDED_95 = 1.96
"""Standard deviations of a normal distribution within which 95 % of the errors lie."""

_RANK: dict[Severity, int] = {"stop": 0, "fault": 1, "advice": 2, "info": 3}


def certainty(x: float, bound: float, margin: float) -> float:
    """Probability that the truth lies on the same side of a bound as what was measured.

    The error of `x` is taken as normal. The answer is 0.5 on the bound, 0.975 a whole margin away from it on either
    side, and goes to 1; scaling or mirroring all three does not change it.

    Parameters
    ----------
    x : float
        Measured value.
    bound : float
        Threshold, in the unit of `x`.
    margin : float
        Distance below which 95 % of the errors stay, in the unit of `x`: the smallest real difference of the
        measure. With 0 the answer is 1 away from the bound.

    Raises
    ------
    ValueError
        If the margin is negative or not a number.
    """
    if not margin >= 0:
        raise ValueError(f"margin {margin} must be at least 0")
    away = abs(x - bound)
    if margin == 0:
        return 1.0 if away > 0 else 0.5
    return 1 - 0.5 * math.erfc(_TWO_SIDED_95 * away / margin / math.sqrt(2.0))


def distance(measured: float | None, expected: float | None) -> float:
    """How far beyond, as a share of the larger of the two: 0 the same, 1 all of it; 1 where either is unknown."""
    if measured is None or expected is None:
        return 1.0
    largest = max(abs(measured), abs(expected))
    return min(1.0, abs(measured - expected) / largest) if largest > 0 else 0.0


def usefulness(finding: Finding, judged_reps: int) -> tuple[int, float, str]:
    """Sort key that puts the most useful finding first.

    First by severity, then by confidence × distance beyond the bound × share of the repetitions; the id settles ties.
    """
    share = len(finding.reps) / judged_reps if finding.reps else 1.0
    weight = finding.confidence * distance(finding.measured, finding.expected) * share
    return _RANK[finding.severity], -weight, finding.id
