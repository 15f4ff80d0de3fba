"""The values of a column in Legcurl's own unit: as stated, as told, or as the values themselves tell.

A header that its own values contradict is refused; a unit that nobody stated is said.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import pi

import numpy as np

from legcurl.errors import InputError
from legcurl.io.columns import Pick
from legcurl.io.head import Head
from legcurl.io.header import mappable
from legcurl.io.units import UNITS, factor, written
from legcurl.recording import Issue
from legcurl.vocabulary import CHANNELS, FloatArray

LARGEST_RAD = 0.95 * pi
"""A joint angle in rad stays below this (171°)."""
SMALLEST_TURN_RAD = 0.3
"""Values within ±LARGEST_RAD that change by this or more (17° in rad, but 0.3° in degrees) are radians."""
LARGEST = {"angle": 720.0, "length": 5.0, "force": 20_000.0, "mass": 1_000.0}
"""No joint, machine or person goes beyond these, in deg, m, N and kg: what does is no measurement."""
ABSURD_SHARE = 0.02
"""Up to this share of absurd values are faults of the recorder and left out; more is a wrong unit or column."""
EMG_LARGEST_MV = 20.0
"""Surface EMG stays below 10 mV (De Luca 1997); unstated values beyond twice that are µV."""
_VALUES_LOOKED_AT = 20_000


MOVING = ("knee_flexion_deg", "shank_inclination_deg", "lever_angle_deg")
"""Angles that turn far in a leg curl; only they can tell degrees from radians by their size."""


@dataclass(frozen=True)
class Measured:
    """Values of one column in Legcurl's unit, and what is to be said of them."""

    values: FloatArray
    note: str
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True)
class Size:
    """What the size of angles tells of their unit: ``deg``, ``rad`` or None, and their range."""

    shows: str | None = None
    low: float = 0.0
    high: float = 0.0


def angle_size(columns: Iterable[FloatArray]) -> Size:
    """Tell degrees from radians by the size of angles of which at least one turns far, if any does.

    Parameters
    ----------
    columns : iterable of ndarray, shape (n,)
        Angles in one unit, left and right knee for instance.
    """
    widest = Size()
    for values in columns:
        few = _few(values)
        if few.size:
            low, high = _quantile(few, 0.005), _quantile(few, 0.995)
            if high - low >= widest.high - widest.low or max(-low, high) > 2 * LARGEST_RAD:
                widest = Size(_shows(low, high), low, high)
        if widest.shows == "deg":
            break
    return widest


def _shows(low: float, high: float) -> str | None:
    largest = max(-low, high)
    if largest > 2 * LARGEST_RAD:
        return "deg"
    return "rad" if largest <= LARGEST_RAD and high - low >= SMALLEST_TURN_RAD else None


def measure(values: FloatArray, pick: Pick, head: Head, size: Size | None = None) -> Measured:
    """Bring a column into the unit of its channel.

    Parameters
    ----------
    values : ndarray, shape (n,)
        As they stand in the file, one finite at least; infinite ones are taken for missing.
    pick : Pick
        The channel, and the units that header and person state.
    head : Head
        The file, for messages.
    size : Size, optional
        For an angle, what the size of this and like columns tells.

    Raises
    ------
    InputError
        If the values contradict the stated unit, or too many of them are absurd.
    """
    where = pick.place
    if np.isinf(values).any():
        values = np.where(np.isinf(values), np.nan, values)
    few = _few(values)
    unit, why, issues = _unit(pick, few, size or Size(), head, where)
    scale = pick.sign * factor(unit, pick.dimension)
    scaled = values if scale == 1 else values * scale
    limit = LARGEST.get(pick.dimension)
    if limit is not None and max(-np.nanmin(scaled), np.nanmax(scaled)) > limit:
        scaled, absurd = _without_absurd(scaled, limit, pick, head, where)
        issues = (*issues, absurd)
    turned = ", sign turned" if pick.sign < 0 else ""
    return Measured(scaled, f"{where} is {pick.channel}, in {written(unit)} ({why}{turned})", issues)


def _few(values: FloatArray) -> FloatArray:
    """Some thousand finite values, evenly drawn."""
    few = values[:: max(1, values.size // _VALUES_LOOKED_AT)]
    few = few[np.isfinite(few)]
    return few if few.size else values[np.isfinite(values)]


def _quantile(values: FloatArray, share: float) -> float:
    """The value below which a share of them lies; NumPy's own imports its masked arrays, which costs the start."""
    return float(np.sort(values)[round(share * (values.size - 1))])


def _unit(pick: Pick, few: FloatArray, size: Size, head: Head, where: str) -> tuple[str, str, tuple[Issue, ...]]:
    """Unit of a column, in words what tells it, and what is doubtful about it."""
    own = CHANNELS[pick.base].unit.lower()
    if pick.told and pick.told != own:
        return pick.told, "as told", ()
    if pick.dimension == "angle":
        return _angle_unit(pick, size, head, where)
    if pick.stated:
        return pick.stated, "by its header", ()
    if pick.told:
        return pick.told, "as told", ()
    if pick.dimension == "voltage":
        unit = "uv" if _quantile(np.abs(few - _quantile(few, 0.5)), 0.99) > EMG_LARGEST_MV else "mv"
        return unit, "not stated, taken from its size", ()
    taken = CHANNELS[pick.base].unit
    issue = Issue("unit_unknown", f"No unit is stated for {where}; {taken} taken, so its size says nothing.")
    return own, f'not stated; say it with --map "force_kgf={mappable(pick.header)}"', (issue,)


def _angle_unit(pick: Pick, size: Size, head: Head, where: str) -> tuple[str, str, tuple[Issue, ...]]:
    """Degrees or radians: what is stated, unless the values tell otherwise."""
    shows = size.shows
    unit = pick.stated or pick.told or shows or "deg"
    if shows in (None, unit):
        why = "by its header" if pick.stated else "as told" if pick.told else "not stated, taken from its size"
        return unit, why, ()
    span = f"its values run from {size.low:.3g} to {size.high:.3g}, which are {written(shows)}"
    if pick.told == shows:
        issue = Issue("unit_contradicted", f"Although {where} is headed as {written(unit)}, {span}, as told.")
        return shows, "as told, against its header", (issue,)
    if pick.stated is None:
        issue = Issue("unit_contradicted", f"Although {where} was named as {written(unit)}, {span}.")
        return shows, "taken from its size", (issue,)
    fix = f'If so, say it: --map "{pick.channel.rpartition("_")[0]}_{shows}={mappable(pick.header)}"'
    if shows == "rad":
        fix += "; if not, the leg does not move and there is no set to judge."
    raise InputError(f"headed as {written(unit)}, but {span}", path=head.path, where=where, fix=fix)


def _without_absurd(values: FloatArray, limit: float, pick: Pick, head: Head, where: str) -> tuple[FloatArray, Issue]:
    """Values without those beyond any that can be, and what was left out."""
    with np.errstate(invalid="ignore"):
        absurd = np.abs(values) > limit
    count, unit = int(absurd.sum()), CHANNELS[pick.base].unit
    worst = float(values[int(np.nanargmax(np.abs(values)))])
    if count > ABSURD_SHARE * values.size:
        smaller = [name for name, size in UNITS[pick.dimension].items() if abs(worst) * size <= limit / 2]
        told = (
            f"{pick.channel.rpartition('_')[0]}_{smaller[0]}={mappable(pick.header)}"
            if smaller
            else f"{pick.channel}=COLUMN"
        )
        raise InputError(
            f"{count} of {values.size} values are absurd for {pick.base}, such as {worst:.6g} {unit}",
            path=head.path, where=where, fix=f'Say its unit or take another column: --map "{told}"',
        )  # fmt: skip
    detail = f"{count} values of {where} beyond ±{limit:g} {unit} were left out, such as {worst:.6g}."
    issue = Issue("absurd_values", detail)
    return np.where(absurd, np.nan, values), issue
