"""Keypoints to angles, near leg, trust and posture, on people whose posture is known."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from acted import POSTURES, curl, person, track
from hypothesis import given, settings
from hypothesis import strategies as st

from legcurl import InputError, Plan, Tempo, analyze
from legcurl.pose.angles import track_to_recording
from legcurl.pose.gates import off_side_deg
from legcurl.pose.segments import segment_angles
from legcurl.pose.sides import near_side, unswapped
from legcurl.pose.skeleton import INDEX, KEYPOINTS


@settings(max_examples=40)
@given(knee=st.floats(2, 140), trunk=st.floats(-120, 120), thigh=st.floats(-100, 100), facing=st.sampled_from([1, -1]))
def test_angles_are_those_of_the_posture_whichever_way_the_lifter_faces(knee, trunk, thigh, facing):
    seen = segment_angles(track(lambda _: person(knee, trunk, thigh, facing=facing), 0.2), "left")
    assert seen.facing == facing
    assert np.allclose(seen.knee, knee)
    assert np.allclose(seen.thigh, thigh)
    assert np.allclose(seen.trunk, trunk)
    assert np.allclose((seen.hip - (thigh - trunk) + 180) % 360, 180)
    assert np.allclose(seen.ankle, 0.0)


@pytest.mark.parametrize("variation", sorted(POSTURES))
def test_a_side_view_needs_no_options(variation):
    trunk, thigh = POSTURES[variation]
    recording = track_to_recording(track(lambda t: person(curl(t), trunk, thigh)))
    analysis = analyze(recording)
    assert analysis.recording.variation == variation
    assert analysis.exercise.is_leg_curl
    assert analysis.metrics.set.complete_reps == 3
    assert recording.leg == "left"


def test_a_nordic_is_lowered_on_a_shank_that_stays():
    lowered = track(lambda t: person(92 - curl(t, 0, 60), -5 - curl(t, 0, 60), 2 - curl(t, 0, 60)))
    recording = track_to_recording(lowered)
    assert recording.posture is not None
    assert (recording.posture.held, recording.posture.variation) == ("kneeling", "nordic")
    assert analyze(recording).exercise.is_leg_curl


@pytest.mark.parametrize(
    ("knee", "trunk", "thigh"),
    [
        (lambda t: 98 - curl(t, 0, 80), lambda t: -5.0, lambda t: 88.0),  # sitting, straightened from bent
        (lambda t: curl(t), lambda t: -curl(t, 0, 40), lambda t: curl(t, 5, 70)),  # a squat
    ],
)
def test_an_extension_and_a_squat_are_no_leg_curl(knee, trunk, thigh):
    analysis = analyze(track_to_recording(track(lambda t: person(knee(t), trunk(t), thigh(t)))))
    assert analysis.exercise.is_leg_curl is False


def test_the_near_leg_is_the_one_seen_better_and_a_word_goes_before():
    seen = track(lambda t: person(curl(t), near="right"))
    assert near_side(seen)[0] == "right"
    assert track_to_recording(seen).leg == "right"
    assert track_to_recording(seen, leg="left").leg == "left"


def test_legs_that_a_detector_swapped_are_put_right():
    apart = track(lambda t: person(curl(t)))
    other = [INDEX[f"right_{joint}"] for joint in ("knee", "ankle")]
    apart.xy[:, other] += 60.0
    swapped = replace(apart, xy=apart.xy.copy())
    mirror = [INDEX[n.replace("left", "*").replace("right", "left").replace("*", "right")] for n in KEYPOINTS]
    for frames in (slice(40, 45), slice(100, 101)):
        swapped.xy[frames] = swapped.xy[frames][:, mirror]
    assert np.allclose(unswapped(swapped).xy, apart.xy, equal_nan=True)


def test_a_camera_off_the_side_lowers_confidence_and_far_off_refuses():
    straight, turned = (track(lambda t, off=off: person(curl(t), off_side=off)) for off in (0.0, 22.0))
    assert off_side_deg(straight) < 5
    assert 18 < off_side_deg(turned) < 28
    trusted, doubted = (track_to_recording(x).confidence["knee_flexion_deg"].mean() for x in (straight, turned))
    assert trusted > 0.9 > 0.8 > doubted
    with pytest.raises(InputError, match=r"off the side view.*\n.*Film from the side"):
        track_to_recording(track(lambda t: person(curl(t), off_side=45.0)))


def test_confidence_reaches_the_findings():
    def quick(off):
        seen = track(lambda t: person(curl(t, every_s=0.9), off_side=off))
        return analyze(track_to_recording(seen), Plan(tempo=Tempo.parse("3-0-1-1")))

    sure, unsure = ({finding.id: finding.confidence for finding in quick(off).form.findings} for off in (0.0, 24.0))
    common = set(sure) & set(unsure)
    assert common
    assert all(unsure[name] < sure[name] for name in common)


def test_a_leg_that_changes_its_length_is_not_believed():
    jumping = track(lambda t: person(curl(t)))
    jumping.xy[100:130, INDEX["left_ankle"]] += np.array([90.0, 0.0])
    recording = track_to_recording(jumping)
    confidence = recording.confidence["knee_flexion_deg"]
    assert confidence[100:130].mean() < 0.7 * confidence[:90].mean()


def test_half_of_the_body_out_of_view_is_refused():
    cut = track(lambda t: person(curl(t)))
    cut.score[:, INDEX["left_ankle"]] = 0.05
    cut.score[:, INDEX["right_ankle"]] = 0.05
    with pytest.raises(InputError, match="never seen together"):
        track_to_recording(cut)
    cut.score[:100, INDEX["left_ankle"]] = 0.9
    with pytest.raises(InputError, match="37 % of the pictures"):
        track_to_recording(cut)


def test_the_ankle_is_a_class():
    recording = track_to_recording(track(lambda t: person(curl(t), ankle=-33.0)))
    assert set(recording.channels["ankle_dorsiflexion_deg"]) == {-40.0}
    assert any("indicative" in note for note in recording.notes)
    assert recording.confidence["ankle_dorsiflexion_deg"].max() <= 0.5


@pytest.mark.parametrize("tired", [0.0, 10.5])
def test_a_knee_that_never_comes_back_to_straight_is_said(tired):
    """Also where a repetition is a little lower than the best, which is less certain."""
    low = track(lambda t: person(curl(t, 55, 105 - tired * (t > 7.5))))
    findings = analyze(track_to_recording(low)).form.findings
    short = next(finding for finding in findings if finding.id == "short_range")
    assert "still bent" in short.cue
    assert short.measured == pytest.approx(55, abs=3)
