"""The contract: every key of ``legcurl.analysis/1``, always, and nothing that JSON does not know."""

import dataclasses
import json
import re

import numpy as np
import pytest

from legcurl.coach.next_set import NextSet
from legcurl.report.contract import SCHEMA, to_contract, to_json

TOP = ["schema", "recording", "quality", "exercise", "reps", "set", "muscles", "findings", "not_judged", "next_set",
       "provenance"]  # fmt: skip
KEYS = {
    "recording": "source format variation leg duration_s rate_hz channels",
    "quality": "usable issues",
    "exercise": "is_leg_curl confidence why",
    "set": "complete_reps time_under_tension_s tempo rom_deg velocity_loss_pct rom_drift_deg side_difference_pct",
    "provenance": "version settings input_sha256",
}
ITEM_KEYS = {
    "reps": "index kind corrected phase_order start_s peak_s end_s top_start_s top_end_s concentric_s hold_s "
            "eccentric_s rest_after_s rom_deg peak_knee_flexion_deg mean_concentric_velocity_deg_s "
            "peak_velocity_deg_s peak_acceleration_deg_s2 sparc inertial_share work_j confidence",
    "findings": "id severity confidence reps measured expected unit cue source",
    "not_judged": "id why",
}  # fmt: skip


@pytest.mark.parametrize("is_leg_curl", [True, False, None])
def test_every_key_is_there_in_order(make, is_leg_curl):
    content = to_contract(make(is_leg_curl=is_leg_curl))
    assert list(content) == TOP
    assert content["schema"] == SCHEMA == "legcurl.analysis/1"
    for part, keys in KEYS.items():
        assert list(content[part]) == keys.split()
    for part, keys in ITEM_KEYS.items():
        assert all(list(item) == keys.split() for item in content[part])
    assert all(list(issue) == ["id", "detail", "start_s", "end_s"] for issue in content["quality"]["issues"])
    assert content["exercise"]["is_leg_curl"] is is_leg_curl
    assert bool(content["reps"]) is (is_leg_curl is True)


def test_unknown_is_null_and_floats_are_short(make):
    analysis = make()
    odd = dataclasses.replace(analysis.metrics.reps[0], rom_deg=float("nan"), sparc=-1e-9, work_j=np.float64(1 / 3))
    analysis = dataclasses.replace(
        analysis, metrics=dataclasses.replace(analysis.metrics, reps=(odd, *analysis.metrics.reps[1:]))
    )
    text = to_json(to_contract(analysis))
    first = json.loads(text)["reps"][0]
    assert (first["rom_deg"], first["sparc"], first["work_j"]) == (None, 0.0, 0.3333)
    assert "-0.0," not in text
    assert "NaN" not in text
    assert not re.search(r"\d\.\d{5}", text)


def test_provenance_says_what_was_set_and_assumed(make):
    settings = to_contract(make(), {"mass_kg": 70.0})["provenance"]["settings"]
    assert settings["tempo"] == "3-0-1-3"
    assert settings["target_reps"] == [8, 20]
    assert settings["mass_kg"] == 70.0
    assert settings["assumed"] == ["Column angle is taken as knee flexion in degrees.", "The sign is taken as given."]


def test_same_analysis_same_bytes(make):
    assert to_json(to_contract(make())) == to_json(to_contract(make()))


def test_the_next_set_has_its_four_keys(make):
    coming = NextSet(42.5, 8, "3-0-1-3", "12 repetitions reach the top", cue="Slower.", large=True)
    assert to_contract(make())["next_set"] is None
    assert to_contract(make(next_set=coming))["next_set"] == {
        "load_kg": 42.5, "reps": 8, "tempo": "3-0-1-3", "why": "12 repetitions reach the top",
    }  # fmt: skip
