"""``legcurl analyze``: what it prints, what it writes, how it ends."""

import json
import shlex
from pathlib import Path

import pytest

PRONE = ("--variation", "prone")


def test_summary_of_a_set(legcurl, curls):
    ran = legcurl("analyze", curls, *PRONE, "--tempo", "3-0-1-3", "--target-reps", "8-20")
    assert ran.code == 0
    assert ran.err == ""
    for phrase in ("Prone leg curl", "set.csv", "5 complete repetitions", "tempo 3-0-1-3", "Change:"):
        assert phrase in ran.out


def test_json_stands_alone_on_standard_output(legcurl, curls):
    ran = legcurl("analyze", curls, *PRONE, "--json", "-", "-o", "out")
    assert ran.code == 0
    content = json.loads(ran.out)
    assert content["set"]["complete_reps"] == 5
    assert content["recording"]["variation"] == "prone"
    assert "report.html" in ran.err
    assert json.loads(Path("out/analysis.json").read_text()) == content


def test_same_command_same_bytes(legcurl, curls):
    first, second = (legcurl("analyze", curls, *PRONE, "--json", "-").out for _ in range(2))
    assert first == second


def test_nothing_is_written_unless_asked(legcurl, curls, tmp_path):
    legcurl("analyze", curls, *PRONE)
    assert [path.name for path in tmp_path.iterdir()] == ["set.csv"]


def test_what_the_person_says_is_kept(legcurl, curls):
    ran = legcurl("analyze", curls, "--assume-curl", "--leg", "left", "--mass-kg", "70", "--height-cm", "178", "--age",
                  "30", "--sex", "female", "--effort-rpe", "8", "--pain", "1", "--goal", "fitness", "--load-kg", "25",
                  "--map", "knee_flexion_deg=knee_flexion_deg", "--json", "-")  # fmt: skip
    assert ran.code == 0
    content = json.loads(ran.out)
    settings = content["provenance"]["settings"]
    said = {"assume_curl": True, "leg": "left", "mass_kg": 70.0, "height_cm": 178.0, "age": 30.0, "sex": "female",
            "effort_rpe": 8.0, "repetitions_in_reserve": 2.0, "borg": None, "pain": 1.0, "goal": "fitness",
            "load_kg": 25.0, "map": {"knee_flexion_deg": "knee_flexion_deg"}}  # fmt: skip
    assert said.items() <= settings.items()
    assert content["recording"]["leg"] == "left"


def test_pictures_in_space_stand_in_the_page_where_muscles_are_known(legcurl, curls):
    nowhere = legcurl("analyze", curls, *PRONE, "--render")
    assert nowhere.code == 2
    assert "-o FOLDER" in nowhere.err
    nobody = legcurl("analyze", curls, *PRONE, "--render", "-o", "out")
    if "libegl1" in nobody.err:
        pytest.skip(nobody.err.splitlines()[0])
    assert nobody.code == 0
    assert "which need the athlete and the load" in nobody.err
    assert "<img" not in Path("out/report.html").read_text()
    man = ("--mass-kg", "75", "--height-cm", "178", "--age", "25", "--sex", "male", "--load-kg", "25")
    assert legcurl("analyze", curls, *PRONE, *man, "--render", "-o", "out").err == ""
    assert Path("out/report.html").read_text().count('alt="Prone leg curl, knee at') == 3


def test_effort_of_eleven_and_more_is_borgs(legcurl, curls):
    settings = json.loads(legcurl("analyze", curls, *PRONE, "--effort-rpe", "13", "--json", "-").out)["provenance"]
    assert settings["settings"]["borg"] == 13.0
    assert settings["settings"]["repetitions_in_reserve"] is None
    assert "13 on Borg's 6–20 scale" in " ".join(legcurl("analyze", curls, *PRONE, "--effort-rpe", "13").out.split())


def test_cannot_tell_ends_with_the_command_to_run_next(legcurl, curls):
    ran = legcurl("analyze", curls, "--goal", "fitness")
    assert ran.code == 1
    assert ran.out == ""
    assert "cannot tell whether this is a leg curl" in ran.err
    commands = [line.strip() for line in ran.err.splitlines() if line.startswith("  legcurl ")]
    assert len(commands) == 2
    for command in commands:
        assert legcurl(*shlex.split(command)[1:]).code == 0


def test_json_is_printed_also_when_it_cannot_tell(legcurl, curls):
    ran = legcurl("analyze", curls, "--json", "-")
    assert ran.code == 1
    content = json.loads(ran.out)
    assert content["exercise"]["is_leg_curl"] is None
    assert content["reps"] == []
    assert "cannot tell" in ran.err


def test_a_correction_is_applied_and_marked(legcurl, curls, tmp_path):
    side_file = tmp_path / "fix.toml"
    side_file.write_text('[[correction]]\naction = "drop"\nrep = 2\n[[correction]]\naction = "mark"\nrep = 1\n'
                         'kind = "partial"\n')  # fmt: skip
    content = json.loads(legcurl("analyze", curls, *PRONE, "--corrections", side_file, "--json", "-").out)
    assert [rep["kind"] for rep in content["reps"]] == ["partial", "complete", "complete", "complete"]
    assert content["reps"][0]["corrected"]
    assert content["provenance"]["settings"]["corrections"] == "fix.toml"


def test_json_file_beside_the_summary(legcurl, curls, tmp_path):
    ran = legcurl("analyze", curls, *PRONE, "--json", "a.json")
    assert "5 complete repetitions" in ran.out
    assert "Written: a.json" in ran.out
    assert json.loads((tmp_path / "a.json").read_text())["set"]["complete_reps"] == 5


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ((), "FILES requires an argument"),
        (("{file}", "--nope"), "--nope"),
        (("{file}", "--varation", "prone"), "Did you mean --variation?"),
        (("{file}", "--variation", "sideways"), "sideways"),
        (("{file}", "--rate-hz", "fast"), "--rate-hz"),
        (("{file}", "--rate-hz", "-5"), "--rate-hz -5"),
        (("{file}", "--tempo", "3-0-1"), "tempo"),
        (("{file}", "--target-reps", "20-8"), "--target-reps 20-8"),
        (("{file}", "--target-reps", "0"), "--target-reps 0"),
        (("{file}", "--effort-rpe", "0"), "10 = none left"),
        (("{file}", "--effort-rpe", "10.5"), "11-20 (Borg)"),
        (("{file}", "--effort-rpe", "nan"), "--effort-rpe"),
        (("{file}", "--effort-rpe", "8", "--rir", "2"), "give one of them"),
        (("{file}", "--pain", "11"), "--pain 11"),
        (("{file}", "--height-cm", "1.78"), "1.78 m is 178"),
        (("{file}", "--map", "angle"), "NAME=COLUMN"),
        (("{file}", "--map", "a=b", "--map", "a=c"), "twice"),
        (("{file}", "--json", "--overwrite"), "--json"),
        (("{file}", "--json", "{file}", "--overwrite"), "the recording itself"),
    ],
)
def test_wrong_usage_is_two_and_says_what_was_expected(legcurl, curls, arguments, says):
    ran = legcurl("analyze", *(str(curls) if a == "{file}" else a for a in arguments))
    assert ran.code == 2
    assert ran.out == ""
    assert says in ran.err
    assert 1 <= len(ran.err.splitlines()) <= 3
    assert not set("╭│╰") & set(ran.err)


def test_an_input_that_is_refused_names_the_file(legcurl, tmp_path):
    empty = tmp_path / "empty.csv"
    empty.write_text("")
    for path in (empty, tmp_path / "missing.csv", tmp_path):
        ran = legcurl("analyze", path, "-o", "out")
        assert ran.code == 1
        assert path.name in ran.err
        assert len(ran.err.splitlines()) <= 2
        assert not (tmp_path / "out").exists()


def test_an_output_that_is_refused_is_refused_before_any_work(legcurl, curls, tmp_path):
    (tmp_path / "notes.txt").write_text("mine")
    ran = legcurl("analyze", curls, *PRONE, "-o", tmp_path)
    assert ran.code == 1
    assert "--overwrite" in ran.err
    assert ran.out == ""
    assert sorted(path.name for path in tmp_path.iterdir()) == ["notes.txt", "set.csv"]
    assert legcurl("analyze", curls, *PRONE, "--json", "notes.txt", "-o", "out").code == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["notes.txt", "set.csv"]


def test_a_refused_set_still_gets_its_report(legcurl, curls, tmp_path):
    ran = legcurl("analyze", curls, "-o", "out")
    assert ran.code == 1
    assert "Cannot tell" in (tmp_path / "out" / "report.html").read_text()
    assert "report.html" in ran.err
