"""The picture is well formed, true to the anatomy and to the angles, and nobody passes through a bench."""

import math
import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from svg_reader import elements, length, lines, points, texts, tree_of

from legcurl.errors import InputError
from legcurl.muscles.anatomy import reference_anatomy
from legcurl.muscles.geometry import path_length
from legcurl.report.leg_bellies import THICKNESS_M, belly, sides
from legcurl.report.leg_drawing import BOX, UNITS_PER_M
from legcurl.report.leg_picture import Moment, leg_picture, rep_pictures
from legcurl.report.leg_posture import BALL_RADIUS_M, MAT_M, SLIDER_M, Pose, outline, places_of
from legcurl.report.leg_scene import ROLLER_M, SINK_M, scene_of
from legcurl.report.leg_shapes import ANKLE_MM, BELLIES, HIP_MM
from legcurl.report.muscle_colours import activation_colours
from legcurl.report.muscle_names import MUSCLE_NAMES
from legcurl.vocabulary import MUSCLES, VARIATIONS

HALF = dict.fromkeys(MUSCLES, 0.5)
ANATOMY = reference_anatomy()
REACH = {variation: range(0, 121, 10) for variation in VARIATIONS} | {"nordic": range(0, 111, 10)}


def inside(polygon, at):
    """Which points lie inside a polygon."""
    (x0, y0), (x1, y1) = polygon.T, np.roll(polygon, -1, axis=0).T
    x, y = at[:, :1], at[:, 1:]
    crosses = (y0 > y) != (y1 > y)
    with np.errstate(divide="ignore", invalid="ignore"):
        left = x < x0 + (y - y0) * (x1 - x0) / (y1 - y0)
    return (crosses & left).sum(axis=1) % 2 == 1


def depth(polygon, at):
    """How far the deepest of some points lies inside a polygon."""
    within = at[inside(polygon, at)]
    if not len(within):
        return 0.0
    start, end = polygon, np.roll(polygon, -1, axis=0)
    along = end - start
    share = np.clip(((within[:, None] - start) * along).sum(axis=2) / (along**2).sum(axis=1), 0.0, 1.0)
    return float(np.hypot(*np.moveaxis(start + share[..., None] * along - within[:, None], -1, 0)).min(axis=1).max())


def pieces(pose, look):
    return [piece.points for piece in scene_of(pose, places_of(pose)).pieces if piece.look == look]


@pytest.mark.parametrize("variation", VARIATIONS)
@pytest.mark.parametrize("framing", ["body", "leg"])
def test_every_variation_is_a_drawing_of_every_muscle(variation, framing):
    svg = leg_picture(Pose(variation, 45.0), HALF, framing=framing)
    said = [element.find("./{*}title").text for element in elements(svg, "path", "belly")]
    assert sorted(said) == sorted(f"{name}: 50 % active" for name in MUSCLE_NAMES.values())
    assert tree_of(svg).find("./{*}title").text == f"{variation.capitalize()} leg curl, knee at 45°"
    assert "Semitendinosus 50 %" in tree_of(svg).find("./{*}desc").text
    assert not re.search(r"https?:|url\(|\bid=|nan|inf", svg)


@pytest.mark.parametrize("variation", VARIATIONS)
@pytest.mark.parametrize("knee", [0.0, 60.0, 120.0])
def test_muscles_are_drawn_as_long_as_they_are(variation, knee):
    pose = Pose(variation, knee, ankle_deg=-10.0)
    angles = tuple(np.radians([a]) for a in (ANATOMY.hip_share * pose.hip, knee, -10.0))
    for name, element in zip(BELLIES, elements(leg_picture(pose, HALF), "path", "tendon"), strict=True):
        real = UNITS_PER_M * path_length(ANATOMY, ANATOMY.muscle(name), angles)[0]
        assert length(points(element)) == pytest.approx(real, abs=0.5)


@pytest.mark.parametrize("variation", VARIATIONS)
def test_segments_keep_their_lengths_and_angles(variation):
    for knee in REACH[variation]:
        places = places_of(Pose(variation, knee, 20.0, -15.0))
        at = {name: np.array([place.x_m, place.y_m]) for name, place in places.items()}
        assert math.hypot(*(at["pelvis"] - at["femur"])) == pytest.approx(ANATOMY.thigh_m)
        assert math.hypot(*(at["foot"] - at["tibia"])) == pytest.approx(ANATOMY.shank_m)
        turned = {name: math.degrees(place.turn_rad) for name, place in places.items()}
        assert turned["femur"] - turned["tibia"] == pytest.approx(knee)
        assert turned["femur"] - turned["trunk"] == pytest.approx(20.0)
        assert turned["foot"] - turned["tibia"] == pytest.approx(-15.0)


@pytest.mark.parametrize("variation", VARIATIONS)
def test_nobody_passes_through_anything(variation):
    for knee in REACH[variation]:
        pose = Pose(variation, knee)
        places = places_of(pose)
        shank, rest = outline(places, "tibia", "foot"), outline(places, "trunk", "pelvis", "femur")
        for cushion in pieces(pose, "cushion"):
            if variation == "standing" and np.ptp(cushion[:, 0]) > 0.3:  # the step that the other leg stands on
                continue
            assert depth(cushion, shank) == 0.0 if variation != "nordic" else depth(cushion, shank) < SINK_M
            assert depth(cushion, rest) < SINK_M + 0.002
        for roller in (*pieces(pose, "roller"), *pieces(pose, "ball")):
            assert depth(roller, np.concatenate([shank, rest])) < 0.002
        (floor,) = pieces(pose, "floor")
        assert outline(places, *places)[:, 1].min() > floor[0, 1] - 1e-9


def test_the_seat_leaves_room_for_pad_and_shank():
    for knee in REACH["seated"]:
        pose = Pose("seated", knee)
        (pad,) = pieces(pose, "roller")
        assert all(depth(cushion, pad) == 0.0 for cushion in pieces(pose, "cushion"))


@pytest.mark.parametrize("knee", range(0, 121, 20))
def test_prone_is_face_down_and_lifts_the_heel(knee):
    places = places_of(Pose("prone", knee))
    chest = places["trunk"].world(np.array([[0.0, 0.4], [0.1, 0.4]]))
    assert chest[1, 1] < chest[0, 1] - 0.09
    bench = max(cushion[:, 1].max() for cushion in pieces(Pose("prone", knee), "cushion"))
    shank = places["tibia"].world(np.array([[0.0, -0.2], [0.0, -0.44]]))
    assert (shank[:, 1] > bench).all() or knee == 0
    if knee:
        assert outline(places, "foot")[:, 1].max() > outline(places_of(Pose("prone", knee - 20)), "foot")[:, 1].max()


@pytest.mark.parametrize("variation", ["prone", "seated", "standing"])
def test_the_pad_lies_behind_the_shank_at_the_machines_lever(variation):
    for knee in (0, 50, 110):
        pose = Pose(variation, knee)
        (pad,) = pieces(pose, "roller")
        x, y = places_of(pose)["tibia"].local(pad.mean(axis=0))
        assert x < -ROLLER_M
        assert y == pytest.approx(-0.36)


@pytest.mark.parametrize(("variation", "height"), [("slider", SLIDER_M), ("ball", 2 * BALL_RADIUS_M)])
def test_a_bridge_rests_on_shoulders_and_heels(variation, height):
    for knee in REACH[variation]:
        places = places_of(Pose(variation, knee))
        back = outline(places, "trunk")
        blades = back[places["trunk"].local(back)[:, 1] > 0.28]
        assert blades[:, 1].min() == pytest.approx(MAT_M, abs=1e-6)
        feet = outline(places, "foot", "tibia")
        if variation == "slider":
            assert feet[:, 1].min() == pytest.approx(height, abs=1e-6)
        else:
            centre = (places["foot"].x_m, BALL_RADIUS_M)
            assert np.hypot(*(feet - centre).T).min() == pytest.approx(BALL_RADIUS_M, abs=1e-6)


def lightness(colour):
    """CIE L* of #rrggbb: what a grey copy shows."""
    linear = [((c / 255 + 0.055) / 1.055) ** 2.4 if c > 10 else c / 255 / 12.92 for c in bytes.fromhex(colour[1:])]
    luminance = np.dot([0.2126, 0.7152, 0.0722], linear)
    return 116 * luminance ** (1 / 3) - 16


def test_colours_change_evenly_darker_by_day_and_lighter_by_night():
    steps = np.linspace(0.0, 1.0, 11)
    day, night = (np.array([lightness(activation_colours(a)[k]) for a in steps]) for k in (0, 1))
    for change in (-np.diff(day), np.diff(night)):
        assert change.min() > 3.0
        assert change.max() < 1.7 * change.min()
    assert activation_colours(1.4) == activation_colours(1.0)


def test_bellies_wear_the_colour_of_their_activation():
    svg = leg_picture(Pose("seated", 30.0), {"bflh": 0.25, "semiten": math.nan})
    looks = {element.find("./{*}title").text: element for element in elements(svg, "path", "belly")}
    day, night = activation_colours(0.25)
    assert looks["Biceps femoris, long head: 25 % active"].get("style") == f"--day:{day};--night:{night}"
    assert sum("unknown" in element.get("class") for element in looks.values()) == len(MUSCLES) - 1
    assert looks["Semitendinosus: activation unknown"].get("style") == "--day:none;--night:none"


def test_a_stronger_muscle_is_thicker_and_a_shorter_one_too():
    def thickness(name, pose):
        back, front = sides(belly(ANATOMY, ANATOMY.muscle(name), pose))
        return np.hypot(*(back - front).T).max()

    straight, bent = Pose("standing", 0.0, 0.0), Pose("standing", 100.0, 0.0)
    for name in BELLIES:
        force = ANATOMY.muscle(name).hill.max_force_n
        assert thickness(name, straight) == pytest.approx(THICKNESS_M * math.sqrt(force), rel=0.01)
    assert thickness("semimem", bent) > 1.1 * thickness("semimem", straight)
    assert thickness("vasti", bent) < thickness("vasti", straight)


@pytest.mark.parametrize("variation", VARIATIONS)
def test_the_body_stays_on_the_paper(variation):
    left, right, low, high = BOX["body"][variation]
    for knee in REACH[variation]:
        x, y = outline(places_of(Pose(variation, knee)), "trunk", "pelvis", "femur", "tibia", "foot").T
        assert x.min() > left
        assert x.max() < right
        assert y.min() > low
        assert y.max() < high


@given(
    st.sampled_from(VARIATIONS), st.floats(-15, 160), st.floats(-30, 140), st.floats(-60, 45),
    st.dictionaries(st.sampled_from(MUSCLES), st.floats(0, 1)),
)  # fmt: skip
@settings(max_examples=20, deadline=None)
def test_any_posture_is_a_drawing_and_always_the_same(variation, knee, hip, ankle, activation):
    pose = Pose(variation, knee, hip, ankle)
    svg = leg_picture(pose, activation)
    assert len(elements(svg, "path", "belly")) == len(MUSCLES)
    assert svg == leg_picture(pose, dict(reversed(activation.items())))


def test_a_repetition_side_by_side_with_its_key():
    moments = [
        Moment(label, Pose("prone", knee), dict.fromkeys(MUSCLES, share))
        for label, knee, share in (("Start", 3.4, 0.1), ("Middle", 50.0, 0.4), ("Top", 101.0, 0.9))
    ]
    svg = rep_pictures(moments)
    assert len(elements(svg, "path", "belly")) == 4 * len(MUSCLES)
    assert len(elements(svg, "path", "plain")) == len(MUSCLES)
    words = texts(svg)
    assert {"Start", "Middle", "Top", "knee 3°", "knee 50°", "knee 101°"} < set(words)
    assert all(words.count(name) == 1 for name in MUSCLE_NAMES.values())
    assert all(words.count(figure) == len(MUSCLES) for figure in ("10", "40", "90"))
    assert svg == rep_pictures(moments)
    leads = [lines(element.get("d"))[0] for element in elements(svg, "path", "lead")]
    assert len(leads) == len(MUSCLES)
    for side in (-1, 1):
        rows = sorted(lead[0, 1] for lead in leads if side * (lead[0, 0] - 500) > 0)
        assert np.diff(rows).min() > 25


def test_the_shapes_fit_the_anatomy():
    assert pytest.approx((ANATOMY.thigh_m, ANATOMY.shank_m)) == (HIP_MM / 1000, -ANKLE_MM / 1000)
    assert set(BELLIES) == set(MUSCLES)


def test_refuses_what_no_body_can_do():
    with pytest.raises(InputError, match="knee flexion 200 deg, expected -15 to 160 deg"):
        Pose("prone", 200.0)
    with pytest.raises(InputError, match="ankle dorsiflexion nan"):
        Pose("prone", 20.0, ankle_deg=math.nan)
    with pytest.raises(InputError, match="2 variations"):
        rep_pictures([Moment("a", Pose("prone", 1.0), {}), Moment("b", Pose("seated", 1.0), {})])
    with pytest.raises(InputError, match="0 variations"):
        rep_pictures([])
