"""Keypoints and markers that other tools wrote, one format a file; importing this makes them known."""

from legcurl.pose.formats import (  # noqa: F401  (each registers its format)
    apple,
    c3d,
    coco,
    deeplabcut,
    hdf5,
    longtable,
    mediapipe,
    mmpose,
    openpose,
    pointtable,
    trc,
)
