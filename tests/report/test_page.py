"""The page is well formed, stands alone, says the main things, and stays small."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import numpy as np
import pytest

from legcurl.form.findings import Form
from legcurl.report.figures import laid_over, tempo_bars, trace
from legcurl.report.frame import Frame, thinned
from legcurl.report.html import render_page
from legcurl.report.words import DISCLAIMER

VOID = {"meta", "link", "br", "img", "path", "hr"}


class Checker(HTMLParser):
    """Collects the text, and every tag that is not closed by its own end."""

    def __init__(self, page):
        super().__init__()
        self.open, self.wrong, self.text, self.loads = [], [], [], []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.loads += [value for key, value in attrs if key in ("src", "href", "srcset", "action", "data")]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        pass

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)

    def handle_data(self, data):
        if self.open and self.open[-1] not in ("style", "script"):
            self.text.append(data)


def text_of(page):
    return re.sub(r"\s+", " ", " ".join(Checker(page).text))


@pytest.mark.parametrize("is_leg_curl", [True, False, None])
def test_well_formed_and_loads_nothing(make, is_leg_curl):
    page = render_page(make(is_leg_curl=is_leg_curl))
    checked = Checker(page)
    assert not checked.open
    assert not checked.wrong
    assert checked.loads == ["data:,"]
    assert not re.search(r"https?://|@import|url\(|<script", page)
    assert text_of(page).count(DISCLAIMER) == 1


def test_says_what_matters(make):
    text = text_of(render_page(make(), {"mass_kg": 70.0}))
    for phrase in ("Seated leg curl, left leg", "A leg curl, 97 % sure.", "8 planned 8–20", "Next time",
                   "Stay at the top and squeeze", "Repetitions 1–8 · measured 1.1 s, expected 3 s · 93 % sure",
                   "Repetitions 2, 3, 5", "Threshold: design choice", "Also seen", "Not judged", "Hips rising",
                   "Target reps 8–20", "2 samples jumped", "Column angle is taken as", "ab" * 32, "70"):  # fmt: skip
        assert phrase in text


def test_at_most_two_cues_and_none_is_said_too(make):
    analysis = make()
    many = Form(tuple(replace(analysis.form.findings[0], id=f"rule_{k}") for k in range(5)), ())
    assert render_page(replace(analysis, form=many)).count('<p class="cue">') == 2
    nothing = text_of(render_page(replace(analysis, form=Form((), ()))))
    assert "Nothing to change" in nothing


def test_refusals_say_so_first(make):
    assert "Not a leg curl" in text_of(render_page(make(is_leg_curl=False)))
    text = text_of(render_page(make(is_leg_curl=None)))
    assert "Cannot tell whether this is a leg curl" in text
    assert "--variation prone" in text


def test_text_from_the_file_is_escaped(make):
    analysis = make()
    page = render_page(replace(analysis, recording=replace(analysis.recording, source="<script>alert(1)</script>.csv")))
    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_works_without_motion_and_without_plan(make):
    analysis = make(is_leg_curl=False)
    assert Checker(render_page(replace(analysis, motion=None))).wrong == []
    bare = make(reps=1)
    assert Checker(render_page(replace(bare, plan=type(bare.plan)()))).wrong == []


def test_same_analysis_same_bytes(make):
    assert render_page(make()) == render_page(make())


def test_an_hour_stays_small_and_keeps_its_peaks(make):
    analysis = make(reps=900, rate_hz=100.0)
    assert len(render_page(analysis)) < 1_000_000
    kept = thinned(analysis.motion.position, 1000)
    assert kept.size <= 2002
    assert analysis.motion.position[kept].max() == analysis.motion.position.max()


def test_a_gap_breaks_the_line():
    y = np.array([0.0, 1.0, np.nan, 1.0, 0.0])
    frame = Frame((0.0, 4.0), (0.0, 1.0))
    assert frame.line(np.arange(5.0), y) == "M0.0 300.0L250.0 0.0M750.0 0.0L1000.0 300.0"
    assert frame.area(np.arange(5.0), y, 0.0).count("Z") == 2


def test_evidence_is_marked_where_it_lies(make):
    analysis = make()
    hold, eccentric = analysis.form.findings[:2]
    picture = trace(analysis.motion, analysis.metrics, [("A", hold), ("B", eccentric)])
    assert [len(lane.marks) for lane in picture.lanes] == [8, 3]
    first = analysis.metrics.reps[0].rep
    duration = analysis.motion.time_s[-1]
    assert picture.lanes[0].marks[0].at == pytest.approx(100 * first.top_start_s / duration)
    assert picture.lanes[0].marks[0].size == pytest.approx(100 * (first.top_end_s - first.top_start_s) / duration)
    assert [mark.text for mark in picture.numbers] == [str(k) for k in range(1, 9)]


def test_tempo_bars_begin_with_the_plan(make):
    analysis = make()
    bars, _ = tempo_bars(analysis.metrics, analysis.plan)
    assert [bar.label for bar in bars] == ["plan", *map(str, range(1, 9))]
    assert sum(part.size for part in bars[0].parts) == pytest.approx(100)
    assert [part.text for part in bars[1].parts] == ["concentric", "hold", "eccentric", "rest"]


def test_numbers_do_not_run_into_each_other(make):
    analysis = make(reps=90)
    numbers = trace(analysis.motion, analysis.metrics, []).numbers
    for shown, apart in ((numbers, 2.0), ([mark for mark in numbers if mark.narrow], 6.0)):
        assert len(shown) > 8
        assert np.diff([mark.at for mark in shown]).min() >= apart


def test_a_long_rest_does_not_squeeze_the_bars(make):
    analysis = make(reps=3)
    long = replace(analysis.metrics.reps[1], rest_after_s=100.0)
    metrics = replace(analysis.metrics, reps=(analysis.metrics.reps[0], long, analysis.metrics.reps[2]))
    bars, _ = tempo_bars(metrics, type(analysis.plan)())
    assert sum(part.size for part in bars[1].parts) == pytest.approx(100)
    assert bars[1].parts[-1].size < 40


def test_one_repetition_is_not_laid_over_itself(make):
    assert laid_over(make(reps=1).motion, make(reps=1).metrics, make().plan) is None
