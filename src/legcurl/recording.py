"""A recording: channels against time, as they were captured, with their source.

Readers make it, :func:`legcurl.motion.motion_from_recording` consumes it. It is validated once, here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np

from legcurl.errors import InputError
from legcurl.vocabulary import CHANNELS, FloatArray, Leg, Variation, base_channel

LONGEST_S = 6 * 3600.0
"""A set lasts minutes; longer than this is a wrong unit, a wrong time, or a clock that jumped."""


@dataclass(frozen=True, slots=True)
class Issue:
    """Something about the data that a reader of the results should know.

    Parameters
    ----------
    id : str
        Short name, such as ``gap`` or ``spikes``.
    detail : str
        One sentence.
    start_s, end_s : float or None
        The span that it concerns; None for the whole recording.
    """

    id: str
    detail: str
    start_s: float | None = None
    end_s: float | None = None


@dataclass(frozen=True, slots=True)
class Posture:
    """How the body is held and what that says of the exercise, as pictures show it.

    Parameters
    ----------
    held : str
        In a word for the person: ``lying face down``, ``sitting``, …
    variation : optional
        The leg curl that is done like this; None where several or none are.
    is_leg_curl : bool or None
        Whether what moves, and how, makes it one; None where that does not tell.
    confidence : float
        0 to 1.
    why : str
        What was seen, in words.
    """

    held: str
    variation: Variation | None
    is_leg_curl: bool | None
    confidence: float
    why: str


@dataclass(frozen=True, eq=False)
class Recording:
    """Channels against time, in the units of :data:`legcurl.vocabulary.CHANNELS`.

    Parameters
    ----------
    time_s : ndarray, shape (n,)
        Sample times in s as the source gives them, strictly increasing, n ≥ 2; spacing may vary.
    channels : mapping of str to ndarray, shape (n,)
        Values by channel name; NaN where the source has none.
    source : str
        Name of the file or generator.
    format : str
        Name of the reader that made it.
    variation, leg : optional
        What the source itself says; a person's word replaces it.
    notes : tuple of str
        What the reader assumed (columns, units, sign), in sentences for the person.
    issues : tuple of Issue
        What the reader noticed about the data.
    input_sha256 : str
        Hash of the bytes read; empty where there was no file.
    confidence : mapping of str to ndarray, shape (n,)
        How far each sample of a channel is to be believed, 0–1, where the source can tell; fully elsewhere.
    posture : Posture, optional
        How the body is held, where pictures show it.

    Raises
    ------
    InputError
        If times are not finite, do not increase or span more than six hours, a channel is unknown or has another
        length, or nothing is left.
    """

    time_s: FloatArray
    channels: Mapping[str, FloatArray]
    source: str = "memory"
    format: str = "memory"
    variation: Variation | None = None
    leg: Leg | None = None
    notes: tuple[str, ...] = ()
    issues: tuple[Issue, ...] = ()
    input_sha256: str = ""
    confidence: Mapping[str, FloatArray] = field(default_factory=dict)
    posture: Posture | None = None

    def __post_init__(self) -> None:
        time = np.ascontiguousarray(self.time_s, dtype=np.float64)
        if time.ndim != 1 or time.size < 2:
            raise InputError(f"{time.size} samples; a recording needs at least 2", path=self.source)
        if not np.isfinite(time).all():
            row = int(np.flatnonzero(~np.isfinite(time))[0])
            raise InputError("a time is missing or not a number", path=self.source, where=f"sample {row + 1}")
        backwards = np.flatnonzero(np.diff(time) <= 0)
        if backwards.size:
            row = int(backwards[0])
            raise InputError(
                f"time does not increase: {time[row]:g} s is followed by {time[row + 1]:g} s",
                path=self.source, where=f"sample {row + 2}",
            )  # fmt: skip
        if time[-1] - time[0] > LONGEST_S:
            step = int(np.argmax(np.diff(time)))
            raise InputError(
                f"it lasts {(time[-1] - time[0]) / 3600:.4g} hours; at most {LONGEST_S / 3600:g} are read",
                path=self.source, where=f"the longest step follows sample {step + 1}",
                fix="Check the unit of the times, or cut the set out of the recording.",
            )  # fmt: skip
        values = {}
        for name, given in self.channels.items():
            if base_channel(name) is None:
                raise InputError(f"unknown channel {name!r}; known are {', '.join(CHANNELS)}", path=self.source)
            array = np.ascontiguousarray(given, dtype=np.float64)
            if array.shape != time.shape:
                raise InputError(f"channel {name} has shape {array.shape}, time {time.shape}", path=self.source)
            values[name] = array
        if not values:
            raise InputError("no channel that Legcurl knows", path=self.source)
        trust = {name: np.asarray(given, dtype=np.float64) for name, given in self.confidence.items()}
        for name, array in trust.items():
            if name not in values or array.shape != time.shape or not ((array >= 0) & (array <= 1)).all():
                raise InputError(f"confidence of {name}: expected a channel, and {time.size} values from 0 to 1")
        object.__setattr__(self, "time_s", time)
        object.__setattr__(self, "channels", MappingProxyType(values))
        object.__setattr__(self, "confidence", MappingProxyType(trust))

    @property
    def duration_s(self) -> float:
        """Last sample time less the first, in s."""
        return float(self.time_s[-1] - self.time_s[0])

    @property
    def rate_hz(self) -> float:
        """Mean sampling rate in Hz."""
        return (self.time_s.size - 1) / self.duration_s
