"""Photographs and films of known truth, seen by the detector that is built in."""

from __future__ import annotations

import contextlib
import csv
import itertools
from pathlib import Path

import numpy as np
import pytest
from made_films import turning_shank, write_film
from PIL import Image

from legcurl import InputError, analyze, read_recording
from legcurl.pose.backend import open_backend
from legcurl.pose.gates import LOW_TRUST
from legcurl.pose.picture import angles_in, measure_picture
from legcurl.pose.stills import still

pytest.importorskip("mediapipe", reason="the extra video is not installed")
pytest.importorskip("av", reason="the extra video is not installed")
DATA = Path(__file__).parents[3] / "shared" / "data"
PHOTOS = DATA / "photos" / "exercises"
pytestmark = pytest.mark.skipif(not PHOTOS.is_dir(), reason="the folder shared with real recordings is missing")
OBLIQUE = ("Leg_Extensions", "Lying_Leg_Curls", "Seated_Leg_Curl", "Standing_Leg_Curl")


@pytest.fixture(scope="module")
def clicked():
    with (DATA / "photos" / "keypoints_by_hand.csv").open() as table:
        return {row["file"]: row for row in csv.DictReader(table)}


@pytest.fixture(scope="module")
def detector():
    backend = open_backend(alone=True)
    yield backend
    backend.close()


def test_side_views_are_measured_or_flagged(clicked, detector):
    near, unsure = [], []
    for file, row in clicked.items():
        seen = angles_in(still(PHOTOS / file, longest_side=1280), detector, file)
        hip, knee = (np.array([float(row[f"{joint}_x"]), float(row[f"{joint}_y"])]) for joint in ("hip", "knee"))
        assert seen.posture is not None
        assert row["variation"].split("_")[0] in ("prone", "slider", "swiss", "nordic")
        assert np.hypot(*(hip - knee)) > 0
        if abs(seen.knee_flexion_deg - float(row["knee_flexion_deg_approx"])) <= 10:
            near.append(file)
        elif seen.confidence < LOW_TRUST:
            unsure.append(file)
    assert len(near) >= 6
    assert len(near) + len(unsure) == len(clicked)


@pytest.mark.parametrize("file", ["Prone_Manual_Hamstring/0.jpg", "Prone_Manual_Hamstring/1.jpg"])
def test_the_helper_is_not_taken_for_the_lifter(file, detector):
    seen = angles_in(still(PHOTOS / file, longest_side=1280), detector, file)
    assert seen.posture is not None
    assert seen.posture.variation == "prone"


@pytest.mark.parametrize("folder", OBLIQUE)
def test_oblique_views_are_refused_or_flagged(folder, detector):
    for file in sorted((PHOTOS / folder).glob("*.jpg")):
        with contextlib.suppress(InputError):  # refused, which says so by itself
            seen = angles_in(still(file, longest_side=1280), detector, file.name)
            assert seen.confidence < LOW_TRUST
            assert any("off the side view" in why for why in seen.why)


def test_one_picture_is_no_set_but_its_angles_are_told():
    file = PHOTOS / "Platform_Hamstring_Slides" / "1.jpg"
    with pytest.raises(InputError, match=r"one picture is not a set; it shows: knee \d+°.*lying face up"):
        read_recording(file)
    assert measure_picture(file).leg == "right"


@pytest.mark.parametrize(
    ("file", "most", "turned", "variation"),
    [("Prone_Manual_Hamstring/0.jpg", 70.0, 90, "prone"), ("Platform_Hamstring_Slides/0.jpg", 60.0, 0, "slider")],
)
def test_a_film_of_known_truth(tmp_path, clicked, file, most, turned, variation):
    row, photo = clicked[file], np.array(Image.open(PHOTOS / file).convert("RGB"))
    knee, ankle = (np.array([float(row[f"{joint}_x"]), float(row[f"{joint}_y"])]) for joint in ("knee", "ankle"))
    at = turning_shank(photo, knee, ankle)
    times = np.cumsum(np.random.default_rng(1).uniform(0.05, 0.11, 80))

    def truth(t):
        return most * (0.5 - 0.5 * np.cos(2 * np.pi * t / 2.2))

    times = times[times < 6.6]
    film = write_film(tmp_path / "set.mp4", [at(truth(t)) for t in times], times, turned_clockwise=turned)
    recording = read_recording(film)
    analysis = analyze(recording)
    assert np.abs(recording.time_s - times).max() < 0.002
    assert analysis.recording.variation == variation
    assert analysis.exercise.is_leg_curl
    assert [m.rep.kind for m in analysis.metrics.reps] == ["complete"] * 3
    starts, ends = zip(*((m.rep.start_s, m.rep.end_s) for m in analysis.metrics.reps), strict=True)
    edge = 2.2 / (2 * np.pi) * np.arccos(0.8)  # where the truth crosses 10 %
    frame = 0.11  # the longest time between two pictures
    assert starts == pytest.approx([edge, 2.2 + edge, 4.4 + edge], abs=frame)
    assert ends == pytest.approx([2.2 - edge, 4.4 - edge, 6.6 - edge], abs=frame)
    assert analysis.motion is not None
    assert np.nanstd(analysis.motion.position - truth(analysis.motion.time_s)) <= 4.0


def test_the_clip_needs_no_options():
    analysis = analyze(read_recording(DATA / "clips" / "prone_side.mp4"))
    reps = [m.rep for m in analysis.metrics.reps]
    assert analysis.recording.variation == "prone"
    assert analysis.exercise.is_leg_curl
    assert [rep.kind for rep in reps] == ["complete", "complete", "complete", "truncated"]
    motion = analysis.motion
    assert motion is not None
    ups = [turned(motion, rep.start_s, rep.end_s, +1) for rep in reps[:3]]
    downs = [turned(motion, a.peak_s, b.peak_s, -1) for a, b in itertools.pairwise(reps)]
    assert ups == pytest.approx([0.95, 3.2, 5.95], abs=0.2)
    assert downs == pytest.approx([2.1, 4.75, 7.1], abs=0.2)
    short = next(finding for finding in analysis.form.findings if finding.id == "short_range")
    assert {2, 3} <= set(short.reps)
    assert "still bent" in short.cue


def turned(motion, start_s, end_s, way):
    """When the leg turned between two times: the middle of the time that it spent within 2° of the outermost, since it
    may rest there and a film's angle is no better than that."""
    between = (motion.time_s > start_s) & (motion.time_s < end_s)
    out = way * motion.position[between]
    there = motion.time_s[between][out >= out.max() - 2]
    return (there[0] + there[-1]) / 2
