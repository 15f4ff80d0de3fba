"""How a lever runs against the shank: what repeats with the knee's angle, and what is left."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from legcurl.vocabulary import BoolArray, FloatArray

MOST_OF_THEM = (2.0, 98.0)
"""Percentiles that a range over many samples is taken between, so that single ones do not decide (numerical)."""
STRAIGHT_AND_BENT = (20.0, 80.0)
"""Percentiles of the knee's angle below and above which it is nearly as straight and as bent as it gets (numerical)."""
LEAST_SAMPLES = 50
"""Fewer tell nothing (numerical: half a second)."""


@dataclass(frozen=True, eq=False)
class LeverFit:
    """Lever against shank.

    Parameters
    ----------
    drift_deg : float
        How far the lever runs ahead or behind over the range, the same at every repetition.
    ahead : bool
        Whether it turns further than the shank.
    left_deg : ndarray, shape (n,)
        What is not explained by that; NaN where it was not looked at.
    """

    drift_deg: float
    ahead: bool
    left_deg: FloatArray


def lever_fit(time_s: FloatArray, knee_deg: FloatArray, ahead_deg: FloatArray, seen: BoolArray) -> LeverFit | None:
    """Least squares of what a pivot off the knee makes: c + d t + a sin q - b cos q.

    Parameters
    ----------
    time_s, knee_deg : ndarray, shape (n,)
    ahead_deg : ndarray, shape (n,)
        Angle of the lever less that of the shank.
    seen : ndarray of bool, shape (n,)
        Where to look.

    Returns
    -------
    LeverFit or None
        None where too little was seen.
    """
    seen = seen & np.isfinite(ahead_deg) & np.isfinite(knee_deg)
    if int(seen.sum()) < LEAST_SAMPLES:
        return None
    knee = np.radians(knee_deg)
    # A drifting sensor is taken out as well: its error grows with time and not with the angle.
    terms = np.stack([np.ones_like(time_s), time_s - time_s[seen].mean(), np.sin(knee), -np.cos(knee)], axis=1)
    weights = np.linalg.lstsq(terms[seen], ahead_deg[seen], rcond=None)[0]
    course = terms[:, 2:] @ weights[2:]
    low, high = np.percentile(knee[seen], STRAIGHT_AND_BENT)
    straight, bent = np.median(course[seen & (knee <= low)]), np.median(course[seen & (knee >= high)])
    left = np.where(seen, ahead_deg - terms @ weights, np.nan)
    return LeverFit(spread(course[seen]), bool(bent > straight), left)


def spread(values: FloatArray) -> float:
    """Range of nearly all of them, 0 where there are none."""
    known = values[np.isfinite(values)]
    return float(np.ptp(np.percentile(known, MOST_OF_THEM))) if known.size else 0.0
