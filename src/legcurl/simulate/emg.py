"""Surface EMG as band-limited noise whose size follows the muscle's effort."""

from __future__ import annotations

import numpy as np

from legcurl.simulate.posture import Activity, Pose
from legcurl.vocabulary import FloatArray

BAND_HZ = (20.0, 250.0)  # where most of a surface EMG's power lies (general knowledge)
FULL_EFFORT_MV = 0.5  # root mean square at an activation of 1; design choice
FLOOR_MV = 0.005  # root mean square of the amplifier's noise; design choice
BENDING_DEG_S = 40.0  # speed of the knee at which nearly all of the next line is reached; design choice
LIFTING_EXTRA = 0.4  # extra activation while shortening, and loss while lengthening, as a share; design choice

HAMSTRINGS = ("emg_bflh_mv", "emg_semiten_mv")
QUADRICEPS = ("emg_recfem_mv", "emg_vasti_mv")
RESTING_TONE = 0.01  # activation of a muscle that has nothing to do

# Activation of hamstrings and quadriceps at the peak of the movement; design choices, for which muscle works when.
PEAK_ACTIVATION: dict[Activity, tuple[float, float]] = {
    "leg_curl": (0.55, 0.04),
    "seated_extension": (0.04, 0.55),
    "straight_leg_raise": (0.03, 0.30),
    "isometric_hold": (0.60, 0.05),
    "squat": (0.15, 0.50),
}


def activations(activity: Activity, pose: Pose) -> tuple[FloatArray, FloatArray]:
    """Activation of the hamstrings and of the quadriceps, 0 to 1, each of shape (n,)."""
    if activity == "walking":
        # Late swing and early stance: the thigh is in front; the quadriceps only while the knee is nearly straight.
        in_front = 1.0 / (1.0 + np.exp(-(pose.thigh[0] - 14.0) / 4.0))
        hamstrings = 0.25 * in_front / (1.0 + np.exp((pose.knee[0] - 35.0) / 6.0))
        quadriceps = 0.20 * in_front / (1.0 + np.exp((pose.knee[0] - 22.0) / 4.0))
        return RESTING_TONE + hamstrings, RESTING_TONE + quadriceps
    effort = np.maximum(pose.effort[0], 0.0)
    bending = LIFTING_EXTRA * np.tanh(pose.knee[1] / BENDING_DEG_S)
    drive = np.sqrt(effort)
    hamstrings_peak, quadriceps_peak = PEAK_ACTIVATION[activity]
    return (
        RESTING_TONE + hamstrings_peak * drive * (1.0 + bending),
        RESTING_TONE + quadriceps_peak * drive * (1.0 - bending),
    )


def _band_noise(n: int, rate_hz: float, rng: np.random.Generator) -> FloatArray:
    """White noise of unit variance, limited to the band of a surface EMG; shape (n,)."""
    spectrum = np.fft.rfft(rng.normal(size=n))
    frequency = np.fft.rfftfreq(n, 1.0 / rate_hz)
    spectrum[(frequency < BAND_HZ[0]) | (frequency > min(BAND_HZ[1], 0.45 * rate_hz))] = 0.0
    noise = np.fft.irfft(spectrum, n)
    return np.asarray(noise / noise.std(), dtype=np.float64)


def emg_channels(activity: Activity, pose: Pose, rate_hz: float, rng: np.random.Generator) -> dict[str, FloatArray]:
    """Raw EMG of two hamstrings and two heads of the quadriceps.

    Parameters
    ----------
    activity : Activity
    pose : Pose
        On the uniform grid of `rate_hz`.
    rate_hz : float
    rng : Generator

    Returns
    -------
    dict of str to ndarray, shape (n,)
        In mV, by channel name.
    """
    n = pose.knee.shape[1]
    hamstrings, quadriceps = activations(activity, pose)
    channels = {}
    for names, activation in ((HAMSTRINGS, hamstrings), (QUADRICEPS, quadriceps)):
        for name in names:
            electrode = float(rng.uniform(0.7, 1.3))  # no two electrodes see the same share of a muscle
            signal = FULL_EFFORT_MV * electrode * activation * _band_noise(n, rate_hz, rng)
            channels[name] = signal + rng.normal(0.0, FLOOR_MV, n)
    return channels
