"""The figures show the numbers that they were given, in an order and on a scale that can be read."""

import re
from itertools import pairwise

import numpy as np
import pytest
from svg_reader import elements, lines, points, texts, tree_of

from legcurl.errors import InputError
from legcurl.muscles.capacity import knee_torque_capacity
from legcurl.report.axes import Axes, thinned, ticks
from legcurl.report.capacity_figure import capacity_figure
from legcurl.report.muscle_figures import muscle_figures, share_figure
from legcurl.report.svg import number, spread
from legcurl.vocabulary import MUSCLES

TIME = np.linspace(0.0, 12.0, 1201)
KNEE = 50.0 - 45.0 * np.cos(2 * np.pi * TIME / 4.0)  # three repetitions from 5 to 95 degrees
WAYS = ("bend", "straighten", "still")
BENDING = np.gradient(KNEE) > 0


def panels(svg):
    """Name and texts, and the plots' path elements, of each muscle."""
    for panel in tree_of(svg).findall("./{*}svg"):
        yield [t.text for t in panel.findall("./{*}text")], panel.findall("./{*}path")


def of_class(paths, kind):
    return [element for element in paths if element.get("class") == kind]


def test_one_panel_a_muscle_hamstrings_first():
    svg = muscle_figures(TIME, KNEE, dict.fromkeys(reversed(MUSCLES), 100 + KNEE))
    names = [words[0] for words, _ in panels(svg)]
    assert names[:4] == [
        "Biceps femoris, long head", "Biceps femoris, short head", "Semitendinosus", "Semimembranosus",
    ]  # fmt: skip
    assert len(names) == len(MUSCLES)
    assert not re.search(r"https?:|url\(|\bid=|nan|inf", svg)
    assert svg == muscle_figures(TIME, KNEE, dict.fromkeys(MUSCLES, 100 + KNEE))


def test_heights_are_the_values_on_one_scale():
    force = {"bflh": 400.0 + 0 * TIME, "grac": 100.0 + 0 * TIME}
    for (words, paths), value in zip(panels(muscle_figures(TIME, KNEE, force)), (400.0, 100.0), strict=True):
        assert f"peak {value:.0f} N" in words
        drawn = np.concatenate([line for kind in WAYS for p in of_class(paths, kind) for line in lines(p.get("d"))])[
            :, 1
        ]
        floor, top = 104.0, 20.0
        assert np.allclose(drawn, floor - (floor - top) * value / (1.04 * 400.0), atol=0.1)


def test_over_the_angle_stands_the_mean_of_either_way():
    force = np.where(BENDING, 2.0 * KNEE, KNEE)
    ((_, paths),) = panels(muscle_figures(TIME, KNEE, {"semiten": force}))
    for kind, slope in (("bend", 2.0), ("straighten", 1.0)):
        x, y = points(of_class(paths, kind)[-1]).T
        assert len(x) > 30
        rise = np.polyfit(x, -y, 1)[0]
        across, up = (x.max() - x.min()) / 88.0, 84.0 / (1.04 * 190.0)
        assert rise == pytest.approx(slope * up / across, rel=0.03)


def test_every_sample_is_coloured_by_the_way_the_knee_moves():
    knee = np.interp(TIME, [0, 2, 4, 6, 8, 12], [5, 5, 90, 90, 5, 5])
    ((_, paths),) = panels(muscle_figures(TIME, knee, {"bfsh": 10 + knee}))
    over_time = {kind: [line[:, 0] for line in lines(of_class(paths, kind)[0].get("d"))] for kind in WAYS}
    left, right = 44.0, over_time["still"][-1].max()
    at = {kind: [round(12.0 * (x[0] - left) / (right - left)) for x in them] for kind, them in over_time.items()}
    assert at["bend"][0] == 2
    assert at["straighten"][0] == 6
    assert at["still"] == [0, 4, 8]


def test_the_band_holds_the_trace_and_a_gap_stays_a_gap():
    force = 200.0 + KNEE
    force[400:500] = np.nan
    low, high = 0.8 * force, 1.2 * force
    ((words, paths),) = panels(muscle_figures(TIME, KNEE, {"semimem": force}, intervals={"semimem": (low, high)}))
    (band,) = of_class(paths, "band")
    before, after = lines(band.get("d"))
    assert min(before[:, 1].min(), after[:, 1].min()) == pytest.approx(20.0 + 84.0 * (1 - 1 / 1.04), abs=0.2)
    assert before[:, 0].max() < after[:, 0].min() - 20
    assert "peak 295 N (236–354)" in words
    drawn = [line for p in paths if p.get("class") in WAYS for line in lines(p.get("d"))]
    xs = np.concatenate([line[:, 0] for line in drawn if line[:, 0].max() < 340.0])
    width = np.ptp(xs)
    gap = (xs > xs.min() + width * 4.1 / 12) & (xs < xs.min() + width * 4.9 / 12)
    assert width == pytest.approx(294.0, abs=0.2)
    assert not gap.any()


def test_activation_is_in_per_cent_of_all():
    svg = muscle_figures(TIME, KNEE, {"bflh": 0.5 + 0 * TIME}, quantity="activation")
    assert "peak 50 %" in texts(svg)
    assert "100 %" in texts(svg)


def test_a_long_set_stays_small_and_keeps_its_peaks():
    time = np.arange(0.0, 600.0, 0.01)
    knee = 50.0 - 45.0 * np.cos(2 * np.pi * time / 4.0)
    force = 100.0 + knee
    force[31_234] = 900.0
    svg = muscle_figures(time, knee, dict.fromkeys(MUSCLES[:4], force))
    assert len(svg) < 120_000
    for _, paths in panels(svg):
        drawn = np.concatenate([line for kind in WAYS for line in lines(of_class(paths, kind)[0].get("d"))])
        assert drawn[:, 1].min() == pytest.approx(20.0 + 84.0 * (1 - 1 / 1.04), abs=0.2)


def test_shares_are_bars_with_whiskers():
    svg = share_figure({"grac": 5.0, "semimem": 40.0, "bflh": 20.0}, {"semimem": (30.0, 50.0)})
    assert texts(svg)[-6:] == [
        "Biceps femoris, long head",
        "20 %",
        "Semimembranosus",
        "40 % (30–50)",
        "Gracilis",
        "5.0 %",
    ]
    assert tree_of(svg).find("./{*}title").text == "Share of the knee flexion impulse: hamstrings 60 %"
    ends = [float(re.search(r"H(\S+?)v", p.get("d"))[1]) for p in elements(svg, "path", "share")]
    assert np.diff(np.array(ends) - 190.0)[0] == pytest.approx(ends[0] - 190.0, abs=0.2)
    assert (ends[2] - 190.0) * 8 == pytest.approx(ends[1] - 190.0, abs=1.0)
    assert len(elements(svg, "path", "whisker")) == 1


@pytest.mark.parametrize("hip_deg", [15.0, 85.0])
def test_capacity_stacks_to_the_torque(hip_deg):
    knee = np.arange(0.0, 121.0, 5.0)
    capacity = knee_torque_capacity(knee, hip_deg=hip_deg)
    active, passive = (
        {name: torque[:, k] for k, name in enumerate(capacity.muscles)}
        for torque in (capacity.active_nm, capacity.passive_nm)
    )
    svg = capacity_figure(knee, active, passive)
    (total,) = elements(svg, "path", "total")
    (resting,) = elements(svg, "path", "passive")
    layers = [points(p) for p in elements(svg, "path", "layer")]
    per_nm = (points(resting)[:, 1] - points(total)[:, 1]) / capacity.total_active_nm
    assert np.allclose(per_nm, per_nm[0], rtol=0.02)
    stacked = layers[0][-1, 1] - layers[-1][0, 1]
    assert stacked == pytest.approx(per_nm[0] * np.sum(capacity.active_nm[0].clip(min=0)), abs=0.5)
    for below, above in pairwise(layers):
        assert np.allclose(below[: knee.size], above[: knee.size - 1 : -1], atol=0.1)
    peak = capacity.total_nm.max()
    assert f"{peak:.0f} N·m at {knee[capacity.total_nm.argmax()]:.0f}°" in texts(svg)
    names = [words for words in texts(svg) if "femoris" in words or "semi" in words.lower()]
    assert len(names) == 4
    assert svg == capacity_figure(knee, dict(reversed(active.items())), passive)


def test_capacity_shows_the_interval_of_the_total():
    knee = np.array([0.0, 60.0, 120.0])
    torque = {"bflh": np.array([50.0, 80.0, 20.0])}
    svg = capacity_figure(knee, torque, {}, total_interval=(0.9 * torque["bflh"], 1.1 * torque["bflh"]))
    (band,) = elements(svg, "path", "doubt")
    (total,) = elements(svg, "path", "total")
    assert points(band)[1, 1] < points(total)[1, 1] < points(band)[-2, 1]
    assert "shaded: 90 % interval of all" in texts(svg)


def test_refuses_arrays_that_do_not_fit():
    with pytest.raises(InputError, match="1200 values of 'bflh', 1201 times"):
        muscle_figures(TIME, KNEE, {"bflh": KNEE[1:]})
    with pytest.raises(InputError, match="no samples or no muscles"):
        muscle_figures(TIME, KNEE, {})
    with pytest.raises(InputError, match="no muscles"):
        share_figure({})
    with pytest.raises(InputError, match="2 knee angles, expected two or more, increasing"):
        capacity_figure(np.array([10.0, 0.0]), {}, {})
    with pytest.raises(InputError, match="3 values of 'grac', 2 knee angles"):
        capacity_figure(np.array([0.0, 10.0]), {"grac": np.ones(3)}, {})


def test_what_is_still_or_unknown_is_no_error():
    svg = muscle_figures(np.array([0.0, 1.0]), np.array([30.0, 30.0]), {"bflh": np.array([np.nan, np.nan])})
    assert "unknown" in texts(svg)
    assert len(elements(capacity_figure(np.array([0.0, 90.0]), {}, {}), "path", "total")) == 1


def test_ticks_labels_and_numbers():
    assert ticks(0.0, 120.0, 10, (1.0, 1.5, 3.0)) == [0.0, 15.0, 30.0, 45.0, 60.0, 75.0, 90.0, 105.0, 120.0]
    assert ticks(-7.0, 114.0, 7) == [0.0, 20.0, 40.0, 60.0, 80.0, 100.0]
    assert spread([10.0, 11.0, 90.0], 20.0, 0.0, 100.0) == [10.0, 30.0, 90.0]
    assert spread([95.0, 99.0], 20.0, 0.0, 100.0) == [80.0, 100.0]
    assert [number(v) for v in (0.44, -0.04, -0.5, 12.0, 10.25)] == [".4", "0", "-.5", "12", "10.2"]
    values = np.sin(np.linspace(0, 50, 5000))
    values[1234] = 7.0
    assert values[thinned(values, 100)].max() == 7.0
    axes = Axes(10.0, 20.0, 100.0, 50.0, (0.0, 2.0), (-1.0, 1.0))
    assert axes.points(np.array([1.0]), np.array([0.0])).tolist() == [[60.0, 45.0]]


def test_a_narrow_page_has_the_same_muscles_one_under_the_other():
    force = dict.fromkeys(MUSCLES[:4], 100 + KNEE)
    wide, narrow = (muscle_figures(TIME, KNEE, force, narrow=narrow) for narrow in (False, True))
    assert [words[:2] for words, _ in panels(wide)] == [words[:2] for words, _ in panels(narrow)]
    assert 'viewBox="0 0 400 ' in narrow
    assert 'viewBox="0 0 400 ' in share_figure({"semimem": 40.0, "bflh": 20.0}, narrow=True)
