"""A small fixed sample of the long tables in ``benchmarks/simulated_accuracy.py``."""

import runpy
from pathlib import Path

import numpy as np
import pytest

from legcurl.simulate import disturbances, random_plan

BENCHMARK = Path(__file__).parents[2] / "benchmarks" / "simulated_accuracy.py"
SETS = 24


def test_repetitions_of_random_sets_are_found_and_timed():
    benchmark = runpy.run_path(str(BENCHMARK))
    outcomes = [benchmark["outcome"](seed) for seed in range(SETS)]
    wrong = {o.seed: (o.true, o.found, o.why) for o in outcomes if not o.exact}
    assert len(wrong) <= 0.05 * SETS, wrong
    errors = np.abs([error for o in outcomes for error in o.time_errors_s])
    assert np.nanmedian(errors) < 0.01
    assert np.nanpercentile(errors, 95) < 0.1
    assert np.percentile(np.abs([error for o in outcomes for error in o.range_errors_deg]), 95) < 6


@pytest.mark.parametrize("kind", ["variation", "disturbance"])
def test_random_plans_cover_everything(kind):
    plans = [random_plan(np.random.default_rng(seed)) for seed in range(150)]
    if kind == "variation":
        assert {plan.variation for plan in plans} == {"prone", "seated", "standing", "nordic", "slider", "ball"}
    else:
        seen = [set(disturbances(plan)) for plan in plans]
        assert len(set().union(*seen)) == 19
        assert set() in seen or min(map(len, seen)) <= 1
