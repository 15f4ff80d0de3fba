"""Keypoints and markers that other tools wrote, one format a file; importing this makes them known."""
