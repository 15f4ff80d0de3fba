"""Phases cover the recording without overlap, and the tables say the same as the contract."""

import csv
import io
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from legcurl.report.contract import REP_KEYS, to_contract
from legcurl.report.phases import phase_spans, span_of_samples
from legcurl.report.tables import frames, reps_csv

CUT_IN_RISE = {"start_s": None}
CUT_IN_FALL = {"start_s": None, "top_start_s": None, "top_end_s": None}


def reps_of(analysis):
    return [measures.rep for measures in analysis.metrics.reps]


def test_spans_follow_each_other_over_the_whole_recording(make):
    spans = phase_spans(reps_of(make(reps=3)), 0.0, 13.0)
    assert spans[0].start_s == 0.0
    assert spans[-1].end_s == 13.0
    assert all(a.end_s == b.start_s for a, b in pairwise(spans))
    assert [s.phase for s in spans] == ["rest", *3 * ["concentric", "hold", "eccentric", "rest"]]
    assert [s.rep for s in spans] == [None, *(k for k in (1, 2, 3) for _ in range(4))]


@pytest.mark.parametrize(
    ("missing", "phases"),
    [(CUT_IN_RISE, ["concentric", "hold", "eccentric"]), (CUT_IN_FALL, ["eccentric"]),
     ({"end_s": None}, ["concentric", "hold", "eccentric"]),
     ({"top_start_s": None, "top_end_s": None, "end_s": None}, ["concentric"])],
)  # fmt: skip
def test_a_truncated_repetition_reaches_to_the_edge(make, missing, phases):
    rep = replace(reps_of(make(reps=1))[0], kind="truncated", **missing)
    spans = [span for span in phase_spans([rep], 0.9, 3.0) if span.rep == 1 and span.phase != "rest"]
    assert [span.phase for span in spans] == phases
    edge = 0.9 if missing.get("start_s", 0) is None else 3.0
    assert edge in (spans[0].start_s, spans[-1].end_s)


def test_eccentric_first_swaps_the_phases(make):
    rep = replace(reps_of(make(reps=1))[0], phase_order="eccentric_first")
    assert [s.phase for s in phase_spans([rep], 0.0, 5.0)] == ["rest", "eccentric", "hold", "concentric", "rest"]


def test_every_sample_lies_in_its_span():
    time = np.arange(0.0, 4.0, 0.25)
    spans = phase_spans([], 0.0, 3.75)
    assert span_of_samples(time, spans).tolist() == [0] * time.size


def test_reps_csv_says_the_same_as_the_contract(make):
    analysis = make()
    rows = list(csv.DictReader(io.StringIO(reps_csv(analysis))))
    assert tuple(rows[0]) == REP_KEYS
    for row, rep in zip(rows, to_contract(analysis)["reps"], strict=True):
        assert float(row["rom_deg"]) == rep["rom_deg"]
        assert row["corrected"] == "false"
    assert rows[-1]["rest_after_s"] == ""


def test_frames_hold_the_movement_and_its_phases(make):
    analysis = make(reps=2)
    table = frames(analysis, analysis.motion)
    assert table.columns == ["time_s", "position_deg", "velocity_deg_s", "acceleration_deg_s2", "phase", "rep",
                             "filled", "hip_flexion_deg"]  # fmt: skip
    hold = table.filter((table["phase"] == "hold") & (table["rep"] == 1))
    assert hold.height / 100 == pytest.approx(analysis.metrics.reps[0].hold_s, abs=0.02)
    assert table["rep"].null_count() > 0


def test_frames_of_no_leg_curl_have_no_phases(make):
    analysis = make(is_leg_curl=False)
    assert frames(analysis, analysis.motion)["phase"].null_count() == analysis.motion.time_s.size
