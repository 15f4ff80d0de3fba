"""Pictures in space: bodies where they belong, nothing through anything, colours by activation, files that play."""

import math
from dataclasses import replace

import numpy as np
import pytest

from legcurl.cli import run
from legcurl.errors import OutputError
from legcurl.machine.model import PRESETS
from legcurl.report.leg_posture import Pose
from legcurl.report.leg_shapes import BELLIES
from legcurl.report.muscle_colours import activation_colours
from legcurl.report.render.bellies import strands
from legcurl.report.render.canvas import canvas, check_drawing
from legcurl.report.render.files import write_film, write_stills
from legcurl.report.render.moments import MovingPicture, activations, key_times, moving_picture, usual_load_kg
from legcurl.report.render.stage import Moment, build_stage, pose_stage, where
from legcurl.simulate.physics.lift import simulate_lift
from legcurl.simulate.physics.plan import RANGE_DEG, plan_lift
from legcurl.vocabulary import BODYWEIGHT, VARIATIONS

mujoco = pytest.importorskip("mujoco")

SOFT_M = 0.018
"""How far a body may be in a cushion: it sinks in by 4 mm, and the hulls that are asked are fuller than the skin."""
BODY = (
    "trunk", "head", "neck", "shoulders", "pelvis", "femur_near", "femur_far", "tibia_near", "tibia_far", "foot_near",
    "foot_far", "upper_arm_near", "upper_arm_far", "forearm_near", "forearm_far", "hand_near", "hand_far",
)  # fmt: skip
SOLID = ("cushion", "pad", "floor", "ball", "slider", "post", "back_post", "rod", "lever", "cam", "plate", "tower")
LIT = dict.fromkeys(BELLIES, 0.6)


def moment(variation, share, activation=LIT):
    """A posture on the way from rest to the far end, all parts of the machine along with it."""
    rest, far = RANGE_DEG[variation]
    knee = rest + share * (far - rest)
    machine = PRESETS.get(variation)
    thigh = 90.0 - knee if machine is None else machine.thigh_tilt_deg
    hip = 10.0 if variation in ("slider", "ball") else 0.0 if machine is None else machine.hip_flexion_deg
    lifted = 0.0 if machine is None else 0.2 * math.radians(knee - rest)
    return Moment(Pose(variation, knee, hip, 5.0), -thigh, knee, lifted, activation)


def staged(variation):
    stage = build_stage(moment(variation, 0.0), PRESETS.get(variation), 30.0, 1.0, two_legs=variation != "standing")
    return stage, mujoco.MjData(stage.model)


def names_of(model):
    return [model.geom(k).name for k in range(model.ngeom)]


def gap_m(model, data, one, other):
    return mujoco.mj_geomDistance(model, data, model.geom(one).id, model.geom(other).id, 0.3, np.zeros(6))


def front_of(data, model, body):
    """Where the front of a body points to in the world."""
    return data.body(body).xmat.reshape(3, 3)[:, 0]


@pytest.mark.parametrize("variation", VARIATIONS)
def test_no_limb_passes_through_anything(variation):
    stage, data = staged(variation)
    names = names_of(stage.model)
    solid = [name for name in names if name.startswith(SOLID)]
    for share in np.linspace(0.0, 1.0, 5):
        pose_stage(stage, data, moment(variation, float(share)))
        deepest = min((gap_m(stage.model, data, part, thing), part, thing) for part in BODY for thing in solid)
        assert deepest[0] > -SOFT_M, f"{deepest} at {share:.0%}"


@pytest.mark.parametrize("variation", ["prone", "seated", "standing"])
def test_the_pad_lies_behind_the_lower_end_of_the_shank(variation):
    stage, data = staged(variation)
    for share in np.linspace(0.0, 1.0, 5):
        now = moment(variation, float(share))
        pose_stage(stage, data, now)
        across, _, along = data.body("tibia_near").xmat.reshape(3, 3).T @ (
            data.geom("pad").xpos - data.body("tibia_near").xpos
        )
        assert across < -0.05
        assert -0.40 < along < -0.25  # the ankle is at -0.44
        assert abs(gap_m(stage.model, data, "pad", "tibia_near")) < SOFT_M


@pytest.mark.parametrize("variation", VARIATIONS)
def test_the_body_is_held_as_the_exercise_holds_it(variation):
    stage, data = staged(variation)
    pose_stage(stage, data, moment(variation, 1.0))
    front, head = front_of(data, stage.model, "trunk"), data.geom("head").xpos
    knee, hip, ankle = (data.body(name).xpos for name in ("tibia_near", "pelvis", "foot_near"))
    if variation == "prone":
        assert front[2] < -0.9  # face down, heels to the buttocks
        assert ankle[2] > knee[2] + 0.3
    elif variation in ("seated", "standing"):
        assert front[0] > 0.9
        assert head[2] > hip[2] + 0.5
    elif variation == "nordic":
        assert front[2] < -0.5  # lowered forward, shins level, ankles under the roller
        assert abs(ankle[2] - knee[2]) < 0.01
        assert abs(gap_m(stage.model, data, "pad", "tibia_near")) < SOFT_M
    else:
        under = "ball" if variation == "ball" else "slider_near"
        assert front[2] > 0.3  # face up, hips off the floor, heels on what rolls or slides
        assert hip[2] > head[2]
        assert abs(min(gap_m(stage.model, data, part, under) for part in ("foot_near", "tibia_near"))) < SOFT_M


def test_what_is_lifted_goes_up_with_the_leg():
    stage, data = staged("prone")
    heights = []
    for share in (0.0, 1.0):
        pose_stage(stage, data, moment("prone", share))
        heights.append(float(data.geom("stack_head").xpos[2]))
    assert heights[1] - heights[0] == pytest.approx(moment("prone", 1.0).stack_m)


def test_every_muscle_lies_along_its_path_in_the_colour_of_its_activation():
    now = moment("seated", 0.5, {"bflh": 1.0, "semiten": math.nan})
    found = {strand.name: strand for strand in strands(now.pose, where(now)["femur"], now.activation, -0.1)}
    assert set(found) == set(BELLIES)
    assert all(np.isfinite(strand.corners).all() for strand in found.values())
    red = [int(activation_colours(1.0)[0][k : k + 2], 16) / 255 for k in (1, 3, 5)]
    assert found["bflh"].rgb == pytest.approx(red)
    assert found["semiten"].rgb == found["grac"].rgb != found["bflh"].rgb  # unknown is grey
    assert found["bflh"].corners[:, 1].mean() < -0.1 < found["semimem"].corners[:, 1].mean()  # outer, inner side


@pytest.fixture(scope="module")
def lift():
    plan = plan_lift("seated", load_kg=usual_load_kg("seated", None), reps=1, tempo="1-0-1-0")
    return simulate_lift(plan)


def test_activations_and_moments_of_a_simulated_set(lift):
    picture = moving_picture(lift, 10.0)
    start, middle, top = picture.key_moments
    assert start.pose.knee_deg < middle.pose.knee_deg < top.pose.knee_deg
    assert top.pose.knee_deg == pytest.approx(lift.trace.knee_deg.max(), abs=0.5)
    assert top.stack_m > 0.2
    assert len(picture.film) == pytest.approx(10.0 * lift.trace.time_s[-1], abs=1)
    muscles, active = activations(lift, key_times(lift))
    assert active.min() >= 0.0
    assert active.max() <= 1.0
    assert active[1, muscles.index("semimem")] > 0.3  # a load for about ten repetitions


def test_the_hip_of_a_bridge_is_not_known():
    bridge = simulate_lift(plan_lift("slider", reps=1, tempo="1-0-1-0"))
    muscles, active = activations(bridge, key_times(bridge))
    assert np.isnan(active[:, muscles.index("glmax")]).all()
    assert np.isfinite(np.delete(active, muscles.index("glmax"), axis=1)).all()


@pytest.fixture(scope="module")
def egl():
    try:
        check_drawing()
    except OutputError as error:
        pytest.skip(str(error).splitlines()[0])


@pytest.mark.usefixtures("egl")
def test_a_picture_shows_the_pad_and_the_activation():
    stage, _ = staged("prone")
    resting, working = (moment("prone", 0.5, dict.fromkeys(BELLIES, active)) for active in (0.0, 1.0))
    with canvas(stage, [resting], 320, 200, samples=0) as drawing:
        pale, red, again = (drawing.draw(one).astype(int) for one in (resting, working, working))
    assert pale.shape == (200, 320, 3)
    assert (red == again).all()
    corner = pale[2, 2]
    shown = np.argwhere(np.abs(pale - corner).sum(axis=2) > 60)
    assert shown.min(axis=0).min() > 0  # nothing is cut off
    assert (shown.max(axis=0) < (199, 319)).all()
    changed = (pale - red)[..., 1:].sum(axis=2) > 30  # less green and blue
    assert 200 < changed.sum() < 8000


@pytest.mark.usefixtures("egl")
def test_files_play_and_are_the_same_twice(lift, tmp_path):
    av = pytest.importorskip("av", reason="films need the extra 'video'")
    from PIL import Image

    whole = moving_picture(lift, 20.0)
    picture = replace(whole, film=whole.film[20:26])
    assert isinstance(picture, MovingPicture)
    first, second = (
        [*write_stills(picture, folder, "seated", 160, 120), *write_film(picture, folder, "seated", 160, 120)]
        for folder in (tmp_path / "a", tmp_path / "b")
        if folder.mkdir() is None
    )
    assert [path.name for path in first] == [
        "seated-start.png", "seated-middle.png", "seated-top.png", "seated.mp4", "seated.gif",
    ]  # fmt: skip
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]
    assert sorted(path.name for path in (tmp_path / "a").iterdir()) == sorted(path.name for path in first)
    with av.open(str(first[3])) as film:
        stream = film.streams.video[0]
        frames = list(film.decode(stream))
        assert (stream.codec_context.name, stream.codec_context.pix_fmt) == ("h264", "yuv420p")
    assert len(frames) == 6
    assert frames[1].time == pytest.approx(0.05, abs=1e-3)
    with Image.open(first[4]) as gif:
        assert (gif.n_frames, gif.size) == (3, (160, 120))
    with Image.open(first[0]) as still:
        assert still.size == (160, 120)


@pytest.mark.usefixtures("egl")
def test_the_command_draws_what_was_asked_for(tmp_path, capsys):
    words = ["render", "nordic", "--reps", "1", "--tempo", "1-0-1-0", "--size", "200x121", "--no-film"]
    assert run([*words, "-o", str(tmp_path / "new" / "folder")]) == 0
    names = sorted(path.name for path in (tmp_path / "new" / "folder").iterdir())
    assert names == ["nordic-middle.png", "nordic-start.png", "nordic-top.png"]
    assert "nordic curl, simulated" in capsys.readouterr().out


def test_without_egl_the_packages_are_named(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setitem(__import__("sys").modules, "mujoco.egl", None)
    assert run(["render", "prone", "-o", str(tmp_path / "out")]) == 1
    said = capsys.readouterr().err
    assert "libegl1 libgl1" in said
    assert len(said.splitlines()) <= 2
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("wrong", [["--size", "10x10"], ["--size", "wide"], ["--seed", "-1"], ["--load-kg", "x"]])
def test_what_cannot_be_is_wrong_usage(wrong, tmp_path):
    assert run(["render", "prone", *wrong, "-o", str(tmp_path)]) == 2


def test_usual_loads_are_for_machines_only():
    assert all((usual_load_kg(name, None) > 0.0) == (name not in BODYWEIGHT) for name in VARIATIONS)
