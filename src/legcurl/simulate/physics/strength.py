"""How much torque the leg can make at an angle and a speed: tabulated once, looked up in plain numbers.

The table is asked a hundred times a second in the middle of the simulation, where an array of one element costs more
than the step itself; hence the lists.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from legcurl.muscles.capacity import joint_angles, knee_torque_capacity
from legcurl.muscles.model import LegModel, muscle_state
from legcurl.muscles.surfaces import KNEE
from legcurl.vocabulary import FloatArray

KNEE_DEG, KNEE_STEP_DEG = (-10.0, 150.0), 5.0
SPEED_DEG_S, SPEED_STEP_DEG_S = (-500.0, 500.0), 25.0
"""Range and spacing of the table; faster is taken as the edge. The spacing keeps the interpolation within 1 % of the
peak."""


@dataclass(frozen=True, slots=True)
class Strength:
    """Knee torque of one leg over knee angle and velocity, N·m; every list is angle after angle, each with all speeds.

    Parameters
    ----------
    flexing, extending : list of float
        What full effort of the flexors, or of the extensors, adds; both positive.
    passive : list of float
        What the resting muscles make, positive in flexion.
    """

    flexing: list[float]
    extending: list[float]
    passive: list[float]

    def at(self, knee_rad: float, velocity_rad_s: float) -> tuple[float, float, float]:
        """Torque that flexors and extensors can add, and passive torque, bilinear in between."""
        x = (knee_rad - _LOW_RAD) * _PER_ANGLE
        y = (velocity_rad_s - _SLOWEST) * _PER_SPEED
        x = 0.0 if x < 0.0 else _LAST_ANGLE if x > _LAST_ANGLE else x
        y = 0.0 if y < 0.0 else _LAST_SPEED if y > _LAST_SPEED else y
        i, j = int(x), int(y)
        u, v = x - i, y - j
        k = i * _SPEEDS + j
        m = k + _SPEEDS
        w00, w01, w10, w11 = (1.0 - u) * (1.0 - v), (1.0 - u) * v, u * (1.0 - v), u * v
        f, e, p = self.flexing, self.extending, self.passive
        return (
            w00 * f[k] + w01 * f[k + 1] + w10 * f[m] + w11 * f[m + 1],
            w00 * e[k] + w01 * e[k + 1] + w10 * e[m] + w11 * e[m + 1],
            w00 * p[k] + w01 * p[k + 1] + w10 * p[m] + w11 * p[m + 1],
        )


_ANGLES = round((KNEE_DEG[1] - KNEE_DEG[0]) / KNEE_STEP_DEG) + 1
_SPEEDS = round((SPEED_DEG_S[1] - SPEED_DEG_S[0]) / SPEED_STEP_DEG_S) + 1
_LOW_RAD, _SLOWEST = float(np.radians(KNEE_DEG[0])), float(np.radians(SPEED_DEG_S[0]))
_PER_ANGLE, _PER_SPEED = float(1 / np.radians(KNEE_STEP_DEG)), float(1 / np.radians(SPEED_STEP_DEG_S))
_LAST_ANGLE, _LAST_SPEED = _ANGLES - 1 - 1e-9, _SPEEDS - 1 - 1e-9


def strength_of(leg: LegModel, hip_deg: float, ankle_deg: float = 0.0) -> Strength:
    """The table of a leg whose hip and ankle keep their angles.

    Parameters
    ----------
    leg : LegModel
        Of the athlete.
    hip_deg, ankle_deg : float
        Trunk–thigh angle and dorsiflexion; the small changes of both during a set do not change the strength.

    Returns
    -------
    Strength

    Raises
    ------
    InputError
        If a leg cannot be in that posture.
    """
    low, high = np.degrees(leg.surfaces.low_rad[KNEE]), np.degrees(leg.surfaces.high_rad[KNEE])
    knee = np.clip(np.linspace(*KNEE_DEG, _ANGLES), low, high)
    speed = np.linspace(*SPEED_DEG_S, _SPEEDS)
    capacity = knee_torque_capacity(
        knee[:, None], hip_deg=hip_deg, ankle_deg=ankle_deg, velocity_deg_s=speed, model=leg
    )
    return Strength(
        flexing=capacity.total_active_nm.ravel().tolist(),
        extending=_extension(leg, knee, speed, hip_deg, ankle_deg).tolist(),
        passive=capacity.passive_nm.sum(axis=-1).ravel().tolist(),
    )


def _extension(
    leg: LegModel, knee_deg: FloatArray, speed_deg_s: FloatArray, hip_deg: float, ankle_deg: float
) -> FloatArray:
    """Active torque of all knee extensors, N·m, angle after angle."""
    knee, speed = (part.ravel() for part in np.meshgrid(knee_deg, speed_deg_s, indexing="ij"))
    angles = joint_angles(leg, np.full(knee.size, hip_deg), knee, np.full(knee.size, ankle_deg))
    rates = np.zeros_like(angles)
    rates[:, KNEE] = np.radians(speed)
    state = muscle_state(leg, angles, rates)
    return np.asarray(np.maximum(-state.active_n * state.arm_m[:, :, KNEE], 0.0).sum(axis=1))
