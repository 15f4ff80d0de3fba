"""What noise of the angle does to the load: little, and a clean angle is left as it is."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from legcurl.athlete import Athlete
from legcurl.machine.demand import Posture, load_of, posture_of, setup_of
from legcurl.machine.load import KneeLoad, inertial_share
from legcurl.motion import motion_from_recording
from legcurl.recording import Recording
from legcurl.vocabulary import FloatArray

MAN = Athlete(75, 178, 25, "male")
LIFT_S, HOLD_S = 1.5, 2.0


def curls(noise_deg: float) -> tuple[Recording, FloatArray, FloatArray]:
    """Four curls from 5 to 85° with a pause at both ends, and the true velocity and acceleration, rad and s."""
    time_s = np.arange(0.0, 4 * 2 * (LIFT_S + HOLD_S), 0.01)
    at = np.mod(time_s, 2 * (LIFT_S + HOLD_S))
    share = np.clip((at - HOLD_S) / LIFT_S, 0, 1) - np.clip((at - 2 * HOLD_S - LIFT_S) / LIFT_S, 0, 1)
    knee_deg = 5.0 + 80.0 * share**3 * (10 - 15 * share + 6 * share**2)
    velocity = np.gradient(np.radians(knee_deg), time_s)
    noisy = knee_deg + np.random.default_rng(3).normal(0.0, noise_deg, time_s.size)
    return (
        Recording(time_s, {"knee_flexion_deg": noisy}, variation="prone", leg="both"),
        velocity,
        np.gradient(velocity, time_s),
    )


def loaded(noise_deg: float) -> tuple[Posture, KneeLoad, KneeLoad, Posture]:
    """Posture and load as measured, and load and posture as they truly were."""
    recording, velocity, acceleration = curls(noise_deg)
    setup = setup_of("prone", "both", 30.0, MAN)
    motion = motion_from_recording(recording)
    assert setup is not None
    assert motion is not None
    posture = posture_of(motion, setup)
    assert posture is not None
    true = replace(posture, knee_velocity=velocity, knee_acceleration=acceleration, velocity_noise=0.0)
    return posture, load_of(setup, posture), load_of(setup, true), true


def test_a_clean_angle_keeps_its_derivatives() -> None:
    posture, _, _, true = loaded(0.0)
    assert posture.velocity_noise < 1e-3
    np.testing.assert_allclose(posture.knee_velocity, true.knee_velocity, atol=0.02)
    error = posture.knee_acceleration - true.knee_acceleration
    assert np.sqrt(np.mean(error**2)) < 0.05 * np.abs(true.knee_acceleration).max()


@pytest.mark.parametrize("noise_deg", [0.2, 1.0])
def test_noise_does_not_shake_the_load(noise_deg: float) -> None:
    posture, load, true_load, true = loaded(noise_deg)
    inner = slice(50, -50)
    error = (load.torque_nm - true_load.torque_nm)[inner]
    assert np.sqrt(np.mean(error**2)) < 1.5  # of about 45 N·m; the low-pass alone leaves 4.6 of 1° of noise
    assert inertial_share(load, inner) == pytest.approx(inertial_share(true_load, inner), abs=0.03)
    lifting = np.abs(true.knee_velocity) > 0.5
    np.testing.assert_allclose(load.friction_nm[lifting], true_load.friction_nm[lifting], rtol=0.25)
    still = np.abs(true.knee_velocity) < 1e-6
    still[:50] = still[-50:] = False
    assert np.sqrt(np.mean(load.friction_nm[still] ** 2)) < 0.4 * np.abs(true_load.friction_nm).max()
    speed_error = np.std((posture.knee_velocity - true.knee_velocity)[still])
    assert 0.3 < speed_error / posture.velocity_noise < 3.0
