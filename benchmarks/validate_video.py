"""Films: memory over the length of a film of 1080p, up to ten minutes.

Run ``python benchmarks/validate_video.py``. A lifter is acted, so that what is measured is the way through the film
and not the model, whose memory does not depend on it. Linux only.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from tables import Row, markdown

NEEDS = "av"
WIDTH, HEIGHT, RATE_HZ = 1920, 1080, 30
MINUTES = (1, 5, 10)
MOST_MIB_A_MINUTE = 4.0
"""Keypoints take 1.5 MiB a minute at 30 Hz; pictures would take 10 GiB."""
PROCESS = """
import sys
import numpy as np
from legcurl.pose.film import track_film
from legcurl.pose.skeleton import KEYPOINTS, Person

class Still:
    name = "still"
    def infer(self, image, time_s):
        xy = np.linspace(0.2, 0.8, 2 * len(KEYPOINTS)).reshape(-1, 2) * image.shape[1::-1]
        return [Person(xy, np.full(len(KEYPOINTS), 0.9))]
    def reset(self): pass
    def close(self): pass

def highest():
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))

track = track_film(sys.argv[1], make=lambda alone: Still())
print(highest() / 1024, track.time_s.size)
"""


def make_film(path: Path, minutes: float) -> Path:
    """A film of one grainy picture that brightens and darkens."""
    import av

    grain = np.random.default_rng(0).integers(40, 200, (HEIGHT // 8, WIDTH // 8, 3), dtype=np.uint8)
    picture = grain.repeat(8, axis=0).repeat(8, axis=1)
    frame = av.VideoFrame.from_ndarray(picture, format="rgb24").reformat(format="yuv420p")
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=RATE_HZ, options={"preset": "ultrafast"})
        stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        for number in range(round(60 * minutes * RATE_HZ)):
            frame.pts = number
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
    return path


def memory(minutes: Sequence[float] = MINUTES) -> Iterator[Row]:
    """The highest memory of a process for each length, and by how much it grows."""
    peaks = []
    for length in minutes:
        with tempfile.TemporaryDirectory() as folder:
            path = make_film(Path(folder) / "film.mp4", length)
            done = subprocess.run(
                [sys.executable, "-c", PROCESS, str(path)], capture_output=True, text=True, check=True
            )
        peak, count = done.stdout.split()
        peaks.append(float(peak))
        yield Row(f"highest memory in a film of {length:g} min", f"{float(peak):.0f} MiB, {count} pictures", "-", None)
    grown = (peaks[-1] - peaks[0]) / max(minutes[-1] - minutes[0], 1e-9)
    yield Row("growth a minute of film (the keypoints)", f"{grown:.1f} MiB", f"at most {MOST_MIB_A_MINUTE:g} MiB",
              grown <= MOST_MIB_A_MINUTE)  # fmt: skip


SECTIONS = {"Memory over a film of 1080p": memory}


def main() -> int:
    """Print the table; 1 where memory grows."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--minutes", type=float, nargs="+", default=MINUTES)
    rows = list(memory(options.parse_args().minutes))
    print(markdown("Memory over a film of 1080p", rows))
    return 1 if any(row.held is False for row in rows) else 0


if __name__ == "__main__":
    raise SystemExit(main())
