"""How right Legcurl is, on real and on simulated sets: prints the tables and writes ``docs/accuracy.md``.

``python benchmarks/accuracy.py`` takes some minutes; ``--quick`` prints a small sample and writes nothing. The real
recordings are looked for in ``../shared/data``; where they are missing, their tables are left out with a word.
"""

from __future__ import annotations

import argparse
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import real_accuracy as real
import simulated_accuracy as simulated
from tables import markdown

DOCUMENT = Path(__file__).resolve().parents[1] / "docs" / "accuracy.md"
PLANS, QUICK_PLANS = 500, 10
QUICK_VERDICTS = 2
QUICK_CUT_S = 3.0
SUBJECTS = ("s1", "s2", "s4")
HEAD = """# Accuracy

Printed by `python benchmarks/accuracy.py`, which `make validate` runs. A row that does not hold says **FAILS**.

The real recordings: standing leg curls with goniometer and EMG (11 files), seated leg extensions (3) and walking (2)
of the same kind; motion sensors of knee extensions and straight-leg lifts (5 recordings of 3 people); isometric force
(2). They are all the recordings that Legcurl was made with, so its thresholds were chosen with them in view: the
figures say how well these files are met, not how well a stranger's will be.

The simulated sets: {plans} random plans over all variations, phases of 0.5–8 s and everything that goes wrong with
sensors and people. Their truth comes from the plan, not from a detector, and half-way cases at the limits of the
definition of a repetition are left out.
"""
CUTS = f"""Each recording is cut at every {{step_s:g}} s from either end. A labelled repetition lies whole in what is
left if the lowest angles on both of its sides are, to within {real.BASE_DEG:g}°; it must be found complete, with start
and end within {real.EDGE_S:g} s. A complete repetition that is no labelled one, or the same one twice, is invented.
"""
KINDS = {"complete": "c", "partial": "p", "truncated": "t"}


def document(*, quick: bool = False) -> str:
    """The whole document as Markdown, or a small sample of it."""
    plans, verdicts = (QUICK_PLANS, QUICK_VERDICTS) if quick else (PLANS, simulated.VERDICT_SETS)
    with ProcessPoolExecutor(2, get_context("spawn")) as pool:  # a fork would take polars' locked threads along
        of_real, of_simulated = pool.submit(_real, quick), pool.submit(_simulated, plans, verdicts)
        return "\n".join([HEAD.format(plans=plans), *of_real.result(), *of_simulated.result()])


def _real(quick: bool) -> list[str]:
    """Sections on the real recordings."""
    if not real.SHARED.is_dir():
        return ["The real recordings are not here; their tables are left out.\n"]
    truth = real.labels()
    curls, step_s = (real.CURLS[:2], QUICK_CUT_S) if quick else (real.CURLS, real.CUT_S)
    excursions = [row for subject in SUBJECTS for row in real.excursion_rows(subject)]
    return [
        markdown("Standing curls, no option given", [real.curl_row(n, truth[n]) for n in curls]),
        markdown("The same, sign turned", [real.curl_row(n, truth[n], mirror=True) for n in curls]),
        markdown("The same, cut", [real.cut_row(n, truth[n], step_s) for n in curls]),
        CUTS.format(step_s=step_s),
        markdown("Is it a leg curl?", real.verdict_rows()),
        markdown("Motion sensors and isometric force", real.sensor_rows()),
        markdown("Knee extensions said to be curls, tempo 1-0-1-2", excursions),
    ]


def _simulated(plans: int, verdicts: int) -> list[str]:
    """Sections on simulated sets, and by seed those that came out wrong."""
    tables, failed = simulated.tables(plans, verdict_sets=verdicts)
    parts = ["\n".join([f"### {title}", "", *_table(rows), ""]) for title, rows in tables]
    for arm, outcomes in failed.items():
        parts.append(f"Sets whose list of repetitions is not right, {arm}: {len(outcomes)}.\n")
        parts += [f"- seed {o.seed}: true {_short(o.true)}, found {_short(o.found)}" for o in outcomes]
        parts += [""] if outcomes else []
    return parts


def _short(kinds: tuple[str, ...]) -> str:
    return "".join(KINDS[kind] for kind in kinds) or "none"


def _table(rows: list[list[str]]) -> list[str]:
    head, *body = ["| " + " | ".join(row) + " |" for row in rows]
    return [head, "|" + "---|" * len(rows[0]), *body]


def main() -> None:
    """Print the document, and write it where the repository keeps it unless it is the small sample."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="a small sample; writes nothing")
    quick = parser.parse_args().quick
    text = document(quick=quick)
    print(text)
    if not quick:
        DOCUMENT.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
