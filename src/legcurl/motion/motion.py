"""A recording made ready: one uniform time grid, sign and rest found, spikes and short gaps mended, filtered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

import numpy as np

from legcurl.motion.conditioning import (
    CUTOFF_HZ,
    GRID_HZ,
    LONGEST_BRIDGE_S,
    LOWEST_CUTOFF_HZ,
    NYQUIST_SHARE,
    acceleration_gain,
    effective_rate_hz,
    extent,
    low_pass,
    spikes,
    stretches,
    to_grid,
    unwrapped,
)
from legcurl.motion.emg import envelope
from legcurl.motion.sign import orient
from legcurl.motion.turning import turning_points
from legcurl.recording import Issue, Recording
from legcurl.vocabulary import BoolArray, FloatArray, base_channel, sided

POSITIONS = ("knee_flexion_deg", "shank_inclination_deg", "lever_angle_deg", "stack_m", "cable_m")
"""Channels that show the movement, the best first."""
DEGREES_PER_METRE = 220.0
"""A stroke of 0.5 m at the stack is about 110° at the knee; used to scale noise limits, never to report an angle."""
COARSE_HZ = 20.0
"""Below this effective rate, short phases and peak speeds are uncertain."""
MOST_GAPS = 5
"""More gaps are summed up in one remark."""


@dataclass(frozen=True, eq=False)
class Motion:
    """The movement of one leg on a uniform time grid.

    Parameters
    ----------
    time_s : ndarray, shape (n,)
        Uniform sample times.
    rate_hz : float
        Samples a second.
    source_channel : str
        Channel that the position comes from.
    unit : {"deg", "m"}
        Unit of the position.
    position : ndarray, shape (n,)
        Low-passed position, positive towards flexion; NaN inside gaps too long to fill.
    velocity, acceleration : ndarray, shape (n,)
        Its derivatives a second and a second squared.
    filled : ndarray of bool, shape (n,)
        Where a short gap was bridged.
    rest : float
        Resting position: the middle one of the places where the limb turns round at its straight end, in `unit`.
    sign : {1, -1}
        What the source was multiplied by to make flexion positive.
    sign_known : bool
        Whether something told the sign, rather than it being taken as given.
    sign_why : str
        What told the sign, in words.
    noise : float
        Standard deviation of what the low-pass removed, in `unit`.
    channels : mapping of str to ndarray, shape (n,)
        The other channels on the same grid, low-passed; EMG as its rectified envelope in mV.
    issues : tuple of Issue
        Gaps, spikes, coarse sampling.
    confidence : mapping of str to ndarray, shape (n,)
        How far the samples of a channel are to be believed, 0–1, on the same grid, where the source tells.
    acceleration_gain : float
        Standard deviation of the acceleration for each unit of `noise`, in 1/s²; 0 where there is no noise.
    from_pictures : bool
        Whether the position was seen in pictures, whose errors go on for longer than a sample.
    """

    time_s: FloatArray
    rate_hz: float
    source_channel: str
    unit: Literal["deg", "m"]
    position: FloatArray
    velocity: FloatArray
    acceleration: FloatArray
    filled: BoolArray
    rest: float
    sign: int
    sign_known: bool
    sign_why: str
    noise: float
    channels: Mapping[str, FloatArray]
    issues: tuple[Issue, ...] = ()
    confidence: Mapping[str, FloatArray] = field(default_factory=dict)
    acceleration_gain: float = 0.0
    from_pictures: bool = False

    @property
    def span(self) -> float:
        """Distance between the low and the high end of the position, in `unit`; see `extent` in conditioning."""
        low, high = extent(self.position)
        return high - low

    @property
    def side(self) -> Literal["l", "r"] | None:
        """Side of the channel that the position comes from, where it says one."""
        stem = self.source_channel.rpartition("_")[0]
        return "l" if stem.endswith("_l") else "r" if stem.endswith("_r") else None

    def companion(self, channel: str) -> FloatArray | None:
        """Another channel of the same leg, or of no side; None where it was not recorded.

        Parameters
        ----------
        channel : str
            Its name without a side.

        Returns
        -------
        ndarray, shape (n,), or None
        """
        names = self._names(channel)
        return next((self.channels[name] for name in names if name in self.channels), None)

    def trust(self, channel: str) -> float:
        """How far a channel of the same leg, or of no side, is to be believed in all, 0–1; fully where nothing tells.

        Parameters
        ----------
        channel : str
            Its name without a side.
        """
        known = [self.confidence[name] for name in self._names(channel) if name in self.confidence]
        return float(known[0].mean()) if known else 1.0

    def _names(self, channel: str) -> list[str]:
        return [sided(channel, self.side), channel] if self.side else [channel]


def motion_from_recording(recording: Recording) -> Motion | None:
    """Make a recording ready for counting and measuring.

    Parameters
    ----------
    recording : Recording
        Channels as captured; ``recording.leg`` chooses between sided channels, otherwise the leg that moves more.

    Returns
    -------
    Motion or None
        None where no channel shows a movement, or nothing of it is left.
    """
    chosen = _position_channel(recording)
    if chosen is None:
        return None
    source, raw = chosen
    unit: Literal["deg", "m"] = "deg" if source.endswith("_deg") else "m"
    count = int(np.floor(recording.duration_s * GRID_HZ + 1e-6)) + 1
    grid = recording.time_s[0] + np.arange(count) / GRID_HZ
    time, x, issues = _clean(recording.time_s, raw, source, unit)
    if x.size < 4 or count < 4:
        return None
    values, filled = to_grid(time, x, grid)
    true_rate = effective_rate_hz(time, x)
    cutoff = min(CUTOFF_HZ, max(LOWEST_CUTOFF_HZ, NYQUIST_SHARE * true_rate))
    issues += _gaps(grid, values, filled)
    if true_rate < COARSE_HZ:
        issues.append(Issue("coarse_sampling", f"the angle was sampled at about {true_rate:.0f} Hz only"))

    smooth = low_pass(values, GRID_HZ, cutoff)
    if not np.isfinite(smooth.value).any():
        return None
    others = _other_channels(recording, source, grid)
    emg = {name: array for name, array in others.items() if name.startswith("emg_")}
    orientation = orient(values, base_channel(source) or source, emg, GRID_HZ)
    position = orientation.sign * smooth.value + orientation.offset
    return Motion(
        time_s=grid,
        rate_hz=GRID_HZ,
        source_channel=source,
        unit=unit,
        position=position,
        velocity=orientation.sign * smooth.velocity,
        acceleration=orientation.sign * smooth.acceleration,
        filled=filled,
        rest=_rest(position),
        sign=orientation.sign,
        sign_known=orientation.known,
        sign_why=orientation.why,
        noise=float(np.nanstd(values - smooth.value)),
        channels=MappingProxyType(others),
        issues=tuple(issues),
        confidence=MappingProxyType(
            {name: np.interp(grid, recording.time_s, known) for name, known in recording.confidence.items()}
        ),
        acceleration_gain=acceleration_gain(true_rate, cutoff),
        from_pictures=source in recording.confidence,
    )


def _position_channel(recording: Recording) -> tuple[str, FloatArray] | None:
    """The best position channel; of two legs the one asked for, else the one that moves more."""
    sides: tuple[Literal["l", "r"], ...] = ("l", "r")
    if recording.leg in ("left", "right"):
        sides = ("l",) if recording.leg == "left" else ("r",)
    for base in POSITIONS:
        names = [name for name in (base, *(sided(base, side) for side in sides)) if name in recording.channels]
        moving = [(_spread(recording.channels[name]), name) for name in names]
        moving = [(spread, name) for spread, name in moving if np.isfinite(spread)]
        if moving:
            name = max(moving)[1]
            return name, recording.channels[name]
    return None


def _spread(x: FloatArray) -> float:
    sample = x[:: max(1, x.size // 20_000)]
    sample = sample[np.isfinite(sample)]
    return float(np.subtract(*np.percentile(sample, [99, 1]))) if sample.size else float("nan")


def _clean(time_s: FloatArray, x: FloatArray, source: str, unit: str) -> tuple[FloatArray, FloatArray, list[Issue]]:
    """Finite samples without spikes, and what was noticed."""
    issues: list[Issue] = []
    finite = np.isfinite(x)
    if not finite.all():
        time_s, x = time_s[finite], x[finite]
    if x.size < 4:
        return time_s, x, issues
    spiky = spikes(time_s, x, 1.0 if unit == "deg" else DEGREES_PER_METRE)
    if spiky.any():
        first = float(time_s[np.argmax(spiky)])
        issues.append(Issue("spikes", f"{int(spiky.sum())} samples of {source} jump and were left out", first, first))
        time_s, x = time_s[~spiky], x[~spiky]
    if unit == "deg":
        joined = unwrapped(x)
        if joined is not x:
            issues.append(Issue("wrapped", f"{source} jumps by whole turns, which were joined"))
        x = joined
    return time_s, x, issues


def _gaps(grid: FloatArray, values: FloatArray, filled: BoolArray) -> list[Issue]:
    gaps = [(float(grid[start]), float(grid[stop - 1])) for start, stop in stretches(np.isnan(values))]
    gaps = [(start, end) for start, end in gaps if end - start > LONGEST_BRIDGE_S or grid[0] < start < end < grid[-1]]
    lengths = [end - start + 1.0 / GRID_HZ for start, end in gaps]
    issues = [
        Issue("gap", f"no data for {length:.2f} s", start, end)
        for (start, end), length in zip(gaps, lengths, strict=True)
    ]
    if len(gaps) > MOST_GAPS:
        detail = f"{len(gaps)} gaps without data, {sum(lengths):.1f} s in all, the longest {max(lengths):.2f} s"
        issues = [Issue("gap", detail, gaps[0][0], gaps[-1][1])]
    if filled.any():
        bridged = stretches(filled)
        detail = f"{len(bridged)} gaps of at most {LONGEST_BRIDGE_S:g} s were bridged"
        issues.append(Issue("bridged", detail, float(grid[bridged[0][0]]), float(grid[bridged[-1][1] - 1])))
    return issues


def _other_channels(recording: Recording, source: str, grid: FloatArray) -> dict[str, FloatArray]:
    others: dict[str, FloatArray] = {}
    for name, raw in recording.channels.items():
        if name == source:
            continue
        if name.startswith("emg_"):
            others[name] = envelope(recording.time_s, raw, grid)
            continue
        time, x, _ = _clean(recording.time_s, raw, name, "deg" if name.endswith("_deg") else "m")
        if x.size >= 4:
            others[name] = low_pass(to_grid(time, x, grid)[0], GRID_HZ).value
    return others


def _rest(position: FloatArray) -> float:
    """Middle one of the valleys; the median of all samples would be the top where the leg stays up."""
    seen = position[np.isfinite(position)]
    low, high = extent(seen)
    _, valleys = turning_points(seen, max(0.3 * (high - low), 1e-9))
    levels = seen[valleys]
    return float(np.median(levels[levels <= low + 0.5 * (high - low)])) if valleys else low
