"""Tables of what legcurl compare and fit find: rushed against controlled, seated against prone, pad and simulation.

Run ``python benchmarks/validate_compare.py``. Figures are of a whole simulated set and one leg, each change with the
90 % interval of the difference.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from legcurl.athlete import Athlete
from legcurl.machine.model import PRESETS
from legcurl.plan import Tempo
from legcurl.simulate.whatif.compare import Difference, Pair, compare
from legcurl.simulate.whatif.fit_check import check_fit
from legcurl.simulate.whatif.meaning import meaning
from legcurl.simulate.whatif.side import Side, parse_side
from tables import Row, markdown

MAN = Athlete(75, 178, 25, "male")
HEADS = ("bflh", "semiten", "semimem", "bfsh")
TWO_JOINT = HEADS[:3]
REPS, DRAWS, SHARE_PCT = 5, 200, 60.0
CONTROLLED, RUSHED = "tempo=3-0-2-0", "tempo=1-0-0.5-0"
LOAD_KG = {"prone": 25, "seated": 45}
OFF_M = ((0.0, 0.0), (0.02, 0.0), (-0.02, 0.0), (0.0, 0.02), (0.02, 0.02))
SPAN_DEG, FIT_LOAD_KG = (8.0, 90.0), 40.0


@cache
def pair_of(*texts: str) -> Pair:
    """Two sides, the second against the first."""
    usual = Side("", "prone", Tempo.parse("2-0-1-1"), REPS, one_rm_pct=SHARE_PCT)
    return compare([parse_side(text, usual) for text in texts], MAN, count=DRAWS).pairs[0]


def changed(one: Difference, decimals: int, unit: str, factor: float = 1.0) -> str:
    """From, to, change and interval."""
    before, after, change, low, high = (
        f"{factor * value:.{decimals}f}" for value in (one.before, one.after, one.change, *one.interval)
    )
    return f"{before} to {after} {unit}: {change} [{low}, {high}]"


def rushed_rows() -> list[Row]:
    """The same load and repetitions, slow and rushed."""
    rows = []
    for variation, load in LOAD_KG.items():
        pair = pair_of(f"{variation}:load={load},{CONTROLLED}", f"{variation}:load={load},{RUSHED}")
        counts = [one.lift.truth.complete_reps for one in (pair.first, pair.other)]
        what = f"{variation}, {load} kg, 3-0-2-0 and 1-0-0.5-0"
        rows.append(
            Row(f"{what}: repetitions", f"{counts[0]} and {counts[1]}", f"{REPS} and {REPS}", counts == [REPS, REPS])
        )
        for head in HEADS:
            one = pair.muscles[head]["impulse_ns"]
            rows.append(Row(f"{head}, impulse", changed(one, 0, "N·s"), "less", one.clear and one.change < 0))
        share = pair.inertial_share
        if share is not None:
            rows.append(Row("inertial share", changed(share, 0, "%", 100), "more", share.clear and share.change > 0))
        rows.append(Row("in words", meaning(pair), "printed", None))
    return rows


def posture_rows() -> list[Row]:
    """Sitting and lying at the same share of the own 1RM, over the same knee angles."""
    pair = pair_of("prone", "seated")
    loads = " and ".join(f"{one.load_kg:.1f} of {one.one_rep_max_kg:.1f} kg" for one in (pair.first, pair.other))
    rows = [Row(f"loads at {SHARE_PCT:g} % of the 1RM, prone and seated", loads, "printed", None)]
    for head in HEADS:
        one = pair.muscles[head]["peak_normalized_fiber_length"]
        longer = head in TWO_JOINT
        held = one.clear and one.change > 0 if longer else not one.clear  # within its interval, or below 1 %
        rows.append(
            Row(
                f"{head}, longest fibres",
                changed(one, 3, "optimal"),
                "longer" if longer else "no clear difference",
                held,
            )
        )
    for name, decimals, unit, factor in (("long_length_share", 0, "%", 100.0), ("impulse_ns", 0, "N·s", 1.0),
                                         ("mean_activation", 0, "%", 100.0)):  # fmt: skip
        for head in HEADS:
            rows.append(
                Row(f"{head}, {name}", changed(pair.muscles[head][name], decimals, unit, factor), "printed", None)
            )
    rows.append(Row("in words", meaning(pair), "printed", None))
    return rows


def fit_rows() -> list[Row]:
    """The pad by geometry, which legcurl fit searches with, and in a slow simulated repetition."""
    rows = []
    for along, across in OFF_M:
        machine = replace(PRESETS["seated"], pivot_along_m=along, pivot_across_m=across)
        check = check_fit(machine, MAN, SPAN_DEG, FIT_LOAD_KG)
        what = f"pivot off by {100 * along:g} cm along and {100 * across:g} cm across"
        push = abs(check.push_n / check.geometry_push_n - 1.0)
        sliding = f"{1e3 * check.sliding_m:.1f} mm, by geometry {1e3 * check.geometry_sliding_m:.1f}"
        rows.append(Row(f"{what}: pad slides", sliding, "printed", None))
        found = f"{check.push_n:.1f} N, by geometry {check.geometry_push_n:.1f}"
        rows.append(Row("mean push", found, "within 2 %", push <= 0.02))
    return rows


SECTIONS = {
    "Rushing a set at equal load (compare)": rushed_rows,
    "Seated against prone at the same share of the own 1RM (compare)": posture_rows,
    "Pad and lever: geometry against simulation (fit)": fit_rows,
}


if __name__ == "__main__":
    for title, rows in SECTIONS.items():
        print(markdown(title, rows()))
