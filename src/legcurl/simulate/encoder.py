"""What a machine's encoder and force sensor say: a round cam that turns with the knee, a cable and a stack."""

from __future__ import annotations

import numpy as np

from legcurl.simulate.inertial import GRAVITY_M_S2
from legcurl.simulate.posture import Pose
from legcurl.vocabulary import FloatArray

CAM_RADIUS_M = 0.12  # a round cam; design choice
FRICTION = 0.08  # share of the load added when lifting and taken off when lowering (recalled: 5 to 15 %)
FRICTION_DEG_S = 5.0  # speed at which friction has turned round
SLACK_M = 0.004  # cable pulled before it carries the whole stack
FORCE_NOISE_N = 1.0  # standard deviation; design choice


def machine_channels(pose: Pose, rest_deg: float, load_kg: float, rng: np.random.Generator) -> dict[str, FloatArray]:
    """Lever, cable, stack and force for a knee in line with the machine's pivot.

    Parameters
    ----------
    pose : Pose
    rest_deg : float
        Knee flexion at which the lever lies on its stop.
    load_kg : float
    rng : Generator

    Returns
    -------
    dict of str to ndarray, shape (n,)
        By channel name.
    """
    direction = 1.0 if pose.knee[0].max() - rest_deg >= rest_deg - pose.knee[0].min() else -1.0
    lever = direction * pose.knee
    lever[0] -= direction * rest_deg
    on_stop = lever[0] <= 0.0
    cable = np.where(on_stop, 0.0, CAM_RADIUS_M * np.radians(lever[0]))
    acceleration = np.where(on_stop, 0.0, CAM_RADIUS_M * np.radians(lever[2]))
    friction = FRICTION * np.tanh(lever[1] / FRICTION_DEG_S)
    carried = np.minimum(cable / SLACK_M, 1.0)
    force = load_kg * carried * np.maximum(GRAVITY_M_S2 * (1.0 + friction) + acceleration, 0.0)
    return {
        "lever_angle_deg": np.where(on_stop, 0.0, lever[0]),
        "cable_m": cable,
        "stack_m": cable * carried,
        "force_n": force + rng.normal(0.0, FORCE_NOISE_N, force.size),
        "stack_kg": np.full(force.size, load_kg),
    }
