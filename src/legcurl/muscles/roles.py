"""Which muscles bend the knee, which of them also point the foot, and which lift it: read off their moment arms.

A model that came from elsewhere has other muscles under other names; what a muscle does is the same question there.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from legcurl.muscles.model import LegModel
from legcurl.muscles.surfaces import ANKLE, HIP, KNEE, LengthSurfaces, evaluate

KNEE_SAMPLES = np.radians([0.0, 30.0, 60.0, 90.0])
HIP_ANGLE, ANKLE_ANGLE = np.radians(30.0), 0.0
"""Postures that the arms are averaged over: where leg curls are done, far from every change of sign."""
LEAST_ARM_M = 0.001
"""Mean arms below it are none: a fibrous band that crosses the axis, not a flexor (design choice)."""

Indices = NDArray[np.int64]


class Roles(NamedTuple):
    """Indices of the muscles that flex the knee, of the flexors that point the foot, and of those that lift it."""

    flexors: Indices
    calf: Indices
    dorsiflexors: Indices


def roles_of(model: LegModel) -> Roles:
    """The part that each muscle plays in a leg curl."""
    return _roles_of(model.surfaces)


@lru_cache(maxsize=16)
def _roles_of(surfaces: LengthSurfaces) -> Roles:
    angles = np.zeros((len(KNEE_SAMPLES), 3))
    angles[:, HIP], angles[:, KNEE], angles[:, ANKLE] = HIP_ANGLE, KNEE_SAMPLES, ANKLE_ANGLE
    angles = np.clip(angles, surfaces.low_rad, surfaces.high_rad)
    arm = np.mean(evaluate(surfaces, angles)[1], axis=0)
    bends = arm[:, KNEE] > LEAST_ARM_M
    return Roles(
        flexors=np.flatnonzero(bends),
        calf=np.flatnonzero(bends & (arm[:, ANKLE] < -LEAST_ARM_M)),
        dorsiflexors=np.flatnonzero(arm[:, ANKLE] > LEAST_ARM_M),
    )
