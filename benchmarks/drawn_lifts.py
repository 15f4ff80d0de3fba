"""Lifts drawn at random, lifted, recorded and analysed, each held against what is true of it; on all cores."""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass

from legcurl.analysis import analyze
from legcurl.athlete import Athlete
from legcurl.errors import LegcurlError
from legcurl.plan import Plan
from legcurl.simulate.physics.agreement import Agreement, agreement
from legcurl.simulate.physics.faults import FAULTS
from legcurl.simulate.physics.lift import simulate_lift
from legcurl.simulate.physics.random_lifts import Drawn, random_lift
from legcurl.simulate.physics.true_faults import true_findings
from legcurl.vocabulary import BODYWEIGHT

MAN = Athlete(75.0, 178.0, 25.0, "male")
FORM = frozenset(fault.finding for fault in FAULTS.values())
EVERY = 50
"""Sets between two lines of progress."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one drawn set came out.

    Parameters
    ----------
    seed : int
    drawn : Drawn
    agreement : Agreement
    found, truly : frozenset of str
        Ids of the findings of the analysis, and of those that the noiseless set has earned.
    failed : bool
        Whether a repetition failed.
    trouble : str
        What the analysis refused, empty where it did not.
    """

    seed: int
    drawn: Drawn
    agreement: Agreement
    found: frozenset[str]
    truly: frozenset[str]
    failed: bool
    trouble: str

    @property
    def ordered(self) -> str | None:
        """Id of the finding that was ordered."""
        return FAULTS[self.drawn.fault].finding if self.drawn.fault else None

    @property
    def clean(self) -> bool:
        """Whether nothing was ordered, nothing failed, and nothing is truly wrong."""
        return not (self.drawn.fault or self.failed or self.truly)


def outcome(seed: int) -> Outcome:
    """Draw, lift, record, analyse; the same seed gives the same outcome."""
    drawn = random_lift(seed)
    lift = simulate_lift(drawn.plan, MAN, seed=seed)
    movement = drawn.plan.movement
    load_kg = None if movement.variation in BODYWEIGHT else movement.load_kg
    judged = Plan(tempo=drawn.tempo, load_kg=load_kg, target_reps=(1, 60))
    trouble = ""
    try:
        analysis = analyze(lift.recording, judged, None, lift.machine)
        found = frozenset(finding.id for finding in analysis.form.findings) & FORM
        held = agreement(lift.truth, analysis.metrics.reps)
    except LegcurlError as error:
        held, found, trouble = agreement(lift.truth, ()), frozenset(), str(error)
    truly = true_findings(lift, drawn.tempo)
    return Outcome(seed, drawn, held, found, truly, lift.failure is not None, trouble)


def outcomes(seeds: Iterable[int]) -> list[Outcome]:
    """All of them in order, one process a core; says on standard error how far it is."""
    todo = list(seeds)
    way = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
    done = []
    with multiprocessing.get_context(way).Pool(min(os.cpu_count() or 1, max(len(todo), 1))) as pool:
        for one in pool.imap(outcome, todo):
            done.append(one)
            if len(done) % EVERY == 0 or len(done) == len(todo):
                print(f"{len(done)} of {len(todo)} drawn sets", file=sys.stderr, flush=True)
    return done
