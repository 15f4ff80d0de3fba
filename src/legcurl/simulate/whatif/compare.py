"""Sides against the first: what differs for each muscle, with the interval of the difference."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from legcurl.athlete import Athlete, body_of
from legcurl.errors import UsageError
from legcurl.machine.model import Machine
from legcurl.muscles.load import DRAWS, FIGURES, LEVELS, athlete_leg
from legcurl.muscles.roles import roles_of
from legcurl.simulate.physics.plan import RANGE_DEG
from legcurl.simulate.whatif.lifted import Lifted, check_side, lift_side
from legcurl.simulate.whatif.side import Side
from legcurl.vocabulary import FloatArray

COMPARED = ("impulse_ns", "mean_activation", "concentric_work_j", "eccentric_work_j", "peak_normalized_fiber_length",
            "long_length_share")  # fmt: skip
"""Figures of the whole set that are compared."""
LEAST_SHARE = 0.01
"""A difference below this share of the figure is not told apart: two simulated sets of the same plan differ by as much
through the small movements that nobody plans (numerical)."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One figure on two sides.

    Parameters
    ----------
    before, after : float
        On the first side, and on the other.
    change : float
        The other less the first.
    interval : tuple of float
        90 % interval of the change: both sides under the same draws of what is not known.
    """

    before: float
    after: float
    change: float
    interval: tuple[float, float]

    @property
    def none(self) -> bool:
        """Whether the estimate and its whole interval are below what the simulation resolves."""
        smallest = LEAST_SHARE * max(abs(self.before), abs(self.after))
        return all(abs(value) <= smallest for value in (self.change, *self.interval))

    @property
    def clear(self) -> bool:
        """Whether the difference leaves zero out of its interval, and is more than the simulation resolves."""
        low, high = self.interval
        smallest = LEAST_SHARE * max(abs(self.before), abs(self.after))
        return (low > 0.0 or high < 0.0) and abs(self.change) > smallest


@dataclass(frozen=True, eq=False)
class Pair:
    """A side against the first.

    Parameters
    ----------
    first, other : Lifted
    muscles : mapping of str to mapping of str to Difference
        By muscle, then by figure; empty where one side has no repetition.
    inertial_share : Difference or None
    """

    first: Lifted
    other: Lifted
    muscles: Mapping[str, Mapping[str, Difference]]
    inertial_share: Difference | None


@dataclass(frozen=True, eq=False)
class Comparison:
    """All sides, and each of the others against the first.

    Parameters
    ----------
    sides : tuple of Lifted
    pairs : tuple of Pair
    assumptions : tuple of str
    """

    sides: tuple[Lifted, ...]
    pairs: tuple[Pair, ...]
    assumptions: tuple[str, ...]


def compare(
    sides: Sequence[Side], athlete: Athlete | None = None, machines: Mapping[str, Machine] | None = None, *,
    count: int = DRAWS, seed: int = 0,
) -> Comparison:  # fmt: skip
    """Let the same athlete lift all sides, and say what differs.

    Parameters
    ----------
    sides : sequence of Side
        Two or more.
    athlete : Athlete, optional
        A reference adult unless given.
    machines : mapping of str to Machine, optional
        By the file that a side names.
    count : int
        Draws for the intervals.
    seed : int

    Returns
    -------
    Comparison

    Raises
    ------
    UsageError
        If there are fewer than two sides, or two are the same.
    InputError
        If a machine is for another variation or contradicts itself.
    """
    if len(sides) < 2:
        raise UsageError("nothing to compare with: name two sides or more, such as seated prone")
    if len({replace(side, label="") for side in sides}) < len(sides):
        raise UsageError("two of the sides are the same; change one of them")
    athlete = athlete or Athlete()
    common, said = _common_range(sides)
    for side in common:
        check_side(side, (machines or {}).get(side.machine or ""))
    lifted = tuple(
        lift_side(side, athlete, (machines or {}).get(side.machine or ""), count=count, seed=seed) for side in common
    )
    flexors = [athlete_leg(athlete).muscles[k] for k in roles_of(athlete_leg(athlete)).flexors]
    pairs = tuple(_pair(lifted[0], other, flexors) for other in lifted[1:])
    return Comparison(lifted, pairs, (*said, *_assumed(lifted, athlete)))


def _common_range(sides: Sequence[Side]) -> tuple[list[Side], list[str]]:
    """The sides over the range that all have where they do not say their own, and that in words."""
    open_ones = [side for side in sides if side.variation != "nordic"]
    ranges = [RANGE_DEG[side.variation] for side in open_ones]
    if len({side.variation for side in open_ones}) < 2:
        return list(sides), []
    rest, peak = max(low for low, _ in ranges), min(high for _, high in ranges)
    shared = [
        side if side.variation == "nordic" else replace(
            side, rest_deg=rest if side.rest_deg is None else side.rest_deg,
            peak_deg=peak if side.peak_deg is None else side.peak_deg,
        )
        for side in sides
    ]  # fmt: skip
    if all(side.rest_deg is not None and side.peak_deg is not None for side in open_ones):
        return shared, []
    return shared, [f"the knee goes from {rest:g} to {peak:g}°, which all have in common, unless a side says its own"]


def _pair(first: Lifted, other: Lifted, flexors: Sequence[str]) -> Pair:
    if first.figures is None or other.figures is None:
        return Pair(first, other, {}, None)
    at = {name: FIGURES.index(name) for name in COMPARED}
    muscles = {
        muscle: {
            name: _difference(first.figures[:, m, k], other.figures[:, m, k]) for name, k in at.items()
        }
        for m, muscle in enumerate(first.muscles) if muscle in flexors
    }  # fmt: skip
    inertia = None
    if first.inertial_share is not None and other.inertial_share is not None:
        inertia = _difference(first.inertial_share, other.inertial_share)
    return Pair(first, other, muscles, inertia)


def _difference(before: FloatArray, after: FloatArray) -> Difference:
    """The first entry is the estimate, the others are draws."""
    change = after - before
    low, high = np.percentile(change[1:], LEVELS) if change.size > 1 else (np.nan, np.nan)
    return Difference(float(before[0]), float(after[0]), float(change[0]), (float(low), float(high)))


def _assumed(lifted: Sequence[Lifted], athlete: Athlete) -> list[str]:
    said = [
        "figures are of the whole set, from the first repetition's start to the last one's end, of one leg",
        "the muscles are taken as fresh and share the load at the least sum of activation to a power",
        "all sides are held against the same draws of what is not known of leg, machine and posture",
    ]
    if any(one.side.own_share for one in lifted):
        said.append("every draw lifts the same share of what that draw could lift once")
    if any(one.side.braced for one in lifted):
        said.append("a braced foot adds the calf's strength; the simulated movement is that with a free foot")
    if any(one.side.machine is None and one.load_kg is not None for one in lifted):
        said.append("where no machine is named, a generic one with a round cam is taken")
    return [*said, *body_of(athlete).assumptions]
