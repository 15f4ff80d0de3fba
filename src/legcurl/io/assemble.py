"""A table and the columns picked from it, made into a recording."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from legcurl.errors import AmbiguousColumnError, InputError
from legcurl.io.columns import Pick
from legcurl.io.head import Head
from legcurl.io.header import Header, listed, mappable
from legcurl.io.measure import MOVING, Size, angle_size, measure
from legcurl.io.naming import TIME, could_be_angle, could_be_travel
from legcurl.io.registry import ReadOptions
from legcurl.io.timebase import seconds, uniform
from legcurl.recording import Issue, Recording
from legcurl.vocabulary import FloatArray, Leg

POSITIONS = (*MOVING, "thigh_inclination_deg", "cable_m", "stack_m")
"""Channels that show where the leg is."""


@dataclass(frozen=True)
class Table:
    """A table whose columns can be read.

    Parameters
    ----------
    headers : tuple of str
        Column headers.
    read : callable
        Gives the columns asked for, shape (n,) each, NaN where there is no value.
    place : callable
        Names a row, from 0, for the person: ``line 12``.
    in_seconds : frozenset of int
        Columns that are given in seconds whatever they hold, being dates or times of day.
    """

    headers: tuple[str, ...]
    read: Callable[[Sequence[int]], list[FloatArray]]
    place: Callable[[int], str]
    in_seconds: frozenset[int] = frozenset()


def assemble(
    table: Table,
    picks: Sequence[Pick],
    head: Head,
    options: ReadOptions,
    *,
    format_name: str,
    leg: Leg | None = None,
    usual_rate: tuple[float, str] | None = None,
    notes: Sequence[str] = (),
) -> Recording:
    """Read the picked columns and make a recording of them.

    Parameters
    ----------
    table : Table
        Where the columns are read from.
    picks : sequence of Pick
        Columns taken, the time among them if there is one.
    head, options
        The file and what the person says.
    format_name : str
        Name of the reader.
    leg : {"left", "right"}, optional
        The leg that the file names.
    usual_rate : tuple of float and str, optional
        Sampling rate in Hz of a format whose files have no time, and in words what tells it.
    notes : sequence of str
        What the reader has to say already.

    Raises
    ------
    AmbiguousColumnError
        If no channel is known, or only other things than a position while some column may be an angle.
    InputError
        If there is no time, the times are not fit, or values contradict their unit.
    """
    channels = [pick for pick in picks if pick.channel != TIME]
    time = next((pick for pick in picks if pick.channel == TIME), None)
    if time and time.column in table.in_seconds:
        time = replace(time, stated="s", told=None)
    _check_picked(table.headers, channels, time, head, options, usual_rate)
    wanted = [*channels, *([time] if time and options.rate_hz is None else [])]
    values = dict(zip(wanted, table.read([pick.column for pick in wanted]), strict=True))
    values, rows = _without_blank_rows(values)
    if rows.size < 2:
        counted = "1 sample" if rows.size else "no samples"
        raise InputError(f"{counted}; a recording needs at least 2", path=head.path, fix="Record it again.")
    if time in values:
        time_s, told = seconds(values.pop(time), time, head, lambda row: table.place(int(rows[row])))
    else:
        rate, why = (options.rate_hz, "as told") if options.rate_hz else usual_rate or (0.0, "")
        time_s, told = uniform(rows.size, rate, head), f"times by the rate of {rate:g} Hz ({why})"
    values, doubts = _without_empty(values, head)
    sizes = _sizes(values)
    measured = {pick.channel: measure(array, pick, head, sizes.get(pick)) for pick, array in values.items()}
    unused = {text: None for at, text in enumerate(table.headers) if at not in {pick.column for pick in wanted}}
    left_out = [f"left out: columns {listed(list(unused))}"] if any(map(str.strip, unused)) else []
    said = (*notes, told, *(each.note for each in measured.values()), *left_out)
    return Recording(
        time_s,
        {channel: each.values for channel, each in measured.items()},
        source=head.path.name,
        format=format_name,
        leg=leg,
        notes=tuple(_sentence(note) for note in said),
        issues=(*doubts, *(issue for each in measured.values() for issue in each.issues)),
    )


def _sentence(note: str) -> str:
    return note[:1].upper() + note[1:] + ("" if note.endswith(".") else ".")


def _check_picked(
    headers: Sequence[str],
    channels: Sequence[Pick],
    time: Pick | None,
    head: Head,
    options: ReadOptions,
    usual_rate: tuple[float, str] | None,
) -> None:
    """Refuse a table that shows nothing, or perhaps an angle, or no time."""
    taken = {pick.column for pick in channels} | ({time.column} if time else set())
    left = [text for at, text in enumerate(headers) if at not in taken and text.strip()]
    parsed = {text: Header.parse(text) for text in left}
    maybe = [text for text, header in parsed.items() if could_be_angle(header) or could_be_travel(header)]
    if not channels or (maybe and not any(pick.base in POSITIONS for pick in channels)):
        example = mappable((maybe or left or ["COLUMN"])[0])
        raise AmbiguousColumnError(
            f"no column says that it is the knee angle; the columns are {listed(headers)}",
            path=head.path, where="header",
            fix=f'Say what one is: --map "knee_flexion_deg={example}" (or lever_angle_deg, cable_mm, ...)',
        )  # fmt: skip
    if time is None and options.rate_hz is None and usual_rate is None:
        raise InputError(
            f"no column says that it is the time; the columns are {listed(headers)}", path=head.path, where="header",
            fix='Say which one is, --map "time_s=COLUMN", or give the sampling rate: --rate-hz RATE',
        )  # fmt: skip


def _without_blank_rows(values: Mapping[Pick, FloatArray]) -> tuple[dict[Pick, FloatArray], NDArray[np.intp]]:
    """Values without the rows in which nothing stands, and the numbers of the rows kept.

    Where there is no time, only blank rows at the end can go: one in the middle is a sample missed.
    """
    arrays = list(values.values())
    rows = np.arange(arrays[0].size)
    if not any(np.isnan(array[-1]) or np.isnan(array).any() for array in arrays[-1:]):
        return dict(values), rows
    blank = np.logical_and.reduce([np.isnan(array) for array in arrays])
    if not any(pick.channel == TIME for pick in values):
        filled = np.flatnonzero(~blank)
        blank = rows > (filled[-1] if filled.size else -1)
    if not blank.any():
        return dict(values), rows
    return {pick: array[~blank] for pick, array in values.items()}, rows[~blank]


def _without_empty(values: Mapping[Pick, FloatArray], head: Head) -> tuple[dict[Pick, FloatArray], tuple[Issue, ...]]:
    """Values without the channels that hold none, and what is to be said of those.

    Raises
    ------
    InputError
        If nothing is left, or no position where one was meant to be.
    """
    empty = [pick for pick, array in values.items() if not (np.isfinite(array[0]) or np.isfinite(array).any())]
    if not empty:
        return dict(values), ()
    full = [pick for pick in values if pick not in empty]
    lost = [pick for pick in empty if pick.base in POSITIONS] or empty
    if not full or (lost[0].base in POSITIONS and not any(pick.base in POSITIONS for pick in full)):
        raise InputError(
            f"holds no value for {lost[0].base}", path=head.path, where=lost[0].place,
            fix=f'Take another column: --map "{lost[0].channel}=COLUMN"',
        )  # fmt: skip
    issues = tuple(Issue("empty_channel", f"The {pick.place} holds no value for {pick.channel}.") for pick in empty)
    return {pick: values[pick] for pick in full}, issues


def _sizes(values: Mapping[Pick, FloatArray]) -> dict[Pick, Size]:
    """What the size of every angle column tells of its unit, those of the same stated unit taken together.

    Angles that need not turn far (hip, ankle, trunk) tell nothing if their unit is stated, else follow the others.
    """
    sizes: dict[Pick, Size] = {}
    angles = [pick for pick in values if pick.dimension == "angle"]
    for unit in dict.fromkeys(pick.stated for pick in angles):
        moving = [pick for pick in angles if pick.stated == unit and pick.base in MOVING]
        size = angle_size(values[pick] for pick in moving)
        for pick in angles:
            if pick.stated == unit:
                sizes[pick] = size if pick in moving or unit is None else Size()
    return sizes
