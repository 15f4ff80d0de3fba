"""Raw samples to a clean uniform grid: spikes out, short gaps bridged, zero-lag low-pass with exact derivatives."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from legcurl.vocabulary import BoolArray, FloatArray

GRID_HZ = 100.0
"""Rate of the uniform grid: 10 ms, ten times finer than the 0.1 s that lifters and labels resolve."""
CUTOFF_HZ = 6.0
"""Low-pass cutoff for limb movement (Winter, Biomechanics and Motor Control of Human Movement)."""
FILTER_ORDER = 4
"""Butterworth order of each of the two passes that the zero-lag filter stands for."""
LOWEST_CUTOFF_HZ = 3.0
"""Below this the phases of a fast repetition (0.5 s) would be smeared."""
NYQUIST_SHARE = 0.3
"""The cutoff stays below this share of the rate at which the angle was really sampled."""
LONGEST_BRIDGE_S = 0.25
"""Longer gaps are not filled: half of the fastest phase of a repetition (0.5 s) could hide in them."""
SPIKE_WIDTH_S = 0.02
"""Spikes up to this long are taken out."""
SPIKE_DEG = 3.0
"""Smaller jumps are left to the low-pass."""
SPIKE_NOISE = 8.0
"""A spike stands out of the noise by this many mean deviations."""
SPIKE_COUNTS_AS = 10.0
"""In that mean a deviation counts as at most this many smallest ones, so that an absurd value hides no other."""
FASTEST_TURN_DEG_S2 = 10_000.0
"""A knee does not turn round faster; what deviates from both its neighbours by more is a spike."""
FASTEST_DEG_S = 1_000.0
"""Nor does it move faster, a kick apart; at the ends of a recording, where there is one neighbour only, this tells."""
ACCELERATION_INTEGRAL = 0.1594
"""Integral of u⁴/(1 + u⁸)² over all u > 0, Γ(5/8) Γ(11/8) / 8: the white noise in the second derivative of what the
low-pass of ``FILTER_ORDER`` leaves, in powers of its cutoff."""
LEAST_REMOVED = 0.1
"""A low-pass is taken to remove at least this share of white noise's variance; less would say nothing of the rest."""
PAD_S = 1.0
"""Point-symmetric extension beyond both ends before filtering, so that the ends do not ring."""
EXTREME_SHARE, EXTREME_S = 0.005, 0.2
"""What :func:`extent` leaves out at either end: a share of the samples, but no more than a part of a repetition."""
COARSEST_QUANTUM = 0.005
"""Of the range: a signal rounded more coarsely cannot show whether straight lines were drawn."""
CLEARLY_DRAWN = 6.0
"""Lines twice as long must miss a drawn signal by so many tolerances; a smooth one they miss by four to five."""
PROBE_SAMPLES = 4096
"""Samples that are looked at to find out how fast the sensor really was."""


class Filtered(NamedTuple):
    """A low-passed signal and its first two time derivatives, each of shape (n,)."""

    value: FloatArray
    velocity: FloatArray
    acceleration: FloatArray


def spikes(time_s: FloatArray, x: FloatArray, degrees_per_unit: float) -> BoolArray:
    """Mark samples that jump away from what lies shortly before and after them.

    A sample is compared with the median of itself and the two samples one lag away; on a monotonous stretch that
    is the sample itself, and at a turning point it differs by no more than the fastest turn allows. The first and
    the last samples have one such neighbour; they differ from it by no more than the fastest movement allows.

    Parameters
    ----------
    time_s, x : ndarray, shape (n,)
        Finite samples.
    degrees_per_unit : float
        Degrees of knee flexion that one unit of `x` stands for.

    Returns
    -------
    ndarray of bool, shape (n,)
    """
    marked = np.zeros(x.size, dtype=bool)
    interval = float(np.median(np.diff(time_s[:PROBE_SAMPLES])))
    lag = max(1, round(SPIKE_WIDTH_S / interval))
    if x.size <= 2 * lag:
        return marked
    before, here, after = x[: -2 * lag], x[lag:-lag], x[2 * lag :]
    off = np.abs(here - np.maximum(np.minimum(before, after), np.minimum(np.maximum(before, after), here)))
    turn = 0.5 * FASTEST_TURN_DEG_S2 * (lag * interval) ** 2
    least = max(SPIKE_DEG, turn) / degrees_per_unit
    least += SPIKE_NOISE * float(np.minimum(off, SPIKE_COUNTS_AS * least).mean())
    marked[lag:-lag] = off > least
    least += FASTEST_DEG_S * lag * interval / degrees_per_unit
    marked[:lag] = np.abs(x[:lag] - x[lag : 2 * lag]) > least
    marked[-lag:] = np.abs(x[-lag:] - x[-2 * lag : -lag]) > least
    return marked


def unwrapped(x: FloatArray) -> FloatArray:
    """An angle in degrees with its jumps by whole turns joined; unchanged where it has none.

    Parameters
    ----------
    x : ndarray, shape (n,)
        Finite samples without spikes.

    Returns
    -------
    ndarray, shape (n,)
        Where something was joined, moved by whole turns so that the median lies within ±180°.
    """
    turns = np.rint(np.diff(x) / 360.0)
    if not turns.any():
        return x
    joined = x - 360.0 * np.concatenate(([0.0], np.cumsum(turns)))
    return np.asarray(joined - 360.0 * np.rint(np.median(joined) / 360.0))


def extent(x: FloatArray) -> tuple[float, float]:
    """Low and high end of a signal on the grid, a moment at either end left out, so that no remains of a glitch tell.

    Parameters
    ----------
    x : ndarray, shape (n,)
        Samples at ``GRID_HZ``; NaN is left out.

    Returns
    -------
    low, high : float
    """
    seen = x[np.isfinite(x)]
    share = min(EXTREME_SHARE, EXTREME_S * GRID_HZ / seen.size)
    low, high = np.quantile(seen, [share, 1.0 - share])
    return float(low), float(high)


def effective_rate_hz(time_s: FloatArray, x: FloatArray) -> float:
    """Rate at which a signal was really sampled, which may be lower than the rate at which it is written.

    Looks at the stretch that moves most. A held signal changes value only at its own samples; a signal drawn by
    straight lines is explained by every P-th sample to within its quantisation.

    Parameters
    ----------
    time_s, x : ndarray, shape (n,)
        Finite samples.

    Returns
    -------
    float
        Rate in Hz, at most that of `time_s`; that of `time_s` where the movement is too slow to show straight lines.
    """
    rate = 1.0 / float(np.median(np.diff(time_s[:PROBE_SAMPLES])))
    size = min(x.size, PROBE_SAMPLES)
    if size < 64:
        return rate
    blocks = x[: x.size // 64 * 64 : 64]
    travelled = np.concatenate(([0.0], np.cumsum(np.abs(np.diff(blocks)))))
    within = size // 64 - 1
    first = 64 * int(np.argmax(travelled[within:] - travelled[: travelled.size - within]))
    piece = x[first : first + size]
    steps = np.abs(np.diff(piece))
    changes = np.flatnonzero(steps)
    if changes.size < 8:
        return rate
    quantum = float(steps[changes].min())
    held = float(np.median(np.diff(changes))) if np.median(steps[changes]) > 2 * quantum else 1.0
    if quantum > COARSEST_QUANTUM * float(np.ptp(piece)):
        return rate / held
    tolerance = max(1.25 * quantum, 1e-6 * float(np.ptp(piece)))
    longest = min(size // 8, round(rate / 4.0))
    drawn = max((p for p in range(2, longest + 1) if _off_lines(piece, p) <= tolerance), default=1)
    if _off_lines(piece, min(2 * drawn, size // 4)) < CLEARLY_DRAWN * tolerance:
        drawn = 1
    return rate / max(held, float(drawn))


def _off_lines(x: FloatArray, period: int) -> float:
    """How far a signal lies off straight lines through every `period`-th sample, those at which it bends most."""
    bends = np.abs(np.diff(x, 2))
    phase = int(np.argmax(np.bincount(np.arange(bends.size) % period, weights=bends))) + 1
    knots = np.arange(phase, x.size, period)
    lines = np.interp(np.arange(knots[0], knots[-1] + 1), knots, x[knots])
    return float(np.abs(x[knots[0] : knots[-1] + 1] - lines).max())


def to_grid(time_s: FloatArray, x: FloatArray, grid_s: FloatArray) -> tuple[FloatArray, BoolArray]:
    """Put finite samples on a uniform grid; average where they are denser, bridge short gaps, leave long ones NaN.

    Parameters
    ----------
    time_s, x : ndarray, shape (m,)
        Finite samples, times increasing.
    grid_s : ndarray, shape (n,)
        Uniform times.

    Returns
    -------
    values : ndarray, shape (n,)
        NaN in gaps longer than ``LONGEST_BRIDGE_S`` and beyond the samples.
    filled : ndarray of bool, shape (n,)
        Where a gap was bridged by a cubic through the slopes on both of its sides.
    """
    values = np.full(grid_s.size, np.nan)
    filled = np.zeros(grid_s.size, dtype=bool)
    if time_s.size < 2:
        return values, filled
    step = (grid_s[-1] - grid_s[0]) / (grid_s.size - 1)
    interval = float(np.median(np.diff(time_s)))
    if interval < step / 1.5:
        cell = np.rint((time_s - grid_s[0]) / step).astype(np.int64)
        cell = np.clip(cell, 0, grid_s.size - 1)
        count = np.bincount(cell, minlength=grid_s.size)
        total = np.bincount(cell, weights=x, minlength=grid_s.size)
        seen = count > 0
        time_s, x, interval = grid_s[seen], total[seen] / count[seen], step
    inside = (grid_s >= time_s[0] - step / 2) & (grid_s <= time_s[-1] + step / 2)
    values[inside] = np.interp(grid_s[inside], time_s, x)
    spacing = np.diff(time_s)
    for i in np.flatnonzero(spacing > 1.5 * interval):
        gap = slice(*np.searchsorted(grid_s, time_s[[i, i + 1]] + [step / 1000, -step / 1000]))
        if spacing[i] > max(LONGEST_BRIDGE_S, 2.5 * interval):
            values[gap] = np.nan
        else:
            values[gap] = _bridge(time_s, x, int(i), grid_s[gap])
            filled[gap] = True
    return values, filled


def _bridge(time_s: FloatArray, x: FloatArray, i: int, at_s: FloatArray) -> FloatArray:
    """Cubic Hermite from sample i to i+1 with the slopes of the few samples on each side."""
    left, right = slice(max(0, i - 4), i + 1), slice(i + 1, i + 6)
    slope_left, slope_right = _slope(time_s[left], x[left]), _slope(time_s[right], x[right])
    width = time_s[i + 1] - time_s[i]
    s = (at_s - time_s[i]) / width
    rise = x[i + 1] - x[i]
    return np.asarray(
        x[i] + s * s * (3 - 2 * s) * rise + s * (1 - s) * width * ((1 - s) * slope_left - s * slope_right)
    )


def _slope(time_s: FloatArray, x: FloatArray) -> float:
    if time_s.size < 2:
        return 0.0
    t = time_s - time_s.mean()
    return float((t * (x - x.mean())).sum() / (t * t).sum())


def low_pass(x: FloatArray, rate_hz: float, cutoff_hz: float = CUTOFF_HZ) -> Filtered:
    """Zero-lag Butterworth low-pass, and the derivatives of what it leaves.

    The gain of a Butterworth filter run forwards and backwards, 1/(1 + (f/fc)^2n), is applied to the spectrum of the
    signal extended point-symmetrically beyond both ends. Stretches between NaN are filtered each by itself.

    Parameters
    ----------
    x : ndarray, shape (n,)
        Uniform samples; NaN stays NaN.
    rate_hz, cutoff_hz : float
        Sampling rate, and the frequency at which half of the amplitude is left.

    Returns
    -------
    Filtered
    """
    out = Filtered(*(np.full(x.size, np.nan) for _ in range(3)))
    for start, stop in stretches(np.isfinite(x)):
        if stop - start >= 4:
            for whole, part in zip(out, _low_pass_stretch(x[start:stop], rate_hz, cutoff_hz), strict=True):
                whole[start:stop] = part
    return out


def acceleration_gain(rate_hz: float, cutoff_hz: float) -> float:
    """How much noise a low-passed acceleration has for each unit of noise that the low-pass removed.

    The noise of the samples is taken as white, so that what was removed tells what stayed. Passed by the filter and
    differentiated twice, its variance is the integral of (2πf)⁴ × density × gain².

    Parameters
    ----------
    rate_hz : float
        Rate at which the signal was really sampled.
    cutoff_hz : float
        Of :func:`low_pass`.

    Returns
    -------
    float
        Standard deviation of the acceleration over that of what was removed, in 1/s².
    """
    removed = max(LEAST_REMOVED, 1.0 - 2.0 * cutoff_hz / rate_hz)
    passed = 2.0 / rate_hz * ACCELERATION_INTEGRAL * cutoff_hz**5
    return float((2 * np.pi) ** 2 * np.sqrt(passed / removed))


def _low_pass_stretch(x: FloatArray, rate_hz: float, cutoff_hz: float) -> Filtered:
    pad = min(x.size - 1, round(PAD_S * rate_hz))
    padded = np.concatenate((2 * x[0] - x[pad:0:-1], x, 2 * x[-1] - x[-2 : -pad - 2 : -1]))
    trend = np.linspace(padded[0], padded[-1], padded.size)
    slope = (padded[-1] - padded[0]) / (padded.size - 1) * rate_hz
    size = _fast_length(padded.size)
    spectrum = np.fft.rfft(padded - trend, size)
    omega = 2 * np.pi * np.fft.rfftfreq(size, 1.0 / rate_hz)
    spectrum *= 1.0 / (1.0 + (omega / (2 * np.pi * cutoff_hz)) ** (2 * FILTER_ORDER))
    inner = slice(pad, pad + x.size)
    value = np.fft.irfft(spectrum, size)[: padded.size] + trend
    velocity = np.fft.irfft(1j * omega * spectrum, size)[: padded.size] + slope
    acceleration = np.fft.irfft(-(omega**2) * spectrum, size)[: padded.size]
    return Filtered(value[inner], velocity[inner], acceleration[inner])


def _fast_length(n: int) -> int:
    """Least 2^a 3^b 5^c that is at least n: an FFT of a large prime length is slow."""
    best = 1 << (n - 1).bit_length()
    for five in (1, 5, 25, 125):
        for three in (1, 3, 9, 27, 81):
            odd = five * three
            if odd < best:
                best = min(best, odd << max(0, (-(-n // odd) - 1).bit_length()))
    return best


def stretches(mask: BoolArray) -> list[tuple[int, int]]:
    """Runs of True as half-open index pairs."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], mask, [False])).astype(np.int8)))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))
