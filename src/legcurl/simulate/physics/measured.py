"""What the sensors make of a simulated set: the same disturbances as in every other simulated recording."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from legcurl.recording import Recording
from legcurl.simulate.encoder import FORCE_NOISE_N
from legcurl.simulate.physics.plan import LiftPlan
from legcurl.simulate.physics.trace import Trace
from legcurl.simulate.sensor import measured_angle, noisy, rows_kept, sample_times
from legcurl.vocabulary import FloatArray, sided


def recording_of(
    trace: Trace, plan: LiftPlan, start_s: float, seed: int, *, load_kg: float, other: Trace | None = None
) -> Recording:
    """Record a set.

    Parameters
    ----------
    trace : Trace
        What happened, of the right leg where both are recorded.
    plan : LiftPlan
        Which channels, by what sensor.
    start_s : float
        Where the recording begins.
    seed : int
    load_kg : float
        What the machine's label shows.
    other : Trace, optional
        Of the left leg.

    Returns
    -------
    Recording
    """
    movement = plan.movement
    sensor, groups = movement.sensor, movement.channels
    rng = np.random.default_rng([seed, 1])
    duration = float(trace.time_s[-1]) - movement.cut_end_s - start_s
    times = sample_times(sensor, duration, rng)

    def at(values: FloatArray, source: Trace = trace) -> Callable[[FloatArray], FloatArray]:
        return lambda when: np.interp(start_s + when, source.time_s, values)

    channels: dict[str, FloatArray] = {}
    if "knee" in groups and other is not None:
        left = at(other.knee_deg, other)
        channels[sided("knee_flexion_deg", "l")] = measured_angle(left, times, sensor, rng)
        channels[sided("knee_flexion_deg", "r")] = measured_angle(at(trace.knee_deg), times, sensor, rng)
    elif "knee" in groups:
        channels["knee_flexion_deg"] = measured_angle(at(trace.knee_deg), times, sensor, rng)
    angles = {
        "hip_flexion_deg": trace.hip_deg, "ankle_dorsiflexion_deg": trace.ankle_deg,
        "trunk_inclination_deg": trace.trunk_deg, "thigh_inclination_deg": trace.thigh_deg,
        "shank_inclination_deg": trace.shank_deg,
    } if "body" in groups else {}  # fmt: skip
    machine = "machine" in groups and bool(np.any(trace.tension_n))
    if machine:
        angles["lever_angle_deg"] = trace.lever_deg
    channels |= {name: noisy(at(values)(times), sensor, rng) for name, values in angles.items()}
    if machine:
        noise = rng.normal(0.0, FORCE_NOISE_N, times.size) if sensor.noise_deg > 0 else 0.0
        channels |= {
            "cable_m": at(trace.cable_m)(times), "stack_m": at(trace.stack_m)(times),
            "force_n": at(trace.tension_n)(times) + noise, "stack_kg": np.full(times.size, load_kg),
        }  # fmt: skip
    kept = rows_kept(sensor, times.size, rng)
    return Recording(
        time_s=times[kept], channels={name: values[kept] for name, values in channels.items()},
        source=f"simulated leg curl, seed {seed}", format="simulated", variation=movement.variation, leg=movement.leg,
    )  # fmt: skip
