"""The 1RM: Lombardi's formula against its own figures, only where it was tested."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from legcurl.coach.dose import load_dose
from legcurl.coach.history import LoggedSet
from legcurl.coach.one_rm import estimates_of, load_share, one_rep_max, recent_one_rep_max
from legcurl.errors import InputError

DOSE = load_dose()
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def test_lombardi_with_its_error() -> None:
    best = one_rep_max(50, 10, DOSE)
    assert best.value_kg == pytest.approx(50 * 10**0.1)
    assert best.value_kg == pytest.approx(62.95, abs=0.01)
    assert (best.low_kg, best.high_kg) == (pytest.approx(0.942 * best.value_kg), pytest.approx(1.058 * best.value_kg))


@pytest.mark.parametrize(("load", "reps"), [(50, 3), (50, 11), (0, 8), (-5, 8), (float("nan"), 8), (50, float("nan"))])
def test_no_estimate_from_what_was_not_tested(load: float, reps: float) -> None:
    with pytest.raises(InputError, match=r"expected|estimated from 4 to 10"):
        one_rep_max(load, reps, DOSE)


def test_what_was_left_counts_as_done_and_other_sets_give_nothing() -> None:
    (value,) = estimates_of([LoggedSet(NOON, 6, 50.0, repetitions_in_reserve=2)], DOSE)
    assert value == pytest.approx(50 * 8**0.1)
    useless = [
        LoggedSet(NOON, 8), LoggedSet(NOON, 8, 0.0), LoggedSet(NOON, 3, 50.0), LoggedSet(NOON, 12, 50.0),
        LoggedSet(NOON, 9, 50.0, repetitions_in_reserve=3), LoggedSet(NOON, 8, 20.0, kind="warm-up"),
        LoggedSet(NOON, 8, 10.0, variation="nordic"),
    ]  # fmt: skip
    assert np.isnan(estimates_of(useless, DOSE)).all()
    assert estimates_of([], DOSE).size == 0


def test_the_latest_sets_count_whatever_their_order() -> None:
    weeks = [LoggedSet(NOON + timedelta(weeks=k), 8, 40.0 + k) for k in range(10)]
    best = recent_one_rep_max(weeks[::-1], DOSE)
    assert best is not None
    assert (best.value_kg, best.sets) == (pytest.approx(47 * 8**0.1), 5)
    assert recent_one_rep_max([], DOSE) is None


@given(st.floats(4, 10))
def test_the_share_is_the_formula_turned_round(reps: float) -> None:
    assert load_share(reps, DOSE) * one_rep_max(1.0, reps, DOSE).value_kg == pytest.approx(1.0)


@given(st.floats(1, 60), st.floats(1, 60))
def test_more_repetitions_never_take_more_load(one: float, other: float) -> None:
    few, many = sorted((one, other))
    assert 0.1 < load_share(many, DOSE) <= load_share(few, DOSE) <= 1.0
