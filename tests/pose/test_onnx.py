"""ONNX models whose outputs are known: they are built here, and answer the same whatever they are shown."""

from __future__ import annotations

import numpy as np
import pytest

from legcurl import InputError
from legcurl.pose.backend import open_backend
from legcurl.pose.skeleton import INDEX

onnx = pytest.importorskip("onnx", reason="onnx is not installed")
pytest.importorskip("onnxruntime", reason="the extra video is not installed")
PICTURE = np.full((480, 640, 3), 90, dtype=np.uint8)


def save(path, size, **outputs):
    """A model that answers with constants, for an input of this height and width."""
    from onnx import TensorProto, helper, numpy_helper

    nodes, infos = [], []
    for name, value in outputs.items():
        constant = numpy_helper.from_array(value.astype(np.float32), name=f"{name}_value")
        nodes.append(helper.make_node("Constant", [], [name], value=constant))
        infos.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, value.shape))
    image = helper.make_tensor_value_info("input", TensorProto.FLOAT, [1, 3, *size])
    graph = helper.make_graph(nodes, "known", [image], infos)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)])
    model.ir_version = 8
    onnx.save(model, str(path))
    return path


def yolo_row(x, y, score, knee):
    """Centre, size and score of a box, and 17 keypoints of COCO, the left knee among them."""
    row = np.zeros(56)
    row[:5] = x, y, 100, 200, score
    row[5:].reshape(17, 3)[13] = (*knee, 0.8)
    return row


@pytest.mark.parametrize("across", [True, False])
def test_yolo_finds_each_person_once_in_pixels_of_the_picture(tmp_path, across):
    rows = np.zeros((60, 56))
    rows[0], rows[1], rows[2] = (
        yolo_row(200, 300, 0.9, (210, 340)), yolo_row(204, 302, 0.7, (0, 0)), yolo_row(500, 300, 0.6, (510, 340)),
    )  # fmt: skip
    answer = rows.T[None] if across else rows[None]
    backend = open_backend(save(tmp_path / "yolo.onnx", (640, 640), output0=answer))
    people = backend.infer(PICTURE, 0.0)
    assert backend.name == "yolo-pose"
    # 640×480 lies in the middle of 640×640 with 80 pixels above it
    assert [person.xy[INDEX["left_knee"]].tolist() for person in people] == [[210.0, 260.0], [510.0, 260.0]]
    assert people[0].score[INDEX["left_knee"]] == pytest.approx(0.8)


def test_yolo_end_to_end(tmp_path):
    rows = np.zeros((4, 57))
    rows[0, :6] = 100, 100, 300, 500, 0.9, 0
    rows[0, 6:].reshape(17, 3)[13] = 320, 400, 0.9
    people = open_backend(save(tmp_path / "yolo.onnx", (640, 640), output0=rows[None])).infer(PICTURE, 0.0)
    assert len(people) == 1
    assert people[0].xy[INDEX["left_knee"]].tolist() == [320.0, 320.0]


@pytest.mark.parametrize("count", [17, 26])
def test_rtmpose_reads_the_peaks_of_both_axes(tmp_path, count):
    x, y = np.zeros((1, count, 384)), np.zeros((1, count, 512))
    x[0, :, 2 * 96], y[0, :, 2 * 128] = 0.7, 0.6
    backend = open_backend(save(tmp_path / "rtm.onnx", (256, 192), simcc_x=x, simcc_y=y))
    (person,) = backend.infer(PICTURE, 0.0)
    # the picture is fitted into 256×192 at 0.3, 56 pixels from the top: the middle stays the middle
    assert person.xy[INDEX["left_ankle"]] == pytest.approx([320.0, 240.0])
    assert person.score[INDEX["left_ankle"]] == pytest.approx(0.6)
    assert np.isfinite(person.xy[INDEX["left_toe"]]).all() == (count == 26)


def test_files_that_are_no_pose_model_are_refused(tmp_path):
    with pytest.raises(InputError, match="no such model file"):
        open_backend(tmp_path / "missing.onnx")
    (tmp_path / "words.onnx").write_text("not a model")
    with pytest.raises(InputError, match="is no ONNX model"):
        open_backend(tmp_path / "words.onnx")
    with pytest.raises(InputError, match=r"shape \[1, 1000\]"):
        open_backend(save(tmp_path / "other.onnx", (64, 64), classes=np.zeros((1, 1000))))
    (tmp_path / "a.bin").write_text("x")
    with pytest.raises(InputError, match=r"\.task file of MediaPipe, or an \.onnx"):
        open_backend(tmp_path / "a.bin")
