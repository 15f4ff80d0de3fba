"""One way to turn a distance beyond a bound into a confidence, and findings into an order."""

from __future__ import annotations

import math

from legcurl.form.findings import Finding
from legcurl.vocabulary import Severity

_TWO_SIDED_95 = 1.96
"""Standard deviations of a normal distribution within which 95 % of the errors lie."""

_RANK: dict[Severity, int] = {"stop": 0, "fault": 1, "advice": 2, "info": 3}


def outside(x: float, bounds: tuple[float, float], margin: float) -> float:
    """Probability that what was measured as `x` truly lies outside the bounds.

    The error of `x` is taken as normal. The answer is 0 far inside, 0.5 on a bound, and 0.975 a whole margin beyond
    it; scaling or mirroring all arguments does not change it.

    Parameters
    ----------
    x : float
        Measured value.
    bounds : tuple of float
        Lowest and highest accepted value; either may be infinite.
    margin : float
        Distance below which 95 % of the errors stay, in the unit of `x`: the smallest real difference of the
        measure. With 0 the answer is 0 inside the bounds (and on them) and 1 outside.

    Raises
    ------
    ValueError
        If the bounds are in the wrong order or the margin is negative.
    """
    low, high = bounds
    if not low <= high or not margin >= 0:
        raise ValueError(f"bounds {bounds} must be in order and margin {margin} at least 0")
    if margin == 0:
        return 0.0 if low <= x <= high else 1.0
    deviation = margin / _TWO_SIDED_95
    return _normal_tail((x - low) / deviation) + _normal_tail((high - x) / deviation)


def _normal_tail(z: float) -> float:
    """Share of a standard normal distribution beyond `z`."""
    return 0.5 * math.erfc(z / math.sqrt(2.0))


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
