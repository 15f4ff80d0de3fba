"""``legcurl simulate`` as a user meets it."""

import json
import re

import pytest

from legcurl.cli import run
from legcurl.io import read_recording

SHORT = ["simulate", "--variation", "prone", "--load-kg", "15", "--reps", "2", "--sex", "male"]


def test_a_set_is_written_with_its_truth_and_its_analysis(tmp_path, capsys):
    for place in ("a", "b"):
        assert run([*SHORT, "--fault", "hips_rising=2", "--seed", "3", "-o", str(tmp_path / place)]) == 0
    said = capsys.readouterr().out
    assert "Nobody" in said
    assert "hips rising at 2 times its threshold found" in " ".join(said.split())
    truth = json.loads((tmp_path / "a" / "truth.json").read_text("utf-8"))
    assert truth["set"]["complete_reps"] == 2
    assert truth["failure"] is None
    analysis = json.loads((tmp_path / "a" / "analysis" / "analysis.json").read_text("utf-8"))
    assert analysis["set"]["complete_reps"] == 2
    for name in ("recording.csv", "recording.parquet", "recording.mot", "truth.json"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()
    assert "lever_angle_deg" in read_recording(tmp_path / "a" / "recording.csv").channels


def test_a_failed_attempt_is_an_outcome(capsys):
    assert run(["simulate", "--variation", "seated", "--load-kg", "250"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "more than this athlete can lift" in said
    assert "Truth: 0 complete, found 0" in said


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["--variation", "prone"], 2, "--load-kg"),
        (["--variation", "nordic", "--load-kg", "5"], 2, "body"),
        (["--variation", "sitting", "--load-kg", "5"], 2, "sitting"),
        (["--variation", "prone", "--load-kg", "nan"], 2, "nan"),
        (["--variation", "prone", "--load-kg", "5", "--fault", "nothing=1"], 2, "unknown"),
        (["--variation", "prone", "--load-kg", "5", "--fault", "rushed=much"], 2, "NAME=SIZE"),
        (["--variation", "prone", "--load-kg", "5", "--tempo", "1-1"], 2, "four times"),
        (["--variation", "prone", "--load-kg", "5", "--pivot-across-cm", "50"], 1, "pivot_across_m"),
        (["--variation", "prone", "--load-kg", "5", "--one-rm-pct", "70"], 2, "give one of them"),
        (["--variation", "prone", "--load-kg", "5", "--reps", "3", "--to-failure"], 2, "contradict"),
        (["--variation", "prone", "--load-kg", "5", "--noise-deg", "nan"], 2, "--noise-deg"),
        (["--variation", "prone", "--load-kg", "5", "--rate-hz", "0"], 2, "--rate-hz"),
        (["--variation", "prone", "--load-kg", "5", "--seed", "-1"], 2, "--seed"),
    ],
)
def test_what_cannot_be_gets_a_line_or_two(capsys, words, code, said):
    assert run(["simulate", *words]) == code
    error = capsys.readouterr().err
    assert said in error
    assert "Traceback" not in error
    assert len(error.strip().splitlines()) <= 3


def test_a_contradictory_machine_is_refused(tmp_path, capsys):
    path = tmp_path / "machine.toml"
    path.write_text('like = "prone"\nlever_mass_kg = 10\nlever_center_m = 0.5\nlever_inertia_kg_m2 = 0.1\n')
    assert run([*SHORT, "--machine", str(path)]) == 1
    assert "lever_inertia_kg_m2" in capsys.readouterr().err
    path.write_text('like = "seated"\n')
    assert run([*SHORT, "--machine", str(path)]) == 1
    assert "seated curls" in capsys.readouterr().err


def test_what_legcurl_did_not_write_is_left_alone(tmp_path, capsys):
    (tmp_path / "thesis.txt").write_text("mine")
    assert run([*SHORT, "-o", str(tmp_path)]) == 1
    assert "thesis.txt" in capsys.readouterr().err


def test_a_recording_of_ones_own_is_left_alone(tmp_path, capsys):
    """It may be called as ours are; what tells them apart is the truth beside."""
    mine = tmp_path / "recording.csv"
    mine.write_text("mine")
    for truth in (None, "not JSON", '{"schema": "another/1"}'):
        if truth is not None:
            (tmp_path / "truth.json").write_text(truth)
        assert run([*SHORT, "-o", str(tmp_path)]) == 1
        assert "recording.csv, which Legcurl did not write" in capsys.readouterr().err
        assert mine.read_text() == "mine"
    assert run([*SHORT, "-o", str(tmp_path), "--overwrite"]) == 0
    assert run([*SHORT, "-o", str(tmp_path)]) == 0


def test_a_repetition_that_failed_and_still_counts_is_said(capsys):
    assert run(["simulate", "--variation", "seated", "--one-rm-pct", "90", "--to-failure"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    failed = int(re.search(r"Repetition (\d+) failed", said)[1])
    complete = int(re.search(r"Truth: (\d+) complete", said)[1])
    assert ("yet it went far enough to count" in said) == (complete >= failed)
