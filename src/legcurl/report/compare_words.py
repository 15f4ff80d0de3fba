"""What a comparison is called in words, for terminal and page alike, and its figures for other programs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from legcurl.report.contract import cleaned, legcurl_version
from legcurl.report.muscle_names import in_order
from legcurl.report.words import NBSP, number
from legcurl.simulate.whatif.compare import Comparison, Difference, Pair
from legcurl.simulate.whatif.lifted import Lifted
from legcurl.simulate.whatif.meaning import meaning

SCHEMA = "legcurl.comparison/1"
HYPOTHESIS = (
    "Impulse, work and fibre length are not growth: that longer fibres under load grow more is a hypothesis that some "
    "studies support."
)


@dataclass(frozen=True, slots=True)
class Shown:
    """A compared figure as it is shown.

    Parameters
    ----------
    name, short, unit : str
    decimals : int
    factor : float
        What the figure is multiplied by.
    meaning : str
        What it says, in a few words.
    """

    name: str
    short: str
    unit: str
    decimals: int
    factor: float
    meaning: str

    def value(self, value: float) -> str:
        """A figure without its unit."""
        return number(self.factor * value, self.decimals)

    def change(self, value: float) -> str:
        """A change with its sign."""
        text = self.value(value)
        return f"+{text}" if self.factor * value > 0 and text.strip("0.") else text

    def interval(self, one: Difference) -> str:
        """Both ends of the interval of a change."""
        return f"{self.change(one.interval[0])} to {self.change(one.interval[1])}"


SHOWN: Mapping[str, Shown] = {
    "impulse_ns": Shown("Impulse", "impulse", "N·s", 0, 1.0, "force over time"),
    "mean_activation": Shown("Mean activation", "activ.", "%", 0, 100.0, "how hard it works on average"),
    "concentric_work_j": Shown("Work while it shortens", "work", "J", 0, 1.0, "what it lifts"),
    "eccentric_work_j": Shown("Work while it lengthens", "work back", "J", 0, 1.0, "what it lowers"),
    "peak_normalized_fiber_length": Shown(
        "Longest fibres", "longest", "of optimal, %", 0, 100.0, "peak fibre length over the optimal one"
    ),
    "long_length_share": Shown(
        "Share at long fibres", "at long", "% of impulse", 0, 100.0, "impulse made above the optimal fibre length"
    ),
}


def muscles_of(pair: Pair) -> list[str]:
    """The muscles of a pair as they are shown."""
    return in_order(pair.muscles)


def facts(one: Lifted) -> str:
    """What was lifted on a side, in a line."""
    side = one.side
    load = "the own body"
    if one.load_kg is not None:
        load = f"{one.load_kg:.1f}{NBSP}kg"
        if one.one_rep_max_kg is not None:
            load += f", {side.one_rm_pct:g}{NBSP}% of a 1RM of {one.one_rep_max_kg:.1f}{NBSP}kg"
    count = one.lift.truth.complete_reps
    said = f"{load}; tempo {side.tempo}; {count} repetition{'' if count == 1 else 's'} in {one.set_s:.0f}{NBSP}s"
    if one.failed_from_the_start:
        return f"{load}: more than this athlete can lift from the start; the attempt failed"
    if one.lift.failure is not None:
        when = "in the last" if count >= one.lift.failure.rep else "in the next"
        said += f", failure {when} at {one.lift.failure.knee_deg:.0f}°"
    elif side.to_failure:
        said += ", without failure"
    return said


def inertia(one: Lifted) -> str | None:
    """The inertial share of a side."""
    if one.inertial_share is None:
        return None
    return f"speeding up adds up to {100 * one.inertial_share[0]:.0f}{NBSP}% to the weight"


def content(comparison: Comparison) -> dict[str, Any]:
    """Everything as a dictionary: schema ``legcurl.comparison/1``."""
    sides = [
        {
            "label": one.side.label, "variation": one.side.variation, "load_kg": one.load_kg,
            "one_rep_max_kg": one.one_rep_max_kg, "tempo": str(one.side.tempo),
            "complete_reps": one.lift.truth.complete_reps, "set_s": one.set_s,
            "failure": None if one.lift.failure is None else asdict(one.lift.failure),
            "machine": None if one.lift.machine is None else one.lift.machine.name,
        }
        for one in comparison.sides
    ]  # fmt: skip
    pairs = [
        {
            "first": pair.first.side.label, "other": pair.other.side.label, "meaning": meaning(pair),
            "inertial_share": None if pair.inertial_share is None else _difference(pair.inertial_share),
            "muscles": {
                muscle: {name: _difference(one) for name, one in pair.muscles[muscle].items()}
                for muscle in muscles_of(pair)
            },
        }
        for pair in comparison.pairs
    ]  # fmt: skip
    whole: dict[str, Any] = cleaned({
        "schema": SCHEMA, "simulated": True, "sides": sides, "pairs": pairs,
        "assumptions": list(comparison.assumptions), "provenance": {"version": legcurl_version()},
    })  # fmt: skip
    return whole


def _difference(one: Difference) -> dict[str, Any]:
    return asdict(one) | {"clear": one.clear}
