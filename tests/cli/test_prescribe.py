"""``legcurl prescribe``, ``next`` and ``progress``, as a person calls them."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta

import pytest

from legcurl.coach.history import LoggedSet
from legcurl.journal.store import Journal
from legcurl.simulate.training import Truth, simulate_training

WELL = ("--all-clear", "--age", 30)


@pytest.fixture
def journal(tmp_path, monkeypatch) -> str:
    """A journal with twelve weeks of Ann."""
    place = str(tmp_path / "journal.db")
    monkeypatch.setenv("LEGCURL_JOURNAL", place)
    with Journal(place) as log:
        log.add_sets("Ann", simulate_training(Truth((50, 62), (95, 99)), 3))
    return place


def test_a_plan_on_the_screen(legcurl):
    ran = legcurl("prescribe", "--goal", "hypertrophy", "--experience", "advanced", *WELL)
    assert ran.code == 0
    flat = " ".join(ran.out.split())
    for phrase in ("Seated leg curl for hypertrophy", "Maeo 2021", "4 × 8–12", "3-0-1-1", "to failure, for growth",
                   "judged by repetitions in reserve", "after the compound lifts", "deload", "ACSM 2009 (read)",
                   "design choice", "no medical device"):  # fmt: skip
        assert phrase in flat, phrase
    assert max(map(len, ran.out.splitlines())) <= 80


def test_a_general_plan_says_that_borg_is_judged(legcurl):
    ran = legcurl("prescribe", "--goal", "fitness", "--minutes", 20, *WELL)
    flat = " ".join(ran.out.split())
    assert "Borg 11–15 of 6–20; judged on Borg's scale, not to failure" in flat
    assert "in a round of the whole body" in flat


def test_the_plan_as_json(legcurl):
    ran = legcurl("prescribe", "--goal", "rehab", "--equipment", "none", "--json", "-", *WELL)
    plan = json.loads(ran.out)["prescription"]
    assert (ran.code, plan["variation"], plan["load"]["percent"]) == (0, "slider", None)
    assert plan["effort"]["judged"] == "borg"
    assert all(entry["source"] for entry in plan["basis"])


def test_nothing_without_a_screening_and_nothing_past_a_stop(legcurl, tmp_path):
    unscreened = legcurl("prescribe", "--goal", "fitness")
    assert unscreened.code == 1
    assert "legcurl screen -o screening.json" in unscreened.err
    answers = tmp_path / "answers.toml"
    answers.write_text("pain = 6\n", "utf-8")
    assert legcurl("screen", "--answers", answers, "-o", "screening.json").code == 0
    stopped = legcurl("prescribe", "--goal", "fitness", "--screening", "screening.json")
    assert stopped.code == 1
    assert stopped.out == ""
    assert "No plan is given" in stopped.err
    as_json = legcurl("prescribe", "--goal", "fitness", "--screening", "screening.json", "--json", "-")
    assert as_json.code == 1
    assert json.loads(as_json.out)["prescription"] is None


def test_the_load_comes_from_the_journal(legcurl, tmp_path, monkeypatch):
    monkeypatch.setenv("LEGCURL_JOURNAL", str(tmp_path / "own.db"))
    yesterday = datetime.now(UTC) - timedelta(days=1)
    with Journal() as log:
        log.add_set("Ann", LoggedSet(yesterday, 8, 50.0, "seated", repetitions_in_reserve=1))
    ran = legcurl("prescribe", "--goal", "hypertrophy", "--athlete", "ann", *WELL)
    assert "50 kg to begin with" in ran.out.replace("\N{NO-BREAK SPACE}", " ")
    assert "1RM 62 kg, 59–66 by its error, from 1 set of yours" in " ".join(ran.out.split())


def test_the_next_set_from_what_is_entered(legcurl):
    ran = legcurl("next", "--reps", 12, "--load-kg", 60, "--goal", "hypertrophy", "--rir", 1, "--plate-step-kg", 2.5)
    assert ran.code == 0
    assert " ".join(ran.out.split()).startswith("Next set: 62.5 kg × 8, tempo 3-0-1-1.")
    fault = legcurl("next", "--reps", 12, "--load-kg", 60, "--goal", "fitness", "--finding", "momentum")
    assert "Watch: Start each repetition slowly" in fault.out
    hurt = json.loads(
        legcurl("next", "--reps", 9, "--load-kg", 60, "--goal", "fitness", "--pain", 6, "--json", "-").out
    )
    assert (hurt["load_kg"], hurt["reps"], hurt["tempo"]) == (None, 0, None)


def test_the_next_set_from_the_journal(legcurl, journal):
    ran = legcurl("next", "--athlete", "Ann")
    assert ran.code == 0
    assert re.search(r"Next set: \d+", ran.out)


def test_progress_on_screen_page_and_json(legcurl, journal):
    ran = legcurl("progress", "--athlete", "Ann", "-o", "page.html")
    assert ran.code == 0
    assert "Written: page.html" in ran.out
    flat = " ".join(ran.out.split())
    assert re.search(r"Strength .* ▲ better", flat)
    assert re.search(r"Range .* · cannot tell", flat)
    content = json.loads(legcurl("progress", "--athlete", "Ann", "--weeks", 0, "--json", "-").out)
    assert content["strands"][0]["changes"][0]["verdict"] == "better"


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("prescribe", "--goal", "glory", *WELL), 2, "glory"),
        (("prescribe", "--goal", "fitness", "--all-clear"), 2, "--age"),
        (("prescribe", "--goal", "fitness", "--days", 9, *WELL), 2, "expected 1 to 7"),
        (("prescribe", "--goal", "fitness", "--screening", "absent.json"), 1, "absent.json"),
        (("prescribe", "--goal", "fitness", "--standards", "absent.toml", *WELL), 1, "absent.toml"),
        (("prescribe", "--goal", "fitness", "--equipment", "prone", "--variation", "seated", *WELL), 1, "no machine"),
        (("prescribe", "--goal", "fitness", "--athlete", "Nobody", *WELL), 1, "no athlete"),
        (("prescribe", "--goal", "fitness", "--json", "x.json", *WELL), 2, "--json"),
        (("next", "--reps", 12), 2, "--goal"),
        (("next", "--goal", "fitness"), 2, "--reps"),
        (("next", "--reps", -1, "--goal", "fitness"), 2, "--reps"),
        (("next", "--reps", 8, "--goal", "fitness", "--finding", "ugly"), 2, "known are"),
        (("next", "--reps", 8, "--goal", "fitness", "--load-kg", -4), 2, "--load-kg"),
        (("next", "--reps", 8, "--goal", "fitness", "--plate-step-kg", 0), 1, "plate step"),
        (("next", "--reps", 8, "--goal", "fitness", "--plate-step-kg", "nan"), 1, "plate step"),
        (("progress", "--athlete", "Nobody"), 1, "no athlete"),
        (("progress", "--athlete", "Ann", "--weeks", -1), 2, "--weeks"),
        (("progress", "--athlete", "Ann", "--tempo", "slow"), 2, "tempo"),
        (("progress", "--athlete", "Ann", "-o", "absent/page.html"), 1, "cannot be written"),
    ],
)
def test_what_cannot_be_ends_in_a_line_or_two(legcurl, journal, arguments, code, said):
    ran = legcurl(*arguments)
    assert ran.code == code
    assert said in ran.err
    assert "Traceback" not in ran.err
    assert len(ran.err.strip().splitlines()) <= 3
