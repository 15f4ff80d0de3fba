"""One simulated set in the files of every tool: the same repetitions, the same angles."""

import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parent))
from keypoint_files import NEEDS, WRITERS, seen, the_set

from legcurl import analyze, read_recording, write_mot
from legcurl.pose.formats.export import read_track, write_trc
from legcurl.pose.formats.names import keypoints_by_name, spotted
from legcurl.pose.skeleton import INDEX

SET = the_set()
TRUTH = SET.recording
VIEW = seen(TRUTH)
ANALYSIS = analyze(TRUTH)
TOLERANCE_DEG = 0.5


def written(name, folder):
    if name in NEEDS:
        pytest.importorskip(NEEDS[name])
    return WRITERS[name](folder, VIEW)


@pytest.mark.parametrize("name", WRITERS)
def test_same_angles_and_repetitions(name, tmp_path):
    path, options = written(name, tmp_path)
    recording = read_recording(path, **options)
    assert recording.leg == "right"
    np.testing.assert_allclose(recording.time_s, TRUTH.time_s, atol=2e-3)
    seen_knee = recording.channels["knee_flexion_deg"]
    assert np.isfinite(seen_knee).mean() > 0.98
    assert np.nanmax(np.abs(seen_knee - TRUTH.channels["knee_flexion_deg"])) < TOLERANCE_DEG
    hip = recording.channels["hip_flexion_deg"]
    assert np.nanmax(np.abs(hip - TRUTH.channels["hip_flexion_deg"])) < TOLERANCE_DEG
    analysis = analyze(recording)
    assert analysis.exercise.is_leg_curl, analysis.exercise.why
    assert [rep.rep.kind for rep in analysis.metrics.reps] == [rep.rep.kind for rep in ANALYSIS.metrics.reps]
    for mine, true in zip(analysis.metrics.reps, ANALYSIS.metrics.reps, strict=True):
        assert mine.rep.peak_s == pytest.approx(true.rep.peak_s, abs=0.05)
        assert mine.rom_deg == pytest.approx(true.rom_deg, abs=TOLERANCE_DEG)


def test_angles_stored_as_points_are_degrees_whatever_the_unit_of_places(tmp_path):
    ezc3d = pytest.importorskip("ezc3d")
    names = ["RKneeAngles", "RHipAngles", "Kim:LKneeAngles", "RASI"]
    points = np.full((4, len(names), TRUTH.time_s.size), 1.0)
    points[0, 0], points[0, 1], points[0, 2] = TRUTH.channels["knee_flexion_deg"], 12.0, 5.0
    points[0, 1, ::2] = 13.0
    file = ezc3d.c3d()
    file["parameters"]["POINT"]["RATE"]["value"] = [30.0]
    file["parameters"]["POINT"]["LABELS"]["value"] = names
    file["parameters"]["POINT"]["UNITS"]["value"] = ["mm"]
    file.add_parameter("POINT", "ANGLES", names[:3])
    file.add_parameter("POINT", "ANGLE_UNITS", ["deg"])
    file.add_parameter("EVENT", "LABELS", ["Foot Strike"])
    file.add_parameter("EVENT", "CONTEXTS", ["Left"])
    file.add_parameter("EVENT", "TIMES", np.array([[0.0], [1.25]]))
    file["data"]["points"] = points
    file.write(str(tmp_path / "set.c3d"))
    recording = read_recording(tmp_path / "set.c3d")
    assert set(recording.channels) == {"knee_flexion_r_deg", "hip_flexion_r_deg", "knee_flexion_l_deg"}
    np.testing.assert_allclose(recording.channels["knee_flexion_r_deg"], TRUTH.channels["knee_flexion_deg"], atol=1e-4)
    assert any("Left Foot Strike 1.25 s" in note for note in recording.notes)


def test_a_c3d_file_is_read_as_the_library_for_it_reads_it(tmp_path):
    ezc3d = pytest.importorskip("ezc3d")
    from legcurl.io.head import Head
    from legcurl.pose.formats.c3d_file import read_c3d

    path, _ = written("c3d_markers", tmp_path)
    ours, theirs = read_c3d(Head.open(path)), ezc3d.c3d(str(path))
    assert list(ours.labels) == theirs["parameters"]["POINT"]["LABELS"]["value"]
    np.testing.assert_array_equal(ours.points, theirs["data"]["points"][:3].transpose(2, 1, 0))
    assert ours.texts("POINT", "UNITS") == ("mm",)


def test_angles_of_sports2d_by_its_own_names(tmp_path):
    channels = TRUTH.channels
    columns = {
        "right knee": channels["knee_flexion_deg"], "right hip": channels["hip_flexion_deg"],
        "right thigh": channels["thigh_inclination_deg"] + 90, "right shank": channels["shank_inclination_deg"] + 90,
        "trunk": channels["trunk_inclination_deg"] + 90,
    }  # fmt: skip
    rows = np.stack([TRUTH.time_s, *columns.values()], axis=1)
    head = ["Coordinates", "version=1", f"nRows={len(rows)}", f"nColumns={len(columns)}", "inDegrees=yes", "",
            "Units are S.I. units", "", "endheader", "\t".join(["time", *columns])]  # fmt: skip
    (tmp_path / "s.mot").write_text("\n".join([*head, *("\t".join(map(repr, row)) for row in rows.tolist()), ""]))
    recording = read_recording(tmp_path / "s.mot")
    assert recording.leg == "right"
    for name in ("knee_flexion_deg", "hip_flexion_deg", "thigh_inclination_deg", "shank_inclination_deg"):
        np.testing.assert_allclose(recording.channels[name], channels[name], atol=1e-9)


def test_a_joint_in_both_legs_in_space(tmp_path):
    path, _ = WRITERS["trc_in_space"](tmp_path, VIEW)
    recording = read_recording(path)
    assert recording.leg is None
    for side in "lr":
        knee = recording.channels[f"knee_flexion_{side}_deg"]
        assert np.nanmax(np.abs(knee - TRUTH.channels["knee_flexion_deg"])) < TOLERANCE_DEG
    assert recording.posture.variation == "prone"


@pytest.mark.parametrize("variation", ["seated", "standing"])
def test_the_posture_is_seen_in_files_too(variation, tmp_path):
    truth = the_set(variation, 2).recording
    for name in ("trc_in_space", "openpose"):
        path, options = WRITERS[name](tmp_path, seen(truth))
        recording = read_recording(path, **options)
        assert recording.posture.variation == variation
        assert np.nanmax(np.abs(recording.channels["knee_flexion_deg"] - truth.channels["knee_flexion_deg"])) < 0.5


def test_what_is_written_opens_in_opensim(tmp_path):
    opensim = pytest.importorskip("opensim", reason="the library of OpenSim is not installed")
    path, options = WRITERS["openpose"](tmp_path, VIEW)
    track = read_track(path, **options)
    track.xy[4:7, INDEX["right_toe"]] = np.nan
    write_trc(track, tmp_path / "set.trc")
    opensim.Logger.setLevelString("error")
    table = opensim.TimeSeriesTableVec3(str(tmp_path / "set.trc"))
    labels = list(table.getColumnLabels())
    assert table.getNumRows() == track.time_s.size
    assert {"RHip", "RKnee", "RAnkle", "RBigToe", "RShoulder"} <= set(labels)
    assert table.getTableMetaDataString("Units") == "m"
    assert np.isnan(table.getRowAtIndex(5).getElt(0, labels.index("RBigToe")).get(0))
    places = [table.getRowAtIndex(0).getElt(0, labels.index(name)).to_numpy() for name in ("RHip", "RKnee")]
    assert np.hypot(*(places[1] - places[0])[:2]) == pytest.approx(0.245 * 1.75, rel=0.01)
    write_mot(read_recording(path, **options), tmp_path / "set.mot")
    storage = opensim.Storage(str(tmp_path / "set.mot"))
    assert (storage.getSize(), storage.isInDegrees()) == (track.time_s.size, True)
    assert storage.getStateIndex("knee_angle_r") >= 0


def test_keypoints_written_and_read_again_give_the_same_angles(tmp_path):
    path, options = WRITERS["kinovea"](tmp_path, VIEW)
    write_trc(read_track(path, **options), tmp_path / "set.trc", height_m=1.6)
    again, before = read_recording(tmp_path / "set.trc"), read_recording(path, **options)
    for name in ("knee_flexion_deg", "hip_flexion_deg", "thigh_inclination_deg"):
        np.testing.assert_allclose(again.channels[name], before.channels[name], atol=1e-6)


SAME = {
    "right_knee": "RKnee right_knee knee_r R_Knee kneeR R.Knee RKNE rkne RIGHT_KNEE Kim:RKnee r_knee_study rodilla_der",
    "left_hip": "LHip left_hip hip_L LHJC_study LHJC Hip.Left leftHip",
    "right_ankle": "RAnkle RANK right_ankle_joint r_ankle_study R_Ankle_Out RAJC",
    "left_toe": "LBigToe left_big_toe LTOE LEFT_FOOT_INDEX l_toe_study L_Toe",
    "right_heel": "RHeel RHEE r_calc_study right_heel R_FCC",
}
NO_KEYPOINT = "RKneeAngles RASI r.ASIS_study RSmallToe r_5meta_study knee_force RThigh1 x time"


def test_names_of_one_keypoint():
    for keypoint, names in SAME.items():
        for name in names.split():
            assert keypoint in keypoints_by_name([name, "right_knee" if "knee" not in keypoint else "nose"])[0], name
    for name in NO_KEYPOINT.split():
        assert spotted(name) is None, name


def test_markers_at_one_joint_are_joined():
    both, _ = keypoints_by_name(["R_Knee_Out", "R_Knee_In", "RHip"])
    assert both["right_knee"] == (0, 1)
    centre, _ = keypoints_by_name(["R_Knee_Out", "R_Knee_In", "RKJC", "RKnee"])
    assert centre["right_knee"] == (2,)
