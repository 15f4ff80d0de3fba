"""How often the progress of a simulated lifter is judged right, as Markdown.

Run ``python benchmarks/validate_coach.py``. Twelve weeks of one lifter are simulated with changes that are known; the
verdict must be "better" where a change was put in, "worse" where it was put in the other way, and "cannot tell" where
it is below the error of its measure or none.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import fields
from functools import partial

from legcurl.coach.change import Verdict
from legcurl.coach.dose import load_dose
from legcurl.coach.progress import progress_of
from legcurl.simulate.training import Truth, simulate_training
from tables import Row, markdown

SEEDS = 100
LEAST_RIGHT = 0.9
BETTER = Truth((50, 62), (85, 115), (0.7, 1.6), (16, 11), (45, 5))
SCENARIOS: dict[str, tuple[Truth, Verdict]] = {
    "changes that were put in": (BETTER, "better"),
    "the same, the other way": (
        Truth(**{field.name: getattr(BETTER, field.name)[::-1] for field in fields(Truth)[:5]}),
        "worse",
    ),
    "changes below the error": (Truth((50, 51.5), (95, 100), (1.0, 1.15), (14, 13), (20, 12)), "cannot tell"),
    "no change": (Truth(), "cannot tell"),
}
"""What was put in, and what must be said of each measure."""


def verdicts(truth: Truth, seeds: int = SEEDS) -> dict[str, Counter[Verdict]]:
    """How often each verdict is given, by measure."""
    standards, found = load_dose(), dict[str, Counter[Verdict]]()
    for seed in range(seeds):
        (strand,) = progress_of(simulate_training(truth, seed), standards).strands
        for one in strand.changes:
            found.setdefault(one.measure.id, Counter())[one.verdict] += 1
    return found


def rows(name: str) -> list[Row]:
    """The table of one scenario."""
    truth, expected = SCENARIOS[name]
    table = []
    for measure, counts in verdicts(truth).items():
        right = counts[expected] / counts.total()
        others = ", ".join(f"{verdict} {count}" for verdict, count in counts.most_common() if verdict != expected)
        found = f"{100 * right:.0f} % of {counts.total()} lifters" + (f" ({others})" if others else "")
        wanted = f"“{expected}” in {100 * LEAST_RIGHT:.0f} % or more"
        table.append(Row(f"{measure}: {_put_in(truth, measure)}", found, wanted, right >= LEAST_RIGHT))
    return table


def _put_in(truth: Truth, measure: str) -> str:
    units = {
        "strength": (truth.one_rm_kg, "kg"), "range": (truth.rom_deg, "°"), "tempo": (truth.eccentric_s, "s"),
        "effort": (truth.borg, "Borg"), "sides": (truth.sides_pct, "%"),
    }  # fmt: skip
    (first, last), unit = units[measure]
    return f"{first:g} to {last:g} {unit}"


SECTIONS = {f"Progress over 12 weeks: {name}": partial(rows, name) for name in SCENARIOS}

if __name__ == "__main__":
    for title, section in SECTIONS.items():
        print(markdown(title, section()))
