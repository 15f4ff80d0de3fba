"""Our static optimisation against OpenSim's, on the muscle geometry and the parameters of a published model."""

from pathlib import Path

import numpy as np
import pytest

ROOT = Path(__file__).parents[2]
REFERENCE = ROOT.parent / "shared" / "reference"
pytestmark = pytest.mark.skipif(not REFERENCE.is_dir(), reason="shared/reference is not beside the repository")
CASES = [("prone", 0, "k"), ("prone", 0, "ka"), ("prone", 0, "hka"), ("prone", 20, "k"), ("seated", 0, "k"),
         ("seated", 0, "ka")]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: "{}{:+d}-{}".format(*case))
def test_activation_is_opensim_s(case: tuple[str, int, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    import validate_published

    ours, theirs = validate_published.share(case)
    assert ours.converged.all()
    assert np.abs(ours.reserve_nm).max() < 1e-6
    assert np.sqrt(np.mean((ours.activation - theirs) ** 2)) <= validate_published.RMS
