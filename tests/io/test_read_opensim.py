"""OpenSim files: header, units, both sign conventions, sides, and what is left out."""

import numpy as np
import pytest
from recorded import ANGLE_DEG, TIME_S

from legcurl.errors import InputError
from legcurl.io import read_recording


def motion(tmp_path, labels, columns, *, degrees="yes", head="Coordinates\nversion=1\n", end="\n", blank=False):
    rows = ["\t".join(f"{value:.8f}" for value in row) for row in zip(TIME_S, *columns, strict=True)]
    lines = [f"{head}inDegrees={degrees}", "", "free text = here", "endheader", *([""] if blank else [])]
    text = "\n".join([*lines, "\t".join(["time", *labels]), *rows, ""])
    file = tmp_path / "x.txt"
    file.write_bytes(text.replace("\n", end).encode())
    return file


@pytest.mark.parametrize("sign", [1, -1])
@pytest.mark.parametrize("unit", ["yes", "no"])
@pytest.mark.parametrize(("end", "blank"), [("\n", False), ("\r\n", True)])
def test_flexion_is_positive_in_degrees_whatever_the_model_says(sign, unit, end, blank, tmp_path):
    angle = sign * (ANGLE_DEG if unit == "yes" else np.radians(ANGLE_DEG))
    recording = read_recording(motion(tmp_path, ["knee_angle_r"], [angle], degrees=unit, end=end, blank=blank))
    assert recording.format == "opensim"
    assert recording.leg == "right"
    assert recording.time_s == pytest.approx(TIME_S)
    assert recording.channels["knee_flexion_deg"] == pytest.approx(ANGLE_DEG, abs=1e-5)
    assert any("Sign of the knee turned" in note for note in recording.notes) == (sign < 0)


def test_both_legs_pelvis_and_metres(tmp_path):
    labels = ["pelvis_tilt", "pelvis_tx", "hip_flexion_r", "knee_angle_r", "knee_angle_r_beta", "ankle_angle_r"]
    labels += ["hip_flexion_l", "knee_angle_l", "ankle_angle_l"]
    tilt, hip, ankle, still = ANGLE_DEG / 20, ANGLE_DEG / 9, ANGLE_DEG / 10, np.full(TIME_S.size, 7.0)
    columns = [tilt, still, hip, -ANGLE_DEG, -ANGLE_DEG, ankle, still, -ANGLE_DEG / 90, still]
    recording = read_recording(motion(tmp_path, labels, columns))
    assert recording.leg is None
    assert list(recording.channels) == [
        "trunk_inclination_deg", "hip_flexion_r_deg", "knee_flexion_r_deg", "ankle_dorsiflexion_r_deg",
        "knee_flexion_l_deg",
    ]  # fmt: skip
    assert recording.channels["knee_flexion_l_deg"].max() == pytest.approx(1.0, abs=1e-3)  # turned with the right one
    assert any("hip_flexion_l_deg, ankle_dorsiflexion_l_deg" in note for note in recording.notes)  # locked in the model


def test_states_of_opensim_4_are_radians(tmp_path):
    labels = ["/jointset/walker_knee_r/knee_angle_r/value", "/jointset/walker_knee_r/knee_angle_r/speed"]
    file = motion(
        tmp_path, labels, [np.radians(ANGLE_DEG), ANGLE_DEG], degrees="no", head="version=3\nDataType=double\n"
    )
    assert read_recording(file).channels["knee_flexion_deg"] == pytest.approx(ANGLE_DEG, abs=1e-5)


def test_missing_unit_is_told_by_size_and_counts_do_not_matter(tmp_path):
    file = motion(tmp_path, ["knee_angle_l"], [np.radians(ANGLE_DEG)], head="x\nnRows=3\nnColumns=99\n")
    file.write_text(file.read_text().replace("inDegrees=yes\n", ""))
    recording = read_recording(file)
    assert recording.leg == "left"
    assert recording.channels["knee_flexion_deg"] == pytest.approx(ANGLE_DEG, abs=1e-5)
    assert recording.notes[0] == "Rotations in a unit that the header does not state."


def test_radians_under_a_degree_header_are_refused(tmp_path):
    with pytest.raises(InputError, match=r"headed as degrees.*radians"):
        read_recording(motion(tmp_path, ["knee_angle_r"], [np.radians(ANGLE_DEG)]))


def test_a_walking_knee_keeps_its_sign_and_a_still_one_says_so(tmp_path):
    recording = read_recording(motion(tmp_path, ["knee_angle_r"], [ANGLE_DEG / 10 - 4]))
    assert recording.channels["knee_flexion_deg"].min() == pytest.approx(-4, abs=1e-3)
    assert "does not tell" in recording.notes[-1]


@pytest.mark.parametrize(
    ("head", "labels", "problem"),
    [
        ("x\nDataType=Quaternion\n", ["tibia_r_imu"], "quaternion"),
        ("x\n", ["muscle_force"], "no column says that it is the knee angle"),
    ],
)
def test_what_holds_no_joint_angle_is_refused(head, labels, problem, tmp_path):
    with pytest.raises(InputError, match=problem):
        read_recording(motion(tmp_path, labels, [ANGLE_DEG], head=head))


def test_no_rows(tmp_path):
    file = tmp_path / "x.mot"
    file.write_text("x\nversion=1\ninDegrees=yes\nendheader\ntime\tknee_angle_r\n")
    with pytest.raises(InputError, match="no rows of figures"):
        read_recording(file)
