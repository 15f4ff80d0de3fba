"""Tempo as lifters write it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legcurl import Plan, Tempo, UsageError


def test_the_order_is_eccentric_pause_concentric_squeeze():
    tempo = Tempo.parse("3-0-1-2.5")
    assert (tempo.eccentric_s, tempo.stretched_pause_s, tempo.concentric_s, tempo.squeezed_pause_s) == (3, 0, 1, 2.5)
    assert str(tempo) == "3-0-1-2.5"


@pytest.mark.parametrize("text", ["3/0/1/3", "3 0 1 3", " 3 - 0 - 1 - 3 ", "3.0-0-1-3"])
def test_other_ways_to_write_it(text):
    assert Tempo.parse(text) == Tempo(3, 0, 1, 3)


@pytest.mark.parametrize("text", ["", "3", "3-0-1", "3-0-1-3-1", "3-0-X-3", "a-b-c-d", "3--1-3", "-3-0-1-3", "3-0-1-61",
                                  "nan-0-1-3", "inf-0-1-3", "3,0,1,3"])  # fmt: skip
def test_anything_else_is_refused_with_an_example(text):
    with pytest.raises(UsageError, match="3-0-1-3"):
        Tempo.parse(text)


@settings(max_examples=50, derandomize=True)
@given(st.tuples(*[st.integers(0, 600)] * 4))
def test_what_is_written_is_read_again(tenths):
    tempo = Tempo(*(t / 10 for t in tenths))
    assert Tempo.parse(str(tempo)) == tempo


def test_nothing_need_be_planned():
    assert Plan() == Plan(goal=None, tempo=None, target_reps=None, load_kg=None)
