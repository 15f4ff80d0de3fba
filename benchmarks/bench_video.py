"""Films: from the file to the recording, against a bare loop that only decodes and infers; and a picture's share of it.

The film is made here: grainy pictures of 720p without a person, so that the detector looks afresh at each (its slowest
case), unless a film of one's own is given. Ratios within one run, both sides in turns. Run: make bench, or
``python benchmarks/bench_video.py --film set.mp4``.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

import numpy as np

from legcurl.pose.ahead import ahead
from legcurl.pose.backend import open_backend
from legcurl.pose.film import PROBE_SIDE, PROBES, track_film
from legcurl.pose.lifter import find_lifter
from legcurl.pose.video import frames, open_film, sample

WIDTH, HEIGHT, RATE_HZ = 1280, 720, 30
SECONDS = 10
GOAL = 0.95
"""Share of the bare loop's frame rate that the whole way must keep."""


def make_film(path: Path, seconds: float) -> Path:
    """A film of grain that changes from picture to picture."""
    import av

    rng = np.random.default_rng(0)
    grain = rng.integers(0, 255, (HEIGHT // 8, WIDTH // 8 + 64, 3), dtype=np.uint8).repeat(8, axis=0).repeat(8, axis=1)
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=RATE_HZ)
        stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        for i in range(round(seconds * RATE_HZ)):
            picture = np.ascontiguousarray(grain[:, 4 * (i % 64) : 4 * (i % 64) + WIDTH])
            container.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
        container.mux(stream.encode())
    return path


def bare(path: Path) -> tuple[int, float]:
    """Pictures and s of a loop that decodes and infers, one after the other, at full size."""
    backend = open_backend()
    count, start = 0, time.perf_counter()
    for frame in frames(open_film(path)):
        backend.infer(frame.image, frame.time_s)
        count += 1
    spent = time.perf_counter() - start
    backend.close()
    return count, spent


def beside(path: Path) -> tuple[int, float]:
    """The same with pictures scaled and decoded ahead on a thread, as the whole way does it."""
    backend = open_backend()
    count, start = 0, time.perf_counter()
    for frame in ahead(frames(open_film(path), 640)):
        backend.infer(frame.image, frame.time_s)
        count += 1
    spent = time.perf_counter() - start
    backend.close()
    return count, spent


def whole(path: Path) -> tuple[int, float, float]:
    """Pictures and s of the way from the file to the keypoints, and what finding the lifter took of it."""
    start = time.perf_counter()
    prober = open_backend(alone=True)
    find_lifter(prober, sample(open_film(path), PROBES, PROBE_SIDE), str(path))
    prober.close()
    found = time.perf_counter() - start
    start = time.perf_counter()
    track = track_film(path)
    return track.time_s.size, time.perf_counter() - start, found


def main() -> int:
    """Print rates and ratios; 1 where the goal is missed."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--film", type=Path, help="a film with a lifter; then the whole way is timed too")
    options.add_argument("--seconds", type=float, default=SECONDS)
    chosen = options.parse_args()
    open_backend().close()  # the library is loaded once, before anything is timed
    with tempfile.TemporaryDirectory() as folder:
        path = chosen.film or make_film(Path(folder) / "grain.mp4", chosen.seconds)
        count, bare_s = bare(path)
        _, beside_s = beside(path)
        rates = count / bare_s, count / beside_s
        print(f"bare loop         {rates[0]:6.1f} pictures/s")
        print(f"decoded ahead     {rates[1]:6.1f} pictures/s   {rates[1] / rates[0]:.2f} of the bare loop")
        if chosen.film is None:
            return 0 if rates[1] >= GOAL * rates[0] else 1
        size, whole_s, found_s = whole(path)
        print(f"finding the lifter {found_s:5.1f} s")
        print(f"the whole way     {size / whole_s:6.1f} pictures/s   {size / whole_s / rates[0]:.2f} of the bare loop")
        follows = size / (whole_s - found_s)
        print(f"following alone   {follows:6.1f} pictures/s   {follows / rates[0]:.2f} of the bare loop")
        return 0 if follows >= GOAL * rates[0] else 1


if __name__ == "__main__":
    raise SystemExit(main())
