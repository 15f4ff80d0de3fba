"""``legcurl torque``: the table, the JSON, what is assumed and said, and what is refused."""

import json

import pytest

from legcurl.vocabulary import MUSCLES

MAN = ("--mass-kg", "75", "--height-cm", "178", "--age", "21", "--sex", "male")


def asked(legcurl, *arguments):
    ran = legcurl("torque", *arguments, "--json", "-")
    assert (ran.code, ran.err) == (0, "")
    return json.loads(ran.out)


def test_table_of_a_seated_man(legcurl):
    ran = legcurl("torque", "--variation", "seated", *MAN)
    assert (ran.code, ran.err) == (0, "")
    for phrase in ("Seated leg curl", "hip 85°", "foot free", "isometric", "Most: 114 N·m at 40°", "Assumed: The hip"):
        assert phrase in ran.out
    assert "unknown" not in ran.out
    assert max(map(len, ran.out.splitlines())) <= 80
    angles = [line.split()[0] for line in ran.out.splitlines() if line.strip()[:1].isdigit()]
    assert [int(angle) for angle in angles] == list(range(0, 121, 5))


def test_json_holds_every_muscle_and_adds_up(legcurl):
    content = asked(legcurl, "--variation", "prone", "--knee", "0:100:20", *MAN)
    assert content["schema"] == "legcurl.torque/1"
    assert content["knee_deg"] == [0, 20, 40, 60, 80, 100]
    assert tuple(content["muscles"]) == MUSCLES
    for part in ("active_nm", "passive_nm"):
        sums = [sum(values) for values in zip(*(one[part] for one in content["muscles"].values()), strict=True)]
        assert sums == pytest.approx(content[part], abs=1e-2)
    both = [a + p for a, p in zip(content["active_nm"], content["passive_nm"], strict=True)]
    assert both == pytest.approx(content["total_nm"], abs=1e-3)
    assert content["posture"]["hip_deg"] == 15


def test_same_command_same_bytes(legcurl):
    first, second = (legcurl("torque", "--variation", "seated", "--json", "-").out for _ in range(2))
    assert first == second


def test_what_is_not_said_is_assumed_and_listed(legcurl):
    words = " ".join(asked(legcurl, "--variation", "seated", "--knee", "30")["assumptions"])
    for assumed in ("hip", "ankle", "foot", "strength", "sex", "height", "body mass", "age"):
        assert assumed in words
    said = asked(legcurl, "--hip", "85", "--knee", "30", "--ankle", "0", "--braced", "--peak-nm", "120")
    assert said["assumptions"] == []


def test_a_measured_peak_is_the_peak(legcurl):
    content = asked(legcurl, "--variation", "seated", "--knee", "0:90:1", "--peak-nm", "150")
    assert max(content["active_nm"]) == pytest.approx(150, abs=1e-3)
    assert content["peak_nm"] == 150


def test_posture_and_velocity_change_the_torque_as_they_do_in_people(legcurl):
    def torque(*arguments, knee="30"):
        return asked(legcurl, "--knee", knee, "--peak-nm", "114", *arguments)["total_nm"][0]

    sitting = torque("--hip", "85")
    assert torque("--hip", "15") < sitting
    assert torque("--hip", "85", "--velocity", "60") < sitting < torque("--hip", "85", "--velocity", "-60")
    assert torque("--hip", "85", "--ankle", "-30") < sitting
    assert torque("--hip", "85", knee="0") < torque("--hip", "85", "--braced", knee="0")


def test_files_of_athlete_and_machine_are_taken(legcurl, tmp_path):
    (tmp_path / "me.toml").write_text("knee_flexion_torque_nm = 130\nhip_share = 1.0\n")
    (tmp_path / "machine.toml").write_text('like = "prone"\nhip_flexion_deg = 30\n')
    content = asked(legcurl, "--athlete", "me.toml", "--machine", "machine.toml", "--knee", "60")
    assert content["peak_nm"] == 130
    assert content["posture"] | {"variation": "prone", "hip_deg": 30.0} == content["posture"]
    assert "30°" in content["assumptions"][0]
    stiff = content["total_nm"][0]
    (tmp_path / "me.toml").write_text("knee_flexion_torque_nm = 130\n")
    assert asked(legcurl, "--athlete", "me.toml", "--machine", "machine.toml", "--knee", "60")["total_nm"][0] != stiff


@pytest.mark.parametrize(
    "text", ["0:120:0", "0:120:-5", "120:0:5", "a:b", "1:2:3:4", "", "nan", "0:inf:5", "0:120:0.001"]
)
def test_a_bad_range_is_wrong_usage(legcurl, text):
    ran = legcurl("torque", "--variation", "seated", "--knee", text)
    assert (ran.code, ran.out) == (2, "")
    assert f"--knee {text}: expected" in ran.err
    assert len(ran.err.splitlines()) == 1


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("--variation", "seated", "--knee", "0:200:5"), 1, "knee flexion 155 deg, expected -15 to 150 deg"),
        (("--variation", "seated", "--velocity", "9000"), 1, "knee velocity 9000 deg/s"),
        (("--variation", "seated", "--ankle", "80"), 1, "ankle dorsiflexion 80 deg"),
        (("--hip", "300"), 1, "hip flexion 300 deg"),
        (("--variation", "seated", "--peak-nm", "-4"), 2, "--peak-nm -4: expected"),
        (("--variation", "seated", "--mass-kg", "7"), 2, "--mass-kg 7: expected"),
        (("--knee", "30"), 2, "say --variation"),
        (("--variation", "seated", "--json", "x.json"), 2, "--json x.json: expected -"),
        (("--variation", "seated", "--knee", "30", "-o", "x.svg"), 2, "--knee 30: one angle, and -o"),
    ],
)
def test_what_cannot_be_is_refused_in_one_line(legcurl, arguments, code, said):
    ran = legcurl("torque", *arguments)
    assert (ran.code, ran.out) == (code, "")
    assert said in ran.err
    assert len(ran.err.splitlines()) == 1


def test_a_machine_for_another_variation_is_refused(legcurl, tmp_path):
    (tmp_path / "machine.toml").write_text('like = "prone"\n')
    ran = legcurl("torque", "--variation", "seated", "--machine", "machine.toml")
    assert ran.code == 2
    assert "is for prone curls" in ran.err
