"""``legcurl live``: lines, JSON, pace, Ctrl-C and bad input."""

import io
import json
import os
import signal
import subprocess
import sys
from itertools import pairwise

import pytest


def test_lines_for_whoever_reads_a_pipe(legcurl, curls):
    ran = legcurl("live", curls, "--fast", "--variation", "prone", "--tempo", "3-0-1-3")
    assert (ran.code, ran.err) == (0, "")
    assert "concentric since" in ran.out
    assert "rep 5:" in ran.out
    assert "CUE Hold at the top" in ran.out
    assert ran.out.splitlines()[-1].endswith("set finished: 5 complete repetitions")


def test_json_is_one_event_a_line(legcurl, curls):
    ran = legcurl("live", curls, "--fast", "--json", "-")
    events = [json.loads(line) for line in ran.out.splitlines()]
    assert [e["count"] for e in events if e["event"] == "rep"] == [1, 2, 3, 4, 5]
    assert events[-1]["event"] == "set"
    assert all(a["time_s"] <= b["time_s"] for a, b in pairwise(events))


def test_pace_is_kept():
    from legcurl.live.play import Pacer

    now, slept = [100.0], []

    def sleep(seconds):
        slept.append(seconds)
        now[0] += seconds

    pacer = Pacer(2.0, clock=lambda: now[0], sleep=sleep)
    for time_s in (5.0, 6.0, 7.0):
        pacer.wait(time_s)
    assert slept == pytest.approx([0.5, 0.5])
    now[0] += 10.0
    pacer.wait(8.0)
    assert len(slept) == 2


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [(("--pace", "0"), 2, "--pace"), (("--json", "x.json"), 2, "--json"), (("--tempo", "fast"), 2, "tempo")],
)
def test_wrong_usage_is_told_in_two_lines(legcurl, curls, options, code, said):
    ran = legcurl("live", curls, *options)
    assert ran.code == code
    assert said in ran.err
    assert len(ran.err.splitlines()) <= 2


def test_a_missing_file_is_told(legcurl):
    ran = legcurl("live", "nowhere.csv")
    assert ran.code == 1
    assert "Traceback" not in ran.err
    assert len(ran.err.splitlines()) <= 2


def test_the_screen_shows_count_phase_bar_and_cue(curls):
    from rich.console import Console

    from legcurl import Plan, Tempo, read_recording
    from legcurl.live import Coach
    from legcurl.live.play import moments
    from legcurl.report.live_screen import INNER, WIDEST, Screen, _big

    coach = Coach(Plan(tempo=Tempo(3, 0, 1, 3)), "prone")
    screen, console = Screen(coach, "set.csv"), Console(file=io.StringIO(), width=80)
    for time_s, angles in moments(read_recording(curls)):
        screen.tell(time_s, coach.push(time_s, angles))
        if time_s > 8.6:
            break
    console.print(screen)
    shown = console.file.getvalue()
    for part in ("set.csv", "REST", "░", "Hold at the top", "rep 2:", "tempo 3-0-1-3"):
        assert part in shown
    assert max(map(len, shown.splitlines())) <= WIDEST
    assert {len(row) for row in _big(20)} == {INNER}


@pytest.mark.skipif(os.name != "posix", reason="sends the signal of Ctrl-C")
def test_ctrl_c_sums_up_and_ends_cleanly(curls):
    command = [sys.executable, "-m", "legcurl", "live", str(curls), "--json", "-"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        first = running.stdout.readline()
        running.send_signal(signal.SIGINT)
        rest, err = running.communicate(timeout=60)
    assert running.returncode == 0
    assert err == ""
    assert json.loads(first)["event"] == "phase"
    assert json.loads(rest.splitlines()[-1])["event"] == "set"
