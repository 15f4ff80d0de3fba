"""How well repetitions are found and timed in simulated sets: ``python benchmarks/simulated_accuracy.py [plans]``.

Every plan is drawn by :func:`legcurl.simulate.random_plan` from its own seed and recorded three times: the knee alone
by a perfect sensor of 100 Hz, the knee alone by the plan's own sensor with everything that goes wrong, and the same
with hip, trunk, thigh, shank and ankle beside it. The variation is said each time. The truth comes from the plan, not
from a detector.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from legcurl.analysis import analyze
from legcurl.errors import LegcurlError
from legcurl.metrics import RepMetrics
from legcurl.simulate import (
    Faults,
    OtherPlan,
    Sensor,
    SetPlan,
    TrueRep,
    disturbances,
    random_plan,
    simulate_set,
)
from legcurl.simulate.plans import ChannelGroup
from legcurl.simulate.posture import Activity

PLANS = 500  # enough for one per cent to be five plans
NAMES = ("start", "top start", "top end", "end", "concentric", "hold", "eccentric")
PERFECT = Sensor(rate_hz=100.0)
KNEE: tuple[ChannelGroup, ...] = ("knee",)
BODY: tuple[ChannelGroup, ...] = ("knee", "body")


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one set came out.

    Parameters
    ----------
    seed : int
    plan : SetPlan
    true, found : tuple of str
        Kinds of the repetitions, in order.
    leg_curl : bool or None
        Whether it was taken for a leg curl.
    why : str
        The reason, or what was raised.
    sign_right : bool
    time_errors_s : tuple of tuple of float
        Found less true of every complete repetition, in the order of `NAMES`.
    range_errors_deg : tuple of float
    """

    seed: int
    plan: SetPlan
    true: tuple[str, ...]
    found: tuple[str, ...]
    leg_curl: bool | None
    why: str
    sign_right: bool
    time_errors_s: tuple[tuple[float, ...], ...]
    range_errors_deg: tuple[float, ...]

    @property
    def exact(self) -> bool:
        """Whether the number of complete repetitions is right."""
        return self.true.count("complete") == self.found.count("complete")

    @property
    def same_kinds(self) -> bool:
        """Whether the whole list of complete, partial and truncated repetitions is right."""
        return self.true == self.found


def _pairs(true: Sequence[TrueRep], found: Sequence[RepMetrics]) -> Iterable[tuple[TrueRep, RepMetrics]]:
    """Complete repetitions that are the same: the found peak lies within the true repetition."""
    for rep in true:
        if rep.kind != "complete" or rep.start_s is None or rep.end_s is None:
            continue
        inside = [m for m in found if rep.start_s <= m.rep.peak_s <= rep.end_s and m.rep.kind == "complete"]
        if len(inside) == 1:
            yield rep, inside[0]


def _time_errors(rep: TrueRep, measured: RepMetrics) -> tuple[float, ...]:
    found = measured.rep
    pairs = [
        (found.start_s, rep.start_s),
        (found.top_start_s, rep.top_start_s),
        (found.top_end_s, rep.top_end_s),
        (found.end_s, rep.end_s),
        (measured.concentric_s, rep.concentric_s),
        (measured.hold_s, rep.hold_s),
        (measured.eccentric_s, rep.eccentric_s),
    ]
    return tuple(np.nan if a is None or b is None else a - b for a, b in pairs)


def outcome(seed: int, channels: tuple[ChannelGroup, ...] = BODY, sensor: Sensor | None = None) -> Outcome:
    """Draw a plan, record it (by another sensor where one is given), analyse it, and hold it against its truth."""
    plan = random_plan(np.random.default_rng(seed))
    plan = replace(plan, channels=channels, sensor=sensor or plan.sensor)
    simulated = simulate_set(plan, seed)
    kinds = tuple(rep.kind for rep in simulated.truth.reps)
    try:
        analysis = analyze(simulated.recording)
    except LegcurlError as error:
        return Outcome(seed, plan, kinds, (), None, f"{type(error).__name__}: {error}", False, (), ())
    found = analysis.metrics.reps
    pairs = list(_pairs(simulated.truth.reps, found))
    return Outcome(
        seed=seed,
        plan=plan,
        true=kinds,
        found=tuple(m.rep.kind for m in found),
        leg_curl=analysis.exercise.is_leg_curl,
        why=analysis.exercise.why,
        sign_right=analysis.motion is not None and analysis.motion.sign == (-1 if plan.sensor.inverted else 1),
        time_errors_s=tuple(_time_errors(rep, m) for rep, m in pairs),
        range_errors_deg=tuple(m.rom_deg - rep.rom_deg for rep, m in pairs if m.rom_deg is not None),
    )


def _share(outcomes: Sequence[Outcome], attribute: str) -> str:
    if not outcomes:
        return "-"
    return f"{100.0 * sum(bool(getattr(o, attribute)) for o in outcomes) / len(outcomes):.1f} %"


def _spread(values: Sequence[float], digits: int) -> str:
    """Median and 95th percentile of absolute values."""
    sizes = np.abs([value for value in values if np.isfinite(value)])
    return "-" if not sizes.size else f"{np.median(sizes):.{digits}f} / {np.percentile(sizes, 95):.{digits}f}"


Table = tuple[str, list[list[str]]]
OTHERS: tuple[Activity, ...] = ("seated_extension", "straight_leg_raise", "isometric_hold", "squat", "walking")
CHANNEL_SETS: dict[str, tuple[ChannelGroup, ...]] = {"knee": KNEE, "knee, body": BODY, "knee, EMG": ("knee", "emg")}
VERDICT_SETS = 10  # recordings of each kind


def _other(activity: Activity, channels: tuple[ChannelGroup, ...], rng: np.random.Generator) -> OtherPlan:
    cycle_s = float(rng.uniform(0.9, 1.4) if activity == "walking" else rng.uniform(2.0, 6.0))
    sensor = Sensor(rate_hz=1000.0, noise_deg=0.3, inverted=bool(rng.random() < 0.5))
    return OtherPlan(activity, int(rng.integers(4, 12)), cycle_s, sensor, channels)


def _unsaid(channels: tuple[ChannelGroup, ...], rng: np.random.Generator) -> SetPlan:
    sensor = Sensor(rate_hz=1000.0, noise_deg=0.3, inverted=bool(rng.random() < 0.5))
    return replace(random_plan(rng), channels=channels, sensor=sensor, faults=Faults())


def verdicts(sets: int = VERDICT_SETS) -> Table:
    """How often leg curls and other things are taken for leg curls, with nothing said about them."""
    rows = [["true / null / false", *CHANNEL_SETS]]
    for activity in ("leg_curl", *OTHERS):
        cells = []
        for channels in CHANNEL_SETS.values():
            said = []
            for seed in range(sets):
                rng = np.random.default_rng(seed)
                plan = _unsaid(channels, rng) if activity == "leg_curl" else _other(activity, channels, rng)
                recording = replace(simulate_set(plan, seed).recording, variation=None)
                said.append(analyze(recording).exercise.is_leg_curl)
            cells.append(" / ".join(str(said.count(verdict)) for verdict in (True, None, False)))
        rows.append([activity.replace("_", " "), *cells])
    return "Is it a leg curl? With nothing said", rows


def tables(
    plans: int = PLANS, first_seed: int = 0, verdict_sets: int = VERDICT_SETS
) -> tuple[list[Table], dict[str, list[Outcome]]]:
    """Run all plans.

    Parameters
    ----------
    plans : int
        How many.
    first_seed : int
    verdict_sets : int
        Sets for each cell of the table of verdicts.

    Returns
    -------
    tables : list of (title, rows)
        The first row of each holds the headings.
    failed : dict of str to list of Outcome
        Sets whose list of repetitions is not right, by how they were recorded.
    """
    seeds = range(first_seed, first_seed + plans)
    arms = {
        "knee, perfect sensor": [outcome(seed, KNEE, PERFECT) for seed in seeds],
        "knee, own sensor": [outcome(seed, KNEE) for seed in seeds],
        "whole body, own sensor": [outcome(seed, BODY) for seed in seeds],
    }
    own = arms["knee, own sensor"]
    counts = [["recorded by", "sets", "complete exact", "all kinds right", "is a leg curl", "sign right"]]
    times = [["s, median / 95 %", *NAMES, "range, deg"]]
    for name, outcomes in arms.items():
        counts.append([name, str(plans), _share(outcomes, "exact"), _share(outcomes, "same_kinds"),
                       _share(outcomes, "leg_curl"), _share(outcomes, "sign_right")])  # fmt: skip
        errors = [error for o in outcomes for error in o.time_errors_s]
        ranges = [error for o in outcomes for error in o.range_errors_deg]
        times.append([name, *(_spread([e[i] for e in errors], 3) for i in range(len(NAMES))), _spread(ranges, 1)])
    by = [["disturbance", "sets", "complete exact", "all kinds right", "start, s", "hold, s", "range, deg"]]
    names = sorted({name for o in own for name in disturbances(o.plan)})
    for name in names:
        with_it = [o for o in own if name in disturbances(o.plan)]
        errors = [error for o in with_it for error in o.time_errors_s]
        by.append([name, str(len(with_it)), _share(with_it, "exact"), _share(with_it, "same_kinds"),
                   _spread([e[0] for e in errors], 3), _spread([e[5] for e in errors], 3),
                   _spread([e for o in with_it for e in o.range_errors_deg], 1)])  # fmt: skip
    titles = ("Repetitions in simulated sets", "Errors of complete repetitions", "Knee, own sensor, by disturbance")
    failed = {name: [o for o in outcomes if not o.same_kinds] for name, outcomes in arms.items()}
    return [*zip(titles, (counts, times, by), strict=True), verdicts(verdict_sets)], failed


def main() -> None:
    """Print all tables, and the sets whose list of repetitions is not right."""
    result, failed = tables(int(sys.argv[1]) if len(sys.argv) > 1 else PLANS)
    for title, rows in result:
        print(f"\n{title}")
        widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
        for row in rows:
            print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)))
    short = {"complete": "c", "partial": "p", "truncated": "t"}
    for name, outcomes in failed.items():
        print(f"\nNot right, {name}: {len(outcomes)}")
        for o in outcomes:
            true, found = ("".join(short[kind] for kind in kinds) or "-" for kinds in (o.true, o.found))
            reason = "" if o.leg_curl else f"; {o.why}"
            print(f"  seed {o.seed}: {o.plan.variation}, true {true}, found {found}; "
                  f"{', '.join(disturbances(o.plan))}{reason}")  # fmt: skip


if __name__ == "__main__":
    main()
