"""MediaPipe behind the seam: its own models, and a ``.task`` file."""

from __future__ import annotations

import numpy as np
import pytest

from legcurl import InputError
from legcurl.pose.backend import open_backend

pytest.importorskip("mediapipe", reason="the extra video is not installed")
EMPTY = np.full((240, 320, 3), 127, dtype=np.uint8)


def test_a_task_file_is_read_and_other_files_are_refused(tmp_path, capfd):
    from legcurl.pose.mediapipe import own_models

    file = tmp_path / "pose_landmarker.task"
    file.write_bytes(own_models())
    for alone in (True, False):
        backend = open_backend(file, alone=alone)
        assert backend.infer(EMPTY, 0.1) == []
        assert backend.infer(EMPTY, 0.2) == []
        backend.reset()
        assert backend.infer(EMPTY, 0.0) == []
        backend.close()
    file.write_text("words")
    with pytest.raises(InputError, match="is no pose model of MediaPipe"):
        open_backend(file)


def test_the_models_that_are_built_in_follow_from_picture_to_picture():
    backend = open_backend()
    assert backend.infer(EMPTY, 0.0) == []
    backend.reset()
    assert backend.infer(EMPTY, 0.1) == []
    backend.close()
