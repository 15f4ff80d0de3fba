"""The printed tables of accuracy: a small sample of them holds, and the whole document is written by the script."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_a_small_sample_of_the_tables_holds():
    script = ROOT / "benchmarks" / "accuracy.py"
    done = subprocess.run([sys.executable, script, "--quick"], capture_output=True, text=True, check=True)
    text = done.stdout.replace("A row that does not hold says **FAILS**.", "")
    assert "FAILS" not in text
    assert "### Repetitions in simulated sets" in text
    assert ("### Standing curls, no option given" in text) == (ROOT.parent / "shared" / "data").is_dir()
