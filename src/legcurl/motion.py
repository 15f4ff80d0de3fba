"""A recording made ready: one uniform time grid, sign and rest found, spikes and short gaps mended, filtered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from legcurl.recording import Issue
from legcurl.vocabulary import BoolArray, FloatArray


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
        Resting position of the set, in `unit`.
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
        Gaps, spikes, drift, coarse sampling, ...
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
