"""Bad keypoint files: each is refused in one or two lines that say what to do, and nothing else ever comes out."""

import json
import re
import sys
import tempfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent))
from keypoint_files import NEEDS, RATE_HZ, SIZE, WRITERS, openpose, seen, the_set

from legcurl import read_recording
from legcurl.cli import run
from legcurl.errors import InputError, LegcurlError, MissingExtraError
from legcurl.recording import Recording

VIEW = seen(the_set(count=1).recording)


def refusal(path, **options):
    with pytest.raises(InputError) as refused:
        read_recording(path, **options)
    text = str(refused.value)
    assert text.count("\n") <= 1, text
    assert refused.value.fix, "what to do"
    return text


def frames(**changes):
    """A file of MediaPipe landmarks with something changed in every frame."""
    point = {"x": 0.5, "y": 0.5, "z": 0.0, "visibility": 0.9}
    frame = {"frame": 0, "landmarks": [point] * 33} | changes
    return {"fps": 30, "width": 640, "height": 480, "frames": [frame | {"frame": at} for at in range(20)]}


def person(count, value=100.0):
    return [value, value, 0.9] * count


BAD = {
    "nested deeply": ('{"landmarks": ' + "[" * 100_000, "nested too deeply"),
    "cut off": (json.dumps(frames())[:-40], "no sound JSON.*cut off"),
    "not UTF-8": (b'[{"landmarks": "\xff\xfe", "x": 1}]', "not in UTF-8"),
    "an integer of many digits": ('[{"landmarks": [{"x": ' + "9" * 5000 + "}]}]", "no sound JSON"),
    "an enormous figure": (json.dumps(frames(landmarks=[{"x": 10**30, "y": 1}] * 33)), "no keypoint of anybody"),
    "no number": (json.dumps(frames(landmarks=[{"x": "left", "y": 1}] * 33)), "no figure"),
    "a list in a list": (json.dumps(frames(landmarks=[{"x": [1, 2], "y": 1}] * 33)), "no figure|no list"),
    "infinite": (json.dumps(frames(landmarks=[{"x": float("inf"), "y": 1.0}] * 33)), "no keypoint of anybody"),
    "nobody": (json.dumps(frames(landmarks=[])), "nobody is seen"),
    "too few landmarks": (json.dumps(frames(landmarks=[{"x": 1, "y": 2}] * 20)), "20 landmarks; MediaPipe has 33"),
    "no frames": (json.dumps({"frames": [], "landmarks": [], "x": {"x": 1}}), "no list of frames|not a table"),
    "time runs backwards": (
        json.dumps({"frames": [{"time_s": -at, **frames()["frames"][0]} for at in range(20)]}),
        "size the file does not say|does not increase",
    ),
    "results without image_id": (json.dumps([{"image_id": 1, "keypoints": person(17)}, {"keypoints": person(17)}]),
                                 "entry 2: an entry without image_id"),
    "keypoints of another layout": (json.dumps([{"image_id": "1.jpg", "keypoints": person(21)}]), "63 figures"),
    "pictures without numbers": (json.dumps([{"image_id": "a.jpg", "keypoints": person(17)}]), "no number of a pict"),
    "annotations that are none": ('{"images": [], "annotations": 3}', "no list of annotations"),
    "images that are none": ('{"images": [3], "annotations": [{"image_id": 1, "keypoints": []}]}', "images is no list"),
    "one picture of OpenPose": (json.dumps({"people": [{"pose_keypoints_2d": person(25)}]}), "one picture of OpenPose"),
    "TRC without rows": ("PathFileType\t4\tx\nDataRate\n30\nFrame#\tTime\tRKnee\n\t\tX1\tY1\tZ1\n", "no rows|without"),
    "TRC cut off in its header": ("PathFileType\t4\t(X/Y/Z)\tx\nDataRate\n", "without markers"),
    "TRC with names too many": (
        "PathFileType\t4\t(X/Y/Z)\tx\nDataRate\n30\nFrame#\tTime\tRKnee\t\t\tRHip\n\t\tX1\tY1\tZ1\n1\t0\t1\t2\t3\n",
        "names 2 markers above 3 coordinates",
    ),
    "TRC of other markers": (
        "PathFileType\t4\t(X/Y/Z)\tx\nDataRate\n30\nFrame#\tTime\tHead\n\t\tX1\tY1\tZ1\n1\t0\t1\t2\t3\n2\t.1\t1\t2\t3\n",
        "hip, knee and ankle of no leg are among the points 'Head'",
    ),
    "DeepLabCut of a mouse": (
        "scorer,a,a,a\nbodyparts,snout,snout,snout\ncoords,x,y,likelihood\n" + "0,1,2,1\n1,1,2,1\n2,1,2,1\n",
        "among the points 'snout'",
    ),
    "C3D by its first bytes": (b"\x02\x50" + b"\0" * 513 + b"T" + b"\xff" * 3000, "C3D"),
    "HDF5 by its first bytes": (b"\x89HDF\r\n\x1a\n" + b"\0" * 4000, "damaged or incomplete HDF5"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_bad_content(name, tmp_path, capfd):
    content, problem = BAD[name]
    if name.startswith("HDF5"):
        pytest.importorskip("h5py")
    file = tmp_path / "set"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    text = refusal(file, rate_hz=30.0) if "runs backwards" not in name else refusal(file)
    assert re.search(problem, text), text
    assert capfd.readouterr() == ("", "")


def test_the_rate_and_the_size_are_asked_for_with_the_command(tmp_path, capsys):
    path, _ = WRITERS["openpose"](tmp_path, VIEW)
    assert f"legcurl analyze {path} --rate-hz 30" in refusal(path)
    path, _ = WRITERS["mediapipe_bare"](tmp_path, VIEW)
    assert f"legcurl analyze {path} --rate-hz 30 --size 1920x1080" in refusal(path, rate_hz=RATE_HZ)
    assert run(["analyze", str(path), "--rate-hz", "30", "--size", f"{SIZE[0]}x{SIZE[1]}", "--json", "-"]) == 0
    assert json.loads(capsys.readouterr().out)["recording"]["format"] == "mediapipe"
    for size in ("1280", "axb", "0x10", "-1x3"):
        assert run(["analyze", str(path), f"--size={size}"]) == 2
        assert "Traceback" not in capsys.readouterr().err


def test_pictures_left_out_of_a_folder_leave_their_time(tmp_path):
    path, options = openpose(tmp_path, VIEW)
    for file in sorted(path.iterdir())[10:14]:
        file.unlink()
    recording = read_recording(path, **options)
    assert recording.time_s.size == VIEW.time_s.size - 4
    assert recording.time_s[10] == pytest.approx(14 / RATE_HZ)
    assert any("4 numbers left out" in note for note in recording.notes)


def test_the_hash_is_of_every_file_of_a_folder(tmp_path):
    path, options = openpose(tmp_path, VIEW)
    before = read_recording(path, **options).input_sha256
    last = sorted(path.iterdir())[-1]
    last.write_bytes(last.read_bytes() + b"\n")
    assert read_recording(path, **options).input_sha256 != before


def test_folders_that_are_none(tmp_path):
    path, options = openpose(tmp_path, VIEW)
    twice = path / "other_0000_keypoints.json"
    twice.write_bytes(sorted(path.iterdir())[0].read_bytes())
    assert "picture 0 is there twice" in refusal(path, **options)
    twice.rename(path / "settings.json")
    assert "no number of a picture in the file's name" in refusal(path, **options)
    (path / "settings.json").unlink()
    (path / "set_000000000003_keypoints.json").write_text('{"people": [{"pose_keypoints_2d": [1, 2]}]}')
    assert "set_000000000003_keypoints.json, person 1: 2 figures" in refusal(path, **options)
    (path / "set_000000000003_keypoints.json").write_text('{"people": ')
    assert "no sound JSON" in refusal(path, **options)


def test_two_people_lift(tmp_path):
    path, options = WRITERS["alphapose"](tmp_path, VIEW)
    entries = json.loads(path.read_text())
    for walker, lifter in zip(entries[::2], entries[1::2], strict=True):
        points = np.array(lifter["keypoints"]).reshape(-1, 3)
        walker["keypoints"] = (points + (points[:, 2:] > 0) * [500.0, 0, 0]).ravel().tolist()
    path.write_text(json.dumps(entries))
    assert "two people lift" in refusal(path, **options)


def test_a_missing_extra_is_named(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "h5py", None)
    (tmp_path / "set.h5").write_bytes(b"\x89HDF\r\n\x1a\n" + b"\0" * 100)
    with pytest.raises(MissingExtraError, match="hdf5"):
        read_recording(tmp_path / "set.h5", rate_hz=30)


def test_a_header_that_would_run_something_does_not(tmp_path):
    h5py = pytest.importorskip("h5py")
    path, options = WRITERS["deeplabcut_h5"](tmp_path, VIEW)
    with h5py.File(path, "a") as file:
        trap = b"cos\nmkdir\n(V%s\ntR." % str(tmp_path / "trap").encode()
        file["df_with_missing/table"].attrs["values_block_0_kind"] = np.bytes_(trap)
    assert "damaged" in refusal(path, **options)
    assert not (tmp_path / "trap").exists()


SAMPLES: dict[str, tuple[bytes, dict[str, object]]] = {}


def samples():
    """A small valid file of every layout, made once."""
    if not SAMPLES:
        short = type(VIEW)(VIEW.time_s[:60], VIEW.xy[:60], VIEW.score[:60])
        for name, writer in WRITERS.items():
            if name in NEEDS:
                try:
                    __import__(NEEDS[name])
                except ImportError:
                    continue
            with tempfile.TemporaryDirectory() as folder:
                path, options = writer(Path(folder), short)
                file = sorted(path.iterdir())[7] if path.is_dir() else path
                SAMPLES[name] = file.read_bytes(), options
    return SAMPLES


SNIPPETS = [
    b",",
    b"[",
    b"]",
    b"{",
    b"}",
    b'"',
    b"\t",
    b"\n",
    b"\0",
    b"NaN",
    b"-1e308",
    b"1e400",
    b"null",
    b"x",
    b"\xff",
]


@st.composite
def damaged(draw):
    """The bytes of a valid file, damaged once or a few times, and the options for reading it."""
    content, options = samples()[draw(st.sampled_from(sorted(samples())))]
    for _ in range(draw(st.integers(1, 3))):
        early = draw(st.booleans())
        start = draw(st.integers(0, min(len(content), 3000) if early else len(content)))
        stop = min(len(content), start + draw(st.sampled_from([1, 3, 40, 900, 1 << 20])))
        snippet = draw(st.sampled_from(SNIPPETS))
        how = draw(st.integers(0, 3))
        if how == 0:
            content = content[:start] + content[stop:]
        elif how == 1:
            content = content[:stop] + content[start:stop] + content[stop:]
        elif how == 2:
            flipped = bytes(byte ^ 1 << (at % 8) for at, byte in enumerate(content[start : start + 3]))
            content = content[:start] + flipped + content[start + 3 :]
        else:
            content = content[:start] + snippet + content[start:]
    return content, options


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(given=damaged())
def test_damage(given):
    content, options = given
    with tempfile.TemporaryDirectory() as folder:
        in_folder = b'"people"' in content[:200]
        file = Path(folder) / "set_0001.json"
        file.write_bytes(content)
        if in_folder:
            for number in (2, 3, 4, 5):
                (Path(folder) / f"set_000{number}.json").write_bytes(samples()["openpose"][0])
        try:
            recording = read_recording(folder if in_folder else file, **options)
        except LegcurlError as refused:
            assert str(refused).count("\n") <= 1  # noqa: PT017
            return
    assert isinstance(recording, Recording)
    assert np.isfinite(recording.time_s).all()
