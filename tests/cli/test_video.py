"""``legcurl analyze`` with films: what it prints for a lifter that is acted, and how bad input ends."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "pose"))

from acted import ActedBackend, blank_picture, curl, person
from made_films import write_film

from legcurl import read_recording

av = pytest.importorskip("av", reason="the extra video is not installed")


@pytest.fixture
def acted(monkeypatch):
    """A lifter in every film; the model that was asked for is kept."""
    asked = []

    def opened(model=None, *, alone=False):
        asked.append(model)
        return ActedBackend(lambda t: [person(curl(t))])

    monkeypatch.setattr("legcurl.pose.film.open_backend", opened)
    return asked


@pytest.fixture(scope="module")
def film(tmp_path_factory):
    path = tmp_path_factory.mktemp("film") / "set.mp4"
    return write_film(path, [blank_picture()] * 180, np.arange(180) / 20)


def refused(ran, *phrases):
    """One clear line or two, no traceback, exit 1."""
    assert ran.code == 1
    assert ran.out == ""
    assert 1 <= len(ran.err.strip().splitlines()) <= 2
    for phrase in phrases:
        assert phrase in ran.err


def test_a_film_needs_no_options(legcurl, acted, film):
    ran = legcurl("analyze", film, "-o", "out")
    assert ran.code == 0
    for phrase in ("Prone leg curl, left leg", "3 complete repetitions", "lying face down"):
        assert phrase in ran.out
    content = json.loads(Path("out/analysis.json").read_text())
    assert content["exercise"]["is_leg_curl"] is True
    assert len(content["provenance"]["input_sha256"]) == 64
    again = read_recording("out/keypoints.trc").channels["knee_flexion_deg"]
    angles = read_recording("out/angles.mot").channels["knee_flexion_deg"]
    assert np.abs(again - angles).max() < 0.5


def test_leg_part_and_model_are_options(legcurl, acted, film, tmp_path):
    model = tmp_path / "own.onnx"
    model.write_bytes(b"x")
    ran = legcurl("analyze", film, "--leg", "right", "--pose-model", model, "--json", "-")
    assert json.loads(ran.out)["recording"]["leg"] == "right"
    assert set(acted) == {model}
    assert legcurl("analyze", film, "--roi", "0,0,640,480").code == 0
    assert legcurl("analyze", film, "--roi", "1,2,3").code == 2
    assert legcurl("analyze", film, "--rotate", "45").code == 2
    refused(legcurl("analyze", film, "--roi", "600,0,100,100"), "beyond the picture of 640×480")
    assert "lying face down" not in legcurl("analyze", film, "--rotate", "90").out  # up is another way now


def test_bad_films_end_in_one_line_and_leave_nothing(legcurl, acted, film, tmp_path):
    whole = film.read_bytes()
    (tmp_path / "cut.mp4").write_bytes(whole[: len(whole) // 3])
    (tmp_path / "noise.mp4").write_bytes(b"\0\0\0\x18ftypisom" + bytes(range(256)) * 40)
    write_film(tmp_path / "dark.mp4", [np.zeros((240, 320, 3), dtype=np.uint8)] * 20, np.arange(20) / 10)
    write_film(tmp_path / "one.mp4", [blank_picture()] * 2, [0.0, 0.1])
    write_film(tmp_path / "long.mp4", [blank_picture()] * 2, [0.0, 20_000.0])
    (tmp_path / "frames").mkdir()
    for i in range(3):
        from PIL import Image

        Image.fromarray(blank_picture(i)).save(tmp_path / "frames" / f"{i}.png")
    for name, phrase in {
        "cut.mp4": "cut off or damaged", "noise.mp4": "cannot be read as a video", "dark.mp4": "lens cap",
        "one.mp4": "too few pictures for a set: 2", "long.mp4": "5.6 hours", "frames": "--rate-hz",
    }.items():  # fmt: skip
        refused(legcurl("analyze", tmp_path / name, "-o", "out", "--json", "out.json"), phrase)
        assert not Path("out").exists()
        assert not Path("out.json").exists()
    sound = tmp_path / "sound.mkv"
    with av.open(str(sound), "w") as container:
        stream = container.add_stream("pcm_s16le", rate=8000)
        silence = av.AudioFrame.from_ndarray(np.zeros((1, 800), dtype=np.int16), layout="mono")
        silence.sample_rate = 8000
        container.mux(stream.encode(silence))
    refused(legcurl("analyze", sound), "no pictures")


def test_a_place_that_cannot_be_written_is_told_before_any_work(legcurl, acted, film, tmp_path, monkeypatch):
    def refuse(prefix, dir):
        raise PermissionError(13, "Permission denied", str(dir))

    monkeypatch.setattr("legcurl.cli.drawing.tempfile.mkdtemp", refuse)
    refused(legcurl("analyze", film, "-o", tmp_path / "out"), "cannot write here (Permission denied)")
    assert acted == []


def test_results_may_be_written_where_nothing_beside_them_may(legcurl, acted, film, tmp_path, monkeypatch):
    out = tmp_path / "out"
    out.mkdir()
    monkeypatch.setattr("legcurl.cli.drawing.os.access", lambda path, mode: path == out)
    assert legcurl("analyze", film, "-o", out).code == 0
    assert (out / "overlay.mp4").is_file()


def test_nobody_in_it_and_no_model(legcurl, monkeypatch, film, tmp_path):
    refused(legcurl("analyze", film, "--pose-model", tmp_path / "none.onnx"), "no such model file")
    (tmp_path / "bad.onnx").write_text("words")
    refused(legcurl("analyze", film, "--pose-model", tmp_path / "bad.onnx"), "is no ONNX model")
    monkeypatch.setattr("legcurl.pose.film.open_backend", lambda model=None, *, alone=False: ActedBackend(lambda t: []))
    refused(legcurl("analyze", film), "nobody is seen", "Film")


@pytest.mark.parametrize("library", ["av", "mediapipe"])
def test_a_missing_extra_names_the_command(legcurl, monkeypatch, film, library):
    monkeypatch.setitem(sys.modules, library, None)
    refused(legcurl("analyze", film), "pip install 'legcurl[video]'")
