"""Confidence by distance beyond a bound."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legcurl.form.findings import Finding
from legcurl.form.scoring import certainty, distance, usefulness
from legcurl.form.wording import which_reps

numbers = st.floats(-1e3, 1e3)


def test_known_places() -> None:
    assert certainty(10.0, 10.0, 1.0) == 0.5
    assert certainty(11.0, 10.0, 1.0) == pytest.approx(0.975, abs=1e-3)
    assert certainty(9.0, 10.0, 1.0) == pytest.approx(0.975, abs=1e-3)
    assert [certainty(x, 1.0, 0.0) for x in (0.9, 1.0, 1.1)] == [1.0, 0.5, 1.0]


@settings(max_examples=100)
@given(numbers, numbers, st.floats(0.01, 100), st.floats(0.01, 100))
def test_unit_and_sign_do_not_matter(x: float, bound: float, margin: float, scale: float) -> None:
    there = certainty(x, bound, margin)
    assert 0.5 <= there <= 1
    assert certainty(scale * x, scale * bound, scale * margin) == pytest.approx(there, abs=1e-6)
    assert certainty(-x, -bound, margin) == there


@settings(max_examples=100)
@given(st.floats(0, 50), st.floats(0, 50), st.floats(0.01, 100))
def test_further_out_is_surer(a: float, b: float, margin: float) -> None:
    near, far = sorted((a, b))
    assert certainty(10 + near, 10.0, margin) <= certainty(10 + far, 10.0, margin)


@pytest.mark.parametrize("margin", [-1.0, math.nan])
def test_nonsense_is_refused(margin: float) -> None:
    with pytest.raises(ValueError, match="must be at least 0"):
        certainty(0.5, 1.0, margin)


def test_distance_is_a_share() -> None:
    assert distance(60.0, 80.0) == distance(80.0, 60.0) == pytest.approx(0.25)
    assert distance(-25.0, 10.0) == 1.0
    assert distance(0.0, 0.0) == 0.0
    assert distance(None, 3.0) == 1.0


def test_severity_comes_before_weight() -> None:
    info = Finding("a", "info", 1.0, (), 9.0, 1.0, "s", "", "")
    fault = Finding("b", "fault", 0.5, (1,), 0.9, 1.0, "s", "", "")
    often = Finding("c", "fault", 0.5, (1, 2), 0.9, 1.0, "s", "", "")
    assert sorted((info, fault, often), key=lambda f: usefulness(f, 10)) == [often, fault, info]


def test_repetitions_are_named_as_people_do() -> None:
    assert which_reps([4], 10) == "rep 4"
    assert which_reps([2, 3], 10) == "reps 2 and 3"
    assert which_reps([2, 4, 5, 6, 8, 9], 10) == "reps 2, 4 to 6, 8 and 9"
    assert which_reps([1, 3, 5, 7, 9], 10) == "5 of 10 reps"
    assert which_reps([1, 2, 3], 3) == "every rep"
    assert which_reps([1], 1) == "rep 1"
