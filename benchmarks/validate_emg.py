"""Our activation against the surface EMG of the hamstrings in standing leg curls, as Markdown.

Run ``python benchmarks/validate_emg.py``; it needs the recordings in ``shared/data`` beside the repository. Nothing
here is fitted to them. What had to be chosen, and why:

- EMG: band-pass 20–450 Hz, rectified, low-pass 2 Hz, all without lag; set back by an electromechanical delay of 50 ms.
- Biceps femoris and semitendinosus are each divided by the largest value in the recording, since no maximal
  contraction was recorded and the millivolts of two electrodes do not compare; then the mean of both is taken. Ours is
  the mean of the long head, which lies under the electrode, and the semitendinosus.
- Load: the own weight and inertia of shank and foot of a man of 75 kg and 1.78 m. Correlation does not see the size of
  the load, and nothing is known of the men.
- Foot: free, since nothing holds it. Hip: at 0° and held by other muscles, since those that flex it are not in the leg.
- Tendon: compliant. Angle: as the goniometer says, its offset is not known.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np
from scipy import signal  # type: ignore[import-untyped]

from legcurl.athlete import Athlete, body_of, leg_of
from legcurl.io import read_recording
from legcurl.machine.dynamics import LegMotion, leg_moments
from legcurl.motion import motion_from_recording
from legcurl.muscles.capacity import joint_angles
from legcurl.muscles.model import reference_leg
from legcurl.muscles.sharing import share_load
from legcurl.recording import Recording
from legcurl.vocabulary import BoolArray, FloatArray
from tables import Row, markdown

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "data" / "standing_curl_emg"
BAND_HZ, ENVELOPE_HZ, DELAY_S, ORDER = (20.0, 450.0), 2.0, 0.05, 4
CHANNELS = {"emg_bflh_mv": "bflh", "emg_semiten_mv": "semiten"}
MAN = leg_of(body_of(Athlete(75, 178, 25, "male")))
LEAST_R, LEAST_GAIN = 0.8, 0.05
LEADS_S = np.arange(0.0, 0.61, 0.02)
"""By how much the EMG might run ahead of what it is compared with."""
MOVING_DEG_S, MIDDLE_DEG = 20.0, (30.0, 80.0)
"""Where lifting and lowering are compared: on the move, between these angles."""
SLOWEST_FIBERS = 0.25
"""Maximum velocity of a barely active muscle over that of a fully active one (Thelen 2003: 0.25 + 0.75 activation)."""
SLOW_FIBERS, SLOW_CURVATURE = 0.5, 0.18
"""Maximum velocity of slow fibres over that of fast ones, and the curvature of their force over velocity (Wakeling
2012, Dick 2017; recalled): they are the first to be recruited, and all that a light load needs."""
RISE_S, FALL_S = 0.015, 0.05
"""Time constants of activation and deactivation, young adults (Thelen 2003)."""


@dataclass(frozen=True, eq=False)
class Curl:
    """A recording: the movement on a uniform grid, and the EMG envelopes by muscle over their largest value."""

    name: str
    time_s: FloatArray
    knee_deg: FloatArray
    velocity_deg_s: FloatArray
    acceleration_deg_s2: FloatArray
    envelopes: Mapping[str, FloatArray]

    def emg(self, lead_s: float = DELAY_S, muscles: Sequence[str] = ("bflh", "semiten")) -> FloatArray:
        """Mean of the envelopes, set back in time."""
        return np.asarray(
            np.mean([np.interp(self.time_s - lead_s, self.time_s, self.envelopes[m]) for m in muscles], axis=0)
        )

    def r(self, x: FloatArray, lead_s: float = DELAY_S, muscles: Sequence[str] = ("bflh", "semiten")) -> float:
        """Correlation of the EMG with something."""
        return float(np.corrcoef(x, self.emg(lead_s, muscles))[0, 1])

    def lowering_share(self, x: FloatArray) -> float:
        """Mean while lowering over mean while lifting, both on the move in the middle of the range."""
        moving = (np.abs(self.velocity_deg_s) > MOVING_DEG_S) & _between(self.knee_deg, *MIDDLE_DEG)
        return float(x[moving & (self.velocity_deg_s < 0)].mean() / x[moving & (self.velocity_deg_s > 0)].mean())


@cache
def curls() -> tuple[Curl, ...]:
    """The standing leg curls, in the order of their list."""
    with (FOLDER / "sets.csv").open(encoding="utf-8") as file:
        names = [row["file"] for row in csv.DictReader(file) if row["variation"] == "standing_leg_curl"]
    return tuple(_curl(read_recording(FOLDER / name)) for name in names)


def _curl(recording: Recording) -> Curl:
    motion = motion_from_recording(recording)
    assert motion is not None
    emg = {}
    for channel, muscle in CHANNELS.items():
        at_grid = np.interp(motion.time_s, recording.time_s, envelope(recording.channels[channel], recording.rate_hz))
        emg[muscle] = at_grid / at_grid.max()
    return Curl(recording.source, motion.time_s, motion.position, motion.velocity, motion.acceleration, emg)


def envelope(emg: FloatArray, rate_hz: float) -> FloatArray:
    """Band-passed, rectified and smoothed EMG without lag; an empty cell counts as none."""
    band = signal.butter(ORDER, BAND_HZ, "bandpass", fs=rate_hz, output="sos")
    smooth = signal.butter(ORDER, ENVELOPE_HZ, fs=rate_hz, output="sos")
    amplitude = np.abs(signal.sosfiltfilt(band, np.nan_to_num(emg)))
    return np.asarray(np.maximum(signal.sosfiltfilt(smooth, amplitude), 0.0))


def gravity_nm(curl: Curl) -> FloatArray:
    """Knee torque that the weight of shank and foot asks for."""
    return leg_moments(MAN, LegMotion(0.0, np.radians(curl.knee_deg))).knee_nm


def activation(
    curl: Curl, *, hip_deg: float = 0.0, braced: bool = False, rigid: bool = False, inertia: bool = True,
    fastest: float = 1.0, curvature: float | None = None,
) -> Mapping[str, FloatArray]:  # fmt: skip
    """Our activations by muscle; the options are what the table of choices varies."""
    model = reference_leg()
    curves = replace(model.curves, max_velocity=fastest * model.curves.max_velocity)
    model = replace(model, curves=replace(curves, velocity_curvature=curvature or curves.velocity_curvature))
    still = np.zeros_like(curl.knee_deg)
    velocity, turn = np.radians(curl.velocity_deg_s), np.radians(curl.acceleration_deg_s2)
    motion = LegMotion(0.0, np.radians(curl.knee_deg), knee_velocity=velocity, knee_acceleration=turn)
    if not inertia:
        motion = replace(motion, knee_velocity=0.0, knee_acceleration=0.0)
    asked = leg_moments(MAN, motion)
    effort = share_load(
        model, joint_angles(model, still + hip_deg, curl.knee_deg, still), np.stack([still, velocity, still], axis=-1),
        np.stack([asked.hip_nm, asked.knee_nm, asked.ankle_nm], axis=-1),
        ankle="braced" if braced else "free", tendon="rigid" if rigid else "compliant",
    )  # fmt: skip
    return {muscle: effort.activation[:, model.muscles.index(muscle)] for muscle in CHANNELS.values()}


def excitation(curl: Curl, parts: Mapping[str, FloatArray]) -> Mapping[str, FloatArray]:
    """What drives those activations: a + τ·da/dt, τ longer for a fuller rise, shorter for a fuller fall."""
    driven = {}
    for muscle, a in parts.items():
        rate, fullness = np.gradient(a, curl.time_s), 0.5 + 1.5 * a
        driven[muscle] = a + np.where(rate > 0, RISE_S * fullness, FALL_S / fullness) * rate
    return driven


@cache
def ours() -> tuple[Mapping[str, FloatArray], ...]:
    """Our activations in every recording."""
    return tuple(activation(curl) for curl in curls())


def agreement_rows() -> list[Row]:
    """What is asked for, and each recording."""
    r = np.array([curl.r(_mean(parts)) for curl, parts in zip(curls(), ours(), strict=True)])
    gravity = np.array([curl.r(gravity_nm(curl)) for curl in curls()])
    angle = np.array([curl.r(curl.knee_deg) for curl in curls()])
    median, gain = float(np.median(r)), float(np.median(r) - np.median(gravity))
    rows = [
        Row(f"median r of {len(r)} recordings, activation", f"{median:.3f}", f"at least {LEAST_R}", median >= LEAST_R),
        Row("above that of plain gravity torque by", f"{gain:+.3f}", f"at least {LEAST_GAIN}", gain >= LEAST_GAIN),
        Row("median r, plain gravity torque", f"{np.median(gravity):.3f}", "printed", None),
        Row("median r, knee angle", f"{np.median(angle):.3f}", "printed", None),
    ]
    for curl, parts, mine, weight, bent in zip(curls(), ours(), r, gravity, angle, strict=True):
        each = ", ".join(
            f"{name} {curl.r(parts[m], muscles=[m]):.2f}" for name, m in (("BF", "bflh"), ("ST", "semiten"))
        )
        found = f"activation {mine:.2f} ({each}), gravity {weight:.2f}, angle {bent:.2f}"
        rows.append(Row(f"{curl.name}, r", found, "printed", None))
    return rows


def misfit_rows() -> list[Row]:
    """What does not fit, and what other choices would have given."""
    means, weights = [_mean(parts) for parts in ours()], [gravity_nm(curl) for curl in curls()]
    lowering = [
        np.median([curl.lowering_share(x) for curl, x in zip(curls(), signals, strict=True)])
        for signals in ([curl.emg() for curl in curls()], means, weights)
    ]
    found = f"EMG {lowering[0]:.2f}, activation {lowering[1]:.2f}, gravity torque {lowering[2]:.2f}"
    rows = [Row("lowering over lifting, 30–80°, median", found, "printed", None)]
    for name, signals in (("activation", means), ("gravity torque", weights)):
        by_lead = [[curl.r(x, lead) for lead in LEADS_S] for curl, x in zip(curls(), signals, strict=True)]
        best = float(np.median(LEADS_S[np.argmax(by_lead, axis=1)]))
        found = f"{best:.2f} s, r {np.median(np.max(by_lead, axis=1)):.3f}"
        rows.append(Row(f"lead of the EMG over {name} that fits best, median", found, "printed", None))
    driven = [curl.r(_mean(excitation(curl, parts))) for curl, parts in zip(curls(), ours(), strict=True)]
    rows.append(Row("median r with: activation dynamics undone", f"{np.median(driven):.3f}", "printed", None))
    variants: dict[str, Callable[[Curl], Mapping[str, FloatArray]]] = {
        "rigid tendon": lambda curl: activation(curl, rigid=True),
        "foot braced": lambda curl: activation(curl, braced=True),
        "hip at 30°": lambda curl: activation(curl, hip_deg=30.0),
        "no inertia": lambda curl: activation(curl, inertia=False),
        "slow fibres only": lambda curl: activation(curl, fastest=SLOW_FIBERS, curvature=SLOW_CURVATURE),
        "fibres as slow as those of a barely active muscle": lambda curl: activation(curl, fastest=SLOWEST_FIBERS),
    }
    for name, variant in variants.items():
        median = np.median([curl.r(_mean(variant(curl))) for curl in curls()])
        rows.append(Row(f"median r with: {name}", f"{median:.3f}", "printed", None))
    return rows


def _mean(parts: Mapping[str, FloatArray]) -> FloatArray:
    return np.asarray(np.mean(list(parts.values()), axis=0))


def _between(x: FloatArray, low: float, high: float) -> BoolArray:
    return np.asarray((x > low) & (x < high))


SECTIONS = {
    "Surface EMG of biceps femoris and semitendinosus, standing leg curls": agreement_rows,
    "The same: what does not fit": misfit_rows,
}
NEEDS = FOLDER

if __name__ == "__main__":
    for title, rows in SECTIONS.items():
        print(markdown(title, rows()))
