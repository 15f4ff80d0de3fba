"""The summary says the main things at any width, with and without colour."""

import io
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from rich.console import Console

from legcurl.coach.next_set import NextSet
from legcurl.form.findings import Form
from legcurl.report import words
from legcurl.report.terminal import print_summary, sparkline


def summary(analysis, width=80, written=(), **options):
    stream = io.StringIO()
    print_summary(analysis, written, Console(file=stream, width=width, highlight=False, **options))
    return stream.getvalue()


@pytest.mark.parametrize("width", [30, 50, 80, 200])
def test_fits_the_width_and_says_what_matters(make, width):
    text = summary(make(), width)
    assert max(map(len, text.splitlines())) <= width
    flat = " ".join(text.split())
    for phrase in ("Seated leg curl, left leg", "A leg curl, 97 % sure.", "8 complete repetitions", "Change: Stay at",
                   "Missing hold.", "Try: Take about", "Not judged: hips rising.", "Also seen: pain"):  # fmt: skip
        assert phrase in flat


def test_no_colour_in_a_pipe_and_colour_is_never_the_only_sign(make):
    assert "\x1b" not in summary(make())
    assert "\x1b" in summary(make(), force_terminal=True, color_system="truecolor")


def test_names_the_files_on_one_line(make):
    long = Path("out") / ("deep" * 30) / "report.html"
    beside = long.with_name("reps.csv")
    assert f"Written: {long}; beside it reps.csv" in summary(make(), 40, [beside, long])


def test_few_words_where_there_is_little_to_say(make):
    analysis = make(reps=1)
    text = summary(replace(analysis, form=Form((), ()), issues=()))
    assert "Nothing in this set calls for a change." in text
    assert "1 complete repetition ·" in text
    assert "Not judged" not in text


def test_a_long_table_is_cut(make):
    assert "20 more" in summary(make(reps=50))


def test_sparkline_shows_peaks_and_gaps():
    assert sparkline(np.array([0.0, 1.0, np.nan, 0.0]), 4) == "▁█ ▁"
    assert sparkline(np.zeros(9), 3) == "▁▁▁"


def test_figures_read_as_a_person_writes_them():
    assert words.number(-0.04, 1, "°") == "0.0°"
    assert words.number(-3.0, 0, "°") == "−3°"
    assert words.number(float("nan")) == words.number(None) == "–"
    assert words.figure(0.25, "share") == "25\xa0%"
    assert words.figure(1.18, "s") == "1.2\xa0s"
    assert words.rep_list([1, 2, 3, 5, 7, 8]) == "1–3, 5, 7, 8"
    assert words.clock(59.96) == "60.0\xa0s"
    assert words.clock(3600) == "1\xa0h\xa000\xa0min"


def test_the_next_set_is_one_line_with_its_reason(make):
    coming = NextSet(42.5, 8, "3-0-1-3", "12 repetitions reach the top")
    assert "Next set: 42.5 kg × 8, tempo 3-0-1-3. 12 repetitions reach the top." in " ".join(
        summary(make(next_set=coming)).split()
    )
    assert words.next_line(NextSet(None, 1, None, "")) == "1 repetition"
    assert words.next_line(NextSet(None, 0, None, "")) == "none"
    assert "Next set" not in summary(make())
