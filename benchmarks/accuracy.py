"""How right Legcurl is, on real and on simulated sets: prints the tables and writes ``docs/accuracy.md``.

``python benchmarks/accuracy.py [plans]``; the real recordings are looked for in ``../shared/data``, and their tables
are left out, with a word, where they are missing.
"""

from __future__ import annotations

import sys
from pathlib import Path

import real_accuracy as real
import simulated_accuracy as simulated
from tables import markdown

PLANS = 500
HEAD = """# Accuracy

Printed by `python benchmarks/accuracy.py`, which `make validate` runs. Real recordings: goniometer and EMG of standing
leg curls, seated leg extensions and walking (11, 3 and 2 files), motion sensors of knee extensions and leg raises
(3 people), isometric force (2 files); nothing was tuned to them. Simulated sets: {plans} random plans over all
variations, tempos of 0.5–8 s and everything that goes wrong with sensors and people; the truth comes from the plan.
Rows that do not hold say **FAILS**.
"""


def document(plans: int = PLANS) -> str:
    """The whole document, as Markdown."""
    parts = [HEAD.format(plans=plans)]
    if real.SHARED.is_dir():
        truth = real.labels()
        parts += [
            markdown("Standing curls, no option given", [real.curl_row(n, truth[n]) for n in real.CURLS]),
            markdown("The same, sign turned", [real.curl_row(n, truth[n], real.mirrored) for n in real.CURLS]),
            markdown("Cut at every 0.5 s from either end", [real.cut_row(n, truth[n]) for n in real.CURLS]),
            markdown("Is it a leg curl?", real.verdict_rows()),
            markdown("Motion sensors and isometric force", real.sensor_rows()),
            markdown(
                "Knee extensions said to be curls, tempo 1-0-1-2",
                [row for subject in ("s1", "s2", "s4") for row in real.excursion_rows(subject)],
            ),
        ]
    else:
        parts.append("The real recordings are not here; their tables are left out.\n")
    tables, failed = simulated.tables(plans)
    for title, rows in tables:
        parts.append("\n".join([f"### {title}", "", *_table(rows), ""]))
    for arm, outcomes in failed.items():
        seeds = ", ".join(str(outcome.seed) for outcome in outcomes) or "none"
        parts.append(f"Seeds whose list of repetitions is not right, {arm}: {seeds}.\n")
    return "\n".join(parts)


def _table(rows: list[list[str]]) -> list[str]:
    head, *body = ["| " + " | ".join(row) + " |" for row in rows]
    return [head, "|" + "---|" * len(rows[0]), *body]


def main() -> None:
    """Print the document and write it where the repository keeps it."""
    text = document(int(sys.argv[1]) if len(sys.argv) > 1 else PLANS)
    print(text)
    (Path(__file__).parents[1] / "docs" / "accuracy.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
