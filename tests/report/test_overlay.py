"""The drawn film: what a player gets, what is drawn where, and that faces cannot be seen."""

import numpy as np
import pytest

from legcurl.plan import Plan, Tempo
from legcurl.pose.frame import Frame
from legcurl.pose.skeleton import INDEX, KEYPOINTS, Person
from legcurl.report.key_frames import key_frames
from legcurl.report.overlay import MOST_HELD, Overlay, overlay
from legcurl.report.overlay_panel import COLOURS, Panel, State, picture_height, text_mask
from legcurl.report.overlay_person import FaceBlur, draw_person, head_of

av = pytest.importorskip("av", reason="the extra video is not installed")

GREY = 90


def lifter(knee_deg, width=320, height=240, head=True):
    """A person lying face down with the head at the left, the shank bent up about the knee."""
    at = {"nose": (40, 95), "ear": (50, 90), "shoulder": (80, 100), "elbow": (85, 140), "wrist": (60, 160),
          "hip": (160, 105), "knee": (220, 110)}  # fmt: skip
    turn = np.radians(knee_deg)
    shank = np.array([np.cos(turn), -np.sin(turn)])
    at["ankle"] = tuple(np.array(at["knee"]) + 55 * shank)
    at["heel"], at["toe"] = at["ankle"], tuple(np.array(at["ankle"]) + 20 * shank)
    xy = np.array([at[name.split("_")[-1]] for name in KEYPOINTS]) * (width / 320, height / 240)
    score = np.array([0.0 if "right" in name else 0.95 for name in KEYPOINTS])
    if not head:
        score[[INDEX["nose"], INDEX["left_ear"], INDEX["right_ear"]]] = 0.0
        xy[[INDEX["nose"], INDEX["left_ear"], INDEX["right_ear"]]] = np.nan
    return Person(xy, score)


def picture(width=320, height=240):
    return np.full((height, width, 3), GREY, dtype=np.uint8)


def uneven_times(seconds=9.0, rate_hz=25.0):
    rng = np.random.default_rng(3)
    times = np.arange(round(seconds * rate_hz)) / rate_hz
    return times + rng.uniform(0, 0.6, times.size) / rate_hz


def knee_at(times):
    return 5 + 45 * (1 - np.cos(2 * np.pi * times / 3.0))


def filmed(path, times, size=(320, 240), **how):
    width, height = size
    with overlay(path, Plan(tempo=Tempo(3, 0, 3, 0)), "prone", "left", **how) as film:
        for time_s, knee in zip(times.tolist(), knee_at(times).tolist(), strict=True):
            person = lifter(knee, width, height)
            film.add(Frame(picture(width, height), time_s, size), person, [person])
    return path


def decoded(path):
    with av.open(str(path)) as film:
        return [(frame.time, frame.to_ndarray(format="rgb24")) for frame in film.decode(video=0)]


@pytest.mark.parametrize("size", [(320, 240), (181, 321)])
def test_a_browser_plays_it_at_the_times_of_the_source(tmp_path, size):
    times = uneven_times()
    path = filmed(tmp_path / "overlay.mp4", times, size)
    with av.open(str(path)) as film:
        stream = film.streams.video[0]
        assert (stream.codec_context.name, stream.pix_fmt) == ("h264", "yuv420p")
        assert stream.width % 2 == stream.height % 2 == 0
        shown = [frame.time for frame in film.decode(stream)]
    assert np.allclose(shown, times, atol=1e-4)
    data = path.read_bytes()
    assert data.index(b"moov") < data.index(b"mdat")


def test_leg_trace_and_words_are_drawn_and_nothing_hides_the_leg(tmp_path):
    path = filmed(tmp_path / "overlay.mp4", uneven_times())
    images = [image for _, image in decoded(path)]
    height = picture_height(images[0].shape[1], images[0].shape[0])
    assert height == 240
    last = images[-1].astype(int)
    thigh = last[105:112, 185:195]
    assert np.abs(thigh - GREY).max() > 60
    away = last[200:236, 5:300]  # below the person nothing is drawn
    assert np.abs(away - GREY).max() < 12
    strip = last[height:]
    assert (strip.max(axis=2) > 150).mean() > 0.01
    assert strip[: strip.shape[0] // 4, -4:].max() < 60


def interrupted(path):
    with overlay(path) as film:
        for k in range(20):
            film.add(Frame(picture(), k / 25, (320, 240)), None, [])
        raise KeyboardInterrupt


def test_what_fails_leaves_nothing_behind(tmp_path):
    with pytest.raises(KeyboardInterrupt):
        interrupted(tmp_path / "overlay.mp4")
    assert list(tmp_path.iterdir()) == []


def test_what_fails_in_the_drawing_is_raised_where_pictures_come_from(tmp_path, monkeypatch):
    monkeypatch.setattr(Overlay, "take", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        interrupted(tmp_path / "overlay.mp4")
    assert list(tmp_path.iterdir()) == []


def test_few_pictures_are_held_whatever_the_rate():
    class Counter:
        written = 0

        def add(self, image, time_s):
            self.written += 1

    from legcurl.live import Coach

    film, most = Counter(), 0
    drawn = Overlay(film, Coach(), None, blur_faces=False)
    for k in range(200):
        drawn.take(Frame(picture(), k / 240, (320, 240)), None, ())
        most = max(most, k + 1 - film.written)
    drawn.finish()
    assert most <= MOST_HELD
    assert film.written == 200


def patterned():
    return np.random.default_rng(0).integers(0, 255, (240, 320, 3), dtype=np.uint8)


def roughness(image, centre, radius):
    rows, columns = np.ogrid[: image.shape[0], : image.shape[1]]
    inside = np.hypot(columns - centre[0], rows - centre[1]) < radius
    steps = np.abs(np.diff(image.astype(int), axis=1)).max(axis=2)
    return steps[inside[:, 1:]].mean()


@pytest.mark.parametrize("head", [True, False])
def test_a_head_is_blurred_whether_it_is_seen_or_not(head):
    image = patterned()
    FaceBlur().cover(image, [lifter(20, head=head)])
    assert roughness(image, (45, 93), 15) < 10
    assert roughness(image, (250, 200), 20) > 50


def test_everybody_is_blurred():
    other = lifter(20)
    other = Person(other.xy + np.array([150, 100]), other.score)
    image = patterned()
    FaceBlur().cover(image, [lifter(20), other])
    assert max(roughness(image, (45, 93), 15), roughness(image, (195, 193), 15)) < 10


def test_a_lost_head_stays_covered_and_an_unknown_one_costs_the_picture():
    faces = FaceBlur()
    image = patterned()
    faces.cover(image, [])
    assert roughness(image, (160, 120), 100) < 10
    faces.cover(patterned(), [lifter(20)])
    image = patterned()
    faces.cover(image, [])
    assert roughness(image, (45, 93), 15) < 10
    assert roughness(image, (250, 200), 20) > 50


def test_a_head_is_covered_generously():
    centre, radius = head_of(lifter(20), 320)
    assert np.hypot(*(centre - (40, 95))) + 20 < radius < 60


def test_points_that_were_not_seen_are_not_drawn():
    person = lifter(40)
    nothing = Person(np.full_like(person.xy, np.nan), np.zeros_like(person.score))
    image = picture()
    draw_person(image, nothing, "left", COLOURS["hold"], 2.4)
    assert (image == GREY).all()


def test_drawing_beyond_the_edge_is_cut_off():
    person = lifter(40)
    image = picture()
    draw_person(image, Person(person.xy + np.array([250, 150]), person.score), "left", COLOURS["hold"], 2.4)
    draw_person(image, Person(person.xy - np.array([1000, 0]), person.score), "left", COLOURS["hold"], 2.4)
    assert image.shape == (240, 320, 3)


@pytest.mark.parametrize("size", [(720, 1280), (1280, 720), (360, 640)])
def test_the_longest_cue_fits_beside_the_count(size):
    panel = Panel(*size)
    strip = np.zeros((panel.rows, size[0], 3), dtype=np.uint8)
    state = State(10.0, 12, "concentric", 104.0, "Straight into the next one")
    time = np.linspace(0, 10, 300)
    panel.draw(strip, state, time, knee_at(time), [(-np.inf, "rest"), (2.0, "concentric")])
    assert (panel.rows + size[1]) % 2 == 0
    margin = strip[: panel.rows // 3, -round(panel.unit) :]
    assert margin.max() < 60
    assert picture_height(size[0], size[1] + panel.rows) in (size[1] - 1, size[1], size[1] + 1)


@pytest.mark.parametrize("text", ["0123456789", "knee 95°", "-"])
def test_every_sign_that_is_written_is_in_the_font(text):
    missing = text_mask("\ufffe", 30)
    for sign in text.replace(" ", ""):
        mask = text_mask(sign, 30)
        assert mask.shape != missing.shape or not np.array_equal(mask, missing)


def test_key_frames_are_small_pictures_of_the_tops(tmp_path):
    from legcurl.analysis import analyze
    from legcurl.recording import Recording

    times = uneven_times()
    path = filmed(tmp_path / "overlay.mp4", times)
    analysis = analyze(Recording(times, {"knee_flexion_deg": knee_at(times)}), assume_curl=True)
    found = key_frames(path, analysis.metrics.reps)
    assert [frame.index for frame in found] == [m.rep.index for m in analysis.metrics.reps] == [1, 2, 3]
    assert all(frame.data.startswith("data:image/jpeg;base64,") and len(frame.data) < 40_000 for frame in found)


def test_the_folder_takes_the_film_and_the_page_shows_the_tops(tmp_path):
    from legcurl.analysis import analyze
    from legcurl.recording import Recording
    from legcurl.report.folder import write_folder

    times = uneven_times()
    film = filmed(tmp_path / "beside.mp4", times)
    analysis = analyze(Recording(times, {"knee_flexion_deg": knee_at(times)}), assume_curl=True)
    written = write_folder(analysis, tmp_path / "out", film=film)
    assert tmp_path / "out" / "overlay.mp4" in written
    assert not film.exists()
    page = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert page.count("data:image/jpeg;base64,") == 3
    assert (tmp_path / "out" / "overlay.mp4") not in write_folder(analysis, tmp_path / "out")
