"""Static optimisation as OpenSim does it, for results that must agree with OpenSim's.

OpenSim's leaves out two things: the cosine of the pennation angle (opensim-core #4390) and the passive force (#3910).
Its tendons do not stretch, no activation is below 0.01, and a moment arm is what the model says it is, whatever its
lengths say. :func:`legcurl.muscles.sharing.share_load` does none of this.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from legcurl.muscles.profile import CURVE_LENGTH, CURVE_VELOCITY, Profile, fit_tables
from legcurl.muscles.recruitment import recruit
from legcurl.muscles.sharing import MuscleEffort
from legcurl.muscles.surfaces import KNEE, evaluate, length_and_slope
from legcurl.vocabulary import FloatArray

LEAST_ACTIVATION = 0.01
"""What OpenSim's muscles have as their least control and activation."""
SLACK = 1e-3
"""Fibre length along the tendon, optimal lengths, that a muscle shorter than its tendon is taken to have."""


def share_load_compatible(
    profile: Profile,
    angles: FloatArray,
    rates: FloatArray,
    moments_nm: FloatArray,
    *,
    joints: Sequence[int] = (KNEE,),
    power: float = 2.0,
) -> MuscleEffort:
    """Share joint moments among the muscles as OpenSim's static optimisation would.

    Parameters
    ----------
    profile : Profile
        An imported leg, or ours by :func:`legcurl.muscles.profile.profile_of_leg`.
    angles, rates : ndarray, shape (frames, 3)
        Femur–pelvis flexion, knee flexion and ankle dorsiflexion, rad and rad/s.
    moments_nm : ndarray, shape (frames, 3)
        Moments about hip, knee and ankle that the motion asks for.
    joints : sequence of int
        The joints (0 hip, 1 knee, 2 ankle) that the muscles must balance.
    power : float
        Exponent of the criterion.

    Returns
    -------
    MuscleEffort
        Its passive forces are 0.
    """
    surfaces, picked = fit_tables(profile), list(joints)
    length, arm = evaluate(surfaces, angles)
    _, slope = length_and_slope(surfaces, angles)
    speed = -np.einsum("fmj,fj->fm", slope, rates)
    along = np.maximum((length - profile.tendon_slack_m) / profile.optimal_fiber_m, SLACK)
    fiber = np.hypot(along, np.sin(profile.pennation_rad))
    fiber_speed = speed * along / fiber / (profile.optimal_fiber_m * profile.max_velocity)
    active = np.empty_like(fiber)
    for m, force in enumerate(profile.max_force_n):
        at_length = np.interp(fiber[:, m], CURVE_LENGTH, profile.active_curve[m])
        active[:, m] = force * at_length * np.interp(fiber_speed[:, m], CURVE_VELOCITY, profile.velocity_curve[m])
    full = np.moveaxis(arm[:, :, picked], 2, 1) * active[:, None, :]
    shared = recruit(moments_nm[:, picked], full, power=power, lower=LEAST_ACTIVATION)
    reserve = np.zeros((len(angles), 3))
    reserve[:, picked] = shared.reserve_nm
    return MuscleEffort(
        activation=shared.activation, active_n=active, passive_n=np.zeros_like(active), velocity_m_s=speed,
        fiber_length=fiber, knee_arm_m=arm[:, :, KNEE], reserve_nm=reserve, converged=shared.converged,
    )  # fmt: skip
