"""Films: times, turns, containers, folders, limits; and the way from a film to a recording with an acted lifter."""

from __future__ import annotations

import tracemalloc
from dataclasses import replace

import numpy as np
import pytest
from acted import ActedBackend, blank_picture, curl, person
from made_films import write_film
from PIL import Image

from legcurl import InputError, analyze
from legcurl.pose.ahead import ahead
from legcurl.pose.angles import track_to_recording
from legcurl.pose.camera import CameraWatch
from legcurl.pose.film import FilmOptions, read_film, track_film
from legcurl.pose.frame import Frame
from legcurl.pose.lifter import find_lifter
from legcurl.pose.video import frames, open_film, sample

pytest.importorskip("av", reason="the extra video is not installed")


@pytest.fixture(scope="module")
def times():
    return np.cumsum(np.random.default_rng(3).integers(40, 120, 110)) / 1000.0


@pytest.fixture(scope="module")
def film(tmp_path_factory, times):
    """A film of 640×480 whose pictures follow each other at uneven times."""
    path = tmp_path_factory.mktemp("film") / "set.mp4"
    return write_film(path, [blank_picture()] * times.size, times)


def make(act):
    return lambda alone: ActedBackend(act)


def test_times_are_the_presentation_times(film, times):
    read = np.array([frame.time_s for frame in frames(open_film(film))])
    assert np.abs(read - times).max() < 0.002


@pytest.mark.parametrize("ending", ["mov", "mkv", "webm", "gif"])
def test_any_container_is_read(tmp_path, ending):
    path = write_film(tmp_path / f"a.{ending}", [blank_picture(i) for i in range(5)], np.arange(5) / 10)
    read = list(frames(open_film(path), 320))
    assert [round(frame.time_s, 2) for frame in read] == [0.0, 0.1, 0.2, 0.3, 0.4]
    assert read[0].image.shape == (240, 320, 3)
    assert read[0].size == (640, 480)


@pytest.mark.parametrize("clockwise", [90, 180, 270])
def test_a_turn_that_the_camera_wrote_down_is_carried_out(tmp_path, clockwise):
    av = pytest.importorskip("av")
    if not hasattr(av.VideoStream, "set_display_rotation"):
        pytest.skip("this PyAV cannot write a turn")
    path = write_film(tmp_path / "a.mp4", [blank_picture()] * 3, [0, 0.1, 0.2], turned_clockwise=clockwise)
    frame = next(iter(frames(open_film(path))))
    assert frame.size == (640, 480)
    assert frame.image[:20, :20].mean() > 200
    by_hand = next(iter(frames(open_film(path, rotate=90))))
    assert by_hand.size == (480, 640)
    assert by_hand.image[:20, -20:].mean() > 200


def test_slow_motion_that_the_camera_wrote_down_is_put_right(tmp_path):
    tag = {"com.android.capture.fps": "240.0"}
    path = write_film(tmp_path / "a.mov", [blank_picture()] * 12, np.arange(12) / 30, **tag)
    import av

    with av.open(str(path)) as container:
        if "com.android.capture.fps" not in {**container.metadata, **container.streams.video[0].metadata}:
            pytest.skip("this FFmpeg does not keep the camera's entry")
    assert list(frames(open_film(path)))[-1].time_s == pytest.approx(11 / 240, rel=0.01)


def test_a_folder_of_frames_has_times_from_names_or_a_rate(tmp_path):
    for i in range(4):
        Image.fromarray(blank_picture(i)).save(tmp_path / f"frame_{i}.png")
    with pytest.raises(InputError, match="4 pictures without times"):
        open_film(tmp_path)
    assert [f.time_s for f in frames(open_film(tmp_path, rate_hz=20.0))] == [0.0, 0.05, 0.1, 0.15]
    named = tmp_path / "named"
    named.mkdir()
    for i in range(3):
        Image.fromarray(blank_picture(i)).save(named / f"frame_{40 * i}ms.jpg")
    assert [f.time_s for f in frames(open_film(named))] == [0.0, 0.04, 0.08]


def test_samples_are_spread_over_the_film(film, times):
    taken = [frame.time_s for frame in sample(open_film(film), 4, 320)]
    assert len(taken) == 4
    assert np.diff(taken).min() > times[-1] / 8


def test_huge_pictures_are_scaled_down(tmp_path):
    Image.new("RGB", (12_000, 9_000), (90, 90, 90)).save(tmp_path / "1.jpg", quality=30)
    Image.new("RGB", (12_000, 9_000), (90, 90, 90)).save(tmp_path / "2.jpg", quality=30)
    frame = next(iter(frames(open_film(tmp_path, rate_hz=1), 640)))
    assert (frame.image.shape, frame.size) == ((480, 640, 3), (12_000, 9_000))


def test_hours_are_refused_before_they_are_looked_through(tmp_path):
    path = write_film(tmp_path / "a.mp4", [blank_picture()] * 2, [0.0, 8000.0])
    with pytest.raises(InputError, match=r"lasts 2\.2 hours"):
        open_film(path)


def test_a_film_that_breaks_off_is_read_as_far_as_it_goes(film, tmp_path):
    whole = film.read_bytes()
    (tmp_path / "headless.mp4").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(InputError, match="may be cut off or damaged"):
        open_film(tmp_path / "headless.mp4")
    mkv = write_film(tmp_path / "a.mkv", [blank_picture(i % 7) for i in range(150)], np.arange(150) / 15)
    data = mkv.read_bytes()
    (tmp_path / "cut.mkv").write_bytes(data[: int(0.6 * len(data))])
    recording = read_film(tmp_path / "cut.mkv", make=make(lambda t: [person(curl(t))]))
    assert "cut_off" in {issue.id for issue in recording.issues}


def test_a_film_becomes_the_set_that_was_acted(film, times):
    done = []
    recording = read_film(
        film, make=make(lambda t: [person(curl(t))]), progress=lambda now, total: done.append((now, total))
    )
    assert np.abs(recording.time_s - times).max() < 0.002
    assert np.nanmax(np.abs(recording.channels["knee_flexion_deg"] - [curl(t) for t in recording.time_s])) < 1.0
    analysis = analyze(recording)
    assert analysis.recording.variation == "prone"
    assert [m.rep.kind for m in analysis.metrics.reps][:2] == ["complete", "complete"]
    assert analysis.metrics.reps[0].rep.peak_s == pytest.approx(1.25, abs=0.08)
    assert done[-1][0] == pytest.approx(times[-1], abs=0.01)


def test_a_helper_beside_and_somebody_walking_past_are_not_the_lifter(film):
    def act(t):
        lifter = person(curl(t))
        helper = person(105.0, 15.0, 95.0, hip=(100.0, 300.0), size=70.0)
        walker = person(20.0, 0.0, 10.0, hip=(60.0 * t, 200.0), size=105.0)
        return [helper, walker, lifter]

    recording = read_film(film, make=make(act))
    assert np.nanmax(np.abs(recording.channels["knee_flexion_deg"] - [curl(t) for t in recording.time_s])) < 1.0


def test_while_somebody_stands_before_the_lifter_nothing_is_measured(film):
    backends = []

    def act(t):
        return [person(30.0, 0.0, 10.0, hip=(580.0, 100.0))] if 3.0 < t < 4.5 else [person(curl(t))]

    def made(alone):
        backends.append(ActedBackend(act))
        return backends[-1]

    recording = read_film(film, make=made)
    between = (recording.time_s > 3.0) & (recording.time_s < 4.5)
    assert np.isnan(recording.channels["knee_flexion_deg"][between]).all()
    assert backends[-1].resets >= 1
    assert "not_seen" in {issue.id for issue in recording.issues}


def test_two_lifters_are_refused_unless_one_is_pointed_at(film):
    def act(t):
        return [person(curl(t), hip=(180.0, 200.0), size=55.0), person(curl(t + 1), hip=(460.0, 330.0), size=60.0)]

    with pytest.raises(InputError, match=r"two people lift in it\n.*--roi"):
        read_film(film, make=make(act))


@pytest.mark.parametrize(("bends", "said"), [(35.0, True), (8.0, False)])
def test_somebody_who_may_be_lifting_too_is_said(film, bends, said):
    def act(t):
        return [
            person(curl(t), hip=(180.0, 200.0), size=60.0),
            person(curl(t, 0, bends), hip=(460.0, 330.0), size=60.0),
        ]

    issues = read_film(film, make=make(act)).issues
    assert ("two_people" in {issue.id for issue in issues}) is said


def test_nobody_darkness_and_an_absurd_part_are_refused(film, tmp_path):
    with pytest.raises(InputError, match="nobody is seen"):
        read_film(film, make=make(lambda t: []))
    dark = write_film(tmp_path / "dark.mp4", [np.full((480, 640, 3), 3, dtype=np.uint8)] * 20, np.arange(20) / 20)
    with pytest.raises(InputError, match="lens cap"):
        read_film(dark, make=make(lambda t: [person(curl(t))]))
    with pytest.raises(InputError, match="beyond the picture of 640×480"):
        read_film(film, FilmOptions(roi=(600, 0, 100, 100)), make=make(lambda t: [person(curl(t))]))


def test_a_camera_that_moves_is_noticed_and_a_still_one_is_not(tmp_path):
    wide = blank_picture(width=1280)
    moving = [np.ascontiguousarray(wide[:, i * 6 : i * 6 + 640]) for i in range(60)]
    watch, still = CameraWatch(), CameraWatch()
    for i, picture in enumerate(moving):
        watch.look(picture, i / 15)
        shown = moving[0].copy()
        shown[100:300, 5 * i : 5 * i + 80] = 200
        still.look(shown, i / 15)
    assert watch.moved > 0.3
    assert still.moved < 0.03


def test_a_camera_that_moves_lowers_the_confidence(film):
    track = track_film(film, make=make(lambda t: [person(curl(t))]))
    still, moved = track_to_recording(track), track_to_recording(replace(track, steady=0.5))
    assert track.steady == 1.0
    assert moved.confidence["knee_flexion_deg"] == pytest.approx(0.5 * still.confidence["knee_flexion_deg"])
    assert any("the camera moves" in issue.detail for issue in moved.issues)


def test_the_posture_found_says_the_variation_from_the_first_picture(film):
    seen = []
    read_film(film, make=make(lambda t: [person(curl(t))]), on_frame=lambda *shown: seen.append(shown[3]))
    assert set(seen) == {"prone"}


def test_memory_does_not_grow_with_the_film(tmp_path):
    def peak(count):
        path = write_film(tmp_path / f"{count}.mp4", [blank_picture()] * count, np.arange(count) / 30)
        tracemalloc.start()
        track_film(path, make=make(lambda t: [person(curl(t))]))
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    few, many = peak(60), peak(600)
    assert many - few < 540 * 4096  # keypoints, and no picture (0.9 MB) is kept


def test_work_ahead_keeps_order_hands_on_errors_and_stops():
    assert list(ahead(range(100))) == list(range(100))

    closed = []

    def source():
        try:
            yield from range(1000)
        finally:
            closed.append(True)

    taken = ahead(source())
    assert next(taken) == 0
    taken.close()
    assert closed == [True]

    def failing():
        yield 1
        raise InputError("broken")

    with pytest.raises(InputError, match="broken"):
        list(ahead(failing()))


def test_the_best_turn_is_found_by_trying():
    def sideways(image, time_s):
        turned = np.rot90(image, -1)  # a detector that knows the picture on its side only
        return [] if turned[:8, :8].mean() < 200 else [person(curl(time_s), hip=(240.0, 300.0), size=80.0)]

    backend = ActedBackend(lambda t: [])
    backend.infer = sideways  # type: ignore[method-assign]
    pictures = [Frame(blank_picture(), float(t), (640, 480)) for t in (0.5, 1.5, 2.5)]
    assert find_lifter(backend, pictures, "film").view.turns == 1
