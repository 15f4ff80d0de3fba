"""The three sets that come with Legcurl. They are simulated, and say so in their names and first lines."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from legcurl.plan import Plan, Tempo
from legcurl.recording import Recording
from legcurl.simulate.generator import SimulatedSet, simulate_set
from legcurl.simulate.plans import Faults, Sensor, SetPlan, even_reps, vary
from legcurl.vocabulary import Variation

DATA = Path(__file__).parent / "data"
SENSOR = Sensor(rate_hz=50.0, noise_deg=0.3)  # two inclinometers or a good side view; small files
ANGLES = ("knee_flexion_deg", "hip_flexion_deg", "ankle_dorsiflexion_deg", "trunk_inclination_deg",
          "thigh_inclination_deg")  # fmt: skip
DECIMALS = {"time_s": 2, "knee_flexion_deg": 2}  # finer than sampling interval and noise
OTHER_DECIMALS = 1


@dataclass(frozen=True, slots=True)
class Example:
    """A set that comes with Legcurl.

    Parameters
    ----------
    name : str
        Short name.
    path : Path
        The recording, as CSV.
    variation : Variation
    plan : Plan
        What the set is judged against.
    shows : str
        One sentence on what there is to see.
    """

    name: str
    path: Path
    variation: Variation
    plan: Plan
    shows: str


def _seated_good() -> SetPlan:
    reps = even_reps(10, "2.6-0-0.9-3.1", rest_deg=8.0, peak_deg=102.0)
    rng = np.random.default_rng(11)
    varied = vary(reps, rng, time_spread=0.04, peak_spread_deg=1.2, return_spread_deg=0.8, slowing=0.15)
    return SetPlan("seated", varied, 8.0, sensor=SENSOR, channels=("knee", "body"), lead_out_s=2.0)


def _prone_rushed() -> SetPlan:
    reps = even_reps(14, "0.45-0-0.4-0", rest_deg=4.0, peak_deg=112.0)
    rng = np.random.default_rng(12)
    return SetPlan(
        "prone",
        vary(reps, rng, time_spread=0.07, peak_spread_deg=2.5, return_spread_deg=1.5),
        4.0,
        faults=Faults(hips_rising_deg=24.0),
        sensor=SENSOR,
        channels=("knee", "body"),
        fidget_deg=6.0,
    )


def _standing_short() -> SetPlan:
    full = even_reps(10, "1.6-0.2-1.0-0.6", rest_deg=5.0, peak_deg=108.0)
    reach = (1.0, 0.99, 0.95, 0.90, 0.80, 0.74, 0.71, 0.68, 0.66, 0.64)  # full at first, then given up bit by bit
    reps = tuple(
        replace(rep, peak_deg=5.0 + share * (rep.peak_deg - 5.0)) for rep, share in zip(full, reach, strict=True)
    )
    rng = np.random.default_rng(13)
    varied = vary(reps, rng, time_spread=0.06, peak_spread_deg=1.0, return_spread_deg=1.0, slowing=0.3)
    return SetPlan("standing", varied, 5.0, sensor=SENSOR, channels=("knee", "body"))


@dataclass(frozen=True, slots=True)
class _Recipe:
    seed: int
    make: Callable[[], SetPlan]
    example: Example


def _recipe(seed: int, make: Callable[[], SetPlan], name: str, variation: Variation, plan: Plan, shows: str) -> _Recipe:
    return _Recipe(seed, make, Example(name, DATA / f"simulated_{name}.csv", variation, plan, shows))


_RECIPES = (
    _recipe(
        1,
        _seated_good,
        "seated_good",
        "seated",
        Plan(goal="hypertrophy", tempo=Tempo(3.0, 0.0, 1.0, 3.0), target_reps=(8, 12), repetitions_in_reserve=1.0),
        "a good seated set: ten even repetitions with a hold and a slow way back",
    ),
    _recipe(
        2,
        _prone_rushed,
        "prone_rushed",
        "prone",
        Plan(goal="fitness", tempo=Tempo(3.0, 0.0, 2.0, 1.0), target_reps=(8, 12)),
        "a rushed prone set: no hold, a dropped way back, too many repetitions, hips that rise",
    ),
    _recipe(
        3,
        _standing_short,
        "standing_short",
        "standing",
        Plan(goal="fitness", tempo=Tempo(2.0, 0.0, 1.0, 0.0), target_reps=(8, 12)),
        "a standing set whose range is cut short from the fifth repetition on",
    ),
)


def examples() -> tuple[Example, ...]:
    """The sets that come with Legcurl, for ``legcurl demo`` and for a first look."""
    return tuple(recipe.example for recipe in _RECIPES)


def make_example(name: str) -> SimulatedSet:
    """Simulate one of :func:`examples` anew, with its truth.

    Raises
    ------
    KeyError
        If there is no example of this name.
    """
    recipe = {recipe.example.name: recipe for recipe in _RECIPES}[name]
    return simulate_set(recipe.make(), recipe.seed)


def example_csv(name: str) -> bytes:
    """The file of one of :func:`examples`, byte for byte as `examples/make_examples.py` writes it."""
    recording = make_example(name).recording
    lines = [f"# {recording.source}: a {recording.variation} leg curl made by Legcurl, not a real recording"]
    lines.append(",".join(("time_s", *ANGLES)))
    lines.extend(_rows(recording))
    return ("\n".join(lines) + "\n").encode("ascii")


def _rows(recording: Recording) -> list[str]:
    columns = {"time_s": recording.time_s} | {name: recording.channels[name] for name in ANGLES}
    texts = []
    for name, values in columns.items():
        decimals = DECIMALS.get(name, OTHER_DECIMALS)
        texts.append([f"{value:.{decimals}f}" for value in np.round(values, decimals) + 0.0])  # + 0: no "-0.0"
    return [",".join(row) for row in zip(*texts, strict=True)]
