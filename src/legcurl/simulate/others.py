"""What is no leg curl: walking, seated leg extension, straight-leg raise, isometric hold, squat."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from legcurl.errors import UsageError
from legcurl.simulate.path import Path, PathBuilder
from legcurl.simulate.plans import EMG_RATE_HZ, ChannelGroup, Faults, Sensor
from legcurl.simulate.posture import OTHER_POSTURES, Activity, Movement, wobbles
from legcurl.vocabulary import FloatArray

# Knee flexion at rest and its change to the peak, in degrees.
KNEE_DEG: dict[Activity, tuple[float, float]] = {
    "seated_extension": (85.0, -78.0),
    "straight_leg_raise": (3.0, 3.0),
    "isometric_hold": (75.0, 1.5),
    "squat": (4.0, 105.0),
    "walking": (0.0, 60.0),
}
# One stride from heel strike: share of its time, knee flexion and inclination of the thigh in degrees. Round
# figures after the usual picture of gait (general knowledge).
STRIDE_KNEE = ((0.14, 18.0), (0.40, 5.0), (0.73, 61.0), (1.0, 4.0))
STRIDE_THIGH = ((0.53, -12.0), (1.0, 29.0))
PHASE_SPREAD = 0.12  # standard deviation of the logarithm of a phase's time
STOPPING_S = 0.5  # time to stand still after the last stride
STRIDE_SPREAD_DEG = 1.5  # standard deviation of a stride's angles


@dataclass(frozen=True, slots=True)
class OtherPlan:
    """Something to be simulated that is no leg curl.

    Parameters
    ----------
    activity : Activity
        Anything but ``leg_curl``.
    cycles : int
        Repetitions, or strides.
    cycle_s : float
        Time of one of them.
    sensor : Sensor
    channels : tuple of {"knee", "body", "emg"}
    lead_s : float
        Standstill before and after.
    """

    activity: Activity
    cycles: int = 8
    cycle_s: float = 4.0
    sensor: Sensor = field(default_factory=Sensor)
    channels: tuple[ChannelGroup, ...] = ("knee", "body")
    lead_s: float = 1.5

    def __post_init__(self) -> None:
        if self.activity not in OTHER_POSTURES:
            raise UsageError(f"{self.activity!r} is none of {', '.join(OTHER_POSTURES)}; a leg curl takes a SetPlan")
        if self.cycles < 1 or self.cycle_s <= 0:
            raise UsageError(f"{self.cycles} cycles of {self.cycle_s:g} s; expected at least one, longer than 0 s")
        if "machine" in self.channels:
            raise UsageError(f"{self.activity} on a leg curl machine; leave the channels 'machine' out")
        if "emg" in self.channels and self.sensor.rate_hz < EMG_RATE_HZ:
            raise UsageError(f"EMG at {self.sensor.rate_hz:g} Hz; give the sensor at least {EMG_RATE_HZ:g} Hz")


def _repeated(plan: OtherPlan, rng: np.random.Generator) -> Path:
    """Rise, hold, fall and rest, from 0 to about 1, again and again."""
    build = PathBuilder(0.0)
    build.to(0.0, plan.lead_s)
    for _ in range(plan.cycles):
        rise, hold, fall, rest = plan.cycle_s * np.array([0.3, 0.2, 0.3, 0.2]) * np.exp(rng.normal(0, PHASE_SPREAD, 4))
        build.to(1.0 - abs(float(rng.normal(0.0, 0.03))), float(rise), 0.35)
        build.to(build.value, float(hold))
        build.to(float(rng.normal(0.0, 0.015)), float(fall), 0.35)
        build.to(build.value, float(rest))
    build.to(build.value, plan.lead_s)
    return build.build()


def _strides(
    cycle: tuple[tuple[float, float], ...], times_s: FloatArray, lead_s: float, rng: np.random.Generator
) -> Path:
    """An angle that goes from standing through the same turning points in every stride, never quite alike."""
    build = PathBuilder(0.0)
    build.to(0.0, lead_s)
    for duration in times_s:
        since = 0.0
        for share, value in cycle:
            build.to(value + float(rng.normal(0.0, STRIDE_SPREAD_DEG)), (share - since) * float(duration))
            since = share
    build.to(0.0, STOPPING_S)
    build.to(0.0, lead_s)
    return build.build()


def other_movement(plan: OtherPlan, rng: np.random.Generator) -> Movement:
    """Lay out the movement of a whole recording.

    Parameters
    ----------
    plan : OtherPlan
    rng : Generator

    Returns
    -------
    Movement
    """
    thigh: Path | None = None
    rest, peak = 0.0, 1.0
    if plan.activity == "walking":
        strides = plan.cycle_s * np.exp(rng.normal(0.0, 0.03, plan.cycles))
        driver = _strides(STRIDE_KNEE, strides, plan.lead_s, rng)
        thigh = _strides(STRIDE_THIGH, strides, plan.lead_s, rng)
        peak = 60.0
    else:
        driver = _repeated(plan, rng)
    knee_rest, knee_gain = KNEE_DEG[plan.activity]
    duration = float(driver.times_s[-1])
    return Movement(
        activity=plan.activity,
        posture=OTHER_POSTURES[plan.activity],
        driver=driver,
        driver_rest=rest,
        driver_peak=peak,
        knee_rest_deg=knee_rest,
        knee_gain_deg=knee_gain,
        faults=Faults(),
        start_s=0.0,
        end_s=duration,
        wobble=wobbles(duration, rng),
        thigh=thigh,
    )
